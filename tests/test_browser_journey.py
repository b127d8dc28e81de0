"""A reader's way through the dashboard in a real browser: find, filter, read, open the article, take it away, come back."""

import contextlib
import csv
import io
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dashapp_kit import EVIL, crowd, hostile, story

from dashapp import create_app
from dashapp.source import Fixed
from timeline.limits import MAX_UPLOAD_BYTES
from timeline.model import Timeline
from timeline.store import Store

sync_api = pytest.importorskip("playwright.sync_api")
expect, Page, Browser = sync_api.expect, sync_api.Page, sync_api.Browser
expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium in the PATH: apt install chromium")]
WIDE, SIDE, PHONE = {"width": 1440, "height": 1000}, {"width": 1024, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Served:
    """A dashboard on a free port, in a thread."""

    def __init__(self, timeline: Timeline | Store, **options: bool) -> None:
        import waitress  # noqa: PLC0415

        app = create_app(Fixed(timeline) if isinstance(timeline, Timeline) else timeline, name="River story", **options).server
        self.server = waitress.create_server(app, host="127.0.0.1", port=0, threads=6)
        self.url = f"http://127.0.0.1:{self.server.effective_port}/"
        self.thread = threading.Thread(target=serve, args=(self.server,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        stop(self.server, self.thread)


def serve(server: Any) -> None:
    """Run a server until it is stopped; its loop may still be waiting for a socket that is closed by then."""
    with contextlib.suppress(OSError):
        server.run()


def stop(server: Any, thread: threading.Thread) -> None:
    """Stop a server, and close the connections that its loop has left open."""
    from waitress.wasyncore import close_all  # noqa: PLC0415

    server.task_dispatcher.shutdown()
    server.close()
    thread.join(5)
    close_all(server._map, ignore_all=True)


def served(timeline: Timeline | Store, page: Page | None = None, **options: bool) -> Iterator[str]:
    """A dashboard for as long as it is needed; the page leaves first: what it still asks for must not meet a closed door."""
    server = Served(timeline, **options)
    yield server.url
    if page:
        page.goto("about:blank")
    server.close()


@pytest.fixture(scope="module")
def river() -> Iterator[str]:
    yield from served(story())


@pytest.fixture(scope="module")
def many() -> Iterator[str]:
    yield from served(crowd(12_000))


@pytest.fixture(scope="module")
def evil() -> Iterator[str]:
    yield from served(hostile())


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about: errors of scripts, of the policy, failed requests, requests to other hosts."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    yield from opened(browser, complaints, WIDE)
    assert complaints == []


def opened(browser: Browser, complaints: list[str], size: dict[str, int], scheme: str = "light") -> Iterator[Page]:
    context = browser.new_context(viewport=size, color_scheme=scheme, accept_downloads=True)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on(
        "request", lambda r: complaints.append(r.url) if not r.url.startswith(("http://127.0.0.1", "data:", "blob:")) else None
    )
    page.on("response", lambda r: complaints.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    yield page
    context.close()


def rows(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("#list .ag-center-cols-container .ag-cell.what").all_inner_texts()]


def test_find_filter_read_take_away_and_come_back(page: Page, river: str) -> None:
    page.goto(river)
    expect(page.locator("#window-title")).to_have_text("1994 to October 2023")
    expect(page.locator("#list-count")).to_have_text("6 in view · 1 without a date")
    expect(page.locator("#panel h2")).to_have_text("7 events from 3 articles")

    # filter: the menu counts, the chip shows, the list and the chart follow
    page.locator("summary", has_text="Status").click()
    option = page.get_by_role("checkbox", name=re.compile("disputed"))
    expect(option).to_contain_text("1")
    option.click()
    expect(page.locator(".chip")).to_have_text(re.compile("Status: disputed"))
    expect(page.locator("#list-count")).to_have_text("1 in view")
    page.keyboard.press("Escape")

    # select in the list, read
    page.locator("#list .ag-cell.what", has_text="Arden asks Velm").click()
    expect(page.locator("#panel h2")).to_have_text("Arden asks Velm to explain")
    expect(page.locator("#panel .dispute")).to_contain_text("one demand cannot fall on both days")
    expect(page.locator("#panel mark.when").nth(1)).to_have_text("Monday")
    expect(page.locator("#live")).to_contain_text("24 or 25 July 2023, disputed")

    # open the article at the sentence
    page.get_by_role("link", name="open article").first.click()
    expect(page.locator("#article h2")).to_have_text("Treaty signed")
    expect(page.locator("#article mark.focus")).to_have_text("asked")
    expect(page.locator("#article .dim")).to_contain_text("photo credit")
    expect(page.locator("#work")).to_be_hidden()
    page.go_back()
    expect(page.locator("#work")).to_be_visible()

    # take it away
    page.locator("#export > summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV, events").click()
    table = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert [row["title"] for row in table] == ["Arden asks Velm to explain"]
    expect(page.locator("#export .format").first).to_be_hidden()  # the menu has closed itself: Escape would close the event

    # the address restores it all
    assert "status=disputed" in page.url
    assert "event=e-ask" in page.url
    page.reload()
    expect(page.locator("#panel h2")).to_have_text("Arden asks Velm to explain")
    expect(page.locator(".chip")).to_have_text(re.compile("Status: disputed"))
    expect(page.locator("#list-count")).to_have_text("1 in view")
    page.get_by_role("button", name="Remove filter Status: disputed").click()
    expect(page.locator("#list-count")).to_have_text("6 in view · 1 without a date")


def test_chart_click_and_zoom(page: Page, river: str) -> None:
    page.goto(river)
    mark = page.locator("#chart [data-event=e-sign]").first
    mark.hover()
    expect(page.locator("#chart-box .tip")).to_have_text("Arden and Velm sign the river treatyThursday 20 July 2023")
    mark.click()
    expect(page.locator("#panel h2")).to_have_text("Arden and Velm sign the river treaty")
    expect(page.locator("#panel .said")).to_be_visible()
    page.get_by_role("button", name="Zoom in").click()
    expect(page.locator("#window-title")).not_to_have_text("1994 to October 2023")
    assert "window=" in page.url
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.locator("#window-title")).to_have_text("1994 to October 2023")

    # the two handles of the overview are sliders with dates, for the keyboard as well
    first = page.get_by_role("slider", name="First day in the chart")
    expect(first).to_have_attribute("aria-valuetext", "Saturday 1 January 1994")
    first.focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    expect(page.locator("#window-title")).not_to_have_text("1994 to October 2023")

    # a stretch marked with the mouse
    page.keyboard.press("Escape")
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.locator("#window-title")).to_have_text("1994 to October 2023")
    area = page.locator("#chart-box").bounding_box()
    assert area
    page.mouse.move(area["x"] + 400, area["y"] + 60)
    page.mouse.down()
    page.mouse.move(area["x"] + 600, area["y"] + 60, steps=5)
    page.mouse.up()
    expect(page.locator("#window-title")).not_to_have_text("1994 to October 2023")


def test_the_keyboard_goes_everywhere(page: Page, river: str) -> None:
    page.goto(river)
    expect(page.locator("#list-count")).to_have_text("6 in view · 1 without a date")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#panel h2")).to_have_text("Flood kills 85 people in Arden")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#panel h2")).to_have_text("Velm pumps water from the lake")
    page.keyboard.press("/")
    page.keyboard.type("treaty")
    expect(page.locator("#list-count")).to_have_text("2 in view")
    page.keyboard.press("Escape")
    expect(page.locator("#list-count")).to_have_text("6 in view · 1 without a date")
    page.locator("#list .ag-cell.what").first.click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#panel h2")).to_have_text("Ministers meet in Lunden")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#panel .src").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#article h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#work")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("7 events from 3 articles")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_decide_undo_and_comment(page: Page, tmp_path: Path) -> None:
    with Store(tmp_path / "river.db") as store:
        store.save(story())
        for url in served(store, page):
            page.goto(url + "?event=e-ask")
            page.get_by_role("button", name="Keep 25 July 2023").click()
            expect(page.locator("#toast")).to_contain_text("Date changed.")
            expect(page.locator("#panel .said")).to_contain_text("Tuesday 25 July 2023")
            expect(page.locator("#panel .dispute")).to_have_count(0)
            expect(page.locator("#list .ag-row", has_text="Arden asks")).to_contain_text("edited")
            page.locator("#toast").get_by_role("button", name="Undo").click()
            expect(page.locator("#panel .dispute")).to_be_visible()

            page.locator("#acts").get_by_role("button", name="Comment").click()
            page.get_by_label("Comment", exact=True).fill("Ask the <b>ministry</b>")
            page.get_by_role("button", name="Save").last.click()
            expect(page.locator("#panel .changes")).to_contain_text("Ask the <b>ministry</b>")

            page.locator("#acts").get_by_role("button", name="Edit").click()
            page.locator("#edit-title").fill("Arden demands an answer")
            page.get_by_label("First day", exact=True).fill("32 July")
            page.locator("#edit-save").click()
            expect(page.locator("#edit-error")).to_contain_text("“32 July” is not a date")
            page.get_by_label("First day", exact=True).fill("24 July 2023")
            page.locator("#edit-save").click()
            expect(page.locator("#panel h2")).to_have_text("Arden demands an answer")

            page.locator("#acts").get_by_role("button", name="Hide").click()
            expect(page.locator("#panel h2")).to_have_text("6 events from 3 articles")
            page.keyboard.press("Control+z")
            expect(page.locator("#list-count")).to_have_text("6 in view · 1 without a date")
            page.keyboard.press("Control+Shift+z")
            expect(page.locator("#list-count")).to_have_text("5 in view · 1 without a date")
            assert [edit.kind for edit in store.journal()] == "date undo comment title hide undo undo".split()


def test_paste_into_an_empty_store_then_drop_a_file_on_the_full_one(page: Page, tmp_path: Path, complaints: list[str]) -> None:
    with Store(tmp_path / "harbor.db") as store:
        for url in served(store, page):
            page.goto(url)
            expect(page.get_by_role("heading", name="Which articles shall be put in order?")).to_be_visible()
            page.get_by_role("button", name="Add text").click()
            expect(page.locator("#add-error")).to_contain_text("There is nothing to read.")
            page.get_by_label("Or paste the text of an article").fill(
                "The union signed an agreement with the port of Ilva on Tuesday."
            )
            page.get_by_role("textbox", name="Source", exact=True).fill("Quay <b>Post</b>")
            page.locator("#add-date").fill("32 July")
            page.get_by_role("button", name="Add text").click()
            expect(page.locator("#add-error")).to_have_text("“32 July” is not a day. Write it like 23 July 2023 or 2023-07-23.")
            assert all("400" in complaint for complaint in complaints)  # the browser reports the refusal as well
            complaints.clear()
            page.locator("#add-date").fill("3 August 2023")
            page.get_by_role("button", name="Add text").click()
            expect(page.locator("#add-said")).to_have_text("1 article, 1 event, 0 disputed.", timeout=60_000)
            expect(page.locator("#add-text")).to_have_value("")
            page.get_by_role("button", name="Show the timeline").click()
            expect(page.locator("#list .ag-row").first).to_contain_text("Tuesday 1 August 2023")
            page.locator("#list .ag-cell.what").first.click()
            expect(page.locator("#panel .src")).to_contain_text("Quay <b>Post</b>")

            page.get_by_role("button", name="Add articles").click()
            expect(page.get_by_role("dialog", name="Add articles")).to_be_visible()
            with page.expect_file_chooser() as chooser:
                page.get_by_role("button", name="Choose files").click()
            chooser.value.set_files({"name": "big.txt", "mimeType": "text/plain", "buffer": b" " * (MAX_UPLOAD_BYTES + 1)})
            expect(page.locator("#add-error")).to_contain_text("Not read: 21 MB, the limit is 20 MB.")
            page.evaluate(DROP)
            expect(page.locator("#add-said")).to_have_text(
                "2 articles, 2 events, 0 disputed. 1 file was not read.", timeout=60_000
            )
            expect(page.locator("#add-files li.bad")).to_contain_text(".odt files can't be opened")
            expect(page.locator("#totals")).to_contain_text("2 articles, 2 events")  # behind the dialog, without loading again
            page.get_by_role("button", name="Show the timeline").click()
            expect(page.locator("#list .ag-row", has_text="Wednesday 2 August 2023")).to_be_visible()
            expect(page.locator("#toast")).to_be_hidden()
            expect(page.locator("#news")).to_be_hidden()


DROP = """() => {
    const data = new DataTransfer();
    data.items.add(new File(["date: 2023-08-04\\n\\nA fire destroyed a warehouse in Ostra on Wednesday."], "fire.txt"));
    data.items.add(new File(["%PDF"], "scan.odt"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_the_snippet_shows_the_view_in_another_page(page: Page) -> None:
    for url in served(story(), page, embed=True):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(url + "?status=disputed")
        expect(page.locator("#list-count")).to_have_text("1 in view")
        page.locator("#export > summary").click()
        page.get_by_role("button", name="Embed…").click()
        expect(page.locator("#embed-snippet")).to_contain_text(f'<iframe src="{url}embed?status=disputed" title="River story"')
        page.get_by_role("button", name="Copy snippet").click()
        snippet = page.evaluate("navigator.clipboard.readText()")
        for other in hosted(f"<!DOCTYPE html><title>Report</title><h1>Report</h1>{snippet}"):
            page.goto(other)
            frame = page.frame_locator("iframe")
            expect(frame.locator("#chart svg:visible")).to_be_visible()
            expect(frame.locator("tbody tr")).to_have_count(1)


def hosted(body: str) -> Iterator[str]:
    """A page of somebody else on a free port."""
    import waitress  # noqa: PLC0415

    def page(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
        found = environ["PATH_INFO"] == "/"
        start("200 OK" if found else "204 No Content", [("Content-Type", "text/html; charset=utf-8")] if found else [])
        return [body.encode()] if found else []

    server = waitress.create_server(page, host="127.0.0.1", port=0, threads=1)
    thread = threading.Thread(target=serve, args=(server,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}/"
    stop(server, thread)


def test_a_view_is_saved_found_again_and_removed(page: Page, river: str) -> None:
    page.goto(river + "?status=disputed&event=e-ask")
    expect(page.locator("#list-count")).to_have_text("1 in view")
    page.locator("#views > summary").click()
    expect(page.locator("#views-list")).to_contain_text("None yet.")
    page.get_by_label("Name of this view").fill("Open <i>questions</i>")
    page.get_by_role("button", name="Save this view").click()
    page.goto(river)
    expect(page.locator("#list-count")).to_have_text("6 in view · 1 without a date")
    page.locator("#views > summary").click()
    page.get_by_role("button", name="Open <i>questions</i>", exact=True).click()
    expect(page.locator("#list-count")).to_have_text("1 in view")
    assert "status=disputed" in page.url
    assert "event=" not in page.url
    page.locator("#views > summary").click()
    page.get_by_role("button", name="Remove Open <i>questions</i>").click()
    expect(page.locator("#views-list")).to_contain_text("None yet.")


def test_nothing_fits_and_the_way_back(page: Page, river: str) -> None:
    page.goto(river + "?status=disputed&place=Lunden")
    expect(page.locator("#void h2")).to_have_text("No event fits all the filters")
    page.get_by_role("button", name=re.compile("Remove “Place: Lunden”")).click()
    expect(page.locator("#void")).to_be_hidden()
    expect(page.locator("#list-count")).to_have_text("1 in view")


def test_a_filter_by_dates_as_people_type_them(page: Page, river: str) -> None:
    page.goto(river)
    page.locator("summary", has_text="Date").click()
    page.get_by_label("From", exact=True).fill("32 July")
    page.get_by_role("button", name="Show these dates").click()
    expect(page.get_by_role("alert").first).to_have_text(re.compile("“32 July” is not a date"))
    page.get_by_label("From", exact=True).fill("16 July 2023")
    page.get_by_label("To", exact=True).fill("20 July 2023")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_text(re.compile("Date: 16 to 20 July 2023"))
    expect(page.locator("#list-count")).to_have_text("3 in view")


def test_a_hostile_store_is_only_text(page: Page, evil: str) -> None:
    page.goto(evil)
    expect(page.locator("#list-count")).to_have_text(f"{len(EVIL)} in view")
    for i in range(len(EVIL)):
        page.keyboard.press("ArrowDown")
        expect(page.locator("#panel .src")).to_have_count(1)
        expect(page.locator("#panel h2")).to_contain_text("title")
        if i % 3 == 0:
            page.get_by_role("link", name="open article").first.click()
            expect(page.locator("#article .para").first).to_be_visible()
            page.keyboard.press("Escape")
    page.goto(evil + "?participant=%3Cscript%3Ealert(1)%3C/script%3E&q=%3Cimg%20src=x%20onerror=alert(1)%3E&lanes=source&event=x")
    expect(page.locator(".chip").first).to_contain_text("<img src=x onerror=alert(1)>")


def test_many_events_come_in_blocks(page: Page, many: str) -> None:
    page.goto(many)
    expect(page.locator("#list-count")).to_have_text("12,000 in view")
    expect(page.locator("#list .ag-cell.what").first).to_have_text("Meeting 0")
    expect(page.locator("#chart")).to_contain_text("12,000 events in view, shown as counts")
    page.get_by_label("Search events").fill("meeting 11999")
    expect(page.locator("#list-count")).to_have_text("1 in view")
    expect(page.locator("#list .ag-cell.what").first).to_have_text("Meeting 11999")
    page.locator("#list .ag-cell.what").first.click()
    expect(page.locator("#panel h2")).to_have_text("Meeting 11999")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [SIDE, PHONE], ids=["1024", "390"])
def test_narrower_screens(browser: Browser, complaints: list[str], river: str, size: dict[str, int], scheme: str) -> None:
    for page in opened(browser, complaints, size, scheme):
        page.goto(river)
        row = page.locator("#list .ag-row", has_text="Arden asks Velm to explain")
        row.click()
        expect(page.locator("#panel h2")).to_have_text("Arden asks Velm to explain")
        expect(page.locator("#panel h2")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.get_by_role("button", name="Close details").click()
        expect(page.locator("#panel h2")).to_have_text("7 events from 3 articles")
    assert complaints == []


def test_a_long_list_is_a_column_of_cards_on_a_phone(browser: Browser, complaints: list[str], many: str) -> None:
    for page in opened(browser, complaints, PHONE):
        page.goto(many)
        row = page.locator("#list .ag-row", has_text="Meeting 2").first
        expect(row).to_contain_text("Saturday 1 January 2000")
        assert row.evaluate("row => row.offsetHeight") == 78
        row.click()
        expect(page.locator("#panel h2")).to_have_text("Meeting 2")
    assert complaints == []


@pytest.mark.parametrize("size", [WIDE, SIDE, PHONE])
def test_the_picture_is_there_before_the_scripts_and_does_not_move_when_they_are(browser: Browser, size: dict[str, int]) -> None:
    held: list[sync_api.Route] = []

    def hold(route: sync_api.Route) -> None:
        held.append(route)

    for url in served(story()):
        context = browser.new_context(viewport=size)
        page = context.new_page()
        page.route("**/dash_renderer*", hold)
        page.goto(url, wait_until="commit")
        expect(page.locator("#first-chart [data-event]").first).to_be_visible()
        expect(page.locator("#chart")).to_have_count(0)
        drawn = """svg => [svg.getBoundingClientRect().x, svg.getBoundingClientRect().width,
            [...svg.querySelectorAll("[data-event]")].map(each => each.dataset.event).join()]"""
        before = page.locator("#first-chart svg").evaluate(drawn)
        held.pop().continue_()
        expect(page.locator("#chart text").first).to_be_visible()
        expect(page.locator("#first")).to_have_count(0)
        assert page.locator("#chart svg").first.evaluate(drawn) == before
        context.close()
