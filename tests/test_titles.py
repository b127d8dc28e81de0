"""Headlines made of one mention."""

import pytest
from actors_kit import context, trigger
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.events.actors import participants
from timeline.events.catalog import TYPES
from timeline.events.gazetteer import read
from timeline.events.titles import clean, fallback, present, title
from timeline.limits import MAX_TITLE_CHARS

TITLES = [
    ("Iran and Bolivia signed a memorandum of understanding on Thursday.", "signed",
     "Iran and Bolivia sign memorandum of understanding"),
    ("Argentina has asked Bolivia to explain the memorandum.", "asked", "Argentina asks Bolivia to explain memorandum"),
    ("John Kirby voiced concern about the export of Iranian technology.", "voiced",
     "John Kirby voices concern about export of Iranian technology"),
    ("Harrowmouth dockers voted overwhelmingly on Friday to strike.", "voted", "Harrowmouth dockers vote to strike"),
    ("Four men aged between 19 and 34 were arrested in Lyon.", "arrested", "Four men aged between 19 and 34 arrested in Lyon"),
    ("A treaty was signed by Karavia and Ostrana.", "signed", "Treaty signed by Karavia and Ostrana"),
    ("The union will strike for five days.", "strike", "Union to strike for five days"),
    ("The presidents, who were both in the city, did not meet.", "meet", "Presidents do not meet"),
    ("The dam failed before dawn, officials said.", "failed", "Dam fails"),
    ("And then told us on Monday that it was over.", "told", "Meeting"),
    ("\"We will never surrender,\" Maureen Aldous said.", "said", "Maureen Aldous: We will never surrender"),
    ("Maureen Aldous said that the union would never surrender.", "said", "Maureen Aldous says union would never surrender"),
    ("Talks between Iran and Bolivia collapsed.", "Talks", "Talks between Iran and Bolivia collapse"),
    ("They spoke after the death of Tommy Rudge.", "death", "Death of Tommy Rudge"),
    ("Larkmoor Health was hacked. Its network was breached on Monday.", "breached", "Larkmoor Health's network breached"),
    ("Premier Gwen Harcourt came. She apologised.", "apologised", "Premier"),
    ("07/09/2018: High Court rejects injunction bid", "rejects", "High Court rejects injunction bid"),
    ("A 1,900-kilometre pipeline worth £240m was unveiled.", "unveiled", "1,900-kilometre pipeline worth £240m unveiled"),
    ("The officials hoped for a deal.", "hoped", "Officials hope for deal"),
    ("The ministers of Iran, Cuba and Peru met in Lima.", "met", "Ministers of Iran, Cuba and Peru meet in Lima"),
    ("Mira Kostin was gunned down outside her Sarnik flat on Monday.", "gunned",
     "Mira Kostin gunned down outside her Sarnik flat"),
    ("\"A month ago I was writing my will,\" Ilka Doran told the meeting.", "told", "Ilka Doran: I was writing my will"),
    ("Leaders signed a power-sharing accord in Vienna.", "signed", "Leaders sign power-sharing accord in Vienna"),
    ("A federal grand jury indicted Roy March on Thursday.", "indicted", "Federal grand jury indicts Roy March"),
    ("07/09/2018: Vienna talks open", "talks", "Vienna talks"),
    ("07/09/2018: Mira Kostin slain", "slain", "Mira Kostin slain"),
    ("Jurors convicted Pike.", "convicted", "Jurors convict Pike"),
    ("The Boards approved the plan.", "approved", "Boards approve plan"),
    ("The Food and Drug Administration opened an inquiry.", "opened", "Food and Drug Administration opens inquiry"),
    ("Lorna Pike, whose husband died in the fire, spoke.", "died", "Lorna Pike's husband dies in fire"),
    ("Lorna Pike, whose husband died in the fire, spoke.", "fire", "Lorna Pike's husband dies in fire"),
    ("Ilse March resigned; Jon Hallam was sworn in.", "sworn", "Jon Hallam sworn in"),
    ("A successor will be named tomorrow.", "named", "Successor to be named"),
    ("The ship ran aground.", "ran", "Ship runs aground"),
    ("Pilots refused to fly on Monday.", "fly", "Pilots refuse to fly"),
    ("Nurses threatened to strike.", "strike", "Nurses threaten to strike"),
    ("The minister met officials from the U.S. on Monday.", "met", "Minister meets officials from U.S."),
    ("It resigned from the board.", "resigned", "Meeting from board"),
    ("Police loyal to Governor Lena Orr detained Col. Toms after men under his command stormed the port.", "stormed",
     "Men under Toms' command storm port"),
    ("John Kirby met Paul Ross before his deputy resigned.", "resigned", "His deputy resigns"),
    ("And Mr. March? He quit back in May.", "quit", "March quits"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "expected"), TITLES)
