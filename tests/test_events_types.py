"""The examples in the type files run here, and the pattern language they are written in."""

import pytest

from timeline import dates
from timeline.events import TYPES, extract
from timeline.events.candidates import may_hold_event, verb_lemmas
from timeline.events.catalog import nominal_verbs, patterns
from timeline.events.parser import parse
from timeline.events.triggers import find
from timeline.model import FAMILIES, Article, Basis, Modality, Publication
from timeline.span import Span

PLOVER = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
    "ASSAULT".split()
)
REAL = {Modality.ASSERTED, Modality.PLANNED}
YES = [(kind.name, sentence) for kind in TYPES.values() for sentence in kind.yes]
NO = [(kind.name, sentence) for kind in TYPES.values() for sentence in kind.no]
FOLLOWED = "The news surprised many."


def mentions(text, published="2023-07-26"):
    article = Article("a", text, published=Publication(Span.of(published), Basis.STATED))
    (reading,) = extract([(article, dates.annotate(article))])
    return reading.mentions


@pytest.mark.parametrize(("kind", "sentence"), YES)
def test_yes(kind, sentence):
    assert kind in {m.type for m in mentions(sentence) if m.modality in REAL}


@pytest.mark.parametrize(("kind", "sentence"), NO)
def test_no(kind, sentence):
    assert kind not in {m.type for m in mentions(sentence) if m.modality in REAL}


@pytest.mark.parametrize("kind", TYPES.values(), ids=lambda kind: kind.name)
def test_codes_and_examples(kind):
    assert kind.family in FAMILIES
    assert kind.plover in PLOVER
    assert len(kind.yes) >= 2
    assert kind.no


def test_types_are_those_of_the_design():
    assert set(TYPES) == set(
        "meeting visit signing agreement deal statement demand criticism denial threat protest ruling vote appointment "
        "resignation investigation sanction plan attack arrest deployment aid strike launch disaster death".split()
    )


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("They signed a treaty on Monday.", "signing"),
        ("The club signed a new striker on Monday.", "appointment"),
        ("The president signed the bill into law on Monday.", "ruling"),
        ("The union called for a boycott on Monday.", "demand"),
        ("The union called a meeting on Monday.", "plan"),
        ("The unions and the port struck a deal on Monday.", "agreement"),
        ("Nurses struck for the third time on Monday.", "strike"),
        ("Missiles struck the port on Monday.", "attack"),
        ("A hurricane struck the coast on Monday.", "disaster"),
        ("The judge ordered the company to pay on Monday.", "ruling"),
        ("The airline ordered 20 aircraft on Monday.", "deal"),
        ("The court rejected the appeal on Monday.", "ruling"),
        ("The ministry rejected the accusation on Monday.", "denial"),
        ("Parliament rejected the bill on Monday.", "vote"),
        ("Protesters clashed with police on Monday.", "attack"),
        ("The bank published its results on Monday.", "statement"),
        ("Hackers published the stolen data on Monday.", "attack"),
        ("The plane crashed on Monday.", "disaster"),
        ("He was found guilty on Monday.", "ruling"),
        ("She was found dead on Monday.", "death"),
        ("Workers came out on strike on Monday.", "strike"),
        ("The dam gave way on Monday.", "disaster"),
        ("A magnitude 6.2 earthquake struck the region on Monday.", "disaster"),
        ("The rocket lifted off on Monday.", "launch"),
        ("Voters went to the polls on Monday.", "vote"),
    ],
)
def test_arguments_decide_the_type(sentence, kind):
    assert kind in {m.type for m in mentions(sentence)}


@pytest.mark.parametrize(
    ("first", "second"),
    [("the signing", "signed"), ("the resignation", "resigned"), ("the arrest", "arrested"), ("the death", "died")],
)
def test_nominalisations_share_the_lemma_of_their_verb(first, second):
    noun = mentions(f"After {first} on Monday they left.")[0]
    verb = mentions(f"They {second} on Monday.")[0]
    assert noun.lemma == verb.lemma


def test_light_verb_and_its_noun_are_one_mention():
    assert [m.trigger for m in mentions("They held a meeting on Monday.")] == ["held a meeting"]
    assert [m.type for m in mentions("They signed an agreement on Monday.")] == ["signing"]


def test_every_noun_has_a_verb_or_itself():
    nouns = {(p.type, p.lemma) for listed in patterns(nouns=True).values() for p in listed if not p.excluded}
    assert nouns == set(nominal_verbs())


def test_the_quick_look_lets_every_example_pass():
    sentences = [sentence for _, sentence in YES + NO]
    for number, doc in enumerate(parse((s, i) for i, s in enumerate(sentences))):
        found = list(find(doc))
        if found:
            assert may_hold_event(sentences[number], dated=True)
        if any(not trigger.weak for trigger in found):
            assert may_hold_event(sentences[number], dated=False)


def test_the_quick_look_saves_work():
    assert not may_hold_event(FOLLOWED, dated=False)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("retake", "retook retaken"),
        ("light", "lit"),
        ("beat", "beaten"),
        ("dig", "dug"),
        ("override", "overrode"),
        ("mow", "mown"),
    ],
)
def test_irregular_forms_lead_to_their_verb(verb, forms):
    assert all(verb in verb_lemmas()[form] for form in forms.split())


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("A wildfire swept through the forests.", "swept"),
        ("The Greens held on to the seat in the harbor ward.", "held"),
        ("A man arrested by the police.", "man"),
        (
            "The defense ministers of Iran and Bolivia have signed a memorandum, Iranian media loyal to the government reported.",
            "reported",
        ),
        ("They signed a memorandum reported by the press this week.", "signed"),
    ],
)
def test_a_past_tense_taken_for_a_participle_is_mended(sentence, root):
    assert [word.text for word in next(parse([(sentence, 0)])) if word.dep_ == "ROOT"] == [root]
