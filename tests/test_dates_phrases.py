"""Phrases whose words belong together, and words around an expression that change what it says."""

from __future__ import annotations

import pytest

from timeline.dates import resolve

SUNDAY = "2023-07-23"

DATELINES = [  # text, expression, its day: only an absolute date after a place heads a dispatch
    (
        "Ministers retreated on fuel tax yesterday – after a row. They meet on Monday.",
        "Monday",
        "2023-07-17",
    ),
    ("Strikers won on Tuesday - and they go back. They left on Thursday.", "Thursday", "2023-07-20"),
    ("Ministers quit yesterday – again. They sat on Saturday.", "Saturday", "2023-07-22"),
    ("Strikers won July 20 – at last. It was agreed yesterday.", "yesterday", "2023-07-22"),
    ("SARNIK, Belgara (Newswire) Saturday -- Troops came yesterday.", "yesterday", "2023-07-21"),
    ("RIO DE JANEIRO, July 20 (Newswire) — Talks ended yesterday.", "yesterday", "2023-07-19"),
    ("Paris, 20 July – Talks ended yesterday.", "yesterday", "2023-07-19"),
]


@pytest.mark.parametrize(("text", "words", "day"), DATELINES)
def test_dateline(text: str, words: str, day: str) -> None:
    found = {e.text: str(e.span) for e in resolve(text, SUNDAY)}
    assert found[words] == day
