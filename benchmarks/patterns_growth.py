"""Whether any regular expression of the product takes more than twice as long for twice a hostile text.

usage: python -m benchmarks.patterns_growth [--chars N]

--chars  length of the shorter text (default 4,000; the longer has twice as many).

tests/test_patterns_growth.py counts steps in short texts; here the library's own search is timed in long ones, with the bounds of
repetitions as they are.  Patterns that are only ever given windows of a text (a line, a sentence, the beginning) are given whole
texts here, so that more is asked of them than is ever the case.  Printed: how many patterns, and those whose time grows by more
than 2.5; canaries show that the check sees such ones.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from patterns_kit import Used, pumps, used

LIMIT = 2.5
LEAST = 0.002  # seconds below which a growth is noise of the clock
SECONDS = 0.5  # a shorter text that takes this long is as good as a hang
CANARIES = [(r"\s+$", "search"), (r"\W*(?:page)?\s*\d", "fullmatch"), (r"From \S+.*\d:", "match")]


def seconds(found: Used, way: str, text: str, rounds: int = 1) -> float:
    """Return the processor time of a search, the best of some."""
    compiled, best = re.compile(found.pattern, found.flags), float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        if way in ("match", "fullmatch", "search"):
            getattr(compiled, way)(text)
        else:
            compiled.sub("", text)
        best = min(best, time.process_time() - begun)
    return best


def growth(found: Used, chars: int) -> tuple[float, str]:
    """Return the largest growth of a pattern's time at twice the text, and the text's beginning."""
    worst = (0.0, "")
    for way in sorted(found.methods):
        for before, body in pumps(found.pattern, found.flags):
            times = max(6, chars // len(body))
            short, long = (before + body * number + "\x00" for number in (times, 2 * times))
            once = seconds(found, way, before + body * 6 + "\x00")
            once = once if once > SECONDS else seconds(found, way, short)
            if once > SECONDS:
                return 99.0, short[:30]
            twice = seconds(found, way, long)
            if twice > LEAST and twice > LIMIT * once:
                once, twice = seconds(found, way, short, 5), seconds(found, way, long, 5)
            if twice > LEAST:
                worst = max(worst, (twice / max(once, 1e-9), short[:30]))
    return worst


def main() -> None:
    """Time every pattern and print those that grow."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--chars", type=int, default=4_000)
    chars = parser.parse_args().chars
    found = used()
    grown = sorted(((*growth(one, chars), one.name) for one in found), reverse=True)
    print(f"{len(found)} patterns, texts of {chars:,} and {2 * chars:,} characters; ", end="")
    print(f"{sum(by > LIMIT for by, *_ in grown)} grow by more than {LIMIT}; the most, {grown[0][0]:.2f}: {grown[0][2]}")
    for by, text, name in grown:
        if by > LIMIT:
            print(f"  {by:6.2f} times: {name} at {text!r}")
    for pattern, way in CANARIES:
        by, _ = growth(Used("canary", pattern, 0, frozenset({way})), min(chars, 2_000))
        print(f"a canary: {by:.2f} times")


if __name__ == "__main__":
    main()
