"""An installation holds every package of the tree."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_package_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    modules = [path for top in ("timeline", "dashapp") for path in (ROOT / top).rglob("__init__.py")]
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in modules}
    assert set(project["tool"]["setuptools"]["packages"]) == found | {"dashapp.assets"}
