"""The chain of causes: which articles and records a page is written again for."""

from contextlib import closing

import pytest

import sitekit as kit
from khulasa import build, index
from khulasa.index import causes


@pytest.fixture
def settings(tmp_path):
    found = kit.project(tmp_path)
    kit.put(found.content, "a1", day="2021-05-01", people=["sami-haddad"])
    kit.put(found.content, "a2", day="2021-05-02", people=["lina-saleh"])
    kit.make(found)
    return found


def told(settings, key: str, known=None) -> list[tuple[str, str]]:
    """Id and what became of it, of all that the page of a key follows from."""
    build.preview(settings, known or kit.authority(), kit.load)
    with closing(index.open_existing(settings.index)) as db:
        return [(c.id, c.what) for c in causes.of(db, key)]


def test_nothing_changed_nothing_is_told(settings):
    """A build forgets what it has taken in."""
    assert told(settings, "") == []


def test_an_article_is_told_where_it_is_shown(settings):
    """A changed article is a cause of its own page, of the pages of those it names, and of the site."""
    kit.put(settings.content, "a1", day="2021-05-01", people=["sami-haddad"], title="another")
    assert told(settings, "a1") == [("a1", "changed")]
    assert told(settings, "person/sami-haddad") == [("a1", "changed")]
    assert told(settings, "person/lina-saleh") == []
    assert told(settings, "2021-05") == [("a1", "changed")]


def test_what_came_and_went_is_told(settings):
    """A new file is new however often it is read; one that goes is told to the pages of whom it named."""
    kit.put(settings.content, "a3", people=["lina-saleh"])
    assert told(settings, "person/lina-saleh") == [("a3", "new")]
    kit.put(settings.content, "a3", people=["lina-saleh"], title="again")
    assert told(settings, "person/lina-saleh") == [("a3", "new")]
    for name in ("a3", "a2"):
        next(settings.content.rglob(f"{name}.md")).unlink()
    assert told(settings, "person/lina-saleh") == [("a2", "gone")]


def test_a_record_is_told_where_its_person_is_shown(settings):
    """The record of one person is a cause of the pages that name that person, and of no other's."""
    known = kit.authority(sami_haddad="Sami")
    assert told(settings, "person/lina-saleh", known) == []
    assert told(settings, "person/sami-haddad", known) == [("sami-haddad", "changed")]
    assert told(settings, "a1", known) == [("sami-haddad", "changed")]
