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
from timeline.merge.names import personal
from timeline.model import Mention, Modality
from timeline.network.runs import intersect, size
from timeline.span import Span

NEAR_DAYS = 3
"""Accounts of one happening often differ by so many days."""
FAR_DAYS = 10
"""Accounts of one happening hardly ever differ by more."""
WIDE_DAYS = 31
"""A date wider than that overlaps with much."""
OLD_DAYS = 45
"""What a report mentions without a date hardly ever lies further back."""
OTHER_TOPIC, SAME_TOPIC = 0.03, 0.2
"""Cosine of two articles' topics below which they share nothing that counts, and from which they tell one story."""
LONG_AFTER = 90
"""Days between two articles from which an undated mention in one hardly means what the other reports."""
TELLING = frozenset(
    {
        "same_trigger",
        "same_saying",
        "people",
        "same_day",
        "same_period",
        "days_fit",
        "about",
        "numbers",
        "same_length",
        "refers_back",
    }
)
"""Features without which two mentions have little more than their type in common."""
MOST_OF_ALL = 0.2
"""Share of all days from which on days tell nothing alone."""
PLAIN = 0.5
"""What the same verb of saying counts where it is the very name of the type, or what everybody does."""
COMMON = frozenset({"say", "tell"})
TOO_LITTLE = 0.4
"""Rare words in common below this are chance."""
RARE_ENOUGH = 3.0
"""More rare words in common say no more."""
BROAD = frozenset({"statement", "plan", "launch", "deal", "aid", "appointment", "demand", "criticism"})
"""Types that hold so many kinds of things that two of a kind say little."""
REACTIONS = frozenset({"statement", "demand", "criticism", "denial", "threat"})
"""Types in which another speaker means another event."""

UNREAL = frozenset({Modality.NEGATED, Modality.HYPOTHETICAL})

