"""Tables of articles: JSON, JSON lines, CSV, our own export; and Markdown with its front matter."""

# ruff: noqa: E501  (a page or a record on one line each is easier to compare)

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from timeline.export import json_format
from timeline.ingest import markdown, read
from timeline.model import Article, Basis, Publication, Refusal, Timeline, Zone
from timeline.span import Granularity, Span

STORY = "The two ministers signed the treaty on Thursday, and the opposition said that it would vote against it."


def items(tmp_path: Path, name: str, data: str | bytes, mapping: dict[str, str] | None = None) -> list[Article | Refusal]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read([path], mapping))


def articles(tmp_path: Path, name: str, data: str | bytes, mapping: dict[str, str] | None = None) -> list[Article]:
    found = items(tmp_path, name, data, mapping)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def reasons(tmp_path: Path, name: str, data: str | bytes, mapping: dict[str, str] | None = None) -> list[tuple[str, str]]:
    return [(item.name, item.reason) for item in items(tmp_path, name, data, mapping) if isinstance(item, Refusal)]


# ---- columns ---------------------------------------------------------------------------------------------------------

RECORDS: list[dict[str, Any]] = [
    {"title": "T", "text": STORY, "date": "2023-07-20", "source": "Ledger", "url": "https://x.org", "language": "en-GB"},
    {"headline": "T", "body": STORY, "publishedAt": "2023-07-20T10:00:00Z", "outlet": "Ledger", "link": "https://x.org", "lang": "en-GB"},
    {"title": "T", "content": STORY, "published": "20 July 2023", "source": {"id": None, "name": "Ledger"}, "url": "https://x.org", "language": "en_gb"},
    {"Title": "T", "Article Text": STORY, "Pub Date": "July 20, 2023", "Publisher": "Ledger", "URL": "https://x.org", "Language": "en-GB"},
    {"title": "T", "maintext": STORY, "date_publish": "2023-07-20 11:00:00", "source_domain": "-", "domain": "Ledger", "url": "https://x.org", "language": "en-GB"},
    {"título": "T", "texto": STORY, "fecha": "20/07/2023", "medio": "Ledger", "enlace": "https://x.org", "idioma": "en-GB"},
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=range(len(RECORDS)))
@pytest.mark.parametrize("form", ["list", "object", "wrapped", "nested", "lines", "lines.json"])
def test_common_json_columns(tmp_path: Path, record: dict[str, Any], form: str) -> None:
    text = json.dumps({"list": [record], "object": record, "wrapped": {"status": "ok", "articles": [record]},
        "nested": {"response": {"docs": [record]}}}.get(form, record))  # fmt: skip
    name = {"lines": "t.jsonl"}.get(form, "t.json")
    (article,) = articles(tmp_path, name, f"{text}\n{text}\n" if form == "lines.json" else text + "\n")[:1]
    assert (article.title, article.source, article.url, article.language, article.text) == (
        "T",
        "Ledger",
        "https://x.org",
        "en-GB",
        STORY,
    )
    assert article.published.span == Span.of("2023-07-20")
    assert article.published.basis is Basis.METADATA
    assert article.file == f"{name}#1"


@pytest.mark.parametrize(("suffix", "delimiter"), [("csv", ","), ("csv", ";"), ("csv", "|"), ("tsv", "\t"), ("csv", "\t")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv(tmp_path: Path, suffix: str, delimiter: str, encoding: str) -> None:
    out = io.StringIO()
    rows = [["title", "text", "date"], ["Uno, dos; tres", f'«{STORY}»\n\n"Más"', "2023-07-20"], [], ["B", "Sí.", "no date"]]
    csv.writer(out, delimiter=delimiter).writerows(rows)
    first, second = articles(tmp_path, f"t.{suffix}", out.getvalue().encode(encoding))
    assert (first.title, first.text, first.file) == ("Uno, dos; tres", f'«{STORY}»\n\n"Más"', f"t.{suffix}#1")
    assert second.warnings[0].startswith("\"no date\" in the column 'date' is not a date.")


def test_mapping(tmp_path: Path) -> None:
    table = f"kop,inhoud,wanneer,text\nT,{STORY.replace(',', '')},2023-07-20,x\n"
    (article,) = articles(tmp_path, "t.csv", table, {"title": "kop", "text": "inhoud", "date": "wanneer"})
    assert (article.title, article.text, str(article.published.span)) == ("T", STORY.replace(",", ""), "2023-07-20")
    nested = json.dumps([{"meta": {"words": STORY}}])
    assert articles(tmp_path, "t.json", nested, {"text": "meta.words"})[0].text == STORY
    assert reasons(tmp_path, "t.csv", table, {"text": "Body"}) == [
        ("t.csv", "Not read: there is no column 'Body'. The columns are kop, inhoud, wanneer, text.")
    ]
    assert reasons(tmp_path, "t.csv", table, {"txt": "kop"}) == [
        ("t.csv", "Not read: 'txt' is no field. The fields are title, text, date, source, url, language.")
    ]


def test_markup_in_a_cell_is_read_as_a_page(tmp_path: Path) -> None:
    cell = f"<p>{STORY}</p><figure><figcaption>Crowds on 12 June</figcaption></figure><p>{STORY}</p>"
    (article,) = articles(tmp_path, "t.json", json.dumps([{"title": "T", "content": {"rendered": cell}, "date": "2023-07-20"}]))
    assert article.text == f"{STORY}\nCrowds on 12 June\n{STORY}"
    assert [zone.kind for zone in article.zones] == ["caption"]
    assert str(article.published.span) == "2023-07-20"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("gold.json", '{"events": [{"id": "E1"}], "timexes": []}', "holds no list of articles"),
        ("t.json", "{broken", "not valid JSON"),
        ("t.json", "[" * 100_000, "nested too deeply"),
        ("t.json", "[" + "[]," * 2_000_001, "too many nested values"),
        ("t.json", "3", "holds no list of articles"),
        ("t.json", '[{"a": 1, "b": 2}]', "no column is known to hold the text. Name it with --map text=COLUMN; there are a, b."),
        ("t.csv", "a,b\n1,2\n", "no column is known to hold the text"),
        ("t.jsonl", "not json\n", "the line is not valid JSON"),
        ("t.json", '[{"text": "x"}, 3]', "no object with a text"),
        ("t.csv", 'text\n"unclosed ' + "x" * 2_100_000, "the row is broken"),
        ("t.json", '[{"text": ""}]', "no article text"),
        ("t.json", '[{"text": null, "title": "T"}]', "no article text"),
    ],
)
def test_what_is_no_table(tmp_path: Path, name: str, data: str, words: str) -> None:
    (found,) = reasons(tmp_path, name, data)
    assert words in found[1]
    assert found[1].endswith(".")


