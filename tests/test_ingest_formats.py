"""PDF, mail, Word, web archives, feeds, ZIP and gzip: what is taken from them, and that none of them leads anywhere else."""

# ruff: noqa: E501  (a document on one line is easier to compare)

from __future__ import annotations

import builtins
import gzip
import stat
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import ingest_kit as kit
import pytest
from ingest_kit import BODY, P1, P2, P3, TITLE, WORDS

from timeline import limits
from timeline.ingest import Document, items, read
from timeline.ingest.document import Item
from timeline.ingest.inside import made
from timeline.model import Article, Basis, Refusal
from timeline.span import Span

DAY = Span.of("2023-07-29")


def write(folder: Path, name: str, data: bytes) -> list[Article | Refusal]:
    path = folder / name
    path.write_bytes(data)
    return list(read([path]))


def one(folder: Path, name: str, data: bytes) -> Article:
    (article,) = write(folder, name, data)
    assert isinstance(article, Article), article
    return article


def refused(folder: Path, name: str, data: bytes) -> str:
    (refusal,) = write(folder, name, data)
    assert isinstance(refusal, Refusal), refusal
    assert refusal.reason.endswith((".", ")")) or "pip install" in refusal.reason
    return refusal.reason


def prose(article: Article) -> str:
    """The article's words without furniture and heads."""
    dim = [(zone.start, zone.end) for zone in article.zones]
    lines, at = [], 0
    for line in article.text.split("\n"):
        if line.strip() and not any(start <= at < end for start, end in dim):
            lines.append(line)
        at += len(line) + 1
    return "\n\n".join(lines)


@pytest.mark.parametrize("name", kit.samples())
def test_every_format_gives_the_same_article(tmp_path: Path, name: str) -> None:
    found = write(tmp_path, name, kit.samples()[name])
    assert found
    for article in found:
        assert isinstance(article, Article)
        assert article.title == TITLE
        assert article.published.span == DAY, article.published
        assert P1 in article.text or P2 in article.text
        assert article.file is not None
        assert article.file.startswith(name.removesuffix(".gz") if name == "a.txt.gz" else name)
        assert article.language.startswith("en")


@pytest.mark.parametrize("name", [name for name in kit.samples() if not name.endswith((".csv", ".jsonl"))])
def test_every_format_is_told_by_its_bytes_on_standard_input(name: str) -> None:
    assert [a.title for a in read(["-"], stdin=kit.samples()[name]) if isinstance(a, Article)][:1] == [TITLE]


