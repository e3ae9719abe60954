"""Laying an article out as talk: what may be a statement, which cue belongs to it, who is named outside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from khulasa.model import Mention, Reading, Sentence
from khulasa.rules.read import marks, speech
from khulasa.rules.read.colons import after_colons, colon_cue, reporter_returns
from khulasa.rules.read.cue import Cue, gap, last_word_before, stops, word_at
from khulasa.rules.read.interviews import spoken
from khulasa.rules.read.marks import Marked
from khulasa.rules.read.talk import SHORT, Named, Passage, Place, Talk, size
from khulasa.text.fold import key

SHADDA = "\u0651"
"""A word with it is a verb (عبّر), not the preposition of the same letters (عبر)."""


def listen(reading: Reading) -> Talk:
    """The talk of an article: passages with their cues, and the names outside them."""
    first = reading.language.table("speech-grammar")["subject"] == "before"
    cues = tuple(speech.find(reading))
    pieces = [_ended(reading, p, cues, first) for p in marks.pairs(reading.text, reading.paragraphs)]
    exact = {(m.start, m.end) for m in reading.mentions}
    covers = [
        p
        for p in pieces
        if p.depth == 0 and size(reading, p.start, p.end) > SHORT and (p.start, p.end) not in exact
    ]
    outside = tuple(_outside(cues, covers))
    told = list(spoken(reading, outside))
    plain = tuple(
        sorted([*told, *_apart(after_colons(reading, pieces, covers, outside, first), told)], key=_open)
    )
    outside = tuple(_outside(outside, plain))
    named = tuple(_named(reading, [*covers, *plain]))
    quiet = Talk(
        reading, (), outside, named, first, _names(reading), _starts(outside), _starts(named),
        _starts(reading.sentences),
    )  # fmt: skip
    linked = _chained([_linked(quiet, _within(p, plain)) for p in pieces])
    passages = sorted([*plain, *linked], key=lambda p: (p.open, -p.close))
    heard = frozenset(outside)
    colons = [p.cue for p in passages if p.cue is not None and p.cue not in heard]
    lone = [
        _alone(reading, p) for p in passages if p.marked and p.cue is None and p.depth == 0 and p.size > SHORT
    ]
    everything = tuple(sorted({*outside, *colons, *lone}, key=lambda c: (c.start, c.end)))
    return replace(quiet, passages=tuple(passages), cues=everything, cue_starts=_starts(everything))


def _starts(found: Iterable[Cue | Named | Sentence]) -> Sequence[int]:
    """Where each begins."""
    return [one.start for one in found]


def _open(passage: Passage) -> int:
    return passage.open


def _apart(found: Iterable[Passage], told: Sequence[Passage]) -> Iterator[Passage]:
    """Passages that lie in none of the others."""
    for passage in found:
        at = bisect_right(told, passage.open, key=_open) - 1
        if not (at >= 0 and told[at].end > passage.open):
            yield passage


def _within(piece: Marked, plain: Sequence[Passage]) -> Marked:
    """A piece inside a statement without marks lies one deeper."""
    at = bisect_right(plain, piece.open, key=lambda p: p.open) - 1
    return replace(piece, depth=piece.depth + 1) if at >= 0 and piece.close <= plain[at].end else piece


def _alone(reading: Reading, passage: Passage) -> Cue:
    """A pseudo cue for a piece beside which no word of saying stands."""
    at = min(word_at(reading.words, passage.start), len(reading.words) - 1)
    return Cue(at, at, passage.open, passage.open, "alone")


def _ended(reading: Reading, piece: Marked, cues: Sequence[Cue], first: bool) -> Marked:
    """A piece whose closing mark is missing ends at the latest where the reporter's voice returns."""
    if piece.closed:
        return piece
    end = reporter_returns(reading, cues, piece.start, piece.end, first)
    end -= len(reading.text[piece.start : end]) - len(reading.text[piece.start : end].rstrip())
    return replace(piece, end=end, close=end) if end < piece.end else piece


def _chained(passages: Sequence[Passage]) -> list[Passage]:
    """Paragraphs of one statement share the cue that stands only after the last of them."""
    found = list(passages)
    for i in range(len(found) - 2, -1, -1):
        here, below = found[i], found[i + 1]
        if here.cue is None and not here.closed and below.continued and below.cue is not None:
            found[i] = replace(here, cue=below.cue, place="after")
    return found


def _names(reading: Reading) -> frozenset[str]:
    """Folded forms of the names of everything that this article names."""
    names = {key(m.text) for m in reading.mentions}
    return frozenset(names.union(key(n) for e in reading.entities for n in (e.name, *e.names)))


