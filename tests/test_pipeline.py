"""From files to a stored timeline: what is read again, what replaces what, and two builds at once."""

import threading
from pathlib import Path

import pytest

from timeline import look, pipeline
from timeline.edits import Edit
from timeline.model import Reading, Timeline
from timeline.span import Span
from timeline.store import Store

TEXT = "title: {title}\nsource: Harbor Post\ndate: {date}\n\nThe ministers of Peru and Chile met in {town} on Thursday.\n"


def write(path: Path, town: str, date: str = "2023-07-23", title: str = "Talks") -> Path:
    path.write_text(TEXT.format(town=town, date=date, title=title), encoding="utf-8")
    return path


def towns(timeline: Timeline) -> list[str]:
    return sorted(article.text.split(" met in ")[1].split()[0] for article in timeline.articles)


def test_a_corrected_head_is_read_although_the_text_is_the_same(tmp_path: Path) -> None:
    article, db = write(tmp_path / "a.txt", "Lima", "2023-07-23"), tmp_path / "t.db"
    assert pipeline.build([article], db).timeline.events[0].span == Span.of("2023-07-20")
    write(article, "Lima", "2023-08-06")
    again = pipeline.build([article], db)
    assert (again.added, again.kept) == (1, 0)
    assert again.timeline.events[0].span == Span.of("2023-08-03")
    assert pipeline.build([article], db).kept == 1


@pytest.mark.parametrize("order", [("a.txt", "b.txt", "c.txt"), ("c.txt", "b.txt", "a.txt"), ("b.txt", "c.txt", "a.txt")])
@pytest.mark.parametrize("at_once", [True, False])
def test_of_several_editions_the_same_one_is_kept_in_any_order(tmp_path: Path, order: tuple[str, ...], at_once: bool) -> None:
    write(tmp_path / "a.txt", "Lima", "").write_text(TEXT.replace("date: {date}\n", "").format(town="Lima", title="A"))
    write(tmp_path / "b.txt", "Lima", title="B")
    write(tmp_path / "c.txt", "Lima", title="C")
    paths, db = [tmp_path / name for name in order], tmp_path / "t.db"
    for group in [paths] if at_once else [[path] for path in paths]:
        timeline = pipeline.build(group, db).timeline
    assert [article.title for article in timeline.articles] == ["B"]


def test_a_row_on_top_of_a_table_takes_nothing_away(tmp_path: Path) -> None:
    rows = [f"2023-07-23,Harbor Post,The ministers of Peru and Chile met in {town} on Thursday." for town in ("Lima", "Arica")]
    table = tmp_path / "t.csv"
    table.write_text("\n".join(["date,source,text", *rows]), encoding="utf-8")
    pipeline.build([table], tmp_path / "t.db")
    table.write_text("\n".join(["date,source,text", rows[0].replace("Lima", "Tacna"), *rows]), encoding="utf-8")
    summary = pipeline.build([table], tmp_path / "t.db")
    assert towns(summary.timeline) == ["Arica", "Lima", "Tacna"]
    assert (summary.added, summary.kept) == (1, 2)


def test_an_upgrade_reads_everything_anew_without_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lima, db = write(tmp_path / "a.txt", "Lima"), tmp_path / "t.db"
    before = pipeline.build([lima], db).timeline
    lima.unlink()
    monkeypatch.setattr(look, "_rules", lambda: "newer rules")
    after = pipeline.build([write(tmp_path / "b.txt", "Arica")], db)
    assert (after.added, towns(after.timeline)) == (1, ["Arica", "Lima"])
    with Store(db) as store:
        assert {known.rules for known in store.known().values()} == {"newer rules"}
        assert list(store.outdated("newer rules")) == []
        assert store.merged().articles[0] == before.articles[0]


def test_what_was_refused_is_kept_with_its_reason(tmp_path: Path) -> None:
    folder, db = tmp_path / "news", tmp_path / "t.db"
    folder.mkdir()
    write(folder / "good.txt", "Lima")
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "up.txt").write_bytes(b"")
    pipeline.build([folder, tmp_path / "none.txt"], db)
    pipeline.build([tmp_path / "up.txt"], db, lasting=False)
    with Store(db) as store:
        assert [refusal.name for refusal in store.refusals()] == [str(tmp_path / "none.txt"), "bad.txt", "up.txt"]
        pipeline.build([folder], db)
        assert len(store.refusals()) == 3
        (folder / "bad.txt").unlink()
        pipeline.build([folder, write(tmp_path / "none.txt", "Ilo")], db)
        pipeline.build([write(tmp_path / "up.txt", "Puno")], db, lasting=False)
        assert store.refusals() == ()


def test_an_upload_during_a_build_is_in_the_timeline_whoever_ends_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db, wait, assembled = tmp_path / "t.db", threading.Event(), pipeline.assemble_story
    first = threading.Event()

    def slow(readings: list[Reading], names: dict[str, str]) -> Timeline:
        timeline = assembled(readings, names)
        if threading.current_thread().name == "build" and not first.is_set():
            first.set()
            assert wait.wait(60)
        return timeline

    monkeypatch.setattr(pipeline, "assemble_story", slow)
    build = threading.Thread(target=pipeline.build, args=([write(tmp_path / "a.txt", "Lima")], db), name="build")
    build.start()
    assert first.wait(60)
    pipeline.build([write(tmp_path / "b.txt", "Arica")], db)
    wait.set()
    build.join()
    with Store(db) as store:
        assert towns(store.timeline()) == ["Arica", "Lima"]
        assert store.is_current(pipeline.made_by())


def test_nothing_is_merged_again_without_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db, article = tmp_path / "t.db", write(tmp_path / "a.txt", "Lima")
    pipeline.build([article], db)
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "assemble_story", lambda *_: pytest.fail("nothing has changed"))
        again = pipeline.build([article], db)
    with Store(db) as store:
        store.edit(Edit("published", (again.timeline.articles[0].id,), ("2023-08-06",)))
        pipeline.refresh(store)
        assert store.timeline().events[0].span == Span.of("2023-08-03")
