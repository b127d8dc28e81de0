"""What readers do with broken and hostile files: every format's sample is mutated at random, and nothing may get out.

usage: python -m benchmarks.mutations [--count N] [--seed S] [--minutes M] [--only NAME] [--keep FOLDER]

--count  mutations (default 10,000; the campaign is 100,000); --seed the first of them (the same seed gives the same files);
--minutes after which it stops with what it has; --only one sample, such as a.pdf; --keep where files are kept whose reader was
killed or that broke in a way that nobody foresaw.

Printed for each format: mutations, articles, refusals; then readers killed (a hang past the cap, or a crash), faults that only
the last net caught, the slowest batch, and the most memory that a reading process held.  Exit status 1 if a reader was
killed, if anything was raised in this process or caught by the last net, or if a reading process held more than 500 MB.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import zstandard

from timeline import dates
from timeline.ingest import Document, kinds, worker
from timeline.model import Article, Refusal

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import ingest_kit as kit

MEMORY_MB = 500
BATCH = 64
FATAL = (worker.DIED, worker.BROKEN, worker.SLOW.partition("{")[0], worker.STALLED.partition("{")[0])
SECONDS = 30.0
DATED = 10  # every so many-th article goes on to the dates, as in a build
RARE = 0.004  # of mutations that cost much time each
Bytes = Callable[[random.Random, bytes], bytes]

MARKS = [
    "\u202e",
    "\u2066",
    "\u200f",
    "\ufeff",
    "\u200b",
    "\u2028",
    "\x85",
    "\x1b[31m",
    "\ud800",
    "\udfff",
    "\x00",
    "\u0300" * 50,
    "ﷺ",
]
YEARS = [b"0000", b"0001", b"9999", b"10000", b"99999999999999999999", b"-1", b"1582", "٢٠٢٣".encode(), b"2o23", b"1e9"]
NUMBERS = [b"0", b"-1", b"4294967296", b"99999999999999999999", b"NaN", b""]
DEEP = [b"<div>", b"[", b'{"a":', b"<b><i>", b"(", b"<<", b"> ", b"* ", b"<table><tr><td>", b"<ul><li>", b"- - "]
CHARSETS = ["utf-16", "utf-16-be", "utf-32", "cp1252", "cp037", "utf-8-sig", "shift_jis"]
ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY a%d "&a%s;&a%s;">' % (n, b"" if n == 1 else b"%d" % (n - 1), b"") for n in range(1, 30))
    + b"]><p>&a29;</p>"
)


def _cut(rng: random.Random, data: bytes) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice([1, 4, 40, 400]))


def flip(rng: random.Random, data: bytes) -> bytes:
    """Change some bytes."""
    out = bytearray(data)
    for _ in range(rng.choice([1, 1, 3, 20])):
        if out:
            out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def truncate(rng: random.Random, data: bytes) -> bytes:
    """Keep the beginning, or the end."""
    at = rng.randrange(len(data) + 1)
    return data[:at] if rng.random() < 0.8 else data[at:]


def drop(rng: random.Random, data: bytes) -> bytes:
    """Leave out a part."""
    start, end = _cut(rng, data)
    return data[:start] + data[end:]


def double(rng: random.Random, data: bytes) -> bytes:
    """Repeat a part."""
    start, end = _cut(rng, data)
    return data[:end] + data[start:end] * rng.choice([1, 2, 50]) + data[end:]


def move(rng: random.Random, data: bytes) -> bytes:
    """Move a part."""
    start, end = _cut(rng, data)
    rest = data[:start] + data[end:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def mark(rng: random.Random, data: bytes) -> bytes:
    """Insert marks of direction, NULs, lone surrogates and the like."""
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(MARKS).encode("utf-8", "surrogatepass") * rng.choice([1, 3, 200]) + data[at:]


def year(rng: random.Random, data: bytes) -> bytes:
    """Put absurd years in the place of the right one."""
    return data.replace(rng.choice([b"2023", b"2015", b"20"]), rng.choice(YEARS))


def number(rng: random.Random, data: bytes) -> bytes:
    """Put an absurd number, such as a length, in the place of one."""
    found = list(re.finditer(rb"\d+", data))
    if not found:
        return data
    at = rng.choice(found)
    return data[: at.start()] + rng.choice(NUMBERS) + data[at.end() :]


def charset(rng: random.Random, data: bytes) -> bytes:
    """Write it in another encoding than it says."""
    return data.decode("utf-8", "replace").encode(rng.choice(CHARSETS), "replace")


def nest(rng: random.Random, data: bytes) -> bytes:
    """Nest something deeply."""
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(DEEP) * rng.choice([10, 300, 5_000]) + data[at:]


def entities(rng: random.Random, data: bytes) -> bytes:
    """Define entities that grow."""
    at = data.find(b"?>") + 2 if b"?>" in data[:100] else 0
    return (
        data[:at] + ENTITIES + data[at:]
        if rng.random() < 0.5
        else data.replace(b"<p>", b"<p>&a29;").replace(b"<w:t>", b"<w:t>&a9;")
    )


def splice(rng: random.Random, data: bytes) -> bytes:
    """Put a part of another sample in."""
    other = rng.choice(list(SAMPLES.values()))
    start, end = _cut(rng, other)
    at = rng.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def long_sentence(rng: random.Random, data: bytes) -> bytes:
    """Put a million characters into one sentence."""
    words = rng.choice([b"word ", b"on Monday ", b"x", b"a, ", "é ".encode(), b"\xff", b"2023-07-29 ", b"&amp;"])
    return data.replace(b"treaty", words * (1_000_000 // len(words)), 1)


def bomb(rng: random.Random, data: bytes) -> bytes:
    """Pack a lot of nothing."""
    return gzip.compress(data[:100] + rng.choice([b" ", b"\0", b"a"]) * 30_000_000, mtime=0)


MUTATORS: tuple[Bytes, ...] = (flip, truncate, drop, double, move, mark, year, number, charset, nest, entities, splice)
COSTLY: tuple[Bytes, ...] = (long_sentence, bomb)
SAMPLES = kit.samples()
HTML = SAMPLES["a.html"]
_URL = "https://ledger.example/2023/07/29/treaty"
INNER: dict[str, Callable[[Callable[[bytes], bytes]], bytes]] = {
    "a.docx": lambda m: kit.zipped({"word/document.xml": m(_word()), "docProps/core.xml": "<x/>"}),
    "a.warc.gz": lambda m: gzip.compress(m(SAMPLES["a.warc"]), mtime=0),
    "b.warc": lambda m: kit.warc((_URL, brotli.compress(m(HTML), quality=4), "text/html"), packed=False, coding="br"),
    "c.warc": lambda m: kit.warc((_URL, zstandard.compress(m(HTML)), "text/html"), packed=False, coding="zstd"),
    "b.eml": lambda m: kit.mail(
        attached=[(m(SAMPLES["a.docx"]), "application", "x", "a.docx"), (m(HTML), "text", "x", "b.html")]
    ),
    "a.wacz": lambda m: kit.wacz(gzip.compress(m(SAMPLES["a.warc"]), mtime=0)),
    "a.zip": lambda m: kit.zipped(
        {"a.txt": m(SAMPLES["a.txt"]), "b.html": m(HTML), "c.zip": kit.zipped({"d.eml": m(SAMPLES["a.eml"])})}
    ),
    "a.txt.gz": lambda m: gzip.compress(m(SAMPLES["a.txt"]), mtime=0),
    "a.pdf": lambda m: kit.pdf([m(" | ".join([kit.TITLE, *kit.wrapped(kit.WORDS)]).encode()).decode("latin-1").split(" | ")]),
}
"""How what is packed is mutated before it is packed, so that the packing does not stop every mutation."""


def _word() -> bytes:
    return f"<w:document {kit._W}><w:body><w:p><w:r><w:t>{kit.P1}</w:t></w:r></w:p></w:body></w:document>".encode()  # noqa: SLF001


def mutation(seed: int, only: str | None = None) -> Document:
    """Return the mutation with a number: the same each time."""
    rng = random.Random(seed)
    name = only or rng.choice(list(SAMPLES))

    def mutate(data: bytes) -> bytes:
        for _ in range(rng.choice([1, 1, 2, 3])):
            data = rng.choice(COSTLY if rng.random() < RARE else MUTATORS)(rng, data)
        return data

    data = INNER[name](mutate) if name in INNER and rng.random() < 0.6 else mutate(SAMPLES[name])
    suffix = kinds.suffix_of(name) if rng.random() < 0.9 else rng.choice(["", ".html", ".txt", ".xml", ".json", ".zip"])
    return Document(f"{seed}-{name}", suffix, data)


def peak_mb(process: int) -> float:
    """The most memory that a process ever held, in MB; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    match = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(match[1]) / 1_000 if match else 0.0


