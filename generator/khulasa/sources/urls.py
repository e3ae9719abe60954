"""Addresses: the one form in which the same page is always written, and the key by which two meet."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

MAX_URL = 2_000
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|ref_src|cmpid|wt_mc|at_\w+|"
    r"xtor|ns_\w+|guccounter|guce_\w+|share|sharesource|outputtype|__twitter_impression)",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r"[\x00-\x20\x7f<>\"'\\^`{|}]")
_PORTS = {"http": 80, "https": 443}
_FRONTS = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
_SECOND_LEVEL = frozenset(
    ["ac", "co", "com", "edu", "gob", "gov", "info", "mil", "net", "news", "or", "org", "press", "sch"]
)


def web(url: str, base: str = "") -> str:
    """The canonical form of a web address, empty where it is none.

    Scheme and host in small letters, no default port, user, fragment or tracking parameter; letters outside of ASCII
    are percent-encoded once, however they were written.
    """
    url = url.strip()
    if base:
        try:
            url = urljoin(base, url)
        except ValueError:
            return ""
    if len(url) > MAX_URL or _UNSAFE.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not host or "@" in parts.netloc:
        return ""
    netloc = f"[{host}]" if ":" in host else _ascii(host)
    if not netloc:
        return ""
    if port and port != _PORTS[parts.scheme]:
        netloc += f":{port}"
    return urlunsplit(SplitResult(parts.scheme, netloc, _path(parts.path), _query(parts.query), ""))


def _ascii(host: str) -> str:
    """A host name in the letters of the network; empty where it has no such form."""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def _path(path: str) -> str:
    try:
        plain = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return path
    kept = quote(plain, safe="/:@!$&()*+,;=~-._")
    return kept if "%2F" not in path.upper() else path


def _query(query: str) -> str:
    kept = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
    return urlencode(kept) if kept else ""


def key(url: str) -> str:
    """What two addresses of one page share: neither scheme nor ``www.`` nor a closing slash nor ``/amp`` count."""
    parts = urlsplit(url)
    path = re.sub(r"/(?:amp|index\.(?:html?|php))/?$", "", parts.path).rstrip("/")
    query = "&".join(sorted(p for p in parts.query.split("&") if p and p not in ("amp", "amp=1", "amp=")))
    return f"{_FRONTS.sub('', parts.netloc)}{path}{'?' + query if query else ''}"


def host(url: str) -> str:
    """The host of an address without port and ``www.``; empty where there is none."""
    return re.sub(r"^www\.", "", urlsplit(url).hostname or "") if url else ""


def site(url: str) -> str:
    """The part of a host that one owner has: ``example.org`` of ``m.news.example.org``."""
    labels = host(url).split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])
