"""Fetching: every byte, second and hop is counted, names are pinned to what was checked, and hosts are treated politely."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import trustme
from web_kit import HTML, LOOPBACK, FakeClock, Reply, Request, Site, article, raw_server, serving

from timeline import limits
from timeline.web import connection, fetch, robots, unpack
from timeline.web.address import parse
from timeline.web.border import Border
from timeline.web.fetch import Fetcher, Marks, Page, agent, retry_after
from timeline.web.trouble import Kind, Trouble

PAGE = article("Rain", "It rained for three days.")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.replies["/a"] = (200, HTML, PAGE)
        yield site


def fetched(site: Site, path: str = "/a", *, fake: FakeClock | None = None, **options: object) -> Page:
    page = Fetcher((fake or FakeClock()).clock, border=site.border(), **options).get(parse(site.url(path)))  # type: ignore[arg-type]
    assert page is not None
    return page


def refused(site: Site, path: str = "/a", **options: object) -> Trouble:
    with pytest.raises(Trouble) as trouble:
        fetched(site, path, **options)  # type: ignore[arg-type]
    assert trouble.value.reason.endswith(".")
    return trouble.value


# ---- what is asked -------------------------------------------------------------------------------------------------------


def test_a_page_is_fetched_with_who_asks(site: Site) -> None:
    page = fetched(site, contact="desk@museum.example")
    assert (page.data, page.media, page.charset) == (PAGE, "text/html", "utf-8")
    assert [request.path for request in site.requests] == ["/robots.txt", "/a"]
    for request in site.requests:
        assert request.host == f"news.example:{site.port}"
        assert request.headers["user-agent"].startswith("timeline-news/")
        assert request.headers["user-agent"].endswith("(desk@museum.example)")
        assert not {"cookie", "authorization", "referer"} & set(request.headers)


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "a (b)", "ü@x.example", " a", "a" * 300, "\x00"])
def test_a_contact_that_cannot_be_sent_is_refused(contact: str) -> None:
    with pytest.raises(ValueError, match="contact"):
        agent(contact)


def test_a_proxy_in_the_environment_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://10.255.255.1:3128")
    assert fetched(site).data == PAGE


# ---- where it goes -------------------------------------------------------------------------------------------------------


def redirect(target: str, status: int = 302) -> Reply:
    return (status, {"Location": target}, b"")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_to_where_the_page_is(site: Site, status: int) -> None:
    site.replies |= {"/1": redirect("/2", status), "/2": redirect(site.url("/a", "other.example"), status)}
    assert str(fetched(site, "/1").address) == site.url("/a", "other.example")


def test_five_redirects_are_followed_and_six_are_not(site: Site) -> None:
    site.replies |= {f"/{n}": redirect(f"/{n + 1}") for n in range(1, 7)} | {"/7": (200, HTML, PAGE)}
    assert fetched(site, "/2").data == PAGE
    assert "more than 5 times" in refused(site, "/1").reason


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.replies["/1"] = redirect("/1")
    assert "more than 5 times" in refused(site, "/1").reason
    assert site.paths == ["/1"] * 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://127.0.0.2:{port}/a",
        "http://10.0.0.1/a",
        "//169.254.169.254/latest/",
        "http://[::1]:{port}/a",
        "http://[::ffff:127.0.0.1]:{port}/a",
        "http://2130706433:{port}/a",
        "http://0x7f.1:{port}/a",
        "http://localhost:{port}/a",
        "http://user:secret@news.example:{port}/a",
        "http://inside.example:{port}/a",
        "http://mixed.example:{port}/a",
        "file:///etc/passwd",
        "ftp://news.example/a",
        "javascript:alert(1)",
        "data:text/html,<p>x",
        "http://news.example:22/",
        "http://unknown.example/",
        "http://",
        "",
    ],
)
@pytest.mark.parametrize("hops", [1, 3])
def test_no_redirect_leads_inside(site: Site, target: str, hops: int) -> None:
    end = redirect(target.format(port=site.port))
    site.replies |= {f"/hop{n}": redirect(f"/hop{n + 1}") for n in range(1, hops)} | {f"/hop{hops}": end, "/": (200, HTML, PAGE)}
    border = site.border(inside_example=["10.1.2.3"], mixed_example=[LOOPBACK, "192.168.0.9"])
    with pytest.raises(Trouble):
        Fetcher(FakeClock().clock, border=border).get(parse(site.url("/hop1")))
    assert site.paths[:hops] == [f"/hop{n}" for n in range(1, hops + 1)]
    # Nothing is asked of it; an empty target is the page itself, which redirects until the cap.
    assert set(site.paths[hops:]) <= {f"/hop{hops}"}


def test_a_robots_txt_cannot_redirect_inside_either(site: Site) -> None:
    site.replies["/robots.txt"] = redirect("http://10.0.0.1/robots.txt")
    refused(site)
    assert site.paths == []


def test_a_name_is_looked_up_once_for_a_request_and_the_checked_address_is_connected_to(site: Site) -> None:
    # A name server that answers with a public-looking address first, and with another one whenever it is asked again.
    answers = iter([[LOOPBACK], [LOOPBACK]])
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers, ["10.0.0.1"])

    border = Border(rebinding, exempt=[(LOOPBACK, site.port)])
    assert Fetcher(FakeClock().clock, border=border).get(parse(site.url("/a"))) is not None
    assert asked == ["news.example"] * 2  # one for robots.txt, one for the page


def test_the_system_is_never_asked_again_after_the_check(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def only_numbers(host: str, *args: object, **kwargs: object) -> object:
        assert host == LOOPBACK, f"{host} was looked up after the check"
        return real(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", only_numbers)
    assert fetched(site).data == PAGE


def test_a_rebound_name_is_refused_at_the_next_hop(site: Site) -> None:
    site.replies["/1"] = redirect("/a")
    answers = iter([[LOOPBACK], [LOOPBACK]])
    border = Border(lambda *_: next(answers, ["127.0.0.53"]), exempt=[(LOOPBACK, site.port)])
    with pytest.raises(Trouble, match="private network"):
        Fetcher(FakeClock().clock, border=border).get(parse(site.url("/1")))
    assert site.paths == ["/1"]


def test_of_several_addresses_a_dead_one_is_passed_over(site: Site) -> None:
    border = Border(lambda *_: ["127.0.0.99", LOOPBACK], exempt=[(LOOPBACK, site.port), ("127.0.0.99", site.port)])
    assert Fetcher(FakeClock().clock, border=border).get(parse(site.url("/a"))) is not None


# ---- TLS -----------------------------------------------------------------------------------------------------------------


def tls_server(names: list[str], authority: trustme.CA, seen: list[str | None]) -> Callable[[socket.socket], None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    context.sni_callback = lambda _socket, name, _context: seen.append(name)

    def answer(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            head = secure.recv(4_096)
            status = b"404 Not Found" if b"robots.txt" in head else b"200 OK"
            secure.sendall(b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nRain.")

    return answer


@pytest.mark.parametrize(
    ("names", "trusted", "outcome"),
    [
        (["news.example"], True, ""),
        (["other.example"], True, "certificate is not valid"),
        ([LOOPBACK], True, "certificate is not valid"),
        (["news.example"], False, "certificate is not valid"),
    ],
)
def test_tls_names_and_verifies_the_real_name(
    monkeypatch: pytest.MonkeyPatch, names: list[str], trusted: bool, outcome: str
) -> None:
    authority, seen = trustme.CA(), list[str | None]()
    ours = ssl.create_default_context()
    if trusted:
        authority.configure_trust(ours)
    monkeypatch.setattr(connection, "context", lambda: ours)
    with raw_server(tls_server(names, authority, seen)) as port:
        fetcher = Fetcher(FakeClock().clock, border=Border(lambda *_: [LOOPBACK], exempt=[(LOOPBACK, port)]))
        address = parse(f"https://news.example:{port}/a")
        if outcome:
            with pytest.raises(Trouble, match=outcome):
                fetcher.get(address)
        else:
            page = fetcher.get(address)
            assert page is not None
            assert page.data == b"Rain."
    assert set(seen) == {"news.example"}


def test_plain_http_on_a_tls_port_is_a_sentence(site: Site) -> None:
    with pytest.raises(Trouble, match=r"securely \(TLS\)|certificate"):
        Fetcher(FakeClock().clock, border=site.border()).get(parse(site.url("/a").replace("http:", "https:")))


# ---- how much, how long, what kind -----------------------------------------------------------------------------------------


def test_what_is_too_large_is_not_read_to_its_end(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FETCH_BYTES", 20_000)
    monkeypatch.setattr(connection.get, "__kwdefaults__", connection.get.__kwdefaults__ | {"limit": 20_000})
    site.replies["/a"] = (200, HTML, b"<p>" + b"x" * 5_000_000)
    assert "larger than" in refused(site).reason
    site.replies["/a"] = (200, HTML, b"x" * 20_000)
    assert len(fetched(site).data) == 20_000


@pytest.mark.parametrize("packer", [gzip.compress, zlib.compress, lambda data: zlib.compress(data, wbits=-15)])
def test_a_packed_answer_is_unpacked(site: Site, packer: Callable[[bytes], bytes]) -> None:
    coding = "gzip" if packer is gzip.compress else "deflate"
    site.replies["/a"] = (200, HTML | {"Content-Encoding": coding}, packer(PAGE))
    assert fetched(site).data == PAGE


def test_a_bomb_is_unpacked_no_further_than_allowed() -> None:
    bomb = gzip.compress(b"\0" * 30_000_000, 9)
    for data, headers in ((bomb, {"content-encoding": "gzip"}), (bomb, {}), (gzip.compress(bomb), {"content-encoding": "gzip"})):
        with pytest.raises(Trouble, match="larger than"):
            unpack.body(data, headers, 1_000_000)
    many = gzip.compress(b"\0" * 600_000) * 3
    with pytest.raises(Trouble, match="larger than"):
        unpack.body(many, {}, 1_000_000)
    assert len(unpack.body(many, {}, 2_000_000)) == 1_800_000


@pytest.mark.parametrize(
    "data", [gzip.compress(PAGE)[:-20], b"\x1f\x8b garbage", gzip.compress(PAGE)[:40]], ids=["end", "all", "half"]
)
def test_damaged_packing_is_a_sentence(site: Site, data: bytes) -> None:
    site.replies["/a"] = (200, HTML | {"Content-Encoding": "gzip"}, data)
    assert "damaged" in refused(site).reason


def test_packing_that_was_not_asked_for_is_a_sentence(site: Site) -> None:
    site.replies["/a"] = (200, HTML | {"Content-Encoding": "br"}, b"...")
    assert "packs" in refused(site).reason


@pytest.mark.parametrize(
    "media", ["image/png", "video/mp4", "application/zip", "application/javascript", "text/css", "x/\x1b[31m"]
)
def test_what_is_no_page_or_feed_is_not_read(site: Site, media: str) -> None:
    site.replies["/a"] = (200, {"Content-Type": media}, b"x" * 100)
    trouble = refused(site)
    assert "no page, feed or sitemap" in trouble.reason
    assert trouble.kind is Kind.NEVER
    assert trouble.reason.isprintable()


@pytest.mark.parametrize("media", ["text/html", "TEXT/HTML;charset=x", "application/rss+xml", "text/xml", "text/plain", ""])
def test_pages_and_feeds_are_read(site: Site, media: str) -> None:
    site.replies["/a"] = (200, {"Content-Type": media} if media else {}, PAGE)
    assert fetched(site).data == PAGE


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        (404, "no such page (404)", Kind.NEVER),
        (410, "no such page (410)", Kind.NEVER),
        (401, "wants a login", Kind.NEVER),
        (403, "lets no programs in (403)", Kind.NEVER),
        (451, "(451)", Kind.NEVER),
        (418, "status 418", Kind.LATER),
        (204, "status 204", Kind.LATER),
        (500, "fault of its own (500)", Kind.LATER),
        (502, "fault of its own (502)", Kind.LATER),
        (429, "asks to wait until 08:10 (429)", Kind.CLOSED),
        (503, "asks to wait until 08:10 (503)", Kind.CLOSED),
    ],
)
def test_each_status_is_a_sentence(site: Site, status: int, words: str, kind: Kind) -> None:
    site.replies["/a"] = (status, {}, b"")
    trouble = refused(site)
    assert words in trouble.reason
    assert trouble.kind is kind


def trickling(head: bytes, drop: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        if b"robots.txt" in connection.recv(4_096):
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        connection.sendall(head)
        while True:
            time.sleep(0.02)
            connection.sendall(drop)

    return answer


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"y"),
        (b"", b"\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["body", "chunks", "headers", "nothing", "informational"],
)
def test_a_trickle_ends_with_the_time(head: bytes, drop: bytes) -> None:
    with raw_server(trickling(head, drop)) as port:
        fetcher = Fetcher(FakeClock().clock, border=Border(lambda *_: [LOOPBACK], exempt=[(LOOPBACK, port)]), seconds=0.3)
        with pytest.raises(Trouble, match=r"within 0\.3 seconds|rules of HTTP"):
            fetcher.get(parse(f"http://news.example:{port}/a"))


def test_a_trickling_handshake_ends_with_the_time() -> None:
    with raw_server(trickling(b"\x16\x03\x03\x40\x00", b"\0")) as port:
        fetcher = Fetcher(FakeClock().clock, border=Border(lambda *_: [LOOPBACK], exempt=[(LOOPBACK, port)]), seconds=0.3)
        with pytest.raises(Trouble, match=r"within 0\.3 seconds|TLS"):
            fetcher.get(parse(f"https://news.example:{port}/a"))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Much: " + b"y" * 300_000 + b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.9\r\n",
    ],
)
def test_a_broken_answer_is_a_sentence(answer: bytes) -> None:
    def broken(connection: socket.socket) -> None:
        robots = b"robots.txt" in connection.recv(4_096)
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" if robots else answer)

    with raw_server(broken) as port:
        fetcher = Fetcher(FakeClock().clock, border=Border(lambda *_: [LOOPBACK], exempt=[(LOOPBACK, port)]), seconds=2)
        with pytest.raises(Trouble, match=r"breaks|broke off"):
            fetcher.get(parse(f"http://news.example:{port}/a"))


def test_a_closed_port_is_a_sentence() -> None:
    with socket.create_server((LOOPBACK, 0)) as reserved:
        port = reserved.getsockname()[1]
    fetcher = Fetcher(FakeClock().clock, border=Border(lambda *_: [LOOPBACK], exempt=[(LOOPBACK, port)]))
    with pytest.raises(Trouble, match="does not answer"):
        fetcher.get(parse(f"http://news.example:{port}/a"))


# ---- politeness ------------------------------------------------------------------------------------------------------------


def test_robots_txt_is_followed_and_asked_for_once_a_day(site: Site) -> None:
    site.replies["/robots.txt"] = (
        200,
        {},
        b"User-agent: *\nDisallow: /private\nAllow: /private/open\n\nUser-agent: timeline-news\nDisallow: /ours\n",
    )
    site.replies |= dict.fromkeys(["/private/b", "/ours/b"], (200, HTML, PAGE))
    fake = FakeClock()
    fetcher = Fetcher(fake.clock, border=site.border())
    assert fetcher.get(parse(site.url("/private/b"))) is not None  # the group that names the program replaces that for all
    with pytest.raises(Trouble, match=r"robots\.txt asks programs to stay out") as trouble:
        fetcher.get(parse(site.url("/ours/b")))
    assert trouble.value.kind is Kind.NEVER
    assert site.paths == ["/private/b"]
    assert len(site.requests) == 2
    fake.at += timedelta(hours=25)
    fetcher.get(parse(site.url("/a")))
    assert [request.path for request in site.requests].count("/robots.txt") == 2


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        (b"", "/a", True),
        (b"User-agent: *\nDisallow: /", "/a", False),
        (b"User-agent: *\nDisallow:", "/a", True),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /", "/a", False),
        (b"user-agent:*\r\ndisallow:/a$", "/a", False),
        (b"User-agent: *\nDisallow: /*.pdf$", "/a", True),
        (b"User-agent: Timeline-News\nDisallow: /a", "/a", False),
        (b"User-agent: otherbot\nDisallow: /", "/a", True),
        (b"User-agent: otherbot\nUser-agent: *\nDisallow: /", "/a", False),
        (b"User-agent: *\nAllow: /\n\nUser-agent: otherbot\nDisallow: /", "/a", True),
        (b"User-agent: otherbot\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", True),
        (b"<html><body>Not found</body></html>", "/a", True),
        (bytes(range(256)) * 20, "/a", True),
    ],
)
def test_robots_rules(site: Site, rules: bytes, path: str, allowed: bool) -> None:
    site.replies["/robots.txt"] = (200, {}, rules)
    if allowed:
        assert fetched(site, path).data == PAGE
    else:
        assert "robots.txt" in refused(site, path).reason


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (401, True), (403, True), (500, False), (503, False), (429, False)])
def test_a_robots_txt_that_cannot_be_had(site: Site, status: int, allowed: bool) -> None:
    site.replies["/robots.txt"] = (status, {}, b"")
    if allowed:
        assert fetched(site).data == PAGE
    else:
        refused(site)
        assert site.paths == []


def test_a_robots_txt_of_many_programs_and_rules_costs_little() -> None:
    names = b"".join(b"User-agent: bot%d\n" % n for n in range(12_000))
    rules = b"".join(b"Disallow: /%d*\n" % n for n in range(14_000))
    found = robots.parse(names + b"User-agent: *\n" + rules)
    assert found.rules is not None
    assert len(found.rules._user_agents) == 2
    assert not found.allow(parse("https://news.example/13999/x"))


def test_a_host_gets_its_pauses_and_another_does_not_wait_for_them(site: Site) -> None:
    fake = FakeClock()
    fetcher = Fetcher(fake.clock, border=site.border())
    for _ in range(3):
        fetcher.get(parse(site.url("/a")))
    assert fake.waits == [1.0] * 3  # the first after the robots.txt
    fetcher.get(parse(site.url("/a", "other.example")))
    assert fake.waits == [1.0] * 4
    fake.at += timedelta(seconds=0.4)
    fetcher.get(parse(site.url("/a", "other.example")))
    assert fake.waits[-1] == 0.6


@pytest.mark.parametrize(
    ("asked", "delay"), [("5", 5.0), ("0", 1.0), ("86400", 60.0), ("nan", 1.0), ("-3", 1.0), ("inf", 1.0), ("x", 1.0)]
)
def test_a_crawl_delay_is_followed_within_reason(site: Site, asked: str, delay: float) -> None:
    site.replies["/robots.txt"] = (200, {}, f"User-agent: *\nCrawl-delay: {asked}".encode())
    fake = FakeClock()
    fetched(site, fake=fake)
    assert fake.waits == [delay]


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    def conditional(request: Request) -> Reply:
        if request.headers.get("if-none-match") == '"v1"':
            assert request.headers["if-modified-since"] == "Mon, 02 Mar 2026 07:00:00 GMT"
            return (304, {}, b"")
        return (200, HTML | {"ETag": '"v1"', "Last-Modified": "Mon, 02 Mar 2026 07:00:00 GMT"}, PAGE)

    site.replies["/a"] = conditional
    fetcher = Fetcher(FakeClock().clock, border=site.border())
    page = fetcher.get(parse(site.url("/a")))
    assert page is not None
    assert page.marks == Marks('"v1"', "Mon, 02 Mar 2026 07:00:00 GMT")
    assert fetcher.get(parse(site.url("/a")), page.marks) is None


def test_a_mark_that_is_no_header_is_dropped(site: Site) -> None:
    site.replies["/a"] = (200, HTML | {"ETag": '"' + "x" * 600 + '"', "Last-Modified": "\xe9"}, PAGE)
    assert fetched(site).marks == Marks()


def test_a_host_that_asks_to_wait_is_left_alone_until_then(site: Site) -> None:
    site.replies["/busy"] = (429, {"Retry-After": "600"}, b"")
    fake = FakeClock()
    fetcher = Fetcher(fake.clock, border=site.border())
    for _ in range(2):
        with pytest.raises(Trouble, match="wait until 08:10") as trouble:
            fetcher.get(parse(site.url("/busy")))
        assert trouble.value.until == fake.at.replace(hour=8, minute=10, second=1)
    with pytest.raises(Trouble, match="wait until 08:10"):
        fetcher.get(parse(site.url("/a")))
    assert site.paths == ["/busy"]
    fake.at += timedelta(minutes=11)
    assert fetcher.get(parse(site.url("/a"))) is not None


def test_a_dead_host_is_given_up_after_three_tries(site: Site) -> None:
    site.replies["/down"] = (500, {}, b"")
    fetcher = Fetcher(FakeClock().clock, border=site.border())
    for _ in range(6):
        with pytest.raises(Trouble):
            fetcher.get(parse(site.url("/down")))
    assert site.paths == ["/down"] * fetch.MAX_TROUBLES
    fetcher.forgive()
    assert fetcher.get(parse(site.url("/a"))) is not None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        ("999999999999999999999", 86_400),
        ("Mon, 02 Mar 2026 08:05:00 GMT", 300),
        ("Mon, 02 Mar 2026 08:05:00 -0000", 300),
        ("Mon, 02 Mar 2020 08:05:00 GMT", 0),
        ("Mon, 02 Mar 2099 08:05:00 GMT", 86_400),
        ("", 600),
        ("-5", 600),
        ("soon", 600),
        ("１２", 600),
    ],
)
def test_retry_after(value: str, seconds: int) -> None:
    now = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert retry_after(value, now) == now + timedelta(seconds=seconds)
