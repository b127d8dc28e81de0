"""Fits the weights of the merge on stories whose gold answers are known, and says how well they do on a story left out.

usage: python benchmarks/fit_merge.py [--shared DIR] [--write]

Reads seeds, tests/stories, DIR/cases/iran_bolivia and DIR/corpora/ecbplus_dev.jsonl (DIR: default ../shared), extracts mentions
with the pipeline itself, labels pairs of mentions with the gold event they hit, and adds pairs from different stories as
negatives.  The weights are a logistic regression with an L2 prior and the signs that the features are meant to have (Newton's
method).  Only numbers are written, to timeline/merge/weights.toml.  Every story is judged with weights that were fitted without
it (and without the one that it retells): CoNLL F1 of its labeled mentions, and facts F1 from its articles to its timeline.

ECB+ (topics 1 to 35): Cybulska and Vossen 2014, annotation CC BY 3.0; two collections of reports on like events a topic.  It
has hardly a date and no publication dates, so it counts for little beside the stories.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from timeline import dates, events, ingest, pipeline
from timeline.export.json_format import to_object
from timeline.merge import blocking, features, merging, reasons
from timeline.merge.blocking import candidates
from timeline.merge.features import NAMES, compare
from timeline.merge.items import Item
from timeline.merge.outlines import outline
from timeline.model import Article, Event, Reading, Status, Timeline

FOR = frozenset(
    "same_type same_thing kin same_trigger same_saying people same_lead words rare_words saying_words retold_words same_day "
    "same_period days_overlap same_place headline retold topic people_same_day days_fit about numbers same_length "
    "refers_back plan_kept".split()
)
"""Features that may only speak for one event."""
AGAINST = frozenset(
    "broad_type only_type other_people other_lead negated other_speaker other_place days_near days_apart days_far "
    "same_sentence undated_old other_topic published_apart days_clash other_about other_length unreal only_type_about".split()
)
"""Features that may only speak against it."""
PRIOR = 5.0
POSITIVE = 2.0
"""A pair of one event weighs so much more: missing it costs a whole group."""
UNLABELED = 0.3
"""A mention that hits no gold event is hardly ever the same as one that does; such pairs count for less."""
HELD = {"other_topic": -2.5}
"""Weights that are not fitted: one story has hardly a pair of different subjects, a store of many (merge_speed) hardly others."""
SHIFT = 1.3
"""Added to the bias: what the clustering needs on the stories left out, since a group is linked by the mean of its pairs."""
ECB_WEIGHT, ECB_FULL = 0.03, 200
"""What a topic of ECB+ weighs beside a story, and the pairs from which it does in full."""
FEWEST_PAIRS = 5
EVERY_NEGATIVE = 3
"""Every so many of the pairs from different stories are taken: there are far more than the fit needs."""
RETOLD = frozenset({"seeds", "iran_bolivia"})
"""Two tellings of one story, always left out together."""
PER_STORY = 1000.0
_GLUED = re.compile(r"(?:[.,;:!?%)\]]|'s|''|n't|'(?:re|ve|ll|d|m))$")
"""Tokens that stand close to the one before them."""
HEADER = """# Log odds that each feature adds; fitted by benchmarks/fit_merge.py but for those it holds, explained in features.py.

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
    names = merging.named([outline(reading) for reading in readings])
    items, _, _ = merging._items(sorted(readings, key=lambda reading: reading.article.id), names)  # noqa: SLF001
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
    apart = [(a, b) for a, b in pairs if home[items[a].article] != home[items[b].article]][::EVERY_NEGATIVE]
    x = np.array([row(items[a], items[b]) for a, b in apart])
    return Story("across", [], items, pairs, {}, x, np.zeros(len(apart)), np.ones(len(apart)))


def ecb(path: Path) -> list[Story]:
    """The topics of ECB+ as stories: pairs of mentions of which both have a chain."""
    topics: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        document = json.loads(line)
        topics[document["topic"]].append(document)
    return [story for topic in sorted(topics) if len((story := _topic(topic, topics[topic])).y) >= FEWEST_PAIRS]


