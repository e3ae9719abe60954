"""Jinja filters for pages that hold text of two directions; each works alone in any template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from markupsafe import Markup, escape

from khulasa.site import i18n


def text_direction(lang: str) -> str:
    """``rtl`` or ``ltr`` for a language code: ``<html dir="{{ lang|text_direction }}">``."""
    return i18n.direction(lang)


def isolate(text: str, lang: str = "") -> Markup:
    """A name or a title set apart from the text around it: ``<bdi lang dir>``; escaped."""
    if not lang:
        return Markup("<bdi>{}</bdi>").format(escape(text))
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(lang, i18n.direction(lang), escape(text))


def plain_rtl(text: str, lang: str) -> str:
    """A text for attributes and feeds, which have no markup: with a right-to-left mark where it would turn."""
    return i18n.attribute(text, i18n.direction(lang))


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {"text_direction": text_direction, "isolate": isolate, "plain_rtl": plain_rtl}
)
