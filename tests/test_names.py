"""Canonical names across articles."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.merge.names import canonical, compatible, normalize, same, tokens

TOGETHER = [
    ["Mohammad Reza Ashtiani", "Mohammed Reza Ashtiani", "Mohamad Reza Ashtiani", "Ashtiani"],
    ["Edmundo Novillo Aguilar", "Edmundo Novillo", "Novillo", "Novillo Aguilar"],
    ["Ebrahim Raisi", "Ebrahim Raeisi"],
    ["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Zelensky"],
    ["John P. Smith", "John Smith", "J. Smith", "Smith"],
    ["Xi Jinping", "Xi"],
    ["Óscar Villca", "Oscar Villca", "OSCAR VILLCA"],
    ["Kim Jong Un", "Kim Jong-un"],
    ["President Stefan Orlovic", "Stefan Orlovic", "Mr Orlovic"],
    ["United States", "U.S.", "US", "American"],
    ["Iran", "Iranian", "Islamic Republic of Iran"],
    ["United Nations", "UN", "U.N."],
    ["Transport and Quay Workers' Union", "TQWU"],
    ["Delegation of Argentine Israelite Associations", "Delegation of Argentinian Israeli Associations", "DAIA"],
    ["Larkmoor Health", "Larkmoor"],
    ["Apple", "Apple Inc", "Apple Inc."],
    ["Karavian parliament", "the Karavian parliament"],
    ["Iranian parliament", "Iran parliament"],
    ["Bank of England", "The Bank of England"],
]
APART = [
    ("John Smith", "Jane Smith"), ("Alma Reyes", "Elena Reyes"), ("Iran", "Iraq"), ("Bank of England", "Bank of Japan"),
    ("North Korea", "South Korea"), ("Niger", "Nigeria"),
    ("Ministry of Energy", "Ministry of Defence"), ("Kim Jong Un", "Kim Jong Il"),
    ("George Washington", "Washington"), ("New York", "New York Times"), ("dockers", "dock workers"), ("police", "Polish police"),
    ("Guinea", "Equatorial Guinea"), ("Apple Inc", "Apple Corps"), ("General Motors", "General Electric"),
    ("Iran", "Iranian parliament"), ("High Court", "Supreme Court"), ("Mohammed Salah", "Mohammed Reza Ashtiani"),
]  # fmt: skip


@pytest.mark.parametrize("forms", TOGETHER, ids=lambda forms: forms[0])
def test_forms_of_one_actor_get_one_name(forms):
    found = canonical(forms)
    assert len(set(found.values())) == 1, found
    assert set(found) == set(forms)


@pytest.mark.parametrize(("a", "b"), APART)
def test_different_actors_stay_apart(a, b):
    found = canonical([a, b])
    assert found[a] != found[b]


def test_all_of_them_together_keep_their_clusters():
    names = [name for forms in TOGETHER for name in forms if name not in ("Smith", "J. Smith")]
    found = canonical(names)
    assert len(set(found.values())) == len(TOGETHER)


def test_a_surname_of_two_people_stays_apart():
    found = canonical(["Alma Reyes", "Elena Reyes", "Reyes"])
    assert len(set(found.values())) == 3
    found = canonical(["John Smith", "Jane Smith", "J. Smith", "Smith"])
    assert found["J. Smith"] not in (found["John Smith"], found["Jane Smith"])


def test_the_fullest_form_is_the_name_and_the_commonest_spelling_wins():
    assert canonical(["Novillo", "Edmundo Novillo"])["Novillo"] == "Edmundo Novillo"
    votes = ["Mohamad Ashtiani", "Mohammad Ashtiani", "Mohammad Ashtiani"]
    assert set(canonical(votes).values()) == {"Mohammad Ashtiani"}


@pytest.mark.parametrize(("name", "key"), [
    ("The U.S.", "united states"), ("Iranian", "iran"), ("Óscar  Villca", "oscar villca"), ("Ms. Aldous", "aldous"),
    ("Mr Justice Penhallow", "penhallow"), ("Brackwater Marine plc", "brackwater marine"), ("Mr", "mr"), ("", ""),
])  # fmt: skip
def test_keys(name, key):
    assert normalize(name) == key


def test_sureness_is_symmetric_and_ranks():
    assert same("Iran", "Iranian") == 1.0
    assert same("Mohamad Reza Ashtiani", "Mohammad Reza Ashtiani") > same("Ashtiani", "Mohammad Reza Ashtiani") > 0.5
    assert not compatible("Novillo", "Hezbollah")
    assert tokens("Institute for the Study of War") == {"institute", "study", "war"}


NAME = st.one_of(
    st.sampled_from([name for forms in TOGETHER for name in forms]),
    st.sampled_from([name for pair in APART for name in pair]),
    st.text(max_size=25),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(NAME, max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_matter(names, chance):
    shuffled = list(names)
    chance.shuffle(shuffled)
    assert dict(canonical(names)) == dict(canonical(shuffled))
    assert set(canonical(names)) == set(names)


@settings(max_examples=150, deadline=None)
@given(NAME, NAME)
def test_likeness_is_symmetric(a, b):
    assert 0.0 <= same(a, b) == same(b, a) <= 1.0


def test_the_cost_grows_with_the_number_of_names():
    chance = random.Random(7)  # noqa: S311  (names, not secrets)
    sounds = "ka ro mi ta ne lu vo sha dri pel gor ban tis len mar".split()

    def word() -> str:
        return "".join(chance.choice(sounds) for _ in range(3)).capitalize()

    names = [f"{word()} {word()}" for _ in range(4000)]
    found = canonical([*names, *(name.split()[1] for name in names[::3])])
    assert len(found) > 4000
