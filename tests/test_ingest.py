"""Reading files and folders: text forms, dates of publication, and one clear sentence for whatever cannot be read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline import limits
from timeline.ingest import published, read
from timeline.ingest.kinds import MARKDOWN, PLAIN, TABLES
from timeline.model import Article, Basis, Refusal, Zone
from timeline.span import Span


def one(text: str | bytes) -> Article:
    data = text if isinstance(text, bytes) else text.encode()
    (article,) = read(["-"], stdin=data)
    assert isinstance(article, Article), article
    return article


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(zone.kind, article.text[zone.start : zone.end]) for zone in article.zones]


STORY = (
    "The two ministers signed the treaty on Thursday evening after three days of talks "
    "that had twice come close to collapse, officials in both capitals said, as crowds waited outside."
)

# ---- forms of text ---------------------------------------------------------------------------------------------------


def test_header_lines() -> None:
    article = one(f"title: A treaty\nsource: The Ledger\ndate: 2022-03-18\nurl: https://x.org/a\nauthor: Jane\n\n{STORY}\n")
    assert (article.title, article.source, article.url, article.text) == ("A treaty", "The Ledger", "https://x.org/a", STORY)
    assert article.published.span == Span.of("2022-03-18")
    assert article.published.basis is Basis.STATED
    assert "date:" in article.published.why


@pytest.mark.parametrize(
    ("raw", "title", "date", "text"),
    [
        (f"Title: T\nPublished: 18 March 2022\n{STORY}", "T", "2022-03-18", STORY),
        (f"Título: T\nFecha: 18 de marzo de 2022\n\n{STORY}", "T", "2022-03-18", STORY),
        (f" date 2022-03-18 {STORY}", "", "2022-03-18", STORY),
        (f"date: 2022-03-18\n\n{STORY}", "", "2022-03-18", STORY),
        (f"A treaty at last\n\n{STORY}", "A treaty at last", None, f"A treaty at last\n\n{STORY}"),
        (f"Warning: this is a sentence.\n\n{STORY}", "", None, f"Warning: this is a sentence.\n\n{STORY}"),
        (STORY, "", None, STORY),
        (f"Data: how the vote split\n\n{STORY}", "Data: how the vote split", None, f"Data: how the vote split\n\n{STORY}"),
        (f"title: T\r\ndate: 2022-03-18\r\n\r\n{STORY}\r\nMore.", "T", "2022-03-18", f"{STORY}\r\nMore."),
    ],
)
def test_heads(raw: str, title: str, date: str | None, text: str) -> None:
    article = one(raw)
    assert (article.title, article.text) == (title, text)
    assert article.published.span == (Span.of(date) if date else None)
    assert article.text in raw


@pytest.mark.parametrize(
    ("head", "day", "basis"),
    [
        ("Published July 20, 2023", "2023-07-20", Basis.STATED),
        ("By Jane Doe, 20 July 2023", "2023-07-20", Basis.STATED),
        ("By Jane Doe and John Roe | July 20, 2023, 5:40 p.m. EDT", "2023-07-20", Basis.STATED),
        ("Thursday, 20 July 2023", "2023-07-20", Basis.STATED),
        ("2023-07-20", "2023-07-20", Basis.STATED),
        ("Publicado el 20 de julio de 2023", "2023-07-20", Basis.STATED),
        ("Por Ana Pérez, 20 de julio de 2023", "2023-07-20", Basis.STATED),
        ("Veröffentlicht am 20. Juli 2023", "2023-07-20", Basis.STATED),
        ("Published July 20, 2023 | Updated July 22, 2023", "2023-07-20", Basis.STATED),
        ("Posted: 07/20/2023 11:10 am EDT", "2023-07-20", Basis.STATED),
        ("Reuters Jul 20, 2023, 02:16PM IST", "2023-07-20", Basis.STATED),
        ("FOR IMMEDIATE RELEASE July 20, 2023", "2023-07-20", Basis.STATED),
        ("Updated July 22, 2023", None, Basis.UNKNOWN),
        ("Troops march in the capital, July 20, 2023 (Photo: pool)", None, Basis.UNKNOWN),
        ("The treaty of 20 July 2023", None, Basis.UNKNOWN),
    ],
)
def test_publication_lines(head: str, day: str | None, basis: Basis) -> None:
    article = one(f"A treaty at last\n\n{head}\n\n{STORY}")
    assert article.published.basis is basis
    assert article.published.span == (Span.of(day) if day else None)
    assert (day is None) == (("byline", head) not in kinds(article))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("GENEVA, March 3 (Newswire) — ", None),
        ("GENEVA, March 3, 2022 (Newswire) — ", "2022-03-03"),
        ("WIRRIN, New South Wales, 12 March (Southern Cross Wire) — ", None),
        ("MOSCOW (AP)_ ", None),
        ("NAIROBI, Kenya (AP) -- ", None),
        ("WASHINGTON — ", None),
        ("INVERALLAN, Scotland - ", None),
        ("LA PAZ, 4 jul 2023 (EFE).- ", "2023-07-04"),
        ("Geneva, 3 March 2022 (Newswire) - ", "2022-03-03"),
    ],
)
def test_datelines(line: str, day: str | None) -> None:
    article = one(f"title: T\n\n{line}{STORY}")
    (zone,) = [zone for zone in article.zones if zone.kind == "dateline"]
    assert (zone.start, zone.end, zone.furniture) == (0, len(line), False)
    assert article.published.span == (Span.of(day) if day else None)
    assert article.published.basis is (Basis.DATELINE if day else Basis.UNKNOWN)


@pytest.mark.parametrize(
    "line", ["The mayor - a doctor - left.", "NATO said on Monday it would stay.", "Paris - it was raining."]
)
def test_no_dateline(line: str) -> None:
    assert all(zone.kind != "dateline" for zone in one(f"title: T\n\n{line} {STORY}").zones)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://x.org/news/2023/07/20/treaty", "2023-07-20"),
        ("https://x.org/news/2023/jul/20/treaty", "2023-07-20"),
        ("https://x.org/2023-07-20-treaty", "2023-07-20"),
        ("https://x.org/2023/13/20/treaty", None),
        ("https://x.org/2023/07/treaty", None),
    ],
)
def test_a_first_line_that_is_an_address(address: str, day: str | None) -> None:
    article = one(f"{address}\nA treaty at last\n\n{STORY}")
    assert (article.url, article.title) == (address, "A treaty at last")
    assert article.text == f"A treaty at last\n\n{STORY}"
    assert article.published.span == (Span.of(day) if day else None)


def test_masthead_and_furniture_of_a_copied_page() -> None:
    top = "skip-to-content\nThe Larkhill Ledger\n\nA treaty at last\n\nCrowds wave, June 12, 2023\n(photo credit: POOL)\n\n"
    raw = f"{top}{STORY}\n\nAdvertisement\n×\n"
    article = one(raw)
    assert (article.title, article.source, article.published.span) == ("A treaty at last", "The Larkhill Ledger", None)
    assert kinds(article) == [
        ("navigation", "skip-to-content"),
        ("heading", "The Larkhill Ledger"),
        ("heading", "A treaty at last"),
        ("caption", "Crowds wave, June 12, 2023"),
        ("caption", "(photo credit: POOL)"),
        ("advert", "Advertisement"),
        ("prompt", "×"),
    ]
    assert [zone.furniture for zone in article.zones] == [True, False, False, True, True, True, True]


def test_diary_takes_its_list_and_no_more() -> None:
    article = one(
        f"title: T\n\n{STORY}\n\nDIARY\nBranch meeting: Tues 2 Oct\nFilm night: Fri 28th\n\n{STORY}\n\n"
        "HOW IT HAPPENED\n\n14/08/2018: rotas announced\n"
    )
    assert [text for kind, text in kinds(article) if kind == "diary"] == [
        "DIARY",
        "Branch meeting: Tues 2 Oct",
        "Film night: Fri 28th",
    ]
    assert ("heading", "HOW IT HAPPENED") in kinds(article)
    assert not article.in_furniture(article.text.index("14/08"), len(article.text))


def test_id_is_of_the_words_and_the_source() -> None:
    first, again, other = (one(f"source: {s}\n\n{t}") for s, t in [("A", "One  two."), ("A", "One\ntwo."), ("B", "One two.")])
    assert first.id == again.id != other.id


# ---- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2023-07-29T23:05:00-04:00", "en", "2023-07-29"),
        ("2023-07-29T00:30:00+09:00", "en", "2023-07-29"),
        ("20230729", "en", "2023-07-29"),
        ("2023/07/29 10:00", "en", "2023-07-29"),
        ("29.07.2023", "de", "2023-07-29"),
        ("07/29/2023", "es", "2023-07-29"),
        ("29/07/23", "en", "2023-07-29"),
        ("03/04/2023", "en-GB", "2023-04-03"),
        ("03/04/2023", "es", "2023-04-03"),
        ("03/04/2023", "en-US", "2023-03-04"),
        ("Sat, 29 Jul 2023 10:00:00 GMT", "en", "2023-07-29"),
        ("July 29th, 2023", "en", "2023-07-29"),
        ("sábado, 29 de julio de 2023", "es", "2023-07-29"),
        ("29. Juli 2023", "de", "2023-07-29"),
        ("1er juillet 2023", "fr", "2023-07-01"),
        ("29 июля 2023 г.", "ru", "2023-07-29"),
        ("1690588800", "en", "2023-07-29"),
        ("1690588800000", "en", "2023-07-29"),
    ],
)
def test_date_strings(text: str, language: str, day: str) -> None:
    assert published.parse(text, language)[0] == Span.of(day)


def test_month_alone_is_a_month() -> None:
    assert published.parse("2023-07")[0] == Span.month(2023, 7)
    assert published.parse("July 2023")[0] == Span.month(2023, 7)


@pytest.mark.parametrize(
    "text", ["", "soon", "yesterday", "5 May", "2023-02-30", "0000-00-00", "32 July 2023", "10000-01-01", "a" * 9_000, "9" * 40]
)
def test_no_date_strings(text: str) -> None:
    assert published.parse(text)[0] is None


def test_ambiguous_date_follows_the_habit_of_the_text() -> None:
    american = one("title: T\ndate: 03/04/2023\n\nIt began on January 15, 2023.")
    british = one("title: T\ndate: 03/04/2023\n\nIt began on 15 January 2023.")
    unknown = one("title: T\ndate: 03/04/2023\n\nIt began.")
    assert [str(a.published.span) for a in (american, british, unknown)] == ["2023-03-04", "2023-04-03", "2023-03-04"]
    assert [bool(a.warnings) for a in (american, british, unknown)] == [False, False, True]
    assert "4 March 2023" in unknown.published.why


def test_absurd_date_is_kept_with_a_warning() -> None:
    article = one("title: T\ndate: 2923-07-01\n\nIt rained.")
    assert str(article.published.span) == "2923-07-01"
    assert "unlikely" in article.warnings[0]


def test_bad_date_is_named() -> None:
    article = one("title: T\ndate: 32 July\n\nIt rained.")
    assert article.published.span is None
    assert article.warnings == (
        "\"32 July\" in the header line 'date:' is not a date. Write it like 23 July 2023 or 2023-07-23.",
    )


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}", fullmatch=True))
def test_any_date_string_is_a_span_or_none(text: str) -> None:
    span, remark = published.parse(text, "en")
    assert span is None or span.days >= 1
    assert isinstance(remark, str)


# ---- encodings -------------------------------------------------------------------------------------------------------

SPANISH = "La Cámara aprobó «el contrato» — según él."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    article = one(SPANISH.encode(encoding))
    assert article.text == SPANISH
    assert article.warnings == ()


def test_gaps_are_counted() -> None:
    article = one("El señor dijo que mañana ".encode() + b"\xff\xfe\x00 lunes")
    assert article.warnings == ("Read with gaps: 3 characters could not be decoded. Dates may be missing.",)
    assert one(b"a plain text with one \x00 in it").warnings[0].startswith("Read with gaps: 1 character could")


def test_old_macintosh_line_ends_keep_offsets() -> None:
    assert one(b"title: T\r\rOne line.\rAnother.").text == "One line.\nAnother."


# ---- folders and refusals --------------------------------------------------------------------------------------------


def test_folder_is_walked_in_order(tmp_path: Path) -> None:
    for name in [
        "b.txt",
        "a.txt",
        "sub/c.md",
        "Sub2/d.text",
        ".hidden.txt",
        ".git/x.txt",
        "page_files/y.html",
        "README.md",
        "style.css",
        "pic.jpg",
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY)
    found = [item.file for item in read([tmp_path]) if isinstance(item, Article)]
    assert found == ["a.txt", "b.txt", "sub/c.md", "Sub2/d.text"]
    assert [item.file for item in read([tmp_path / "README.md"]) if isinstance(item, Article)] == ["README.md"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "b.txt").symlink_to("/etc/passwd")
    assert [item.file for item in read([tmp_path]) if isinstance(item, Article)] == ["a.txt"]
    assert len(list(read([tmp_path]))) == 1


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.odt", b"PK", ".odt files can't be opened. Save it as text or HTML."),
        ("a.7z", b"7z", "Unpack it first."),
        ("a.xlsx", b"PK", "Save it as CSV."),
        ("a.msg", b"x", "Save the messages as .eml or .mbox."),
        ("a.weird", b"x", "Save it as text, Markdown, HTML, JSON or CSV."),
        ("a.txt", b"", "it is empty"),
        ("a.txt", b" \n\t ", "it is empty"),
        ("a.txt", b"title: T\ndate: 2020-01-01\n", "no article text"),
        ("a.txt", b"%PDF-1.4 and so on", "it is not text"),
        ("a.txt", bytes(range(32)) * 50, "it is not text"),
        ("a.md", b"\x00" * 100, "it is not text"),
        ("a.txt", b"word " * 500_000, "the limit is 2,000,000"),
    ],
)
def test_refusals(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(STORY)
    refusal, article = read([tmp_path])
    assert isinstance(refusal, Refusal)
    assert isinstance(article, Article)
    assert refusal.name == name
    assert words in refusal.reason
    assert refusal.reason.endswith(".")
    assert "\n" not in refusal.reason


def test_wrong_paths_and_empty_folders(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    missing, empty, bad, dev = read([tmp_path / "nowhere", tmp_path / "empty", "a\0b", "/dev/null"])
    assert isinstance(missing, Refusal) and "no such file or folder" in missing.reason  # noqa: PT018
    assert isinstance(empty, Refusal) and "holds no articles" in empty.reason  # noqa: PT018
    assert isinstance(bad, Refusal) and "not valid" in bad.reason  # noqa: PT018
    assert isinstance(dev, Refusal) and "device" in dev.reason  # noqa: PT018


def test_sparse_giant_is_refused_unopened(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(200_000_000)
    (refusal,) = read([tmp_path])
    assert refusal == Refusal("big.txt", "Not read: 200 MB, the limit is 50 MB. Split it into smaller files.")


def test_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (refusal,) = read([tmp_path])
    assert isinstance(refusal, Refusal)
    assert "pipe" in refusal.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "a.txt").chmod(0)
    (refusal,) = read([tmp_path])
    assert isinstance(refusal, Refusal)
    assert "permission denied" in refusal.reason


def test_names_that_are_no_text(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\n.txt"))).write_text(STORY)
    (article,) = read([tmp_path])
    assert isinstance(article, Article)
    assert article.file is not None
    assert article.file.isprintable()


def test_deep_folders(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * (limits.MAX_NESTING + 5))
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(STORY)
    (refusal,) = read([tmp_path])
    assert isinstance(refusal, Refusal)
    assert "nested deeper" in refusal.reason


def test_reads_lazily(tmp_path: Path) -> None:
    for index in range(5):
        (tmp_path / f"{index}.txt").write_text(STORY)
    items = read([tmp_path])
    next(items)
    (tmp_path / "1.txt").write_text("title: changed\n\n" + STORY)
    second = next(items)
    assert isinstance(second, Article)
    assert second.title == "changed"
    items.close()  # type: ignore[attr-defined]


def test_standard_input_of_the_process() -> None:
    code = "from timeline.ingest import read; print([a.title for a in read(['-'])])"
    run = subprocess.run([sys.executable, "-c", code], input=b"title: Rain\n\nIt rained.", capture_output=True, check=True)
    assert run.stdout.strip() == b"['Rain']"


# ---- properties ------------------------------------------------------------------------------------------------------

SUFFIXES = sorted(PLAIN | MARKDOWN | TABLES)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=400) | st.text(max_size=200).map(lambda s: s.encode("utf-8", "replace")),
    suffix=st.sampled_from(SUFFIXES),
)
def test_reading_never_raises(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(data)
    for item in read([path]):
        if isinstance(item, Refusal):
            assert item.reason
            assert item.reason.isprintable()
            continue
        item.text.encode("utf-8")
        assert all(0 <= zone.start < zone.end <= len(item.text) for zone in item.zones)
        assert list(item.zones) == sorted(item.zones, key=lambda zone: zone.start)


LINES = st.sampled_from(
    [
        "title: x",
        "date: 2020-01-01",
        "Advertisement",
        "DIARY",
        "Photo: x",
        "GENEVA, March 3 (AP) - He left.",
        "By Jane Doe",
        "",
        "×",
        STORY,
        "---",
        "# H",
        "[a](b)",
        "![i](j)",
        "*Caption.*",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_text_is_a_verbatim_part_of_the_file(lines: list[str], end: str, markdown: bool) -> None:
    raw = ("---" + end if markdown else "") + end.join(lines)
    for item in read(["-"], stdin=raw.encode()):
        if isinstance(item, Article):
            assert item.text in raw
            last = Zone(0, 0, "")
            for zone in item.zones:
                assert zone.start >= last.end
                last = zone


def test_many_lines_take_linear_time() -> None:
    article = one("\n".join(["Read more: x"] * 60_000 + ["(photo credit: x"] * 60_000))
    assert sum(zone.kind == "related" for zone in article.zones) == 60_000


def test_million_character_line() -> None:
    article = one("The minister said (credit: " * 40_000)
    assert article.zones == ()
