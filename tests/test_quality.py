"""The quality gate: the command line on the stories that the project carries, held against pinned floors."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_no_figure_falls_below_its_floor() -> None:
    done = subprocess.run(
        [sys.executable, HERE / "eval" / "run.py", HERE.parent / "seeds", HERE / "stories", "--floor", HERE / "floors.json"],
        env=os.environ | {"TIMELINE_CMD": f"{sys.executable} -m timeline"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "facts_f1" in done.stdout
