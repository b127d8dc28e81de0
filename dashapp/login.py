"""An optional login: names and passwords from a file, asked for by the browser; the journal then bears the name of who is in.

The passwords lie in the file as salted scrypt hashes.  What the browser sends is not encrypted by this server: a proxy with TLS
belongs before it wherever another machine can listen.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response, g, request
from flask_httpauth import HTTPBasicAuth
from werkzeug.security import check_password_hash, generate_password_hash

from dashapp.pace import Pace, too_fast
from timeline.limits import LOGIN_SECONDS, MAX_FAILED_LOGINS

_MAX_KNOWN = 1_000
_NOBODY = generate_password_hash(secrets.token_hex(16))
"""What an unknown name is compared with, so that it takes as long as a known one."""


def line(name: str, password: str) -> str:
    """Return the line of the file of users for a name and a password.

    Raises:
        ValueError: if the name is empty or holds a colon or a line break, or the password is empty.

    >>> line("ana", "a long sentence").startswith("ana:scrypt:")
    True
    """
    if not name.strip() or ":" in name or not name.isprintable() or not password:
        raise ValueError("a user needs a name without a colon, and a password")
    return f"{name}:{generate_password_hash(password)}"


def read_users(path: Path) -> dict[str, str]:
    """Return the hashes of the passwords by name.

    Args:
        path: a file with a line for each user, as `line` makes it; empty lines and those with # are left out.

    Raises:
        ValueError: if the file cannot be read or a line is none.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: cannot be read ({error}). Make it with: timeline password NAME >> {path}") from error
    users: dict[str, str] = {}
    for number, text in enumerate(lines, 1):
        if not text.strip() or text.startswith("#"):
            continue
        name, _, hashed = text.strip().partition(":")
        if not name or hashed.partition(":")[0] not in {"scrypt", "pbkdf2"}:
            raise ValueError(f"{path}, line {number}: is no user. Make it with: timeline password NAME >> {path}")
        users[name] = hashed
    if not users:
        raise ValueError(f"{path}: names no user. Add one with: timeline password NAME >> {path}")
    return users


class Door:
    """Knows whether a name and a password belong together.

    Args:
        users: hashes of passwords by name.
    """

    def __init__(self, users: Mapping[str, str]) -> None:
        self._users = users
        self._key = secrets.token_bytes(32)
        self._known: set[bytes] = set()  # of those who were let in: a hash takes a tenth of a second, a page asks fifty times

    def opens(self, name: str, password: str) -> bool:
        """Say whether the password is that of the name.

        >>> Door({}).opens("ana", "")
        False
        """
        if self.knows(name, password):
            return True
        good = check_password_hash(self._users.get(name, _NOBODY), password) and name in self._users
        if good and len(self._known) < _MAX_KNOWN:
            self._known.add(self._told(name, password))
        return good

    def knows(self, name: str, password: str) -> bool:
        """Say whether this very pair has been let in before."""
        return self._told(name, password) in self._known

    def _told(self, name: str, password: str) -> bytes:
        return hmac.new(self._key, f"{name}:{password}".encode("utf-8", "replace"), hashlib.sha256).digest()


def register(server: Flask, users: Mapping[str, str]) -> None:
    """Let nobody in without a name and a password.

    Args:
        server: the server.
        users: hashes of passwords by name.
    """
    auth, door, failures = HTTPBasicAuth(realm="Timeline"), Door(users), Pace(MAX_FAILED_LOGINS, LOGIN_SECONDS)

    @auth.verify_password  # type: ignore[untyped-decorator]
    def verify(name: str, password: str) -> str | None:
        """Return the name of who is let in; nobody is where passwords were wrong too often, even with the right one."""
        address = request.remote_addr or ""
        if not name or (failures.is_spent(address) and not door.knows(name, password)):
            return None
        if door.opens(name, password):
            return name
        failures.allows(address)
        return None

    @auth.error_handler  # type: ignore[untyped-decorator]
    def refuse() -> Response:
        """Ask for name and password; who has been wrong too often waits."""
        if failures.is_spent(request.remote_addr or ""):
            return too_fast()
        return Response("Name and password are needed.\n", status=401, content_type="text/plain; charset=utf-8")

    @server.before_request
    @auth.login_required  # type: ignore[untyped-decorator]
    def ask() -> None:
        """Remember who is in, for the journal."""
        g.user = auth.current_user()


def user() -> str:
    """Return the name of who is in, or "" where nobody is asked."""
    return str(g.get("user") or "")
