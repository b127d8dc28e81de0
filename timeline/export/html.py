"""A timeline as one HTML page that stands alone: for reports, frames and e-mail.

The page needs no network, no other file and no script: its pictures are SVG, and links lead from a mark to the evidence.
It works in `<iframe sandbox>` and says with its content security policy that nothing may run.  All text of articles is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from timeline.chart import TOKENS, describe, extent, picture
from timeline.chart.svg import to_svg
from timeline.chart.theme import SANS, SERIF
from timeline.model import FAMILIES, Article, Event, Expression, Mention, Modality, Salience, Timeline
from timeline.words import (
    count,
    event_date_words,
    language,
    listed,
    published_words,
    say,
    source_words,
    span_words,
    status_words,
    table,
    window_words,
)

WIDTHS = (330.0, 560.0, 720.0, 860.0, 980.0, 1080.0)
"""Widths in pixels for which the page holds a picture; the widest that fits is shown, enlarged to the page."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""The page's content security policy: no script runs, and nothing is loaded."""
_CLAUSE = re.compile(r"\{\{(\w+)\}\}")


def to_html(timeline: Timeline, *, title: str = "Timeline") -> str:
    """Return a page that needs nothing but itself: picture, table, every source's sentence, and how each date was worked out.

    Its own words are in the language that is spoken (`timeline.words.speaking`); quotes are in that of their article.

    Args:
        timeline: what to show.
        title: the page's title and heading.

    >>> page = to_html(Timeline(), title="Flood & fire")
    >>> "<h1>Flood &amp; fire</h1>" in page, "http-equiv" in page
    (True, True)
    """
    bounds = extent(timeline.events)
    parts = {
        "lang": language(),
        "title": _text(title),
        "policy": POLICY,
        "tokens": tokens_css(),
        "css": f"{_part('report.css')}\n{_one_picture_css()}",
        "lead": escape(_lead(timeline, bounds)),
        "description": _text(_described(timeline)),
        "table": _table(timeline),
        "evidence": _evidence(timeline),
        "articles": _articles(timeline),
        "footer": escape(say("export.footer")),
        "pictures": _pictures(timeline),
    }
    parts |= {f"say_{name}": escape(words) for name, words in table("export").items() if isinstance(words, str)}
    parts |= {f"key_{kind}": escape(words) for kind, words in table("page.key")} | {"key_strip": escape(table("page.key_strip"))}
    # One pass, so that a "{{…}}" inside an article stays what it is.
    return _CLAUSE.sub(lambda found: parts[found[1]], _part("report.html"))


@cache
def _part(name: str) -> str:
    return files("timeline.export").joinpath(name).read_text(encoding="utf-8")


def tokens_css() -> str:
    """Return the design's colors and fonts as CSS custom properties, light by default and dark where the system asks.

    >>> tokens_css().splitlines()[0]
    ':root { color-scheme: light dark;'
    """
    light, dark = (" ".join(f"--tl-{name}: {value};" for name, value in TOKENS[scheme].items()) for scheme in ("light", "dark"))
    fonts = f"--tl-sans: {SANS}; --tl-serif: {SERIF};"
    night = f"@media screen and (prefers-color-scheme: dark) {{ :root {{\n{dark} }} }}"  # paper is white
    return f":root {{ color-scheme: light dark;\n{light}\n{fonts} }}\n{night}"


def _pictures(timeline: Timeline) -> str:
    """The picture for each width, of which the style sheet shows one."""
    shown = _in_table(timeline)
    made = []
    for width in WIDTHS:
        labels: Literal["numbers", "titles"] = "numbers" if width < 500 else "titles"
        drawn = picture(timeline, shown=shown, width=width, labels=labels)
        made.append(f'<div class="at-{width:.0f}">{to_svg(drawn, link=lambda event: f"#e-{event}")}</div>')
    return "".join(made)


