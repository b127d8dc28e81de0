"""Which of an article's candidates dates its publication, on which day, and how that is explained; what its outlet is called."""

# ruff: noqa: E501  (a page on one line is easier to compare)

from __future__ import annotations

import json
from dataclasses import replace

import ingest_kit as kit
import pytest

from timeline import pipeline
from timeline.ingest import Candidate, Facts, document, evidence, outlets, page, read_documents
from timeline.model import Article, Basis, Publication
from timeline.span import Span


def ld(**keys: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **keys})}</script>'


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


def published(head: str = "", top: str = "", facts: Facts | None = None, tail: str = "") -> Publication:
    return page.draft(kit.page(f"<article><h1>{kit.TITLE}</h1>{top}{kit.BODY}</article>{tail}", head), facts or Facts()).published


# ---- the order of the candidates -------------------------------------------------------------------------------------

FEED = Facts(dates=(Candidate("the feed", "2023-07-25"),))
BYLINE = "<p>By Jane Doe, 26 July 2023</p>"
DATELINE = "<p>GENEVA, July 24, 2023 (Wire) — He left the town in the evening.</p>"
ADDRESS = '<link rel="canonical" href="https://x.example/2023/07/23/treaty">'


@pytest.mark.parametrize(
    ("head", "top", "facts", "day", "basis", "why"),
    [
        (ld(datePublished="2023-07-28") + meta("article:published_time", "2023-07-27") + ADDRESS, BYLINE, FEED, "2023-07-28", Basis.METADATA, "JSON-LD"),
        (meta("article:published_time", "2023-07-27") + ADDRESS, BYLINE, FEED, "2023-07-27", Basis.METADATA, "article:published_time"),
        (ADDRESS, BYLINE + DATELINE, FEED, "2023-07-26", Basis.STATED, "at the head of the text"),
        (ADDRESS, DATELINE, FEED, "2023-07-25", Basis.METADATA, "the feed says"),
        (ADDRESS, DATELINE, None, "2023-07-24", Basis.DATELINE, "the dateline"),
        (ADDRESS, "", None, "2023-07-23", Basis.METADATA, "the address of the page"),
        ("", "", Facts(url="https://x.example/2023/07/23/treaty"), "2023-07-23", Basis.METADATA, "the address of the page"),
        ("", "", Facts(weak=(Candidate("the file", "2023-07-22"),)), "2023-07-22", Basis.METADATA, "the file says"),
    ],
)  # fmt: skip
def test_the_best_candidate_is_taken_and_named(
    head: str, top: str, facts: Facts | None, day: str, basis: Basis, why: str
) -> None:
    found = published(head, top, facts)
    assert (found.span, found.basis) == (Span.of(day), basis)
    assert why in found.why


@pytest.mark.parametrize(
    "head",
    [
        ld(dateModified="2023-07-28"),
        ld(dateCreated="2023-07-20", comment=[{"@type": "Comment", "datePublished": "2023-07-28"}]),
        meta("article:modified_time", "2023-07-28"),
        meta("og:updated_time", "2023-07-28"),
        meta("last-modified", "2023-07-28"),
        '<meta http-equiv="last-modified" content="2023-07-28">',
    ],
)
def test_changes_and_comments_are_never_candidates(head: str) -> None:
    related = '<aside class="related"><time datetime="2020-01-01">1 Jan 2020</time> Older story</aside>'
    comments = '<div id="comments"><time datetime="2023-07-30">30 July 2023</time><p>I was there on Monday and saw none of this at all.</p></div>'
    assert published(head, "<p>Updated <time datetime='2023-07-29'>29 July 2023</time></p>", tail=related + comments).span is None


# ---- zones -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stamp", "shown", "day"),
    [
        ("2023-07-30T03:05:00Z", "By Jane Doe, July 29, 2023, 11:05 p.m. EDT", "2023-07-29"),  # the evening before, in New York
        ("2023-07-29T22:05:00Z", "By Jane Doe, 30 July 2023", "2023-07-30"),  # the morning after, in Sydney
        ("2023-07-30T03:05:00+00:00", "By Jane Doe, 29 July 2023", "2023-07-29"),
        ("2023-07-29T23:05:00-04:00", "By Jane Doe, 30 July 2023", "2023-07-29"),  # its own zone is known
        ("2023-07-30T13:00:00Z", "By Jane Doe, 29 July 2023", "2023-07-30"),  # nowhere on earth was it the 29th any more
        ("2023-07-30T03:05:00Z", "", "2023-07-30"),
        ("2023-07-30", "By Jane Doe, 29 July 2023", "2023-07-30"),
    ],
)  # fmt: skip
def test_the_day_is_that_of_the_outlet(stamp: str, shown: str, day: str) -> None:
    assert published(meta("article:published_time", stamp), f"<p>{shown}</p>").span == Span.of(day)


def test_one_moment_written_twice_is_one_candidate() -> None:
    local = '<p class="byline"><time datetime="2023-07-29T23:05:00-04:00">Saturday</time></p>'
    made = page.draft(
        kit.page(f"<article><h1>H</h1>{local}{kit.BODY}</article>", meta("article:published_time", "2023-07-30T03:05:00Z"))
    )
    assert made.published.span == Span.of("2023-07-29")
    assert "where it was written" in made.published.why
    assert made.warnings == ()


def test_candidates_that_differ_are_told() -> None:
    made = page.draft(kit.page(f"<article><h1>H</h1>{BYLINE}{kit.BODY}</article>", meta("pubdate", "2023-07-28")))
    assert made.warnings == ("The page gives more than one date of publication: 2023-07-28 was taken, not 2023-07-26.",)


