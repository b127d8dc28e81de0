"""The dashboard as a Dash app, and the server that serves it."""

from __future__ import annotations

import html
import ipaddress
import re
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import dash
from flask import Flask, Response, abort, request

from dashapp import (
    adding,
    article,
    changes,
    chart_callbacks,
    downloads,
    embedding,
    filters,
    first,
    languages,
    layout,
    login,
    pace,
    panel,
    records,
    state_callbacks,
    texts,
)
from dashapp import list as event_list
from dashapp.source import Fixed, Source, TimelineStore
from timeline.limits import MAX_UPLOAD_BYTES
from timeline.loading import is_export, load
from timeline.store import Store
from timeline.words import language

_HERE = Path(__file__).resolve()
ASSETS = next(folder for folder in (_HERE.parent / "assets", _HERE.parents[1] / "assets") if folder.is_dir())
LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
{%metas%}
<title>{%title%}</title>
{%favicon%}
{%css%}
PRELOADED
</head>
<body>
{%app_entry%}
<footer>
{%config%}
{%scripts%}
{%renderer%}
</footer>
</body>
</html>"""


_EARLY = ("dash/dcc/async-slider.js", "dash_ag_grid/async-community.js")
"""Scripts that Dash asks for only when the page is there; the browser loads them meanwhile."""


class _Dash(dash.Dash):
    """Dash with the reader's language in the page's first line, and a picture before its scripts are ready."""

    first: Callable[[str], str] = staticmethod(lambda _query: "")

    def interpolate_index(self, *parts: Any, **named: Any) -> str:
        """Fill the page in."""
        page: str = super().interpolate_index(*parts, **named)  # type: ignore[no-untyped-call]
        head, footer, scripts = page.replace('<html lang="en">', f'<html lang="{language()}">', 1).partition("<footer>")
        return f"{head}{self.first(request.query_string.decode('utf-8', 'replace'))}{footer}{scripts}"


def create_app(
    store: TimelineStore,
    *,
    name: str = texts.TITLE,
    hosts: Collection[str] = LOCAL_NAMES,
    embed: bool = False,
    speak: str | None = None,
    users: Mapping[str, str] | None = None,
) -> dash.Dash:
    """Make the dashboard of a store.

    Args:
        store: has the timeline and its version; timeline.store.Store is one.
        name: what the store is called on the page.
        hosts: the names under which the page may be asked for, without a port; all others are refused, so that no other
            page can read it by pointing its own name at this machine.
        embed: whether other pages may show the timeline in a frame, at ``/embed``.
        speak: code of the language of the page where its address names none; the browser's own if not given.
        users: hashes of passwords by name, as dashapp.login.read_users returns them; nobody is asked if not given.

    Returns:
        a Dash app; its ``server`` is the WSGI application.

    >>> from dashapp.source import Fixed
    >>> from timeline.model import Timeline
    >>> create_app(Fixed(Timeline())).server.test_client().get("/", headers={"Host": "evil.example"}).status_code
    403
    """
    source = Source(store)
    source.warm()
    app = _Dash(
        __name__,
        assets_folder=str(ASSETS),
        assets_ignore=re.escape(first.SCRIPT),  # it is named where it stands
        title=html.escape(f"{name} · {texts.TITLE}" if name != texts.TITLE else name),  # Dash writes it as it is
        update_title="",
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        enable_mcp=False,
        add_log_handler=False,
        on_error=None,
    )
    app.first = lambda query: first.words(source.index(), name, query, app.get_asset_url(first.SCRIPT))
    app.index_string = _PAGE.replace("PRELOADED", _preloaded(app.config.requests_pathname_prefix))
    local = all(is_local(host) for host in hosts)
    app.layout = lambda: layout.page(
        source.index(), name, local=local, editable=source.editable, addable=source.path is not None, embed=embed
    )
    drawn = chart_callbacks.remembered(source)
    for part in (state_callbacks, filters, event_list, panel, article, changes, records):
        part.register(app, source)
    chart_callbacks.register(app, source, drawn)
    first.register(app, source, drawn)
    downloads.register(app, source, name)
    embedding.register(app, source, name, on=embed)
    adding.register(app, source)
    _secure(app, hosts)
    languages.register(app.server, speak)
    pace.register(app.server, (adding.PATH, embedding.PATH, "/download"))
    if users is not None:
        login.register(app.server, users)
    return app


def _preloaded(prefix: str) -> str:
    links = [f'<link rel="preload" as="script" href="{prefix}_dash-component-suites/{path}">' for path in _EARLY]
    return "\n".join(links)


def serve(
    db: Path | str,
    host: str = "127.0.0.1",
    port: int = 8050,
    *,
    hosts: Collection[str] = (),
    embed: bool = False,
    speak: str | None = None,
    users: Mapping[str, str] | None = None,
    exposed: bool = False,
) -> None:
    """Serve the dashboard of a store until it is stopped.

    Args:
        db: the store's file, or a JSON export of one, which can be read but not changed; it must exist.
        host: the address to listen on.
        port: the port, 1 to 65535.
        hosts: further names under which the page may be asked for.
        embed: whether other pages may show the timeline in a frame.
        speak: code of the language of the page; the browser's own if not given.
        users: hashes of passwords by name; nobody is asked if not given.
        exposed: whether an address that other machines reach may be listened on.

    Raises:
        ValueError: if the address is not this machine's own and exposed is not set.
        timeline.store.StoreError: if the file is missing, or neither a store nor an export.
        OSError: if the address cannot be used.
    """
    check_exposure(host, exposed=exposed)
    import waitress  # noqa: PLC0415  (only here, so that a notebook or gunicorn can do without)

    allowed = {*hosts, _in_url(host), *(LOCAL_NAMES if is_local(host) else ())}
    with ExitStack() as stack:
        store: TimelineStore = Fixed(load(db)) if is_export(db) else stack.enter_context(Store(db, must_exist=True))
        app = create_app(store, name=Path(db).stem, hosts=allowed, embed=embed, speak=speak, users=users)
        waitress.serve(
            app.server, host=host, port=port, threads=6, ident=None,
            max_request_body_size=MAX_UPLOAD_BYTES + 2 * adding.OVERHEAD,  # so that the page can say what is too large
            clear_untrusted_proxy_headers=True,
        )  # fmt: skip


def check_exposure(host: str, *, exposed: bool) -> None:
    """Refuse an address that other machines reach, unless that is wanted.

    Args:
        host: the address to listen on.
        exposed: whether other machines may reach it.

    Raises:
        ValueError: if they would and may not; the message names the risk.

    >>> check_exposure("127.0.0.1", exposed=False)
    """
    if not exposed and not is_local(host):
        raise ValueError(texts.EXPOSED.format(host))


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def is_local(host: str) -> bool:
    """Say whether an address is reached from this machine alone.

    >>> is_local("127.0.0.1"), is_local("0.0.0.0")
    (True, False)
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


