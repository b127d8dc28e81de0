"""What an expression says to the date network of the day that it dates: the rows of its statement table."""

from __future__ import annotations

from timeline.dates.meaning import Meaning
from timeline.dates.tree import Node
from timeline.model import Anchor
from timeline.network.relations import SELF, Constraint, In


def constraints(node: Node, meaning: Meaning) -> tuple[Constraint, ...]:
    """Return the constraints over SELF and ANCHOR that an expression makes."""
    if meaning.anchor is Anchor.NONE and meaning.span is not None:
        return (Constraint((In(SELF, ((meaning.span.start, meaning.span.end - 1),)),), 9),)
    return ()
