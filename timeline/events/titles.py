"""A headline for one mention: its clause without what a headline leaves out, in the present tense.

The clause is pruned as sentence compression by dependency trees does (Filippova and Strube 2008), with fixed levels instead
of learnt weights: dates, asides and articles always go; further complements go, the last first, until it fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from timeline.events import actors
from timeline.events.cast import Kind
from timeline.events.context import Context, Token
from timeline.limits import MAX_TITLE_CHARS

_VERBAL = frozenset({"VERB", "AUX"})
_ALWAYS = frozenset({"advcl", "appos", "parataxis", "punct", "intj", "meta", "cc", "preconj", "expl"})
_SPEAKING = frozenset(
    "say tell add declare state write claim insist note explain argue emphasize stress assert quote remark report".split()
)
_MARKUP = re.compile(r"[*_`#<>\[\]{}|~\\^]+")
_EDGES = " ,;:–—-.…\"“”'‘’"
_PHRASES = {"meeting": "Meeting of {}", "visit": "Visit by {}", "signing": "Signing by {}", "agreement": "Agreement between {}", "deal": "Deal between {}",
            "statement": "Statement by {}", "demand": "Demand by {}", "criticism": "Criticism by {}", "denial": "Denial by {}", "threat": "Threat by {}",
            "protest": "Protest by {}", "ruling": "Ruling involving {}", "vote": "Vote by {}", "appointment": "Appointment of {}",
            "resignation": "Resignation of {}", "investigation": "Investigation involving {}", "sanction": "Sanctions involving {}", "plan": "Plan of {}",
            "attack": "Attack involving {}", "arrest": "Arrest involving {}", "deployment": "Deployment by {}", "aid": "Aid from {}",
            "strike": "Strike by {}", "launch": "Launch by {}", "disaster": "Disaster involving {}", "death": "Death of {}"}  # fmt: skip


def title(token: Token, kind: str, participants: Sequence[str], ctx: Context) -> str:
    """Return a readable headline made of one mention alone.

    Args:
        token: the trigger.
        kind: the event type, for triggers whose words say too little.
        participants: canonical names, the most involved first.
        ctx: the article.

    Returns:
        Plain text of at most `MAX_TITLE_CHARS` characters, never a cut-off sentence.
    """
    head = _clause_head(token)
    attempts: Iterator[str] = (clean(attempt) for attempt in _attempts(head, token, ctx))
    for attempt in attempts:
        if 2 < len(attempt) <= MAX_TITLE_CHARS and " " in attempt:
            return attempt
    return fallback(token.text, kind, participants)


def fallback(trigger: str, kind: str, participants: Sequence[str]) -> str:
    """Return a title from the type and the participants alone.

    >>> fallback("talks", "meeting", ["Iran", "Bolivia"])
    'Meeting of Iran and Bolivia'
    """
    for count in range(min(3, len(participants)), 0, -1):
        phrase = clean(_PHRASES.get(kind, kind.capitalize() + ": {}").format(_listed(participants[:count])))
        if len(phrase) <= MAX_TITLE_CHARS:
            return phrase
    single = clean(trigger)
    return single if 2 < len(single) <= MAX_TITLE_CHARS else kind.capitalize()


def clean(text: str) -> str:
    """Collapse white space, drop markup and stray quotation marks, and begin with a capital.

    >>> clean("  **talks** collapse ,")
    'Talks collapse'
    """
    plain = " ".join(_MARKUP.sub(" ", text).split())
    plain = re.sub(r"\s+([,.;:!?%)’'])", r"\1", plain)
    for opening, closing in (("“", "”"), ("‘", "’")):
        if plain.count(opening) != plain.count(closing) and opening == "“":
            plain = plain.replace(opening, "").replace(closing, "")
    if plain.count('"') % 2:
        plain = plain.replace('"', "")
    plain = plain.strip(" ,;:–—-.…")
    return plain[:1].upper() + plain[1:]


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


# ---- which clause ----------------------------------------------------------------------------------------------------


def _clause_head(token: Token) -> Token:
    """Return the verb whose clause tells of the trigger, or the trigger itself where it is told by a noun."""
    if token.pos_ in _VERBAL:
        return token
    if (
        token.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"}
        and token.head.pos_ in _VERBAL
        and token.head.lemma_ not in _SPEAKING | {"be", "follow", "come"}
    ):
        return token.head
    if token.dep_ == "compound" and token.head != token and token.head.pos_ == "NOUN":
        return _clause_head(token.head)
    return token


def _attempts(head: Token, token: Token, ctx: Context) -> Iterator[str]:
    """Yield ever shorter titles."""
    for level in range(5):
        if head.pos_ in _VERBAL:
            yield _clause(head, level, ctx)
        else:
            yield _noun_phrase(head, level, ctx)
    if head != token and token.pos_ not in _VERBAL:
        for level in range(5):
            yield _noun_phrase(token, level, ctx)


# ---- clauses ---------------------------------------------------------------------------------------------------------


def _clause(verb: Token, level: int, ctx: Context) -> str:
    subject, plural = _subject(verb, level, ctx)
    quoted = [
        child for child in verb.children if child.dep_ in {"ccomp", "parataxis"} and child.i < verb.i and verb.lemma_ in _SPEAKING
    ]
    if quoted and subject:
        return f"{subject}: {_words(quoted[0], level, ctx)}"
    passive = any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children) or (
        verb.dep_ in {"acl", "conj"} and verb.tag_ == "VBN" and not _active(verb)
    )
    rest = " ".join(
        filter(
            None, (_words(child, level, ctx) for child in verb.children if child.i > verb.i and _kept_right(child, level, ctx))
        )
    )
    return " ".join(filter(None, [subject, _verb(verb, plural, passive), rest])) if subject else ""


def _active(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "dobj"} for child in verb.children)


def _subject(verb: Token, level: int, ctx: Context) -> tuple[str, bool]:
    found = actors.subjects(verb)
    if not found:
        return "", False
    head = found[0]
    if head.pos_ == "PRON":
        names = actors.who(head, ctx)
        return (names[0], False) if names else ("", False)
    plural = (
        head.tag_ in {"NNS", "NNPS"}
        or any(child.dep_ == "conj" for child in head.children)
        or head.lower_ in {"police", "people"}
    )
    return _words(head, level, ctx, without=verb), plural


def _verb(verb: Token, plural: bool, passive: bool) -> str:
    """The verb as a headline has it: present for the past, "to …" for the future, the bare participle for the passive."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    negated = any(child.dep_ == "neg" for child in verb.children)
    doubtful = next((word for word in ("may", "might", "could", "should", "must") if word in helpers), "")
    future = bool(helpers & {"will", "would", "shall", "'ll", "’ll"}) or ("to" in helpers and verb.tag_ == "VB")
    participle, base = verb.text.lower(), verb.lemma_.lower()
    if passive:
        start = f"{doubtful} be" if doubtful else "to be" if future else ""
        return " ".join(filter(None, ["not" if negated else "", start, participle]))
    if negated:
        return f"{doubtful or ('will' if future else 'do' if plural else 'does')} not {base}"
    return f"{doubtful} {base}" if doubtful else f"to {base}" if future else present(base, plural)


