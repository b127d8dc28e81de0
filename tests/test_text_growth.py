"""Long runs of signs that end sentences: the work must not grow with their square, for it is done outside of any worker."""

import subprocess
import sys

import pytest

LOOKED_FOR = "from timeline.text import _STOP; import sys; print(len(_STOP.findall(sys.argv[1] * 30_000 + sys.argv[2])))"


@pytest.mark.parametrize(("tail", "count"), [("x", 0), (" They met.", 2)])
@pytest.mark.parametrize("run", ["…" * 8, "!?" * 4, ".\"'''''''"])
def test_a_run_of_signs_is_passed_in_one_go(run: str, tail: str, count: int) -> None:
    """A quarter of a million of them took an hour when each of them was tried as the beginning of the run again."""
    command = [sys.executable, "-c", LOOKED_FOR, run, tail]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert int(done.stdout) == count
