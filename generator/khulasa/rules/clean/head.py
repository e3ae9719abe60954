"""What the lines above an article are: words of its text, paths, sections, outlets, people, places, kickers."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from khulasa import languages
from khulasa.model import Lang, Line, Page
from khulasa.rules.clean.lines import Look, look, signs, zones
from khulasa.rules.read.dictionary import everyday
from khulasa.text.fold import key
from khulasa.text.memo import Memo

LEAD_WORDS = 110
"""Words of the body with which a line of the head is compared."""

_PATH = re.compile(r"\s*(?:::|[|»›>→⟩•·/\\]|&gt;)\s*|\s+[-–—ـ]\s+|\s*ـ\s+")
_STRONG_PATH = re.compile(r"::|[|›>→⟩\\]|&gt;|\s[»/•·]\s")
_SPACED = re.compile(r"\s{2,}|\t")
_OPENS = re.compile(r"\s*[؛:;،]\s*$")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")


@lru_cache(maxsize=50_000)
def stem(word: str, lang: Lang) -> str:
    """The first letters of a folded word without article and clitics: enough to tell whether two lines share it."""
    if lang == "ar":
        for before in ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف"):
            if word.startswith(before) and len(word) - len(before) >= 3:
                word = word[len(before) :]
                break
    return word[:4]


_LOOSE = frozenset(map(key, ("های", "هایی", "ترین")))
"""Persian endings that may stand apart."""


def content(seen: Look, lang: Lang) -> tuple[str, ...]:
    """The stems of the words of a line that say what it is about."""
    return tuple(filter(None, map(_content_stems(lang).__getitem__, seen.keys)))


@cache
def _content_stems(lang: Lang) -> Memo[str, str]:
    """The stem of each folded word; empty for one that says nothing by itself."""
    small = languages.load(lang).words("function-words") | (_LOOSE if lang == "fa" else frozenset())
    return Memo(lambda k: "" if len(k) < 3 or k in small or k.isdigit() else stem(k, lang))


@lru_cache(maxsize=4)
def lead(page: Page) -> frozenset[str]:
    """The stems of the first words of the body."""
    found: list[str] = []
    for line in page.lines[zones(page).first :]:
        if look(line.text).prose:
            found += content(look(line.text), page.lang)
        if len(found) >= LEAD_WORDS:
            break
    return frozenset(found[:LEAD_WORDS])


def shared(seen: Look, page: Page) -> tuple[int, float]:
    """How many content words of a line the body's first words hold, and which part of them."""
    own, first = content(seen, page.lang), lead(page)
    hits = sum(s in first for s in own)
    return hits, hits / len(own) if own else 0.0


def pieces(text: str) -> list[str]:
    """The pieces of a line between signs of a path."""
    return [p for p in _PATH.split(text) if p.strip()]


def of_sections(seen: Look, lang: Lang) -> bool:
    """Whether a line is made of words of which names of sections are made."""
    names = languages.load(lang).words("section-words")
    return 0 < len(seen.keys) <= 8 and all(
        k in names or (lang == "ar" and k.removeprefix("ال") in names) for k in seen.keys
    )


def is_path(seen: Look, lang: Lang) -> bool:
    """Whether a line is short names with signs of a path between them: نقل › مترو."""
    found = [p for part in _SPACED.split(seen.text) for p in pieces(part)]
    if len(found) < 2 or len(seen.keys) > 14 or seen.stop:
        return False
    if any(len(look(p).keys) > 4 for p in found):
        return False
    if len(_SPACED.split(seen.text)) > 2:
        return True
    places = languages.load(lang).words("places")
    known = (of_sections(look(p), lang) or " ".join(look(p).keys) in places for p in found)
    return bool(_STRONG_PATH.search(seen.text)) or any(known)


def is_foreign(seen: Look) -> bool:
    """Whether a line of words has no Arabic letter."""
    return bool(seen.keys) and not _ARABIC.search(seen.text)


