"""Words of each kind of expression that look like a time and are not: a surname, a newspaper, an age, a third of a match."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from timeline.dates.place import Place, listed
from timeline.dates.tree import Bound, Cal, Clock, Deictic, Length, Range, Regular, Shift, Slash, Vague

_MODERN = range(1900, 2101)
"""Years that stand on their own; earlier ones need a word such as "in" before them."""
_RECENT = range(1950, 2036)
_ORDINARY = range(1500, 2101)
_OPENING, _CLOSING = frozenset('“"‘'), frozenset('”"’')
_QUOTES = frozenset("\"'“”‘’«»")


def _is_named(place: Place, node: Cal) -> bool:
    """Whether a capital, or a word such as "avenue" before it, makes a date a name."""
    if node.month is None and node.weekday is None and node.holiday is None:
        return False
    capital = any(word[:1].isupper() for word in place.words.split()[-1:])
    if place.listed(place.before, "callers") and place.after[:1].isupper():
        return True
    if capital and node.day is None and place.after in listed(place.language, "streets"):
        return True
    if capital and node.day is None and node.weekday is None and place.after == "&":  # May & Sons
        return True
    if place.before in _OPENING and place.after in _CLOSING and " " not in place.words:  # the title of a book
        return node.month is not None
    if place.listed(place.before, "names_before") and place.words[:3].lower() != "el ":
        return True
    if capital and place.listed(place.before, "links") and place.listed(place.earlier, "names_before"):
        return True
    if capital and place.before[:1].isupper() and len(place.before) > 1 and node.day and not node.year and node.weekday is None:
        return bool(listed(place.language, "small_months"))
    if node.holiday is not None and place.listed(place.last, "holiday_names"):  # Tariq Ramadan, the Ramadan War
        return place.after[:1].isupper() or (place.before[:1].isupper() and not place.listed(place.before, "before_month"))
    plain = node.holiday is None and node.year is None and node.day is None
    return plain and " " not in place.words and _is_small_name(place)


def _is_small_name(place: Place) -> bool:
    """Whether a capital marks a name, in a language that writes months and weekdays small."""
    if not place.words[:1].isupper() or not listed(place.language, "small_months"):
        return False
    if place.words.isupper():
        return place.after[:1].isupper() and place.listed(place.words, "month_names")
    if place.opens and not place.listed(place.words, "month_names"):
        return place.after[:1].isupper()
    if place.listed(place.before, "before_month"):
        return place.after[:1].isupper()
    return place.after != ":"


def _cal(place: Place, node: Cal) -> bool:
    if _is_named(place, node):
        return False
    if node.year is not None and place.words.isdigit():
        return _bare_year(place, node.year)
    if place.last in listed(place.language, "abbreviations") and " " not in place.words:
        return _abbreviation(place)
    if node.season is not None and node.year is None:
        return _season(place)
    if node.month is not None and node.day is None and " " not in place.words:
        return bool(listed(place.language, "small_months")) or _month(place)
    if node.weekday is not None and node.day is None:
        paper = place.listed(place.before, "paper_articles") and place.after[:1].isupper() and not place.after.isupper()
        return not (paper or place.listed(place.after, "names_after")) or place.after.islower()
    if node.weekend:
        return not (place.within_name and place.words.rpartition(" ")[2][:1].isupper())
    if node.decade is not None:
        return not place.listed(place.before, "possessives")
    if node.day is not None and place.words.count("/") == 1 and place.words.startswith("7"):
        return place.listed(place.after, "attacks_after")
    if node.day is not None and node.month is None and node.weekday is None:
        if place.after in {"%", "°"} or (place.after == "-" and place.follows) or place.listed(place.after, "quantities"):
            return False
        named = any(place.listed(word, "day_words") for word in place.words.split())  # "el fallo del día 2 sorprendió"
        return named or not place.after[:1].isalpha() or place.listed(place.after, "function_words")
    return not (node.half is not None and node.year is None and place.listed(place.after, "of"))


def _bare_year(place: Place, year: int) -> bool:
    before = place.earlier if place.before == "." else place.before
    if place.follows and place.after[:1].isalpha():
        return False
    if place.listed(before, "number_nouns") or place.after in {"%", "°"}:
        return False
    if place.listed(place.after, "quantities") and not (place.after == "a" and place.listed(before, "in_year")):
        return False
    if place.before.isdigit() or (place.after.isdigit() and not place.follows):  # a telephone number
        return False
    if place.listed(place.before, "links") and place.listed(place.earlier, "names_before"):  # "the Hall of 1848"
        return False
    plain = not place.after[:1].isalpha() or place.listed(place.after, "function_words")
    if place.listed(before, "comparisons"):
        return year in _MODERN and plain
    if place.listed(before, "before_year"):
        named = place.after[:1].isupper() and not place.follows and year < 1940
        return year in _ORDINARY and not named
    if before.islower() and year in _RECENT:
        return True
    if before[:1].isalnum():
        return year in _MODERN and plain and (not before[:1].isupper() or place.after in {",", ".", ")", ""})
    return year in _MODERN


def _abbreviation(place: Place) -> bool:
    """Whether "Sat", "Mar" or "Dec" is a day or month: beside a number, with its full stop, or after a preposition."""
    if place.words.endswith(".") and not place.words.isupper():
        return place.after[:1].isdigit() or not place.opens or place.before in {"(", ":"}
    if place.after[:1].isupper() and place.listed(place.before, "weak_before_month"):  # "reporting by Jan Whitlow"
        return False
    return place.after[:1].isdigit() or (not place.words.isupper() and place.listed(place.before, "before_abbreviation"))


def _month(place: Place) -> bool:
    if not place.listed(place.words, "month_names"):
        return True
    if place.listed(place.before, "titles") or (place.after in {"’", "'"} and not place.listed(place.before, "before_month")):
        return False
    if place.listed(place.after, "events_after") and (place.listed(place.before, "articles") or place.before[:1].isupper()):
        return False
    if place.listed(place.before, "before_month"):
        return not ((place.after[:1].isupper() or not place.after) and place.listed(place.before, "weak_before_month"))
    if place.listed(place.after, "verbs_after"):
        return False
    if place.listed(place.before, "articles") and place.after.islower():  # "The August attacks", but "The March drew thousands"
        return not place.listed(place.after, "function_words") and not place.after.endswith("ed")
    if place.before[:1].isupper() or place.opens:
        return False
    if not place.before[:1].isalpha() or place.after[:1].isupper():
        return False
    return place.listed(place.before, "articles") or not place.after[:1].isalpha()


def _season(place: Place) -> bool:
    name = place.words.rpartition(" ")[2]
    if place.tight and place.before == "-" and not place.listed(place.earlier, "parts_of_seasons"):  # "a wagon-spring works"
        return False
    if name[:1].isupper() and not place.words.isupper() and (place.after[:1].isupper() or not place.opens):
        return place.listed(place.before, "before_season") and not place.after[:1].isupper()
    determined = " " in place.words  # "the fall"
    if not determined and place.listed(place.before, "before_attribute"):
        return False
    if place.listed(name, "season_nouns"):
        if determined:
            return place.listed(place.before, "before_season") and not place.listed(place.after, "of")
        return place.listed(place.before, "before_season")
    attributive = place.after[:1].islower() and not place.listed(place.after, "function_words")
    return determined or not attributive or place.listed(place.before, "before_season")


def _deictic(place: Place, node: Deictic) -> bool:
    if place.listed(place.last, "beside_ends"):
        return not place.after[:1].isalnum() or place.listed(place.after, "beside_followers")
    if place.listed(place.words, "whole_units"):
        return _is_whole(place)
    if node.base == "report":
        return not place.listed(place.after, "quarters_of_else")
    if " " not in place.words:
        if place.listed(place.words, "mornings") and place.listed(place.before, "morning_after"):
            return False
        named = place.before[:1].isupper() or bool(listed(place.language, "small_months"))
        return not (place.within_name and named) or place.listed(place.before, "opening_marks")
    titled = place.words.istitle() and place.words.rpartition(" ")[2][:1].isupper() and not place.opens
    quoted = place.before[:1] in _QUOTES and place.after[:1] in {",", "."}
    return not (titled and (quoted or place.after[:1].isupper() or place.after[:1] in _QUOTES))


def _is_whole(place: Place) -> bool:
    """Whether "the year" is the one of the text: "for the year, …", "the year's worst storm", "the first days of the year"."""
    if place.after in {"'", "’"}:
        return place.follows
    if place.listed(place.before, "whole_before"):
        return not place.after[:1].isalnum()
    return place.listed(place.before, "of") and place.listed(place.earlier, "whole_parts") and not place.after[:1].isalnum()


def _length(place: Place, node: Length) -> bool:
    if node.unit in {"year", "month"} and _is_age(place):
        return False
    capital = " " in place.words and place.words.rpartition(" ")[2][:1].isupper() and not place.words.isupper()
    if capital and listed(place.language, "small_months"):  # "Canal 24 Horas"
        return False
    if _is_title(place):
        return False
    if node.count is None and place.listed(place.words.partition(" ")[0], "unit_determiners") and " " in place.words:
        plain = len(place.words.split()) == 2
        return not plain or place.listed(place.after, "unit_followers") or place.listed(place.before, "unit_before")
    if place.after == "-" or place.listed(place.after, "ages"):
        return place.after == "-" and not place.follows
    if place.listed(place.words, "year_words"):
        return place.listed(place.after, "year_ends") or (place.before.lower() == "for" and not place.after[:1].isalpha())
    if node.unit == "quarter" and node.count == 3 and ("-" in place.words or place.listed(place.after, "of")):
        return False  # a fraction
    if node.unit == "quarter" and not place.last.endswith("s"):
        return not place.listed(place.after, "of") and (node.count is None or node.count < 100)
    if node.unit == "second" and node.count == 1:
        return not place.words.lower().startswith("a ")
    return True


def is_governed(place: Place) -> bool:
    """Say whether a preposition or the like stands before a word, so that it is a time even where it is a surname as well."""
    return place.listed(place.before, "before_month")


def is_some_day(place: Place) -> bool:
    """Say whether "one day" is no length, but some day to come: "He will one day be king", "One day it may rain"."""
    if not place.listed(place.words, "some_day"):
        return False
    return place.listed(place.before, "modals") or (place.opens and place.after[:1].isalpha())


def _is_title(place: Place) -> bool:
    """Whether a number with a capital stands beside a quotation mark: the broadcast "48 Hours"."""
    last = place.words.rpartition(" ")[2]
    quoted = place.before[:1] in _QUOTES or place.after[:1] in _QUOTES
    return quoted and place.words[:1].isdigit() and last[:1].isupper() and not last.isupper()


def _is_age(place: Place) -> bool:
    """Whether "tiene" stands before the years, or "de" after a comma or a person: "Ana, de 35 años"."""
    if place.listed(place.before, "ages_apposed") and place.listed(place.after, "ages_apposed") and place.earlier[:1].isupper():
        return True
    if place.listed(place.before, "ages_at") and place.listed(place.words.partition(" ")[0], "counting"):
        return True
    if place.listed(place.before, "ages_before"):
        return place.after.lower() != "de"
    return place.listed(place.before, "ages_of") and place.listed(place.earlier, "persons")


def _regular(place: Place, node: Regular) -> bool:
    if not node.value.startswith("P") or " " in place.words:
        return True
    if place.listed(place.words, "attributive_sets") and place.after[:1].islower():
        return place.listed(place.after, "function_words")
    if place.listed(place.words, "counted_sets"):
        return place.listed(place.before, "quantities")
    return not place.within_name


def _vague(place: Place, _: Vague) -> bool:
    low = place.words.lower()
    if place.listed(low, "owned") and place.listed(place.after, "of"):  # "the future of the mine"
        return False
    if place.listed(place.last, "vague_nouns") and place.after[:1].isalnum() and not place.listed(place.after, "function_words"):
        return False
    if low in listed(place.language, "comparing"):
        return not place.listed(place.before, "comparing_before") and not place.listed(place.after, "comparing_after")
    if low in listed(place.language, "attributive_vague"):
        return not place.words[:1].isupper() and not place.after[:1].isupper()
    return not place.within_name or place.before in {",", ";"}


def _slash(place: Place, _: Slash) -> bool:
    return not place.listed(place.before, "number_nouns")


def _range(place: Place, node: Range) -> bool:
    last = node.last
    return not isinstance(last, Cal) or last != Cal(day=last.day) or _cal(place, last)


def _shift(place: Place, node: Shift) -> bool:
    """A capital inside "el Día de" makes it the name of a day."""
    return node.base != "event" or place.words.isupper() or not any(word[:1].isupper() for word in place.words.split()[1:])


def _bound(place: Place, node: Bound) -> bool:
    """Whether what follows "by" is a time: "edited by May Osei"."""
    inner = node.of
    plain = isinstance(inner, Cal) and " " not in place.words and (inner.month is not None or inner.weekday is not None)
    return not plain or _cal(place, inner)  # type: ignore[arg-type]


_POINT = re.compile(r"\d\d\.\d\d")


def _clock(place: Place, node: Clock) -> bool:
    if _POINT.fullmatch(place.words):  # the heading of a log, or a timetable's
        if place.before == "[" or (place.opens and not place.after):
            return not place.after or place.after == "]"
        return place.listed(place.before, "before_point") or (
            place.before.lower() == "the" and place.listed(place.after, "timetabled")
        )
    if place.words.istitle() and place.listed(place.after, "names_after"):
        return False
    return node.of is not None or not place.words[:1].isupper() or place.opens or " " in place.words


CHECKS: dict[type, Callable[[Place, Any], bool]] = {
    Bound: _bound,
    Cal: _cal,
    Deictic: _deictic,
    Length: _length,
    Regular: _regular,
    Vague: _vague,
    Slash: _slash,
    Clock: _clock,
    Range: _range,
    Shift: _shift,
}
