"""Reference pictures of the sample site, for eyes that compare: both directions, phone and desktop, light and dark.

make site && python docs/screenshots.py     (needs Chromium, as the tests do)
"""

from __future__ import annotations

import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
SHOTS = Path(__file__).with_name("screens")
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that writes no log."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def pages(output: Path) -> dict[str, str]:
    """Name of a picture → address of its page."""
    article = min(p.name for p in (output / "fa" / "articles").iterdir())
    return {
        "home-ar": "ar/",
        "home-en": "en/",
        "article-fa": f"fa/articles/{article}/",
        "person-ar": "ar/people/qasem-soleimani/",
        "method-fa": "fa/method/",
    }


def main() -> None:
    """Take every picture anew."""
    output = ROOT / "output"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(output)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    SHOTS.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                )
                page = context.new_page()
                for name, address in pages(output).items():
                    page.goto(f"http://127.0.0.1:{server.server_port}/{address}")
                    page.screenshot(path=SHOTS / f"{name}-{size}-{scheme}.png")
    server.shutdown()


if __name__ == "__main__":
    main()
