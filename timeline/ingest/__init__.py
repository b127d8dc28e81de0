"""Reading: bytes become articles, with their publication date by their own evidence and their furniture marked."""

from timeline.ingest.reader import read

__all__ = ["read"]
