"""Where Chromium is: what the system has, or what Playwright installed."""

import shutil


def executable() -> str | None:
    """Path of the system's Chromium; None lets Playwright use its own."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)
