"""A small whole project of our own articles: sources, authority, settings; built by the real program."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import yaml

from khulasa.cli.work import run
from khulasa.errors import Exit, KhulasaError
from khulasa.project import open_project

PEOPLE = {
    "ar": ("سامي الحداد", "ليلى المنصور", "كريم العطار", "هدى السالم"),
    "fa": ("بهرام کاظمی", "مریم رستگار", "پیمان نادری", "شیرین کاوه"),
}
PLACES = {"ar": ("دمشق", "بيروت", "عمان", "تونس"), "fa": ("شیراز", "تبریز", "هرات", "اصفهان")}
TEXTS = {
    "ar": "{title}\n\n{place} - افتتح المهندس {one} مكتبة المدينة الجديدة يوم 3 يناير 2024 بحضور عدد من السكان.\n"
    "وقال {one} إن «المكتبة مفتوحة للجميع منذ اليوم وتضم {n} كتاب». وأضافت المعلمة {two} أن الحديقة صغيرة.\n"
    "وتضم المكتبة قاعة للأطفال وحديقة صغيرة في وسط مدينة {place}.\n",
    "fa": "{title}\n\nمهندس {one} روز ۱۳ دی ۱۴۰۲ کتابخانهٔ تازهٔ شهر {place} را با حضور شماری از ساکنان گشود.\n"
    "{one} گفت: «کتابخانه از امروز برای همه باز است و {n} کتاب دارد». {two} نیز در این آیین سخن گفت.\n"
    "این کتابخانه تالاری برای کودکان و باغی کوچک در میان شهر {place} دارد.\n",
}
TITLES = {"ar": "مدينة {place} تفتتح مكتبتها رقم {n}", "fa": "گشایش کتابخانهٔ شمارهٔ {n} در شهر {place}"}


def text(chance: random.Random) -> str:
    """An article by chance."""
    lang = chance.choice(("ar", "fa"))
    one, two = chance.sample(PEOPLE[lang], 2)
    place, n = chance.choice(PLACES[lang]), chance.randrange(10, 999)
    return TEXTS[lang].format(title=TITLES[lang].format(place=place, n=n), place=place, one=one, two=two, n=n)


def settings(folder: Path, title: str = "خلاصة", sentences: int = 5) -> None:
    """Write the settings."""
    rows = [
        "[site]", 'url = "https://news.example/"', 'editions = ["ar", "fa"]', "pictures = false",
        "[site.title]", f'ar = "{title}"', f'fa = "{title}"', "[digest]", f"sentences = {sentences}",
        "[data]", "parquet = false", "",
    ]  # fmt: skip
    (folder / "khulasa.toml").write_text("\n".join(rows), "utf-8")


def records(folder: Path, known: int = 2) -> None:
    """Write the authority files: so many people of each language are known."""
    base = folder / "content/authority"
    base.mkdir(parents=True, exist_ok=True)
    people = {
        f"{lang}-{n}": {"names": {lang: [name]}, "description": {lang: f"{name} {known}"}}
        for lang, names in PEOPLE.items()
        for n, name in enumerate(names[:known])
    }
    places = {
        f"place-{lang}-{n}": {"names": {lang: [p]}} for lang, ps in PLACES.items() for n, p in enumerate(ps)
    }
    for name, rows in (("people", people), ("places", places)):
        (base / f"{name}.yaml").write_text(yaml.safe_dump(rows, allow_unicode=True), "utf-8")


def project(folder: Path, count: int = 4, seed: int = 1) -> Path:
    """A project of some articles."""
    chance = random.Random(seed)  # noqa: S311 - the same chance each time
    (folder / "seeds").mkdir(parents=True)
    for n in range(count):
        (folder / "seeds" / f"a{n:02}.txt").write_text(text(chance), "utf-8")
    records(folder)
    settings(folder)
    return folder


def build(folder: Path, jobs: int = 1) -> tuple[Exit, str]:
    """Run ``khulasa build`` in this process: its exit code and what it said on standard error."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        try:
            code = run(open_project(folder), jobs)
        except KhulasaError as error:
            said.write(str(error))
            code = Exit.USAGE
    return code, said.getvalue()


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()
    }


def site(folder: Path) -> dict[str, bytes]:
    """The site, without the marker that is for the program alone."""
    return {path: data for path, data in tree(folder / "output").items() if path != ".khulasa-site"}


def clean(folder: Path, other: Path, build: Callable[[Path], object] = build) -> dict[str, bytes]:
    """The site that a first build of a copy of the project gives: another folder, no caches, no old site."""
    shutil.rmtree(other, ignore_errors=True)
    for name in ("seeds", "content"):
        shutil.copytree(folder / name, other / name)
    shutil.copy(folder / "khulasa.toml", other)
    if (folder / "theme").is_dir():
        shutil.copytree(folder / "theme", other / "theme")
    build(other)
    return site(other)
