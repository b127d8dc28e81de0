"""Reasons and disputes as sentences: all words that the network ever says stand in this file.

Statements carry the article, its words and the kind of what they state; printing one is filling a template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from timeline.network.relations import Day, Gap, In, Runs, Statement
from timeline.network.solution import LINK_KINDS, Dispute, Solution, Why

SAYS = "{article} says “{words}”"
TEMPLATES: Mapping[str, str] = {
    "published": "{article} is dated {day}",
    "fetched": "{article} had been fetched by then",
    "dateline": "{article} is datelined “{words}”",
    "caption": "{article} has a picture dated “{words}”, so it is no older than that",
    "asserted": "{article} tells “{words}” as past",
    "planned": "{article} tells “{words}” as still to come",
    "names no year": "{article} says “{words}” without a year, so it means the nearest",
    "recently": "{article} says “{words}”, which is taken for at most a month",
    "night": "{article} says “{words}”, which is taken for the evening",
    "fresh": "{article} tells it first and as fresh news (“{words}”), which is taken for within a week",
    "another day": "{article} says “{words}”, which is hardly its own day",
    "size": "{article} says “{words}”, which is taken for a few of them",
    "order": "{article} puts one after the other (“{words}”)",
    "same subject": "{article} tells of the same as {other}, and so appeared about then",
    "near-duplicates": "{article} and {other} are versions of one report, published within a week of each other",
}
"""One sentence for each kind of statement that the article's words alone do not explain."""
UNSAID = frozenset({"frame"})
"""Kinds that only hold the network together and tell a reader nothing."""
SAME = "{articles} speak of the same {event}"
ALONE = "{articles} speaks of the same {event}"
SHOWN = {
    "disputed": "Shown: {shown} ({for_it}). Also claimed: {other} ({against}).",
    "imprecise": "Shown: {shown} ({for_it}). {against} suggests {other}, without naming the day for it.",
    "plan changed": "It was planned for {other} ({against}); shown: {shown} ({for_it}).",
    "split": "{against} means {other}, too far from {shown} ({for_it}) to be the same: taken for two events.",
}
CONTRADICTION = "Not all of this can be true; set aside is that all of them mean the same day."
RESTS = {0: "", 1: "It rests on one identification of two reports' events."}
RESTS_MORE = "It rests on {count} identifications of two reports' events."


