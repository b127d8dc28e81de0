"""Events: from sentences to mentions of happenings, with their dates, modality and participants."""

from timeline.events.catalog import TYPES, EventType
from timeline.events.reading import extract

__all__ = ["TYPES", "EventType", "extract"]
