"""Signs of a title, a kicker, a deck, a subheading, a line that names a place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from khulasa import languages
from khulasa.model import Heading, Lang, Line
from khulasa.rules.clean.lines import Look, look
from khulasa.text.fold import MARKS, ZWNJ, key

MAX_TITLE = 24
"""Words of the longest title."""
MAX_DECK = 38
"""Words of the longest deck."""
MAX_SUBHEADING = 14
"""Words of the longest subheading."""

_W = rf"[^\W\d_](?:[^\W\d_]|[{MARKS}{ZWNJ}])*"
DATELINE = re.compile(
    rf"{_W}(?:\s{_W}){{0,2}}\s*(?:[،,][^-–—:()]{{2,30}})?"
    rf"(?:\([^()]{{2,40}}\)\s*[-–—ـ:]|\s[-–—ـ]+\s|[-–—ـ]\s|/\s?{_W}(?:\s{_W}){{0,3}}\s?[-–—:/]\s?|/\s?{_W}[\s/:])"
)
_SHE_DID = re.compile(r"(?!ال)\w{2,6}[^اي\W]ت")
"""A verb of the past, feminine: تحولت."""
_LISTED = re.compile(r"(?:[-–—•*·▪●○]|[\d٠-٩۰-۹]{1,3}\s?[.)\-–:/]|\(\d)\s?")
_PLACE_SIGN = re.compile(r"\s*[-–—:،,/|]\s*")


def is_home(crumb: str, lang: Lang) -> bool:
    """Whether a piece of a breadcrumb is the home page."""
    return languages.load(lang).table("sections").get(key(crumb)) == "home"


def head_of(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines above the first paragraph, at most four."""
    head: list[Line] = []
    for line in lines[:4]:
        if look(line.text).prose:
            break
        head.append(line)
    return tuple(head)


def is_title(line: Line, lines: Sequence[Line], lang: Lang) -> bool:
    """Whether a line is a title: short, without a full stop, no lead, and longer paragraphs follow."""
    seen = look(line.text)
    if not 2 <= len(seen.keys) <= MAX_TITLE or seen.stop or line.text.rstrip().endswith((":", "،", ",")):
        return False
    if is_lead(seen, lang):
        return False
    below = [look(x.text) for x in lines if x.number > line.number]
    return any(b.prose or len(b.keys) > 1.3 * len(seen.keys) for b in below)


def is_lead(line: Look, lang: Lang) -> bool:
    """Whether a line begins as a report does: with a verb of the past, ``به گزارش``, a dateline."""
    if len(line.keys) <= 8:
        return False
    language = languages.load(lang)
    verb = line.keys[0] if not line.keys[0].startswith("و") else line.keys[0][1:]
    past = lang == "ar" and (
        verb in language.words("past-verbs")
        or line.keys[0] in language.words("leads")
        or (bool(_SHE_DID.fullmatch(verb)) and verb not in language.words("places"))
    )
    return past or is_formula(line, lang)


def is_formula(line: Look, lang: Lang) -> bool:
    """Whether a line begins with ``به گزارش`` and the like, or with a dateline (place, agency, dash)."""
    leads = languages.load(lang).words("lead-formulas")
    if any(" ".join(line.keys[:n]) in leads for n in (1, 2, 3)):
        return True
    found = DATELINE.match(line.text)
    return found is not None and (line.ended or "/" not in found.group())


def kicker(head: Sequence[Line], lang: Lang) -> Line | None:
    """The line above the title (روتیتر، عنوان تمهيدي), where the first of two lines is one."""
    if len(head) < 2:
        return None
    first, second = look(head[0].text), look(head[1].text)
    if second.stop or len(second.keys) < 4 or len(first.keys) > 16 or len(second.keys) > MAX_TITLE:
        return None
    if head[0].text.rstrip().endswith(("؛", ":", ";", "،")):
        return head[0]
    verbs = languages.load(lang).words("kicker-endings")
    if len(first.keys) <= 9 and any(" ".join(first.keys[-n:]) in verbs for n in (1, 2, 3)):
        return head[0]
    return head[0] if len(first.keys) <= 3 and len(second.keys) >= 5 else None


