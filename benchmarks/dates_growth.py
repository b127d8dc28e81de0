"""Whether a pattern of the date resolver's data takes more than twice as long for twice a hostile text.

usage: python benchmarks/dates_growth.py

The texts are the near-misses of every rule, as in tests/test_dates_growth.py, which counts steps; here seconds are measured,
and for every regular expression of the settings the words that it is made of.  Printed: how many, and the slowest growths.
"""

from __future__ import annotations

import importlib.util
import re
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from timeline.dates import resolve, scan
from timeline.dates.grammar import languages

TEST = Path(__file__).parents[1] / "tests" / "test_dates_growth.py"
CHARACTERS = 1_000
ROUNDS = 5
SUSPECT = 2.3
"""A growth that is measured again, more often: most are noise of the clock."""
SHOWN = 5
CANARY = r"(?:[a-z]+ ?)+!"


def inputs() -> ModuleType:
    """Return the test's module, which makes the near-misses."""
    spec = importlib.util.spec_from_file_location("growth", TEST)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def growth(work: Callable[[str], object], text: str) -> float:
    """Return the processor time of twice a text over that of once; where it is suspicious, the best of some rounds."""

    def seconds(words: str, rounds: int) -> float:
        spent = []
        for _ in range(rounds):
            scan.read.cache_clear()
            begun = time.process_time()
            work(words)
            spent.append(time.process_time() - begun)
        return max(min(spent), 1e-4)  # shorter times are noise

    once = seconds(text * 2, 1) / seconds(text, 1)
    return once if once < SUSPECT else seconds(text * 2, ROUNDS) / seconds(text, ROUNDS)


def searches(pattern: str) -> float:
    """Return the worst growth of a search for a regular expression, among repetitions of the words that it is made of."""
    compiled = re.compile(pattern)
    words = list(dict.fromkeys(re.findall(r"[A-Za-z]{2,}|\d", pattern)))[:12] or ["a"]
    tried = [*words, " ".join(words), "1", " ", "a"]
    return max(growth(compiled.search, (word + " ") * (CHARACTERS // (len(word) + 1))) for word in tried)


def main() -> None:
    """Print the figures."""
    made = inputs()
    for language in languages():
        rules = [(growth(lambda text: resolve(text, "2023-07-23", language), near * (CHARACTERS // len(near))), near)  # noqa: B023
                 for near in made.near_misses(language)]  # fmt: skip
        settings = [(searches(pattern), pattern[:60]) for pattern in made.expressions(language)]
        for name, found in (("rules", rules), ("settings", settings)):
            print(
                f"{language}: {len(found)} near-misses of {name}; twice the text takes at most {max(found)[0]:.2f} times as long"
            )
            for ratio, text in sorted(found, reverse=True)[:SHOWN]:
                print(f"    {ratio:5.2f}  {text}")
    print(f"a canary that backtracks: {growth(re.compile(CANARY).match, 'a' * 11):.0f} times as long")


if __name__ == "__main__":
    main()
