"""Where a happening took place."""

import pytest
from actors_kit import context, trigger

from timeline.events.places import dateline, place

PLACES = [
    ("Iran and Bolivia signed a memorandum in Tehran.", "signed", "Tehran"),
    ("The ministers met near Geneva.", "met", "Geneva"),
    ("The two held talks at the Excelsior Hotel in London.", "talks", "London"),
    ("Talks in Geneva collapsed.", "Talks", "Geneva"),
    ("The Tehran meeting ended.", "meeting", "Tehran"),
    ("Novillo visited Tehran.", "visited", "Tehran"),
    ("Ebrahim Raisi toured Latin America.", "toured", "Latin America"),
    ("Marguerite Delacroix flew to Stavrin. Stavrin is cold.", "flew", "Stavrin"),
    ("Police arrested four men in Lyon.", "arrested", "Lyon"),
    ("They rallied outside the Court House in Vardesh.", "rallied", "Vardesh"),
    ("Floods killed 214 people in Peru.", "killed", "Peru"),
    ("John Kirby said that talks in Geneva had failed.", "said", None),
    ("Tehran said it would sign.", "said", None),
    ("Iran signed a treaty with Bolivia.", "signed", None),
    ("The ministers met in October.", "met", None),
    ("He resigned in protest.", "resigned", None),
]


@pytest.mark.parametrize(("text", "word", "expected"), PLACES)
def test_place_of_a_trigger(text, word, expected):
    ctx = context(text, ("October",) if "October" in text else ())
    assert place(trigger(ctx, word), ctx) == expected


@pytest.mark.parametrize(("text", "town"), [
    ("MELIK, Jan. 23 (Newswire) — Thousands of farmers marched on Saturday.", "Melik"),
    ("NEW DELHI (Wire) - Ministers met the press on Monday to explain.", "New Delhi"),
    ("INVERALLAN, Scotland - Unions at the yard threatened to stop work.", "Inverallan"),
    ("Thousands of farmers marched on Saturday.", None),
    ("The EU - and others - met on Saturday to talk about it all.", None),
])  # fmt: skip
def test_the_town_of_a_dateline(text, town):
    assert dateline(context(text)) == town


def test_the_dateline_places_the_lead_and_nothing_else():
    ctx = context(
        "MELIK, Jan. 23 (Newswire) — Thousands of angry farmers marched against the dam.\nElsewhere, nurses walked out."
    )
    assert place(trigger(ctx, "marched"), ctx) == "Melik"
    assert place(trigger(ctx, "walked"), ctx) is None
