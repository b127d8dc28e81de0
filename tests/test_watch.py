"""Keeping a store up to date: rounds over folders and sites, a log for people, and a clean stop at any moment."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from test_cli import DONE, SKIPPED, WRONG_USAGE, timeline
from web_kit import RSS, FakeClock, Site, serving

from timeline import checking, look
from timeline.pipeline import build
from timeline.store import Store, StoreError
from timeline.watch import Watch, watch
from timeline.web.gather import Web

TEXT = "title: {title}\nsource: Harbor Post\ndate: 2026-02-27\n\nThe ministers of Peru and Chile met in {town} on Tuesday.\n"
PAGE = "The foreign ministers of Peru and Chile met in {town} on Tuesday."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    made.mkdir()
    return made


def write(path: Path, title: str, town: str = "Lima") -> Path:
    path.write_text(TEXT.format(title=title, town=town), encoding="utf-8")
    return path


def rss(*urls: str) -> tuple[int, dict[str, str], bytes]:
    return (200, RSS, ("<rss version='2.0'>" + "".join(f"<item><link>{url}</link></item>" for url in urls) + "</rss>").encode())


def test_only_what_is_new_in_a_folder_is_read_and_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a.txt", "Talks A")
    (folder / "b.txt").write_bytes(b"")
    said, asked = list[str](), list[str]()
    real = look.ingest.read_documents
    with Store(tmp_path / "t.db") as store:
        watched = Watch(store, [folder], fetch=None, say=said.append)
        assert watched.round() is False
        assert said[0] == 'Read "Talks A" (Harbor Post, published Friday 27 February 2026, stated).'
        assert said[1].startswith("b.txt: Nothing found: it is empty.")
        assert said[2] == "1 new article; now 1 article and 1 event."

        def counted(documents: object, mapping: object) -> object:
            for document, item in real(documents, mapping):  # type: ignore[arg-type]
                asked.append(document.name)
                yield document, item

        monkeypatch.setattr("timeline.ingest.reader.read_documents", counted)
        said.clear()
        assert watched.round() is True
        assert (said, asked) == (["Nothing new."], [])
        write(folder / "c.txt", "Talks C", "Cusco")
        assert watched.round() is True
        assert set(asked) == {"c.txt"}
        assert 'Read "Talks C"' in said[1]
        asked.clear()
        write(folder / "a.txt", "Talks A, corrected", "Lima again")
        (folder / "b.txt").write_text("\n", encoding="utf-8")
        assert watched.round() is False
        assert set(asked) == {"a.txt", "b.txt"}
        assert sorted(item.title for item in store.timeline().articles) == ["Talks A, corrected", "Talks C"]
        assert [refusal.name for refusal in store.refusals()] == ["b.txt"]


def test_what_could_not_be_read_stays_told_while_it_is_not_looked_at_again(folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").write_bytes(b"")
    write(folder / "a.txt", "Talks")
    with Store(tmp_path / "t.db") as store:
        watched = Watch(store, [folder], fetch=None, say=lambda _: None)
        for _ in range(2):
            watched.round()
            assert [refusal.name for refusal in store.refusals()] == ["b.txt"]
        write(folder / "b.txt", "At last")
        assert watched.round()
        assert store.refusals() == ()


def test_a_watched_folder_gives_what_a_build_gives(folder: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        watched = Watch(store, [folder], fetch=None, say=lambda _: None)
        for number, town in enumerate(["Lima", "Cusco", "Arica", "Lima"]):
            write(folder / f"{number % 3}.txt", f"Talks {number}", town)
            watched.round()
        assert store.timeline() == build([folder]).timeline


def test_a_bad_source_never_stops_the_others(site: Site, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a.txt", "Talks A")
    good = site.page("/good", "Talks B", PAGE.format(town="Cusco"))
    site.replies |= {"/rss": rss(good), "/broken": (200, RSS, b"<rss><channel><item>"), "/down": (500, {}, b"")}
    said, real = list[str](), look.look

    def faulty(store: Store, paths: list[str], **options: object) -> look.Look:
        if paths == ["fault"]:
            raise ZeroDivisionError
        return real(store, paths, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(look, "look", faulty)
    sources = ["nowhere", "fault", *map(site.url, ["/down", "/gone", "/broken"]), "http://10.0.0.1/rss", site.url("/rss"), folder]
    with Store(tmp_path / "t.db") as store, Web(FakeClock().clock, border=site.border()) as web:
        assert Watch(store, sources, fetch=web, say=said.append).round() is False
        assert len(store.timeline().articles) == 2
    log = "\n".join(said)
    for words in (
        "nowhere: Not found",
        "fault: could not be looked at (ZeroDivisionError). Please report this.",
        "/down: Not fetched: the site has a fault of its own (500).",
        "/gone: Not fetched: there is no such page (404).",
        "http://10.0.0.1/rss: Not fetched: 10.0.0.1 lies on this machine or in a private network",
        'Read "Talks B" (The Harbor Ledger, published Friday 27 February 2026',
        'Read "Talks A"',
        "2 new articles; now 2 articles and ",
    ):
        assert words in log
    assert all("\n" not in line for line in said)


def test_rounds_begin_at_regular_times_and_pages_that_were_left_come_later(site: Site, tmp_path: Path) -> None:
    class EnoughError(BaseException):
        pass

    urls = [site.page(f"/{n}", f"Talks {n}", PAGE.format(town=f"Lima {n}")) for n in range(3)]
    site.replies["/rss"] = rss(*urls)
    fake, said = FakeClock(), list[str]()
    start = fake.at

    def wait(seconds: float) -> None:
        fake.waits.append(seconds)
        fake.at += timedelta(seconds=seconds)
        if fake.at >= start + timedelta(minutes=40):
            raise EnoughError

    fake.wait = wait  # type: ignore[method-assign]
    with Store(tmp_path / "t.db") as store, Web(fake.clock, border=site.border(), pages=1) as web:
        watched = Watch(store, [site.url("/rss")], fetch=web, say=lambda line: said.append(f"{fake.at:%H:%M} {line}"))
        with pytest.raises(EnoughError):
            watch(watched, timedelta(minutes=10), fake.clock, said.append)
        assert len(store.timeline().articles) == 3
    assert [line[:5] for line in said if 'Read "' in line] == ["08:00", "08:10", "08:20"]
    assert f"08:00 {site.url('/rss')}: 2 older pages left for the next time." in said
    assert "08:30 Nothing new." in said
    assert "The next look is at 08:10:00." in said


def test_a_store_that_cannot_be_written_is_told_and_tried_again(folder: Path, tmp_path: Path) -> None:
    class EnoughError(BaseException):
        pass

    class Full(Watch):
        rounds = 0

        def round(self) -> bool:
            Full.rounds += 1
            if Full.rounds == 1:
                raise StoreError("t.db: the disk is full. Free some space.")
            raise EnoughError

    said = list[str]()
    with Store(tmp_path / "t.db") as store:
        full = Full(store, [folder], fetch=None, say=said.append)
        with pytest.raises(EnoughError):
            watch(full, timedelta(minutes=1), FakeClock().clock, said.append)
    assert said[0] == "t.db: the disk is full. Free some space. What is new is read at the next look."


# ---- the command line ------------------------------------------------------------------------------------------------------


def test_watching_once_from_a_scheduler(folder: Path, tmp_path: Path) -> None:
    write(folder / "a.txt", "Talks\x1b[31m A")
    done = timeline("watch", folder, "--once", cwd=tmp_path)
    assert done.returncode == DONE, done.stderr
    lines = done.stdout.splitlines()
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  \S.*", line) and line.isprintable() for line in lines)
    assert [line[21:35] for line in lines] == ["Watching 1 sou", 'Read "Talks[31', "1 new article;"]
    again = timeline("watch", folder, "--once", cwd=tmp_path)
    assert (again.returncode, again.stdout.splitlines()[-1][21:]) == (DONE, "Nothing new.")
    refused = timeline("watch", folder, "http://localhost:8050/", "--once", cwd=tmp_path)
    assert refused.returncode == SKIPPED
    assert "http://localhost:8050/: Not fetched: localhost lies on this machine or in a private network" in refused.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["watch", "news", "--every", "often"], "Write it like 10m"),
        (["watch", "news", "--every", "0m"], "Write it like 10m"),
        (["watch", "https://news.example/rss", "--every", "5s"], "every 60 seconds"),
        (["watch", "-"], "timeline add -"),
        (["watch", "https://news.example/rss", "--once", "--contact", "two\nlines"], "--contact"),
        (["watch"], "SOURCE"),
        (["add"], "PATH"),
        (["add", "https://news.example/a", "--pages", "0"], "--pages"),
    ],
)
def test_wrong_usage_is_a_sentence(tmp_path: Path, arguments: list[str], words: str) -> None:
    done = timeline(*arguments, cwd=tmp_path)
    assert done.returncode == WRONG_USAGE
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize(
    ("number", "after"),
    [(signal.SIGTERM, "Watching"), (signal.SIGINT, "0.7"), (signal.SIGTERM, 'Read "'), (signal.SIGINT, "The next look")],
)
def test_a_signal_stops_it_cleanly_in_the_middle_of_anything(folder: Path, tmp_path: Path, number: int, after: str) -> None:
    for n in range(6):
        write(folder / f"{n}.txt", f"Talks {n}", f"Lima {n}")
    command = [sys.executable, "-m", "timeline", "watch", str(folder), "--every", "1h"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        assert "Watching" in first
        if after[0].isdigit():
            time.sleep(float(after))
        elif after != "Watching":
            while after not in process.stdout.readline():
                pass
        process.send_signal(number)
        out, errors = process.stdout.read(), process.stderr.read()
    assert process.returncode == DONE, errors
    assert errors == ""
    assert out.splitlines()[-1].endswith("  Stopped.")
    with Store(tmp_path / "timeline.db") as store:
        assert Watch(store, [folder], fetch=None, say=lambda _: None).round()
        assert store.timeline() == build([folder]).timeline
    assert checking.check(tmp_path / "timeline.db") == []


def test_adding_says_in_a_line_what_was_found(folder: Path, tmp_path: Path) -> None:
    a, b = write(folder / "a.txt", "Talks A"), write(folder / "b.txt", "Talks B", "Cusco")
    done = timeline("add", a, b, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (DONE, "")
    assert done.stdout.splitlines() == [
        f'Added "Talks {name}" (Harbor Post, published Friday 27 February 2026, stated): 1 event, 1 date.' for name in "AB"
    ]
    again = timeline("add", a, cwd=tmp_path)
    assert again.stdout.startswith('Already here: "Talks A" (Harbor Post')
    piped = timeline("add", "-", cwd=tmp_path, stdin=TEXT.format(title="Talks C", town="Arica"))
    assert piped.stdout.startswith('Added "Talks C"')
    bad = timeline("add", "http://[::1]:8000/a", "ftp://news.example/a", "nowhere.txt", b, cwd=tmp_path)
    assert bad.returncode == SKIPPED
    assert bad.stdout.startswith('Already here: "Talks B"')
    assert sorted(line.split(": Not ")[0] for line in bad.stderr.splitlines()) == [
        "ftp://news.example/a",
        "http://[::1]:8000/a",
        "nowhere.txt",
    ]
