"""The fetcher: one page at a time, from public machines only, politely, within limits of size, time and hops."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from khulasa import __version__
from khulasa.errors import KhulasaError
from khulasa.sources.addresses import Resolve, Target, looked_up, target
from khulasa.sources.reserved import of_headers
from khulasa.sources.streams import MAX_PIECE, inflated, refusal
from khulasa.sources.urls import web

AGENT = f"khulasa/{__version__} (digest of news; obeys robots.txt)"
"""How we say who asks."""
ROBOT = "khulasa"
"""Our name in robots.txt."""
MAX_HOPS = 5
MAX_SECONDS = 60.0
"""For one answer, however slowly it is sent."""
WAIT = 10.0
"""Seconds without a byte after which a server is left."""
DELAY = 1.0
"""Seconds between two requests to one host."""
MAX_DELAY = 60.0
"""A host that asks for longer pauses is not waited for."""
AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Answers that another time may be better."""
_READ = 65_536
_TYPES = (
    "text/", "application/json", "application/xml", "application/gzip", "application/zip", "application/warc",
    "application/x-gzip", "application/octet-stream", "message/rfc822",
)  # fmt: skip


class TryAgainError(KhulasaError):
    """A page that could not be had this time: a server that is down or busy."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: the body as it was sent, unpacked."""

    url: str
    """Where it was found after all hops."""
    data: bytes
    type: str
    charset: str
    etag: str
    modified: str
    retrieved: str
    reserved: str
    fresh: bool = True
    """False where the server said that nothing has changed."""


@dataclass(slots=True)
class Network:
    """Who may be asked, and when each host was asked last."""

    allowed: frozenset[str] = frozenset()
    """Hosts that may be private."""
    delay: float = DELAY
    seconds: float = MAX_SECONDS
    resolve: Resolve = looked_up
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    asked: dict[str, float] = field(default_factory=dict)
    rules: dict[str, object] = field(default_factory=dict)
    """The robots.txt of each site that was asked, parsed; None where it has none."""


def fetch(net: Network, url: str, etag: str = "", modified: str = "") -> Page:
    """A page, if its robots.txt lets us. KhulasaError where it cannot be had, TryAgainError where later may help."""
    conditions = {
        name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value
    }
    for _ in range(MAX_HOPS + 1):
        aim = target(url, net.allowed, net.resolve)
        _obey(net, aim)
        page, onward = _ask(net, aim, conditions)
        if page is not None:
            return page
        url = onward
    raise refusal(url, f"sends on more than {MAX_HOPS} times", "name the address where it ends")


def _ask(
    net: Network, aim: Target, conditions: Mapping[str, str], most: int = MAX_PIECE
) -> tuple[Page | None, str]:
    """One request: the page, or the address that it sends us to."""
    _pause(net, aim)
    connection = _connection(aim)
    late = threading.Event()
    timer = threading.Timer(net.seconds, _hang_up, (connection, late))
    timer.daemon = True
    timer.start()
    try:
        headers = {"User-Agent": AGENT, "Accept": "text/html, application/xml, application/json, */*;q=0.5"}
        connection.request(
            "GET",
            _path(aim.url),
            headers=headers | {"Accept-Encoding": "gzip", "Connection": "close", **conditions},
        )
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308):
            onward = web(answer.getheader("Location") or "", aim.url)
            if not onward:
                raise refusal(aim.url, "sends on to no address of the web", "name the address where it ends")
            return None, onward
        page = _page(aim, answer, most)
        if late.is_set():
            raise OSError(f"it took more than {net.seconds:.0f} seconds")
        return page, ""
    except (OSError, http.client.HTTPException, ValueError) as error:
        what = f"did not answer ({str(error)[:100] or type(error).__name__})"
        raise TryAgainError(*refusal(aim.url, what, "run it again later").problems) from None
    finally:
        timer.cancel()
        connection.close()


class _Checked(http.client.HTTPConnection):
    """A connection to the address that was checked, not to what the name says by now."""

    def __init__(self, aim: Target) -> None:
        super().__init__(aim.host, aim.port, timeout=WAIT)
        self._aim = aim

    def connect(self) -> None:
        """Connect, and see once more whom we are talking to."""
        self.sock = socket.create_connection((self._aim.ip, self._aim.port), WAIT)


