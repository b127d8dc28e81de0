"""Timeline reconstructs what happened when from news articles: every date resolved, every event merged, every claim traceable.

>>> import timeline
>>> timeline.resolve("It was signed last Thursday.", "2023-07-23")[0].value
'2023-07-20'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.chart import figure
    from timeline.dates import resolve
    from timeline.loading import load
    from timeline.model import Timeline
    from timeline.pipeline import build
    from timeline.span import Span

_HOMES = {"build": "pipeline", "figure": "chart", "load": "loading", "resolve": "dates", "Span": "span", "Timeline": "model"}
__all__ = ["Span", "Timeline", "build", "figure", "load", "resolve"]


def __getattr__(name: str) -> object:
    """Import what is asked for, when it is asked for: the resolver alone starts in a tenth of the time of the rest."""
    if name not in _HOMES:
        raise AttributeError(f"module 'timeline' has no attribute {name!r}")
    return getattr(import_module(f"timeline.{_HOMES[name]}"), name)
