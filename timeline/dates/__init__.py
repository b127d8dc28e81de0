"""Time expressions: found, parsed to trees, and resolved against their anchors, each with the reason."""

from timeline.dates.annotate import annotate, resolve

__all__ = ["annotate", "resolve"]
