"""Fits the weights of the merge on stories whose gold answers are known, and says how well they do on a story left out.

usage: python benchmarks/fit_merge.py [--shared DIR] [--write]

Reads DIR/cases and DIR/seeds (default ../shared), extracts mentions with the pipeline itself, labels pairs of mentions with the
gold event they hit, and adds pairs from different stories as negatives.  The weights are a logistic regression with an L2 prior
and the signs that the features are meant to have (Newton's method).  Only numbers are written, to timeline/merge/weights.toml.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from timeline import dates, events, ingest
from timeline.export.json_format import to_object
from timeline.merge import blocking, features, merging
from timeline.merge.blocking import candidates
from timeline.merge.cluster import cluster as clustered
from timeline.merge.features import NAMES, compare
from timeline.merge.items import Item
from timeline.model import Article, Event, Reading, Status, Timeline

FOR = frozenset(
    "same_type same_thing kin same_trigger same_saying people same_lead words rare_words saying_words retold_words same_day "
    "same_period days_overlap same_place headline retold topic".split()
)
"""Features that may only speak for one event."""
AGAINST = frozenset(
    "broad_type only_type other_people other_lead negated other_speaker other_place days_near days_apart days_far "
    "same_sentence undated_old other_topic published_apart".split()
)
"""Features that may only speak against it."""
PRIOR = 5.0
POSITIVE = 2.0
"""A pair of one event weighs so much more: missing it costs a whole group."""
UNLABELED = 0.3
"""A mention that hits no gold event is hardly ever the same as one that does; such pairs count for less."""
SHIFT = 0.75
"""Added to the bias: what the clustering needs on the stories left out."""
PER_STORY = 1000.0
HEADER = """# Log odds that each feature adds; fitted by benchmarks/fit_merge.py, explained in timeline/merge/features.py.

[pair]
"""


@dataclass
class Story:
    """One story's items, the gold event of every mention that hits one, and its labeled pairs."""

    name: str
    readings: list[Reading]
    items: Sequence[Item]
    pairs: list[tuple[int, int]]
    gold: dict[str, str]
    x: Any
    y: Any
    weight: Any


def read(folder: Path) -> list[Reading]:
    """The readings of a folder, by the pipeline itself."""
    articles = [item for item in ingest.read([folder]) if isinstance(item, Article)]
    return list(events.extract((article, dates.annotate(article)) for article in articles))


def labels(folder: Path, readings: Sequence[Reading]) -> dict[str, str]:
    """The gold event of every mention that hits one, by the scorer's own rules."""
    import score_story
    from cases import Case, Placed

    alone = [Event(m.id, m.type, "", "", "-", None, Status.UNDATED, m.modality, (m,)) for r in readings for m in r.mentions]
    timeline = Timeline(tuple(r.article for r in readings), {r.article.id: r.expressions for r in readings}, tuple(alone))
    placed = Placed(Case(folder), to_object(timeline))
    gold, pairs = score_story.match_mentions(Case(folder), placed)
    return {placed.mentions[j][3]["id"]: gold[i][0]["id"] for i, j in pairs}


def compared(readings: Sequence[Reading]) -> tuple[Sequence[Item], list[tuple[int, int]]]:
    """The items of readings and the pairs to learn from: more than the merge proposes, for a group is compared as a whole."""
    items, _, _ = merging._items(merging._ordered(readings))  # noqa: SLF001
    wider = patch.multiple(blocking, kindred=lambda one, two: "any", MOST_PARTNERS=32, LARGEST_BLOCK=48)  # noqa: ARG005
    with wider:
        return items, candidates(items, {kind: family for kind, (family, _) in merging.kinds().items()})


def row(one: Item, two: Item) -> list[float]:
    """The features of a pair in the order of their names."""
    found = compare(one, two)
    return [found.get(name, 0.0) for name in NAMES]


