"""What an expression says to the date network of the day that it dates: the rows of its statement table.

``SELF`` is that day, ``ANCHOR`` the day it is counted from.  The display shows one reading by convention; here stands the
union of all that the words admit, so that a convention never excludes the truth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from timeline.dates.rows import (
    Case,
    Rows,
    calendar_rows,
    distance_rows,
    gap,
    inside,
    no_year,
    period_rows,
    relative_rows,
    within_rows,
    yearly,
)
from timeline.dates.tree import Bound, Cal, Clock, Deictic, Length, Node, Part, Range, Rel, Shift, Vague, Within
from timeline.model import Anchor
from timeline.network.relations import ANCHOR, SELF, Constraint, Filter, Gap, In, Relation
from timeline.span import Granularity, Span

__all__ = ["Case", "Rows", "constraints"]

G = Granularity


def constraints(node: Node, case: Case) -> Rows:
    """Return the constraints over SELF and ANCHOR that an expression makes.

    >>> from timeline.dates.meaning import Meaning
    >>> [c.kind for c in constraints(Deictic(G.DAY, -1), Case(Meaning("DATE", None), 0, {}))]
    ['days']
    """
    if case.meaning.anchor is Anchor.NONE and case.meaning.span is not None and not isinstance(node, (Bound, Part)):
        return (inside(case.meaning.span),)
    row = _ROWS.get(type(node))
    return row(node, case) if row else ()


def _part(node: Part, case: Case) -> Rows:
    span = case.meaning.span
    if span is not None and case.meaning.anchor is Anchor.NONE:
        return (inside(span),)
    outer = constraints(node.of, replace(case, meaning=case.meaning._replace(span=None)))
    if node.which in {"earlier", "later"}:
        return (
            *outer,
            Constraint(
                (gap(0 if not _week(node.of) else 1, 8 if _week(node.of) else None, -1 if node.which == "earlier" else 1),),
                4,
                1,
                node.which,
            ),
        )
    if isinstance(node.of, Cal) and node.of.month is not None and span is not None:
        stretch = Filter(SELF, first=(span.first.month, span.first.day), last=(span.last.month, span.last.day))
        return tuple(replace(c, relations=(stretch,), kind="part of a month") if c.kind == "month" else c for c in outer)
    return outer


def _week(node: Node) -> bool:
    return isinstance(node, Deictic) and node.unit is G.WEEK


def _clock(node: Clock, case: Case) -> Rows:
    if node.of is None:
        return ()
    rows = constraints(node.of, case)
    if node.clock != "TNI":
        return rows
    wide = tuple(replace(row, relations=tuple(_night(r) for r in row.relations)) for row in rows)  # a night has two days
    told = tuple(replace(a, weight=2, tier=4, kind="night") for a, b in zip(rows, wide, strict=True) if a != b)
    return (*wide, *told)  # by convention it is told of the day on which it begins


def _night(relation: Relation) -> Relation:
    if isinstance(relation, Gap) and relation.lo is not None and relation.lo == relation.hi:
        return replace(relation, hi=relation.hi + 1) if relation.x == ANCHOR else replace(relation, lo=relation.lo - 1)
    return relation


def _bound(node: Bound, case: Case) -> Rows:
    """Rows for an extent: its first day lies in X ("since X"), its last in X or before ("until X", "by X")."""
    inner = constraints(node.of, replace(case, meaning=case.meaning._replace(span=None)))
    span = case.meaning.span
    if case.meaning.anchor is Anchor.NONE and span is not None:
        if node.kind in {"since", "from"}:
            return (inside(Span(span.start, span.start + 1) if span.days == 1 else span, 4, "since"),)
        return (Constraint((In(SELF, ((span.start, span.end - 1),)),), 4, 1, node.kind),)
    return tuple(replace(row, weight=4, kind=node.kind) for row in inner) if node.kind != "by" else ()


def _range(node: Range, case: Case) -> Rows:
    first, last = node.first, node.last
    if isinstance(first, Cal) and isinstance(last, Cal) and first.year is None and first.month and last.month:
        a, b = yearly(first, case), yearly(last, case)
        if a is not None and b is not None:
            return Constraint((Filter(SELF, first=a.first, last=b.last),), 8, 1, "range"), no_year(case.direction)
    return ()


def _length(node: Length, case: Case) -> Rows:
    span = case.meaning.span
    if not node.window or span is None:
        return ()
    return (Constraint((gap(0, span.days + 1, node.window),), 4, 1, "window"),)


def _vague(node: Vague, _: Case) -> Rows:
    if node.value == "PAST_REF":
        return (Constraint((gap(0, 31, -1),), 2, 4, "recently"),)
    return (Constraint((gap(0, None, 1),), 2, 4, "soon"),) if node.value == "FUTURE_REF" else ()


_ROWS: dict[type, Callable[[Any, Case], Rows]] = {
    Cal: calendar_rows,
    Rel: relative_rows,
    Within: within_rows,
    Deictic: period_rows,
    Shift: distance_rows,
    Part: _part,
    Clock: _clock,
    Bound: _bound,
    Range: _range,
    Length: _length,
    Vague: _vague,
}
