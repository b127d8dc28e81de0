"""The store: one SQLite file in WAL mode that keeps what each article says and the timeline made of it.

The readings are the slow part and are kept by article, a batch in one transaction.  The timeline is kept by story, and replaced
in one transaction where its stories have changed, only by one that was made of as much or more.  Whoever is stopped at any
moment leaves a file from which the next build goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import TypeAdapter, ValidationError

from timeline import edits
from timeline import journal as journal_of
from timeline.edits import Edit
from timeline.files import beside
from timeline.limits import MAX_REFUSALS
from timeline.model import Article, Reading, Refusal, Status, Timeline, by_file, in_order
from timeline.store import rows, shelf
from timeline.store.database import Database, StoreError, body_digest, is_store, told
from timeline.store.rows import Inputs, Known, Rows, Sources, edition, rows_of
from timeline.words import say

__all__ = ["ConflictError", "Inputs", "Known", "Sources", "Store", "StoreError", "edition", "rows_of"]

T = TypeVar("T")
_NOTE = "note "  # before the names of notes among the facts


class ConflictError(Exception):
    """Somebody else changed the same thing meanwhile; `others` are their entries of the journal."""

    def __init__(self, others: tuple[Edit, ...]) -> None:
        super().__init__(say("edits.changed_by", others[-1].by) if others[-1].by else say("edits.changed"))
        self.others = others


class Store:
    """A timeline on disk; several threads may use one, and any number of processes may open the same file.

    Args:
        path: the file; made when it does not exist, unless must_exist.
        must_exist: refuse to make a new file.

    Raises:
        StoreError: if the file is missing, is no store, or was written by a newer version.  Every method raises it where the
            disk fails or is full, or the file is damaged; what was stored before is kept then.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Store(Path(folder, "t.db")) as store:
    ...     store.version(), store.timeline().events
    (0, ())
    """

    def __init__(self, path: Path | str, *, must_exist: bool = False) -> None:
        self.path = Path(path)
        if must_exist and not (self.path.is_file() and self.path.stat().st_size):  # one that was never filled is none either
            raise StoreError(f"{self.path}: no such store. Make one with: timeline build FOLDER --db {self.path}")
        self.database = Database(self.path)
        self._seen: dict[bytes, Any] = {}  # of the timeline that was read last

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a closed store cannot be used again."""
        self.database.close()

    def backup(self, target: Path) -> None:
        """Copy all of one moment into one file, while others read and write; it takes its name when it is complete.

        Args:
            target: an older backup, which is replaced, or a file that does not exist.

        Raises:
            StoreError: if the target is not a store, or is this one.
            OSError: if it cannot be written.
        """
        if target.exists():
            if target.samefile(self.path):
                raise StoreError(f"{target}: is the store itself. Name another file for its backup.")
            if not is_store(target):
                raise StoreError(f"{target}: is no backup, and would be lost. Name another file.")
        with beside(target) as part:
            self.database.copy(part)

    def _fact(self, name: str) -> str:
        with self.database.reading() as db:
            row = db.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise told(self.path, ValueError(name))
        return str(row[0])

    def _stamp(self) -> int:
        """The number of changes of what the timeline is made of."""
        return self._parsed(rows.COUNT, self._fact("inputs"))

    # ---- readings ----------------------------------------------------------------------------------------------------

    def known(self) -> dict[str, Known]:
        """Return what is known of each article, by its id."""
        with self.database.reading() as db:
            listed = db.execute("SELECT article, rules, origin, edition FROM reading").fetchall()
        return {article: Known(*rest) for article, *rest in listed}

    def add(self, readings: Iterable[tuple[Reading, Known]]) -> None:
        """Keep readings, all or none; one of the same article is replaced.

        Args:
            readings: each with the rules that made it, the place that it came from, and its edition.
        """
        listed = [
            (reading.article.id, known.rules, known.origin, body, known.edition, body_digest(body))
            for reading, known in readings
            if (body := rows.READING.dump_json(reading))
        ]
        with self.database.writing() as db:
            db.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?)", listed)
            _moved_on(db, bool(listed))

    def settle(
        self,
        places: Mapping[str, str],
        roots: Iterable[str] = (),
        refused: Mapping[str, Refusal] | None = None,
        digests: Mapping[str, str] | None = None,
    ) -> None:
        """Note what a finished look at some places has found: a changed file replaces its older self.

        Args:
            places: by place, the id of the article that it holds now.  An article that has lost its last place goes.
            roots: files and folders that were looked at: what was refused in them before and is not any more is forgotten.
            refused: by place, what was not read; of very many the newest are kept.
            digests: by place, what its file was read from, so that the same need not be read again, see `files`.
        """
        refused, digests = refused or {}, digests or {}
        with self.database.writing() as db:
            before = dict(db.execute("SELECT name, article FROM place"))
            changed = {name: article for name, article in places.items() if before.get(name) != article}
            db.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, '')", changed.items())
            known = dict(db.execute("SELECT name, digest FROM place WHERE digest <> ''"))
            moved = [(digests.get(name, ""), name) for name in places if known.get(name, "") != digests.get(name, "")]
            db.executemany("UPDATE place SET digest = ? WHERE name = ?", moved)
            lost = sorted({before[name] for name in changed if name in before})
            gone = "DELETE FROM reading WHERE article = ? AND NOT EXISTS (SELECT * FROM place WHERE place.article = ?)"
            _moved_on(db, db.executemany(gone, [(article, article) for article in lost]).rowcount > 0)
            # A place without its article would never be read again.  Only two builds at the same moment can make one.
            db.execute("DELETE FROM place WHERE article NOT IN (SELECT article FROM reading)")
            over = [
                (place,)
                for (place,) in db.execute("SELECT place FROM refusal")
                if place in places or any(place == root or place.startswith((f"{root}/", f"{root}#")) for root in roots)
            ]
            db.executemany("DELETE FROM refusal WHERE place = ?", over)
            listed = [(place, refusal.name, refusal.reason) for place, refusal in refused.items()]
            db.executemany("INSERT OR REPLACE INTO refusal VALUES (?, ?, ?)", listed)
            db.execute("DELETE FROM refusal WHERE rowid <= (SELECT max(rowid) FROM refusal) - ?", (MAX_REFUSALS,))

    def files(self) -> dict[str, tuple[str, str]]:
        """Return by place what each file was read from, and the id of the one article that was in it."""
        with self.database.reading() as db:
            listed = db.execute("SELECT name, digest, article FROM place WHERE digest <> ''").fetchall()
        return {name: (digest, article) for name, digest, article in listed}

    def refusals(self) -> tuple[Refusal, ...]:
        """Return what was not read when it was last looked at, each with its reason and what to do, by name."""
        with self.database.reading() as db:
            listed = db.execute("SELECT DISTINCT name, reason FROM refusal ORDER BY name, reason").fetchall()
        return tuple(Refusal(name, reason) for name, reason in listed)

    def readings(self) -> Iterator[Reading]:
        """Yield all readings in the order of their article ids."""
        yield from self.inputs().readings

    def reading(self, article: str) -> Reading | None:
        """Return what one article says, or None where the store has no article of that id."""
        with self.database.reading() as db:
            row = db.execute("SELECT body FROM reading WHERE article = ?", (article,)).fetchone()
        return row and self._parsed(rows.READING, row[0])

    def outdated(self, rules: str) -> Iterator[tuple[Article, Known]]:
        """Yield the articles that were read by other rules, so that an upgrade can read them anew.

        Args:
            rules: fingerprint of today's rules.
        """
        with self.database.reading() as db:
            found = db.execute("SELECT article FROM reading WHERE rules <> ? ORDER BY article", (rules,)).fetchall()
        for row in found:
            with self.database.reading() as db:
                kept = db.execute("SELECT body, rules, origin, edition FROM reading WHERE article = ?", row).fetchone()
            if kept:
                yield self._parsed(rows.TEXT, kept[0]).article, Known(*kept[1:])

    def inputs(self) -> Inputs:
        """Return all that the timeline is to be made of."""
        with self.database.reading() as db:
            stamp, journal = self._stamp(), self.journal()
            readings = tuple(
                self._parsed(rows.READING, body) for (body,) in db.execute("SELECT body FROM reading ORDER BY article")
            )
        return Inputs(stamp, readings, journal)

    def sources(self) -> Sources:
        """Return what tells which stories are to be made anew."""
        with self.database.reading() as db:
            return Sources(
                self._stamp(),
                self.journal(),
                dict(db.execute("SELECT article, digest FROM reading ORDER BY article")),
                {key: (body, digest) for key, body, digest in db.execute("SELECT article, body, digest FROM outline")},
                shelf.stories(db),
            )

    def opened(self, digests: Mapping[str, str]) -> list[Reading] | None:
        """Return what some articles say, or None where one of them says something else by now.

        Args:
            digests: by the ids of the articles, the digests that their readings had.
        """
        found = []
        with self.database.reading() as db:
            for article, digest in digests.items():
                row = db.execute("SELECT body, digest FROM reading WHERE article = ?", (article,)).fetchone()
                if row is None or row[1] != digest:
                    return None
                found.append(self._parsed(rows.READING, row[0]))
        return found

    def put_outlines(self, outlines: Mapping[str, tuple[bytes, str]]) -> None:
        """Keep the outlines of articles, each with its digest; they only spare work, and may be lost."""
        with self.database.writing() as db:
            db.executemany("INSERT OR REPLACE INTO outline VALUES (?, ?, ?)", [(key, *kept) for key, kept in outlines.items()])
            db.execute("DELETE FROM outline WHERE article NOT IN (SELECT article FROM reading)")

    def _parsed(self, kind: TypeAdapter[T], body: bytes | str) -> T:
        try:
            return kind.validate_json(body)
        except ValidationError as error:
            raise told(self.path, error) from error

    # ---- notes -------------------------------------------------------------------------------------------------------

    def note(self, name: str) -> str | None:
        """Return what was noted under a name, such as when a feed was last fetched, or None."""
        with self.database.reading() as db:
            row = db.execute("SELECT value FROM fact WHERE name = ?", (_NOTE + name,)).fetchone()
        return row and str(row[0])

    def put_notes(self, notes: Mapping[str, str | None]) -> None:
        """Keep notes by their names, all or none; they are no part of the timeline, and None takes one away.

        >>> with Store(":memory:") as store:
        ...     store.put_notes({"a": "1", "b": "2"})
        ...     store.put_notes({"a": None})
        ...     store.note("a"), store.note("b"), store.version()
        (None, '2', 0)
        """
        with self.database.writing() as db:
            for name, value in notes.items():
                if value is None:
                    db.execute("DELETE FROM fact WHERE name = ?", (_NOTE + name,))
                else:
                    db.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (_NOTE + name, value))

    # ---- timeline ----------------------------------------------------------------------------------------------------

    def version(self) -> int:
        """Return a number that grows whenever the timeline changes, by a build or by hand."""
        with self.database.reading() as db:
            made = self._parsed(rows.COUNT, self._fact("version"))
            return made + int(db.execute("SELECT ifnull(max(number), 0) FROM edit").fetchone()[0])

    def is_current(self, by: str) -> bool:
        """Say whether the timeline was made of all that the store has now, by the same code.

        Args:
            by: fingerprint of the code that makes timelines.
        """
        with self.database.reading():
            return self._fact("made") == f"{self._fact('inputs')} {by}"

    def save(self, timeline: Timeline, of: int | None = None, by: str = "") -> None:
        """Replace the timeline as a whole; see `save_stories`."""
        self.save_stories({"": timeline}, of, by, timeline.warnings)

    def save_stories(
        self, stories: Mapping[str, Timeline | None], of: int | None = None, by: str = "", warnings: Sequence[str] = ()
    ) -> bool:
        """Replace the timeline, all or nothing, where its stories have changed; the version grows only if something differs.

        Args:
            stories: by key, the timeline of each story that the whole is to have; None where it stays as it is.
            of: stamp of the inputs that it was made of: one that is older than that of the timeline in the store changes nothing.
            by: fingerprint of the code that made it.
            warnings: what the timeline is to say of itself.

        Returns:
            False where a story that was to stay is not there any more; nothing is changed then.
        """
        made = {key: rows_of(timeline) for key, timeline in stories.items() if timeline is not None}
        with self.database.writing() as db:
            if of is not None and of < self._parsed(rows.COUNT, (self._fact("made") or "-1").split()[0]):
                return True
            kept = stories.keys() - made.keys()
            if not kept <= shelf.stories(db):
                return False
            before, after = self._fact("warnings"), rows.WARNINGS.dump_json(tuple(warnings)).decode()
            changed = shelf.replace(db, made, kept) or before != after
            db.execute("UPDATE fact SET value = ? WHERE name = 'made'", ("" if of is None else f"{of} {by}",))
            db.execute("UPDATE fact SET value = ? WHERE name = 'warnings'", (after,))
            if changed:
                db.execute("UPDATE fact SET value = value + 1 WHERE name = 'version'")
        return True

    def rows(self) -> Rows:
        """Return the rows of the timeline as they lie in the file."""
        with self.database.reading() as db:
            return shelf.rows(db, shelf.stories(db))

    def merged(self) -> Timeline:
        """Return the timeline as it was last saved, without what people have changed by hand.

        Reading it again costs little: rows that are as they were give the same values, which nobody can change.
        """
        with self.database.reading():
            (articles, events), warnings = self.rows(), self._parsed(rows.WARNINGS, self._fact("warnings"))
        seen = rows.Seen(self._parsed, self._seen)
        told = sorted((seen.parsed(rows.ARTICLE, row[1]) for row in articles), key=by_file)
        dated = sorted((seen.parsed(rows.EVENT, row[1]) for row in events), key=in_order)
        expressions = {row[0]: found for row in articles if (found := seen.parsed(rows.EXPRESSIONS, row[2]))}
        self._seen = seen.values
        return Timeline(tuple(told), expressions, tuple(dated), warnings)

    def size(self) -> tuple[int, int, int]:
        """Return how many articles, events and disputed events the timeline has, with what people have changed by hand."""
        with self.database.reading() as db:
            if self.journal():
                timeline = self.timeline()
                disputed = sum(event.status is Status.DISPUTED for event in timeline.events)
                return len(timeline.articles), len(timeline.events), disputed
            return shelf.size(db)

    def timeline(self) -> Timeline:
        """Return the timeline as it was last saved, with what people have changed by hand."""
        with self.database.reading():
            merged, journal = self.merged(), self.journal()
        return edits.apply(merged, journal)

    # ---- edits -------------------------------------------------------------------------------------------------------

    def journal(self) -> tuple[Edit, ...]:
        """Return every change by hand, oldest first."""
        with self.database.reading() as db:
            listed = db.execute("SELECT number, body FROM edit ORDER BY number").fetchall()
        return tuple(replace(self._parsed(rows.EDIT, body), number=number) for number, body in listed)

    def edit(self, edit: Edit, *, seen: int | None = None) -> int:
        """Append a change to the journal and return its number; see `edit_many`."""
        return self.edit_many([edit], seen=seen)[0]

    def edit_many(self, changes: Sequence[Edit], *, seen: int | None = None) -> tuple[int, ...]:
        """Append several changes to the journal, all or none, and return their numbers.

        Args:
            changes: in the order in which they apply.
            seen: the last entry that the person had in view; without it, later entries are not looked at.

        Raises:
            timeline.edits.EditError: if a change cannot be made.
            ConflictError: if a later entry clashes with one of them, see `timeline.journal.clashes`; nothing is written then.
        """
        with self.database.writing() as db:
            journal = self.journal()
            for change in changes:
                edits.check(change, journal)
            others = journal_of.clashes(changes, journal, seen) if seen is not None else ()
            if others:
                raise ConflictError(others)
            numbers = []
            for change in changes:
                body = rows.EDIT.dump_json(replace(change, number=0))
                row = db.execute("INSERT INTO edit (body, digest) VALUES (?, ?)", (body, body_digest(body)))
                numbers.append(int(row.lastrowid or 0))
            _moved_on(db, any(edits.meant(change, journal).kind == "published" for change in changes))
        return tuple(numbers)


def _moved_on(db: object, changed: bool) -> None:
    """Count a change of what the timeline is made of."""
    if changed:
        db.execute("UPDATE fact SET value = value + 1 WHERE name = 'inputs'")  # type: ignore[attr-defined]
