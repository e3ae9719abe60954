"""The noun phrase that is the subject of a verb of saying: after it in Arabic, before it in Persian."""

from __future__ import annotations

from khulasa.rules.read.cue import Cue, foreign_particle, gap, stops, word_at
from khulasa.rules.read.subjects import is_role
from khulasa.rules.read.talk import SHORT, Talk

_REACH = 24
_OPENING = "«“\"„‘'("


def phrase_after(talk: Talk, cue: Cue) -> tuple[int, int, int]:
    """The noun phrase that follows a verb: first and last word, and how far a name in apposition may stand."""
    reading, words = talk.reading, talk.reading.words
    asides, ends = talk.words("speech-asides"), talk.words("speech-circumstance")
    that = talk.words("speech-complementizers")
    first = cue.last + 1
    if cue.kind == "according" and cue.last > cue.first - 1 and _owned(words[cue.last].key):
        return first, first - 1, first - 1
    while first < len(words) and _aside(words[first].key, asides) and _inside(talk, first):
        first += 1
    if " ".join(w.key for w in words[first : first + 2]) in talk.words("speech-through"):
        first += 2
    elif first < len(words) and cue.kind != "according" and _to_somebody(talk, first):
        return first, first - 1, first - 1
    last, reach = first - 1, first - 1
    comma = closed = False
    spoken = talk.words("speech-intransitive")
    takes = cue.kind in ("say", "attitude") and not {words[cue.first].key, words[cue.first].key[1:]} & spoken
    for i in range(first, min(first + _REACH, len(words))):
        key_ = words[i].key
        if (
            _ends_before(talk, i, cue)
            or (key_ in that and not foreign_particle(talk.reading.words, i))
            or key_ in ends
            or _occasion(talk, i)
        ):
            break
        placed = key_.startswith("بال") and key_ not in _DEPUTIES and cue.kind != "according"
        placed = placed and not any(
            n.first < i <= n.last for n in talk.between(words[first].start, words[i].start)
        )
        if placed and not (i > first and "،" in gap(reading, i)):
            break
        if _aside(key_, asides):
            if comma:
                break
            continue
        comma = comma or (i > first and "،" in gap(reading, i - 1))
        closed = closed or (takes and i > first and _object_of(talk, first, i))
        reach = i
        last = last if comma or closed else i
    while last > first and words[last].key in talk.words("speech-prepositions"):
        last -= 1
    return first, last, reach


def _object_of(talk: Talk, first: int, i: int) -> bool:
    """Verb first: whether the object of a verb begins at a word (استنكرت الوزارة نشر …, أبدى المدرب سعادته)."""
    words = talk.reading.words
    word, before = words[i].key, words[i - 1].key
    if word.endswith(("ته", "تها", "تهم")) and len(word) > SHORT + 2:
        return True
    if word.startswith(("ال", "وال")) or word in _INSIDE or not before.startswith("ال"):
        return False
    if before[2:] in talk.words("person-nouns") or before[2:] in talk.words("titles"):
        return False
    single = i == first + 1 and before[2:] in talk.words("organisation-nouns")
    return single or word.endswith(("ه", "ها", "هم")) or word in talk.words("common-words")


_INSIDE = frozenset(("في", "من", "باسم", "لشؤون", "بن", "ابن", "ابو", "عبد", "ذو", "علي"))
"""Words that go on with the name or the role of a subject."""
_DEPUTIES = frozenset(("بالنيابه", "بالوكاله", "بالانابه", "بالتكليف"))


def _owned(word: str) -> bool:
    """Whether an ending of somebody's closes a phrase (على حد قوله): it names nobody new."""
    return word.endswith(
        ("قوله", "قولها", "قولهم", "بيره", "بيرها", "بيرهم", "وصفه", "وصفها", "رايه", "رايها")
    ) or (word.endswith(("نظره", "نظرها", "قديره", "قديرها", "تقاده", "تقادها")))


def _aside(word: str, asides: frozenset[str]) -> bool:
    """Whether a word says how or when and not who: a listed one, or an indefinite accusative (مبتسما).

    Unlisted words that begin with مو, ما or مي are rather foreign names (موراتا, ماريا).
    """
    return word in asides or (
        word.endswith("ا") and len(word) > 4 and word[0] == "م" and word[1] not in "ويا"
    )


def _to_somebody(talk: Talk, i: int) -> bool:
    """Whether a word has the preposition of the one who is spoken to (لقاآني, للصحيفة)."""
    word = talk.reading.words[i]
    if any(n.first == i for n in talk.between(word.start, word.start + 1)):
        return False  # علي, the name
    if word.key.startswith("لل") or word.key in talk.words("speech-prepositions"):
        return True
    if talk.reading.text[word.start : word.start + 2] in _TO:
        return True
    if word.key[:1] not in ("ل", "ب"):
        return False
    names = talk.between(word.start + 1, word.end)
    nouns = talk.words("organisation-nouns", "person-nouns") | {""}
    return bool(names) or word.key[1:] in nouns


