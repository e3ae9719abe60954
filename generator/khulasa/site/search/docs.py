"""One article for search: the terms that find it, and what the list of results shows of it.

Only what the site may show is searched: of an article that is published as a digest its title, deck, names, chosen
sentences and statements; of one that is published in full its text too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from khulasa.languages import edition
from khulasa.model import Article, Digest
from khulasa.site import dates, urls
from khulasa.site.i18n import direction
from khulasa.site.search import words
from khulasa.site.search.shards import FILTER

MORE, DIGEST, NAME, TITLE = range(4)
"""How much a term says of an article, by where it stands: anywhere, in a chosen sentence, in a name or the deck, in
the title."""
MOST = 500
"""Terms of one article that stand nowhere but in its long text; those that come first count."""
BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Doc:
    """An article as the index of search has it."""

    weights: Mapping[str, int]
    """Term → where it stands at best."""
    card: dict[str, Any]
    """What a result shows."""
    more: tuple[str, ...]
    """The other texts that are searched, verbatim; loaded only to show where a word was found."""


def doc(
    article: Article,
    links: Iterable[tuple[str, str, str]],
    names: Iterable[str],
    editions: Iterable[str],
    *,
    full: bool,
) -> Doc:
    """``links``: kind, id and role of all that the article names; ``names``: these in every spelling and script."""
    digest = article.digest
    lang = digest.lang
    chosen = tuple(e.text for e in sorted(digest.summary, key=lambda e: e.start))
    more = _more(digest, full=full)
    deck = digest.deck.text if digest.deck else ""
    weights: dict[str, int] = {}
    longer: dict[str, None] = {}
    for text in more:
        longer.update(words.of_text(text, lang))
    weights.update(dict.fromkeys(list(longer)[:MOST], MORE))
    for text in chosen:
        weights.update(dict.fromkeys(words.of_text(text, lang), DIGEST))
    weights.update(dict.fromkeys(words.of_text(deck, lang), NAME))
    for name in names:
        weights.update(dict.fromkeys(words.of_name(name), NAME))
    weights.update(dict.fromkeys(words.of_text(digest.title.text, lang), TITLE))
    weights.update({f"{FILTER}{kind}/{ident}": MORE for kind, ident, _ in links})
    return Doc(weights, _card(article, deck, chosen, editions), more)


def _more(digest: Digest, *, full: bool) -> tuple[str, ...]:
    """Sentences that are not chosen; where the text may not be shown, only statements outside chosen sentences."""
    if full:
        chosen = {e.sentence for e in digest.summary}
        return tuple(s.text for s in digest.sentences if s.index not in chosen)
    outside = (
        q.text
        for q in digest.quotes
        if not any(e.start <= q.start and q.end <= e.end for e in digest.summary)
    )
    return tuple(dict.fromkeys(outside))


def _card(article: Article, deck: str, chosen: tuple[str, ...], editions: Iterable[str]) -> dict[str, Any]:
    digest = article.digest
    publisher = digest.publisher
    given = {
        "url": urls.article(digest.lang, article.id),
        "lang": digest.lang,
        "dir": direction(digest.lang),
        "title": digest.title.text,
        "derived": digest.title.derived,
        "deck": deck,
        "digest": list(chosen),
        "source": (publisher.id or "") if publisher else "",
        "outlet": publisher.name if publisher else "",
        "date": _dates(digest, editions),
        "basis": digest.date.basis,
    }
    return {name: value for name, value in given.items() if value}


def _dates(digest: Digest, editions: Iterable[str]) -> dict[str, str]:
    """The date in the first calendar of each edition."""
    first, last = digest.date.first, digest.date.last
    return {code: _worded(first, last, code) for code in editions} if first and last else {}


def _worded(first: date, last: date, code: str) -> str:
    look = edition(code)
    return dates.worded(first, last, look.calendars[0], look)


def address(folder: str, number: int) -> str:
    """The file of an article's card or of its other texts."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = BASE36[digit] + text
    return f"search/{folder}/{text[-2:] or '0'}/{text or '0'}.json"


def packed(weights: Mapping[str, int]) -> str:
    """Terms by weight, to keep."""
    groups: list[list[str]] = [[], [], [], []]
    for term, weight in weights.items():
        groups[weight].append(term)
    return json.dumps(groups, ensure_ascii=False)


def unpacked(text: str) -> dict[str, int]:
    """What ``packed`` kept."""
    return {term: weight for weight, group in enumerate(json.loads(text)) for term in group}
