"""Dates that say more than on which days: "before Christmas" is no news of Christmas Day, "since May, when …" is news of May."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from timeline.model import Anchor, Expression, Modality
from timeline.network.relations import SELF, Constraint, In
from timeline.span import Granularity, Span, period

_BEFORE = re.compile(r"\b(?:before|ahead of|prior to)\s+(?:the\s+)?$", re.IGNORECASE)
_FIRST_DAY = 1
_WHEN = re.compile(r",?\s+when\b(?![^.,;:!?]{0,80}\b(?:began|opened|started)\b)", re.IGNORECASE)
"""But "since Monday, when the talks opened" leaves them open."""
_UNITS = {4: Granularity.YEAR, 7: Granularity.MONTH, 10: Granularity.DAY}
"""The unit of a TIMEX3 date by the length of its value."""


def own_days(text: str, expressions: Iterable[Expression]) -> tuple[Expression, ...]:
    """Return expressions as the happenings beside them take them: "since May 1987, when a mine exploded" was in May 1987.

    Args:
        text: the article's text.
        expressions: its expressions.

    >>> said = Constraint((In(SELF, ((725373, 738157),)),), 4, 1, "since")
    >>> since = Expression(22, 26, "1987", "DATE", "1987", span=Span.of("1987-01-01", "2022-01-02"), constraints=(said,))
    >>> [str(found.span) for found in own_days("It is the worst since 1987, when a mine exploded.", [since])]
    ['1987-01-01..1988-01-01']
    """
    return tuple(_begun(e) if _WHEN.match(text, e.end) else e for e in expressions)


def _begun(expression: Expression) -> Expression:
    """The expression without its "since"."""
    span, unit = expression.span, _UNITS.get(len(expression.value or ""))
    if span is None or unit is None or not any(constraint.kind == "since" for constraint in expression.constraints):
        return expression
    days = period(span.start, unit)
    first, last = days.start, days.end - 1
    return replace(expression, span=days, constraints=tuple(
        replace(c, relations=tuple(In(SELF, ((first, last),)) if isinstance(r, In) and r.x == SELF else r for r in c.relations))
        for c in expression.constraints
    ))  # fmt: skip


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
