"""Which machines may be asked: public addresses of the internet and no others, whatever a name leads to.

Sources: the IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890 and its updates), and the
transition mechanisms that carry an IPv4 address inside of an IPv6 one.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from khulasa.sources.streams import refusal
from khulasa.sources.urls import MAX_URL, web

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Iterable[str]]
"""The addresses of a host name, as texts."""
_V4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",
        ),
    )
)  # fmt: skip
_V6_PUBLIC = ipaddress.IPv6Network("2000::/3")
"""The only addresses that are given to machines of the internet; NAT64, mapped, local ones lie outside."""
_V6 = tuple(
    map(
        ipaddress.IPv6Network,
        ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20"),
    )
)
"""Inside of it: Teredo and other protocol assignments, documentation, 6to4, AS112, 6bone."""
_ISATAP = re.compile(r"^(?:0000|0200|0100|0300):5efe$")
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)")
_LOCAL = re.compile(r"^[^.:]+$|\.(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa)$")
"""Names that no machine of the internet has: one word, or an ending that is kept for local networks."""
PORTS = frozenset((80, 443))
FREE_PORTS = 1024
"""Below it only the two ports of the web are asked: others belong to other services."""
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """An address of the web, and the machine that was checked for it."""

    url: str
    scheme: str
    host: str
    port: int
    ip: str


def is_public(ip: IP) -> bool:
    """Whether an address belongs to the public internet, also by what it carries inside."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not any(ip in net for net in _V4)
    if ip.scope_id or ip not in _V6_PUBLIC or any(ip in net for net in _V6) or not ip.is_global:
        return False
    return not _ISATAP.match(":".join(ip.exploded.split(":")[4:6]))


def looked_up(host: str, port: int) -> Iterable[str]:
    """The addresses that the system's resolver gives."""
    return (str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


def target(url: str, allowed: frozenset[str] = frozenset(), resolve: Resolve = looked_up) -> Target:
    """The machine to ask for an address. KhulasaError where it must not be asked.

    All addresses of the name must be public: of several, the one that is used is not ours to choose. ``allowed``
    are hosts (``name`` or ``name:port``) of which the user said that they may be private.
    """
    plain = web(url)
    if not plain:
        remedy = "write it in full: https://example.org/page"
        raise refusal(url[:MAX_URL], "is no address of the web that can be asked", remedy)
    parts = urlsplit(plain)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    private = bool({host, f"{host}:{port}"} & allowed)
    if not private and port not in PORTS and port < FREE_PORTS:
        raise refusal(plain, f"is at port {port}, which is none of the web", "name the address without it")
    _refuse_odd_numbers(plain, host)
    if not private and _LOCAL.search(host):
        raise refusal(
            plain, "is a name of the local network", f"if that machine is yours: --allow-private {host}"
        )
    try:
        found = [ipaddress.ip_address(text.partition("%")[0]) for text in resolve(host, port)]
    except (OSError, UnicodeError) as error:
        what = f"cannot be found ({getattr(error, 'strerror', None) or error})"
        raise refusal(plain, what, "check the address and the network, then run it again") from None
    if not found:
        raise refusal(plain, "cannot be found", "check the address and the network, then run it again")
    if not private and not all(map(is_public, found)):
        what = f"leads to {next(ip for ip in found if not is_public(ip))}, which is no public address"
        raise refusal(plain, what, f"if that machine is yours: --allow-private {host}")
    return Target(plain, parts.scheme, host, port, str(found[0]))


def _refuse_odd_numbers(url: str, host: str) -> None:
    """A host whose last part is a number must be a plain dotted address: not 2130706433, 0x7f.1, 0177.0.0.1."""
    last = host.rstrip(".").rpartition(".")[2]
    if ":" in host or not _NUMBER.fullmatch(last):
        return
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        raise refusal(url, "hides its address in numbers", "write the name of the site") from None
