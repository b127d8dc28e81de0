"""A news crawl as a web archive of the shape of Common Crawl's CC-News: read as a stream, in flat memory, whatever its size.

usage: python -m benchmarks.crawl [--records N] [--build N] [--keep FILE]

--records  pages in the archive (default 20,000, which is 1.2 GB of pages); --build  so many of them, from the beginning, also go
through the whole reading stage of `timeline build` (dates and events, into a store; default 500); --keep  where the archive is
written (the same bytes each time), instead of a place that is gone afterwards.

CC-News itself is not to be had everywhere, so the archive is generated: a warcinfo record, then for each page its request, its
response and its metadata, each packed alone.  The pages are invented (_news.py) and dressed as sites dress them: menus, scripts,
related links, about 60 kB around 2 kB of article; of a hundred, three are redirects or errors, two pictures, one broken.

Printed for each tenth of the archive: articles a second, and the memory of the process that asks and of the one that reads.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from benchmarks._news import Text, articles
from timeline import ingest
from timeline.look import look
from timeline.model import Article
from timeline.store import Store

TENTHS = 10
LEVEL = 1  # of packing: the archive is made in a minute, and no smaller ones are measured
WORDS = "nav menu item link story share widget track slot promo video news more top latest sport culture".split()


def page(text: Text, number: int, rng: random.Random) -> bytes:
    """Dress an article as a site does."""
    head, _, body = text.text.partition("\n\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    day = f'<meta property="article:published_time" content="{said["date"]}T08:00:00Z">' if "date" in said else ""
    prose = "".join(f"<p>{paragraph}</p>" for paragraph in body.strip().split("\n\n"))
    menu = "".join(
        f'<li class="{rng.choice(WORDS)}"><a href="/s/{rng.randrange(9999)}">{rng.choice(WORDS)}</a></li>' for _ in range(120)
    )
    script = ";".join(f"var {rng.choice(WORDS)}{rng.randrange(99999)}={rng.random()}" for _ in range(1_500))
    related = "".join(f'<li><a href="/a/{rng.randrange(99999)}">More on the {rng.choice(WORDS)}</a></li>' for _ in range(20))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{said["title"]} | {said["source"]}</title>{day}'
        f'<meta property="og:site_name" content="{said["source"]}"><script>{script}</script></head><body><nav><ul>{menu}</ul>'
        f'</nav><main><article><h1>{said["title"]}</h1>{prose}</article></main><aside class="related"><h2>Related</h2>'
        f'<ul>{related}</ul></aside><footer>Page {number}. All rights reserved.</footer></body></html>'
    ).encode()  # fmt: skip


def record(kind: str, url: str, block: bytes, mime: str, number: int) -> bytes:
    """Return one record, packed alone as crawlers pack them."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-12-31T23:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\nContent-Type: {mime}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    ).encode()
    return gzip.compress(head + block + b"\r\n\r\n", LEVEL, mtime=0)


def write(file: IO[bytes], count: int) -> int:
    """Write an archive of so many pages; returns how many bytes its pages have."""
    size = 0
    file.write(record("warcinfo", "", b"software: invented\r\n", "application/warc-fields", 0))
    for number, text in enumerate(islice(articles(), count), 1):
        rng, url = random.Random(number), f"https://site{number % 700}.example/news/{number}"
        file.write(
            record("request", url, f"GET /news/{number} HTTP/1.1\r\n\r\n".encode(), "application/http; msgtype=request", number)
        )
        body, kind, status = page(text, number, rng), "text/html; charset=utf-8", "200 OK"
        if number % 100 in {10, 40, 70}:
            status = "301 Moved Permanently" if number % 100 == 10 else "404 Not Found"
        elif number % 100 in {20, 60}:
            kind = "image/jpeg"
        elif number % 100 == 90:
            body = body[: len(body) // 20]
        size += len(body)
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        file.write(record("response", url, http + body, "application/http; msgtype=response", number))
        file.write(record("metadata", url, b"fetchTimeMs: 120\r\n", "application/warc-fields", number))
    return size


def memory_mb(process: int | str = "self") -> float:
    """Return the memory that a process holds now; 0 where the system does not say."""
    try:
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    except OSError:
        return 0.0
    return int(found[1]) / 1_000 if found else 0.0


def children() -> list[str]:
    """Return the processes that this one has started and that live."""
    try:
        return [child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()]
    except OSError:
        return []


class Watched:
    """The most memory that this process and the one that reads hold, looked at four times a second."""

    def __init__(self) -> None:
        self.own = self.other = 0.0
        self._over = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self._over.wait(0.25):
            self.own = max(self.own, memory_mb())
            self.other = max([self.other, *map(memory_mb, children())])

    def taken(self) -> tuple[float, float]:
        """Return the most since the last time."""
        found, self.own, self.other = (self.own, self.other), 0.0, 0.0
        return found

    def end(self) -> None:
        """Look no more."""
        self._over.set()


def read(path: Path, count: int) -> Iterator[str]:
    """Read the archive; yields a line for each tenth."""
    watched, began, done, refused = Watched(), time.perf_counter(), 0, 0
    since, step = began, max(1, count * 94 // 100 // TENTHS)
    for item in ingest.read([path]):
        done, refused = done + isinstance(item, Article), refused + (not isinstance(item, Article))
        if done % step == 0 and isinstance(item, Article):
            now, (own, other) = time.perf_counter(), watched.taken()
            yield f"{done:8,} articles, {step / (now - since):6.1f} a second, asking {own:4.0f} MB, reading {other:4.0f} MB"
            since = now
    watched.end()
    took = time.perf_counter() - began
    yield f"{done:,} articles and {refused:,} refusals in {took:,.0f} s: {1000 * took / max(1, done):.1f} ms an article"


def build(count: int, folder: Path) -> str:
    """Put an archive through the reading stage of a build."""
    path = folder / "part.warc.gz"
    with path.open("wb") as file:
        write(file, count)
    watched, began = Watched(), time.perf_counter()
    with Store(folder / "t.db") as store:
        found = look(store, [path])
    took, (own, other) = time.perf_counter() - began, watched.taken()
    watched.end()
    each = f"{1000 * took / max(1, len(found.new)):.0f} ms each"
    return f"{len(found.new):,} articles into a store in {took:,.0f} s: {each}; asking {own:.0f} MB, reading {other:.0f} MB"


def main() -> None:
    """Make the archive, read it, and print what it took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--build", type=int, default=500)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crawl-") as home:
        path = options.keep or Path(home, "news.warc.gz")
        began = time.perf_counter()
        with path.open("wb") as file:
            size = write(file, options.records)
        packed, took = path.stat().st_size / 1e6, time.perf_counter() - began
        print(f"{options.records:,} pages, {size / 1e6:,.0f} MB, packed {packed:,.0f} MB, made in {took:.0f} s", flush=True)
        for line in read(path, options.records):
            print(line, flush=True)
        if options.build:
            print(build(options.build, Path(home)))
    print("load of the machine at the end: {:.1f}, {:.1f}, {:.1f} for {} cores".format(*os.getloadavg(), os.cpu_count()))


if __name__ == "__main__":
    main()
