"""What building costs on whole texts: reading, merging, adding one article to a store, and whether memory stays flat.

usage: python -m benchmarks.build_speed [ARTICLES …] [--jobs N] [--check] [--reading]        (default: 250 and 1000)

Prints for each size the processor seconds and the peak memory of reading, of merging, of building again with one article more
and with none, each in a process of its own; the start of Python and of the language model is not counted.  The articles are those
of benchmarks/_news.py.  One more is measured MORE times, with another article each time: how much of the timeline an article
touches differs.  With --check the store that grew is compared with one made from nothing.  With --reading nothing but reading is
measured, by one process and by as many as --jobs says, and both are compared.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import _news
from timeline import dates, events, pipeline
from timeline.loading import load
from timeline.look import look
from timeline.model import Article
from timeline.store import Store

MORE = 5

Step = Callable[[Path, Path, int], object]


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor and wall-clock seconds of a step, and the peak memory of its process in MB."""

    processor: float
    wall: float
    memory: float

    def __str__(self) -> str:
        return f"{self.processor:7.1f} s ({self.wall:.1f} s on the clock), peak {self.memory:.0f} MB"


def read(folder: Path, db: Path, jobs: int) -> None:
    """Read the articles, without making a timeline."""
    with Store(db) as store:
        look(store, [folder], jobs=jobs)


def build(folder: Path, db: Path, jobs: int) -> None:
    """Do what `timeline build` does."""
    with Store(db) as store:
        pipeline.update(store, [folder], jobs=jobs)
        store.size()


def _measured(step: Step, folder: Path, db: Path, jobs: int) -> Cost:
    list(events.extract([(warm := Article("warm", "They met in Vienna on 3 May 2021."), dates.annotate(warm))]))
    begun, clock = _processor(), time.perf_counter()
    step(folder, db, jobs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(_processor() - begun, time.perf_counter() - clock, memory)


def _processor() -> float:
    """Processor seconds of this process and of those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def measure(step: Step, folder: Path, db: Path, jobs: int = 1) -> Cost:
    """Return what a step costs in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(partial(_measured, step, folder, db, jobs))


def report(size: int, jobs: int, *, check: bool) -> None:
    """Print the lines of one size."""
    with tempfile.TemporaryDirectory() as kept:
        folder, db = Path(kept, "news"), Path(kept, "t.db")
        _news.write(folder, size)
        told = sum(path.stat().st_size for path in folder.iterdir())
        print(f"{size} articles, {told / 1e6:.1f} MB of text")
        # Processes of a pool cannot have others, so what uses several runs here.
        reading = measure(read, folder, db) if jobs == 1 else _measured(read, folder, db, jobs)
        print(f"  reading       {reading}, {1000 * reading.processor / size:.1f} ms an article", flush=True)
        print(f"  merging       {measure(build, folder, db)}", flush=True)
        for number in range(MORE):
            _news.write(folder, 1, first=size + number)
            print(f"  one more      {measure(build, folder, db)}", flush=True)
        print(f"  nothing new   {measure(build, folder, db)}", flush=True)
        if check:
            build(folder, Path(kept, "anew.db"), jobs)
            print(f"  like a build from nothing: {'yes' if load(db) == load(Path(kept, 'anew.db')) else 'NO'}", flush=True)


def report_reading(size: int, jobs: int) -> None:
    """Print what reading alone costs by one process and by several, and whether all read the same."""
    with tempfile.TemporaryDirectory() as kept:
        folder, said = Path(kept, "news"), dict[int, object]()
        _news.write(folder, size)
        for number in sorted({1, jobs}):
            db = Path(kept, f"{number}.db")
            # Each in a process of its own, so that the peak of the one is not that of the other.
            process = multiprocessing.get_context("spawn").Process(target=_read_and_tell, args=(folder, db, number, size))
            process.start()
            process.join()
            with Store(db) as store:
                said[number] = store.sources().digests
        print(f"  the same by {jobs} processes: {'yes' if said[1] == said[jobs] else 'NO'}", flush=True)


def _read_and_tell(folder: Path, db: Path, jobs: int, size: int) -> None:
    cost = _measured(read, folder, db, jobs)
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{size} articles by {jobs} process{'es' * (jobs > 1)}: {cost}, the largest of its helpers {helpers:.0f} MB", flush=True
    )


def main() -> None:
    """Print the figures of each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=int, default=[250, 1000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--reading", action="store_true")
    options = parser.parse_args()
    for size in options.articles:
        if options.reading:
            report_reading(size, options.jobs)
            continue
        report(size, options.jobs, check=options.check)


if __name__ == "__main__":
    main()
