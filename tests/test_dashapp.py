"""Which events are shown, what is said of them, and what the server refuses."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dash.development.base_component import Component
from dashapp_kit import EVIL, crowd, hostile, story
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dashapp import article, create_app, filters, panel, texts
from dashapp import list as event_list
from dashapp.app import serve
from dashapp.chart_callbacks import Screen, chart, counted, in_words, survey
from dashapp.downloads import FILES, content
from dashapp.index import Index, fold
from dashapp.marks import Stretch, marked
from dashapp.source import Fixed, Source
from dashapp.state import FACETS, LAYERS, Selection, View
from timeline.export import json_reading
from timeline.limits import MAX_UPLOAD_BYTES
from timeline.model import Article, Timeline, Zone
from timeline.store import StoreError

INDEX = Index(story())
SCREEN = Screen(900, 1000)
ALL = ["e-flood", "e-pump", "e-meet", "e-sign", "e-ask", "e-dams", "e-text"]


def shown(query: str) -> list[str]:
    return [event.id for event in INDEX.chosen(INDEX.shown(View.parse(query)))]


def said(component: Any) -> str:
    """All text inside a component, as a reader gets it."""
    if isinstance(component, Component):
        return said(getattr(component, "children", None))
    if isinstance(component, (list, tuple)):
        return "".join(said(child) for child in component)
    return "" if component is None else str(component)


def inside(component: Any, kind: str, **attributes: str) -> Iterator[Component]:
    """The components of a kind, with these attributes, inside another."""
    if isinstance(component, (list, tuple)):
        for child in component:
            yield from inside(child, kind, **attributes)
    elif isinstance(component, Component):
        if type(component).__name__ == kind and all(
            getattr(component, name, None) == value for name, value in attributes.items()
        ):
            yield component
        yield from inside(getattr(component, "children", None), kind, **attributes)


# ---- filters -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("status=disputed", ["e-ask"]),
        ("status=disputed&status=planned", ["e-ask", "e-dams"]),
        ("status=undated", ["e-text"]),
        ("layers=core", ["e-meet", "e-sign", "e-ask"]),
        ("layers=planned,minor", ["e-dams", "e-text"]),
        ("layers=none", []),
        ("type=demand", ["e-ask", "e-text"]),
        ("participant=Velm&type=demand", ["e-ask"]),
        ("source=Velm+Ledger", ["e-flood", "e-ask", "e-text"]),
        ("place=Lunden", ["e-meet"]),
        ("place=Nowhere", []),
        ("q=RIVER+treaty", ["e-sign"]),
        ("q=harbor", ["e-pump", "e-meet", "e-sign", "e-ask", "e-dams"]),
        ("dates=2023-07-16..2023-07-20", ["e-pump", "e-meet", "e-sign"]),
        ("window=2023-07-25..2023-07-25", ["e-pump", "e-ask", "e-text"]),  # the rival date of 25 July, and what has no date
        ("dates=2023-07-31..", ["e-dams"]),
    ],
)
def test_what_is_shown(query: str, found: list[str]) -> None:
    assert shown(query) == found


@given(
    st.dictionaries(
        st.sampled_from(FACETS), st.lists(st.sampled_from(["Arden", "Velm", "demand", "disputed", "Lunden", "x"]), max_size=2)
    ),
    st.sets(st.sampled_from(LAYERS), min_size=1),
    st.sampled_from(["", "treaty", "a", "zzz"]),
)
def test_a_count_is_what_its_choice_shows(chosen: dict[str, list[str]], layers: set[str], words: str) -> None:
    view = View(tuple(layer for layer in LAYERS if layer in layers), words)
    for facet, values in chosen.items():
        view = view.with_values(facet, values)
    for facet in FACETS:
        for value, number in INDEX.counts(view, facet).items():
            assert number == int(INDEX.fitting(view.with_values(facet, [value])).sum())
    for layer, number in INDEX.counts(view, "layers").items():
        assert number == int(INDEX.fitting(replace(view, layers=(layer,))).sum())


@given(
    st.sampled_from(
        [
            "status=disputed&place=Lunden",
            "q=zzz",
            "layers=none",
            "participant=Velm&place=Arden&q=flood",
            "dates=1800-01-01..1800-02-01",
        ]
    )
)
def test_every_way_back_keeps_its_promise(query: str) -> None:
    view = View.parse(query)
    ways = [button for button in inside(filters.nothing(INDEX, view), "Button") if getattr(button, "data-do") == "remove"]
    assert ways
    for way in ways:
        name, _, value = getattr(way, "data-value").partition("=")
        number = int(INDEX.fitting(view.without(name, value)).sum())
        assert said(way).endswith(f"{number} event" if number == 1 else f"{number} events")


def test_a_window_without_events_is_not_blamed_on_the_filters() -> None:
    window = View.parse("window=2010-01-01..2010-01-05&status=disputed")
    assert texts.NOTHING_IN_WINDOW in said(filters.nothing(INDEX, window))
    assert filters.nothing(INDEX, View()) == []


def test_the_menu_of_a_facet_lists_the_chosen_first_and_finds_by_typing() -> None:
    index = Index(crowd(300))
    menu = filters.options(index, View(chosen={"participant": ("Person 49",)}), "participant")
    assert said(menu[0]).startswith("Person 49")
    assert "more" in said(menu[-1])
    assert [said(each) for each in filters.options(index, View(), "participant", "SON 33")] == ["Person 336"]


@pytest.mark.parametrize(("typed", "told"), [("bogota", "Bogotá"), ("strasse", "STRASSE"), ("istanbul", "İstanbul")])
def test_searching_ignores_case_and_accents(typed: str, told: str) -> None:
    assert fold(typed) == fold(told)


def test_counts_around_the_window() -> None:
    view = View.parse("window=2023-07-18..2023-07-26")
    assert counted(INDEX, view) == "3 dated events · 2 earlier, 1 later"
    assert counted(INDEX, View.parse("q=zzz")) == "0 of 6 dated events"


# ---- chart -------------------------------------------------------------------------------------------------------------


def test_the_chart_draws_every_dated_event_and_only_ids_go_into_it() -> None:
    drawing = etree.fromstring(chart(INDEX, View(), Selection("e-ask"), SCREEN))
    assert {mark.get("data-event") for mark in drawing.iter("{*}rect")} - {None} == set(ALL) - {"e-text"}
    assert drawing.get("width") == str(SCREEN.width)


def test_a_crowd_is_counted_in_the_chart_and_in_words() -> None:
    index = Index(crowd(3_000))
    assert "3,000 events in view, shown as counts" in chart(index, View(), Selection(), SCREEN)
    assert in_words(index, View(), index.extent or (1, 2)).startswith("3,000 dated events")
    assert etree.fromstring(survey(index, View(), SCREEN)).get("width") == str(SCREEN.width)


# ---- list --------------------------------------------------------------------------------------------------------------


def test_the_rows_of_the_list_are_in_words() -> None:
    rows = {row["id"]: row for row in event_list.rows(INDEX, INDEX.events)}
    assert rows["e-ask"]["when"] == "24 or 25 July 2023"
    assert (rows["e-ask"]["word"], rows["e-dams"]["word"], rows["e-text"]["when"]) == ("disputed", "planned", "No date")
    assert rows["e-text"]["note"] == "after 20 July and before 29 July 2023"
    assert rows["e-meet"]["sources"] == "1 of 2"
    assert "Copy & Co retells Harbor Wire" in rows["e-meet"]["copies"]


@pytest.mark.parametrize(
    ("request_", "first", "number"),
    [
        ({"startRow": 0, "endRow": 3}, "e-flood", 3),
        ({"startRow": 5, "endRow": 100, "sortModel": []}, "e-dams", 2),
        ({"startRow": 0, "endRow": 9, "sortModel": [{"colId": "when", "sort": "desc"}]}, "e-text", 7),
        ({"startRow": 0, "endRow": 9, "sortModel": [{"colId": "what", "sort": "asc"}]}, "e-sign", 7),
        ({"startRow": -5, "endRow": 10**9, "sortModel": [{"colId": "__class__"}]}, "e-flood", 7),
        ({"startRow": "x", "endRow": None, "sortModel": {"colId": 3}}, "e-flood", 7),
        (None, "e-flood", 7),
    ],
)
def test_the_grid_gets_the_rows_it_asks_for(request_: object, first: str, number: int) -> None:
    block = event_list.block(INDEX, INDEX.events, request_)
    assert (block["rowData"][0]["id"], len(block["rowData"]), block["rowCount"]) == (first, number, 7)


def test_a_large_list_is_asked_for_in_blocks() -> None:
    assert event_list.grid(INDEX).rowModelType == "clientSide"
    assert event_list.grid(Index(crowd(event_list.MAX_CLIENT_ROWS + 1))).rowModelType == "infinite"


# ---- details -----------------------------------------------------------------------------------------------------------


def test_the_details_stand_in_their_fixed_order() -> None:
    event = INDEX.get("e-ask")
    assert event
    whole = said(panel.details(INDEX, event))
    order = [
        "Arden asks Velm to explain",
        "24 or 25 July 2023",
        "Two sources give two different days",
        "Harbor Wire says Monday, Velm Ledger",
        texts.SOURCES_SAY,
        "Monday 24 July 2023",
        "Arden asked Velm on Monday to explain the treaty.",
        "published Saturday 29 July 2023",
        "“Monday”: worked out from publication",
        "Tuesday 25 July 2023",
        "Arden demanded an explanation on July 25.",
        texts.RELATED,
    ]
    at = 0
    for words in order:
        at = whole.index(words, at)


def test_a_sentence_has_its_trigger_and_its_time_marked() -> None:
    event = INDEX.get("e-ask")
    assert event
    quotes = list(inside(panel.details(INDEX, event), "Blockquote"))
    marks = [[(mark.className, said(mark)) for mark in inside(quote, "Mark")] for quote in quotes]
    assert marks == [[("what", "asked"), ("when", "Monday")], [("what", "demanded"), ("when", "July 25")]]


def test_only_a_disputed_event_has_the_box() -> None:
    for event in INDEX.events:
        boxes = list(inside(panel.details(INDEX, event), "Section", className="dispute"))
        assert len(boxes) == (event.id == "e-ask")


def test_the_copies_are_said_to_be_copies() -> None:
    event = INDEX.get("e-meet")
    assert event
    assert "Copy & Co retells Harbor Wire" in said(panel.details(INDEX, event))


def test_with_nothing_selected_the_panel_says_what_is_worth_opening() -> None:
    words = said(panel.overview(INDEX))
    assert words.startswith("7 events from 3 articles")
    assert "1disputed: sources give different days" in words
    assert "1articles whose publication date had to be worked out" in words or "1article whose publication date" in words


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("e-ask", "e-sign", "4 or 5 days before"),
        ("e-sign", "e-ask", "4 or 5 days after"),
        ("e-sign", "e-pump", "about the same time"),
        ("e-ask", "e-flood", "about 29 years before"),
        ("e-sign", "e-dams", "about 2 months after"),
    ],
)
def test_the_distance_of_two_events_in_words(one: str, other: str, words: str) -> None:
    here, there = INDEX.get(one), INDEX.get(other)
    assert here
    assert there
    assert panel.distance(here, there) == words


# ---- article -----------------------------------------------------------------------------------------------------------


def test_the_article_stands_there_word_for_word_with_its_marks() -> None:
    source = INDEX.articles["wire"]
    page = article.page(INDEX, source, "wire-" + str(source.text.index("asked")), "e-ask")
    paragraphs = [
        "".join(said(p) for p in inside(div, "P"))
        for div in inside(page, "Div")
        if "para" in (getattr(div, "className", "") or "").split()
    ]
    assert paragraphs == [line for line in source.text.split("\n") if line]
    assert [said(mark) for mark in inside(page, "Mark", className="focus")] == ["asked"]
    assert [said(mark) for mark in inside(page, "Mark", className="when")][:3] == ["Sunday", "Thursday", "3 May 2021"]


def test_the_margin_speaks_of_its_own_paragraph() -> None:
    page = article.page(INDEX, INDEX.articles["wire"])
    margins = [said(div) for div in inside(page, "Ul", className="side")]
    assert [("Ministers meet" in m, "river treaty" in m, "Dams" in m, "pumps" in m) for m in margins] == [
        (True, True, False, False),
        (False, False, False, False),
        (False, False, True, False),
        (False, False, False, True),
    ]
    assert margins[0].startswith("Sunday: 16 July 2023")


def test_neighbors_left_out_for_the_same_reason_stand_together() -> None:
    text = "Accept\nDecline\nThe ministers met."
    zones = tuple(Zone(a, b, "notice", "cookie notice") for a, b in ((0, 6), (7, 14)))
    source = Article("a", text, zones=zones, language="en-US")
    page = article.page(Index(Timeline((source,))), source)
    assert [said(p) for p in inside(list(inside(page, "Div", className="para dim")), "P")] == ["Accept", "Decline"]
    assert "English" in said(page)


def test_furniture_is_dim_and_says_why() -> None:
    page = article.page(INDEX, INDEX.articles["wire"])
    dim = list(inside(page, "Div", className="para dim"))
    assert len(dim) == 1
    assert "caption: photo credit; its date makes no event" in said(dim)


def test_a_copy_says_what_it_copies() -> None:
    assert "Retells Harbor Wire" in said(article.page(INDEX, INDEX.articles["copy"]))


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.sampled_from(["when", "what", "focus"])), max_size=8),
)
def test_marking_never_changes_a_text(text: str, stretches: list[tuple[int, int, str]]) -> None:
    found = [Stretch(*each) for each in stretches]
    assert said(marked(text, 0, len(text), found)) == text


# ---- hostile words -----------------------------------------------------------------------------------------------------


def components(tree: Any) -> Iterator[Component]:
    if isinstance(tree, (list, tuple)):
        for each in tree:
            yield from components(each)
    elif isinstance(tree, Component):
        yield tree
        yield from components(getattr(tree, "children", None))


def test_hostile_words_stay_words_everywhere() -> None:
    index = Index(hostile())
    trees = [panel.details(index, event) for event in index.events] + [
        article.page(index, each) for each in index.timeline.articles
    ]
    trees += [panel.overview(index), filters.chips(View(words=EVIL[0], chosen=dict.fromkeys(FACETS, (EVIL[1],))))]
    trees += [filters.options(index, View(), facet) for facet in FACETS]
    seen = {type(each).__name__ for tree in trees for each in components(tree)}
    assert not seen & {"Markdown", "DangerouslySetInnerHTML", "Iframe", "Script", "Img"}
    for tree in trees:
        for each in components(tree):
            href = getattr(each, "href", None)
            assert href is None or href.startswith(("?", "download/")), href
    assert all(any(evil in said(tree) for tree in trees) for evil in EVIL if evil.isprintable())


def test_hostile_words_are_only_text_in_the_chart() -> None:
    index = Index(hostile())
    for lanes in ("family", "type", "participant", "source", "place"):
        drawing = etree.fromstring(chart(index, View(lanes=lanes), Selection(index.events[0].id), Screen(1400, 900)))
        assert {etree.QName(each).localname for each in drawing.iter()} <= set("svg g path rect text title".split())
        assert not [name for each in drawing.iter() for name in each.attrib if name.startswith("on") or "href" in name]
        assert "<script>alert(1)</script> title" in "".join(drawing.itertext())


def test_hostile_words_are_no_formulas_in_the_downloads() -> None:
    for file in ("events.csv", "evidence.csv"):
        assert ',"=' not in content(Index(hostile()), file, "")


# ---- downloads ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES)
def test_every_file_holds_what_is_shown_and_only_that(file: str) -> None:
    part, everything = content(INDEX, file, "status=disputed"), content(INDEX, file, "")
    assert "Arden asks Velm to explain" in part
    assert "Flood kills" not in part
    assert ("Flood kills" in everything) or file == "calendar.ics"


def test_the_json_can_be_read_back() -> None:
    assert [event.id for event in json_reading.loads(content(INDEX, "timeline.json", "status=disputed")).events] == ["e-ask"]


# ---- the server --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    client: FlaskClient = create_app(Fixed(story()), name="River <treaty>").server.test_client()
    return client


@pytest.mark.parametrize(
    "path", ["/", "/_dash-layout", "/_dash-dependencies", "/assets/tokens.css", "/download/events.csv", "/nowhere/at/all"]
)
def test_every_answer_carries_the_policy(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        _ = answer.data
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert "unsafe" not in policy["script-src"]
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert all("http" not in sources for sources in policy.values())
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_page_asks_no_other_host_and_names_its_language(client: FlaskClient) -> None:
    page = client.get("/").text
    assert '<html lang="en">' in page
    assert "//cdn" not in page
    assert "https://" not in page
    assert "<title>River &lt;treaty&gt; · Timeline</title>" in page


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8050", "127.0.0.1.evil.example", "10.0.0.1:8050", "", "[::2]:8050"]
)
def test_other_names_are_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code in {400, 403}


@pytest.mark.parametrize("host", ["127.0.0.1:8050", "localhost", "LOCALHOST:80", "[::1]:8050"])
def test_its_own_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


UPDATE = "/_dash-update-component"


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://localhost:1"}],
)
def test_requests_from_other_pages_are_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post(UPDATE, json={}, headers=headers).status_code == 403


def test_a_form_cannot_send_a_command(client: FlaskClient) -> None:
    assert client.post(UPDATE, data={"a": "b"}).status_code == 415


def test_too_large_a_request_is_refused(client: FlaskClient) -> None:
    answer = client.post(UPDATE, data=b"[" + b" " * (MAX_UPLOAD_BYTES + 1), content_type="application/json")
    assert answer.status_code in {400, 413}


def ask(client: FlaskClient, output: str, **inputs: object) -> Any:
    """Call a callback as the browser does."""
    callbacks = client.get("/_dash-dependencies").json
    assert callbacks is not None
    found = next(c for c in callbacks if output in c["output"] and not c.get("clientside_function"))
    ids = found["output"].strip(".").split("...")
    outputs = [dict(zip(("id", "property"), one.split("@")[0].rsplit(".", 1), strict=True)) for one in ids]
    return client.post(
        UPDATE,
        json={
            "output": found["output"],
            "outputs": outputs if found["output"].startswith("..") else outputs[0],
            "inputs": [{**each, "value": inputs.get(each["id"])} for each in found["inputs"]],
            "changedPropIds": [f"{each['id']}.{each['property']}" for each in found["inputs"]],
            "state": [{**each, "value": inputs.get(each["id"])} for each in found["state"]],
        },
    )


GARBAGE: list[object] = [
    None,
    3,
    [],
    {},
    "?event=nobody&article=nothing&window=x",
    "%00%ff",
    {"do": []},
    {"do": "drag", "value": ["x", None]},
    {"width": "wide"},
    "status=" + "x" * 10_000,
    [[[]]],
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=repr)
@pytest.mark.parametrize(
    "output",
    [
        "chart-drawing.data",
        "overview-drawing.data",
        "panel.children",
        "article.children",
        "list.rowData",
        "live.children",
        "layers.children",
        "view.data@",
        "list.getRowsResponse",
    ],
)
def test_garbage_from_the_browser_raises_nothing(client: FlaskClient, output: str, garbage: object) -> None:
    names = "view narrowing selected event screen command list find-type dates-from".split()
    assert ask(client, output, **dict.fromkeys(names, garbage)).status_code in {200, 204}


def test_the_browser_gets_the_chart_the_list_and_the_details(client: FlaskClient) -> None:
    screen = {"width": 900, "height": 900}
    figure = ask(client, "chart-drawing.data", view="", selected="event=e-ask", screen=screen).json["response"]
    assert figure["window-title"]["children"] == "1994 to October 2023"
    assert "disputed" in figure["chart-box"]["aria-label"]
    rows = ask(client, "list.rowData", view="status=disputed", list="clientSide").json["response"]
    assert [row["id"] for row in rows["list"]["rowData"]] == ["e-ask"]
    details = json.dumps(ask(client, "panel.children", event="event=e-ask").json)
    assert all(word in details for word in ("Demand", "Arden, Velm", "24 or 25 July 2023")), details


def test_a_json_export_is_served_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "story.json"
    path.write_text(content(INDEX, "timeline.json", ""), encoding="utf-8")
    free = socket.create_server(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    command = [sys.executable, "-m", "timeline", "serve", "--db", str(path), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as serving:
        try:
            page = wait_for(f"http://127.0.0.1:{port}/_dash-layout")
        finally:
            serving.terminate()
    assert "3 articles, 7 events" in page
    assert '"data-do": "add"' not in page, "nothing can be added to an export"


def wait_for(address: str) -> str:
    """What a server answers as soon as it listens."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310  (an address of this machine)
                return json.dumps(json.loads(answer.read()))
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def test_a_download_is_what_the_link_says(client: FlaskClient) -> None:
    answer = client.get("/download/events.csv?status=disputed&event=e-ask")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="river--treaty-events.csv"'
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.data.count(b"\r\n") == 2
    assert client.get("/download/passwd").status_code == 404


