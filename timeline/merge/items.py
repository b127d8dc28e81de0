"""Mentions made ready for comparison: names in their canonical form, words with their rarity, dates from the article alone."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import mul

from timeline.model import Article, Mention, Modality, Reading
from timeline.network.relations import Filter, Gap, In, Runs, Statement
from timeline.span import Granularity, Shape, Span

STEM_CHARS = 6
"""Words are compared by their first letters: "arrested", "arrests" and "arresting" are one."""
SHORTEST_WORD = 3
WORDS_KEPT = 24
"""Of a long sentence only the rarest words are compared."""
TOPIC_TERMS = 48
"""So many of the rarest terms that an article shares with any other stand for what it is about."""

LONGEST_TOLD = 60
"""What lasts longer is not told in days."""

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*%?")


@dataclass(frozen=True, slots=True)
class Item:
    """A mention as the merge sees it.

    Args:
        index: place in the canonical order (article id, offset, type).
        mention: the mention itself.
        article, family: ids of its article and of the family that votes for it.
        people: canonical participants.
        lead: the first of them, or "".
        words: stems of the sentence with their weights, of length 1 as a vector.
        rarities: the same weights before they were made of length 1.
        headline: stems of the article's title with their weights, of length 1 as a vector.
        topic: what the article as a whole shares with others: its rarest participants and words, of length 1 as a vector.
        stem: stem of the trigger.
        place: canonical place, or "".
        span: the days that its own article gives, or None; never derived from another article.
        published: likely first day of publication, or None.
        planned: whether the sentence speaks of a plan or of what might be.
        apart: ids of mentions that its own article puts on other days ("two days after the remarks").
        about: stems of what it is done to or about with their weights, of length 1 as a vector.
        refers: id of the mention of its article that it points back to ("the strike"), or "".
        runs: where there is no span, the days that its own article leaves in several years ("17 May"); else empty.
    """

    index: int
    mention: Mention
    article: str
    family: str
    people: frozenset[str]
    lead: str
    words: Mapping[str, float]
    rarities: Mapping[str, float]
    headline: Mapping[str, float]
    topic: Mapping[str, float]
    stem: str
    place: str
    span: Span | None
    published: int | None
    planned: bool
    apart: frozenset[str] = frozenset()
    about: Mapping[str, float] = field(default_factory=dict)
    refers: str = ""
    runs: Runs = ()

    @property
    def days(self) -> int | None:
        """How many days it lasts, as it says or as its dates from one day to another give, or None."""
        if self.mention.days is None and self.extent and self.span and self.span.granularity is Granularity.DAY:
            return self.span.days if self.span.days <= LONGEST_TOLD else None
        return self.mention.days

    @property
    def extent(self) -> bool:
        """Whether its date is an extent, which lasts, rather than an uncertainty."""
        return self.span is not None and self.span.shape is not Shape.WITHIN


def told_apart(statements: Iterable[Statement]) -> Mapping[str, frozenset[str]]:
    """Return for every mention those that its article puts before or after it.

    In an article without a date, what happened on the day of the report is not what it tells of a day of the calendar.

    >>> gap = Gap(("mention", "a"), ("mention", "b"), 2, 2)
    >>> sorted(told_apart([Statement("s", (gap,), 5, 1, "event", "x", 0, 0, "two days after")])["b"])
    ['a']
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    today: defaultdict[str, set[str]] = defaultdict(set)
    calendar: defaultdict[str, set[str]] = defaultdict(set)
    dated: set[str] = set()
    for statement in statements:
        for relation in statement.relations:
            if isinstance(relation, Gap):
                low, high = relation.lo, relation.hi
                if relation.x[0] == relation.y[0] == "mention":
                    if (low is not None and low > 0) or (high is not None and high < 0) or _follows(statement.kind, low):
                        found[relation.x[1]].add(relation.y[1])
                        found[relation.y[1]].add(relation.x[1])
                elif low == high == 0 and relation.y[0] == "mention":
                    today[statement.article].add(relation.y[1])
            elif isinstance(relation, In) and relation.x[0] == "published":
                dated.add(statement.article)
            elif relation.x[0] == "mention" and (isinstance(relation, In) or (isinstance(relation, Filter) and relation.first)):
                calendar[statement.article].add(relation.x[1])
    for article in today.keys() - dated:
        both = today[article] & calendar[article]
        for one in today[article] - both:
            for two in calendar[article] - both:
                found[one].add(two)
                found[two].add(one)
    return {key: frozenset(others) for key, others in found.items()}


def _follows(kind: str, low: int | None) -> bool:
    """Whether a connective makes one the sequel of the other: "walked out after the talks", "the worst fire since May's"."""
    return kind == "order" and low == 0


def antecedents(mentions: Iterable[Mention]) -> Mapping[str, str]:
    """Return for every mention that only points back the one that it points to: the nearest of its type before it.

    A noun with "the" or "this" and without names or a date of its own stands for what its article has told already; a chain of
    them for the mention at its beginning.

    Args:
        mentions: those of each article in the order of its text.

    >>> told = Mention("m", "a", 0, 6, "strike", 0, 30, "strike", "strike", participants=("dockers",))
    >>> back = Mention("n", "a", 50, 56, "strike", 40, 70, "strike", "strike", definite=True)
    >>> antecedents([told, back])
    {'n': 'm'}
    """
    latest: dict[tuple[str, str], str] = {}
    found: dict[str, str] = {}
    for mention in mentions:
        key = mention.article, mention.type
        bare = mention.definite and not mention.participants and mention.expression is None
        if bare and key in latest:
            found[mention.id] = latest[key]
        else:
            latest[key] = mention.id
    return found


