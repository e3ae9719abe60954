"""Arabic or Persian, or the name of what a text is instead: by letters and by its most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from khulasa import languages
from khulasa.errors import KhulasaError, Problem
from khulasa.model import Lang, Source
from khulasa.text.fold import WORD, key
from khulasa.text.memo import Memo
from khulasa.text.words import KEYS, written

LOOK_AT = 8_000
"""Letters of a text that are looked at."""
ENOUGH = 8
"""Words in Arabic script without which nothing is said of an article."""
OWN_LETTERS = 0.02
"""Share of the letters of a text that must be letters of its own for it to be a language that has such."""


@dataclass(frozen=True, slots=True)
class _Profile:
    name: str
    letters: str
    """Letters that the language has and Arabic and Persian have not."""
    words: frozenset[str]
    """Its most frequent words, folded, as far as they tell it from the others."""


def _profile(name: str, letters: str, words: str) -> _Profile:
    return _Profile(name, letters, frozenset(map(key, words.split())))


_ARABIC = languages.load("ar").words("frequent-words")
_PERSIAN = languages.load("fa").words("frequent-words")
_OTHERS = (
    _profile(
        "Urdu", "ٹڈڑںےہھ", "کے کی کا میں ہے اور سے نے کو پر یہ ہیں اس تھا تھے ہو کر بھی نہیں ایک لیے گیا کہا"
    ),
    _profile("Sorani Kurdish", "ێۆڕڵە", "لە بە کە ئەو ئەم بۆ لەگەڵ هەر دەکات کرد بوو یان نەک ھەروەھا"),
    _profile("Pashto", "ټډړږښڼېۍځڅګ", "د په او چې کې له ته دی ده نه سره کوي شوي ورته وايي دغه هم يې"),
    _profile("Sindhi", "ٻڀٺٽڦڄڃڇڙڳڱڻڏڌ", "جي ۾ جو آهي کي سان ۽ تي هن جا"),
    _profile("Uyghur", "ۇۈۋڭېۆ", "ۋە بىر بۇ بىلەن ئۈچۈن"),
    _profile("Jawi Malay", "ڠڤݢڽۏ", "يڠ دان د اين ايت دري"),
    _profile("South Azerbaijani", "", "بیر بو ایله اوچون ائدیب اولان اولاراق دیر کیمی سونرا گؤره"),
)
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("Arabic", "\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"),
    ("Latin", "A-Za-z\u00c0-\u024f"), ("Hebrew", "\u05d0-\u05ea"), ("Cyrillic", "\u0400-\u04ff"),
    ("Greek", "\u0370-\u03ff"),
    ("Armenian", "\u0530-\u058f"), ("Syriac", "\u0700-\u074f"), ("Devanagari", "\u0900-\u097f"),
    ("Chinese or Japanese", "\u3040-\u30ff\u4e00-\u9fff"), ("Korean", "\uac00-\ud7af"), ("Tifinagh", "\u2d30-\u2d7f"),
)  # fmt: skip
_SCRIPT = {name: re.compile(f"[{body}]") for name, body in _SCRIPTS}
_ENGLISH = frozenset(
    ["the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "with", "as", "was", "by", "it", "at"]
)
_TASHKEEL_END = re.compile("[\u064b]ا?$|اً$|ة$")
_PERSIAN_LETTER = re.compile("[پچژگ]")
_PERSIAN_JOIN = re.compile("^(?:ن?می\u200c|بی\u200c)|\u200c(?:ها|های|هایی|ای|اند|ترین|تر|شده|ام|اش)$")


def language(source: Source) -> Lang:
    """``ar`` or ``fa``. KhulasaError that names what the text is where it is neither."""
    text = source.text[:LOOK_AT]
    letters = frozenset(text)
    script, share = _main_script(letters, text)
    if script != "Arabic" and share > 0.5:
        raise _refused(source, f"is {_latin_name(text) if script == 'Latin' else f'in {script} letters'}")
    words = _arabic_words(text)
    if (many := sum(words.values())) < ENOUGH:
        raise _refused(source, f"holds too little text ({many} words in Arabic letters)")
    other = _other(words, letters, text)
    if other:
        raise _refused(source, f"is {other}")
    found = _choose(*_shares(words))
    if found is None:
        raise _refused(source, "is in Arabic letters, but neither Arabic nor Persian")
    return found


def text_language(text: str) -> Lang | None:
    """The language of a short piece (a title, a query); None where nothing tells."""
    words = _arabic_words(text[:LOOK_AT])
    if not words or _other(words, frozenset(text[:LOOK_AT]), text[:LOOK_AT]):
        return None
    arabic, persian = _shares(words)
    if arabic == persian:
        return None
    return "ar" if arabic > persian else "fa"


def _arabic_words(text: str) -> dict[str, int]:
    """How often each word of a text that begins with an Arabic letter stands there, as it is written."""
    lines = (written(line.strip()) for line in text.split("\n"))
    found = Counter(chain.from_iterable(lines))
    return {word: n for word, n in found.items() if _SCRIPT_OF[word[0]] == "Arabic"}


def _refused(source: Source, what: str) -> KhulasaError:
    return KhulasaError(
        Problem(source.path, what, "only Arabic and Persian articles can be read; take it away")
    )


def _script_of(letter: str) -> str | None:
    """The name of the script that has a letter; None for signs, digits and letters of other scripts."""
    return next((name for name, found in _SCRIPT.items() if found.match(letter)), None)


_SCRIPT_OF = Memo(_script_of)


def _main_script(letters: frozenset[str], text: str) -> tuple[str, float]:
    """The script that most letters of a text belong to, and its share; ``letters`` are those that it has."""
    if set(map(_SCRIPT_OF.__getitem__, letters)) - {None} == {"Arabic"}:
        return "Arabic", 1.0
    counts = dict.fromkeys(_SCRIPT, 0)
    for letter in letters:
        if name := _SCRIPT_OF[letter]:
            counts[name] += text.count(letter)
    total = sum(counts.values())
    name = max(counts, key=lambda n: counts[n])
    return name, counts[name] / total if total else 0.0


def _latin_name(text: str) -> str:
    words = [m.group().lower() for m in WORD.finditer(text)]
    english = sum(w in _ENGLISH for w in words)
    return "English" if english > 0.12 * len(words) else "in Latin letters"


def _other(words: Mapping[str, int], letters: frozenset[str], text: str) -> str | None:
    """A language of the same script that has both its own letters and its own words here."""
    many = sum(words.values())
    for profile in _OTHERS:
        own = _share_of(letters.intersection(profile.letters), letters, text)
        if profile.letters and own < OWN_LETTERS:
            continue
        known = _known(words, profile.words)
        if known > 0.06 * many and known > max(_known(words, frequent) for frequent in (_ARABIC, _PERSIAN)):
            return profile.name
        if profile.letters and own > 0.06 and known > 0.04 * many:
            return profile.name
    return None


def _share_of(own: frozenset[str], letters: frozenset[str], text: str) -> float:
    """The share that some of the letters of a text have in its Arabic letters."""
    if not own:
        return 0.0
    return sum(map(text.count, own)) / sum(text.count(c) for c in letters if _SCRIPT_OF[c] == "Arabic")


def _known(words: Mapping[str, int], frequent: frozenset[str]) -> int:
    """How many words of a text are among the frequent ones."""
    return sum([n for word, n in words.items() if KEYS[word] in frequent])


def _shares(words: Mapping[str, int]) -> tuple[float, float]:
    """How much of a text is Arabic and how much Persian: by frequent words, the article, endings and letters."""
    many = sum(words.values())
    arabic = persian = 0.0
    for word, n in words.items():
        votes = _VOTES[word]
        arabic += n * votes[0]
        persian += n * votes[1]
    return arabic / many, persian / many


def _votes(word: str) -> tuple[float, float]:
    """How much a word speaks for Arabic and how much for Persian: as a frequent word, and by its form."""
    folded = key(word)
    arabic: float = folded in _ARABIC
    if len(folded) > 4 and folded.startswith(("ال", "وال", "بال", "لل", "فال", "كال")):
        arabic += 0.5
    arabic += 0.5 * bool(_TASHKEEL_END.search(word))
    form = 0.5 * bool(_PERSIAN_LETTER.search(word)) + 0.7 * bool(_PERSIAN_JOIN.search(word))
    return arabic, (folded in _PERSIAN) + form


_VOTES = Memo(_votes)


def _choose(arabic: float, persian: float) -> Lang | None:
    """The language with the greater share; None where neither has any."""
    if max(arabic, persian) < 0.04:
        return None
    return "ar" if arabic >= persian else "fa"
