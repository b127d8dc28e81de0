"""What the browser does by itself: the functions of assets/commands.js, by their names."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash


def in_browser(app: Dash, function: str, *connections: Any) -> None:
    """Let a function of assets/commands.js answer a callback.

    Args:
        app: the app.
        function: its name.
        connections: outputs and inputs.
    """
    app.clientside_callback(ClientsideFunction("timeline", function), *connections)  # type: ignore[no-untyped-call]
