"""Counts the steps of a search for a regular expression, so that its growth can be told without a clock.

The matcher takes what the standard library's own parser makes of a pattern and tries its parts in the same order, so that it goes
back where that goes back.  Bounds of repetitions are cut (BOUND): what looks at sixty characters at most is linear in the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from re import _constants as op
from re import _parser

Rest = Callable[[int], bool]
Part = Callable[[int, Rest], bool]
Items = Iterable[tuple[object, object]]
BOUND = 4
MOST_STEPS = 150_000
UNBOUNDED = op.MAXREPEAT


class TooManyStepsError(Exception):
    """A search that is as good as endless."""


class Matcher:
    """Matches a pattern as the standard library does, and counts the steps."""

    def __init__(self, pattern: str, flags: int = 0, bound: int | None = BOUND) -> None:
        tree = _parser.parse(pattern, flags)
        self.flags, self.bound = tree.state.flags, bound
        self.text, self.steps = "", 0
        self.groups: dict[int, tuple[int, int]] = {}
        self.whole = self._sequence(list(tree), self.flags)

    def step(self) -> None:
        """Count one."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooManyStepsError

    def end(self, start: int, *, full: bool = False) -> int | None:
        """Return the end of the match that begins at a place, if there is one."""
        found: list[int] = []

        def last(place: int) -> bool:
            if full and place != len(self.text):
                return False
            found.append(place)
            return True

        self.groups = {}
        return found[-1] if self.whole(start, last) else None

    def spans(self, text: str, way: str) -> list[tuple[int, int]]:
        """Return the matches that a method of patterns finds in a text."""
        self.text, self.steps = text, 0
        if way in ("match", "fullmatch"):
            end = self.end(0, full=way == "fullmatch")
            return [] if end is None else [(0, end)]
        found: list[tuple[int, int]] = []
        start = 0
        while start <= len(text):
            end = self.end(start)
            if end is None or (found and (start, end) == (found[-1][1], found[-1][1])):
                start += 1
                continue
            found.append((start, end))
            if way == "search":
                break
            start = end if end > start else start + 1
        return found

    def work(self, text: str, way: str) -> float:
        """Return the steps that a method takes, without end where they are too many."""
        try:
            self.spans(text, way)
        except TooManyStepsError:
            return float("inf")
        return self.steps + 1

    def _sequence(self, items: list[tuple[object, object]], flags: int) -> Part:
        if not items:
            return lambda place, rest: rest(place)
        first, others = self._part(*items[0], flags), items[1:]
        if not others:
            return first
        following = self._sequence(others, flags)
        return lambda place, rest: first(place, lambda after: following(after, rest))

    def _part(self, code: object, value: object, flags: int) -> Part:
        sign = single(code, value, flags)
        if sign is not None:
            return self._one(sign)
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            return self._repeat(code, value, flags)
        makers: dict[object, Callable[[object, int], Part]] = {
            op.BRANCH: self._branch,
            op.SUBPATTERN: self._group,
            op.ATOMIC_GROUP: lambda inner, flags: self._atomic(self._sequence(list(inner), flags)),
            op.GROUPREF: self._again,
            op.ASSERT: lambda look, flags: self._look(look, flags, wanted=True),
            op.ASSERT_NOT: lambda look, flags: self._look(look, flags, wanted=False),
            op.FAILURE: lambda _value, _flags: lambda _place, _rest: False,
            op.AT: self._at,
        }
        return makers[code](value, flags)

    def _one(self, fits: Callable[[str], bool]) -> Part:
        def match(place: int, rest: Rest) -> bool:
            self.step()
            return place < len(self.text) and fits(self.text[place]) and rest(place + 1)

        return match

    def _bounds(self, least: int, most: object) -> tuple[int, int]:
        if most is UNBOUNDED:
            return least, 10**9
        return (least, int(most)) if self.bound is None else (min(least, self.bound), min(int(most), self.bound))

    def _repeat(self, code: object, value: object, flags: int) -> Part:
        low, high, inner = value
        least, most = self._bounds(low, high)
        items = list(inner)
        sign = single(*items[0], flags) if len(items) == 1 else None
        if sign is not None:
            match = self._lazy_run(sign, least, most) if code is op.MIN_REPEAT else self._run(sign, least, most)
        else:
            match = self._loop(self._sequence(items, flags), least, most, lazy=code is op.MIN_REPEAT)
        return self._atomic(match) if code is op.POSSESSIVE_REPEAT else match

    def _run(self, fits: Callable[[str], bool], least: int, most: int) -> Part:
        def match(place: int, rest: Rest) -> bool:
            end, stop = place, min(len(self.text), place + most)
            while end < stop and fits(self.text[end]):
                self.step()
                end += 1
            while end >= place + least:
                self.step()
                if rest(end):
                    return True
                end -= 1
            return False

        return match

    def _lazy_run(self, fits: Callable[[str], bool], least: int, most: int) -> Part:
        def match(place: int, rest: Rest) -> bool:
            end = place
            while True:
                self.step()
                if end - place >= least and rest(end):
                    return True
                if end - place >= most or end >= len(self.text) or not fits(self.text[end]):
                    return False
                end += 1

        return match

    def _loop(self, body: Part, least: int, most: int, *, lazy: bool) -> Part:
        def match(place: int, rest: Rest, count: int = 0) -> bool:
            self.step()

            def again(after: int) -> bool:
                return (after != place or count < least) and match(after, rest, count + 1)

            def more() -> bool:
                return count < most and body(
                    place, lambda after: (after != place or count < least) and match(after, rest, count + 1)
                )

            def enough() -> bool:
                return count >= least and rest(place)

            return (enough() or more()) if lazy else (more() or enough())

        return match

    def _branch(self, value: object, flags: int) -> Part:
        ways = [self._sequence(list(way), flags) for way in value[1]]
        firsts = [single(*next(iter(way)), flags) if len(way) else None for way in value[1]]

        def match(place: int, rest: Rest) -> bool:
            here = self.text[place : place + 1]
            for way, fits in zip(ways, firsts, strict=True):
                if fits is not None and not (here and fits(here)):
                    continue  # the library looks at the first character before it goes in
                self.step()
                if way(place, rest):
                    return True
            return False

        return match

    def _group(self, value: object, flags: int) -> Part:
        number, added, removed, inner = value
        body = self._sequence(list(inner), (flags | added) & ~removed)
        if number is None:
            return body

        def match(place: int, rest: Rest) -> bool:
            def closed(after: int) -> bool:
                before = self.groups.get(number)
                self.groups[number] = (place, after)
                if rest(after):
                    return True
                self.groups.pop(number)
                if before is not None:
                    self.groups[number] = before
                return False

            return body(place, closed)

        return match

    def _atomic(self, body: Part) -> Part:
        def match(place: int, rest: Rest) -> bool:
            ends: list[int] = []
            return body(place, lambda after: ends.append(after) is None) and rest(ends[-1])

        return match

    def _again(self, number: object, _flags: int) -> Part:
        def match(place: int, rest: Rest) -> bool:
            self.step()
            if number not in self.groups:
                return False
            start, end = self.groups[number]
            return self.text.startswith(self.text[start:end], place) and rest(place + end - start)

        return match

    def _look(self, value: object, flags: int, *, wanted: bool) -> Part:
        direction, inner = value
        body, width = self._sequence(list(inner), flags), inner.getwidth()[0] if direction < 0 else 0

        def match(place: int, rest: Rest) -> bool:
            self.step()
            kept = dict(self.groups)
            seen = place >= width and body(place - width, lambda after: direction > 0 or after == place)
            if not seen:
                self.groups = kept
            return seen is wanted and rest(place)

        return match

    def _at(self, value: object, flags: int) -> Part:
        def word(place: int) -> bool:
            return 0 <= place < len(self.text) and (self.text[place].isalnum() or self.text[place] == "_")

        many = bool(flags & re.MULTILINE)
        places: dict[object, Callable[[int], bool]] = {
            op.AT_BEGINNING: lambda p: p == 0 or (many and self.text[p - 1] == "\n"),
            op.AT_BEGINNING_STRING: lambda p: p == 0,
            op.AT_END: lambda p: p == len(self.text) or (self.text[p] == "\n" and (many or p == len(self.text) - 1)),
            op.AT_END_STRING: lambda p: p == len(self.text),
            op.AT_BOUNDARY: lambda p: word(p - 1) is not word(p),
            op.AT_NON_BOUNDARY: lambda p: word(p - 1) is word(p),
        }
        holds = places[value]

        def match(place: int, rest: Rest) -> bool:
            self.step()
            return holds(place) and rest(place)

        return match


