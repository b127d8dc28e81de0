"""Time and memory of the date network on synthetic stories with a known truth.

    python benchmarks/network_speed.py [--nodes 1000 10000 100000]

Prints a Markdown table: nodes, statements, seconds of a full solve, resident memory, milliseconds of adding an article of five
mentions (median, 99th percentile), and of a contradiction with its minimal chain (median, worst).  Fails where the truth was
lost or the full solve took longer than the ceiling that docs/how-dates-are-decided.md names.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from datetime import date

from timeline.network.propagate import Conflict, Domains, Net, nodes_of, propagate
from timeline.network.reasons import minimal
from timeline.network.relations import Day, Filter, Gap, In, Node, Period, Statement
from timeline.network.solution import Link
from timeline.network.solve import solve
from timeline.span import Granularity

ARTICLES, EVENTS, MENTIONS = 6, 8, 30
NODES_PER_STORY = ARTICLES + MENTIONS + 2 * EVENTS
CEILING_SECONDS_PER_100_000 = 30.0
PROBES = 300


def story(number: int, rng: random.Random) -> tuple[list[Statement], list[Link], dict[Node, Day]]:
    """Six articles about eight events within two months; a third of the articles names no date of its own."""
    first = date(2005, 1, 1).toordinal() + rng.randrange(7000)
    days = {f"{number}e{e}": first + rng.randrange(50) for e in range(EVENTS)}
    statements, links, truth = [], [], {}
    for a in range(ARTICLES):
        article = f"{number}a{a}"
        truth["published", article] = first + 50 + rng.randrange(10)
        if a % 3:
            statements.append(_say(article, 10, In(("published", article), ((truth["published", article],) * 2,))))
    for i in range(MENTIONS):
        event = rng.choice(sorted(days))
        article, name = f"{number}a{rng.randrange(ARTICLES)}", f"{number}m{i}"
        truth["mention", name] = days[event]
        statements += _dated(article, name, days[event], truth["published", article], rng)
        links.append(Link(name, event, article, score=rng.choice((0.6, 0.8, 1.0))))
    return statements, links, truth


def _say(article: str, weight: int, *relations: In | Gap | Filter | Period) -> Statement:
    return Statement(f"{article}:{relations}", relations, weight, 1, "made", article, 0, 0, "")


def _dated(article: str, name: str, day: Day, published: Day, rng: random.Random) -> list[Statement]:
    at, m, p = date.fromordinal(day), ("mention", name), ("published", article)
    past = _say(article, 8, Gap(m, p, 0, None))
    ago = published - day
    return [past, *rng.choice((
        [_say(article, 9, In(m, ((day, day),)))],
        [_say(article, 8, Filter(m, None, (at.month, at.day), (at.month, at.day))), _say(article, 7, Gap(m, p, 0, 364))],
        [_say(article, 6, Filter(m, at.weekday()), Gap(m, p, ago - ago % 7, ago - ago % 7 + 6))],
        [_say(article, 4, Period(p, m, Granularity.MONTH, (at.year - date.fromordinal(published).year) * 12
                                 + at.month - date.fromordinal(published).month))],
        [],
    ))]  # fmt: skip


def measure(nodes: int, seed: int = 20_230_720) -> tuple[str, ...]:
    """Return the row of the table for about so many nodes."""
    rng = random.Random(seed)
    made = [story(i, rng) for i in range(max(1, nodes // NODES_PER_STORY))]
    statements = [s for part, _, _ in made for s in part]
    links = [link for _, part, _ in made for link in part]
    begin = time.process_time()
    solution = solve(statements, links, {}, asked=())
    seconds = time.process_time() - begin
    for _, _, truth in made:
        for node, day in truth.items():
            if not any(low <= day <= high for low, high in solution.limits.get(node, (solution.horizon,))):
                sys.exit(f"the truth was lost at {node}")
    if seconds > CEILING_SECONDS_PER_100_000 * max(nodes, 10_000) / 100_000:
        sys.exit(f"{nodes} nodes took {seconds:.1f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    added, refused = _probes(made, rng)
    return (f"{len(solution.limits)}", f"{len(statements)}", f"{seconds:.2f} s", f"{memory:.0f} MB",
            f"{statistics.median(added):.2f} / {statistics.quantiles(added, n=100)[-1]:.2f} ms",
            f"{statistics.median(refused):.1f} / {max(refused):.0f} ms")  # fmt: skip


def _probes(
    made: list[tuple[list[Statement], list[Link], dict[Node, Day]]], rng: random.Random
) -> tuple[list[float], list[float]]:
    """Milliseconds of adding an article of five mentions to its story, and of a statement that contradicts it."""
    added, refused = [], []
    for i in range(PROBES):
        statements, _, truth = rng.choice(made)
        net = Net(statements)
        domains = propagate(Domains(), net)
        assert isinstance(domains, Domains)
        article = f"new{i}"
        new = [_say(article, 10, In(("published", article), ((max(truth.values()),) * 2,)))]
        mentions = rng.sample(sorted(node for node in truth if node[0] == "mention"), 5)
        new += [_say(article, 5, Gap(node, ("mention", f"{article}{node[1]}"), 2, 2)) for node in mentions]
        begin = time.process_time()
        for statement in new:
            net.add(statement)
        result = propagate(domains, net, {n for s in new for n in nodes_of(s)})
        added.append(1000 * (time.process_time() - begin))
        assert isinstance(result, Domains)
        node = mentions[0]
        wrong = _say("wrong", 9, In(node, ((truth[node] - 900, truth[node] - 800),)))
        net.add(wrong)
        begin = time.process_time()
        conflict = propagate(result, net, [node])
        if isinstance(conflict, Conflict):
            minimal(conflict)
            refused.append(1000 * (time.process_time() - begin))
    return added, refused or [0.0]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time the date network on synthetic stories.")
    parser.add_argument("--nodes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    print("| nodes | statements | full solve | RSS | add one article, median / p99 | contradiction + chain, median / max |")
    print("|---|---|---|---|---|---|")
    for nodes in parser.parse_args().nodes:
        print("| " + " | ".join(measure(nodes)) + " |", flush=True)


if __name__ == "__main__":
    main()
