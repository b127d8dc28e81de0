"""Which words of a sentence a headline keeps, at five levels of brevity, and how they are written side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from timeline.events import actors
from timeline.events.cast import Kind, Naming
from timeline.events.context import Context, Token
from timeline.events.gazetteer import read, split

LEVELS = 6
FIRM = "\u2060"
"""Written before a particle, which may end a headline as the same word as a preposition may not: "sworn in"."""
VERBAL = frozenset({"VERB", "AUX"})
_ALWAYS = frozenset({"advcl", "appos", "parataxis", "punct", "intj", "meta", "cc", "preconj", "expl", "relcl"})
_COMPLEMENTS = frozenset({"dobj", "prep", "attr", "ccomp", "xcomp", "agent"})
Piece = tuple[int, int, str]
"""Words of the title: the first and last token they stand for, and how they are written."""


@cache
def words(name: str) -> frozenset[str]:
    """Return a word list of ``names/headlines.toml``.

    >>> "a" in words("articles")
    True
    """
    return split(read("headlines")["words"][name])


@dataclass(frozen=True, slots=True)
class Cut:
    """How much a headline leaves out.

    Args:
        ctx: the article.
        level: 0 (little) to `LEVELS` - 1.
        trigger: the trigger's offset in the article.
        without: the token whose subtree is left out, such as the verb inside its subject's phrase.
        opening: whether the words open the headline, so that "his" needs a name.
    """

    ctx: Context
    level: int
    trigger: int
    without: int = -1
    opening: bool = False


def phrase(head: Token, cut: Cut) -> str:
    """The words of a subtree that a headline keeps, in the order of the sentence."""
    return spell(list(collect(head, cut)), head)


def spell(pieces: list[Piece], anchor: Token) -> str:
    """Write pieces with the blanks and hyphens that stand between them in the sentence."""
    found = ""
    last = -2
    for first, stop, text in _closed(sorted(pieces), anchor):
        if first <= last:
            continue
        between = [anchor.doc[i] for i in range(last + 1, first)] if last >= 0 else []
        if last >= 0 and not between:
            found += anchor.doc[last].whitespace_
        elif (
            between
            and all(token.text in "-–/" and not token.whitespace_ for token in between)
            and not anchor.doc[last].whitespace_
        ):
            found += "".join(token.text for token in between)
        elif last >= 0:
            found += " "
        found += text
        last = stop
    return found


def _closed(pieces: list[Piece], anchor: Token) -> list[Piece]:
    """Add the noun that the parser tore off the last words: "her Sarnik | flat", "340 | wounded"."""
    if not pieces or pieces[-1][1] + 1 >= len(anchor.doc):
        return pieces
    last, after = anchor.doc[pieces[-1][1]], anchor.doc[pieces[-1][1] + 1]
    beyond = anchor.doc[after.i + 1] if after.i + 1 < len(anchor.doc) else None
    ends = beyond is None or beyond.pos_ == "PUNCT" or beyond.tag_ in {"IN", "CC", "TO"}
    owned = (
        last.i > 0 and anchor.doc[last.i - 1].tag_ == "PRP$" and last.pos_ == "PROPN" and after.tag_ in {"JJ", "RB", "NN", "NNS"}
    )
    counted = last.tag_ == "CD" and last.dep_ == "dobj" and after.tag_ in {"VBN", "VBD", "JJ"}
    open_ended = last.tag_ in {"PRP$", "DT", "WP$"} and after.pos_ in {"NOUN", "PROPN", "AUX", "ADJ"}
    if ends and after.text.isalpha() and (owned or counted or open_ended):
        return [*pieces, (after.i, after.i, after.text)]
    return pieces


def collect(head: Token, cut: Cut) -> Iterator[Piece]:
    """Yield the pieces of a subtree that a headline keeps."""
    naming = named(head, cut.ctx)
    apposed = _apposed(head, cut.ctx) if naming is None else None
    if apposed is not None:
        yield head.i, head.i, apposed.actor.name  # "the mayor, Bruce Tolhurst": the name says it all
        return
    spoken = _name(head, naming, cut) if naming is not None else _word(head, cut)
    yield spoken
    kept = [
        child
        for child in head.children
        if not (spoken[0] <= child.i <= spoken[1]) and child.i != cut.without and not dropped(child, cut)
    ]
    if naming is not None:
        kept = [child for child in kept if child.lower_ != "particular"]  # "in particular Iran", whose parse is wrong
    if naming is not None and naming.actor.kind is Kind.PERSON:
        kept = [child for child in kept if child.i > spoken[1] or child.dep_ not in {"compound", "amod", "nmod", "poss", "det"}]
    for child in kept:
        yield from collect(child, cut)
        if child.dep_ == "conj" or (child.dep_ == "prep" and child.i > head.i):
            yield from _joint(child)


def _apposed(head: Token, ctx: Context) -> Naming | None:
    """The actor named in an apposition to a single person or body."""
    if head.tag_ != "NN":
        return None
    found = (named(child, ctx) for child in head.children if child.dep_ == "appos" and child.pos_ == "PROPN")
    return next((n for n in found if n is not None and n.actor.kind in (Kind.PERSON, Kind.ORGANIZATION)), None)


def _joint(conjunct: Token) -> Iterator[Piece]:
    """The comma or conjunction in front of a conjunct."""
    at = conjunct.left_edge.i - 1
    comma = conjunct.dep_ == "conj" and conjunct.doc[max(at, 0)].text == ","
    if at >= 0 and (conjunct.doc[at].dep_ == "cc" or comma):
        yield at, at, conjunct.doc[at].text


def named(token: Token, ctx: Context) -> Naming | None:
    """Return the name that a token is part of, or None."""
    start = ctx.offset(token)
    return next(iter(ctx.actors.at(start, start + len(token.text))), None)


def _name(head: Token, naming: Naming, cut: Cut) -> Piece:
    """A name as one piece, a person's in full unless room is short."""
    base = cut.ctx.sentence(head).start
    inside = [token for token in head.doc if naming.start <= base + token.idx < naming.end] or [head]
    written = cut.ctx.article.text[max(naming.start, base) : naming.end]
    if naming.actor.kind is Kind.PERSON and cut.level < 2:
        written = naming.actor.name
    elif naming.actor.kind is Kind.PERSON and written not in naming.actor.name:
        written = naming.actor.name.split()[-1]  # a slip of the pen in the article
    return inside[0].i, inside[-1].i, " ".join(written.split())


