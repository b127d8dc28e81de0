"""The command line: it only reads arguments, calls the rooms and prints what they say."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from timeline.cli import serve as cli_serve
from timeline.cli import store as cli_store
from timeline.cli import web as cli_web
from timeline.cli.base import ANY, DB, DONE, SKIPPED, Group, Unusable, stoppable, unwritten
from timeline.files import write_whole
from timeline.loading import is_export, load
from timeline.model import FORMATS, IMAGES, JOURNAL, Refusal, Timeline
from timeline.store import Store
from timeline.store.database import is_store
from timeline.words import DEFAULT, LANGUAGES, speaking


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="timeline-news", prog_name="timeline")
def main() -> None:
    """Reconstruct what happened when from news articles.

    \b
    Examples:
      timeline build my_articles/           read a folder into timeline.db
      timeline add https://ledger.example/a add one article, from a file or the web
      timeline watch FOLDER FEED…           keep it up to date
      timeline serve                        look at it in the browser
      timeline show                         look at it here
      timeline explain "signs memorandum"   why this date, and who says so
      timeline export --format csv --output events.csv
      timeline resolve "It was signed last Thursday." --published 2023-07-23
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@DB
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes for the slow part.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="For tables: which column holds title, text, date, source or url.",
)
@cli_web.CONTACT
@cli_web.PAGES
@click.option("--quiet", is_flag=True, help="Print only what was not read.")
@stoppable()
def build(paths: tuple[str, ...], db: Path, jobs: int, mapping: tuple[str, ...], contact: str, pages: int, quiet: bool) -> None:
    """Read articles (folders, files, web addresses, or - for standard input) into a store and make its timeline.

    Files may be text, Markdown, saved HTML, PDF, DOCX, mails, feeds, web archives, tables of articles in JSON, JSONL or CSV, and
    ZIP or gzip of these.  What the store has already is not read again.  Exit status 1 says that some inputs were not read; each
    is named with the reason.  Nothing is fetched from the web unless PATH is the address of a page, feed or sitemap.

    \b
    Examples:
      timeline build my_articles/ --jobs 2
      timeline build my_articles/ https://ledger.example/rss --contact desk@museum.example
      timeline build export.csv --map text=body --map date=published_on
      cat article.txt | timeline build -
    """
    from timeline import pipeline

    pairs = dict(_pair(item) for item in mapping)
    with cli_web.fetching(paths, contact, pages) as web, _progress(paths, quiet) as report, Store(db) as store:
        found = pipeline.update(store, paths, jobs=jobs, mapping=pairs or None, progress=report, fetch=web)
        size = store.size()
    unread = [f"{refusal.name}: {refusal.reason}" for refusal in found.refused] + cli_web.left_lines(web)
    for line in unread:
        click.echo(line, err=True)
    if not quiet:
        click.echo(_totals(size, len(found.new), len(found.kept), len(found.refused)))
        click.echo(f"Stored in {db}. Look at it with: timeline serve{'' if str(db) == 'timeline.db' else f' --db {db}'}")
    sys.exit(SKIPPED if unread else DONE)


def _pair(item: str) -> tuple[str, str]:
    field, _, column = item.partition("=")
    if field not in {"title", "text", "date", "source", "url", "language"} or not column:
        raise click.BadParameter(
            f"{item!r} is not FIELD=COLUMN with title, text, date, source, url or language", param_hint="--map"
        )
    return field, column


def _totals(size: tuple[int, int, int], added: int, kept: int, refused: int) -> str:
    from timeline.words import count

    articles, events, disputed = size
    return (
        f"{count(articles, 'article')} ({added} new, {kept} already here), "
        f"{count(events, 'event')}, {disputed} disputed. {count(refused, 'input')} not read."
    )


