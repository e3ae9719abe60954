"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[Path | None, typer.Option("--config", help="Settings file (default: khulasa.toml).")]
Seeds = Annotated[Path | None, typer.Option("--seeds", help="Folder of the articles (default: seeds).")]
Content = Annotated[
    Path | None, typer.Option("--content", help="Folder of digests and authority (default: content).")
]
Output = Annotated[Path | None, typer.Option("--output", help="Folder of the site (default: output).")]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=1, help="Worker processes (default: one per processor).")
]
