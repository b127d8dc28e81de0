"""The command line: reads arguments, calls the rooms, and says in words what came of it."""

from timeline.cli.commands import main

__all__ = ["main"]
