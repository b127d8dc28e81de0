"""How often one address may ask: enough for people, too little for what would keep the server busy."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from flask import Flask, Response, request

from dashapp import texts
from timeline.limits import MAX_HEAVY_REQUESTS, MAX_REQUESTS, REQUEST_SECONDS

MAX_ADDRESSES = 10_000
"""Addresses that are remembered; the one that has been quiet for longest is forgotten first."""


class Pace:
    """At most so many requests from each address in a stretch of time; several threads may ask at once.

    Args:
        limit: requests in the stretch.
        seconds: its length.
        clock: what tells the time, in seconds.

    >>> pace = Pace(2, 10.0, clock=lambda: 0.0)
    >>> [pace.allows("here") for _ in range(3)], pace.allows("there")
    ([True, True, False], True)
    """

    def __init__(self, limit: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._seconds, self._clock = limit, seconds, clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, address: str) -> bool:
        """Say whether one more request is allowed, and count it if so."""
        with self._lock:
            times = self._recent(address)
            if len(times) >= self._limit:
                return False
            times.append(self._clock())
            return True

    def is_spent(self, address: str) -> bool:
        """Say whether no request is allowed any more, without counting one."""
        with self._lock:
            return len(self._recent(address)) >= self._limit

    def _recent(self, address: str) -> deque[float]:
        times = self._times.setdefault(address, deque())
        self._times.move_to_end(address)
        if len(self._times) > MAX_ADDRESSES:
            self._times.popitem(last=False)
        while times and times[0] <= self._clock() - self._seconds:
            times.popleft()
        return times


def register(server: Flask, heavy: tuple[str, ...]) -> None:
    """Refuse what comes too fast, with a sentence and how long to wait.

    Args:
        server: the server.
        heavy: beginnings of the paths whose answers take long to make; they have a limit of their own.
    """
    every, slow = Pace(MAX_REQUESTS, REQUEST_SECONDS), Pace(MAX_HEAVY_REQUESTS, REQUEST_SECONDS)

    @server.before_request
    def check() -> Response | None:
        """Count this request."""
        address = request.remote_addr or ""
        if every.allows(address) and (not request.path.startswith(heavy) or slow.allows(address)):
            return None
        return too_fast()


def too_fast() -> Response:
    """Answer that there are too many requests."""
    answer = Response(f"{texts.TOO_FAST}\n", status=429, content_type="text/plain; charset=utf-8")
    answer.headers["Retry-After"] = str(round(REQUEST_SECONDS))
    return answer
