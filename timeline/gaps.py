"""What a timeline is missing, in one list: inputs that were not read, articles read with gaps, changes that found nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from timeline.model import Refusal, Timeline
from timeline.words import source_words

NOT_READ, WITH_GAPS, IN_TIMELINE = "Not read", "Read with gaps", "In the timeline"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing.

    Args:
        kind: NOT_READ, WITH_GAPS or IN_TIMELINE, each a heading.
        name: the input's name or the article's source; empty for what concerns the timeline.
        said: what was skipped, why, and what to do, in sentences.
        article: id of the article, if there is one.
    """

    kind: str
    name: str
    said: str
    article: str | None = None


def gaps(timeline: Timeline, refusals: Iterable[Refusal] = ()) -> tuple[Gap, ...]:
    """Return what a timeline is missing: what was not read, what was read with gaps, and what could not be done.

    Args:
        timeline: a store's timeline.
        refusals: what the store remembers as not read, from `Store.refusals`.

    >>> gaps(Timeline(), [Refusal("a.xyz", "Not read: .xyz files can't be opened. Save it as text.")])[0].kind
    'Not read'
    """
    return (
        *(Gap(NOT_READ, refusal.name, refusal.reason) for refusal in refusals),
        *(
            Gap(WITH_GAPS, article.file or source_words(article), warning, article.id)
            for article in timeline.articles
            for warning in article.warnings
        ),
        *(Gap(IN_TIMELINE, "", warning) for warning in timeline.warnings),
    )
