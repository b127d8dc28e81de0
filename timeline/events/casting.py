"""Builds the cast of an article: names found in its text are told apart, and the forms of one actor put together.

Surname after full name, acronym in brackets, short form of a company, another spelling; people, organizations, states and
places are told apart by their own words first ("Council", "Ms", a common first name), then by what stands around them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from timeline.events import evidence, spotting
from timeline.events.cast import Actor, ActorIndex, Kind, Naming
from timeline.events.gazetteer import gazetteer
from timeline.events.likeness import fold, initials, misspelt, same_person, skeleton
from timeline.events.spotting import Spotted
from timeline.model import Article
from timeline.text import sentences

_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z.&-]{1,8})\)")
_CAPITAL_OF = re.compile(r"\b([A-Z]\w+)(?:['’]s)?\s+capital,?\s+(?:of\s+)?([A-Z]\w+)")
_CAPITAL_IS = re.compile(r"\b([A-Z]\w+),\s+the\s+(?:[a-z]+\s+)?capital\s+of\s+([A-Z]\w+)")
_TOWN_OF = re.compile(r"^(?:Port|City|Town|Village|Province|Region|State|County) of (?=[A-Z])")
_LOWER = re.compile(r"\b[^\W\d_A-Z][\w'’-]*")
_NEAR = 60
"""A sound or word that more actors of one article share than this tells nobody apart; the bound keeps long texts cheap."""
_NOBILIARY = frozenset({"van", "von", "bin", "ibn", "bint", "ter", "zu"})
_DEMONYM = re.compile(r"(?:ian|an|ese|i|ish)s?$")


@dataclass
class _Draft:
    """An actor in the making: its forms with their places in the text."""

    kind: Kind
    forms: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    state: str | None = None
    fixed: str = ""
    order: int = 0

    def name(self) -> str:
        return self.fixed or max(self.forms, key=lambda form: (len(form.split()), len(form), form))


def index(article: Article, bounds: Iterable[tuple[int, int]] | None = None) -> ActorIndex:
    """Return the actors of an article.

    Args:
        article: the article; names that stand only in its furniture are left out.
        bounds: offsets of its sentences, found again where not given.

    >>> text = "Bolivia's defence minister Edmundo Novillo met Ms Aldous. Novillo smiled."
    >>> [actor.name for actor in index(Article("a", text)).actors]
    ['Bolivia', 'Edmundo Novillo', 'Aldous']
    """
    text = article.text
    listed = [(s, e) for s, e in (sentences(text) if bounds is None else bounds) if not article.in_furniture(s, e)]
    spots = _sure(text, list(spotting.spot(text, listed)))
    casting = _Casting(text, spots)
    return ActorIndex(tuple(casting.namings(listed)), tuple(start for start, _ in listed))


def _sure(text: str, spots: Sequence[Spotted]) -> list[Spotted]:
    """Leave out words whose capital only comes from the start of a sentence."""
    lists = gazetteer()
    inside = {spotted.text for spotted in spots if not spotted.opens}
    stems = {_DEMONYM.sub("", word) for word in inside if _DEMONYM.search(word) and len(_DEMONYM.sub("", word)) > 3}
    inside |= {spotted.text for spotted in spots} & {stem + ending for stem in stems for ending in ("", "a", "ia")}
    inside |= {word for spotted in spots if " " in spotted.text for word in (spotted.text.split()[0], spotted.text.split()[-1])}
    known = (
        lists.states,
        lists.adjectives,
        lists.capitals,
        lists.organizations,
        lists.seats,
        lists.words["places"],
        lists.words["bodies"],
    )
    written = set(_LOWER.findall(text))
    plain = lists.lower["roles"] | lists.lower["people"] | lists.lower["nouns"]
    common = plain | written

    def sure(spotted: Spotted) -> bool:
        name = spotted.text
        if not spotted.opens or " " in name or name in inside or any(name in table for table in known):
            return name.lower() not in plain or not spotted.opens
        return name.lower() not in common and evidence.acts(text, spotted)

    return [spotted for spotted in spots if sure(spotted)]


class _Casting:
    """The work of putting forms together; lives for one article."""

    def __init__(self, text: str, spots: Sequence[Spotted]) -> None:
        self.text = text
        self.spots = spots
        self.places: dict[str, list[Spotted]] = defaultdict(list)
        for spotted in spots:
            self.places[spotted.text].append(spotted)
        self.adjectives = self._demonyms()
        self.drafts: list[_Draft] = []
        self.near: dict[str, list[_Draft]] = defaultdict(list)
        self.said: set[str] = set()
        self.surnames: set[str] = set()
        self.owner: dict[str, list[_Draft]] = defaultdict(list)
        self._cast()

    # ---- states ----------------------------------------------------------------------------------------------------

    def _demonyms(self) -> dict[str, str]:
        """Adjectives of states no list knows: "Karavian" where the article also names Karavia."""
        found: dict[str, str] = {}
        names = [form for form in self.places if " " not in form and len(form) > 3]
        plain = [name for name in names if not _DEMONYM.search(name)]
        begins = {name[: len(name) - cut]: name for cut in (2, 1, 0) for name in plain}
        for adjective in names:
            stem = _DEMONYM.sub("", adjective)
            if stem == adjective or len(stem) < 4 or adjective in gazetteer().adjectives:
                continue
            name = begins.get(stem)
            if name is not None and name != adjective:
                found[adjective] = name
        return found

    def _states(self) -> set[str]:
        """States no list knows: those with an adjective, a president or an army."""

        def polity(form: str) -> bool:
            return any(evidence.is_polity(self.text, s) and not s.title for s in self.places[form])

        plain = [form for form in self.places if " " not in form and form not in gazetteer().capitals]
        return set(self.adjectives.values()) | {
            form for form in plain if polity(form) and self._kind(form) in (Kind.OTHER, Kind.PLACE)
        }

    # ---- kinds -----------------------------------------------------------------------------------------------------

    def _kind(self, form: str) -> Kind:
        lists = gazetteer()
        words = form.split()
        if form in lists.states:
            return Kind.STATE
        if form in lists.organizations or form in lists.seats or form in lists.words["bodies"]:
            return Kind.ORGANIZATION
        if any(spotted.title for spotted in self.places[form]):
            return Kind.PERSON
        if form in lists.capitals or form in lists.words["places"] or form in lists.words["regions"]:
            return Kind.PLACE
        if words[-1] in lists.words["suffixes"] or (len(words) > 2 and words[0] in lists.words["heads"] and words[0] != "Port"):
            return Kind.ORGANIZATION
        if words[-1] in lists.words["sites"] or (words[-1].isdigit() and words[0] in lists.words["sites"]):
            return Kind.PLACE
        if words[-1] in lists.words["things"] or words[0] in lists.words["things"]:
            return Kind.THING
        return self._kind_by_use(form, words)

    def _kind_by_use(self, form: str, words: list[str]) -> Kind:
        spots = self.places[form]
        if 1 < len(words) < 5 and all(word[:1].isupper() or word in gazetteer().words["particles"] for word in words):
            if words[0].lower() in gazetteer().words["given"] or _NOBILIARY & set(words[1:-1]):
                return Kind.PERSON
            if any(evidence.is_person(self.text, s) for s in spots):
                return Kind.PERSON
            alone = self.places.get(words[-1], [])
            if (
                len(words) < 4
                and any(evidence.acts(self.text, s) for s in alone)
                and not any(evidence.is_site(self.text, s) for s in (*spots, *alone))
            ):
                return Kind.PERSON
        if any(evidence.roles(self.text, s, "nouns") for s in spots):
            return Kind.ORGANIZATION
        if form.isupper() and 1 < len(form) < 8 and form.isalpha():
            return Kind.ORGANIZATION
        inside = sum(evidence.is_located(self.text, s) for s in spots)
        if (inside and inside * 3 >= len(spots)) or any(evidence.is_site(self.text, s) for s in spots):
            return Kind.PLACE
        if len(words) > 1 and all(word.isalpha() for word in words):
            return Kind.OTHER  # two capitalized words in running text are somebody more often than something
        active = any(evidence.acts(self.text, s) or evidence.is_introduced(self.text, s) for s in spots)
        return Kind.OTHER if active else Kind.THING

    # ---- putting together ------------------------------------------------------------------------------------------

    def _cast(self) -> None:
        states = self._states()
        order = sorted(self.places, key=lambda form: (-len(form.split()), self.places[form][0].start))
        kinds = {form: Kind.STATE if form in states else self._kind(form) for form in order}
        for form in order:
            if form in gazetteer().adjectives or form in self.adjectives or form.removesuffix("s") in self.adjectives:
                continue
            if form in gazetteer().words["regions"] or all(w in gazetteer().words["region_adjectives"] for w in form.split()):
                continue
            draft = self._home(form, kinds[form])
            self._file(draft, form)
            self._learn(draft, form)
        self._capitals()

    def _home(self, form: str, kind: Kind) -> _Draft:
        """Return the draft that a form belongs to, a new one where it fits none."""
        same = self._same_state(form) if kind is Kind.STATE else None
        near = {id(draft): draft for key in self._keys(form) for draft in self.near[key][-_NEAR:]} if same is None else {}
        for draft in sorted(near.values(), key=lambda draft: draft.order):
            if self._belongs(form, kind, draft):
                return draft
        if same is not None and same in self.owner:
            return self.owner[same][0]
        draft = _Draft(kind, fixed=same or gazetteer().organizations.get(form, ""), order=len(self.drafts))
        if same is not None:
            self.owner[same].append(draft)
        self.drafts.append(draft)
        return draft

    def _keys(self, form: str) -> set[str]:
        """What other forms of one actor share: the sound in which a word begins, an acronym."""
        acronyms = (_ACRONYM.match(self.text, s.end) for s in self.places[form])
        keys = {key for word in form.split() for key in (skeleton(word)[:2], "=" + fold(word))} | {
            "#" + match.group(1) for match in acronyms if match
        }
        return keys | {"#" + initials(form), "#" + gazetteer().organizations.get(form, form)}

    def _file(self, draft: _Draft, form: str) -> None:
        """Make a draft known under a form."""
        draft.forms.append(form)
        self.owner[form].append(draft)
        words = [fold(word) for word in form.split()]
        self.said.update(words)
        self.surnames.update(words[1:])
        for key in sorted(self._keys(form)):
            if not self.near[key] or self.near[key][-1] is not draft:
                self.near[key].append(draft)

    @staticmethod
    def _same_state(form: str) -> str:
        return gazetteer().states.get(form, form)

    def _belongs(self, form: str, kind: Kind, draft: _Draft) -> bool:
        words, name = form.split(), draft.name()
        if draft.fixed:
            return gazetteer().organizations.get(form) == draft.fixed
        if draft.kind is Kind.PERSON and kind in (Kind.PERSON, Kind.OTHER, Kind.THING):
            return self._same_person(words, draft)
        if draft.kind in (Kind.ORGANIZATION, Kind.OTHER) and kind in (Kind.ORGANIZATION, Kind.OTHER, Kind.THING):
            return self._same_organization(form, name)
        return False

    def _same_person(self, words: list[str], draft: _Draft) -> bool:
        full = draft.name().split()
        if len(words) > 1:
            return same_person(words, full) or (full[-len(words) :] == words and len(full) > len(words))
        surnames = [fold(word) for word in full[1:]] or [fold(full[0])]
        if fold(words[0]) in surnames:
            return True
        if fold(words[0]) == fold(full[0]):
            return fold(words[0]) not in self.surnames
        known = fold(words[0]) in self.said
        return (
            not known and misspelt(words[0], full[-1]) and not any(s.title in ("Mr", "Ms", "Mrs") for s in self.places[words[0]])
        )

    def _same_organization(self, form: str, name: str) -> bool:
        if len(form.split()) >= len(name.split()):
            return fold(form) == fold(name)
        if " " not in form and form.isupper():
            bracketed = any(
                _ACRONYM.match(self.text, s.end) and form in self.text[s.end : s.end + len(form) + 3] for s in self.places[name]
            )
            return bracketed or (len(form) > 2 and initials(name) == form)
        first = name.split(maxsplit=1)[0]
        if form in gazetteer().words["bodies"] or (form in gazetteer().words["suffixes"] and form != first):
            return name.endswith(" " + form)
        return name.startswith(form + " ") or (len(form.split()) > 1 and name.endswith(" " + form))

    def _learn(self, draft: _Draft, form: str) -> None:
        """Take over titles, descriptions and the state that a person acts for."""
        for spotted in self.places[form]:
            if spotted.title:
                draft.titles.append(spotted.title)
            if draft.kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.OTHER):
                kind = "roles" if draft.kind is Kind.PERSON else "nouns"
                draft.described |= evidence.roles(self.text, spotted, kind)
            if draft.kind is Kind.PERSON and draft.state is None:
                draft.state = self._state_of(spotted)

    def _state_of(self, spotted: Spotted) -> str | None:
        """The state in "Iranian President X", "Bolivia's minister, X" or "X of Bolivia"."""
        tables = (gazetteer().states, gazetteer().adjectives, self.adjectives)
        after = re.match(r"(?:,)? of ([A-Z]\w+)", self.text[spotted.end : spotted.end + 40])
        if after:
            return next((table[after.group(1)] for table in tables[:1] if after.group(1) in table), None)
        before = self.text[max(0, spotted.start - 60 - len(spotted.title)) : spotted.start].rstrip()
        words = [word.text for word in spotting.words(before, 0, len(before))][-7:] if before else []
        if not (spotted.title or evidence.roles(self.text, spotted, "roles")):
            return None
        return next((table[word] for word in reversed(words) for table in tables if word in table), None)

    def _capitals(self) -> None:
        """A town that the article calls a state's capital may stand for it."""
        known: dict[str, str] = dict(gazetteer().capitals)
        for pattern, swap in ((_CAPITAL_OF, False), (_CAPITAL_IS, True)):
            for match in pattern.finditer(self.text):
                land, town = match.groups()[::-1] if swap else match.groups()
                state = gazetteer().adjectives.get(land) or self.adjectives.get(land) or land
                if state in gazetteer().states or state in self.owner:
                    known[town] = state
        for draft in self.drafts:
            if draft.kind in (Kind.PLACE, Kind.OTHER) and draft.name() in known:
                draft.kind, draft.state = Kind.PLACE, known[draft.name()]

    # ---- the result ------------------------------------------------------------------------------------------------

    def namings(self, bounds: Sequence[tuple[int, int]]) -> Iterator[Naming]:
        """Yield every naming in the order of the text."""
        actors = {id(draft): self._actor(draft) for draft in self.drafts}
        starts = [start for start, _ in bounds]
        for spotted in sorted(self.spots, key=lambda s: s.start):
            sentence = bisect_right(starts, spotted.start) - 1
            adjective = (
                gazetteer().adjectives.get(spotted.text)
                or self.adjectives.get(spotted.text)
                or self.adjectives.get(spotted.text.removesuffix("s"))
            )
            if adjective and spotted.text not in self.owner:
                yield Naming(spotted.start, spotted.end, Actor(adjective, Kind.STATE), sentence, adjective=True)
            elif spotted.text in self.owner:
                actor = actors[id(self.owner[spotted.text][0])]
                if actor.kind is Kind.PLACE and actor.state and self._speaks(spotted):
                    actor = Actor(actor.state, Kind.STATE)
                yield Naming(spotted.start, spotted.end, actor, sentence)

    def _speaks(self, spotted: Spotted) -> bool:
        """Say whether a capital acts or speaks here, so that it stands for its state."""
        return not evidence.is_located(self.text, spotted) and evidence.acts(self.text, spotted)

    @staticmethod
    def _gender(name: list[str], described: set[str]) -> str:
        """ "m" or "f" where the first name or a description ("spokeswoman") tells, or ""."""
        lists = gazetteer().words
        first = name[0].lower() if len(name) > 1 else ""
        if first in lists["women"] or any(word.endswith("woman") for word in described):
            return "f"
        return "m" if first in lists["men"] or any(word.endswith(("spokesman", "businessman")) for word in described) else ""

    def _actor(self, draft: _Draft) -> Actor:
        lists = gazetteer()
        described = set(draft.described)
        gender = ""
        for title in draft.titles:
            lowered = title.lower().removesuffix("s")
            described |= {lowered, lowered.split()[-1]} if title not in lists.words["honorifics"] else set()
            gender = "m" if title in lists.words["male"] else "f" if title in lists.words["female"] else gender
        if draft.kind is Kind.PERSON and not gender:
            gender = self._gender(draft.name().split(), described)
        name = draft.name() if draft.name() in lists.capitals else draft.name().removeprefix("The ")
        if draft.kind is Kind.PLACE and not lists.capitals.get(name):
            name = _TOWN_OF.sub("", name)
        if draft.kind in (Kind.ORGANIZATION, Kind.OTHER):
            described |= {
                word for word in (form.split()[-1].lower().rstrip("s") for form in draft.forms) if word in lists.lower["nouns"]
            }
            seat = lists.seats.get(name)
            if seat:
                return Actor(seat, Kind.STATE if seat in lists.adjective_of else Kind.ORGANIZATION)
        return Actor(name, draft.kind, frozenset(described), gender, draft.state)
