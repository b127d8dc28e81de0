"""One request over one connection to a checked address, with every byte and second counted."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import certifi
import httpcore

from timeline import limits
from timeline.web.address import Address
from timeline.web.trouble import Kind, Trouble

CHUNK = 65_536
MAX_TRIES = 4  # addresses of one host that are tried before it counts as not reachable


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Args:
        status: the HTTP status.
        headers: by lower-case name; of a repeated one the first.
        body: as it came over the line, still compressed where the headers say so; empty for what is no success.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def context() -> ssl.SSLContext:
    """Return what certificates are checked with: the system's authorities and, where it has none, Mozilla's."""
    made = ssl.create_default_context(cafile=certifi.where())
    made.load_default_certs()
    return made


class _Deadline:
    """The moment at which an answer must be complete, however slowly it trickles."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until then; raises Trouble where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.missed()
        return left

    def missed(self) -> Trouble:
        return Trouble(f"the site gave no full answer within {self._seconds:g} seconds. Try again later.")


class _Stream(httpcore.NetworkStream):
    """A socket each of whose waits ends with the deadline, which replaces the time limits of single steps."""

    def __init__(self, sock: socket.socket, deadline: _Deadline) -> None:
        self._socket, self._deadline = sock, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        with self._waiting():
            return self._socket.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        with self._waiting():
            self._socket.sendall(buffer)

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        try:
            with self._waiting():
                return _Stream(ssl_context.wrap_socket(self._socket, server_hostname=server_hostname), self._deadline)
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def _waiting(self) -> Iterator[None]:
        self._socket.settimeout(self._deadline.left())
        try:
            yield
        except TimeoutError as error:
            raise self._deadline.missed() from error
        except ssl.SSLCertVerificationError as error:
            why = error.verify_message.rstrip(".").lower()
            raise Trouble(f"the site's certificate is not valid ({why}). Check the address; do not trust the page.") from error
        except ssl.SSLError as error:
            raise Trouble("the site cannot be reached securely (TLS). Check the address in your browser.") from error
        except OSError as error:
            raise _broken() from error


def _broken() -> Trouble:
    return Trouble("the connection broke off. Try again later.")


class _Pinned(httpcore.NetworkBackend):
    """Connects to addresses that were checked, whatever the name would resolve to by now."""

    def __init__(self, address: Address, ips: Sequence[str], deadline: _Deadline) -> None:
        self._address, self._ips, self._deadline = address, ips, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Any = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        assert (host, port) == (self._address.host, self._address.port)
        for left, ip in zip(range(MAX_TRIES, 0, -1), self._ips, strict=False):
            with contextlib.suppress(OSError):
                patience = self._deadline.left() / min(left, len(self._ips))
                return _Stream(socket.create_connection((ip, port), patience), self._deadline)
        raise Trouble(f"{host} does not answer. Check the address, and try again later.")


def get(
    address: Address,
    ips: Sequence[str],
    headers: Mapping[str, str],
    tls: ssl.SSLContext,
    *,
    wanted: Iterable[str] = (),
    limit: int = limits.MAX_FETCH_BYTES,
    cut: bool = False,
    seconds: float = limits.FETCH_SECONDS,
) -> Answer:
    """Ask once for an address; redirects are not followed, and no proxy or cookie takes part.

    Args:
        address: what to ask for; TLS names and verifies its host.
        ips: addresses of the host that were checked, to connect to in this order.
        headers: besides the host.
        tls: what certificates are checked with.
        wanted: media types of which the body is read; without any, all are.
        limit: bytes of the body as it comes.
        cut: keep what came of a longer body instead of refusing it.
        seconds: for all of it.

    Raises:
        Trouble: if no full answer of a wanted type comes within the limits.
    """
    backend = _Pinned(address, ips, _Deadline(seconds))
    url = httpcore.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
    asked = [("Host", address.authority), *headers.items()]
    try:
        with (
            httpcore.ConnectionPool(ssl_context=tls, network_backend=backend, http2=False, retries=0) as pool,
            pool.stream("GET", url, headers=asked) as response,
        ):
            answer = Answer(response.status, _named(response.headers))
            if answer.status != 200:
                return answer
            _check(answer.headers, tuple(wanted))
            body = _body(response.iter_stream(), limit)
            if len(body) > limit and not cut:
                raise too_large(limit)
            return Answer(answer.status, answer.headers, body[:limit])
    except httpcore.ProtocolError as error:
        raise Trouble("the site's answer breaks the rules of HTTP or breaks off. Try again later.") from error
    except (httpcore.NetworkError, httpcore.TimeoutException) as error:
        raise _broken() from error


def _named(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    out = dict[str, str]()
    for name, value in headers:
        out.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return out


def media_type(headers: Mapping[str, str]) -> str:
    """Return the media type that an answer declares, "" where it declares none.

    >>> media_type({"content-type": "Text/HTML; charset=utf-8"})
    'text/html'
    """
    return headers.get("content-type", "").split(";")[0].strip().lower()


def _check(headers: Mapping[str, str], wanted: tuple[str, ...]) -> None:
    kind = media_type(headers)
    if wanted and kind and kind not in wanted:
        shown = "".join(char for char in kind if char.isprintable())[:60]
        raise Trouble(f"it is {shown}, no page, feed or sitemap. Give the address of an article.", Kind.NEVER)


def _body(chunks: Iterable[bytes], limit: int) -> bytes:
    """The body, read no further than the first piece beyond the limit."""
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            break
    return bytes(body)


def too_large(limit: int) -> Trouble:
    """Return the trouble with what is over a limit of bytes.

    >>> too_large(20_000_000).reason
    'it is larger than 20 MB. Save the article alone and add the file.'
    """
    return Trouble(f"it is larger than {limit // 1_000_000} MB. Save the article alone and add the file.", Kind.NEVER)