def directly_dated(group: Iterable[Item]) -> frozenset[str]:
    """Return the ids of the articles that date one of some mentions in its own clause.

    >>> directly_dated([])
    frozenset()
    """
    return frozenset(i.article for i in group if i.mention.expression is not None and not i.mention.inherited)


def stem(word: str) -> str:
    """Return the part of a word by which it is compared.

    >>> stem("Arrested") == stem("arrests")
    True
    """
    return word.casefold()[:STEM_CHARS]


def rarity(count: int) -> float:
    """Return the weight, from 1 down to 0, of a term that stands in so many independent articles.

    It depends on nothing but that count, so a story is merged alike alone and among a thousand others.

    >>> rarity(1), round(rarity(100), 2)
    (1.0, 0.18)
    """
    return 1.0 / (1.0 + math.log(count)) if count > 1 else 1.0


def prepare(
    readings: Sequence[Reading],
    families: Mapping[str, str],
    names: Mapping[str, str],
    local: Mapping[str, Span],
    several: Mapping[str, Runs],
) -> tuple[Item, ...]:
    """Return the items of all mentions in the canonical order.

    Args:
        readings: one for each article.
        families: the family of every article id.
        names: canonical form of every participant.
        local: days of mentions (by id) that their own article's statements give where its expression alone does not.
        several: sets of days of mentions that its own article leaves in several years.
    """
    ordered = sorted(
        ((reading.article, mention) for reading in readings for mention in reading.mentions),
        key=lambda pair: (pair[1].article, pair[1].start, pair[1].type, pair[1].id),
    )
    words = [words_of(article, mention) for article, mention in ordered]
    titles = {reading.article.id: stems(reading.article.title) for reading in readings}
    known = _counts((families[m.article], found) for (_, m), found in zip(ordered, words, strict=True))
    known_titles = _counts((families[key], found) for key, found in titles.items())
    headlines = {key: _vector(found, known_titles) for key, found in titles.items()}
    topics = _topics(ordered, words, families, names)
    apart = told_apart(statement for reading in readings for statement in reading.statements)
    objects = [frozenset(map(stem, mention.about)) for _, mention in ordered]
    known_objects = _counts((families[m.article], found) for (_, m), found in zip(ordered, objects, strict=True))
    referred = antecedents(mention for _, mention in ordered)
    return tuple(
        Item(
            index=index,
            mention=mention,
            article=mention.article,
            family=families[mention.article],
            people=frozenset(names.get(name, name) for name in mention.participants),
            lead=names.get(mention.participants[0], mention.participants[0]) if mention.participants else "",
            words=_vector(words[index], known),
            rarities={term: rarity(known[term]) for term in words[index]},
            headline=headlines[mention.article],
            topic=topics[mention.article],
            stem=stem(mention.lemma or mention.trigger),
            place=names.get(mention.place, mention.place) if mention.place else "",
            span=mention.span or local.get(mention.id),
            published=article.published.span.start if article.published.span else None,
            planned=mention.modality in (Modality.PLANNED, Modality.HYPOTHETICAL),
            apart=apart.get(mention.id, frozenset()),
            about=_vector(objects[index], known_objects),
            refers=referred.get(mention.id, ""),
            runs=several.get(mention.id, ()),
        )
        for index, (article, mention) in enumerate(ordered)
    )


def stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that are long enough to mean something, and all numbers.

    >>> sorted(stems("The 48-hour walkout"))
    ['48', 'hour', 'the', 'walkou']
    """
    return frozenset(stem(w) for w in _WORD.findall(text) if len(w) >= SHORTEST_WORD or w[0].isdigit())


def words_of(article: Article, mention: Mention) -> frozenset[str]:
    """Return the stems by which the sentence of a mention is compared.

    >>> sorted(words_of(Article("a", "They met."), Mention("m", "a", 5, 8, "met", 0, 9, "meeting", "meet")))
    ['met', 'they']
    """
    if mention.keywords:
        return frozenset(stem(word) for word in mention.keywords)
    return stems(article.text[mention.quote_start : mention.quote_end])


def _topics(
    ordered: Sequence[tuple[Article, Mention]],
    words: Sequence[frozenset[str]],
    families: Mapping[str, str],
    names: Mapping[str, str],
) -> dict[str, dict[str, float]]:
    found: dict[str, set[str]] = {}
    for (article, mention), own in zip(ordered, words, strict=True):
        found.setdefault(article.id, set()).update(own, (names.get(name, name) for name in mention.participants))
    known = _counts((families[key], frozenset(terms)) for key, terms in found.items())
    # A term of one family alone can be shared with no other, so it says nothing of how much is shared.
    return {key: _vector(frozenset(t for t in terms if known[t] > 1), known, TOPIC_TERMS) for key, terms in found.items()}


def _counts(found: Iterable[tuple[str, frozenset[str]]]) -> Counter[str]:
    """In how many independent families each term stands."""
    seen: set[tuple[str, str]] = {(family, term) for family, terms in found for term in terms}
    return Counter(term for _, term in seen)


def _vector(terms: frozenset[str], known: Mapping[str, int], kept: int = WORDS_KEPT) -> dict[str, float]:
    rarest = sorted(terms, key=lambda term: (known[term], term))[:kept]
    weights = {term: rarity(known[term]) for term in rarest}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """Return how alike two vectors of length 1 are, from 0 to 1.

    >>> cosine({"a": 1.0}, {"a": 0.6, "b": 0.8})
    0.6
    """
    # An exact sum, for the order of a set is not the same everywhere.
    shared = one.keys() & two.keys()
    return math.fsum(map(mul, map(one.__getitem__, shared), map(two.__getitem__, shared))) if shared else 0.0
