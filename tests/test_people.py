"""Who is named: golden cases that a translator can add to, and what must hold for all of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from khulasa.chains import STANDARD, explanation
from namekit import people, reading

CASES = Path(__file__).with_name("cases") / "people.txt"


def _cases() -> list[tuple[str, str, list[list[str]]]]:
    """Language, text and the forms of each person, from the file of cases."""
    found: list[tuple[str, str, list[list[str]]]] = []
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith(("ar: ", "fa: ")):
            found.append((line[:2], line[4:], []))
        elif line.startswith("=> ") and line != "=> -":
            found[-1][2].append(line[3:].split(" / "))
    return found


@pytest.mark.parametrize(
    ("lang", "text", "expected"), _cases(), ids=lambda v: v[:40] if isinstance(v, str) else ""
)
def test_golden_cases(lang: str, text: str, expected: list[list[str]]) -> None:
    """The people of each case are found with the forms that the text writes, and nobody else."""
    assert [sorted(e.names) for e in people(lang, text)] == [sorted(forms) for forms in expected]


@pytest.mark.parametrize(
    ("lang", "text", "expected"), _cases(), ids=lambda v: v[:40] if isinstance(v, str) else ""
)
def test_mentions_are_slices(lang: str, text: str, expected: list[list[str]]) -> None:
    """Every mention is an exact slice of the text and belongs to an entity; no two of one kind overlap."""
    read = reading(lang, text)
    ids = {e.id for e in read.entities}
    for mention in read.mentions:
        assert read.text[mention.start : mention.end] == mention.text
        assert mention.id in ids
    persons = [m for m in read.mentions if m.kind == "person"]
    assert all(a.end <= b.start for a, b in pairwise(persons))


def test_roles_are_the_sources_own() -> None:
    """The role beside a name is kept as the source writes it, before the name or behind a comma."""
    (one,) = people("ar", "وقال رئيس الاتحاد الكويتي، جاسم آل سويلم، إن المباراة تأجلت.")
    (two,) = people("fa", "رسول برگی رئیس شورای اسلامی شهر نیز از همکاری شهروندان تشکر کرد.")
    assert one.roles == ("رئيس الاتحاد الكويتي",)
    assert two.roles == ("رئیس شورای اسلامی شهر",)


def test_a_role_has_the_mark_that_closes_a_name_in_it() -> None:
    """A body in marks at the end of a role is shown with both of them."""
    ar = 'وقال المتحدث باسم "جمعية النور" سامي الحداد، إن المكتبة ستفتح يوم الأحد.'
    (one,) = people("ar", ar)
    assert one.roles == ('المتحدث باسم "جمعية النور"',)


def test_spelling_of_the_preposition() -> None:
    """``على`` is never the name ``علي``, and ``علي`` is no name where the text writes it for ``على``."""
    assert people("ar", "سافر محمد على متن طائرة، وعثر على تقاويم قديمة.") == []
    assert people("ar", "ستصل الفرق الي القري علي ظهور الجمال، واكد علي ضرورة التطعيم.") == []
    assert [e.name for e in people("ar", "تحدثت الناقدة فاطمة علي عن المعرض.")] == ["فاطمة علي"]


def test_letters_of_the_other_keyboard() -> None:
    """A Persian name is the same in Arabic letters, with ZWNJ, with a space and with neither."""
    texts = (
        "مریم نیک‌نژاد، دبیر انجمن، آمد.",
        "مريم نيك نژاد، دبير انجمن، آمد.",
        "مریم نیکنژاد، دبیر انجمن، آمد.",
    )
    assert len({people("fa", t)[0].id for t in texts}) == 1


def test_every_rule_explains_itself() -> None:
    """Each rule for people and each veto has a first docstring line that a reader understands."""
    for rule in (*STANDARD.known, *STANDARD.people, *STANDARD.not_names):
        line = explanation(rule)
        assert line[0].isupper()
        assert line.endswith((".", "…"))
