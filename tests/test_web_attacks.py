"""What hostile sites try with whoever fetches from them: nothing is given away, followed or waited for that should not be."""

from __future__ import annotations

import contextlib
import gzip
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web_kit import HTML, LOOPBACK, RSS, FakeClock, Reply, Site, article, raw_server, serving

from timeline import limits
from timeline.store import Store
from timeline.watch import Watch
from timeline.web import links
from timeline.web.address import parse
from timeline.web.border import Border
from timeline.web.fetch import Fetcher, Page
from timeline.web.gather import Web
from timeline.web.trouble import Trouble

PAGE = article("Rain", "It rained for three days in the valley, the mayor said on Monday.")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.replies["/a"] = (200, HTML, PAGE)
        yield site


def get(site: Site, path: str) -> Page | None:
    return Fetcher(FakeClock().clock, border=site.border()).get(parse(site.url(path)))


def test_nothing_that_a_site_wants_kept_is_given_back(site: Site) -> None:
    kept = {"Set-Cookie": "id=1; Path=/", "Alt-Svc": 'h3="evil.example:443"', "WWW-Authenticate": "Basic", "Refresh": "0; url=/b"}
    site.replies |= {"/a": (302, kept | {"Location": "/b"}, b""), "/b": (200, HTML | kept | {"ETag": 'x", If-Match: "y'}, PAGE)}
    fetcher = Fetcher(FakeClock().clock, border=site.border())
    for _ in range(2):
        page = fetcher.get(parse(site.url("/a")))
        assert page is not None
        fetcher.get(parse(site.url("/b")), page.marks)
    names = {name for request in site.requests for name in request.headers}
    assert not names & {"cookie", "authorization", "referer", "origin", "upgrade-insecure-requests", "if-match"}
    assert set(site.paths) == {"/a", "/b"}


FOLLOWED = [
    b'<meta http-equiv="refresh" content="0; url=/b">',
    b"<script>location='/b'</script>",
    b'<frame src="/b">',
    b'<link rel="stylesheet" href="/b">',
    b'<img src="/b">',
    b'<base href="/b/">',
]


@pytest.mark.parametrize("body", FOLLOWED)
def test_nothing_in_a_page_is_followed(site: Site, tmp_path: Path, body: bytes) -> None:
    site.replies["/a"] = (200, HTML, PAGE.replace(b"<head>", b"<head>" + body))
    with Web(FakeClock().clock, border=site.border()) as web, Store(tmp_path / "t.db") as store:
        list(web.articles(site.url("/a"), store))
    assert site.paths == ["/a"]


TARGETS = rb"""
http://news.example:80\@127.0.0.1/
\\127.0.0.1\b
/\127.0.0.1/
HTTP://127.1/
http://news.example:80@127.0.0.1:80/
http://127.0.0.1#.news.example/
http://127.0.0.1?.news.example/
http://[::1%25lo]/
http://[::ffff:7f00:1%lo]/
http://0x7f.1/
http://0177.0.0.01/
http://%31%32%37.0.0.1/
http://localhost%00.news.example/
http://news.example%2f@127.0.0.1/
http://news.example:22/
gopher://news.example/_GET
view-source:http://news.example/
file:///etc/passwd
""".strip().splitlines()
TARGETS += [
    "http://１２７.0.0.1/".encode(),
    "http://127。0。0。1/".encode(),
    b"http://" + b"a" * 70 + b".example/",
    b"http://" + b"a." * 200 + b"x/",
]


@pytest.mark.parametrize("target", TARGETS)
def test_a_redirect_written_to_be_misread_is_not_followed(target: bytes) -> None:
    def redirecting(connection: socket.socket) -> None:
        asked = connection.recv(65_536)
        seen.append(asked.split(b" ")[1])
        status, head = (b"404 No", b"") if b"robots.txt" in asked else (b"302 Found", b"Location: %s\r\n" % target)
        connection.sendall(b"HTTP/1.1 %s\r\n%sContent-Length: 0\r\nConnection: close\r\n\r\n" % (status, head))

    seen = list[bytes]()
    with raw_server(redirecting) as port:
        border = Border(lambda host, _: [LOOPBACK] if host == "news.example" else ["10.0.0.1"], exempt=[(LOOPBACK, port)])
        fetcher = Fetcher(FakeClock().clock, border=border, seconds=5)
        with pytest.raises(Trouble):
            fetcher.get(parse(f"http://news.example:{port}/a"))
    assert seen == [b"/robots.txt", b"/a"]


