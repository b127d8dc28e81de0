"""How far an expression reaches: the words that name its event, and the two ends of a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from timeline.dates.grammar import load
from timeline.dates.meaning import Meaning
from timeline.dates.tense import past_verbs
from timeline.dates.tree import Ending, Length, Node, Nth, Range, Shift
from timeline.dates.values import duration
from timeline.model import Part

_JOINTS: dict[type, str] = {Range: "range_words", Ending: "ending_words", Nth: "part_words", Shift: "event_signals"}
"""Kind of tree → which words of the language stand between its two ends."""
MAX_EVENT_WORDS = 14
MAX_SUBJECT_WORDS = 4
"""Words of a second subject between its conjunction and the verb."""
_STOP = re.compile(r"[,;:!?()\[\]\"“”«»\n]|\s[–—-]+\s|\.(?=\s|$|[\"”])")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Prof|Sgt|Col|Lt|Jr|Sr|U\.S|U\.N|No)\.$")


@lru_cache
def _table(language: str, name: str) -> re.Pattern[str]:
    words = load(language).settings["extents"][name]
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)


def event_words(text: str, at: int, limit: int, language: str) -> tuple[int, int] | None:
    """Return the offsets of the words after "two days after" that name the event: to the end of their clause.

    Args:
        text: the text.
        at: where the expression ends.
        limit: where the next expression begins.
        language: whose conjunctions end a clause.

    >>> text = "It came two days after the minister's remarks, she said."
    >>> text[slice(*event_words(text, 22, len(text), "en"))]
    "the minister's remarks"
    """
    start = at + len(text[at : at + 3]) - len(text[at : at + 3].lstrip())
    end = min(limit, start + 160)
    for stop in _STOP.finditer(text, start, end):
        if stop.group() == "." and _ABBREVIATED.search(text, max(0, stop.end() - 6), stop.end()):
            continue
        end = stop.start()
        break
    end = _clause_end(text, start, end, language)
    end = _conjunction(text, start, end, language)
    words = list(re.finditer(r"\S+", text[start:end]))[:MAX_EVENT_WORDS]
    while words and _table(language, "dangling").fullmatch(words[-1].group()):
        words.pop()
    return (start, start + words[-1].end()) if words else None


def _conjunction(text: str, start: int, end: int, language: str) -> int:
    """Where a conjunction ends the words; one that joins two subjects of a verb to come does not."""
    for conjunction in _table(language, "clause_ends").finditer(text, min(start + 4, end), end):
        if not _joins_subjects(text[start:end], conjunction.start() - start, conjunction.end() - start, language):
            return conjunction.start()
    return end


def _joins_subjects(words: str, at: int, after: int, language: str) -> bool:
    """Whether the first verb in the past follows a conjunction "and", and does so after a noun of its own."""
    if words[at:after].lower() not in load(language).settings["extents"].get("joining", ()):
        return False
    verbs = past_verbs(words, language)
    between = words[after : verbs[0]].split() if verbs and verbs[0] > after else []
    return 0 < len(between) <= MAX_SUBJECT_WORDS and not _table(language, "clause_ends").search(words[after : verbs[0]])


@lru_cache
def _verbs(language: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    table = load(language).settings["extents"]
    return re.compile(table["verbs"]), tuple(f"{word} " for word in table["clause_starts"])


def _clause_end(text: str, start: int, end: int, language: str) -> int:
    """Where a verb of the main clause ends the words, unless they are a clause themselves."""
    verbs, clause_starts = _verbs(language)
    if text.startswith(clause_starts, start, end):
        return end
    verb = verbs.search(text, start, end)
    return verb.start() if verb else end


def parts(words: str, start: int, node: Node, ends: tuple[Meaning, Meaning] | None, language: str) -> tuple[Part, ...]:
    """Return the ends of a range, or the duration of a distance from an event, as TimeML annotates them.

    Args:
        words: the expression.
        start: its offset in the text.
        node: its tree.
        ends: the meanings of the two ends of a range, or of a length and what it is part of.
        language: whose conjunctions stand between the ends.
    """
    if isinstance(node, Shift) and node.base in {"event", "before"}:
        return _distance_part(words, start, node, language)
    if not isinstance(node, (Range, Ending, Nth, Shift)) or ends is None:
        return ()
    for a, b in _splits(words, language, _JOINTS[type(node)]):
        left, right = words[:a].rstrip(), words[b:]
        if left and right.strip():
            at = start + b + len(right) - len(right.lstrip())
            return (
                Part(start, start + len(left), left, ends[0].type, ends[0].value),
                Part(at, start + len(words), right.strip(), ends[1].type, ends[1].value),
            )
    return ()


def _distance_part(words: str, start: int, node: Shift, language: str) -> tuple[Part, ...]:
    """The length in "two days after the vote" and in "two days later", or the day in "the second day of the siege"."""
    signal = _table(language, "event_signals" if node.base == "event" else "later_signals").search(words)
    if signal is not None and (
        node.base == "event" or node.unit != "year"
    ):  # "a year earlier" is a date: results compare with it
        body = words[: signal.start()].rstrip()
        return (Part(start, start + len(body), body, "DURATION", duration(Length(node.count, node.unit))),) if body else ()
    joint = _table(language, "part_words").search(words) if node.base == "event" and node.exact and signal is None else None
    body = words[: joint.start()].rstrip() if joint else ""
    return (Part(start, start + len(body), body, "DATE", "XXXX-XX-XX"),) if body else ()


def _splits(words: str, language: str, name: str) -> Iterator[tuple[int, int]]:
    for match in _table(language, name).finditer(words):
        if match.start():
            yield match.span()
    if name in {"range_words", "ending_words"}:
        for match in re.finditer(r"(?:(?<!\s)\s++)?[–—-]\s*+", words):
            yield match.span()
