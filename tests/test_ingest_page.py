"""Saved pages: visible text, what is article and what is furniture, dates with their evidence, and hostile pages."""

# ruff: noqa: E501  (a page or a record on one line each is easier to compare)

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.ingest import Document, blocks, page, read
from timeline.ingest.draft import Draft
from timeline.ingest.finish import finish
from timeline.ingest.wire import from_json, to_json
from timeline.ingest.worker import Worker
from timeline.model import Article, Basis, Refusal
from timeline.span import Span
from timeline.text import paragraphs

SHARED = Path(__file__).parents[2] / "shared"
SEEDS = Path(__file__).parents[1] / "seeds"

P1 = "The two ministers signed the treaty on Thursday evening after three days of talks in the old harbour."
P2 = "Opposition parties called the accord a surrender and said that they would vote against it next month."
P3 = "Farmers on both banks of the river have waited for an agreement since the drought of 2015, they said."
BODY = f"<p>{P1}</p><p>{P2}</p><p>{P3}</p>"


def html(body: str, head: str = "", lang: str = "en") -> bytes:
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>T</title>{head}</head><body>{body}</body></html>'.encode()


def lit(draft: Draft) -> list[str]:
    """The lines that are not furniture."""
    dim = {zone.start for zone in draft.zones if zone.furniture}
    found, at = [], 0
    for line in draft.text.split("\n"):
        if at not in dim:
            found.append(line)
        at += len(line) + 1
    return found


# ---- visible text ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a <b>b</b>\n c</p>d<div>e<p>f</p>g</div>", "a b c\nd\ne\nf\ng"),
        ("a<br>b<hr>c", "a\nb\nc"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<table><tr><td>a<td>b<tr><th>c</table>", "a b\nc"),
        ("a<!-- x -->b<script>x</script>c<style>x</style><template>x</template><noscript>x</noscript>d", "abcd"),
        ("<p>1&nbsp;May&shy;or &amp; &lt;b&gt;</p>", "1 Mayor & <b>"),
        ("<p>By X<time>10 May</time></p>", "By X 10 May"),
        ("<pre>a\n  b</pre>", "a b"),
        ("<h1>A</h1><button>B</button><button>C</button>", "A\nB\nC"),
    ],
)
def test_visible_text(body: str, text: str) -> None:
    root, cut = blocks.parse(html(body).decode())
    assert blocks.lines(root)[0] == text
    assert not cut


# ---- twenty ways to build a page -------------------------------------------------------------------------------------

