"""An article in the making, as every reader of a format hands it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from timeline.ingest import published
from timeline.model import Basis, Publication, Zone


@dataclass(frozen=True, slots=True)
class Draft:
    """An article in the making: everything but its id and its place in the folder."""

    text: str
    title: str = ""
    source: str = ""
    url: str | None = None
    language: str = "en"
    published: Publication = published.NO_DATE
    zones: tuple[Zone, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fields:
    """What is stated beside a text: its values by key (title, source, date, url, language), and how to name the date's place."""

    values: Mapping[str, str]
    evidence: str
    basis: Basis = Basis.STATED
