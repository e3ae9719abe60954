"""The page of the rules for right-to-left pages."""

from __future__ import annotations

from collections.abc import Mapping

from khulasa.site import desk as d
from khulasa.site.desk import Desk
from khulasa.site.rtl_rules import RULES
from khulasa.site.views import CheckView, RtlView, Text


def view(desk: Desk) -> RtlView:
    """All rules, worded for the edition."""

    def say(texts: Mapping[str, str]) -> Text:
        lang = desk.edition if desk.edition in texts else "en"
        return d.text(texts[lang], lang)

    return RtlView(tuple(CheckView(r.number, say(r.group), say(r.text), say(r.check)) for r in RULES))
