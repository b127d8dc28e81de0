"""Time expressions: found, parsed to trees, and resolved against their anchors, each with the reason."""

from timeline.dates.annotate import annotate, known_language, resolve

__all__ = ["annotate", "known_language", "resolve"]
