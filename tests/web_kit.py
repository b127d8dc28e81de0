"""A web for tests: sites on loopback under invented names, and a clock that does not wait."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from timeline.web.border import Border
from timeline.web.clock import Clock

LOOPBACK = "127.0.0.1"
Reply = tuple[int, Mapping[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}
RSS = {"Content-Type": "application/rss+xml"}
XML = {"Content-Type": "application/xml"}


@dataclass
class FakeClock:
    """Time passes only when somebody waits."""

    at: datetime = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.at += timedelta(seconds=seconds)

    @property
    def clock(self) -> Clock:
        return Clock(self.now, self.wait)


@dataclass
class Request:
    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """A server whose answers are a table, and which remembers what it was asked."""

    port: int = 0
    replies: dict[str, Reply | Callable[[Request], Reply]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, title: str, body: str, published: str = "2026-02-27", **headers: str) -> str:
        self.replies[path] = (200, HTML | headers, article(title, body, published))
        return self.url(path)

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def border(self, **names: list[str]) -> Border:
        known = {"news.example": [LOOPBACK], "other.example": [LOOPBACK]} | {
            name.replace("_", "."): ips for name, ips in names.items()
        }

        def resolve(host: str, port: int) -> list[str]:
            if host not in known:
                raise socket.gaierror(socket.EAI_NONAME, "unknown")
            return known[host]

        return Border(resolve, exempt=[(LOOPBACK, self.port)])


def article(title: str, body: str, published: str = "2026-02-27") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in body.splitlines())
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:site_name" content="The Harbor Ledger">'
        f'<meta property="article:published_time" content="{published}T07:30:00Z"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        request = Request(self.headers["Host"], self.path, {name.lower(): value for name, value in self.headers.items()})
        site.requests.append(request)
        reply = site.replies.get(self.path, (404, {}, b"not here"))
        status, headers, body = reply(request) if callable(reply) else reply
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers and "Transfer-Encoding" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def serving() -> Iterator[Site]:
    with _Server((LOOPBACK, 0), _Handler) as server:
        site = Site(server.server_port)
        server.site = site  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def raw_server(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that does with each connection what a test wants, such as trickling."""
    with socket.create_server((LOOPBACK, 0)) as listening:
        stop = threading.Event()

        def run() -> None:
            listening.settimeout(0.05)
            while not stop.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                threading.Thread(target=_guarded, args=(answer, connection), daemon=True).start()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            stop.set()
            thread.join()


def _guarded(answer: Callable[[socket.socket], None], connection: socket.socket) -> None:
    with connection:
        try:
            connection.settimeout(5)
            answer(connection)
        except OSError:
            pass  # the client has hung up, as it should
