"""The page that stands alone: what it says, that nothing in it can break out, and that a browser shows it offline."""

import html
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.export.html import quote_parts, to_html, tokens_css
from timeline.model import (
    Article,
    Basis,
    Claim,
    Event,
    Expression,
    Mention,
    Modality,
    Publication,
    Salience,
    Status,
    Timeline,
)
from timeline.span import Span

TEXT = "The port closed on Monday. Ships waited outside."
MONDAY = Expression(
    19, 25, "Monday", "DATE", "2023-07-24", span=Span.of("2023-07-24"), why="'Monday': the Monday before publication"
)
CLOSING = Mention("m1", "a", 9, 15, "closed", 0, 26, "strike", "close", expression=0, span=Span.of("2023-07-24"))


def story(**more: object) -> Timeline:
    """Two articles that differ about a day, and a plan."""
    articles = (
        Article("a", TEXT, "a.txt", "Port shut", "Harbor Post", "https://example.org/a", published=_on("2023-07-29")),
        Article("b", TEXT.replace("Monday", "25 July"), "b.txt", "Port", "Tide News", language="en", near_duplicate_of="a"),
    )
    claims = (Claim(Span.of("2023-07-24"), ("a",)), Claim(Span.of("2023-07-25"), ("b",)))
    disputed = Event(
        "e1", "strike", "actions", "PROTEST", "The port closes", Span.of("2023-07-24"), Status.DISPUTED, Modality.ASSERTED,
        (CLOSING, replace(CLOSING, id="m2", article="b", expression=None)), claims=claims, salience=Salience.CORE,
        chain=("One says Monday.", "The other says 25 July."),
    )  # fmt: skip
    plan = Event("e2", "meeting", "meetings", "CONSULT", "Talks", Span.month(2023, 10), Status.SINGLE, Modality.PLANNED, ())
    undated = Event("e3", "visit", "meetings", "CONSULT", "A visit", None, Status.UNDATED, Modality.ASSERTED, ())
    return replace(Timeline(articles, {"a": (MONDAY,)}, (disputed, plan, undated)), **more)


def _on(day: str) -> Publication:
    return Publication(Span.of(day), Basis.STATED, "stated")


HOSTILE = '</script><img src=x onerror="alert(1)">{{figures}}&amp;<!-- \u2028 \x00 \u202e'


def hostile() -> Timeline:
    """Every field that may come from an article holds markup."""
    text = HOSTILE + " happened"
    mention = replace(CLOSING, start=0, end=9, quote_start=0, quote_end=len(text), trigger=HOSTILE)
    article = Article(
        "a",
        text,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        'javascript:alert(1)//"><script>',
        HOSTILE,
        _on("2023-07-29"),
        near_duplicate_of=HOSTILE,
    )
    event = Event(
        '"><script>alert(1)</script>', HOSTILE, HOSTILE, HOSTILE, HOSTILE, Span.of("2023-07-24"), Status.SINGLE,
        Modality.ASSERTED, (mention,), (HOSTILE,), HOSTILE, chain=(HOSTILE,), why=(HOSTILE,),
    )  # fmt: skip
    return Timeline((article,), {"a": (replace(MONDAY, text=HOSTILE, why=HOSTILE, start=0, end=5),)}, (event,))


