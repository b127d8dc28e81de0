"""Feeds and sitemaps of every make: the pages they name, the newest first, and nothing that a hostile one could do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import limits
from timeline.web import links
from timeline.web.links import FEED, INDEX, NONE, SITEMAP, links_of, read, sniff
from timeline.web.trouble import Trouble

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>The Harbor Ledger</title><link>https://news.example/</link>
<item><title>Pier &amp; crane</title><link>https://news.example/a</link><pubDate>Mon, 02 Mar 2026 07:00:00 GMT</pubDate></item>
<item><title>Later</title><link>https://news.example/b</link><pubDate>Tue, 03 Mar 2026 09:30:00 +0200</pubDate></item>
<item><title>No link</title><description>Nothing</description></item>
</channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/world/">
<title>Quay Notes</title><entry><title type="html">&lt;b&gt;Signed&lt;/b&gt;</title>
<link rel="edit" href="/edit"/><link rel="alternate" href="a.html"/>
<published>2026-03-02T07:00:00Z</published><updated>2026-03-05T07:00:00Z</updated></entry></feed>"""
RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old Wire</title></channel>
<item><title>One</title><link>https://news.example/one</link><dc:date>2026-03-01T10:00:00Z</dc:date></item></rdf:RDF>"""
BURNT = RSS.replace(b"<rss ", b'<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" ').replace(
    b"<link>https://news.example/a</link>",
    b"<link>https://feeds.example/~r/a</link><feedburner:origLink>https://news.example/a</feedburner:origLink>",
)
SITE = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://news.example/old</loc><lastmod>2024-01-01</lastmod></url>
<url><loc> https://news.example/new </loc><lastmod>2026-03-02T07:00:00+02:00</lastmod>
<image:image><image:loc>https://news.example/i.png</image:loc></image:image></url>
<url><loc>https://news.example/undated</loc></url></urlset>"""
NEWS = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/n</loc><news:news>
<news:publication><news:name>The Harbor Ledger</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-03-02</news:publication_date><news:title>Crane  falls</news:title></news:news></url></urlset>"""
SITES = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/2025.xml.gz</loc><lastmod>2025-12-31</lastmod></sitemap>
<sitemap><loc>https://news.example/2026.xml.gz</loc><lastmod>2026-03-01</lastmod></sitemap></sitemapindex>"""
LIST = b"\xef\xbb\xbfhttps://news.example/a\r\n\r\nhttps://news.example/b\r\n"


@pytest.mark.parametrize(
    ("data", "kind", "urls"),
    [
        (RSS, FEED, ["https://news.example/b", "https://news.example/a"]),
        (ATOM, FEED, ["https://news.example/world/a.html"]),
        (RDF, FEED, ["https://news.example/one"]),
        (BURNT, FEED, ["https://news.example/b", "https://news.example/a"]),
        (SITE, SITEMAP, ["https://news.example/new", "https://news.example/old", "https://news.example/undated"]),
        (NEWS, SITEMAP, ["https://news.example/n"]),
        (SITES, INDEX, ["https://news.example/2026.xml.gz", "https://news.example/2025.xml.gz"]),
        (LIST, SITEMAP, ["https://news.example/a", "https://news.example/b"]),
        (SITE.decode().replace("UTF-8", "UTF-16").encode("utf-16"), SITEMAP, None),
        (
            SITES.replace(b"<sitemap>", b"<:x:y/><sitemap>", 1),
            INDEX,
            ["https://news.example/2026.xml.gz", "https://news.example/2025.xml.gz"],
        ),
        (SITE[:-40], SITEMAP, ["https://news.example/new", "https://news.example/old"]),  # broken off
        (RSS[:-25], FEED, ["https://news.example/b", "https://news.example/a"]),
        (RSS.replace(b"&amp;", b"&nbsp;&"), FEED, ["https://news.example/b", "https://news.example/a"]),  # not well-formed
        (RSS.replace(b'encoding="utf-8"', b'encoding="klingon"'), FEED, ["https://news.example/b", "https://news.example/a"]),
    ],
    ids=[
        "rss",
        "atom",
        "rdf",
        "feedburner",
        "sitemap",
        "news",
        "index",
        "list",
        "utf-16",
        "name",
        "cut",
        "cut feed",
        "entity",
        "charset",
    ],
)
def test_the_pages_that_lists_name(data: bytes, kind: str, urls: list[str] | None) -> None:
    found = read(data)
    assert found.kind == kind
    expected = urls if urls is not None else [link.url for link in read(SITE).links]
    assert [link.url for link in found.links] == expected


