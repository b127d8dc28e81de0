"""SQLite underneath the store: its schema and how older ones become it, transactions, and every fault as a sentence.

A fault never leaves half a change: a transaction that cannot be finished is taken back, and the file opens as it was before.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from timeline.model import digest

APPLICATION_ID = 0x54494D45  # "TIME", so that another program's database is not taken for ours
PATIENCE = 30.0
"""Seconds to wait for another program that is writing."""

# A new store is made by taking every step; what an older version wrote takes those that it lacks.  A step that has been
# released is never changed: whatever comes later is a step of its own, with a store of the version before it in the tests.
STEPS = (
    """
CREATE TABLE reading (article TEXT PRIMARY KEY, rules TEXT NOT NULL, origin TEXT, body BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX reading_origin ON reading (origin) WHERE origin IS NOT NULL;
CREATE TABLE article (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL, expressions BLOB NOT NULL
) STRICT;
CREATE TABLE event (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL) STRICT;
CREATE TABLE edit (number INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL) STRICT;
CREATE TRIGGER edit_stays BEFORE UPDATE ON edit BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER edit_remains BEFORE DELETE ON edit BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO fact VALUES ('version', '0'), ('warnings', '[]');
""",
    # Several places may hold the same article; it goes when the last of them holds another.  Digests tell a damaged row.
    """
CREATE TABLE place (name TEXT PRIMARY KEY, article TEXT NOT NULL) STRICT;
CREATE INDEX place_article ON place (article);
INSERT INTO place SELECT origin, article FROM reading WHERE origin IS NOT NULL;
DROP INDEX reading_origin;
ALTER TABLE reading ADD COLUMN edition TEXT NOT NULL DEFAULT '';
ALTER TABLE reading ADD COLUMN digest TEXT NOT NULL DEFAULT '';
UPDATE reading SET digest = body_digest(body);
DROP TRIGGER edit_stays;
ALTER TABLE edit ADD COLUMN digest TEXT NOT NULL DEFAULT '';
UPDATE edit SET digest = body_digest(body);
CREATE TRIGGER edit_stays BEFORE UPDATE ON edit BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TABLE refusal (place TEXT PRIMARY KEY, name TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
INSERT INTO fact VALUES ('inputs', '0'), ('made', '');
""",
    # What was made of a story is kept under the digest of all that it was made of, so that only what changed is made anew.
    """
CREATE TABLE told_article (id TEXT PRIMARY KEY, story TEXT NOT NULL, body BLOB NOT NULL, expressions BLOB NOT NULL) STRICT;
INSERT INTO told_article SELECT id, '', body, expressions FROM article;
DROP TABLE article;
ALTER TABLE told_article RENAME TO article;
CREATE INDEX article_story ON article (story);
CREATE TABLE told_event (id TEXT PRIMARY KEY, story TEXT NOT NULL, body BLOB NOT NULL) STRICT;
INSERT INTO told_event SELECT id, '', body FROM event;
DROP TABLE event;
ALTER TABLE told_event RENAME TO event;
CREATE INDEX event_story ON event (story);
CREATE TABLE outline (article TEXT PRIMARY KEY, body BLOB NOT NULL, digest TEXT NOT NULL) STRICT;
ALTER TABLE place ADD COLUMN digest TEXT NOT NULL DEFAULT '';
""",
)
VERSION = len(STEPS)
_UNWRITABLE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN})


class StoreError(Exception):
    """The file cannot be used as a store; the message says why and what to do."""


class DamagedError(StoreError):
    """The file is a store of ours, and parts of it cannot be read any more."""


def _kind(error: Exception) -> int:
    """SQLite's number of a fault without its higher bytes, which say where it happened; 0 of any other exception."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def told(path: Path, error: Exception) -> StoreError:
    """Say in one sentence what is wrong with a file, and what to do.

    Args:
        path: the store's file.
        error: what SQLite or the check of a row said.

    >>> str(told(Path("t.db"), sqlite3.DatabaseError("file is not a database")))
    't.db: cannot be used as a store (file is not a database). Name another file with --db.'
    """
    code = _kind(error)
    if code == sqlite3.SQLITE_FULL:
        words = "the disk is full. Free some space and do it again; what was stored before is still there."
    elif code == sqlite3.SQLITE_IOERR:
        words = f"the disk failed or is full ({error}). Check it and do it again; what was stored before is still there."
    elif code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        words = "another program has been writing to it for a long time. Try again when it has finished."
    elif code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        words = "cannot be written. Allow writing the file and its folder, or name another file with --db."
    elif code == sqlite3.SQLITE_CANTOPEN:
        words = (
            "cannot be opened. Check the path, allow reading and writing the file and its folder, or name another file with --db."
        )
    elif code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR} or not isinstance(error, sqlite3.Error):
        return DamagedError(f"{path}: is damaged. See what is left and how to repair it with: timeline check --db {path}")
    elif code == sqlite3.SQLITE_NOTADB and begins(path, b"{"):
        words = f"is JSON and no store. Make a store of an export with: timeline build {path} --db other.db"
    else:
        words = f"cannot be used as a store ({error}). Name another file with --db."
    return StoreError(f"{path}: {words}")


def begins(path: Path, sign: bytes) -> bool:
    """Say whether a file's text begins with a sign, after white space; False where it cannot be read.

    >>> begins(Path(__file__), b"{")
    False
    """
    try:
        with path.open("rb") as file:
            return file.read(100).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(sign)
    except OSError:
        return False


def body_digest(body: bytes) -> str:
    """Return the digest that is kept beside a row, to tell a damaged one.

    >>> body_digest(b"{}") == body_digest(b"{}") != body_digest(b"[]")
    True
    """
    return digest(body.decode("utf-8", "backslashreplace"))


def is_store(path: Path) -> bool:
    """Say whether a file is a store of ours, without opening it for writing.

    >>> is_store(Path(__file__))
    False
    """
    with path.open("rb") as file:
        head = file.read(72)
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


class Database:
    """One connection to a store's file, which several threads may share.

    Args:
        path: the file; made when it does not exist.

    Raises:
        StoreError: if it is no store, was written by a newer version, or cannot be opened.

    >>> with Database(Path(":memory:")).reading() as db:
    ...     db.execute("SELECT count(*) FROM reading").fetchone()
    (0,)
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        with self._faults():
            try:
                self._open(str(path))
            except sqlite3.OperationalError as error:
                if _kind(error) not in _UNWRITABLE or not path.is_file():
                    raise
                self._open_to_read()

    def _open(self, name: str, *, uri: bool = False) -> None:
        self._db = sqlite3.connect(name, isolation_level=None, check_same_thread=False, timeout=PATIENCE, uri=uri)
        try:
            self._db.create_function("body_digest", 1, body_digest, deterministic=True)
            self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _open_to_read(self) -> None:
        """Open what may be read and not written: beside a writer if there is one, else as the file that it is."""
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        try:
            self._open(address, uri=True)
        except sqlite3.OperationalError:
            log = Path(f"{self.path}-wal")
            if log.exists() and log.stat().st_size:  # what it holds would be passed over
                raise
            self._open(f"{address}&immutable=1", uri=True)

    def _prepare(self) -> None:
        # Whoever only reads must not wait for a writer, so nothing is locked before something has to be changed.
        if self._steps_taken() < VERSION:
            with self.writing():
                for number in range(self._steps_taken(), VERSION):
                    for statement in filter(str.strip, STEPS[number].split(";\n")):
                        self._db.execute(statement)
                self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                self._db.execute(f"PRAGMA user_version = {VERSION}")
        if self._db.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
            with contextlib.suppress(sqlite3.OperationalError):  # locked: another program is just doing the same
                self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")  # an edit that was answered survives a power cut

    def _steps_taken(self) -> int:
        """The version of the schema; 0 for a new file."""
        tables, application, version = self._db.execute(
            "SELECT (SELECT count(*) FROM sqlite_master), (SELECT application_id FROM pragma_application_id),"
            " (SELECT user_version FROM pragma_user_version)"
        ).fetchone()
        if tables and application != APPLICATION_ID:
            raise StoreError(f"{self.path}: this is the database of another program. Name another file with --db.")
        if version > VERSION:
            raise StoreError(
                f"{self.path}: was written by a newer version of timeline (schema {version}, this one knows {VERSION}). "
                "Install that version to open it: pip install --upgrade timeline-news"
            )
        return int(version) if tables else 0

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):  # faults of our own, not of the file
            raise
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # SQLite quotes damaged names as they are
            raise told(self.path, error) from error

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All that is changed inside is stored together when it ends, or nothing of it.

        Raises:
            StoreError: if the disk is full or fails; the file is as it was before.
        """
        with self._lock, self._faults():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                self._take_back()
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """What is read inside is of one moment, whatever others write meanwhile.

        Raises:
            StoreError: if the file cannot be read.
        """
        with self._lock, self._faults():
            if self._db.in_transaction:
                yield self._db
                return
            self._db.execute("BEGIN")
            try:
                yield self._db
            finally:
                self._take_back()

    def _take_back(self) -> None:
        if self._db.in_transaction:  # after some faults SQLite has already done it
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")

    def copy(self, target: Path) -> None:
        """Copy all of one moment into a new file that needs no other file beside it, while others read and write.

        Args:
            target: the new file; whatever it holds is lost.

        Raises:
            StoreError: if the store cannot be read, or the copy not be written.
        """
        with self._lock, self._faults(), contextlib.closing(sqlite3.connect(target, isolation_level=None)) as other:
            try:
                self._db.backup(other)
                other.execute("PRAGMA journal_mode = DELETE")
                if (said := other.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                    raise DamagedError(
                        f"{self.path}: is damaged ({said}). See what is left with: timeline check --db {self.path}"
                    )
            except sqlite3.Error as error:
                broken = _kind(error) == sqlite3.SQLITE_CORRUPT
                raise told(self.path if broken else target, error) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()