def _one_picture_css() -> str:
    """Rules that show the widest picture for which there is room, without a script that would have to measure it."""
    every = ", ".join(f"#chart .at-{width:.0f}" for width in WIDTHS[1:])
    rules = [f"{every} {{ display: none; }}"]
    for before, width in pairwise(WIDTHS):
        rules.append(f"@container (min-width: {width:.0f}px) {{ .at-{before:.0f} {{ display: none !important; }} }}")
        rules.append(f"@container (min-width: {width:.0f}px) {{ #chart .at-{width:.0f} {{ display: block; }} }}")
    return "\n".join(rules)


def _described(timeline: Timeline) -> str:
    return describe(timeline.events).replace(table("chart.same_in_list"), table("export.table_below"))


def _in_table(timeline: Timeline) -> list[Event]:
    """The events in the order of the table, the undated ones last."""
    return [e for e in timeline.events if e.span] + [e for e in timeline.events if not e.span]


def _lead(timeline: Timeline, bounds: tuple[int, int]) -> str:
    dated = sum(1 for event in timeline.events if event.span)
    copies = sum(1 for article in timeline.articles if article.near_duplicate_of)
    retold = say("export.lead_retells" if copies == 1 else "export.lead_retell", copies) if copies else ""
    when = f"{window_words(*bounds)}. " if dated else ""
    undated = say("export.lead_undated", len(timeline.events) - dated) if dated < len(timeline.events) else ""
    articles = say("export.lead_from", count(len(timeline.articles), "article"))
    return f"{when}{count(len(timeline.events), 'event')}{undated}{articles}{retold}."


# ---- table -------------------------------------------------------------------------------------------------------------


def _table(timeline: Timeline) -> str:
    by_id = {article.id: article for article in timeline.articles}
    head = "".join(f'<th scope="col">{name}</th>' for name in table("export.columns"))
    rows = "".join(_row(number, event, timeline, by_id) for number, event in enumerate(_in_table(timeline), start=1))
    if not rows:
        return _quiet("export.no_events")
    caption = f'<caption class="sr">{escape(say("export.caption"))}</caption>'
    return f'<div class="tablewrap"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(number: int, event: Event, timeline: Timeline, by_id: Mapping[str, Article]) -> str:
    said = status_words(event, timeline)
    minor = "" if event.salience is Salience.CORE else ' class="minor"'
    badge = f'<span class="st st--{said.kind}"><i aria-hidden="true">{said.sign}</i>{escape(said.word)}</span>'
    return (
        f'<tr{minor}><td class="i">{number}</td><th scope="row">{escape(event_date_words(event))}</th>'
        f'<td class="what">{_mark(event)}<a href="#e-{_text(event.id)}"{_lang(event, by_id)}>{_text(event.title)}</a>'
        f'<span class="by">{_text(_tellers(event, by_id))}</span></td><td class="status-cell">{badge}</td></tr>\n'
    )


def _mark(event: Event) -> str:
    family = event.family if event.family in FAMILIES else "none"
    hollow = "" if event.modality is Modality.ASSERTED else " mark--hollow"
    return f'<i class="mark mark--{family}{hollow}" aria-hidden="true"></i>'


def _lang(event: Event, by_id: Mapping[str, Article]) -> str:
    article = next((by_id[m.article] for m in event.mentions if m.article in by_id), None)
    return f' lang="{_text(article.language)}"' if article and article.language else ""


def _tellers(event: Event, by_id: Mapping[str, Article]) -> str:
    names = list(dict.fromkeys(source_words(by_id[m.article]) for m in event.mentions if m.article in by_id))
    return listed(names) if len(names) <= 4 else say("export.more_sources", ", ".join(names[:3]), len(names) - 3)


def _text(text: str) -> str:
    """Text of an article for HTML, without the control characters that HTML forbids."""
    return escape("".join(c if c.isprintable() or c in "\n\t" else " " for c in text))


# ---- evidence ----------------------------------------------------------------------------------------------------------


def _evidence(timeline: Timeline) -> str:
    by_id = {article.id: article for article in timeline.articles}
    return "\n".join(_event(event, timeline, by_id) for event in _in_table(timeline)) or _quiet("export.nothing")


