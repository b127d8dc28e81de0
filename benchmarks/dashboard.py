"""How long a reader waits for the dashboard of a large store: the first picture, a zoom, a filter; in a real browser.

Beside it, the same events drawn by plotly.express as one figure in one page, which is what a first attempt would do.

Run with: python -m benchmarks.dashboard [EVENTS] (100,000 by default; needs chromium).
"""

from __future__ import annotations

import multiprocessing
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from dashapp import create_app
from dashapp.source import Fixed
from timeline.model import FAMILIES, Article, Basis, Claim, Event, Mention, Modality, Publication, Salience, Status, Timeline
from timeline.span import Span

ARTICLES, PEOPLE, PLACES, YEARS = 5_000, 3_000, 400, 7
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update".split()
SIZE = {"width": 1440, "height": 1000}
COLD, ROUNDS = 5, 20
LONGEST_MS = 60_000
DATA = ("/first-picture", "/_dash-update", "/_dash-layout", "/_dash-dependencies")
PICTURE = """([what, value]) => new Promise((done, failed) => {
  const start = performance.now(), timer = setTimeout(() => failed("no new picture"), 60000);
  const drawn = new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
    clearTimeout(timer);
    drawn.disconnect();
    done(performance.now() - start);
  })));
  drawn.observe(document.getElementById("chart"), { childList: true });
  if (what === "type") {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(document.getElementById("search"), value);
    document.getElementById("search").dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    document.querySelector(value).click();
  }
})"""
"""Acts, and gives the milliseconds until a new picture is there and the browser has painted it."""
PAINTED = """() => new Promise((done) => (function look() {
  const words = document.querySelector("#first-chart text, #chart text");
  if (words && words.checkVisibility()) { requestAnimationFrame(() => setTimeout(done)); } else { setTimeout(look, 5); }
})())"""
"""Waits until a chart with its words, the server's own or the page's, is there and the browser has painted it."""
ZOOM = """([first, last]) => new Promise((done) => {
  const plot = document.querySelector(".js-plotly-plot"), start = performance.now();
  plot.once("plotly_afterplot", () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))));
  Plotly.relayout(plot, { "xaxis.range": [first, last] });
})"""


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


def serve(number: int, ready: Any) -> None:
    """Serve a store in a process of its own, so that browser and server do not share one interpreter with the clock."""
    import waitress

    timeline = made(number)
    start = time.perf_counter()
    server = waitress.create_server(create_app(Fixed(timeline)).server, host="127.0.0.1", port=0, threads=6)
    ready.put((server.effective_port, time.perf_counter() - start))
    server.run()


@contextmanager
def served(number: int) -> Iterator[str]:
    """Give the address of a dashboard with that many events."""
    context = multiprocessing.get_context("spawn")
    ready = context.Queue()
    process = context.Process(target=serve, args=(number, ready), daemon=True)
    process.start()
    port, seconds = ready.get(timeout=600)
    print(f"{number:,} events; ready to serve {seconds:.1f} s after the store is read")
    yield f"http://127.0.0.1:{port}/"
    process.terminate()
    process.join()


def told(name: str, seconds: list[float]) -> None:
    """Print median, 95th percentile and slowest."""
    ordered = sorted(seconds)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)) - 1)]
    numbers = f"median {statistics.median(ordered):.2f} s, 95th percentile {high:.2f} s, slowest {ordered[-1]:.2f} s"
    print(f"{name}: {numbers} ({len(ordered)} times)")


def first_pictures(browser: Browser, url: str) -> None:
    """Measure opening the page with nothing kept, and again in the same browser."""
    seen: tuple[list[float], list[float]] = ([], [])
    ready: tuple[list[float], list[float]] = ([], [])
    sizes = []
    for _ in range(COLD):
        context = browser.new_context(viewport=SIZE)
        page = context.new_page()
        size = counting(page)
        for pictures, actions in zip(seen, ready, strict=True):
            start = time.perf_counter()
            page.goto(url, wait_until="commit")
            page.evaluate(PAINTED)
            pictures.append(time.perf_counter() - start)
            page.locator("#chart text").first.wait_for(state="attached", timeout=LONGEST_MS)
            actions.append(time.perf_counter() - start)
            page.wait_for_timeout(1_500)
            sizes.append(sum(size))
            size.clear()
        context.close()
    for what, times in (("first picture", seen), ("ready to be acted on", ready)):
        for state, seconds in zip(("nothing cached", "scripts cached"), times, strict=True):
            told(f"{what}, {state}", seconds)
    print(f"data for it, scripts aside: {max(sizes) / 1000:.0f} kB at most")


