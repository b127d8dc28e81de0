"""Faults of the disk and of the process: what was stored stays, and the error is one sentence that says what to do."""

import errno
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_export import one_event
from test_store import reading

from benchmarks._faults import Faults
from timeline.edits import Edit
from timeline.files import write_whole
from timeline.model import Refusal
from timeline.store import Known, Store, StoreError, rows_of

ROOT = Path(__file__).parents[1]
LONG = one_event(
    text="It was signed on Thursday." + " Nobody said more of it." * 4_000
)  # its exports are larger than a store's log
SENTENCE = re.compile(r"^\S*t\.db: .*(disk is full\. Free some space|disk failed or is full .*\. Check it) .*still there\.$")
EDITS = (Edit("title", ("m1",), ("One",)), Edit("comment", ("m1",), ("Two",)), Edit("published", ("a1",), ("2023-07-23",)))


@pytest.fixture(scope="module")
def faults() -> Iterator[Faults]:
    try:
        made = Faults()
    except OSError as error:
        pytest.skip(str(error))
    yield made
    made.close()


def work(db: Path, done: list[str]) -> None:
    """All that changes a store; what is answered goes on the list."""
    with Store(db) as store:
        for text in ("one " * 900, "two"):
            store.add([(reading(text), Known("r", f"/{text[:3]}"))])
            done.append("read")
        store.settle({"/one": "id-two", "/two": "id-two"}, ["/"], {"/x": Refusal("x", "Why.")})
        for edit in EDITS[len(store.journal()) :]:
            store.edit(edit)
            done.append("edit")
        store.put_notes({"fetched": "now"})
        store.save(one_event(), store.inputs().stamp, "code")


def contents(db: Path) -> object:
    with Store(db, must_exist=True) as store:
        with store.database.reading() as sql:
            assert sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            places = sql.execute("SELECT * FROM place ORDER BY name").fetchall()
        return store.rows(), store.journal(), tuple(store.readings()), store.refusals(), store.note("fetched"), places


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC], ids=["EIO", "ENOSPC"])
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_a_fault_at_every_write_is_told_and_loses_nothing(tmp_path: Path, faults: Faults, error: int, lasting: bool) -> None:
    base, db, told = tmp_path / "base.db", tmp_path / "t.db", set[str]()
    with Store(base) as store:
        store.edit(Edit("hide", ("m1",)))
        store.add([(reading("zero"), Known("r", "/zero"))])
    shutil.copy(base, db)
    with faults.at(0, error):
        work(db, [])
        calls = faults.count
    expected = contents(db)
    assert calls > 40
    for number in range(1, calls + 1):
        shutil.copy(base, db)
        done = list[str]()
        with faults.at(number, error, lasting=lasting):
            try:
                work(db, done)
            except StoreError as fault:
                told.add(str(fault))
        with Store(db, must_exist=True) as store:  # what was answered is there
            assert len(store.journal()) > done.count("edit")
            assert len(store.known()) >= done.count("read")
        work(db, [])
        assert contents(db) == expected, f"differs after a fault at call {number}"
    assert told
    assert [fault for fault in told if not SENTENCE.match(fault)] == []


def test_a_short_campaign_of_kills() -> None:
    """`python -m benchmarks kills` is the long one."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "--kills", "14", "--processes", "1", "--seed", "7"],
        cwd=ROOT, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.match(r"14 kills \(seed 7\), ([3-9]|1\d) of them before the work was done", done.stdout)
    assert done.stdout.endswith("byte for byte\n")


def test_readers_and_a_writer_for_a_moment() -> None:
    """`python -m benchmarks readers` is the long one; it also says how long each read took."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.readers", "--seconds", "4", "--readers", "3"],
        cwd=ROOT, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^3 readers and a writer for 4 s, \d+ events: 0 errors$", done.stdout, re.MULTILINE)
    assert re.search(r"^\s+\d+ writes: .*\n\s+[\d,]+ reads from memory: .*\n\s+[\d,]+ reads: ", done.stdout, re.MULTILINE)


# ---- exports -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("faults") / "t.db"
    with Store(path) as store:
        store.save(LONG)
    yield path
    assert rows_of(LONG) == Store(path).rows()


def export(db: Path, *arguments: object, stdout: str | None = None, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit or resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    with open(stdout or os.devnull, "w") as out:  # noqa: PTH123
        return subprocess.run(
            [sys.executable, "-m", "timeline", "export", "--db", db, "--format", "html", *map(str, arguments)],
            stdout=out, stderr=subprocess.PIPE, text=True, timeout=60, check=False, preexec_fn=limited,
        )  # fmt: skip


def test_an_export_that_fails_leaves_its_older_self(db: Path, tmp_path: Path) -> None:
    old = tmp_path / "out.html"
    old.write_text("older", encoding="utf-8")
    done = export(db, "--output", old, limit=33_000)  # the store's index of its log needs 32 kB
    assert (done.returncode, done.stderr) == (
        2,
        f"Error: {old}: cannot be written (File too large). Free some space, or name another place.\n",
    )
    assert old.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [old]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a Linux device")
@pytest.mark.parametrize("output", [(), ("--output", "/dev/full")])
def test_a_full_disk_is_one_sentence(db: Path, output: tuple[str, ...]) -> None:
    done = export(db, *output, stdout=None if output else "/dev/full")
    name = "/dev/full" if output else "standard output"
    assert (done.returncode, done.stderr) == (
        2,
        f"Error: {name}: cannot be written (No space left on device). Free some space, or name another place.\n",
    )


def test_a_store_on_a_full_disk_is_named(tmp_path: Path) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    (tmp_path / "a.txt").write_text("date: 2023-07-23\n\n" + "The ministers met in Lima on Thursday. " * 2000, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "build", "a.txt", "--db", "t.db"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False, preexec_fn=limited,
    )  # fmt: skip
    assert done.returncode == 2, done.stdout
    assert SENTENCE.match(done.stderr.removeprefix("Error: ").strip()), done.stderr
    assert Store(tmp_path / "t.db").known() == {}


def test_files_are_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, link = tmp_path / "a.txt", tmp_path / "link.txt"
    write_whole(target, b"one")
    target.chmod(0o640)
    link.symlink_to(target)
    write_whole(link, b"two")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"two", 0o640)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "the disk failed")))
    with pytest.raises(OSError, match="the disk failed"):
        write_whole(target, b"three")
    assert sorted(tmp_path.iterdir()) == [target, link]
    assert target.read_bytes() == b"two"
    fresh = tmp_path / "b.txt"
    monkeypatch.undo()
    write_whole(fresh, b"")
    mask = os.umask(0)
    os.umask(mask)
    assert fresh.stat().st_mode & 0o777 == 0o666 & ~mask
