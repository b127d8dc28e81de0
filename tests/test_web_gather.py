"""From web addresses to articles in a store: pages, feeds and sitemaps, what is remembered, and what is left alone."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from web_kit import HTML, RSS, XML, FakeClock, Reply, Request, Site, article, serving

from timeline import pipeline
from timeline.look import Look, look
from timeline.model import Basis, Timeline
from timeline.pipeline import build
from timeline.store import Store
from timeline.web.gather import Web

TALKS = "The foreign ministers of Peru and Chile met in Lima on Tuesday.\nThey signed a treaty on fishing, a spokesman said."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@contextmanager
def web(site: Site, fake: FakeClock | None = None, pages: int = 100, **names: list[str]) -> Iterator[Web]:
    with Web((fake or FakeClock()).clock, border=site.border(**names), pages=pages) as made:
        yield made


def built(site: Site, db: Path, *paths: str, fake: FakeClock | None = None, **options: int) -> pipeline.Summary:
    with web(site, fake, **options) as made:
        return build(paths, db, fetch=made)


def again(site: Site, db: Path, *paths: str, fake: FakeClock | None = None, **options: int) -> Look:
    """A look that wants nothing but news."""
    with web(site, fake, **options) as made, Store(db) as store:
        return look(store, paths, fetch=made, wanted=lambda _: True)


def titles(timeline: Timeline) -> list[str]:
    return sorted(item.title for item in timeline.articles)


def feed(*items: tuple[str, str, str], title: str = "The Harbor Ledger") -> Reply:
    rows = "".join(f"<item><title>{name}</title><link>{url}</link><pubDate>{day}</pubDate></item>" for name, url, day in items)
    return (
        200,
        RSS | {"ETag": f'"{hash(items)}"'},
        f'<rss version="2.0"><channel><title>{title}</title>{rows}</channel></rss>'.encode(),
    )


def sitemap(*urls: str, kind: str = "urlset") -> bytes:
    inner = "url" if kind == "urlset" else "sitemap"
    rows = "".join(f"<{inner}><loc>{url}</loc><lastmod>2026-02-{27 - n:02}</lastmod></{inner}>" for n, url in enumerate(urls))
    return f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{kind}>'.encode()


def test_a_page_becomes_an_article(site: Site, tmp_path: Path) -> None:
    url = site.page("/2026/02/talks", "Talks in Lima", TALKS)
    summary = built(site, tmp_path / "t.db", url)
    (item,) = summary.timeline.articles
    assert (item.title, item.source, item.url, item.file) == ("Talks in Lima", "The Harbor Ledger", url, url)
    assert str(item.published.span) == "2026-02-27"
    assert {str(event.span) for event in summary.timeline.events if event.type == "meeting"} == {"2026-02-24"}
    assert (summary.added, summary.kept, summary.refused) == (1, 0, ())


def test_a_front_page_without_an_article_names_its_feed(site: Site, tmp_path: Path) -> None:
    links = '<link rel="stylesheet" href="/s.css"><link href="news.xml" rel="alternate" type="application/rss+xml" title="All">'
    site.replies["/home/"] = (200, HTML, f"<!doctype html><html><head>{links}</head><body></body></html>".encode())
    (refusal,) = built(site, tmp_path / "t.db", site.url("/home/")).refused
    assert refusal.reason.startswith("Nothing found: the page has no article text.")
    assert refusal.reason.endswith(f" It names a feed: {site.url('/home/news.xml')}")


def test_a_page_that_has_not_changed_is_not_sent_again_and_a_changed_one_replaces_itself(site: Site, tmp_path: Path) -> None:
    versions = [article("Talks", TALKS)]

    def page(request: Request) -> Reply:
        tag = f'"{len(versions)}"'
        unchanged = request.headers.get("if-none-match") == tag
        return (304, {}, b"") if unchanged else (200, HTML | {"ETag": tag}, versions[-1])

    site.replies["/a"] = page
    db = tmp_path / "t.db"
    built(site, db, site.url("/a"))
    summary = built(site, db, site.url("/a"))
    assert (summary.added, summary.kept) == (0, 1)
    assert site.requests[-1].headers["if-none-match"] == '"1"'
    versions.append(article("Talks, corrected", TALKS.replace("Lima", "Cusco")))
    summary = built(site, db, site.url("/a"))
    assert titles(summary.timeline) == ["Talks, corrected"]


def test_a_feed_leads_to_its_pages_newest_first(site: Site, tmp_path: Path) -> None:
    urls = [site.page(f"/{n}", f"Talks {n}", TALKS.replace("Lima", f"Lima {n}")) for n in range(4)]
    days = ["Mon, 23 Feb 2026 07:00:00 GMT", "Fri, 27 Feb 2026 07:00:00 GMT", "", "Wed, 25 Feb 2026 07:00:00 GMT"]
    site.replies["/rss"] = feed(*[(f"Talks {n}", url, day) for n, (url, day) in enumerate(zip(urls, days, strict=True))])
    fake = FakeClock()
    summary = built(site, tmp_path / "t.db", site.url("/rss"), fake=fake)
    assert titles(summary.timeline) == [f"Talks {n}" for n in range(4)]
    assert site.paths == ["/rss", "/1", "/3", "/0", "/2"]
    assert fake.waits == [1.0] * 5


def test_what_a_feed_says_fills_in_what_a_page_does_not(site: Site, tmp_path: Path) -> None:
    site.replies["/bare"] = (200, HTML, f"<html><body><p>{TALKS}</p></body></html>".encode())
    site.replies["/rss"] = feed(("Ministers sign", site.url("/bare"), "Fri, 27 Feb 2026 07:00:00 GMT"))
    (item,) = built(site, tmp_path / "t.db", site.url("/rss")).timeline.articles
    assert (item.title, item.source) == ("Ministers sign", "The Harbor Ledger")
    assert (str(item.published.span), item.published.basis) == ("2026-02-27", Basis.METADATA)
    assert "feed" in item.published.why


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_and_an_index_of_them(site: Site, tmp_path: Path, packed: bool) -> None:
    urls = [site.page(f"/{n}", f"Talks {n}", TALKS.replace("Lima", f"Lima {n}")) for n in range(3)]
    maps = {"/new.xml": sitemap(*urls[:2]), "/old.xml": sitemap(urls[2])}
    for path, body in maps.items():
        site.replies[path] = (200, {"Content-Type": "application/gzip"}, gzip.compress(body)) if packed else (200, XML, body)
    site.replies["/index.xml"] = (200, XML, sitemap(*map(site.url, maps), kind="sitemapindex"))
    summary = built(site, tmp_path / "t.db", site.url("/index.xml"))
    assert len(summary.timeline.articles) == 3
    assert site.paths == ["/index.xml", "/new.xml", "/0", "/1", "/old.xml", "/2"]


def test_an_index_stops_when_enough_pages_were_found(site: Site, tmp_path: Path) -> None:
    urls = [site.page(f"/{n}", f"Talks {n}", TALKS.replace("Lima", f"Lima {n}")) for n in range(4)]
    site.replies |= {f"/m{n}.xml": (200, XML, sitemap(*urls[2 * n : 2 * n + 2])) for n in range(2)}
    site.replies["/index.xml"] = (200, XML, sitemap(site.url("/m0.xml"), site.url("/m1.xml"), kind="sitemapindex"))
    db, name = tmp_path / "t.db", site.url("/index.xml")
    with web(site, pages=1) as made:
        assert len(build([name], db, fetch=made).timeline.articles) == 1
        assert made.left[name] >= 1
    assert "/m1.xml" not in site.paths
    for expected in (2, 3, 4):
        assert len(built(site, db, name, pages=1).timeline.articles) == expected
    assert sorted(path for path in site.paths if ".xml" not in path) == ["/0", "/1", "/2", "/3"]


def test_an_index_is_followed_to_what_has_changed_in_its_sitemaps(site: Site, tmp_path: Path) -> None:
    urls = [site.page(f"/{n}", f"Talks {n}", TALKS.replace("Lima", f"Lima {n}")) for n in range(3)]
    bodies = {"/new.xml": sitemap(urls[0]), "/old.xml": sitemap(urls[1])}

    def conditional(path: str) -> Reply | Callable[[Request], Reply]:
        def reply(request: Request) -> Reply:
            tag = f'"{len(bodies[path])}"'
            return (304, {}, b"") if request.headers.get("if-none-match") == tag else (200, XML | {"ETag": tag}, bodies[path])

        return reply

    index = sitemap(site.url("/new.xml"), site.url("/gone.xml"), site.url("/old.xml"), kind="sitemapindex")
    bodies["/index.xml"] = index
    site.replies |= {path: conditional(path) for path in bodies}
    db, name = tmp_path / "t.db", site.url("/index.xml")
    first = again(site, db, name)
    assert (len(first.new), [refusal.name for refusal in first.refused]) == (2, [site.url("/gone.xml")])
    bodies["/new.xml"] = sitemap(urls[2], urls[0])  # and the index stays as it is
    second = again(site, db, name)
    assert (len(second.new), second.refused) == (1, ())
    assert site.paths == [
        "/index.xml",
        "/new.xml",
        "/0",
        "/gone.xml",
        "/old.xml",
        "/1",
        "/index.xml",
        "/new.xml",
        "/2",
        "/old.xml",
    ]
    assert site.requests[-1].headers["if-none-match"]


def test_a_source_that_came_back_is_as_good_as_new(site: Site, tmp_path: Path) -> None:
    page, db, fake = site.page("/a", "Talks", TALKS), tmp_path / "t.db", FakeClock()
    for _ in range(3):
        site.replies["/rss"] = (500, {}, b"")
        assert again(site, db, site.url("/rss"), fake=fake).refused
        fake.at += timedelta(minutes=11)  # the first pause again, not the second
        site.replies["/rss"] = feed(("Talks", page, ""))
        assert again(site, db, site.url("/rss"), fake=fake).refused == ()


def test_only_so_many_pages_are_fetched_at_a_time_and_the_rest_next_time(site: Site, tmp_path: Path) -> None:
    urls = [site.page(f"/{n}", f"Talks {n}", TALKS.replace("Lima", f"Lima {n}")) for n in range(5)]
    site.replies["/rss"] = feed(*[(f"Talks {n}", url, f"{27 - n} Feb 2026") for n, url in enumerate(urls)])
    db, name = tmp_path / "t.db", site.url("/rss")
    with web(site, pages=2) as made, Store(db) as store:
        assert len(look(store, [name], fetch=made, wanted=lambda _: True).new) == 2
        assert made.left == {name: 3}
        assert len(look(store, [name], fetch=made, wanted=lambda _: True).new) == 2
        assert len(look(store, [name], fetch=made, wanted=lambda _: True).new) == 1
        assert made.left == {}
    assert [path for path in site.paths if path != "/rss"] == ["/0", "/1", "/2", "/3", "/4"]


def test_news_of_a_feed_are_asked_for_without_fetching_anything_twice(site: Site, tmp_path: Path) -> None:
    one, two = (site.page(f"/{n}", f"Talks {n}", TALKS.replace("Lima", f"Lima {n}")) for n in (1, 2))

    def conditional(reply: Reply) -> None:
        site.replies["/rss"] = lambda request: (
            (304, {}, b"") if request.headers.get("if-none-match") == reply[1]["ETag"] else reply
        )

    conditional(feed(("Talks 1", one, "")))
    db = tmp_path / "t.db"
    assert len(again(site, db, site.url("/rss")).new) == 1
    assert again(site, db, site.url("/rss")) == Look((), {}, ())
    assert "if-none-match" in site.requests[-1].headers
    conditional(feed(("Talks 2", two, ""), ("Talks 1", one, "")))
    assert len(again(site, db, site.url("/rss")).new) == 1
    assert site.paths == ["/rss", "/1", "/rss", "/rss", "/2"]
    # Somebody who builds sees what is here already, and no page of it is fetched again.
    summary = built(site, db, site.url("/rss"))
    assert (summary.added, summary.kept) == (0, 2)
    assert site.paths[5:] == ["/rss"]


def test_one_bad_page_stops_neither_the_others_nor_the_next_source(site: Site, tmp_path: Path) -> None:
    good = site.page("/good", "Talks", TALKS)
    site.replies["/image"] = (200, {"Content-Type": "image/png"}, b"x")
    site.replies["/empty"] = (200, HTML, b"<html><body></body></html>")
    site.replies["/down"] = (500, {}, b"")
    site.replies["/feed2"] = feed(("x", "y", ""))
    site.replies["/self"] = feed(("Self", site.url("/self"), ""))
    bad = ["/gone", "/image", "/empty", "/down", "/feed2"]
    hostile = [
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "http://localhost:631/",
        "javascript:alert(1)",
        "http://unknown.example/",
    ]
    site.replies["/rss"] = feed(*[("x", url, "") for url in [*map(site.url, bad), *hostile, good]])
    summary = built(site, tmp_path / "t.db", "http://10.0.0.1/", site.url("/rss"), site.url("/self"), "https://nowhere.example/")
    assert titles(summary.timeline) == ["Talks"]
    assert {refusal.name for refusal in summary.refused} >= {*map(site.url, bad), hostile[0], hostile[2], "http://10.0.0.1/"}
    assert len(summary.refused) == len(bad) + len(hostile) + 2
    assert all(refusal.reason.endswith((".", "it.")) and refusal.reason.isprintable() for refusal in summary.refused)
    with Store(tmp_path / "t.db") as store:
        assert len(store.refusals()) == len({refusal.name for refusal in summary.refused})


def test_what_failed_for_good_is_told_once_and_what_may_get_better_is_tried_later(site: Site, tmp_path: Path) -> None:
    site.replies["/down"] = (500, {}, b"")
    site.replies["/rss"] = feed(("Gone", site.url("/gone"), ""), ("Down", site.url("/down"), ""))
    db, fake = tmp_path / "t.db", FakeClock()
    assert len(again(site, db, site.url("/rss"), fake=fake).refused) == 2
    assert again(site, db, site.url("/rss"), fake=fake).refused == ()
    assert site.paths == ["/rss", "/gone", "/down", "/rss"]
    fake.at += timedelta(minutes=11)
    assert [refusal.name for refusal in again(site, db, site.url("/rss"), fake=fake).refused] == [site.url("/down")]
    fake.at += timedelta(minutes=11)  # the second failure doubles the pause
    assert again(site, db, site.url("/rss"), fake=fake).refused == ()
    fake.at += timedelta(minutes=11)
    site.page("/down", "Up again", TALKS)
    assert len(again(site, db, site.url("/rss"), fake=fake).new) == 1


def test_a_feed_that_is_down_is_left_alone_for_longer_each_time(site: Site, tmp_path: Path) -> None:
    site.replies["/rss"] = (500, {}, b"")
    db, fake, tried = tmp_path / "t.db", FakeClock(), []
    start = fake.at
    for minute in range(0, 181, 10):
        fake.at = start + timedelta(minutes=minute, seconds=5)
        if again(site, db, site.url("/rss"), fake=fake).refused:
            tried.append(minute)
    assert tried == [0, 20, 50, 100]  # pauses of 10, 20, 40, 80 minutes, looked at every ten
    assert len(built(site, db, site.url("/rss"), fake=fake).refused) == 1  # whoever names it himself is not put off


def test_a_busy_site_is_left_alone_until_it_said_even_by_the_next_process(site: Site, tmp_path: Path) -> None:
    urls = [site.page(f"/{n}", f"Talks {n}", TALKS.replace("Lima", f"Lima {n}")) for n in range(3)]
    site.replies["/1"] = (429, {"Retry-After": "3600"}, b"")
    site.replies["/rss"] = feed(*[(f"Talks {n}", url, f"{27 - n} Feb 2026") for n, url in enumerate(urls)])
    db, fake = tmp_path / "t.db", FakeClock()
    found = again(site, db, site.url("/rss"), fake=fake)
    assert len(found.new) == 1
    assert [refusal.reason for refusal in found.refused] == [
        "Not fetched: the site asks to wait until 09:00 (429). Try again then."
    ]
    assert site.paths == ["/rss", "/0", "/1"]
    fake.at += timedelta(minutes=30)
    assert again(site, db, site.url("/rss"), fake=fake) == Look((), {}, ())
    assert len(site.paths) == 3
    fake.at += timedelta(minutes=31)
    site.page("/1", "Talks 1", TALKS.replace("Lima", "Lima 1"))
    assert len(again(site, db, site.url("/rss"), fake=fake).new) == 2


def test_a_stop_in_the_middle_loses_nothing(site: Site, tmp_path: Path) -> None:
    class StoppedError(BaseException):
        pass

    urls = [site.page(f"/{n}", f"Talks {n}", TALKS.replace("Lima", f"Lima {n}")) for n in range(4)]
    site.replies["/rss"] = feed(*[(f"Talks {n}", url, f"{27 - n} Feb 2026") for n, url in enumerate(urls)])

    db, fake = tmp_path / "t.db", FakeClock()
    real = fake.wait

    def wait(seconds: float) -> None:
        if len(fake.waits) == 3:
            raise StoppedError
        real(seconds)

    fake.wait = wait  # type: ignore[method-assign]
    with pytest.raises(StoppedError):
        again(site, db, site.url("/rss"), fake=fake)
    with Store(db) as store:
        kept = len(store.known())
    assert kept == 2  # each page was stored as soon as it had come
    assert len(again(site, db, site.url("/rss"), fake=FakeClock()).new) == 4 - kept
    assert [path for path in site.paths if path != "/rss"] == ["/0", "/1", "/2", "/3"]
    whole = built(site, tmp_path / "u.db", site.url("/rss")).timeline
    with Store(db) as store:
        pipeline.refresh(store)
        assert store.timeline() == whole


def test_the_same_page_under_two_addresses_is_one_article_and_is_not_fetched_again(site: Site, tmp_path: Path) -> None:
    site.page("/a", "Talks", TALKS)
    site.replies["/a?from=rss"] = site.replies["/a"]
    site.replies["/rss"] = feed(("Talks", site.url("/a"), ""), ("Talks", site.url("/a?from=rss"), ""))
    db = tmp_path / "t.db"
    assert len(again(site, db, site.url("/rss")).new) == 1
    site.replies["/rss"] = feed(("x", site.url("/a"), ""), ("y", site.url("/a?from=rss"), ""))
    assert again(site, db, site.url("/rss")).new == ()
    assert sorted(site.paths) == ["/a", "/a?from=rss", "/rss", "/rss"]


def test_without_anything_that_fetches_addresses_are_refused(site: Site, tmp_path: Path) -> None:
    summary = build([site.url("/a")], tmp_path / "t.db")
    assert [refusal.reason.split(":")[0] for refusal in summary.refused] == ["Not fetched"]
    assert site.requests == []


def test_notes_that_cannot_be_read_are_as_none(site: Site, tmp_path: Path) -> None:
    url = site.page("/a", "Talks", TALKS)
    for note in ("{", "[]", '{"until": "soon"}', '{"other": 1}', '{"until": "2026-01-01"}'):
        with Store(tmp_path / "t.db") as store:
            store.put_notes({f"web {url}": note})
        assert built(site, tmp_path / "t.db", url).refused == ()
