"""The part of plotly's own script that the picture needs: lines, marks, bars and words, a quarter of the whole.

`plotly-basic.min.js` is the package plotly.js-basic-dist-min as it comes from npm, MIT licensed; it must be of the version that
the plotly package for Python was made for, which a test compares.
"""

from __future__ import annotations

from pathlib import Path

VERSION = "4.1.1"
SCRIPT = Path(__file__).with_name("plotly-basic.min.js")