STRUCTURES = {
    "article and asides": f"<header><a href=/>Ledger</a><nav><a>World</a></nav></header><main><article><h1>H</h1>{BODY}</article><aside>x y</aside></main><footer>f</footer>",
    "divs with names": f'<div class="site-header">Ledger</div><div class="article-body"><h1>H</h1>{BODY}</div><div class="sidebar">Most read</div><div id="footer">f</div>',
    "table layout": f"<table><tr><td class=menu>Home</td></tr><tr><td><h1>H</h1>{BODY}</td></tr></table>",
    "whole page in a form": f'<form id="aspnetForm"><div id="nav">Home</div><div><h1>H</h1>{BODY}</div></form>',
    "body class speaks of ads": f'<div class="has-sidebar ad-enabled"><div class="sidebar-left main-wrap"><h1>H</h1>{BODY}</div></div>',
    "newsletter inside": f'<article><h1>H</h1><p>{P1}</p><div class="newsletter-box"><p>Get the best of the Ledger by mail each morning at six.</p></div><p>{P2}</p><p>{P3}</p></article>',
    "cookie wall": f'<div class="cookie-banner"><p>We value your privacy and ask for your consent to all of this.</p></div><article><h1>H</h1>{BODY}</article>',
    "caption in a figure": f"<article><h1>H</h1><figure><img><figcaption>Crowds wave in Lima on 2 May 2019.</figcaption></figure>{BODY}</article>",
    "caption in a div": f'<article><h1>H</h1><div class="wp-caption"><img><p>Crowds wave in Lima on 2 May 2019.</p></div>{BODY}</article>',
    "share bar": f'<article><h1>H</h1><ul class="social-share"><li>Facebook<li>Print</ul>{BODY}</article>',
    "related inside": f'<article><h1>H</h1><p>{P1}</p><div class="related-stories"><h3>Related</h3><ul><li>Feb. 27: A bakery burns</ul></div><p>{P2}</p><p>{P3}</p></article>',
    "comments": f'<article><h1>H</h1>{BODY}</article><section id="comments"><p>On Monday I saw it all, and nobody believes me, so there.</p></section>',
    "header in the article": f'<article><header><h1>H</h1><p class="byline">By Jane Doe</p></header>{BODY}</article>',
    "plain paragraphs": f"<h1>H</h1>{BODY}",
    "line breaks": f"<article><h1>H</h1><div>{P1}<br><br>{P2}<br><br>{P3}</div></article>",
    "skip link": f'<a class="skip-link" href="#m">Skip</a><main id="m"><h1>H</h1>{BODY}</main>',
    "breadcrumb": f'<ol class="breadcrumb"><li>Home<li>World</ol><h1>H</h1><div>{BODY}</div>',
    "advert between": f'<article><h1>H</h1><p>{P1}</p><div class="ad-slot">Buy now</div><p>{P2}</p><p>{P3}</p></article>',
    "hidden part": f'<article><h1>H</h1>{BODY}</article><div hidden>Your session of 3 May has ended.</div>',
    "author box": f'<article><h1>H</h1>{BODY}<div class="author-bio"><p>Jane Doe joined the Ledger in May 2011 and covers rivers.</p></div></article>',
    "old weblog": f'<div id="page" class="hfeed site"><header id="masthead" class="site-header"><h1 class="site-title">The Ledger</h1><nav id="site-navigation"><a>World</a></nav></header><div id="content"><div id="primary" class="content-area"><main><article class="post hentry category-ads"><header class="entry-header"><h2 class="entry-title">H</h2><div class="entry-meta"><time class="published" datetime="2023-07-29">29 July 2023</time><time class="updated" datetime="2023-07-30">30 July</time></div></header><div class="entry-content">{BODY}</div><footer class="entry-footer">Posted in Ads</footer></article></main></div><div id="secondary" class="widget-area"><section class="widget">Archives</section></div></div></div>',
    "components": f'<div data-component="headline-block"><h1>H</h1></div><div data-component="text-block"><div class="ssrcss-RichText"><p>{P1}</p></div></div><div data-component="ad-slot"><p>Here is something that you could buy for a good price.</p></div><div data-component="text-block"><div class="ssrcss-RichText"><p>{P2}</p><p>{P3}</p></div></div><div data-component="links-block" class="RelatedTopics"><p>More on this</p></div>',
    "live blog": f'<main><h1>H</h1><section class="post"><p>{P1}</p></section><section class="post"><p>{P2}</p></section><section class="post"><p>{P3}</p></section></main>',
    "paywalled container": f'<article class="paywall subscribe-wall"><h1>H</h1>{BODY}</article><div class="paywall"><p>Subscribe to go on with this story and with many more.</p></div>',
}  # fmt: skip


@pytest.mark.parametrize("name", STRUCTURES)
def test_page_structures(name: str) -> None:
    made = page.draft(html(STRUCTURES[name]))
    rest = [line for line in lit(made) if line not in {"H", "By Jane Doe", "29 July 2023 30 July", "The Ledger"}]
    assert rest == [P1, P2, P3]


def test_sections_and_lists_of_an_article_stay() -> None:
    body = f"<article><h1>H</h1><p class=standfirst>A treaty that nobody expected ends ten years of talks.</p>{BODY}<h2>What comes next</h2><p>{P2}</p><ul><li>3 May: talks begin<li>5 May: talks end</ul></article>"
    made = page.draft(html(body))
    assert all(not zone.furniture for zone in made.zones), [zone for zone in made.zones if zone.furniture]
    assert [zone.reason for zone in made.zones] == ["title", "section heading"]


# ---- metadata --------------------------------------------------------------------------------------------------------


def ld(**keys: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **keys})}</script>'


DATES = [
    (ld(**{"@type": "NewsArticle"}, datePublished="2023-07-29T23:05:00-04:00", dateModified="2023-08-01"), "", "2023-07-29", "JSON-LD"),
    (ld(**{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "datePublished": "2023-07-29"}]}), "", "2023-07-29", "JSON-LD"),
    (ld(**{"@type": "Article"}, dateModified="2023-08-01"), "", None, ""),
    ('<meta property="article:published_time" content="2023-07-29T01:00:00+09:00">', "", "2023-07-29", "article:published_time"),
    ('<meta name="pubdate" content="20230729">', "", "2023-07-29", "pubdate"),
    ('<meta itemprop="datePublished" content="2023-07-29">', "", "2023-07-29", "datepublished"),
    ('<meta property="article:modified_time" content="2023-07-30">', "", None, ""),
    ("", '<p class="byline">By Jane Doe <time datetime="2023-07-29T08:05:00-04:00">today</time></p>', "2023-07-29", "byline"),
    ("", "<p>By Jane Doe, 29 July 2023</p>", "2023-07-29", "head of the text"),
    ("", '<p class="meta">Updated <time datetime="2023-07-30">30 July</time></p>', None, ""),
    ("", "<p>Published <time>29 July 2023</time> | Updated <time>30 July 2023</time></p>", "2023-07-29", "byline"),
    ('<link rel="canonical" href="https://x.org/world/2023/07/29/treaty">', "", "2023-07-29", "address"),
    (ld(**{"@type": "NewsArticle"}, datePublished="1970-01-01"), "<p>Published <time>29 July 2023</time></p>", "2023-07-29", "byline"),
    ("", "<p>GENEVA, July 29, 2023 (Wire) — He left.</p>", "2023-07-29", "dateline"),
    ("", '<div class="posted-on">29 July 2023</div>', "2023-07-29", "head of the text"),
    ("", '<p>The talks took years.</p><abbr class="published" title="2023-07-29">a while ago</abbr>', "2023-07-29", "htmldate"),
    ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', "", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("head", "top", "day", "evidence"), DATES)
