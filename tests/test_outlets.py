"""Publisher and agency chain: named by the text, none invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pages
from khulasa import languages
from khulasa.chains import STANDARD
from khulasa.content.authority import Authority
from khulasa.model import Document, Heading, Line, Reading, Record, Removal, Source, Span
from khulasa.pipeline import lay_out
from khulasa.rules.read import outlets
from khulasa.text.words import words

CASES = json.loads((Path(__file__).parent / "cases" / "outlets.json").read_text("utf-8"))


def reading(
    lang: str, text: str, removed: tuple[Removal, ...] = (), authority: Authority | None = None
) -> Reading:
    """The reading of a body of paragraphs without heading."""
    lines = tuple(Line(n, t) for n, t in enumerate(text.split("\n"), 1))
    heading = Heading("", "derived_title", None, True)
    document = Document(lang, heading, None, None, None, None, (), lines, removed)  # type: ignore[arg-type]
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line.text)))
        start += len(line.text) + 1
    source = Source("a.txt", "0", text, "utf-8")
    return Reading(
        source,
        languages.load(lang),
        authority or Authority(),
        document,
        text,
        0,
        tuple(spans),
        (),
        words(text),
    )


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_golden(case: dict[str, object]) -> None:
    """Each opening sentence gives exactly the publisher and the chain that it names."""
    read = outlets.read(reading(str(case["lang"]), str(case["text"])), STANDARD.outlets)
    expected = (case["publisher"], case["via"])
    actual = (read.publisher.name if read.publisher else None, [v.name for v in read.via])
    assert expected == actual


@pytest.mark.parametrize(
    ("lang", "notice", "owner"),
    [
        ("ar", "جميع الحقوق محفوظة لصحيفة المرسى © 2024", "صحيفة المرسى"),
        ("ar", "© وكالة جلعاد. جميع الحقوق محفوظة", "وكالة جلعاد"),
        ("ar", "جميع الحقوق محفوظة", None),
        ("ar", "حقوق النشر © 2023 شبكة الضفاف الإخبارية", "شبكة الضفاف الإخبارية"),
        ("fa", "تمامی حقوق این وب‌سایت محفوظ است © 1403", None),
        ("fa", "© تمامی حقوق برای پایگاه خبری ارغوان محفوظ است.", "پایگاه خبری ارغوان"),
        (
            "fa",
            "کلیه حقوق این سایت متعلق به خبرگزاری دماوند است و استفاده از مطالب با ذکر منبع بلامانع است.",
            "خبرگزاری دماوند",
        ),
    ],
)
def test_owner_of_rights(lang: str, notice: str, owner: str | None) -> None:
    """A copyright notice names the publisher, or nobody."""
    removed = (Removal(9, notice, "copyright_notice", "©"),)
    read = outlets.read(reading(lang, "جملة." if lang == "ar" else "جمله‌ای.", removed), STANDARD.outlets)
    assert owner == (read.publisher.name if read.publisher else None)


def test_ids_meet_by_folded_name() -> None:
    """An outlet of the authority files is known in any spelling and without its head word."""
    record = Record("source", "petra", {"ar": ("وكالة بترا",)}, {})
    authority = Authority({"petra": record})
    read = outlets.read(
        reading("ar", "عمّان - (بترا) - افتتح المتحف أبوابه اليوم.", (), authority), STANDARD.outlets
    )
    assert read.publisher is not None
    assert read.publisher.id == "petra"


def test_chain_order_is_nearest_first() -> None:
    """Agencies are listed as the text names them, and the publisher is not among them."""
    text = "به گزارش خبرگزاری دماوند به نقل از ایرنا، باران آمد.\nبه نقل از رویترز، سیل راه‌ها را بست."
    read = outlets.read(reading("fa", text), STANDARD.outlets)
    assert [v.name for v in read.via] == ["ایرنا", "رویترز"]


def test_others_to_which_people_speak_are_credited() -> None:
    """On a page that says whose it is, another outlet with its head word that was told something is credited."""
    text = "\n".join(
        (
            "هوای البرز | پایگاه خبری ورزش کرج",
            "تیم والیبال سپیدار به فینال جام دوستی رسید",
            "تیم والیبال زنان سپیدار با نتیجه سه بر دو مغلوب میزبان شد و نشان نقره گرفت.",
            "سرمربی میزبان به روزنامه موج شمال گفته است که سپیدار جوان‌ترین تیم جام بود.",
        )
    )
    case = pages.Case("x", "fa", tuple(("P", line) for line in text.split("\n")))
    laid = lay_out(Source("a.txt", "0", "", "utf-8"), pages.document(case), Authority())
    read = outlets.read(laid, STANDARD.outlets)
    assert read.publisher is not None
    assert (read.publisher.name, [v.name for v in read.via]) == ("هوای البرز", ["روزنامه موج شمال"])


SHAPES = [case for case in pages.cases() if case.stem == "shapes"]


@pytest.mark.parametrize("case", SHAPES, ids=[c.name for c in SHAPES])
def test_publisher_of_page(case: pages.Case) -> None:
    """The publisher of a page is the outlet that names itself on it; where none does, nobody is named."""
    document = pages.document(case)
    laid = lay_out(Source("a.txt", "0", "", "utf-8"), document, Authority())
    publisher = outlets.read(laid, STANDARD.outlets).publisher
    assert case.of("V") == ([publisher.name] if publisher else [])