def is_place_line(line: Line, following: Line, lang: Lang) -> bool:
    """Whether a line is only a place, perhaps with an agency: ``حائل:``, ``تونس – خاص``."""
    seen = look(line.text)
    if len(seen.keys) > 5 or seen.ended or len(look(following.text).keys) < PARAGRAPH:
        return False
    pieces = [p for p in _PLACE_SIGN.split(line.text) if p.strip()]
    small = languages.load(lang).words("small-words")
    if any(k in small for k in seen.keys):
        return False
    return len(pieces) > 1 or line.text.rstrip()[-1] in ":-–—"


PARAGRAPH = 8
"""Words that a paragraph below a heading has at least."""


def is_deck(title: Heading, lines: Sequence[Line], apart: float, lang: Lang) -> bool:
    """Whether the first of the lines below the title is a deck.

    ``apart``: what it weighs that it is set to the title and parted from the text.
    """
    line = lines[0]
    seen, below = look(line.text), look(lines[1].text)
    if not 4 <= len(seen.keys) <= MAX_DECK or line.text.rstrip().endswith((":", "،")):
        return False
    if is_lead(seen, lang) or is_place_line(line, lines[1], lang):
        return False
    if not seen.ended:
        return len(seen.keys) <= MAX_TITLE and any(look(x.text).ended for x in lines[1:4])
    if len(seen.keys) > MAX_TITLE:
        return False
    return _summarises(line, title, lines[1], apart, lang) and len(below.keys) >= PARAGRAPH


def _summarises(line: Line, title: Heading, following: Line, apart: float, lang: Lang) -> bool:
    """Whether a line that ends in a stop is a deck: what it says again and how the next line begins are weighed."""
    deck, above, below = look(line.text), look(title.text), look(following.text)
    if len(re.findall(r"[.؟!](?=\s|$)", deck.text)) > 1:
        return False
    content = [k for k in above.keys if len(k) > 3]
    shared = sum(_near(k, deck.keys) for k in content) / len(content) if content else 0.0
    votes = 1.0 * (shared >= 0.3) + 1.0 * (shared >= 0.5) * (lang == "ar")
    votes += 3.0 if is_formula(below, lang) else 1.5 * is_lead(below, lang)
    votes += 1.0 * (len(below.keys) > 1.1 * len(deck.keys))
    votes += 1.0 * _headline_verb(deck, lang)
    votes += apart
    votes -= 2.5 * goes_on(below, lang)
    return votes >= 3


def goes_on(line: Look, lang: Lang) -> bool:
    """Whether a line begins as a second paragraph does: وقال، وأضافت، این دیدار، وی."""
    first = line.keys[0]
    if lang == "fa":
        return first in _POINTS_BACK
    return first.startswith("و") and first[1:] in languages.load(lang).words("past-verbs")


_POINTS_BACK = frozenset(map(key, ("این", "وی", "او", "آن", "آنان", "همچنین", "همین", "ایشان")))
"""With these a Persian paragraph speaks of what the one before it has named."""


def _near(word: str, keys: Sequence[str]) -> bool:
    bare = word.removeprefix("و").removeprefix("ب").removeprefix("ل").removeprefix("ال")
    return any(k == word or (len(bare) > 3 and bare[:5] in k) for k in keys)


def _headline_verb(line: Look, lang: Lang) -> bool:
    """Whether an Arabic line has the order of headlines: a noun, then a verb of the present."""
    if lang != "ar" or line.keys[0].startswith(("و", "ي")):
        return False
    say = languages.load(lang).words("speech-verbs")
    near = any(re.fullmatch(r"[يت]\w{3,5}", k) for k in line.keys[1:7])
    return near or any(k[:1] in "يت" and k in say for k in line.keys[1:16])


def is_subheading(at: int, lines: Sequence[Line]) -> bool:
    """Whether the line at a place is a subheading: short, no stop, a paragraph before and a longer one after it."""
    if at == 0 or at + 1 >= len(lines):
        return False
    seen, before, after = look(lines[at].text), look(lines[at - 1].text), look(lines[at + 1].text)
    text = lines[at].text.strip()
    if not 1 <= len(seen.keys) <= MAX_SUBHEADING or seen.stop or text.endswith(("،", "؛", ",")):
        return False
    if _LISTED.match(text):
        return False
    if before.text.rstrip().endswith((":", "،")) or (
        text[:1] in '-–—•*«“"' and not seen.ended and len(seen.keys) > 6
    ):
        return False
    if text.endswith(":") and len(seen.keys) > 5:
        return False
    closed = before.ended or len(before.keys) >= 2 * PARAGRAPH
    return closed and len(after.keys) >= PARAGRAPH and len(after.keys) > len(seen.keys)
