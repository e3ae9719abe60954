"""Search in the page: folded words in small JSON files, made at build time, read by one script.

What a reader types and what an article says meet in a term: a written word after the one fold table
(``text.fold``), without the Arabic article, and, beside it, without a clitic. The script gets table and lists from
``search/fold.json``, which is written from here, so there is one of each.

The index is cut so that a query reads little and one more article changes little. Articles lie in order of time in
segments: few long ones, then ever shorter ones towards the newest (``segments``); a segment is cut into files by the
first letters of the terms (``shards``). Where a segment ends depends on nothing but the ids of the articles, and the
number of an article on nothing but its day and its id, so the files are the same whatever was built before.
"""

from khulasa.site.search.store import files, mark, read, refresh

__all__ = ["files", "mark", "read", "refresh"]
