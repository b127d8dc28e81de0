"""Safe in a real browser: hostile words stay words everywhere, every answer bears its headers, two windows never lose an edit."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from dashapp_kit import EVIL, hostile, story
from test_browser_journey import CHROMIUM, FLAGS, WIDE, Browser, Page, expect, opened, served, sync_api

from timeline.edits import Edit
from timeline.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium in the PATH: apt install chromium")]
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    yield from opened(browser, complaints, WIDE)
    assert complaints == []


def test_a_store_full_of_hostile_words(page: Page, tmp_path: Path) -> None:
    """Every field that articles, builds or people fill; the fixture `page` fails on any dialog, error or broken rule."""
    with Store(tmp_path / "<img src=x onerror=alert(1)>.db") as store:
        timeline = hostile()
        store.save(replace(timeline, warnings=EVIL[:4]))
        target = tuple(mention.id for mention in timeline.events[0].mentions)
        other = tuple(mention.id for mention in timeline.events[1].mentions)
        store.edit(Edit("comment", target, (EVIL[0],), EVIL[1], "2026-07-20T10:00:00"))
        store.edit(Edit("title", target, (EVIL[1],), EVIL[4], EVIL[0]))
        store.edit(Edit("hide", other, (), EVIL[0]))
        events = [event for event in store.timeline().events if not event.hidden]
        missing: list[str] = []
        page.on("response", lambda answer: missing.extend(lacking(answer)))
        for url in served(store, page, embed=True):
            for query in (
                "",
                "?lanes=participant",
                "?lanes=source&lang=es",
                "?" + urlencode({"q": EVIL[0], "type": EVIL[1], "lang": EVIL[0]}),
            ):
                page.goto(url + query)
                expect(page.locator("#list-count")).not_to_be_empty(timeout=20_000)
            for event in events[:2]:
                page.goto(f"{url}?{urlencode({'event': event.id, 'lang': 'en'})}")
                expect(page.locator("#panel .said")).to_be_visible()
                for name in ("edit", "joining", "splitting", "comment"):
                    page.locator(f"#acts [data-do={name}]").click()
                    page.keyboard.press("Escape")
                page.locator("#panel .open").first.click()
                expect(page.locator("#article .para").first).to_be_visible()
                page.go_back()
            for name in ("journal", "hidden", "notes"):
                page.locator("#more > summary").click()
                page.locator(f"#more [data-do={name}]").click()
                expect(page.locator(f"#{name}-list")).not_to_be_empty()
                page.keyboard.press("Escape")
            for facet in ("type", "participant", "source", "place", "status"):
                page.locator(f"details[data-facet={facet}] > summary").click()
                expect(page.locator(f"#facet-{facet} button").first).to_be_visible()
                page.keyboard.press("Escape")
            page.goto(f"{url}embed?{urlencode({'q': EVIL[0]})}")
            page.goto(f"{url}embed")
            expect(page.locator("h1")).to_be_visible()
            assert page.locator("img[src=x], script:not([src]):not([type]):has-text('alert')").count() == 0
            assert missing == []


def lacking(answer: sync_api.Response) -> list[str]:
    """The headers that an answer lacks."""
    headers = answer.headers
    wrong = [f"{answer.url}: {name}" for name, value in HEADERS.items() if headers.get(name) != value]
    policy = headers.get("content-security-policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy.partition("script-src")[2].partition(";")[0]:
        wrong.append(f"{answer.url}: policy {policy}")
    if "/embed" not in answer.url and headers.get("x-frame-options") != "DENY":
        wrong.append(f"{answer.url}: can be framed")
    return wrong


def test_two_windows_at_once_never_lose_an_edit(browser: Browser, tmp_path: Path) -> None:
    with Store(tmp_path / "river.db") as store:
        store.save(story())
        for url in served(store):
            pages = [browser.new_page(viewport=WIDE) for _ in range(2)]
            for page in pages:
                page.goto(f"{url}?event=e-ask")
                expect(page.locator("#panel .dispute")).to_be_visible()
                page.locator("#acts [data-do=edit]").click()
            for page, title in zip(pages, ("From the first window", "From the second window"), strict=True):
                page.locator("#edit-title").fill(title)
            pages[0].locator("#edit-save").click()
            expect(pages[0].locator("#panel h2")).to_have_text("From the first window")
            pages[1].locator("#edit-save").click()
            expect(pages[1].locator("#edit-error")).to_contain_text("Nothing was saved")
            assert pages[1].locator("#edit-title").input_value() == "From the second window", "what was typed is kept"
            assert [edit.values for edit in store.journal()] == [("From the first window",)]
            for page in pages:
                page.close()
