"""Pictures of articles: joined letters from right to left, drawn only when what they say changed, same bytes."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageFont, features

import sitekit as kit
from khulasa import build
from khulasa.site import posters
from khulasa.site.posters import Words


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    return tmp_path_factory.mktemp("state")


def face(state, size=64):
    return posters.font(build.default_theme(), state, posters.BOLD, size)


def drawn(state, **said):
    words = Words(**{"lang": "ar", "title": "عنوان", "source": "", "date": "", "site": "", **said})
    return posters.draw(words, build.default_theme(), state)


def ink(picture, box):
    """How much is written in a part of a picture."""
    return sum(1 for v in picture.crop(box).tobytes() if v > 20)


def test_letters_are_shaped(state):
    """The libraries are there, and a word joins and runs from right to left."""
    assert features.check("raqm")
    assert posters.obstacle(build.default_theme(), state) is None
    assert posters.shapes(face(state))


def test_a_face_that_does_not_shape_is_found(state):
    """With Pillow's basic layout letters stand apart: the look at a word notices, whatever the libraries claim."""

    class Basic:
        """What Pillow does without raqm: every letter by itself."""

        def __init__(self, font):
            self.font = font

        def getlength(self, text, **_):
            return sum(self.font.getlength(c, direction="rtl") for c in text if c != "\u200c")

        def getmask(self, text, **_):
            return self.font.getmask(text)

    assert not posters.shapes(Basic(face(state)))


@pytest.mark.parametrize("missing", ["raqm", "fribidi"])
def test_without_shaping_there_are_no_pictures_and_one_notice(tmp_path, monkeypatch, missing):
    """Broken letters are never drawn: the site is built without pictures, and one line says why."""
    real = features.check
    monkeypatch.setattr(features, "check", lambda name: name != missing and real(name))
    posters.obstacle.cache_clear()
    settings = replace(kit.project(tmp_path, pictures=True), theme=build.default_theme())
    kit.put(settings.content, "a1")
    try:
        (told,) = kit.make(settings).problems
    finally:
        posters.obstacle.cache_clear()
    assert missing in told.what
    assert not told.fatal
    assert not list(settings.output.rglob("pictures"))
    assert "og:image" not in (settings.output / "ar/articles/a1/index.html").read_text("utf-8")


def test_a_theme_without_the_fonts_is_told(tmp_path):
    """Another theme may have no such fonts: one line, no pictures."""
    settings = kit.project(tmp_path, pictures=True)
    kit.put(settings.content, "a1")
    (told,) = kit.make(settings).problems
    assert "vazirmatn-arabic.woff2" in told.what


def test_the_face_has_both_scripts(state):
    """One face draws Arabic, Persian and Latin letters and three kinds of digits; none of them is an empty box."""
    font = face(state)
    box = font.getmask("\U0001f0a1").getbbox()
    empty = bytes(font.getmask("\U0001f0a1"))
    for char in "سگپچژکیةAz09٠٩۰۹«»؟،":
        assert (bytes(font.getmask(char)), font.getmask(char).getbbox()) != (empty, box), char


def test_text_stands_at_its_side(state):
    """Arabic begins at the right edge of the picture, English at the left."""
    left, right = (0, 180, 400, 300), (800, 180, 1200, 300)
    arabic, english = drawn(state), drawn(state, lang="en", title="Title")
    assert ink(arabic, right) > 0 == ink(arabic, left)
    assert ink(english, left) > 0 == ink(english, right)


def test_long_titles_stay_inside(state):
    """A title of any length, even one word without end, leaves the margins free and does not run into the date."""
    for title in ("كلمة " * 80, "ك" * 500, "Word " * 90, "سلام BBC (2024) " * 20):
        picture = drawn(state, title=title, date="2024")
        assert picture.size == (1200, 630)
        assert ink(picture, (0, 0, posters.MARGIN - 12, 630)) == 0
        assert ink(picture, (1200 - posters.MARGIN + 12, 0, 1200, 630)) == 0


def test_lines_keep_all_words(state):
    """Where there is room, the lines joined are the title."""
    title = "افتتاح مكتبة المدينة الجديدة بعد أعمال استمرت عامين كاملين"
    lines = posters.wrapped(title, face(state, 76), 1040, "rtl")
    assert len(lines) > 1
    assert " ".join(lines) == title


def test_pictures_are_the_same_each_time(tmp_path, state):
    """The bytes depend on the words and the fonts alone; they are a PNG of the size that shared links want."""
    first = posters.png(drawn(state, title="عنوان BBC"))
    posters.font.cache_clear()
    again = posters.png(drawn(tmp_path, title="عنوان BBC"))
    assert first == again
    with Image.open(io.BytesIO(first)) as picture:
        assert (picture.format, picture.size, picture.info.get("dpi")) == ("PNG", (1200, 630), None)


def test_a_picture_is_drawn_again_only_for_its_own_words(tmp_path):
    """Another sentence, person or neighbour leaves a picture as it is; another title draws it again."""
    settings = replace(kit.project(tmp_path, pictures=True), theme=build.default_theme())

    def pictures(**said):
        kit.put(settings.content, "a1", day="2021-05-01", **said)
        return {s.path for s, _ in kit.make(settings).plan.write if s.kind == "picture"}

    mine = "pictures/articles/a1.png"
    assert pictures() == {mine, "pictures/ar.png", "pictures/fa.png", "pictures/en.png"}
    assert pictures(people=["p2"], lines=["جملة أخرى.", "وجملة ثانية."]) == set()
    assert pictures(title="عنوان آخر") == {mine}
    assert pictures(title="عنوان آخر", publisher="other-paper") == {mine}


def test_no_pictures_where_the_setting_says_so(tmp_path):
    """Switched off, there are none and nobody is told anything."""
    settings = replace(kit.project(tmp_path), theme=build.default_theme())
    kit.put(settings.content, "a1")
    assert kit.make(settings).problems == ()
    assert not (settings.output / "pictures").exists()


def test_the_layout_engine_is_asked_for(state):
    """The face is opened with raqm, not with whatever Pillow would take."""
    assert face(state).layout_engine == ImageFont.Layout.RAQM


def test_switching_equals_a_clean_build(tmp_path):
    """Pictures, Parquet, noindex and the reservation switched on and off leave what a clean build leaves."""
    first = replace(kit.project(tmp_path), theme=build.default_theme())
    kit.put(first.content, "a1", day="2021-05-01")
    kit.put(first.content, "f1", lang="fa")
    kit.make(first)
    on = replace(first, pictures=True, parquet=True, robots="noindex", tdm_reservation=True)
    kit.make(on)
    clean = replace(on, output=tmp_path / "clean" / "output", state=tmp_path / "clean" / ".khulasa")
    clean.output.parent.mkdir()
    kit.make(clean)
    assert kit.tree(on.output) == kit.tree(clean.output)
    before = kit.tree(clean.output)
    kit.make(first)
    kit.make(on)
    assert kit.tree(on.output) == before