class Campaign:
    """Counts what becomes of the mutations."""

    def __init__(self, keep: Path | None) -> None:
        self.keep = keep
        self.formats: dict[str, Counter[str]] = {}
        self.faults: list[str] = []
        self.killed: list[str] = []
        self.raised: list[str] = []
        self.peak, self.slowest, self.numbers, self.done = 0.0, 0.0, 0, 0

    def run(self, documents: Iterator[Document]) -> None:
        """Read mutations in batches."""
        with worker.Worker(SECONDS) as reader:
            while batch := list(itertools.islice(documents, BATCH)):
                begun, at = time.perf_counter(), 0
                for answer in reader.read(batch):
                    if answer is None:
                        at += 1
                    else:
                        self.count(batch[at], answer)
                assert at == len(batch)
                self.done += at
                print(f"\r{self.done:,}", end="", file=sys.stderr, flush=True)
                self.slowest = max(self.slowest, time.perf_counter() - begun)
                if process := reader._process:  # noqa: SLF001
                    self.peak = max(self.peak, peak_mb(process.popen.pid))

    def count(self, document: Document, answer: Article | Refusal) -> None:
        """Count an answer, and read the dates of some articles as a build would."""
        counts = self.formats.setdefault(document.name.partition("-")[2], Counter())
        if isinstance(answer, Refusal):
            counts["refused"] += 1
            if fault := re.search(r"broken \((\w+)\)", answer.reason):
                self.faults.append(f"{document.name}: {fault[1]} in {answer.name}")
                self.save(document)
            elif answer.reason.startswith(FATAL):
                self.killed.append(f"{document.name}: {answer.reason}")
                self.save(document)
            return
        counts["articles"] += 1
        self.numbers += 1
        try:
            answer.text.encode()
            if len(answer.text) < 20_000 and self.numbers % DATED == 0:
                dates.annotate(answer)
        except Exception as error:
            self.raised.append(f"{document.name}: {type(error).__name__}: {error}"[:200])
            self.save(document)

    def save(self, document: Document) -> None:
        """Keep a file for a closer look."""
        if self.keep and document.data is not None:
            self.keep.mkdir(parents=True, exist_ok=True)
            (self.keep / f"{document.name}{document.suffix}").write_bytes(document.data)

    def is_clean(self) -> bool:
        """Whether nothing got out."""
        return not self.killed and not self.raised and not self.faults and self.peak <= MEMORY_MB


def main() -> None:
    """Run the campaign and print its figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=1e6)
    parser.add_argument("--only", choices=sorted(SAMPLES))
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    campaign, begun = Campaign(args.keep), time.perf_counter()
    numbers = iter(range(args.seed, args.seed + args.count))
    in_time = itertools.takewhile(lambda _: time.perf_counter() - begun < 60 * args.minutes, numbers)
    campaign.run(mutation(seed, args.only) for seed in in_time)
    for name, counts in sorted(campaign.formats.items()):
        print(f"{name:10} {counts['articles']:8,} articles {counts['refused']:8,} refusals")
    print(f"{campaign.done:,} mutations from seed {args.seed} in {time.perf_counter() - begun:,.0f} s")
    print(f"raised {len(campaign.raised)}, killed {len(campaign.killed)}, caught by the last net {len(campaign.faults)}")
    print(f"slowest batch of {BATCH}: {campaign.slowest:.1f} s; most memory of a reading process: {campaign.peak:.0f} MB")
    for line in [
        *campaign.raised[:20],
        *campaign.killed[:20],
        *campaign.faults[:20],
    ]:
        print(f"  {line}")
    sys.exit(0 if campaign.is_clean() else 1)


if __name__ == "__main__":
    main()
