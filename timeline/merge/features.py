"""How alike two mentions are: a few readable features and their weighted sum, the log odds that the two are one happening.

A shared participant is evidence; that one side names nobody is neutral.  Dates come from each article's own words only, so no
link that the merge itself made can ever speak for another one.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from timeline.merge.items import Item, cosine
from timeline.span import Span

NEAR_DAYS = 3
"""Accounts of one happening often differ by so many days."""
FAR_DAYS = 10
"""Accounts of one happening hardly ever differ by more."""
REACTIONS = frozenset({"statement", "demand", "criticism", "denial", "threat"})
"""Types in which another speaker means another event."""

NAMES: Mapping[str, str] = {
    "bias": "before anything is known",
    "same_type": "the same type of event",
    "same_thing": "types that are two words for one thing",
    "kin": "types that often go together",
    "same_trigger": "the same word for it",
    "people": "participants in common, rare ones first",
    "other_people": "both name participants, none in common",
    "same_lead": "the same main participant",
    "other_speaker": "another speaker",
    "words": "words of the sentences in common, rare ones first",
    "same_day": "the same day",
    "days_overlap": "dates that overlap",
    "days_near": f"dates up to {NEAR_DAYS} days apart",
    "days_apart": f"dates up to {FAR_DAYS} days apart",
    "days_far": f"dates more than {FAR_DAYS} days apart",
    "undated": "at least one gives no date",
    "planned": "one speaks of a plan, the other of what happened",
    "same_article": "the same article",
    "retold": "the articles retell each other",
    "same_place": "the same place",
    "other_place": "different places",
    "headline": "article titles alike",
}
"""Every feature with the words in which it is explained."""


@cache
def weights() -> Mapping[str, float]:
    """Return the fitted weight of every feature, in log odds."""
    data = tomllib.loads(files("timeline.merge").joinpath("weights.toml").read_text("utf-8"))
    return {name: float(data["pair"].get(name, 0.0)) for name in NAMES}


@cache
def _kindred() -> Mapping[tuple[str, str], str]:
    data = tomllib.loads(files("timeline.merge").joinpath("kindred.toml").read_text("utf-8"))
    found = {(a, b): kind for kind in ("kin", "same_thing") for a, b in data[kind]["pairs"]}
    return found | {(b, a): kind for (a, b), kind in found.items()}


def kindred(one: str, two: str) -> str | None:
    """Name the feature that two types of events give, or None where they have nothing to do with each other.

    >>> kindred("signing", "signing"), kindred("signing", "agreement"), kindred("death", "vote")
    ('same_type', 'same_thing', None)
    """
    return "same_type" if one == two else _kindred().get((one, two))


def compare(one: Item, two: Item) -> dict[str, float]:
    """Return the features of a pair that are not 0; the order of the two does not matter."""
    found = {"bias": 1.0}
    if kind := kindred(one.mention.type, two.mention.type):
        found[kind] = 1.0
    if one.stem == two.stem:
        found["same_trigger"] = 1.0
    _compare_people(one, two, found)
    if alike := cosine(one.words, two.words):
        found["words"] = alike
    found[_compare_days(one.span, two.span)] = 1.0
    if one.planned != two.planned:
        found["planned"] = 1.0
    if one.article == two.article:
        found["same_article"] = 1.0
    elif one.family == two.family:
        found["retold"] = 1.0
    elif alike := cosine(one.headline, two.headline):
        found["headline"] = alike
    if one.place and two.place:
        found["same_place" if one.place == two.place else "other_place"] = 1.0
    return found


def _compare_people(one: Item, two: Item, found: dict[str, float]) -> None:
    if not one.people or not two.people:
        return
    shared = len(one.people & two.people)
    if shared:
        found["people"] = shared / min(len(one.people), len(two.people))
        if one.lead == two.lead:
            found["same_lead"] = 1.0
    else:
        found["other_people"] = 1.0
    if one.mention.type in REACTIONS and two.mention.type in REACTIONS and not (one.lead in two.people or two.lead in one.people):
        found["other_speaker"] = 1.0


def _compare_days(one: Span | None, two: Span | None) -> str:
    if one is None or two is None:
        return "undated"
    if one.overlaps(two):
        return "same_day" if one.days == two.days == 1 else "days_overlap"
    # Spans that touch are one day apart.
    apart = abs(one.gap(two)) + 1
    return "days_near" if apart <= NEAR_DAYS else "days_apart" if apart <= FAR_DAYS else "days_far"


def score(one: Item, two: Item) -> float:
    """Return the log odds that two mentions speak of one happening."""
    weight = weights()
    return sum(weight[name] * value for name, value in compare(one, two).items())


def probability(log_odds: float) -> float:
    """Turn log odds into a probability.

    >>> probability(0.0)
    0.5
    """
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))
