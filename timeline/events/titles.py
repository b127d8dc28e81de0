"""A headline for one mention: its clause without what a headline leaves out, in the present tense.

The clause is pruned as sentence compression by dependency trees does it (Filippova and Strube 2008), with fixed levels instead
of learnt weights: dates, asides and articles always go; further complements go, the last first, until it fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from timeline.events import actors, syntax
from timeline.events.candidates import verb_lemmas
from timeline.events.cast import Kind, Naming
from timeline.events.context import Context, Token
from timeline.events.gazetteer import gazetteer, read
from timeline.events.places import place
from timeline.events.pruning import FIRM, LEVELS, VERBAL, Cut, collect, dated, dropped, is_person, named, phrase, spell, words
from timeline.limits import MAX_TITLE_CHARS

_MARKUP = re.compile(r"[*_`#<>\[\]{}|~\\^]+")
_PAIRS = (("“", "”"), ("(", ")"), ("«", "»"))


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
    owned = _owned(token, ctx)
    if owned:
        return owned
    if token.tag_ == "VBZ" and any(child.dep_ == "compound" for child in token.children):
        return _by_noun(token, kind, participants, ctx)  # "Vienna talks open"
    head = _clause_head(token)
    for level in range(LEVELS):
        cut = Cut(ctx, level, ctx.offset(token))
        attempt = clean(_clause(head, cut) if head.pos_ in VERBAL else _nominal(head, cut))
        if " " in attempt and len(attempt) <= MAX_TITLE_CHARS and (head.pos_ in VERBAL or not _bare(attempt, participants)):
            return attempt
    return _by_noun(token, kind, participants, ctx)


def _owned(token: Token, ctx: Context) -> str:
    """ "Novillo's remarks", where the parser takes the noun for a verb."""
    if token.pos_ not in VERBAL or token.i < 2 or token.doc[token.i - 1].tag_ != "POS":
        return ""
    owner = named(token.doc[token.i - 2], ctx)
    attempt = clean(f"{owner.actor.name}'s {token.text}") if owner is not None else ""
    return attempt if len(attempt) <= MAX_TITLE_CHARS else ""


def _by_noun(token: Token, kind: str, participants: Sequence[str], ctx: Context) -> str:
    """The trigger's own phrase, with who or where added to a phrase that names neither."""
    phrases = (clean(_nominal(token, Cut(ctx, level, ctx.offset(token)))) for level in range(LEVELS))
    own = (
        next((found for found in phrases if 2 < len(found) <= MAX_TITLE_CHARS), "")
        if token.pos_ not in VERBAL or token.tag_ == "VBZ"
        else ""
    )
    if own and not _bare(own, participants):
        return own
    if participants:
        return fallback(token.text, kind, _without_states(participants, ctx))
    if token.pos_ in VERBAL:
        return _by_object(token, kind, ctx)
    where = place(token, ctx)
    located = clean(f"{own or token.text} in {where}")
    if where and len(located) <= MAX_TITLE_CHARS:
        return located
    return (own if " " in own else "") or _by_verb_above(token, ctx) or own or fallback(token.text, kind, ())


def _by_verb_above(noun: Token, ctx: Context) -> str:
    """ "Husband dies in fire": the clause around a noun that alone would be a title of one word."""
    verb = next((above for above in noun.ancestors if above.pos_ in VERBAL), None)
    for level in range(LEVELS) if verb is not None and verb.lemma_ not in words("light") | words("speaking") else ():
        attempt = clean(_clause(verb, Cut(ctx, level, ctx.offset(noun)))) if verb is not None else ""
        if noun.text.lower() in attempt.lower().split() and len(attempt) <= MAX_TITLE_CHARS:
            return attempt
    return ""


def _without_states(participants: Sequence[str], ctx: Context) -> list[str]:
    """Leave out a state that is only there with the person who acts for it."""
    states = {actor.state for actor in ctx.actors.actors if actor.name in participants and actor.kind is Kind.PERSON}
    return [name for name in participants if name not in states]


