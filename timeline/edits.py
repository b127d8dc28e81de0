"""What people change by hand: an append-only journal, and a pure function that applies it to a timeline after every rebuild.

An edit names the mentions of the event that it is about and finds that event again by overlap, so it survives a rebuild in which
the event gained a source or changed its id.  Nothing is ever deleted from the journal: undoing is an entry of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from timeline.model import Claim, Comment, Event, Mention, Status, Timeline, digest, in_order
from timeline.span import OutOfRangeError, Span
from timeline.words import say

KINDS = ("title", "type", "date", "participants", "place", "verify", "hide", "comment", "merge", "split", "published", "undo")
# How many values a kind of edit takes; the others take any number.
_COUNTS = {"title": {1}, "type": {3}, "date": {0, 2}, "place": {0, 1}, "verify": {0}, "hide": {0}, "comment": {1},
           "published": {1}, "undo": {1}}  # fmt: skip
MAX_WORDS = 2_000
"""Characters of one value: a title, a name, a comment."""


class EditError(ValueError):
    """An edit that cannot be made; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of the journal.

    Args:
        kind: one of KINDS.
        target: mention ids of the event it is about; the article's id for "published".
        values: title: one text; type: type, family, PLOVER category; date: first and last day, or nothing for "no date";
            participants: names; place: one name or nothing; comment: one text; merge: mention ids of the other event;
            split: mention ids that make an event of their own; published: one day; undo: the number of the entry.
        by: who did it.
        at: when, as ISO text; given by the edge, never read from the clock here.
        number: place in the journal, given by the store; 0 before.
    """

    kind: str
    target: tuple[str, ...]
    values: tuple[str, ...] = ()
    by: str = ""
    at: str = ""
    number: int = 0


def check(edit: Edit, journal: Sequence[Edit] = ()) -> Edit:
    """Return an edit that can be made.

    Args:
        edit: the edit.
        journal: all entries so far, among which an undo must find its own.

    Raises:
        EditError: if its values do not fit its kind.

    >>> check(Edit("date", ("m1",), ("2023-07-32", "2023-07-32")))
    Traceback (most recent call last):
    ...
    timeline.edits.EditError: '2023-07-32' is not a date. Write it like 2023-07-23.
    """
    if edit.kind not in KINDS or len(edit.values) not in _COUNTS.get(edit.kind, {len(edit.values)}):
        raise EditError(say("edits.no_edit", edit.kind, len(edit.values)))
    if not edit.target and edit.kind != "undo":
        raise EditError(say("edits.no_event"))
    if any(len(value) > MAX_WORDS for value in edit.values):
        raise EditError(say("edits.too_long", MAX_WORDS))
    if any("\ud800" <= char <= "\udfff" for value in (*edit.values, *edit.target, edit.by) for char in value):
        raise EditError(say("edits.half_character"))
    if edit.kind in {"title", "comment"} and not edit.values[0].strip():
        raise EditError(say(f"edits.empty_{edit.kind}"))
    if edit.kind in {"date", "published"} and edit.values:
        span_of(edit.values)
    if edit.kind == "undo" and not (edit.values[0].isdecimal() and (not journal or _undone(edit, journal))):
        raise EditError(say("edits.no_entry", edit.values[0]))
    return edit


def _undone(edit: Edit, journal: Iterable[Edit]) -> Edit | None:
    return next((entry for entry in journal if entry.number == int(edit.values[0])), None)


def meant(edit: Edit, journal: Sequence[Edit]) -> Edit:
    """Return the entry that an undo is in the end about; any other edit is about itself.

    >>> hide, undo = Edit("hide", ("m",), number=1), Edit("undo", (), ("1",), number=2)
    >>> meant(Edit("undo", (), ("2",)), [hide, undo]).kind
    'hide'
    """
    while edit.kind == "undo" and (entry := _undone(edit, journal)):
        edit = entry
    return edit


def span_of(values: Sequence[str]) -> Span:
    """The span from a first to a last day, both inclusive."""
    days = []
    for value in values:
        try:
            days.append(date.fromisoformat(value).toordinal())
        except ValueError as error:
            raise EditError(say("edits.no_date", value)) from error
    if days[-1] < days[0]:
        raise EditError(say("edits.bad_order"))
    try:
        return Span(days[0], days[-1] + 1)
    except OutOfRangeError as error:
        raise EditError(say("edits.too_late", values[-1])) from error


def effective(journal: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the entries that hold: those that no later entry undoes; an undo can be undone as well.

    >>> effective([Edit("hide", ("m",), number=1), Edit("undo", (), ("1",), number=2)])
    ()
    """
    return _standing(journal)[0]


def _standing(journal: Iterable[Edit]) -> tuple[tuple[Edit, ...], set[int]]:
    """The entries that hold and are no undoing, and the numbers of all that are undone."""
    gone: set[int] = set()
    standing = []
    for edit in sorted(journal, key=lambda edit: -edit.number):
        if edit.number in gone:
            continue
        if edit.kind == "undo":
            gone.add(int(edit.values[0]))
        else:
            standing.append(edit)
    return tuple(reversed(standing)), gone


def undone(journal: Iterable[Edit]) -> set[int]:
    """Return the numbers of the entries that a later one undoes, in force.

    >>> undone([Edit("hide", ("m",), number=1), Edit("undo", (), ("1",), number=2), Edit("undo", (), ("2",), number=3)])
    {2}
    """
    return _standing(journal)[1]


def published(journal: Iterable[Edit]) -> dict[str, Span]:
    """Return the publication dates that people have set, by article.

    >>> published([Edit("published", ("a1",), ("2023-07-23",), number=1)])["a1"].days
    1
    """
    return {edit.target[0]: span_of(edit.values) for edit in effective(journal) if edit.kind == "published"}


