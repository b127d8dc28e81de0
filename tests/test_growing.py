"""A store that grew article by article is the one that is made at once, whatever was kept to spare work."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from test_stories import MANY, people_of, told

from timeline import checking, pipeline
from timeline.edits import Edit
from timeline.ingest.worker import Worker
from timeline.merge import stories
from timeline.store import Store
from timeline.store.database import STEPS, Database
from timeline.store.rows import Known, Rows

KNOWN = Known("rules", None)


def grown(db: Path, *batches: list[int]) -> tuple[Rows, int]:
    """The rows of a store to which articles were added in batches, and its version."""
    with Store(db) as store:
        for batch in batches:
            store.add((MANY[number], KNOWN) for number in batch)
            pipeline.refresh(store)
        return store.rows(), store.version()


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    return grown(tmp_path_factory.mktemp("once") / "t.db", list(range(150)))[0]


@pytest.mark.parametrize("seed", range(4))
def test_a_store_that_grew_is_the_one_made_at_once(at_once: Rows, tmp_path: Path, seed: int) -> None:
    order = random.Random(seed).sample(range(150), 150)  # noqa: S311
    rows, _ = grown(tmp_path / "t.db", order[:90], order[90:148], order[148:149], order[149:])
    assert rows == at_once
    assert checking.check(tmp_path / "t.db") == []


def test_one_article_more_opens_only_its_story(at_once: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, _ = grown(tmp_path / "t.db", list(range(149)))
    made, assemble = list[set[str]](), pipeline.assemble_story
    monkeypatch.setattr(pipeline, "assemble_story", lambda readings, names: (
        made.append({reading.article.id for reading in readings}), assemble(readings, names))[1])  # fmt: skip
    after, _ = grown(tmp_path / "t.db", [149])
    assert after == at_once
    (story,) = made
    assert MANY[149].article.id in story
    assert len(story) < 100
    touched = {event for event, body in before[1] if any(article.encode() in body for article in story)}
    assert {row for row in before[1] if row[0] not in touched} <= set(after[1])


def test_a_date_set_by_hand_and_taken_back_again(at_once: Rows, tmp_path: Path) -> None:
    grown(tmp_path / "t.db", list(range(150)))
    with Store(tmp_path / "t.db") as store:
        number = store.edit(Edit("published", (MANY[7].article.id,), ("2031-06-01",)))
        pipeline.refresh(store)
        assert store.rows() != at_once
        assert checking.check(tmp_path / "t.db") == []
        store.edit(Edit("undo", (), (str(number),)))
        pipeline.refresh(store)
        assert store.rows() == at_once


@pytest.mark.parametrize("damage", [
    "DELETE FROM outline",
    "UPDATE outline SET body = CAST(replace(CAST(body AS TEXT), 'n anna', 'n hanna') AS BLOB)",
    "UPDATE outline SET body = (SELECT body FROM outline LIMIT 1)",
    "UPDATE outline SET body = CAST('{' AS BLOB)",
])  # fmt: skip
def test_what_was_kept_can_only_spare_work(at_once: Rows, tmp_path: Path, damage: str) -> None:
    grown(tmp_path / "t.db", list(range(149)))
    with Store(tmp_path / "t.db") as store, store.database.writing() as sql:
        sql.execute(damage)
    assert grown(tmp_path / "t.db", [149])[0] == at_once


def test_other_code_makes_everything_anew(at_once: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, version = grown(tmp_path / "t.db", list(range(150)))
    made, assemble = list[int](), pipeline.assemble_story
    monkeypatch.setattr(pipeline, "made_by", lambda: "another version")
    monkeypatch.setattr(pipeline, "assemble_story", lambda readings, names: (
        made.append(len(readings)), assemble(readings, names))[1])  # fmt: skip
    assert grown(tmp_path / "t.db", []) == (at_once, version)  # nothing differs, so nobody has to load it again
    assert sum(made) == 150


def test_a_store_of_the_version_before_keeps_its_timeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, _ = grown(tmp_path / "new.db", [0, 1, 2])
    with monkeypatch.context() as patch:
        patch.setattr("timeline.store.database.STEPS", STEPS[:2])
        patch.setattr("timeline.store.database.VERSION", 2)
        old = Database(tmp_path / "old.db")
        with old.writing() as sql:
            sql.executemany("INSERT INTO article VALUES (?, ?, ?, ?)", [(n, *row) for n, row in enumerate(rows[0])])
            sql.executemany("INSERT INTO event VALUES (?, ?, ?)", [(n, *row) for n, row in enumerate(rows[1])])
        old.close()
    with Store(tmp_path / "old.db") as store:
        assert store.rows() == rows


TEXT = "title: Talks\nsource: Harbor Post\ndate: 2023-07-23\n\nThe ministers of Peru and Chile met in {} on Thursday.\n"


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, town in (("a.txt", "Lima"), ("b.txt", "Tacna"), ("c.txt", "Arica")):
        (tmp_path / name).write_text(TEXT.format(town))
    pipeline.build([tmp_path], tmp_path / "t.db")
    asked, read = list[str](), Worker.read

    def reading(self: Worker, documents: list, mapping: object) -> object:
        asked.extend(document.name for document in documents)
        return read(self, documents, mapping)

    monkeypatch.setattr(Worker, "read", reading)
    stamp = (tmp_path / "b.txt").stat()
    (tmp_path / "b.txt").write_text(TEXT.format("Piura"))  # of the same length and time
    os.utime(tmp_path / "b.txt", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    again = pipeline.build([tmp_path], tmp_path / "t.db")
    assert (asked, again.added, again.kept) == (["b.txt"], 1, 2)
    assert "Piura" in "".join(article.text for article in again.timeline.articles)


def test_the_stories_of_these_tests_are_many() -> None:
    outlines = [pipeline.merge.outline(reading) for reading in MANY]
    assert len(stories(outlines)) > 3
    assert told(0, 0) == MANY[0]
    assert len({people_of(number) for number in range(30)}) == 30
