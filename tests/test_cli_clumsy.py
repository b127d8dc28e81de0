"""Uses that only a clumsy or a hostile hand makes: one sentence, no traceback, and nothing lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from subprocess import PIPE

import pytest

TEXT = "title: Dam\ndate: 2021-05-05\n\nThe dam at Orlo burst on 3 May 2021. Two people died on Tuesday, officials said.\n"
DONE, SKIPPED, WRONG_USAGE = 0, 1, 2


def timeline(cwd: Path, *arguments: str | bytes, closed: str = "") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "timeline", *arguments]
    if closed:
        command = ["sh", "-c", f'"$@" {closed}', "sh", *command]
    done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
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


def test_a_link_into_nowhere_is_told_with_the_folder_that_it_misses(folder: Path) -> None:
    (folder / "out.csv").symlink_to(folder / "gone" / "out.csv")
    done = timeline(folder, "export", "--format", "csv", "--output", "out.csv")
    assert done.returncode == WRONG_USAGE
    assert f"there is no folder {folder / 'gone'}. Make it, or name another file".encode() in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_outputs_are_no_fault_and_no_store_takes_their_place(folder: Path, closed: str) -> None:
    assert timeline(folder, "show", closed=closed).returncode == DONE
    (folder / "b.txt").write_text(TEXT.replace("Orlo", "Vell").replace("Dam", "Dyke"), "utf-8")
    assert timeline(folder, "build", "b.txt", closed=closed).returncode == DONE
    assert timeline(folder, "check").returncode == DONE


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_folder_and_a_store_whose_names_are_no_text_are_as_good_as_others(folder: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/no\xff"))
    odd.mkdir()
    (odd / "a.txt").write_text(TEXT, "utf-8")
    for read in (b"1 article (1 new", b"1 article (0 new"):
        done = timeline(folder, "build", b"no\xff", "--db", b"\xfe.db")
        assert (done.returncode, done.stdout.startswith(read)) == (DONE, True)
    assert b"Orlo" in timeline(folder, "export", "--db", b"\xfe.db", "--format", "json").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("resolve", "tomorrow", "--published", "9999-12-31"), b"the calendar ends"),
        (("resolve", "tomorrow", "--language", "klingon"), b"'klingon' is no language"),
        (("password", "ana"), b"no terminal to ask"),
    ],
)
def test_what_cannot_be_meant_is_said(tmp_path: Path, arguments: tuple[str, ...], words: bytes) -> None:
    done = timeline(tmp_path, *arguments)
    assert (done.returncode, done.stdout, words in done.stderr) == (WRONG_USAGE, b"", True)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_is_one_sentence_and_the_next_build_goes_on(tmp_path: Path, jobs: str) -> None:
    for number in range(300):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT}\nThe ministers met {number} times on 4 May 2021.", "utf-8")
    command = [sys.executable, "-m", "timeline", "build", str(tmp_path), "--db", str(tmp_path / "t.db"), "--jobs", jobs]
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, start_new_session=True) as build:
        while build.poll() is None and not Path(f"{tmp_path}/t.db-wal").exists():  # the store is open, and reading begins
            time.sleep(0.02)
        time.sleep(0.5)
        os.killpg(build.pid, signal.SIGINT)  # as a terminal does it: to every process of the command
        out, told = build.communicate(timeout=60)
    assert (build.returncode, out) == (130, b"")
    assert told.decode().split("\n")[1:-1] == ["Stopped. What was done so far is kept; the same command goes on from there."]
    assert timeline(tmp_path, "check", "--quick", "--db", "t.db").returncode == DONE
    assert timeline(tmp_path, "build", str(tmp_path), "--db", "t.db").stdout.startswith(b"300 articles ")
