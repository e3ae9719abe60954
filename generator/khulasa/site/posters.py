"""Pictures that stand for an article where its link is shared: its title, its source and its date, 1200 × 630.

Text is shaped by Pillow with raqm. Without it Arabic letters would stand apart and in the wrong order, and Pillow
would not say so; therefore ``obstacle`` looks at the libraries *and* at a shaped word, and where anything is wrong
no picture is drawn at all and the build says why.
"""

from __future__ import annotations

import io
import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khulasa import fingerprint
from khulasa.errors import Problem
from khulasa.index import read
from khulasa.index.codec import stamp
from khulasa.index.rows import CardRow
from khulasa.languages import edition as load_edition
from khulasa.site import dates
from khulasa.site.i18n import catalogue, direction
from khulasa.site.settings import SiteSettings

if TYPE_CHECKING:
    from PIL import ImageFont
    from PIL.Image import Image

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
FONTS = ("vazirmatn-arabic.woff2", "vazirmatn-latin.woff2")
"""Files of the theme that together have all letters."""
LIBRARIES = ("pillow", "fonttools", "brotli")
BOLD, PLAIN = 700, 400
PAPER, INK, RUBRIC = (253, 253, 251), (23, 25, 28), (163, 42, 27)
SIZES = ((76, 108, 3), (62, 90, 4), (52, 76, 5))
"""Size of the title, height of its lines, how many there may be: the first that holds it all."""
LONGEST = 400
"""Letters of a text of which the picture shows the beginning."""
DOTS = "…"
TAGLINE = "What the Arabic and the Persian press report, in its own words"
"""Message under the name of the site."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a picture says."""

    lang: str
    title: str
    source: str
    date: str
    site: str


# ------------------------------------------------------------------ whether


def wanted(settings: SiteSettings) -> bool:
    """True when pictures are to be drawn and can be."""
    return settings.pictures and obstacle(settings.theme, settings.state) is None


def notice(settings: SiteSettings) -> Problem | None:
    """What to tell the operator who asked for pictures and gets none."""
    reason = obstacle(settings.theme, settings.state) if settings.pictures else None
    remedy = "mend that, or set pictures = false under [site]"
    return Problem("pictures of articles", f"are left out: {reason}", remedy, fatal=False) if reason else None


@cache
def obstacle(theme: Path, state: Path) -> str | None:
    """Why no picture can be drawn here; None where it can."""
    try:
        from PIL import features  # noqa: PLC0415 - slow to import, not always needed
    except ImportError:
        return "Pillow is not installed"
    for feature in ("raqm", "fribidi", "harfbuzz"):
        if not features.check(feature):
            return f"this Pillow has no {feature}, so Arabic letters would not join"
    missing = [name for name in FONTS if not (theme / "static" / "fonts" / name).is_file()]
    if missing:
        return f"the theme has no fonts/{missing[0]}"
    try:
        face = font(theme, state, BOLD, 64)
    except (ImportError, OSError, ValueError) as error:
        return f"the fonts of the theme cannot be used ({error})"
    return None if shapes(face) else "Arabic letters do not join in a test word"


def shapes(face: ImageFont.FreeTypeFont) -> bool:
    """True when letters join and run from right to left: joined ones are narrower, a final letter stands left."""
    joined, apart = (
        face.getlength(word, direction="rtl", language="ar") for word in ("ببب", "ب\u200cب\u200cب")
    )
    right, left = (face.getmask(word, direction="rtl", language="ar").getbbox() for word in ("ا ب", "ب ا"))
    return joined < apart * 0.9 and right is not None and right != left


# ------------------------------------------------------------------ fonts


def libraries() -> str:
    """The versions of all that draws."""
    from PIL import features  # noqa: PLC0415

    drawn_by = (features.version(name) for name in ("raqm", "harfbuzz", "fribidi", "freetype2", "zlib"))
    return " ".join([*(metadata.version(name) for name in LIBRARIES), *(v or "" for v in drawn_by)])


def drawn(settings: SiteSettings) -> str:
    """Stamp of what is under every picture: the fonts and all that draws; empty where none is drawn."""
    return stamp(_fonts(settings), libraries()) if wanted(settings) else ""


def _fonts(settings: SiteSettings) -> str:
    return fingerprint.of_bytes(*((settings.theme / "static" / "fonts" / n).read_bytes() for n in FONTS))