_TO = ("لأ", "لإ", "لآ")
"""Letters that begin a word with the preposition only (لأوراس برس)."""


def _occasion(talk: Talk, i: int) -> bool:
    """Whether ``في`` and an occasion of speech (بيان, لقاء) begin at a word."""
    words = talk.reading.words
    if words[i].key not in ("في", "عبر", "علي") or i + 1 >= len(words):
        return False
    return words[i + 1].key in talk.words("speech-occasions") or words[i + 1].key in talk.words(
        "statement-nouns"
    )


LONG_APPOSITION = 6


def apposition_end(talk: Talk, last: int, limit: int) -> int:
    """The last word of what stands in apposition after a noun phrase (محافظ المهرجان، نصر الدين مقراني، …).

    It is closed by a comma, or by the beginning of the speech; ``last`` where nothing stands in apposition.
    """
    reading, words = talk.reading, talk.reading.words
    if "،" not in gap(reading, last):
        return last
    ends, that = talk.words("speech-circumstance"), talk.words("speech-complementizers")
    barred = talk.words("speech-prepositions", "speech-when", "clause-marks")
    for i in range(last + 1, min(last + 2 + LONG_APPOSITION, len(words))):
        key_ = words[i].key
        opens = i == last + 1
        if (
            _ends_before(talk, i, None)
            or (key_ in that and not foreign_particle(talk.reading.words, i))
            or (key_ in ends and not opens)
            or (i > limit and not opens)
        ):
            return i - 1 if not opens else last
        if opens and (key_ in barred or key_ in ends or (talk.subject_first and key_ == "و")):
            return last
        if "،" in gap(reading, i):
            return i
    return last


def _inside(talk: Talk, i: int) -> bool:
    return not _ends_before(talk, i, None)


def _ends_before(talk: Talk, i: int, cue: Cue | None) -> bool:
    """Whether a clause, a quotation or another cue begins at word ``i``."""
    reading, words = talk.reading, talk.reading.words
    between = gap(reading, i - 1)
    if stops(reading, i - 1) or ":" in between:
        return True
    start = words[i].start
    if any(c in _OPENING for c in between) and _covered(talk, start):
        return True
    return bool(talk.cues_between(start, start + 1)) and (cue is None or start != cue.start)


def _covered(talk: Talk, start: int) -> bool:
    """Whether a quotation of more than two words begins at an offset."""
    if any(n.start == start for n in talk.between(start, start + 1)):
        return False
    return any(p.start == start and p.size > SHORT for p in talk.passages_between(start - 3, start + 1))


def phrase_before(talk: Talk, cue: Cue, floor: int) -> tuple[int, int, int]:
    """The noun phrase that begins the clause of a verb: first and last word, and the last word before the verb.

    Where the clause begins with something else (``در این نشست، …``), the phrase between its last comma and the verb.
    """
    words = talk.reading.words
    first = _skip_asides(talk, _clause_start(talk, cue, floor), cue.first)
    last = _phrase_end(talk, first, cue)
    if last < first < cue.first:
        comma = next(
            (i for i in range(cue.first - 1, first, -1) if "،" in gap(talk.reading, i - 1)), cue.first
        )
        start = _skip_asides(talk, comma, cue.first)
        people = talk.between(words[first].start, words[comma].start)
        end = _phrase_end(talk, start, cue)
        if end >= start and not any(n.kind == "person" and not n.governed for n in people):
            first, last = start, end
    return first, last, cue.first - 1


def _clause_start(talk: Talk, cue: Cue, floor: int) -> int:
    """Where the clause of a verb begins: after a quotation that opens it, after ``این را``, after a late ``اما``."""
    words, first = talk.reading.words, _after_dateline(talk, word_at(talk.reading.words, floor), cue)
    first = max(first, cue.first - LONGEST_CLAUSE)
    for passage in talk.passages_between(floor - 3, cue.start):
        if passage.depth == 0 and passage.size > SHORT and words[first].start >= passage.open:
            first = max(first, min(word_at(words, passage.close), cue.first))
    if words[first].key in talk.words("speech-addressed") and words[min(first + 1, cue.first)].key == "را":
        first += 2
    but = talk.words("speech-contrast")
    said = talk.passages_between(floor, cue.start)
    late = first - 1
    for i in range(cue.first - 1, first, -1):
        if words[i].key in but and not any(p.start <= words[i].start < p.end for p in said):
            late = i if _subject_at(talk, i + 1) else late
            break
    if late < first:
        late = _after_clause(talk, first, cue)
    if late < first:
        late = max(_after_semicolon(talk, first, cue), _after_copula(talk, first, cue))
    return late + 1 if late >= first and _phrase_end(talk, late + 1, cue) > late else first


