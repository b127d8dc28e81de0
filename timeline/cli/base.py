"""What all commands share: the option that names the store, exit statuses, and faults as one sentence."""

from __future__ import annotations

import contextlib
import errno
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from timeline.store.database import StoreError

DONE, SKIPPED, WRONG_USAGE = 0, 1, 2
STOPPED = 130  # as shells have it: 128 and the number of the signal
STOPPED_WORDS = "Stopped. What was done so far is kept; the same command goes on from there."
DB = click.option(
    "--db", type=click.Path(path_type=Path, dir_okay=False), default="timeline.db", show_default=True, help="The store's file."
)
ANY = click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default="timeline.db",
    show_default=True,
    help="The store's file, or a JSON export of one.",
)


class Unusable(click.ClickException):
    """What cannot be done as asked: one sentence, without the usage lines that would bury it."""

    exit_code = WRONG_USAGE


class Group(click.Group):
    """Turns what users can mend into one sentence and exit status 2, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: D102
        _open_what_is_closed()
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()  # while there is still somebody to tell that it failed
        except StoreError as error:
            raise Unusable(str(error)) from error
        except KeyboardInterrupt:
            click.echo(f"\n{STOPPED_WORDS}", err=True)
            sys.exit(STOPPED)
        except BrokenPipeError:
            # The reader of our output has gone ("timeline show | head"); Python would complain once more while closing it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(DONE)
        except OSError as error:
            if error.filename is not None:
                raise Unusable(f"{error.filename}: cannot be used ({error.strerror}). Check its name and the disk.") from error
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise Unusable(unwritten("standard output", error, "Check where it leads to.")) from error


@contextmanager
def stoppable() -> Iterator[None]:
    """End at Ctrl+C at once and with one sentence, in the middle of anything: a store stays whole even where a program is killed.

    Python's own way is an exception, which is lost where it is raised inside an import or a destructor.
    """
    before = signal.signal(signal.SIGINT, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _stop(*_: object) -> None:
    if multiprocessing.active_children():  # they are ended in order, where they are waited for
        raise KeyboardInterrupt
    shown = "\x1b[?25h" if sys.stderr.isatty() else ""  # a progress bar hides the cursor
    with contextlib.suppress(OSError):  # nobody may be there to read it
        os.write(2, f"{shown}\n{STOPPED_WORDS}\n".encode())
    os._exit(STOPPED)


def _open_what_is_closed() -> None:
    """Let nothing take the place of an output that was closed ("timeline show >&-"): a store would be written over."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  (open to the end)


def unwritten(name: str, error: OSError, remedy: str) -> str:
    """Say in one sentence that a file could not be written, and what to do.

    Args:
        name: the file as the user knows it.
        error: what the system said.
        remedy: what to do, unless it is that there is no space.

    >>> unwritten("a.csv", OSError(errno.EACCES, "Permission denied"), "Name another file with --output.")
    'a.csv: cannot be written (Permission denied). Name another file with --output.'
    >>> unwritten("/nowhere/a.csv", OSError(errno.ENOENT, "No such file or directory"), "Name another file.")
    '/nowhere/a.csv: cannot be written, since there is no folder /nowhere. Make it, or name another file.'
    """
    if error.errno == errno.ENOENT:
        folder = Path(os.path.realpath(name)).parent  # behind a link: the folder that it leads to
        return f"{name}: cannot be written, since there is no folder {folder}. Make it, or {remedy[:1].lower()}{remedy[1:]}"
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    return f"{name}: cannot be written ({error.strerror}). {'Free some space, or name another place.' if full else remedy}"
