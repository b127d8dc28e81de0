"""The chart as a picture for reports: SVG as it is, PNG or PDF drawn by the Chrome or Chromium that the machine has.

kaleido starts the browser, hands it the same picture as a plotly figure and gives back the bytes.  Nothing is fetched: its
scripts come from the installed plotly package.
"""

from __future__ import annotations

import logging
from typing import cast

from timeline.chart import figure, picture
from timeline.chart.svg import to_svg
from timeline.limits import IMAGE_SECONDS
from timeline.model import IMAGES, Timeline

WIDTH = 1280
"""Pixels of a picture's width unless told otherwise: a wide page, where most titles fit."""
WIDTHS = (320, 4000)
"""The narrowest and the widest picture, in pixels."""
SHARPNESS = 2
"""Pixels of a PNG for each pixel of the picture, so that it is sharp in print."""


class ImageError(RuntimeError):
    """A picture cannot be drawn; its text says why and what to do."""


def to_image(timeline: Timeline, kind: str, *, width: int = WIDTH) -> bytes:
    """Draw the chart of a timeline as a picture file.

    Args:
        timeline: what to draw.
        kind: "png" (at twice the width, for print), "svg" or "pdf".
        width: pixels, 320–4000; the height follows from what there is to draw.

    Raises:
        ValueError: if the kind is not known or the width is out of range.
        ImageError: if there is no browser to draw with, or it fails; SVG needs none.

    >>> to_image(Timeline(), "svg")[:4]
    b'<svg'
    >>> to_image(Timeline(), "gif")
    Traceback (most recent call last):
    ValueError: 'gif' is not one of png, svg, pdf
    """
    if kind not in IMAGES:
        raise ValueError(f"{kind!r} is not one of {', '.join(IMAGES)}")
    if not WIDTHS[0] <= width <= WIDTHS[1]:
        raise ValueError(f"{width} pixels is not a width from {WIDTHS[0]} to {WIDTHS[1]}")
    if kind == "svg":
        return to_svg(picture(timeline, width=width), variables=False).encode("utf-8")
    try:
        import kaleido  # noqa: PLC0415  (an extra that only this export needs)
        from kaleido.errors import ChromeNotFoundError, KaleidoError  # noqa: PLC0415
    except ImportError as error:
        raise ImageError("a picture needs the package kaleido: pip install 'timeline-news[image]'") from error
    # Whatever fails is raised; what kaleido's driver logs besides is how the browser's pipe happened to close, with a traceback.
    logging.getLogger("choreographer").setLevel(logging.CRITICAL)
    options = {"format": kind, "width": width, "scale": SHARPNESS if kind == "png" else 1}
    # Without MathJax, which kaleido would load from the network and no title of an event uses.
    browser = {"timeout": IMAGE_SECONDS, "page_generator": kaleido.PageGenerator(mathjax=False)}
    try:
        return cast("bytes", kaleido.calc_fig_sync(figure(timeline, width=width), opts=options, kopts=browser))
    except ChromeNotFoundError as error:
        raise ImageError(
            "a picture needs Chrome or Chromium, and none is found. Install one (Debian: apt install chromium), or name its "
            "program in the environment variable BROWSER_PATH; --format svg and html need no browser"
        ) from error
    except (KaleidoError, RuntimeError, OSError) as error:  # a browser that does not start, dies or takes too long
        what = " ".join(str(error).split()) or type(error).__name__
        raise ImageError(f"the browser did not draw the picture ({what[:200]}); --format svg and html need none") from error
