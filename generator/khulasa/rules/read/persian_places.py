"""How far the Persian name of a place reaches behind the word for its kind (شهر، خیابان، رود، تالار)."""

from __future__ import annotations

from khulasa import languages
from khulasa.rules.read import persian_names
from khulasa.rules.read.dictionary import everyday
from khulasa.rules.read.ground import Ground, Head, name_like, unknown
from khulasa.rules.read.parts import Part, Token

MAX_NAME = 4
"""Most words of a name behind a head."""
CLOSED = frozenset({"بسته", "ساخته"})
"""Participles that make no verb with a word that no list has (چهارراه ولیعصر بسته است)."""
IS = frozenset({"است", "بود", "نيست", "نبود"})
"""Verbs that make none with the name before them (در عمارت چهلستون است)."""
VILLAGES = frozenset({"ده", "قلعه", "چشمه", "باغ", "چاه", "سر", "گل", "تپه", "حسن", "علي"})
"""First words of Persian names of villages that are everyday words."""


def name_end(g: Ground, head: Head, t: Token) -> int | None:
    """Index of the last word of a Persian name behind a head for a place."""
    end, count, titled, n = t.index - 1, 0, False, t
    heads_within = languages.load("fa").table("place-heads")
    while count < MAX_NAME:
        if count and n.key.endswith(("اي", "هاي")) and not name_like(n):
            break
        sided = count > 0 and n.key in g.list("place-sides")
        led = titled and bool(n.part & (Part.FAMILY | Part.GIVEN | Part.DOUBTFUL | Part.DERIVED))
        first = count == 0 and (n.key in heads_within if head.kind != "town" else n.key in VILLAGES)
        if persian_names.stops(n.key) and not (n.part & Part.TITLE or sided or led or first):
            break
        if not (sided or led or first or _persian_proper(g, n, head) or n.index in g.places):
            break
        end, count, titled = n.index, count + 1, bool(n.part & Part.TITLE)
        after = g.next(end)
        if after is None:
            break
        n = after
    if (
        count == 0
        or (count == 1 and titled and not (head.kind == "road" and g.tokens[end].key == "امام"))
        or (count == 1 and g.tokens[end].key in heads_within)
        or (count == 1 and head.kind != "town" and _plain(g.tokens[end], head))
        or g.tokens[head.last + 1].key in g.list("indefinite")
        or (head.kind == "city" and not _city(g, head, end))
    ):
        return None
    return end


def _city(g: Ground, head: Head, end: int) -> bool:
    """True for one or two words that no list has: شهر and بخش stand before many other words."""
    behind = g.tokens[head.last + 1 : end + 1]
    return len(behind) < MAX_NAME - 1 and all(
        unknown(t) and not persian_names.is_field(t.key) and not everyday("fa", t.key) for t in behind
    )


def _persian_proper(g: Ground, n: Token, head: Head) -> bool:
    """True for a word that may be of a name: streets are called after things too (چهارباغ)."""
    after = g.next(n.index)
    shut = after is not None and after.key in CLOSED and unknown(n)
    is_so = after is not None and after.key in IS and unknown(n) and not everyday("fa", n.key)
    if (
        persian_names.in_verb(g, n)
        and not shut
        and not is_so
        and (head.kind != "town" or everyday("fa", n.key))
    ):
        return False
    if head.kind == "road" and n.part & (Part.FAMILY | Part.ROLE) and not n.part & Part.VERB:
        return True
    if n.key.endswith("گان") and unknown(n) and head.kind in ("town", "city", "road"):
        return True
    return persian_names.proper(n) or (
        head.kind == "road" and n.part == Part.THING and not n.key.endswith(persian_names.ENDINGS)
    )


def _plain(n: Token, head: Head) -> bool:
    """True for one word that may as well be an adjective or have the indefinite ending (چوبی, بزرگی)."""
    return (
        not name_like(n)
        and (head.kind != "hall" or everyday("fa", n.key))
        and not n.key.endswith("الدين")
        and (
            n.key.endswith(("ي", "اي", "مند", "گاه"))
            or (n.key.endswith(("دار", "ين")) and everyday("fa", n.key))
        )
    )