@cache
def font(theme: Path, state: Path, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """One face with Arabic and Latin letters of a weight; made from the web fonts of the theme once, then kept.

    OSError where they cannot be read, ImportError without the libraries that read them.
    """
    from PIL import ImageFont  # noqa: PLC0415

    sources = [(theme / "static" / "fonts" / name).read_bytes() for name in FONTS]
    versions = " ".join(metadata.version(name) for name in LIBRARIES)
    name = fingerprint.of_bytes(*sources, versions.encode())
    target = state / "fonts" / f"{name}-{weight}.ttf"
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        _keep(target, _merged(sources, weight))
    return ImageFont.truetype(str(target), size, layout_engine=ImageFont.Layout.RAQM)


def _keep(target: Path, content: bytes) -> None:
    """Write a file so that other processes see all of it or none."""
    half = target.with_suffix(f".{os.getpid()}")
    half.write_bytes(content)
    half.replace(target)


def _merged(sources: list[bytes], weight: int) -> bytes:
    """The web fonts as one static font: one line of a picture has one face for all its letters."""
    from fontTools.merge import Merger, Options  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    parts: list[Any] = []
    for source in sources:
        face = TTFont(io.BytesIO(source), recalcTimestamp=False)
        if "fvar" in face:
            face = instancer.instantiateVariableFont(face, {"wght": weight})
        face.flavor = None
        plain = io.BytesIO()
        face.save(plain)
        parts.append(io.BytesIO(plain.getvalue()))
    merged = Merger(Options(drop_tables=["STAT", "vhea", "vmtx"])).merge(parts)
    merged.recalcTimestamp = False
    out = io.BytesIO()
    merged.save(out)
    return out.getvalue()


# ------------------------------------------------------------------ what


def shown(db: sqlite3.Connection, ident: str) -> str:
    """A stamp of all that the picture of an article says. KeyError where there is no such article."""
    place = {f.name: n for n, f in enumerate(fields(CardRow))}
    parts = ("title", "derived", "publisher", "publisher_name", "first", "last", "basis")
    paths = ", ".join(f"json_extract(card, '$[{place[name]}]')" for name in parts)
    row = db.execute(
        f"select ifnull(e.label_stamp, ''), {paths} from articles a "  # noqa: S608 - our own names
        "left join entities e on e.kind = 'source' and e.id = a.publisher where a.id = ?",
        (ident,),
    ).fetchone()
    if row is None:
        raise KeyError(ident)
    return stamp(row)


def words(db: sqlite3.Connection, settings: SiteSettings, edition: str, ident: str) -> Words:
    """What the picture of an article says, or (without id) that of an edition."""
    site = settings.title(edition)
    if not ident:
        tagline = catalogue(settings.theme / "translations", edition).one(TAGLINE)
        return Words(edition, line(site), "", line(tagline), "")
    card = read.card(db, ident)
    source = card.publisher_name
    with suppress(KeyError):
        source = read.entity(db, ("source", card.publisher)).label(edition)[0]
    day = ""
    if card.first and card.last:
        span = date.fromisoformat(card.first), date.fromisoformat(card.last)
        day = dates.calendars(*span, load_edition(edition))[0].text
    return Words(card.lang, line(card.title) + DOTS * card.derived, line(source), day, line(site))


def line(text: str) -> str:
    """A text as one line of bounded length: the library that shapes letters fails on a line break."""
    return " ".join(text[:LONGEST].split())


def make(db: sqlite3.Connection, settings: SiteSettings, edition: str, ident: str) -> bytes:
    """A picture as PNG."""
    return png(draw(words(db, settings, edition, ident), settings.theme, settings.state))


# ------------------------------------------------------------------ how


def draw(said: Words, theme: Path, state: Path) -> Image:
    """The picture: 128 steps from paper to ink, 128 from paper to red."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    ink, red = (Image.new("L", (WIDTH, HEIGHT)) for _ in range(2))
    pens = {"ink": ImageDraw.Draw(ink), "red": ImageDraw.Draw(red)}
    way = direction(said.lang)
    start, end = (WIDTH - MARGIN, MARGIN) if way == "rtl" else (MARGIN, WIDTH - MARGIN)

    def write(pen: str, text: str, y: int, face: Any, *, far: bool = False) -> None:
        anchor = "rs" if (way == "rtl") != far else "ls"
        spot = (end if far else start, y)
        pens[pen].text(spot, text, fill=255, font=face, anchor=anchor, direction=way, language=said.lang)

    small = font(theme, state, PLAIN, 36)
    room = WIDTH - 2 * MARGIN
    pens["red"].rectangle((MARGIN, 64, WIDTH - MARGIN - 1, 71), fill=255)
    write("red", fitted(said.source, small, room, way), 140, small)
    lines, face, height = _title(said, theme, state)
    for number, line in enumerate(lines):
        write("ink", line, 160 + height * (number + 1) - height // 4, face)
    write("ink", fitted(said.date, small, room // 2 if said.site else room, way), HEIGHT - 64, small)
    write("red", fitted(said.site, small, room // 2, way), HEIGHT - 64, small, far=True)
    return _coloured(ink, red)


def _title(said: Words, theme: Path, state: Path) -> tuple[list[str], ImageFont.FreeTypeFont, int]:
    """The lines of a title, their face and their height: as large as lets all of it in, else cut short."""
    room, way = WIDTH - 2 * MARGIN, direction(said.lang)
    for size, height, most in SIZES:
        face = font(theme, state, BOLD, size)
        lines = wrapped(said.title, face, room, way)
        if len(lines) <= most:
            return lines, face, height
    return [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), face, room, way)], face, height


def _coloured(ink: Image, red: Image) -> Image:
    from PIL import Image  # noqa: PLC0415

    half = ink.point([v // 2 for v in range(256)])
    half.paste(red.point([128 + v // 2 for v in range(256)]), mask=red.point([0, *[255] * 255]))
    made = Image.frombytes("P", half.size, half.tobytes())
    made.putpalette(
        [_between(PAPER[c], to[c], n) for to in (INK, RUBRIC) for n in range(128) for c in range(3)]
    )
    return made


def _between(first: int, last: int, step: int) -> int:
    return first + (last - first) * step // 127


def wrapped(text: str, face: ImageFont.FreeTypeFont, room: int, way: str) -> list[str]:
    """The text cut into lines between words; a word wider than the room is cut short."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer, direction=way) <= room:
            lines[-1] = longer
        else:
            lines.append(fitted(word, face, room, way))
    return lines


def fitted(text: str, face: ImageFont.FreeTypeFont, room: int, way: str) -> str:
    """The text, with dots at its end where there is no room for all of it."""
    if not text or face.getlength(text, direction=way) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = face.getlength(text[:middle] + DOTS, direction=way) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + DOTS


def png(picture: Image) -> bytes:
    """The bytes of a picture: no date, no comment."""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()
