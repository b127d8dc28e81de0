"""A short run of the campaign of mutations; benchmarks/mutations.py runs it to a hundred thousand."""

import subprocess
import sys
from pathlib import Path

import ingest_kit as kit
import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("seed", [1_000_000, 2_000_000])
def test_nothing_gets_out(seed: int) -> None:
    command = [sys.executable, "-m", "benchmarks.mutations", "--count", "300", "--seed", str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "raised 0, killed 0, caught by the last net 0" in done.stdout
    assert {line.split()[0] for line in done.stdout.splitlines() if "refusals" in line} == set(kit.samples())
