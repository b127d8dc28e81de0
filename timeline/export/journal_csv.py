"""The journal as a table: who changed what when, for people and their records."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.edits import Edit
from timeline.export.csv_format import table
from timeline.journal import history
from timeline.model import Timeline

JOURNAL_COLUMNS = "number at by change event title before after holds".split()
"""Columns of the journal, in order; docs/formats.md says what each holds."""


def journal_csv(merged: Timeline, journal: Sequence[Edit]) -> str:
    """Write one row for each entry, UTF-8 text that begins with a byte order mark.

    Args:
        merged: the timeline before any change by hand, as `Store.merged` gives it.
        journal: all entries, as `Store.journal` gives them.

    >>> journal_csv(Timeline(), ()).startswith('\\ufeff"number","at","by"')
    True
    """
    rows = (
        (
            change.entry.number,
            change.entry.at,
            change.entry.by,
            f"undo of {change.entry.values[0]}" if change.entry.kind == "undo" else change.entry.kind,
            change.event,
            change.title,
            change.before,
            change.after,
            "yes" if change.holds else "undone",
        )
        for change in history(merged, journal)
    )
    return table(JOURNAL_COLUMNS, rows)
