"""The policy that stands in every page, and the headers that a host can send with it, in the words of each host.

Sources: CSP level 3 (W3C), Fetch (nosniff), Referrer Policy, HTML (cross-origin opener policy).
"""

from __future__ import annotations

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
"""What a page may load and run: files of its own site, nothing inline, nothing of another host."""
HEADERS = (
    ("Content-Security-Policy", f"{POLICY}; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
"""Name and value; what a page cannot say of itself is here only."""
FILES = {"netlify": "_headers", "nginx": "headers.nginx.conf"}
"""Kind of host → path of its file on the site; Cloudflare Pages reads the file of Netlify."""


def strict(policy: str) -> bool:
    """Whether a policy lets a page load from its own site alone, and run nothing that stands in the page."""
    directives = [part.split() for part in policy.split(";")]
    closed = ["default-src", "'none'"] in directives and ["base-uri", "'none'"] in directives
    return closed and all({*sources} <= {"'self'", "'none'"} for _, *sources in filter(None, directives))


def make(host: str) -> bytes:
    """The file for a kind of host."""
    match host:
        case "nginx":
            lines = [f'add_header {name} "{value}" always;' for name, value in HEADERS]
        case _:
            lines = ["/*", *(f"  {name}: {value}" for name, value in HEADERS)]
    return ("\n".join(lines) + "\n").encode()
