"""Checking, repairing and copying stores: every kind of damage is named with what to do, and what people did is kept."""

import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from test_cli import timeline
from test_store import SCHEMA_1

from timeline import checking, pipeline
from timeline.edits import Edit
from timeline.store import Store, StoreError

TEXTS = {
    "a.txt": "title: Talks\nsource: Harbor Post\ndate: 2023-07-23\n\nThe ministers of Peru and Chile met in Lima on Thursday.\n",
    "b.txt": "title: A deal\nsource: Coast Wire\ndate: 2023-07-25\n\nPeru and Chile signed a fishing agreement on Monday.\n",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    made = pipeline.build([folder / "a.txt", folder / "b.txt"], folder / "t.db").timeline
    with Store(folder / "t.db") as store:
        store.edit(Edit("title", tuple(m.id for m in made.events[0].mentions), ("By hand",), "Ana", "2026-11-23T10:00:00"))
        store.edit(Edit("comment", tuple(m.id for m in made.events[0].mentions), ("Seen",), "Ben"))
    return folder / "t.db"


@pytest.fixture
def db(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "t.db"))


def damage(db: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(db, isolation_level=None)) as sql:
        for trigger in ("edit_stays", "edit_remains"):
            sql.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            sql.execute(statement)


def test_a_sound_store_is_sound(db: Path) -> None:
    assert checking.check(db) == []
    assert checking.contents(db) == "2 articles, 2 events, 2 changes by hand"


