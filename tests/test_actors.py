"""Who acts in an article, and who takes part in a happening."""

from itertools import pairwise
from time import process_time

import pytest
from actors_kit import context, trigger
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.events import spotting
from timeline.events.actors import index, participants
from timeline.events.cast import Kind
from timeline.events.gazetteer import gazetteer, read
from timeline.events.likeness import misspelt, same_person, similar
from timeline.model import Article, Zone

SPOTTED = {
    "Defense Minister Edmundo Novillo met Ms Aldous.": ["Edmundo Novillo", "Aldous"],
    "The Institute for the Study of War said so.": ["Institute for the Study of War"],
    "The Boilermakers' and Platers' Union met British Importers' Federation men.": [
        "Boilermakers' and Platers' Union",
        "British Importers' Federation",
    ],
    "Iran's Guard met on Monday.": ["Iran", "Guard"],
    "The Food and Drug Administration warned.": ["Food and Drug Administration"],
    "They saw Julia March and Ms March in March.": ["Julia March", "March"],
    "Iran-Bolivia talks": ["Iran", "Bolivia"],
    "He met Ludwig van Beethoven and Ursula von der Leyen.": ["Ludwig van Beethoven", "Ursula von der Leyen"],
    "The CEO of Apple, Apple CEO Tim Cook, left.": ["Apple", "Apple", "Tim Cook"],
    "It was Mr Justice Penhallow of the High Court.": ["Penhallow", "High Court"],
    "AT&T and Marks & Spencer fell.": ["AT&T", "Marks & Spencer"],
    "Yesterday nobody came. However, it rained.": [],
    "WHAT HAPPENED NEXT IN THE STORY": [],
    "Judge Lets Hospital Data Suit Proceed in Court": [],
    "And Mr. March? Then Ms. Lowe left.": ["March", "Lowe"],
}


@pytest.mark.parametrize(("text", "names"), SPOTTED.items())
def test_names_are_found_in_running_text(text, names):
    bounds = [(0, len(text))]
    assert [name.text for name in spotting.spot(text, bounds)] == names


EXAMPLES = [(name, kind) for kind, names in read("organizations")["examples"].items() for name in names]


@pytest.mark.parametrize(("name", "kind"), EXAMPLES)
def test_examples_of_the_data(name, kind):
    (actor,) = index(Article("a", f"They spoke of {name} again.")).actors
    assert actor.kind == kind


