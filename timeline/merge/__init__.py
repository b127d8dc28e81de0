"""Merging: mentions of the same happening become one event, with every claim kept and every disagreement shown."""

from timeline.merge.merging import explain, merge, merge_story, named
from timeline.merge.outlines import Outline, outline
from timeline.merge.reasons import Reason
from timeline.merge.stories import stories

__all__ = ["Outline", "Reason", "explain", "merge", "merge_story", "named", "outline", "stories"]
