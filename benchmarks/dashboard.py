"""How long a reader waits for the dashboard of a large store: the first picture, a zoom, a filter; in a real browser.

Run with: python benchmarks/dashboard.py [EVENTS] (100,000 by default; needs chromium).
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import threading
import time
from datetime import date
from typing import Any

import waitress
from playwright.sync_api import Page, sync_playwright

from dashapp import create_app
from dashapp.source import Fixed
from timeline.model import FAMILIES, Article, Basis, Claim, Event, Mention, Modality, Publication, Salience, Status, Timeline
from timeline.span import Span

ARTICLES, PEOPLE, PLACES, YEARS = 5_000, 3_000, 400, 7
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update".split()
ROUNDS = 6
LONGEST = 10.0
DATA = ("/_dash-update", "/_dash-layout", "/_dash-dependencies")


def made(number: int) -> Timeline:
    """A store of that many events over seven years, some vague, some without a date."""
    chance, first = random.Random(1), date(2018, 1, 1).toordinal()
    text = "On Friday the two sides met in the city and signed. " * 20
    articles = tuple(
        Article(
            f"a{i}",
            text,
            f"{i}.txt",
            f"Title {i}",
            f"Source {i % 300}",
            published=Publication(Span.of("2020-01-03"), Basis.STATED),
        )
        for i in range(ARTICLES)
    )

    def event(i: int) -> Event:
        start, family = first + int(chance.random() * YEARS * 365), chance.choice(FAMILIES)
        span = Span(start, start + chance.choice([1] * 8 + [7, 31])) if chance.random() > 0.05 else None
        mentions = tuple(
            Mention(f"m{i}-{k}", articles[chance.randrange(ARTICLES)].id, 22, 25, "met", 0, 51, "meeting", "meet", span=span)
            for k in range(2)
        )
        return Event(
            f"e{i}", f"{family[:-1]} {i % 3}", family, "CONSULT", f"Event number {i} of its kind", span,
            Status.AGREED if span else Status.UNDATED, Modality.ASSERTED, mentions,
            (f"Person {chance.randrange(PEOPLE)}", f"Person {chance.randrange(PEOPLE)}"), f"Place {chance.randrange(PLACES)}",
            claims=(Claim(span, tuple(m.article for m in mentions)),) if span else (), salience=chance.choice(list(Salience)),
        )  # fmt: skip

    return Timeline(articles, {}, tuple(event(i) for i in range(number)))


def waited(page: Page, selector: str, act: Any) -> float:
    """Seconds from an action until the text of an element has changed, ten at most."""
    before = page.locator(selector).inner_text()
    start = time.perf_counter()
    act()
    while page.locator(selector).inner_text() == before and time.perf_counter() - start < LONGEST:
        time.sleep(0.002)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    timeline = made(number)
    start = time.perf_counter()
    server = waitress.create_server(create_app(Fixed(timeline)).server, host="127.0.0.1", port=0, threads=6)
    print(f"{number:,} events; ready to serve after {time.perf_counter() - start:.1f} s")
    threading.Thread(target=server.run, daemon=True).start()
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS).new_page(
            viewport={"width": 1440, "height": 1000}
        )
        data = [0]
        page.on(
            "response",
            lambda answer: (
                data.append(int(answer.headers.get("content-length", 0))) if any(part in answer.url for part in DATA) else None
            ),
        )
        for name in ("first picture", "first picture, scripts cached"):
            data.clear()
            start = time.perf_counter()
            page.goto(f"http://127.0.0.1:{server.effective_port}/")
            page.locator("#chart text").first.wait_for(state="attached")
            print(f"{name}: {time.perf_counter() - start:.2f} s, {sum(data) / 1000:.0f} kB")
        page.wait_for_timeout(2_000)
        zooms = [waited(page, "#window-title", page.locator("[data-do=in]").click) for _ in range(5)]
        zooms += [waited(page, "#window-title", page.locator("[data-do=out]").click) for _ in range(4)]
        data.clear()
        filters = []
        for i in range(ROUNDS):
            words = f"number {random.Random(i).randrange(100, 999)}"
            filters.append(waited(page, "#chips", lambda words=words: page.locator("#search").fill(words)))
        for name, times in (("zoom", zooms), ("filter by words (200 ms are the pause after typing)", filters)):
            print(f"{name}: median {statistics.median(times):.2f} s, slowest {max(times):.2f} s")
        print(f"data for a filter: {sum(data) / ROUNDS / 1000:.0f} kB")
    server.task_dispatcher.shutdown()


if __name__ == "__main__":
    main()
