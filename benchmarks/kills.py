"""A build is killed at random moments, again and again, and finished afterwards: nothing may be lost, nothing may differ.

usage: python -m benchmarks.kills [--kills 500] [--seed 1] [--processes 10]

Each trial begins with yesterday's store, which people have worked on, and does today's work: new, changed, doubled and unreadable
files are read, people decide on more events, everything is exported.  The work is killed with SIGKILL up to three times, at a
random moment or in the middle of a random system call that changes a file, half of a write done.  After each kill the store must
open, be sound, and hold every edit that was answered; after the last the work is done to its end, and every export and the
journal must be, byte for byte, those of work that nobody disturbed.  Most trials are forks of one process that has the model
loaded; the last ones are whole command lines with two jobs, whose helpers must be gone as well.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks._faults import DIE, Faults
from timeline import look, pipeline
from timeline.edits import Edit
from timeline.export import write
from timeline.files import write_whole
from timeline.model import FORMATS
from timeline.store import Store, StoreError

HEAD = "title: {0}\nsource: {1}\ndate: {2}\n\n"
YESTERDAY = {
    "a.txt": HEAD.format("Talks in Lima", "Harbor Post", "2023-07-23")
    + "The ministers of Peru and Chile met in Lima on Thursday.\n\nThey signed a fishing agreement on Friday.\n",
    "b.txt": HEAD.format("Fishing deal", "Coast Wire", "2023-07-24")
    + "Peru and Chile signed a fishing agreement on Saturday, officials said.\n\nPresident Rojas visited Arica two days later.\n",
    "c.txt": "title: Rojas in Arica\nsource: Dune Letter\n\nPresident Rojas visited Arica a day after the fishing agreement.\n",
}
TODAY = {
    "b.txt": YESTERDAY["b.txt"].replace("Saturday", "Friday"),
    "b copy.txt": YESTERDAY["b.txt"].replace("Saturday", "Friday"),
    "d.txt": HEAD.format("Dockers strike", "Harbor Post", "2023-08-02") + "Dockers in Arica went on strike on Monday.\n",
    "e.txt": HEAD.format("Strike goes on", "Coast Wire", "2023-08-03")
    + "The dockers, who went on strike on Tuesday, rejected an offer last night.\n\nTalks are planned for 10 August.\n",
    "f.txt": HEAD.format("Strike over", "Dune Letter", "2023-08-12") + "Dockers in Arica ended a strike on Friday.\n",
    "g.txt": "\x00\x01\x02 not a text at all \x00",
}
ENTRIES = (("title", ("Fishing agreement",)), ("comment", ("Seen.",)), ("verify", ()), ("hide", ()), ("undo", ("4",)),
           ("date", ("2023-08-01", "2023-08-01")), ("published", ("2023-08-04",)), ("comment", ("Done.",)))  # fmt: skip
BEFORE = 3  # of the entries, made yesterday
FEWEST_CUT = 0.2  # a campaign whose kills nearly always come after the work is done would prove nothing


def work(folder: Path, db: Path, out: Path, answer: Callable[[int], object], entries: int = len(ENTRIES)) -> None:
    """A day's work: read what there is, decide on some events, export everything."""
    pipeline.build([folder], db)
    with Store(db) as store:
        for number, (kind, values) in enumerate(ENTRIES[:entries], 1):
            if len(store.journal()) < number:
                timeline = store.timeline()
                event = min(timeline.events, key=lambda event: (event.mentions[0].article, event.mentions[0].start))
                target = {"undo": (), "published": (timeline.articles[0].id,)}.get(kind, tuple(m.id for m in event.mentions))
                answer(store.edit(Edit(kind, target, values, "Ana", f"2026-11-0{number}T10:00:00"), seen=number - 1))
                pipeline.refresh(store)
        for kind in FORMATS:
            write_whole(out / kind, write(store.timeline(), kind).encode())


