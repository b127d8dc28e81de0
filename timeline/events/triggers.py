"""Which words of a parsed sentence name an event, and of which type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from timeline.events import syntax
from timeline.events.candidates import verb_lemmas
from timeline.events.catalog import Pattern, nominal_verbs, patterns
from timeline.events.conditions import is_human, match
from timeline.events.context import Doc, Token
from timeline.events.gazetteer import gazetteer
from timeline.events.syntax import VERBAL

_SIGNINGS = frozenset({"signing", "agreement", "deal"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event.

    Args:
        token, type, lemma: the head word, the event type, the verb that stands for it with its particle.
        words, noun, weak: its words ("walked out"), whether it is a noun, whether it counts only with a date.
    """

    token: Token
    type: str
    lemma: str
    words: tuple[Token, ...]
    noun: bool
    weak: bool


def find(doc: Doc, headline: bool = False) -> Iterator[Trigger]:
    """Yield the triggers of a sentence in order; a noun that only completes the trigger before it is left out.

    Args:
        doc: the parsed sentence.
        headline: whether it is written in the style of headlines, so that the parse is not to be relied on.
    """
    every = [trigger for token in doc if (trigger := _trigger(token, headline))]
    found = [trigger for trigger in every if not _only_phases(trigger, every) and not _repeats(trigger, every)]
    verbs = {trigger.token.i: trigger for trigger in found if not trigger.noun}
    kept = [trigger for trigger in found if not (trigger.noun and (_completes(trigger, verbs) or _is_signed(trigger, verbs)))]
    nouns = {trigger.token.i for trigger in kept if trigger.noun}
    for trigger in kept:
        yield trigger if trigger.noun else replace(trigger, words=tuple(word for word in trigger.words if word.i not in nouns))


def _only_phases(trigger: Trigger, found: list[Trigger]) -> bool:
    """Say whether a verb only tells that an event noun beside it began, ended or was called off."""
    if trigger.noun:
        return False
    if trigger.weak and syntax.lemma(trigger.token) == "come":
        return any(o.noun and o.token.head == trigger.token and o.token.dep_ == "nsubj" for o in found)
    if trigger.type not in {"plan", "launch", "resignation", "disaster"}:
        return False
    if syntax.lemma(trigger.token) not in syntax.words("verbs", "aspect") | syntax.words("verbs", "calling_off") | {"complete"}:
        return False
    roles, top = {"nsubj", "nsubjpass", "dobj"}, trigger.token
    while top.dep_ in {"xcomp", "acomp", "oprd"} and top.head != top:
        top = top.head  # "is due to open", "had been expected to start"
    if top != trigger.token and any(
        o.noun and not o.weak and (o.token == top.head if top.dep_ == "relcl" else o.token.head == top and o.token.dep_ in roles)
        for o in found
    ):
        return True
    return any(
        o.noun
        and not o.weak
        and (
            (o.token.head == trigger.token and o.token.dep_ in roles)
            or (trigger.token.head == o.token and o.token.pos_ in VERBAL)
            or (trigger.token.head == o.token and _has_relative_subject(trigger.token))
        )
        for o in found
    )


def _has_relative_subject(verb: Token) -> bool:
    """Say whether the subject of a verb is "which" or "that": "the talks, which began on Monday"."""
    return verb.dep_ == "relcl" and any(part.dep_ in {"nsubj", "nsubjpass"} and part.tag_ == "WDT" for part in verb.children)


def _repeats(trigger: Trigger, found: list[Trigger]) -> bool:
    """Say whether a verb only repeats the event noun that it modifies: "at meetings held yesterday"."""
    token = trigger.token
    if trigger.noun or token.dep_ not in {"acl", "relcl"}:
        return False
    return any(o.noun and not o.weak and o.token == token.head and o.type == trigger.type for o in found)


def _trigger(token: Token, headline: bool) -> Trigger | None:
    noun = token.pos_ in {"NOUN", "PROPN"} or _stands_as_noun(token)
    if noun:
        pattern = None if _in_name(token) or _is_label(token) else _noun_pattern(token)
        if pattern is None and headline and 0 < token.i < len(token.doc) - 1 and _lacks_verb(token):
            return _verb_trigger(token)
        if pattern is None:
            return None
        parts = tuple(token.doc[i] for i in range(_compound_start(token), token.i)) if "-" in pattern.lemma else ()
        return Trigger(token, pattern.type, nominal_verbs()[pattern.type, pattern.lemma], (*parts, token), True, pattern.weak)
    if token.pos_ in VERBAL and token.dep_ not in {"aux", "auxpass"} and not _names_or_counts(token):
        return _verb_trigger(token)
    return None


