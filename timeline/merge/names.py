"""One canonical name for an actor across articles: spelling variants, short forms, acronyms and nationalities put together.

Names are grouped by what they share (a surname, a first word, initials) and compared only inside such a group, so that the
cost grows with their number; the result does not depend on their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from timeline.events.gazetteer import gazetteer
from timeline.events.likeness import fold, initials, same_person, skeleton

_SMALL = frozenset("the of for and on de la del los das dos van von al el".split())
_ACRONYM_LENGTH = range(2, 9)
_BLOCK = 100
"""A word that more names share than this tells nobody apart."""
SAME = 0.5
"""Names at least this alike may be one actor's."""


@lru_cache(maxsize=65536)
def normalize(name: str) -> str:
    """Return the key under which all plain spellings of a name meet: case, accents, titles, states.

    >>> normalize("The U.S."), normalize("Iranian"), normalize("Óscar  Villca")
    ('united states', 'iran', 'oscar villca')
    """
    lists = gazetteer()
    plain = " ".join(name.split()).removeprefix("the ").removeprefix("The ")
    known = lists.states.get(plain) or lists.adjectives.get(plain) or lists.organizations.get(plain) or lists.seats.get(plain)
    if known:
        return fold(known)
    words = plain.split()
    while len(words) > 1 and (
        words[0].rstrip(".") in lists.words["honorifics"] or words[0].rstrip(".") in lists.words["offices"]
    ):
        words = words[1:]
    while len(words) > 1 and words[-1].strip(".,") in lists.words["legal"]:
        words = words[:-1]
    # "Karavian parliament" and "parliament of Karavia" meet once the adjective is read as the state.
    return fold(" ".join(lists.adjectives.get(word, word) if len(words) > 1 else word for word in words))


def tokens(name: str) -> frozenset[str]:
    """Return the words of a name that may find its other forms.

    >>> sorted(tokens("Institute for the Study of War"))
    ['institute', 'study', 'war']
    """
    return frozenset(word for word in normalize(name).split() if word not in _SMALL)


def same(a: str, b: str) -> float:
    """Return how surely two names are one actor's, 0 to 1.

    >>> same("Mohammad Reza Ashtiani", "Mohamad Reza Ashtiani") > 0.8, same("DAIA", "Hezbollah")
    (True, 0.0)
    """
    if normalize(a) == normalize(b):
        return 1.0
    if not _named(a) or not _named(b):
        return 0.0
    short, long = sorted((a, b), key=lambda name: (len(normalize(name).split()), name))
    return _alike(short, long)


def compatible(a: str, b: str) -> bool:
    """Say whether two names may be one actor's.

    >>> compatible("Novillo", "Edmundo Novillo Aguilar"), compatible("Iran", "Bolivia")
    (True, False)
    """
    return same(a, b) >= SAME


def _named(name: str) -> bool:
    """Say whether a name is somebody's own, so that other forms of it may exist; groups and states are only themselves."""
    return name[:1].isupper() and normalize(name) not in _states()


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    return frozenset(fold(state) for state in gazetteer().states.values())


def _alike(short: str, long: str) -> float:
    few, many = normalize(short).split(), normalize(long).split()
    if len(few) > 1:
        if personal(long) and personal(short):
            return 0.9 if same_person(few, many) else 0.7 if few == many[-len(few) :] else 0.0
        if few == many[: len(few)] and not _place(short):
            return 0.7
        return 0.8 if _reworded(few, many) else 0.0
    if len(many) == 1 or _place(short):
        return 0.0
    if short.replace(".", "").isupper() and len(few[0]) in _ACRONYM_LENGTH:
        return 0.8 if initials(long).lower() == few[0] else 0.0
    if personal(long):
        known = few[0] == many[0] and few[0] in gazetteer().words["family_first"]
        return 0.6 if few[0] in many[1:] or known else 0.0
    return 0.6 if few[0] == many[0] else 0.0


def _reworded(few: Sequence[str], many: Sequence[str]) -> bool:
    """ "Association of Argentine Doctors" and "Association of Argentinian Doctors": one word of many has another ending."""
    apart = [(a, b) for a, b in zip(few, many, strict=False) if a != b]
    return len(few) == len(many) > 2 and len(apart) == 1 and apart[0][0][:5] == apart[0][1][:5]


