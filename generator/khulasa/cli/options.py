"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

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
Where = Annotated[
    Literal["local", "dask"],
    typer.Option(
        "--executor", help="Who converts and renders: processes here, or the workers of a Dask cluster."
    ),
]
Scheduler = Annotated[str, typer.Option("--scheduler", help="Address of its scheduler: tcp://host:8786.")]
From = Annotated[
    str,
    typer.Option(
        "--from", help="Address of a store of the articles (s3://bucket/folder) instead of a folder."
    ),
]
To = Annotated[str, typer.Option("--to", help="Address of a store for the site, instead of a folder.")]
