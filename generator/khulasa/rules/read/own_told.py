"""Who in the text speaks to the outlet: ``قال لـ«الراصد»``, ``به سهندپرس گفت``, ``مراسل سومر برس``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from khulasa.model import Reading
from khulasa.rules.clean import head
from khulasa.rules.clean.lines import look
from khulasa.rules.read.credits import name_at
from khulasa.rules.read.credits import piece as stretch
from khulasa.rules.read.own_words import of_everyday_words
from khulasa.rules.read.votes import ENOUGH, Vote
from khulasa.text.fold import key
from khulasa.text.words import keys, words

_TOLD_AR = re.compile(r"(?<![^\W\d_])(?:و?لـ{0,3}|إلى|مع)\s?[«“”\"(]\s?([^«»“”\"()]{2,30})[»“”\")](.{0,12})")
_MARKED = re.compile(r"[«“”\"(]")
"""What stands before a name in marks."""
_RECEIVED = re.compile(
    r"(?<![^\W\d_])و?(?:تلقت|تلقته|اطلعت|اطّلعت|حصلت|وصلت|وصل|تسلمت|علمت|رصدت|استطلعت|تابعت|سألت)\s(?:علي[هـا]+\s)?"
    r"[«“”\"(]\s?([^«»“”\"()]{2,30})[»“”\")]"
)
"""A statement of which the outlet has a copy: بيان تلقت «الساحل» نسخة منه."""
_TITLED = re.compile(r"لـ{0,3}\s?[«“”\"]([^«»“”\"]{2,30})[»”\"]\s?[:؛]")
_TOLD_REPORTER = re.compile(r"(?:گفت|می‌?\s?گوید|توضیح داد|اظهار|افزود|خبر داد|تأ?کید)")
_TALK = re.compile("تصريح|حديث|حوار|مقابل|لقاء|اتصال|سؤال|خص[ّ]? ")
_THAT = re.compile(r"\s(?:أن|إن|بأن|إنه|إنها|أنه|أنها)\s")
_TOLD_FA = re.compile(
    r"(?:^|[\s،؛])به ((?:[^\s،؛:.«»]+\s){1,4})(?=گفت|می‌?\s?گوید|توضیح|اظهار|خبر داد|اعلام کرد)"
)
_TOLD_MARKED_FA = re.compile(
    r"(?:به|با|پرسش) «([^«»]{2,25})» (?=(?:\S+ )?(?:گفت|می‌?گوید|اظهار|افزود|توضیح|خبر داد|تأ?کید))"
)
_TALKED_FA = re.compile(
    r"(?:گفت\W?و\W?گوی?|گفتگوی?|مصاحبه|پاسخ|پیامکی|پیامی|پاسخی|نامه‌ای) (?:\S+ )?(?:با|به) "
    r"((?:[^\s،؛:.«»]+[\s،:.]){1,4})"
)
_REPORTER = re.compile(r"(?:^|[\s،؛(])(?:خبرنگار|مراسل[ةه]?|لمراسل|موفد)\s((?:[^\s،؛:.«»()–—-]+[\s:]?){1,4})")
_REPORTER_OF_MARKED = re.compile(r"(?:خبرنگار|ل?مراسل[ةه]?)\s[«“\"]([^«»“”\"]{2,30})[»”\"]")
_ENDS = frozenset(
    map(key, ("گفت", "گفته", "از", "که", "در", "با", "رای", "را", "إن", "أن", "بأن", "عبر", "من", "في"))
)


LONGEST_BARE = 2
"""Words of the longest name behind a reporter that nothing else says to be an outlet's."""
_ADJECTIVE = re.compile("^ال|ي$|يه$")
"""Marks that are adjectives of other things too: الأداء الإعلامي."""


_LEARNT = re.compile("و?(?:علمت|استطلعت|رصدت)")
"""What an outlet does and hardly anybody else: علمت «الساحل» أن."""
_CLAUSE = re.compile(r"\s?(?:،\s?)?(?:[:؛]|[أإا]ن|بأن)")
"""What is said begins behind whom it is said to."""