def test_many_bad_rows_are_counted(tmp_path: Path) -> None:
    good = json.dumps({"text": STORY})
    found = items(tmp_path, "t.jsonl", "\n".join(["bad"] * 50 + [good]))
    refusals = [item for item in found if isinstance(item, Refusal)]
    assert len(found) - len(refusals) == 1
    assert [refusals[0].name, refusals[-1].name] == ["t.jsonl#1", "t.jsonl#21…"]
    assert "30 more rows" in refusals[-1].reason


def test_surrogates_and_nuls_in_json(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, "t.json", r'[{"text": "a \ud800 b \u0000 c", "title": "\udfff"}]')
    assert article.text == "a \ufffd b \ufffd c"
    article.title.encode()


def test_own_export(tmp_path: Path) -> None:
    article = Article(
        "a1",
        STORY,
        "old.html",
        "T",
        "Ledger",
        "https://x.org",
        "en-US",
        Publication(Span(738000, 738001, Granularity.DAY), Basis.METADATA, "the page says so"),
        (Zone(0, 3, "caption", "caption"),),
    )
    inferred = Article("a2", "It rained.", "b.txt", published=Publication(Span(738000, 738007), Basis.INFERRED, "worked out"))
    first, second = articles(tmp_path, "t.json", json_format.dumps(Timeline((article, inferred))))
    assert (first.text, first.file, first.title, first.zones, first.published) == (
        STORY,
        "old.html",
        "T",
        article.zones,
        article.published,
    )
    assert second.published.basis is Basis.UNKNOWN
    broken = json_format.to_object(Timeline((article,))) | {"articles": [{"text": 3}, {"zones": [{"start": 5}]}]}
    assert all("timeline/1" in reason for _, reason in reasons(tmp_path, "t.json", json.dumps(broken))[1:])


def test_json_on_standard_input() -> None:
    (article,) = read(["-"], stdin=json.dumps([{"text": STORY}]).encode())
    assert isinstance(article, Article)
    assert article.text == STORY


# ---- Markdown --------------------------------------------------------------------------------------------------------


def test_front_matter() -> None:
    raw = f'---\ntitle: "T: a treaty"\npublication: Ledger\nauthor: Jane\ndate: 2023-05-18T23:00:00-04:00\ntags: [a, b]\n---\n\n# H\n\n{STORY}\n'
    made = markdown.draft(raw)
    assert (made.title, made.source, str(made.published.span)) == ("T: a treaty", "Ledger", "2023-05-18")
    assert made.published.why == "the front matter 'date:' says 2023-05-18T23:00:00-04:00"
    assert made.text == f"# H\n\n{STORY}"


@pytest.mark.parametrize(
    ("front", "title", "warned"),
    [
        ("title: T\ndate: 2023-05-18", "T", False),
        ("title: T: and: colons: [\ndate: 2023-05-18", "T: and: colons: [", True),
        ("title: T\ndate: 2023-05-18\nbomb: " + "[" * 5_000, "T", True),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: T\ndate: 2023-05-18", "T", False),
        ("title: !!python/object:os.system [x]\ndate: 2023-05-18", "x", False),
        ("title: [T, U]\ndate: 2023-05-18", "T", False),
    ],
)
def test_front_matter_never_fails(front: str, title: str, warned: bool) -> None:
    made = markdown.draft(f"---\n{front}\n---\n{STORY}")
    assert (made.title, str(made.published.span), made.text) == (title, "2023-05-18", STORY)
    assert bool(made.warnings) == warned


def test_markdown_without_front_matter() -> None:
    made = markdown.draft(f"# A treaty\n\nBy Jane Doe, 18 May 2023\n\n{STORY}")
    assert (made.title, str(made.published.span)) == ("A treaty", "2023-05-18")
    assert markdown.draft("---\nno end").text == "---\nno end"


def test_markdown_zones() -> None:
    raw = f"""# A treaty

![Two men](a.jpg)
*Two men at a table in Lima.*

{STORY} ![dot](b.png)

> [Subscribe](/s) to our newsletter

- 16 July: They [meet](/m).

**Related:** [Old story](/o)
[Next](/n) | [Home](/h)

[1]: https://x.org
"""
    made = markdown.draft(raw)
    assert [(zone.kind, made.text[zone.start : zone.end], zone.furniture) for zone in made.zones] == [
        ("heading", "# A treaty", False),
        ("caption", "![Two men](a.jpg)", True),
        ("caption", "*Two men at a table in Lima.*", True),
        ("caption", "![dot](b.png)", True),
        ("prompt", "> [Subscribe](/s) to our newsletter", True),
        ("related", "**Related:** [Old story](/o)", True),
        ("related", "[Next](/n) | [Home](/h)", True),
        ("navigation", "[1]: https://x.org", True),
    ]
