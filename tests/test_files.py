"""What processes that were killed in an export have left is swept up by the next one, and nothing else is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from timeline.files import ABANDONED_SECONDS, beside, write_whole

KILLED = """
import os, signal, sys
from pathlib import Path
from timeline.files import beside
with beside(Path(sys.argv[1])) as part:
    part.write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(target: Path) -> Path:
    """Let a process be killed while it writes a file; returns what it leaves."""
    done = subprocess.run([sys.executable, "-c", KILLED, target], check=False)
    assert done.returncode == -signal.SIGKILL
    (part,) = target.parent.glob(".timeline-*.part")
    return part


def test_what_a_killed_process_left_goes_with_the_next_export(tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    part = killed(target)
    write_whole(target, b"new")
    assert part.exists()  # it may still be written by somebody
    past = time.time() - ABANDONED_SECONDS - 60
    os.utime(part, (past, past))
    write_whole(target, b"newer")
    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]
    assert target.read_bytes() == b"newer"


def test_nothing_else_is_swept(tmp_path: Path) -> None:
    names = [
        ".timeline-notes.part",
        ".timeline-abcdefgh.part.txt",
        "timeline-abcdefgh.part",
        ".timeline-ABCDEFGH.part",
        ".other-abcdefgh.part",
    ]
    past = time.time() - 10 * ABANDONED_SECONDS
    for name in names:
        (tmp_path / name).write_text("mine")
        os.utime(tmp_path / name, (past, past))
    (tmp_path / ".timeline-folder00.part").mkdir()
    os.utime(tmp_path / ".timeline-folder00.part", (past, past))
    (tmp_path / "kept.txt").write_text("kept")
    (tmp_path / ".timeline-linklink.part").symlink_to(tmp_path / "kept.txt")
    os.utime(tmp_path / ".timeline-linklink.part", (past, past), follow_symlinks=False)
    before = sorted(path.name for path in tmp_path.iterdir())
    write_whole(tmp_path / "out.html", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "out.html"])


def test_two_writers_at_once_do_not_sweep_each_other(tmp_path: Path) -> None:
    with beside(tmp_path / "a") as one, beside(tmp_path / "b") as two:
        one.write_bytes(b"a")
        two.write_bytes(b"b")
        write_whole(tmp_path / "c", b"c")
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"a", b"b", b"c"]
