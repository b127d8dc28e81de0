"""Whether the words around a verb are those that a pattern asks for: particles, objects, subjects, clauses."""

from __future__ import annotations

from timeline.events import syntax
from timeline.events.catalog import Pattern
from timeline.events.context import Token
from timeline.events.gazetteer import gazetteer

_PERSON = frozenset(
    "man woman person boy girl people suspect teenager worker driver officer he she they him her them who whom".split()
)
_PARTICLES = frozenset("out off down up away aside back over in".split())
_BELONGING = frozenset("prt prep advmod xcomp acomp dobj agent ccomp mark pobj dative oprd attr neg".split())
_QUESTIONS = frozenset("whether if how why what who when where".split())
_TIMES = frozenset(
    "morning afternoon evening night noon midnight dawn dusk am pm a.m. p.m. week weekend month year "
    "spring summer autumn winter".split()
)
_MONEY_SIGNS = frozenset("$£€")


def match(token: Token, pattern: Pattern) -> tuple[Token, ...] | None:
    """Return the further words of a trigger if the pattern fits, else None."""
    if pattern.modifiers:
        return None
    further: list[Token] = []
    holder = token
    for word in pattern.words:
        if word in _CONDITIONS:
            if not _CONDITIONS[word](token):
                return None
            continue
        part = _dependent(token, word) or (_dependent(holder, word) if holder != token else None)
        if part is None or (not pattern.objects and _stands_after_object(part, token)):
            return None
        further.append(part)
        holder = part
    if pattern.objects:
        found = _fill(token, further, pattern.objects)
        if found is None:
            return None
        further += [found] if found.head == token or found.head in further else []
    if pattern.subjects and not _subject_fits(token, pattern.subjects):
        return None
    return tuple(further)


def _dependent(token: Token, word: str) -> Token | None:
    for part in token.children:
        if part.lower_ == word and part.dep_ in _BELONGING and not (part.dep_ == "prep" and _of_time(part)):
            return part
    following = token.doc[token.i + 1] if word in _PARTICLES and token.i + 1 < len(token.doc) else None
    if following is None or following.lower_ != word or (following.dep_ == "prep" and _of_time(following)):
        return None
    return following


def _stands_after_object(part: Token, verb: Token) -> bool:
    """Say whether a word is no particle of its verb but opens a phrase behind the object: "dropped him in the sixth round"."""
    if part.dep_ != "prep" or part.lower_ not in _PARTICLES or not any(below.dep_ == "pobj" for below in part.children):
        return False
    return any(child.dep_ == "dobj" and child.i < part.i for child in verb.children)


def _of_time(preposition: Token) -> bool:
    """Say whether a preposition only says when: "insisted on Monday" is not "insisted on"."""
    listed = gazetteer().words["calendar"]
    nouns = [part for part in preposition.children if part.dep_ == "pobj"]
    named = (*nouns, *(part for noun in nouns for part in noun.children if part.dep_ == "compound"))  # "Sunday night"
    return any(part.text in listed or part.lower_ in _TIMES or part.text.replace(":", "").isdigit() for part in named)


def _fill(token: Token, further: list[Token], accepted: frozenset[str]) -> Token | None:
    holders = [part for part in further if part.dep_ in {"prep", "agent", "dative"} or part.pos_ == "ADP"]
    candidates = [part for holder in holders for part in holder.children if part.dep_ in {"pobj", "pcomp"}]
    candidates += [] if candidates and any(h.dep_ == "prep" for h in holders) else list(syntax.objects(token))
    return next((noun for noun in candidates if _fits(noun, accepted)), None)


def _fits(noun: Token, accepted: frozenset[str]) -> bool:
    for part in syntax.heads(noun):
        if part.dep_ == "amod" and part != noun and part.lemma_.lower() not in {"guilty", "dead"}:
            continue
        if (
            part.dep_ == "compound"
            and part != noun
            and not (part.tag_ == "NNP" or "player" in accepted or ("$" in accepted and not part.text.isalpha()))
        ):
            continue
        if part.lemma_.lower() in accepted or part.lower_ in accepted:
            return True
    if "HUMAN" in accepted and is_human(noun):
        return True
    if "PERSON" in accepted and (noun.tag_ == "NNP" or noun.lower_ in _PERSON or noun.lemma_.lower() in _PERSON):
        return True
    return "$" in accepted and any(part.text in _MONEY_SIGNS or part.text[:1] in _MONEY_SIGNS for part in noun.subtree)


def is_human(noun: Token) -> bool:
    """Say whether a phrase means people: "them", "the two", "Ms Ana Ruiz", a first name and a surname."""
    if noun.lower_ in _PERSON or noun.lower_ in {"two", "both", "pair", "trio", "all"} or noun.lemma_.lower() in _PERSON:
        return noun.pos_ != "DET"
    lists = gazetteer()
    front = [part for part in noun.children if part.dep_ == "compound" and part.i < noun.i]
    return noun.tag_ == "NNP" and any(
        part.text.removesuffix(".") in lists.words["honorifics"] or part.lower_ in lists.words["given"] for part in front
    )


def _subject_fits(token: Token, accepted: frozenset[str]) -> bool:
    agent = syntax.subject(token)
    if agent is None:
        agent = next((part for part in token.children if part.dep_ == "nsubjpass"), None) if "docker" not in accepted else None
        if agent is None and token.dep_ == "acl" and token.tag_ == "VBN":
            agent = token.head
    named = list(syntax.heads(agent)) if agent is not None else []
    beside = token.doc[token.i - 1] if token.i else None
    if beside is not None and beside.pos_ == "NOUN" and not syntax.passive(token):
        named.append(beside)  # "a magnitude 6.2 earthquake struck", whose parse is often wrong
    return any(part.lemma_.lower() in accepted or part.lower_ in accepted for part in named if part.dep_ != "amod")


def _commands(token: Token) -> bool:
    """Say whether a verb has an infinitive: ordered the company to pay."""
    return any(part.dep_ in {"xcomp", "ccomp"} and any(aux.lower_ == "to" for aux in part.children) for part in token.children)


def _questions(token: Token) -> bool:
    """Say whether a verb takes a question: asked whether she would resign, asked why."""
    return any(
        part.dep_ in {"ccomp", "xcomp", "advcl"} and any(piece.lower_ in _QUESTIONS for piece in part.children)
        for part in token.children
    )


def _quoted_predicate(token: Token) -> bool:
    """Say whether a verb calls something names: called the remark unhelpful, called it "a disgrace"; not "a horse called Joe"."""
    if token.dep_ == "acl":
        return False
    if syntax.has_child(token, "oprd"):
        return True
    following = token.doc.text[token.idx :]
    opened = min((at for mark in "\"“‘'" if (at := following.find(f" {mark}")) >= 0), default=-1)
    return 0 <= opened < 120 and any(part.dep_ in {"dobj", "ccomp"} for part in token.children)


def _states(token: Token) -> bool:
    """Say whether a verb takes a statement: concluded that the bridge was safe."""
    return any(part.dep_ == "ccomp" for part in token.children)


_CONDITIONS = {"+that": _states, "=": _quoted_predicate, "+to": _commands, "+whether": _questions, "+passive": syntax.passive}
"""What a pattern may ask of the clause of a verb beside its words."""
