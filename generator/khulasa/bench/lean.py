"""Khulasa with a minimal theme and the pages that any generator makes: articles, people and tags, lists, a home.

It is a build like any other; what only Khulasa makes (search, feeds, data, stories, archives, three editions) is left
out of the plan, so that the comparison is of equal pages.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from khulasa import build
from khulasa.project import Project
from khulasa.site.settings import SiteSettings

THEME = Path(__file__).parent / "minimal" / "khulasa"
OUTPUT, STATE = "lean", ".khulasa-lean"


def settings_of(project: Project, jobs: int) -> SiteSettings:
    """The settings of a project with the minimal theme, an index and an output folder of their own."""
    own = build.settings_of(project, jobs)
    root = project.root
    return replace(
        own,
        theme=root / "lean-theme",
        output=root / OUTPUT,
        state=root / STATE,
        pictures=False,
        index_size=10**9,
        lean=True,
    )


def run(project: Project, jobs: int) -> int:
    """Bring the lean site up to date; how many pages were written."""
    settings = settings_of(project, jobs)
    _theme(settings.theme)
    report = build.build(settings, project.authority, build.loader(project.content))
    return len(report.plan.write)


def _theme(folder: Path) -> None:
    """The minimal templates beside the words and the (no) static files that every theme has."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True)
    (folder / "static").mkdir()
    (folder / "templates").symlink_to(THEME / "templates")
    (folder / "translations").symlink_to(build.default_theme() / "translations")
