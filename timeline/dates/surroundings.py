"""The setting of one expression: what its sentence adds to that of the article, and what it leaves to those that follow."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from timeline.dates import calendars, context, tense
from timeline.dates.find import Hit
from timeline.dates.frame import Frame, facts, heads_line, is_near, is_weekday
from timeline.dates.grammar import Grammar
from timeline.dates.meaning import SURE, Meaning, Setting, day_words
from timeline.dates.tree import Bound, Cal, Clock, Deictic, Ending, Length, Node, Nth, Part, Range, Rel, Shift, Slash, Within
from timeline.dates.values import CLOCKS
from timeline.model import Anchor
from timeline.span import Granularity, Span, period

G = Granularity
MAX_LEAN = 3.0
"""Bits that a sentence gives to the future for a period that results are told of: one just over outweighs a verb of will."""
MAX_TOLD = 5.0
"""Bits that a verb of making known gives to the future for a quarter: "will report third-quarter earnings", in October."""
MAX_MOVED = 3
"""Days by which a holiday is moved, at most, to the weekday on which it is kept."""
MAX_CONTEXT = 400
"""Characters to either side in which words tell the tense: more of an endless sentence is not looked at."""
SIDED = frozenset({"last", "previous", "next", "coming", "following", "week", "fortnight"})
"""Directions that leave no doubt which weekday is meant."""
CUMULATED: frozenset[tuple[str, Fraction]] = frozenset({("month", Fraction(6)), ("month", Fraction(9)), ("year", Fraction(1))})
"""Lengths that a company sums its results over, beside the quarter."""


def remembered(setting: Setting, node: Node, meaning: Meaning, words: str, here: Setting) -> Setting:
    """Return the setting after an expression; a comparison with the year before leaves the anchor where it was.

    Args:
        setting: that of the text so far.
        node, meaning, words: the expression.
        here: the setting in which it was read.
    """
    assert meaning.span is not None
    if (setting.report or setting.whole) and isinstance(node, Shift) and node.unit == "year":
        return setting
    day = meaning if meaning.span.days == 1 and meaning.anchor is not Anchor.EXPRESSION else setting.day_before
    setting = setting._replace(before=meaning, before_text=" ".join(words.split()), day_before=day)
    over = setting.now is not None and (meaning.span.end - 1 <= setting.now or _is_reported_early(node, meaning.span, here))
    if setting.report and isinstance(node, Cal) and not node.fiscal and meaning.span.start < setting.report.start:
        over = False  # "after a flat second quarter" in the report of the third
    if over and meaning.span.granularity in (G.QUARTER, G.HALF) and (setting.report or not _is_reported(node)):
        report = setting.report if meaning.anchor is Anchor.EXPRESSION else meaning.span
        setting = setting._replace(report=report, whole=None)
    return setting


def is_of_a_game(node: Node, at: Setting) -> bool:
    """Say whether "the first half" may be that of a match: no year, and no word of results or of the economy near it."""
    return isinstance(node, Cal) and node.half is not None and node.year is None and not at.accounts


def _is_reported(node: Node) -> bool:
    """Whether a tree is the quarter of a report, or the one a year before it, and names none itself."""
    return isinstance(node, Deictic) and node.base == "report" and node.steps != 0


def _is_reported_early(node: Node, span: Span, at: Setting) -> bool:
    """Whether results are told of a quarter that is not over in the calendar: that of an accounting year."""
    first = isinstance(node, Cal) and node.quarter is not None and at.report is None
    return first and at.accounts and at.direction < 0 and span.start <= (at.now or 0)


def with_accounts(setting: Setting, text: str, hit: Hit, frame: Frame, grammar: Grammar) -> Setting:
    """Return the setting after "in the nine months" of a report: a year earlier is then the year before, no quarter of it."""
    node = hit.node.length if isinstance(hit.node, Ending) else hit.node
    if setting.now is None or not (isinstance(node, Length) and not node.window and node.mod is None):
        return setting
    if node.count is None or (node.unit, node.count) not in CUMULATED:
        return setting
    start, end = frame.sentences.around(hit.start)
    near = text[max(start, hit.start - MAX_CONTEXT) : min(end, hit.end + MAX_CONTEXT)]
    if not context.speaks_of_results(near, grammar.language):
        return setting
    return setting._replace(whole=period(setting.report.start if setting.report else setting.now, G.YEAR))


def placed(
    text: str, hit: Hit, following: Hit | None, frame: Frame, setting: Setting, before: tuple[int, int] | None, grammar: Grammar
) -> tuple[Hit, Setting]:
    """Return an expression and its setting: the direction of its sentence, and whether the expression before is near.

    Args:
        text: the text of the article.
        hit, following: the expression and the one after it.
        frame: what the article says of all of them.
        setting: what is known after the expressions before.
        before: offsets of the last date before.
        grammar: that of the language.
    """
    if not needs_context(hit.lent or hit.node):
        return hit, setting
    start, end = frame.sentences.around(hit.start)
    start, end = max(start, hit.start - MAX_CONTEXT), max(min(end, hit.end + MAX_CONTEXT), hit.end)
    sentence = text[start:end]
    side = tense.direction(sentence, hit.start - start, hit.end - start, grammar.language, facts(hit.lent or hit.node))
    if isinstance(hit.node, Shift) and hit.node.base == "ahead":
        return replace(hit, node=_ahead(hit.node, side, text[start : hit.start], grammar.language)), setting
    near = before is not None and is_near(text, before, hit, start)
    reported = (setting.report or setting.whole) is not None
    asked = reported or (isinstance(hit.node, Cal) and (hit.node.half or hit.node.quarter) is not None)
    accounts = asked and context.speaks_of_results(sentence, grammar.language)
    results = accounts and reported
    setting = setting._replace(direction=side, near=near, results=results, accounts=accounts)
    if (moved := _that_weekday(text, hit, setting, grammar)) is not None:
        day = setting.day_before
        return moved, setting._replace(direction=0, before=day, before_text=day.value if day and day.value else "")
    if isinstance(hit.node, Cal) and heads_line(text, hit, grammar):
        return hit, setting._replace(direction=0)
    if (
        isinstance(hit.node, Cal)
        and hit.node.quarter
        and re.search(grammar.settings["results"].get("told", "(?!)"), text[start : hit.start])
    ):
        return hit, setting._replace(direction=min(side, MAX_TOLD))
    if isinstance(hit.node, Ending) and re.search(grammar.settings["results"].get("reported", "(?!)"), text[start : hit.start]):
        return hit, setting._replace(direction=min(side, MAX_LEAN))
    if following is not None and re.search(grammar.settings["tense"].get("observed", "(?!)"), text[hit.end : following.start]):
        return hit, setting._replace(direction=_observed(hit.node, following.node, setting))
    return hit, _reported(setting, hit.node, sentence, before is not None and before[0] >= start, grammar)


def _that_weekday(text: str, hit: Hit, at: Setting, grammar: Grammar) -> Hit | None:
    """The weekday after the day that was spoken of: "the test, on 15 March. … He should have said so on the Saturday"."""
    article = grammar.settings["tense"].get("that_weekday")
    if article is None or at.now is None or at.direction > 0 or not (isinstance(hit.node, Cal) and is_weekday(hit.node)):
        return None
    lead, rest = text[max(0, hit.start - 12) : hit.start], text[hit.end : hit.end + 2]
    day = at.day_before.span if at.day_before is not None else None
    if day is None or day.end > at.now or re.search(article, lead) is None or rest.strip()[:1].isalnum():
        return None
    return replace(hit, start=hit.start - 4, node=Rel("following", hit.node))


def _observed(node: Node, holiday: Node, at: Setting) -> float:
    """The direction of a weekday on which a holiday is kept: "closed Saturday for Veterans Day"."""
    if at.now is None or not (isinstance(node, Cal) and is_weekday(node) and isinstance(holiday, Cal) and holiday.holiday):
        return at.direction
    kept = [span.start for span in calendars.candidates(holiday, at.now, at.southern, at.fiscal, at.holidays)]
    days = [span.start for span in calendars.candidates(node, at.now, at.southern, at.fiscal, at.holidays)]
    distance, day = min((abs(day - other), day) for day in days for other in kept)
    return at.direction if distance > MAX_MOVED else SURE if day > at.now else -SURE


def _ahead(node: Shift, side: float, words_before: str, language: str) -> Node:
    """Read "in two weeks" as a date to come, or as a length: "the worst in 40 years", "built in two weeks"."""
    if side > 0 and node.unit not in CLOCKS and not tense.superlative(words_before, language):
        return replace(node, base="now")
    return Length(node.count, node.unit, node.mod)


def _reported(setting: Setting, node: Node, sentence: str, same: bool, grammar: Grammar) -> Setting:
    """Count a weekday from the day of the reporting clause: "he said on Friday that he would come on Monday"."""
    day = setting.day_before
    if not (same and day and day.span and isinstance(node, Cal) and node.weekday is not None and setting.direction > 0):
        return setting
    words = grammar.settings["tense"]["reported"]
    if setting.now is None or not 0 < setting.now - day.span.start <= 7 or not any(f" {word} " in sentence for word in words):
        return setting
    return setting._replace(now=day.span.start, label=f"'{setting.before_text}' ({day_words(day.span.start)})")


def needs_context(node: Node) -> bool:
    """Say whether a tree means another day in a sentence about the past than in one about the future."""
    if isinstance(node, Clock):
        return node.of is None or needs_context(node.of)
    if isinstance(node, (Part, Bound, Nth, Ending)):
        return needs_context(node.of)
    if isinstance(node, Range):
        return needs_context(node.first)
    if isinstance(node, Shift):
        return node.unit == "year" or node.base == "ahead" or (not isinstance(node.base, str) and needs_context(node.base))
    if isinstance(node, Deictic):
        return node.steps == 0 and (node.unit is not G.DAY or node.base != "now")
    if isinstance(node, Cal):
        return node.year is None and node.decade is None and node.century is None
    if isinstance(node, Rel) and node.which in SIDED and node.of.weekday is not None:
        return False
    return isinstance(node, (Rel, Within)) or (isinstance(node, Slash) and node.year is None)
