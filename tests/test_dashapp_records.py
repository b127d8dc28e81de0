"""What stands beside the events: journal, hidden events, notes; and what is split off or typed by hand."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dash.development.base_component import Component
from dashapp_kit import story

from dashapp import create_app, records, texts
from dashapp.changes import edits_of, sentences, values_of, wanted
from dashapp.index import Index
from dashapp.source import Fixed, Source
from timeline.edits import Edit, EditError
from timeline.store import Store
from timeline.words import speaking


def said(component: Any) -> str:
    """All text inside a component, as a reader gets it."""
    if isinstance(component, Component):
        return said(getattr(component, "children", None))
    if isinstance(component, (list, tuple)):
        return "".join(said(child) for child in component)
    return "" if component is None else str(component)


def test_hidden_events_are_listed_and_can_be_shown_again(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        store.save(story())
        source = Source(store)
        event = source.index().events[0]
        source.edit(wanted({"do": "hide"}, source.index(), event, source.journal()), None)
        assert event.id not in source.index().position
        assert event.title in said(records.hidden(source.index()))
        back = wanted({"do": "restore", "value": event.id}, source.index(), None, source.journal())
        assert [edit.kind for edit in back] == ["undo"]
        source.edit(back, None)
        assert event.id in source.index().position
        assert records.hidden(source.index())[0].children == texts.HIDDEN_NONE
        assert wanted({"do": "restore", "value": "nobody"}, source.index(), None, source.journal()) == []


def test_the_journal_says_who_changed_what_and_can_be_taken_away(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        store.save(story())
        source = Source(store)
        target = tuple(mention.id for mention in source.index().events[0].mentions)
        source.edit([Edit("comment", target, ("=1+1 <b>",), "Ana", "2026-07-20T10:00:00")], None)
        source.edit(
            [Edit("title", target, ("Another title",), "Bo", "2026-07-20T11:00:00"), Edit("undo", (), ("1",), "Bo")], None
        )
        words = said(records.journal(source.index(), source.journal()))
        assert words.index("Bo") < words.index("Ana"), "the newest stands first"
        assert "Another title" in words
        assert texts.JOURNAL_UNDONE in words
        rows = list(csv.DictReader(io.StringIO(source.journal_csv().lstrip("\ufeff"))))
        assert [row["change"] for row in rows] == ["comment", "title", "undo of 1"]
        assert rows[0]["after"] == "'=1+1 <b>"
        assert (rows[1]["before"], rows[1]["after"]) == ("Flood kills 85 people in Arden", "Another title")
        assert [row["holds"] for row in rows] == ["undone", "yes", "yes"]
        client = create_app(store).server.test_client()
        assert client.get("/download/journal.csv").text.count("\r\n") == 4
    assert create_app(Fixed(story())).server.test_client().get("/download/journal.csv").status_code == 404


def test_any_sentences_can_be_split_off() -> None:
    index = Index(story())
    event = next(each for each in index.events if len(each.mentions) > 1)
    moved = event.mentions[0].id
    (edit,) = wanted({"do": "splitoff", "value": f"{moved} nonsense"}, index, event, ())
    assert (edit.kind, edit.values) == ("split", (moved,))
    everything = " ".join(mention.id for mention in event.mentions)
    assert wanted({"do": "splitoff", "value": everything}, index, event, ()) == []
    assert wanted({"do": "splitoff", "value": ""}, index, event, ()) == []
    assert len(sentences(index, event)) == len({(m.article, m.quote_start) for m in event.mentions})


def test_the_type_is_typed_as_people_call_it() -> None:
    event = Index(story()).events[0]
    fields = values_of(event)
    with speaking("es"):
        (edit,) = edits_of(event, values_of(event) | {"type": " Huelga "})
    assert edit.values[0] == "strike"
    assert edits_of(event, fields) == []
    with pytest.raises(EditError, match="“party” is no type of events"):
        edits_of(event, fields | {"type": "party"})


def test_what_was_not_read_is_listed_with_its_reason() -> None:
    index = Index(replace(story(), warnings=("Too many events.",)))
    found = records.notes(index, [("scan.pdf", "the pages are pictures")])
    words = said(records.noted(found))
    assert "scan.pdf" in words
    assert "the pages are pictures" in words
    assert "Too many events." in words
