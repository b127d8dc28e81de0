"""Against strangers: the login, the pace, and addresses that other machines reach."""

import base64
import subprocess
import sys
from pathlib import Path

import pytest
from dashapp_kit import story
from flask.testing import FlaskClient

from dashapp import create_app, pace, serve
from dashapp.login import Door, line, read_users
from dashapp.pace import Pace
from dashapp.source import Fixed
from timeline.limits import MAX_FAILED_LOGINS
from timeline.store import Store

ROOT = Path(__file__).parents[1]
USERS = dict([line("ana", "a long sentence").split(":", 1)])  # one hash takes a tenth of a second


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


@pytest.fixture
def guarded() -> FlaskClient:
    client: FlaskClient = create_app(Fixed(story()), users=USERS).server.test_client()
    return client


@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/assets/tokens.css", "/download/events.csv", "/embed", "/scripts/x.js"])
def test_nothing_is_answered_without_a_password(guarded: FlaskClient, path: str) -> None:
    answer = guarded.get(path)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert "Content-Security-Policy" in answer.headers
    assert guarded.get(path, headers=basic("ana", "wrong")).status_code == 401
    assert guarded.get(path, headers=basic("", "")).status_code == 401


def test_the_right_password_opens(guarded: FlaskClient) -> None:
    assert guarded.get("/", headers=basic("ana", "a long sentence")).status_code == 200
    assert guarded.get("/", headers=basic("bo", "a long sentence")).status_code == 401


def test_guessing_is_stopped_and_who_is_in_stays_in(guarded: FlaskClient) -> None:
    good = basic("ana", "a long sentence")
    assert guarded.get("/_dash-dependencies", headers=good).status_code == 200
    for _ in range(MAX_FAILED_LOGINS):
        assert guarded.get("/", headers=basic("ana", "guess")).status_code in {401, 429}
    assert guarded.get("/", headers=basic("ana", "guess")).status_code == 429
    assert guarded.get("/_dash-dependencies", headers=good).status_code == 200
    fresh = create_app(Fixed(story()), users=USERS).server.test_client()
    for _ in range(MAX_FAILED_LOGINS):
        fresh.get("/", headers=basic("ana", "guess"))
    assert fresh.get("/", headers=good).status_code == 429, "not even the right one, or guessing would go on"


def test_the_journal_bears_the_name_of_who_is_in(tmp_path: Path) -> None:
    from test_dashapp import ask  # noqa: PLC0415

    with Store(tmp_path / "s.db") as store:
        store.save(story())
        client = create_app(store, users=USERS).server.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = basic("ana", "a long sentence")["Authorization"]
        answer = ask(client, "toast-text.children", change={"do": "hide"}, selected="event=e-ask", who="Somebody else")
        assert answer.status_code == 200
        assert [edit.by for edit in store.journal()] == ["ana"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "names no user"),
        ("# nobody\n\n", "names no user"),
        ("ana:secret", "line 1: is no user"),
        ("\nno colon", "line 2: is no user"),
        ("ana:plain:secret", "line 1: is no user"),
    ],
)
def test_a_file_of_users_that_is_none(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "users.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        read_users(file)
    with pytest.raises(ValueError, match="cannot be read"):
        read_users(tmp_path / "none.txt")


@pytest.mark.parametrize(("name", "password"), [("", "x"), ("a:b", "x"), ("a\nb", "x"), ("ana", "")])
def test_names_that_would_break_the_file(name: str, password: str) -> None:
    with pytest.raises(ValueError, match="a user needs a name"):
        line(name, password)


@pytest.mark.parametrize(("given", "said"), [(["--password", "pässword"], ""), ([], "pässword\n")])
def test_a_line_from_the_command_opens_the_door(tmp_path: Path, given: list[str], said: str) -> None:
    command = [sys.executable, "-m", "timeline", "password", "ana", *given]
    done = subprocess.run(command, input=said, capture_output=True, text=True, cwd=ROOT, check=True, encoding="utf-8")
    file = tmp_path / "users.txt"
    file.write_text(done.stdout, encoding="utf-8")
    door = Door(read_users(file))
    assert door.opens("ana", "pässword")
    assert not door.opens("ana", "password")
    assert "pässword" not in done.stdout


def test_too_many_requests_are_refused_and_later_ones_are_not() -> None:
    now = [0.0]
    counting = Pace(3, 10.0, clock=lambda: now[0])
    assert [counting.allows("a") for _ in range(5)] == [True, True, True, False, False]
    assert counting.allows("b")
    now[0] = 10.0
    assert counting.allows("a")


def test_the_server_refuses_what_comes_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MAX_REQUESTS", 5)
    monkeypatch.setattr(pace, "MAX_HEAVY_REQUESTS", 2)
    monkeypatch.setattr(pace, "REQUEST_SECONDS", 600.0)  # however slow the machine is
    client = create_app(Fixed(story())).server.test_client()
    assert [client.get("/download/events.csv").status_code for _ in range(3)] == [200, 200, 429]
    assert [client.get("/_dash-dependencies").status_code for _ in range(3)] == [200, 200, 429]
    last = client.get("/")
    assert last.headers["Retry-After"] == "600"
    assert "Content-Security-Policy" in last.headers


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "timeline.example.org"])  # noqa: S104
def test_addresses_that_others_reach_need_a_flag_that_names_the_risk(tmp_path: Path, host: str) -> None:
    db = tmp_path / "s.db"
    Store(db).close()
    with pytest.raises(ValueError, match="can read and change everything"):
        serve(db, host=host)
    command = [sys.executable, "-m", "timeline", "serve", "--db", str(db), "--host", host]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "--expose-to-network" in done.stderr


def test_several_workers_serve_one_store(tmp_path: Path) -> None:
    """Two applications, as two processes have them: what one writes, the other shows, and clashes are seen across them."""
    from test_dashapp import ask  # noqa: PLC0415

    db = tmp_path / "s.db"
    with Store(db) as one, Store(db) as two:
        one.save(story())
        clients = [create_app(store).server.test_client() for store in (one, two)]
        answer = ask(clients[0], "toast-text.children", change={"do": "verify"}, selected="event=e-ask", seen=0)
        assert answer.status_code == 200
        assert "checked" in ask(clients[1], "panel.children", event="event=e-ask").text