def test_publication_date(head: str, top: str, day: str | None, evidence: str) -> None:
    related = '<aside class="related"><time datetime="2020-01-01">1 Jan 2020</time> Older story</aside><footer>© 2019-2024 Ledger</footer>'
    made = page.draft(html(f"<article><h1>H</h1>{top}{BODY}</article>{related}", head))
    assert made.published.span == (Span.of(day) if day else None), made.published
    assert evidence in made.published.why
    assert (made.published.basis is Basis.UNKNOWN) == (day is None)


def test_contradicting_dates_are_said() -> None:
    head = ld(**{"@type": "NewsArticle"}, datePublished="2023-07-29") + '<meta name="pubdate" content="2023-07-12">'
    made = page.draft(html(f"<h1>H</h1>{BODY}", head))
    assert made.warnings == ("The page gives more than one date of publication: 2023-07-29 was taken, not 2023-07-12.",)


def test_title_source_url_language() -> None:
    head = '<meta property="og:title" content="A treaty | The Ledger"><meta property="og:site_name" content="The Ledger"><link rel=canonical href="https://x.org/a">'
    made = page.draft(html(f"<h1>A treaty</h1>{BODY}", head, lang="en-GB"))
    assert (made.title, made.source, made.url, made.language) == ("A treaty", "The Ledger", "https://x.org/a", "en-GB")
    hostile = page.draft(html(f"<h1>A</h1>{BODY}", '<link rel=canonical href="javascript:alert(1)">'))
    assert hostile.url is None


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "utf-8", "shift_jis"])
def test_declared_charset(charset: str) -> None:
    words = (
        "日本の大臣は月曜日に条約に署名したと発表した。これは長い交渉の末であった。"
        if charset == "shift_jis"
        else "La Cámara aprobó el contrato según él."
    )
    data = f'<html><head><meta charset="{charset}"></head><body><p>{words}</p></body></html>'.encode(charset)
    assert page.draft(data).text == words


# ---- the pages of the project ----------------------------------------------------------------------------------------


def test_seed_page() -> None:
    (article,) = read([SEEDS / "articles" / "06_saltmarsh_dispatch.html"])
    assert isinstance(article, Article)
    assert (article.title, article.source, article.language) == (
        "White House uneasy as Bolivia looks at Iranian drones",
        "Saltmarsh Dispatch",
        "en-US",
    )
    assert (str(article.published.span), article.published.basis) == ("2023-07-29", Basis.METADATA)
    gold = json.loads((SEEDS / "gold.json").read_text())
    quotes = {m["quote"] for e in gold["events"] for m in e["mentions"] if m["article"].startswith("06")}
    assert quotes
    for quote in quotes:
        at = article.text.index(quote)
        assert not article.in_furniture(at, at + len(quote)), quote
    for quote in [
        "We use cookies",
        "June 12, 2023. Ashtiani attended",
        "Advertisement",
        "Five stories",
        "Who builds",
        "All rights reserved",
    ]:
        at = article.text.index(quote)
        assert article.in_furniture(at, at + len(quote)), quote


@pytest.mark.skipif(not (SHARED / "eval" / "cases.py").exists(), reason="needs ../shared, the evaluation cases")
@pytest.mark.parametrize("folder", ["cases/data_theft", "seeds"])
def test_every_word_of_the_pages_is_placed(folder: str) -> None:
    sys.path.insert(0, str(SHARED / "eval"))
    try:
        import cases  # type: ignore[import-not-found]  # noqa: PLC0415
    finally:
        sys.path.pop(0)
    case = cases.Case(SHARED / folder)
    (name,) = [name for name in case.texts if name.endswith(".html")]
    (article,) = read([SHARED / folder / "articles" / name])
    assert isinstance(article, Article)
    alignment = cases.Alignment(article.text, case.texts[name])
    items = [m for e in case.gold["events"] for m in e["mentions"] if m["article"] == name]
    assert items
    lost = [m["trigger"] for m in items if m["trigger"] not in article.text]
    assert lost == []
    for start, end in paragraphs(article.text):
        assert article.in_furniture(start, end) or alignment.span(start, end) is not None, article.text[start:end]


