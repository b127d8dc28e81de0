"""Who changed what when: the journal as people read it, and the gaps of a timeline."""

import csv
import io
from pathlib import Path

from hypothesis import given
from test_cli import timeline
from test_edits import STORY, journals
from test_export import HOSTILE, one_event

from timeline.cli import report
from timeline.edits import Edit, apply, effective
from timeline.export.journal_csv import JOURNAL_COLUMNS, journal_csv
from timeline.gaps import gaps
from timeline.journal import history
from timeline.model import Refusal, Timeline
from timeline.store import Store

JOURNAL = [
    Edit("title", ("a1",), ("Asked",), "Ana", "2026-11-01T10:00:00", 1),
    Edit("date", ("a1",), ("2023-07-24", "2023-07-26"), "Ben", "2026-11-02T10:00:00", 2),
    Edit("date", ("b1",), (), "Ben", "", 3),
    Edit("undo", (), ("3",), "Ana", "", 4),
    Edit("participants", ("a1",), ("Peru", "Chile"), number=5),
    Edit("place", ("c1",), ("Lima",), number=6),
    Edit("verify", ("c1",), (), "Cleo", "2026-11-03", 7),
    Edit("hide", ("c1",), number=8),
    Edit("undo", (), ("8",), number=9),
    Edit("undo", (), ("9",), number=10),
    Edit("comment", ("a1",), ("See page 2",), number=11),
    Edit("merge", ("a1",), ("c1",), number=12),
    Edit("split", ("a1", "b1"), ("b1",), number=13),
    Edit("published", ("a",), ("2023-07-23",), number=14),
    Edit("published", ("a",), ("2023-07-25",), number=15),
    Edit("undo", (), ("15",), number=16),
    Edit("title", ("z9",), ("Nobody",), number=17),
    Edit("type", ("b1",), ("threat", "reactions", "THREATEN"), number=18),
]
EXPECTED = [
    ("e1", "T", "Asked", True),
    ("e1", "2023-07-24", "2023-07-24 to 2023-07-26", True),
    ("e1", "2023-07-24 to 2023-07-26", "", False),
    ("e1", "", "2023-07-24 to 2023-07-26", True),
    ("e1", "", "Peru; Chile", True),
    ("e2", "", "Lima", True),
    ("e2", "", "Cleo 2026-11-03", True),
    ("e2", "shown", "hidden", True),
    ("e2", "hidden", "shown", False),
    ("e2", "shown", "hidden", True),
    ("e1", "", "See page 2", True),
    ("e1", "Asked | T", "Asked", True),
    (None, "Asked", "Asked | T b1", True),
    ("a", "", "2023-07-23", True),
    ("a", "2023-07-23", "2023-07-25", False),
    ("a", "2023-07-25", "2023-07-23", True),
    ("", "", "", True),
    (None, "demand", "threat", True),
]


def test_every_kind_is_told_with_before_and_after() -> None:
    changes = history(STORY, JOURNAL)
    for change, (event, before, after, holds) in zip(changes, EXPECTED, strict=True):
        assert (change.before, change.after, change.holds) == (before, after, holds), change.entry
        assert event is None or change.event == event


@given(journals)
def test_the_last_after_is_what_the_timeline_shows(journal: list[Edit]) -> None:
    titles = [event.title for event in apply(STORY, journal).events]
    for change in history(STORY, journal):
        assert change.holds == (change.entry in effective(journal))
    last = [change for change in history(STORY, journal) if change.entry.kind == "title" and change.event]
    assert not last or last[-1].entry != journal[-1] or last[-1].after in titles


def test_the_table_is_safe_and_complete(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        store.save(one_event())
        for text in filter(str.strip, HOSTILE):
            store.edit(Edit("title", ("m1",), (text,), by=text))
        merged, journal = store.merged(), store.journal()
    rows = list(csv.DictReader(io.StringIO(journal_csv(merged, journal).removeprefix("\ufeff"), newline="")))
    assert list(rows[0]) == JOURNAL_COLUMNS
    assert [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())
    assert rows[0]["before"] == "Iran and Bolivia sign"
    done = timeline("export", "--format", "journal", "--db", "t.db", cwd=tmp_path)
    assert (done.returncode, len(done.stdout.splitlines()) >= len(rows)) == (0, True)


def test_gaps_are_listed_with_what_to_do(tmp_path: Path) -> None:
    found = gaps(one_event(), [Refusal("a.pages", "Not read: no. Save it as text.")])
    assert [(gap.kind, gap.name, gap.said, gap.article) for gap in found] == [
        ("Not read", "a.pages", "Not read: no. Save it as text.", None),
        ("Read with gaps", "01.txt", "gap", "a1"),
        ("In the timeline", "", "careful", None),
    ]
    assert report.warnings(Timeline()) == "Everything was read."
    (tmp_path / "good.txt").write_text("date: 2023-07-23\ntitle: T\n\nThe two met on Thursday in Lima.\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    assert timeline("build", ".", cwd=tmp_path).returncode == 1
    told = timeline("show", "--warnings", cwd=tmp_path).stdout
    assert told == "Not read (1)\n  empty.txt: Nothing found: it is empty. Save it again, or leave it out.\n"