def load(folder: Path) -> Story:
    """Read, label and compare one story."""
    readings = read(folder / "articles")
    gold = labels(folder, readings)
    items, pairs = compared(readings)
    defensible = {frozenset(pair) for pair in json.loads((folder / "gold.json").read_text("utf-8")).get("may_merge", [])}
    x, y, weight = [], [], []
    for a, b in pairs:
        one, two = gold.get(items[a].mention.id), gold.get(items[b].mention.id)
        same_sentence = items[a].article == items[b].article and items[a].mention.quote_start == items[b].mention.quote_start
        open_question = (one is None or two is None) and (one == two or same_sentence)
        if open_question or frozenset((one, two)) in defensible:
            continue
        x.append(row(items[a], items[b]))
        y.append(float(one == two))
        weight.append(UNLABELED if one is None or two is None else 1.0)
    return Story(folder.name, readings, items, pairs, gold, np.array(x), np.array(y), np.array(weight))


def across(stories: Sequence[Story]) -> Story:
    """Pairs of mentions from different stories: all of them are different events.  (seeds retells iran_bolivia.)"""
    told = [story for story in stories if story.name != "seeds"]
    home = {r.article.id: story.name for story in told for r in story.readings}
    items, pairs = compared([r for story in told for r in story.readings])
    apart = [(a, b) for a, b in pairs if home[items[a].article] != home[items[b].article]]
    x = np.array([row(items[a], items[b]) for a, b in apart])
    return Story("across", [], items, pairs, {}, x, np.zeros(len(apart)), np.ones(len(apart)))


def fit(stories: Sequence[Story]) -> Any:
    """Weights by Newton's method; a feature whose sign comes out wrong is left out and the rest fitted again."""
    x, y = np.vstack([s.x for s in stories]), np.concatenate([s.y for s in stories])
    weight = np.concatenate([s.weight * PER_STORY / len(s.y) for s in stories]) * np.where(y > 0, POSITIVE, 1.0)
    names, free = list(NAMES), np.ones(len(NAMES), bool)
    prior = np.where(np.array(names) == "bias", 0.1, PRIOR)
    found = np.zeros(len(names))
    while True:
        for _ in range(20):
            p = 1.0 / (1.0 + np.exp(-np.clip(x @ found, -30, 30)))
            gradient = x[:, free].T @ (weight * (p - y)) + prior[free] * found[free]
            hessian = (x[:, free] * (weight * p * (1 - p))[:, None]).T @ x[:, free] + np.diag(prior[free])
            step = np.linalg.solve(hessian, gradient)
            found[free] -= step
            if np.abs(step).max() < 1e-4:
                break
        wrong = np.array([(n in FOR and w < 0) or (n in AGAINST and w > 0) for n, w in zip(names, found, strict=True)])
        if not wrong.any():
            found[0] += SHIFT
            return found
        found[wrong] = 0.0
        free &= ~wrong


def score(story: Story, found: Any) -> float:
    """CoNLL F1 of the labeled mentions of a story."""
    import coref

    with patch.object(features, "weights", lambda: dict(zip(NAMES, found, strict=True))):
        groups = clustered(story.items, story.pairs)
    key = {item.index: story.gold[item.mention.id] for item in story.items if item.mention.id in story.gold}
    response = {index: number for number, group in enumerate(groups) for index in group if index in key}
    return float(coref.conll(key, response))


def main() -> None:
    """Fit, report, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--write", action="store_true", help="write timeline/merge/weights.toml")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="folders of further stories")
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.shared / "eval"))
    folders = [*sorted((arguments.shared / "cases").iterdir()), arguments.shared / "seeds", *arguments.also]
    told = [f for f in folders if (f / "gold.json").exists() and "events" in json.loads((f / "gold.json").read_text("utf-8"))]
    stories = [story for story in map(load, told) if story.y.sum() > 0]
    negatives = across(stories)
    scores = []
    for left_out in stories:
        scores.append(score(left_out, fit([*(s for s in stories if s is not left_out), negatives])))
        print(f"{left_out.name:18} CoNLL {100 * scores[-1]:5.1f}   ({len(left_out.gold)} labeled mentions)")
    print(f"{'mean':18} CoNLL {100 * sum(scores) / len(scores):5.1f}, each story with weights fitted on the others")
    found = fit([*stories, negatives])
    text = HEADER + "".join(f"{name} = {value:.2f}\n" for name, value in zip(NAMES, found, strict=True))
    if arguments.write:
        Path(features.__file__).with_name("weights.toml").write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