KINDS: dict[object, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_NOT_DIGIT: lambda sign: not sign.isdecimal(),
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_NOT_SPACE: lambda sign: not sign.isspace(),
    op.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
    op.CATEGORY_NOT_WORD: lambda sign: not (sign.isalnum() or sign == "_"),
}


def _in(items: Items) -> Callable[[str], bool]:
    items = list(items)
    negated = bool(items) and items[0][0] is op.NEGATE

    def fits(sign: str) -> bool:
        for code, value in items:
            if code is op.LITERAL and ord(sign) == value:
                return not negated
            if code is op.RANGE and value[0] <= ord(sign) <= value[1]:
                return not negated
            if code is op.CATEGORY and KINDS[value](sign):
                return not negated
        return negated

    return fits


def single(code: object, value: object, flags: int) -> Callable[[str], bool] | None:
    """Return whether a character fits a part that takes exactly one, or None for other parts."""
    if code is op.ANY:
        return (lambda _sign: True) if flags & re.DOTALL else (lambda sign: sign != "\n")
    if code is op.LITERAL:
        exact: Callable[[str], bool] = lambda sign: ord(sign) == value  # noqa: E731
    elif code is op.NOT_LITERAL:
        exact = lambda sign: ord(sign) != value  # noqa: E731
    elif code is op.IN:
        exact = _in(value)
    else:
        return None
    known: dict[str, bool] = {}

    def fits(sign: str) -> bool:
        if sign not in known:
            cases = {sign, sign.lower(), sign.upper()} if flags & re.IGNORECASE else {sign}
            tried = [exact(case) for case in cases if len(case) == 1]
            known[sign] = all(tried) if code is op.NOT_LITERAL or _negated(code, value) else any(tried)
        return known[sign]

    return fits


def _negated(code: object, value: object) -> bool:
    return code is op.IN and value[0][0] is op.NEGATE
