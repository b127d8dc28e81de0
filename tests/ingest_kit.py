"""Small documents of every format that is read, made from the same three invented paragraphs."""

from __future__ import annotations

import email
import email.policy
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from email.message import EmailMessage

import brotli
import zstandard

TITLE = "Treaty signed in the old harbour"
P1 = "The two ministers signed the treaty on Thursday evening after three days of talks in the old harbour."
P2 = "Opposition parties called the accord a surrender and said that they would vote against it next month."
P3 = "Farmers on both banks of the river have waited for an agreement since the drought of 2015, they said."
_ESCAPED = str.maketrans({char: "\\" + char for char in "()\\"})
BODY = f"<p>{P1}</p><p>{P2}</p><p>{P3}</p>"
WORDS = f"{P1}\n\n{P2}\n\n{P3}"


def page(body: str = f"<article><h1>{TITLE}</h1>{BODY}</article>", head: str = "", lang: str = "en") -> bytes:
    """A web page."""
    top = f'<meta charset="utf-8"><title>{TITLE}</title>{head}'
    return f'<!DOCTYPE html><html lang="{lang}"><head>{top}</head><body>{body}</body></html>'.encode()


def mail(
    *, text: str | None = WORDS, html: str | None = None, date: str | None = "Sat, 29 Jul 2023 23:05:00 -0400",
    subject: str = TITLE, sender: str = "The Larkhill Ledger <news@ledger.example>",
    attached: Iterable[tuple[bytes, str, str, str]] = (),
) -> bytes:  # fmt: skip
    """A mail with a plain and an HTML part."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "reader@x.example", subject
    message["Message-ID"] = "<1@ledger.example>"
    if date:
        message["Date"] = date
    if text is not None:
        message.set_content(text)
    if html is not None:
        if text is None:
            message.set_content(html, subtype="html")
        else:
            message.add_alternative(html, subtype="html")
    for data, main, sub, name in attached:
        if main == "message":
            message.add_attachment(email.message_from_bytes(data, policy=email.policy.default), filename=name)
        else:
            message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    for number, part in enumerate(message.walk()):
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            part.set_boundary(f"-=-boundary-{number}-=-")  # otherwise it is drawn by lot, and no mutation comes twice
    return message.as_bytes()


def mailbox(*messages: bytes) -> bytes:
    """A mailbox (mbox) of mails."""
    post = b"From ledger@x.example Sat Jul 29 23:05:00 2023\n"
    return b"".join(post + message.replace(b"\nFrom ", b"\n>From ") + b"\n\n" for message in messages)


def pdf(pages: Iterable[Iterable[str]], info: Mapping[str, str] | None = None) -> bytes:
    """A PDF with a text layer: a page for each list of lines, written by hand in the fewest objects that a PDF has."""
    streams = []
    for lines in pages:
        shown = "".join(f"({line.translate(_ESCAPED)}) Tj T*\n" for line in lines)
        streams.append(f"BT /F1 10 Tf 12 TL 50 780 Td\n{shown}ET".encode("latin-1", "replace"))
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        packed = zlib.compress(stream)
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))
    if info is not None:
        objects.append(b"<< " + b" ".join(f"/{key} ({value})".encode() for key, value in info.items()) + b" >>")
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    about = b" /Info %d 0 R" % len(objects) if info is not None else b""
    return bytes(out + b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, about, start))


def wrapped(text: str, width: int = 72) -> list[str]:
    """The lines of a text as an old editor wraps it, an empty one between paragraphs."""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines += [line, ""]
    return lines[:-1]


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(paragraphs: Iterable[str], created: str | None = None, raw: str | None = None) -> bytes:
    """A Word document; raw is put into its body as it is."""
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    document = raw or f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'
    files = {"[Content_Types].xml": "<Types/>", "word/document.xml": document}
    if created:
        files["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            f' xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>{created}</dcterms:created></cp:coreProperties>'
        )
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of files, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 7, 29, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def warc(
    *records: tuple[str, bytes, str], date: str = "2023-07-30T10:00:00Z", packed: bool = True, status: str = "200 OK",
    kind: str = "response", coding: str = "", framed: bool = False,
) -> bytes:  # fmt: skip
    """A web archive with a record for each address, body and content type; the bodies are packed already, as the coding says."""
    out = b""
    for number, (url, body, mime) in enumerate(records):
        packing = f"Content-Encoding: {coding}\r\n" if coding else ""
        if framed:
            packing += "Transfer-Encoding: chunked\r\n"
        frames = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, body[:9], len(body) - 9, body[9:])
        http = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{packing}Content-Length: {len(body)}\r\n\r\n".encode()
        http += frames if framed else body
        block = http if kind == "response" else body
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"Content-Type: {'application/http; msgtype=response' if kind == 'response' else mime}\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        ).encode()
        record = head + block + b"\r\n\r\n"
        out += gzip.compress(record, mtime=0) if packed else record
    return out


def wacz(archive: bytes) -> bytes:
    """A web archive in its package."""
    return zipped({"datapackage.json": "{}", "archive/data.warc.gz": archive, "pages/pages.jsonl": "{}"})


def rss(*items: str, title: str = "The Larkhill Ledger", language: str = "en") -> bytes:
    """An RSS feed."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{title}</title><link>https://ledger.example/</link>'
        f"<language>{language}</language>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    ).encode()


