"""One-way rooms, and nothing below the edge that reads the clock, the locale or the network."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "timeline").rglob("*.py"))
EDGE = {ROOT / "timeline" / "cli.py"}
FORBIDDEN_IMPORTS = {"locale", "socket", "ssl", "http", "urllib.request", "requests", "httpx", "random", "pickle"}
FORBIDDEN_CALLS = {"today", "now", "utcnow", "time", "localtime", "getenv"}
CLOCKS = {"date", "datetime", "time"}


def test_the_arrows_between_the_rooms() -> None:
    done = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [m for m in MODULES if m not in EDGE], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_clock_no_locale_no_network(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & FORBIDDEN_IMPORTS
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in FORBIDDEN_IMPORTS
        elif isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_CALLS and isinstance(node.value, ast.Name):
            assert node.value.id not in CLOCKS, f"{path.name}:{node.lineno} reads the clock"


def test_the_resolver_starts_without_the_heavy_libraries() -> None:
    heavy = "{'spacy', 'pandas', 'plotly', 'dash'}"
    code = f"import sys, timeline; timeline.resolve('on 20 July 2023', '2023-07-23'); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