def test_the_chart_is_downloaded_as_a_picture(client: FlaskClient) -> None:
    answer = client.get("/download/chart.svg?status=disputed")
    assert (answer.status_code, answer.content_type) == (200, "image/svg+xml")
    assert answer.headers["Content-Disposition"].endswith('chart.svg"')
    assert answer.data.startswith(b"<svg")
    assert client.get("/download/chart.gif").status_code == 404


def test_without_a_browser_the_picture_is_a_sentence(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    answer = client.get("/download/chart.png")
    assert answer.status_code == 503
    assert "a picture needs Chrome or Chromium" in answer.text


def test_an_empty_store_says_what_to_do() -> None:
    layout = create_app(Fixed(Timeline())).server.test_client().get("/_dash-layout").text
    assert texts.EMPTY_TITLE in layout
    assert texts.STAYS_LOCAL in layout


def test_a_changed_store_is_read_again() -> None:
    class Growing:
        number = 0

        def version(self) -> int:
            return self.number

        def timeline(self) -> Timeline:
            return crowd(self.number)

    store = Growing()
    source = Source(store)
    assert len(source.index()) == 0
    store.number = 5
    assert len(source.index()) == 5
    assert source.index() is source.index()


def test_serving_a_store_that_is_not_there_says_so(tmp_path: Any) -> None:
    with pytest.raises(StoreError, match="no such store"):
        serve(tmp_path / "none.db")


def test_the_page_comes_in_the_language_that_was_asked_for() -> None:
    client = create_app(Fixed(story())).server.test_client()
    assert '<html lang="en">' in client.get("/").text
    assert '<html lang="es">' in client.get("/", headers={"Accept-Language": "es-BO,es;q=0.9"}).text
    answer = client.get("/?lang=es")
    assert "SameSite=Strict" in answer.headers["Set-Cookie"]
    assert "Exportar" in client.get("/_dash-layout").text, "the choice is remembered for what the page asks for later"
    assert ask(client, "panel.children", event="event=e-ask").text.count("en disputa") == 1
    assert '<html lang="en">' in client.get("/?lang=en").text
    told = create_app(Fixed(story()), speak="es").server.test_client()
    assert '<html lang="es">' in told.get("/", headers={"Accept-Language": "en"}).text
    assert '<html lang="es">' in told.get("/?lang=xx").text


def test_a_picture_stands_on_the_page_before_its_scripts_are_ready(client: FlaskClient) -> None:
    page = client.get("/?status=disputed").text
    assert '<div id="first"' in page
    assert "River &lt;treaty&gt;</b>" in page
    assert page.index("first.js") < page.index("dash_renderer"), "it is asked for before the large scripts"
    assert page.count("first.js") == 1
    answer = client.get("/first-picture?status=disputed&width=860&height=900")
    assert answer.content_type == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'data-event="' in answer.text
    assert 'width="860"' in answer.text.partition(">")[0]


@pytest.mark.parametrize(
    "query", ["", "width=-1&height=x", "width=1e400", "width=999999999999&window=moon..sun", "status=no+such"]
)
def test_the_first_picture_takes_any_address(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/first-picture?{query}")
    assert (answer.status_code, answer.text[:4]) == (200, "<svg")


def test_where_no_chart_will_be_shown_none_comes_first(client: FlaskClient) -> None:
    assert 'id="first"' not in client.get("/?event=e1&article=wire").text
    empty = create_app(Fixed(Timeline())).server.test_client()
    assert 'id="first"' not in empty.get("/").text
    assert empty.get("/first-picture?width=800").status_code == 404
