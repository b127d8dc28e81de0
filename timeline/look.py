"""Looking at folders, files and web addresses: what the store does not have yet is read into it, in small transactions."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Protocol

from timeline import dates, events, ingest
from timeline.ingest import kinds
from timeline.ingest.sources import find, load
from timeline.limits import MAX_FILE_BYTES
from timeline.model import Article, Expression, Refusal, Seen, digest
from timeline.store import Known, Store, edition
from timeline.web.address import is_address

BATCH = 64
"""Articles in one transaction: little is lost when a build is stopped, and little time is spent on transactions."""
STDIN = "-"
_ONE_ARTICLE = kinds.PLAIN | kinds.MARKDOWN | kinds.HTML | kinds.OFFICE | kinds.PAPER | kinds.MAIL
_READERS = ("dateparser", "htmldate", "lxml", "pypdf", "trafilatura")  # packages by which files are read

OFFLINE = "Not fetched: nothing is fetched from the web here. Name it to timeline build, add or watch, or save it as a file."

Input = tuple[Article | Refusal | Seen, str | None]
"""What was read from one place, and that place, if it has a lasting name."""
Wanted = Callable[[ingest.Document], bool]
"""Says of a file, before it is opened, whether it is to be read."""
Progress = Callable[[str, int], object]
"""Called with the name of the step and how many articles it has done, those that the store had included."""


class Fetch(Protocol):
    """What turns a web address into articles: `timeline.web.gather.Web`, which is handed in by whoever may use the network."""

    def articles(self, name: str, memory: Store, *, only_new: bool = False) -> Iterator[Article | Refusal | Seen]:
        """Yield what an address leads to; nothing is raised."""

    def settle(self, memory: Store) -> None:
        """Remember what was fetched, now that it is stored."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at some places has found.

    Args:
        new: ids of the articles that were read anew.
        kept: ids of those that the store had already, with the inputs' names.
        refused: inputs that were not read, each with its reason.
    """

    new: tuple[str, ...]
    kept: Mapping[str, str]
    refused: tuple[Refusal, ...]


def silent(_step: str, _done: int) -> None:
    """Report no progress."""


def expected(paths: Iterable[Path | str]) -> int | None:
    """Return how many articles some places hold, or None where only reading them tells: tables, feeds, archives, addresses.

    >>> expected(["-"]) is None
    True
    """
    places = list(paths)
    if any(str(path) == STDIN or is_address(str(path)) for path in places):
        return None
    count = 0
    for found in find(places):
        if not isinstance(found, Refusal) and found.suffix in kinds.TABLES | kinds.FEEDS | kinds.ARCHIVES:
            return None
        count += 1
    return count


def look(
    store: Store,
    paths: Iterable[Path | str],
    *,
    jobs: int = 1,
    mapping: Mapping[str, str] | None = None,
    progress: Progress = silent,
    lasting: bool = True,
    fetch: Fetch | None = None,
    wanted: Wanted | None = None,
) -> Look:
    """Read what some places hold into an open store; its timeline is made anew by `refresh`.

    Args:
        store: an open store.
        paths, jobs, mapping, progress, lasting, fetch: as for `build`.
        wanted: for looking again: says of each file whether it is to be read, and the others stay as they are; of web addresses
            only the news is asked for, and what failed for good is passed over in silence.
    """
    looked, places = _Looked(), list(paths)
    files = [path for path in places if not is_address(str(path))]
    addresses = [str(path) for path in places if is_address(str(path))]
    unchanged = _Unchanged(store, looked)
    new, kept = _read_new(store, _items(files, mapping, looked, wanted, unchanged, lasting=lasting), jobs, progress, looked)
    if addresses:
        # Each page is stored as soon as it is here: to fetch it again would cost a site its time, and not only ours.
        pages = _fetched(addresses, store, looked, fetch, only_new=wanted is not None)
        more, again = _read_new(store, pages, 1, progress, looked, singly=True)
        new, kept = new + more, again | kept
    store.settle(looked.places, looked.roots, looked.refused_at, looked.digests)
    if fetch:
        fetch.settle(store)
    return Look(tuple(new), kept, tuple(looked.refused))


@dataclass(slots=True)
class _Looked:
    """What a look at the inputs has found: where each article lies, and what was not read."""

    roots: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    refused_at: dict[str, Refusal] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


class _Unchanged:
    """Says which files hold what was read of them before, to the byte, so that they need not be read again."""

    def __init__(self, store: Store, looked: _Looked) -> None:
        self._files, self._known, self._looked = store.files(), store.known(), looked

    def article(self, document: ingest.Document, place: str) -> str | None:
        """The article of a file that the store has from this very file as it is now, or None."""
        if document.path is None or document.suffix not in _ONE_ARTICLE:
            return None
        now = _file_digest(document)
        if now is None:
            return None
        self._looked.digests[place] = now
        before, article = self._files.get(place, ("", ""))
        known = self._known.get(article)
        # What lies elsewhere as well is compared again: which edition is kept depends on all of them.
        same = before == now and known is not None and known.origin == place and known.rules == _rules()
        return article if same else None


def _read_new(
    store: Store, inputs: Iterable[Input], jobs: int, progress: Progress, looked: _Looked, *, singly: bool = False
) -> tuple[list[str], dict[str, str]]:
    """Read what the store does not have yet, and what older rules have read.

    Returns:
        the ids of the articles that were added, and those that the store had, with the inputs' names.
    """
    before, rules, kept = store.known(), _rules(), dict[str, str]()
    known, new = dict(before), dict[str, None]()
    on_the_way: deque[Known] = deque()  # readings come in the order in which articles went

    def taken(article: Article, found: Known) -> tuple[Article, tuple[Expression, ...]]:
        known[article.id] = found
        on_the_way.append(found)
        return article, dates.annotate(article)

    def fresh() -> Iterator[tuple[Article, tuple[Expression, ...]]]:
        for item, place in inputs:
            if isinstance(item, Refusal):
                looked.refused.append(item)
                looked.refused_at[place or item.name] = item
                continue
            if place:
                looked.places[place] = item.article if isinstance(item, Seen) else item.id
            if isinstance(item, Seen):
                kept.setdefault(item.article, item.name)
                continue
            found, old = Known(rules, place, edition(item)), known.get(item.id)
            if old is None or old.rules != rules or _better(found, old):
                new[item.id] = None
                yield taken(item, found)
            elif item.id in before and item.id not in new:
                kept.setdefault(item.id, item.file or STDIN)
        for article, old in store.outdated(rules):
            if known[article.id].rules != rules:
                yield taken(article, replace(old, rules=rules))

    one_by_one = (reading for item in fresh() for reading in events.extract([item]))
    done, readings = 0, one_by_one if singly else iter(events.extract(fresh(), jobs))
    while batch := list(itertools.islice(readings, 1 if singly else BATCH)):
        store.add([(reading, on_the_way.popleft()) for reading in batch])
        done += len(batch)
        progress("Reading", done + len(kept) + len(looked.refused))
    return list(new), kept


def _better(found: Known, old: Known) -> bool:
    """Whether an edition takes the place of the one in the store: it is the newer state of the same file, or comes before it."""
    if found.origin is None:  # handed over once: only a date makes it worth more than what is there
        return found.edition[:1] < old.edition[:1]
    return found.edition != old.edition if found.origin == old.origin else found.edition < old.edition


def _items(
    paths: Iterable[Path | str],
    mapping: Mapping[str, str] | None,
    looked: _Looked,
    wanted: Wanted | None,
    unchanged: _Unchanged,
    *,
    lasting: bool,
) -> Iterator[Input]:
    """Every input with where it lies: rebuilt from the same place, an article replaces its older self."""
    for path in paths:
        root = None if str(path) == STDIN or not lasting else Path(os.path.realpath(path))  # resolve() fails on links in a ring
        if root and wanted is None:
            looked.roots.append(_spelled(root))
        seen = deque[Seen]()

        def fresh(document: ingest.Document, path: Path | str = path, root: Path | None = root, seen: deque[Seen] = seen) -> bool:
            if wanted is not None and not wanted(document):
                return False
            article = unchanged.article(document, _place(document.name, path, root)) if root else None
            if article is not None:
                seen.append(Seen(article, document.name))
            return article is None

        for item in itertools.chain(ingest.read([path], mapping, wanted=fresh), (None,)):
            while seen:
                same = seen.popleft()
                yield same, _place(same.name, path, root) if root else None
            if item is None:
                continue
            name = item.name if isinstance(item, Refusal) else item.file
            if root is None or name is None:
                looked.roots.append(name or STDIN)
                yield item, None
                continue
            place = _place(name, path, root)
            if wanted:
                looked.roots.append(place)
            yield item, place


def _place(name: str, path: Path | str, root: Path) -> str:
    """Where an input lies.

    Args:
        name: as it is shown.
        path, root: the folder or file that was named, and where that is.
    """
    return _spelled(root if name == str(path) else root / name if root.is_dir() else root.parent / name)


def _spelled(path: Path) -> str:
    """A path as text, even where its name is none: such bytes are written out, so that two paths stay two."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _file_digest(document: ingest.Document) -> str | None:
    """What an article is made of: the bytes and name of its file, and the code that reads it; None where it cannot be read."""
    opened = load(document)
    if isinstance(opened, Refusal):
        return None
    try:
        with opened as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError:
        return None
    return digest(_reader(), document.name, document.suffix, hashlib.blake2b(data, digest_size=16).hexdigest())


@cache
def _reader() -> str:
    """Fingerprint of the code and data that turn files into articles."""
    return digest(fingerprint("ingest", "words", "*.py"), *(_version(name) for name in _READERS))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _fetched(addresses: Iterable[str], store: Store, looked: _Looked, fetch: Fetch | None, *, only_new: bool) -> Iterator[Input]:
    """Every article behind addresses, with its own address as the place where it lies."""
    for address in addresses:
        looked.roots.append(address)
        found = fetch.articles(address, store, only_new=only_new) if fetch else iter([Refusal(address, OFFLINE)])
        for item in found:
            name = item.file if isinstance(item, Article) else item.name
            if not isinstance(item, Seen) and name:
                looked.roots.append(name)
            yield item, name


@cache
def _rules() -> str:
    """Fingerprint of the code and data that turn articles into readings, so that an upgrade reads them anew."""
    return fingerprint("dates", "events")


def fingerprint(*rooms: str) -> str:
    """Return what changes with the code or data of some rooms."""
    here = Path(__file__).parent
    found = (path for room in rooms for path in (here.glob(room) if "*" in room else (here / room).rglob("*.*")))
    return digest(*(path.read_text(encoding="utf-8") for path in sorted(found) if path.suffix in {".py", ".toml"}))
