"""The timeline as it lies in the rows of a store: each story under a key, the digest of all that it was made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from timeline.store.rows import Rows


def stories(db: sqlite3.Connection) -> frozenset[str]:
    """Return the keys of the stories of the timeline."""
    return frozenset(key for (key,) in db.execute("SELECT story FROM article UNION SELECT story FROM event"))


def rows(db: sqlite3.Connection, keys: Collection[str]) -> Rows:
    """Return the rows of some stories as those of one.

    Args:
        db: the connection.
        keys: of the stories; those that are not there have no rows.
    """
    articles, events = [], []
    for key in keys:
        articles += db.execute("SELECT id, body, expressions FROM article WHERE story = ?", (key,)).fetchall()
        events += db.execute("SELECT id, body FROM event WHERE story = ?", (key,)).fetchall()
    return sorted(articles), sorted(events)


def replace(db: sqlite3.Connection, made: Mapping[str, Rows], kept: Collection[str]) -> bool:
    """Put new stories in the place of all but some, and say whether anything differs then.

    Args:
        db: the connection of a change that is under way.
        made: the rows of the new stories by their keys.
        kept: the keys of those that stay as they are.
    """
    gone = [(key,) for key in stories(db) - set(kept)]
    before = rows(db, [key for (key,) in gone])
    db.executemany("DELETE FROM article WHERE story = ?", gone)
    db.executemany("DELETE FROM event WHERE story = ?", gone)
    for key, (articles, events) in made.items():
        db.executemany("INSERT INTO article VALUES (?, ?, ?, ?)", [(article, key, *rest) for article, *rest in articles])
        db.executemany("INSERT INTO event VALUES (?, ?, ?)", [(event, key, body) for event, body in events])
    return before != rows(db, made.keys())


def forget(db: sqlite3.Connection) -> None:
    """Let the next timeline be made anew from the readings, whatever was kept to spare work.

    Args:
        db: the connection of a change that is under way.
    """
    db.execute("DELETE FROM outline")
    db.execute("UPDATE article SET story = ''")
    db.execute("UPDATE event SET story = ''")


def size(db: sqlite3.Connection) -> tuple[int, int, int]:
    """Return how many articles, events and disputed events there are, before what people have changed by hand."""
    status = "json_extract(CAST(body AS TEXT), '$.status')"
    (articles,) = db.execute("SELECT count(*) FROM article").fetchone()
    events, disputed = db.execute(f"SELECT count(*), ifnull(sum({status} = 'disputed'), 0) FROM event").fetchone()  # noqa: S608
    return int(articles), int(events), int(disputed)
