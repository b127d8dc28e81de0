"""Mails and mailboxes: a newsletter is an article whose header says when it was sent and by whom, and so is what is attached."""

from __future__ import annotations

import email
import email.header
import email.policy
import email.utils
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from typing import BinaryIO

from timeline import limits
from timeline.ingest import kinds, page, plain, sources
from timeline.ingest.decode import clean, decode, printable
from timeline.ingest.document import ENTERING, NOTHING_KNOWN, Document, Facts, NotReadError, Sign
from timeline.ingest.draft import Draft, Fields
from timeline.ingest.evidence import Candidate
from timeline.ingest.wrapped import unwrap
from timeline.model import Refusal

NO_BODY = "Nothing found: the mail has no text. Open it, and save its words as text."
UNREAD = "Not read of the mail: {names}. Save what you need as PDF, Word or text files."
HEADER_CHARS = 1_000
NAME_CHARS = 200
SHOWN_NAMES = 5
_SHOWN = frozenset({"text/html", "text/plain"})
_FORWARD = "message/rfc822"
_BESIDE = frozenset(".ics .vcf .p7s .p7m .asc .sig".split())
_BESIDE_TYPES = frozenset({"text/calendar", "text/vcard", "application/pgp-signature", "application/pkcs7-signature"})
_FORWARDED = re.compile(r"^\s*(?:\[[^\]]{1,30}\]\s*)?(?:fwd?|wg|tr|rv|enc|i|doorst)\s*:", re.IGNORECASE)
_POSTMARK = re.compile(rb"From \S(?>.*?\d{2}:\d{2}).*?\d{4}")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail with its parts told apart.

    Args:
        head: the mail, for its headers.
        html, text: the first part of each kind that is shown and not attached.
        attached: each file with its kind, "" for one that is not read.
    """

    head: Message
    html: Message | None
    text: Message | None
    attached: tuple[tuple[Message, str], ...]

    @property
    def has_words(self) -> bool:
        """Whether it says anything itself."""
        return self.html is not None or self.text is not None


def parsed(data: bytes) -> Mail:
    """Tell the parts of a mail apart.

    Args:
        data: the mail as it was sent (RFC 5322).

    Raises:
        NotReadError: if it has more parts than a mail should.

    >>> parsed(b"Subject: Rain\\n\\nIt rained.").has_words
    True
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    shown: dict[str, Message] = {}
    attached: list[tuple[Message, str]] = []
    for part in _parts(message):
        kind, name = part.get_content_type(), _name(part)
        if part.get_content_disposition() == "attachment" or name or kind not in _SHOWN:
            if not _goes_without_saying(part, name):
                attached.append((part, _kind(part, name)))
        elif kind not in shown and _bytes(part).strip():
            shown[kind] = part
    return Mail(message, shown.get("text/html"), shown.get("text/plain"), tuple(attached))


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold something; a mail inside the mail is one of them, whatever it consists of."""
    waiting, count = [message], 0
    while waiting:
        part = waiting.pop()
        count += 1
        if count > limits.MAX_MAIL_PARTS:
            raise NotReadError(f"Not read: the mail has more than {limits.MAX_MAIL_PARTS} parts. Save its text alone.")
        inner = part.get_payload()
        if isinstance(inner, list) and (part is message or part.get_content_type() != _FORWARD):
            waiting.extend(item for item in reversed(inner) if isinstance(item, Message))
        else:
            yield part


def _name(part: Message) -> str:
    """The file's name, without any folder that is before it."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError):  # its encoding is not known
        return ""
    return printable(name.replace("\\", "/").rpartition("/")[2].strip())[-NAME_CHARS:]


def _kind(part: Message, name: str) -> str:
    """What kind of document is attached, "" for one that is not read."""
    by_name = kinds.suffix_of(name)
    if by_name:
        return by_name if by_name in kinds.READABLE else ""
    return kinds.CONTENT_TYPES.get(part.get_content_type(), "") or (".txt" if part.get_content_maintype() == "text" else "")