def iso(day: Day) -> str:
    """Say a day as ISO 8601 does.

    >>> iso(738725)
    '2023-07-24'
    """
    return date.fromordinal(day).isoformat()


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called: articles by id, events by cluster id (a noun such as "demand"), articles of mentions; and days."""

    articles: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    mentions: Mapping[str, str] = field(default_factory=dict)
    day: Callable[[Day], str] = iso

    def article(self, key: str) -> str:
        """Return an article's name, its id where it has none.

        >>> Names({"a1": "The Courier"}).article("a1")
        'The Courier'
        """
        return self.articles.get(key, key)


def statement_line(statement: Statement, names: Names) -> str:
    """Say one statement of an article.

    >>> from timeline.network.relations import Filter
    >>> weekday = Statement("s", (Filter(("mention", "m"), 3),), 6, 1, "weekday", "a", 0, 13, "last Thursday")
    >>> statement_line(weekday, Names({"a": "The Courier"}))
    'The Courier says “last Thursday”'
    """
    first = statement.relations[0]
    day = days_words(first.runs, names) if isinstance(first, In) else ""
    other = names.article(first.x[1]) if isinstance(first, Gap) else ""
    template = TEMPLATES.get(statement.kind, SAYS)
    return template.format(article=names.article(statement.article), words=statement.words, day=day, other=other)


def chain_lines(chain: Iterable[Statement], names: Names) -> tuple[str, ...]:
    """Say the statements of a chain in their order; the links of one event become one line, for a reader may want to deny it.

    >>> near = [Statement(m, (Gap(("near", "e"), ("mention", m), 0, 9),), 4, 2, "near", m, 0, 0, "") for m in "ab"]
    >>> chain_lines(near, Names(events={"e": "demand"}))
    ('a and b speak of the same demand',)
    """
    statements = [s for s in chain if s.kind not in UNSAID]
    speakers: dict[str, list[str]] = {}
    for s in statements:
        if s.kind in LINK_KINDS:
            speakers.setdefault(s.relations[0].x[1], []).append(names.article(s.article))
    lines: list[str] = []
    for s in statements:
        if s.kind not in LINK_KINDS:
            lines.append(statement_line(s, names))
        elif (event := s.relations[0].x[1]) in speakers:
            who = sorted(set(speakers.pop(event)))
            lines.append(
                (SAME if len(who) > 1 else ALONE).format(articles=joined_words(who), event=names.events.get(event, "event"))
            )
    return tuple(dict.fromkeys(lines))


def dispute_lines(dispute: Dispute, names: Names) -> tuple[str, ...]:
    """Say a dispute: what cannot all be true, what is shown, and what is also claimed; never that a source is wrong.

    >>> quarrel = Dispute("e", "disputed", ((738725, 738725),), ((738726, 738726),), ("m",), ("n",))
    >>> dispute_lines(quarrel, Names(mentions={"m": "The Courier", "n": "The Ledger"}))
    ('Shown: 2023-07-24 (The Courier). Also claimed: 2023-07-25 (The Ledger).',)
    """
    outcome = SHOWN[dispute.kind].format(
        shown=days_words(dispute.shown, names),
        other=days_words(dispute.other, names),
        for_it=_speakers(dispute.shown_mentions, names),
        against=_speakers(dispute.other_mentions, names),
    )
    chain = chain_lines(dispute.chain, names)
    return (*chain, CONTRADICTION, outcome) if chain and dispute.kind in {"disputed", "imprecise"} else (*chain, outcome)


def why_lines(why: Why | None, names: Names) -> tuple[str, ...]:
    """Say why a bound holds, and on how many identifications it rests.

    >>> why_lines(None, Names())
    ()
    """
    if why is None:
        return ()
    rests = RESTS.get(why.links, RESTS_MORE.format(count=why.links))
    return (*chain_lines(why.statements, names), *([rests] if rests else []))


def publication_lines(solution: Solution, article: str, names: Names) -> tuple[str, ...]:
    """Say between which days an article was published that does not state it, with the reasons for both.

    >>> publication_lines(Solution((1, 99)), "a", Names())
    ('Not stated, and nothing that is said bounds it.',)
    """
    node = ("published", article)
    low, high = solution.bounds(node)
    if low is None and high is None:
        return ("Not stated, and nothing that is said bounds it.",)
    lines = []
    if low is not None:
        lines.append(f"Not stated. Not before {names.day(low)}: {_because(solution.whys.get((node, 'lower')), names)}.")
    if high is not None:
        lines.append(f"Not after {names.day(high)}: {_because(solution.whys.get((node, 'upper')), names)}.")
    outer = solution.bounds(node, "limits")
    if outer != (low, high) and outer[1] is not None:
        lines.append(f"Certain is only: not after {names.day(outer[1])}.")
    return tuple(lines)


def _because(why: Why | None, names: Names) -> str:
    return "; ".join(line.rstrip(".") for line in why_lines(why, names)) or "its own words"


def _speakers(mentions: Sequence[str], names: Names) -> str:
    return joined_words(sorted({names.mentions.get(mention, mention) for mention in mentions}))


def joined_words(items: Sequence[str]) -> str:
    """Join names as a sentence does.

    >>> joined_words(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def days_words(runs: Runs, names: Names) -> str:
    """Say a set of days.

    >>> days_words(((738725, 738726), (739091, 739091)), Names())
    '2023-07-24 to 2023-07-25 or 2024-07-24'
    """
    said = [names.day(a) if a == b else f"{names.day(a)} to {names.day(b)}" for a, b in runs[:3]]
    return " or ".join(said) + (" or other years" if len(runs) > 3 else "")
