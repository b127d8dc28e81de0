"""The commands that keep a store safe: `timeline check` and `timeline backup`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from timeline.cli.base import DB, DONE, SKIPPED, Unusable, unwritten


@click.command()
@DB
@click.option("--quick", is_flag=True, help="Leave out the slow part: making the timeline anew to compare it.")
@click.option("--repair", is_flag=True, help="Take out what is damaged and make the timeline anew; what people changed stays.")
def check(db: Path, quick: bool, repair: bool) -> None:
    """Look whether a store is sound, and say how to repair it.

    The file itself, what was read of each article, the journal of changes by hand, and whether the timeline is the one that all
    this gives.  Exit status 1 says that something was found; each line names it and what to do.

    \b
    Example:
      timeline check --db story.db
    """
    from timeline import checking
    from timeline.words import count

    for line in checking.repair(db) if repair else ():
        click.echo(line)
    found = checking.check(db, quick=quick)
    for finding in found:
        click.echo(f"{finding.what} {finding.remedy}")
    if found:
        click.echo(f"{db}: {count(len(found), 'fault')}.")
        sys.exit(SKIPPED)
    click.echo(f"{db} is sound: {checking.contents(db)}.")
    sys.exit(DONE)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@DB
def backup(file: Path, db: Path) -> None:
    """Copy a store into one file, all of one moment, while others read and write it.

    FILE is an older backup, which the new one replaces when it is complete, or does not exist yet.  It is a store itself: look at
    it with --db FILE, or copy it back.

    \b
    Example:
      timeline backup backups/monday.db --db story.db
    """
    from timeline.store import Store

    with Store(db, must_exist=True) as store:
        try:
            store.backup(file)
        except OSError as error:
            raise Unusable(unwritten(str(file), error, "Name another file.")) from error
    click.echo(f"{db} was copied to {file}.")


COMMANDS = (check, backup)
