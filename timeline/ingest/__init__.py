"""Reading: bytes become articles, with their publication date by their own evidence and their furniture marked."""

from timeline.ingest.document import Document, Facts
from timeline.ingest.evidence import Candidate
from timeline.ingest.reader import document, read, read_documents

__all__ = ["Candidate", "Document", "Facts", "document", "read", "read_documents"]
