"""Slips that the small model makes again and again, mended in the tree: "A wildfire swept through the forests."."""

from __future__ import annotations

from timeline.events.tree import Tree, Word

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING = frozenset({"DT", "PRP$", "CD", "NNP", "NNPS", "NNS", "JJ"})
_ONLY_PARTICIPLES = ("wn", "en", "ne", "un", "um")
"""Endings of participles that differ from the past tense: taken, drawn, gone, begun, swum."""

SPEAKING = frozenset({"say", "report", "announce", "state", "write", "claim"})


def mend(tree: Tree) -> Tree:
    """Give a sentence its verb back where the model hung it, a past tense, on a noun as if it were a participle.

    "A wildfire swept through the forests.": a sentence with a full stop and no finite verb is rare in prose; headlines have none
    and are left alone.  "They signed a memorandum, media loyal to the government reported.": nobody reads a past tense with a
    subject of its own as a participle.

    Args:
        tree: the parse of one sentence, changed in place.

    >>> from timeline.events.parser import parse
    >>> [word.text for word in next(parse([("A wildfire swept through the forests.", 0)])) if word.dep_ == "ROOT"]
    ['swept']
    """
    told = _told_last(tree)
    if told is not None:
        return _lift(tree, *told)
    verb = _participle(tree)
    if verb is None:
        return tree
    subject = verb.head
    late = [word for word in subject.below if word.i > verb.i]
    subject.below = [word for word in subject.below if word.i < verb.i]
    verb.below = sorted([subject, *verb.below, *late], key=lambda word: word.i)
    verb.tag_, verb.dep_, verb.head = "VBD", "ROOT", verb
    subject.dep_, subject.head = "nsubj", verb
    for word in late:
        word.head = verb
    return tree


def _participle(tree: Tree) -> Word | None:
    """The participle that must be the verb of its sentence, or None."""
    words = list(tree)
    if len(words) < 4 or words[-1].text != "." or any(word.tag_ in _FINITE for word in words):
        return None
    roots = [word for word in words if word.dep_ == "ROOT"]
    if len(roots) != 1 or roots[0].pos_ not in _NOMINAL or words[0].tag_ not in _OPENING:
        return None
    clauses = [word for word in roots[0].below if word.dep_ == "acl" and word.tag_ == "VBN"]
    if len(clauses) != 1 or clauses[0].lower_.endswith(_ONLY_PARTICIPLES):
        return None
    verb = clauses[0]
    beyond = any(word.dep_ == "dobj" for word in verb.below)
    beside = words[verb.i + 1]
    led = beside.head is verb and beside.dep_ in {"prep", "prt"} and beside.lower_ not in {"by", "in", "on", "at", "as"}
    held = beside.dep_ == "prt" and words[verb.i + 2].dep_ == "prep"
    return verb if beyond or led or held else None


def _told_last(tree: Tree) -> tuple[Word, Word] | None:
    """The verb that says, after the last comma, who tells what came before, and its subject; None where it hangs on no noun."""
    words = list(tree)
    verb = next((word for word in words if word.tag_ == "VBD" and word.dep_ == "acl" and word.lemma_ in SPEAKING), None)
    if verb is None or any(word.dep_ in {"dobj", "ccomp"} for word in verb.below):
        return None
    roots = [word for word in words if word.dep_ == "ROOT"]
    comma = next((word.i for word in reversed(words[: verb.i]) if word.text == ","), verb.i)
    if len(roots) != 1 or not verb.head.i < comma or roots[0].pos_ not in {"VERB", "AUX"} or roots[0].i > comma:
        return None
    subject = next((word for word in words[comma + 1 : verb.i] if word.pos_ in _NOMINAL and word.dep_ != "compound"), None)
    return None if subject is None else (verb, subject)


def _lift(tree: Tree, verb: Word, subject: Word) -> Tree:
    """Make a verb of saying the head of its sentence: what hung between it and the comma belongs to its subject."""
    root = next(word for word in tree if word.dep_ == "ROOT")
    noun, before = verb.head, subject.head
    between = [word for word in noun.below if subject.i < word.i < verb.i]
    noun.below = [word for word in noun.below if word is not verb and word not in between]
    before.below = [word for word in before.below if word is not subject]
    subject.below = sorted([*subject.below, *between], key=lambda word: word.i)
    for word in between:
        word.head = subject
    verb.below = sorted([root, subject, *verb.below], key=lambda word: word.i)
    verb.dep_, verb.head = "ROOT", verb
    subject.dep_, subject.head = "nsubj", verb
    root.dep_, root.head = "ccomp", verb
    return tree