@pytest.mark.parametrize(
    "answer",
    [
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"0\r\n\r\nHTTP/1.1 200 OK\r\n\r\nsmuggled"
        ),
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 5_000_000,
        b"HTTP/1.1 " + b"2" * 5_000_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nx",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\x00: x\r\n\r\n",
        b"\x16\x03\x01\x00\x05",
    ],
    ids=[
        "two lengths",
        "many headers",
        "a long header",
        "a long status",
        "a length",
        "a long chunk",
        "another protocol",
        "a NUL",
        "TLS",
    ],
)
def test_an_answer_against_the_rules_of_http_ends_soon(answer: bytes) -> None:
    def answering(connection: socket.socket) -> None:
        robots = b"robots.txt" in connection.recv(4_096)
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" if robots else answer)

    with raw_server(answering) as port:
        fetcher = Fetcher(FakeClock().clock, border=Border(lambda *_: [LOOPBACK], exempt=[(LOOPBACK, port)]), seconds=5)
        page = None
        with contextlib.suppress(Trouble):
            page = fetcher.get(parse(f"http://news.example:{port}/a"))
    assert page is None or page.data == b""


def slow(delay: int) -> Callable[[Site], None]:
    def made(site: Site) -> None:
        site.replies["/robots.txt"] = (200, {"Content-Type": "text/plain"}, f"User-agent: *\nCrawl-delay: {delay}".encode())

    return made


def feed(*urls: str) -> Reply:
    return 200, RSS, ("<rss version='2.0'><channel><title>L</title>"
        + "".join(f"<item><title>x</title><link>{url}</link></item>" for url in urls) + "</channel></rss>").encode()  # fmt: skip


def test_a_site_that_wants_long_pauses_does_not_keep_the_others_waiting(site: Site, tmp_path: Path) -> None:
    slow(60)(site)
    words = "The ministers met in {place} on Tuesday.\nThey signed a treaty on fishing, a spokesman said."
    site.replies["/slow"] = feed(*(site.page(f"/s{n}", f"Slow {n}", words.format(place=f"Lima {n}")) for n in range(40)))
    other = site.page("/o", "Other", words.format(place="Quito")).replace("news.example", "other.example")
    site.replies["/quick"] = feed(other)
    fake, said = FakeClock(), list[str]()
    start = fake.at
    sources = [site.url("/slow"), site.url("/quick", "other.example")]
    with Store(tmp_path / "t.db") as store, Web(fake.clock, border=site.border()) as web:
        watched = Watch(store, sources, fetch=web, say=said.append)
        watched.round()
        taken = len(store.known())
        assert 5 < taken < 20
        assert "/o" in site.paths
        assert (fake.at - start).total_seconds() < limits.SOURCE_SECONDS + 300
        assert any("left for the next time" in line for line in said)
        for _ in range(5):
            watched.round()
        assert len(store.known()) == 41  # nothing is lost, it only comes later


def test_a_feed_that_unpacks_to_more_than_its_process_may_hold_is_a_sentence(site: Site) -> None:
    body = gzip.compress(b"<rss version='2.0'><channel>" + b"<item><title>x</title></item>" * 1_600_000 + b"</channel></rss>")
    site.replies["/rss"] = (200, RSS | {"Content-Encoding": "gzip"}, body)
    page = get(site, "/rss")
    assert page is not None
    assert len(page.data) < limits.MAX_FILE_BYTES
    with pytest.raises(Trouble, match="feed or sitemap"):
        links.read(page.data)
