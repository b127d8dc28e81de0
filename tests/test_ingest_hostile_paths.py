"""Folders that somebody changes while they are read, and files that are none: nothing outside is opened, nothing hangs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from ingest_kit import TEXT, TITLE, zipped

from timeline.ingest import read, read_documents
from timeline.ingest.sources import MOVED, ON_THE_WEB, find
from timeline.model import Article, Refusal

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("title: Secret\n\nNobody must read this.\n", encoding="utf-8")
    made = tmp_path / "news"
    (made / "in").mkdir(parents=True)
    (made / "in" / "a.txt").write_bytes(TEXT)
    return made


def reasons(found: list[Article | Refusal]) -> list[str]:
    return [item.reason if isinstance(item, Refusal) else item.title for item in found]


def test_a_file_that_becomes_a_link_before_it_is_opened_is_not_read(folder: Path) -> None:
    documents = list(find([folder]))
    (folder / "in" / "a.txt").unlink()
    (folder / "in" / "a.txt").symlink_to(folder.parent / "secret.txt")
    assert reasons([item for _, item in read_documents(documents) if item]) == [MOVED]


def test_a_folder_that_becomes_a_link_before_it_is_opened_is_not_read(folder: Path) -> None:
    documents = list(find([folder]))
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_text("title: Secret\n\nNobody must read this.\n", encoding="utf-8")
    (folder / "in").rename(folder.parent / "old")
    (folder / "in").symlink_to(elsewhere)
    assert reasons([item for _, item in read_documents(documents) if item]) == [MOVED]


def test_a_file_that_is_written_anew_meanwhile_is_read(folder: Path) -> None:
    documents = list(find([folder]))
    (folder / "in" / "a.txt").unlink()
    (folder / "in" / "a.txt").write_bytes(TEXT)
    assert reasons([item for _, item in read_documents(documents) if item]) == [TITLE]


def test_a_file_that_becomes_a_pipe_does_not_hang_the_reader(folder: Path) -> None:
    documents = list(find([folder]))
    (folder / "in" / "a.txt").unlink()
    os.mkfifo(folder / "in" / "a.txt")
    (reason,) = reasons([item for _, item in read_documents(documents) if item])
    assert "pipe" in reason


def test_links_in_a_folder_are_passed_over_and_named_ones_are_followed(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "away").symlink_to(folder.parent)
    assert reasons(list(read([folder]))) == [TITLE]
    assert reasons(list(read([folder / "link.txt"]))) == ["Secret"]
    (folder.parent / "here").symlink_to(folder)
    assert reasons(list(read([folder.parent / "here"]))) == [TITLE]


def test_a_socket_and_devices_are_no_articles(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "b.txt"))
        found = reasons(list(read([folder])))
    assert found[0] == TITLE or "socket" in found[0]
    assert any("socket" in reason for reason in found)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="Linux")
@pytest.mark.parametrize(
    "name", ["/proc/self/mem", "/proc/kcore", "/proc/self/fd/0", "/proc/self/pagemap", "/dev/zero", "/dev/tty"]
)
def test_files_of_the_system_end_in_a_sentence(name: str) -> None:
    for found in read([name]):
        assert isinstance(found, Refusal)
        assert found.reason.endswith(".")


NAMES = [
    "\x1b[31mred.txt",
    "a\nb.txt",
    "a\rb.txt",
    "\u202etxt.exe.txt",
    "-rf.txt",
    "$(touch x).txt",
    "`id`.txt",
    "a;b|c.txt",
    "~.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_a_terminal_would_obey(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / name).write_bytes(TEXT)
    (folder / (name + ".xlsx")).write_bytes(b"x")
    (folder / "in.zip").write_bytes(zipped({name: TEXT, name + ".xlsx": "x"}))
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "build", "news", "--db", "t.db"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    shown = subprocess.run(
        [sys.executable, "-m", "timeline", "show", "--db", "t.db", "--warnings"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("t.db")) == ["news"]
    for text in (done.stdout, done.stderr, shown.stdout, shown.stderr):
        assert "Traceback" not in text
        assert not [char for char in text if char not in "\n\t" and not char.isprintable()]
    assert len([line for line in done.stderr.splitlines() if ".xlsx" in line]) == 2


def test_a_folder_with_such_a_name_that_cannot_be_read_is_named_safely(tmp_path: Path) -> None:
    deep = tmp_path / "news"
    for _ in range(205):
        deep = deep / "\x1b"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_bytes(TEXT)
    (refusal,) = read([tmp_path / "news"])
    assert isinstance(refusal, Refusal)
    assert "nested deeper" in refusal.reason
    assert refusal.name.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "www.ledger.example/2026/03/02/crane",
        "ledger.example",
        "Ledger.Example/a.html",
        "news.example:8080/a",
        "m.ledger.example/",
    ],
)
def test_a_web_address_without_its_beginning_is_recognized(text: str) -> None:
    (refusal,) = read([text])
    assert refusal == Refusal(text, ON_THE_WEB)


@pytest.mark.parametrize(
    "text",
    ["article.txt", "news/article", "./ledger.example", "page.html", "notes.xyz1", "no such.example/a", "a.json", "LICENSE.md"],
)
def test_a_file_that_is_missing_is_no_web_address(text: str) -> None:
    (refusal,) = read([text])
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "Not found: there is no such file or folder. Check the path."
