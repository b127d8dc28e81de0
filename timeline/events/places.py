"""Where a happening took place: the place that its own clause names, else the town of the dateline for the lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.events.cast import Kind
from timeline.events.context import Context, Token
from timeline.events.gazetteer import gazetteer

_WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "on",
        "off",
        "across",
        "around",
        "throughout",
        "to",
        "into",
        "through",
        "for",
        "toward",
    }
)
_SURE = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "throughout"})
_GOING = frozenset(
    {
        "travel",
        "fly",
        "go",
        "come",
        "arrive",
        "head",
        "return",
        "drive",
        "march",
        "walk",
        "move",
        "trip",
        "visit",
        "sail",
        "send",
        "deploy",
    }
)
_REACHING = frozenset(
    {"visit", "tour", "reach", "enter", "leave", "hit", "strike", "attack", "bomb", "storm", "shell", "raid", "invade", "occupy"}
)
_DATELINE = re.compile(
    r"\s*([A-Z][A-Z .'’-]{2,30}?)(?:,\s+[A-Z][\w. ]+?)?\s*(?:,\s*[A-Z][a-z]+\.?\s+\d{1,2}\s*)?(?:\([^)\n]{2,40}\)\s*)?[-–—]\s"
)


def place(token: Token, ctx: Context) -> str | None:
    """Return the place of the happening that a trigger names, or None where its clause names none.

    Args:
        token: the trigger, a verb or a noun.
        ctx: the article it stands in.
    """
    found = list(_places(token, ctx))
    towns = [name for name, kind in found if kind is not Kind.STATE]
    if found:
        return (towns or [found[0][0]])[0]
    sentence = ctx.sentence(token)
    return dateline(ctx) if ctx.lead is not None and ctx.lead.index == sentence.index else None


def dateline(ctx: Context) -> str | None:
    """Return the town in front of the article's first words ("MELIK, Jan. 23 (Newswire) - …"), or None."""
    first = ctx.opening
    line = ctx.article.text.rfind("\n", 0, first.start) + 1 if first else 0
    match = _DATELINE.match(ctx.article.text, line, line + 90) if first else None
    return match.group(1).title() if match else None


def _places(token: Token, ctx: Context) -> Iterator[tuple[str, Kind]]:
    """Yield places from the trigger outwards to the end of its clause."""
    at, steps = token, 0
    while steps < 5:
        yield from _of(at, ctx)
        above = at.head
        if (
            above == at
            or at.dep_ in {"ccomp", "advcl", "relcl", "parataxis"}
            or (at.pos_ == "VERB" and at.dep_ not in {"xcomp", "conj", "acl", "pcomp"})
        ):
            break
        at, steps = above, steps + 1


def _of(head: Token, ctx: Context) -> Iterator[tuple[str, Kind]]:
    verb = head.pos_ in {"VERB", "AUX"}
    lemma = head.lemma_.lower()
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in _WHERE:
            moving = child.lower_ in {"to", "into", "for", "toward"}
            if child.lower_ in _SURE or (moving and lemma in _GOING) or not moving:
                yield from _complement(child, ctx)
        elif child.dep_ == "dobj" and lemma in _REACHING:
            yield from _name(child, ctx)
            yield from (found for part in child.children if part.dep_ == "prep" for found in _complement(part, ctx))
        elif child.dep_ in {"dobj", "nsubjpass", "nsubj", "attr"} and verb:
            yield from (
                found
                for part in child.children
                if part.dep_ == "prep" and part.lower_ in _SURE
                for found in _complement(part, ctx)
            )
        elif child.dep_ in {"compound", "poss", "amod"} and not verb and child.pos_ == "PROPN":
            yield from (found for found in _name(child, ctx) if found[1] is Kind.PLACE)


def _complement(preposition: Token, ctx: Context) -> Iterator[tuple[str, Kind]]:
    """The place after a preposition, the town around it first: "at the Excelsior Hotel in London"."""
    for noun in preposition.children:
        if noun.dep_ != "pobj":
            continue
        inner = [
            found
            for part in noun.children
            if part.dep_ == "prep" and part.lower_ in {"in", "of", "near", "at"}
            for found in _complement(part, ctx)
        ]
        own = list(_name(noun, ctx))
        yield from (inner + own if noun.pos_ == "NOUN" or (own and _site(own[0][0])) else own + inner)
        for part in noun.children:
            if part.dep_ in {"appos", "conj"}:
                yield from _name(part, ctx)


def _site(name: str) -> bool:
    return name.rsplit(maxsplit=1)[-1] in gazetteer().words["sites"]


def _leads_to_place(preposition: Token) -> bool:
    going = preposition.lower_ in {"to", "into", "for"} and preposition.head.lemma_.lower() in _GOING
    return going or preposition.lower_ in {"in", "near", "across", "outside"}


def _name(noun: Token, ctx: Context) -> Iterator[tuple[str, Kind]]:
    start = ctx.offset(noun)
    if ctx.expression_at(start) is not None:
        return
    for naming in ctx.actors.at(start, start + len(noun.text)):
        if not naming.adjective and naming.actor.kind in (Kind.PLACE, Kind.STATE):
            yield naming.actor.name, naming.actor.kind
        elif naming.actor.kind in (Kind.OTHER, Kind.THING) and noun.dep_ == "pobj" and _leads_to_place(noun.head):
            yield naming.actor.name, Kind.PLACE
        return
    region = " ".join(part.text for part in noun.subtree if part.pos_ == "PROPN" and part.i <= noun.i)
    if noun.pos_ == "PROPN" and region in gazetteer().words["regions"]:
        yield region, Kind.STATE
    elif noun.pos_ == "NOUN":
        yield from (found for part in noun.children if part.dep_ in {"compound", "poss", "nmod"} and part.pos_ == "PROPN"
                    for found in _name(part, ctx) if found[1] is Kind.PLACE)  # fmt: skip
