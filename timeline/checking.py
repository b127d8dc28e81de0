"""Whether a store is sound: its file, what was read, the journal, and whether the timeline is the one that all this gives."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from timeline import edits, pipeline
from timeline.edits import Edit, EditError
from timeline.model import Event, Timeline
from timeline.store import Store, rows_of, shelf
from timeline.store.database import DamagedError, body_digest
from timeline.words import count

MAX_TOLD = 20
"""Findings of one kind: whoever has more of them has one cause."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a store, and what to do about it, a sentence each."""

    what: str
    remedy: str


def check(db: Path, *, quick: bool = False) -> list[Finding]:
    """Look for whatever is wrong with a store; an empty list says that it is sound.

    Args:
        db: the store's file.
        quick: do not make the timeline anew to compare it.

    Raises:
        StoreError: if the file is missing or cannot be opened as a store at all.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pipeline.build([], Path(folder, "t.db"))
    ...     check(Path(folder, "t.db"))
    []
    """
    found: list[Finding] = []
    try:
        with Store(db, must_exist=True) as store:
            for look in (_file, _readings, _places, _journal, _timeline, *(() if quick else (_anew,))):
                found += itertools.islice(look(store), MAX_TOLD)
    except DamagedError:  # mostly what an earlier look has named
        found += [] if found else [_broken(db)]
    return found


def contents(db: Path) -> str:
    """Say what a sound store holds."""
    with Store(db, must_exist=True) as store:
        timeline, journal = store.merged(), store.journal()
    changes = count(len(journal), "change") + " by hand"
    return f"{count(len(timeline.articles), 'article')}, {count(len(timeline.events), 'event')}, {changes}"


def repair(db: Path) -> list[str]:
    """Take damaged readings out of a store and make its timeline anew; what people have changed stays as it is.

    Args:
        db: the store's file.

    Returns:
        a sentence for each thing that was done.

    Raises:
        StoreError: if the file cannot be opened or written.
    """
    done = []
    with Store(db, must_exist=True) as store:
        damaged = [(article, name) for article, name, sound in _read(store) if not sound]
        with store.database.writing() as sql:
            sql.executemany("DELETE FROM reading WHERE article = ?", [(article,) for article, _ in damaged])
            sql.execute("DELETE FROM place WHERE article NOT IN (SELECT article FROM reading)")
            shelf.forget(sql)
            sql.execute("REINDEX")
            sql.execute("UPDATE fact SET value = value + 1 WHERE name = 'inputs'")
        done += [f"{name}: taken out. Read it again with: timeline build {name} --db {db}" for _, name in damaged]
        pipeline.refresh(store)
        done.append("The timeline was made anew.")
    return done


def _broken(db: Path) -> Finding:
    return Finding("The file itself is damaged.", f"Copy your last backup over {db}, and build again from the articles.")


def _mend(store: Store) -> str:
    return f"Repair it with: timeline check --repair --db {store.path}"


def _file(store: Store) -> Iterator[Finding]:
    with store.database.reading() as sql:
        try:
            said = [str(row[0]) for row in sql.execute("PRAGMA integrity_check(5)")]
        except sqlite3.DatabaseError as error:
            said = [str(error)]
    if said != ["ok"]:
        indexes_alone = all("index" in line for line in said)
        remedy = _mend(store) if indexes_alone else _broken(store.path).remedy
        yield Finding(f"The file is damaged ({'; '.join(said)}).", remedy)


def _read(store: Store) -> Iterator[tuple[str, str, bool]]:
    """Every article with its place or id, and whether its reading is sound."""
    with store.database.reading() as sql:
        keys = sql.execute("SELECT article, ifnull(origin, article), digest FROM reading ORDER BY article").fetchall()
    for article, name, digest in keys:
        with store.database.reading() as sql:
            row = sql.execute("SELECT body FROM reading WHERE article = ?", (article,)).fetchone()
        try:
            reading = store.reading(article)
            sound = reading is not None and reading.article.id == article and body_digest(row[0]) == digest
        except DamagedError:
            sound = False
        yield article, name, sound


def _readings(store: Store) -> Iterator[Finding]:
    for _, name, sound in _read(store):
        if not sound:
            yield Finding(f"What was read of {name} is damaged.", _mend(store))


def _places(store: Store) -> Iterator[Finding]:
    with store.database.reading() as sql:
        rows = sql.execute("SELECT name FROM place WHERE article NOT IN (SELECT article FROM reading) ORDER BY name").fetchall()
    for (name,) in rows:
        yield Finding(f"The article at {name} is missing.", f"Read it again with: timeline build {name} --db {store.path}")


def _journal(store: Store) -> Iterator[Finding]:
    remedy = f"Copy your last backup over {store.path}, and build again from the articles."
    with store.database.reading() as sql:
        rows = sql.execute("SELECT number, body, digest FROM edit ORDER BY number").fetchall()
    for expected, (number, body, digest) in enumerate(rows, 1):
        if number != expected:
            yield Finding(f"Entry {expected} of the journal is missing.", remedy)
            return
        if body_digest(body) != digest:
            yield Finding(f"Entry {number} of the journal is damaged.", remedy)
    journal = store.journal()
    for entry in journal:
        if fault := _fault(entry, journal):
            yield Finding(f"Entry {entry.number} of the journal cannot be applied: {fault}", "Undo it in the dashboard.")


def _fault(entry: Edit, journal: Sequence[Edit]) -> str:
    try:
        edits.check(entry, journal[: entry.number - 1] or (entry,))
    except EditError as error:
        return str(error)
    return ""


def _timeline(store: Store) -> Iterator[Finding]:
    try:
        timeline = store.merged()
    except DamagedError:
        yield Finding("The timeline is damaged.", _mend(store))
        return
    articles = {article.id: len(article.text) for article in timeline.articles}
    for event in timeline.events:
        if fault := _lost(event, timeline, articles):
            yield Finding(f"The event {event.id} {fault}.", _mend(store))
    edits.apply(timeline, store.journal())


def _lost(event: Event, timeline: Timeline, articles: Mapping[str, int]) -> str:
    for mention in event.mentions:
        length = articles.get(mention.article)
        if length is None:
            return f"refers to the article {mention.article}, which is not there"
        if not (0 <= mention.quote_start <= mention.start <= mention.end <= length and mention.quote_end <= length):
            return f"has a sentence outside the text of {mention.article}"
        if mention.expression is not None and mention.expression >= len(timeline.expressions.get(mention.article, ())):
            return f"refers to a date in {mention.article} that is not there"
    unknown = next((a for claim in event.claims for a in claim.articles if a not in articles), None)
    return f"has a claim of the article {unknown}, which is not there" if unknown else ""


def _anew(store: Store) -> Iterator[Finding]:
    if not store.is_current(pipeline.made_by()):
        yield Finding("The timeline is older than what was read, or was made by another version of timeline.", _mend(store))
    elif rows_of(pipeline.remade(store.inputs())) != store.rows():
        yield Finding("The timeline is not the one that the articles give.", _mend(store))
