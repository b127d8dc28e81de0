"""What kind of document bytes are: by the name, by what the server says, and, where neither tells, by the bytes themselves."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from urllib.parse import urlsplit

PLAIN = frozenset({".txt", ".text", ""})
MARKDOWN = frozenset({".md", ".markdown"})
HTML = frozenset({".html", ".htm", ".xhtml"})
TABLES = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv"})
MAIL = frozenset({".eml"})
MAILBOX = frozenset({".mbox"})
FEEDS = frozenset({".rss", ".atom", ".xml", ".rdf"})
OFFICE = frozenset({".docx"})
PAPER = frozenset({".pdf"})
CRAWLS = frozenset({".warc", ".warc.gz", ".wacz"})
PACKED = frozenset({".zip", ".gz"})
ARCHIVES = CRAWLS | PACKED | MAILBOX
"""They hold many articles, are read piece by piece, and may be as large as MAX_ARCHIVE_BYTES."""
READABLE = PLAIN | MARKDOWN | HTML | TABLES | MAIL | FEEDS | OFFICE | PAPER | ARCHIVES

SNIFFED = 2_000  # characters in which a document without a telling name shows what it is
CONTENT_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": "",  # many servers say so of whatever they don't know
    "text/markdown": ".md",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "message/rfc822": ".eml",
    "application/mbox": ".mbox",
    "application/zip": ".zip",
    "application/gzip": ".gz",
    "application/x-gzip": ".gz",
    "application/warc": ".warc",
    "application/wacz": ".wacz",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}

_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--.*?-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--.*?-->\s*+|<\?[^>]*+>\s*+)*+<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_MAIL_KEY = re.compile(
    rb"(?:received|return-path|delivered-to|message-id|mime-version|from|to|subject|date|list-unsubscribe|x-[\w-]+|dkim-signature|"
    rb"content-type|reply-to|authentication-results)[ \t]*:",
    re.IGNORECASE,
)
_ONLY_MAIL = (b"received:", b"return-path:", b"message-id:", b"mime-version:", b"delivered-to:", b"dkim-signature:")


def suffix_of(name: str) -> str:
    """Return the extension that tells a file's kind, in lower case.

    >>> suffix_of("crawl.WARC.gz"), suffix_of("a.b/c"), suffix_of("page.HTML"), suffix_of(".hidden")
    ('.warc.gz', '', '.html', '')
    """
    last = name.rpartition("/")[2].lower().lstrip(".")
    if last.endswith(".warc.gz"):
        return ".warc.gz"
    stem, dot, suffix = last.rpartition(".")
    return dot + suffix if stem else ""


def by_content_type(content_type: str | None, url: str = "") -> str:
    """Return the kind of what a server sent: by its content type, else by the path of the address; "" where neither tells.

    >>> by_content_type("text/html; charset=utf-8"), by_content_type("application/octet-stream", "https://x.example/a.pdf?page=2")
    ('.html', '.pdf')
    """
    mime = (content_type or "").partition(";")[0].strip().lower()
    if found := CONTENT_TYPES.get(mime):
        return found
    try:
        suffix = suffix_of(urlsplit(url).path)
    except ValueError:
        return ""
    return suffix if suffix in READABLE else ""


def charset_of(content_type: str | None) -> str | None:
    """Return the charset that a content type names.

    >>> charset_of('text/html; charset="ISO-8859-1"')
    'ISO-8859-1'
    """
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", content_type or "", re.IGNORECASE)
    return match[1] if match else None


def by_bytes(head: bytes, whole: bytes = b"") -> str:
    """Return the kind of a document that is no text, or a mail, by its first bytes; "" where they don't tell.

    Args:
        head: its first kilobytes.
        whole: all of it, needed to tell what a ZIP is.

    >>> by_bytes(b"%PDF-1.7"), by_bytes(b"Received: by x\\nSubject: y\\nMessage-ID: z\\n\\n"), by_bytes(b"It rained.")
    ('.pdf', '.eml', '')
    """
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(whole or head)
    if head.startswith(b"\x1f\x8b"):
        return ".gz"
    if head.startswith(b"WARC/1."):
        return ".warc"
    if head.startswith(b"From ") and _is_mail(head.partition(b"\n")[2]):
        return ".mbox"
    return ".eml" if _is_mail(head) else ""


def _is_mail(head: bytes) -> bool:
    """Header lines down to an empty one, one of which only mails have."""
    lines = head.lstrip(b"\r\n").partition(b"\n\n")[0].partition(b"\r\n\r\n")[0].splitlines()[:60]
    keys = [line.lower() for line in lines if _MAIL_KEY.match(line)]
    return len(keys) > 2 and bool(_MAIL_KEY.match(lines[0])) and any(key.startswith(_ONLY_MAIL) for key in keys)


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = set(packed.namelist())
    except Exception:  # noqa: BLE001  (a broken one says so when it is read)
        return ".zip"
    if "word/document.xml" in names:
        return ".docx"
    return ".wacz" if "datapackage.json" in names and any(name.startswith("archive/") for name in names) else ".zip"


def by_text(text: str) -> str:
    """Return the kind of a text whose name does not tell.

    >>> by_text("<!doctype html><p>x"), by_text('[{"text": "x"}]'), by_text("<rss version='2.0'>"), by_text("It rained.")
    ('.html', '.json', '.xml', '.txt')
    """
    head = text[:SNIFFED]
    if _HTML.match(head):
        return ".html"
    if _FEED.match(head):
        return ".xml"
    if head.lstrip().startswith(("[{", '{"', "[\n", "{\n")) and re.match(r"\s*(?:\[\s*)?\{\s*\"", head):
        return ".json"
    if re.match(r"\s*---\s*\n\w[\w-]*\s*:", head):
        return ".md"
    return ".txt"
