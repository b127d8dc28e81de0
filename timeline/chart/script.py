"""plotly's own script as the plotly package brings it, which the dashboard serves and the page for reports carries."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

SCRIPT = Path(str(files("plotly") / "package_data" / "plotly.min.js"))
"""Where it lies; it is read only by who needs it."""


def version() -> str:
    """Return the version of the script, for its address: browsers may keep it as long as that stays the same.

    >>> version()[0].isdigit()
    True
    """
    from plotly.offline import get_plotlyjs_version  # noqa: PLC0415  (half a second that only the dashboard needs)

    return str(get_plotlyjs_version())
