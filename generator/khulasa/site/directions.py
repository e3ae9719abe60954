"""Which way a text without markup reads: by the Unicode bidirectional algorithm itself, as browsers apply it.

The site puts a right-to-left mark before titles that need one (``i18n.attribute``); here another hand, python-bidi,
says whether it did.
"""

from __future__ import annotations

from bidi import get_base_level

from khulasa.site.i18n import direction


def turned(text: str, lang: str) -> bool:
    """True when a plain text would be set against its language (UAX #9, rules P2 and P3).

    A text without letters (a year, a number) has no direction of its own and follows its surroundings.
    """
    if not any(char.isalpha() for char in text):
        return False
    return bool(get_base_level(text) == 0) == (direction(lang) == "rtl")