CAST = [
    ("The Transport and Quay Workers' Union (TQWU) met. TQWU men left.",
     {"Transport and Quay Workers' Union": Kind.ORGANIZATION}),
    ("Estuary Port Holdings (EPH) fell. Shares of EPH fell.", {"Estuary Port Holdings": Kind.ORGANIZATION}),
    ("Larkmoor Health paid. Then Larkmoor denied it.", {"Larkmoor Health": Kind.ORGANIZATION}),
    ("Piers Lanyon spoke. Mr Lanyon left. Piers cried.", {"Piers Lanyon": Kind.PERSON}),
    ("Mohammed Reza Ashtiani spoke. Ashtiani left. Then Ashanti returned.", {"Mohammed Reza Ashtiani": Kind.PERSON}),
    ("Edmundo Novillo Aguilar spoke. Edmundo Novillo left.", {"Edmundo Novillo Aguilar": Kind.PERSON}),
    ("The U.S. and American diplomats left the United States.", {"United States": Kind.STATE}),
    ("Karavia filled the lake. A Karavian guard died. Karavian farmers left.", {"Karavia": Kind.STATE}),
    ("They met in Wirrin. She lives near Wirrin.", {"Wirrin": Kind.PLACE}),
    ("Alma Reyes and Elena Reyes spoke.", {"Alma Reyes": Kind.PERSON, "Elena Reyes": Kind.PERSON}),
    ("The clash at the Korun sluice ended the Tesna Protocol.", {"Korun": Kind.PLACE, "Tesna Protocol": Kind.THING}),
    ("The UN and the United Nations agreed.", {"United Nations": Kind.ORGANIZATION}),
    ("Tehran said no. Police searched a house in Tehran.", {"Iran": Kind.STATE, "Tehran": Kind.PLACE}),
    ("They met in Vardesh, the capital of Kelmania. Vardesh denied it. Kelmania's president wept.",
     {"Kelmania": Kind.STATE, "Vardesh": Kind.PLACE}),
    ("Dock workers at the Port of Wirrin left. They live in Wirrin.", {"Wirrin": Kind.PLACE}),
    ("Downing Street denied it.", {"United Kingdom": Kind.STATE}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cast"), CAST)
def test_forms_of_one_actor_are_put_together(text, cast):
    assert {actor.name: actor.kind for actor in index(Article("a", text)).actors} == cast


def test_a_name_that_stands_only_in_furniture_is_no_actor():
    text = "They met Ms Aldous.\nPhoto: Maria Keystone"
    article = Article("a", text, zones=(Zone(20, len(text), "caption"),))
    assert [actor.name for actor in index(article).actors] == ["Aldous"]


PARTICIPANTS = [
    ("Iran and Bolivia signed a memorandum.", "signed", ["Iran", "Bolivia"]),
    ("A memorandum was signed by Iran and Bolivia.", "signed", ["Iran", "Bolivia"]),
    ("Talks between Iran and Bolivia collapsed.", "Talks", ["Iran", "Bolivia"]),
    ("The Iran-Bolivia talks collapsed.", "talks", ["Iran", "Bolivia"]),
    ("Edmundo Novillo's remarks angered Argentina.", "remarks", ["Edmundo Novillo"]),
    ("Argentina's demand was rejected by Bolivia.", "demand", ["Argentina", "Bolivia"]),
    ("Tehran said it would sign.", "said", ["Iran"]),
    ("Iranian officials agreed to meet the envoy, Marguerite Delacroix.", "meet", ["Iran", "Marguerite Delacroix"]),
    ("The mayor, Bruce Tolhurst, accused Murrimba Water.", "accused", ["Bruce Tolhurst", "Murrimba Water"]),
    ("Larkmoor Health lost files. The company denied it.", "denied", ["Larkmoor Health"]),
    ("Maureen Aldous leads the union. She threatened to strike.", "threatened", ["Maureen Aldous"]),
    ("Premier Gwen Harcourt came. The premier apologised.", "apologised", ["Gwen Harcourt"]),
    ("After his meeting with Edmundo Novillo, John Kirby smiled.", "meeting", ["John Kirby", "Edmundo Novillo"]),
    ("Angela Merkel and Emmanuel Macron met. The two agreed on a plan.", "agreed", ["Angela Merkel", "Emmanuel Macron"]),
    ("Opposition politicians boycotted the vote.", "boycotted", ["opposition politicians"]),
    ("Dock workers voted to strike.", "voted", ["dock workers"]),
    ("French police arrested four men.", "arrested", ["French police"]),
    ("Three women and several others complained.", "complained", []),
    ("The court convicted Radovan Karadzic.", "convicted", ["Radovan Karadzic"]),
    ("An earthquake killed 200 people in Kathmandu.", "killed", []),
    ("John Kirby said in Tehran that he was tired.", "said", ["John Kirby"]),
    ("Maria Lopez told Ana Ruiz that she would resign.", "resign", ["Maria Lopez"]),
    ("Angela Merkel met John Kirby before he resigned.", "resigned", ["John Kirby"]),
    ("John Kirby met Paul Ross before he resigned.", "resigned", []),
    ("Lorna Pike, whose husband died, spoke.", "died", []),
    ("He met Gov. Ann Lee.", "met", ["Ann Lee"]),
    ("Paul Ross praised the editor, Sam Lowe, before his deputy resigned.", "resigned", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "expected"), PARTICIPANTS)
def test_participants_of_a_trigger(text, word, expected):
    ctx = context(text)
    found = list(participants(trigger(ctx, word), ctx))
    assert set(expected) <= set(found) if expected else found == []
    assert len(found) == len(set(found)) <= 6


def test_what_a_pronoun_does_not_mean():
    ctx = context("Ruth Kessel left. His team-mate Janek Orsi joined. John Kirby attacked him.")
    assert participants(trigger(ctx, "joined"), ctx) == ("Janek Orsi",)
    assert participants(trigger(ctx, "attacked"), ctx) == ("John Kirby", "Janek Orsi")


@pytest.mark.parametrize(("text", "gender"), [
    ("Lena Orr spoke.", "f"), ("Paul Ross spoke.", "m"), ("Then Orrin Toms, a spokeswoman, left.", "f"),
    ("Robin Lee spoke.", ""), ("Mr. Lowe spoke.", "m"),
])  # fmt: skip
def test_first_names_and_descriptions_tell_men_from_women(text, gender):
    assert [actor.gender for actor in index(Article("a", text)).actors] == [gender]


def test_the_most_involved_come_first():
    ctx = context("The Karavian government was accused of theft by Bruce Tolhurst. Karavia's army left.")
    assert participants(trigger(ctx, "accused"), ctx)[0] == "Bruce Tolhurst"


def test_dates_and_amounts_take_no_part():
    ctx = context("Nordholm Lines demanded $18 million from Brackwater Marine on Monday.", ("Monday",))
    assert set(participants(trigger(ctx, "demanded"), ctx)) == {"Nordholm Lines", "Brackwater Marine"}


@pytest.mark.parametrize(("a", "b", "alike"), [
    ("Mohammad", "Muhammed", True), ("Raisi", "Raeisi", True), ("Rohani", "Rouhani", True), ("Óscar", "Oscar", True),
    ("Martin", "Marin", True), ("John", "Jane", False), ("Novillo", "Nadimi", False), ("Lee", "Li", False),
    ("Iran", "Iraq", False),
])  # fmt: skip
def test_spellings_of_one_word(a, b, alike):
    assert similar(a, b) is similar(b, a) is alike


@pytest.mark.parametrize(("a", "b", "same"), [
    ("Edmundo Novillo", "Edmundo Novillo Aguilar", True), ("J. Smith", "John Smith", True), ("John P. Smith", "John Smith", True),
    ("Mohamad Reza Ashtiani", "Mohammed Reza Ashtiani", True), ("John Smith", "Jane Smith", False),
    ("Alma Reyes", "Elena Reyes", False), ("Tom Cook", "Tim Cook", False), ("George Bush", "George Clooney", False),
])  # fmt: skip
def test_names_of_one_person(a, b, same):
    assert same_person(a.split(), b.split()) is same_person(b.split(), a.split()) is same


def test_a_slip_of_the_pen_needs_a_long_name():
    assert misspelt("Ashtiani", "Ashanti")
    assert not misspelt("Smith", "Smyth")


def test_the_data_do_not_contradict_themselves():
    lists = gazetteer()
    assert not set(lists.capitals) & set(lists.states)
    assert all(entries for entries in lists.words.values())
    adjectives = [form for row in read("states")["states"] for form in row[1].split("|") if form]
    assert len(adjectives) == len(set(adjectives))
    capitals = [form for row in read("states")["states"] for form in row[2].split("|") if form]
    assert len(capitals) == len(set(capitals))
    assert not lists.words["sites"] & lists.words["things"]
    assert set(lists.seats.values()) <= set(lists.adjective_of) | set(lists.organizations)


@pytest.mark.parametrize(
    "text",
    ["", " ", "…", "“”", "A", "U.S.", "(((", "Mr", "Mr Mr Mr", "of the and", "É" * 50, "The The The", "\x00\ufeff Iran\u200b's"],
)
def test_hostile_texts_are_read(text):
    found = index(Article("a", text))
    assert all(0 <= naming.start < naming.end <= len(text) for naming in found.namings)


WORDS = st.sampled_from(
    "Iran Iranian Tehran Novillo Edmundo Mr the of and for Union Court Bank said in at Karavia Karavian 's , . ( ) UN – \n".split(
        " "
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_namings_are_ordered_and_never_overlap(words):
    text = " ".join(words)
    namings = index(Article("a", text)).namings
    assert all(a.end <= b.start for a, b in pairwise(namings))
    assert all(text[n.start : n.end].strip() for n in namings)


def test_time_grows_with_the_length_of_the_text():
    def seconds(count: int) -> float:
        letters = "abcdefghijklmnop"
        names = (f"Person{letters[i % 16]} Na{letters[i // 16 % 16]}me{letters[i // 256 % 16]}r" for i in range(count))
        text = "\n".join(f"Then {name} said no to {name.split()[1]}." for name in names)
        began = process_time()
        assert len(index(Article("a", text)).namings) >= 2 * count
        return process_time() - began

    seconds(100)
    assert seconds(2400) < 24 * max(seconds(300), 0.02)  # eight times the text; growth with the square would be 64 times
