"""What of an article is enough to tell which story it belongs to: whole readings are opened only where a story changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from timeline.merge.duplicates import triples
from timeline.merge.items import stems, words_of
from timeline.merge.names import normalize
from timeline.model import Reading
from timeline.network.relations import Day

SAMPLE = 16
"""One word triple in so many finds the retellings of an article."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An article in terms.

    Args:
        article: its id.
        day: likely first day of publication, or None.
        names: the names of participants and places as the article has them, each with how often, sorted.
        terms: what it may share with others of its story, sorted: names, words, days.
        triples: a sample of its hashed word triples, sorted.
    """

    article: str
    day: Day | None
    names: tuple[tuple[str, int], ...] = ()
    terms: tuple[str, ...] = ()
    triples: tuple[int, ...] = ()


def outline(reading: Reading) -> Outline:
    """Return the outline of an article.

    >>> from timeline.model import Article, Mention
    >>> told = Mention("m", "a", 0, 3, "met", 0, 9, "meeting", "meet", participants=("Peru",), keywords=("minister",))
    >>> outline(Reading(Article("a", "Met in Lima", title="Talks"), (), (told,))).terms
    ('n peru', 'w minist', 'w talks')
    """
    article, mentions = reading.article, reading.mentions
    names = Counter(name for m in mentions for name in (*m.participants, *([m.place] if m.place else [])))
    terms = {f"n {normalize(name)}" for name in names}
    terms |= {f"w {word}" for m in mentions for word in words_of(article, m)} | {f"w {word}" for word in stems(article.title)}
    terms |= {f"d {m.span.start}" for m in mentions if m.span and m.span.days == 1}
    return Outline(
        article.id,
        article.published.span.start if article.published.span else None,
        tuple(sorted(names.items())),
        tuple(sorted(terms)),
        tuple(sorted(triple for triple in triples(article) if triple % SAMPLE == 0)),
    )
