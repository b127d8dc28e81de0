"""What a page says of itself: title, outlet, address, language, and its date of publication with the evidence for it."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline import limits
from timeline.ingest import heads, outlets
from timeline.ingest.blocks import Element, Line, times_of
from timeline.ingest.evidence import Candidate
from timeline.ingest.structure import names
from timeline.model import Basis

MAX_NODES = 20_000  # of a page's JSON-LD
MAX_JSON_CHARS = 2_000_000
CHANGE_CHARS = 120
HEAD_LINES = 40  # how far down a <time> may belong to the byline
META_DATES = (
    "article:published_time og:published_time og:article:published_time datepublished article.published published_time "
    "publish-date publishdate publish_date pubdate parsely-pub-date sailthru.date dc.date.issued dcterms.issued dcterms.created "
    "dc.date.created dc.date dcterms.date cxenseparse:recs:publishtime published-date publication_date citation_publication_date "
    "article_date_original originalpublicationdate bt:pubdate date"
).split()
_FRONT = re.compile(r"(?:https?://[^/]+)?/?(?:\./|index\.html?)?")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Story)$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head of a page states."""

    title: str
    source: str
    url: str | None
    language: str | None
    dates: tuple[Candidate, ...]


def read(root: Element) -> Metadata:
    """Return what the head of a page states: JSON-LD first, then meta elements.

    Args:
        root: the page.
    """
    meta, node = _metas(root), _article_node(root)
    whole = next((_text(element) for element in root.iter("title")), "")
    title = meta.get("og:title") or _string(node.get("headline")) or _headline(root, whole)
    url = next((link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    url = url or meta.get("og:url") or _string(node.get("url"))
    named = (meta.get("og:site_name"), _name(node.get("publisher")), meta.get("application-name"), meta.get("dc.publisher"))
    source = outlets.choose([*named, outlets.behind(whole, title), _site(root), meta.get("twitter:site")])
    language = root.get("lang") or _string(node.get("inLanguage")) or meta.get("og:locale") or meta.get("content-language")
    dates = [Candidate("the page's JSON-LD (datePublished)", _string(node.get("datePublished")))]
    dates += [Candidate(f"the page's metadata ({name})", meta[name]) for name in META_DATES if name in meta]
    is_web = bool(url) and str(url).startswith(("http://", "https://"))
    stated = tuple(date for date in dates if date.value)
    return Metadata(_without_site(title, source), source, url if is_web else None, language or None, stated)


def _headline(root: Element, whole: str) -> str:
    """The first heading that the page's title repeats and that is not the site's own name, else the first, else the title."""
    headings = [(heading, text) for heading in root.iter("h1", "h2") if (text := _text(heading))]
    own = [text for heading, text in headings if whole.startswith(text) or whole.endswith(text) if not _names_site(heading)]
    first = next((text for heading, text in headings if heading.tag == "h1"), "")
    return next(iter(own), first or whole)


def _names_site(heading: Element) -> bool:
    """Whether a heading is the name of the site: it leads to the front page."""
    links = [link.get("href") or "" for link in (*heading.iter("a"), *heading.iterancestors("a"))]
    return any(_FRONT.fullmatch(link) for link in links)


def _site(root: Element) -> str:
    """The heading that names the site."""
    return next((_text(heading) for heading in root.iter("h1", "h2") if _names_site(heading)), "")


def _metas(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name, content[:2_000])
    return found


def _text(element: Element) -> str:
    return " ".join(element.text_content().split())


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _without_site(title: str, source: str) -> str:
    """'Headline | The Ledger' is the headline."""
    head, bar, tail = title.rpartition(" | ") if " | " in title else title.rpartition(" - ")
    return head.strip() if bar and source and tail.strip().casefold() == source.casefold() else title


def _article_node(root: Element) -> Mapping[str, Any]:
    """The article's own entry in the JSON-LD: the one with the page's headline, else the first article, else a dated page."""
    nodes = [node for script in root.iter("script") for node in _nodes(script)]
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in _types(node))]
    heading = {_text(h).casefold() for h in root.iter("h1")}
    same = [node for node in articles if _string(node.get("headline")).casefold() in heading]
    dated = [node for node in nodes if isinstance(node.get("datePublished"), str) and "WebPage" in _types(node)]
    return next(iter([*same, *articles, *dated]), {})


def _types(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _nodes(script: Element) -> Iterator[Mapping[str, Any]]:
    text = script.text or ""
    if "ld+json" not in (script.get("type") or "").lower() or len(text) > MAX_JSON_CHARS:
        return
    try:
        queue: deque[Any] = deque([json.loads(text, strict=False)])
    except (ValueError, RecursionError):
        return
    for _ in range(MAX_NODES):
        if not queue:
            return
        item = queue.popleft()
        if isinstance(item, dict):
            yield item
        queue.extend(item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())


def times(lines: Sequence[Line], dim: set[int]) -> Iterator[Candidate]:
    """Yield the dates that the byline shows: <time> elements and dates in words near the top, outside of furniture.

    Args:
        lines: of the page.
        dim: offsets at which furniture begins.
    """
    for line in [line for line in lines if line.start not in dim][:HEAD_LINES]:
        for element in times_of(line.element):
            label = " ".join([*names(element), *names(element.getparent())])
            if not _speaks_of_update(label) and not _speaks_of_update(_before(line.text, _text(element))):
                yield Candidate("the byline", element.get("datetime") or _text(element), Basis.STATED)


def _before(line: str, words: str) -> str:
    """What stands in the line before the words, from the last separator on."""
    return re.split(r"[|·•–—]", line[: max(0, line.find(words))])[-1]


def _speaks_of_update(text: str) -> bool:
    return bool(heads.updated().search(text.replace("_", " ")))


def article_part(root: Element, dim: Sequence[Element]) -> Element:
    """Take out of a page what cannot date its article: furniture, metadata, and words about a later change."""
    changed = [
        e for e in root.iter("p", "div", "span", "time", "li") if len(text := _text(e)) < CHANGE_CHARS and _speaks_of_update(text)
    ]
    for element in [*dim, *changed, *root.iter("meta", "script", "style", "link")]:
        if element.getparent() is not None and element.tag != "body":
            element.drop_tree()
    return root


def guess(root: Element) -> Candidate | None:
    """Return the date that htmldate finds in a page, the last resort."""
    import htmldate  # noqa: PLC0415  (slow to import)

    low, high = limits.HORIZON_YEARS
    first, last = f"{low}-01-01", f"{high}-01-01"  # the bounds of its own come from the clock
    try:
        found = htmldate.find_date(root, original_date=True, extensive_search=False, min_date=first, max_date=last)
    except Exception:  # noqa: BLE001  (it raises what its parts raise; then there is no date)
        return None
    return Candidate("the page, found by htmldate,", found) if found else None
