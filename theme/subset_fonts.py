"""Make the theme's font files again: cut two OFL families down to the letters that the site uses.

    npm install @fontsource-variable/vazirmatn@5.3.0 @fontsource-variable/noto-naskh-arabic@5
    python theme/subset_fonts.py node_modules/@fontsource-variable theme/static/fonts

Needs ``fonttools`` and ``brotli`` (group ``theme`` of pyproject.toml). The same input gives the same bytes.
Vazirmatn carries the interface and the headings; Noto Naskh Arabic carries what is read at length. Both keep
Arabic and the Persian letters, tashkeel, ZWNJ and the three families of digits.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ARABIC = (
    *range(0x0600, 0x0605),  # number signs
    *range(0x0606, 0x0700),  # Arabic, Persian, tashkeel, both families of Arabic-script digits, ٪ ٫ ٬
    0x0020,
    0x00A0,
    0x00AB,
    0x00BB,
    *range(0x200B, 0x2010),  # ZWSP, ZWNJ, ZWJ, LRM, RLM
    0x2010,
    0x2011,
    0x2026,
    0x25CC,
    0xFDF2,  # ﷲ
    *range(0xFDFA, 0xFDFE),  # ﷺ ﷻ ﷼ ﷽
)
"""Code points of the Arabic-script files."""

LATIN = (
    *range(0x0020, 0x007F),
    *range(0x00A0, 0x0100),
    0x0131,
    0x0152,
    0x0153,
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    0x2020,
    0x2022,
    0x2026,
    0x2030,
    0x2032,
    0x2033,
    0x2039,
    0x203A,
    0x20AC,
    0x2190,
    0x2191,
    0x2192,
    0x2193,
    0x2212,
)
"""Code points of the Latin file."""

NASKH_LATIN = (*range(0x0020, 0x007F), 0x00AB, 0x00BB, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D)
"""Western digits, punctuation and plain letters, drawn to go with Naskh."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One font file to make."""

    source: str
    """Path below the folder of packages."""
    target: str
    unicodes: tuple[int, ...]
    weights: tuple[int, int]
    """Range of the weight axis that is kept."""


VAZIRMATN = "vazirmatn/files/vazirmatn"
NASKH = "noto-naskh-arabic/files/noto-naskh-arabic"
CUTS = (
    Cut(f"{VAZIRMATN}-arabic-wght-normal.woff2", "vazirmatn-arabic.woff2", ARABIC, (400, 800)),
    Cut(f"{VAZIRMATN}-latin-wght-normal.woff2", "vazirmatn-latin.woff2", LATIN, (400, 800)),
    Cut(
        f"{NASKH}-arabic-wght-normal.woff2",
        "naskh-arabic.woff2",
        ARABIC,
        (400, 700),
    ),
    Cut(
        f"{NASKH}-latin-wght-normal.woff2",
        "naskh-latin.woff2",
        NASKH_LATIN,
        (400, 400),
    ),
)
"""Every font file of the theme."""

LICENCES = (
    ("vazirmatn/LICENSE", "OFL-Vazirmatn.txt"),
    ("noto-naskh-arabic/LICENSE", "OFL-Noto-Naskh-Arabic.txt"),
)
"""The licence travels with each family."""

FEATURES = [
    "ccmp",
    "locl",
    "isol",
    "init",
    "medi",
    "fina",
    "rlig",
    "calt",
    "liga",
    "mark",
    "mkmk",
    "kern",
    "curs",
    "tnum",
]


def cut(font: TTFont, job: Cut) -> TTFont:
    """The font with the letters and weights of a job only."""
    options = subset.Options(
        layout_features=FEATURES,
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 13, 14],
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=job.unicodes)
    cutter.subset(font)
    low, high = job.weights
    font = instancer.instantiateVariableFont(font, {"wght": low if low == high else (low, high)})
    font.flavor = "woff2"
    return font


def make(packages: Path, target: Path) -> None:
    """Write every font file and its licence into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    for job in CUTS:
        font = TTFont(packages / job.source, recalcTimestamp=False)
        cut(font, job).save(target / job.target)
    for source, name in LICENCES:
        shutil.copyfile(packages / source, target / name)


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
