"""The store: one SQLite file in WAL mode that keeps what each article says and the timeline made of it.

The readings are the slow part and are kept by article; the timeline is replaced as a whole, in one transaction.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter, ValidationError

from timeline import edits
from timeline.edits import Edit
from timeline.model import Article, Event, Expression, Reading, Timeline

SCHEMA_VERSION = 1
APPLICATION_ID = 0x54494D45  # "TIME", so that another program's database is not taken for ours
_SCHEMA = """
CREATE TABLE reading (
    article TEXT PRIMARY KEY, rules TEXT NOT NULL, origin TEXT, body BLOB NOT NULL
) STRICT;
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
"""
_NOTE = "note "  # before the names of notes among the facts
_READING = TypeAdapter(Reading)
_ARTICLE = TypeAdapter(Article)
_EXPRESSIONS = TypeAdapter(tuple[Expression, ...])
_EVENT = TypeAdapter(Event)
_WARNINGS = TypeAdapter(tuple[str, ...])
_EDIT = TypeAdapter(Edit)


class StoreError(Exception):
    """The file cannot be used as a store; the message says why and what to do."""


class ConflictError(Exception):
    """Somebody else changed the same thing meanwhile; `others` are their entries of the journal."""

    def __init__(self, others: tuple[Edit, ...]) -> None:
        super().__init__(f"{others[-1].by or 'Another window'} changed this meanwhile.")
        self.others = others


@dataclass(frozen=True, slots=True)
class Known:
    """What the store has of one article without its contents: the rules it was read with and where it came from."""

    rules: str
    origin: str | None


class Store:
    """A timeline on disk.

    Args:
        path: the file; made when it does not exist, unless must_exist.
        must_exist: refuse to make a new file.

    Raises:
        StoreError: if the file is missing, is no store, or was written by a newer version.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Store(Path(folder, "t.db")) as store:
    ...     store.version(), store.timeline().events
    (0, ())
    """

    def __init__(self, path: Path | str, *, must_exist: bool = False) -> None:
        self.path = Path(path)
        if must_exist and not self.path.is_file():
            raise StoreError(f"{self.path}: no such store. Make one with: timeline build FOLDER --db {self.path}")
        try:
            # Dash answers each request in a thread of its own; SQLite itself is compiled to serialize them.
            self._db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=30)
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: cannot be used as a store ({error}). Name another file with --db.") from error

    def _prepare(self) -> None:
        with self._transaction():
            application, version, tables = (
                self._db.execute(query).fetchone()[0]
                for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
            )
            if tables == 0:
                for statement in filter(str.strip, _SCHEMA.split(";\n")):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            elif application != APPLICATION_ID:
                raise StoreError(f"{self.path}: this is the database of another program. Name another file with --db.")
            elif version > SCHEMA_VERSION:
                raise StoreError(f"{self.path}: was written by a newer version of timeline. Install that version to open it.")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a closed store cannot be used again."""
        self._db.close()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # ---- readings ----------------------------------------------------------------------------------------------------

    def known(self) -> dict[str, Known]:
        """Return what is known of each article, by its id."""
        rows = self._db.execute("SELECT article, rules, origin FROM reading")
        return {article: Known(rules, origin) for article, rules, origin in rows}

    def add(self, readings: Iterable[tuple[Reading, str, str | None]]) -> None:
        """Keep readings with their rules and origin, all or none; another article of the same origin is replaced.

        Args:
            readings: each with the fingerprint of the rules that made it and where the article came from, or None.
        """
        with self._transaction():
            for reading, rules, origin in readings:
                self._db.execute("DELETE FROM reading WHERE origin = ? AND article <> ?", (origin, reading.article.id))
                self._db.execute(
                    "INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)",
                    (reading.article.id, rules, origin, _READING.dump_json(reading)),
                )

    def readings(self) -> Iterator[Reading]:
        """Yield all readings in the order of their article ids."""
        for (body,) in self._db.execute("SELECT body FROM reading ORDER BY article"):
            yield _READING.validate_json(body)

    def reading(self, article: str) -> Reading | None:
        """Return what one article says, or None where the store has no article of that id."""
        row = self._db.execute("SELECT body FROM reading WHERE article = ?", (article,)).fetchone()
        return row and _READING.validate_json(row[0])

    # ---- notes -------------------------------------------------------------------------------------------------------

    def note(self, name: str) -> str | None:
        """Return what was noted under a name, such as when a feed was last fetched, or None."""
        row = self._db.execute("SELECT value FROM fact WHERE name = ?", (_NOTE + name,)).fetchone()
        return row and str(row[0])

    def put_notes(self, notes: Mapping[str, str | None]) -> None:
        """Keep notes by their names, all or none; they are no part of the timeline, and None takes one away.

        >>> with Store(":memory:") as store:
        ...     store.put_notes({"a": "1", "b": "2"})
        ...     store.put_notes({"a": None})
        ...     store.note("a"), store.note("b"), store.version()
        (None, '2', 0)
        """
        with self._transaction():
            for name, value in notes.items():
                if value is None:
                    self._db.execute("DELETE FROM fact WHERE name = ?", (_NOTE + name,))
                else:
                    self._db.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (_NOTE + name, value))

    # ---- timeline ----------------------------------------------------------------------------------------------------

    def version(self) -> int:
        """Return a number that grows whenever the timeline changes, by a build or by hand."""
        query = "SELECT value + (SELECT ifnull(max(number), 0) FROM edit) FROM fact WHERE name = 'version'"
        return int(self._db.execute(query).fetchone()[0])

    def save(self, timeline: Timeline) -> None:
        """Replace the timeline, all or nothing; the version grows only if something differs."""
        articles = [
            (i, a.id, _ARTICLE.dump_json(a), _EXPRESSIONS.dump_json(timeline.expressions.get(a.id, ())))
            for i, a in enumerate(timeline.articles)
        ]
        events = [(i, e.id, _EVENT.dump_json(e)) for i, e in enumerate(timeline.events)]
        warnings = _WARNINGS.dump_json(timeline.warnings).decode()
        with self._transaction():
            if (
                self._db.execute("SELECT * FROM article ORDER BY position").fetchall() == articles
                and self._db.execute("SELECT * FROM event ORDER BY position").fetchall() == events
                and self._db.execute("SELECT value FROM fact WHERE name = 'warnings'").fetchone()[0] == warnings
            ):
                return
            self._db.execute("DELETE FROM article")
            self._db.execute("DELETE FROM event")
            self._db.executemany("INSERT INTO article VALUES (?, ?, ?, ?)", articles)
            self._db.executemany("INSERT INTO event VALUES (?, ?, ?)", events)
            self._db.execute("UPDATE fact SET value = ? WHERE name = 'warnings'", (warnings,))
            self._db.execute("UPDATE fact SET value = value + 1 WHERE name = 'version'")

    def timeline(self) -> Timeline:
        """Return the timeline as it was last saved, with what people have changed by hand.

        Raises:
            StoreError: if the file was damaged.
        """
        try:
            with self._snapshot():
                rows = self._db.execute("SELECT body, expressions FROM article ORDER BY position").fetchall()
                bodies = self._db.execute("SELECT body FROM event ORDER BY position").fetchall()
                warnings = self._db.execute("SELECT value FROM fact WHERE name = 'warnings'").fetchone()[0]
                journal = self.journal()
            articles = tuple(_ARTICLE.validate_json(body) for body, _ in rows)
            expressions = {
                article.id: found
                for article, (_, body) in zip(articles, rows, strict=True)
                if (found := _EXPRESSIONS.validate_json(body))
            }
            events = tuple(_EVENT.validate_json(body) for (body,) in bodies)
            merged = Timeline(articles, expressions, events, _WARNINGS.validate_json(warnings))
            return edits.apply(merged, journal)
        except (sqlite3.Error, ValidationError) as error:
            raise StoreError(f"{self.path}: is damaged ({type(error).__name__}). Build it again from the articles.") from error

    # ---- edits -------------------------------------------------------------------------------------------------------

    def journal(self) -> tuple[Edit, ...]:
        """Return every change by hand, oldest first."""
        rows = self._db.execute("SELECT number, body FROM edit ORDER BY number")
        return tuple(replace(_EDIT.validate_json(body), number=number) for number, body in rows)

    def edit(self, edit: Edit, *, seen: int | None = None) -> int:
        """Append a change to the journal and return its number.

        Args:
            edit: the change.
            seen: the last entry that the person had in view; without it, later entries are not looked at.

        Raises:
            timeline.edits.EditError: if the change cannot be made.
            ConflictError: if a later entry changed the same thing; nothing is written then.
        """
        edits.check(edit)
        with self._transaction():
            others = tuple(
                other
                for other in self.journal()
                if seen is not None and other.number > seen and other.kind == edit.kind and set(other.target) & set(edit.target)
            )
            if others and edit.kind != "comment":
                raise ConflictError(others)
            self._db.execute("INSERT INTO edit (body) VALUES (?)", (_EDIT.dump_json(edit),))
            return int(self._db.execute("SELECT max(number) FROM edit").fetchone()[0])

    @contextlib.contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Reads inside see one state, whatever a writer does meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")


def load(db: Path | str = "timeline.db") -> Timeline:
    """Return the timeline of a store.

    Args:
        db: the store's file.

    Raises:
        StoreError: if there is none, or it cannot be read.

    >>> load("nowhere.db")
    Traceback (most recent call last):
    ...
    timeline.store.StoreError: nowhere.db: no such store. Make one with: timeline build FOLDER --db nowhere.db
    """
    with Store(db, must_exist=True) as store:
        return store.timeline()