# ---- the worker and hostile pages ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(seconds=20) as made:
        yield made


def ask(worker: Worker, data: bytes, name: str = "a.html") -> Article | Refusal:
    answer, end = worker.read([Document(name, ".html", data)])
    assert answer is not None
    assert end is None
    return answer


def test_worker_answers_as_the_function_does(worker: Worker) -> None:
    data = html(f"<h1>H</h1>{BODY}", ld(**{"@type": "NewsArticle"}, datePublished="2023-07-29"))
    article = finish(page.draft(data), "a.html")
    assert isinstance(article, Article)
    assert ask(worker, data) == article
    assert from_json(json.loads(json.dumps(to_json(article)))) == article


BOMBS = {
    "nothing": b"<html></html>",
    "only scripts": b"<script>document.write('x')</script>",
    "deep": b"<div>" * 100_000 + b"x",
    "deep tables": b"<table><tr><td>" * 50_000,
    "many attributes": b"<p " + b"a=1 " * 500_000 + b">hello",
    "huge attribute": b'<p a="' + b"x" * 12_000_000 + b'">hello',
    "entities": b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + b"".join(b"<!ENTITY a%d '&a;&a;&a;'>" % i for i in range(50))
    + b"]><p>&a49;</p>",
    "nuls": b"\x00" * 1_000,
    "lone surrogates": b"<p>" + "\ud800".encode("utf-8", "surrogatepass") * 50 + b" and some words about Monday.</p>",
    "deep json": b'<script type="application/ld+json">'
    + b"[" * 200_000
    + b"</script><p>It rained on Monday, and nobody came.</p>",
    "year 0": b'<meta name=pubdate content="0000-01-01"><p>It rained on Monday, and nobody came.</p>',
    "year 10000": b'<meta name=pubdate content="10000-01-01"><p>It rained on Monday, and nobody came.</p>',
    "unclosed": b"<p><b><a href='" + b"<" * 10_000,
    "one long line": b"<p>" + b"word " * 300_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_hostile_pages_end_in_a_draft_or_a_sentence(worker: Worker, name: str) -> None:
    made = ask(worker, BOMBS[name])
    if isinstance(made, Refusal):
        assert made.reason.startswith(("Not read: ", "Nothing found: "))
        assert made.reason.endswith(".")
    else:
        made.text.encode()
        assert made.published.span is None


def test_a_worker_that_hangs_takes_one_page_with_it() -> None:
    # 40,000 lines take longer than a hundredth of a second, whatever the machine.
    with Worker(seconds=0.01) as quick:
        answer = ask(quick, html("<p>It rained on Monday in the valley, and nobody came.</p>" * 40_000))
    assert isinstance(answer, Refusal)
    assert "more than 0.01 seconds" in answer.reason


def test_a_worker_that_dies_is_replaced(worker: Worker) -> None:
    data = html(f"<h1>H</h1>{BODY}")
    assert isinstance(ask(worker, data), Article)
    process = worker._process
    assert process is not None
    process.popen.kill()
    process.popen.wait()
    assert isinstance(ask(worker, data), Article)
    assert worker._process is not process


def test_worker_ends_with_the_generator(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html(BODY))
    (tmp_path / "b.html").write_bytes(b"<p></p>")
    first, second = read([tmp_path])
    assert isinstance(first, Article)
    assert "no article text" in second.reason  # type: ignore[union-attr]


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class=ad>",
                "</div>",
                "<aside>",
                "<h1>",
                "<time>",
                "<table>",
                "<b",
                "&",
                "\x00",
                "é",
                P1,
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "<figure>",
                '<meta name="date" content="',
                '">',
            ]
        ),
        max_size=25,
    )
)
def test_any_page_is_read_or_refused(parts: list[str]) -> None:
    try:
        made = page.draft("".join(parts).encode())
    except page.NotReadError:
        return
    assert made.text == "\n".join(" ".join(line.split()) for line in made.text.split("\n"))
    assert all(0 <= zone.start < zone.end <= len(made.text) for zone in made.zones)
    assert len({zone.start for zone in made.zones}) == len(made.zones)


def test_control_characters_behind_furniture_lose_no_article(worker: Worker) -> None:
    """lxml reads them and will not write them: taking the note out of the tree, to look for a date, broke the reader."""
    body = f"<h1>H</h1>{BODY}<p>Updated at noon</p>\x01 and more<div class='related-links'><a href='/x'>More</a></div>\x02 words"
    answer = ask(worker, html(body))
    assert isinstance(answer, Article)
    assert answer.published.span is None


def test_a_page_too_large_for_the_memory_says_so(worker: Worker) -> None:
    answer = ask(worker, html(BODY + "<b><i></i></b>" * 3_000_000))
    assert isinstance(answer, Refusal)
    assert answer.reason == "Not read: it needs too much memory. Save its article alone, or as text."
