"""One person under several forms, and two people under one."""

from __future__ import annotations

import pickle

import pytest

from khulasa.rules.read.same_person import doubtful
from namekit import people, person, reading

HANIYEH = person("ismail-haniyeh", ("إسماعيل هنية", "هنية"), ("اسماعیل هنیه", "هنیه"))
NAKHALAH = person("ziyad-nakhalah", ("زياد النخالة", "النخالة"), ("زیاد نخاله",))


def test_short_forms_lead_to_the_full_name() -> None:
    """A family name with or without article, title or clitics is the person whose full name stands there."""
    text = "حضر زياد النخالة. وأكد نخالة أن الحوار مستمر، وقيل للنخالة: شكرا. ووعد السيد النخالة بالرد."
    (one,) = people("ar", text, NAKHALAH)
    assert one.id == "ziyad-nakhalah"
    assert len([m for m in reading("ar", text, NAKHALAH).mentions if m.id == one.id]) == 4


def test_the_swallowed_article_comes_back() -> None:
    """A name behind ``لل`` is listed with its article, though the text does not write it."""
    (one,) = people("ar", "تحدث زياد النخالة. وقيل للنخالة إن الوقت ضيق.")
    assert one.names == ("زياد النخالة", "النخالة")


def test_relatives_are_two() -> None:
    """A family name that a record lists belongs to the relative whose full name the article gives."""
    text = "قال الطبيب نبيل هنية إن المستشفى ممتلئ. وأضاف هنية أن العمل مستمر."
    (one,) = people("ar", text, HANIYEH)
    assert one.id != "ismail-haniyeh"


def test_two_of_one_family() -> None:
    """Where two people share a family name, the name alone is given to neither."""
    text = "حضر سالم الغافري ونبيل الغافري. وقال الغافري: نحن بخير."
    found = people("ar", text)
    assert [e.name for e in found] == ["سالم الغافري", "نبيل الغافري"]
    assert all(e.names == (e.name,) for e in found)


def test_a_name_inside_an_organisation() -> None:
    """Whom a university or hospital is called after is not among the people."""
    assert people("ar", "أعلنت جامعة الملك سعود نتائجها.") == []
    assert people("fa", "بیمارستان شهید رجایی افتتاح شد.") == []


@pytest.mark.parametrize(
    ("ar", "fa"),
    [
        ("قال محمد رضا كاوياني بور، مدير الشركة، نعم.", "محمدرضا کاویانی‌پور، مدیر شرکت، گفت."),
        ("قالت هند بنت سعيد البلوشي: نعم.", "هند بنت سعید البلوشی، کتابدار، گفت."),
        ("قال توماس ليندرغ، عالم الحشرات، نعم.", "توماس لیندرگ، پژوهشگر، گفت."),
    ],
)
def test_one_id_in_both_scripts(ar: str, fa: str) -> None:
    """The Arabic and the Persian spelling of somebody unknown have one provisional id."""
    assert people("ar", ar)[0].id == people("fa", fa)[0].id


def test_known_names_with_clitics() -> None:
    """A record is found behind و ف ب ل ك; the form is listed without them."""
    (one,) = people("ar", "ورحب بإسماعيل هنية ولهنية مكتب هنا.", HANIYEH)
    assert one.names == ("إسماعيل هنية", "هنية")
    assert one.known


def test_order_of_appearance() -> None:
    """Entities stand in the order in which the text names them first."""
    text = "قال زياد النخالة لإسماعيل هنية إن سالم الكندي وصل."
    assert [e.name for e in people("ar", text, HANIYEH, NAKHALAH)] == [
        "زياد النخالة",
        "إسماعيل هنية",
        "سالم الكندي",
    ]


def test_doubtful_pairs() -> None:
    """An editor is asked about like names with one given name; never about two of one article or two known ones."""
    one = people("ar", "قالت إيلينا كوفاتش، الباحثة، نعم.")
    other = people("fa", "النا کوواچ، پژوهشگر، گفت: بله.")
    third = people("ar", "قالت مريم كوفاتش، الباحثة، نعم.")
    pairs = doubtful({"a": one, "b": other, "c": third})
    assert [(p.one, p.other) for p in pairs] == [tuple(sorted((one[0].id, other[0].id)))]
    assert doubtful({"a": [*one, *other]}) == []


def test_readings_travel() -> None:
    """Entities and mentions pickle: they go to worker processes and back."""
    read = reading("ar", "قال زياد النخالة إن الوقت ضيق.", NAKHALAH)
    assert pickle.loads(pickle.dumps((read.entities, read.mentions))) == (read.entities, read.mentions)  # noqa: S301
