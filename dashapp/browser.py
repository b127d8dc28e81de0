"""What the browser does by itself: the functions of assets/*.js, by their names."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash


def in_browser(app: Dash, function: str, *connections: Any, part: str = "timeline") -> None:
    """Let a function of the browser's own scripts answer a callback.

    Args:
        app: the app.
        function: its name.
        connections: outputs and inputs.
        part: "timeline" for assets/commands.js, "sharing" for assets/sharing.js.
    """
    app.clientside_callback(ClientsideFunction(part, function), *connections)  # type: ignore[no-untyped-call]