NAMES: Mapping[str, str] = {
    "bias": "before anything is known",
    "same_type": "the same type of event",
    "same_thing": "types that are two words for one thing",
    "kin": "types that often go together",
    "broad_type": "a type that many different things go by",
    "only_type": "nothing but the type in common",
    "only_type_about": "nothing but the type in common, and about different things",
    "reaction": "both are something said",
    "same_trigger": "the same word for it",
    "same_saying": "the same verb of saying",
    "people": "participants in common",
    "other_people": "both name participants, none in common",
    "same_lead": "the same main participant",
    "other_lead": "the main participants are two different people",
    "negated": "one denies it, the other does not, and their participants differ",
    "other_speaker": "another speaker",
    "words": "words of the sentences in common, rare ones first",
    "rare_words": "rare words in common",
    "saying_words": "words of what is said in common",
    "retold_words": "sentences that retell each other",
    "same_day": "the same day",
    "people_same_day": "participants in common, on the same day",
    "same_period": "the same period",
    "days_overlap": "dates that overlap",
    "days_wide": "dates that overlap because one is wide",
    "days_near": f"dates up to {NEAR_DAYS} days apart",
    "days_apart": f"dates up to {FAR_DAYS} days apart",
    "days_far": f"dates more than {FAR_DAYS} days apart",
    "days_fit": "the same day, as far as the one that names no year tells",
    "days_clash": "different days in whatever year",
    "undated": "at least one gives no date",
    "undated_old": "one gives no date, the other's lies long before the article",
    "planned": "one speaks of a plan, the other of what happened",
    "plan_kept": "what was planned for that day happened on it",
    "unreal": "one says that it did not happen or only might",
    "about": "what it is done to or about in common, rare words first",
    "other_about": "both say what it is about, nothing in common",
    "numbers": "an amount or a count in common",
    "same_length": "the same number of days",
    "other_length": "different numbers of days",
    "refers_back": "one points back to the other",
    "same_article": "the same article",
    "same_sentence": "the same sentence",
    "retold": "the articles retell each other",
    "same_place": "the same place",
    "other_place": "different places",
    "headline": "article titles alike",
    "topic": "articles on the same subject",
    "other_topic": "articles on different subjects",
    "published_apart": "no common date, and articles published long after each other",
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


@cache
def _phases() -> Mapping[tuple[str, str], int]:
    data = tomllib.loads(files("timeline.merge").joinpath("kindred.toml").read_text("utf-8"))["phases"]
    return {(kind, word): n for kind, groups in data.items() for n, group in enumerate(groups, 1) for word in group.split()}


def other_phase(one: Mention, two: Mention) -> bool:
    """Say whether two mentions of one type tell acts that are never one: an arrest and a release, a death and a burial."""
    if one.type != two.type:
        return False
    first, second = (_phases().get((m.type, (m.lemma or m.trigger).split()[0]), 0) for m in (one, two))
    return first != second


def compare(one: Item, two: Item) -> dict[str, float]:
    """Return the features of a pair that are not 0; the order of the two does not matter."""
    found = {"bias": 1.0}
    _compare_kinds(one, two, found)
    _compare_people(one, two, found)
    _compare_words(one, two, found)
    _compare_dates(one, two, found)
    _compare_reality(one, two, found)
    _compare_objects(one, two, found)
    if "days_fit" in found and _fits_any_day(one, two) and not found.keys() & (TELLING - {"days_fit"}):
        del found["days_fit"]
        found["undated"] = 1.0
    if one.place and two.place:
        found["same_place" if one.place == two.place else "other_place"] = 1.0
    if not found.keys() & TELLING and found.get("rare_words", 0.0) < TOO_LITTLE:
        found["only_type"] = 1.0
        if "other_about" in found:
            found["only_type_about"] = 1.0
    return found


def _compare_kinds(one: Item, two: Item, found: dict[str, float]) -> None:
    if kind := kindred(one.mention.type, two.mention.type):
        found[kind] = 1.0
    if "same_type" in found and one.mention.type in BROAD:
        found["broad_type"] = 1.0
    saying = one.mention.type in REACTIONS and two.mention.type in REACTIONS
    if saying:
        found["reaction"] = 1.0
    if one.stem == two.stem:
        # "demanded": the word that everyone uses for a demand says little where others are speaking
        others = bool(one.lead and two.lead) and one.lead != two.lead
        plain = saying and others and (one.mention.type.startswith(one.stem) or one.mention.lemma in COMMON)
        found["same_saying" if saying else "same_trigger"] = PLAIN if plain else 1.0


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
        if (one.mention.modality is Modality.NEGATED) != (two.mention.modality is Modality.NEGATED):
            found["negated"] = 1.0
    if one.lead not in two.people and two.lead not in one.people and personal(one.lead) and personal(two.lead):
        found["other_lead"] = 1.0
    if "reaction" in found and one.lead != two.lead:
        found["other_speaker"] = 1.0


def _compare_reality(one: Item, two: Item, found: dict[str, float]) -> None:
    if one.planned != two.planned:
        found["planned"] = 1.0
        if "same_day" in found and Modality.PLANNED in (one.mention.modality, two.mention.modality):
            found["plan_kept"] = 1.0
    if "same_day" in found and "people" in found:
        found["people_same_day"] = 1.0
    if (one.mention.modality in UNREAL) != (two.mention.modality in UNREAL):
        found["unreal"] = 1.0


def _compare_objects(one: Item, two: Item, found: dict[str, float]) -> None:
    if one.about and two.about:
        if alike := cosine(one.about, two.about):
            found["about"] = alike
        else:
            found["other_about"] = 1.0
    if not set(one.mention.numbers).isdisjoint(two.mention.numbers):
        found["numbers"] = 1.0
    if one.days and two.days:
        found["same_length" if one.days == two.days else "other_length"] = 1.0
    if one.refers == two.mention.id or two.refers == one.mention.id:
        found["refers_back"] = 1.0


def _compare_words(one: Item, two: Item, found: dict[str, float]) -> None:
    alike = cosine(one.words, two.words)
    if alike:
        found["words"] = alike
        if "reaction" in found:
            found["saying_words"] = alike
        if rare := math.fsum(one.rarities[word] ** 2 for word in one.words.keys() & two.words.keys()):
            found["rare_words"] = min(rare, RARE_ENOUGH)
    if one.article == two.article:
        found["same_article"] = 1.0
        if one.mention.quote_start == two.mention.quote_start:
            found["same_sentence"] = 1.0
    elif one.family == two.family:
        found["retold"] = 1.0
        if alike:
            found["retold_words"] = alike
    else:
        _compare_articles(one, two, found)


def _compare_articles(one: Item, two: Item, found: dict[str, float]) -> None:
    if titles := cosine(one.headline, two.headline):
        found["headline"] = titles
    topic = cosine(one.topic, two.topic)
    if topic < OTHER_TOPIC:
        found["other_topic"] = 1.0
    else:
        found["topic"] = min(1.0, topic / SAME_TOPIC)
    if one.published is not None and two.published is not None and (one.span is None or two.span is None):
        found["published_apart"] = min(1.0, abs(one.published - two.published) / LONG_AFTER)


def _compare_dates(one: Item, two: Item, found: dict[str, float]) -> None:
    first, second = one.span, two.span
    if first and second:
        found[_compare_spans(first, second)] = 1.0
        return
    if (kind := _compare_runs(one, two)) is not None:
        found[kind] = 1.0
        return
    found["undated"] = 1.0
    for span, other in ((first, two), (second, one)):
        if span and other.published is not None and other.published - span.end > OLD_DAYS:
            found["undated_old"] = 1.0


def _compare_runs(one: Item, two: Item) -> str | None:
    """Whether days of which at least one side names no year can be the same; None where that says nothing."""
    first, second = (item.runs or (((item.span.start, item.span.end - 1),) if item.span else ()) for item in (one, two))
    if not first or not second or any(item.span and item.span.days > WIDE_DAYS for item in (one, two)):
        return None
    common = size(intersect(first, second))
    if not common:
        close = intersect(tuple((low - NEAR_DAYS, high + NEAR_DAYS) for low, high in first), second)
        return "days_near" if close else "days_clash"
    # Where one is wide, the other's day falls into it in some year or other anyway.
    return "days_fit" if common * 2 >= min(size(first), size(second)) else None


def _fits_any_day(one: Item, two: Item) -> bool:
    """Say whether the days of one side are so many of all days that any other fits them, such as "tomorrow" without a date."""
    return any(item.runs and size(item.runs) > MOST_OF_ALL * (item.runs[-1][1] - item.runs[0][0] + 1) for item in (one, two))


def _compare_spans(one: Span, two: Span) -> str:
    if one.start == two.start and one.end == two.end:
        return "same_day" if one.days == 1 else "same_period"
    if one.overlaps(two):
        return "days_overlap" if max(one.days, two.days) <= WIDE_DAYS else "days_wide"
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
