"""Runs every benchmark, or those that are named, each in a process of its own: python -m benchmarks [NAME …]."""

import subprocess
import sys
from pathlib import Path

NOT_TIMED = ("_", "fit_", "peer")
NAMES = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith(NOT_TIMED))

for name in sys.argv[1:] or NAMES:
    if name not in NAMES:
        sys.exit(f"{name!r} is no benchmark; there are: {', '.join(NAMES)}")
    print(f"== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)
