"""Web addresses, read strictly: whatever two programs could read in two ways is refused (after the WHATWG URL standard)."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urljoin

import idna

from timeline import limits
from timeline.web.trouble import Kind, Trouble

PORTS = {"http": 80, "https": 443}
MAX_HOST_CHARS = 253
MAX_SHOWN = 200
INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "arpa", "onion")
"""Names that mean this machine, the local network, or nothing on the public web (RFC 6761, 6762, 7686, 8375)."""

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*)://")
_PARTS = re.compile(r"(https?)://([^/?#]*)([^#]*)(?:#.*)?", re.IGNORECASE | re.DOTALL | re.ASCII)  # a long s is no s
_AUTHORITY = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)  # a last label like this makes the host a number for many programs
_SAFE = "%/:=&?~+!$,;'@()*[]-._"

IP = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """One address on the web, in parts that leave nothing to interpret.

    Args:
        scheme: "http" or "https".
        host: a lower-case ASCII name, or an IP address without brackets.
        port: 1 to 65535.
        target: path and query in ASCII, beginning with "/".

    >>> str(Address("https", "ledger.example", 443, "/a?b=1"))
    'https://ledger.example/a?b=1'
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt stands for."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return self.origin + self.target


def is_address(text: str) -> bool:
    """Say whether somebody means a web address and not a path; it need not be one that is fetched.

    >>> is_address("https://ledger.example/a"), is_address("file:///etc/passwd"), is_address("news/a.txt")
    (True, True, False)
    """
    return bool(_SCHEME.match(text))


def parse(text: str, base: Address | None = None) -> Address:
    """Read an address; the fragment is dropped and the host written in its plain form.

    Args:
        text: as a person typed it, a feed links it, or a server redirects to it.
        base: where it stood, for addresses that are relative to their page.

    Raises:
        Trouble: if it is no address that can be fetched; the message says what to do.

    >>> str(parse("HTTPS://Ledger.EXAMPLE:443#top"))
    'https://ledger.example/'
    >>> str(parse("../b", parse("https://ledger.example/world/a")))
    'https://ledger.example/b'
    """
    text = text.strip()
    if len(text) > limits.MAX_ADDRESS_CHARS:
        raise Trouble(f"its address is longer than {limits.MAX_ADDRESS_CHARS:,} characters. Leave it out.", Kind.NEVER)
    if "\\" in text or any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text):
        raise Trouble("its address holds characters that no address has. Copy it again from the browser.", Kind.NEVER)
    text = _joined(text, base)
    parts = _PARTS.fullmatch(text)
    if parts is None:
        raise Trouble("only http and https addresses are fetched. Save the article and add the file.", Kind.NEVER)
    scheme, authority, target = parts[1].lower(), parts[2], parts[3]
    if "@" in authority:
        raise Trouble("its address holds a user name or password. Leave that out, or save the page and add the file.", Kind.NEVER)
    found = _AUTHORITY.fullmatch(authority)
    if found is None or not found[1]:
        raise Trouble("its address names no host. Copy it again from the browser.", Kind.NEVER)
    port = int(found[2]) if found[2] else PORTS[scheme]
    if not 0 < port < 65_536:
        raise Trouble(f"there is no port {port}. Check the address.", Kind.NEVER)
    return Address(scheme, _host(found[1]), port, quote(target if target.startswith("/") else "/" + target, safe=_SAFE))


def _joined(text: str, base: Address | None) -> str:
    try:
        return urljoin(str(base), text) if base else text
    except ValueError as error:
        raise Trouble("its address cannot be read. Leave it out.", Kind.NEVER) from error


def _host(text: str) -> str:
    if text.startswith("["):
        try:
            return str(ipaddress.IPv6Address(text[1:-1] if "%" not in text else ""))
        except ValueError as error:
            raise Trouble(f"{shown(text)} is no address of a host. Check it.", Kind.NEVER) from error
    try:
        host = text.lower() if text.isascii() else idna.encode(text, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise Trouble(f"{shown(text)} is no name of a host. Check its spelling.", Kind.NEVER) from error
    host = host.removesuffix(".")
    labels = host.split(".")
    if len(host) > MAX_HOST_CHARS or not all(map(_LABEL.fullmatch, labels)):
        raise Trouble(f"{shown(text)} is no name of a host. Check its spelling.", Kind.NEVER)
    if _NUMBER.fullmatch(labels[-1]):
        return _quad(host)
    if len(labels) == 1 or any(host == name or host.endswith("." + name) for name in INSIDE):
        raise Trouble(inside(host), Kind.NEVER)
    return host


def _quad(host: str) -> str:
    """An IPv4 address in its one plain form: no octal, hexadecimal or shortened ones, which programs read differently."""
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError as error:
        raise Trouble(f"{shown(host)} is a host written as a number. Use its name.", Kind.NEVER) from error


def inside(host: str) -> str:
    """Say in a sentence that a host is not on the public web.

    >>> inside("127.0.0.1").split(",")[0]
    '127.0.0.1 lies on this machine or in a private network'
    """
    return f"{host} lies on this machine or in a private network, and only the public web is fetched. Save the page as a file."


def shown(text: str) -> str:
    """Return an address as it is shown to people: short, and without what a terminal would obey.

    >>> shown("https://x.example/\\x1b[31m")
    'https://x.example/[31m'
    """
    plain = "".join(char for char in text if char.isprintable())
    return plain if len(plain) <= MAX_SHOWN else plain[:MAX_SHOWN] + "…"