def _names_or_counts(token: Token) -> bool:
    """Say whether a participle gives a thing its name or stands as a noun: "a horse called Joe", "took in 340 wounded"."""
    before = token.doc[token.i - 1] if token.i else None
    named = token.dep_ == "acl" and syntax.has_child(token, "oprd")
    counted = token.dep_ == "advcl" and before is not None and before.tag_ == "CD" and not any(True for _ in token.children)
    remaining = token.dep_ == "acl" and token.lower_ == "left"
    return token.tag_ == "VBN" and (named or counted or remaining)


def _lacks_verb(token: Token) -> bool:
    """Ministers sign treaty: the tagger often takes the verb of a headline for a noun."""
    return not any(part.pos_ in VERBAL for part in token.doc) and token.doc[token.i - 1].pos_ in {"NOUN", "PROPN", "ADJ"}


def _stands_as_noun(token: Token) -> bool:
    """Say whether a word is used as a noun though the tagger took it for a verb: "since the talks on the 10th"."""
    if token.tag_ == "VBZ" and token.i and token.doc[token.i - 1].dep_ == "compound" and token.doc[token.i - 1].head == token:
        return True  # "Vienna talks open"
    if token.dep_ not in {"pobj", "nsubj", "dobj", "nsubjpass"}:
        return False
    return any(part.dep_ in {"det", "compound", "amod", "poss", "nummod"} for part in token.children)


def _in_name(token: Token) -> bool:
    """Say whether a capitalized word is somebody's surname: "Mr March", "Roy March"."""
    if token.pos_ != "PROPN" or not token.text[:1].isupper():
        return False
    if not _all_capitals(token.doc) and _in_proper_name(token):
        return True
    before = token.doc[token.i - 1] if token.i else None
    if before is None:  # "March did not take the stand"
        follows = token.doc[1].text if len(token.doc) > 1 else ""
        return token.text == "March" and (
            follows == "," or (token.dep_ in {"nsubj", "nsubjpass"} and len(list(token.children)) == 0)
        )
    bare = not any(part.dep_ in {"det", "compound", "poss", "amod", "nummod", "nmod"} for part in token.children)
    governed = token.dep_ in {"dobj", "nsubj", "nsubjpass"} and token.head.pos_ in VERBAL and token.head.text.islower()
    if bare and governed and before.text.islower():
        return True  # "the jury convicts March"
    lists = gazetteer()
    first = before.text.removesuffix(".")
    return first in lists.words["honorifics"] or (first[:1].isupper() and first.lower() in lists.words["given"])


def _in_proper_name(token: Token) -> bool:
    """Say whether a capitalized word is part of a longer name: "Release Foundation", "Court of Sporting Arbitration"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    opening = token.dep_ == "compound" and after is not None and after == token.head and after.text[:1].isupper()
    of = token.head
    closing = token.dep_ == "pobj" and of.text == "of" and of.head.pos_ == "PROPN" and of.head.text[:1].isupper()
    race = token.text in {"Tour", "March"} and after is not None and after.text == "of"
    return opening or closing or race


def _all_capitals(doc: Doc) -> bool:
    """Say whether nearly all long words have a capital, as in the headlines of some papers."""
    if "capitals" not in doc.user_data:
        long = [token.text for token in doc if len(token.text) > 3 and token.text.isalpha()]
        doc.user_data["capitals"] = int(sum(word[0].isupper() for word in long) * 5 > len(long) * 4)
    return bool(doc.user_data["capitals"])


def _is_label(token: Token) -> bool:
    """Say whether a noun only labels what follows it: "Enquiries: May Okafor"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return after is not None and after.text == ":" and token.lower_ in {"enquiries", "inquiries", "calls"}


# ---- nouns -----------------------------------------------------------------------------------------------------------


