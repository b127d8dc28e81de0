"""Markdown with or without front matter; the text is the body verbatim, marks and all."""

from __future__ import annotations

import re
from dataclasses import replace

import yaml

from timeline.ingest import heads, plain
from timeline.ingest.document import NOTHING_KNOWN, Facts
from timeline.ingest.draft import Draft, Fields
from timeline.ingest.wrapped import unwrap
from timeline.model import Zone
from timeline.text import paragraphs

MAX_FRONT_CHARS = 100_000

_FRONT = re.compile(r"\s*---[ \t]*\r?\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_PAIR = re.compile(r"^[ \t]*+([\w-]{2,20})[ \t]*+:(.*)$", re.MULTILINE)
_FIRST_HEADING = re.compile(r"^#\s++(.+)$", re.MULTILINE)
_IMAGE = re.compile(r"!\[(?:[^\]\n!]|!(?!\[))*+\]\((?:[^)\n!]|!(?!\[))*+\)")
_LINK_LINE = re.compile(r"[\s>*+\-•]*(?:\d+\.\s+)?\[[^\]\n]{1,200}\]\([^)\n]*\)[\s*_.|]*(?:\[[^\]\n]*\]\([^)\n]*\)[\s*_.|]*)*")
_DEFINITION = re.compile(r"\[[^\]\n]{1,80}\]:\s+\S+")
_EMPHASIZED = re.compile(r"([*_]{1,3})(?=\S).*\S\1")


def draft(raw: str, facts: Facts = NOTHING_KNOWN) -> Draft:
    """Read a Markdown text.

    Args:
        raw: the whole file.
        facts: what is known of it from around it.

    >>> found = draft("---\\ntitle: Rain\\ndate: 2 August 2023\\n---\\n\\nIt *rained*.")
    >>> found.title, str(found.published.span), found.text
    ('Rain', '2023-08-02', 'It *rained*.')
    """
    front = _FRONT.match(raw[: MAX_FRONT_CHARS + 10])
    values, name, warnings = _front_matter(front[1]) if front else ({}, "date", ())
    text = unwrap(raw[front.end() if front else 0 :].strip())
    made = plain.complete(text, Fields(values, f"the front matter '{name}:'"), facts)
    heading = _FIRST_HEADING.search(text) if not (values.get("title") or facts.title) else None
    return replace(
        made,
        title=_closed(heading[1]) if heading else made.title,
        zones=_with_marks(text, made.zones),
        warnings=warnings + made.warnings,
    )


def _closed(heading: str) -> str:
    """A heading without the signs that may close it."""
    bare = heading.rstrip()
    return bare.rstrip("#").rstrip() or bare


def _front_matter(text: str) -> tuple[dict[str, str], str, tuple[str, ...]]:
    """The values by key, the name of the date's, and a warning where the YAML is broken (then its lines are read singly)."""
    warnings: tuple[str, ...] = ()
    try:
        # BaseLoader makes nothing but strings, lists and dictionaries: no object, and no date that loses its time zone.
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
        pairs = [(str(key), _scalar(value)) for key, value in found.items()] if isinstance(found, dict) else []
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        warnings = ("The front matter is not valid YAML; its lines were read one by one.",)
        pairs = [(match[1], match[2].strip().strip("\"'")) for match in _PAIR.finditer(text)]
    values: dict[str, str] = {}
    name = "date"
    for key, value in sorted(pairs, key=lambda pair: heads.rank(pair[0])):
        kind = heads.key_of(key)
        if kind and value and kind not in values:
            values[kind] = value
            name = key if kind == "date" else name
    return values, name, warnings


def _scalar(value: object) -> str:
    """A string, or the first of a list of strings; anything deeper is not for us."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return " ".join(value.split())[:2_000] if isinstance(value, str) else ""


def _with_marks(text: str, zones: tuple[Zone, ...]) -> tuple[Zone, ...]:
    """Add what only Markdown shows: images, the caption below one, lines of links, link definitions."""
    found = {zone.start: zone for zone in zones if zone.furniture}
    after_image = False
    for start, end in paragraphs(text):
        line = text[start:end]
        image = _IMAGE.search(line)
        if image and start not in found:
            found[start + image.start()] = Zone(start + image.start(), start + image.end(), "caption", "image")
        elif start not in found:
            if after_image and _EMPHASIZED.fullmatch(line):
                found[start] = Zone(start, end, "caption", "caption")
            elif _DEFINITION.fullmatch(line):
                found[start] = Zone(start, end, "navigation", "link definition")
            elif len(line) < 1_000 and _LINK_LINE.fullmatch(line):
                found[start] = Zone(start, end, "related", "link")
        after_image = bool(image and image.group() == line)
    own = (zone for zone in zones if not zone.furniture and zone.start not in found)
    return tuple(sorted((*found.values(), *own), key=lambda zone: (zone.start, zone.end)))
