"""The store: idempotent, all or nothing, and clear about files that are none of its own."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from test_export import one_event

from timeline.model import Article, Reading
from timeline.store import Store, StoreError


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
        store.add([(reading("one"), "r1", "/a.txt"), (reading("two"), "r1", None), (reading("three"), "r1", None)])
        store.add([(reading("one, corrected"), "r1", "/a.txt")])
        assert sorted(r.article.text for r in store.readings()) == ["one, corrected", "three", "two"]
        assert store.known()["id-two"].rules == "r1"


def test_one_reading_is_found_by_its_article(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        store.add([(reading("one"), "r1", None)])
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
        yield reading("one"), "r1", None
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
        store._db.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer version"):
        Store(tmp_path / "x.db")


def test_a_damaged_row_is_told_not_thrown(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        store.save(one_event())
        store._db.execute("UPDATE event SET body = CAST('{\"id\": 3}' AS BLOB)")
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
