"""What a tree denotes, given its anchors: a span, a TIMEX3 value, and the reason in words."""

from timeline.dates.meaning import anchored, fields, inside, lengths
from timeline.dates.meaning.fields import open_value
from timeline.dates.meaning.lengths import ends_of
from timeline.dates.meaning.setting import SURE, Meaning, Setting, day_words, mean

__all__ = ["SURE", "Meaning", "Setting", "anchored", "day_words", "ends_of", "fields", "inside", "lengths", "mean", "open_value"]
