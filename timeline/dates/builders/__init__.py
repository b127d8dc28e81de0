"""What rules can make: small constructors of trees, the same for every language.  A constructor returns None to refuse."""

from timeline.dates.builders import clocks, fields, lengths, ranges, relative
from timeline.dates.builders.registry import BUILDERS

__all__ = ["BUILDERS", "clocks", "fields", "lengths", "ranges", "relative"]
