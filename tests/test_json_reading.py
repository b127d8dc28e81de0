"""JSON exports come back as they were, and what is no export is told by the place of its fault."""

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import timeline
from test_export import HOSTILE, one_event

import timeline as package
from timeline.export import write
from timeline.export.json_format import dumps, to_object
from timeline.export.json_reading import FormatError, loads
from timeline.model import (
    FORMATS,
    Anchor,
    Article,
    Basis,
    Claim,
    Comment,
    Event,
    Expression,
    Mention,
    Modality,
    Publication,
    Salience,
    Status,
    Timeline,
    Zone,
)
from timeline.span import Granularity, Shape, Span
from timeline.store import Store, StoreError

words = st.sampled_from([text for text in HOSTILE if "\x00" not in text]) | st.text(st.characters(codec="utf-8"), max_size=8)
spans = st.builds(
    lambda start, days, granularity, shape, clock: Span(start, start + days, granularity, shape, clock),
    st.integers(1, 3_600_000), st.integers(1, 900), st.sampled_from(Granularity), st.sampled_from(Shape),
    st.none() | st.just("T14:30"),
)  # fmt: skip
days = spans.map(lambda span: Span(span.start, span.end, span.granularity))
names = st.lists(words, max_size=2).map(tuple)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    text = draw(st.text(st.characters(codec="utf-8"), min_size=12, max_size=30))
    published = draw(st.none() | days)
    article = Article(
        "a1", text, draw(st.none() | words), draw(words), draw(words), draw(st.none() | words), "es",
        Publication(published, draw(st.sampled_from(Basis)), draw(words), draw(st.none() | days) if published else None),
        (Zone(0, 3, "caption", draw(words), draw(st.booleans())),), draw(st.none() | st.just("a2")), draw(names),
    )  # fmt: skip
    expression = Expression(
        2, 5, text[2:5], "DATE", draw(st.none() | words), draw(st.none() | words), draw(st.none() | spans),
        draw(st.sampled_from(Anchor)), draw(words), anchor_start=draw(st.none() | st.just(0)), furniture=draw(st.booleans()),
    )  # fmt: skip
    expression = replace(expression, anchor_end=None if expression.anchor_start is None else 2)
    mention = Mention(
        "m1", "a1", 1, 4, text[1:4], 0, 12, draw(words) or "visit", text[1:4], draw(st.sampled_from(Modality)), draw(names),
        draw(st.none() | words), draw(st.sampled_from([None, 0])), draw(st.none() | spans), draw(st.booleans()),
        draw(st.none() | words), draw(words),
    )  # fmt: skip
    event = Event(
        "e1", draw(words), "meetings", draw(words), draw(words), draw(st.none() | spans), draw(st.sampled_from(Status)),
        draw(st.sampled_from(Modality)), (mention,), draw(names), draw(st.none() | words), draw(st.integers(0, 1000)) / 1000,
        tuple(Claim(span, ("a1",)) for span in draw(st.lists(spans, max_size=2))), draw(st.sampled_from(Salience)),
        draw(st.none() | st.tuples(st.none() | st.just(5), st.none() | st.just(700_000))), draw(names), draw(names), draw(names),
        draw(st.integers(1, 9)), draw(st.booleans()), draw(st.none() | st.tuples(words, words)),
        tuple(Comment(*said, number) for number, said in enumerate(draw(st.lists(st.tuples(words, words, words), max_size=2)))),
    )  # fmt: skip
    return Timeline((article,), {"a1": (expression,)}, (event,), draw(names))


@given(timelines())
def test_whatever_is_written_is_read_back(whole: Timeline) -> None:
    again = loads(dumps(whole))
    assert again == whole
    assert dumps(again) == dumps(whole)
    assert loads(dumps(whole).encode()) == whole


def test_every_format_is_the_same_from_a_store_and_from_its_export(built: Path, tmp_path: Path) -> None:
    store = package.load(built)
    (tmp_path / "x.json").write_bytes(dumps(store).encode())
    for kind in FORMATS:
        assert write(package.load(tmp_path / "x.json"), kind) == write(store, kind)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("json") / "t.db"
    with Store(db) as store:
        store.save(one_event())
    return db


