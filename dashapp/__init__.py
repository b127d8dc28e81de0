"""The dashboard of a timeline in the browser."""

from dashapp.app import create_app, serve

__all__ = ["create_app", "serve"]