def is_person(seen: Look, lang: Lang) -> bool:
    """Whether a short line is a person's name: a given name first, and nothing that stands in sentences."""
    language = languages.load(lang)
    if not 2 <= len(seen.keys) <= 4 or seen.ended:
        return False
    given, doubtful = language.words("given-names"), language.words("doubtful-names")
    family = language.words("family-names")
    small, joins = language.words("small-words"), language.words("function-words")
    if any(k in small or k in joins or k.isdigit() for k in seen.keys):
        return False
    return seen.keys[0] in given or (
        seen.keys[0] in doubtful and (seen.keys[-1] in family or seen.keys[-1] in given)
    )


_SEEN_AT = frozenset(
    map(
        key,
        ("خلال", "أثناء", "لدى", "عقب", "أمام", "داخل", "برفقة", "يتوسط", "في", "در", "هنگام", "کنار", "حین"),
    )
)
"""Where and with whom a picture shows a person."""
_WHICH = re.compile(r"\s*\([^()]{2,20}\)\s*")
"""Which of several a person is: (وسط)."""
_TALKS = re.compile(r"[:؛;؟!«“\"]|\.\.")
_DONE = {
    "ar": ("past-verbs", "speech-verbs", "common-verbs"),
    "fa": ("past-verbs", "speech-verbs", "finite-ends"),
}


def shows_person(seen: Look, lang: Lang) -> bool:
    """Whether a line is a caption: a person's name, a role or where it was, and no verb: سامي عاشور مدير الميناء."""
    seen = look(_WHICH.sub(" ", seen.text))
    if not 4 <= len(seen.keys) <= 14 or seen.ended or _TALKS.search(seen.text):
        return False
    language = languages.load(lang)
    n = next((n for n in (4, 3, 2) if _is_name(seen, n, lang)), 0)
    if not n:
        return False
    rest = seen.keys[n:]
    verbs = languages.together(lang, *_DONE[lang])
    told = any((k in verbs and k not in _SEEN_AT) or (lang == "fa" and k.startswith("مي")) for k in rest)
    return not told and bool(rest) and (rest[0] in language.words("roles") or rest[0] in _SEEN_AT)


def _is_name(seen: Look, n: int, lang: Lang) -> bool:
    """Whether the first n words of a line are a person's name."""
    if n >= len(seen.keys) or any(
        mark in seen.text[seen.words[0].end : seen.words[n - 1].start] for mark in "،,"
    ):
        return False
    first = look(seen.text[: seen.words[n - 1].end])
    names = languages.together(lang, "given-names", "family-names", "name-particles")
    plain = (k for k in first.keys[1:] if k not in names)
    return is_person(first, lang) and not any(k in _SEEN_AT or everyday(lang, k) for k in plain)


_LOGO = re.compile(r"^\s*(?:نماد سایت|لوگوی? سایت|لوگوی?|شعار موقع|شعار صحيفة)\s")
_GLUED = re.compile("\\w{2}(?:نیوز|نيوز|\u200cپرس|\u200cآنلاین)$")
"""Endings by which one word is an outlet's name."""
_ON_LINE = key("لاين")
_MAGAZINE, _NEWS_OF = key("مجله"), key("أنباء")


def without_logo(text: str) -> str:
    """A name without the words that say what picture of the page shows it."""
    return _LOGO.sub("", text)


