"""Candidates for an article's date of publication, each with its evidence, and the choice among them, explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from timeline import limits
from timeline.ingest import published
from timeline.model import Basis, Publication, Zone
from timeline.span import Span

SAME_MOMENT = timedelta(minutes=5)
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)
"""The offsets from UTC that places on earth have."""
_NULL_DATES = frozenset({"1970-01-01", "0001-01-01"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible date of publication: where it is said, in which words, and on what basis."""

    evidence: str
    value: str
    basis: Basis = Basis.METADATA


@dataclass(frozen=True, slots=True)
class Dated:
    """A candidate that was read: the day, what a reader should know about it, and the moment where it names one with its zone."""

    publication: Publication
    warnings: tuple[str, ...] = ()
    moment: datetime | None = None

    @property
    def day(self) -> Span:
        """The days that it names."""
        assert self.publication.span is not None
        return self.publication.span


def ordered(
    own: Sequence[Candidate],
    heads: Sequence[tuple[Zone, Publication | None]],
    around: Sequence[Candidate],
    url: str | None,
    weak: Sequence[Candidate] = (),
) -> list[Candidate | Publication]:
    """Return all candidates in the order in which they are believed.

    What the document states for machines goes first, then its byline, then what stood around it (a feed, a mail's header), its
    dateline, and last the address, which many outlets give the day on which an editor opened the story.

    Args:
        own: the document's own.
        heads: byline and dateline as found in its words.
        around: those from around the document.
        url: of the document.
        weak: those that are only believed where there is nothing else.
    """
    read = [found for _, found in heads if found]
    bylines = [found for found in read if found.basis is not Basis.DATELINE]
    datelines = [found for found in read if found.basis is Basis.DATELINE]
    address = published.by_address(url or "")
    return [*own, *bylines, *around, *datelines, *([address] if address.span else []), *weak]


def choose(
    candidates: Sequence[Candidate | Publication], language: str, text: str, crawled: str | None = None
) -> tuple[Publication, tuple[str, ...]]:
    """Return the first candidate that is a sensible date, with what the others say where they differ.

    Args:
        candidates: the best first; a byline or dateline comes read already, as a Publication.
        language: of the article.
        text: of the article, whose own dates settle 03/04/2023.
        crawled: when the article was fetched, as ISO 8601: an upper bound, and all that is known where no candidate is left.

    >>> choose([Candidate("the byline", "July 29, 2023", Basis.STATED)], "en", "")[0].why
    'the byline says July 29, 2023'
    >>> str(choose([Candidate("a", "2023-08-02"), Candidate("b", "2023-07-29")], "en", "", "2023-07-30T10:00Z")[0].span)
    '2023-07-29'
    """
    read_as = [_read(candidate, language, text) for candidate in candidates]
    dated = [item for item in read_as if item.publication.span]
    last = _last_day(crawled)
    late = [item for item in dated if last and item.day.first > last]
    sensible = [item for item in dated if _sensible(item) and item not in late]
    best = next(iter(sensible or [item for item in dated if item not in late]), None)
    remarks = tuple(f"{_capital(item.publication.why)}, after it was fetched on {crawled}; not taken." for item in late[:1])
    if best is None:
        return _unknown(last), tuple(w for item in read_as for w in item.warnings)[:1] + remarks
    best = _on_the_local_day(best, sensible)
    remarks += read_as[0].warnings if read_as[0].publication.span is None else ()  # the first place to look holds no date
    others = sorted({str(item.day) for item in sensible if not item.day.overlaps(best.day) and not _same_moment(item, best)})
    if others:
        remarks += (f"The page gives more than one date of publication: {best.day} was taken, not {' or '.join(others)}.",)
    return best.publication, best.warnings + remarks


def _read(candidate: Candidate | Publication, language: str, text: str) -> Dated:
    if isinstance(candidate, Publication):
        return Dated(candidate)
    found, warnings = published.publication(candidate.evidence, candidate.value, candidate.basis, language, text)
    return Dated(found, warnings, published.moment(candidate.value) if found.span else None)


def _sensible(item: Dated) -> bool:
    low, high = limits.HORIZON_YEARS
    return low <= item.day.first.year <= high and str(item.day) not in _NULL_DATES


def _last_day(crawled: str | None) -> date | None:
    """The last day that it can have been anywhere on earth when the article was fetched."""
    moment = published.moment(crawled or "")
    if moment is None:
        span = published.parse(crawled or "")[0]
        return span.last if span else None
    try:
        return (moment.astimezone(UTC) + EAST).date()
    except OverflowError:
        return None


def _unknown(last: date | None) -> Publication:
    low, high = limits.HORIZON_YEARS
    if last is None or not low <= last.year <= high:
        return published.NO_DATE
    bounds = Span(date(low, 1, 1).toordinal(), last.toordinal() + 1)
    why = f"no publication date was found; it was fetched by {published.written(Span.of(last))}, so not later"
    return replace(published.NO_DATE, why=why, limits=bounds)


def _on_the_local_day(best: Dated, others: Sequence[Dated]) -> Dated:
    """A moment in UTC names the wrong day to many readers: where the page shows the day of its own place, that day counts."""
    if best.moment is None or best.moment.utcoffset():
        return best
    for other in others:
        if other.day == best.day or other.day.days != 1:
            continue
        local = other.moment.utcoffset() if other.moment and _same_moment(other, best) else None
        if local or (other.moment is None and _possible(best.moment, other.day)):
            why = f"{best.publication.why}, which is {published.written(other.day)} where it was written: {other.publication.why}"
            return Dated(replace(best.publication, span=other.day, why=why), best.warnings, best.moment)
    return best


def _same_moment(one: Dated, other: Dated) -> bool:
    return one.moment is not None and other.moment is not None and abs(one.moment - other.moment) <= SAME_MOMENT


def _possible(moment: datetime, day: Span) -> bool:
    """Whether it is that day somewhere on earth at the moment."""
    try:
        return (moment + WEST).date() <= day.first <= (moment + EAST).date()
    except OverflowError:
        return False


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
