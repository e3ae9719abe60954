"""What the site needs to know of a project, in one record that travels to worker processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from khulasa.plan import PageSpec

Publish = Literal["full", "digest"]


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The settings of a build."""

    content: Path
    """Folder of the content files."""
    output: Path
    """Folder of the site; replaced as a whole."""
    theme: Path
    """Folder of the theme, with ``templates/``, ``static/`` and ``translations/``."""
    state: Path
    """Folder of the index and the lock (``.khulasa``)."""
    url: str = ""
    """Where the site is published, ends with a slash; empty where the operator has set none."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Name of the site by edition."""
    editions: tuple[str, ...] = ("ar", "fa", "en")
    publish: Publish = "digest"
    """What may be shown of a source that is not listed."""
    publish_sources: Mapping[str, Publish] = field(default_factory=dict)
    """By id of the source."""
    publish_files: Mapping[str, Publish] = field(default_factory=dict)
    """By pattern of the path of the source file; for articles that name no publisher."""
    page_size: int = 20
    """Articles on a page of a term."""
    archive_size: int = 100
    """Articles on a page of the archive."""
    home_size: int = 30
    """Articles on a home page."""
    feed_size: int = 30
    """Entries of a feed."""
    index_size: int = 400
    """Names on the page of all names of a kind; where there are more, each letter has a page."""
    pictures: bool = False
    """Draw a picture of each article for those who share its link."""
    robots: Literal["index", "noindex"] = "index"
    """Whether search engines are asked to leave the site out."""
    tdm_reservation: bool = False
    """Whether text and data mining is reserved."""
    headers: tuple[str, ...] = ()
    """Kinds of hosts for which a file of headers is written: ``netlify``, ``nginx``."""
    parquet: bool = False
    """Write the tables as Parquet too."""
    rules_off: tuple[str, ...] = ()
    """Names of the rules that the project switches off; the method page says so."""
    version: str = ""
    """Of the program."""
    lean: bool = False
    """Only what every generator makes, for comparisons: articles, and lists, names and home of the first edition."""
    store: str = ""
    """Address of the store that holds the site in the place of ``output``; empty where a folder does."""
    jobs: int = 1
    """Processes that render; the result is the same with any number."""

    @property
    def index(self) -> Path:
        """The index file."""
        return self.state / "index.sqlite"

    def shows(self, spec: PageSpec) -> bool:
        """Whether the site has a page."""
        one = spec.edition == self.editions[0]
        return not self.lean or spec.kind == "article" or (one and spec.kind in ("term", "index", "home"))

    def title(self, edition: str) -> str:
        """The name of the site in an edition."""
        return self.titles.get(edition) or "Khulasa"

    def full(self, publisher: str, source_file: str) -> bool:
        """True when the text of an article may be published whole."""
        if publisher:
            return self.publish_sources.get(publisher, self.publish) == "full"
        for pattern, policy in self.publish_files.items():
            if fnmatchcase(source_file, pattern):
                return policy == "full"
        return self.publish == "full"
