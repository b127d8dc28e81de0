"""Edits by hand: applied after every rebuild, never lost, never in place."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.edits import Edit, EditError, apply, check, effective, published
from timeline.journal import clashes
from timeline.model import Claim, Event, Mention, Modality, Status, Timeline
from timeline.span import Span
from timeline.store import ConflictError, Store


def mention(ident: str, day: str | None = "2023-07-24") -> Mention:
    return Mention(
        ident,
        ident[0],
        int(ident[1:]),
        9,
        "asked",
        0,
        20,
        "demand",
        "ask",
        span=Span.of(day) if day else None,
        title=f"T {ident}",
    )


def event(ident: str, *mentions: Mention, status: Status = Status.SINGLE) -> Event:
    spans = dict.fromkeys(m.span for m in mentions if m.span)
    claims = tuple(Claim(span, tuple(m.article for m in mentions if m.span == span)) for span in spans)
    return Event(ident, "demand", "reactions", "REQUEST", "T", claims[0].span, status, Modality.ASSERTED, mentions, claims=claims)


DISPUTED = event("e1", mention("a1"), mention("b1", "2023-07-25"), status=Status.DISPUTED)
OTHER = event("e2", mention("c1", "2023-08-01"))
STORY = Timeline(events=(DISPUTED, OTHER))


def edited(*edits: Edit, story: Timeline = STORY) -> dict[str, Event]:
    return {e.id: e for e in apply(story, [replace(edit, number=i) for i, edit in enumerate(edits, 1)]).events}


@pytest.mark.parametrize(
    ("edit", "field", "expected"),
    [
        (Edit("title", ("a1",), (" Asked ",)), "title", "Asked"),
        (Edit("type", ("a1",), ("criticism", "reactions", "ACCUSE")), "type", "criticism"),
        (Edit("date", ("a1",), ("2023-07-24", "2023-07-24")), "span", Span.of("2023-07-24")),
        (Edit("date", ("a1",), ("2023-07-24", "2023-07-24")), "status", Status.EDITED),
        (Edit("date", ("a1",)), "span", None),
        (Edit("participants", ("a1",), ("Argentina",)), "participants", ("Argentina",)),
        (Edit("place", ("a1",), ("Lima",)), "place", "Lima"),
        (Edit("verify", ("a1",), by="Ana", at="2023-08-03"), "verified", ("Ana", "2023-08-03")),
        (Edit("hide", ("a1",)), "hidden", True),
    ],
)
def test_each_kind_changes_its_field(edit: Edit, field: str, expected: object) -> None:
    after = edited(edit)
    assert getattr(after["e1"], field) == expected
    assert after["e2"] == OTHER


def test_an_edit_follows_its_sentences_into_a_rebuilt_event() -> None:
    rebuilt = Timeline(events=(event("new", mention("a0"), mention("a1"), mention("b1")), OTHER))
    assert edited(Edit("title", ("a1", "b1"), ("Kept",)), story=rebuilt)["new"].title == "Kept"


def test_an_edit_whose_sentences_are_gone_is_told() -> None:
    after = apply(STORY, [Edit("title", ("z9",), ("x",), number=4)])
    assert after.events == STORY.events
    assert "Edit 4 (title)" in after.warnings[0]


def test_merging_and_splitting() -> None:
    (joined,) = edited(Edit("merge", ("a1",), ("c1",))).values()
    assert [m.id for m in joined.mentions] == ["a1", "b1", "c1"]
    assert len(joined.claims) == 3
    parts = edited(Edit("split", ("a1", "b1"), ("b1",)))
    assert sorted((len(e.mentions), e.status) for e in parts.values()) == [(1, Status.SINGLE)] * 3
    again = edited(Edit("split", ("a1", "b1"), ("b1",)), Edit("merge", ("a1",), ("b1",)))
    assert sorted(len(e.mentions) for e in again.values()) == [1, 2]


@pytest.mark.parametrize("moved", ["a1", "b1"])
@pytest.mark.parametrize("joined", [False, True])
def test_what_was_set_by_hand_stays_with_the_first_sentence_of_a_split_event(moved: str, joined: bool) -> None:
    by_hand = (Edit("title", ("a1",), ("Asked",)), Edit("date", ("a1",), ("2023-07-20", "2023-07-20")))
    merge = (Edit("merge", ("a1",), ("c1",)),) if joined else ()
    parts = edited(*by_hand, *merge, Edit("split", ("a1", "b1"), (moved,))).values()
    (first,) = (e for e in parts if any(m.id == "a1" for m in e.mentions))
    assert (first.title, first.span, first.status) == ("Asked", Span.of("2023-07-20"), Status.EDITED)
    assert [e.title for e in parts].count("Asked") == 1
    plain = edited(Edit("split", ("a1", "b1"), (moved,))).values()
    assert {e.title for e in plain if e.id != "e2"} == {"T a1", "T b1"}, "a title that nobody gave goes with its sentence"


def test_undo_and_redo() -> None:
    hide, undo, redo = Edit("hide", ("a1",)), Edit("undo", (), ("1",)), Edit("undo", (), ("2",))
    assert edited(hide)["e1"].hidden
    assert not edited(hide, undo)["e1"].hidden
    assert edited(hide, undo, redo)["e1"].hidden


kinds = st.sampled_from(["hide", "verify", "split", "merge", "title"])
journals = st.lists(
    st.tuples(kinds, st.sampled_from(["a1", "b1", "c1", "z1"]), st.sampled_from(["a1", "b1", "c1"])), max_size=8
).map(
    lambda rows: [
        Edit(kind, (target,), () if kind in {"hide", "verify"} else (value,), number=i)
        for i, (kind, target, value) in enumerate(rows, 1)
    ]
)


@given(journals)
def test_no_sentence_is_ever_lost_and_undoing_everything_restores(journal: list[Edit]) -> None:
    after = apply(STORY, journal)
    assert sorted(m.id for e in after.events for m in e.mentions) == ["a1", "b1", "c1"]
    undone = [*journal, *(Edit("undo", (), (str(edit.number),), number=100 + edit.number) for edit in journal)]
    assert effective(undone) == ()
    assert apply(STORY, undone) == STORY


@pytest.mark.parametrize(
    "edit",
    [
        Edit("rename", ("a1",), ("x",)),
        Edit("title", ("a1",), ("  ",)),
        Edit("title", (), ("x",)),
        Edit("date", ("a1",), ("32 July", "32 July")),
        Edit("date", ("a1",), ("2023-07-24", "2023-07-20")),
        Edit("date", ("a1",), ("9999-12-31", "9999-12-31")),
        Edit("comment", ("a1",), ("x" * 3000,)),
        Edit("undo", (), ("-1",)),
    ],
)
def test_what_cannot_be_done_is_refused(edit: Edit) -> None:
    with pytest.raises(EditError, match=r"\.$"):
        check(edit)


def test_the_store_keeps_the_journal_and_notices_conflicts(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        store.save(STORY)
        before = store.version()
        first = store.edit(Edit("title", ("a1",), ("Ana's",), by="Ana"), seen=0)
        assert store.version() == before + 1
        with pytest.raises(ConflictError, match="Ana") as conflict:
            store.edit(Edit("title", ("b1", "a1"), ("Ben's",), by="Ben"), seen=0)
        assert conflict.value.others[0].values == ("Ana's",)
        store.edit(Edit("title", ("b1", "a1"), ("Ben's",), by="Ben"), seen=first)
        store.save(Timeline(events=(OTHER, replace(DISPUTED, id="e9"))))
        assert {e.id: e.title for e in store.timeline().events} == {"e9": "Ben's", "e2": "T"}
        assert [edit.by for edit in store.journal()] == ["Ana", "Ben"]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.database._db.execute("DELETE FROM edit")


def test_publication_dates_come_from_the_last_word() -> None:
    journal = [Edit("published", ("a",), (day,), number=i) for i, day in enumerate(["2023-07-23", "2023-07-25"])]
    assert published(journal) == {"a": Span.of("2023-07-25")}


FIELD, WHOLE = ("title", "type", "date", "participants", "place"), ("hide", "merge", "split")
CLASH = {(kind, kind) for kind in (*FIELD, "published")}
CLASH |= {(mine, theirs) for mine in (*FIELD, *WHOLE, "verify") for theirs in WHOLE}
CLASH |= {(mine, theirs) for mine in (*WHOLE, "verify") for theirs in FIELD}


def of(kind: str, target: str, value: str = "x", number: int = 0) -> Edit:
    day = {"date": ("2023-07-24", "2023-07-24"), "published": ("2023-07-24",)}
    values = {"hide": (), "verify": (), "type": (value, "f", "P")}.get(kind, day.get(kind, (value,)))
    return Edit(kind, (target,), values, by="Ana", number=number)


@pytest.mark.parametrize("mine", [*FIELD, *WHOLE, "verify", "comment", "published"])
@pytest.mark.parametrize("theirs", [*FIELD, *WHOLE, "verify", "comment", "published"])
def test_which_kinds_clash(mine: str, theirs: str) -> None:
    entry = replace(of(theirs, "a1", "theirs", 7), values=of(theirs, "a1", "theirs").values + ("more",) * (theirs == mine))
    clash = (mine, theirs) in CLASH
    assert bool(clashes([of(mine, "a1", "mine")], [entry], 6)) == clash
    assert bool(clashes([Edit("undo", (), ("2",))], [of(mine, "a1", "mine", 2), entry], 6)) == clash
    undone = Edit("undo", (), ("3",), number=7)
    assert bool(clashes([of(mine, "a1", "mine")], [of(theirs, "a1", "theirs", 3), undone], 6)) == clash
    assert clashes([of(mine, "a1", "mine")], [entry], 7) == ()
    assert clashes([of(mine, "b1", "mine")], [replace(entry, target=("c1",))], 6) == ()


def test_doing_the_same_once_more_is_no_clash_and_merging_looks_at_both() -> None:
    assert clashes([of("hide", "a1")], [of("hide", "a1", number=7)], 6) == ()
    assert clashes([of("title", "a1", "x")], [of("title", "a1", "x", 7)], 6) == ()
    assert clashes([Edit("undo", (), ("1",))], [of("hide", "a1", number=1), Edit("undo", (), ("1",), number=7)], 6) == ()
    assert len(clashes([Edit("merge", ("a1",), ("c1",))], [of("title", "c1", number=7)], 6)) == 1


def test_several_changes_are_made_together_or_not_at_all(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        store.save(STORY)
        both = [Edit("title", ("a1",), ("T2",)), Edit("date", ("a1",), ("2023-07-24", "2023-07-24"))]
        assert store.edit_many(both, seen=0) == (1, 2)
        with pytest.raises(EditError):
            store.edit_many([Edit("place", ("a1",), ("Lima",)), Edit("date", ("a1",), ("?", "?"))], seen=2)
        with pytest.raises(ConflictError):
            store.edit_many([Edit("place", ("a1",), ("Lima",)), Edit("title", ("a1",), ("T3",))], seen=0)
        with pytest.raises(EditError, match="Load the page again"):
            store.edit(Edit("undo", (), ("9",)))
        assert [edit.number for edit in store.journal()] == [1, 2]
