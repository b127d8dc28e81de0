"""Who takes part in a happening: from the syntax around its trigger to canonical names.

`index` lists the actors of an article, `participants` those of one mention.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.events import syntax
from timeline.events.cast import Actor, ActorIndex, Kind, Naming
from timeline.events.casting import index
from timeline.events.context import Context, Token
from timeline.events.gazetteer import gazetteer

__all__ = ["ActorIndex", "index", "is_pair", "participants", "subjects", "who"]

MAX_PARTICIPANTS = 6
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_OBJECT = frozenset({"dobj", "dative", "iobj", "obj", "oprd", "agent"})
# Prepositions whose complement takes part; where and when something happens stands after others.
_INVOLVING = frozenset(
    {"with", "between", "by", "against", "among", "of", "from", "to", "for", "behalf", "on", "at", "over", "about"}
)
_SHARING = frozenset({"with", "between", "by", "against", "among"})
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
_BELONGING = frozenset({"poss", "compound", "amod", "nmod", "appos"})


def participants(token: Token, ctx: Context) -> tuple[str, ...]:
    """Return the actors of the happening that a trigger names, the most involved first.

    Args:
        token: the trigger, a verb or a noun.
        ctx: the article it stands in.

    Returns:
        At most six canonical names, none twice; empty where the sentence names nobody.
    """
    found: dict[str, None] = {}
    for argument in _arguments(token):
        for name in who(argument, ctx):
            found.setdefault(name)
    for argument in list(_arguments(token)):
        for name in _within(argument, ctx):
            found.setdefault(name)
    if not found and token.pos_ in {"VERB", "AUX"}:
        found.update(dict.fromkeys(_reporting(token, ctx)))
    return tuple(found)[:MAX_PARTICIPANTS]


def _reporting(token: Token, ctx: Context) -> list[str]:
    """Where its own clause names nobody: whoever expects, demands or reports it."""
    clauses = [above for above in (token, *token.ancestors) if above.dep_ == "ccomp" and above.head.pos_ in {"VERB", "AUX"}]
    return [name for subject in (subjects(clauses[0].head) if clauses else ()) for name in who(subject, ctx)]


# ---- from the trigger to its arguments -------------------------------------------------------------------------------


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the heads of a verb's subject, also where a verb above or beside it has it ("agreed to meet")."""
    own = syntax.own_subjects(verb, _SUBJECT)
    if any(child.dep_ == "expl" for child in verb.children):
        return []
    if own:
        return [verb.head if child.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else child for child in own]
    above = verb.head
    if depth > 4 or above == verb:
        return []
    if verb.dep_ in {"acl", "relcl"}:
        return [above]
    if verb.dep_ in {"xcomp", "ccomp"} and verb.tag_ != "VBZ":
        objects = [child for child in above.children if child.dep_ in {"dobj", "dative"} and child.i < verb.i]
        return objects + subjects(above, depth + 1) if objects else subjects(above, depth + 1)
    if verb.dep_ in {"conj", "advcl", "pcomp", "xcomp", "ccomp", "dep", "aux", "auxpass"}:
        return subjects(above, depth + 1)
    if verb.dep_ in {"prep", "pobj"}:
        return subjects(above, depth + 1)
    return []


def _arguments(token: Token) -> Iterator[Token]:
    """Yield the heads of the phrases that take part, the most involved first."""
    if token.pos_ in {"VERB", "AUX"} and not any(child.dep_ in {"poss", "det"} for child in token.children):
        yield from _of_verb(token)
    else:
        yield from _of_noun(token)


def _of_verb(verb: Token) -> Iterator[Token]:
    agents = [child for child in verb.children if child.dep_ == "agent" and verb.lemma_ not in {"quote", "cite"}]
    for agent in agents:
        yield from (child for child in agent.children if child.dep_ in {"pobj", "pcomp"})
    yield from subjects(verb)
    for child in verb.children:
        if child.dep_ in _OBJECT and child.dep_ != "agent":
            yield child
            yield from _complements(child, _INVOLVING)
    yield from _complements(verb, _INVOLVING)
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp"} and child.pos_ == "VERB" and child.i > verb.i:
            yield from (below for below in child.children if below.dep_ in _OBJECT | {"nsubj"})


