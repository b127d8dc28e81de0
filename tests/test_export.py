"""The JSON and CSV exports: what is written is read back, and nothing in it runs."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt

from timeline.export import csv_format, ics, json_format, json_reading, markdown, timelinejs
from timeline.model import Article, Claim, Event, Expression, Mention, Modality, Part, Publication, Status, Timeline, Zone
from timeline.span import Granularity, Shape, Span

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    '"; DROP',
    "</script><script>alert(1)</script>",
    "a,b;c\nd",
    "",
    "ünï",
    "\u202eabc",
]


def one_event(title: str = "Iran and Bolivia sign", text: str = "It was signed on Thursday.") -> Timeline:
    span = Span.of("2023-07-20")
    article = Article(
        "a1",
        text,
        "01.txt",
        title,
        "Wire",
        published=Publication(span),
        zones=(Zone(0, 2, "caption", "credit"),),
        warnings=("gap",),
    )
    expression = Expression(
        17, 25, text[17:25], "DATE", "2023-07-20", None, span, why="why", parts=(Part(17, 25, "x", "DATE", None),)
    )
    mention = Mention(
        "m1", "a1", 7, 13, text[7:13], 0, len(text), "signing", text[7:13], participants=("Iran", title), expression=0, span=span
    )
    event = Event(
        "e1", "signing", "signings", "COOPERATE", title, span, Status.SINGLE, Modality.ASSERTED, (mention,), ("Iran", title),
        place="Tehran", claims=(Claim(span, ("a1",)),), bounds=(None, span.end), why=("because",), chain=("one", "two"),
    )  # fmt: skip
    return Timeline((article,), {"a1": (expression,)}, (event,), ("careful",))


def test_json_is_read_back_as_it_was() -> None:
    timeline = one_event()
    assert json_reading.loads(json_format.dumps(timeline)) == timeline


def test_json_follows_the_contract() -> None:
    data = json.loads(json_format.dumps(one_event()))
    assert data["format"] == "timeline/1"
    assert data["articles"][0]["published"] == {
        "start": "2023-07-20",
        "end": "2023-07-21",
        "basis": "unknown",
        "why": data["articles"][0]["published"]["why"],
    }
    event, mention = data["events"][0], data["events"][0]["mentions"][0]
    assert event["span"] == {"start": "2023-07-20", "end": "2023-07-21", "granularity": "day"}
    assert event["claims"] == [{"span": event["span"], "articles": ["a1"]}]
    assert data["articles"][0]["text"][mention["quote_start"] : mention["quote_end"]] == mention["quote"]
    assert mention["date_text"] == "Thursday"


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("granularity", list(Granularity))
def test_every_kind_of_span_survives(shape: Shape, granularity: Granularity) -> None:
    span = Span(738000, 738007, granularity, shape, "TNI")
    event = Event("e", "visit", "meetings", "CONSULT", "t", span, Status.SINGLE, Modality.PLANNED, ())
    assert json_reading.loads(json_format.dumps(Timeline(events=(event,)))).events[0].span == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"format": "timeline/2"}',
        '{"format": "timeline/1"}',
        "[" * 100_000,
        '{"format":"timeline/1","articles":[1],"expressions":[],"events":[]}',
    ],
)
def test_what_is_no_export_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(json_reading.FormatError):
        json_reading.loads(text)


def rows(text: str) -> list[list[str]]:
    assert text.startswith(csv_format.BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(csv_format.BOM), newline="")))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_runs_as_a_formula(text: str) -> None:
    timeline = one_event(title=text)
    for table in (csv_format.events_csv(timeline), csv_format.evidence_csv(timeline)):
        header, *body = rows(table)
        assert len(body) == 1
        for cell in body[0]:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert len(body[0]) == len(header)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_title_comes_back_from_the_csv(title: str) -> None:
    header, row = rows(csv_format.events_csv(one_event(title=title)))
    assert row[header.index("title")].removeprefix("'") == title.removeprefix("'")


def test_the_csv_says_what_each_sentence_says() -> None:
    header, row = rows(csv_format.evidence_csv(one_event()))
    told = dict(zip(header, row, strict=True))
    assert told["sentence"] == "It was signed on Thursday."
    assert (told["trigger"], told["date_text"], told["first_day"], told["last_day"]) == (
        "signed",
        "Thursday",
        "2023-07-20",
        "2023-07-20",
    )


@pytest.mark.parametrize("text", [*HOSTILE, "END:VEVENT\r\nBEGIN:VEVENT", "x" * 300])
def test_a_title_stays_one_calendar_entry(text: str) -> None:
    calendar = Calendar.from_ical(ics.to_ics(one_event(title=text)))
    (entry,) = calendar.walk("VEVENT")
    assert str(entry["summary"]).split() == text.split()
    assert (entry["dtstart"].dt.isoformat(), entry["dtend"].dt.isoformat()) == ("2023-07-20", "2023-07-21")


@pytest.mark.parametrize(
    "text", [*HOSTILE, "[x](javascript:alert(1))", "![i](http://h/)", "1. a", "# h", "<img src=x onerror=alert(1)>", "`c` **b**"]
)
def test_a_title_stays_text_in_markdown(text: str) -> None:
    html = MarkdownIt("commonmark", {"html": True}).render(markdown.to_markdown(one_event(title=text), title=text))
    assert not {tag for tag in ("<script", "<img", "<a ", "<code", "<ol") if tag in html}
    assert html.count("<h1>") <= 1
    assert html.count("<li>") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_timelinejs_gets_escaped_html(text: str) -> None:
    data = json.loads(timelinejs.to_timelinejs(one_event(title=text, text=f"It was signed {text}.")))
    told = json.dumps(data)
    assert "<script" not in told
    assert data["events"][0]["start_date"] == {"year": 2023, "month": 7, "day": 20}