def test_other_versions_may_leave_out_and_add_keys() -> None:
    data = to_object(one_event())
    data["articles"][0]["new"] = data["new"] = 1
    del data["articles"][0]["zones"], data["events"][0]["related"], data["events"][0]["mentions"][0]["id"]
    assert loads(json.dumps(data)).events[0].mentions[0].id == "a1:7"


Path_ = tuple[str | int, ...]
FAULTS: dict[str, tuple[Path_, Any]] = {
    "format is not 'timeline/1'": (("format",), "timeline/2"),
    "articles[0].text is missing": (("articles", 0, "text"), ...),
    "articles[0].title input should be a valid string, not 3": (("articles", 0, "title"), 3),
    "articles[0].published has only one of start and end": (("articles", 0, "published", "end"), None),
    "articles[0].zones[0] lies outside the text of 26 characters (0 to 99)": (("articles", 0, "zones", 0, "end"), 99),
    "expressions[0].article is 'a9', and there is no such article": (("expressions", 0, "article"), "a9"),
    "expressions[0] lies outside": (("expressions", 0, "start"), -1),
    "expressions[0].anchor input should be 'published'": (("expressions", 0, "anchor"), "moon"),
    "events[0].span.start": (("events", 0, "span", "start"), "2023-13-01"),
    "events[0].span ends on 2023-07-20, before or when it starts": (("events", 0, "span", "end"), "2023-07-20"),
    "events[0].status input should be 'single'": (("events", 0, "status"), "sure"),
    "events[0].mentions[0].article is 'a9'": (("events", 0, "mentions", 0, "article"), "a9"),
    "events[0].mentions[0].quote lies outside": (("events", 0, "mentions", 0, "quote_end"), 99),
    "events[0].mentions[0].date_start is 3, where no expression begins": (("events", 0, "mentions", 0, "date_start"), 3),
    "events[0].claims[0].articles is 'a9'": (("events", 0, "claims", 0, "articles"), ["a9"]),
    "events input should be a valid": (("events",), {}),
}


@pytest.mark.parametrize("said", FAULTS)
def test_every_fault_is_named_by_its_place(said: str) -> None:
    (*way, last), value = FAULTS[said]
    data = whole = copy.deepcopy(to_object(one_event()))
    for step in way:
        data = data[step]  # type: ignore[index]
    if value is ...:
        del data[last]  # type: ignore[arg-type]
    else:
        data[last] = value  # type: ignore[index]
    with pytest.raises(FormatError) as fault:
        loads(json.dumps(whole))
    assert str(fault.value).startswith(said)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"format": "timeline/1"}', "{" * 9999, '{"format":"timeline/1","articles":[{}]}']
)
def test_what_is_no_export_is_told_and_never_thrown(text: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        loads(text)
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"x\.json: "):
        package.load(tmp_path / "x.json")


def test_ids_are_told_apart() -> None:
    data = to_object(one_event())
    for part in ("articles", "events"):
        doubled = data | {part: data[part] * 2}
        with pytest.raises(FormatError, match=f"{part} has an id twice"):
            loads(json.dumps(doubled))


def test_an_export_in_place_of_a_store_on_the_command_line(built: Path, tmp_path: Path) -> None:
    def said(*arguments: object) -> str:
        done = timeline(*arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout

    said("export", "--db", built, "--format", "json", "--output", "x.json")
    assert said("show", "--db", "x.json") == said("show", "--db", built) != ""
    assert said("explain", "e1", "--db", "x.json") == said("explain", "e1", "--db", built)
    assert said("export", "--db", "x.json", "--format", "md") == said("export", "--db", built, "--format", "md")
    for command in (("check",), ("build", "x.json"), ("export", "--format", "journal")):
        done = timeline(*command, "--db", "x.json", cwd=tmp_path)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
        assert done.stderr.startswith("Error: x.json: ")
    (tmp_path / "bad.json").write_text('{"format": "timeline/1", "articles": 3}', encoding="utf-8")
    done = timeline("show", "--db", "bad.json", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: bad.json: is no export in the format timeline/1: articles input should be a valid")
