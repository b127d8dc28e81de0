"""A picture as SVG: what the dashboard shows and the page for reports carries, without plotly's script.

A picture (`timeline.chart.picture`) says where everything stands, in pixels; here its traces and shapes become elements.  Colors
are CSS variables, so that one drawing serves light and dark, or plain values for a file that stands alone.  All text is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape, unescape
from typing import Any

from timeline.chart.frame import Picture
from timeline.chart.symbols import outline
from timeline.chart.theme import SANS, TOKENS

_VARIABLES = {color: f"var(--tl-{name})" for name, color in TOKENS["light"].items()}
_ANCHORS = {"middle right": "", "middle center": ' text-anchor="middle"', "middle left": ' text-anchor="end"'}
_HALO = 'stroke-width="2.5" stroke-opacity=".8" stroke-linejoin="round" paint-order="stroke"'

Paint = Callable[[str], str]


def to_svg(picture: Picture, *, link: Callable[[str], str] | None = None, variables: bool = True) -> str:
    """Write a picture as an SVG element.

    Args:
        picture: traces and layout, in the light scheme where colors become variables.
        link: gives the address to which an event's mark leads, by its id; without it, marks carry the id as `data-event`.
        variables: whether colors are the CSS variables of the page (``--tl-ink`` and so on) instead of values.

    >>> from timeline.chart import picture
    >>> from timeline.model import Timeline
    >>> to_svg(picture(Timeline()))[:4]
    '<svg'
    """
    layout = picture["layout"]
    left, right = layout["xaxis"]["range"]
    width, height = right - left, layout["height"]
    paint: Paint = (lambda color: _VARIABLES.get(color, color)) if variables else str
    shapes = layout.get("shapes", ())
    parts = [
        f'<rect x="{_n(left)}" width="{_n(width)}" height="{_n(height)}" fill="{paint(layout["paper_bgcolor"])}"/>',
        *(_shape(shape, paint) for shape in shapes if shape.get("layer") == "below"),
        *(part for trace in picture["data"] for part in _trace(trace, paint)),
        *(_shape(shape, paint) for shape in shapes if shape.get("layer") != "below"),
        *(_annotation(note, paint) for note in layout.get("annotations", ())),
        *(_touch(trace, link) for trace in picture["data"] if "reach" in trace.get("meta", ())),
    ]
    box = f'viewBox="{_n(left)} 0 {_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}"'
    font = f'font-family="{escape(SANS)}" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {font}>{"".join(parts)}</svg>'


def _n(number: float) -> str:
    return f"{round(number, 1):g}"


def _text(text: str) -> str:
    """Text as SVG, from text that was made safe for plotly; what XML forbids becomes a sign that says so."""
    clean = "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in unescape(text))
    return escape(clean.encode("utf-8", "replace").decode("utf-8"))


# ---- traces -----------------------------------------------------------------------------------------------------------


def _trace(trace: Mapping[str, Any], paint: Paint) -> Iterator[str]:
    if "reach" in trace.get("meta", ()):
        return
    match trace["type"], trace.get("mode"):
        case "bar", _:
            yield _bars(trace, paint)
        case _, "lines":
            yield _lines(trace, paint)
        case _, "markers":
            yield _markers(trace, paint)
        case _, "text":
            yield _words(trace, paint)


def _lines(trace: Mapping[str, Any], paint: Paint) -> str:
    line, points, pen = trace["line"], [], "M"
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if x is None:
            pen = "M"
        else:
            points.append(f"{pen}{_n(x)},{_n(y)}")
            pen = "L"
    dash = f' stroke-dasharray="{escape(line["dash"].replace("px", ""))}"' if "dash" in line else ""
    pale = f' opacity="{trace["opacity"]:g}"' if trace.get("opacity", 1) != 1 else ""
    return (
        f'<path d="{"".join(points)}" fill="none" stroke="{paint(line["color"])}" stroke-width="{line["width"]:g}"{dash}{pale}/>'
    )


def _markers(trace: Mapping[str, Any], paint: Paint) -> str:
    marker = trace["marker"]
    shape, color, line = outline(marker["symbol"], marker["size"]), paint(marker["color"]), marker.get("line", {})
    points = "".join(f"M{_n(x)},{_n(y)}{shape}" for x, y in zip(trace["x"], trace["y"], strict=True))
    if marker["symbol"].endswith("-open"):
        return f'<path d="{points}" fill="none" stroke="{color}" stroke-width="{line["width"]:g}"/>'
    edge = f' stroke="{paint(line["color"])}" stroke-width="{line["width"]:g}"' if line.get("width") else ""
    return f'<path d="{points}" fill="{color}"{edge}/>'


def _words(trace: Mapping[str, Any], paint: Paint) -> str:
    font, positions = trace["textfont"], trace["textposition"]
    size = font.get("size", 12)
    weight = f' font-weight="{font["weight"]}"' if "weight" in font else ""
    halo = ""
    if "shadow" in font:
        halo = f' stroke="{paint(TOKENS["light"]["surface"])}" {_HALO}'
    texts = "".join(
        # Not "dominant-baseline", which programs other than browsers ignore.
        f'<text x="{_n(x)}" y="{_n(y + 0.35 * size)}"{_ANCHORS[position]}>{_text(text)}</text>'
        for x, y, text, position in zip(trace["x"], trace["y"], trace["text"], positions, strict=True)
    )
    return f'<g fill="{paint(font["color"])}" font-size="{size:g}"{weight}{halo}>{texts}</g>'


def _bars(trace: Mapping[str, Any], paint: Paint) -> str:
    marker, bases = trace["marker"], trace["base"]
    feet: Iterable[float] = bases if isinstance(bases, list) else [bases] * len(trace["x"])
    columns = zip(trace["x"], trace["width"], trace["y"], feet, strict=True)
    d = "".join(f"M{_n(x)},{_n(foot)}v{_n(up)}h{_n(wide)}v{_n(-up)}z" for x, wide, up, foot in columns)
    return f'<path d="{d}" fill="{paint(marker["color"])}" opacity="{marker["opacity"]:g}"/>'


# ---- shapes, notes, and what can be pointed at ---------------------------------------------------------------------------


def _shape(shape: Mapping[str, Any], paint: Paint) -> str:
    fill = paint(shape["fillcolor"]) if "fillcolor" in shape else "none"
    line = shape["line"]
    edge = f' stroke="{paint(line["color"])}" stroke-width="{line["width"]:g}"' if line.get("width") else ""
    pale = f' opacity="{shape["opacity"]:g}"' if "opacity" in shape else ""
    if shape["type"] == "path":
        return f'<path d="{shape["path"]}" fill="{fill}"{edge}{pale}/>'
    x, y, wide, high = shape["x0"], shape["y0"], shape["x1"] - shape["x0"], shape["y1"] - shape["y0"]
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}" fill="{fill}"{edge}{pale}/>'


def _annotation(note: Mapping[str, Any], paint: Paint) -> str:
    """A text that is written upwards and ends at its y."""
    font = note["font"]
    turn = f'transform="translate({_n(note["x"])},{_n(note["y"])}) rotate(-90)"'
    look = f'font-size="{font["size"]:g}" fill="{paint(font["color"])}" text-anchor="end"'
    return f'<text {turn} y="{0.35 * font["size"]:.1f}" {look}>{_text(note["text"])}</text>'


def _touch(trace: Mapping[str, Any], link: Callable[[str], str] | None) -> str:
    parts = []
    for x0, x1, y0, y1, index in trace["meta"]["reach"]:
        ident, words = trace["customdata"][index], trace["text"][index].replace("<b>", "").replace("</b><br>", "\n")
        place = f'x="{_n(x0)}" y="{_n(y0)}" width="{_n(x1 - x0)}" height="{_n(y1 - y0)}"'
        name = f' data-event="{_text(ident)}"' if link is None else ""
        rect = f"<rect {place}{name}><title>{_text(words)}</title></rect>"
        parts.append(rect if link is None else f'<a href="{_text(link(ident))}" tabindex="-1">{rect}</a>')
    return f'<g class="touch" fill="none" pointer-events="all">{"".join(parts)}</g>'
