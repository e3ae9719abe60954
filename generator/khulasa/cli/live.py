"""The local server of ``khulasa serve``: the site at this machine only, rebuilt when something changes."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import watchfiles

from khulasa.cli import screen
from khulasa.errors import KhulasaError, Problem
from khulasa.project import Project

HOST = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each; a browser asks again after every build."""

    def end_headers(self) -> None:
        """Nothing is cached: the site changes under the reader."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the standard library
        """Say nothing."""


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of a folder; KhulasaError where the port is taken."""
    try:
        return ThreadingHTTPServer((HOST, port), partial(_Quiet, directory=str(folder)))
    except OSError as error:
        what = f"port {port} cannot be used: {error.strerror}"
        raise KhulasaError(Problem(HOST, what, "name another with --port")) from None


def serve_live(build: Callable[[], Project], port: int) -> None:
    """Build, serve, and build again on each change until Ctrl-C."""
    project = build()
    httpd = server(project.output.absolute(), port)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    screen.say(f"serving {project.output} at http://localhost:{httpd.server_port}/  (Ctrl-C ends)")
    try:
        for changes in watchfiles.watch(*_watched(project), raise_interrupt=False):
            names = sorted({os.path.relpath(path) for _, path in changes})
            screen.say(f"changed: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}")
            try:
                build()
            except KhulasaError as error:
                screen.complain(error.problems)
    finally:
        httpd.shutdown()


def _watched(project: Project) -> list[Path]:
    from khulasa.build import settings_of  # noqa: PLC0415 - Pelican is slow to import

    named = [project.seeds, project.content, settings_of(project).theme, project.root / "khulasa.toml"]
    return [path for path in named if path.exists()]
