"""Articles added from the page: what is taken, what is refused and in which words, and what frames of other pages get."""

import io
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dashapp_kit import story
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashapp import adding, create_app, texts
from dashapp.adding import Adder, Upload, pasted, safe_name
from dashapp.source import Fixed
from timeline import cli, ingest, pipeline
from timeline.limits import MAX_UPLOAD_BYTES
from timeline.model import Article, Timeline
from timeline.store import Store, StoreError

TEXT = "The union signed an agreement with the port authority of Ilva on Tuesday."
SENT = {adding.HEADER: "add"}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    Store(tmp_path / "harbor.db").close()
    return tmp_path / "harbor.db"


@pytest.fixture
def client(db: Path) -> Any:
    with Store(db) as store:
        yield create_app(store).server.test_client()


def send(client: FlaskClient, *files: tuple[str, bytes], headers: dict[str, str] | None = None, **fields: str) -> Any:
    """Send files and fields as the browser does; gives the status and the lines of the answer."""
    parts = {**fields, "files": [(io.BytesIO(data), name) for name, data in files]}
    answer = client.post("/add", data=parts, headers=SENT if headers is None else headers, content_type="multipart/form-data")
    lines = answer.data.decode().splitlines() if answer.mimetype == "application/x-ndjson" else []
    return answer.status_code, [json.loads(line) for line in lines]


def is_empty(db: Path) -> bool:
    with Store(db) as store:
        return store.known() == {}


# ---- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("01_wire.txt", "01_wire.txt"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("../..", "article"),
        (".hidden.txt", "hidden.txt"),
        ("-", "-"),
        ("a\x00b\n\u202ec.md", "abc.md"),
        ('<b>"x"|?*:.html', "bx.html"),
        ("Señor 日本.json", "Señor 日本.json"),
        ("x.not-an-extension-at-all", "x"),
        ("", "article"),
        ("\ud800.txt", "article.txt"),
    ],
)
def test_names_of_files_are_made_safe(name: str, kept: str) -> None:
    assert safe_name(name) == kept


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder(name: str) -> None:
    kept = safe_name(name)
    assert kept == Path(kept).name
    assert kept not in {"", ".", ".."}
    assert kept.isprintable()
    assert len(kept.encode()) < 200


# ---- pasted text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [TEXT, f"title: not a header\n\n{TEXT}", f"<b>{TEXT}</b>", f'[{{"text": "{TEXT}"}}]'])
def test_pasted_text_is_read_with_what_is_known_of_it(tmp_path: Path, text: str) -> None:
    made = pasted(text, "Strike\nends: now", "Quay  Post", "3 August 2023")
    path = tmp_path / made.name
    path.write_bytes(made.data)
    (article,) = ingest.read([path])
    assert isinstance(article, Article)
    assert (article.text, article.title, article.source) == (text, "Strike ends: now", "Quay Post")
    assert str(article.published.span) == "2023-08-03"


def test_pasted_text_alone_stays_as_it_is() -> None:
    assert pasted(TEXT, "", " ", "") == Upload("Pasted text.txt", TEXT.encode())


@pytest.mark.parametrize("day", ["32 July", "soon", "July 2023", "2023"])
def test_a_day_that_is_none_is_named(day: str) -> None:
    with pytest.raises(ValueError, match=f"“{day}” is not a day. Write it like 23 July 2023"):
        pasted(TEXT, "", "", day)


# ---- from the browser into the store -----------------------------------------------------------------------------------


def test_pasted_text_becomes_an_event(client: FlaskClient, db: Path) -> None:
    status, lines = send(client, text=TEXT, title="Strike ends", source="Quay Post", date="2023-08-03")
    assert status == 200
    assert [line["step"] for line in lines[:-1]] == [
        "Reading 1 of 1 file.",
        "Finding dates and events in 1 file.",
        "Putting the events in order.",
    ]
    assert [line["share"] for line in lines[:-1]] == sorted(line["share"] for line in lines[:-1])
    assert lines[-1]["done"] == "1 article, 1 event, 0 disputed."
    (file,) = lines[-1]["files"]
    assert file == {
        "name": "Strike ends.txt", "kind": "good", "found": "1 event", "note": "Published Thursday 3 August 2023, stated.",
    }  # fmt: skip
    with Store(db) as store:
        (event,) = store.timeline().events
        assert str(event.span) == "2023-08-01"
        assert lines[-1]["version"] == store.version()


