"""The store: idempotent, all or nothing, and clear about files that are none of its own."""

import contextlib
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_export import one_event

from timeline import limits
from timeline.edits import Edit
from timeline.model import Article, Reading, Refusal, Timeline
from timeline.store import Known, Store, StoreError, database, rows_of


def reading(text: str, ident: str | None = None) -> Reading:
    return Reading(Article(ident or f"id-{text}", text))


def test_a_timeline_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        store.save(one_event())
    with Store(tmp_path / "t.db", must_exist=True) as store:
        assert store.timeline() == one_event()
        assert store.version() == 1


def test_the_version_grows_only_with_a_change(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        store.save(one_event())
        store.save(one_event())
        assert store.version() == 1
        store.save(one_event(title="Another"))
        assert store.version() == 2


def test_readings_are_kept_by_article_and_replaced_by_origin(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        add(store, {"/a.txt": "one", "/b.txt": "two", "/b copy.txt": "two"})
        add(store, {"/a.txt": "one, corrected", "/b.txt": "two, corrected"})
        assert texts(store) == ["one, corrected", "two", "two, corrected"]
        add(store, {"/b copy.txt": "one, corrected"})
        assert texts(store) == ["one, corrected", "two, corrected"]
        assert store.known()["id-two, corrected"] == Known("r1", "/b.txt", "e")


def test_a_row_on_top_of_a_table_takes_nothing_away(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        add(store, {"/t.csv#1": "one", "/t.csv#2": "two"})
        add(store, {"/t.csv#1": "new", "/t.csv#2": "one", "/t.csv#3": "two"})
        assert texts(store) == ["new", "one", "two"]


def test_what_was_refused_is_remembered_until_it_is_read_or_gone(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        bad, worse, typed = Refusal("a.pdf", "Why."), Refusal("b.csv#2", "How."), Refusal("-", "Empty.")
        store.settle({}, ["/n", "-"], {"/n/a.pdf": bad, "/n/b.csv#2": worse, "-": typed})
        store.settle({}, ["/n/b", "/m", "/n/b.csvs"])
        assert store.refusals() == (typed, bad, worse)
        store.settle({"/n/a.pdf": "x"}, ["/n/b.csv"])
        assert store.refusals() == (typed,)
        store.settle({}, ["/n"], {f"/n/{i}": Refusal(f"{i:05}", "No.") for i in range(limits.MAX_REFUSALS + 7)})
        assert len(store.refusals()) == limits.MAX_REFUSALS


def add(store: Store, texts: dict[str, str]) -> None:
    """Keep a text for each place, as a build does."""
    store.add([(reading(text), Known("r1", place, "e")) for place, text in texts.items()])
    store.settle({place: f"id-{text}" for place, text in texts.items()})


def texts(store: Store) -> list[str]:
    return sorted(r.article.text for r in store.readings())


def test_one_reading_is_found_by_its_article(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        store.add([(reading("one"), Known("r1", None))])
        assert store.reading("id-one") == reading("one")
        assert store.reading("id-two") is None


def test_notes_outlast_the_process_and_are_written_all_or_none(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        store.put_notes({"feed": "1", "version": "kept apart from the facts of the store"})
        with pytest.raises(sqlite3.Error):
            store.put_notes({"feed": "2", "page": object()})  # type: ignore[dict-item]
    with Store(tmp_path / "t.db") as store:
        assert (store.note("feed"), store.note("page"), store.version()) == ("1", None, 0)


def test_a_failing_batch_leaves_nothing(tmp_path: Path) -> None:
    def batch() -> object:
        yield reading("one"), Known("r1", None)
        raise RuntimeError("the disk is gone")

    with Store(tmp_path / "t.db") as store:
        with pytest.raises(RuntimeError):
            store.add(batch())  # type: ignore[arg-type]
        assert list(store.readings()) == []


def test_a_missing_store_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="timeline build"):
        Store(tmp_path / "none.db", must_exist=True)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to look at" * 40, b"SQLite format 3\x00" + b"\xff" * 4000]
)
def test_a_file_that_is_no_database_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(StoreError, match=r"x\.db"):
        Store(tmp_path / "x.db")
    assert (tmp_path / "x.db").read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.db") as db:
        db.execute("CREATE TABLE contacts (name TEXT)")
    db.close()
    with pytest.raises(StoreError, match="another program"):
        Store(tmp_path / "x.db")


def test_a_newer_store_is_not_opened(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        store.database._db.execute("PRAGMA user_version = 99")
    before = (tmp_path / "x.db").read_bytes()
    with pytest.raises(StoreError, match=r"newer version of timeline .*Install that version"):
        Store(tmp_path / "x.db")
    assert (tmp_path / "x.db").read_bytes() == before


def test_a_damaged_row_is_told_not_thrown(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        store.save(one_event())
        store.database._db.execute("UPDATE event SET body = CAST('{\"id\": 3}' AS BLOB)")
        with pytest.raises(StoreError, match="damaged"):
            store.timeline()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="--db"):
        Store(tmp_path)


def test_readers_see_whole_timelines_while_one_writes(tmp_path: Path) -> None:
    path, timeline, wrong = tmp_path / "t.db", one_event(), list[str]()
    many = replace(timeline, events=tuple(replace(timeline.events[0], id=f"e{i}") for i in range(50)))
    with Store(path) as store:
        store.save(timeline)

    def read() -> None:
        with Store(path, must_exist=True) as store:
            wrong.extend(str(n) for _ in range(40) if (n := len(store.timeline().events)) not in (1, 50))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for thread in readers:
        thread.start()
    with Store(path) as store:
        for i in range(10):
            store.save(many if i % 2 else timeline)
    for thread in readers:
        thread.join()
    assert wrong == []


# ---- several at once ---------------------------------------------------------------------------------------------------


def test_an_older_timeline_never_takes_the_place_of_a_newer_one(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as build, Store(tmp_path / "t.db") as upload:
        add(build, {"/a": "one"})
        old = build.inputs()
        add(upload, {"/b": "two"})
        new = upload.inputs()
        assert (len(old.readings), len(new.readings)) == (1, 2)
        upload.save(one_event(title="of two"), new.stamp, "code")
        build.save(one_event(title="of one"), old.stamp, "code")
        assert build.timeline().events[0].title == "of two"
        assert build.is_current("code")
        assert not build.is_current("newer code")
        build.edit(Edit("published", ("id-one",), ("2023-07-23",)))
        assert not upload.is_current("code")
        upload.save(one_event(), upload.inputs().stamp, "code")
        upload.edit(Edit("title", ("a1",), ("Words change nothing that is merged",)))
        assert upload.is_current("code")
        upload.edit(Edit("undo", (), ("1",)))
        assert not upload.is_current("code")


def test_reading_does_not_wait_for_a_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.store.database.PATIENCE", 0.05)
    with Store(tmp_path / "t.db") as writer:
        writer.save(one_event())
        with writer.database.writing() as db:
            db.execute("DELETE FROM event")
            with Store(tmp_path / "t.db", must_exist=True) as reader:
                assert reader.timeline() == one_event()
                with pytest.raises(StoreError, match=r"another program .* Try again"):
                    reader.save(Timeline())


def test_opening_a_new_file_at_the_same_moment(tmp_path: Path) -> None:
    wrong, gate = list[Exception](), threading.Barrier(8)

    def open_it() -> None:
        gate.wait()
        try:
            Store(tmp_path / "t.db").close()
        except StoreError as error:
            wrong.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_one_store_is_shared_by_threads(tmp_path: Path) -> None:
    wrong = list[Exception]()
    with Store(tmp_path / "t.db") as store:
        store.save(one_event())

        def work(number: int) -> None:
            try:
                for i in range(10):
                    store.edit(Edit("comment", ("a1",), (f"{number}.{i}",)))
                    store.timeline()
            except Exception as error:  # noqa: BLE001
                wrong.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert [edit.number for edit in store.journal()] == list(range(1, 61))


# ---- older versions ----------------------------------------------------------------------------------------------------

SCHEMA_1 = """
CREATE TABLE reading (article TEXT PRIMARY KEY, rules TEXT NOT NULL, origin TEXT, body BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX reading_origin ON reading (origin) WHERE origin IS NOT NULL;
CREATE TABLE article (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL, expressions BLOB NOT NULL
) STRICT;
CREATE TABLE event (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL) STRICT;
CREATE TABLE edit (number INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL) STRICT;
CREATE TRIGGER edit_stays BEFORE UPDATE ON edit BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER edit_remains BEFORE DELETE ON edit BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO fact VALUES ('version', '3'), ('warnings', '["one"]');
INSERT INTO reading VALUES ('id-one', 'r0', '/a.txt', '{"article":{"id":"id-one","text":"one"},"mentions":[]}');
INSERT INTO reading VALUES ('id-two', 'r0', NULL, '{"article":{"id":"id-two","text":"two"}}');
INSERT INTO edit (body) VALUES ('{"kind":"comment","target":["MENTION"],"values":["Kept."],"by":"Ana","number":0}');
"""


def schema_1(path: Path) -> None:
    """A store as version 0.1.0 wrote it."""
    articles, events = rows_of(one_event())
    mention = one_event().events[0].mentions[0].id
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.executescript(SCHEMA_1.replace("MENTION", mention).replace("'{", "CAST('{").replace("}')", "}' AS BLOB))"))
        db.executemany("INSERT INTO article VALUES (?, ?, ?, ?)", [(n, *row) for n, row in enumerate(articles)])
        db.executemany("INSERT INTO event VALUES (?, ?, ?)", [(n, *row) for n, row in enumerate(events)])
        db.execute("PRAGMA application_id = 0x54494D45")
        db.execute("PRAGMA user_version = 1")


def test_a_store_of_the_first_release_becomes_todays(tmp_path: Path) -> None:
    schema_1(tmp_path / "old.db")
    with Store(tmp_path / "old.db") as old, Store(tmp_path / "new.db") as new:
        assert old.timeline().events[0].comments[0].text == "Kept."
        assert old.timeline().articles == one_event().articles
        assert old.timeline().warnings == ("one",)
        assert old.version() == 4
        assert texts(old) == ["one", "two"]
        assert old.known()["id-one"] == Known("r0", "/a.txt", "")
        assert [article.id for article, _ in old.outdated("r1")] == ["id-one", "id-two"]
        old.settle({"/a.txt": "id-two"})  # the place was kept: its older article goes
        assert texts(old) == ["two"]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            old.database._db.execute("UPDATE edit SET digest = ''")
        layout = "SELECT name, sql FROM sqlite_master ORDER BY name"
        assert old.database._db.execute(layout).fetchall() == new.database._db.execute(layout).fetchall()


def test_a_migration_that_is_stopped_leaves_the_old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schema_1(tmp_path / "old.db")
    with monkeypatch.context() as patch:
        broken = database.STEPS[1].replace("INSERT INTO fact", "INSERT INTO no_such_table")
        patch.setattr("timeline.store.database.STEPS", (database.STEPS[0], broken))
        with pytest.raises(StoreError):
            Store(tmp_path / "old.db")
    with contextlib.closing(sqlite3.connect(tmp_path / "old.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'place'").fetchone() == (0,)
    with Store(tmp_path / "old.db") as store:
        assert texts(store) == ["one", "two"]


def test_what_is_read_again_is_what_is_there_now(tmp_path: Path) -> None:
    """Rows that are as they were are not parsed again; those that differ are, whoever has changed them."""
    whole = one_event()
    with Store(tmp_path / "t.db") as reader, Store(tmp_path / "t.db") as writer:
        writer.save(whole)
        first = reader.timeline()
        assert first == whole
        assert reader.timeline().events[0] is first.events[0]
        changed = replace(whole, events=(replace(whole.events[0], title="Another"),))
        writer.save(changed)
        assert reader.timeline() == changed
        assert reader.timeline().articles[0] is first.articles[0]
        writer.save(replace(whole, events=(), articles=(), expressions={}))
        assert reader.timeline().events == ()
        assert reader._seen == {}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@contextlib.contextmanager
def only_reading(folder: Path) -> Iterator[None]:
    """Nobody may write a folder and its files inside, not even the superuser, who becomes nobody."""
    listed = [*folder.iterdir()]
    for path in (*listed, folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in (folder, *listed):
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_store_that_one_may_not_write_can_be_read(open_folder: Path) -> None:
    with Store(open_folder / "t.db") as store:
        store.save(one_event())
    with only_reading(open_folder), Store(open_folder / "t.db", must_exist=True) as store:
        assert store.timeline() == one_event()
        with pytest.raises(StoreError, match="cannot be written"):
            store.save(one_event(title="Another"))


def test_beside_its_writer_a_store_that_one_may_not_write_is_as_new_as_the_writer_left_it(open_folder: Path) -> None:
    with Store(open_folder / "t.db") as writer:
        writer.save(one_event(title="The newest"))
        with only_reading(open_folder), Store(open_folder / "t.db", must_exist=True) as store:
            assert [event.title for event in store.timeline().events] == ["The newest"]


def test_what_a_dead_writer_left_in_its_log_is_not_passed_over(open_folder: Path) -> None:
    with Store(open_folder / "t.db") as store:
        store.save(one_event(title="The newest"))
        for name in ("t.db", "t.db-wal"):  # as they lie after a kill, without the file that all processes share
            (open_folder / f"copy {name}").write_bytes((open_folder / name).read_bytes())
    with only_reading(open_folder), pytest.raises(StoreError, match=r"cannot be opened. .* allow reading and writing"):
        Store(open_folder / "copy t.db", must_exist=True)


def test_a_file_that_cannot_be_opened_at_all_says_so(open_folder: Path) -> None:
    with only_reading(open_folder), pytest.raises(StoreError, match="cannot be opened"):
        Store(open_folder / "new.db")
