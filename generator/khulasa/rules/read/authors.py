"""Whose words a statement, a letter or a report passes on: the rules for what is written and what is handed on."""

from __future__ import annotations

from dataclasses import replace

from khulasa.rules.read.clauses import subject
from khulasa.rules.read.cue import gap, stops, word_at
from khulasa.rules.read.phrases import phrase_after
from khulasa.rules.read.subjects import Turn, Voice, agrees, by_common_noun, by_role, evidence, voice_of

LONG_AUTHOR = 8
"""Most words from a word for a statement to the end of the name of its author."""


def author_of_statement(turn: Turn) -> Voice | None:
    """A statement, letter or post speaks for the one who is named after it (در بیانیه X آمده است)."""
    at = _statement(turn)
    if at is None:
        return None
    author = _author(turn, at) or _owner(turn, at) or _issuer(turn, at)
    if author is not None:
        return author
    talk, words = turn.talk, turn.talk.reading.words
    if not words[at].key.startswith("ال") and not talk.subject_first:
        return None
    return _issued_before(turn, at)


def _statement(turn: Turn) -> int | None:
    """Index of the word for a statement that speaks at a cue."""
    talk, words = turn.talk, turn.talk.reading.words
    nouns = talk.words("statement-nouns")
    passive = turn.cue.kind == "passive"
    if turn.first > turn.last and not passive:
        return None
    low = word_at(words, talk.sentence(turn.cue.start).start) if passive else turn.first
    high = (turn.cue.first if talk.subject_first else turn.cue.last + 8) if passive else turn.first + 1
    for i in range(low, min(high, len(words))):
        if words[i].key in nouns:
            named = any(n.kind == "person" for n in talk.between(words[i].start, words[i].end))
            inner = i + 1 < len(words) and words[i + 1].key in nouns and gap(talk.reading, i).isspace()
            return None if named else i + inner
    return None


def _author(turn: Turn, at: int) -> Voice | None:
    """Who is named after a word for a statement, before the statement itself begins."""
    talk, words = turn.talk, turn.talk.reading.words
    that, pronouns = talk.words("speech-complementizers"), talk.words("speech-pronouns")
    for i in range(at + 1, min(at + LONG_AUTHOR, len(words))):
        if stops(talk.reading, i - 1) or ":" in gap(talk.reading, i - 1) or words[i].key in that:
            return None
        if words[i].key in pronouns or (talk.subject_first and i >= turn.cue.first):
            return None
        for name in talk.between(words[i].start, words[i].end):
            return voice_of(turn, name)
        if (common := by_common_noun(turn, words[i].key)) is not None:
            return replace(voice_of(turn, common), text=talk.reading.text[words[at].start : words[i].end])
    return None


def _owner(turn: Turn, at: int) -> Voice | None:
    """Whose statement it is by its ending (وجاء في بيانها): the subject of the sentence, else who spoke last."""
    talk, word = turn.talk, turn.talk.reading.words[at]
    if talk.subject_first or turn.cue.kind != "passive" or word.key.startswith("ال"):
        return None
    if not word.key.endswith(("ه", "ها", "هم")) or _unowned(talk.words("statement-nouns"), word.key):
        return None
    if turn.here:
        voice = turn.here[-1][1]
    else:
        found = subject(turn, talk.sentence(turn.cue.start), turn.cue.start)
        if found is None and turn.past:
            found = turn.past[-1]
        if found is None or not found.text:
            return None
        voice = found
    other = "m" if word.key.endswith("ها") else "f"
    if voice.gender == other and word.key not in _OF_TEXTS:
        return None
    return replace(voice, evidence=f"{voice.text} … {evidence(turn, word.start, word.end)}")


_OF_TEXTS = frozenset(("منطوقه", "حيثياته", "نصه", "متنه", "مضمونه"))
"""What belongs to a judgement or a letter that was read out."""


def _unowned(nouns: frozenset[str], word: str) -> bool:
    """Whether the ending of a noun is the feminine one and nobody's (رسالة, تدوينة)."""
    return word.endswith("ه") and "ال" + word in nouns


def _issuer(turn: Turn, at: int) -> Voice | None:
    """Who issued a statement though no rule of names knows them (بلاغ نشره فلان, بیانیهٔ فلان آمده است)."""
    talk, words = turn.talk, turn.talk.reading.words
    if turn.cue.kind != "passive":
        return None
    first = at + 1
    if not talk.subject_first:
        issued = talk.words("speech-issued")
        if first + 1 >= len(words) or words[first].key not in issued or stops(talk.reading, at):
            return None
        first += 1 + (words[first + 1].key == "عن")
    last = _phrase_of_issuer(turn, first)
    if last < first or (talk.subject_first and last + 1 != turn.cue.first):
        return None
    start, end = words[first].start, words[last].end
    shown = evidence(turn, start, end)
    return Voice(None, talk.reading.text[start:end], start, end, "organisation", "", shown)