# ---- security ----------------------------------------------------------------------------------------------------------


def _secure(app: dash.Dash, hosts: Collection[str]) -> None:
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = MAX_UPLOAD_BYTES
    names = {host.lower() for host in hosts}
    headers = {
        "Content-Security-Policy": _policy(app.csp_hashes()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }

    @server.before_request
    def check() -> None:
        _check_host(request.host, names)
        if request.method not in {"GET", "HEAD"}:
            _check_origin()

    @server.after_request
    def protect(response: Response) -> Response:
        for key, value in headers.items():
            if key != "X-Frame-Options" or "frame-ancestors *" not in response.headers.get("Content-Security-Policy", ""):
                response.headers.setdefault(key, value)
        if (
            request.path.startswith(("/_dash-layout", "/_dash-update", "/download", adding.PATH, embedding.PATH, first.PATH))
            or request.path == "/"
        ):
            response.headers["Cache-Control"] = "no-store"
        return response


def _policy(hashes: Collection[str]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {' '.join(hashes)}",
            "style-src 'self' 'unsafe-inline'",  # the grid writes its style sheet from a script
            "img-src 'self' data: blob:",
            "font-src 'self' data:",  # the grid's own signs
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _host_name(host: str) -> str:
    """A host without its port: "[::1]:8050" and "localhost:8050" lose theirs."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() else host.lower()


def _check_host(host: str, names: Collection[str]) -> None:
    if _host_name(host) not in names:
        abort(403, "This name is not one of the dashboard's own.")


def _check_origin() -> None:
    """What changes or computes something must come from the page itself, as JSON or with a header, which no form can send."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2].lower() != request.host.lower():
        abort(403, "This request comes from another page.")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(403, "This request comes from another page.")
    uploads = request.path == adding.PATH and request.headers.get(adding.HEADER) == "add"
    if request.mimetype != "application/json" and not uploads:
        abort(415)