def _goes_without_saying(part: Message, name: str) -> bool:
    """Pictures, signatures and invitations, which nobody misses."""
    return (
        part.get_content_maintype() in {"image", "audio", "video", "font"}
        or part.get_content_type() in _BESIDE_TYPES
        or (bool(name) and (sources.stands_beside(name) or kinds.suffix_of(name) in _BESIDE))
    )


def _bytes(part: Message) -> bytes:
    """What a part holds, as it was before it was packed for the way; nothing where that cannot be found out."""
    try:
        inner = part.get_payload()
        if isinstance(inner, list):
            return inner[0].as_bytes() if inner and isinstance(inner[0], Message) else b""
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError):
        return b""
    return data if isinstance(data, bytes) else b""


def attached(name: str, mail: Mail, facts: Facts = NOTHING_KNOWN) -> list[Document]:
    """Return the documents that are attached to a mail; they had been written when it was sent, which bounds their dates.

    Args:
        name: of the mail.
        mail: with its parts.
        facts: what is known of it from around it.
    """
    around = Facts(crawled=_header(mail.head, "Date") or facts.crawled)
    found, seen = list[Document](), Counter[str]()
    for number, (part, kind) in enumerate(mail.attached, 1):
        if kind and (data := _bytes(part)).strip():
            own = _name(part) or f"attachment {number}{kind}"
            seen[own] += 1
            place = f"{name}/{own}" + (f"#{seen[own]}" if seen[own] > 1 else "")
            found.append(Document(place, kind, data, facts=replace(around, charset=_charset(part))))
    return found


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError):
        return None


def draft(mail: Mail, facts: Facts = NOTHING_KNOWN) -> Draft:
    """Read a mail: its HTML part as a page, else its plain text; the date it was sent is a candidate for its publication.

    Args:
        mail: with its parts.
        facts: what is known of it from around it.

    Raises:
        NotReadError: with the reason as a sentence.

    >>> sent = b"From: The Ledger <news@x.example>\\nDate: Sat, 29 Jul 2023 23:05:00 -0400\\nSubject: Rain\\n\\nIt rained."
    >>> made = draft(parsed(sent))
    >>> made.title, made.source, str(made.published.span), made.published.why
    ('Rain', 'The Ledger', '2023-07-29', "the mail header 'Date:' says Sat, 29 Jul 2023 23:05:00 -0400")
    """
    message = mail.head
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
    made = _body(mail, known)
    made = replace(
        made, title=title or made.title, source=source or made.source
    )  # the page inside often has those of its template
    unread = [_name(part) or part.get_content_type() for part, kind in mail.attached if not kind]
    if not unread:
        return made
    listed = ", ".join(unread[:SHOWN_NAMES]) + (", …" if len(unread) > SHOWN_NAMES else "")
    return replace(made, warnings=(*made.warnings, UNREAD.format(names=listed)))


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


def _body(mail: Mail, facts: Facts) -> Draft:
    if mail.html is not None:
        try:
            return page.draft(_bytes(mail.html), replace(facts, charset=_charset(mail.html)))
        except NotReadError:
            if mail.text is None:
                raise
    decoded = decode(_bytes(mail.text), _charset(mail.text)) if mail.text is not None else None
    if decoded is None:
        raise NotReadError(NO_BODY)
    made = plain.complete(unwrap(decoded.text.strip()), Fields({}, ""), facts)
    return replace(made, warnings=decoded.warnings + made.warnings)


def messages(document: Document, file: BinaryIO) -> Iterator[Document | Refusal | Sign | None]:
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
                yield from _message(document, number, lines, size)
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
        yield from _message(document, number, lines, size)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(1_000_000):
        yield line


def _message(document: Document, number: int, lines: list[bytes], size: int) -> Iterator[Document | Refusal | Sign]:
    name = f"{document.name}#{number}"
    yield Sign(ENTERING, name)
    if size > limits.MAX_FILE_BYTES:
        yield Refusal(name, f"Not read: the mail is larger than {limits.MAX_FILE_BYTES // 1_000_000} MB. Save its text alone.")
    elif (data := b"".join(lines)).strip():
        yield Document(name, ".eml", data, facts=document.facts)
    else:
        yield Refusal(name, NO_BODY)