def _topic(topic: str, documents: Sequence[Mapping[str, Any]]) -> Story:
    texts = {document["doc"]: text_of(document) for document in documents}
    articles = [Article(key, text, key, source=key) for key, (text, _) in texts.items()]
    readings = list(events.extract((article, dates.annotate(article)) for article in articles))
    chains = {document["doc"]: chains_of(document, texts[document["doc"]][1]) for document in documents}
    gold = {}
    for m in (m for r in readings for m in r.mentions):
        hits = [(abs(start - m.start), chain) for start, end, chain in chains[m.article] if start < m.end and m.start < end]
        if hits:
            gold[m.id] = min(hits)[1]
    items, pairs = compared(readings)
    known = [(a, b) for a, b in pairs if items[a].mention.id in gold and items[b].mention.id in gold]
    x = np.array([row(items[a], items[b]) for a, b in known])
    y = np.array([float(gold[items[a].mention.id] == gold[items[b].mention.id]) for a, b in known])
    return Story(f"ecb {topic}", readings, items, pairs, gold, x, y, np.full(len(y), ECB_WEIGHT * min(1.0, len(y) / ECB_FULL)))


def text_of(document: Mapping[str, Any]) -> tuple[str, dict[tuple[int, int], tuple[int, int]]]:
    """The text put together from its tokens, and where each of them stands in it."""
    text, at = "", {}
    for number in sorted(map(int, document["sentences"])):
        for place, token in enumerate(document["sentences"][str(number)]):
            word = {"``": "“", "''": "”"}.get(token, token)
            glued = not text or text.endswith(("\n", "(", "[", "$", "£", "“")) or word == "”" or _GLUED.match(word)
            text += "" if glued else " "
            at[number, place] = len(text), len(text) + len(word)
            text += word
        text += "\n"
    return text, at


def chains_of(document: Mapping[str, Any], at: Mapping[tuple[int, int], tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Start, end and chain of every event mention in the sentences whose annotation was validated."""
    checked = set(document["validated_sentences"])
    return [
        (at[m["sentence"], m["tokens"][0]][0], at[m["sentence"], m["tokens"][-1]][1], m["chain"])
        for m in document["mentions"]
        if m["kind"] == "ACT" and m["sentence"] in checked
    ]


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
            return np.where(np.isin(names, list(HELD)), [HELD.get(name, 0.0) for name in names], found)
        found[wrong] = 0.0
        free &= ~wrong


def score(story: Story, folder: Path, found: Any) -> tuple[float, float]:
    """CoNLL F1 of the labeled mentions of a story, and F1 of its facts."""
    import coref
    import score_story
    from cases import Case

    fitted = dict(zip(NAMES, map(float, found), strict=True))
    with patch.object(features, "weights", lambda: fitted), patch.object(reasons, "weights", lambda: fitted):
        timeline = pipeline.assemble(story.readings)
    response = {m.id: event.id for event in timeline.events for m in event.mentions if m.id in story.gold}
    facts = score_story.score(Case(folder), to_object(timeline)).metrics()["facts_f1"]
    return float(coref.conll(story.gold, response)), float(facts)


def main() -> None:
    """Fit, report, and write the weights if asked to."""
    root = Path(__file__).parents[1]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=root.parent / "shared")
    parser.add_argument("--write", action="store_true", help="write timeline/merge/weights.toml")
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.shared / "eval"))
    folders = [arguments.shared / "cases" / "iran_bolivia", root / "seeds", *sorted((root / "tests" / "stories").iterdir())]
    told = {folder: load(folder) for folder in folders if (folder / "gold.json").exists()}
    stories = {folder: story for folder, story in told.items() if story.y.sum() > 0}
    others = [across(list(stories.values())), *ecb(arguments.shared / "corpora" / "ecbplus_dev.jsonl")]
    scores = []
    for folder, story in stories.items():
        apart = RETOLD if story.name in RETOLD else {story.name}
        scores.append(score(story, folder, fit([*(s for s in stories.values() if s.name not in apart), *others])))
        figures = "   ".join(f"{name} {100 * value:5.1f}" for name, value in zip(("CoNLL", "facts"), scores[-1], strict=True))
        print(f"{story.name:18} {figures}   ({len(story.gold)} labeled mentions)")
    conll, facts = (100 * sum(column) / len(scores) for column in zip(*scores, strict=True))
    print(f"{'mean':18} CoNLL {conll:5.1f}   facts {facts:5.1f}   each story with weights fitted on the others")
    found = fit([*stories.values(), *others])
    text = HEADER + "".join(f"{name} = {value:.2f}\n" for name, value in zip(NAMES, found, strict=True))
    if arguments.write:
        Path(features.__file__).with_name("weights.toml").write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
