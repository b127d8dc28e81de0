"""The commands around the dashboard: `timeline serve`, and `timeline password` for its login."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from timeline.cli.base import ANY, Unusable
from timeline.loading import is_export
from timeline.store import Store
from timeline.words.language import LANGUAGES


@click.command()
@ANY
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; others than this machine's own need --expose-to-network.",
)
@click.option("--port", type=click.IntRange(1, 65535), default=8050, show_default=True)
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="A further name under which the page may be asked for, for a proxy."
)
@click.option("--embed", is_flag=True, help="Let other pages show the timeline in a frame, at /embed.")
@click.option(
    "--language", type=click.Choice(list(LANGUAGES)), help="Language of the page; the reader's browser chooses by default."
)
@click.option(
    "--users",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ask for a name and a password of this file, made with: timeline password.",
)
@click.option(
    "--expose-to-network",
    "exposed",
    is_flag=True,
    help="Let other machines reach the page: whoever does can read and change everything (with --users: whoever has a password), "
    "and nothing is encrypted.",
)
def serve(
    db: Path,
    host: str,
    port: int,
    names: tuple[str, ...],
    embed: bool,
    language: str | None,
    users: Path | None,
    exposed: bool,
) -> None:
    """Serve the dashboard of a store in the browser, on this machine only unless told otherwise.

    A JSON export of a store can be read and filtered in the same way, but not changed.

    \b
    Example:
      timeline serve --db story.db --port 8060
    """
    from dashapp import serve as serve_dashboard
    from dashapp.app import check_exposure
    from dashapp.login import read_users

    if not is_export(db):
        Store(db, must_exist=True).close()
    try:
        check_exposure(host, exposed=exposed)
        passwords = read_users(users) if users else None
    except ValueError as error:
        raise Unusable(str(error)) from error
    click.echo(f"The dashboard of {db} is at http://{host}:{port}. Stop it with Ctrl+C.")
    try:
        serve_dashboard(db, host=host, port=port, hosts=names, embed=embed, speak=language, users=passwords, exposed=exposed)
    except OSError as error:
        raise Unusable(f"{host}:{port} cannot be used ({error.strerror}). Choose another with --port.") from error


@click.command()
@click.argument("name")
@click.option("--password", "given", help="The password; asked for if not given, which keeps it out of the shell's history.")
def password(name: str, given: str | None) -> None:
    """Print the line of the file of users that lets NAME in with a password.

    \b
    Example:
      timeline password ana >> users.txt
      timeline serve --users users.txt

    Where standard input is no terminal, its first line is the password.
    """
    from dashapp.login import line

    try:
        click.echo(line(name, given if given is not None else _asked()))
    except ValueError as error:
        raise Unusable(f"{name!r}: {error}") from error


def _asked() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    said = sys.stdin.readline().rstrip("\r\n")
    if not said:
        raise Unusable("there is no terminal to ask for the password. Write it to standard input, or give it with --password.")
    return said


COMMANDS = (serve, password)
