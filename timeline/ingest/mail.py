"""Mails and mailboxes: a newsletter is an article whose header says when it was sent and by whom."""

from __future__ import annotations

import email
import email.header
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from typing import BinaryIO

from timeline import limits
from timeline.ingest import page, plain
from timeline.ingest.decode import clean, decode
from timeline.ingest.document import NOTHING_KNOWN, Document, Facts, NotReadError
from timeline.ingest.draft import Draft, Fields
from timeline.ingest.evidence import Candidate
from timeline.ingest.wrapped import unwrap
from timeline.model import Refusal

NO_BODY = "Nothing found: the mail has no text. Open it, and save its words as text."
HEADER_CHARS = 1_000
_FORWARDED = re.compile(r"^\s*(?:\[[^\]]{1,30}\]\s*)?(?:fwd?|wg|tr|rv|enc|i|doorst)\s*:", re.IGNORECASE)
_POSTMARK = re.compile(rb"From \S+.*\d{2}:\d{2}.*\d{4}")


def draft(data: bytes, facts: Facts = NOTHING_KNOWN) -> Draft:
    """Read a mail: its HTML part as a page, else its plain text; the date it was sent is a candidate for its publication.

    Args:
        data: the mail as it was sent (RFC 5322).
        facts: what is known of it from around it.

    Raises:
        NotReadError: with the reason as a sentence.

    >>> made = draft(b"From: The Ledger <news@x.example>\\nDate: Sat, 29 Jul 2023 23:05:00 -0400\\nSubject: Rain\\n\\nIt rained.")
    >>> made.title, made.source, str(made.published.span), made.published.why
    ('Rain', 'The Ledger', '2023-07-29', "the mail header 'Date:' says Sat, 29 Jul 2023 23:05:00 -0400")
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    subject, sent = _header(message, "Subject"), _header(message, "Date")
    sender = email.utils.parseaddr(_header(message, "From"))[0].strip(" '\"")
    forwarded = bool(_FORWARDED.match(subject))
    title, source = _FORWARDED.sub("", subject).strip(), "" if forwarded else sender
    known = replace(
        facts,
        title=title,
        source=source,
        url=facts.url or _web_address(message),
        dates=(*facts.dates, *([] if forwarded or not sent else [Candidate("the mail header 'Date:'", sent)])),
        crawled=facts.crawled or (sent if forwarded else None) or None,  # who forwards it sets an upper bound
    )
    made, attached = _body(message, known)
    made = replace(
        made, title=title or made.title, source=source or made.source
    )  # the page inside often has those of its template
    if not attached:
        return made
    were = "1 attachment was" if attached == 1 else f"{attached} attachments were"
    return replace(made, warnings=(*made.warnings, f"{were} not read. Save what you need from the mail as a file of its own."))


def _header(message: Message, name: str) -> str:
    """A header's words, whatever its encodings are."""
    raw = message.get(name)
    if raw is None:
        return ""
    parts: list[str] = []
    try:
        for part, charset in email.header.decode_header(str(raw)[:HEADER_CHARS]):
            parts.append(part if isinstance(part, str) else _decoded(part, charset))
    except (email.errors.HeaderParseError, ValueError, LookupError):
        parts = [str(raw)[:HEADER_CHARS]]
    return " ".join(clean("".join(parts)).text.split())


def _decoded(data: bytes, charset: str | None) -> str:
    found = decode(data, charset)
    return found.text if found else ""


def _web_address(message: Message) -> str | None:
    """Where the mail can be read on the web, if a header says so."""
    match = re.search(r"https?://[^\s<>\"]{4,500}", _header(message, "Archived-At"))
    return match[0] if match else None


def _body(message: Message, facts: Facts) -> tuple[Draft, int]:
    html: tuple[bytes, str | None] | None = None
    text: tuple[bytes, str | None] | None = None
    attached = 0
    for count, part in enumerate(message.walk()):
        if count > limits.MAX_MAIL_PARTS:
            raise NotReadError(f"Not read: the mail has more than {limits.MAX_MAIL_PARTS} parts. Save its text alone.")
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or kind not in {"text/html", "text/plain"}:
            attached += part.get_content_maintype() != "image"
        elif (data := part.get_payload(decode=True)) and isinstance(data, bytes) and data.strip():
            charset = part.get_content_charset()
            if kind == "text/html":
                html = html or (data, charset)
            else:
                text = text or (data, charset)
    if html:
        try:
            return page.draft(html[0], replace(facts, charset=html[1])), attached
        except NotReadError:
            if text is None:
                raise
    decoded = decode(text[0], text[1]) if text else None
    if decoded is None:
        raise NotReadError(NO_BODY)
    made = plain.complete(unwrap(decoded.text.strip()), Fields({}, ""), facts)
    return replace(made, warnings=decoded.warnings + made.warnings), attached


def messages(document: Document, file: BinaryIO) -> Iterator[Document | Refusal | None]:
    """Yield the mails of a mailbox (mbox), in its order.

    Args:
        document: the mailbox.
        file: its bytes.
    """
    number, size = 0, 0
    lines: list[bytes] = []
    empty = True
    for line in _lines(file):
        if empty and _POSTMARK.match(line):
            if number:
                yield _message(document, number, lines, size)
            number, size, lines = number + 1, 0, []
            if number > limits.MAX_ARCHIVE_MEMBERS:
                raise NotReadError(f"Not read: more than {limits.MAX_ARCHIVE_MEMBERS:,} mails in one file. Split it.")
        else:
            size += len(line)
            if size <= limits.MAX_FILE_BYTES:
                lines.append(line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line)
            elif lines:
                lines = []
        empty = not line.strip()
    if number:
        yield _message(document, number, lines, size)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(1_000_000):
        yield line


def _message(document: Document, number: int, lines: list[bytes], size: int) -> Document | Refusal:
    name = f"{document.name}#{number}"
    if size > limits.MAX_FILE_BYTES:
        return Refusal(name, f"Not read: the mail is larger than {limits.MAX_FILE_BYTES // 1_000_000} MB. Save its text alone.")
    data = b"".join(lines)
    return Document(name, ".eml", data, facts=document.facts) if data.strip() else Refusal(name, NO_BODY)
