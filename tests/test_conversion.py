"""Conversion: one file per source, the same on any day; what an editor changed always wins and is never lost."""

from pathlib import Path

import pytest

from khulasa.content import articles, frontmatter
from khulasa.content.frontmatter import ContentFile, Paragraph
from khulasa.conversion import convert_all
from khulasa.errors import KhulasaError
from khulasa.project import open_project

ARTICLE = """افتتاح مكتبة عامة جديدة في مدينة نابلس

افتتحت بلدية نابلس، اليوم الثلاثاء 5 آذار/مارس 2024، مكتبة عامة جديدة في الحي الشرقي من المدينة تضم عشرين ألف كتاب.

وقال مدير المكتبة سامر الخطيب: "ستفتح المكتبة أبوابها كل يوم حتى الثامنة مساء". وأضاف أن الدخول مجاني للجميع.

وأوضحت البلدية أن المبنى يضم قاعة للأطفال وأخرى للقراءة، وأن العمل فيه استغرق عامين كاملين.

شارك المقال
"""
OTHER = """آغاز کلاس‌های سوادآموزی در شهر یزد

شهرداری یزد از آغاز کلاس‌های رایگان سوادآموزی در پنج فرهنگسرای این شهر خبر داد و گفت ثبت‌نام تا پایان هفته ادامه دارد.

مریم کاظمی، مدیر آموزش شهرداری یزد، گفت: این کلاس‌ها ویژه بزرگسالان است و هر دوره سه ماه طول می‌کشد.
"""


@pytest.fixture
def project(tmp_path: Path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "seeds" / "b.txt").write_text(OTHER, "utf-8")
    return open_project(tmp_path)


def content_of(project, source: str = "a.txt") -> tuple[Path, ContentFile]:
    name = articles.article_id(source) + ".md"
    (path,) = [p for p in articles.walk(project.content) if p.endswith(name)]
    return project.content / path, articles.read_file(project.content, path)


def edit(project, **fields) -> Path:
    file, content = content_of(project)
    file.write_text(frontmatter.write(ContentFile({**content.fields, **fields}, content.paragraphs)), "utf-8")
    return file


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()
    }


def test_one_file_per_source_and_the_source_untouched(project):
    """Each source gets one content file that reads back as an article; the sources keep their bytes."""
    before = snapshot(project.seeds)
    result = convert_all(project)
    assert len(result.written) == 2
    assert not [p for p in result.problems if p.fatal]
    assert before == snapshot(project.seeds)
    for path in result.written:
        article, problems = articles.load(path, (project.content / path).read_bytes())
        assert problems == ()
        assert article.edited == ()
        assert article.digest.text == articles.read_file(project.content, path).text


def test_idempotent(project):
    """A second run writes nothing; a run without the memory of the first gives the same bytes."""
    convert_all(project)
    first = snapshot(project.content)
    assert convert_all(project).written == ()
    (project.cache / "converted.json").unlink()
    assert convert_all(project).written == ()
    assert first == snapshot(project.content)


def test_the_same_bytes_in_another_place(project, tmp_path):
    """A project elsewhere, converted by several processes, has the same content."""
    convert_all(project)
    other = tmp_path / "elsewhere"
    (other / "seeds").mkdir(parents=True)
    for name, data in snapshot(project.seeds).items():
        (other / "seeds" / name).write_bytes(data)
    twin = open_project(other)
    convert_all(twin, jobs=2)
    assert snapshot(project.content) == snapshot(twin.content)


def test_an_edited_field_stays(project):
    """A title and a date that were changed by hand survive, are marked, and other fields are still found."""
    convert_all(project)
    edit(
        project, title="عنوان من المحرر", date={"from": "2024-03-06", "to": "2024-03-06", "basis": "explicit"}
    )
    result = convert_all(project)
    _, content = content_of(project)
    assert content.fields["title"] == "عنوان من المحرر"
    assert content.fields["date"]["from"] == "2024-03-06"
    assert {"title", "date"} == set(articles.edited(content))
    assert [set(fields) for fields in result.edited.values()] == [{"title", "date"}]
    assert content.fields["quotes"]


def test_a_changed_source_is_reported_where_it_disagrees(project):
    """When the program now finds another title than the corrected one, it says so and keeps the correction."""
    convert_all(project)
    edit(project, title="عنوان من المحرر")
    assert not convert_all(project).problems
    (project.seeds / "a.txt").write_text(ARTICLE.replace("افتتاح مكتبة عامة", "تدشين مكتبة كبيرة"), "utf-8")
    for _ in range(2):  # said again as long as the two disagree
        problems = convert_all(project).problems
        assert [p.what for p in problems] == [
            "title was corrected by hand, and the program now finds something else than before"
        ]
        assert not problems[0].fatal
    assert content_of(project)[1].fields["title"] == "عنوان من المحرر"


def test_an_edited_text_is_read_again(project):
    """A text that was corrected stays, and what is found in it has its places in the corrected text."""
    convert_all(project)
    file, content = content_of(project)
    body = (*content.paragraphs, Paragraph('وقال سامر الخطيب: "نرحب بالزوار في كل الأوقات".'))
    file.write_text(frontmatter.write(ContentFile(content.fields, body)), "utf-8")
    convert_all(project)
    article, problems = articles.load("a.md", file.read_bytes())
    assert problems == ()
    assert article.edited == ("text",)
    assert article.digest.text.endswith('الأوقات".')
    assert any(q.text.startswith("نرحب بالزوار") for q in article.digest.quotes)