def test_each_file_is_answered_for(client: FlaskClient) -> None:
    page = f"<html><body><article><h1>Quay</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>".encode()
    rows = json.dumps([{"text": TEXT, "source": "A", "date": "2023-08-03"}, {"text": "", "source": "B"}]).encode()
    same = TEXT.encode()
    _, lines = send(client, ("scan.odt", b"PK"), ("wire.txt", same), ("page.html", page), ("rows.json", rows), ("empty.md", b" "))
    last = lines[-1]
    told = {file["name"]: (file["kind"], file["note"]) for file in last["files"]}
    assert last["done"].endswith("3 files were not read.")
    assert told["scan.odt"] == ("bad", "Not read: .odt files can't be opened. Save it as text or HTML.")
    assert told["wire.txt"][0] == told["page.html"][0] == told["rows.json#1"][0] == "good"
    assert told["wire.txt"][1].startswith(("No date in the file.", "Published"))
    assert told["empty.md"][1].startswith("Nothing found:")
    assert "Reading 4 of 5 files." in [line.get("step") for line in lines]

    _, lines = send(client, ("again.txt", same))
    (file,) = lines[-1]["files"]
    assert file == {"name": "again.txt", "kind": "again", "note": "Already here: same text as wire.txt. Not added again."}


def test_nothing_of_an_upload_stays_behind(client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    send(client, ("../../wire.txt", TEXT.encode()), ("wire.txt", b"It rained in Ilva on 3 May 2021."))
    assert list(folder.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["harbor.db", "harbor.db-shm", "harbor.db-wal", "temporary"]


def test_many_files_are_counted(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MAX_LINES", 2)
    monkeypatch.setattr(adding, "MAX_FILES", 5)
    _, lines = send(client, *((f"{i}.odt", b"") for i in range(5)))
    assert [file["name"] for file in lines[-1]["files"]] == ["0.odt", "1.odt", "and 3 more"]
    status, lines = send(client, *((f"{i}.odt", b"") for i in range(6)))
    assert (status, lines[0]["error"][:32]) == (400, "Not read: 6 files, the limit is ")


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        ({}, 400, texts.ADD_NOTHING),
        ({"text": " \n"}, 400, texts.ADD_NOTHING),
        ({"text": TEXT, "date": "32 July"}, 400, texts.ADD_NOT_A_DAY.format("32 July")),
    ],
    ids=["nothing", "blank", "no day"],
)
def test_what_cannot_be_read_is_said(client: FlaskClient, db: Path, fields: dict[str, str], status: int, why: str) -> None:
    assert send(client, **fields) == (status, [{"error": why}])
    assert is_empty(db)


def test_too_much_is_said_with_its_size(client: FlaskClient, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MAX_UPLOAD_BYTES", 100_000)
    said = "Not read: 1 MB, the limit is 0 MB. Split it, or add it on the command line with timeline build."
    assert send(client, ("a.txt", b"x" * 60_000), ("b.txt", b"x" * 60_000)) == (413, [{"error": said}])
    assert is_empty(db)


def test_far_too_much_is_not_even_looked_at(client: FlaskClient) -> None:
    data = b"x" * (MAX_UPLOAD_BYTES + 2 * adding.OVERHEAD)
    answer = client.post("/add", data=data, headers=SENT, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, answer.get_json(force=True)) == (413, {"error": adding.too_large(None)})


def test_one_upload_at_a_time(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    going, on = threading.Event(), threading.Event()

    def slow(*_: object, **__: object) -> pipeline.Summary:
        going.set()
        assert on.wait(10)
        return pipeline.Summary(Timeline())

    monkeypatch.setattr(pipeline, "build", slow)
    adder = Adder(db)
    first = adder.start([Upload("a.txt", b"a")])
    assert first is not None
    assert going.wait(10)
    assert adder.start([Upload("b.txt", b"b")]) is None
    on.set()
    assert list(first)[-1]["done"] == "0 articles, 0 events, 0 disputed."
    assert adder.start([]) is not None


def test_a_store_that_cannot_be_used_is_named(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise StoreError("harbor.db: is damaged.")

    monkeypatch.setattr(pipeline, "build", broken)
    assert list(Adder(db).start([]) or ()) == [{"error": "harbor.db: is damaged."}]


def test_whatever_goes_wrong_the_page_gets_an_answer_and_can_try_again(
    db: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pipeline, "build", None)
    adder = Adder(db)
    assert list(adder.start([]) or ()) == [{"error": texts.ADD_BROKEN}]
    assert list(adder.start([]) or ()) == [{"error": texts.ADD_BROKEN}]
    assert "articles could not be added" in caplog.text


def test_what_has_no_file_takes_no_articles() -> None:
    client = create_app(Fixed(story())).server.test_client()
    assert send(client, text=TEXT) == (404, [{"error": texts.ADD_CLOSED}])
    assert "add-form" not in client.get("/_dash-layout").text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 415),
        ({adding.HEADER: "x"}, 415),
        (SENT | {"Origin": "https://evil.example"}, 403),
        (SENT | {"Sec-Fetch-Site": "cross-site"}, 403),
        (SENT | {"Host": "evil.example"}, 403),
    ],
)
def test_no_other_page_can_add_anything(client: FlaskClient, db: Path, headers: dict[str, str], status: int) -> None:
    assert send(client, text=TEXT, headers=headers)[0] == status
    assert client.post("/_dash-update-component", data={"a": "b"}, headers=SENT).status_code == 415
    assert is_empty(db)


def test_the_empty_page_asks_for_articles_and_a_full_one_has_a_dialog(client: FlaskClient) -> None:
    assert "add-form" in (empty := client.get("/_dash-layout").text)
    assert "add-dialog" not in empty
    send(client, text=TEXT, date="2023-08-03")
    full = client.get("/_dash-layout").text
    assert full.count('"add-form"') == full.count('"add-dialog"') == 1


# ---- frames of other pages ---------------------------------------------------------------------------------------------


def test_frames_are_refused_unless_wanted() -> None:
    answer = create_app(Fixed(story())).server.test_client().get("/embed")
    assert (answer.status_code, answer.text) == (404, texts.EMBED_CLOSED)
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("wanted", [False, True])
def test_the_command_line_says_whether_frames_are_answered(db: Path, monkeypatch: pytest.MonkeyPatch, wanted: bool) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr("dashapp.serve", lambda _db, **options: given.update(options))
    result = CliRunner().invoke(cli.main, ["serve", "--db", str(db), *["--embed"][:wanted]])
    assert (result.exit_code, given["embed"]) == (0, wanted)


def test_a_frame_gets_the_view_and_may_stand_in_any_page() -> None:
    client = create_app(Fixed(story()), name="A <river>", embed=True).server.test_client()
    answer = client.get("/embed?status=disputed")
    assert "<h1>A &lt;river&gt;</h1>" in answer.text
    assert "Arden asks Velm to explain" in answer.text
    assert "Flood kills" not in answer.text
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["frame-ancestors"] == "* file:"
    assert (policy["default-src"], policy["connect-src"]) == ("'none'", "'none'")
    assert "script-src" not in policy
    assert "X-Frame-Options" not in answer.headers
    assert client.get("/embed", headers={"Host": "evil.example"}).status_code == 403
    for path in ("/", "/download/timeline.html", "/embed/x"):
        assert client.get(path).headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in client.get(path).headers["Content-Security-Policy"]
