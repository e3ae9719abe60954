"""Settings: what is legal is read, anything else is refused by name with file and line."""

import json

import pytest

from khulasa import config
from khulasa.errors import KhulasaError
from khulasa.project import open_project


def problems(text: str) -> list[str]:
    with pytest.raises(KhulasaError) as caught:
        config.parse(text, "khulasa.toml")
    return [str(p) for p in caught.value.problems]


def test_no_file_is_all_defaults(tmp_path):
    """A folder without khulasa.toml gets the defaults, of which `digest` is the one that protects rights."""
    loaded = config.load(tmp_path / "khulasa.toml")
    assert config.Config() == loaded
    assert loaded.publish == "digest"


def test_every_setting_is_read():
    """Each row of SETTINGS reaches its field."""
    text = """
    [site]
    url = "https://example.org/news"
    editions = ["fa", "ar"]
    page_size = 7
    title = {ar = "أخبار"}
    [digest]
    sentences = 3
    [publish]
    default = "full"
    sources = {irna = "digest"}
    files = {"a*.txt" = "full"}
    [rules]
    off = ["x"]
    [paths]
    seeds = "in"
    content = "c"
    output = "o"
    theme = "t"
    """
    loaded = config.parse(text, "khulasa.toml")
    assert loaded.url == "https://example.org/news/"
    assert (loaded.editions, loaded.page_size, loaded.sentences) == (("fa", "ar"), 7, 3)
    assert (loaded.publish, loaded.publish_sources, loaded.publish_files) == (
        "full", {"irna": "digest"}, {"a*.txt": "full"},
    )  # fmt: skip
    assert (loaded.rules_off, loaded.seeds, loaded.content, loaded.output) == (("x",), "in", "c", "o")
    assert loaded.title == {"ar": "أخبار", "fa": "خلاصه", "en": "Khulasa"}
    names = {name for name, _ in config.SETTINGS.values()}
    assert names | {"sources"} == set(config.Config.__dataclass_fields__)


def test_sources_are_read():
    """A table of a source gives how it is read; every key has its place."""
    loaded = config.parse(
        """
        [sources.civic-daily]
        add = ["https://civic.example/rss.xml", "pages/*.html"]
        outlet = "civic-daily"
        fields = {text = "story"}
        full_text = true
        body = ".story"
        drop = [".share"]
        """,
        "khulasa.toml",
    )
    add = ("https://civic.example/rss.xml", "pages/*.html")
    manner = config.Manner("civic-daily", add, "civic-daily", {"text": "story"}, True, ".story", (".share",))
    assert loaded.sources == (manner,)
    names = {name for name, _ in config.SOURCE_SETTINGS.values()} | {"name"}
    assert names == set(config.Manner.__dataclass_fields__)


def test_wrong_sources_are_refused_with_the_nearest_name():
    """An unknown key, an unknown field, a source without addresses, a name that is no name: all at once."""
    text = (
        '[sources.a]\nad = ["x"]\n[sources.b]\nadd = ["x"]\nfield = {}\n[sources.c]\nadd = ["x"]\n'
        'fields = {tilte = "x"}\n[sources."D e"]\nadd = ["x"]\n'
    )
    found = problems(text)
    assert ["says not what to add" in row for row in found] == [True, False, False, False]
    assert "did you mean 'fields'?" in found[1]
    assert "did you mean 'title'?" in found[2]
    assert "cannot be called 'D e'" in found[3]


def test_unknown_names_get_the_nearest_known_one():
    """A misspelt setting or table is refused with its line and the nearest legal name; all at once."""
    assert problems('[site]\nulr = "https://a.example"\n[digset]\nsentences = 3\n') == [
        "khulasa.toml:2: unknown setting 'ulr' in [site]; did you mean 'url'?",
        "khulasa.toml:3: unknown table [digset]; did you mean 'digest'?",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[site]\nurl = "example.org"', "khulasa.toml:2: [site] url is no address: 'example.org'; "
         "write it in full, beginning with https://"),
        ("[digest]\nsentences = 0", "khulasa.toml:2: [digest] sentences must be a whole number from 1, not 0; "
         "write a number without quotation marks"),
        ('[publish]\ndefault = "ful"', "khulasa.toml:2: [publish] default must be full or digest, not 'ful'; "
         "did you mean 'full'?"),
        ('[site]\neditions = ["en"]', "khulasa.toml:2: [site] editions must hold ar and fa, each edition once; "
         'articles have their pages there: ["ar", "fa", "en"]'),
        ("[site\n", "khulasa.toml: is not valid TOML: Expected ']' at the end of a table declaration (at line 1, "
         "column 6); mend that line"),
    ],
)  # fmt: skip
def test_illegal_values_are_one_clear_line(text, line):
    """Each wrong value names file, line, what is wrong and what to do."""
    assert problems(text) == [line]


@pytest.mark.parametrize("title", ["", " ", "\u202eخلاصة", "a\nb", "\x1b[31m", "\u200fx"])
def test_a_title_is_one_line_that_is_seen(title):
    """The name of the site stands on every page: no direction marks, no escape sequences, no line breaks."""
    with pytest.raises(KhulasaError, match="characters that are not seen"):
        config.parse(f"[site.title]\nar = {json.dumps(title)}\n", "khulasa.toml")


def test_settings_without_bottom():
    """Brackets nested without end are a line, not a traceback."""
    with pytest.raises(KhulasaError, match="not valid TOML"):
        config.parse("x = " + "[" * 100_000, "khulasa.toml")


def test_a_source_that_nobody_knows_is_told(tmp_path):
    """A right to publish, or an outlet, named for an id of no record is a line with a way out."""
    (tmp_path / "content" / "authority").mkdir(parents=True)
    (tmp_path / "content" / "authority" / "sources.yaml").write_text(
        "city-paper:\n  names:\n    ar: [صحيفة المدينة]\n", "utf-8"
    )
    (tmp_path / "khulasa.toml").write_text(
        '[publish.sources]\ncity-papr = "digest"\ncity-paper = "full"\n'
        '[sources.feed]\nadd = ["https://a.example/feed"]\noutlet = "elsewhere"\n',
        "utf-8",
    )
    told = [(p.what, p.remedy) for p in open_project(tmp_path).problems]
    assert told == [
        (
            "[publish.sources] names 'city-papr', which is no source of the authority files",
            "did you mean 'city-paper'?",
        ),
        (
            "[sources.feed] outlet names 'elsewhere', which is no source of the authority files",
            "begin its record: khulasa new source elsewhere",
        ),
    ]
