"""The same articles give byte-identical exports, whatever the order, the number of processes and the machine's surroundings."""

import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from timeline.model import FORMATS

ROOT = Path(__file__).parents[1]
FOLDERS = [ROOT / "seeds" / "articles", ROOT / "tests" / "stories" / "dock_strike" / "articles"]
FILES = sorted(str(path) for folder in FOLDERS for path in folder.iterdir())
SCRIPT = """
import hashlib, json, sys
from timeline import export, pipeline
groups, jobs = json.loads(sys.argv[1])
for paths in groups:
    timeline = pipeline.build(paths, "t.db", jobs=jobs).timeline
print(json.dumps({kind: hashlib.sha256(export.write(timeline, kind).encode()).hexdigest() for kind in sys.argv[2:]}))
"""

Groups = list[list[str]]


def shuffled(seed: int) -> list[str]:
    files = list(FILES)
    random.Random(seed).shuffle(files)  # noqa: S311
    return files


def built(folder: Path, groups: Groups, jobs: int = 1, **surroundings: str) -> dict[str, str]:
    """The digest of each export, built in a process of its own."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps([groups, jobs]), *FORMATS],
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **surroundings},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    digests: dict[str, str] = json.loads(done.stdout)
    return digests


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return built(tmp_path_factory.mktemp("expected") / "x", [FILES], PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8")


VARIANTS: dict[str, tuple[Groups, int, dict[str, str]]] = {
    "files backwards, far east": ([FILES[::-1]], 1, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
    "two processes, another locale": (
        [shuffled(1)],
        2,
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8"},
    ),
    "three processes, the folders": (
        [[str(folder) for folder in FOLDERS[::-1]]],
        3,
        {"PYTHONHASHSEED": "3", "LANG": "ar_EG.UTF-8"},
    ),
    "a few at a time into one store": (
        [shuffled(2)[i : i + 3] for i in range(0, len(FILES), 3)],
        1,
        {"PYTHONHASHSEED": "4", "TZ": "Asia/Kathmandu", "PYTHONUTF8": "0", "LC_ALL": "POSIX"},
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_exports_are_the_same_byte_for_byte(expected: dict[str, str], tmp_path: Path, name: str) -> None:
    groups, jobs, surroundings = VARIANTS[name]
    assert built(tmp_path / "x", groups, jobs, **surroundings) == expected


def test_another_article_makes_another_export(expected: dict[str, str], tmp_path: Path) -> None:
    fewer = built(tmp_path / "x", [FILES[1:]])
    assert not set(fewer.values()) & set(expected.values())
    assert hashlib.sha256(b"").hexdigest() not in fewer.values()
