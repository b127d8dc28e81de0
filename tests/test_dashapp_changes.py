"""Changes by hand: what the buttons write into the journal, and how it is taken back."""

from pathlib import Path
from typing import Any

import pytest
from dashapp_kit import story
from hypothesis import given
from hypothesis import strategies as st

from dashapp import joining
from dashapp.changes import edits_of, redoable, said, undoable, values_of, wanted
from dashapp.index import Index
from dashapp.panel import details
from dashapp.source import Fixed, Source
from timeline import edits, pipeline
from timeline.edits import Edit, EditError
from timeline.model import Event, Status, Timeline
from timeline.store import ConflictError, Store

INDEX = Index(story())


def event_of(index: Index, ident: str) -> Event:
    found = index.get(ident)
    assert found
    return found


ASK = event_of(INDEX, "e-ask")


def applied(*made: Edit, timeline: Timeline | None = None) -> Index:
    numbered = [Edit(e.kind, e.target, e.values, "Ana", "2023-08-03T10:00:00", i) for i, e in enumerate(made, 1)]
    return Index(edits.apply(timeline or story(), numbered))


def ask(do: str, value: str = "", event: Event | None = ASK, journal: tuple[Edit, ...] = ()) -> list[Edit]:
    return wanted({"do": do, "value": value}, INDEX, event, journal)


def test_keeping_one_of_two_dates_settles_a_dispute() -> None:
    (edit,) = ask("keep", "2023-07-25..2023-07-25")
    kept = event_of(applied(edit), "e-ask")
    assert (str(kept.span), kept.status) == ("2023-07-25", Status.EDITED)


def test_splitting_a_dispute_gives_each_date_its_own_event() -> None:
    (edit,) = ask("split", "2023-07-25")
    parts = [event for event in applied(edit).events if event.type == "demand" and event.span]
    assert sorted(str(event.span) for event in parts) == ["2023-07-24", "2023-07-25"]


def test_merging_brings_the_sentences_together() -> None:
    (edit,) = ask("merge", "e-text")
    merged = [event for event in applied(edit).events if len(event.mentions) == 3]
    assert len(merged) == 1


def test_hiding_takes_an_event_off_the_page() -> None:
    (edit,) = ask("hide")
    index = applied(edit)
    assert index.get("e-ask") is None
    assert len(index.hidden) == 1


@pytest.mark.parametrize(
    ("do", "value"),
    [
        ("keep", "soon"),
        ("keep", ""),
        ("split", "1999-01-01"),
        ("merge", "e-ask"),
        ("merge", "nobody"),
        ("undo", ""),
        ("redo", ""),
        ("x", ""),
    ],
)
def test_what_makes_no_sense_writes_nothing(do: str, value: str) -> None:
    assert ask(do, value) == []


@given(
    st.dictionaries(st.sampled_from(["do", "value"]), st.text() | st.integers() | st.none())
    | st.none()
    | st.text()
    | st.lists(st.text())
)
def test_garbage_writes_nothing_that_cannot_be_checked(change: Any) -> None:
    for edit in wanted(change, INDEX, ASK, ()):
        edits.check(edit)


def test_undo_and_redo_walk_through_the_journal() -> None:
    journal: tuple[Edit, ...] = ()

    def write(kind: str, *values: str) -> None:
        nonlocal journal
        journal = (*journal, Edit(kind, ("m",) if kind != "undo" else (), values, number=len(journal) + 1))

    def step(do: str) -> str:
        found = (undoable if do == "undo" else redoable)(journal)
        if found is None:
            return "nothing"
        write("undo", str(found.number))
        return " ".join(edit.kind for edit in edits.effective(journal)) or "none"

    write("verify")
    write("hide")
    assert step("redo") == "nothing"
    assert [step(do) for do in "undo undo undo redo redo redo".split()] == [
        "verify",
        "none",
        "nothing",
        "verify",
        "verify hide",
        "nothing",
    ]
    assert step("undo") == "verify"
    write("comment", "new")
    assert step("redo") == "nothing"


def test_the_form_writes_only_what_was_changed() -> None:
    before = values_of(ASK)
    assert before["first"] == "24 July 2023"
    assert edits_of(ASK, before) == []
    made = edits_of(
        ASK,
        before | {"title": " New title ", "first": "July 2023", "last": "July 2023", "participants": "A; ;B", "place": "Velm"},
    )
    assert [(edit.kind, edit.values) for edit in made] == [
        ("title", ("New title",)), ("date", ("2023-07-01", "2023-07-31")), ("participants", ("A", "B")), ("place", ("Velm",)),
    ]  # fmt: skip
    assert edits_of(ASK, before | {"first": "", "last": ""})[0].values == ()
    with pytest.raises(EditError, match="“32 July” is not a date"):
        edits_of(ASK, before | {"first": "32 July"})
    assert said(made) == "Title changed. Date changed. Participants changed. Place changed."