def _word(token: Token, cut: Cut) -> Piece:
    """A word as one piece, a hyphenated compound whole: "power-sharing"."""
    doc, first, last = token.doc, token.i, token.i
    while first > 1 and _hyphen(doc[first - 1]) and not doc[first - 2].whitespace_ and doc[first - 2].text.isalnum():
        first -= 2
    while last + 2 < len(doc) and not doc[last].whitespace_ and _hyphen(doc[last + 1]) and doc[last + 2].text.isalnum():
        last += 2
    if first == last:
        return first, last, _own(token, cut)
    return first, last, "".join(doc[i].text for i in range(first, last + 1))


def _hyphen(token: Token) -> bool:
    return token.text in {"-", "‑", "‐"} and not token.whitespace_


def _own(token: Token, cut: Cut) -> str:
    """A word as it stands, "his" or "whose" at the beginning as the name that it means."""
    if cut.opening and token.tag_ in {"PRP$", "WP$"}:
        names = actors.who(token, cut.ctx)
        if names and names[0][:1].isupper():
            return names[0] + ("'" if names[0].endswith("s") else "'s")
        return "" if token.tag_ == "WP$" else token.text
    return FIRM + token.text if token.dep_ == "prt" else token.text


def dropped(child: Token, cut: Cut) -> bool:
    """Say whether a headline of this level leaves out a dependent with all below it."""
    dep, level, word = child.dep_, cut.level, child.lower_
    if child.i > child.head.i and _apart(child):
        return True
    if dep in _ALWAYS or (dep == "det" and word in words("articles")) or (dep == "mark" and word == "that"):
        return True
    if (dep != "dobj" and dated(child, cut)) or (word in words("deictic") and dep != "compound"):
        return True
    if dep == "npadvmod" and is_person(child, cut.ctx):
        return False  # "indicted Roy March", whose surname the parser takes for a month
    if dep in {"advmod", "npadvmod"}:
        return child.head.pos_ in VERBAL and word not in words("particles") | {"how", "why", "when", "where", "whether"}
    if dep == "conj" and child.pos_ in VERBAL:
        return level > 0 or any(below.dep_ in {"nsubj", "nsubjpass"} for below in child.children)
    if dep == "prep":
        return _preposition_dropped(child, cut)
    if dep == "acl":
        return level >= 1
    if dep == "ccomp":
        late = any(below.dep_ == "mark" and below.lower_ in words("circumstance") for below in child.children)
        return late or (child.i < child.head.i and child.head.pos_ in VERBAL)
    return level >= 3 and dep in {"amod", "conj"} and child.pos_ != "PROPN" and (level >= 4 or named(child, cut.ctx) is None)


def is_person(token: Token, ctx: Context) -> bool:
    """Say whether a token is part of a person's name."""
    naming = named(token, ctx)
    return naming is not None and naming.actor.kind is Kind.PERSON


def _apart(child: Token) -> bool:
    """Say whether a dash or semicolon stands before a dependent: an aside, not a part of the clause."""
    at = child.left_edge.i - 1
    mark = child.doc[at] if at >= 0 else None
    return mark is not None and (
        mark.text in {";", "—", "–", "--"} or (mark.text == "-" and at > 0 and bool(child.doc[at - 1].whitespace_))
    )


def _preposition_dropped(child: Token, cut: Cut) -> bool:
    word, level = child.lower_, cut.level
    if word in words("circumstance") or any(
        dated(below, cut) or any(part.dep_ == "nummod" and dated(part, cut) for part in below.children)
        for below in child.children
        if below.dep_ in {"pobj", "prep", "pcomp"}
    ):
        return True
    if child.head.pos_ in VERBAL:
        after = [c for c in child.head.children if c.dep_ in _COMPLEMENTS and c.i > child.head.i]
        first = not any(c.i < child.i for c in after)
        return (level >= 2 and not first) or (level >= 5 and any(c.dep_ != "prep" for c in after))
    return level >= 3 or (level >= 2 and word not in {"of", "between", "for", "to", "with", "on"})


def dated(token: Token, cut: Cut) -> bool:
    """Say whether a word belongs to a time expression; one that names its event holds the trigger itself."""
    found = cut.ctx.expression_at(cut.ctx.offset(token))
    return found is not None and not found.start <= cut.trigger < found.end