def _event(event: Event, timeline: Timeline, by_id: Mapping[str, Article]) -> str:
    said = status_words(event, timeline)
    chain = f'<p class="chain">{_text(" ".join(event.chain))}</p>' if event.chain else ""
    quotes = "".join(
        _quote(mention, by_id[mention.article], timeline.expressions.get(mention.article, ()))
        for mention in event.mentions
        if mention.article in by_id
    )
    title = f"<h3>{_mark(event)}<span{_lang(event, by_id)}>{_text(event.title)}</span></h3>"
    date = f'<p class="said">{escape(event_date_words(event))}</p><p class="status">{_text(said.sentence)}</p>'
    return f'<article id="e-{_text(event.id)}" tabindex="-1">{title}{date}{chain}{quotes}{_reasons(event)}</article>'


def _reasons(event: Event) -> str:
    items = "".join(f"<li>{_text(reason)}</li>" for reason in event.why)
    return f"<details><summary>{escape(say('export.reasons'))}</summary><ul>{items}</ul></details>" if items else ""


def _quote(mention: Mention, article: Article, expressions: Sequence[Expression]) -> str:
    index = mention.expression
    expression = expressions[index] if index is not None and index < len(expressions) else None
    body = "".join(
        f'<mark class="{" ".join(kinds)}">{_text(part)}</mark>' if kinds else _text(part)
        for part, kinds in quote_parts(article.text, mention, expression)
    )
    lang = f' lang="{_text(article.language)}"' if article.language else ""
    how = f'<p class="how"><b>“{_text(expression.text)}”</b> {_text(_why(expression))}</p>' if expression else ""
    by = f'<p class="by"><b>{_text(source_words(article))}</b>, {_text(published_words(article))}</p>'
    return f'<div class="src"><blockquote{lang}>{body}</blockquote>{by}{how}</div>'


def _why(expression: Expression) -> str:
    why = expression.why.removeprefix(f"'{expression.text}'").removeprefix(f"“{expression.text}”").removeprefix(":").strip()
    return why or (say("export.means", span_words(expression.span)) if expression.span else say("export.no_date"))


def quote_parts(text: str, mention: Mention, expression: Expression | None) -> list[tuple[str, tuple[str, ...]]]:
    """Cut the sentence of a mention into parts, each with what it says: "what" for the trigger, "when" for the date.

    Args:
        text: the article's text.
        mention: where sentence and trigger stand.
        expression: what dates it, marked where it touches the sentence.

    >>> quote_parts("They met on Monday.", Mention("m", "a", 5, 8, "met", 0, 19, "meeting", "meet"), None)
    [('They ', ()), ('met', ('what',)), (' on Monday.', ())]
    """
    start, end = mention.quote_start, mention.quote_end
    ranges = [("what", mention.start, mention.end)]
    if expression:
        ranges.insert(0, ("when", expression.start, expression.end))
    inside = [(kind, max(a, start), min(b, end)) for kind, a, b in ranges if a < end and b > start]
    cuts = sorted({start, end, *(cut for _, a, b in inside for cut in (a, b))})
    return [(text[a:b], tuple(kind for kind, x, y in inside if x <= a and b <= y)) for a, b in pairwise(cuts)]


def _articles(timeline: Timeline) -> str:
    by_id = {article.id: article for article in timeline.articles}
    items = []
    for article in timeline.articles:
        copy, url = by_id.get(article.near_duplicate_of or ""), article.url or ""
        retells = f", {say('export.retells', source_words(copy))}" if copy else ""
        name = f"<b>{_text(source_words(article))}</b>"
        title = f', <span lang="{_text(article.language)}">{_text(article.title)}</span>' if article.title else ""
        link = f', <a href="{escape(url)}" rel="noopener noreferrer">{escape(say("export.original"))}</a>' if _is_web(url) else ""
        items.append(f"<li>{name}{title}, {_text(published_words(article))}{_text(retells)}{link}</li>")
    return f'<ul class="articles">{"".join(items)}</ul>' if items else _quiet("export.no_articles")


def _quiet(key: str) -> str:
    return f'<p class="quiet">{escape(say(key))}</p>'


def _is_web(url: str) -> bool:
    return re.fullmatch(r"https?://[^\s\"'<>]+", url, re.IGNORECASE) is not None
