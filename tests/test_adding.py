"""Adding as a whole: everything in one command, nothing twice, nothing lost, each refusal by name."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import heapkit
import minikit
from khulasa import conversion
from khulasa.config import Manner
from khulasa.content import provenance
from khulasa.errors import KhulasaError
from khulasa.executors import Local, Lost
from khulasa.locks import lock
from khulasa.project import Project, open_project
from khulasa.sources import adding
from khulasa.sources.network import Network
from khulasa.sources.report import Report

FILES = int(os.environ.get("KHULASA_HEAP", "100"))


def project(folder: Path) -> Project:
    folder.mkdir(exist_ok=True)
    minikit.settings(folder)
    minikit.records(folder)
    return open_project(folder)


def add(folder: Path, *what: str, host: str = "", jobs: int = 1, **manner: object) -> Report:
    how = Manner(what=what, **manner)  # type: ignore[arg-type]
    return adding.add(
        project(folder),
        [how],
        Network(allowed=frozenset({host}) if host else frozenset()),
        executor=Local(jobs),
    )


def tree(folder: Path) -> dict[str, str]:
    """Every file of the folder of sources with its hash."""
    seeds = folder / "seeds"
    return {
        f.relative_to(seeds).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest()
        for f in seeds.rglob("*")
        if f.is_file()
    }


def documents(folder: Path) -> list[str]:
    return sorted(name for name in tree(folder) if name.endswith(".txt"))


# ------------------------------------------------------------------ the heap


@pytest.fixture(scope="module")
def heap(tmp_path_factory):
    """A project to which a mixed heap was added, the heap, and the report."""
    folder = tmp_path_factory.mktemp("heap")
    pages: dict = {}
    with heapkit.serving(pages) as served:
        made = heapkit.heap_of(folder / "in", FILES, served.url)
        pages.update(made.pages)
        report = add(folder, "in", host=served.host)
        yield folder, made, report, served


def test_every_article_of_the_heap_is_added(heap) -> None:
    """All forms in one command: as many documents as articles, and each has its record and its original."""
    folder, made, report, _ = heap
    assert len(report.added) == made.count
    assert len(documents(folder)) == made.count
    for name in documents(folder):
        record = provenance.load(folder / "seeds" / name)
        assert record is not None
        original = folder / "seeds" / record.original
        data = (
            gzip.decompress(original.read_bytes())
            if record.original
            else (folder / "seeds" / name).read_bytes()
        )
        assert hashlib.sha256(data).hexdigest() == record.sha256


def test_every_refusal_is_named(heap) -> None:
    """Each broken file has a line with what is wrong and what to do, and no whole file has one."""
    _, made, report, _ = heap
    named = {name for p in report.problems for name in made.broken if f"/{name}" in p.where}
    assert sorted(set(made.broken) - named) == []
    strange = [str(p) for p in report.problems if not any(f"/{name}" in p.where for name in made.broken)]
    assert strange == []
    assert all(p.what and p.remedy for p in report.problems)


def test_what_was_added_is_built(heap) -> None:
    """The conversion takes every document: none is refused, titles and days of the data are used."""
    folder, made, _, _ = heap
    converted = conversion.convert_all(open_project(folder))
    assert [str(p) for p in converted.problems] == []
    assert len(converted.written) + converted.unchanged == made.count


def test_again_nothing_changes(heap) -> None:
    """The second run writes nothing, tells the same refusals, and asks no address that it has."""
    folder, _, first, served = heap
    before, asked = tree(folder), len(served.asked)
    second = add(folder, "in", host=served.host)
    assert tree(folder) == before
    assert (second.added, sorted(second.problems)) == ([], sorted(first.problems))
    assert [path for path in served.paths()[asked:] if path.startswith("/n/")] == []


def test_a_lost_memory_changes_nothing(heap) -> None:
    """Without the memory of the first run everything is read again, and nothing is added twice."""
    folder, _, first, served = heap
    before = tree(folder)
    (folder / ".khulasa" / "added.sqlite").write_bytes(b"not a database, not at all" * 100)
    report = add(folder, "in", host=served.host)
    assert tree(folder) == before
    assert report.added == []
    assert sorted(p for p in report.problems if p.fatal) == sorted(p for p in first.problems if p.fatal)


def test_several_processes_give_the_same(heap, tmp_path: Path) -> None:
    """Documents do not depend on who read them."""
    folder, _, _, served = heap
    (tmp_path / "in").symlink_to(folder / "in")
    add(tmp_path, "in", host=served.host, jobs=2)
    names = documents(folder)
    assert documents(tmp_path) == names
    assert all((tmp_path / "seeds" / n).read_bytes() == (folder / "seeds" / n).read_bytes() for n in names)


def test_a_piece_that_ends_its_worker_is_refused_alone(tmp_path: Path) -> None:
    """An executor that says that a piece is lost: it is named, and the pieces beside it are added."""

    class Losing:
        width, elsewhere = 1, True

        def run(self, task, shards):
            for shard in shards:
                for piece in shard:
                    yield Lost(piece, "ended 4 workers") if "bad" in piece.origin.name else task([piece])

    for n, name in enumerate(("a", "bad", "c")):
        write(tmp_path, f"in/{name}.html", heapkit.told(40 + n).html)
    report = adding.add(project(tmp_path), [Manner(what=("in",))], Network(), executor=Losing())
    assert len(report.added) == 2
    assert [(p.where, p.what) for p in report.problems] == [
        ("in/bad.html", "cannot be read: it ended 4 workers")
    ]


def test_killed_and_run_again(tmp_path: Path) -> None:
    """A run that is killed on the way leaves whole documents; the next one adds the rest and no more."""
    made = heapkit.heap_of(tmp_path / "in", 40)
    project(tmp_path)
    command = [sys.executable, "-c", "from khulasa.cli import main; main()", "-C", str(tmp_path), "add", "in"]
    for _ in range(2):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        count = len(list((tmp_path / "seeds").rglob("*.txt")))
        while run.poll() is None and time.monotonic() < until:
            if len(list((tmp_path / "seeds").rglob("*.txt"))) >= count + 5:
                break
        run.send_signal(signal.SIGKILL)
        run.wait()
    report = add(tmp_path, "in")
    assert len(documents(tmp_path)) == made.count
    assert report.added
    assert all(
        (tmp_path / "seeds" / n).with_name(Path(n).stem + provenance.SUFFIX).exists()
        for n in documents(tmp_path)
    )


# ------------------------------------------------------------------ once


def write(folder: Path, name: str, data: str | bytes) -> str:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return name


def test_one_address_is_one_article(tmp_path: Path) -> None:
    """The same page with tracking, from a phone, as AMP, or percent-encoded otherwise is there already."""
    one = heapkit.told(1)
    urls = (
        "https://civic.example/خبر/1", "http://www.civic.example/%D8%AE%D8%A8%D8%B1/1/?utm_source=x#top",
        "https://m.civic.example/%d8%ae%d8%a8%d8%b1/1/amp",
    )  # fmt: skip
    rows = [{"title": one.title, "text": one.body, "url": url} for url in urls]
    write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    report = add(tmp_path, "a.jsonl")
    assert (len(report.added), report.same, report.problems) == (1, 2, [])


def test_one_text_is_one_article_of_a_site(tmp_path: Path) -> None:
    """The same text from the same site or from nowhere is there already; from another site it is a reprint."""
    one = heapkit.told(2)
    hosts = ("https://a.example/1", "https://a.example/2", "", "https://b.example/1")
    rows = [{"title": one.title, "text": one.body, "url": url} for url in hosts]
    write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    report = add(tmp_path, "a.jsonl")
    assert (len(report.added), report.same) == (2, 2)


def test_a_text_that_lies_in_seeds_is_not_added(tmp_path: Path) -> None:
    """Documents that were put into the folder by hand count."""
    write(tmp_path, "seeds/mine.txt", heapkit.told(3).text)
    write(tmp_path, "page.html", heapkit.told(3).html)
    assert add(tmp_path, "page.html").added == []


def test_what_an_editor_took_away_stays_away(tmp_path: Path) -> None:
    """A document that was deleted while its record was left is not added again; with both gone it is."""
    write(tmp_path, "page.html", heapkit.told(4).html)
    (name,) = add(tmp_path, "page.html").added
    document = tmp_path / "seeds" / name
    document.unlink()
    assert add(tmp_path, "page.html").added == []
    assert conversion.convert_all(open_project(tmp_path)).problems == ()
    provenance.beside(document).unlink()
    assert add(tmp_path, "page.html").added == [name]


def test_a_page_that_changed_is_told_and_the_first_one_stays(tmp_path: Path) -> None:
    """Sources are never changed: of an address that has another text now there is a note."""
    one = heapkit.told(5)
    write(tmp_path, "page.html", one.html)
    (name,) = add(tmp_path, "page.html").added
    before = tree(tmp_path)
    write(
        tmp_path,
        "page.html",
        one.html.replace(
            "</article>",
            "<p>افزون بر این فردا نیز درهای این کتابخانه برای همگان باز خواهد بود.</p></article>",
        ),
    )
    report = add(tmp_path, "page.html")
    assert tree(tmp_path) == before
    assert [(p.fatal, name in p.what) for p in report.problems] == [(False, True)]


def test_a_document_is_never_overwritten(tmp_path: Path) -> None:
    """A document that somebody changed and whose record is lost is left as it is, and named."""
    write(tmp_path, "page.html", heapkit.told(6).html)
    (name,) = add(tmp_path, "page.html").added
    document = tmp_path / "seeds" / name
    provenance.beside(document).unlink()
    (tmp_path / ".khulasa" / "added.sqlite").unlink()
    document.write_text(
        "نوشته‌ای دیگر از یک ویراستار که هیچ پیوندی با آن صفحه ندارد و باید همین‌گونه بماند.", "utf-8"
    )
    report = add(tmp_path, "page.html")
    assert ["is not what" in p.what for p in report.problems] == [True]
    assert document.read_text("utf-8").startswith("نوشته‌ای دیگر")


def test_the_record_is_evidence_and_survives(tmp_path: Path) -> None:
    """Title, day, publisher and address of the data stand in the content file with rules and where they were read."""
    write(tmp_path, "a.jsonl", json.dumps({
        "title": "گشایش کتابخانهٔ شهر", "text": heapkit.told(8).body, "url": "https://civic.example/8",
        "date": "2024-05-01", "publisher": "روزنامهٔ شهر", "author": "رها باغبان",
    }))  # fmt: skip
    add(tmp_path, "a.jsonl")
    (path,) = conversion.convert_all(open_project(tmp_path)).written
    text = (tmp_path / "content" / path).read_text("utf-8")
    for part in (
        "rule: title_of_metadata", "rule: date_of_metadata", 'text: "field date: 2024-05-01"', "byline: رها باغبان",
        "rule: publisher_of_metadata", 'url: "https://civic.example/8"', 'place: "a.jsonl:1"',
    ):  # fmt: skip
        assert part in text
    again = conversion.convert_all(open_project(tmp_path))
    assert (again.written, again.unchanged) == ((), 1)


def test_a_record_that_changed_is_read_again(tmp_path: Path) -> None:
    """A record is a part of the source: when it changes, the article is read anew; broken, it is named."""
    write(
        tmp_path,
        "a.jsonl",
        json.dumps({"title": "گشایش کتابخانه", "text": heapkit.told(9).body, "date": "2024-05-01"}),
    )
    (name,) = add(tmp_path, "a.jsonl").added
    conversion.convert_all(open_project(tmp_path))
    file = provenance.beside(tmp_path / "seeds" / name)
    file.write_text(file.read_text("utf-8").replace("2024-05-01", "2024-06-02"), "utf-8")
    (path,) = conversion.convert_all(open_project(tmp_path)).written
    assert '"2024-06-02"' in (tmp_path / "content" / path).read_text("utf-8")
    file.write_text('{"plaec": 1}', "utf-8")
    (problem,) = conversion.convert_all(open_project(tmp_path)).problems
    assert "did you mean 'place'?" in problem.remedy
    file.unlink()
    assert conversion.convert_all(open_project(tmp_path)).written


def test_two_runs_at_once(tmp_path: Path) -> None:
    """The second of two runs is refused by name."""
    made = project(tmp_path)
    with lock(made.cache, "add.lock"), pytest.raises(KhulasaError):
        add(tmp_path, "x")


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    """A file that is not there, an address of another kind: a line, and the rest is added."""
    write(tmp_path, "page.html", heapkit.told(10).html)
    report = add(tmp_path, "nowhere", "ftp://civic.example/a", "page.html")
    assert [p.what for p in report.problems] == ["is not there", "is no address of the web that can be asked"]
    assert len(report.added) == 1


def test_half_letters_and_names_that_are_no_text(tmp_path: Path) -> None:
    """Surrogates in JSON and in mail headers, file names that are no UTF-8: added, and everything can be written."""
    one, two = heapkit.told(11), heapkit.told(12)
    rows = [{"title": "\ud800" + one.title, "text": one.body + "\udfff", "author": "\ud834"}]
    write(tmp_path, "in/a.json", json.dumps(rows))
    mail = f"From: \ud800x <a@b.example>\nSubject: {two.title}\nMIME-Version: 1.0\n\n{two.body}"
    write(tmp_path, "in/b.eml", mail.encode("utf-8", "surrogatepass"))
    os.makedirs(os.fsencode(tmp_path / "in") + b"/\xff\xfe")  # noqa: PTH103 - a name that pathlib cannot make
    with open(os.fsencode(tmp_path / "in") + b"/\xff\xfe/\xd8.html", "wb") as file:  # noqa: PTH123
        file.write(heapkit.told(13).html.encode())
    report = add(tmp_path, "in")
    assert (len(report.added), report.problems) == (3, [])
    assert conversion.convert_all(open_project(tmp_path)).problems == ()


def test_patterns(tmp_path: Path) -> None:
    """A pattern stands for the files below the project that match it."""
    for n in range(3):
        write(tmp_path, f"pages/{n}.html", heapkit.told(20 + n).html)
    report = add(tmp_path, "pages/[01].html")
    assert len(report.added) == 2
    assert add(tmp_path, "pages/*.x").problems[0].what == "is not there"


def test_a_full_disk_is_a_line(tmp_path: Path, monkeypatch) -> None:
    """When nothing can be written the run ends with a line, and what was added stays."""
    write(tmp_path, "page.html", heapkit.told(30).html)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "seeds/x")

    monkeypatch.setattr("khulasa.sources.store.articles.save_bytes", full)
    with pytest.raises(KhulasaError, match="No space left"):
        add(tmp_path, "page.html")


def test_the_command(tmp_path: Path) -> None:
    """The command tells problems, what was read of each form, and the sum; the exit code says if all was taken."""
    project(tmp_path)
    write(tmp_path, "page.html", heapkit.told(31).html)
    write(tmp_path, "rows.jsonl", json.dumps({"kop": heapkit.told(32).title, "tekst": heapkit.told(32).body}))
    write(tmp_path, "bad.pdf", b"%PDF-1.4")

    def run(*more: str) -> tuple[int, str, str]:
        command = [
            sys.executable,
            "-c",
            "from khulasa.cli import main; main()",
            "-C",
            str(tmp_path),
            "add",
            *more,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    code, out, err = run("page.html", "rows.jsonl", "bad.pdf", "--field", "text=tekst", "-f", "title=kop")
    assert (code, err) == (
        1,
        "error: bad.pdf: is a PDF file, not a text; save the article as plain text (UTF-8)\n",
    )
    assert out.splitlines() == [
        "page            1 read,    0 refused; of these title 1, published 1, url 1",
        "row             1 read,    0 refused; of these title 1",
        "text            0 read,    1 refused",
        "seeds: 2 added, 0 there already, 0 read before, 1 refused",
    ]
    assert "0 added, 1 there already" in run("page.html")[1], "other options: read again, and known"
    assert run("page.html")[:2] == (0, "seeds: 0 added, 0 there already, 1 read before, 0 refused\n")
    wrong = ((), ("x", "--field", "tekst"), ("x", "--field", "body=b"), ("x", "--outlet", "y"))
    assert [run(*options)[0] for options in wrong] == [2] * 4
    with (tmp_path / "khulasa.toml").open("a", encoding="utf-8") as settings:
        settings.write('[sources.mine]\nadd = ["page.html"]\n')
    assert "0 added, 1 there already" in run()[1]
    assert run("mine")[0] == 0
