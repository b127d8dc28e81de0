"""Strings the rooms together: files in, a stored timeline out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from timeline import dates, edits, events, merge
from timeline.assembly import assemble, assemble_story, story_key
from timeline.look import Fetch, Look, Progress, fingerprint, look, silent
from timeline.model import Basis, Publication, Reading, Refusal, Timeline, digest
from timeline.span import Span
from timeline.store import Inputs, Sources, Store
from timeline.store.rows import OUTLINE

IN_MEMORY = ":memory:"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did.

    Args:
        timeline: the timeline as stored.
        added: articles that were read anew.
        kept: articles that the store had already.
        refused: inputs that were not read, each with its reason.
        again: what had been read before, each input's name with the id of its article.
        new: ids of the articles that were read anew.
    """

    timeline: Timeline
    added: int = 0
    kept: int = 0
    refused: tuple[Refusal, ...] = ()
    again: tuple[tuple[str, str], ...] = ()
    new: tuple[str, ...] = ()


def build(
    paths: Iterable[Path | str],
    db: Path | str = IN_MEMORY,
    *,
    jobs: int = 1,
    mapping: Mapping[str, str] | None = None,
    progress: Progress = silent,
    lasting: bool = True,
    fetch: Fetch | None = None,
) -> Summary:
    """Read articles into a store and make its timeline; what the store already has is not read again.

    The store changes in small transactions: a build that was stopped at any moment is finished by building again.

    Args:
        paths: folders, files, web addresses, or "-" for standard input.
        db: the store's file, made when it does not exist; without one nothing is kept but the result.
        jobs: processes for the slow part, at least 1; the result does not depend on it.
        mapping: for tables of articles, field names (title, text, date, source, url) to column names.
        progress: called as the work goes on.
        lasting: whether the paths are the places where the articles live, so that a changed file replaces its older self.
        fetch: what fetches web addresses; without it they are refused, and nothing is fetched.

    Returns:
        the timeline and what was added, kept and refused.

    Raises:
        timeline.store.StoreError: if db cannot be used, or its disk fails or is full.
    """
    with Store(db) as store:
        found = update(store, paths, jobs=jobs, mapping=mapping, progress=progress, lasting=lasting, fetch=fetch)
        again = tuple((name, article) for article, name in found.kept.items())
        return Summary(store.timeline(), len(found.new), len(found.kept), found.refused, again, found.new)


def update(
    store: Store,
    paths: Iterable[Path | str],
    *,
    jobs: int = 1,
    mapping: Mapping[str, str] | None = None,
    progress: Progress = silent,
    lasting: bool = True,
    fetch: Fetch | None = None,
) -> Look:
    """Do what `build` does in an open store, without opening the timeline that comes of it.

    Args:
        store: an open store.
        paths, jobs, mapping, progress, lasting, fetch: as for `build`.
    """
    found = look(store, paths, jobs=jobs, mapping=mapping, progress=progress, lasting=lasting, fetch=fetch)
    progress("Merging", len(found.new) + len(found.kept))
    refresh(store)
    return found


def refresh(store: Store) -> None:
    """Make the timeline anew where what it is made of has changed: readings, or publication dates that people have set.

    What was made of a story is kept as long as nothing that bears on it changes.  Several may do so at the same moment: the
    timeline that stays is always the one made of the newest readings.

    Args:
        store: an open store.
    """
    by = made_by()
    while not store.is_current(by):
        sources = store.sources()
        if (stories := _stories(store, sources, by)) is not None:
            store.save_stories(stories, sources.stamp, by)


def _stories(store: Store, sources: Sources, by: str) -> dict[str, Timeline | None] | None:
    """The timeline of every story, None where it stays as it is; None at all where somebody else has changed what they say."""
    days = edits.published(sources.journal)
    said = {article: f"{found} {days.get(article, '')}" for article, found in sources.digests.items()}
    outlines = _outlines(store, sources, days, by)
    if outlines is None:
        return None
    names, found = merge.named(outlines.values()), dict[str, Timeline | None]()
    for story in merge.stories(list(outlines.values())):
        own = {name: names[name] for article in story for name, _ in outlines[article].names}
        key = story_key(by, {article: said[article] for article in story}, own)
        found[key] = None
        if key not in sources.stories:
            readings = _readings(store, story, sources, days)
            if readings is None:
                return None
            found[key] = assemble_story(readings, own)
    return found


def _outlines(store: Store, sources: Sources, days: Mapping[str, Span], by: str) -> dict[str, merge.Outline] | None:
    """The outline of every article; those that were not kept, or are damaged, are made anew and kept."""
    found, new = dict[str, merge.Outline](), dict[str, tuple[bytes, str]]()
    for article, said in sources.digests.items():
        of = f"{by} {said} {days.get(article, '')}"
        body, sign = sources.outlines.get(article, (b"", ""))
        if not sign or digest(of, body.decode("utf-8", "replace")) != sign:
            readings = _readings(store, [article], sources, days)
            if readings is None:
                return None
            body = OUTLINE.dump_json(merge.outline(readings[0]))
            new[article] = body, digest(of, body.decode())
        found[article] = OUTLINE.validate_json(body)
    if new:
        store.put_outlines(new)
    return found


def _readings(store: Store, articles: Iterable[str], sources: Sources, days: Mapping[str, Span]) -> list[Reading] | None:
    opened = store.opened({article: sources.digests[article] for article in articles})
    return opened and [_redated(reading, days.get(reading.article.id)) for reading in opened]


def remade(inputs: Inputs) -> Timeline:
    """Make the timeline that a store's contents give from nothing, before what people change by hand in events.

    Args:
        inputs: the readings and the journal.

    >>> remade(Inputs(0, (), ())).events
    ()
    """
    days = edits.published(inputs.journal)
    return assemble([_redated(reading, days.get(reading.article.id)) for reading in inputs.readings])


def _redated(reading: Reading, day: Span | None) -> Reading:
    """The reading as if the article had stated that publication date itself."""
    if day is None:
        return reading
    article = replace(reading.article, published=Publication(day, Basis.STATED, "set by hand"))
    (again,) = events.extract([(article, dates.annotate(article))])
    return again


@cache
def made_by() -> str:
    """Return the fingerprint of the code and data that turn readings into a timeline, so that an upgrade makes it anew."""
    return fingerprint("dates", "events", "merge", "network", "words", "*.py")
