"""The docs name every command, option, format and column, and their links lead somewhere."""

import re
from pathlib import Path

import click
import pytest

from timeline.cli import main
from timeline.export.csv_format import EVENT_COLUMNS, EVIDENCE_COLUMNS
from timeline.export.journal_csv import JOURNAL_COLUMNS
from timeline.model import FORMATS

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_is_described(name: str) -> None:
    text = page("command-line.md")
    assert f"## `timeline {name}" in text
    section = text.split(f"## `timeline {name}", 1)[1].split("\n## ", 1)[0]
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[0]}" in section, f"{parameter.opts[0]} of {name} is missing"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_described(name: str) -> None:
    assert f"`{name}`" in page("command-line.md")
    assert f"`{name}`" in page("formats.md") or f"--format {name}`" in page("formats.md")


@pytest.mark.parametrize("column", sorted({*EVENT_COLUMNS, *EVIDENCE_COLUMNS, *JOURNAL_COLUMNS}))
def test_every_column_is_described(column: str) -> None:
    assert f"`{column}`" in page("formats.md")


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("dependencies = [", 1)[1].split("]", 1)[0]
    for name in re.findall(r'^\s*"([\w-]+)', project, re.MULTILINE):
        assert name in page("dependencies.md"), f"{name} has no reason in docs/dependencies.md"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(
        r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )  # examples name files of the reader
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)|<img[^>]+src=\"([^\"]+)\"", text):
        link = target[0] or target[1]
        if not link.startswith(("http://", "https://", "mailto:")):
            assert (path.parent / link).exists(), f"{path.name} links to {link}"


def test_every_page_is_reachable_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs").glob("*.md"):
        assert f"docs/{path.name}" in readme, f"docs/{path.name} is not linked from the README"