def apply(timeline: Timeline, journal: Iterable[Edit]) -> Timeline:
    """Apply the journal to a timeline.

    Args:
        timeline: as merged.
        journal: all entries; those whose event is gone change nothing and are told in the warnings.

    >>> apply(Timeline(), ()) == Timeline()
    True
    """
    edits = [edit for edit in effective(journal) if edit.kind != "published"]
    if not edits:
        return timeline
    state = State(timeline.events)
    lost = tuple(
        f"Edit {edit.number} ({edit.kind}) found no event: none of its sentences is in the store any more."
        for edit in edits
        if not state.change(edit)
    )
    return replace(timeline, events=tuple(sorted(state.events.values(), key=in_order)), warnings=(*timeline.warnings, *lost))


class State:
    """Events on which edits are made one after the other."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.events = {event.id: event for event in events}
        self.home = {mention.id: event.id for event in self.events.values() for mention in event.mentions}
        self.named: set[str] = set()
        """Ids of the events whose title is given by hand."""

    def find(self, target: Sequence[str]) -> Event | None:
        """The event with most of the mentions; of equals the one with the smallest id."""
        found = [self.home[mention] for mention in target if mention in self.home]
        return self.events[min(found, key=lambda ident: (-found.count(ident), ident))] if found else None

    def change(self, edit: Edit) -> bool:
        """Make an edit; False where its event is gone."""
        event = self.find(edit.target)
        if event is None:
            return False
        if edit.kind == "merge":
            other = self.find(edit.values)
            if other and other.id != event.id:
                joined = _with_mentions(event, (*event.mentions, *other.mentions))
                self._put([event, other], [replace(joined, claims=_claims(event.claims + other.claims))])
                self.named.discard(other.id)
                self._keep_name(event, joined)
        elif edit.kind == "split":
            moved = tuple(mention for mention in event.mentions if mention.id in edit.values)
            rest = tuple(mention for mention in event.mentions if mention.id not in edit.values)
            if moved and rest:
                self._split(event, rest, moved)
        else:
            self.events[event.id] = _changed(event, edit)
            if edit.kind == "title":
                self.named.add(event.id)
        return True

    def _split(self, event: Event, rest: tuple[Mention, ...], moved: tuple[Mention, ...]) -> None:
        """Make two events of one; title and date given by hand stay with the sentence that comes first."""
        first, other = sorted((_own(event, rest), _own(event, moved)), key=lambda part: event.mentions[0] not in part.mentions)
        if event.id in self.named:
            first = replace(first, title=event.title)
        if event.status is Status.EDITED:
            first = replace(first, span=event.span, status=event.status)
        self._put([event], [first, other])
        self._keep_name(event, first)

    def _keep_name(self, before: Event, after: Event) -> None:
        if before.id in self.named:
            self.named = self.named - {before.id} | {after.id}

    def _put(self, old: Iterable[Event], new: Iterable[Event]) -> None:
        for event in old:
            del self.events[event.id]
        for event in new:
            self.events[event.id] = event
            self.home |= {mention.id: event.id for mention in event.mentions}


def _changed(event: Event, edit: Edit) -> Event:
    values = edit.values
    match edit.kind:
        case "title":
            return replace(event, title=values[0].strip())
        case "type":
            return replace(event, type=values[0], family=values[1], plover=values[2])
        case "date":
            day = edit.at[:10]
            told = f"Date set by {edit.by or 'hand'}{f' on {day}' if day else ''}."
            return replace(event, span=span_of(values) if values else None, status=Status.EDITED, why=(told, *event.why))
        case "participants":
            return replace(event, participants=values)
        case "place":
            return replace(event, place=values[0] if values else None)
        case "verify":
            return replace(event, verified=(edit.by, edit.at))
        case "hide":
            return replace(event, hidden=True)
        case _:
            return replace(event, comments=(*event.comments, Comment(edit.by, edit.at, values[0], edit.number)))


def _with_mentions(event: Event, mentions: Iterable[Mention]) -> Event:
    ordered = tuple(sorted(mentions, key=lambda m: (m.article, m.start, m.type)))
    first = ordered[0]
    ident = digest(first.article, str(first.start), first.type)
    return replace(event, id=ident, mentions=ordered, independent=len({m.article for m in ordered}))


def _own(event: Event, mentions: tuple[Mention, ...]) -> Event:
    """An event of some of the mentions, with their claims alone."""
    spans: dict[Span, list[str]] = {}
    for mention in mentions:
        if mention.span:
            spans.setdefault(mention.span, []).append(mention.article)
    claims = _claims(Claim(span, tuple(dict.fromkeys(articles))) for span, articles in spans.items())
    span = claims[0].span if claims else None
    status = Status.UNDATED if not claims else _status(claims)
    title = max((m.title for m in mentions), key=len, default="") or event.title
    return replace(_with_mentions(event, mentions), span=span, status=status, claims=claims, chain=(), title=title)


def _claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    by_span: dict[Span, list[str]] = {}
    for claim in claims:
        by_span.setdefault(claim.span, []).extend(claim.articles)
    told = (Claim(span, tuple(dict.fromkeys(articles))) for span, articles in by_span.items())
    return tuple(sorted(told, key=lambda claim: (-len(claim.articles), claim.span.days, claim.span)))


def _status(claims: Sequence[Claim]) -> Status:
    first = claims[0].span
    if any(not first.overlaps(claim.span) for claim in claims):
        return Status.DISPUTED
    if len(claims) > 1:
        return Status.REFINED
    return Status.AGREED if len(claims[0].articles) > 1 else Status.SINGLE
