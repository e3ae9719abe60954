"""The fetcher: public machines only, whatever leads there; within limits; politely."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import time
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler

import pytest

import heapkit
from khulasa.errors import KhulasaError
from khulasa.sources import network
from khulasa.sources.addresses import is_public, target
from khulasa.sources.network import Network, TryAgainError, fetch

PUBLIC = "93.184.216.34"
PRIVATE = (  # what nobody may be sent to
    "0.0.0.0", "0.1.2.3",  # noqa: S104 - an address to be refused
    "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.1.1", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:93.184.216.34", "64:ff9b::7f00:1", "64:ff9b::5db8:d822",
    "64:ff9b:1::7f00:1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::",
    "2002:5db8:d822::1", "2606:4700::5efe:7f00:1", "2606:4700::200:5efe:a00:1", "3ffe::1", "3fff::1", "5f00::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
)  # fmt: skip
OPEN = (
    PUBLIC,
    "1.1.1.1",
    "100.63.255.255",
    "100.128.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "2606:4700::1111",
    "2a00:1450::1",
)


def answers(*ips: str):
    """A resolver that gives the same machines for every name."""
    return lambda host, port: ips


@pytest.mark.parametrize("ip", PRIVATE)
def test_machines_that_are_not_public(ip: str) -> None:
    """Loopback, private, link-local, multicast, documentation, mapped, NAT64, 6to4, Teredo, ISATAP: none is asked."""
    assert not is_public(ipaddress.ip_address(ip))
    with pytest.raises(KhulasaError, match="which is no public address"):
        target("https://innocent.example/", resolve=answers(ip))


@pytest.mark.parametrize("ip", OPEN)
def test_machines_that_are_public(ip: str) -> None:
    """Addresses beside the special ones are asked."""
    assert target("https://innocent.example/", resolve=answers(ip)).ip == ip


def test_one_private_address_among_several_is_enough() -> None:
    """A name that leads to a public and a private machine is refused: which one answers is not ours to choose."""
    with pytest.raises(KhulasaError):
        target("https://innocent.example/", resolve=answers(PUBLIC, "10.0.0.1"))


ODD = (
    "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://127.0.1/",
    "http://0x7f.1/",
    "http://00000177.0.0.01/", "http://425.510.425.510/", "http://1.1.1.1.1/", "http://0251.254.169.254",
    "http://①②⑦.⓪.⓪.①/", "http://１２７.0.0.1/", "http://127。0。0。1/", "http://[::ffff:127.0.0.1]/", "http://[::1%25eth0]/",
    "http://user@innocent.example/", "http://innocent.example@127.0.0.1/", "http://127.0.0.1\\@innocent.example/",
    "http://innocent.example#@127.0.0.1\\/", "http:127.0.0.1/", "http:///127.0.0.1/", "//127.0.0.1/", "file:///etc/passwd",
    "gopher://innocent.example/", "ftp://innocent.example/", "dict://innocent.example:11211/", "jar:http://a!/",
    "data:,x",
    "javascript:alert(1)", "http://innocent.example:22/", "http://innocent.example:25/", "http://innocent.example:99999/",
    "http://innocent.example:-1/", "http://inno cent.example/", "http://innocent.example/\r\nX-A: 1", "http://%31%32%37.0.0.1/",
    "http://a..b/", "http://" + "a" * 70 + ".example/", "http://", "https://innocent.example/" + "a" * 3000, "http://0/",
)  # fmt: skip


@pytest.mark.parametrize("url", ODD)
def test_addresses_that_hide_what_they_are(url: str) -> None:
    """Numbers in other bases, other digits, users, other schemes and ports: refused before anybody is asked."""

    def resolve(host: str, port: int) -> Iterable[str]:
        # What the system would make of numbers: were they let through, it would be loopback.
        return (
            [str(ipaddress.ip_address(host))]
            if host.strip("0123456789.:abcdefABCDEF") == ""
            else ["127.0.0.1"]
        )

    with pytest.raises(KhulasaError):
        target(url, resolve=resolve)


def test_the_machine_that_was_checked_is_the_one_that_is_asked(monkeypatch) -> None:
    """A name that leads elsewhere the second time (rebinding) is looked up once, and that machine is asked."""
    asked: list[tuple[str, int]] = []

    def connect(address, timeout):
        asked.append(address)
        raise OSError("no network here")

    monkeypatch.setattr(socket, "create_connection", connect)
    turns = iter([(PUBLIC,), ("127.0.0.1",), ("127.0.0.1",)])
    net = Network(resolve=lambda host, port: next(turns), delay=0)
    net.rules["https://innocent.example"] = None
    with pytest.raises(TryAgainError):
        fetch(net, "https://innocent.example/")
    assert asked == [(PUBLIC, 443)]


# ------------------------------------------------------------------ a server of our own


def local(served: heapkit.Served, **more: object) -> Network:
    return Network(allowed=frozenset({served.host}), **more)  # type: ignore[arg-type]


def test_a_private_machine_is_asked_only_where_the_user_names_it() -> None:
    """The same server is refused without ``--allow-private`` and read with it; another port stays closed."""
    with heapkit.serving({"/a": ("text/html; charset=windows-1256", b"x")}) as served:
        with pytest.raises(KhulasaError, match="no public address"):
            fetch(Network(), f"{served.url}/a")
        page = fetch(local(served), f"{served.url}/a")
        assert (page.data, page.type, page.charset, page.fresh) == (b"x", "text/html", "windows-1256", True)
        with pytest.raises(KhulasaError, match="no public address"):
            fetch(local(served), "http://127.0.0.1:8000/a")


def redirect(to: str):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


@pytest.mark.parametrize(
    ("to", "what"),
    [
        ("http://169.254.169.254/latest/meta-data/", "no public address"),
        ("http://[::1]/", "no public address"),
        ("http://2130706433/", "hides its address"),
        ("//localhost:8001/", "name of the local network"),
        ("file:///etc/passwd", "sends on to no address"),
        ("/loop", "sends on more than"),
        ("", "sends on to no address|sends on more than"),
    ],
)
def test_redirects_are_checked_again(to: str, what: str) -> None:
    """A redirect to a private machine, another scheme, or in a circle ends there."""
    with heapkit.serving({"/loop": redirect(to)}) as served, pytest.raises(KhulasaError, match=what):
        fetch(local(served), f"{served.url}/loop")


def test_redirects_are_followed() -> None:
    """A redirect within what is allowed leads to the page, and the page says where it was found."""
    with heapkit.serving({"/a": redirect("/b?x=1"), "/b?x=1": ("text/html", b"y")}) as served:
        assert fetch(local(served), f"{served.url}/a").url == f"{served.url}/b?x=1"


def raw(head: bytes, *parts: bytes, pause: float = 0.0):
    """An answer byte by byte, as no honest server gives it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(head)
            for part in parts:
                handler.wfile.write(part)
                handler.wfile.flush()
                time.sleep(pause)
        except OSError:
            pass  # we were hung up on, as we should be
        handler.close_connection = True

    return answer


HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MANY = b"a" * 1_000_000


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (raw(HTML + b"\r\n", *[MANY] * 25), "sends more than"),
        (
            raw(HTML + b"Transfer-Encoding: chunked\r\n\r\n", *[b"f4240\r\n" + MANY + b"\r\n"] * 25),
            "sends more than",
        ),
        (
            raw(HTML + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(bytes(500_000_000), 1)),
            "unpacks to more than",
        ),
        (raw(HTML + b"Content-Encoding: gzip\r\n\r\n", b"not gzip"), "is damaged"),
        (raw(HTML + b"Content-Encoding: compress\r\n\r\n", b"x"), "unknown way"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", b"x"), "is video/mp4, not a page"),
        (raw(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), "answers 404"),
        (raw(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"), "answers 503"),
        (raw(b"\x00\x01\x02 nonsense\r\n\r\n"), "did not answer"),
        (raw(HTML + b"X-A: b\r\n" * 500 + b"\r\n"), "did not answer"),
        (raw(HTML + b"X-A: " + MANY + b"\r\n\r\n"), "did not answer"),
        (raw(HTML + b"Content-Length: 100\r\n\r\n", b"short"), "did not answer"),
    ],
)
def test_hostile_answers(answer, what: str) -> None:
    """Endless, bombs, nonsense, errors: each is a line, and costs no more than its limit."""
    with heapkit.serving({"/x": answer}) as served, pytest.raises(KhulasaError, match=what):
        fetch(local(served), f"{served.url}/x")


def test_a_server_that_drips_is_left() -> None:
    """A byte now and then keeps a connection alive for ever; the time of one answer ends it all the same."""
    with heapkit.serving({"/x": raw(HTML, *[b"X"] * 200, pause=0.05)}) as served:
        began = time.monotonic()
        with pytest.raises(TryAgainError, match="did not answer"):
            fetch(local(served, seconds=0.5), f"{served.url}/x")
        assert time.monotonic() - began < 5


# ------------------------------------------------------------------ manners


def test_robots_txt_is_obeyed() -> None:
    """What is closed is not asked for; what is open is, and robots.txt is asked for once."""
    rules = b"User-agent: *\nDisallow: /private/\nAllow: /private/open\n\nUser-agent: other\nDisallow: /\n"
    pages = {
        "/robots.txt": ("text/plain", rules),
        "/a": ("text/html", b"x"),
        "/private/open": ("text/html", b"y"),
    }
    with heapkit.serving(pages) as served:
        net = local(served)
        assert fetch(net, f"{served.url}/a").data == b"x"
        assert fetch(net, f"{served.url}/private/open").data == b"y"
        with pytest.raises(KhulasaError, match=r"robots\.txt"):
            fetch(net, f"{served.url}/private/b")
        assert served.paths() == ["/robots.txt", "/a", "/private/open"]
        assert {headers["user-agent"] for _, headers in served.asked} == {network.AGENT}


def test_a_site_whose_robots_txt_fails_is_left_for_now() -> None:
    """Where robots.txt cannot be had because of an error, nothing else is asked (RFC 9309)."""
    down = raw(b"HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n")
    with heapkit.serving({"/robots.txt": down, "/a": ("text/html", b"x")}) as served:
        with pytest.raises(TryAgainError):
            fetch(local(served), f"{served.url}/a")
        assert served.paths() == ["/robots.txt"]


def test_what_has_not_changed_is_not_sent_again() -> None:
    """The marks of the last answer are sent along; the server says that nothing has changed."""
    with heapkit.serving({"/a": ("text/html", b"x")}) as served:
        first = fetch(local(served), f"{served.url}/a")
        again = fetch(local(served), f"{served.url}/a", first.etag, first.modified)
        assert (again.fresh, again.data) == (False, b"")


def test_a_host_is_not_asked_twice_in_a_second(monkeypatch) -> None:
    """Between two requests to one host lies a second, or what its robots.txt asks for; other hosts need not wait."""
    slept: list[float] = []
    clock = [0.0]

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        clock[0] += seconds

    pages = {"/robots.txt": ("text/plain", b"User-agent: *\nCrawl-delay: 3\n"), "/a": ("text/html", b"x")}
    with heapkit.serving(pages) as served:
        port = int(served.host.partition(":")[2])
        monkeypatch.setattr(network, "_connection", lambda aim: network._Checked(heapkit_target(aim, port)))
        net = Network(resolve=answers(PUBLIC), clock=lambda: clock[0], sleep=sleep)
        for _ in range(2):
            fetch(net, "http://one.example/a")
        fetch(net, "http://two.example/a")
    assert slept == [3.0, 3.0, 3.0]


def heapkit_target(aim, port: int):
    """The same page, at our own server."""
    return type(aim)(aim.url, aim.scheme, "127.0.0.1", port, "127.0.0.1")


def test_reservation_in_headers_is_recorded() -> None:
    """A header that reserves text and data mining comes along with the page."""
    answer = raw(HTML + b"TDM-Reservation: 1\r\nContent-Length: 1\r\n\r\n", b"x")
    with heapkit.serving({"/x": answer}) as served:
        assert fetch(local(served), f"{served.url}/x").reserved == "tdm-reservation: 1"