# ---- what cannot be --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stamp", ["0000-00-00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "10000-01-01", "1970-01-01", "99999999999999", "soon"]
)
def test_absurd_dates_yield_to_sensible_ones(stamp: str) -> None:
    assert published(meta("article:published_time", stamp), BYLINE).span == Span.of("2023-07-26")


@pytest.mark.parametrize(
    ("crawled", "last"),
    [
        ("2023-07-29T10:00:00Z", "2023-07-30"),
        ("2023-07-29T23:59:59-12:00", "2023-07-31"),
        ("2023-07-29", "2023-07-29"),
        ("soon", None),
        ("9999-12-31T23:59:59Z", None),
    ],
)
def test_the_time_of_the_visit_only_bounds_the_day(crawled: str, last: str | None) -> None:
    found = published(facts=Facts(crawled=crawled))
    assert found.span is None
    assert (found.limits.last.isoformat() if found.limits else None) == last


def test_the_network_uses_the_time_of_the_visit() -> None:
    text = "The two ministers signed the treaty in Larkhill on 20 July 2023, officials said. They had met for three days in the old harbour."
    fetched = document(f"<h1>Treaty signed</h1><p>{text}</p>".encode(), "https://x.example/a", crawled="2023-07-25T10:00:00Z")
    ((_, article), _) = read_documents([fetched])
    assert isinstance(article, Article)
    from timeline import dates, events  # noqa: PLC0415

    (told,) = pipeline.assemble(list(events.extract([(article, dates.annotate(article))]))).articles
    assert told.published.basis is Basis.INFERRED
    assert told.published.span == Span(Span.of("2023-07-20").start, Span.of("2023-07-26").end)
    assert "had been fetched by then" in told.published.why


@pytest.mark.parametrize("crawled", ["9999-12-30T20:00:00Z", "9999-12-31", "0001-01-01T00:00:00+14:00", "2500-01-01T00:00:00Z"])
def test_an_absurd_time_of_the_visit_bounds_nothing(crawled: str) -> None:
    assert published(facts=Facts(crawled=crawled)).limits is None


def test_a_dateline_on_the_last_of_all_days() -> None:
    assert published(top="<p>GENEVA, December 30, 9999 (Wire) — He left the town in the evening.</p>").limits is None


def test_a_page_with_control_characters_is_read() -> None:
    data = kit.page(f"<article><h1>H</h1><p>a</p><style>x</style>\x1b[31m{kit.BODY}</article>")
    assert kit.P1 in page.draft(data).text


def test_every_candidate_that_is_chosen_is_explained() -> None:
    found, _ = evidence.choose([Candidate("the byline", "29 July 2023", Basis.STATED)], "en", "")
    assert found.why == "the byline says 29 July 2023"


# ---- outlets and languages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "title", "source"),
    [
        (meta("og:site_name", "www.ledger.example"), "Treaty signed | The Larkhill Ledger", "The Larkhill Ledger"),
        (meta("og:site_name", "www.ledger.example"), "Treaty signed", "ledger.example"),
        (meta("og:site_name", "  The  Ledger | Home "), "Treaty signed", "The Ledger"),
        (meta("twitter:site", "@ledger"), "Treaty signed - The Ledger", "The Ledger"),
        (ld(publisher={"name": "The Ledger"}) + meta("og:site_name", "ledger.example"), "Treaty signed", "The Ledger"),
        ('<link rel="canonical" href="https://amp.ledger.example/a">', "Treaty signed", "ledger.example"),
        ("", "Treaty signed", ""),
    ],
)
def test_outlets_have_a_name(head: str, title: str, source: str) -> None:
    data = (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>Treaty signed</h1>{kit.BODY}</article></body></html>"
    )
    ((_, article), _) = read_documents([replace(document(data.encode(), "https://x.example/a"), facts=Facts())])
    assert isinstance(article, Article)
    assert (article.title, article.source) == ("Treaty signed", source)


@pytest.mark.parametrize("url", ["https://www.ledger.example/a", "http://m.ledger.example:8080/", "https://LEDGER.example./x"])
def test_an_address_names_the_outlet_where_nothing_else_does(url: str) -> None:
    assert outlets.choose([], url) == "ledger.example"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "https://127.0.0.1/a", "http://[::1/", "x", "", "https://[bad"])
def test_what_is_no_domain_names_nothing(url: str) -> None:
    assert outlets.choose([], url) == ""


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (
            "Der Stadtrat hat am Dienstag die Brücke gesperrt, und die Arbeiten werden sechs Wochen dauern, wie das Bauamt mit der Stadt sagte.",
            "de",
        ),
        (
            "Le conseil a voté vendredi la fermeture de l'usine, et les pêcheurs demandent une indemnité que la préfecture leur refuse.",
            "fr",
        ),
        ("Совет проголосовал в пятницу за закрытие завода на берегу озера.", "ru"),
    ],
)
def test_articles_in_other_languages_are_kept_and_say_so(words: str, language: str) -> None:
    article = next(a for _, a in read_documents([document(words.encode(), "https://x.example/a", content_type="text/plain")]))
    assert isinstance(article, Article)
    assert article.language == language
    from timeline import dates, events  # noqa: PLC0415

    (reading,) = events.extract([(article, dates.annotate(article))])
    assert any("no event rules for the language" in warning for warning in reading.article.warnings), reading
