"""The command line as a stranger would type it: a subprocess, its output, and its exit status."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from timeline.model import FORMATS

SEEDS = Path(__file__).parents[1] / "seeds" / "articles"
DONE, SKIPPED, WRONG_USAGE = 0, 1, 2


def timeline(
    *arguments: object, cwd: Path, stdin: str | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timeline", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env=os.environ | {"COLUMNS": "200"} | (env or {}),
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    done = timeline("build", SEEDS, cwd=folder)
    assert done.returncode == DONE, done.stdout + done.stderr
    assert done.stdout.startswith("7 articles (7 new, 0 already here)")
    assert "timeline serve" in done.stdout
    return folder


def test_building_again_reads_nothing_and_changes_nothing(built: Path) -> None:
    before = timeline("export", "--format", "json", cwd=built).stdout
    again = timeline("build", SEEDS, cwd=built)
    assert (again.returncode, again.stderr) == (DONE, "")
    assert again.stdout.startswith("7 articles (0 new, 7 already here)")
    assert timeline("export", "--format", "json", cwd=built).stdout == before


def test_show_begins_with_the_core_and_counts_the_rest(built: Path) -> None:
    core, everything = timeline("show", cwd=built).stdout, timeline("show", "--all", cwd=built).stdout
    assert "Thursday 20 July 2023" in core
    assert "timeline show --all" in core
    assert "1994" in everything
    assert len(everything.splitlines()) > len(core.splitlines())


def test_explain_shows_both_sides_of_a_dispute(built: Path) -> None:
    export = json.loads(timeline("export", "--format", "json", cwd=built).stdout)
    (disputed,) = [event for event in export["events"] if event["status"] == "disputed"]
    told = timeline("explain", disputed["id"][:8], cwd=built)
    assert told.returncode == DONE, told.stderr
    for words in ("24 or 25 July 2023, disputed", "What the sources say", "Monday", "Far Meridian", "Quarterdeck Notes"):
        assert words in told.stdout


def test_explain_names_the_choices_when_the_words_fit_several(built: Path) -> None:
    told = timeline("explain", "i", cwd=built)
    assert told.returncode == WRONG_USAGE
    assert "Name one by its id" in told.stderr
    assert timeline("explain", "no such thing", cwd=built).returncode == WRONG_USAGE


@pytest.mark.parametrize("kind", FORMATS)
def test_an_export_is_the_same_in_a_file_and_on_standard_output(built: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "out"
    done = timeline("export", "--db", built / "timeline.db", "--format", kind, "--output", target, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (DONE, "", "")
    printed = subprocess.run(
        [sys.executable, "-m", "timeline", "export", "--db", built / "timeline.db", "--format", kind],
        capture_output=True,
        check=True,
    )
    assert target.read_bytes() == printed.stdout


def test_the_csv_has_a_row_for_each_event(built: Path) -> None:
    text = timeline("export", "--format", "csv", cwd=built).stdout
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    export = json.loads(timeline("export", "--format", "json", cwd=built).stdout)
    assert [row["id"] for row in table] == [event["id"] for event in export["events"]]
    assert [row["first_day"] for row in table] == [event["span"]["start"] if event["span"] else "" for event in export["events"]]


def test_standard_input_is_an_article(tmp_path: Path) -> None:
    text = "title: Two sign\nsource: Wire\ndate: 2023-07-23\n\nThe presidents of Peru and Chile signed a treaty last Thursday.\n"
    assert timeline("build", "-", cwd=tmp_path, stdin=text).returncode == DONE
    event = json.loads(timeline("export", "--format", "json", cwd=tmp_path).stdout)["events"][0]
    assert (event["type"], event["span"]["start"]) == ("signing", "2023-07-20")


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "good.txt").write_text("date: 2023-07-23\ntitle: T\n\nThe two met on Thursday in Lima.\n", encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "scan.pages").write_bytes(b"x")
    done = timeline("build", folder, cwd=tmp_path)
    assert done.returncode == SKIPPED
    assert done.stdout.startswith("1 article (1 new")
    lines = done.stderr.strip().splitlines()
    assert [line.split(":")[0] for line in lines] == ["binary.txt", "empty.txt", "scan.pages"]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "no/such/folder"], "no/such/folder"),
        (["serve", "--db", "none.db"], "timeline build"),
        (["show", "--db", "none.db"], "none.db"),
        (["show", "--db", "text.db"], "text.db"),
        (["export", "--format", "pptx"], "pptx"),
        (["explain", "x", "--db", "none.db"], "none.db"),
        (["resolve", "soon", "--published", "32 July"], "2023-07-23"),
        (["resolve"], "--file"),
        (["build", "x", "--map", "text"], "FIELD=COLUMN"),
        (["build", "x", "--jobs", "0"], "--jobs"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_wrong_usage_is_one_sentence(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "text.db").write_text(
        "this is no database, only some text that is long enough to be looked at " * 30, encoding="utf-8"
    )
    done = timeline(*arguments, cwd=tmp_path)
    assert done.returncode in {SKIPPED, WRONG_USAGE}
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) in (["text.db"], ["text.db", "timeline.db"])


def test_resolve_says_the_days_and_why(tmp_path: Path) -> None:
    told = timeline("resolve", "It was signed last Thursday.", "--published", "2023-07-23", cwd=tmp_path)
    assert told.returncode == DONE
    assert "Thursday 20 July 2023" in told.stdout
    assert "before publication" in told.stdout


def test_resolve_writes_json_and_timeml(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They met on 16 July & left.", encoding="utf-8")
    as_json = timeline("resolve", "--file", "a.txt", "--published", "2023-07-23", "--format", "json", cwd=tmp_path)
    assert [e["value"] for e in json.loads(as_json.stdout)] == ["2023-07-16"]
    as_timeml = timeline("resolve", "--file", "a.txt", "--published", "2023-07-23", "--format", "timeml", cwd=tmp_path).stdout
    assert '<TIMEX3 tid="t1" type="DATE" value="2023-07-16">16 July</TIMEX3> &amp; left.' in as_timeml


def test_a_closed_pipe_is_no_error(built: Path) -> None:
    command = f"{sys.executable} -m timeline export --format json | head -c 10"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=built, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ('{\n "format', "")


@pytest.mark.parametrize("command", [[], ["build"], ["serve"], ["export"], ["show"], ["explain"], ["resolve"]])
def test_help_has_an_example(tmp_path: Path, command: list[str]) -> None:
    told = timeline(*command, "--help", cwd=tmp_path)
    assert told.returncode == DONE
    assert "Example" in told.stdout