def _is_body(name: str, reading: Reading) -> bool:
    """Whether a name begins as names of organisations and events do: one of them may be told things too."""
    first, language = look(name).keys[:1], reading.language
    heads = language.words("org-heads") | language.words("event-heads")
    kin = first and first[0] in language.words("place-firsts")
    return not first or bool(kin) or first[0] in heads or first[0].removeprefix("ال") in heads


def told_in_title(text: str) -> Iterator[Vote]:
    """``فلان لـ«الراصد»: …``: whom a title has somebody speak to."""
    for found in _TITLED.finditer(text):
        yield Vote(found[1], 1.0, found[0], told=True)


def told_in_arabic(text: str, reading: Reading) -> Iterator[Vote]:
    """``قال لـ«الراصد»``, ``في حديث إلى «الراصد»``, ``قال لسومر برس``."""
    say, marked = reading.language.words("speech-verbs"), _MARKED.search(text) is not None
    for found in _TOLD_AR.finditer(text) if marked else ():
        before = text[max(0, found.start() - 70) : found.start()]
        said = any(w.key in say or w.key.lstrip("وف") in say for w in words(before)) and not _THAT.search(
            before
        )
        to = found[0].lstrip("و").startswith("ل")
        if _TALK.search(before) or (said and to):
            heard = said and _CLAUSE.match(found[2]) is not None and not _is_body(found[1], reading)
            weight = ENOUGH if heard else 1.0
            yield Vote(found[1], weight, f"{before[-30:]}{found[0]}".strip(), slot=heard)
    for found in _RECEIVED.finditer(text) if marked else ():
        learnt = _LEARNT.match(found[0]) is not None and not _is_body(found[1], reading)
        yield Vote(found[1], ENOUGH if learnt else 1.0, found[0], slot=learnt)
    marks = reading.language.words("outlet-marks")
    yield from _told_headed(text, reading)
    if marks.isdisjoint(keys(text)):
        return
    found_words = words(text)
    for i, word in enumerate(found_words):
        if word.key not in marks or word.key.isdigit() or _ADJECTIVE.search(word.key):
            continue
        for j in range(i - 1, max(-1, i - 4), -1):
            if found_words[j].key[:1] == "ل" and _said_before(found_words[max(0, j - 5) : j], say):
                start = found_words[j].start + 1
                name = text[start : word.end].lstrip("ـ ")
                name = f"ا{name}" if name.startswith("ل") and found_words[j].key.startswith("لل") else name
                yield Vote(name, ENOUGH, text[found_words[max(0, j - 3)].start : word.end])
                break


_HEADS = ("إذاعة", "راديو", "تلفزيون", "قناة", "صحيفة", "جريدة", "وكالة", "موقع", "شبكة", "بوابة")
_HEADED = re.compile(rf"(?<![^\W\d_])(?:مع |إلى |ل)(?=(?:ال)?(?:{'|'.join(_HEADS)})\s)")


def _told_headed(text: str, reading: Reading) -> Iterator[Vote]:
    """``في مقابلة مع إذاعة وادي النيل``, ``وأضاف لإذاعة وادي النيل أن``."""
    for found in _HEADED.finditer(text) if any(map(text.__contains__, _HEADS)) else ():
        before = text[max(0, found.start() - 40) : found.start()]
        if not _said_before(words(before)[-5:], reading.language.words("speech-verbs")):
            continue
        name = name_at(stretch(text[found.end() : found.end() + 60]), 0, reading)
        if name and name.sure:
            yield Vote(name.text, 1.0, f"{before[-20:]}{found[0]}{name.text}".strip())


def _said_before(before: Iterable[object], say: frozenset[str]) -> bool:
    """Whether one of some words is a verb or a noun of speaking."""
    keys = [getattr(w, "key", "") for w in before]
    return any(k in say or k.lstrip("وف") in say or _TALK.search(k) for k in keys)