@contextmanager
def _progress(paths: tuple[str, ...], quiet: bool) -> Iterator[Callable[[str, int], object]]:
    """A bar in a terminal, of all articles where their number is known beforehand; nothing where the output is kept."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from timeline.look import expected

    articles = TextColumn("articles")
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        articles,
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    shown = console.is_terminal and not quiet
    with Progress(*columns, console=console, transient=True, disable=not shown) as bars:
        task = bars.add_task("Reading", total=expected(paths) if shown else None)
        yield lambda step, done: bars.update(task, description=step, completed=done)


@main.command()
@ANY
@click.option("--format", "kind", type=click.Choice((*FORMATS, JOURNAL, *IMAGES)), required=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output by default.")
@click.option("--title", default="Timeline", show_default=True, help="Title of the page, chronology or calendar.")
@click.option(
    "--language", type=click.Choice(list(LANGUAGES)), default=DEFAULT, show_default=True, help="Of the file's own words."
)
@click.option("--width", type=click.IntRange(320, 4000), default=1280, show_default=True, help="Pixels, for png, svg and pdf.")
def export(db: Path, kind: str, output: Path | None, title: str, language: str, width: int) -> None:
    """Write the timeline as a file for people or programs.

    csv has a row for each event, evidence-csv one for each sentence; json is the format timeline/1; html is one page with the
    chart that works without a network, for reports; md is a chronology with footnotes; ics is for calendars; timelinejs is for
    TimelineJS; svg, png and pdf are the chart as a picture, the last two drawn by the machine's Chrome or Chromium; journal is a
    table of what people changed by hand, who and when.

    \b
    Examples:
      timeline export --format csv --output events.csv
      timeline export --format html --title "The memorandum" --output timeline.html
    """
    if output is None and kind in IMAGES and sys.stdout.isatty():
        raise Unusable(f"a {kind} file is nothing for a terminal. Name a file with --output.")
    if output is not None and output.is_file() and is_store(output):
        raise Unusable(f"{output}: is a store, and would be lost. Name another file with --output.")
    with speaking(language):
        data = _journal(db) if kind == JOURNAL else _exported(load(db), kind, title, width)
    if output is None:
        sys.stdout.buffer.write(data)
        return
    try:
        write_whole(output, data)
    except OSError as error:
        raise Unusable(unwritten(str(output), error, "Name another file with --output.")) from error


def _journal(db: Path) -> bytes:
    from timeline.export.journal_csv import journal_csv

    if is_export(db):
        raise Unusable(f"{db}: an export has no journal. Name the store with --db.")
    with Store(db, must_exist=True) as store, store.database.reading():
        return journal_csv(store.merged(), store.journal()).encode()


def _exported(timeline: Timeline, kind: str, title: str, width: int) -> bytes:
    """The bytes of a file, so that line ends and the byte order mark arrive as they are on every system."""
    from timeline.export import write
    from timeline.export.image import ImageError, to_image

    if kind not in IMAGES:
        return write(timeline, kind, title=title).encode("utf-8", "surrogatepass")
    try:
        return to_image(timeline, kind, width=width)
    except ImageError as error:
        raise Unusable(f"--format {kind}: {error}.") from error


@main.command()
@ANY
@click.option("--all", "everything", is_flag=True, help="Minor, background and undated events too.")
@click.option("--warnings", is_flag=True, help="What was not read or with gaps, why, and what to do.")
def show(db: Path, everything: bool, warnings: bool) -> None:
    """Print the timeline as a table, the core of the story first of all.

    \b
    Example:
      timeline show --all
    """
    from timeline.cli import report

    timeline = load(db)
    if warnings:
        Console(highlight=False, soft_wrap=True).print(report.warnings(timeline, _refusals(db)))
    else:
        Console(highlight=False).print(report.table(timeline, everything=everything))


def _refusals(db: Path) -> tuple[Refusal, ...]:
    """What a store remembers as not read; an export remembers nothing."""
    if is_export(db):
        return ()
    with Store(db, must_exist=True) as store:
        return store.refusals()


@main.command()
@click.argument("event")
@ANY
def explain(event: str, db: Path) -> None:
    """Print the claim, every source with its words, how each date was worked out, and who disagrees.

    EVENT is an id, the beginning of one, or words of the title.

    \b
    Example:
      timeline explain "asks Bolivia"
    """
    from timeline.cli import report

    timeline = load(db)
    found = report.find(timeline, event)
    if not found:
        raise Unusable(f"{event!r} is no event of {db}. The titles are in: timeline show --all --db {db}")
    if len(found) > 1:
        options = "\n".join(f"  {e.id}  {e.title}" for e in found[:10])
        raise Unusable(f"{event!r} fits {len(found)} events. Name one by its id:\n{options}")
    Console(highlight=False).print(report.explanation(timeline, found[0]))


@main.command()
@click.argument("text", required=False)
@click.option(
    "--file",
    "source",
    type=click.File("r", encoding="utf-8", errors="replace"),
    help="Read the text from a file, - for standard input.",
)
@click.option("--published", metavar="DATE", help="Publication date, YYYY-MM-DD; today by default.")
@click.option("--language", default="en", show_default=True, help="Language of the text, such as en or es.")
@click.option("--format", "kind", type=click.Choice(("table", "json", "timeml")), default="table", show_default=True)
def resolve(text: str | None, source: Any, published: str | None, language: str, kind: str) -> None:
    """Find the time expressions of a text and say which dates they mean, and why.

    \b
    Examples:
      timeline resolve "It was signed last Thursday." --published 2023-07-23
      timeline resolve --file article.txt --published 2023-07-23 --format json
    """
    from timeline.cli import report
    from timeline.dates import known_language
    from timeline.dates import resolve as resolve_dates

    if (text is None) == (source is None):
        raise Unusable("give the text as one argument in quotes, or name a file with --file")
    try:
        day = date.fromisoformat(published) if published else date.today()  # noqa: DTZ011  (the reader's own day is meant)
    except ValueError as error:
        raise click.BadParameter(f"{published!r} is not a date. Write it like 2023-07-23.", param_hint="--published") from error
    if day == date.max:
        raise click.BadParameter("the calendar ends on 9999-12-31. Name an earlier day.", param_hint="--published")
    if not known_language(language):
        raise click.BadParameter(
            f"{language!r} is no language that is read here. Write its tag, such as en, es-AR or fr.", param_hint="--language"
        )
    words = text if text is not None else source.read()
    expressions = resolve_dates(words, day, language=language)
    if kind == "table":
        Console(highlight=False).print(report.resolutions(expressions, day))
    else:
        click.echo(report.resolutions_as(kind, words, expressions, day), nl=False)


for command in (*cli_serve.COMMANDS, *cli_store.COMMANDS, *cli_web.COMMANDS):
    main.add_command(command)

if __name__ == "__main__":
    main()
