"""What the journal says: who changed what when, and which changes of several people clash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.edits import Edit, State, effective, meant, published, undone
from timeline.model import Timeline
from timeline.span import Span

# What a person must have seen before they change a field, and before they decide on an event as a whole.
_FIELDS = frozenset({"title", "type", "date", "participants", "place"})
_WHOLE = frozenset({"hide", "merge", "split"})


def clashes(changes: Iterable[Edit], journal: Sequence[Edit], seen: int) -> tuple[Edit, ...]:
    """Return the entries made since a person looked that their own changes would override or build on unseen.

    The same field, or hiding, merging and splitting of the same event, clash with each other; whoever decides on an event as a
    whole (checked, hidden, merged, split) must have seen every field.  Comments, and doing the same once more, never clash.

    Args:
        changes: what the person wants to change.
        journal: all entries so far.
        seen: number of the last entry that they had in view.

    >>> theirs = Edit("date", ("m",), ("2023-07-24", "2023-07-24"), by="Ana", number=5)
    >>> [entry.by for entry in clashes([Edit("verify", ("m",))], [theirs], 4)]
    ['Ana']
    """
    wanted = [(change, meant(change, journal)) for change in changes]
    return tuple(
        entry
        for entry in journal
        if entry.number > seen
        and any(_clash(about, meant(entry, journal)) and not _same(change, entry) for change, about in wanted)
    )


def _clash(mine: Edit, theirs: Edit) -> bool:
    if not _scope(mine) & _scope(theirs):
        return False
    if mine.kind in _FIELDS:
        return theirs.kind == mine.kind or theirs.kind in _WHOLE
    if mine.kind in _WHOLE | {"verify"}:
        return theirs.kind in _FIELDS | _WHOLE
    return mine.kind == theirs.kind == "published"


def _same(mine: Edit, theirs: Edit) -> bool:
    return (mine.kind, mine.values) == (theirs.kind, theirs.values)


def _scope(edit: Edit) -> set[str]:
    return {*edit.target, *(edit.values if edit.kind == "merge" else ())}


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the journal with what it did.

    Args:
        entry: the entry.
        event: id of the event that it found, or of the article for a publication date; empty where there is none any more.
        title: of that event.
        before, after: what it changed, in words; by today's articles where these have changed since.
        holds: whether no later entry has undone it.
    """

    entry: Edit
    event: str
    title: str
    before: str
    after: str
    holds: bool


def history(merged: Timeline, journal: Sequence[Edit]) -> tuple[Change, ...]:
    """Return what each entry of the journal changed, oldest first.

    Args:
        merged: the timeline as merged, before any of them.
        journal: all entries, oldest first.

    >>> history(Timeline(), [Edit("hide", ("m",), by="Ana", number=1)])[0].before
    ''
    """
    gone, state, told = undone(journal), State(merged.events), []
    for place, entry in enumerate(journal):
        about = meant(entry, journal)
        event, before = state.find(about.target), _value(about, state, journal[:place])
        if entry.kind == "undo":
            state = State(merged.events)
            for edit in effective(journal[: place + 1]):
                state.change(edit)
        elif entry.kind != "published":
            state.change(entry)
        article = about.target[0] if about.kind == "published" else ""
        after = _value(about, state, journal[: place + 1])
        found = (event.id, event.title) if event else (article, "")
        told.append(Change(entry, *found, before, after, entry.number not in gone))
    return tuple(told)


def _value(about: Edit, state: State, journal: Sequence[Edit]) -> str:
    """What an edit is about, as it stands now."""
    event = state.find(about.target)
    if about.kind == "published":
        return _days(published(journal).get(about.target[0]))
    if event is None:
        return ""
    match about.kind:
        case "title" | "type":
            return str(getattr(event, about.kind))
        case "date":
            return _days(event.span)
        case "participants":
            return "; ".join(event.participants)
        case "place":
            return event.place or ""
        case "verify":
            return " ".join(event.verified or ())
        case "hide":
            return "hidden" if event.hidden else "shown"
        case "comment":
            return "; ".join(comment.text for comment in event.comments)
    parts = dict.fromkeys(state.home[m] for m in (*about.target, *about.values) if m in state.home)
    return " | ".join(state.events[part].title for part in parts)


def _days(span: Span | None) -> str:
    if span is None:
        return ""
    return span.first.isoformat() if span.days == 1 else f"{span.first.isoformat()} to {span.last.isoformat()}"
