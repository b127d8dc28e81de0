"""One writer and eight readers on one store: no error, no half-written timeline, and nobody waits.

usage: python -m benchmarks.readers [--seconds 600] [--readers 8]

Every process has its own connection.  The writer keeps readings, saves timelines and makes edits, several times a second; each
reader, after a pause like a person's, asks for the version and reads the whole timeline, now and then with the store opened anew,
as a command does.  What it reads must be a timeline that was saved as a whole, never older than the last one.  Beside each read
the same timeline is read from memory, where nobody writes: on a busy machine, that tells waiting for the store from waiting for
a core.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.merge_speed import Corpus
from timeline.edits import Edit
from timeline.merge import merge
from timeline.store import Known, Store

MENTIONS = 250
AIM = 0.1  # seconds in which 99 of 100 reads are to be done


def made(number: int) -> list[Any]:
    """The readings of a small corpus, and timelines of it that can be told apart by their events and their warning."""
    readings = Corpus(MENTIONS, seed=1).readings
    whole = merge(readings)
    return [readings, *(replace(whole, events=whole.events[k:], warnings=(f"{len(whole.events) - k}",)) for k in range(number))]


def write(db: Path, seconds: float, answers: Any) -> None:
    """Change the store until the time is over; answers with the seconds that each change took."""
    readings, *timelines = made(9)
    took, until, number = [], time.monotonic() + seconds, 0
    with Store(db) as store:
        while time.monotonic() < until:
            number += 1
            began = time.perf_counter()
            store.add([(reading, Known("r", None)) for reading in readings[number % 7 :: 7]])
            store.save(timelines[number % 9], store.inputs().stamp, "code")
            if number % 50 == 0:
                store.edit(Edit("comment", (timelines[0].events[-1].mentions[0].id,), (f"Note {number}",)), seen=0)
            took.append(time.perf_counter() - began)
            time.sleep(0.1)
    answers.put(("write", took, []))


def read(db: Path, seconds: float, seed: int, answers: Any) -> None:
    """Read the store until the time is over; answers with the seconds that each read took, and with what was wrong."""
    chance, took, wrong, alone = random.Random(seed), [], [], []
    memory = Store(":memory:")
    memory.save(made(1)[1])
    until, last = time.monotonic() + seconds, 0
    store = Store(db, must_exist=True)
    while time.monotonic() < until:
        time.sleep(chance.uniform(0.05, 0.25))
        began = time.perf_counter()
        memory.version(), memory.timeline()
        alone.append(time.perf_counter() - began)
        time.sleep(chance.uniform(0.05, 0.25))
        began = time.perf_counter()
        try:
            if chance.random() < 0.1:
                store.close()
                store = Store(db, must_exist=True)
            version, timeline = store.version(), store.timeline()
            took.append(time.perf_counter() - began)
            if version < last:
                wrong.append(f"version {version} after {last}")
            last = version
            if str(len(timeline.events)) not in timeline.warnings:
                wrong.append(f"{len(timeline.events)} events, but {timeline.warnings}")
        except Exception as error:
            wrong.append(f"{type(error).__name__}: {error}")
    store.close()
    answers.put(("read", took, wrong))
    answers.put(("memory", alone, []))


def told(name: str, took: list[float]) -> float:
    """Print how long something took; returns the 99th percentile in seconds."""
    took.sort()
    middle, late = took[len(took) // 2], took[int(len(took) * 0.99)]
    print(f"{len(took):7,} {name}: median {middle * 1000:.1f} ms, p99 {late * 1000:.1f} ms, slowest {took[-1] * 1000:.1f} ms")
    return late


def main() -> None:
    """Run the campaign and say what it did."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--readers", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="readers-") as home:
        db = Path(home, "t.db")
        readings, timeline = made(1)
        with Store(db) as store:
            store.add([(reading, Known("r", None)) for reading in readings])
            store.save(timeline, store.inputs().stamp, "code")
        kind = multiprocessing.get_context("spawn")
        answers = kind.Queue()
        jobs = [kind.Process(target=write, args=(db, options.seconds, answers))]
        jobs += [kind.Process(target=read, args=(db, options.seconds, seed, answers)) for seed in range(options.readers)]
        for job in jobs:
            job.start()
        said = [answers.get(timeout=options.seconds + 120) for _ in range(len(jobs) + options.readers)]
        for job in jobs:
            job.join()
        with Store(db) as store, store.database.reading() as sql:
            sound = sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    wrong = [line for _, _, lines in said for line in lines]
    print(
        f"{options.readers} readers and a writer for {options.seconds:.0f} s, {len(timeline.events)} events: {len(wrong)} errors"
    )
    told("writes", [second for name, took, _ in said if name == "write" for second in took])
    told("reads from memory", [second for name, took, _ in said if name == "memory" for second in took])
    late = told("reads", [second for name, took, _ in said if name == "read" for second in took])
    print("load of the machine at the end: {:.1f}, {:.1f}, {:.1f} for {} cores".format(*os.getloadavg(), os.cpu_count()))
    print(f"the aim of {AIM * 1000:.0f} ms for 99 of 100 reads is {'reached' if late < AIM else 'not reached'}")
    if wrong or not sound:
        sys.exit("FAILED: " + "; ".join([*wrong[:5], *([] if sound else ["the store is damaged"])]))


if __name__ == "__main__":
    main()