def is_outlet(text: str, lang: Lang) -> bool:
    """Whether a short piece names a news outlet: by a head, by a mark (نيوز، پرس), or by a list."""
    text = without_logo(text)
    keys = look(text).keys
    language = languages.load(lang)
    if not 1 <= len(keys) <= 5:
        return False
    if _GLUED.search(text.rstrip()) and len(keys) == 1:
        return True
    if " ".join(keys) in language.table("outlets") or _quoted_behind_head(text, lang):
        return True
    marks = language.words("outlet-marks")
    heads = language.table("outlet-heads")
    n = next((n for n in (4, 3, 2, 1) if " ".join(keys[:n]) in heads), 1)
    if len(keys) > n and heads.get(" ".join(keys[:n]), "group") not in ("group", "press"):
        return keys[0] != _MAGAZINE or not of_sections(look(text), lang)
    marked = (keys[-1] in marks and not keys[-1].isdigit()) or keys[0] == _NEWS_OF
    marked = marked or (len(keys) > 2 and keys[-1] == _ON_LINE)
    return (
        len(keys) > 1
        and marked
        and not (of_sections(look(text), lang) or keys[0] in language.words("label-words"))
    )


_QUOTED = re.compile(r"\s*([^«»“”\"]+?)\s*[«“\"]([^«»“”\"]{2,40})[»”\"]\s*")


_APART = re.compile(r"\s*[|–—]\s*|\s-\s")
KIND = 10
"""Words of the longest line in which an outlet says of what kind it is."""


def named_with_kind(text: str, lang: Lang) -> str:
    """The outlet in a line that goes on with what kind of outlet it is: ملعب الخليج | صحيفة رياضية; else empty."""
    name, _, kind = _APART.sub("|", text.strip(), count=1).partition("|")
    seen, below = look(name), look(kind)
    if not 1 <= len(seen.keys) <= 4 or not 2 <= len(below.keys) <= KIND or below.ended:
        return ""
    heads, marks = languages.load(lang).table("outlet-heads"), languages.load(lang).words("outlet-marks")
    n = next((n for n in (3, 2, 1) if n < len(below.keys) and " ".join(below.keys[:n]) in heads), 0)
    group = heads.get(" ".join(below.keys[:n]), "press") in ("group", "press")
    if not n or (group and below.keys[n] not in marks):
        return ""
    told = languages.together(lang, *_DONE[lang])
    return "" if of_sections(seen, lang) or any(k in told for k in below.keys[n:]) else name.strip()


def _quoted_behind_head(text: str, lang: Lang) -> bool:
    """Whether a piece is a word for a kind of outlet and a name in quotation marks: بوابة «الدلتا»."""
    found = _QUOTED.fullmatch(text)
    head = " ".join(look(found[1]).keys) if found else ""
    return languages.load(lang).table("outlet-heads").get(head, "press") != "press"


PREPOSITIONS = frozenset(map(key, ("في", "على", "مع", "من", "در", "با", "به", "از", "برای", "بر")))
TWO_PARTS = re.compile(r"\w[»”\")]?\s*(?:\.\.+|…|[؛:|])\s*[«“\"(]?\w")


def opens_title(seen: Look, lang: Lang) -> bool:
    """Whether a line is a kicker by its end (؛ ، :) or by how it begins or ends (خبر داد، على هامش)."""
    language = languages.load(lang)
    if _OPENS.search(seen.text):
        return True
    if len(seen.keys) > 5 and TWO_PARTS.search(seen.text):
        return False
    ends, begins = language.words("kicker-endings"), language.words("kicker-openers")
    if len(seen.keys) <= 9 and any(" ".join(seen.keys[-n:]) in ends for n in (1, 2, 3)):
        return True
    if 1 < len(seen.keys) <= 4 and seen.keys[0] in PREPOSITIONS:
        return True
    return len(seen.keys) <= 8 and any(" ".join(seen.keys[:n]) in begins for n in (1, 2, 3))


def is_label(line: Line, page: Page) -> bool:
    """Whether a line of the head is surely no title and no text: path, section, site, person, other script."""
    seen = look(line.text)
    if is_foreign(seen) or is_path(seen, page.lang):
        return True
    if opens_title(seen, page.lang):
        return False
    if of_sections(seen, page.lang) or is_signed(seen, page.lang) or masthead(seen, page.lang):
        return True
    if is_person(seen, page.lang) or is_outlet(line.text, page.lang):
        return True
    return " ".join(seen.keys) in languages.load(page.lang).words("places") or is_site(line.text, page)


