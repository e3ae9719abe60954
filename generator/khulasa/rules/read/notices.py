"""Outlets named in lines that are no part of the text: copyright, source, the title with the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from khulasa.model import Reading, Removal, Word
from khulasa.rules.clean.lines import signs
from khulasa.rules.read.claims import Claim
from khulasa.rules.read.credits import Name, Piece, name_at, piece
from khulasa.text.fold import key
from khulasa.text.words import words


def owner_of_rights(reading: Reading) -> Iterable[Claim]:
    """The copyright notice names the outlet."""
    for removed in reading.document.removed:
        if not _is_notice(removed, reading):
            continue
        parts = [p for p in _PARTS.split(removed.text) if _of_rights(p, reading)]
        if sure := next((n for p in parts for n in _named(p, reading)), None):
            yield Claim(sure, True, removed.text, own=True)
            return
        guess = next((n for p in parts if (n := _unnamed(p, reading))), None)
        if guess:
            yield Claim(_without_to(guess, removed.text), True, removed.text)
            return


def _named(part: str, reading: Reading) -> Iterator[str]:
    """Outlets in a part of a notice that are known by head, list or quotation marks."""
    generic, heads = reading.language.words("rights-words"), reading.language.words("outlet-heads")
    where, after = piece(part), 0
    for i, word in enumerate(where.words):
        bare = word.key.removeprefix("لل").removeprefix("ل")
        if word.start < after or (word.key in generic and bare not in heads):
            continue
        found = name_at(where, i, reading, strong=True)
        if found and found.kind not in ("bare", "many") and not _goes_on(where, i, found, reading):
            name = _cut(found.text, generic - heads)
            if name and not _all_heads(name, reading):
                yield name
        after = found.end if found else after


def _goes_on(where: Piece, at: int, found: Name, reading: Reading) -> bool:
    """Whether a listed word is the end of a longer name that no list knows: الضفاف [اليوم]."""
    if at == 0 or len(words(found.text)) > 1 or where.words[at].start != found.start:
        return False
    before = where.words[at - 1]
    free = before.key not in reading.language.words("rights-words") and not before.key.isdigit()
    return free and before.key[:1] != "ل" and not where.text[before.end : found.start].strip()


def _cut(name: str, generic: frozenset[str]) -> str:
    """A name up to the first word of notices: خبرگزاری نسیم [محفوظ است]."""
    ends = (w.start for w in words(name) if w.key in generic or _YEAR.fullmatch(w.key))
    return name[: next(ends, len(name))].strip(" -–—،")


_YEAR = re.compile(r"(?:13|14|19|20)\d\d")


def _all_heads(name: str, reading: Reading) -> bool:
    """Whether a name is nothing but words for outlets: الموقع الإخباري."""
    return all(w.key in reading.language.words("outlet-heads") or w.key == _NEWSY for w in words(name))


def _unnamed(part: str, reading: Reading) -> str | None:
    """The one stretch of a part of a notice that is no word of notices, or the one beside the sign or the year."""
    runs = [
        run
        for run in _runs_of_names(part, reading.language.words("rights-words"))
        if not _all_heads(run[0], reading)
    ]
    beside = [run for run, sign in runs if sign] or ([runs[0][0]] if len(runs) == 1 else [])
    short = beside and len(words(beside[0])) <= 5 and not words(beside[0])[0].key.startswith("لل")
    return beside[0] if short else None


_NEWSY = key("خبری")
_PARTS = re.compile(r"\s*[|•●]\s*")


def _of_rights(part: str, reading: Reading) -> bool:
    """Whether a part of a notice between bars speaks of rights, not of codes or addresses."""
    if "©" in part or any(s.kind == "copyright" for s in signs(part, reading.lang)):
        return True
    return any(w.key in _RIGHTS for w in words(part)) or not signs(part, reading.lang)


_RIGHTS = frozenset(map(key, ("الحقوق", "حقوق", "محفوظة", "محفوظ", "copyright", "rights")))


def _without_to(name: str, text: str) -> str:
    """A name without ل where the notice says that the rights are kept for it: محفوظة لرؤية نت."""
    return name[1:] if name.startswith("ل") and re.search(rf"محفوظ[ةه]?\s+{re.escape(name)}", text) else name


def _is_notice(removed: Removal, reading: Reading) -> bool:
    """Whether a removed line is a copyright notice, whichever rule removed it."""
    if removed.rule == "copyright_notice" or "©" in removed.text:
        return True
    return any(s.kind == "copyright" for s in signs(removed.text, reading.lang))


def _runs_of_names(text: str, generic: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Stretches of a notice that are left when words of notices, numbers and signs are taken away.

    With each, whether the sign of rights or the year stands beside it.
    """
    found = words(text)
    free = [w.key not in generic and not w.key.isdigit() for w in found]
    for alike, group in groupby(range(len(found)), key=lambda i: free[i]):
        for run in _unbroken(text, found, list(group)) if alike else ():
            start, end = found[run[0]].start, found[run[-1]].end
            before = found[run[0] - 1].start if run[0] else 0
            after = found[run[-1] + 1].end if run[-1] + 1 < len(found) else len(text)
            yield text[start:end], bool(_SIGN.search(text[before:start]) or _SIGN.search(text[end:after]))