def _of_noun(noun: Token) -> Iterator[Token]:
    governor = noun.head
    yield from (child for child in noun.children if child.dep_ == "poss")
    yield from _complements(noun, _SHARING | {"of"})
    if noun.dep_ == "amod":
        yield from _of_noun(governor)  # a participle that the parser takes for an adjective
    if noun.dep_ in {"dobj", "nsubj", "nsubjpass", "attr", "oprd"} and governor.pos_ in {"VERB", "AUX"}:
        yield from (subject for subject in subjects(governor) if subject != noun)
        yield from (child for agent in governor.children if agent.dep_ == "agent" for child in agent.children)
        if noun.dep_ != "nsubj":
            yield from (child for child in governor.children if child.dep_ in _OBJECT and child != noun and child.dep_ != "agent")
            yield from _complements(governor, _SHARING)
    elif (
        noun.dep_ == "pobj"
        and governor.head.pos_ in {"VERB", "AUX"}
        and governor.lower_ in {"in", "into", "to", "on", "at", "for"}
    ):
        yield from subjects(governor.head)
    yield from (child for child in noun.children if child.dep_ in _BELONGING - {"poss"} and child.pos_ in {"PROPN", "ADJ"})
    yield from _complements(noun, _INVOLVING - _SHARING)


def _complements(token: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in prepositions:
            yield from (below for below in child.children if below.dep_ == "pobj")


# ---- from a phrase to names ------------------------------------------------------------------------------------------


def who(head: Token, ctx: Context) -> list[str]:
    """Return the canonical names of the actors that a phrase means, its coordinated parts included."""
    names: list[str] = []
    for part in _conjuncts(head):
        names.extend(name for name in _one(part, ctx) if name not in names)
    return names


def _conjuncts(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "X"}:
            yield from _conjuncts(child)


def _one(head: Token, ctx: Context) -> list[str]:
    if is_pair(head):
        return ctx.actors.last_pair(ctx.offset(head))
    if head.pos_ == "PRON" or head.tag_ == "WP$":
        return _pronoun(head, ctx)
    naming = _naming(head, ctx)
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


def _naming(head: Token, ctx: Context) -> Naming | None:
    start = ctx.offset(head)
    found = ctx.actors.at(start, start + len(head.text))
    return found[0] if found else None


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
        speaker = _quoting(head)
        return who(speaker, ctx) if speaker is not None and speaker.pos_ != "PRON" else []
    actor = None
    if word in lists["he"] or word in lists["she"]:
        gender = "m" if word in lists["he"] else "f"
        ahead = _ahead(head, ctx)
        if ahead is not None and ahead.gender in ("", gender):
            return [ahead.name]
        actor = _person_before(head, gender, ctx)
    elif word in lists["it"] or word in lists["they"]:
        speaker = _quoting(head)
        if speaker is not None and speaker.pos_ in {"NOUN", "PROPN"} and (word in lists["it"]) is (speaker.tag_ in {"NN", "NNP"}):
            return who(speaker, ctx)[:1]
        kinds = (Kind.ORGANIZATION, Kind.STATE, Kind.OTHER) if word in lists["it"] else (Kind.ORGANIZATION,)
        actor = ctx.actors.last(at, kinds, sentences_back=3 if word in lists["it"] else 2)
    return [actor.name] if actor else []


def _person_before(pronoun: Token, gender: str, ctx: Context) -> Actor | None:
    """Return the person that "he", "her" … means; None where two are as likely.

    In a clause that reports, the subject of the reporting verb; in another subordinate clause the nearest person of the
    sentence, unless that one is only the object of the subject's deed; else the first person of the nearest sentence.
    """
    at = ctx.offset(pronoun)
    here = ctx.sentence(pronoun)
    earlier = [n for n in ctx.actors.at(here.start, at) if n.start >= here.start and n.end <= at and n.actor.kind is Kind.PERSON]
    people = [n for n in earlier if not n.adjective and n.actor.gender in ("", gender)]
    own = _subject_of(pronoun, ctx)
    people = [n for n in people if own is None or n.actor != own]
    if len({n.actor.name for n in people}) > 1:
        clause = _subordinate(pronoun)
        if clause is not None:
            above = _naming_of_subject(clause.head, ctx)
            if clause.dep_ == "ccomp" and not _circumstance(clause):
                return above if above is not None and above in [n.actor for n in people] else people[-1].actor
            return None if above in [n.actor for n in people] else people[-1].actor
    if people:
        return people[0].actor
    found = ctx.actors.last(here.start, (Kind.PERSON,), gender)
    return None if found is not None and found == own else found


def _subject_of(pronoun: Token, ctx: Context) -> Actor | None:
    """The subject of the pronoun's own clause, which "him" and "her" cannot mean."""
    if pronoun.tag_ == "PRP$" or pronoun.dep_ in _SUBJECT or pronoun.head.pos_ not in {"VERB", "ADP"}:
        return None
    verb = pronoun.head if pronoun.head.pos_ == "VERB" else pronoun.head.head
    return _naming_of_subject(verb, ctx)


def _naming_of_subject(verb: Token, ctx: Context) -> Actor | None:
    subject = next((child for child in verb.children if child.dep_ in _SUBJECT), None)
    naming = _naming(subject, ctx) if subject is not None else None
    return naming.actor if naming is not None else None


def _circumstance(clause: Token) -> bool:
    """Say whether a clause tells when or why rather than what was said."""
    return any(child.dep_ == "mark" and child.lower_ not in {"that", "whether", "if"} for child in clause.children)


def _subordinate(token: Token) -> Token | None:
    """Return the verb of the subordinate clause around a token, None in a main clause."""
    for above in (token, *token.ancestors):
        if above.dep_ in {"advcl", "ccomp", "relcl", "acl", "pcomp"} and above.pos_ in {"VERB", "AUX"}:
            return above
    return None


def _ahead(head: Token, ctx: Context) -> Actor | None:
    """The subject that a pronoun in a fronted phrase looks ahead to: "After his meeting with Novillo, Ashtiani promised …"."""
    for above in head.ancestors:
        if above.pos_ in {"VERB", "AUX"} and not (above == head.head and head.dep_ not in {"poss", "pobj"}):
            later = [child for child in above.children if child.dep_ in {"nsubj", "nsubjpass"} and child.left_edge.i > head.i]
            naming = _naming(later[0], ctx) if later else None
            if naming is not None and naming.actor.kind is Kind.PERSON:
                return naming.actor
    return None


def _quoting(token: Token) -> Token | None:
    """Return the subject of the verb that reports the clause around a token."""
    for above in token.ancestors:
        if above.dep_ in {"ccomp", "parataxis"} and above.head.pos_ == "VERB":
            return next((child for child in above.head.children if child.dep_ in _SUBJECT), None)
    return None


def _description(head: Token, ctx: Context) -> list[str]:
    """Names for "the minister", "the union", "Argentine authorities", "dock workers"."""
    lists, noun = gazetteer().lower, head.lower_
    for child in head.children:
        naming = _naming(child, ctx) if child.dep_ == "appos" and head.tag_ not in {"NNS", "NNPS"} else None
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
        if child.dep_ in _BELONGING:
            naming = _naming(child, ctx)
            if naming and naming.actor.kind is Kind.STATE:
                return naming.actor.name
            if naming and naming.actor.kind is Kind.PLACE and naming.actor.state and child.dep_ == "poss":
                return naming.actor.state
    for below in _complements(head, frozenset({"of"})):
        naming = _naming(below, ctx)
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
        states = [name for below in _complements(head, frozenset({"of"})) for name in who(below, ctx)]
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
    return [actor.name] if actor and (definite or head.dep_ in _SUBJECT) else []


def _adjective(state: str, ctx: Context) -> str:
    """The adjective that the article itself uses of a state."""
    words = (ctx.article.text[n.start : n.end] for n in ctx.actors.namings if n.adjective and n.actor.name == state)
    return next(words, state)


def _kept(head: Token, ctx: Context) -> str:
    """A noun with the words before it that name a kind, without states, numbers, ages and articles."""
    lists = gazetteer().lower
    words = []
    for child in head.children:
        naming = _naming(child, ctx)
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
    return [name[:1].lower() + name[1:] if name.split()[0] == head.text or not _naming(head.left_edge, ctx) else name]


# ---- what else a phrase holds ----------------------------------------------------------------------------------------


def _within(head: Token, ctx: Context) -> Iterator[str]:
    """Names inside a phrase: possessors, modifiers, complements with "of" and "between", and the state of an official."""
    for part in _conjuncts(head):
        naming = _naming(part, ctx)
        if naming and naming.actor.kind is Kind.PERSON and naming.actor.state:
            yield naming.actor.state
        named = naming is None and part.lower_ in gazetteer().lower["people"] | gazetteer().lower["nouns"]
        for child in part.children:
            if child.tag_ in {"PRP$", "WP$"} and part.tag_ == "NN" and part.lemma_.lower() in gazetteer().lower["roles"] | _KIN:
                continue  # "his deputy", "whose husband": somebody else
            if child.dep_ in _BELONGING and not (named and child.dep_ in {"amod", "compound", "poss"}):
                if child.dep_ == "poss" or _naming(child, ctx):
                    yield from who(child, ctx)
                yield from (
                    name
                    for below in child.children
                    if below.dep_ in _BELONGING and _naming(below, ctx)
                    for name in who(below, ctx)
                )
        for below in _complements(part, _INVOLVING - {"at", "on", "over", "about"}):
            yield from who(below, ctx)
