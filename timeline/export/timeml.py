"""Texts with their time expressions as TimeML 1.2.1 documents, which annotation tools and scorers read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from timeline.model import Expression

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">
<DOCID>{id}</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="{day}" temporalFunction="false" functionInDocument="CREATION_TIME">{day}</TIMEX3></DCT>
<TEXT>
"""


def document(text: str, expressions: Iterable[Expression], published: date, name: str = "text") -> str:
    """Write a text with inline TIMEX3 tags.

    Args:
        text: the words.
        expressions: found in it, in order, not overlapping.
        published: the document creation time.
        name: the document's id.

    >>> print(document("a < b", (), date(2023, 7, 23)).splitlines()[5])
    a &lt; b
    """
    out, at = [_HEAD.format(id=escape(name), day=published.isoformat())], 0
    for number, expression in enumerate(expressions, 1):
        out += [
            _xml(text[at : expression.start]),
            _tag(expression, number),
            _xml(text[expression.start : expression.end]),
            "</TIMEX3>",
        ]
        at = expression.end
    return "".join(out) + _xml(text[at:]) + "\n</TEXT>\n</TimeML>\n"


def _tag(expression: Expression, number: int) -> str:
    mod = f" mod={quoteattr(expression.mod)}" if expression.mod else ""
    return f'<TIMEX3 tid="t{number}" type="{expression.type}" value={quoteattr(expression.value or "")}{mod}>'


def _xml(text: str) -> str:
    """Escaped, without the characters that XML 1.0 does not allow."""
    return escape(_NOT_XML.sub("", text))