def test_what_lists_say_of_their_pages() -> None:
    rss = read(RSS)
    assert rss.source == "The Harbor Ledger"
    assert [(link.title, link.published) for link in rss.links] == [
        ("Later", "Tue, 03 Mar 2026 09:30:00 +0200"),
        ("Pier & crane", "Mon, 02 Mar 2026 07:00:00 GMT"),
    ]
    (entry,) = read(ATOM).links
    assert (entry.title, entry.published) == ("Signed", "2026-03-02T07:00:00Z")  # never the day of the last change
    (item,) = read(NEWS).links
    assert (item.title, item.published) == ("Crane falls", "2026-03-02")
    assert {link.published for link in read(SITE).links} == {""}


@pytest.mark.parametrize(
    "data",
    [b"<!doctype html><html><body>x", b"<!DOCTYPE html><head><!--<rdf:RDF></rdf:RDF>--></head>", b"<body><rss>",
     b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", b"", b"It rained.", b"%PDF-1.7",
     b"see https://news.example/a for more", b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
)  # fmt: skip
def test_what_is_no_list(data: bytes) -> None:
    assert sniff(data) == NONE


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]><%s>&e9;</%s>"""
ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 30 if n else b"&a;" * 30) for n in range(10))


@pytest.mark.parametrize("root", [b"urlset", b"rss", b"sitemapindex"])
def test_entities_are_not_unfolded(root: bytes) -> None:
    assert read(BOMB % (ENTITIES, root, root), seconds=10).links == ()


@pytest.mark.parametrize(
    "root", [b"urlset><url><loc>&x;</loc></url></urlset", b"rss><channel><item><link>&x;</link></item></channel></rss"]
)
def test_nothing_is_read_from_this_machine(root: bytes) -> None:
    found = read(b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><' + root + b">")
    assert all("root:" not in link.url for link in found.links)


def test_a_list_of_too_many_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FEED_ENTRIES", 100)
    many = b"<urlset>" + b"".join(b"<url><loc>https://news.example/%d</loc></url>" % n for n in range(500)) + b"</urlset>"
    assert len(links_of(many).links) == 100
    assert len(read(many).links) == 100


def test_one_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Trouble, match=r"more than 0\.01 seconds"):
        read(RSS, seconds=0.01)


def test_what_the_process_answers_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Done:
        stdout = b'{"kind": "feed", "source": "", "links": [{"url": 1}]}'

    monkeypatch.setattr(links.subprocess, "run", lambda *_, **__: Done)
    with pytest.raises(Trouble, match="broken"):
        read(RSS)


@settings(max_examples=60)
@given(st.sampled_from([RSS, ATOM, RDF, SITE, NEWS, SITES, LIST]), st.data())
def test_whatever_a_mutation_makes_of_it_something_comes_out(sample: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sample)))
    kind = data.draw(st.sampled_from(["cut", "flip", "insert", "double"]))
    junk = data.draw(st.binary(max_size=30))
    mutated = {
        "cut": sample[:at],
        "flip": sample[:at] + bytes(b ^ 0x55 for b in sample[at : at + 3]) + sample[at + 3 :],
        "insert": sample[:at] + junk + sample[at:],
        "double": sample[:at] * 3 + sample[at:],
    }[kind]
    for link in links_of(mutated).links:
        assert link.url
        assert len(link.title) <= 300