@pytest.mark.parametrize("name", kit.samples())
def test_half_a_file_ends_in_articles_or_sentences(tmp_path: Path, name: str) -> None:
    data = kit.samples()[name]
    for part in (data[: len(data) // 2], data[: len(data) // 10], data[len(data) // 2 :]):
        assert all(isinstance(item, Article) or item.reason for item in write(tmp_path, name, part))


# ---- mail ------------------------------------------------------------------------------------------------------------


def test_the_header_of_a_mail_is_its_evidence(tmp_path: Path) -> None:
    article = one(tmp_path, "a.eml", kit.mail(html=kit.page(BODY).decode()))
    assert (article.title, article.source) == (TITLE, "The Larkhill Ledger")
    assert article.published.why == "the mail header 'Date:' says Sat, 29 Jul 2023 23:05:00 -0400"
    assert article.published.basis is Basis.METADATA
    assert article.text == f"{P1}\n{P2}\n{P3}"


def test_a_wrapped_mail_has_whole_sentences(tmp_path: Path) -> None:
    article = one(tmp_path, "a.eml", kit.mail(text="\n".join(kit.wrapped(WORDS))))
    assert article.text == WORDS


@pytest.mark.parametrize("prefix", ["Fwd: ", "FW: ", "WG: ", "[list] Fwd: "])
def test_who_forwards_a_mail_did_not_publish_it(tmp_path: Path, prefix: str) -> None:
    article = one(tmp_path, "a.eml", kit.mail(subject=prefix + TITLE))
    assert (article.title, article.source) == (TITLE, "")
    assert article.published.span is None
    assert article.published.limits is not None
    assert article.published.limits.last.isoformat() == "2023-07-30"


def test_encoded_headers_and_bodies(tmp_path: Path) -> None:
    data = kit.mail(
        subject="Acuerdo en la Cámara", sender="El Faro Andino <a@faro.example>", text="La Cámara aprobó el acuerdo. " * 4
    )
    article = one(tmp_path, "a.eml", data)
    assert (article.title, article.source) == ("Acuerdo en la Cámara", "El Faro Andino")
    assert article.text.startswith("La Cámara aprobó")


ATTACHED = [
    (kit.TEXT, "text", "plain", "notes.txt"),
    (kit.page(), "text", "html", "page.html"),
    (kit.samples()["a.pdf"], "application", "octet-stream", "report.pdf"),
    (kit.docx([TITLE, P1]), "application", "octet-stream", "../../etc/minutes.docx"),
    (kit.TEXT, "text", "plain", "notes.txt"),
    (kit.zipped({"in.txt": kit.TEXT}), "application", "zip", "all.zip"),
    (kit.mail(subject="Another", text=P3), "message", "rfc822", ""),
]


def test_what_is_attached_to_a_mail_is_read(tmp_path: Path) -> None:
    found = write(tmp_path, "a.eml", kit.mail(attached=ATTACHED))
    assert [item.file if isinstance(item, Article) else item.reason for item in found] == [
        "a.eml",
        "a.eml/notes.txt",
        "a.eml/page.html",
        "a.eml/report.pdf",
        "a.eml/minutes.docx",
        "a.eml/notes.txt#2",
        "a.eml/all.zip/in.txt",
        "a.eml/attachment 7.eml",
    ]
    mail, _, page, _, minutes, *_, other = found
    assert isinstance(mail, Article)
    assert mail.text == WORDS  # a page that is attached does not take the place of the mail's own words
    assert not mail.warnings
    assert isinstance(page, Article)
    assert isinstance(minutes, Article)
    assert minutes.published.span is None
    assert minutes.published.limits is not None  # it was written before the mail was sent
    assert minutes.published.limits.last.isoformat() == "2023-07-30"
    assert isinstance(other, Article)
    assert (other.title, other.published.span) == ("Another", DAY)


def test_a_mail_with_nothing_but_an_attachment_is_that(tmp_path: Path) -> None:
    assert one(tmp_path, "a.eml", kit.mail(text="\n", attached=ATTACHED[:1])).file == "a.eml/notes.txt"


def test_attachments_that_are_not_read_are_named_and_pictures_are_not(tmp_path: Path) -> None:
    files = [(b"PK", "application", "x", "C:\\tables\\year.xlsx"), (b"\x89PNG", "image", "png", "logo.png"),
             (b"BEGIN:VCALENDAR", "text", "calendar", "invite.ics"), (b"x", "application", "pkcs7-signature", "smime.p7s")]  # fmt: skip
    article = one(tmp_path, "a.eml", kit.mail(attached=files))
    assert article.warnings == ("Not read of the mail: year.xlsx. Save what you need as PDF, Word or text files.",)


def test_mails_inside_mails_up_to_the_limit(tmp_path: Path) -> None:
    data = kit.mail(attached=ATTACHED[:1])
    for _ in range(limits.MAX_ARCHIVE_DEPTH):
        data = kit.mail(attached=[(data, "message", "rfc822", "")])
    *inner, last = write(tmp_path, "a.eml", data)
    assert all(isinstance(item, Article) for item in inner)
    assert len(inner) == limits.MAX_ARCHIVE_DEPTH + 1
    assert isinstance(last, Refusal)
    assert "nested deeper" in last.reason


def test_a_mail_without_words(tmp_path: Path) -> None:
    assert "the mail has no text" in refused(tmp_path, "a.eml", kit.mail(text="\n"))


def test_a_mailbox_is_taken_apart(tmp_path: Path) -> None:
    quoted = kit.mail(text=f"{P1}\n\nFrom here on, nobody knows.\n\n{P2}")
    found = write(tmp_path, "a.mbox", kit.mailbox(quoted, kit.mail(text="\n"), kit.mail(text=P3)))
    assert [getattr(item, "file", None) or getattr(item, "name", "") for item in found] == ["a.mbox#1", "a.mbox#2", "a.mbox#3"]
    assert isinstance(found[0], Article)
    assert "\n\nFrom here on, nobody knows.\n\n" in found[0].text
    assert isinstance(found[1], Refusal)


# ---- PDF and Word ----------------------------------------------------------------------------------------------------


def test_the_lines_of_a_pdf_are_joined(tmp_path: Path) -> None:
    article = one(tmp_path, "a.pdf", kit.samples()["a.pdf"])
    assert prose(article) == WORDS
    assert "at the head of the text" in article.published.why


def test_words_broken_at_the_edge_are_mended(tmp_path: Path) -> None:
    article = one(tmp_path, "a.pdf", kit.pdf([[P1[:50] + " and of long nego-", "tiations about the water, and so on.", "", P2]]))
    assert "negotiations about" in article.text


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [[f"The Ledger, 3 May 2021, page {n}", "", *kit.wrapped(text), "", str(n)] for n, text in enumerate((P1, P2, P3), 1)]
    article = one(tmp_path, "a.pdf", kit.pdf(pages))
    assert article.text.count("The Ledger") == 1
    assert [line for line in article.text.splitlines() if line.isdigit()] == []


@pytest.mark.parametrize(
    ("info", "span", "why"),
    [
        ({"CreationDate": "D:20230730100000Z"}, "2023-07-30", "the PDF's properties (CreationDate) says 2023-07-30"),
        ({"CreationDate": "D:99999999"}, None, "no publication date was found"),
        (None, None, "no publication date was found"),
    ],
)
def test_the_properties_of_a_pdf_are_the_last_resort(
    tmp_path: Path, info: dict[str, str] | None, span: str | None, why: str
) -> None:
    article = one(tmp_path, "a.pdf", kit.pdf([kit.wrapped(WORDS)], info))
    assert (article.published.span, article.published.why) == (Span.of(span) if span else None, why)


def test_a_scan_says_what_to_do(tmp_path: Path) -> None:
    assert "no text layer" in refused(tmp_path, "a.pdf", kit.pdf([[]]))


def test_a_locked_pdf(tmp_path: Path) -> None:
    import pypdf  # noqa: PLC0415

    writer, out = pypdf.PdfWriter(clone_from=BytesIO(kit.samples()["a.pdf"])), BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    assert "locked with a password" in refused(tmp_path, "a.pdf", out.getvalue())


def test_word_paragraphs(tmp_path: Path) -> None:
    article = one(tmp_path, "a.docx", kit.docx([TITLE, "", P1, P2], "2023-07-30T10:00:00Z"))
    assert article.text == f"{TITLE}\n\n{P1}\n\n{P2}"
    assert article.published.why == "the document's properties (created) says 2023-07-30T10:00:00Z"


def test_what_was_struck_out_of_a_word_document_stays_out(tmp_path: Path) -> None:
    body = f"<w:p><w:r><w:t>{P1}</w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del></w:p>"
    raw = f"<w:document {kit._W}><w:body>{body}</w:body></w:document>"
    assert one(tmp_path, "a.docx", kit.docx([], raw=raw)).text == P1


@pytest.mark.parametrize(
    "entity",
    ['<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE x [<!ENTITY b "ha"><!ENTITY a "&b;&b;&b;&b;">]>'],
)
def test_entities_of_a_word_document_are_not_resolved(tmp_path: Path, entity: str) -> None:
    raw = f"{entity}<w:document {kit._W}><w:body><w:p><w:r><w:t>{P1}</w:t><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    assert one(tmp_path, "a.docx", kit.docx([], raw=raw)).text == P1


# ---- web archives and feeds ------------------------------------------------------------------------------------------

ADDRESS = "https://ledger.example/treaty"


def test_the_pages_of_a_web_archive(tmp_path: Path) -> None:
    records = [
        (ADDRESS, kit.page(), "text/html; charset=utf-8"),
        ("https://ledger.example/x.png", b"\x89PNG", "image/png"),
        ("https://ledger.example/b", kit.page(BODY), "text/html"),
    ]
    first, second = write(tmp_path, "a.warc.gz", kit.warc(*records))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.file, first.url) == ("a.warc.gz#1", ADDRESS)
    assert second.file == "a.warc.gz#2"


def test_the_time_of_the_visit_is_an_upper_bound_and_no_date(tmp_path: Path) -> None:
    published = one(tmp_path, "a.warc", kit.warc((ADDRESS, kit.page(), "text/html"), packed=False)).published
    assert (published.span, published.basis) == (None, Basis.UNKNOWN)
    assert published.limits is not None
    assert published.limits.last.isoformat() == "2023-07-31"  # ten in the morning in London is midnight on Kiritimati
    assert "fetched by 31 July 2023, so not later" in published.why


def test_a_date_after_the_visit_is_not_taken(tmp_path: Path) -> None:
    data = kit.page(head='<meta property="article:published_time" content="2023-09-01">')
    article = one(tmp_path, "a.warc", kit.warc(("https://x.example/2023/07/29/a", data, "text/html"), packed=False))
    assert article.published.span == DAY
    assert any("after it was fetched" in warning for warning in article.warnings)


@pytest.mark.parametrize(
    "kit_args", [{"status": "404 Not Found"}, {"status": "301 Moved"}, {"kind": "request"}, {"kind": "metadata"}]
)
def test_what_is_no_page_is_passed_over(tmp_path: Path, kit_args: dict[str, str]) -> None:
    data = kit.warc((ADDRESS, kit.page(), "text/html"), packed=False, **kit_args)  # type: ignore[arg-type]
    assert "no article in it" in refused(tmp_path, "a.warc", data)


def test_a_broken_record_ends_the_archive_but_not_the_rest(tmp_path: Path) -> None:
    good = kit.warc((ADDRESS, kit.page(), "text/html"))
    found = write(tmp_path, "a.warc.gz", good + good[:200] + b"\xff" * 50)
    assert isinstance(found[0], Article)
    (tmp_path / "b.txt").write_bytes(kit.TEXT)
    assert [item.file for item in read([tmp_path]) if isinstance(item, Article)] == ["a.warc.gz#1", "b.txt"]


def test_items_of_a_feed(tmp_path: Path) -> None:
    bare = f"<title>Short &amp;amp; sweet</title><link>https://ledger.example/b</link><description>{P1}</description><pubDate>Sun, 30 Jul 2023 08:00 GMT</pubDate>"
    empty = "<title>Nothing</title><link>https://ledger.example/c</link>"
    first, second, third = write(tmp_path, "a.rss", kit.rss(kit.ITEM, bare, empty))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(third, Refusal)
    assert (first.title, first.source, first.url) == (TITLE, "The Larkhill Ledger", "https://ledger.example/treaty")
    assert first.published.why == "the feed's item (published) says Sat, 29 Jul 2023 23:05:00 -0400"
    assert first.text == f"{P1}\n{P2}\n{P3}"
    assert (second.title, second.text) == ("Short & sweet", P1)
    assert second.warnings == ("The feed gives only a summary of it. The article itself: https://ledger.example/b",)
    assert third.reason == "Nothing found: the feed gives no text of it. Save the article itself: https://ledger.example/c"


def test_an_update_of_a_feed_is_no_publication(tmp_path: Path) -> None:
    article = one(
        tmp_path, "a.atom", kit.atom(f"<title>{TITLE}</title><updated>2023-07-30T10:00:00Z</updated><summary>{P1}</summary>")
    )
    assert article.published.span is None
    assert article.published.limits is not None


def test_xml_that_is_no_feed(tmp_path: Path) -> None:
    assert "neither an RSS nor an Atom feed" in refused(tmp_path, "a.xml", b"<?xml version='1.0'?><urlset><url/></urlset>")


def test_a_feed_with_entities(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + kit.rss(kit.ITEM)[38:]
    assert "defines entities" in refused(tmp_path, "a.rss", bomb)


# ---- archives --------------------------------------------------------------------------------------------------------


def test_the_members_of_a_zip_in_order(tmp_path: Path) -> None:
    files = {"b/z.txt": kit.TEXT, "a.html": kit.page(), ".hidden.txt": kit.TEXT, "__MACOSX/a.txt": kit.TEXT, "pic.png": b"x",
             "a_files/x.html": kit.page(), "README.md": "x", "x.doc": b"x", "rows.csv": kit.samples()["a.csv"]}  # fmt: skip
    found = write(tmp_path, "news.zip", kit.zipped(files))
    assert [item.file if isinstance(item, Article) else item.name for item in found] == [
        "news.zip/a.html",
        "news.zip/b/z.txt",
        "news.zip/rows.csv#1",
        "news.zip/rows.csv#2",
        "news.zip/x.doc",
    ]


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x.txt", "/etc/passwd.txt", "a/../../x.txt", "..\\x.txt", "C:\\x.txt", "\\\\host\\x.txt"]
)
def test_no_name_leads_out_of_an_archive(tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.parent.rglob("*"))
    reason = refused(tmp_path, "a.zip", kit.zipped({name: kit.TEXT}))
    assert reason == "Not read: its name leads out of the archive. Rename it, or leave it out."
    (refusal,) = read([tmp_path / "a.zip"])
    assert isinstance(refusal, Refusal)
    assert ".." not in refusal.name
    assert sorted(tmp_path.parent.rglob("*")) == sorted([*before, tmp_path / "a.zip"])


@pytest.mark.parametrize("name", ["", "./", "."])
def test_a_member_without_a_name_is_told(tmp_path: Path, name: str) -> None:
    entry = zipfile.ZipInfo("x")
    entry.filename = name
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, kit.TEXT)
        archive.writestr(zipfile.ZipInfo("y.txt"), kit.TEXT)
    *told, article = write(tmp_path, "a.zip", out.getvalue())
    assert isinstance(article, Article)
    assert [item.reason for item in told if isinstance(item, Refusal)] == (
        [] if name.endswith("/") else ["Not read: it has no name in the archive. Unpack it first, and name it."]
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_all_read(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for words in (P1, P2):
            archive.writestr(zipfile.ZipInfo("a.txt"), words)
    assert [item.file for item in write(tmp_path, "a.zip", out.getvalue()) if isinstance(item, Article)] == [
        "a.zip/a.txt",
        "a.zip/a.txt#2",
    ]


def test_links_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    out, entry = BytesIO(), zipfile.ZipInfo("a.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert "it is a link" in refused(tmp_path, "a.zip", out.getvalue())


def bomb_zip() -> bytes:
    return kit.zipped({"a.txt": b"\n" + b" " * 40_000_000 + kit.TEXT})


def nested(depth: int) -> bytes:
    data = kit.zipped({"a.txt": kit.TEXT})
    for _ in range(depth):
        data = kit.zipped({"inner.zip": data})
    return data


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.zip", bomb_zip, "200 times its size"),
        ("a.txt.gz", lambda: gzip.compress(b" " * 40_000_000 + kit.TEXT), "200 times its size"),
        ("a.txt.gz", lambda: gzip.compress(kit.TEXT)[:-12], "broken or incomplete"),
        ("a.zip", lambda: nested(limits.MAX_ARCHIVE_DEPTH), "nested deeper than 3"),
        ("a.tar.gz", lambda: gzip.compress(b"\0" * 257 + b"ustar\0" + b"\0" * 500), ".tar files can't be opened"),
        ("a.zip", lambda: b"PK\x05\x06" + b"\0" * 18, "no article in it"),
        ("a.zip", lambda: b"PK\x03\x04 and so on", "broken or incomplete"),
        ("a.docx", lambda: b"PK\x03\x04 and so on", "broken or locked"),
        ("a.pdf", lambda: b"%PDF-1.4 and so on", "broken or incomplete"),
        ("a.warc", lambda: b"WARC/1.0 and so on", ""),
    ],
)
def test_broken_and_bombs(tmp_path: Path, name: str, data: Callable[[], bytes], words: str) -> None:
    assert words in refused(tmp_path, name, data())


def test_archives_inside_archives_up_to_the_limit(tmp_path: Path) -> None:
    assert one(tmp_path, "a.zip", nested(limits.MAX_ARCHIVE_DEPTH - 1)).file == "a.zip/inner.zip/inner.zip/a.txt"


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    data = bytearray(kit.zipped({"a.txt": kit.TEXT, "b.txt": kit.TEXT}))
    at = data.find(b"PK\x01\x02")
    data[6] |= 1  # the flag that says that the first member is encrypted, in both places
    data[at + 8] |= 1
    first, second = write(tmp_path, "a.zip", bytes(data))
    assert isinstance(first, Refusal)
    assert "password" in first.reason
    assert isinstance(second, Article)


# ---- extras ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "library", "extra"),
    [("a.pdf", "pypdf", "pdf"), ("a.warc", "warcio", "warc"), ("b.warc", "brotli", "warc"), ("c.warc", "zstandard", "warc")],
)
def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, name: str, library: str, extra: str) -> None:
    real = builtins.__import__

    def without(module: str, *args: Any, **kwargs: Any) -> Any:
        if module.split(".", maxsplit=1)[0] == library:
            raise ImportError(module)
        return real(module, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    found = [
        made(item) if isinstance(item, Item) else item for item in items.find(Document(name, "." + name[2:], kit.samples()[name]))
    ]
    (refusal,) = [item for item in found if isinstance(item, Article | Refusal)]
    assert isinstance(refusal, Refusal)
    assert refusal.reason.endswith(f"Install it with: pip install 'timeline-news[{extra}]'")
