"""Web archives whose pages are packed by Brotli, Zstandard and others, and what hostile ones cost."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import ingest_kit as kit
import pytest
import zstandard
from ingest_kit import TITLE

from timeline import limits
from timeline.ingest import Document, read
from timeline.ingest.worker import Worker
from timeline.model import Article, Refusal

ADDRESS = "https://ledger.example/treaty"


def one(folder: Path, name: str, data: bytes) -> Article:
    (folder / name).write_bytes(data)
    (article,) = read([folder / name])
    assert isinstance(article, Article), article
    return article


def refused(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    (refusal,) = read([folder / name])
    assert isinstance(refusal, Refusal), refusal
    return refusal.reason


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("br", brotli.compress),
        ("zstd", zstandard.compress),
        ("zstd", lambda data: zstandard.compress(data[:100]) + zstandard.compress(data[100:])),
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("BR", brotli.compress),
        ("utf-8", lambda data: data),
    ],
)
def test_pages_of_web_archives_are_unpacked(tmp_path: Path, coding: str, pack: Callable[[bytes], bytes]) -> None:
    data = kit.warc((ADDRESS, pack(kit.page()), "text/html"), packed=False, coding=coding)
    assert one(tmp_path, "a.warc", data).title == TITLE
    framed = kit.warc((ADDRESS, pack(kit.page()), "text/html"), packed=False, coding=coding, framed=True)
    assert b"Transfer-Encoding: chunked" in framed
    assert one(tmp_path, "b.warc", framed).title == TITLE


@pytest.mark.parametrize(
    ("coding", "body", "words"),
    [
        ("br", b"no such thing", "damaged"),
        ("zstd", b"no such thing", "damaged"),
        ("x-gzip", b"no such thing", "damaged"),
        ("br", brotli.compress(b" " * 40_000_000), "200 times its size"),
        ("zstd", zstandard.compress(b" " * 40_000_000), "200 times its size"),
        ("gzip", gzip.compress(b" " * 40_000_000), "200 times its size"),
        ("gzip, br", b"x", "can't be unpacked"),
        ("dcb", b"x", "can't be unpacked"),
    ],
)
def test_what_cannot_be_unpacked_is_a_sentence(tmp_path: Path, coding: str, body: bytes, words: str) -> None:
    assert words in refused(tmp_path, "a.warc", kit.warc((ADDRESS, body, "text/html"), packed=False, coding=coding))


def test_an_archive_is_not_refused_for_its_size(tmp_path: Path) -> None:
    good, large = ("https://x.example/1", kit.page(), "text/html"), ("https://x.example/2", b"x" * 60_000_000, "image/png")
    path = tmp_path / "a.warc"
    path.write_bytes(kit.warc(good, large, good, packed=False))
    assert path.stat().st_size > limits.MAX_FILE_BYTES
    assert [item.file for item in read([path]) if isinstance(item, Article)] == ["a.warc#1", "a.warc#2"]
    path.write_bytes(kit.warc(good, (large[0], large[1], "text/html"), good, packed=False))
    assert [item.reason if isinstance(item, Refusal) else item.file for item in read([path])] == [
        "a.warc#1",
        "Not read: the page is larger than 50 MB. Save its article alone.",
        "a.warc#3",
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz", "a.zip", "a.mbox", "a.gz"])
def test_an_archive_over_the_cap_is_refused_unopened_in_one_sentence(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(101_000_000_000)  # takes no room on the disk
    assert list(read([tmp_path])) == [Refusal(name, "Not read: 101 GB, the limit is 100 GB. Split it into smaller files.")]


@pytest.mark.parametrize(
    "line", [b"x" * 30_000_000, b"a: b\r\n" * 5_000_000, b"\r\n" * 10_000_000, b"a:" + b" b\r\n" * 7_000_000]
)
@pytest.mark.parametrize("within", [b"WARC-Type", b"Content-Type: text/html"])
def test_header_lines_that_never_end_are_given_up(tmp_path: Path, line: bytes, within: bytes) -> None:
    """They were kept in memory, many times over: 30 MB of them, which pack to 30 kB, took a reader 530 MB."""
    data = kit.warc((ADDRESS, kit.page(), "text/html"), packed=False)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(data.replace(within, line + b"\r\n" + within, 1)))
    with Worker() as reader:
        answer, end = reader.read([Document("a.warc.gz", ".warc.gz", path=str(path))])
        assert isinstance(answer, Refusal), answer
        assert end is None
        assert reader._process is not None
        if (status := Path(f"/proc/{reader._process.popen.pid}/status")).exists():
            most = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
            assert most is not None
            assert int(most[1]) < 200_000
        reader.close()