class Reader(HTMLParser):
    """The elements of a page with their attributes, and the text outside scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said = ""
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if "script" in self.open:
            self.scripts[-1] += data
        elif "style" not in self.open:
            self.said += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page() -> Reader:
    return Reader(to_html(story(), title="Port & strike"))


def test_the_page_has_title_language_landmarks_and_one_heading(page: Reader) -> None:
    assert page.named("html") == [{"lang": "en"}]
    for tag in ("main", "h1", "figure", "table", "footer"):
        assert len(page.named(tag)) == 1, tag
    assert page.elements[:7][-1][0] == "title"
    assert "Port & strike" in page.said
    assert page.named("a")[0]["href"] == "#table", "the first link skips the picture"


def test_the_picture_is_told_in_words(page: Reader) -> None:
    (chart,) = [attributes for attributes in page.named("div") if attributes.get("id") == "chart"]
    assert chart["aria-hidden"] == "true", "the words and the table stand for it"
    assert "One is disputed: The port closes, 24 or 25 July 2023." in page.said
    assert "One is planned: Talks, October 2023." in page.said
    assert "The table below holds the same events." in page.said


def test_the_table_holds_every_event_with_its_date_and_status(page: Reader) -> None:
    for said in ("24 or 25 July 2023, disputed", "October 2023, planned", "no date", "Harbor Post", "≠", "○"):
        assert said in page.said
    heads = [attributes.get("scope") for attributes in page.named("th")]
    assert heads == ["col"] * 4 + ["row"] * 3
    targets = {attributes["href"] for attributes in page.named("a") if (attributes["href"] or "").startswith("#e-")}
    assert targets <= {f"#{attributes.get('id')}" for attributes in page.named("article")}


def test_every_source_is_quoted_with_what_and_when(page: Reader) -> None:
    assert {attributes["class"] for attributes in page.named("mark")} >= {"what", "when"}
    assert "the Monday before publication" in page.said
    assert "published Saturday 29 July 2023, stated" in page.said
    assert "One says Monday. The other says 25 July." in page.said
    assert "retells Harbor Post" in page.said


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        (None, [("The port ", ()), ("closed", ("what",)), (" on Monday.", ())]),
        (MONDAY, [("The port ", ()), ("closed", ("what",)), (" on ", ()), ("Monday", ("when",)), (".", ())]),
        (
            replace(MONDAY, start=4, end=18),
            [("The ", ()), ("port ", ("when",)), ("closed", ("when", "what")), (" on", ("when",)), (" Monday.", ())],
        ),
        (replace(MONDAY, start=20, end=40), [("The port ", ()), ("closed", ("what",)), (" on M", ()), ("onday.", ("when",))]),
        (replace(MONDAY, start=30, end=40), [("The port ", ()), ("closed", ("what",)), (" on Monday.", ())]),
    ],
)
def test_quotes_are_cut_where_marks_begin_and_end(
    expression: Expression | None, parts: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert quote_parts(TEXT, CLOSING, expression) == parts


@given(st.integers(0, 30), st.integers(1, 20), st.integers(0, 40), st.integers(1, 20))
def test_quotes_keep_every_letter(a: int, size: int, b: int, length: int) -> None:
    mention = replace(CLOSING, start=a, end=a + size)
    parts = quote_parts(TEXT, mention, replace(MONDAY, start=b, end=b + length))
    assert "".join(text for text, _ in parts) == TEXT[:26]


# ---- safe ---------------------------------------------------------------------------------------------------------------


def test_the_policy_lets_nothing_run_and_nothing_is_there_to_run(page: Reader) -> None:
    (policy,) = [a["content"] or "" for a in page.named("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "script-src" not in rules
    assert not page.named("script")


def test_markup_in_articles_stays_text() -> None:
    page = Reader(to_html(hostile(), title=HOSTILE))
    assert not page.named("script")
    assert not page.named("img")
    assert not [a for tag, a in page.elements if any(name.startswith("on") for name in a)]
    links = [a["href"] or "" for a in page.named("a")]
    assert all(link.startswith(("#", "https://")) for link in links)
    assert "{{figures}}" in page.said, "placeholders in articles are not filled in"
    assert "\x00" not in page.said


def test_the_page_names_no_other_host() -> None:
    page = Reader(to_html(story()))
    for tag, attributes in page.elements:
        assert not {"src", "srcset", "action", "background"} & set(attributes), tag
    assert not page.named("link")
    assert [a["href"] for a in page.named("a") if "://" in (a["href"] or "")] == ["https://example.org/a"]


def test_colors_come_for_light_and_dark() -> None:
    css = tokens_css()
    assert "--tl-dispute: #b3201f;" in css
    assert "--tl-dispute: #ff8a80;" in css.split("prefers-color-scheme: dark")[1]


def test_an_empty_timeline_is_a_page() -> None:
    page = Reader(to_html(Timeline()))
    assert "No events." in page.said


def test_the_page_is_the_same_every_time() -> None:
    assert to_html(story()) == to_html(story())


# ---- in a browser -------------------------------------------------------------------------------------------------------

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()


class Tab:
    """A browser tab that keeps every complaint, request and dialog."""

    def __init__(self, browser: object, **options: object) -> None:
        self.page = browser.new_page(**options)  # type: ignore[attr-defined]
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if not CHROMIUM.exists():
        pytest.skip("no chromium")
    with sync_api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text(to_html(story(), title="Port & strike"), encoding="utf-8")
    return path


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_works_from_disk(browser: object, saved: Path, width: int, scheme: str) -> None:
    tab = Tab(browser, viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab.page.goto(saved.as_uri())
    tab.page.locator("#chart svg:visible").wait_for()
    assert tab.page.locator("#chart text:visible").count() > 3
    assert tab.complaints == []
    assert tab.requests == [saved.as_uri()]
    room = tab.page.locator("#chart").bounding_box()["width"]
    assert tab.page.locator("#chart svg:visible").count() == 1
    assert tab.page.locator("#chart svg:visible").bounding_box()["width"] == pytest.approx(room, abs=1)
    assert tab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    paper = tab.page.locator("#chart svg:visible > rect").first.evaluate("paper => getComputedStyle(paper).fill")
    assert paper == ("rgb(28, 33, 37)" if scheme == "dark" else "rgb(255, 255, 255)")
    tab.page.close()


@pytest.mark.browser
def test_the_picture_follows_the_width_and_a_click_leads_to_the_evidence(browser: object, saved: Path) -> None:
    tab = Tab(browser, viewport={"width": 1200, "height": 700})
    tab.page.goto(saved.as_uri())
    tab.page.locator("#chart text:visible").first.wait_for()
    assert tab.page.locator("#chart text:visible", has_text="Reactions").count()
    mark = tab.page.locator("#chart a[href='#e-e1']:visible").first
    assert mark.locator("title").text_content() == "The port closes\n24 or 25 July 2023, disputed"
    mark.click()
    assert tab.page.evaluate("document.querySelector(':target').id") == "e-e1"
    tab.page.set_viewport_size({"width": 420, "height": 700})
    sync_api.expect(tab.page.locator("#chart text:visible", has_text="Reactions")).to_have_count(0)
    assert tab.complaints == []
    tab.page.close()


@pytest.mark.browser
def test_the_page_works_in_a_sandboxed_frame(browser: object, saved: Path) -> None:
    outer = saved.with_name("outer.html")
    outer.write_text('<iframe src="report.html" sandbox width="900" height="600" title="t"></iframe>', encoding="utf-8")
    tab = Tab(browser)
    tab.page.goto(outer.as_uri())
    tab.page.frame_locator("iframe").locator("#chart text:visible").first.wait_for()
    assert tab.complaints == []
    tab.page.close()


@pytest.mark.browser
def test_hostile_articles_show_as_text(browser: object, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(to_html(hostile(), title=HOSTILE), encoding="utf-8", errors="strict")
    tab = Tab(browser)
    tab.page.goto(path.as_uri())
    tab.page.locator("#chart svg:visible").wait_for()
    assert tab.complaints == []
    assert tab.page.locator("img").count() == 0
    assert html.escape("<img") not in tab.page.locator("#chart").inner_text(), "escaped once, not twice"
    tab.page.close()


@pytest.mark.browser
def test_labels_do_not_touch_in_the_browser(browser: object, tmp_path: Path) -> None:
    """The widths that the layout estimates hold for the fonts that are really there."""
    events = tuple(
        Event(
            f"e{n}", "visit", "meetings", "CONSULT", f"Minister {name} meets envoys in the harbor",
            Span.of(f"2023-07-{3 + 2 * n:02}"), Status.SINGLE, Modality.ASSERTED, (), salience=Salience.CORE,
        )
        for n, name in enumerate("Wimmer Marchetti Illyés Novak Quigley Ostrom".split())
    )  # fmt: skip
    path = tmp_path / "labels.html"
    path.write_text(to_html(Timeline(events=events)), encoding="utf-8")
    tab = Tab(browser, viewport={"width": 1100, "height": 700})
    tab.page.goto(path.as_uri())
    tab.page.locator("#chart text:visible").first.wait_for()
    boxes = tab.page.evaluate(
        "[...document.querySelectorAll('#chart text')]"
        ".filter(t => t.getClientRects().length && t.textContent.startsWith('Minister'))"
        ".map(t => { const b = t.getBoundingClientRect(); return [b.left, b.right, Math.round(b.top)] })"
    )
    assert len(boxes) >= 4
    for left, right, top in boxes:
        for other_left, other_right, other_top in boxes:
            if abs(top - other_top) < 8 and (left, right) != (other_left, other_right):
                assert right <= other_left or other_right <= left
    tab.page.close()


def test_report_parts_ship_with_the_package() -> None:
    folder = Path(__file__).parent.parent / "timeline/export"
    settings_text = (folder.parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    for name in ("report.html", "report.css"):
        assert (folder / name).exists()
        assert f'"**/*{Path(name).suffix}"' in settings_text
