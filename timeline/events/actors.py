"""Who takes part in a happening: from the syntax around its trigger to canonical names.

`index` lists the actors of an article, `participants` those of one mention.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.events.arguments import BELONGING, INVOLVING, SUBJECT, arguments, complements, conjuncts, subjects
from timeline.events.cast import ActorIndex, Kind, Naming
from timeline.events.casting import index
from timeline.events.context import Context, Token
from timeline.events.gazetteer import gazetteer
from timeline.events.pronouns import name_at, person_before, speaker_above, subject_ahead

__all__ = ["ActorIndex", "index", "is_pair", "participants", "subjects", "who"]

MAX_PARTICIPANTS = 6
_LOCATING = frozenset(
    {
        "in",
        "at",
        "from",
        "near",
        "to",
        "on",
        "outside",
        "across",
        "around",
        "through",
        "into",
        "inside",
        "toward",
        "towards",
        "over",
    }
)
_KIN = frozenset(
    "husband wife father mother son daughter brother sister uncle aunt cousin nephew niece partner friend child parent widow "
    "deputy successor predecessor rival colleague boss lawyer attorney neighbour neighbor grandson grandfather".split()
)


def participants(token: Token, ctx: Context) -> tuple[str, ...]:
    """Return the actors of the happening that a trigger names, the most involved first.

    Args:
        token: the trigger, a verb or a noun.
        ctx: the article it stands in.

    Returns:
        At most six canonical names, none twice; empty where the sentence names nobody.
    """
    found: dict[str, None] = {}
    for argument in arguments(token):
        for name in who(argument, ctx):
            found.setdefault(name)
    for argument in list(arguments(token)):
        for name in _within(argument, ctx):
            found.setdefault(name)
    if not found and token.pos_ in {"VERB", "AUX"}:
        found.update(dict.fromkeys(_reporting(token, ctx)))
    return tuple(found)[:MAX_PARTICIPANTS]


def _reporting(token: Token, ctx: Context) -> list[str]:
    """Where its own clause names nobody: whoever expects, demands or reports it."""
    clauses = [above for above in (token, *token.ancestors) if above.dep_ == "ccomp" and above.head.pos_ in {"VERB", "AUX"}]
    return [name for subject in (subjects(clauses[0].head) if clauses else ()) for name in who(subject, ctx)]


# ---- from a phrase to names ------------------------------------------------------------------------------------------


def who(head: Token, ctx: Context) -> list[str]:
    """Return the canonical names of the actors that a phrase means, its coordinated parts included."""
    names: list[str] = []
    for part in conjuncts(head):
        names.extend(name for name in _one(part, ctx) if name not in names)
    return names


def _one(head: Token, ctx: Context) -> list[str]:
    if is_pair(head):
        return ctx.actors.last_pair(ctx.offset(head))
    if head.pos_ == "PRON" or head.tag_ == "WP$":
        return _pronoun(head, ctx)
    naming = name_at(head, ctx)
    if naming is not None:
        return _named(naming, head)
    if head.pos_ in {"NOUN", "ADJ", "PROPN"}:
        return _description(head, ctx)
    return []


def is_pair(head: Token) -> bool:
    """Say whether a phrase means two who were named before: "the two", "both countries"."""
    counted = any(child.lower_ in {"two", "both"} for child in head.children)
    bare = not any(child.dep_ in {"prep", "relcl", "amod", "compound"} for child in head.children)
    return bare and (head.lower_ in {"two", "both", "pair"} or (counted and head.lower_ in gazetteer().words["pairs"]))


def _named(naming: Naming, head: Token) -> list[str]:
    actor = naming.actor
    if actor.kind is Kind.PLACE:
        placed = head.dep_ == "pobj" and head.head.lower_ in _LOCATING
        return [] if actor.state is None or placed or head.dep_ in {"compound", "npadvmod", "appos"} else [actor.state]
    if actor.kind is Kind.THING or (
        actor.kind is Kind.STATE and head.dep_ == "pobj" and head.head.lower_ in {"in", "at", "near", "across"}
    ):
        return []
    return [actor.name]


def _pronoun(head: Token, ctx: Context) -> list[str]:
    lists, word = gazetteer().words, head.lower_
    if word in lists["relative"]:
        clause = head.head if head.head.dep_ == "relcl" else head.head.head
        return who(clause.head, ctx) if clause.dep_ == "relcl" and clause.head != head else []
    at = ctx.offset(head)
    if word in lists["speaker"]:
        speaker = speaker_above(head)
        return who(speaker, ctx) if speaker is not None and speaker.pos_ != "PRON" else []
    actor = None
    if word in lists["he"] or word in lists["she"]:
        gender = "m" if word in lists["he"] else "f"
        ahead = subject_ahead(head, ctx)
        if ahead is not None and ahead.gender in ("", gender):
            return [ahead.name]
        actor = person_before(head, gender, ctx)
    elif word in lists["it"] or word in lists["they"]:
        speaker = speaker_above(head)
        if speaker is not None and speaker.pos_ in {"NOUN", "PROPN"} and (word in lists["it"]) is (speaker.tag_ in {"NN", "NNP"}):
            return who(speaker, ctx)[:1]
        kinds = (Kind.ORGANIZATION, Kind.STATE, Kind.OTHER) if word in lists["it"] else (Kind.ORGANIZATION,)
        actor = ctx.actors.last(at, kinds, sentences_back=3 if word in lists["it"] else 2)
    return [actor.name] if actor else []


def _description(head: Token, ctx: Context) -> list[str]:
    """Names for "the minister", "the union", "Argentine authorities", "dock workers"."""
    lists, noun = gazetteer().lower, head.lower_
    for child in head.children:
        naming = name_at(child, ctx) if child.dep_ == "appos" and head.tag_ not in {"NNS", "NNPS"} else None
        person = head.lemma_.lower() in lists["roles"]
        if naming is not None and naming.actor.kind in ((Kind.PERSON,) if person else (Kind.ORGANIZATION, Kind.OTHER)):
            return [naming.actor.name]
    state = _state(head, ctx)
    singular = head.lemma_.lower()
    if noun in lists["governing"] and state and not ctx.actors.described(singular, ctx.offset(head), state):
        return [state]
    if singular in lists["roles"]:
        return _role(head, singular, state, ctx)
    if singular in lists["nouns"]:
        return _body(head, singular, state, ctx)
    if noun in {"members", "member", "mps"} and not state:
        body = ctx.actors.described("union", ctx.offset(head)) or ctx.actors.described("party", ctx.offset(head))
        if body:
            return [body.name]
    return _group(head, ctx) if noun in lists["people"] else []


def _state(head: Token, ctx: Context) -> str | None:
    """The state that a phrase names as its own: "Iranian …", "Iran's …", "… of Iran"."""
    for child in head.children:
        if child.dep_ in BELONGING:
            naming = name_at(child, ctx)
            if naming and naming.actor.kind is Kind.STATE:
                return naming.actor.name
            if naming and naming.actor.kind is Kind.PLACE and naming.actor.state and child.dep_ == "poss":
                return naming.actor.state
    for below in complements(head, frozenset({"of"})):
        naming = name_at(below, ctx)
        if naming and naming.actor.kind is Kind.STATE:
            return naming.actor.name
    return None


def _role(head: Token, noun: str, state: str | None, ctx: Context) -> list[str]:
    at = ctx.offset(head)
    owners = [name for child in head.children if child.tag_ in {"PRP$", "WP$"} for name in who(child, ctx)]
    narrow = " ".join(child.lower_ for child in head.children if child.dep_ in {"compound", "amod"} and child.text.islower())
    phrase = f"{narrow} {noun}".strip()
    if head.tag_ in {"NNS", "NNPS"}:
        holders = [actor for actor in ctx.actors.actors if phrase in actor.descriptions and actor.kind is Kind.PERSON]
        states = [name for below in complements(head, frozenset({"of"})) for name in who(below, ctx)]
        if states or len(holders) == 2:
            return [actor.name for actor in holders if len(holders) == 2] + states
        return _group(head, ctx)
    actor = ctx.actors.described(phrase, at, state) or (ctx.actors.described(noun, at, state) if not narrow else None)
    if actor is None and state:
        actor = ctx.actors.person_of(state, at)
        return [actor.name, state] if actor and noun in {"counterpart", "official", *narrow.split()} else [state]
    return [actor.name] if actor and actor.name not in owners else []


def _body(head: Token, noun: str, state: str | None, ctx: Context) -> list[str]:
    at = ctx.offset(head)
    if state:
        return [f"{gazetteer().adjective_of.get(state, _adjective(state, ctx))} {_kept(head, ctx)}"]
    actor = ctx.actors.described(noun, at)
    definite = any(child.lower_ in {"the", "this", "that", "its", "his", "her", "their"} for child in head.children)
    if actor is None and definite and noun in gazetteer().words["companies"]:
        actor = ctx.actors.last(at, (Kind.ORGANIZATION, Kind.OTHER))
    return [actor.name] if actor and (definite or head.dep_ in SUBJECT) else []


def _adjective(state: str, ctx: Context) -> str:
    """The adjective that the article itself uses of a state."""
    words = (ctx.article.text[n.start : n.end] for n in ctx.actors.namings if n.adjective and n.actor.name == state)
    return next(words, state)


def _kept(head: Token, ctx: Context) -> str:
    """A noun with the words before it that name a kind, without states, numbers, ages and articles."""
    lists = gazetteer().lower
    words = []
    for child in head.children:
        naming = name_at(child, ctx)
        stated = naming is not None and naming.actor.kind is Kind.STATE
        telling = child.lower_ not in lists["dropped"] and child.pos_ != "NUM" and "-" not in child.text
        if telling and child.i < head.i and child.dep_ in {"compound", "amod", "nmod"} and not stated:
            words.append(child.text)
    return " ".join([*words, head.text])


def _group(head: Token, ctx: Context) -> list[str]:
    """The name of a group such as "Ostranian farmers" or "dock workers"; nothing for mere "people"."""
    state = _state(head, ctx)
    name = _kept(head, ctx)
    if state:
        return [f"{_adjective(state, ctx) if state not in gazetteer().adjective_of else gazetteer().adjective_of[state]} {name}"]
    if head.lower_ in gazetteer().lower["empty"] and name == head.text:
        return []
    return [name[:1].lower() + name[1:] if name.split()[0] == head.text or not name_at(head.left_edge, ctx) else name]


# ---- what else a phrase holds ----------------------------------------------------------------------------------------


def _within(head: Token, ctx: Context) -> Iterator[str]:
    """Names inside a phrase: possessors, modifiers, complements with "of" and "between", and the state of an official."""
    for part in conjuncts(head):
        naming = name_at(part, ctx)
        if naming and naming.actor.kind is Kind.PERSON and naming.actor.state:
            yield naming.actor.state
        named = naming is None and part.lower_ in gazetteer().lower["people"] | gazetteer().lower["nouns"]
        for child in part.children:
            if child.tag_ in {"PRP$", "WP$"} and part.tag_ == "NN" and part.lemma_.lower() in gazetteer().lower["roles"] | _KIN:
                continue  # "his deputy", "whose husband": somebody else
            if child.dep_ in BELONGING and not (named and child.dep_ in {"amod", "compound", "poss"}):
                if child.dep_ == "poss" or name_at(child, ctx):
                    yield from who(child, ctx)
                yield from (
                    name
                    for below in child.children
                    if below.dep_ in BELONGING and name_at(below, ctx)
                    for name in who(below, ctx)
                )
        for below in complements(part, INVOLVING - {"at", "on", "over", "about"}):
            yield from who(below, ctx)
