"""What a publisher says about text and data mining, in headers and in the page: it is recorded, and told.

TDM Reservation Protocol (W3C community group report of 2024): ``tdm-reservation: 1`` as header or meta element;
``noai`` and ``noimageai`` in the robots header or meta element are a convention of some hosts.
"""

from __future__ import annotations

from collections.abc import Mapping


def of_headers(headers: Mapping[str, str]) -> str:
    """What in headers (or meta elements, by name) reserves mining; empty where nothing does."""
    small = {name.lower(): value.lower().strip() for name, value in headers.items()}
    if small.get("tdm-reservation") == "1":
        return "tdm-reservation: 1"
    for name in ("x-robots-tag", "robots"):
        if "noai" in small.get(name, "").replace(",", " ").split():
            return f"{name}: noai"
    return ""