def present(verb: str, plural: bool) -> str:
    """Return the simple present of a verb.

    >>> present("carry", plural=False), present("sign", plural=True), present("be", plural=True)
    ('carries', 'sign', 'are')
    """
    if verb == "be":
        return "are" if plural else "is"
    if plural:
        return verb
    if verb == "have":
        return "has"
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else verb + "s"


def _kept_right(child: Token, level: int, ctx: Context) -> bool:
    if child.dep_ in {"conj", "dep", "npadvmod", "advmod", "mark", "neg", "aux", "auxpass", "nsubj", "nsubjpass"} or _dropped(
        child, level, ctx
    ):
        return child.dep_ == "advmod" and child.lower_ in {
            "again",
            "back",
            "down",
            "off",
            "out",
            "up",
            "over",
            "together",
            "home",
            "away",
        }
    return not (level >= 4 and child.dep_ in {"prep", "ccomp", "xcomp"})


# ---- phrases ---------------------------------------------------------------------------------------------------------


def _noun_phrase(noun: Token, level: int, ctx: Context) -> str:
    return _words(noun, level, ctx)


def _words(head: Token, level: int, ctx: Context, without: Token | None = None) -> str:
    """The words of a subtree that a headline keeps at a level, in the order of the sentence."""
    kept = sorted(_collect(head, level, ctx, without), key=lambda token: token.i)
    pieces: list[str] = []
    for token in kept:
        text = _spelled(token, ctx)
        glue = (
            not pieces
            or not text
            or text in {"'s", "’s", "'", "’", "n't", "n’t", "%"}
            or pieces[-1] in {"$", "£", "€", "-", "#"}
            or text == "-"
        )
        pieces.append(text if glue else " " + text)
    return "".join(pieces).strip(_EDGES if head.dep_ != "pobj" else " ,")