def forked(job: Callable[[Callable[[int], object]], object], kill_after: float | None = None) -> tuple[int, list[int]]:
    """Do a job in a child; returns its exit status (negative for a signal) and the entries that it answered."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(source)
            job(lambda number: os.write(sink, bytes([number])))
            status = 0
        finally:
            os._exit(status)
    os.close(sink)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(source, "rb") as pipe:
        answered = list(pipe.read())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), answered


class Campaign:
    """One campaign in a folder of its own."""

    def __init__(self, home: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.home, self.faults = home, Faults()
        self.news, self.base, self.out = home / "news", home / "base.db", home / "out"
        self.kills = self.cut = self.answered = 0
        look.BATCH = 2  # many small transactions for a few small articles
        for folder in (self.news, self.out):
            folder.mkdir()
        self._write(YESTERDAY)
        work(self.news, self.base, self.out, lambda _: None, BEFORE)
        self._write(TODAY)
        self.db = home / "trial.db"
        self._begin()
        began = time.perf_counter()
        status, calls = forked(self._counting)
        assert status == 0, "the undisturbed work failed"
        self.seconds, self.calls = time.perf_counter() - began, int.from_bytes(bytes(calls[-2:]), "big")
        self.expected, self.journal = self._exports(), self._checked(0)
        assert len(self.journal) == len(ENTRIES)

    def _write(self, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            (self.news / name).write_text(text, encoding="utf-8")

    def _work(self, answer: Callable[[int], object]) -> None:
        work(self.news, self.db, self.out, answer)

    def _counting(self, answer: Callable[[int], object]) -> None:
        with self.faults.at(0, DIE):
            self._work(answer)
            for byte in min(self.faults.count, 0xFFFF).to_bytes(2, "big"):
                answer(byte)

    def _exports(self) -> dict[str, bytes]:
        return {kind: (self.out / kind).read_bytes() for kind in FORMATS}

    def _begin(self) -> None:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.db}{end}").unlink(missing_ok=True)
        shutil.copy(self.base, self.db)
        shutil.rmtree(self.out)
        self.out.mkdir()

    def _checked(self, answered: int) -> tuple[Edit, ...]:
        """The journal of a store that opens, is sound, and has every entry that was answered."""
        with Store(self.db, must_exist=True) as store:
            with store.database.reading() as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            store.timeline()
            journal = store.journal()
            assert len(journal) >= answered, f"{answered} edits were answered, {len(journal)} are there"
            return journal

    def _finished(self) -> None:
        status, _ = forked(self._work)
        assert status == 0, f"the work cannot be finished after kill {self.kills}"
        assert self._checked(len(ENTRIES)) == self.journal, "the journal differs"
        for kind, data in self._exports().items():
            assert data == self.expected[kind], f"{kind} differs after kill {self.kills}"

    def _after_a_kill(self, answered: int) -> None:
        self.kills += 1
        self._checked(answered)
        for path in self.out.iterdir():  # an export is whole or not there
            assert path.suffix == ".part" or path.read_bytes() == self.expected[path.name], (
                f"{path.name} is torn, or not of all the work"
            )

    def trial(self, most: int) -> None:
        """Kill the work up to three times and finish it."""
        self._begin()
        for _ in range(min(most, self.random.randint(1, 3))):
            if self.random.random() < 0.5:
                number = self.random.randint(1, self.calls)
                status, answered = forked(lambda answer, n=number: self._dying(n, answer))  # type: ignore[misc]
            else:
                status, answered = forked(self._work, self.random.uniform(0, self.seconds))
            assert status in {0, -signal.SIGKILL}, f"the work failed with {status}"
            self.cut += status != 0
            self._after_a_kill(max(answered, default=0))
        self._finished()

    def _dying(self, number: int, answer: Callable[[int], object]) -> None:
        with self.faults.at(number, DIE):
            self._work(answer)

    def process_trial(self, seconds: float) -> float:
        """Kill a command line with two jobs; with 0 seconds it is left in peace.  Returns how long it took."""
        self._begin()
        command = [sys.executable, "-m", "timeline", "build", str(self.news), "--db", str(self.db), "--jobs", "2", "--quiet"]
        began = time.perf_counter()
        process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(self.random.uniform(0.1, seconds) if seconds else None)
        took = time.perf_counter() - began
        self.cut += process.poll() is None
        process.kill()
        process.wait()
        assert _gone(process.pid), "processes are left over"
        if seconds:
            self._after_a_kill(BEFORE)
        self._finished()
        return took


def _gone(session: int, seconds: float = 30) -> bool:
    """Whether every process of a session ends by itself."""
    for _ in range(int(seconds * 10)):
        if not any(_session(path) == session for path in Path("/proc").glob("[0-9]*/stat")):
            return True
        time.sleep(0.1)
    return False


def _session(path: Path) -> int:
    try:
        state, _, _, session = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:4]
    except (OSError, ValueError):
        return 0
    return 0 if state == "Z" else int(session)


def main() -> None:
    """Run the campaign and say what it did."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=10, help="of these, of whole command lines")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as home:
        campaign = Campaign(Path(home).resolve(), options.seed)
        while campaign.kills < options.kills - options.processes:
            campaign.trial(options.kills - options.processes - campaign.kills)
        took = campaign.process_trial(0) if options.processes else 0.0
        for _ in range(options.processes):
            campaign.process_trial(took)
        print(f"{campaign.kills} kills (seed {options.seed}), {campaign.cut} of them before the work was done; "
              f"{campaign.calls} calls change a file in {campaign.seconds:.1f} s of undisturbed work")  # fmt: skip
        assert campaign.cut >= FEWEST_CUT * campaign.kills, "the kills came too late to prove anything"
        print("every store opened, every answered edit was there, every export came out the same byte for byte")


if __name__ == "__main__":
    try:
        main()
    except (AssertionError, StoreError) as error:
        sys.exit(f"FAILED: {error}")
