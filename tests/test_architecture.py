"""One-way rooms, and nothing below the edge that reads the clock, the locale or the network."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "timeline").rglob("*.py"))
EDGE = {ROOT / "timeline" / name for name in ("cli/commands.py", "cli/web.py")}
SERVER = sorted((ROOT / "dashapp").rglob("*.py"))
FORBIDDEN_IMPORTS = {"locale", "random", "pickle"}
WEB = ROOT / "timeline" / "web"
# Whatever opens connections, or would fetch what it is given an address of.
CONNECTIONS = set(
    "socket ssl select selectors socketserver asyncio http urllib.request urllib.robotparser urllib3 httpcore httpx h11 h2 "
    "requests aiohttp websockets certifi protego ftplib smtplib poplib imaplib xmlrpc webbrowser wsgiref".split()
)
FORBIDDEN_CALLS = {"today", "now", "utcnow", "time", "localtime", "getenv"}
CLOCKS = {"date", "datetime", "time"}


def test_the_arrows_between_the_rooms() -> None:
    done = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [m for m in MODULES if m not in EDGE], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_clock_no_locale(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not imported(tree) & FORBIDDEN_IMPORTS
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_CALLS and isinstance(node.value, ast.Name):
            assert node.value.id not in CLOCKS, f"{path.name}:{node.lineno} reads the clock"


def imported(tree: ast.Module) -> set[str]:
    """Every module that a file imports, with the packages around it."""
    names = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names | {name.rsplit(".", n)[0] for name in names for n in range(1, name.count(".") + 1)}


@pytest.mark.parametrize(
    "path", [m for m in [*MODULES, *SERVER] if WEB not in m.parents], ids=lambda path: str(path.relative_to(ROOT))
)
def test_only_the_web_room_can_open_connections(path: Path) -> None:
    assert not imported(ast.parse(path.read_text(encoding="utf-8"))) & CONNECTIONS


def test_the_exemption_of_the_tests_is_used_by_nothing_else() -> None:
    for path in [*MODULES, *SERVER]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                assert "exempt" not in {keyword.arg for keyword in node.keywords}, path.name
                if getattr(node.func, "id", getattr(node.func, "attr", "")) == "Border":
                    assert not node.args, f"{path.name}:{node.lineno} makes a border of its own"
                    assert not node.keywords, f"{path.name}:{node.lineno} makes a border of its own"


WATCHED = """
import os, sys

def watch(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}:
        with open(os.environ["CONNECTIONS"], "a") as log:
            print(event, arguments, file=log)
        raise OSError("no connections")

sys.addaudithook(watch)
"""


def test_nothing_is_connected_to_unless_an_address_is_named(tmp_path: Path) -> None:
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCHED, encoding="utf-8")
    (tmp_path / "news").mkdir()
    text = '<html><head><link rel="canonical" href="http://news.example/a"></head><p>The two ministers met on Monday.</p>'
    (tmp_path / "news" / "a.html").write_text(text + '<img src="http://news.example/i.png">', encoding="utf-8")
    (tmp_path / "news" / "b.txt").write_text("date: 2023-07-23\n\nThe two ministers met on Monday in Lima.", encoding="utf-8")
    log = tmp_path / "log"
    env = os.environ | {"CONNECTIONS": str(log), "PYTHONPATH": f"{tmp_path / 'watch'}{os.pathsep}{ROOT}"}
    timeline = [sys.executable, "-m", "timeline"]
    for command in (
        ["build", "news", "--jobs", "2"],
        ["build", "news", "http://127.0.0.1/", "http://10.0.0.1/feed", "file:///etc/passwd", "http://2130706433/"],
        ["export", "--format", "html"],
    ):
        done = subprocess.run([*timeline, *command], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        assert not log.exists(), log.read_text()
    control = subprocess.run([sys.executable, "-c", "import socket; socket.getaddrinfo('a.example', 80)"], env=env, check=False)
    assert control.returncode
    assert log.exists()  # the watch works


def test_the_resolver_starts_without_the_heavy_libraries() -> None:
    heavy = "{'spacy', 'pandas', 'plotly', 'dash'}"
    code = f"import sys, timeline; timeline.resolve('on 20 July 2023', '2023-07-23'); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
