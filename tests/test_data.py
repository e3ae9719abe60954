"""Data: year by year, the same in every form, described, safe to open in a spreadsheet and back exactly."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sitekit as kit
from khulasa import build
from khulasa.site import csvs, datapackage, i18n, parquet, sitemap, tables, wanted


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    settings = kit.project(tmp_path_factory.mktemp("data"), parquet=True)
    kit.put(settings.content, "a1", day="2020-05-01", title="=cmd|' /C calc'!A0", topics=["libraries"])
    kit.put(settings.content, "f1", lang="fa", day="2021-05-02", publisher="other-paper", via=["city-news"])
    kit.put(settings.content, "a2", publisher="", title="- عنوان")
    kit.make(settings, kit.authority(sami_haddad="Sami Haddad"))
    return settings


def rows(settings, name):
    """The rows of a CSV file as a reader who follows the documents gets them."""
    text = (settings.output / "data" / name).read_bytes().decode("utf-8-sig")
    return [
        {key: csvs.unguard(value) for key, value in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


@given(st.text(max_size=12) | st.text(alphabet="'=+-@\t\r\n ＝＋a", max_size=6))
def test_cells_are_no_formulas_and_come_back(text):
    """Whatever a cell says, it begins with nothing that a spreadsheet runs, and its text can be had back exactly."""
    cell = csvs.guard(text)
    assert cell[:1] not in set("=+-@\t\r\n ＝＋－＠")
    assert csvs.unguard(cell) == text


def test_two_cells_that_differ_stay_apart():
    """An apostrophe of the source is not taken for ours."""
    texts = ["=1", "'=1", "''=1", "'a", "a", "'", ""]
    assert len({csvs.guard(t) for t in texts}) == len(texts)
    assert [csvs.guard(t) for t in texts[:4]] == ["'=1", "''=1", "'''=1", "'a"]


def test_files_open_in_a_spreadsheet(site):
    """Each CSV file has the mark by which Excel knows UTF-8, lines end as RFC 4180 says, the header names columns."""
    files = sorted((site.output / "data").glob("*.csv"))
    assert files
    for file in files:
        data = file.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
        table = tables.BY_NAME[file.name.partition("-")[0].removesuffix(".csv")]
        head = data.decode("utf-8-sig").split("\r\n", 1)[0]
        assert head.split(",") == [c.name for c in table.columns]


def test_rows_say_what_the_site_says(site):
    """Titles word for word, ids of all that is named, dates no finer than known."""
    (one,), (two,) = rows(site, "articles-2020.csv"), rows(site, "articles-2021.csv")
    assert (one["title"], one["topics"]) == ("=cmd|' /C calc'!A0", "libraries")
    assert (two["lang"], two["publisher"], two["via"], two["date_from"]) == (
        "fa",
        "other-paper",
        "city-news",
        "2021-05-02",
    )
    (undated,) = rows(site, "articles-undated.csv")
    assert (undated["title"], undated["date_from"], undated["publisher"]) == ("- عنوان", "", "")
    (person,) = rows(site, "people.csv")
    assert (person["name_en"], person["articles_ar"], person["articles_fa"]) == ("Sami Haddad", "2", "1")
    assert (person["first_date"], person["last_date"]) == ("2020-05-01", "2021-05-02")
    assert {"topic", "source"} == {t["kind"] for t in rows(site, "tags.csv")}


def test_json_csv_and_parquet_agree(site):
    """The three forms of a table have the same rows."""
    data = site.output / "data"
    for name in ("quotes", "mentions"):
        for year in ("2020", "2021", "undated"):
            plain = json.loads((data / f"{name}-{year}.json").read_text("utf-8"))
            flat = rows(site, f"{name}-{year}.csv")
            packed = pq.read_table(data / f"{name}-{year}.parquet").to_pylist()
            assert [p["text"] for p in plain] == [f["text"] for f in flat] == [p["text"] for p in packed]
            assert [str(p["start"]) for p in plain] == [f["start"] for f in flat]
    packed = pq.read_table(data / "articles-2021.parquet").to_pylist()
    assert (packed[0]["date_from"], packed[0]["title_derived"]) == (date(2021, 5, 2), False)


def test_an_empty_table_has_its_columns():
    """Parquet and CSV of a table without rows say which columns there are."""
    table = tables.BY_NAME["quotes"]
    names = [c.name for c in table.columns]
    assert pq.read_table(io.BytesIO(parquet.to_parquet(table, []))).column_names == names
    assert csvs.to_csv(table, []).decode("utf-8-sig") == ",".join(names) + "\r\n"


def test_parquet_only_where_asked_for(tmp_path):
    """Without the setting there is no Parquet file, and the description names none."""
    settings = kit.project(tmp_path)
    kit.put(settings.content, "a1", day="2020-05-01")
    kit.make(settings)
    assert not list(settings.output.rglob("*.parquet"))
    assert "parquet" not in (settings.output / datapackage.PATH).read_text("utf-8").replace("Parquet", "")


def test_parquet_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    """Asked for without its library, the build goes on and says in one line what to install."""
    monkeypatch.setattr(parquet, "installed", lambda: False)
    settings = kit.project(tmp_path, parquet=True)
    kit.put(settings.content, "a1", day="2020-05-01")
    (told,) = kit.make(settings).problems
    assert "khulasa[parquet]" in told.remedy
    assert not told.fatal


def test_the_description_names_every_file(site):
    """Each file of a table is in the data package, each path there exists, each column has its meaning."""
    data = site.output / "data"
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    named = {path for r in package["resources"] for path in r["path"]}
    there = {f.name for f in data.iterdir() if f.is_file()} - {"datapackage.json"}
    assert there - named == {"articles.json", "quotes.json", "mentions.json"}
    assert named <= there
    assert len({r["name"] for r in package["resources"]}) == len(package["resources"])
    for resource in package["resources"]:
        for field in resource.get("schema", {}).get("fields", ()):
            assert field["description"]
            assert field["type"] in ("string", "integer", "boolean", "date")
    assert "rights" in package
    assert csvs.TRIGGER.strip("[]").startswith("=+")
    assert "apostrophe" in package["description"]


def test_keys_are_keys(site):
    """No two rows of a table have one key, and what a table refers to is there."""
    held = {}
    for table in tables.TABLES:
        files = sorted((site.output / "data").glob(f"{table.name}*.csv"))
        found = [tuple(row[k] for k in table.key) for f in files for row in rows(site, f.name)]
        assert len(found) == len(set(found))
        held[table.name] = {k[0] for k in found}
    for table in tables.TABLES:
        for column, other in table.refers:
            assert {k for k in held[table.name] if column == "article"} <= held[other]


def test_one_article_more_changes_its_year_alone(tmp_path):
    """The tables of other years stay as they are, and what is kept is what a clean build writes."""
    settings = kit.project(tmp_path, parquet=True)
    kit.put(settings.content, "a1", day="2020-05-01")
    kit.put(settings.content, "a2", day="2021-05-01")
    kit.make(settings)
    kit.put(settings.content, "a3", day="2021-06-01", people=["p2"])
    written = {s.path for s, _ in kit.make(settings).plan.write if s.kind == "data"}
    assert not [p for p in written if "2020" in p]
    assert {
        "data/articles-2021.csv",
        "data/quotes-2021.parquet",
        "data/people.json",
        "data/articles.json",
    } <= written
    clean = kit.project(tmp_path / "clean", parquet=True)
    clean = replace(clean, content=settings.content)
    kit.make(clean)
    assert kit.tree(settings.output) == kit.tree(clean.output)


def test_a_moved_source_file_is_told(tmp_path):
    """What only the data shows of an article is part of what makes it stale."""
    settings = kit.project(tmp_path)
    file = kit.put(settings.content, "a1", day="2020-05-01")
    kit.make(settings)
    file.write_text(file.read_text("utf-8").replace('"a1"', '"a1", "publisher": "other-paper"'), "utf-8")
    kit.make(settings)
    people = json.loads((settings.output / "data/people.json").read_text("utf-8"))
    assert people[0]["articles"][0]["publisher"] == "other-paper"


@pytest.mark.parametrize("long", [12, 4])
def test_sitemaps_are_cut_by_time(tmp_path, monkeypatch, long):
    """Beyond what one should hold: all pages once; one article more changes those of its month and of the archive."""
    monkeypatch.setattr(sitemap, "LONG", long)
    settings = kit.project(tmp_path)
    for n in range(30):
        kit.put(settings.content, f"a{n}", day=f"20{n % 3 + 20}-{n % 2 + 1:02}-01", people=[f"p{n % 9}"])
    kit.make(settings)
    whole = (settings.output / "sitemap.xml").read_bytes()
    assert whole.count(b"<loc>") > 100
    monkeypatch.setattr(sitemap, "WHOLE", 100)
    monkeypatch.setattr(wanted, "program", lambda: "another")
    kit.make(settings)
    found = {f.name: f.read_bytes() for f in (settings.output / "sitemaps").iterdir()}
    lines = [line for one in found.values() for line in one.split(b"\n") if line.startswith(b"<url>")]
    assert sorted(lines) == sorted(line for line in whole.split(b"\n") if line.startswith(b"<url>"))
    assert (settings.output / "sitemap.xml").read_bytes().count(b"<loc>") == len(found)
    kit.put(settings.content, "new", day="2020-01-01", people=["p1"])
    kit.make(settings)
    then = {f.name: f.read_bytes() for f in (settings.output / "sitemaps").iterdir()}
    changed = [name for name in then if then[name] != found.get(name)]
    assert [name for name in changed if name.startswith("articles-2020-01")]
    assert all(name.startswith(("articles-2020-01", "archive")) for name in changed)
    assert len(changed) < len(then) / 2


def test_robots_and_reservation(tmp_path):
    """Both settings stand where crawlers look: robots.txt, the well-known file."""
    settings = kit.project(tmp_path, robots="noindex", tdm_reservation=True)
    kit.put(settings.content, "a1")
    kit.make(settings)
    lines = (settings.output / "robots.txt").read_text("utf-8").split("\n")
    assert "Disallow: /data/" in lines
    assert not [line for line in lines if line.startswith("Sitemap")]
    assert "User-agent: GPTBot" in lines
    told = json.loads((settings.output / ".well-known/tdmrep.json").read_text("utf-8"))
    assert told == [{"location": "/*", "tdm-reservation": 1}]
    kit.make(replace(settings, robots="index", tdm_reservation=False))
    assert not (settings.output / ".well-known").exists()
    assert "Sitemap: https://news.example/sitemap.xml" in (settings.output / "robots.txt").read_text("utf-8")


def test_the_page_of_the_data_names_every_file_and_column(site):
    """A reader finds each file and the meaning of each column; where a catalogue has no words the English ones."""
    for edition in ("ar", "fa", "en"):
        page = (site.output / edition / "data/index.html").read_text("utf-8")
        for file in (site.output / "data").glob("*.csv"):
            assert f"../../data/{file.name}" in page
        assert all(column.name in page for table in tables.TABLES for column in table.columns)


def test_every_column_is_explained_in_every_edition():
    """The catalogues of the theme have the meaning of each table and column."""
    for code in ("ar", "fa"):
        words = i18n.catalogue(build.default_theme() / "translations", code)
        keys = [f"table:{t.name}" for t in tables.TABLES]
        keys += [f"column:{c.name}" for t in tables.TABLES for c in t.columns]
        assert [key for key in keys if words.one(key) == key] == []
