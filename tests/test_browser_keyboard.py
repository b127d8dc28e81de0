"""Everything without a mouse: skip links, list and chart as twins, every dialog and menu, and the focus that comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dashapp_kit import story
from test_browser_journey import CHROMIUM, FLAGS, WIDE, Browser, Page, expect, opened, served, sync_api

from timeline.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium in the PATH: apt install chromium")]
DIALOGS = ("edit", "comment", "joining", "splitting")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:  # the page is closed before its server stops
    complaints: list[str] = []
    yield from opened(browser, complaints, WIDE)
    assert complaints == []


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[str]:
    with Store(tmp_path / "river.db") as store:
        store.save(story())
        yield from served(store, embed=True)


def focused(page: Page) -> str:
    """The id of what has the focus, or its text."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent"))


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until an element has the focus, as somebody without a mouse would."""
    target = page.locator(selector).first
    for _ in range(most):
        if target.evaluate("each => each === document.activeElement || each.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached; the focus is on {focused(page)!r}")


def test_skip_links_lead_to_the_list_and_the_details(page: Page, desk: str) -> None:
    page.goto(desk)
    expect(page.locator("#list-count")).to_contain_text("6 in view")
    page.keyboard.press("Tab")
    expect(page.locator(".skip").first).to_be_focused()
    expect(page.locator(".skip").first).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#list-title")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.locator(".skip").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()


def test_list_and_chart_are_twins(page: Page, desk: str) -> None:
    page.goto(desk)
    expect(page.locator("#list-count")).to_contain_text("6 in view")
    tab_to(page, "#chart-box")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#panel h2")).to_have_text("Flood kills 85 people in Arden")
    expect(page.locator("#list .ag-row-selected")).to_contain_text("Flood kills 85 people in Arden")
    before = page.locator("#window-title").inner_text()
    page.keyboard.press("+")
    expect(page.locator("#window-title")).not_to_have_text(before)
    zoomed = page.locator("#window-title").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#window-title")).not_to_have_text(zoomed)
    page.keyboard.press("0")
    expect(page.locator("#window-title")).to_have_text(before)
    tab_to(page, "#list .ag-center-cols-container")
    expect(page.locator("#panel h2")).to_have_text("Flood kills 85 people in Arden")  # Tab has not chosen another
    page.keyboard.press("ArrowDown")
    expect(page.locator("#panel h2")).not_to_have_text("Flood kills 85 people in Arden")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    title = page.locator("#panel h2").inner_text()
    expect(page.locator("#readout")).to_contain_text(title)
    page.keyboard.press("Escape")
    expect(page.locator("#list-title")).to_be_focused()


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_of_an_event_keeps_the_focus_and_gives_it_back(page: Page, desk: str, name: str) -> None:
    page.goto(f"{desk}?event=e-ask")
    expect(page.locator("#panel .dispute")).to_be_visible()
    tab_to(page, f"#acts [data-do={name}]", 120)
    page.keyboard.press("Enter")
    dialog = page.locator(f"#{name}-dialog")
    expect(dialog).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = dialog.evaluate("each => each.contains(document.activeElement) || document.activeElement === document.body")
        assert inside, focused(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(f"#acts [data-do={name}]")).to_be_focused()
    expect(page.locator("#panel .dispute")).to_be_visible()


@pytest.mark.parametrize("menu", ["[data-facet=status]", "#export", "#more", "#views"])
def test_every_menu_opens_and_gives_the_focus_back(page: Page, desk: str, menu: str) -> None:
    page.goto(desk)
    expect(page.locator("#list-count")).to_contain_text("6 in view")
    tab_to(page, f"details{menu} > summary")
    page.keyboard.press("Enter")
    expect(page.locator(f"details{menu} > .menu")).to_be_visible()
    if "facet" in menu:
        expect(page.locator(f"details{menu} [role=checkbox]").first).to_be_visible()
    page.keyboard.press("Tab")
    assert page.locator(f"details{menu}").evaluate("each => each.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.locator(f"details{menu} > .menu")).to_be_hidden()
    expect(page.locator(f"details{menu} > summary")).to_be_focused()


def test_filter_read_and_open_the_article(page: Page, desk: str) -> None:
    page.goto(desk)
    expect(page.locator("#list-count")).to_contain_text("6 in view")
    tab_to(page, "details[data-facet=status] > summary")
    page.keyboard.press("Enter")
    expect(page.locator("#facet-status [role=checkbox]").first).to_be_visible()
    tab_to(page, "#facet-status [data-value='status=disputed']")
    page.keyboard.press("Space")
    expect(page.locator("#list-count")).to_have_text("1 in view")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#panel h2")).to_have_text("Arden asks Velm to explain")
    tab_to(page, "#panel", 120)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#panel .src").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#article h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel .src").first).to_be_focused()


def test_merge_after_looking_at_both(page: Page, desk: str) -> None:
    page.goto(f"{desk}?event=e-meet")
    expect(page.locator("#panel h2")).to_have_text("Ministers meet in Lunden")
    tab_to(page, "#acts [data-do=joining]", 120)
    page.keyboard.press("Enter")
    tab_to(page, "#merge-list [data-value=e-sign]")
    page.keyboard.press("Enter")
    beside = page.locator("#merge-beside")
    expect(beside.locator(".records")).to_be_focused()
    expect(beside.locator("tr", has_text="Title")).to_contain_text("differs")
    expect(beside.locator("tr", has_text="Participants")).not_to_contain_text("differs")
    expect(beside).to_contain_text("They signed the river treaty on Thursday.")
    tab_to(page, "#merge-beside [data-do=compare]")
    page.keyboard.press("Enter")
    expect(page.locator("#merge-list .option").first).to_be_focused()
    tab_to(page, "#merge-list [data-value=e-sign]")
    page.keyboard.press("Enter")
    expect(beside.locator(".records")).to_be_focused()
    tab_to(page, "#merge-do")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("Merged.")
    expect(page.locator("#totals")).to_contain_text("6 events")
    page.keyboard.press("Control+z")
    expect(page.locator("#totals")).to_contain_text("7 events")


def test_with_reduced_motion_nothing_moves(page: Page, desk: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{desk}?event=e-ask")
    expect(page.locator("#panel .dispute")).to_be_visible()
    for selector in ("body", "#panel", "#chart svg", ".brush-line .dash-slider-thumb", "#list .ag-row"):
        moving = page.locator(selector).first.evaluate(
            "each => { const s = getComputedStyle(each), most = t => Math.max(...t.split(',').map(parseFloat));"
            " return [most(s.transitionDuration), s.animationName === 'none' ? 0 : most(s.animationDuration), s.scrollBehavior] }"
        )
        assert moving[0] <= 0.01, selector
        assert moving[1] <= 0.01, selector
        assert moving[2] == "auto", selector
