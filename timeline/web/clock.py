"""The clock, as it is handed in from the edge: the room itself never asks what time it is, so that tests need not wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is, and how to let time pass.

    Args:
        now: the present moment with its zone.
        wait: blocks for as many seconds.
    """

    now: Callable[[], datetime]
    wait: Callable[[float], None]
