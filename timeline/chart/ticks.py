"""What is written below the axis and into its torn strips, as fine as each piece allows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from timeline.chart.axis import DAYS_IN, Piece, new_year, next_month, place
from timeline.span import LAST_END
from timeline.words import count, month_name, say


class Ticks(NamedTuple):
    """What is drawn below the axis: x of the tick marks, labels (x, text), and names of pieces (x, text)."""

    marks: tuple[float, ...]
    labels: tuple[tuple[float, str], ...]
    names: tuple[tuple[float, str], ...]


def ticks(pieces: Sequence[Piece], char: float = 6.2) -> Ticks:
    """Return tick marks and their texts, as fine as each piece allows.

    Args:
        pieces: the axis.
        char: width of a character in pixels.

    >>> from timeline.chart.axis import true_scale
    >>> ticks(true_scale((date(2023, 7, 14).toordinal(), date(2023, 7, 17).toordinal()), 90)).labels
    ((15.0, '14'), (45.0, '15'), (75.0, '16'))
    """
    marks: list[float] = []
    labels: list[tuple[float, str]] = []
    names: list[tuple[float, str]] = []
    for piece in pieces:
        if piece.unit == "fold":
            continue
        cells = {"day": _day_cells, "month": _month_cells, "year": _year_cells}[piece.unit](piece)
        for start, end, text in cells:
            x0, x1 = place(pieces, max(start, piece.start)), place(pieces, min(end, piece.end))
            marks.append(x0)
            cut = start < piece.start or end > piece.end
            if text and (not cut or len(cells) == 1 or x1 - x0 >= len(text) * char):
                labels.append(((x0 + x1) / 2, text))
        names += _names(piece, char)
    return Ticks(tuple(marks), _apart(labels, char, 2.0), _apart(names, char, 6.0))


def _apart(texts: list[tuple[float, str]], char: float, gap: float) -> tuple[tuple[float, str], ...]:
    """Leave out a text that would touch the one before it."""
    out: list[tuple[float, str]] = []
    for x, text in sorted(texts):
        half = len(text) * char / 2
        if not out or x - half >= out[-1][0] + len(out[-1][1]) * char / 2 + gap:
            out.append((x, text))
    return tuple(out)


Cell = tuple[int, int, str]


def _step(cell: float, steps: Sequence[int], least: float) -> int:
    return next((step for step in steps if step * cell >= least), steps[-1])


def _day_cells(piece: Piece) -> list[Cell]:
    rate = (piece.x1 - piece.x0) / (piece.end - piece.start)
    step = _step(rate, (1, 2, 5, 10, 15), 18.0)
    out: list[Cell] = []
    for day in range(piece.start, piece.end):
        number = date.fromordinal(day).day
        if step == 1 or number == 1 or (number % step == (step == 2) and number + step // 2 <= 30):
            out.append((day, day + 1, str(number)))
        elif rate >= 6:
            out.append((day, day + 1, ""))
    return out


def _month_cells(piece: Piece) -> list[Cell]:
    cell = (piece.x1 - piece.x0) / (piece.end - piece.start) * DAYS_IN["month"]
    step = 1 if cell >= 9 else _step(cell, (3, 6, 12), 26.0)
    out: list[Cell] = []
    at = date.fromordinal(piece.start).replace(day=1)
    while at.toordinal() < piece.end:
        following = next_month(at)
        name = month_name(at.month).capitalize()
        if step == 1:
            alone = at.toordinal() <= piece.start and following >= piece.end
            text = name[:3] if cell >= 22 or alone else name[0]
            out.append((at.toordinal(), following, text))
        elif (at.month - 1) % step == 0:
            out.append((at.toordinal(), following, name[:3]))
        if following >= LAST_END:
            break
        at = date.fromordinal(following)
    return out


def _year_cells(piece: Piece) -> list[Cell]:
    cell = (piece.x1 - piece.x0) / (piece.end - piece.start) * DAYS_IN["year"]
    step = _step(cell, (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000), 32.0)
    first, last = date.fromordinal(piece.start).year, date.fromordinal(piece.end - 1).year
    out: list[Cell] = []
    for year in range(first, last + 1):
        if step == 1 or year % step == 0:
            out.append((new_year(year), new_year(year + 1), str(year)))
        elif cell >= 6:
            out.append((new_year(year), new_year(year + 1), ""))
    return out


def _names(piece: Piece, char: float) -> list[tuple[float, str]]:
    """What names a piece: its months, its years, or only its unit; the longest text that fits."""
    first, last = date.fromordinal(piece.start), date.fromordinal(piece.end - 1)
    if piece.unit == "year":
        return _fitting(piece.x0, piece.x1, (say("chart.by_year"),) if first.year != last.year else (), char)
    out: list[tuple[float, str]] = []
    at = max(first.replace(day=1) if piece.unit == "day" else first.replace(month=1, day=1), date.min)
    while at.toordinal() < piece.end:
        following = next_month(at) if piece.unit == "day" else new_year(at.year + 1)
        x0 = place((piece,), max(at.toordinal(), piece.start))
        x1 = place((piece,), min(following, piece.end))
        name = month_name(at.month)
        texts = (say("dates.month", name, at.year), f"{name[:3]} {at.year}", name[:3]) if piece.unit == "day" else (str(at.year),)
        if (first.year, first.month if piece.unit == "day" else 0) == (last.year, last.month if piece.unit == "day" else 0):
            texts = (say(f"chart.by_{piece.unit}", texts[0]), *texts)
        out += _fitting(x0, x1, texts, char)
        if following >= LAST_END:
            break
        at = date.fromordinal(following)
    return out


def _fitting(x0: float, x1: float, texts: Sequence[str], char: float) -> list[tuple[float, str]]:
    # A short piece stands beside a strip, where there is room for its name.
    fits = (text for text in texts if len(text) * char <= x1 - x0 + 14)
    return [((x0 + x1) / 2, text) for text in [next(fits, "")] if text]


def strip_words(piece: Piece) -> str:
    """Say how much time a torn strip leaves out.

    >>> strip_words(Piece(1, 4384, 0, 24, "fold"))
    '12 years'
    """
    days = piece.end - piece.start
    if days >= 700:
        return count(round(days / DAYS_IN["year"]), "year")
    return count(round(days / DAYS_IN["month"]), "month") if days >= 55 else count(days, "day")
