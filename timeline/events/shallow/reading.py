"""From an article without a parse to its mentions and statements: the same values that the parsed languages give."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from timeline.events.bounds import bounded, is_bound
from timeline.events.context import Sentence
from timeline.events.elapsed import elapsed, elapsed_words
from timeline.events.expressions import dates_events
from timeline.events.layout import Layout
from timeline.events.shallow.actors import Named, full_names, named, participants, place
from timeline.events.shallow.clauses import Word, split
from timeline.events.shallow.dating import attach
from timeline.events.shallow.lexicon import Lexicon, lexicon
from timeline.events.shallow.reality import reality
from timeline.events.shallow.spotting import Spotted, spot
from timeline.events.shallow.titles import title
from timeline.events.statements import Dated, state
from timeline.model import Anchor, Article, Expression, Mention, Modality, digest
from timeline.network.relations import Statement

MAX_KEYWORDS = 24
_SHORTEST_KEYWORD = 4


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence as it is read: its place in the article, its words and names, and whether something is called off there."""

    sentence: Sentence
    rank: int
    words: Sequence[Word]
    names: Sequence[Named]
    undone: bool


@dataclass(slots=True)
class _Draft:
    """A mention in the making: its word, whether it is only what a date counts from, and what its dates count from."""

    mention: Mention
    spotted: Spotted
    anchors: dict[int, str] = field(default_factory=dict)


def read(
    article: Article, expressions: tuple[Expression, ...], layout: Layout, language: str
) -> tuple[tuple[Mention, ...], tuple[Statement, ...]]:
    """Find the mentions and statements of an article by rule.

    Args:
        article: the article.
        expressions: its time expressions in order.
        layout: its sentences.
        language: tag of a language that has a folder here.

    >>> from timeline.dates import annotate
    >>> from timeline.events.layout import lay_out
    >>> article = Article("a", "La Cámara aprobó la ley el 3 de mayo de 2021.", language="es")
    >>> found = annotate(article)
    >>> [(m.type, str(m.span)) for m in read(article, found, lay_out(article, found), "es")[0]]
    [('vote', '2021-05-03')]
    """
    words = lexicon(language)
    starts = [expression.start for expression in expressions]
    lines = []
    for sentence in layout.sentences:
        if not sentence.furniture:
            inside = range(bisect_left(starts, sentence.start), bisect_left(starts, sentence.end))
            dates = [(expressions[i].start, _end(expressions[i])) for i in inside if dates_events(expressions[i])]
            lines.append((sentence, inside, split(article.text, sentence.start, sentence.end, words, dates)))
    known = full_names([line for _, _, line in lines], words)
    drafts: list[_Draft] = []
    off = [_calls_off(line, words) for _, _, line in lines]
    for rank, (sentence, inside, line) in enumerate(lines):
        here = {i: expressions[i] for i in inside}
        read_as = _Line(sentence, rank, line, named(line, words, known), any(off[max(0, rank - 1) : rank + 1]))
        drafts += _of_sentence(article, read_as, here, expressions, words)
    _bind(drafts, expressions, words)
    dated = [Dated(d.mention, () if d.mention.expression is None else (d.mention.expression,), dict(d.anchors)) for d in drafts]
    return tuple(d.mention for d in drafts), state(article, expressions, dated, (), layout.dateline)


def _calls_off(line: Sequence[Word], words: Lexicon) -> bool:
    return any(word.verb is not None and word.verb.lemma in words.words["calling_off"] for word in line)


def _end(expression: Expression) -> int:
    """Where the words of a date itself end: what it counts from is read like the rest of the sentence."""
    event = expression.anchor is Anchor.EVENT and expression.anchor_start is not None
    return expression.anchor_start if event and expression.anchor_start is not None else expression.end


def _of_sentence(
    article: Article, read_as: _Line, here: dict[int, Expression], expressions: Sequence[Expression], words: Lexicon
) -> Iterator[_Draft]:
    sentence, line, names = read_as.sentence, read_as.words, read_as.names
    spotted = spot(line, words)
    dates = attach(spotted, line, here, words)
    label = sentence.label if sentence.label is not None and dates_events(expressions[sentence.label]) else None
    told = sentence.label is not None
    for one in spotted:
        index = _not_counting(dates.get(one.at), line[one.at], sentence, article, here)
        if index is None and label is not None:
            index = label
        expression = None if index is None else expressions[index]
        anchor = any(_is_counted_from(line[one.at], e) for e in here.values())
        if not _counts(one, line, expression, anchor, told, words) or _only_reports(one, expression, spotted, line, words):
            continue
        span = None if expression is None else expression.span
        modality = (
            Modality.ASSERTED if anchor else reality(one, line, words, _when(expression, article, words), told, read_as.undone)
        )
        if modality is None:
            continue
        if expression is not None and is_bound(article.text, expression):
            span = bounded(expression, article.published.span, modality)
        word, who = line[one.at], participants(one.at, line, names, words)
        mention = Mention(
            digest(article.id, str(word.start), one.type),
            article.id,
            word.start,
            word.end,
            word.text,
            sentence.quote_start,
            sentence.end,
            one.type,
            one.lemma,
            modality,
            who,
            place(one.at, line, names),
            index,
            span,
            title=title(one, line, article.text, words, who, _counted(expression)),
            keywords=_keywords(line, word.clause, words),
            weight=_weight(one, read_as.rank, article),
        )
        yield _Draft(mention, one)


