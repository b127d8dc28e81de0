"""No regular expression of the product lets the work grow faster than the text; counted in steps, not in seconds."""

import re

import pytest
from patterns_kit import Used, growth, pumps, used
from steps_kit import Matcher

LIMIT = 2.5
"""What the work at twice the input may be of that at once the input."""
CHARS = 60
PARTS = 4


def test_every_room_has_its_patterns_looked_at() -> None:
    names = {found.name for found in used()}
    rooms = {".".join(name.split(".")[:2]) for name in names}
    assert rooms >= {f"timeline.{room}" for room in "dates events export files ingest merge text web".split()}
    assert {"timeline.ingest.furniture.rules", "timeline.events.evidence._before", "timeline.events.day_counts.table"} <= names
    assert len(names) > 150


@pytest.mark.parametrize("part", range(PARTS))
def test_no_pattern_grows_faster_than_its_text(part: int) -> None:
    grown = {(found.name, found.pattern): growth(found, CHARS) for found in used()[part::PARTS]}
    assert {place: by for place, by in grown.items() if by[0] >= LIMIT} == {}


@pytest.mark.parametrize(
    ("canary", "way"),
    [
        (r"\s+$", "sub"),
        (r"[\w.]+$", "search"),
        (r"\s*-\s*[A-Z]", "search"),
        (r"\W*(?:page)?\s*\d{1,4}", "fullmatch"),
        (r"(?:\w+ ?)+:", "match"),
        (r"more from (?:\w+ ?){1,6}$", "match"),
        (r"(?s)(?:<!--.*?-->\s*)*<html", "match"),
        (r"From \S+.*\d{2}:\d{2}.*\d{4}", "match"),
        (r"!\[[^\]]*\]\([^)]*\)", "finditer"),
        (r"\d\d(?![\d.]*\d)", "findall"),
        (r"(a|aa)+$", "match"),
        (r"^#\s+(.+?)\s*#*\s*$", "search"),
    ],
)
def test_check_catches_a_pattern_that_grows(canary: str, way: str) -> None:
    assert growth(Used("canary", canary, 0, frozenset({way})), CHARS)[0] >= LIMIT


@pytest.mark.parametrize(
    ("mended", "way"), [(r"(?<!\s)\s++$", "sub"), (r"(?:\w++ ?)+:", "match"), (r"(?s)(?:<!--.*?-->\s*+)*+<html", "match")]
)
def test_check_lets_a_linear_pattern_pass(mended: str, way: str) -> None:
    assert growth(Used("mended", mended, 0, frozenset({way})), CHARS)[0] < LIMIT


def test_steps_are_those_of_the_library() -> None:
    """The counting matcher finds what the library finds: all matches of every pattern in texts made for it."""
    compared = 0
    for found in used():
        compiled, matcher = re.compile(found.pattern, found.flags), Matcher(found.pattern, found.flags, bound=None)
        for before, body in pumps(found.pattern, found.flags, seed=1)[::5]:
            text = before + body * 2 + "x. "
            expected = [match.span() for match in compiled.finditer(text)]
            if not any(start == end for start, end in expected):  # how the library goes on after an empty match is its own affair
                assert matcher.spans(text, "finditer") == expected, (found, text)
                compared += 1
            full = compiled.fullmatch(text)
            assert matcher.spans(text, "fullmatch") == ([full.span()] if full else []), (found, text)
    assert compared > 1_000
