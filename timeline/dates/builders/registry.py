"""The register of constructors that rules may name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

BUILDERS: dict[str, Callable[..., Any]] = {}
"""Name in a rule → constructor; filled when the modules of this package are imported, never changed after."""
_Function = TypeVar("_Function", bound=Callable[..., Any])


def builder(function: _Function) -> _Function:
    """Register a constructor under its name (a trailing underscore left out)."""
    BUILDERS[function.__name__.strip("_")] = function
    return function
