"""Merging: mentions of the same happening become one event, with every claim kept and every disagreement shown."""

from timeline.merge.merging import merge

__all__ = ["merge"]