def _collect(head: Token, level: int, ctx: Context, without: Token | None = None) -> Iterator[Token]:
    naming = next(iter(ctx.actors.at(ctx.offset(head), ctx.offset(head) + len(head.text))), None)
    person = naming is not None and naming.actor.kind is Kind.PERSON
    yield head
    for child in head.children:
        if child == without or _dropped(child, level, ctx) or (person and _title_of(child, naming.start if naming else 0, ctx)):
            continue
        yield from _collect(child, level, ctx)
    if any(child.dep_ == "conj" for child in head.children):
        yield from (child for child in head.children if child.dep_ == "cc" or child.text == ",")


def _title_of(child: Token, start: int, ctx: Context) -> bool:
    return child.dep_ in {"compound", "amod", "nmod", "poss", "det"} and ctx.offset(child) < start


def _dropped(child: Token, level: int, ctx: Context) -> bool:
    """Say whether a headline of this level leaves out a dependent with all below it."""
    dep = child.dep_
    if dep in _ALWAYS or (dep == "det" and child.lower_ in {"a", "an", "the", "this", "that"}) or _dated(child, ctx):
        return True
    if dep in {"advmod", "npadvmod"} and child.pos_ == "ADV":
        return child.head.pos_ in _VERBAL
    if dep == "mark" and child.lower_ == "that":
        return True
    if dep == "relcl" or (
        dep == "prep"
        and (child.lower_ in {"according", "after", "before", "since", "during", "amid", "following"} or _dated_below(child, ctx))
    ):
        return True
    if dep == "acl":
        return level >= 1
    if dep == "prep" and child.head.pos_ in _VERBAL:
        return level >= 2 and _later_preposition(child)
    if dep == "prep":
        return level >= 2 and (child.lower_ != "of" or level >= 3)
    return level >= 3 and dep in {"amod", "conj"} and child.pos_ != "PROPN"


def _later_preposition(child: Token) -> bool:
    """Say whether it is not the first complement of its verb."""
    return any(
        other.i < child.i and other.dep_ in {"dobj", "prep", "attr", "ccomp", "xcomp"} and other.i > child.head.i
        for other in child.head.children
    )


def _dated(token: Token, ctx: Context) -> bool:
    start = ctx.offset(token)
    return any(e.start <= start < e.end for e in ctx.expressions)


def _dated_below(preposition: Token, ctx: Context) -> bool:
    return any(_dated(child, ctx) for child in preposition.children if child.dep_ in {"pobj", "prep", "pcomp"})


def _spelled(token: Token, ctx: Context) -> str:
    return token.text


_Pruner = Callable[[Token], Iterable[Token]]
