"""The article as it came: every expression and event marked, their readings in the margin, page remains dim with the reason."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dash import Dash, Input, Output, html

from dashapp import texts
from dashapp.index import Index
from dashapp.marks import Child, Stretch, attributes, badge, button, event_link, family_mark, gap, marked
from dashapp.source import Source
from dashapp.state import Selection
from timeline.model import Article, Event, Expression, Mention, Status, Zone
from timeline.text import paragraphs
from timeline.words import event_date_words, published_words, source_words, span_words

MAX_WORDS = 40
"""Characters of an expression that the margin repeats; the text beside it has them all."""


def page(index: Index, article: Article, mention: str = "", event: str = "", *, editable: bool = False) -> list[Child]:
    """The article's page.

    Args:
        index: the timeline.
        article: the article to show.
        mention: id of the mention at which it was opened, or "".
        event: id of the selected event, or "".
        editable: whether its date can be corrected.
    """
    told = sorted(
        ((other, each) for other in index.events_of.get(article.id, ()) for each in other.mentions if each.article == article.id),
        key=_mentioned,
    )
    found = index.timeline.expressions.get(article.id, ())
    original = index.articles.get(article.near_duplicate_of or "")
    file = article.file.rsplit("/", 1)[-1] if article.file else ""
    facts = [part for part in (source_words(article), file, _language(article.language)) if part]
    return [
        html.Div(
            [
                button(texts.BACK if event else texts.BACK_TO_CHART, "back", kind="btn btn--bare"),
                gap(),
                button(texts.MARKS_ON, "marks", kind="btn btn--bare toggle", **attributes(aria_pressed="true")),
                button(texts.HIDE_FURNITURE, "remains", kind="btn btn--bare toggle", **attributes(aria_pressed="false")),
            ],
            className="line way-back",
        ),
        html.Header(
            [
                html.P(" · ".join(dict.fromkeys(facts)), className="quiet"),
                html.H2(article.title or file, id="article-title", tabIndex="-1"),
            ]
        ),
        _basis(article, original, editable=editable),
        *(_paragraph(index, article, spans, told, mention) for spans in _blocks(article, found)),
    ]


def _language(code: str) -> str:
    return str(texts.ARTICLE_LANGUAGES.get(code.partition("-")[0].lower(), code))


def _blocks(article: Article, found: Sequence[Expression]) -> list[list[tuple[int, int]]]:
    """The paragraphs of the article, neighbors left out for the same reason together: they are often single words."""
    blocks: list[list[tuple[int, int]]] = []
    last = ""
    for start, end in paragraphs(article.text):
        zone = _zone(article, start, end)
        dated = bisect_left(found, end, key=_start) > bisect_left(found, start, key=_start)
        reason = _reason(zone) if zone and zone.furniture and not dated else ""
        if reason and reason == last:
            blocks[-1].append((start, end))
        else:
            blocks.append([(start, end)])
        last = reason
    return blocks


def _reason(zone: Zone) -> str:
    return f"{zone.kind or texts.FURNITURE}{': ' + zone.reason if zone.reason else ''}"


def _basis(article: Article, original: Article | None, *, editable: bool) -> html.Div:
    words = published_words(article)
    said: list[Child] = [html.B(words[:1].upper() + words[1:]), f". {_sentence(article.published.why)}"]
    if original:
        said.append(html.Span(f" {texts.RETELLS.format(source_words(original))}", className="quiet"))
    said += [html.Span(f" {warning}", className="quiet") for warning in article.warnings]
    correct = [button(texts.CORRECT, "correct")] if editable else []
    return html.Div([html.Span(said), *correct], className="basis")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") or not text else ".")


def _paragraph(
    index: Index, article: Article, spans: list[tuple[int, int]], told: list[tuple[Event, Mention]], focus: str
) -> html.Div:
    start, end = spans[0][0], spans[-1][1]
    found = index.timeline.expressions.get(article.id, ())
    expressions = found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]
    mentions = told[bisect_left(told, start, key=_mentioned) : bisect_left(told, end, key=_mentioned)]
    zone = _zone(article, *spans[0])
    stretches = [Stretch(e.start, e.end, "when") for e in expressions]
    stretches += [Stretch(m.start, m.end, "what") for _, m in mentions]
    stretches += [Stretch(m.start, m.end, "focus") for _, m in mentions if m.id == focus]
    side = [_note(_reason(zone), expressions)] if zone and zone.furniture else _side(found, expressions, mentions, focus)
    here = any(m.id == focus for _, m in mentions)
    return html.Div(
        [
            html.Div([html.P(marked(article.text, *span, stretches), lang=article.language) for span in spans], className="t"),
            html.Ul(side, className="side") if side else html.Div(className="side"),
        ],
        className="para dim" if zone and zone.furniture else "para",
        **(attributes(data_focus="true") if here else {}),
    )


def _start(expression: Expression) -> int:
    return expression.start


def _mentioned(told: tuple[Event, Mention]) -> int:
    return told[1].start


def _zone(article: Article, start: int, end: int) -> Zone | None:
    """The zone that covers most of a paragraph, if one does."""
    covering = [zone for zone in article.zones if min(zone.end, end) - max(zone.start, start) > (end - start) / 2]
    return covering[0] if covering else None


def _note(words: str, expressions: Sequence[Expression]) -> html.Li:
    tail = f"; {texts.FURNITURE_DATE}" if expressions else ""
    return html.Li([html.Span(), html.Span(words + tail)])


def _side(
    found: Sequence[Expression], expressions: Sequence[Expression], mentions: list[tuple[Event, Mention]], focus: str
) -> list[Child]:
    """The margin: every event told in the paragraph with the date that it is given here, then the dates that date no event."""
    lines: dict[tuple[str, str], Child] = {}  # two mentions of one event with one reading are one line
    used: set[int] = set()
    for event, mention in mentions:
        expression = found[mention.expression] if mention.expression is not None and mention.expression < len(found) else None
        if expression:
            used.add(expression.start)
        reading = _reading(expression) if expression else event_date_words(event, marked=False)
        disputed = [" ", badge(event)] if event.status is Status.DISPUTED else []
        words: list[Child] = [reading, *disputed, html.Br(), event_link(event)]
        here = mention.id == focus
        if here or (event.id, reading) not in lines:
            lines[event.id, reading] = html.Li([family_mark(event), html.Span(words)], className="here" if here else "")
    rest = (expression for expression in expressions if expression.start not in used)
    return [*lines.values(), *(html.Li([html.Span(), html.Span(_reading(e), title=e.why)]) for e in rest)]


def _reading(expression: Expression) -> str:
    """What an expression was read as: "Friday: 28 July 2023"."""
    words = " ".join(expression.text.split())
    short = words if len(words) <= MAX_WORDS else f"{words[:MAX_WORDS].rsplit(' ', 1)[0]} …"
    if expression.span is None:
        return f"{short}: {texts.NO_DAY if expression.type in {'DATE', 'TIME'} else texts.LENGTH}"
    read = span_words(expression.span)
    return read if read == words else f"{short}: {span_words(expression.span, weekday=False)}"


def register(app: Dash, source: Source) -> None:
    """Show the open article over the chart."""

    @app.callback(
        Output("article", "children"),
        Output("art", "hidden"),
        Output("work", "hidden"),
        Input("selected", "data"),
        Input("version", "data"),
    )
    def show(selected: object, _version: object) -> tuple[list[Child], bool, bool]:
        """Show the article that is open, or nothing."""
        index, chosen = source.index(), Selection.parse(selected)
        if not chosen.article:
            return [], True, len(index) == 0
        article = index.articles.get(chosen.article)
        if article is None:
            back = button(texts.BACK_TO_CHART, "back", kind="btn btn--bare")
            return [html.Div(back, className="line"), html.P(texts.ARTICLE_GONE)], False, True
        return page(index, article, chosen.mention, chosen.event, editable=source.editable), False, True
