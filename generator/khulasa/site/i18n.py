"""Words and numbers of an edition: gettext from the theme's ``.po`` files, digits, times, helpers of templates.

Catalogues are read as they are, without a compile step: a translator changes a text file and rebuilds. A message
that a catalogue lacks is shown as its msgid, the English text.
"""

from __future__ import annotations

import gettext as plural_forms
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from babel.messages.pofile import read_po
from jinja2.ext import InternationalizationExtension
from markupsafe import Markup, escape

from khulasa.languages import Edition, edition
from khulasa.site import pictures, shapes
from khulasa.site.views import DateView, SiteView

if TYPE_CHECKING:
    from jinja2 import Environment

RTL = ("ar", "fa", "ur", "ckb", "ps", "he")
RLM = "\u200f"
EDITIONS = ("ar", "fa", "en")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The interface texts of one edition."""

    code: str
    messages: Mapping[str, tuple[str, ...]]
    """Forms of each translated msgid: one, or as many as the language has plurals."""
    plural: Callable[[int], int]
    """Which form a number takes."""

    def one(self, msgid: str) -> str:
        """The text of a message; the msgid itself where it is not translated."""
        return self.messages.get(msgid, (msgid,))[0]

    def many(self, singular: str, plural: str, number: int) -> str:
        """The form of a message that a number takes; English forms where it is not translated."""
        forms = self.messages.get(singular)
        if forms is None:
            return singular if number == 1 else plural
        return forms[min(self.plural(number), len(forms) - 1)]

    def rule_label(self, name: str) -> str:
        """The public name of a rule (key ``rule:<name>``), its own name in plain words without one; rules that
        decided together (``first, second``) are named together.
        """
        parts = name.split(", ")
        return self.one(", ").join(
            self.messages.get(f"rule:{part}", (part.replace("_", " "),))[0] for part in parts
        )


@cache
def catalogue(folder: Path, code: str) -> Catalogue:
    """The catalogue ``<folder>/<code>.po``; OSError where it is missing, PoFileError where malformed."""
    with (folder / f"{code}.po").open("rb") as file:
        found = read_po(file, locale=code, abort_invalid=True)
    messages: dict[str, tuple[str, ...]] = {}
    for message in found:
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if message.id and forms and all(forms) and not message.fuzzy:
            messages[message.id if isinstance(message.id, str) else message.id[0]] = forms
    return Catalogue(code, MappingProxyType(messages), plural_forms.c2py(found.plural_expr))


# ------------------------------------------------------------------ numbers


def digits(text: str, look: Edition) -> str:
    """The text with its Western digits in the digits of the edition."""
    return text.translate({48 + n: d for n, d in enumerate(look.digits)})


def number(value: float, look: Edition, places: int = 0) -> str:
    """A number as the edition writes it: ``1,234.5`` or ``۱٬۲۳۴٫۵``; ٬ and ٫ go with native digits only."""
    text = f"{value:,.{places}f}"
    if look.digits[0] != "0":
        text = text.replace(",", "٬").replace(".", "٫")
    return digits(text, look)


# ------------------------------------------------------------------ direction


def direction(lang: str) -> str:
    """``rtl`` or ``ltr``, from the language and never from the letters."""
    return "rtl" if lang.partition("-")[0] in RTL else "ltr"


def attribute(text: str, way: str) -> str:
    """Text for a place without markup (``<title>``, feeds): RTL text that begins with a Latin word gets an RLM."""
    strong = next((c for c in map(unicodedata.bidirectional, text) if c in ("L", "R", "AL")), "")
    return f"{RLM}{text}" if way == "rtl" and strong == "L" else text


# ------------------------------------------------------------------ dates


def machine_time(date: DateView) -> str:
    """The value of ``<time datetime>``, no finer than the date: day, month or year, else empty."""
    first, last = date.first, date.last
    if first == last:
        return first
    year, month = first[:4], first[5:7]
    if (first, last) == (f"{year}-01-01", f"{year}-12-31"):
        return year
    if (first, last) == (f"{year}-{month}-01", f"{year}-{month}-{monthrange(int(year), int(month))[1]}"):
        return first[:7]
    return ""


# ------------------------------------------------------------------ what templates call


def dress(env: Environment, site: SiteView, code: str, folder: Path) -> None:
    """Give a Jinja environment the words, numbers and helpers of one edition.

    One environment serves one edition, so that macros need no context. ``folder`` holds the catalogues of the
    theme. Templates then have ``site``, ``edition``, ``_``, ``gettext``, ``ngettext``, ``say`` (a message in
    another edition's language), ``rule_label``, ``runs``, ``by_speaker``, ``by_article``, ``by_group``, ``by_year``,
    ``bars``, ``arcs`` and the filters ``num``, ``digits``, ``dir``, ``rlm``, ``iso``, ``fragment``. The environment
    must escape by itself.
    """
    look, words = edition(code), catalogue(folder, code)
    env.add_extension(InternationalizationExtension)
    env.globals.update(
        site=site,
        edition=look,
        _=_gettext(words),
        gettext=_gettext(words),
        ngettext=_ngettext(words, look),
        say=lambda other, msgid: _gettext(catalogue(folder, other))(msgid),
        rule_label=words.rule_label,
        runs=shapes.runs,
        by_speaker=shapes.by_speaker,
        by_article=shapes.by_article,
        by_group=shapes.by_group,
        by_year=shapes.by_year,
        bars=pictures.bars,
        arcs=pictures.arcs,
    )
    env.filters.update(
        num=lambda value, places=0: number(value, look, places),
        digits=lambda text: digits(text, look),
        dir=direction,
        rlm=attribute,
        iso=machine_time,
        fragment=shapes.fragment,
    )


def _gettext(words: Catalogue) -> Callable[..., Markup]:
    """``_("… %(name)s", name=value)``: message and values are escaped, markup stays."""

    def gettext(msgid: str, **values: Any) -> Markup:
        text = escape(words.one(msgid))
        return text % values if values else text

    return gettext


def _ngettext(words: Catalogue, look: Edition) -> Callable[..., Markup]:
    """``ngettext("%(num)s article", "%(num)s articles", n)``: ``num`` is in the edition's digits."""

    def ngettext(singular: str, plural: str, value: int, **values: Any) -> Markup:
        return escape(words.many(singular, plural, value)) % {"num": number(value, look), **values}

    return ngettext
