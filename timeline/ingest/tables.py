"""Tables of articles: JSON, JSON lines and CSV, one article a row; the usual column names are known, others are mapped."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from timeline import limits
from timeline.ingest import heads
from timeline.ingest.decode import clean, printable
from timeline.model import Refusal

LISTS = ("articles", "items", "results", "docs", "documents", "data", "records", "hits", "news", "stories", "entries", "response")
MAX_BAD_ROWS = 20  # named one by one; the rest is counted
FIELDS = ("title", "text", "date", "source", "url", "language")
SHOWN_COLUMNS = 12
DELIMITERS = ",;\t|"
TAGS = re.compile(r"</?(?:p|div|br|span|a|h[1-6]|ul|li|strong|em|img|figure)(?:\s[^<>]*)?/?>", re.IGNORECASE)
"""What shows that a cell holds HTML."""


class TableError(ValueError):
    """The table cannot be read as one; the message is the sentence for the user."""


@dataclass(frozen=True, slots=True)
class Row:
    """One article of a table: its number from 1, its values by field, and the column of its date."""

    number: int
    values: Mapping[str, Any]
    date_column: str = "date"


def rows(text: str, suffix: str, mapping: Mapping[str, str] | None = None) -> Iterator[Row | Refusal]:
    """Yield the articles of a table; a refusal's name is "#" and the number of the row.

    Args:
        text: of the file.
        suffix: of the file, such as ".csv".
        mapping: field to column, such as {"text": "Body"}; "source.name" looks into a nested object.

    Raises:
        TableError: if it is no table of articles.

    >>> [row.values["title"] for row in rows("headline,body\\nRain,It rained.\\n", ".csv")]
    ['Rain']
    """
    records = _csv(text, suffix) if suffix in {".csv", ".tsv"} else _json(text, lines=suffix in {".jsonl", ".ndjson"})
    bad = 0
    columns: dict[str, tuple[str, ...]] = {}
    for number, record in enumerate(records, 1):
        if number > limits.MAX_TABLE_ROWS:
            yield Refusal(f"#{number}", f"Not read: more than {limits.MAX_TABLE_ROWS:,} rows. Split the table.")
            return
        if isinstance(record, str):
            bad += 1
            if bad <= MAX_BAD_ROWS:
                yield Refusal(f"#{number}", record)
            continue
        if not columns.get("text"):
            columns = _columns(record, mapping)
        values = {field: value for field, names in columns.items() if (value := _first(record, names)) not in {None, ""}}
        yield Row(number, values, next(iter(columns["date"]), "date"))
    if bad > MAX_BAD_ROWS:
        yield Refusal(
            f"#{MAX_BAD_ROWS + 1}…", f"Not read: {bad - MAX_BAD_ROWS} more rows are broken. Check how the table was made."
        )


def _columns(record: Mapping[str, Any], mapping: Mapping[str, str] | None) -> dict[str, tuple[str, ...]]:
    """Which columns hold which field, best first."""
    if unknown := sorted(set(mapping or {}) - set(FIELDS)):
        raise TableError(f"Not read: {unknown[0]!r} is no field. The fields are {', '.join(FIELDS)}.")
    if missing := [name for name in (mapping or {}).values() if _get(record, name) is None and name.split(".")[0] not in record]:
        raise TableError(f"Not read: there is no column {missing[0]!r}. The columns are {_listed(record)}.")
    found: dict[str, tuple[str, ...]] = {}
    for field in FIELDS:
        names = sorted((name for name in record if heads.key_of(name) == field), key=lambda name: (heads.rank(name), name))
        found[field] = ((mapping or {})[field],) if field in (mapping or {}) else tuple(names)
    if not found["text"]:
        found["text"] = tuple(name for name in record if heads.key_of(name) == "summary")
    if not found["text"]:
        raise TableError(
            f"Not read: no column is known to hold the text. Name it with --map text=COLUMN; there are {_listed(record)}."
        )
    return found


def _listed(record: Mapping[str, Any]) -> str:
    names = [str(name)[:40] for name in record][:SHOWN_COLUMNS]
    return printable(", ".join(names) or "none") + (", …" if len(record) > SHOWN_COLUMNS else "")


def _get(record: Mapping[str, Any], name: str) -> Any:
    if name in record or "." not in name:
        return record.get(name)
    head, _, tail = name.partition(".")
    inner = record.get(head)
    return _get(inner, tail) if isinstance(inner, dict) else None


def _first(record: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((value for name in names if (value := _plain(_get(record, name)))), None)


def _plain(value: Any) -> str:
    """A cell as text: the name of an object, the first of a list."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "text", "rendered", "value", "$date") if key in value), "")
    if isinstance(value, list):
        value = "\n\n".join(item for item in value if isinstance(item, str))
    if isinstance(value, bool) or value is None or not isinstance(value, str | int | float):
        return ""
    return clean(str(value)).text.strip()


# ---- JSON ------------------------------------------------------------------------------------------------------------


def _json(text: str, *, lines: bool) -> Iterator[Mapping[str, Any] | str]:
    if lines:
        return _json_lines(text)
    data, error = load(text)
    if error and "\n" in text.strip() and load(text.strip().partition("\n")[0])[1] is None:
        return _json_lines(text)  # JSON lines under the name .json are common
    if error:
        raise TableError(f"Not read: it is not valid JSON ({error}). Save it again, or leave it out.")
    items = _items(data)
    if items is None:
        raise TableError("Not read: it holds no list of articles. Give a list of objects with a text each, or leave it out.")
    return iter(
        [item if isinstance(item, dict) else "Not read: the item is no object with a text. Leave it out." for item in items]
    )


def load(text: str) -> tuple[Any, str | None]:
    """Parse JSON: the value, and what is wrong where it cannot be parsed.

    >>> load("[1]"), load("[" * 100_000)[1]
    (([1], None), 'nested too deeply')
    """
    if text.count("[") + text.count("{") > limits.MAX_JSON_CONTAINERS:
        return None, "too many nested values"
    try:
        return json.loads(text), None
    except RecursionError:
        return None, "nested too deeply"
    except ValueError as error:
        return None, str(error).split(":")[0].lower()


def _items(data: Any) -> list[Any] | None:
    for _ in range(3):  # a list may lie in an object in an object: {"response": {"docs": [...]}}
        if isinstance(data, list):
            return data
        if not isinstance(data, dict):
            return None
        if any(heads.key_of(key) == "text" and isinstance(value, str) for key, value in data.items()):
            return [data]
        data = next((data[key] for key in LISTS if isinstance(data.get(key), list | dict)), None)
    return None


def _json_lines(text: str) -> Iterator[Mapping[str, Any] | str]:
    for line in io.StringIO(text):
        if line.strip():
            data, error = load(line)
            yield (
                data
                if isinstance(data, dict)
                else f"Not read: the line is not valid JSON ({error or 'no object'}). Leave it out."
            )


# ---- CSV -------------------------------------------------------------------------------------------------------------


def _csv(text: str, suffix: str) -> Iterator[Mapping[str, Any] | str]:
    # The cell limit of the csv module is one for the process; ours is the same for everyone.
    csv.field_size_limit(limits.MAX_TEXT_CHARS)
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = "\t" if suffix == ".tsv" else max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] = []
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield f"Not read: the row is broken ({error}). Check the quotation marks from line {reader.line_num} on."
            if "field limit" in str(error):
                return
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = [cell.strip() for cell in cells]
            continue
        yield dict(zip(header, cells, strict=False))
