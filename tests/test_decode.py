"""Bytes to text: every encoding that is read, every file that is refused, and that nothing visible is changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khulasa.errors import KhulasaError
from khulasa.text.decode import MAX_BYTES, MAX_LINE, decode

ARABIC = (
    "افتتح وزير الثقافة في المدينة معرضا عن تاريخ الخط، وقال إن المعرض من أهم ما أقيم هذا العام على أرض البلاد.\n"
    "وأضاف الوزير أن أكثر من مئة لوحة ستعرض في القاعة الكبرى حتى نهاية الشهر، وأن الدخول إلى المعرض مجاني.\n"
)
PERSIAN = (
    "وزير فرهنگ گفت که نمايشگاه خط در شهر گشايش يافت و اين نمايشگاه از مهم‌ترين برنامه‌هاي سال است.\n"
    "به گفته او بيش از صد پرده در تالار بزرگ به نمايش درآمده است و ديدن آن براي همه رايگان خواهد بود.\n"
)


def refused(data: bytes) -> str:
    """The one problem with which a file is refused."""
    with pytest.raises(KhulasaError) as caught:
        decode(data, "a.txt")
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].where.startswith("a.txt")
    assert caught.value.problems[0].remedy
    return caught.value.problems[0].what


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32-le"), ("cp1256", "windows-1256"), ("iso8859-6", "iso-8859-6"),
    ],
)  # fmt: skip
def test_arabic_in_every_encoding(codec: str, name: str) -> None:
    """Arabic text comes back letter for letter and the encoding is named."""
    text = ARABIC.replace("،", "\u060c")
    source = decode(text.encode(codec), "a.txt")
    assert (source.text, source.encoding) == (text, name)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "cp1256"])
def test_persian_in_every_encoding(codec: str) -> None:
    """Persian text (with پ چ ژ گ and ZWNJ) comes back letter for letter."""
    assert decode(PERSIAN.encode(codec), "a.txt").text == PERSIAN


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("utf-8", "latin-1"),
        ("utf-8", "cp1252"),
        ("utf-8", "cp1256"),
        ("cp1256", "latin-1"),
        ("cp1256", "cp1252"),
    ],
)
def test_double_decoding_is_undone_or_refused(inner: str, outer: str) -> None:
    """Text that was decoded wrongly before is mended letter for letter, or refused; it never passes as it is."""
    garbled = "".join(
        bytes([b]).decode(outer, "replace") if bytes([b]).decode(outer, "replace") != "\ufffd" else chr(b)
        for b in ARABIC.encode(inner)
    )
    try:
        source = decode(garbled.encode("utf-8"), "a.txt")
    except KhulasaError as error:
        assert "garbled" in str(error)
    else:
        assert source.text == ARABIC
        assert any(note.startswith("repaired") for note in source.notes)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\n \r\n\t", "is empty"),
        ("\u200f\ufeff\n".encode(), "is empty"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "HTML"),
        (b"abc\x00def\x00\x01\x02", "binary"),
        (b"\x01\x02\x03\x04\x05" * 10, "binary"),
        (b"\xff\xfe\x00", "does not belong"),
        (b"plain \xe9\xe8 latin text with accents", "neither UTF-8"),
        ("خبر عن المد\ufffdنة".encode(), "lost 1 letters"),
        (("?????? ???? ?? ??????? " * 10).encode(), "question marks"),
        (b"a" * (MAX_BYTES + 1), "too large"),
        (("ا" * (MAX_LINE + 1)).encode(), "a line of more than"),
    ],
)
def test_refusals(data: bytes, says: str) -> None:
    """What is no article is refused in one clear line."""
    assert says in refused(data)


def test_invisible_characters_are_removed_and_counted() -> None:
    """Bidi controls and hidden characters go and are counted; ZWNJ and a joiner that shapes a letter stay."""
    source = decode("\u202eخبر\u202c مهم\u200f\u200bمی\u200cشود ه\u200d.ش\u00ad".encode(), "a.txt")
    assert source.text == "خبر مهممی\u200cشود ه\u200d.ش"
    assert source.notes == ("3 bidi controls removed", "2 invisible characters removed")


def test_all_line_breaks_become_newlines() -> None:
    """Every kind of line break of Unicode is one newline."""
    text = decode("أ\r\nب\rج\u2028د\u2029ه\u0085و\x0cز".encode(), "a.txt").text
    assert text == "أ\nب\nج\nد\nه\nو\nز"


def test_presentation_forms_become_letters() -> None:
    """Letters in presentation forms are written as letters; signs such as ﷺ and ﴿﴾ and ordinary letters stay."""
    source = decode("ﻣﺮﺣﺒﺎ ﷺ ﴿نص﴾ ﷲ إلى هـٰذا آ".encode(), "a.txt")
    assert source.text == "مرحبا ﷺ ﴿نص﴾ الله إلى هـٰذا آ"


def test_reverse_order_is_refused() -> None:
    """Presentation forms in visual order (old PDF files) are refused by name."""
    word = "ﺎﺒﺣﺮﻣ"
    assert "reverse order" in refused(" ".join([word] * 12).encode())


@given(
    st.text("ابتثپچگکیي ىئؤأإآةًٌَُّ\u200c،؛.\n0٤۵Az«»", min_size=1).filter(
        lambda t: t.strip() and not re.search("[طظعغ]", t)
    )
)
def test_letters_are_kept_to_the_byte(text: str) -> None:
    """UTF-8 text of visible letters, marks and ZWNJ comes back unchanged."""
    assert decode(text.encode(), "a.txt").text == text


@given(st.binary(max_size=300))
def test_any_bytes_give_a_source_or_one_problem(data: bytes) -> None:
    """No bytes end in another error than a KhulasaError."""
    try:
        assert decode(data, "a.txt").text.strip()
    except KhulasaError as error:
        assert len(error.problems) == 1
