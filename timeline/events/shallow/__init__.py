"""Events of languages without a model of their syntax: clauses, verbs and names found by rule, with the words as data."""

from timeline.events.shallow.lexicon import languages
from timeline.events.shallow.reading import read

__all__ = ["languages", "read"]