def _not_counting(
    index: int | None, word: Word, sentence: Sentence, article: Article, here: Mapping[int, Expression]
) -> int | None:
    """The expression that dates a happening; of "hoy hace tres semanas que paramos" the latter, for today is not its day."""
    if index is None or here[index].text.lower() not in elapsed_words():
        return index
    text = article.text[sentence.quote_start : sentence.end]
    ago = elapsed(text, word.start - sentence.quote_start, word.end - sentence.quote_start)
    if ago is None:
        return index
    start, end = sentence.quote_start + ago.start, sentence.quote_start + ago.end
    others = (i for i, e in here.items() if start <= e.start < end and i != index and e.anchor is Anchor.PUBLISHED)
    return next(others, None)


def _counts(one: Spotted, line: Sequence[Word], expression: Expression | None, anchor: bool, told: bool, words: Lexicon) -> bool:
    """Say whether a word stands for a happening of its own, before its modality is asked."""
    if anchor or expression is not None:
        return True
    if one.weak:
        return False
    if not one.noun:
        return line[one.at].finite or line[one.at].passive or line[one.at].verb is not None
    if told:
        return True
    lemmas = {word.verb.lemma for word in line if word.verb is not None and word.clause == line[one.at].clause}
    return bool(lemmas & (words.words["calling_off"] | words.words["announcing"] | words.words["taking_place"]))


def _only_reports(
    one: Spotted, expression: Expression | None, spotted: Sequence[Spotted], line: Sequence[Word], words: Lexicon
) -> bool:
    """Say whether a verb only tells who says what else the sentence tells, or rules out the next word: "descartó dimitir"."""
    if one.type == "statement" and expression is None:
        return True
    verb, after = line[one.at].verb, one.at + 1
    refuses = verb is not None and verb.lemma in words.words["refusing"] and not one.noun
    return refuses and any(other.at == after and not other.noun for other in spotted)


def _counted(expression: Expression | None) -> tuple[int, int]:
    """Offsets of the words that a date counts from, empty where it has none."""
    if expression is None or expression.anchor_start is None or expression.anchor is not Anchor.EVENT:
        return 0, 0
    return expression.start, max(expression.end, expression.anchor_end or 0)


def _is_counted_from(word: Word, expression: Expression) -> bool:
    if expression.anchor is not Anchor.EVENT or expression.anchor_start is None or expression.anchor_end is None:
        return False
    return expression.anchor_start <= word.start < expression.anchor_end


def _when(expression: Expression | None, article: Article, words: Lexicon) -> str | None:
    """Where a date lies as seen from the article; where its own day is not known, by what the words of the date say."""
    if expression is None:
        return None
    span, published = expression.span, article.published.span
    if span is None or published is None:
        lead = article.text[: expression.start].lower().split()[-1:]
        return "future" if {*lead, *expression.text.lower().split()} & words.words["ahead"] else None
    if span.start >= published.end or (span.start >= published.start and span.end > published.end):
        return "future"
    return "today" if span.days == 1 and published.contains(span) else "past"


def _keywords(line: Sequence[Word], clause: int, words: Lexicon) -> tuple[str, ...]:
    """The content words of a clause, verbs in their dictionary form."""
    lists = words.words
    small = lists["determiners"] | lists["prepositions"] | lists["openers"] | lists["clitics"] | lists["negations"]
    kept = {
        word.verb.lemma if word.verb is not None else word.lower.removesuffix("s")
        for word in line
        if word.clause == clause and len(word.text) >= _SHORTEST_KEYWORD and word.lower not in small and word.lower.isalpha()
    }
    return tuple(sorted(kept)[:MAX_KEYWORDS])


def _weight(one: Spotted, rank: int, article: Article) -> float:
    """Prominence: the lead counts most, and what the headline names."""
    weight = max(0.3, 0.8 - 0.04 * rank)
    weight += 0.2 if one.lemma[:4] in article.title.lower() else 0.0
    weight -= 0.15 if one.weak else 0.05 if one.noun else 0.0
    return round(min(1.0, max(0.05, weight)), 2)


def _bind(drafts: Sequence[_Draft], expressions: Sequence[Expression], words: Lexicon) -> None:
    """Find the mention that each event-relative expression counts from: in its own words, or what they refer to."""
    for n, draft in enumerate(drafts):
        index = draft.mention.expression
        if index is None or expressions[index].anchor is not Anchor.EVENT:
            continue
        expression = expressions[index]
        inside = [d for d in drafts if _stands_in(d.mention, expression)]
        if inside:
            before = _antecedent(inside[0], drafts)
            draft.anchors[index] = before.mention.id
            if before is not inside[0]:  # "two days after the signing" speaks of the signing told before, on its day
                own, meant = inside[0].mention, before.mention
                inside[0].mention = replace(own, expression=meant.expression, span=meant.span, inherited=True, title=meant.title)
        elif expression.anchor_start is not None and set(expression.text.lower().split()) & words.words["generic"]:
            told = [d for d in drafts[:n] if d.mention.modality is Modality.ASSERTED and d.mention.expression is not None]
            if told:
                draft.anchors[index] = told[0].mention.id


def _stands_in(mention: Mention, expression: Expression) -> bool:
    start, end = expression.anchor_start, expression.anchor_end
    return start is not None and end is not None and start <= mention.start < end


def _antecedent(draft: _Draft, drafts: Sequence[_Draft]) -> _Draft:
    """What a noun without a date refers to: the dated happening of its type that the article told before."""
    if not draft.spotted.noun or draft.mention.expression is not None:
        return draft
    before = [d for d in drafts if d.mention.start < draft.mention.start and d.mention.type == draft.mention.type]
    dated = [d for d in before if d.mention.expression is not None and d.mention.modality is Modality.ASSERTED]
    if dated:
        return dated[-1]
    later = [d for d in drafts if d.mention.start > draft.mention.start and d.spotted.lemma == draft.spotted.lemma]
    same = [d for d in later if d.mention.type == draft.mention.type and d.mention.expression is not None]
    return same[0] if same else draft