def _unbroken(text: str, found: tuple[Word, ...], group: list[int]) -> Iterator[list[int]]:
    """A stretch of words in parts without a sign inside."""
    run = group[:1]
    for i in group[1:]:
        if re.search("[.|،,–—؛:«»]", text[found[i - 1].end : found[i].start]):
            yield run
            run = []
        run.append(i)
    yield run


_SIGN = re.compile(r"©|(?:19|20)\d\d|(?:١٩|٢٠)[٠-٩]{2}|(?:۱۳|۱۴|۲۰)[۰-۹]{2}|(?:13|14)\d\d|[Cc]opyright")


def site_in_title_line(reading: Reading) -> Iterable[Claim]:
    """The title stands on the page once more with the name of the site behind it."""
    for removed in reading.document.removed:
        if removed.rule == "title_with_site":
            yield Claim(removed.evidence.strip(), True, removed.text)


def institution_itself(reading: Reading) -> Iterable[Claim]:
    """The institution whose name heads the page, or signs with its press office, is the publisher."""
    for removed in reading.document.removed:
        signed = removed.rule == "office_below_text" and removed.evidence != removed.text
        if removed.rule == "institution_above_title" or signed:
            yield Claim(removed.evidence, True, removed.text, own=not signed)
            return


def press_release(reading: Reading) -> Iterable[Claim]:
    """Of what is given to the press the publisher is the institution with which the text begins."""
    lines = [r.text for r in reading.document.removed]
    title = reading.document.title
    lines += [title.text.partition(":")[0]] if ":" in title.text and not title.derived else []
    release = next((text for text in lines if _to_the_press(text, reading)), None)
    if release is None or not reading.paragraphs:
        return
    where = piece(reading.text[reading.paragraphs[0].start : reading.paragraphs[0].end][:200])
    heads = reading.language.words("org-heads")
    at = next((i for i, w in enumerate(where.words[:4]) if w.key.removeprefix("ال") in heads), None)
    name = _institution_at(where, at, reading) if at is not None else ""
    if name:
        yield Claim(name, True, f"{release} … {name}")


def _to_the_press(text: str, reading: Reading) -> bool:
    """Whether a line says that what it stands with is given to the press."""
    keys = " ".join(w.key for w in words(text))
    return any(
        keys == given or keys.startswith(f"{given} ") for given in reading.language.words("press-releases")
    )


_NAME_ENDS = re.compile(r"[،,.:؛()\n]")


def _institution_at(where: Piece, at: int, reading: Reading) -> str:
    """The name that begins at a word: to the next sign, else to its mark of quotation, else to a small word."""
    start, text = where.words[at].start, where.text
    quoted = re.match(r"[^\s«]+\s«[^»]{2,40}»", text[start:])
    stops = reading.language.words("small-words") | reading.language.words("outlet-stops")
    end = where.words[at].end
    for word in where.words[at + 1 : at + LONGEST_NAME]:
        if _NAME_ENDS.search(text[end : word.start]):
            return text[start:end]
        if word.key in stops:
            return quoted[0] if quoted else text[start:end]
        end = word.end
    return quoted[0] if quoted else ""


LONGEST_NAME = 9
"""Words of the longest name of an institution at the beginning of a statement to the press."""


def named_source(reading: Reading) -> Iterable[Claim]:
    """A line below the article names its source, or is the name of an agency: it is credited."""
    for removed in reading.document.removed:
        if removed.rule in ("short_line_below", "after_the_end", "label_below_title"):
            yield from _lone_agency(removed, reading)
        if removed.rule == "source_line":
            rest = _behind_label(removed.text, reading)
            for part in re.split(r"[،,+|/]|\s[-–]\s", rest):
                found = name_at(piece(part), 0, reading, strong=True)
                if found and found.kind != "many":
                    yield Claim(found.text, False, removed.text)
                elif found is None and 0 < len(words(part)) <= 4 and "http" not in part:
                    yield Claim(part.strip(' .()«»"'), False, removed.text)


def _behind_label(text: str, reading: Reading) -> str:
    """What stands behind the words that name a source."""
    if ":" in text:
        return text.partition(":")[2]
    sign = next((s for s in signs(text, reading.lang) if s.kind == "source"), None)
    return sign.rest if sign else text


def _lone_agency(removed: Removal, reading: Reading) -> Iterator[Claim]:
    """An agency that is a line by itself, or in brackets: رويترز."""
    where = piece(removed.text.strip(" ()[]./"))
    found = name_at(where, 0, reading) if 0 < len(where.words) <= 5 else None
    whole = found is not None and found.end == len(where.text)
    if found and whole and found.kind in ("agency", "foreign"):
        yield Claim(found.text, False, removed.text)
