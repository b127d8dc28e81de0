"""Extraction as a whole: offsets, order, processes, furniture, hostile input."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline import dates
from timeline.events import TYPES, extract
from timeline.events.reading import AHEAD, CHUNK
from timeline.model import Article, Basis, Publication, Zone
from timeline.span import Span

TEXT = (
    "GENEVA, March 3 (Wire) — Karavia and Ostrana signed a treaty on Thursday, officials said.\n"
    "The signing came a day after 400 farmers marched on the parliament.\n"
    "Photo: ministers met in Rome, May 2010\n"
    "The two presidents did not meet. A vote is due on 12 May."
)
STATED = Publication(Span.of("2022-03-04"), Basis.STATED)


def articles(count=3):
    caption = TEXT.index("Photo")
    zones = (Zone(caption, TEXT.index("\n", caption), "caption"),)
    return [Article(f"a{n}", TEXT, published=STATED, zones=zones) for n in range(count)]


def items(count=3):
    return [(article, dates.annotate(article)) for article in articles(count)]


def test_offsets_and_codes():
    (reading,) = extract(items(1))
    assert len(reading.mentions) >= 5
    for mention in reading.mentions:
        assert TEXT[mention.start : mention.end] == mention.trigger
        assert mention.quote_start <= mention.start < mention.end <= mention.quote_end
        assert mention.type in TYPES
        assert 0 < mention.weight <= 1
        assert len(mention.title) <= 90
        if mention.expression is not None:
            assert mention.span == reading.expressions[mention.expression].span
    assert len({m.id for m in reading.mentions}) == len(reading.mentions)


def test_furniture_gives_no_mention():
    (reading,) = extract(items(1))
    assert all("Photo" not in TEXT[m.quote_start : m.quote_end] for m in reading.mentions)


def test_the_lead_weighs_most():
    (reading,) = extract(items(1))
    weights = {m.trigger: m.weight for m in reading.mentions}
    assert weights["signed a treaty"] > weights["meet"]


def test_processes_do_not_change_the_result():
    many = items(20)
    assert list(extract(many, jobs=2)) == list(extract(many))


def test_processes_take_no_more_articles_than_they_are_about_to_read():
    taken = 0

    def counted():
        nonlocal taken
        for item in items(CHUNK * 12):
            taken += 1
            yield item

    readings = extract(counted(), jobs=2)
    for done in range(1, CHUNK * 3):
        next(readings)
        assert done <= taken <= done + CHUNK * (2 * AHEAD + 1)
    readings.close()


def test_order_and_laziness():
    def endless():
        while True:
            yield from items(1)

    assert next(iter(extract(endless()))).article.id == "a0"
    assert [reading.article.id for reading in extract(items(3))] == ["a0", "a1", "a2"]


def test_other_languages_are_left_alone():
    article = Article("fr", "Les ministres ont signé l'accord.", language="fr")
    (reading,) = extract([(article, ())])
    assert reading.mentions == ()
    assert "no event rules for the language 'fr'" in reading.article.warnings[0]


def test_an_article_gives_the_same_alone_or_among_others():
    alone = next(iter(extract(items(1))))
    long = Article("long", "They met. " * 300)
    assert next(iter(extract([(articles(1)[0], alone.expressions), (long, ())]))) == alone


def test_a_very_long_sentence_is_cut_not_refused():
    (reading,) = extract([(Article("a", "The ministers met " + "and sang " * 2000 + "."), ())])
    assert [m.type for m in reading.mentions][:1] == ["meeting"]


PIECES = (
    'They met|on Monday|signed|if|not|\n|- |: |“|"|…|14:05|GENEVA —|\x00|é|🚢|will|strike|two days after the vote|'
    "**|?|\u2028|talks|called|off|,|that|which|(|" + "a" * 50
).split("|")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_text_is_read(pieces):
    article = Article("a", " ".join(pieces), published=STATED)
    (reading,) = extract([(article, dates.annotate(article))])
    for mention in reading.mentions:
        assert article.text[mention.start : mention.end] == mention.trigger
        assert mention.quote_start <= mention.start < mention.end <= mention.quote_end
