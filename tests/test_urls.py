"""Addresses: ASCII, bounded, relative, one for one thing; and pages of lists that never shift."""

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from khulasa.site import urls
from khulasa.site.paging import cut, paging


@given(st.text(max_size=300))
def test_a_segment_is_plain_short_ascii(ident):
    """Whatever an id is, its folder has a name that every file system takes and that leads nowhere else."""
    segment = urls.segment(ident)
    assert re.fullmatch(r"[a-z0-9]+(-{1,2}[a-z0-9]+)*", segment)
    assert len(segment) <= urls.MAX_SEGMENT
    assert segment not in urls.RESERVED


@given(st.lists(st.text(max_size=130), min_size=2, max_size=20, unique=True))
def test_two_ids_never_share_a_folder(idents):
    """Also not where the file system does not tell capitals from small letters."""
    assert len(idents) == len({urls.segment(i).casefold() for i in idents})


def test_plain_ids_stay_readable():
    """An id of ours is its own folder."""
    assert urls.segment("sami-haddad") == "sami-haddad"
    assert urls.segment("../../etc/passwd").startswith("etc-passwd--")
    assert urls.segment("سامي").startswith("x--")


def test_long_ids_keep_their_beginning():
    """A hundred letters are taken as they are; what is cut is as long as may be, and never cut behind a hyphen."""
    assert urls.segment("a" * urls.MAX_SEGMENT) == "a" * urls.MAX_SEGMENT
    assert len(urls.segment("a" * (urls.MAX_SEGMENT + 1))) == urls.MAX_SEGMENT
    assert re.fullmatch("a{85}--[0-9a-f]{12}", urls.segment("a" * 85 + "-" + "b" * 300))


def test_any_id_has_an_address_for_ever():
    """Half a letter of UTF-16 too; and an address once published stays."""
    assert re.fullmatch("x--[0-9a-f]{12}", urls.segment("\ud800"))
    assert urls.segment("سامي") == "x--59d152c98c34"


def test_each_part_has_its_place():
    """Home is the edition itself, the audit of direction belongs to the method, the others are folders."""
    names = ("home", "rtl", "people", "about")
    assert [urls.part("ar", n) for n in names] == ["ar/", "ar/method/rtl/", "ar/people/", "ar/about/"]
    assert (urls.story("fa", "x"), urls.story_data("x")) == ("fa/stories/x/", "data/stories/x.json")
    assert (urls.digest("fa", ""), urls.digest("fa", "2021-05")) == ("fa/digest/", "fa/digest/2021-05/")
    assert (urls.picture("fa"), urls.picture("fa", "x")) == ("pictures/fa.png", "pictures/articles/x.png")


def test_where_a_page_is_published():
    """Under the address of the site; from the root where none is set."""
    assert urls.absolute("https://example.org/d/", "ar/") == "https://example.org/d/ar/"
    assert urls.absolute("", "ar/") == "/ar/"
    assert urls.absolute_root("https://example.org/X/") == "/X/"


def test_root_and_file():
    """The way up has a step for each folder; an address is a folder with an index."""
    assert (urls.root(""), urls.root("ar/"), urls.root("ar/people/x/")) == ("./", "../", "../../../")
    assert urls.file(urls.term("ar", "person", "x")) == "ar/people/x/index.html"
    assert urls.file("") == "index.html"
    assert urls.file(urls.feed("ar/")) == "ar/feed.xml"


def test_archive_addresses():
    """Years and months are folders in folders."""
    assert urls.archive("fa", "2021-05") == "fa/archive/2021/05/"
    assert urls.archive("fa", "undated") == "fa/archive/undated/"
    assert urls.archive("fa", "") == "fa/archive/"


def test_not_found_leads_from_the_root_of_the_site():
    """The page for wrong addresses is served anywhere, so its links start at the site's own root."""
    assert urls.absolute_root("") == "/"
    assert urls.absolute_root("https://example.org/digest/") == "/digest/"


counts = st.tuples(st.integers(0, 400), st.integers(0, 400), st.integers(1, 25))


@given(counts)
def test_pages_hold_everything_once(shape):
    """Slices lie end to end, and all but the newest of a run are full."""
    dated, undated, size = shape
    slices = cut(dated + undated, undated, size)
    assert slices[0].offset == 0
    assert dated + undated == slices[-1].offset + slices[-1].length
    assert all(a.offset + a.length == b.offset for a, b in itertools.pairwise(slices))
    assert len(slices) == len({s.number for s in slices}) == len({s.name for s in slices})
    assert slices[-1].name == ""
    assert all(s.length < 3 * size + 1 for s in slices)


@given(counts)
def test_a_newer_article_leaves_old_pages_alone(shape):
    """One more dated article changes the newest page, and at most what the one before says of its neighbours."""
    dated, undated, size = shape
    before = {s.number: s for s in cut(dated + 1 + undated, undated, size)}
    after = {s.number: s for s in cut(dated + 2 + undated, undated, size)}
    newest = max(before)
    for number, one in before.items():
        if number != newest:
            assert one == after[number]


@given(counts)
def test_one_more_undated_article_moves_no_dated_page(shape):
    """Where the undated are many they have pages of their own."""
    dated, undated, size = shape
    undated += size + 1
    before, after = (cut(dated + 1 + n, n, size) for n in (undated, undated + 1))

    def pages(slices, shift):
        return [(s.number, s.name, s.offset - shift, s.length) for s in slices if s.number > 0]

    assert pages(before, undated) == pages(after, undated + 1)


def test_only_the_newest_page_knows_how_many_there_are():
    """Older pages would have to be written again for each page more."""
    slices = cut(9, 0, 3)
    assert [paging(slices, n, "ar/people/x/", "../../../").total for n in (1, 2, 3)] == [0, 0, 3]
    middle = paging(slices, 2, "ar/people/x/", "../../../")
    assert "../../../ar/people/x/" == middle.newer == middle.newest
    assert middle.older == "../../../ar/people/x/page/1/"