def _by_object(verb: Token, kind: str, ctx: Context) -> str:
    """ "Note handed over": what was done, where nobody knows by whom."""
    for level in range(LEVELS):
        cut = Cut(ctx, level, ctx.offset(verb), opening=True)
        objects = [phrase(child, cut) for child in verb.children if child.dep_ == "dobj" and child.pos_ != "PRON"]
        particle = next((child.text for child in verb.children if child.dep_ == "prt"), "")
        order = f"{objects[0]} {verb.text} {particle}" if objects and verb.tag_ in {"VBD", "VBN"} else ""
        attempt = clean(f"{verb.text} {particle} {objects[0]}" if objects and verb.tag_ == "VBG" else order)
        if 2 < len(attempt) <= MAX_TITLE_CHARS:
            return attempt
    return _by_verb_above(verb, ctx) or _with_circumstance(kind.capitalize(), verb, ctx)


def _with_circumstance(noun: str, token: Token, ctx: Context) -> str:
    """ "Resignation from board": the type with the first complement that its verb keeps, or with the place."""
    for level in (2, 4):
        cut = Cut(ctx, level, ctx.offset(token))
        for child in token.children:
            if child.dep_ == "prep" and child.i > token.i and child.lower_ in words("naming") and not dropped(child, cut):
                attempt = clean(f"{noun} {phrase(child, cut)}")
                if attempt != noun and len(attempt) <= MAX_TITLE_CHARS:
                    return attempt
    where = place(token, ctx)
    located = clean(f"{noun} in {where}")
    return located if where and len(located) <= MAX_TITLE_CHARS else noun


def _bare(own: str, participants: Sequence[str]) -> bool:
    """Say whether a phrase names nobody although somebody is known to take part."""
    named = any(word in own for name in participants for word in name.split() if len(word) > 3)
    return len(own.split()) < 2 or (bool(participants) and not named and len(own.split()) < 4)


def fallback(trigger: str, kind: str, participants: Sequence[str]) -> str:
    """Return a title from the type and the participants alone.

    >>> fallback("talks", "meeting", ["Iran", "Bolivia"])
    'Meeting of Iran and Bolivia'
    """
    for count in range(min(3, len(participants)), 0, -1):
        pattern = _pattern(kind, count)
        attempt = clean(pattern.format(_listed(participants[:count])))
        if len(attempt) <= MAX_TITLE_CHARS:
            return attempt
    single = clean(trigger)
    return single if 2 < len(single) <= MAX_TITLE_CHARS else kind.capitalize()


@cache
def _pattern(kind: str, count: int) -> str:
    """The phrase of an event type with a gap for so many participants."""
    data = read("headlines")
    found: str = (
        data["single"].get(kind)
        if count == 1 and kind in data["single"]
        else data["phrases"].get(kind, kind.capitalize() + ": {}")
    )
    return found


def clean(text: str) -> str:
    """Collapse white space, drop markup, unpaired quotation marks and dangling last words, and begin with a capital.

    >>> clean("  **talks** collapse , and")
    'Talks collapse'
    """
    plain = " ".join(_MARKUP.sub(" ", text).split())
    for opening, closing in _PAIRS:
        if plain.count(opening) != plain.count(closing):
            plain = plain.replace(opening, "").replace(closing, "")
    if plain.count('"') % 2:
        plain = plain.replace('"', "")
    plain = re.sub(r"(?<! ) ++([,.;:!?%)’])", r"\1", plain)
    plain = re.sub(r"^(?:when|while|as|that|because|if|although|where)\s+(?=\S)", "", plain, flags=re.IGNORECASE)
    left = _unpointed(plain).split()
    while len(left) > 1 and left[-1].lower().strip(",;:–—-.…") in words("dangling") | {""}:
        if left[-1] == "will" and left[-2].lower() in words("owning"):
            break  # "wrote his will"
        left.pop()
    plain = " ".join(left).strip(" ,;:–—-").replace(FIRM, "")
    return plain[:1].upper() + plain[1:]


def _unpointed(text: str) -> str:
    """A text without the marks around it; the point of an abbreviation such as "U.S." stays."""
    bare = text.strip(" ,;:–—-.…")
    return bare + "." if re.search(r"\b[A-Za-z]\.[A-Za-z]$", bare) and text.strip(" ,;:–—-").startswith(bare + ".") else bare


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _nominal(noun: Token, cut: Cut) -> str:
    return phrase(noun, replace(cut, opening=True))


# ---- clauses ---------------------------------------------------------------------------------------------------------