def _phrase_of_issuer(turn: Turn, first: int) -> int:
    """The last word of the name that begins at a word; less than that where none does."""
    talk, words = turn.talk, turn.talk.reading.words
    ends = talk.words("speech-circumstance", "speech-prepositions")
    barred = ends | talk.words("speech-pronouns", "speech-complementizers") | {"خود", "اين", "ان"}
    last = first - 1
    for i in range(first, min(first + LONG_AUTHOR, len(words))):
        key_ = words[i].key
        if key_ in barred or words[i].start >= turn.cue.start > words[first].start or key_ in _HANDED_ON:
            break
        if i > first and gap(talk.reading, i - 1).strip(' \u00a0«»"“”'):
            break
        last = i
    return last


_HANDED_ON = frozenset(("تلقت", "تلقي", "وصلت", "وصل", "حصلت", "حصل", "اطلعت", "اطلع"))


def _issued_before(turn: Turn, at: int) -> Voice | None:
    """The statement that was spoken of just before (در این بیانیه, جاء في البيان): its author, where one is known."""
    talk, words = turn.talk, turn.talk.reading.words
    text, start, end = talk.reading.text[words[at].start : words[at].end], words[at].start, words[at].end
    shown = evidence(turn, start, end)
    near = _just_before(turn, at)
    if near is not None:
        return replace(near, text=text if near.id else near.text, evidence=f"{near.text} … {shown}")
    body = talk.reading.language.table("statement-nouns")[words[at].key] == "body"
    fallback = None if body else _recent(turn)
    last = next((v for v in reversed(turn.past) if v.kind == "organisation"), fallback)
    if last is None:
        return Voice(None, text, start, end, "organisation", "", shown)
    return replace(last, text=text, evidence=shown)


def _recent(turn: Turn) -> Voice | None:
    """Who spoke last, where that was not long ago or as an author."""
    here = turn.talk.sentence(turn.cue.start).index
    written = next((v for v in reversed(turn.past) if v.rule == author_of_statement.__name__), None)
    last = turn.past[-1] if turn.past else None
    if last is not None and last.id is not None and turn.talk.sentence(last.start).index >= here - NEAR:
        return written or last
    return written


NEAR = 3
"""Sentences back to one who may be the author of a statement that has none beside it."""


def _just_before(turn: Turn, at: int) -> Voice | None:
    """Who speaks in the sentence just before, where that has the same word for a statement."""
    talk, words = turn.talk, turn.talk.reading.words
    here = talk.sentence(turn.cue.start)
    if here.index == 0 or not turn.past:
        return None
    above = talk.reading.sentences[here.index - 1]
    stem = words[at].key.removeprefix("ال")[:5]
    low, high = word_at(words, above.start), word_at(words, above.end)
    if not any(w.key.startswith(stem) for w in words[low:high]):
        return None
    last = turn.past[-1]
    fits = last.rule != "quoted_from" and agrees(turn.cue, last.gender) and (last.id or " " in last.text)
    return last if fits and above.start <= last.start < above.end else None


def quoted_from(turn: Turn) -> Voice | None:
    """Who is named after عن speaks where words are passed on (ونقل البيان عن فلان قوله)."""
    talk, words = turn.talk, turn.talk.reading.words
    passing = talk.words("speech-from")
    if turn.cue.kind in ("say", "manner") and not talk.subject_first:
        return _passed_on(turn, passing)
    if turn.cue.kind != "noun":
        return None
    low = word_at(words, talk.sentence(turn.cue.start).start)
    verb = next(
        (i for i in range(low, turn.cue.first) if words[i].key in passing or words[i].key[1:] in passing),
        None,
    )
    if verb is None:
        return None
    preposition = "الي" if "نسب" in words[verb].key else "عن"
    from_ = next((i for i in range(verb, turn.cue.first) if words[i].key == preposition), None)
    if from_ is None:
        return None
    for name in talk.between(words[from_].end, turn.cue.start):
        return voice_of(turn, name)
    text = talk.reading.text[words[from_ + 1].start : words[turn.cue.first - 1].end]
    known = by_role(turn, (w.key for w in words[from_ + 1 : turn.cue.first]))
    return Voice(
        known,
        text,
        words[from_ + 1].start,
        words[turn.cue.first - 1].end,
        "person",
        "",
        evidence(turn, words[from_].start, words[from_].end),
    )


def _passed_on(turn: Turn, passing: frozenset[str]) -> Voice | None:
    """Who is named after ``عن`` and a verb of passing on (ونقلت الصحيفة عن مهندس أن …)."""
    talk, words = turn.talk, turn.talk.reading.words
    verb = words[turn.cue.first].key
    if verb not in passing and verb[1:] not in passing:
        return None
    that = talk.words("speech-complementizers")
    for i in range(turn.cue.last + 1, min(turn.cue.last + 8, len(words) - 1)):
        if stops(talk.reading, i - 1) or words[i].key in that:
            return None
        if words[i].key == "عن":
            break
    else:
        return None
    for name in talk.between(words[i + 1].start, words[i + 1].end + 1):
        return voice_of(turn, name)
    first, last, reach = phrase_after(talk, replace(turn.cue, first=i, last=i, kind="according"))
    if last < first:
        return None
    for name in talk.between(words[first].start, words[reach].end):
        if name.kind == "person":
            return voice_of(turn, name)
    start, end = words[first].start, words[last].end
    known = (
        by_role(turn, (w.key for w in words[first : last + 1])) if words[first].key.startswith("ال") else None
    )
    return Voice(known, talk.reading.text[start:end], start, end, "person", "", evidence(turn, start, end))
