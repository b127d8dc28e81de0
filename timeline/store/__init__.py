"""The store: one SQLite file that keeps what each article says, the timeline made of it, and what people changed by hand."""

from timeline.store.database import StoreError, is_store
from timeline.store.file import ConflictError, Store
from timeline.store.rows import Inputs, Known, Sources, edition, rows_of

__all__ = ["ConflictError", "Inputs", "Known", "Sources", "Store", "StoreError", "edition", "is_store", "rows_of"]
