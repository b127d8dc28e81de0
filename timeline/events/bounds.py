"""Dates that only tell what comes first: "will step down before Christmas" is no news of Christmas Day."""

from __future__ import annotations

import re

from timeline.model import Anchor, Expression, Modality
from timeline.network.relations import SELF, Constraint, In
from timeline.span import Granularity, Span

_BEFORE = re.compile(r"\b(?:before|ahead of|prior to)\s+(?:the\s+)?$", re.IGNORECASE)
_FIRST_DAY = 1


def is_bound(text: str, expression: Expression) -> bool:
    """Say whether what an expression dates came before it, on a day of which no more is known.

    Args:
        text: the article's text.
        expression: one of its expressions.

    >>> is_bound("They quit before May.", Expression(17, 20, "May", "DATE", "2023-05"))
    True
    """
    plain = expression.type == "DATE" and expression.anchor is not Anchor.EVENT
    return plain and _BEFORE.search(text, max(0, expression.start - 20), expression.start) is not None


def bounded(expression: Expression, published: Span | None, modality: Modality) -> Span | None:
    """Return the days from the publication to an upper bound for what is still to come, None for what lies behind.

    Args:
        expression: the upper bound.
        published: the days on which the article may have been published.
        modality: of the mention that the expression dates.
    """
    span = expression.span
    if span is None or published is None or modality is Modality.ASSERTED or span.start <= published.start:
        return None
    return Span(published.start, span.end if _is_end(expression) else span.start, Granularity.DAY)


def _is_end(expression: Expression) -> bool:
    """Before the end of the year: on any of its days."""
    return expression.mod == "END"


def only_before(expression: Expression, constraint: Constraint) -> Constraint | None:
    """Return what is left of "on these days" where the words say "before them", None where nothing is.

    Args:
        expression: the upper bound.
        constraint: what it says to the network.
    """
    match constraint.relations:
        case (In(x=x, runs=((first, last),)),) if x == SELF and first > _FIRST_DAY:
            latest = last if _is_end(expression) else first - 1
            return Constraint((In(SELF, ((_FIRST_DAY, latest),)),), constraint.weight, constraint.tier, constraint.kind)
        case _:
            return None
