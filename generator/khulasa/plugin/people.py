"""A page for each person whom articles of a Pelican site name, newest article first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from pelican.generators import Generator

TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Person:
    """One person with the articles that name them; ``url`` is as the site's settings say."""

    slug: str
    name: str
    names: tuple[str, ...]
    url: str
    save_as: str
    articles: tuple[Any, ...]


class PeopleGenerator(Generator):  # type: ignore[misc]
    """Runs behind Pelican's own articles, whose objects it finds in the context."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        loader = self.env.loader
        self.env.loader = jinja2.ChoiceLoader([loader, jinja2.FileSystemLoader(TEMPLATES)])
        self.people: tuple[Person, ...] = ()

    def generate_context(self) -> None:
        """Nothing yet: the articles are not all read."""

    def generate_output(self, writer: Any) -> None:
        """Write the page of each person."""
        self.people = gather(self.context["articles"], self.settings)
        self.context["khulasa_people"] = self.people
        template = self.get_template("person")
        for person in self.people:
            writer.write_file(
                person.save_as,
                template,
                self.context,
                relative_urls=self.settings["RELATIVE_URLS"],
                person=person,
                url=person.url,
            )


def gather(found: Iterable[Any], settings: Any) -> tuple[Person, ...]:
    """The people of articles by their ids, most named first; entries without an id are passed over."""
    named: dict[str, list[tuple[Any, dict[str, Any]]]] = {}
    for article in found:
        for row in article.metadata.get("khulasa_people", ()):
            if (
                isinstance(row, dict)
                and isinstance(row.get("id"), str)
                and row["id"].replace("-", "").isalnum()
            ):
                named.setdefault(row["id"], []).append((article, row))
    people = (_person(slug, rows, settings) for slug, rows in named.items())
    return tuple(sorted(people, key=lambda p: (-len(p.articles), p.slug)))


def _person(slug: str, rows: list[tuple[Any, dict[str, Any]]], settings: Any) -> Person:
    names = dict.fromkeys(
        str(name) for _, row in rows for name in (row.get("name"), *_list(row.get("names"))) if name
    )
    found = sorted((article for article, _ in rows), key=lambda a: (str(a.date), a.slug), reverse=True)
    return Person(
        slug=slug,
        name=next(iter(names), slug),
        names=tuple(names),
        url=settings["KHULASA_PERSON_URL"].format(slug=slug),
        save_as=settings["KHULASA_PERSON_SAVE_AS"].format(slug=slug),
        articles=tuple(found),
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
