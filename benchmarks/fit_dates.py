"""Fit the weights with which words speak for the past or the future, on the development cases; ship numbers only.

usage: python benchmarks/fit_dates.py SHARED [--write]

SHARED holds ``cases`` and ``seeds`` with gold.json.  A sample is a weekday, or a date without its year, whose last day before
publication and first day after it differ and one of which is gold.  Weights are bits: logistic regression with base 2, the
nearness of a date as a fixed offset, pulled towards the weights shipped now.  Printed: accuracy on five held-out folds.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from timeline.dates import calendars, scan, tense
from timeline.dates.frame import facts
from timeline.dates.grammar import load
from timeline.dates.surroundings import MAX_CONTEXT
from timeline.dates.tree import Bound, Cal, Clock, Node, Part
from timeline.text import sentences

HEADER = re.compile(r"(?:(?:title|source|date|url|author): .*\n)+\n")
WEIGHTS = Path(__file__).parent.parent / "timeline" / "dates" / "en" / "weights.toml"
FOLDS = 5
HELD = ("scheduled after", "no past")
"""Weights set by hand, since the development cases hardly hold what they are for: "The king visits Oslo on Saturday"."""
PULL = 0.15
"""Strength of the pull towards the present weights, for each feature."""
NOTE = "# Fitted by benchmarks/fit_dates.py; do not edit by hand.\n[direction]\n"


@dataclass(frozen=True, slots=True)
class Sample:
    """Features, the offset in bits, whether the future was right, and the fold of its article."""

    features: tuple[float, ...]
    offset: float
    future: bool
    fold: int


def fields(node: Node) -> Cal | None:
    """Return the calendar fields whose direction has to be found."""
    inner = node.of if isinstance(node, (Clock, Part, Bound)) else node
    open_ = isinstance(inner, Cal) and inner.year is None and inner.decade is None and inner.century is None
    since = isinstance(node, Bound) and node.kind == "since"
    return inner if open_ and isinstance(inner, Cal) and not since else None


def published(case: dict[str, object], name: str, text: str) -> date | None:
    """Return the publication date that the gold or a header line states."""
    for known in case.get("publication_dates", []):  # type: ignore[attr-defined]
        if known["article"] == name:
            return date.fromisoformat(known["true_date"]) if known["true_date"] else None
    header = re.search(r"^date: (\d{4}-\d\d-\d\d)", text[:400], re.MULTILINE)
    return date.fromisoformat(header[1]) if header else None


def gold_day(timex: dict[str, str]) -> str | None:
    """Return the first day that a gold expression denotes."""
    if timex.get("start"):
        return timex["start"]
    value = re.match(r"\d{4}-\d\d(?:-\d\d)?(?!\d)", timex.get("value") or "")
    return None if value is None else value[0] if len(value[0]) == 10 else value[0] + "-01"


def samples(folder: Path) -> Iterator[Sample]:
    """Yield the samples of a case."""
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    grammar = load("en")
    for path in sorted((folder / "articles").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        day = published(case, path.name, text)
        if day is None or case.get("language", "en") != "en":
            continue
        header = HEADER.match(text)
        bounds = list(sentences(text[header.end() if header else 0 :]))
        shift = header.end() if header else 0
        gold = {(t["offset"], t["text"]): gold_day(t) for t in case["timexes"] if t["article"] == path.name}
        for start, end in scan.runs(text, grammar):
            for found in scan.read(text[start:end], "en"):
                at, to = start + found.start, start + found.end
                right = (
                    gold.get((at, text[at:to])) or gold.get((at - 3, text[at - 3 : to])) or gold.get((at - 6, text[at - 6 : to]))
                )
                node = fields(found.node)
                if right is None or node is None:
                    continue
                options = calendars.candidates(node, day.toordinal(), False, 1, grammar.holidays)
                pair = around(options, day.toordinal(), date.fromisoformat(right).toordinal())
                sentence = next(((a + shift, b + shift) for a, b in bounds if a + shift <= at < b + shift), None)
                if pair is None or sentence is None:
                    continue
                a, b = max(sentence[0], at - MAX_CONTEXT), min(sentence[1], to + MAX_CONTEXT)
                values = tense.features(text[a:b], at - a, to - a, "en", facts(found.node))
                offset = 0.0 if pair[0] + pair[1] < 60 else calendars.nearness(pair[0], pair[1])
                yield Sample(values, offset, pair[2], zlib.crc32(path.name.encode()) % FOLDS)


def around(options: list[object], now: int, right: int) -> tuple[int, int, bool] | None:
    """Return the days back and ahead of the two readings, and whether the one ahead is right."""
    past = [s for s in options if s.start <= now]  # type: ignore[attr-defined]
    future = [s for s in options if s.start > now]  # type: ignore[attr-defined]
    if not past or not future or right not in {past[-1].start, future[0].start}:  # type: ignore[attr-defined]
        return None
    if past[-1].end > now + 1:  # type: ignore[attr-defined]
        return None
    return now - past[-1].end + 1, future[0].start - now, right == future[0].start  # type: ignore[attr-defined]


def fit(found: list[Sample], prior: np.ndarray) -> np.ndarray:
    """Return the weights in bits, by Newton's method."""
    x, y = np.array([s.features for s in found]), np.array([s.future for s in found], dtype=float)
    offset, weights = np.array([s.offset for s in found]), prior.copy()
    pull = np.array([1e6 if name in HELD else PULL for name in tense.FEATURES])
    for _ in range(30):
        p = 1 / (1 + np.exp2(-(x @ weights + offset)))
        gradient = x.T @ (y - p) * math.log(2) - pull * (weights - prior)
        hessian = (x * (p * (1 - p))[:, None]).T @ x * math.log(2) ** 2 + np.diag(pull)
        weights = weights + np.linalg.solve(hessian, gradient)
    return weights


def accuracy(found: list[Sample], weights: np.ndarray) -> float:
    """Return the share of samples on the right side."""
    return float(np.mean([(np.dot(s.features, weights) + s.offset > 0) == s.future for s in found]))


def main() -> None:
    """Fit, report the held-out folds, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    folders = sorted(path.parent for path in args.shared.glob("**/gold.json") if path.parent.name != "litio_es")
    found = [sample for folder in folders for sample in samples(folder)]
    prior = np.array([load("en").weights["direction"].get(name, 0.0) for name in tense.FEATURES])
    held_out = []
    for fold in range(FOLDS):
        weights = fit([s for s in found if s.fold != fold], prior)
        held_out += [(np.dot(s.features, weights) + s.offset > 0) == s.future for s in found if s.fold == fold]
    weights = fit(found, prior)
    print(f"{len(found)} samples, {sum(s.future for s in found)} of them in the future")
    print(f"right before {accuracy(found, prior):.1%}, fitted {accuracy(found, weights):.1%}, held out {np.mean(held_out):.1%}")
    lines = [f'"{name}" = {value:.2f}\n' for name, value in zip(tense.FEATURES, weights, strict=True)]
    print("".join(lines))
    if args.write:
        WEIGHTS.write_text(NOTE + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