def test_deleting_a_field_takes_the_correction_back(project):
    """A field that is deleted comes back as the program finds it."""
    convert_all(project)
    found = content_of(project)[1].fields["title"]
    file = edit(project, title="عنوان من المحرر")
    convert_all(project)
    _, content = content_of(project)
    fields = {k: v for k, v in content.fields.items() if k != "title"}
    file.write_text(frontmatter.write(ContentFile(fields, content.paragraphs)), "utf-8")
    convert_all(project)
    assert found == content_of(project)[1].fields["title"]
    assert articles.edited(content_of(project)[1]) == ()


def test_a_copy_is_kept_before_an_edited_file_is_written(project):
    """Bytes of an editor (a comment, too) can be found again under .khulasa/copies."""
    convert_all(project)
    file = edit(project, title="عنوان من المحرر")
    file.write_text(file.read_text("utf-8").replace("---\n", "---\n# note of the editor\n", 1), "utf-8")
    before = file.read_bytes()
    convert_all(project)
    copies = snapshot(project.cache / "copies")
    assert before in copies.values() or file.read_bytes() == before


def test_an_unknown_field_stays(project):
    """A field that the program does not know is kept, and reported when the file is read."""
    convert_all(project)
    edit(project, remark="x")
    convert_all(project)
    file, content = content_of(project)
    assert content.fields["remark"] == "x"
    _, problems = articles.load("a.md", file.read_bytes())
    assert [p.what for p in problems] == ["unknown field 'remark'"]


def test_a_moved_file_is_found_by_its_id(project):
    """An editor may rename or move a content file; no second one is written."""
    convert_all(project)
    file, _ = content_of(project)
    target = project.content / "articles" / "ar" / "mine" / "library.md"
    target.parent.mkdir(parents=True)
    file.rename(target)
    convert_all(project)
    assert sum(1 for _ in articles.walk(project.content)) == 2
    assert target.exists()


def test_broken_yaml_is_reported_and_left(project):
    """A content file that cannot be read is one line, is not touched, and does not stop the others."""
    convert_all(project)
    file, _ = content_of(project)
    broken = file.read_text("utf-8").replace("lang: ar", "lang: [ar", 1)
    file.write_text(broken, "utf-8")
    (project.seeds / "b.txt").write_text(OTHER.replace("پنج", "شش"), "utf-8")
    result = convert_all(project)
    assert len(result.written) == 1
    assert any("broken YAML" in p.what for p in result.problems)
    assert broken == file.read_text("utf-8")


def test_a_copy_of_an_article_is_refused(project):
    """The second of two files with the same text is named with the first."""
    (project.seeds / "c.txt").write_text(ARTICLE, "utf-8")
    problems = convert_all(project).problems
    assert [f"{p.what}; {p.remedy}" for p in problems] == [
        "is the same article as a.txt; delete one of the two"
    ]
    assert sum(1 for _ in articles.walk(project.content)) == 2


def test_a_gone_source_leaves_its_article(project):
    """Nothing is deleted when a source is; the content file is named."""
    convert_all(project)
    (project.seeds / "a.txt").unlink()
    problems = convert_all(project).problems
    assert [p.what for p in problems] == ["its source a.txt is gone"]
    assert sum(1 for _ in articles.walk(project.content)) == 2


def test_an_article_by_hand(project):
    """A content file with language, title and text is completed, and its own words stay."""
    convert_all(project)
    file = project.content / "articles" / "ar" / "by-hand.md"
    file.write_text("---\nlang: ar\ntitle: خبر محلي\n---\n\n" + ARTICLE.split("\n\n")[1] + "\n", "utf-8")
    for _ in range(2):
        assert not convert_all(project).problems
    article, problems = articles.load("by-hand.md", file.read_bytes())
    assert problems == ()
    assert (article.digest.title.text, article.digest.source.path) == ("خبر محلي", "")
    assert article.digest.summary
    assert {"title", "text"} <= set(article.edited)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (
            "english.txt",
            b"The council opened a new library on Tuesday. It has many books for all. " * 5,
            "English",
        ),
        ("notes.doc", b"x", "is not a .txt file"),
    ],
)
def test_bad_input_is_one_line_and_the_rest_is_built(project, name, data, says):
    """Each bad source gets one line that names file and fault; the others are converted."""
    (project.seeds / name).write_bytes(data)
    result = convert_all(project)
    assert len(result.written) == 2
    (problem,) = result.problems
    assert problem.where.endswith(name)
    assert says.lower() in problem.what.lower()
    assert problem.remedy


def test_windows_1256_is_read(project):
    """An article in the Arabic code page of Windows is decoded rightly."""
    (project.seeds / "old.txt").write_bytes(ARTICLE.replace("نابلس", "الخليل").encode("cp1256"))
    convert_all(project)
    _, content = content_of(project, "old.txt")
    assert "الخليل" in content.text
    assert content.fields["source"]["encoding"] == "windows-1256"


def test_no_sources_is_a_clear_line(tmp_path):
    """A folder without seeds/ is refused with what to do."""
    with pytest.raises(KhulasaError, match="there is no such folder; make it and put articles into it"):
        convert_all(open_project(tmp_path))
