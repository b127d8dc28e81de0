"""Runs every benchmark, or those that are named, each in a process of its own: python -m benchmarks [NAME …].

One that is named alone takes its own options: python -m benchmarks kills --seed 2.  The campaigns run only when they are named.
"""

import subprocess
import sys
from pathlib import Path

NOT_TIMED = ("_", "fit_", "peer")
CAMPAIGNS = ("addresses", "crawl", "kills", "mutations", "readers")
NAMES = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith(NOT_TIMED))

names = sys.argv[1:]
options = names[1:] if names[1:2] and names[1].startswith("-") else []
for name in names[: len(names) - len(options)] or [name for name in NAMES if name not in CAMPAIGNS]:
    if name not in NAMES:
        sys.exit(f"{name!r} is no benchmark; there are: {', '.join(NAMES)}")
    print(f"== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], check=True)
