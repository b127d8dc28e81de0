"""Stories: which articles are merged together, and that the others have no part in it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from timeline.merge import merge
from timeline.merge.outlines import Outline, outline
from timeline.merge.stories import LARGEST, stories
from timeline.model import Article, Basis, Mention, Publication, Reading, digest
from timeline.network.relations import Gap, In, Statement
from timeline.span import Span

START = Span.of("2031-01-01").start
KINDS = ("signing", "meeting", "strike", "arrest")


def people_of(story: int) -> tuple[str, str]:
    """Two people whom nobody takes for those of another story."""
    rng = random.Random(story)  # noqa: S311
    one, two = ("".join(rng.choices(("bra", "ke", "lom", "tis", "vu", "zan", "gri", "pho", "wex"), k=5)) for _ in range(2))
    return f"Anna {one.capitalize()}", f"Bert {two.capitalize()}"


def told(story: int, number: int) -> Reading:
    """One of the articles of an invented story: four happenings, each told with the words and people of its story."""
    rng = random.Random(f"{story} {number}")  # noqa: S311
    day = START + 9 * story + number
    key = digest("story", str(story), str(number))
    words = [f"t{story:02}{n}" for n in range(8)] + [f"g{rng.randrange(3000):04}" for _ in range(6)]
    article = Article(
        key, " ".join(words), f"{story:03}-{number}.txt", published=Publication(Span(day, day + 1), Basis.STATED), source=key
    )
    mentions = []
    for place, kind in enumerate(KINDS):
        if rng.random() < 0.7:
            span = Span(START + 9 * story - place, START + 9 * story - place + 1) if rng.random() < 0.7 else None
            people = people_of(story)[: rng.randint(1, 2)]
            mentions.append(
                Mention(digest(key, kind), key, 10 * place, 10 * place + 4, kind, 10 * place, 10 * place + 9, kind, kind,
                        participants=people, span=span, keywords=tuple(rng.sample(words, 7)), title=f"{kind} of {people[0]}")
            )  # fmt: skip
    said = [Statement(digest(key), (In(("published", key), ((day, day),)),), 10, 1, "published", key, 0, 0, "")]
    for m in mentions:
        node = ("mention", m.id)
        said.append(Statement(digest(m.id, "past"), (Gap(node, ("published", key), 0, None),), 8, 1, "asserted", key, 0, 0, ""))
        if m.span:
            said.append(
                Statement(digest(m.id, "day"), (In(node, ((m.span.start, m.span.start),)),), 9, 1, "explicit", key, 0, 0, "")
            )
    return Reading(article, (), tuple(mentions), tuple(said))


MANY = [told(story, number) for story in range(30) for number in range(5)]


def test_a_few_articles_are_one_story_whatever_they_tell() -> None:
    few = [outline(reading) for reading in MANY[:LARGEST]]
    assert stories(few) == [sorted(one.article for one in few)]
    assert stories([]) == []


def test_many_articles_are_parted_into_their_stories() -> None:
    home = {reading.article.id: (reading.article.file or "")[:3] for reading in MANY}
    found = stories([outline(reading) for reading in MANY])
    assert len(found) > 10
    assert sum(len({home[key] for key in story}) for story in found) == 30
    assert max(map(len, found)) <= LARGEST
    assert sorted(key for story in found for key in story) == sorted(home)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_articles_parts_nothing_else(seed: int) -> None:
    outlines = [outline(reading) for reading in MANY]
    assert stories(random.Random(seed).sample(outlines, len(outlines))) == stories(outlines)  # noqa: S311


def test_an_affair_of_hundreds_of_articles_stays_in_one_piece() -> None:
    terms = tuple(f"w word{n}" for n in range(20))
    affair = [Outline(f"{n:04}", START + n, (), terms) for n in range(600)]
    others = [Outline(f"x{n}", START + n, (), (f"w only{n}",)) for n in range(50)]
    assert max(map(len, stories([*affair, *others]))) == 600


def test_a_lone_article_goes_to_the_story_that_it_is_most_like() -> None:
    lone = replace(outline(told(3, 0)), article="lone", terms=(*outline(told(3, 1)).terms[:6], *(f"w q{n}" for n in range(8))))
    (home,) = [story for story in stories([*(outline(reading) for reading in MANY), lone]) if "lone" in story]
    assert told(3, 1).article.id in home


def test_retellings_are_one_story_whatever_language_they_are_in() -> None:
    words = " ".join(f"parola{n}" for n in range(400))
    copies = [Reading(Article(digest(f"copy {n}"), f"{words} {n}")) for n in range(2)]
    found = stories([outline(reading) for reading in [*MANY, *copies]])
    assert [len({c.article.id for c in copies} & set(story)) for story in found].count(2) == 1


def test_a_story_is_merged_alike_alone_and_among_others() -> None:
    everything, by_id = merge(MANY), {reading.article.id: reading for reading in MANY}
    for story in stories([outline(reading) for reading in MANY]):
        alone = merge([by_id[key] for key in story])
        among = [event for event in everything.events if event.mentions[0].article in story]
        assert list(alone.events) == among