def told_in_persian(text: str, reading: Reading) -> Iterator[Vote]:
    """``به سهندپرس گفت``, ``در گفت‌وگو با رادیو پامیر``, ``در پاسخ به نیم‌روز``."""
    for pattern in (_TOLD_FA, _TALKED_FA):
        for found in pattern.finditer(text):
            name = _run(found[1], reading)
            if name and not _of_many(name, reading):
                yield Vote(name, _weight(name, reading), found[0].strip())
    for found in _TOLD_MARKED_FA.finditer(text) if "«" in text else ():
        yield Vote(found[1], 1.0 if of_everyday_words(found[1], reading) else ENOUGH, found[0], slot=True)


def _of_many(name: str, reading: Reading) -> bool:
    """Whether a name is a plural of an everyday word, to which somebody answers: در پاسخ به انتقاد ها گفت."""
    *before, last = look(name).keys
    plural = last in _PLURALS or (last.endswith(_PLURALS[0]) and of_everyday_words(last, reading))
    return plural and of_everyday_words(" ".join(before), reading)


_PLURALS = (key("ها"), key("های"))
_SPOKEN_TO = frozenset(map(key, ("رادیو", "تلویزیون", "آژانس")))


def _weight(name: str, reading: Reading) -> float:
    """A broadcaster or agency that speaks is the outlet itself; a newspaper may be another; other names need more."""
    first = look(name).keys[0]
    kind = reading.language.table("outlet-heads").get(first)
    if kind == "agency" or first in _SPOKEN_TO:
        return ENOUGH
    return ENOUGH if kind is None and head.is_outlet(name, reading.lang) else 1.0


def _run(text: str, reading: Reading) -> str:
    """The words up to the first that stands between names."""
    small, stops, kept = reading.language.words("small-words"), reading.language.words("outlet-stops"), 0
    for word in words(text):
        apart = kept and re.search(r"[()\[\]،:؛/*]", text[kept : word.start])
        if word.key in small or word.key in _ENDS or apart or (kept and word.key in stops):
            break
        kept = word.end
    return text[:kept]


_UNITS = frozenset(map(key, ("گروه", "سرویس", "حوزه", "بخش", "دفتر", "منطقه", "استان", "اعزامی")))


def _of_a_desk(name: str, reading: Reading) -> bool:
    """Whether words behind a reporter say of which desk he is, not of which outlet: حوزه سلامت، اجتماعی."""
    keys, desks = look(name).keys, reading.language.table("desks")
    if keys[0] in _UNITS or keys[0] in reading.language.words("not-reporters"):
        return True
    return all(k in desks or k in reading.language.words("section-words") for k in keys)


def of_reporters(text: str, reading: Reading) -> Iterator[Vote]:
    """``زنجان - خبرنگار سهندپرس:``, ``مراسل سومر برس``: the reporter of an outlet is its own."""
    for found in _REPORTER_OF_MARKED.finditer(text[:400]):
        yield Vote(found[1], ENOUGH, found[0], slot=True)
    for found in _REPORTER.finditer(text[:400]):
        name = _run(found[1], reading)
        closed = text[found.start(1) + len(name) :][:3].strip()[:1] in (":", "-", "–", "،") if name else False
        marked = [w for w in words(name) if head.is_outlet(name[: w.end], reading.lang)]
        if marked:
            yield Vote(name[: marked[-1].end], ENOUGH, found[0].strip())
        elif name and closed and found.start() < 40:
            yield Vote(name, ENOUGH, found[0].strip())
        elif name and len(words(name)) <= LONGEST_BARE:
            told = text[: found.start() + 1].rstrip().endswith(" به")
            said = _TOLD_REPORTER.match(text[found.start(1) + len(name) :].lstrip())
            slot = bool(told and said) and not _of_a_desk(name, reading)
            yield Vote(name, ENOUGH if slot else 1.0, found[0].strip(), slot=slot)