def personal(name: str) -> bool:
    """Say whether a name of several words may be a person's."""
    words = name.split()
    lists = gazetteer()
    return (
        len(words) > 1
        and words[-1] not in lists.words["suffixes"]
        and not lists.words["heads"] & set(words)
        and not lists.lower["nouns"] & set(words)
    )


def _place(name: str) -> bool:
    return name in gazetteer().capitals or name in gazetteer().words["places"]


def canonical(names: Iterable[str] | Mapping[str, int]) -> Mapping[str, str]:
    """Return the canonical name of every name: the fullest form of its cluster, the most frequent spelling among equals.

    A short form that fits two different actors ("Reyes" beside Alma and Elena Reyes) stays apart.

    Args:
        names: names as articles have them, or how often each stands there: a vote for its spelling each time.

    >>> found = canonical(["Novillo", "Edmundo Novillo", "Edmundo Novillo Aguilar", "Iranian", "Iran"])
    >>> found["Novillo"], found["Iranian"]
    ('Edmundo Novillo Aguilar', 'Iran')
    """
    votes = names if isinstance(names, Mapping) else Counter(names)
    listed = sorted(votes)
    clusters = _clusters(listed)
    return MappingProxyType({name: _best(cluster, votes) for cluster in clusters for name in cluster})


def _best(cluster: Sequence[str], votes: Mapping[str, int]) -> str:
    lists = gazetteer()
    for name in cluster:
        known = lists.states.get(name) or lists.adjectives.get(name) or lists.organizations.get(name)
        if known:
            return known
    return min(cluster, key=lambda name: (-len(normalize(name).split()), -votes[name], -len(name), name))


def _clusters(listed: Sequence[str]) -> list[list[str]]:
    """Full names first, then every short form with the only actor it fits."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in listed:
        groups[normalize(name)].append(name)
    parent = {key: key for key in groups}
    full = [key for key in sorted(groups) if _full(key)]
    for block in _blocks(full):
        for i, a in enumerate(block):
            for b in block[i + 1 :]:
                if _root(a, parent) != _root(b, parent) and compatible(groups[a][0], groups[b][0]):
                    first, second = sorted((_root(a, parent), _root(b, parent)))
                    parent[second] = first
    whole = _holders(full, groups)
    for short in sorted(set(groups) - set(full)):
        holders = whole.get(short.split()[-1] if short else "", ())
        fits = {_root(key, parent) for key in holders if compatible(groups[key][0], groups[short][0])}
        if len(fits) == 1 and not _complete(groups[short]):
            parent[short] = fits.pop()
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(groups):
        found[_root(key, parent)].extend(groups[key])
    return [sorted(found[key]) for key in sorted(found)]


def _root(key: str, parent: Mapping[str, str]) -> str:
    while parent[key] != key:
        key = parent[key]
    return key


def _blocks(full: Iterable[str]) -> Iterator[list[str]]:
    """Yield full names that may be one actor's: same sound of a surname and of the first letter, same first or last two words,
    or the same initials."""
    blocks: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key in full:
        words = key.split()
        for word in words[1:]:
            blocks["sound", skeleton(word), skeleton(words[0])[:1]].add(key)
        blocks["first", *words[:2]].add(key)
        blocks["last", *words[-2:]].add(key)
        if len(words) > 2:
            blocks["initials", "".join(word[0] for word in words), words[0]].add(key)
    yield from (sorted(block) for _, block in sorted(blocks.items()) if 1 < len(block) <= _BLOCK)


def _holders(full: Iterable[str], groups: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Return for every word and acronym the full names that have it, as far as these are few enough to mean something."""
    found: dict[str, set[str]] = defaultdict(set)
    for key in full:
        for word in (*key.split(), *(initials(form).lower() for form in groups[key])):
            found[word].add(key)
    return {word: sorted(keys) for word, keys in found.items() if len(keys) <= _BLOCK}


def _full(key: str) -> bool:
    """Say whether a name is whole: not a surname, acronym or "J. Smith", which may be short for several."""
    words = key.split()
    return len(words) > 1 and len(words[0]) > 1


def _complete(forms: Sequence[str]) -> bool:
    """Say whether a single word is an organization's whole name ("Apple" beside "Apple Inc")."""
    lists = gazetteer()
    return any(form in lists.organizations or form.split()[-1].strip(".,") in lists.words["legal"] for form in forms)
