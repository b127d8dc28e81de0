"""The box of a disputed event: the rival dates, whose they are, how each came about, and the ways out."""

from __future__ import annotations

from dash import html

from dashapp import texts
from dashapp.marks import Child, attributes, button
from dashapp.state import write_days
from timeline.model import Event, Timeline
from timeline.words import rivals, source_words, span_words


def led_to(event: Event, excerpt: Timeline) -> list[Child]:
    """For each rival date the words of the first source that gives it, and how they were worked out.

    Args:
        event: a disputed event.
        excerpt: its articles with their expressions.
    """
    names = {article.id: source_words(article) for article in excerpt.articles}
    out: list[Child] = []
    for span in rivals(event):
        for mention in event.mentions:
            found = excerpt.expressions.get(mention.article, ())
            if (
                mention.span
                and span.contains(mention.span)
                and mention.expression is not None
                and mention.expression < len(found)
            ):
                expression = found[mention.expression]
                why = expression.why.removeprefix(f"'{expression.text}'").lstrip(": ")
                words = f"“{' '.join(expression.text.split())}”"
                out.append(html.P([html.B(f"{names[mention.article]}: "), f"{words}: {why}" if why else words]))
                break
    return out


def _ways_out(event: Event, *, editable: bool) -> html.Div:
    """What a person may decide: one of the dates, or that the sources speak of two events."""
    spans = rivals(event)
    if not editable or not spans:
        return html.Div(hidden=True)
    keep = [
        button(texts.KEEP.format(span_words(span, weekday=False)), "keep", write_days((span.start, span.end))) for span in spans
    ]
    return html.Div([*keep, button(texts.SPLIT, "split", str(spans[-1]))], className="do")


def box(event: Event, excerpt: Timeline, *, editable: bool) -> html.Section:
    """The rival dates side by side, what led to each, and what a person may decide.

    Args:
        event: a disputed event.
        excerpt: its articles with their expressions.
        editable: whether changes by hand can be made.
    """
    names = {article.id: source_words(article) for article in excerpt.articles}
    sides: list[Child] = []
    for span in rivals(event):
        backing = dict.fromkeys(key for claim in event.claims if span.contains(claim.span) for key in claim.articles)
        if sides:
            sides.append(html.Span("≠", className="neq", role="img", **attributes(aria_label=texts.DIFFERS)))
        sides.append(html.P([html.B(span_words(span)), *(html.Span(names.get(key, key)) for key in backing)]))
    chain = [html.P(sentence) for sentence in event.chain] or led_to(event, excerpt)
    shape = "sides" if len(sides) <= 3 else "sides sides--many"
    return html.Section(
        [html.Div(sides, className=shape), html.Div(chain, className="chain"), _ways_out(event, editable=editable)],
        className="dispute",
        **attributes(aria_label=texts.DISPUTE),
    )
