"""The plan: pure, with a reason for every page."""

import pytest

from khulasa.plan import DAMAGED, GONE, NEW, PARTS, PageSpec, pack, plan, unpack

HOME = PageSpec("ar/index.html", "home", "ar")
ABOUT = PageSpec("ar/about/index.html", "about", "ar")


def test_everything_is_new_at_first():
    """Without a last build every page is written, in order of path."""
    made = plan([(HOME, "list=1", ""), (ABOUT, "theme=1", "")])
    assert list(made.write) == [(ABOUT, NEW), (HOME, NEW)]
    assert (made.delete, made.keep) == ((), 0)


def test_others_are_kept():
    """What is not among the rows stays as it is, and is counted."""
    made = plan([], 3)
    assert (made.write, made.delete, made.keep) == ((), (), 3)


@pytest.mark.parametrize("part", PARTS)
def test_the_reason_names_the_part_that_differs(part):
    """Each part of a fingerprint has its own words."""
    made = plan([(HOME, f"{part}=new", f"{part}=old")])
    assert [(HOME, PARTS[part])] == list(made.write)


def test_two_parts_two_reasons():
    """What changed at once is told at once, the most telling first."""
    made = plan([(HOME, "members=b theme=b", "members=a theme=a")])
    assert f"{PARTS['members']}, {PARTS['theme']}" == made.write[0][1]


def test_pages_not_wanted_are_deleted():
    """What the last build had and nobody wants is deleted."""
    made = plan([(HOME, "", "list=1"), (ABOUT, "", "list=1")])
    assert ((ABOUT.path, GONE), (HOME.path, GONE)) == made.delete


def test_a_damaged_file_is_written_again():
    """A file that is not as it was written is no base for the new site."""
    assert list(plan([(HOME, "list=1", None)]).write) == [(HOME, DAMAGED)]


def test_fingerprints_pack_and_unpack():
    """A packed fingerprint says the same."""
    mark = {"theme": "abc", "article": "def"}
    assert mark == unpack(pack(mark))


def test_what_stayed_is_no_reason():
    """Of two parts only the one that differs is told."""
    made = plan([(HOME, "list=a theme=c", "list=a theme=b")])
    assert [why for _, why in made.write] == [PARTS["theme"]]


def test_a_part_that_came_or_went_is_a_reason():
    """What a page did not show before, or does not show any more, differs."""
    made = plan([(HOME, "list=a theme=b", "list=a"), (ABOUT, "file=x list=1", "list=1")])
    assert [why for _, why in made.write] == [PARTS["file"], PARTS["theme"]]


def test_a_stamp_may_hold_any_sign_but_a_space():
    """What stands after the first sign of equality is the stamp."""
    mark = {"list": "a=b=c", "theme": "="}
    assert unpack(pack(mark)) == mark
