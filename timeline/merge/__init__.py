"""Merging: mentions of the same happening become one event, with every claim kept and every disagreement shown."""

from timeline.merge.merging import explain, merge
from timeline.merge.reasons import Reason

__all__ = ["Reason", "explain", "merge"]