def _clause_head(token: Token) -> Token:
    """Return the verb whose clause tells of the trigger, or the trigger itself where a noun tells it best."""
    verb = token.head
    unreal = syntax.words("verbs", "negating") | words("unreal")
    if token.pos_ in VERBAL and token.dep_ == "xcomp" and verb.pos_ in VERBAL and verb.lemma_ in unreal:
        return verb  # "pilots refused to fly"
    if token.pos_ in VERBAL and token.dep_ == "pcomp" and verb.head.lemma_ in words("quoting"):
        return verb.head  # "was quoted as saying"
    if token.dep_ == "amod" and token.pos_ in VERBAL and token.tag_ in {"VBN", "VBG"}:
        return verb
    if token.pos_ in VERBAL and not any(child.dep_ in {"poss", "det"} for child in token.children):
        return token
    if (
        token.dep_ in {"dobj", "nsubj", "nsubjpass"}
        and verb.pos_ in VERBAL
        and verb.lemma_ not in words("light") | words("speaking")
    ):
        return verb
    if token.dep_ == "compound" and verb != token and verb.pos_ == "NOUN":
        return _clause_head(verb)
    return token


def _clause(verb: Token, cut: Cut) -> str:
    right = [child for child in verb.children if child.i > verb.i and _kept_right(child, cut)]
    rest = spell([piece for child in right for piece in collect(child, cut)], verb)
    if verb.tag_ == "VBG" and verb.dep_ in {"pcomp", "csubj"} and rest:
        return f"{verb.text} {rest}"
    subject, plural = _subject(verb, cut)
    if not subject:
        return ""
    quoted = _quoted(verb)
    if quoted is not None:
        said = phrase(_thought(quoted, cut), cut)
        return f"{subject}: {said[:1].upper()}{said[1:]}"
    passive = any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children) or (
        verb.dep_ in {"acl", "conj"} and _participle(verb)
    )
    passive = passive or (verb.dep_ == "ROOT" and verb.tag_ == "VBN" and _headline(verb) and not rest)
    return " ".join(filter(None, [subject, _verb(verb, plural, passive), rest]))


def _quoted(verb: Token) -> Token | None:
    """Return the clause that is quoted before its verb of speaking, or by way of "was quoted as saying"."""
    quoting = verb.lemma_ in words("quoting")
    if verb.lemma_ not in words("speaking") and not quoting:
        return None
    deep = [below for child in verb.children if child.dep_ == "prep" and child.lower_ == "as" for below in child.children]
    clauses = [child for above in (verb, *deep) for child in above.children if child.dep_ in {"ccomp", "parataxis"}]
    return next((clause for clause in clauses if clause.i < verb.i or (quoting and deep)), None)


def _thought(clause: Token, cut: Cut) -> Token:
    """What is thought in "we maintain that …", where room is short."""
    below = next((child for child in clause.children if child.dep_ == "ccomp" and child.i > clause.i), None)
    denied = any(child.dep_ == "neg" for child in clause.children)
    return below if below is not None and not denied and cut.level >= 2 and clause.lemma_ in words("thinking") else clause


def _participle(verb: Token) -> bool:
    return verb.tag_ == "VBN" and not any(child.dep_ in {"nsubj", "dobj"} for child in verb.children)


def _subject(verb: Token, cut: Cut) -> tuple[str, bool]:
    """The subject as a headline has it, and whether it is plural."""
    found = actors.subjects(verb)
    if not found:
        return "", False
    head = found[0]
    several = any(child.dep_ == "conj" for child in head.children)
    plural = (
        several
        or head.tag_ in {"NNS", "NNPS", "CD"}
        or head.lower_.endswith(("gunmen", "policemen"))
        or head.lower_ in words("plural")
    )
    named_before = head.lower_ == "it" and not any(child.dep_ in {"ccomp", "csubj"} for child in verb.children)
    if head.lower_ in words("nobody") and not named_before and not any(True for _ in head.children):
        return "", False
    if actors.is_pair(head):
        names = actors.who(head, cut.ctx)
        if len(names) == 2:
            return _listed(names), True
    if head.pos_ == "PRON" or _plain(head):
        names = actors.who(head, cut.ctx)
        if names and names[0][:1].isupper():
            return _listed(names[:2]), len(names) > 1
        if head.pos_ == "PRON":
            return ("We", True) if head.lower_ == "we" else ("", False)
    written = phrase(head, replace(cut, without=verb.i, opening=True))
    naming = named(head, cut.ctx)
    if naming is not None and naming.actor.kind is not Kind.PERSON and not several and not _common(head, naming):
        plural = False  # "Estuary Port Holdings announces"
    plural = plural or _common(head, naming)
    joined = naming is None and " and " in written and " of " not in written.split(" and ")[0]
    return written, plural or joined


