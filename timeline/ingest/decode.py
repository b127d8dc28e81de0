"""From bytes to text: byte order mark, declared charset, strict UTF-8, then Windows-1252; nothing is lost in silence."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf",
    b"SQLite format 3",
    b"\xd0\xcf\x11\xe0",
)
BINARY_SHARE = 0.02  # of control characters: text has none but white space, a broken copy of it a few
SAMPLE = 65_536
GAP = "\ufffd"

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_UNSPEAKABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the number of characters in it that could not be decoded (each is U+FFFD in the text)."""

    text: str
    gaps: int = 0

    @property
    def warnings(self) -> tuple[str, ...]:
        """The sentence for the reader, if there are gaps."""
        if not self.gaps:
            return ()
        are = "1 character" if self.gaps == 1 else f"{self.gaps} characters"
        return (f"Read with gaps: {are} could not be decoded. Dates may be missing.",)


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """Return the text of the bytes, or None where they are not text.

    Args:
        data: the whole file.
        declared: charset from a page's own meta element or header, if any.

    >>> decode("caf\\u00e9".encode("cp1252")).text, decode(b"\\x89PNG\\r\\n\\x1a\\n")
    ('café', None)
    """
    bom = next(((mark, name) for mark, name in BOMS if data.startswith(mark)), None)
    if bom:
        return _finish(data[len(bom[0]) :].decode(bom[1], "replace"))
    if data.startswith(MAGIC):
        return None
    charset = _wide(data[:SAMPLE]) or _known(declared)
    for name in filter(None, (charset, "utf-8")):
        try:
            return _finish(data.decode(name))
        except (UnicodeDecodeError, ValueError):
            continue
    # A few broken bytes in what is otherwise UTF-8 are damage; anything else is Windows-1252, the web's default.
    broken = len(_HIGH.findall(_MULTIBYTE.sub(b"", data)))
    fallback = "utf-8" if len(_MULTIBYTE.findall(data)) >= max(broken, 1) else charset or "cp1252"
    return _finish(data.decode(fallback, "replace"))


def _known(name: str | None) -> str | None:
    """The codec for a declared charset; browsers read Latin-1 as Windows-1252, and so do we."""
    try:
        found = codecs.lookup(name.strip()).name if name else None
        text = found and codecs.lookup(found)._is_text_encoding  # noqa: SLF001
    except (LookupError, ValueError):
        return None
    if not text or found in {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}:
        return None
    return "cp1252" if found in {"iso8859-1", "ascii"} else found


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark shows as NULs in every other byte."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _finish(text: str) -> Decoded | None:
    sample = text[:SAMPLE]
    if len(_CONTROL.findall(sample)) > BINARY_SHARE * len(sample) + 2:
        return None
    return clean(text)


def clean(text: str) -> Decoded:
    """Replace NULs and lone surrogates one for one, so that offsets stay, and count the gaps.

    >>> clean("a\\x00b").gaps
    1
    """
    text = _UNSPEAKABLE.sub(GAP, text)
    if "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")  # line ends of the old Macintosh
    return Decoded(text, text.count(GAP))


def printable(name: str) -> str:
    """Return a name as it can be shown: bytes that are no UTF-8 and control characters become question marks.

    >>> printable("a\\x1b[31m.txt")
    'a?[31m.txt'
    """
    return "".join(char if char.isprintable() else "?" for char in name.encode("utf-8", "replace").decode("utf-8"))