def is_place(text: str, lang: Lang) -> bool:
    """Whether a piece of a line is a place of the lists; where pieces stand alone also one that means more."""
    name, language = " ".join(look(text).keys), languages.load(lang)
    return name in language.words("places") or name in language.words("places-cued")


DASHED = re.compile(r"\s+[-–—ـ]{1,3}\s*|[-–—ـ]{1,3}\s+|\s*(?:[/_]|\|{1,2})\s*")


def is_signed(seen: Look, lang: Lang) -> bool:
    """Whether a line is short names between dashes or slashes, one of them a person's, an outlet's or a place's.

    ``حماة ـ صوت النهر ـ جهاد ياسين``; of two names both must be known.
    """
    found = [p for p in DASHED.split(seen.text) if p.strip()]
    if not 2 <= len(found) <= 4 or seen.ended or any(len(look(p).keys) > 4 for p in found):
        return False
    language = languages.load(lang)
    small = language.words("small-words")
    if any(k in small or k.isdigit() for k in seen.keys):
        return False
    looks = [look(p) for p in found]
    people = [p for p in looks if is_person(p, lang)]
    known = [p for p in looks if p in people or is_place(p.text, lang) or is_outlet(p.text, lang)]
    desks = language.words("outlet-lines")
    desk = [p for p in looks if p not in known and any(k in desks for k in p.keys)]
    if len(found) == 2:
        short = len(looks[0].keys) <= 2 and (looks[1] in people or len(looks[1].keys) == 1)
        placed = short and (looks[1] in people or is_place(looks[0].text, lang))
        return (len(known) + len(desk) == 2 and len(known) > 0) or placed
    return bool(people) or len(known) + len(desk) >= 2


_EDITOR = re.compile("رئيس (?:مجلس الإدارة|التحرير)|مدير التحرير|سردبیر|مدیر ?‌?مسئول|صاحب امتیاز")


def masthead(seen: Look, lang: Lang) -> str:
    """The outlet in a line that names it and its editor; empty where a line is no masthead."""
    editor = _EDITOR.search(seen.text)
    headed = bool(seen.keys) and seen.keys[0] in languages.load(lang).words("outlet-heads")
    return seen.text[: editor.start()].strip(" :-–|،") if editor and headed and not seen.stop else ""


def is_site(text: str, page: Page) -> bool:
    """Whether a line begins with a name that the page repeats as its own: in notices, or as who is told."""
    name = " ".join(look(_TAGLINE.split(text)[0]).keys)
    if not name or len(name.split()) > 4 or len(look(text).keys) > 8 or of_sections(look(text), page.lang):
        return False
    return f" {name} " in _owners(page)


_TAGLINE = re.compile(r"\s*[|،,–—:]\s*|\s-\s")
_TOLD = re.compile(r"(?:^|\s)و?لـ?[«\"“]([^«»\"”]{2,30})[»\"”]|[«\"“]([^«»\"”]{2,30})[»\"”]\s*©")
_REPORTED = re.compile(r"(?:به گزارش|خبرنگار|مراسل|لمراسل) ((?:\S+ ?){1,5})|(?:^| )به ((?:\S+ ){1,3})گفت")
_OWN = frozenset({"copyright", "app", "newsletter", "disclaimer", "follow"})


@lru_cache(maxsize=4)
def _owners(page: Page) -> str:
    """Folded words of notices of rights and invitations, of ``به گزارش``, and of who is told (``قال لـ«الراصد»``)."""
    found: list[str] = []
    for line in page.lines:
        text = " ".join(look(line.text).keys)
        if "©" in line.text or any(s.kind in _OWN for s in signs(line.text, page.lang)):
            found.append(text)
        found += [" ".join(look(m[1] or m[2]).keys) for m in _TOLD.finditer(line.text)]
        found += [m[1] or m[2] for m in _REPORTED.finditer(text)]
    return f" {' | '.join(found)} "
