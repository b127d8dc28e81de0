"""The design's tokens as Python values: colors, symbols and type of the chart and of the pages that stand alone.

`assets/tokens.css` holds the same values for the dashboard; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from timeline.model import FAMILIES

Scheme = Literal["light", "dark"]

_NAMES = (
    "bg surface sunken ink ink-2 ink-3 line line-strong sel focus family-meetings family-signings family-reactions "
    "family-decisions family-actions family-incidents dispute ok when-bg when-line what-line off weekend fold"
).split()
_LIGHT = (
    "#f5f6f4 #ffffff #eceeeb #1a1e1c #454d49 #626a66 #dde1dd #7f8883 #e8edf4 #0b57d0 #194f81 #219576 #bb6802 "
    "#8b4ec4 #161b38 #871f3e #b3201f #22663d #ffe7a3 #9a6b00 #1a1e1c #9aa19d #f1f3f0 #e4e7e3"
).split()
_DARK = (
    "#15191c #1c2125 #111416 #e8ebe9 #b9c0bc #98a19c #30373b #7d8781 #222d38 #8ab4ff #3b82e8 #2fd69c #ee7f33 "
    "#b79ae0 #e6ebf5 #c05f8a #ff8a80 #7fce9b #4d3c07 #e0b040 #e8ebe9 #7d8781 #20262a #2a3135"
).split()

TOKENS: Mapping[Scheme, Mapping[str, str]] = MappingProxyType(
    {
        "light": MappingProxyType(dict(zip(_NAMES, _LIGHT, strict=True))),
        "dark": MappingProxyType(dict(zip(_NAMES, _DARK, strict=True))),
    }
)
"""Color tokens by scheme and name, without the prefix that they have in CSS."""

SANS = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif'  # ours
SERIF = 'Charter, "Iowan Old Style", "Source Serif 4", "Noto Serif", Georgia, "DejaVu Serif", serif'  # the sources' words

SYMBOLS: Mapping[str, str] = MappingProxyType(
    dict(zip(FAMILIES, ("circle", "square", "triangle-up", "diamond", "cross", "star"), strict=True))
)
"""Plotly's marker symbol of each family."""

_SCALE = {"square": 0.95, "triangle-up": 1.2, "diamond": 0.95, "cross": 1.05, "star": 1.15}


def marker_size(shape: str, size: float) -> float:
    """Return plotly's size for a symbol that shall look as heavy as a circle of that size in pixels.

    >>> marker_size("circle", 12), marker_size("star", 10)
    (12, 11.5)
    """
    return size * _SCALE[shape] if shape in _SCALE else size


def family_color(family: str, scheme: Scheme) -> str:
    """Return the color of a family's marks; a family that is not known takes that of no family.

    >>> family_color("meetings", "light"), family_color("?", "light")
    ('#194f81', '#9aa19d')
    """
    return TOKENS[scheme].get(f"family-{family}", TOKENS[scheme]["off"])


def symbol(family: str) -> str:
    """Return plotly's marker symbol of a family.

    >>> symbol("incidents"), symbol("?")
    ('star', 'circle')
    """
    return SYMBOLS.get(family, "circle")