def _noun_pattern(token: Token) -> Pattern | None:
    index = patterns(nouns=True)
    if _opens_compound(token):
        return None
    whole = _compound(token)
    candidates = index.get(whole, ()) or index.get(token.lower_, ()) + (
        index.get(token.lemma_.lower(), ()) if token.lemma_.lower() != token.lower_ else ()
    )
    if not candidates:
        return None
    around = _modifiers(token)
    excluded: set[str] = set()
    for pattern in sorted(candidates, key=lambda p: p.rank, reverse=True):
        if pattern.words or pattern.objects or pattern.subjects or (pattern.modifiers and not pattern.modifiers & around):
            continue
        if pattern.excluded:
            excluded.add(pattern.type)
        elif pattern.type not in excluded:
            return pattern
    return None


def _compound(token: Token) -> str:
    """The hyphenated word that ends in a token, in lower case and the singular: "cease-fire" where the token is "fire"."""
    front = "".join(token.doc[i].lower_ for i in range(_compound_start(token), token.i))
    return front + token.lemma_.lower() if front else token.lower_


def _compound_start(token: Token) -> int:
    first = token.i
    while first > 1 and _hyphen(token.doc[first - 1]) and not token.doc[first - 2].whitespace_:
        first -= 2
    return first


def _opens_compound(token: Token) -> bool:
    """Say whether a token is only the first part of a hyphenated word: "war-torn", "strike-hit", "power-sharing"."""
    doc, at = token.doc, token.i + 1
    lower = at + 1 < len(doc) and doc[at + 1].text[:1].islower()
    return not token.whitespace_ and lower and _hyphen(doc[at]) and doc[at + 1].pos_ in {"VERB", "ADJ"}


def _hyphen(token: Token) -> bool:
    return token.text in {"-", "‑", "‐"} and not token.whitespace_


def _modifiers(noun: Token) -> frozenset[str]:
    found: set[str] = set()
    for part in noun.children:
        if part.dep_ in {"compound", "amod", "nmod", "poss", "det", "nummod"}:
            found.update((part.lower_, part.lemma_.lower()))
            found.update(piece.lower_ for piece in part.children if piece.dep_ in {"compound", "amod", "npadvmod"})
        elif part.dep_ == "prep":
            found.add(part.lower_)
            if part.lower_ in {"of", "to", "in", "for", "against"}:
                found.update(piece.lemma_.lower() for piece in part.children)
                found.update("HUMAN" for piece in part.children if is_human(piece))
        elif part.dep_ in {"acl", "relcl"}:
            found.update(piece.lower_ for piece in part.children if piece.tag_ == "TO")  # "a call to resign"
    return frozenset(found)


def _completes(trigger: Trigger, verbs: dict[int, Trigger]) -> bool:
    """Say whether a noun only completes a verb that names the same event: "signed an agreement", "staged a protest"."""
    token = trigger.token
    verb = verbs.get(token.head.i)
    if token.dep_ == "pobj" and token.head.dep_ in {"prep", "agent"} and token.head.head.i in verbs:
        return token in verbs[token.head.head.i].words  # "went on sale"
    if verb is None or token.dep_ not in {"dobj", "nsubjpass", "attr", "oprd"}:
        return False
    if verb.type == "plan" and trigger.type != "plan":
        return False  # "called a stoppage": the plan and what is planned are two things
    return verb.type == trigger.type or token in verb.words or (verb.type in _SIGNINGS and trigger.type in _SIGNINGS)


def _is_signed(trigger: Trigger, verbs: dict[int, Trigger]) -> bool:
    """Say whether a noun is only the paper that a verb beside it tells of: "the treaty, signed in Geneva"."""
    clauses = (part for part in trigger.token.children if part.dep_ in {"acl", "relcl"} and part.i in verbs)
    return trigger.type in _SIGNINGS and any(verbs[clause.i].type in _SIGNINGS for clause in clauses)


# ---- verbs -----------------------------------------------------------------------------------------------------------


def _verb_trigger(token: Token) -> Trigger | None:
    index = patterns(nouns=False)
    base = token.lemma_.lower()
    candidates = index.get(base) or tuple(p for lemma in verb_lemmas().get(token.lower_, ()) for p in index[lemma])
    excluded: set[str] = set()
    for pattern in candidates:
        matched = match(token, pattern)
        if matched is None:
            continue
        if pattern.excluded:
            excluded.add(pattern.type)
        elif pattern.type not in excluded:
            lemma = " ".join((pattern.lemma, *pattern.words))
            return Trigger(token, pattern.type, lemma, (token, *matched), False, pattern.weak)
    return None
