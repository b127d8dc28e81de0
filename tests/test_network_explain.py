"""Reasons and disputes in words."""

from __future__ import annotations

import doctest
from pathlib import Path

from network_kit import p
from test_network_solve import PORT, PORT_LINKS, SEED_FAMILIES, SEED_LINKS, SEEDS

from timeline.network.explain import TEMPLATES, Names, chain_lines, dispute_lines, publication_lines, statement_line
from timeline.network.relations import Gap, Statement
from timeline.network.solve import solve
from timeline.words import day_words


def said(at: int) -> str:
    return day_words(at, weekday=False)


NAMES = Names(
    {"a": "The Courier", "b": "The Ledger"}, {"request": "request"}, {"a.ask": "The Courier", "b.ask": "The Ledger"}, said
)


def test_a_dispute_is_told_from_one_side_to_the_other():
    (dispute,) = solve(PORT, PORT_LINKS).disputes
    assert dispute_lines(dispute, NAMES) == (
        "The Courier says “on 24 July 2023”",
        "The Courier and The Ledger speak of the same request",
        "The Ledger says “b.answer 1 days after b.ask”",
        "The Ledger says “26 of month 7”",
        "Not all of this can be true; set aside is that all of them mean the same day.",
        "Shown: 24 July 2023 (The Courier). Also claimed: 25 July 2023 (The Ledger).",
    )


def test_an_inferred_publication_is_told_with_both_bounds():
    solution = solve(SEEDS, SEED_LINKS, SEED_FAMILIES)
    names = Names({"01": "Wire", "02": "Ledger"}, {"signing": "signing", "praise": "statement"}, day=said)
    lines = publication_lines(solution, "02", names)
    assert lines[0].startswith("Not stated. Not before 21 July 2023: ")
    assert "Ledger says “last Thursday”" in lines[0]
    assert "Ledger and Wire speak of the same signing" in lines[0]
    assert lines[1].startswith("Not after 23 July 2023: ")
    assert lines[2] == "Certain is only: not after 27 July 2023."


def test_an_article_that_nothing_bounds_says_so():
    assert publication_lines(solve([]), "x", Names()) == ("Not stated, and nothing that is said bounds it.",)


def test_every_template_can_be_filled():
    for kind in [*TEMPLATES, "anything else"]:
        made = Statement("s", (Gap(p("b"), p("a"), -7, 7),), 5, 1, kind, "a", 0, 0, "the words")
        line = statement_line(made, NAMES)
        assert line.startswith("The Courier")
        assert "{" not in line


def test_a_line_is_not_repeated():
    twice = [Statement(i, (Gap(p("b"), p("a"), 0, 1),), 5, 1, "weekday", "a", 0, 0, "on Monday") for i in "12"]
    assert chain_lines(twice, NAMES) == ("The Courier says “on Monday”",)


def test_the_example_of_the_docs_runs():
    page = Path(__file__).parents[1] / "docs" / "how-dates-are-decided.md"
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert tried > 5
    assert failed == 0
