"""The outlet by what its page offers: a channel, a newsletter, an app, a subscription, its printed edition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khulasa.model import Reading, Removal
from khulasa.rules.clean.lines import signs
from khulasa.rules.read.credits import Piece, name_at, piece
from khulasa.rules.read.own_words import of_everyday_words
from khulasa.text.fold import key
from khulasa.text.words import words

LONGEST = 4
"""Words of the longest name that is told by its place alone."""
PRINTED = 10
"""Words of a line with an issue's number among which its name begins: نشر هذا النص في العدد 41 من مجلة «مقامات»."""
BARE = 6
"""Those of another line of publication."""
_ISSUE = frozenset(map(key, ("العدد", "عدد", "شماره")))
SHORT = 8
"""Words of an invitation in which whoever is to be followed on a network is the outlet."""
_KINDS = frozenset({"follow", "newsletter", "app", "share"})
_QUOTED = re.compile(r"[«“”\"]([^«»“”\"]{2,30})[»“”\"]|\(([^\W\d_][^()]{1,30})\)")
_SUBSCRIBE = re.compile(r"اشتراک (?!گذاری)|آبونمان|الاشتراك (?:في|ب)|النسخة الورقية|نسخه چاپی")
_ELSEWHERE = re.compile("زيارة موقع|زوروا موقع|بازدید از سایت")
_FOLLOW_FA = re.compile(r"^\s*((?:\S+ ){1,3})را در (?:\S+ ){1,3}دنبال کنید")
_FIRST = re.compile(
    r"The post .{3,200} (?:appeared first on|first appeared on) (?P<site>[^.]{2,60}?)\s*(?:[–-][^.]*)?\.?\s*$"
)


def is_invitation(removed: Removal, reading: Reading) -> bool:
    """Whether a removed line asks the reader to follow, read or buy the outlet elsewhere."""
    if removed.rule in ("call_to_reader", "newsletter_or_app", "share_or_follow"):
        return True
    if any(s.kind in _KINDS for s in signs(removed.text, reading.lang)):
        return True
    if _SUBSCRIBE.search(removed.text):
        return True
    verbs, found = reading.language.words("reader-verbs"), words(removed.text)
    asks = found[:3] if reading.lang == "ar" else (*found[:2], *found[-2:])
    return any(w.key in verbs for w in asks) and any(w.key in _networks(reading) for w in found)


def _networks(reading: Reading) -> frozenset[str]:
    return reading.language.words("page-nouns") | reading.language.words("networks")


def offered_by(removed: Removal, reading: Reading) -> Iterator[tuple[str, bool]]:
    """Names in an invitation, and whether marks or a head word say that they are names."""
    if posted := _FIRST.search(removed.text):
        yield posted["site"].strip(), True
    if followed := _FOLLOW_FA.match(removed.text):
        yield followed[1].strip(), not _is_channel(followed[1], reading)
    if not is_invitation(removed, reading) or len(removed.text) > 200 or _ELSEWHERE.search(removed.text):
        return
    for quoted in _QUOTED.finditer(removed.text):
        name = (quoted[1] or quoted[2]).strip()
        if len(words(name)) <= LONGEST and not _is_channel(name, reading):
            yield name, True
    where = piece(removed.text)
    for i, word in enumerate(where.words):
        headed = word.key.removeprefix("ل") in reading.language.words("outlet-heads")
        found = name_at(where, i, reading) if headed else None
        if found and found.kind not in ("bare", "many") and not _is_channel(found.text, reading):
            yield found.text, True
    if bare := _unheaded(where, reading):
        before = [w.key for w in where.words if w.end <= where.text.find(bare)]
        latest = len(before) > 1 and before[-2] in _LATEST and before[-1] == _NEWS
        networked = any(w.key in reading.language.words("networks") for w in where.words)
        sure = networked and len(where.words) <= SHORT and not of_everyday_words(bare, reading)
        yield bare, latest or sure


def _is_channel(name: str, reading: Reading) -> bool:
    """Whether a name is made of networks, words for the page and other words that no outlet owns."""
    known = (
        _networks(reading) | reading.language.words("reader-verbs") | reading.language.words("common-words")
    )
    keys = [w.key for w in words(name)]
    return (
        not keys
        or any(k in reading.language.words("networks") for k in keys)
        or all(k in known for k in keys)
    )


_LATEST = frozenset(map(key, ("آخر", "أحدث", "آخرین", "تازه‌ترین", "google", "news")))
_NEWS, _THROUGH = key("أخبار"), key("عبر")


def _unheaded(where: Piece, reading: Reading) -> str | None:
    """What stands between the asking and the network: ``تابع صدى كورة على``, ``کانال نوای شهر را``."""
    language = reading.language
    asking = language.words("reader-verbs") | _networks(reading)
    ends = language.words("small-words") | asking | {_THROUGH}
    first = next((i for i, w in enumerate(where.words) if w.key not in asking and w.key not in _LATEST), 0)
    first += where.words[first].key == _NEWS and first > 0 and where.words[first - 1].key in _LATEST
    stop = next((i for i, w in enumerate(where.words) if i >= first and w.key in ends), 0)
    if not 0 < first < stop <= first + LONGEST:
        return None
    name = where.text[where.words[first].start : where.words[stop - 1].end]
    return None if _is_channel(name, reading) else name


def printed_in(removed: Removal, reading: Reading) -> str | None:
    """The newspaper in a line that says where and when the text was printed: نشر في جريدة … يوم."""
    where = piece(removed.text)
    labelled = bool(where.words) and where.words[0].key in reading.language.words("publication-labels")
    if removed.rule not in ("publication_line", "date_line", "info_bar") and not labelled:
        return None
    numbered = any(w.key in _ISSUE for w in where.words)
    for i in range(min(PRINTED if numbered else BARE, len(where.words))):
        found = name_at(where, i, reading)
        if found and found.sure and found.kind != "many":
            return found.text
    return None
