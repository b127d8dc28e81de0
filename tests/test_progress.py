"""What a build says of its progress: how many articles there are, as far as that is known, and how many it has done."""

import pytest

from timeline import pipeline
from timeline.look import expected


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (["a.txt", "b.md"], 2),
        (["a.txt", "sub/b.html"], 2),
        (["a.txt", "rows.csv"], None),
        (["feed.xml"], None),
        (["all.zip", "a.txt"], None),
    ],
)
def test_the_number_of_articles_is_told_where_the_names_tell_it(tmp_path, names, count):
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("They met in Vienna on 3 May 2021.", encoding="utf-8")
    assert expected([tmp_path]) == count


def test_an_address_is_not_counted():
    assert expected(["https://ledger.example/rss"]) is None


def test_what_the_store_had_counts_as_done(tmp_path):
    folder, said = tmp_path / "news", []
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"They met in Vienna on {number + 1} May 2021.", encoding="utf-8")
    pipeline.build([folder], tmp_path / "t.db")
    (folder / "3.txt").write_text("They met in Rome on 9 May 2021.", encoding="utf-8")
    pipeline.build([folder], tmp_path / "t.db", progress=lambda step, done: said.append((step, done)))
    assert said == [("Reading", 4), ("Merging", 4)]
