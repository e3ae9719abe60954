"""For a Pelican site that exists: our reader, a page for each person, filters for text of two directions.

``PLUGINS = ["khulasa.plugin"]`` in ``pelicanconf.py``. Nothing else of Khulasa is needed, neither its index nor its
theme. Articles are files that ``khulasa build`` wrote, or Markdown of one's own with ``people: [{id: …, name: …}]``
in front. Person pages use the theme's ``person.html``; where it has none, a plain one is taken.

Settings (Pelican's): ``KHULASA_PERSON_SAVE_AS`` and ``KHULASA_PERSON_URL``, with ``{slug}``.
"""

from __future__ import annotations

from typing import Any

from pelican import signals

from khulasa.plugin.filters import FILTERS
from khulasa.plugin.people import PeopleGenerator
from khulasa.plugin.reader import DigestReader


def register() -> None:
    """What Pelican calls for a plugin."""
    signals.initialized.connect(_prepare)
    signals.readers_init.connect(_readers)
    signals.get_generators.connect(_generators)


def _prepare(pelican: Any) -> None:
    """Filters for the templates of the site, and a place for the template that it may lack; its own go first."""
    settings = pelican.settings
    settings["JINJA_FILTERS"] = {**FILTERS, **settings["JINJA_FILTERS"]}
    settings["THEME_TEMPLATES_OVERRIDES"] = list(settings["THEME_TEMPLATES_OVERRIDES"])
    settings.setdefault("KHULASA_PERSON_SAVE_AS", "person/{slug}/index.html")
    settings.setdefault("KHULASA_PERSON_URL", "person/{slug}/")


def _readers(readers: Any) -> None:
    for suffix in DigestReader.file_extensions:
        readers.reader_classes[suffix] = DigestReader


def _generators(_: Any) -> type[PeopleGenerator]:
    return PeopleGenerator