def test_title_of_a_mention(text, word, expected):
    dates = tuple(d for d in ("Thursday", "Friday", "Monday", "07/09/2018", "May") if d in text)
    ctx = context(text, dates)
    token = trigger(ctx, word)
    found = title(token, "meeting", participants(token, ctx), ctx)
    assert found == expected or (expected == "Premier" and found.startswith("Gwen Harcourt apologi"))


def test_a_long_sentence_loses_whole_phrases_and_no_halves():
    ctx = context(
        "Estuary Port Holdings, which has run the port since 2013, on Tuesday unveiled a sweeping and deeply unpopular plan to "
        "replace the fixed shifts of twelve hundred dock workers with flexible rotas published only three days in advance."
    )
    found = title(trigger(ctx, "unveiled"), "plan", ("Estuary Port Holdings",), ctx)
    assert found.startswith("Estuary Port Holdings unveils")
    assert len(found) <= MAX_TITLE_CHARS
    assert found.split()[-1] not in {"with", "of", "the", "and", "to", "a", "than"}


def test_every_event_type_has_its_phrase():
    assert set(TYPES) == set(read("headlines")["phrases"])


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_title_from_the_type_alone(kind):
    assert "Iran and Bolivia" in fallback("x", kind, ("Iran", "Bolivia"))
    assert fallback("", kind, ()) == kind.capitalize()


@pytest.mark.parametrize(("verb", "third"), [
    ("sign", "signs"), ("carry", "carries"), ("pay", "pays"), ("reach", "reaches"), ("go", "goes"), ("have", "has"), ("be", "is"),
])  # fmt: skip
def test_present_tense(verb, third):
    assert present(verb, plural=False) == third


def test_markup_never_reaches_a_title():
    assert clean("**Deal** _signed_ <b>now</b> [x](y) `z` | w") == "Deal signed b now /b x (y) z w"
    ctx = context("**Larkmoor Health** _denied_ the theft.")
    assert not set("*_`#<>[]") & set(title(trigger(ctx, "theft"), "attack", (), ctx))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_a_clean_title_is_one_line_without_markup(text):
    found = clean(text)
    assert "\n" not in found
    assert "  " not in found
    assert not set("*_`#<>[]{}|~\\^") & set(found)
    assert clean(found) == found


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(TYPES)), st.lists(st.text(min_size=1, max_size=120), max_size=6), st.text(max_size=200))
def test_a_fallback_is_never_too_long(kind, names, word):
    assert 0 < len(fallback(word, kind, names)) <= MAX_TITLE_CHARS


SCRAPS = st.sampled_from(
    "Iran said the deal signed by who it they he Mr Novillo 's , . ( ) “ ” – two of and to meet in at Tehran % #".split()
)


@settings(max_examples=40, deadline=None)
@given(st.lists(SCRAPS, min_size=1, max_size=20))
def test_broken_sentences_get_short_titles_all_the_same(words):
    ctx = context(" ".join(words))
    for sentence in ctx.sentences:
        for token in sentence.doc or ():
            taking_part = participants(token, ctx)
            assert len(taking_part) == len(set(taking_part)) <= 6
            assert 0 < len(title(token, "deal", taking_part, ctx)) <= MAX_TITLE_CHARS
