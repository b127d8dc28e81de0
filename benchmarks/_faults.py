"""Faults of the disk under SQLite: the n-th system call that changes a file fails, or the process dies in the middle of it.

SQLite lets its system calls be replaced (`xSetSystemCall` of its "unix" VFS, made for its own tests); nothing else of it changes.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_LONG, _INT, _POINTER = ctypes.c_long, ctypes.c_int, ctypes.c_void_p
CALLS: dict[bytes, Any] = {
    b"write": ctypes.CFUNCTYPE(_LONG, _INT, _POINTER, ctypes.c_size_t, use_errno=True),
    b"pwrite": ctypes.CFUNCTYPE(_LONG, _INT, _POINTER, ctypes.c_size_t, _LONG, use_errno=True),
    b"pwrite64": ctypes.CFUNCTYPE(_LONG, _INT, _POINTER, ctypes.c_size_t, _LONG, use_errno=True),
    b"ftruncate": ctypes.CFUNCTYPE(_INT, _INT, _LONG, use_errno=True),
    b"unlink": ctypes.CFUNCTYPE(_INT, ctypes.c_char_p, use_errno=True),
}


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", _INT), ("size", _INT), ("longest", _INT), ("next", _POINTER), ("name", ctypes.c_char_p), ("data", _POINTER),
        *((name, _POINTER) for name in "open delete access full dlopen dlerror dlsym dlclose random sleep time error".split()),
        ("time64", _POINTER), ("set_call", _POINTER), ("get_call", _POINTER), ("next_call", _POINTER),
    ]  # fmt: skip


def _library() -> ctypes.CDLL | None:
    """The SQLite that Python itself uses, if it is a shared library."""
    assert sqlite3.sqlite_version
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = next((line.split()[-1] for line in maps.splitlines() if "libsqlite3" in line), None)
    return ctypes.CDLL(found) if found else None


class Faults:
    """Counts the calls that change files, and spoils some of them.

    Raises:
        OSError: where this Python's SQLite is not a shared library.
    """

    def __init__(self) -> None:
        library = _library()
        if library is None:
            raise OSError("SQLite is no shared library here")
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._vfs = library.sqlite3_vfs_find(None)
        self._set = ctypes.CFUNCTYPE(_INT, ctypes.POINTER(_Vfs), ctypes.c_char_p, _POINTER)(self._vfs.contents.set_call)
        self._get = ctypes.CFUNCTYPE(_POINTER, ctypes.POINTER(_Vfs), ctypes.c_char_p)(self._vfs.contents.get_call)
        self.count = 0
        self.spoil: Callable[[int], int | None] = lambda _: None
        self._kept: list[Any] = []
        for name, kind in CALLS.items():
            address = self._get(self._vfs, name)
            if address:
                replaced = kind(self._replacing(kind(address), name))
                self._kept.append(replaced)  # C does not count references
                self._set(self._vfs, name, ctypes.cast(replaced, _POINTER))

    def _replacing(self, real: Callable[..., int], name: bytes) -> Callable[..., int]:
        def call(*arguments: Any) -> int:
            self.count += 1
            error = self.spoil(self.count)
            if error is None:
                result = real(*arguments)
                ctypes.set_errno(ctypes.get_errno())
                return result
            if error == DIE:
                if b"write" in name:  # half of it reaches the file
                    real(*arguments[:2], arguments[2] // 2, *arguments[3:])
                os.kill(os.getpid(), signal.SIGKILL)
            ctypes.set_errno(error)
            return -1

        return call

    def close(self) -> None:
        """Give SQLite its own calls back; without it, SQLite would go on to call what Python has freed."""
        for name in CALLS:
            self._set(self._vfs, name, None)

    @contextmanager
    def at(self, number: int, error: int, *, lasting: bool = False) -> Iterator[None]:
        """Spoil one call.

        Args:
            number: which, counted from here, from 1.
            error: its errno, or DIE.
            lasting: all later ones as well, as on a disk that stays full.
        """
        self.count = 0
        self.spoil = lambda count: error if count == number or (lasting and count > number) else None
        try:
            yield
        finally:
            self.spoil = lambda _: None


DIE = -1
"""In place of an error: the process is killed in the middle of the call."""
