"""How long the merge takes and how it grows: synthetic corpora from a seeded generator whose true clusters are known.

usage: python benchmarks/merge_speed.py [MENTIONS …]        (default: 10000 and 100000)

Prints for each size: processor seconds of one core, peak memory, pair precision, recall and F1 against the true clusters, and
at the end the exponent of growth between the first and the last size.  The corpus imitates news: stories of a few articles each,
several stories sharing actors, a vocabulary with Zipf's law, a third of the mentions undated, planned and vague ones among them,
some dates off by a day, some articles without a publication date.
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date

from timeline.merge import merge
from timeline.model import Article, Basis, Mention, Modality, Publication, Reading, digest
from timeline.network.relations import Gap, In, Statement
from timeline.span import Granularity, Span, period

TYPES = {"meeting": ("meet", "talk", "confer"), "signing": ("sign", "initial"), "statement": ("say", "tell", "declare"),
         "demand": ("demand", "call"), "ruling": ("rule", "order"), "vote": ("vote", "approve"), "arrest": ("arrest", "detain"),
         "strike": ("strike", "walkout", "stoppage"), "attack": ("attack", "raid", "strike"), "launch": ("launch", "open"),
         "resignation": ("resign", "quit"), "disaster": ("flood", "collapse")}  # fmt: skip
FIRST_DAY = date(2015, 1, 1).toordinal()
DAYS = 3000
ARTICLES_IN_STORY, EVENTS_IN_STORY = 6, 9
VOCABULARY, ACTORS = 20_000, 3_000


Happening = tuple[int, str, int, list[str], list[str]]
"""Number, type, day, actors and words of a true event."""


class Corpus:
    """The readings of a synthetic corpus and the true event of every mention."""

    def __init__(self, mentions: int, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.truth: dict[str, int] = {}
        self.events = 0
        self.readings: list[Reading] = []
        while len(self.truth) < mentions:
            self.readings += self._story(len(self.readings))

    def _zipf(self, size: int) -> int:
        """A rank with Zipf's law: the first ones often, most of them hardly ever."""
        return int(size ** self.random.random()) - 1

    def _words(self, count: int) -> list[str]:
        return [f"w{self._zipf(VOCABULARY):05d}"[::-1] for _ in range(count)]

    def _story(self, number: int) -> Iterator[Reading]:
        start = FIRST_DAY + self.random.randrange(DAYS)
        cast = [f"Actor {self._zipf(ACTORS)}" for _ in range(6)]
        topic = self._words(12)
        events = []
        for _ in range(EVENTS_IN_STORY):
            self.events += 1
            kind = self.random.choice(sorted(TYPES))
            events.append((self.events, kind, start + self.random.randrange(25), self.random.sample(cast, 2), self._words(6)))
        for place in range(ARTICLES_IN_STORY):
            yield self._article(f"{number}-{place}", start + 4 + self.random.randrange(25), topic, events)

    def _article(
        self, name: str, published: int, topic: list[str], events: list[tuple[int, str, int, list[str], list[str]]]
    ) -> Reading:
        known = self.random.random() < 0.9
        told = [event for event in events if event[2] <= published + 7 and self.random.random() < 0.7]
        text = " ".join(self._words(120))
        day = Span(published, published + 1)
        article = Article(
            digest(name),
            text,
            name,
            title=" ".join(self.random.sample(topic, 4)),
            source=name,
            published=Publication(day, Basis.STATED) if known else Publication(),
        )
        mentions, statements = [], []
        if known:
            statements.append(_statement(article.id, In(("published", article.id), ((published, published),)), 10))
        for place, event in enumerate(told):
            mention = self._mention(article, place * 10, published, topic, event)
            node = ("mention", mention.id)
            if mention.span:
                statements.append(_statement(article.id, In(node, ((mention.span.start, mention.span.end - 1),)), 9))
            if mention.modality is Modality.ASSERTED:
                statements.append(_statement(article.id, Gap(node, ("published", article.id), 0, None), 8))
            mentions.append(mention)
        return Reading(article, (), tuple(mentions), tuple(statements))

    def _mention(self, article: Article, start: int, published: int, topic: list[str], event: Happening) -> Mention:
        number, kind, day, actors, words = event
        lemma = self.random.choice(TYPES[kind])
        own = self.random.sample(words, 4) + self.random.sample(topic, 3) + self._words(6)
        mention = Mention(
            digest(article.id, str(start), kind),
            article.id,
            start,
            start + 5,
            lemma,
            start,
            start + 10,
            kind,
            lemma,
            modality=Modality.PLANNED if day > published else Modality.ASSERTED,
            participants=tuple(actors if self.random.random() < 0.7 else actors[:1]),
            span=self._date(day),
            keywords=tuple(sorted(own)),
            title=f"{actors[0]} {lemma}",
            weight=self.random.random(),
        )
        self.truth[mention.id] = number
        return mention

    def _date(self, day: int) -> Span | None:
        dice = self.random.random()
        if dice < 0.33:
            return None
        if dice < 0.43:
            return period(day, self.random.choice([Granularity.WEEK, Granularity.MONTH]))
        return Span(day + 1, day + 2) if dice < 0.46 else Span(day, day + 1)


def _statement(article: str, relation: In | Gap, weight: int) -> Statement:
    return Statement(digest(article, repr(relation)), (relation,), weight, 1, relation.relation, article, 0, 0, "")


def pair_scores(truth: dict[str, int], found: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs of mentions that are put together."""

    def pairs(counts: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    right = pairs(Counter((truth[m], found[m]) for m in truth))
    precision = right / (pairs(Counter(found.values())) or 1)
    recall = right / (pairs(Counter(truth.values())) or 1)
    return precision, recall, 2 * precision * recall / (precision + recall or 1)


def main() -> None:
    """Time the merge of each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mentions", nargs="*", type=int, default=[10_000, 100_000])
    taken: list[tuple[int, float]] = []
    for size in parser.parse_args().mentions:
        corpus = Corpus(size)
        began = time.process_time()
        timeline = merge(corpus.readings)
        seconds = time.process_time() - began
        found = {m.id: event.id for event in timeline.events for m in event.mentions}
        precision, recall, f1 = pair_scores(corpus.truth, found)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        taken.append((len(corpus.truth), seconds))
        print(
            f"{len(corpus.truth):7} mentions, {len(corpus.readings)} articles: {seconds:6.1f} s, peak {memory:.0f} MB, "
            f"{len(timeline.events)} events (true {corpus.events}), pairs P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
        )
    if len(taken) > 1:
        (small, first), (large, last) = taken[0], taken[-1]
        print(f"exponent of growth: {math.log(last / first) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main()
