"""A disk that fails when it is asked to keep what was written: each sync in turn, under a store and under an export.

The system's library is the only place where these calls can be made to fail, so the work is done in a process of its own with
a small library before the system's (benchmarks/_sync.c), which a compiler makes first; where there is none, this is skipped.
"""

import ctypes
import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("cc") is None, reason="needs a C compiler and the loader of Linux"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sync") / "sync.so"
    source = ROOT / "benchmarks" / "_sync.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", made, source, "-ldl"], check=True, timeout=60)
    return made


def ask(library: Path, folder: Path, *, error: int, lasting: bool) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, __file__, str(folder), str(error), str(int(lasting))],
        env={**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    answer = json.loads(done.stdout)
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC], ids=["EIO", "ENOSPC"])
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_a_disk_that_does_not_keep_what_it_was_given(library: Path, tmp_path: Path, error: int, lasting: bool) -> None:
    said = ask(library, tmp_path, error=error, lasting=lasting)
    assert said["syncs"] > 10  # type: ignore[operator]
    assert said["told"] >= 8  # type: ignore[operator]
    assert said["wrong"] == []
    assert said["export"] == [f"[Errno {error}] {os.strerror(error)}", "older", ["out.html"]]


def main(folder: Path, error: int, lasting: bool) -> None:
    """Let each sync of the same work fail in turn; prints what was told, and whatever came out wrong."""
    from test_export import one_event  # noqa: F401, PLC0415
    from test_faults import SENTENCE, contents, work  # noqa: PLC0415
    from test_store import reading  # noqa: PLC0415

    from timeline.edits import Edit  # noqa: PLC0415
    from timeline.files import write_whole  # noqa: PLC0415
    from timeline.store import Known, Store, StoreError  # noqa: PLC0415

    shim = ctypes.CDLL(None)
    base, db = folder / "base.db", folder / "t.db"
    with Store(base) as store:
        store.edit(Edit("hide", ("m1",)))
        store.add([(reading("zero"), Known("r", "/zero"))])
    shutil.copy(base, db)
    shim.timeline_fail(0, 0, 0)
    work(db, [])
    syncs = shim.timeline_syncs()
    expected = contents(db)
    told, wrong = 0, []
    for number in range(1, syncs + 1):
        for left in folder.glob("t.db*"):
            left.unlink()
        shutil.copy(base, db)
        done = list[str]()
        shim.timeline_fail(number, error, int(lasting))
        try:
            work(db, done)
        except StoreError as fault:
            told += 1
            if not SENTENCE.match(str(fault)):
                wrong.append(f"{number}: {fault}")
        else:  # only the tidying up when a store is closed may fail in silence: all of it stays in the log then
            shim.timeline_fail(0, 0, 0)
            if contents(db) != expected:
                wrong.append(f"{number}: what was called stored is gone")
        shim.timeline_fail(0, 0, 0)
        with Store(db, must_exist=True) as store:
            if len(store.journal()) <= done.count("edit") or len(store.known()) < done.count("read"):
                wrong.append(f"{number}: what was answered is gone")
        work(db, [])
        if contents(db) != expected:
            wrong.append(f"{number}: differs afterwards")
    out = folder / "exports" / "out.html"
    out.parent.mkdir()
    out.write_text("older", encoding="utf-8")
    shim.timeline_fail(1, error, int(lasting))
    try:
        write_whole(out, b"newer")
        failed = ""
    except OSError as fault:
        failed = str(fault)
    listed = sorted(path.name for path in out.parent.iterdir())
    sys.stdout.write(
        json.dumps({"syncs": syncs, "told": told, "wrong": wrong, "export": [failed, out.read_text("utf-8"), listed]})
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1")
