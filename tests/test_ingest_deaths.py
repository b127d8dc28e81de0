"""Readers that are killed, crash, hang or stall: each takes one article with it, which is named, and the others are read."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import ingest_kit as kit
import pytest
from ingest_kit import P1, P2, TITLE

from timeline import limits
from timeline.ingest import Document, worker
from timeline.ingest.worker import Worker
from timeline.model import Article, Refusal

# What the readers' libraries do at certain words: faults of theirs that nobody knows yet.  Python runs the file in each process.
SPOILED = """
import ctypes, os, time
import feedparser, lxml.html

def spoil(words):
    words = words.read() if hasattr(words, "read") else words
    if b"KILL" in words:
        os.kill(os.getpid(), 9)
    if b"CRASH" in words:
        ctypes.string_at(0)
    if b"SPIN" in words:
        while True:
            pass
    if b"WORK" in words:
        end = time.process_time() + 1.5
        while time.process_time() < end:
            pass
    if b"SLEEP" in words:
        time.sleep(600)

def around(real):
    def spoiled(words, *rest, **named):
        spoil(words)
        if hasattr(words, "seek"):
            words.seek(0)
        return real(words, *rest, **named)
    return spoiled

lxml.html.document_fromstring = around(lxml.html.document_fromstring)
feedparser.parse = around(feedparser.parse)
"""


def page(word: str = "") -> bytes:
    return kit.page(f"<article><h1>{TITLE}</h1><p>{word} {P1}</p><p>{P2}</p></article>")


def feed(word: str = "") -> bytes:
    return kit.rss(kit.ITEM, title=f"The Ledger {word}")


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("site")
    (folder / "sitecustomize.py").write_text(SPOILED, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")])))
        worker._end_spare()
        yield
        worker._end_spare()


def read(name: str, data: bytes, seconds: float = 20) -> list[tuple[str, str]]:
    """What a document holds, by name, with the first words of a refusal's reason; a good one follows it and must be read."""
    with Worker(seconds) as reader:
        *answers, end, last, finish = reader.read(
            [Document(name, "." + name.partition(".")[2], data), Document("z.html", ".html", page())]
        )
    assert end is None
    assert finish is None
    assert isinstance(last, Article)
    named = [(a.file or "", "") if isinstance(a, Article) else (a.name, a.reason) for a in answers if a is not None]
    return [(name, reason.partition(".")[0]) for name, reason in named]


CRASHED = "Not read: it took too much memory, or crashed its reader"
MEMBERS = {
    "a.html": page(),
    "b.html": page("KILL"),
    "c.rss": feed("KILL"),
    "d.txt": kit.TEXT,
    "f.rss": feed(),
    "g.html": page("CRASH"),
}
FOUND = [("a.html", ""), ("b.html", CRASHED), ("c.rss", CRASHED), ("d.txt", ""), ("f.rss#1", ""), ("g.html", CRASHED)]


def test_each_member_of_a_zip_dies_alone(spoiled: None) -> None:
    assert read("a.zip", kit.zipped(MEMBERS)) == [(f"a.zip/{name}", reason) for name, reason in FOUND]


def test_each_member_of_a_zip_in_a_zip_dies_alone(spoiled: None) -> None:
    inner = kit.zipped({"b.rss": feed("KILL"), "c.rss": feed(), "d.html": page("KILL")})
    data = kit.zipped({"a.txt": kit.TEXT, "in.zip": inner, "z.txt": kit.TEXT})
    names = [("a.txt", ""), ("in.zip/b.rss", CRASHED), ("in.zip/c.rss#1", ""), ("in.zip/d.html", CRASHED), ("z.txt", "")]
    assert read("a.zip", data) == [(f"a.zip/{name}", reason) for name, reason in names]


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_of_a_web_archive_dies_alone(spoiled: None, packed: bool) -> None:
    words = ["", "KILL", "", "CRASH", ""]
    data = kit.warc(*[(f"https://x.example/{i}", page(word), "text/html") for i, word in enumerate(words)], packed=packed)
    suffix = "warc.gz" if packed else "warc"
    assert read(f"a.{suffix}", data) == [(f"a.{suffix}#{i}", CRASHED if word else "") for i, word in enumerate(words, 1)]


def test_each_mail_of_a_mailbox_and_each_attachment_dies_alone(spoiled: None) -> None:
    attached = [(feed("KILL"), "application", "rss+xml", "b.rss"), (kit.TEXT, "text", "plain", "c.txt")]
    mails = [kit.mail(), kit.mail(html=page("KILL").decode()), kit.mail(attached=attached)]
    names = [("#1", ""), ("#2", CRASHED), ("#3", ""), ("#3/b.rss", CRASHED), ("#3/c.txt", "")]
    assert read("a.mbox", kit.mailbox(*mails)) == [(f"a.mbox{name}", reason) for name, reason in names]


def test_each_row_of_a_table_dies_alone(spoiled: None) -> None:
    rows = [{"title": TITLE, "text": f"<p>{word} {P1}</p>"} for word in ("", "KILL", "")]
    assert read("a.json", json.dumps(rows).encode()) == [("a.json#1", ""), ("a.json#2", CRASHED), ("a.json#3", "")]


def test_an_archive_of_nothing_but_killers_is_given_up(spoiled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_WORKER_DEATHS", 3)
    found = read("a.zip", kit.zipped({f"{n}.html": page("KILL") for n in range(9)}))
    assert [name for name, _ in found] == ["a.zip/0.html", "a.zip/1.html", "a.zip/2.html", "a.zip"]
    assert found[-1][1].startswith("Not read from here on: ")


def test_a_member_that_works_for_too_long_is_given_up_alone(spoiled: None) -> None:
    data = kit.zipped({"a.html": page(), "b.html": page("SPIN"), "c.rss": feed("SPIN"), "d.html": page()})
    slow = "Not read: it took more than 1 seconds"
    assert read("a.zip", data, 1) == [("a.zip/a.html", ""), ("a.zip/b.html", slow), ("a.zip/c.rss", slow), ("a.zip/d.html", "")]


def test_a_reader_that_does_nothing_is_given_up_and_one_that_works_is_not(spoiled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STALL_SECONDS", 1)
    monkeypatch.setattr(worker, "LOOK_SECONDS", 0.2)
    began = time.monotonic()
    data = kit.zipped({"a.html": page("WORK"), "b.html": page("SLEEP"), "c.html": page()})
    assert read("a.zip", data) == [
        ("a.zip/a.html", ""),
        ("a.zip/b.html", "Not read: its reader did nothing for 1 seconds"),
        ("a.zip/c.html", ""),
    ]
    assert time.monotonic() - began < 300  # of the 600 that it would have slept


def test_a_page_that_fills_the_memory_ends_in_a_sentence_and_below_the_cap() -> None:
    with Worker() as reader:
        answer, end = reader.read([Document("a.html", ".html", page() + b"<b><i></i></b>" * 3_000_000)])
        assert end is None
        assert isinstance(answer, Refusal)
        assert "too much memory" in answer.reason
        assert reader._process is not None
        status = Path(f"/proc/{reader._process.popen.pid}/status")
        if status.exists():
            held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            assert int(held.split()[1]) * 1_000 < limits.WORKER_MEMORY_BYTES
