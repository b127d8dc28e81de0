"""Uses that only a clumsy or a hostile hand makes: one sentence, no traceback, and nothing lost."""

import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "title: Dam\ndate: 2021-05-05\n\nThe dam at Orlo burst on 3 May 2021. Two people died on Tuesday, officials said.\n"
DONE, SKIPPED, WRONG_USAGE = 0, 1, 2


def timeline(cwd: Path, *arguments: str | bytes, closed: str = "") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "timeline", *arguments]
    if closed:
        command = ["sh", "-c", f'"$@" {closed}', "sh", *command]
    done = subprocess.run(command, cwd=cwd, capture_output=True, timeout=120, check=False)
    assert b"Traceback" not in done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert timeline(tmp_path, "build", "a.txt").returncode == DONE
    return tmp_path


@pytest.mark.parametrize("name", ["timeline.db", "other.db", "link.db"])
def test_an_export_never_takes_the_place_of_a_store(folder: Path, name: str) -> None:
    (folder / "other.db").write_bytes((folder / "timeline.db").read_bytes())
    (folder / "link.db").symlink_to("timeline.db")
    before = (folder / name).read_bytes()
    done = timeline(folder, "export", "--format", "csv", "--output", name)
    assert (done.returncode, b"would be lost" in done.stderr) == (WRONG_USAGE, True)
    assert (folder / name).read_bytes() == before


def test_links_in_a_ring_are_named_and_the_rest_is_read(folder: Path) -> None:
    (folder / "ring").symlink_to("ring")
    done = timeline(folder, "build", "ring", "a.txt", "--db", "new.db")
    assert done.returncode == SKIPPED
    assert done.stderr.startswith(b"ring: ")
    assert done.stdout.startswith(b"1 article ")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text_is_named_and_the_rest_is_read(folder: Path) -> None:
    done = timeline(folder, "build", b"no\xff.txt", "a.txt", "--db", "new.db")
    assert done.returncode == SKIPPED
    assert done.stdout.startswith(b"1 article ")
    assert len(done.stderr.splitlines()) == 1
    assert timeline(folder, "check", "--db", "new.db").returncode == DONE


def test_a_name_that_is_too_long_is_said_to_be(folder: Path) -> None:
    done = timeline(folder, "show", "--db", "b" * 300 + ".db")
    assert (done.returncode, b"File name too long" in done.stderr) == (WRONG_USAGE, True)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_outputs_are_no_fault_and_no_store_takes_their_place(folder: Path, closed: str) -> None:
    assert timeline(folder, "show", closed=closed).returncode == DONE
    (folder / "b.txt").write_text(TEXT.replace("Orlo", "Vell").replace("Dam", "Dyke"), "utf-8")
    assert timeline(folder, "build", "b.txt", closed=closed).returncode == DONE
    assert timeline(folder, "check").returncode == DONE