def _outside(cues: Iterable[Cue], pieces: Sequence[Marked | Passage]) -> Iterator[Cue]:
    """Cues that lie in none of the pieces."""
    spans = sorted((p.start, p.end) for p in pieces)
    for cue in cues:
        at = bisect_right(spans, (cue.start, 1 << 60)) - 1
        if at < 0 or spans[at][1] <= cue.start:
            yield cue


def _named(reading: Reading, pieces: Sequence[Marked | Passage]) -> Iterator[Named]:
    """Mentions of people and organisations of the body outside the pieces, in order."""
    spans = sorted((p.start, p.end) for p in pieces)
    for mention in sorted(reading.mentions, key=lambda m: (m.start, -m.end)):
        if mention.kind not in ("person", "organisation") or mention.start < reading.body:
            continue
        at = bisect_right(spans, (mention.start, 1 << 60)) - 1
        if at >= 0 and spans[at][1] > mention.start:
            continue
        first = max(last_word_before(reading.words, mention.start) + 1, 0)
        last = last_word_before(reading.words, mention.end)
        last = max(last, first)
        yield Named(
            mention.kind,
            mention.id,
            mention.text,
            mention.start,
            mention.end,
            first,
            last,
            _governed(reading, mention, first),
        )


def _governed(reading: Reading, mention: Mention, first: int) -> bool:
    """Whether the name is an object: a preposition or a noun that takes a name before it, or ``را`` after it."""
    words, text = reading.words, reading.text
    attached = text[words[first].start : mention.start]
    if attached.strip("وف ـ\"“«'") and any(c in "لبك" for c in attached):
        return True
    if mention.text.startswith("لل") and reading.lang == "ar":
        return True
    governors, titles = reading.language.words("speech-governors"), reading.language.words("person-nouns")
    prepositions = reading.language.words("speech-prepositions")
    titled = False
    for i in range(first - 1, max(first - 10, -1), -1):
        if gap(reading, i).strip(" \u00a0\u0640\"“”«»'‘’("):
            return False
        key = words[i].key
        bare = key[2:] if key.startswith("ال") else key
        if i == first - 1 and i > 0 and (words[i - 1].key, key) == ("به", "نام"):
            return False
        if (
            (titled or i == first - 1)
            and key in governors
            and SHADDA not in text[words[i].start : words[i].end]
        ):
            if key in _ACTS and (i == 0 or "\n" in gap(reading, i - 1) or not gap(reading, i - 1).isspace()):
                return False
            return key in prepositions or not _titled_before(reading, i, titles)
        if key[:1] in ("ل", "ب") and (key[1:] in titles or (key.startswith("لل") and key[2:] in titles)):
            return bare not in titles and not (key == "للفريق" and words[i + 1].key.startswith("ال"))
        titled = bare in titles
    return False


_ACTS = frozenset(("شكر", "هنا", "دعا", "طالب", "اتهم", "استقبل", "زار", "التقي"))
"""Verbs with an object: at the beginning of a clause the name after one is its subject."""


def _titled_before(reading: Reading, i: int, titles: frozenset[str]) -> bool:
    """Whether a title stands shortly before a governing word (مدير مكتب رئيس الوزراء فلان: the name is his)."""
    near = [w.key for w in reading.words[max(i - 2, 0) : i]]
    return any(k in titles or k.removeprefix("ال") in titles for k in near) and not stops(reading, i - 1)


# ------------------------------------------------------------------ which cue belongs to a marked piece


def _linked(talk: Talk, piece: Marked) -> Passage:
    """A marked piece with the cue that introduces or follows it."""
    cue, place = _link(talk, piece)
    return Passage(
        piece.open, piece.start, piece.end, piece.close, True, piece.depth, piece.closed, piece.continued,
        size(talk.reading, piece.start, piece.end), cue, place,
    )  # fmt: skip


def _link(talk: Talk, piece: Marked) -> tuple[Cue | None, Place]:
    reading = talk.reading
    sentence = talk.sentence(piece.open)
    ahead = reading.text[sentence.start : piece.open].rstrip("\u0640 \u00a0")
    colon = ahead.endswith((":", "："))
    floor = sentence.start
    if not ahead.strip(" وف\u00a0-–—"):
        floor, colon = _colon_above(reading, sentence.start)
    inside = talk.cues_between(floor, piece.open)
    ahead_of_it = [c for c in reversed(inside) if c.end <= piece.open]
    named = next(iter(ahead_of_it), None)
    passed = colon or (named is not None and named.kind == "naming" and _that_between(talk, named, piece))
    before = next((c for c in ahead_of_it if not passed or c.kind != "naming"), named)
    if colon:
        return (before, "colon") if before else (colon_cue(reading, piece.open), "colon")
    after = _after(talk, piece)
    if (
        before is not None
        and after is not None
        and after.kind == "according"
        and _unrelated(talk, before, piece)
    ):
        return after, "after"
    if before is None or (after is not None and after.kind in ("attitude", "naming") and talk.subject_first):
        return (after, "after") if after else (before, "before" if before else "none")
    return before, "before"


