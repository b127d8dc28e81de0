"""Runs every benchmark, or those that are named: python -m benchmarks [NAME …]."""

import sys
from importlib import import_module
from pathlib import Path

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("*_*.py") if not path.stem.startswith(("_", "fit_")))

for name in sys.argv[1:] or NAMES:
    if name not in NAMES:
        sys.exit(f"{name!r} is no benchmark; there are: {', '.join(NAMES)}")
    print(f"== {name}", flush=True)
    import_module(f"benchmarks.{name}").main()
