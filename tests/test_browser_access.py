"""For everyone: axe-core finds nothing wrong on any page, in any menu or dialog, light or dark, wide or narrow."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from dashapp_kit import story
from test_browser_journey import CHROMIUM, FLAGS, PHONE, WIDE, Browser, Page, expect, served, sync_api

from timeline.store import Store

axe_core = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium in the PATH: apt install chromium")]

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
EVENT_DIALOGS = ("edit", "comment", "joining", "splitting")
RECORDS = ("journal", "hidden", "notes")
MENUS = ("#views", "#more", "#export", "details[data-facet=status]")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Store(tmp_path_factory.mktemp("access") / "river.db") as store:
        store.save(replace(story(), warnings=("One file was read with gaps.",)))
        yield from served(store, embed=True)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Store(tmp_path_factory.mktemp("access") / "none.db") as store:
        yield from served(store)


def found(page: Page, where: str, context: str | None = None) -> list[str]:
    """What axe finds wrong, as lines that name the rule and the element."""
    result = axe_core.Axe().run(page, context=context, options=RULES).response
    return [f"{where}: {rule['id']}: {node['html'][:140]}" for rule in result["violations"] for node in rule["nodes"]]


def opened(browser: Browser, url: str, scheme: str, size: dict[str, int]) -> Page:
    page = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce").new_page()
    page.goto(url)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_the_page(browser: Browser, address: str, scheme: str) -> None:
    page = opened(browser, address, scheme, WIDE)
    expect(page.locator("#list-count")).to_contain_text("6 in view")
    wrong = found(page, "nothing selected")
    for menu in MENUS:
        page.locator(f"{menu} > summary").click()
        page.wait_for_timeout(300)
        wrong += found(page, f"menu {menu}", menu)
        page.keyboard.press("Escape")
    page.locator("#list .ag-cell.what", has_text="Arden asks Velm").click()
    expect(page.locator("#panel .dispute")).to_be_visible()
    wrong += found(page, "event")
    for name in EVENT_DIALOGS:
        page.locator(f"#acts [data-do={name}]").click()
        wrong += found(page, name)
        if name == "joining":
            page.locator("#merge-list .option").first.click()
            expect(page.locator("#merge-do")).to_be_visible()
            wrong += found(page, "two side by side")
        page.keyboard.press("Escape")
    for name in RECORDS:
        page.locator("#more > summary").click()
        page.locator(f"#more [data-do={name}]").click()
        expect(page.locator(f"#{name}-list")).not_to_be_empty()
        wrong += found(page, name)
        page.keyboard.press("Escape")
    for name, opener in (("keys", "?"),):
        page.keyboard.press(opener)
        wrong += found(page, name)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Add articles").click()
    wrong += found(page, "add")
    page.keyboard.press("Escape")
    page.locator("#export > summary").click()
    page.locator("[data-do=embed]").click()
    wrong += found(page, "embed dialog")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="open article").first.click()
    expect(page.locator("#article h2")).to_be_visible()
    wrong += found(page, "article")
    page.locator("[data-do=correct]").click()
    wrong += found(page, "correct")
    page.goto(f"{address}?q=nothing+like+it")
    expect(page.locator("#void h2")).to_be_visible()
    wrong += found(page, "void")
    assert wrong == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_phone_the_empty_page_and_the_frame(browser: Browser, address: str, empty: str, scheme: str) -> None:
    wrong = []
    for where, url, size in (
        ("phone", address, PHONE),
        ("phone, event", f"{address}?event=e-ask", PHONE),
        ("Spanish", f"{address}?event=e-ask&lang=es", WIDE),
        ("empty", empty, WIDE),
        ("empty, phone", empty, PHONE),
        ("frame", f"{address}embed", WIDE),
    ):
        page = opened(browser, url, scheme, size)
        ready = {"empty": ".firstrun h2", "frame": "#chart text"}.get(where.partition(",")[0], "#chart text")
        page.locator(ready).first.wait_for(state="attached")
        expect(page.locator("#window-title" if "frame" not in where and "empty" not in where else "h1")).not_to_be_empty()
        wrong += found(page, where)
        page.context.close()
    assert wrong == []


def test_print_has_the_evidence_and_no_buttons(browser: Browser, address: str, tmp_path: Path) -> None:
    page = opened(browser, f"{address}?event=e-ask", "dark", WIDE)
    expect(page.locator("#panel .dispute")).to_be_visible()
    page.emulate_media(media="print")
    for gone in ("#search", "#acts", "#brush-line", ".filters", ".top nav"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("#panel blockquote").first).to_be_visible()
    pdf = page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    page.context.close()