def _after_clause(talk: Talk, first: int, cue: Cue) -> int:
    """The ``و`` between a clause with its verb and the next with its own person (فلان رفت و فلانی … می‌گوید)."""
    words = talk.reading.words
    for name in reversed(talk.between(words[first].start, cue.start)):
        at = name.first - 1
        if name.kind == "person" and not name.governed and at > first and words[at].key == "و":
            return at if words[at - 1].key in talk.words("clause-marks") else first - 1
    return first - 1


def _after_semicolon(talk: Talk, first: int, cue: Cue) -> int:
    """The last word before a semicolon that begins the clause of a verb; less than ``first`` where none does."""
    words = talk.reading.words
    for i in range(cue.first - 2, first - 1, -1):
        if "؛" in gap(talk.reading, i):
            named = any(
                n.kind == "person" and n.last == i for n in talk.between(words[first].start, words[i].end)
            )
            return i if _subject_at(talk, i + 1) and not named else first - 1
    return first - 1


def _after_copula(talk: Talk, first: int, cue: Cue) -> int:
    """The ``که`` after a clause about a thing (ماجرا این است که فلان گفت); less than ``first`` where none is."""
    words = talk.reading.words
    if words[first].key not in talk.words("speech-things") and words[first].key != "اين":
        return first - 1
    for i in range(first + 1, cue.first - 1):
        if words[i].key == "كه" and words[i - 1].key in _COPULAS:
            return i if not talk.cues_between(words[first].start, words[i].start) else first - 1
    return first - 1


_COPULAS = frozenset(("است", "بود", "نيست", "نبود"))


def _subject_at(talk: Talk, i: int) -> bool:
    """Whether no verb stands at a word, as it does after ``اما`` in the middle of a clause (دوست داشتیم اما نشد)."""
    word = talk.reading.words[i].key
    return word not in talk.words("clause-marks") and not word.startswith(
        ("نمي", "مي", "نشد", "نبود", "نكرد")
    )


LONGEST_CLAUSE = 120
"""Most words that are looked at before a verb: a sentence without end would be read anew for each of its verbs."""
DATELINE = 7
"""Most words of a dateline before its colon or dash."""


def _after_dateline(talk: Talk, first: int, cue: Cue) -> int:
    """The word after a dateline (زنجان - خبرنگار سهندپرس: …), which soon has a dash or a colon."""
    reading = talk.reading
    for i in range(min(first + DATELINE, cue.first - 1) - 1, first - 1, -1):
        between = gap(reading, i)
        if ":" in between and not any(c in _OPENING for c in between):
            return i + 1
        if i < first + 3 and between.strip() in ("-", "–", "—"):
            return i + 1
    return first


def _skip_asides(talk: Talk, first: int, end: int) -> int:
    """The first word that is no aside (``همچنین``, ``در همین رابطه``)."""
    words, asides = talk.reading.words, talk.words("speech-asides")
    while first < end:
        for length in (3, 2, 1):
            if words[first].key == "نخست" and words[min(first + 1, end)].key.startswith("وزير"):
                return first
            if first + length <= end and " ".join(w.key for w in words[first : first + length]) in asides:
                first += length
                break
        else:
            break
    return first


def _joins(talk: Talk, first: int, i: int) -> bool:
    """Whether ``و`` joins two words of a role or a name (وزیر راه و شهرسازی) rather than two clauses or people."""
    words = talk.reading.words
    around = (words[i - 1].key, words[i + 1].key if i + 1 < len(words) else "")
    if not is_role(talk, words[first].key) or any(w in talk.words("clause-marks") for w in around):
        return False
    return gap(talk.reading, i - 1).isspace() and not talk.between(words[i].start, words[i + 1].start + 1)


def _phrase_end(talk: Talk, first: int, cue: Cue) -> int:
    """The last word of a noun phrase that begins at a word; less than that where none does, or it is an object."""
    reading, words = talk.reading, talk.reading.words
    asides, ends = talk.words("speech-asides"), talk.words("speech-circumstance")
    last, joined = first - 1, 0
    for i in range(first, cue.first):
        if i == first + 1 and words[i].key == "از" and words[first].key in talk.words("speech-nobody"):
            continue
        joins = words[i].key == "و" and first < i and _joins(talk, first, i)
        if not joins and (words[i].key in ends or words[i].key in asides):
            break
        if i > first and _ends_before(talk, i, cue):
            break
        if i > first and gap(reading, i - 1).strip(" \u00a0\u0640«“\"„‘'»”’"):
            break
        joined = i + 1 if joins and not joined else joined
        last = i
    if first <= last and words[last + 1].key == "را":
        if first < joined < last:
            return joined
        return first + 1 if last >= first + 2 and is_role(talk, words[first].key) else first - 1
    return last
