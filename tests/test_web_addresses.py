"""Which addresses are fetched: hostile ones are refused before a packet leaves, however they are written."""

from __future__ import annotations

import ipaddress
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from addresses_kit import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from timeline.web.address import Address, is_address, parse
from timeline.web.border import Border, is_public, system_resolve
from timeline.web.trouble import Kind, Trouble

PUBLIC = "93.184.215.14"


def must_not_resolve(host: str, port: int) -> Sequence[str]:
    raise AssertionError(f"{host} was looked up")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_addresses_are_refused_without_a_look_up(text: str) -> None:
    with pytest.raises(Trouble) as refused:
        Border(must_not_resolve).check(parse(text.replace("\\\\", "\\")))
    assert refused.value.kind is Kind.NEVER
    assert refused.value.reason.endswith(".")


@pytest.mark.parametrize("char", ["\t", "\n", "\r", "\0", "\x1b", "\x7f", "\u2028", "\ud800"])
def test_control_characters_are_refused_wherever_they_stand(char: str) -> None:
    for text in (f"http://news{char}.example/a", f"http://news.example/a{char}b", f"ht{char}tp://news.example/"):
        with pytest.raises(Trouble):
            parse(text)


@pytest.mark.parametrize("port", [1, 21, 22, 23, 25, 110, 143, 2375, 3306, 5432, 6379, 8000, 9200, 11211, 27017])
def test_ports_of_other_services_are_refused(port: int) -> None:
    with pytest.raises(Trouble, match=f"port {port}"):
        Border(lambda *_: [PUBLIC]).check(parse(f"http://news.example:{port}/"))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("https://news.example", "https://news.example/"),
        ("HTTPS://News.Example:443/A?b=C#d", "https://news.example/A?b=C"),
        ("http://news.example.:80/", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://zeitung-münchen.example/straße?q=ä b", "https://xn--zeitung-mnchen-osb.example/stra%C3%9Fe?q=%C3%A4%20b"),
        ("https://news.example/a%20b%2Fc", "https://news.example/a%20b%2Fc"),
        ("https://news.example?q", "https://news.example/?q"),
        (f"http://{PUBLIC}/", f"http://{PUBLIC}/"),
        ("http://[2606:2800:21F:CB07::1]/", "http://[2606:2800:21f:cb07::1]/"),
        ("  https://news.example/a  ", "https://news.example/a"),
        ("https://news.example/a@b:c", "https://news.example/a@b:c"),
    ],
)
def test_good_addresses_are_read_in_their_plain_form(text: str, plain: str) -> None:
    address = parse(text)
    assert str(address) == plain
    assert parse(plain) == address
    assert Border(lambda *_: [PUBLIC]).check(address)


def test_a_refusal_shows_nothing_that_a_terminal_would_obey() -> None:
    with pytest.raises(Trouble) as refused:
        parse("http://news\u202e\u2066.example" + "x" * 1_000 + "/")
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 400


def test_relative_addresses_are_read_from_their_page() -> None:
    page = parse("https://news.example/world/a.html")
    expected = {
        "b.html": "https://news.example/world/b.html",
        "/b": "https://news.example/b",
        "//other.example/b": "https://other.example/b",
        "?page=2": "https://news.example/world/a.html?page=2",
    }
    assert {text: str(parse(text, page)) for text in expected} == expected
    with pytest.raises(Trouble):
        parse("//127.1/b", page)


@given(st.text(max_size=60))
def test_any_text_is_read_once_and_for_all_or_refused(tail: str) -> None:
    address, told = None, ""
    try:
        address = parse("http://" + tail)
    except Trouble as trouble:
        told = str(trouble)
    assert told.isprintable()
    assert len(told) < 400
    if address is None:
        return
    assert parse(str(address)) == address
    assert str(address).isascii()
    assert str(address).isprintable()


def test_a_short_campaign_of_addresses() -> None:
    """`python -m benchmarks addresses` is the long one."""
    command = [sys.executable, "-m", "benchmarks.addresses", "--count", "3000", "--seed", "9000"]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^[\d,]{4,} accepted, [\d,]{4,} refused, 0 wrong$", done.stdout, re.MULTILINE)


def test_letters_that_only_look_like_those_of_a_scheme() -> None:
    for text in ("http\u017f://news.example/", "\uff48ttp://news.example/", "htt\u03c1://news.example/"):
        with pytest.raises(Trouble, match="only http and https"):
            parse(text)


@given(st.ip_addresses(v=4))
def test_what_the_standard_library_calls_private_is_never_public(ip: ipaddress.IPv4Address) -> None:
    closed = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified
    assert not (closed and is_public(ip))
    for prefix in ("::ffff:0:0", "64:ff9b::", "::", "2002::", "fe80::5efe:0:0"):
        shift = 80 if prefix == "2002::" else 0
        assert not is_public(ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) | int(ip) << shift))


@given(st.ip_addresses(v=6))
def test_the_same_for_ipv6(ip: ipaddress.IPv6Address) -> None:
    closed = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_site_local
    assert not (closed and is_public(ip))
    assert not (is_public(ip) and (ip.ipv4_mapped or ip.sixtofour or ip.teredo))


@pytest.mark.parametrize("bad", ["127.0.0.1", "10.0.0.1", "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "64:ff9b::a00:1", "garbage"])
@pytest.mark.parametrize("before", [[], [PUBLIC]])
def test_one_bad_address_of_a_name_closes_all_of_it(bad: str, before: list[str]) -> None:
    with pytest.raises(Trouble):
        Border(lambda *_: [*before, bad]).check(parse("http://news.example/"))


def test_a_name_without_addresses_is_named() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    for resolve in (unknown, lambda *_: []):
        with pytest.raises(Trouble, match=r"there is no host news\.example\. Check the spelling") as refused:
            Border(resolve).check(parse("http://news.example/"))
        assert refused.value.kind is Kind.LATER


def test_a_slow_name_server_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def slow(host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        hold.wait(5)
        return []

    hold = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", slow)
    monkeypatch.setattr("timeline.limits.RESOLVE_SECONDS", 0.05)
    with pytest.raises(Trouble, match="no name server answered"):
        Border().check(parse("http://news.example/"))
    hold.set()
    assert asked == ["news.example"]


def test_the_system_is_asked_for_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (PUBLIC, 443))])
    assert system_resolve("news.example", 443) == [PUBLIC]


def test_the_exemption_holds_for_one_address_and_port_only() -> None:
    border = Border(lambda *_: ["127.0.0.1"], exempt=[("127.0.0.1", 9000)])
    assert border.check(parse("http://news.example:9000/")) == ("127.0.0.1",)
    for text in ("http://news.example/", "http://news.example:9001/", "http://10.0.0.1:9000/", "http://127.0.0.2:9000/"):
        with pytest.raises(Trouble):
            border.check(parse(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example", True),
        ("ftp://a", True),
        ("C:\\news", False),
        ("news/http", False),
        ("-", False),
        ("mailto:a@b", False),
    ],
)
def test_what_is_an_address(text: str, expected: bool) -> None:
    assert is_address(text) is expected


def test_an_address_too_long_is_refused() -> None:
    with pytest.raises(Trouble, match="longer than"):
        parse("https://news.example/" + "a" * 3_000)
    assert parse("https://news.example/" + "a" * 1_000) == Address("https", "news.example", 443, "/" + "a" * 1_000)
