"""What looks like a person and is none."""

from __future__ import annotations

import pytest

from namekit import people, person

NOBODY = [
    ("ar", "أغلق شارع الحبيب ثامر أمام المارة."),
    ("ar", "أقيمت المباراة في صالة عبدالله الفارسي."),
    ("ar", "وصلت السفينة «سليمان الباروني» إلى الميناء."),
    ("ar", "تخرج من معهد البشير بن سعيد للفنون."),
    ("ar", "تصوير: عادل الرويشد"),
    ("ar", "يصوم الناس شهر رمضان المبارك."),
    ("fa", "جایزه شعر پروین نیک‌سرشت امسال اهدا نشد."),
    ("fa", "تالار استاد شهریاری‌نیا بازسازی شد."),
    ("fa", "ناو شهید رودکی به آب انداخته شد."),
    ("fa", "خراسان رضوی و تربت حیدریه بارانی است."),
    ("fa", "عکس: حامد بردبار"),
]


@pytest.mark.parametrize(("lang", "text"), NOBODY)
def test_things_called_after_people(lang: str, text: str) -> None:
    """A street, hall, ship, prize, province, month or picture credit names nobody."""
    assert people(lang, text) == []


def test_a_prize_and_its_person() -> None:
    """Whom a prize is called after counts where the text speaks of the person as well."""
    text = "فاز بجائزة نجيب سرحان. أنشأت الجائزة عائلة الأديب الراحل نجيب سرحان في بعقلين."
    assert [e.name for e in people("ar", text)] == ["نجيب سرحان"]


def test_known_people_too() -> None:
    """A street after somebody of the authority files is not that person either."""
    record = person("saad", ("سعد زغلول",))
    assert people("ar", "يبدأ الخط من شارع سعد زغلول.", record) == []
    assert [e.id for e in people("ar", "ألقى سعد زغلول كلمة.", record)] == ["saad"]


def test_the_head_of_a_thing_is_no_head_with_its_article() -> None:
    """``مدير المدرسة أحمد …`` names the head of the school, not the school."""
    assert [e.name for e in people("ar", "قال مدير المدرسة أحمد لطفي إن الدراسة تبدأ غدا.")] == ["أحمد لطفي"]