def _common(head: Token, naming: Naming | None) -> bool:
    """Say whether a name is only a plural noun with a capital: "Jurors", "The Boards", "Belgarans"."""
    lists = gazetteer().lower
    listed = any(head.lower_ in lists[key] or head.lower_.removesuffix("s") in lists[key] for key in ("people", "roles", "nouns"))
    if naming is None:
        return head.tag_ == "NNP" and head.text.endswith("s") and listed
    return naming.end - naming.start == len(head.text) and head.text.endswith("s") and (listed or naming.adjective)


def _plain(head: Token) -> bool:
    """Say whether a phrase is only "the company" or "his corporation", so that a name says more."""
    kept = [
        child for child in head.children if child.dep_ not in {"det", "punct", "relcl", "appos", "acl"} and child.tag_ != "PRP$"
    ]
    return head.pos_ == "NOUN" and head.tag_ == "NN" and not kept


def _verb(verb: Token, plural: bool, passive: bool) -> str:
    """The verb as a headline has it: present for the past, "to …" for the future, the bare participle for the passive."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    negated = any(child.dep_ == "neg" for child in verb.children)
    doubtful = next((word for word in ("may", "might", "could", "should", "must") if word in helpers), "")
    future = bool(helpers & {"will", "would", "shall", "'ll", "’ll"}) or ("to" in helpers and verb.dep_ != "advcl")
    if passive:
        start = f"{doubtful} be" if doubtful else "to be" if future else ""
        return " ".join(filter(None, ["not" if negated else "", start, verb.text.lower()]))
    if (
        not helpers
        and _headline(verb)
        and verb.tag_ in {"VBD", "VBN"}
        and not any(child.dep_ == "dobj" for child in verb.children)
    ):
        return verb.text.lower()  # "Deal signed", "Priya Nand appointed acting chief": a headline leaves out "was"
    base = _base(verb)
    if not helpers and base == verb.text.lower() and base in verb_lemmas() and base not in verb_lemmas()[base]:
        return base  # "Mira Kostin slain"
    if negated:
        return f"{doubtful or ('will' if future else 'do' if plural else 'does')} not {base}"
    return f"{doubtful} {base}" if doubtful else f"to {base}" if future else present(base, plural)


def _headline(token: Token) -> bool:
    """Say whether a sentence has no full stop, as headlines and entries of a list."""
    return token.doc[len(token.doc) - 1].text[-1:] not in {".", "!", "?", "”", '"'}


def _base(verb: Token) -> str:
    """The dictionary form; the tagger's "rat" for "rated" and "hop" for "hoped" put right."""
    lemma, text = verb.lemma_.lower(), verb.text.lower()
    if text in {"'s", "’s", "is", "are", "was", "were", "am", "be", "been"}:
        return "be"
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", lemma)
    return lemma + "e" if short and text in (lemma + "ed", lemma + "ing", lemma + "es") else lemma


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


def _kept_right(child: Token, cut: Cut) -> bool:
    """Say whether a headline keeps a dependent on the right of its verb."""
    if child.lower_ in words("deictic"):
        return False
    if child.dep_ in {"prt", "dobj", "dative", "oprd", "attr", "acomp", "agent", "xcomp"}:
        return not (child.dep_ == "attr" and dated(child, cut))
    if child.dep_ in {"ccomp", "prep"}:
        return not dropped(child, cut)
    if child.dep_ == "npadvmod":
        return is_person(child, cut.ctx) and not dated(child, cut)
    dated_next = child.i + 2 < len(child.doc) and child.doc[child.i + 1].dep_ == "prep" and dated(child.doc[child.i + 2], cut)
    return child.dep_ == "advmod" and child.lower_ in words("particles") and not (child.lower_ == "back" and dated_next)