def test_the_details_tell_who_changed_what() -> None:
    journal = [Edit("comment", (ASK.mentions[0].id,), ("<b>Ask the ministry</b>",), "Ana", "2023-08-03T10:00:00", 1)]
    text = str(details(INDEX, ASK, journal))
    assert "Ana" in text
    assert "on 3 August 2023" in text
    assert "“<b>Ask the ministry</b>”" in text
    assert "Keep 24 July 2023" in text
    assert "Keep 24 July 2023" not in str(details(INDEX, ASK))


def test_a_change_in_another_window_is_not_overwritten(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        store.save(story())
        mine, theirs = Source(store), Source(store)
        seen = mine.index().seen
        target = tuple(mention.id for mention in ASK.mentions)
        theirs.edit([Edit("title", target, ("Theirs",), "Bo")], theirs.index().seen)
        with pytest.raises(ConflictError, match="Bo changed this meanwhile"):
            mine.edit([Edit("title", target, ("Mine",), "Ana")], seen)
        assert event_of(mine.index(), "e-ask").title == "Theirs"
        mine.edit([Edit("title", target, ("Mine",), "Ana")], mine.index().seen)
        assert event_of(theirs.index(), "e-ask").title == "Mine"


def test_a_corrected_publication_date_moves_what_was_counted_from_it(tmp_path: Path) -> None:
    text = "date: 2023-07-23\n\nThe ministers of Arden and Velm met in Lunden on Thursday.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    pipeline.build([tmp_path / "a.txt"], tmp_path / "t.db")
    with Store(tmp_path / "t.db") as store:
        source = Source(store)
        (article,) = source.index().articles

        def thursday() -> list[str]:
            return [str(e.span) for e in source.index().timeline.expressions[article] if e.text == "Thursday"]

        assert thursday() == ["2023-07-20"]
        source.edit([Edit("published", (article,), ("2023-07-30",))], None)
        assert thursday() == ["2023-07-27"]
        source.edit([Edit("undo", (), ("1",))], None)
        assert thursday() == ["2023-07-20"]


def test_a_fixed_timeline_cannot_be_changed() -> None:
    source = Source(Fixed(story()))
    assert not source.editable
    assert source.journal() == ()
    with pytest.raises(EditError):
        source.edit([Edit("hide", ("m",))], None)


# ---- merging -----------------------------------------------------------------------------------------------------------


def test_two_events_stand_side_by_side_with_what_differs() -> None:
    index = Index(story())
    made = joining.beside(index, event_of(index, "e-meet"), event_of(index, "e-sign"))
    rows = {cells[0]: cells for row in tables(made) if (cells := [words(cell) for cell in row.children])}
    differing = {name.split("≠")[0] for name in rows if "differs" in name}
    assert differing == {"Title", "Date", "Type", "Place"}, "the participants are the same"
    title, date = (next(cells for name, cells in rows.items() if name.startswith(each)) for each in ("Title", "Date"))
    assert title[1:] == ["Ministers meet in Lunden", "Arden and Velm sign the river treaty"]
    assert date[1].startswith("Sunday 16 July 2023")
    sentences = rows["What the sources say"]
    assert sentences[1].count("The two ministers met in Lunden on Sunday.") == 2, "one for each source"
    assert "They signed the river treaty on Thursday." in sentences[2]


def test_what_can_be_merged_is_looked_at_first() -> None:
    index = Index(story())
    offered = joining.candidates(index, event_of(index, "e-meet"))
    assert {getattr(each, "data-do") for each in offered} == {"compare"}
    assert getattr(offered[0], "data-value") == "e-sign", "the related one first"


def tables(made: list[Any]) -> list[Any]:
    """The rows of the first table."""
    head, body = made[0].children.children
    assert [words(cell) for cell in head.children.children] == ["", "This event", "The other event"]
    return list(body.children)


def words(component: Any) -> str:
    """All texts of a component and its children."""
    if isinstance(component, str):
        return component
    inside = component if isinstance(component, (list, tuple)) else [getattr(component, "children", None) or ""]
    return "".join(words(each) for each in inside)
