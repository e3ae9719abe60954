"""Who said what: statements in the source's own words, each with its speaker where a rule can show one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khulasa.model import Quote, Reading, Term
from khulasa.rules.read.attribution import attribute
from khulasa.rules.read.listen import listen
from khulasa.rules.read.pieces import Verdict
from khulasa.rules.read.speakers import SpeakerRule
from khulasa.rules.read.statements import SegmentRule, decide
from khulasa.rules.read.subjects import Voice
from khulasa.rules.read.talk import Passage, Talk
from khulasa.text.fold import ZWNJ


def read(
    reading: Reading, find_rules: Sequence[SegmentRule], speaker_rules: Sequence[SpeakerRule]
) -> Reading:
    """The reading with its quotes and with the terms that stand in quotation marks and are none."""
    talk = listen(reading)
    voices = attribute(talk, speaker_rules)
    lone = {cue.start: voice for cue, voice in voices.items() if cue.kind == "alone"}
    quotes: list[Quote] = []
    terms: list[Term] = []
    for passage, verdict, rule in decide(talk, find_rules):
        text = reading.text[passage.start : passage.end]
        if not any(map(str.isalnum, text)):
            continue
        if verdict.outcome == "term":
            terms.append(Term(text, passage.start, passage.end, rule))
        elif verdict.outcome == "statement":
            if passage.continued and quotes and not reading.text[quotes[-1].end : passage.open].strip():
                quotes[-1] = _continued(reading.text, quotes[-1], passage, rule)
                continue
            voice = voices.get(verdict.cue) if verdict.cue is not None else lone.get(passage.open)
            quotes.append(_quote(talk, passage, verdict, rule, voice))
    return replace(reading, quotes=tuple(quotes), terms=tuple(terms))


def _continued(text: str, quote: Quote, passage: Passage, rule: str) -> Quote:
    """One statement over paragraphs, the later of which open with a mark again."""
    rules = dict.fromkeys((*quote.rule.split(", "), rule))
    return replace(quote, text=text[quote.start : passage.end], end=passage.end, rule=", ".join(rules))


def _balanced(text: str, voice: Voice) -> str:
    """The words that name a speaker, with the closing mark that stands right behind them (مدرب "الوحدة")."""
    following = text[voice.end : voice.end + 1]
    opening = {"»": "«", "”": "“", '"': '"'}.get(following)
    if opening is None or text[voice.start : voice.end] != voice.text:
        return voice.text
    opened, closed = voice.text.count(opening), voice.text.count(following)
    odd = closed % 2 == 1 if opening == following else opened > closed
    return voice.text + following if odd else voice.text


def _quote(talk: Talk, passage: Passage, verdict: Verdict, rule: str, voice: Voice | None) -> Quote:
    text, cue = talk.reading.text, verdict.cue
    return Quote(
        text=text[passage.start : passage.end],
        start=passage.start,
        end=passage.end,
        speaker=voice.id if voice else None,
        speaker_text=_balanced(text, voice) if voice else None,
        verb=text[cue.start : cue.end].strip(ZWNJ) if cue is not None and cue.kind != "colon" else None,
        style=verdict.style,
        rule=f"{rule}, {voice.rule}" if voice else rule,
        evidence=voice.evidence if voice else "",
    )
