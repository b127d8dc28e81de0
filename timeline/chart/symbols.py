"""The outlines of the six families' symbols, as paths that begin anywhere: the same proportions as plotly's."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import cos, pi, sin, sqrt

Corners = list[tuple[float, float]]


def _regular(number: int, radius: float, inner: float = 0.0) -> Corners:
    """The corners of a polygon that stands on its base; with an inner radius, of a star."""
    steps = number * 2 if inner else number
    radii = [inner if inner and i % 2 else radius for i in range(steps)]
    return [(r * sin(2 * pi * i / steps), -r * cos(2 * pi * i / steps)) for i, r in enumerate(radii)]


def _cross(r: float) -> Corners:
    a, b = 0.4 * r, 1.2 * r
    half = [(-a, -b), (a, -b), (a, -a), (b, -a), (b, a), (a, a)]
    return half + [(-x, -y) for x, y in half]


_CORNERS: dict[str, Callable[[float], Corners]] = {
    "square": lambda r: [(-r, -r), (r, -r), (r, r), (-r, r)],
    "diamond": lambda r: _regular(4, 1.3 * r),
    "cross": _cross,
    "triangle-up": lambda r: [(-2 * r / sqrt(3), r / 2), (2 * r / sqrt(3), r / 2), (0.0, -r)],
    "triangle-right": lambda r: [(-r / 2, -2 * r / sqrt(3)), (-r / 2, 2 * r / sqrt(3)), (r, 0.0)],
    "star": lambda r: _regular(5, 1.4 * r, 0.382 * 1.4 * r),
}


@lru_cache(maxsize=64)
def outline(name: str, size: float) -> str:
    """Return a symbol as relative path commands around the current point.

    Args:
        name: one of plotly's symbols that the chart uses; "-open" at its end plays no part; unknown ones are circles.
        size: its size in pixels, as plotly counts it.

    >>> outline("square", 10)
    'm-5,-5l10,0l0,10l-10,0z'
    """
    name, r = name.removesuffix("-open"), size / 2
    if name not in _CORNERS:
        return f"m{-r:g},0a{r:g},{r:g} 0 1,0 {size:g},0a{r:g},{r:g} 0 1,0 {-size:g},0z"
    corners = [(round(x, 2), round(y, 2)) for x, y in _CORNERS[name](r)]
    (x, y), steps = corners[0], zip(corners[1:], corners, strict=False)
    return f"m{x:g},{y:g}" + "".join(f"l{b[0] - a[0]:g},{b[1] - a[1]:g}" for b, a in steps) + "z"