FLIP = "UPDATE {} SET body = CAST(replace(CAST(body AS TEXT), 'Lima', 'Lame') AS BLOB)"
DAMAGE = {
    "a letter of a reading": (FLIP.format("reading"), "a.txt is damaged.", "repair"),
    "a reading that is no JSON": ("UPDATE reading SET body = CAST('{' AS BLOB) WHERE origin LIKE '%b.txt'", "b.txt", "repair"),
    "a reading under another's name": ("UPDATE reading SET article = 'x' WHERE origin LIKE '%b.txt'", "damaged", "repair"),
    "a reading that is gone": ("DELETE FROM reading WHERE origin LIKE '%b.txt'", "b.txt is missing.", "build"),
    "an event that is no JSON": ("UPDATE event SET body = CAST('{' AS BLOB)", "The timeline is damaged.", "repair"),
    "an event that is gone": (
        "DELETE FROM event WHERE rowid = (SELECT max(rowid) FROM event)",
        "not the one that the articles give",
        "repair",
    ),
    "an article that is gone": (
        "DELETE FROM article WHERE rowid = (SELECT min(rowid) FROM article)",
        "which is not there",
        "repair",
    ),
    "a letter of an event": (FLIP.format("event"), "not the one that the articles give", "repair"),
    "expressions that are gone": ("UPDATE article SET expressions = CAST('[]' AS BLOB)", "a date in", "repair"),
    "a text cut short": (
        "UPDATE article SET body = CAST(replace(CAST(body AS TEXT), ' in Lima on Thursday', '') AS BLOB)",
        "outside the text",
        "repair",
    ),
    "an older timeline": ("UPDATE fact SET value = value + 1 WHERE name = 'inputs'", "older than what was read", "repair"),
    "a letter of an edit": (
        "UPDATE edit SET body = CAST(replace(CAST(body AS TEXT), 'Ana', 'Bob') AS BLOB)",
        "Entry 1",
        "backup",
    ),
    "an edit that is gone": ("DELETE FROM edit WHERE number = 1", "Entry 1 of the journal is missing.", "backup"),
    "an edit that cannot be": (
        """INSERT INTO edit SELECT 3, CAST(x AS BLOB), body_digest(CAST(x AS BLOB))
           FROM (SELECT '{"kind":"undo","target":[],"values":["9"]}' AS x)""",
        "Entry 3 of the journal cannot be applied: '9' is no entry",
        "Undo it",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_every_damage_is_named_with_a_remedy_that_works(db: Path, name: str) -> None:
    statement, words, remedy = DAMAGE[name]
    with Store(db) as store:
        if "body_digest" in statement:
            with store.database.writing() as sql:
                sql.execute(statement)
        before = store.journal()
    if "body_digest" not in statement:
        damage(db, statement)
    found = checking.check(db)
    assert any(words in finding.what for finding in found), found
    assert all(finding.what.endswith(".") and "\n" not in finding.what for finding in found)
    assert any(remedy in finding.remedy for finding in found)
    if remedy in {"repair", "build"}:
        for line in [*(finding.remedy for finding in found), *checking.repair(db)]:
            if "timeline build " in line:
                pipeline.build([line.split("timeline build ")[1].split(" --db")[0]], db)
        assert checking.check(db) == []
        with Store(db) as store:
            assert store.journal() == before
            assert any(event.title == "By hand" for event in store.timeline().events)
            assert len(store.timeline().articles) == 2


def test_a_damaged_page_of_the_file_is_told(db: Path) -> None:
    data = bytearray(db.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    db.write_bytes(data)
    found = checking.check(db)
    assert found[0].what.startswith("The file")
    assert "backup" in found[0].remedy
    with pytest.raises(StoreError, match="timeline check"), Store(db) as store:
        store.backup(db.with_name("b.db"))
    assert not db.with_name("b.db").exists()


def test_check_and_repair_on_the_command_line(db: Path) -> None:
    done = timeline("check", "--db", db, cwd=db.parent)
    assert (done.returncode, done.stdout) == (0, f"{db} is sound: 2 articles, 2 events, 2 changes by hand.\n")
    damage(db, "DELETE FROM event")
    assert timeline("check", "--quick", "--db", db, cwd=db.parent).returncode == 0
    done = timeline("check", "--db", db, cwd=db.parent)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, f"{db}: 1 fault.")
    assert timeline("check", "--repair", "--db", db, cwd=db.parent).stdout.startswith("The timeline was made anew.")
    missing = timeline("check", "--db", "none.db", cwd=db.parent)
    assert (missing.returncode, "timeline build FOLDER" in missing.stderr) == (2, True)


def test_no_damage_of_any_byte_is_an_uncaught_error(db: Path) -> None:
    data, chance, found, told = db.read_bytes(), random.Random(1), 0, set[str]()  # noqa: S311
    for number in range(150):
        broken = bytearray(data)
        for _ in range(chance.choice([1, 5, 50])):
            broken[chance.randrange(4096 * 6 if number % 2 else len(data))] = chance.randrange(256)
        for end in ("-wal", "-shm"):
            Path(f"{db}{end}").unlink(missing_ok=True)
        db.write_bytes(broken[: chance.randrange(len(data))] if number % 10 == 0 else broken)
        try:
            found += bool(checking.check(db, quick=True))
            with Store(db, must_exist=True) as store:
                store.timeline(), store.inputs(), store.known(), store.refusals(), store.version()
        except StoreError as error:
            told.add(str(error).removeprefix(f"{db}: "))
    assert found > 30
    assert told
    assert not [words for words in told if "\n" in words or not words.startswith(("is ", "cannot ", "was ", "this ", "no "))]


# ---- copies ------------------------------------------------------------------------------------------------------------


def test_a_backup_is_whole_while_others_write(db: Path, tmp_path: Path) -> None:
    stop, copies = threading.Event(), tmp_path / "copy.db"

    def write() -> None:
        with Store(db) as store:
            while not stop.is_set():
                store.edit_many([Edit("comment", ("m",), ("one",)), Edit("comment", ("m",), ("two",))])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            with Store(db) as store:
                store.backup(copies)
            assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.db"]
            assert copies.read_bytes()[18:20] != b"\x02\x02"  # needs no log beside it
            with contextlib.closing(sqlite3.connect(f"file:{copies}?mode=ro", uri=True)) as sql:
                assert sql.execute("SELECT count(*) % 2 FROM edit").fetchone() == (0,)
    finally:
        stop.set()
        writer.join()
    assert checking.check(copies) == []
    with Store(copies) as copy, Store(db) as store:
        assert copy.journal() == store.journal()[: len(copy.journal())]


def test_a_backup_replaces_only_backups(db: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ana", encoding="utf-8")
    for target, words in (("letter.txt", "is no backup"), ("t.db", "is the store itself"), ("no/where.db", "there is no folder")):
        done = timeline("backup", tmp_path / target, "--db", db, cwd=tmp_path)
        assert (done.returncode, words in done.stderr, len(done.stderr.splitlines())) == (2, True, 1), done.stderr
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Dear Ana"
    for _ in range(2):
        done = timeline("backup", "b.db", "--db", db, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, f"{db} was copied to b.db.\n")
    shown = [timeline("show", "--all", "--db", path, cwd=tmp_path).stdout for path in ("b.db", db)]
    assert shown[0] == shown[1] != ""


def test_a_store_of_another_version_says_so_in_one_sentence(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "new.db")) as sql:
        sql.executescript(SCHEMA_1.split("INSERT")[0] + "PRAGMA application_id = 0x54494D45; PRAGMA user_version = 99;")
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "show", "--db", "new.db"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith(
        "Error: new.db: was written by a newer version of timeline (schema 99, this one knows 3). Install"
    )
    assert len(done.stderr.splitlines()) == 1
