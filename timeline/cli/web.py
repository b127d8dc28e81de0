"""The commands that may use the web: what fetches is made here, where the clock is, and `timeline add` and `timeline watch`."""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from timeline import limits
from timeline.cli.base import DB, DONE, SKIPPED, Unusable, stoppable
from timeline.web.address import is_address

if TYPE_CHECKING:
    from timeline.pipeline import Summary
    from timeline.web.clock import Clock
    from timeline.web.gather import Web

CONTACT = click.option(
    "--contact", metavar="ADDRESS", default="", help="Your mail or web address, told to the sites that pages are fetched from."
)
PAGES = click.option(
    "--pages",
    type=click.IntRange(1, limits.MAX_FEED_ENTRIES),
    default=limits.PAGES_PER_SOURCE,
    show_default=True,
    help="Pages to fetch from one feed or sitemap at a time, the newest first.",
)
UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
SHORTEST = {True: 60, False: 1}
"""Seconds between two looks, where web addresses are among what is looked at and where not."""


class Stopped(BaseException):
    """Somebody asked the process to end: whatever is going on is left as it would be by a crash, and cleaned up."""


class Stopping:
    """Ends what goes on when a signal comes, in the middle of anything."""

    def __init__(self) -> None:
        self._asked = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Turn SIGINT and SIGTERM into Stopped while the block runs."""
        before = {number: signal.signal(number, self._ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, signal.SIG_IGN if self._asked else handler)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # a second one must not interrupt the tidying up
        self._asked = True
        raise Stopped

    def clock(self) -> Clock:
        """Return the system's clock; asking it ends the work too, should the signal have come where exceptions are dropped."""
        from timeline.web.clock import Clock

        def now() -> datetime:
            if self._asked:
                raise Stopped
            return datetime.now(UTC).astimezone()

        return Clock(now, time.sleep)


@contextmanager
def fetching(paths: Sequence[str], contact: str, pages: int, clock: Clock | None = None) -> Iterator[Web | None]:
    """Make what fetches web addresses, if there are any among the paths: nothing else may use the network."""
    if not any(map(is_address, paths)):
        yield None
        return
    from timeline.web.gather import Web

    try:
        web = Web(clock or Stopping().clock(), contact, pages=pages)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--contact") from error
    with web:
        yield web


def left_lines(web: Web | None) -> list[str]:
    """Say which feeds and sitemaps have more pages than were fetched."""
    from timeline.words import count

    return [
        f"{name}: {count(pages, 'older page')} left. Name it again for the next ones, or fetch more at once with --pages."
        for name, pages in (web.left.items() if web else ())
    ]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@DB
@CONTACT
@PAGES
@stoppable()
def add(paths: tuple[str, ...], db: Path, contact: str, pages: int) -> None:
    """Add single articles to a store, and say in one line what was found in each.

    PATH is a file, a web address (a page, a feed or a sitemap), - for standard input, or a folder.

    \b
    Examples:
      timeline add https://ledger.example/2026/03/02/crane --db story.db
      pdftotext report.pdf - | timeline add -
    """
    from timeline import pipeline
    from timeline.cli import report

    with fetching(paths, contact, pages) as web:
        summary = pipeline.build(paths, db, fetch=web)
    for line in _lines(summary, report.found):
        click.echo(line)
    refused = [f"{refusal.name}: {refusal.reason}" for refusal in summary.refused] + left_lines(web)
    for line in refused:
        click.echo(line, err=True)
    sys.exit(SKIPPED if refused else DONE)


def _lines(summary: Summary, found: Callable[..., str]) -> list[str]:
    new = [f"Added {found(summary.timeline, article)}" for article in summary.new]
    return new + [f"Already here: {found(summary.timeline, article)}" for _, article in summary.again]


def _every(_context: click.Context, _parameter: click.Parameter, value: str) -> timedelta:
    match = re.fullmatch(r"([0-9]{1,5})\s*([smhd])", value.strip().lower())
    if match is None or not int(match[1]):
        raise click.BadParameter(f"{value!r} is not a time. Write it like 10m, 2h or 1d.")
    return timedelta(seconds=int(match[1]) * UNITS[match[2]])


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@DB
@click.option(
    "--every",
    default="10m",
    show_default=True,
    callback=_every,
    metavar="TIME",
    help="Time between two looks, like 10m, 2h or 1d.",
)
@click.option("--once", is_flag=True, help="Look once and end, for cron and other schedulers.")
@CONTACT
@PAGES
def watch(sources: tuple[str, ...], db: Path, every: timedelta, once: bool, contact: str, pages: int) -> None:
    """Keep a store up to date: look at folders, files, pages, feeds and sitemaps again and again, and read what is new.

    Each event is one line with its time.  Sites are asked politely: robots.txt is followed, what has not changed is not sent
    again, and a site that fails or is busy is left alone for a while.  Ctrl+C or SIGTERM stop it at any moment; the next start
    goes on from there.

    \b
    Examples:
      timeline watch my_articles/ https://ledger.example/rss --every 10m --contact desk@museum.example
      timeline watch https://ledger.example/news-sitemap.xml --once
    """
    if every.total_seconds() < (shortest := SHORTEST[any(map(is_address, sources))]):
        raise click.BadParameter(f"sites are not looked at more often than every {shortest} seconds.", param_hint="--every")
    if "-" in sources:
        raise Unusable("Standard input cannot be watched. Add it with: timeline add -")
    stopping, well = Stopping(), True
    try:
        with stopping.listening():
            well = _watch(sources, db, None if once else every, contact, pages, stopping)
    except Stopped:
        _say("Stopped.")
    sys.exit(DONE if well else SKIPPED)


def _watch(sources: tuple[str, ...], db: Path, every: timedelta | None, contact: str, pages: int, stopping: Stopping) -> bool:
    """Look once and say whether all went well, or again and again until a signal ends it."""
    from timeline.store import Store
    from timeline.watch import Watch
    from timeline.watch import watch as keep_watching
    from timeline.words import count

    clock = stopping.clock()
    with Store(db) as store, fetching(sources, contact, pages, clock) as web:
        watched = Watch(store, sources, fetch=web, say=_say)
        _say(f"Watching {count(len(sources), 'source')}; the store is {db}.")
        if every is None:
            return watched.round()
        keep_watching(watched, every, clock, _say)
    return True


def _say(line: str) -> None:
    from timeline.cli.report import clean

    click.echo(f"{datetime.now(UTC).astimezone():%Y-%m-%d %H:%M:%S}  {clean(line)}")


COMMANDS = (add, watch)