class _CheckedTls(_Checked):
    default_port = 443

    def connect(self) -> None:
        """Connect, then prove that the machine has the name."""
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self._aim.host)


def _connection(aim: Target) -> http.client.HTTPConnection:
    return _CheckedTls(aim) if aim.scheme == "https" else _Checked(aim)


def _hang_up(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    """End a connection whose time is over, however slowly it sends; what came looks whole and is not."""
    late.set()
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _path(url: str) -> str:
    rest = url.split("://", 1)[1]
    at = rest.find("/")
    if at >= 0:
        return rest[at:]
    query = rest.find("?")
    return "/" + (rest[query:] if query >= 0 else "")


def _page(aim: Target, answer: http.client.HTTPResponse, most: int) -> Page:
    headers = {name.lower(): value for name, value in answer.getheaders()}
    kind, _, parameters = headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    made = Page(
        url=aim.url,
        data=b"",
        type=kind,
        charset=parameters.lower().partition("charset=")[2].partition(";")[0].strip(" \"'"),
        etag=headers.get("etag", ""),
        modified=headers.get("last-modified", ""),
        retrieved=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        reserved=of_headers(headers),
        fresh=answer.status != 304,
    )
    if answer.status == 304:
        return made
    if answer.status != 200:
        wrong = refusal(
            aim.url, f"answers {answer.status} {answer.reason}"[:100], "see whether the address is right"
        )
        raise TryAgainError(*wrong.problems) if answer.status in AGAIN else wrong
    if kind and not kind.startswith(_TYPES) and not kind.endswith(("+xml", "+json", "+gzip")):
        raise refusal(aim.url, f"is {kind[:60]}, not a page, a feed or an archive", "leave it out")
    data = inflated(_all(answer, aim.url, most), headers.get("content-encoding", ""), aim.url, most)
    return Page(**{name: getattr(made, name) for name in made.__slots__} | {"data": data})


def _all(answer: http.client.HTTPResponse, url: str, most: int) -> bytes:
    parts, size = [], 0
    while data := answer.read(_READ):
        size += len(data)
        if size > most:
            raise refusal(
                url, f"sends more than {most:,} bytes", "no page is that long; save the article alone"
            )
        parts.append(data)
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
    return b"".join(parts)


def _pause(net: Network, aim: Target) -> None:
    """Wait until the host may be asked again; a private one that the user named is the user's own."""
    if not {aim.host, f"{aim.host}:{aim.port}"} & net.allowed:
        before = net.asked.get(aim.host)
        if before is not None and (rest := before + _delay(net, aim) - net.clock()) > 0:
            net.sleep(rest)
    net.asked[aim.host] = net.clock()


# ------------------------------------------------------------------ robots.txt (RFC 9309)


def _site(aim: Target) -> str:
    return "/".join(aim.url.split("/", 3)[:3])


def _delay(net: Network, aim: Target) -> float:
    rules = net.rules.get(_site(aim))
    said = rules.crawl_delay(ROBOT) if rules is not None else None  # type: ignore[attr-defined]
    return max(net.delay, float(said or 0))


def _obey(net: Network, aim: Target) -> None:
    """KhulasaError where the site's robots.txt does not want us at an address."""
    site = _site(aim)
    if site not in net.rules:
        net.rules[site] = _robots(net, aim)
    rules = net.rules[site]
    if rules is not None and not rules.can_fetch(aim.url, ROBOT):  # type: ignore[attr-defined]
        raise refusal(
            aim.url,
            "is closed to programs by robots.txt",
            "read it in a browser and save the page, if you may",
        )
    if _delay(net, aim) > MAX_DELAY:
        raise refusal(
            aim.url, f"asks for pauses of more than {MAX_DELAY:.0f} seconds", "save the page yourself"
        )


def _robots(net: Network, aim: Target) -> object:
    """The rules of a site; none where it has no such file, and a refusal where it cannot be asked."""
    from protego import Protego  # noqa: PLC0415 - belongs to the extra ``add``

    url = f"{_site(aim)}/robots.txt"
    for _ in range(MAX_HOPS + 1):
        here = target(url, net.allowed, net.resolve)
        try:
            page, url = _ask(net, here, {}, most=500_000)
        except TryAgainError:
            raise
        except KhulasaError:
            return None
        if page is not None:
            return Protego.parse(page.data.decode("utf-8", "replace"))
    return None