def atom(*entries: str) -> bytes:
    """An Atom feed."""
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Ledger</title>{inner}</feed>'.encode()


ITEM = (
    f"<title>{TITLE}</title><link>https://ledger.example/treaty</link><pubDate>Sat, 29 Jul 2023 23:05:00 -0400</pubDate>"
    f"<content:encoded><![CDATA[{BODY}]]></content:encoded>"
)
TEXT = f"title: {TITLE}\nsource: The Larkhill Ledger\ndate: 2023-07-29\n\n{WORDS}\n".encode()


def samples() -> dict[str, bytes]:
    """One good document of every kind, by file name."""
    html = page(head='<meta property="article:published_time" content="2023-07-29T23:05:00-04:00">')
    row = {"title": TITLE, "text": WORDS, "date": "2023-07-29", "source": "The Ledger", "url": "https://x.example/a"}
    return {
        "a.txt": TEXT,
        "a.md": f"---\ntitle: {TITLE}\ndate: 2023-07-29\n---\n\n{WORDS}\n".encode(),
        "a.html": html,
        "a.json": json.dumps([row, {**row, "text": BODY}]).encode(),
        "a.jsonl": (json.dumps(row) + "\n" + json.dumps(row)).encode(),
        "a.csv": f'title,date,text\n"{TITLE}",2023-07-29,"{P1}"\n"{TITLE}",2023-07-29,"{P2}"\n'.encode(),
        "a.pdf": pdf([[TITLE, "29 July 2023", *wrapped(WORDS)]], {"CreationDate": "D:20230730100000Z", "Title": TITLE}),
        "a.eml": mail(html=page().decode()),
        "b.eml": mail(
            attached=[(TEXT, "text", "plain", "notes.txt"), (docx([TITLE, "29 July 2023", P1]), "application", "x", "a.docx")]
        ),
        "a.mbox": mailbox(mail(), mail(html=BODY)),
        "a.docx": docx([TITLE, "29 July 2023", P1, P2, P3], "2023-07-30T10:00:00Z"),
        "a.warc": warc(("https://ledger.example/2023/07/29/treaty", html, "text/html; charset=utf-8"), packed=False),
        "a.warc.gz": warc(("https://ledger.example/2023/07/29/treaty", html, "text/html; charset=utf-8")),
        "b.warc": warc(("https://x.example/2023/07/29/a", brotli.compress(html), "text/html"), packed=False, coding="br"),
        "c.warc": warc(("https://x.example/2023/07/29/a", zstandard.compress(html), "text/html"), packed=False, coding="zstd"),
        "a.wacz": wacz(warc(("https://ledger.example/2023/07/29/treaty", html, "text/html"))),
        "a.rss": rss(ITEM, ITEM),
        "a.atom": atom(f"<title>{TITLE}</title><published>2023-07-29T23:05:00-04:00</published><summary>{P1}</summary>"),
        "a.zip": zipped({"a.txt": TEXT, "b/c.html": html}),
        "a.txt.gz": gzip.compress(TEXT, mtime=0),
    }