def counting(page: Page) -> list[int]:
    """Give a list to which every answer with data adds its size."""
    sizes: list[int] = []

    def add(answer: Any) -> None:
        if any(part in answer.url for part in DATA):
            sizes.append(int(answer.headers.get("content-length", 0)))

    page.on("response", add)
    return sizes


def steps() -> Iterator[tuple[str, str, str]]:
    """Give what a reader does: its kind, and what the browser is told."""
    for i in range(ROUNDS):
        yield ("zoom", "click", "[data-do=in]" if i % 8 < 4 else "[data-do=out]")
    yield ("back to all", "click", "[data-do=all]")
    for i in range(ROUNDS):
        yield ("layer", "click", f"[data-do=layer][data-value={('minor', 'background')[i % 2]}]")
    for i in range(ROUNDS):
        yield ("words, of which 0.12 s are the pause after typing", "type", f"number {random.Random(i).randrange(100, 999)}")


def acts(browser: Browser, url: str) -> None:
    """Measure zooming and filtering, each until the new picture is painted."""
    page = browser.new_page(viewport=SIZE)
    size = counting(page)
    page.goto(url)
    page.locator("#chart text").first.wait_for(state="attached", timeout=LONGEST_MS)
    page.wait_for_timeout(2_000)
    times: dict[str, list[float]] = {}
    sizes: list[int] = []
    for kind, what, value in steps():
        size.clear()
        times.setdefault(kind, []).append(page.evaluate(PICTURE, [what, value]) / 1000)
        page.wait_for_timeout(400)
        sizes.append(sum(size))
    for kind, seconds in times.items():
        told(kind, seconds)
    print(f"data for one of them: {statistics.median(sizes) / 1000:.0f} kB, {max(sizes) / 1000:.0f} kB at most")
    page.close()


def small(browser: Browser, number: int = 1_000) -> None:
    """Measure opening a usual store, and whether its picture accounts for every dated event, drawn or counted."""
    dated = sum(event.span is not None for event in made(number).events)
    with served(number) as url:
        first_pictures(browser, url)
        page = browser.new_page(viewport=SIZE)
        page.goto(url)
        page.locator("#chart text").first.wait_for(state="attached", timeout=LONGEST_MS)
        drawn = page.evaluate("new Set([...document.querySelectorAll('#chart [data-event]')].map(e => e.dataset.event)).size")
        counted = page.locator("#chart text", has_text="shown as counts").all_text_contents()
        page.locator("[data-do=layer][data-value=minor]").click()
        page.locator("[data-do=layer][data-value=background]").click()
        page.get_by_text(f"{number:,} events").first.wait_for()
        page.wait_for_timeout(1_500)
        fewer = page.evaluate("new Set([...document.querySelectorAll('#chart [data-event]')].map(e => e.dataset.event)).size")
        page.close()
    print(f"{dated:,} dated events: {counted[0] if counted else f'{drawn:,} drawn'}; core and planned alone: {fewer:,} drawn")


def express(browser: Browser, timeline: Timeline) -> None:
    """Measure plotly.express with the same events: one bar for each, written into one page, then zoomed."""
    import plotly.express as px

    frame = timeline.to_frame().dropna(subset=["start"])
    start = time.perf_counter()
    figure = px.timeline(frame, x_start="start", x_end="last", y="family", color="family", hover_name="title")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "express.html")
        figure.write_html(path, include_plotlyjs=True)
        size = path.stat().st_size
        made_in = time.perf_counter() - start
        page = browser.new_page(viewport=SIZE)
        start = time.perf_counter()
        page.goto(path.as_uri(), wait_until="commit", timeout=LONGEST_MS)
        page.locator(".barlayer .point").first.wait_for(state="attached", timeout=LONGEST_MS)
        shown = time.perf_counter() - start
        page.wait_for_timeout(5_000)
        years = [(f"{2018 + i}-01-01", f"{2019 + i}-01-01") for i in range(3)]
        zooms = [page.evaluate(ZOOM, list(window)) / 1000 for window in years]
        page.close()
    print(f"px.timeline of the same {len(frame):,} dated events: made in {made_in:.1f} s, page of {size / 1e6:.1f} MB")
    print(f"px.timeline: first picture {shown:.1f} s, zoom median {statistics.median(zooms):.1f} s")


def main() -> None:
    """Measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with served(number) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        parts: tuple[Callable[[], None], ...] = (
            lambda: first_pictures(browser, url),
            lambda: acts(browser, url),
            lambda: small(browser),
            lambda: express(browser, made(number)),
        )
        for part in parts:
            part()
        browser.close()


if __name__ == "__main__":
    main()