def _that_between(talk: Talk, cue: Cue, piece: Marked) -> bool:
    """Whether a word for ``that`` stands between a cue and a piece: what is said, no name (يدعى فلان أن «…»)."""
    words, that = talk.reading.words, talk.words("speech-complementizers")
    return any(w.key in that for w in words[cue.last + 1 : word_at(words, piece.open)])


def _unrelated(talk: Talk, cue: Cue, piece: Marked) -> bool:
    """Verb first: whether a verb stands far before a piece and no word for ``that`` leads from one to the other."""
    words, that = talk.reading.words, talk.words("speech-complementizers")
    at = word_at(words, piece.open)
    far = at - cue.last > SHORT + 2 and "،" in talk.reading.text[words[at - 1].end : piece.open]
    return far and not talk.subject_first and not any(w.key in that for w in words[cue.last + 1 : at])


def _colon_above(reading: Reading, start: int) -> tuple[int, bool]:
    """Where a quotation is a paragraph of its own: the last sentence above it, if that ends with a colon."""
    if not any(p.start == start for p in reading.paragraphs):
        return start, False
    above = reading.text[reading.body : start].rstrip()
    if not above.endswith(":"):
        return start, False
    at = bisect_right(reading.sentences, reading.body + len(above) - 1, key=lambda s: s.start) - 1
    return reading.sentences[at].start, True


def _after(talk: Talk, piece: Marked) -> Cue | None:
    """The cue that follows a marked piece: directly (Arabic), or at the end of its clause (Persian)."""
    reading, words = talk.reading, talk.reading.words
    following = word_at(words, piece.close)
    if following >= len(words):
        return None
    if (taken := _taken_up(talk, piece, following)) is not None:
        return taken
    end = talk.sentence(piece.close - 1).end
    rest = reading.text[piece.close : end]
    if not any(map(str.isalnum, rest)):
        end = _next_sentence(talk, piece)
    cue = next(iter(talk.cues_between(piece.close, end)), None)
    if cue is None:
        return None
    distance = cue.first - following
    if cue.kind == "according":
        return cue if distance <= SHORT else None
    between = reading.text[piece.close : cue.start]
    if talk.subject_first:
        near = 20 if cue.kind in ("say", "attitude") else 3
        return cue if distance <= near and not _speech_between(between) else None
    opening = " ".join(w.key for w in words[following : cue.first])
    return cue if (distance <= 1 or opening in talk.words("speech-thus")) and not cue.joined else None


def _taken_up(talk: Talk, piece: Marked, following: int) -> Cue | None:
    """A pseudo cue where words after a piece take it up: ``بهذه العبارة`` and a verb, or ``پاسخ فلان بود``."""
    reading, words = talk.reading, talk.reading.words
    if "\n" in reading.text[piece.close : words[following].start]:
        return None
    answers, thus = talk.words("speech-answers"), talk.words("speech-thus")
    separated = any(c in "،؛.–-" for c in reading.text[piece.end : words[following].start])
    for n in (2, 1):
        i = following + n
        if i + 1 < len(words) and " ".join(w.key for w in words[following:i]) in thus:
            return Cue(i, i, words[i].start, words[i].end, "say")
    for i in range(following, min(following + SHORT, len(words) - 1)):
        if separated and words[i].key in answers and gap(reading, i).isspace():
            return Cue(i, i, words[i].start, words[i].end, "according")
    return None


def _speech_between(text: str) -> bool:
    """Whether a quotation of more than a few words begins in a stretch of text."""
    for mark in ("«", "“"):
        for piece in text.split(mark)[1:]:
            inside, closed, _ = piece.partition("»" if mark == "«" else "”")
            if not closed or len(inside.split()) > SHORT + 2:
                return True
    return False


def _next_sentence(talk: Talk, piece: Marked) -> int:
    """The end of the sentence after a piece that ends its own, where that points back to it (این را … گفت)."""
    reading = talk.reading
    at = bisect_right(reading.sentences, piece.close - 1, key=lambda s: s.start)
    if at >= len(reading.sentences) or "\n" in reading.text[piece.close : reading.sentences[at].start]:
        return piece.close
    opening = reading.words[word_at(reading.words, reading.sentences[at].start)].key
    return reading.sentences[at].end if opening in talk.words("speech-addressed") else piece.close
