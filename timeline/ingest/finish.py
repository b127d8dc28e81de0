"""The last step of reading: a draft becomes an article, with its id and its place."""

from __future__ import annotations

import unicodedata

from timeline import limits
from timeline.ingest import outlets
from timeline.ingest.decode import clean
from timeline.ingest.draft import Draft
from timeline.model import Article, Refusal, digest

NO_TEXT = "Nothing found: there is no article text in it. Leave it out, or paste the text into a file."


def finish(draft: Draft, name: str | None, warnings: tuple[str, ...] = ()) -> Article | Refusal:
    """Make an article of a draft; its id is a digest of its normalized text and its source.

    Args:
        draft: as a reader of a format made it.
        name: the article's `file`; None for standard input.
        warnings: of the file, before those of the draft.

    >>> finish(Draft("It rained."), "a.txt").file
    'a.txt'
    """
    if not draft.text.strip():
        return Refusal(name or "-", NO_TEXT)
    if len(draft.text) > limits.MAX_TEXT_CHARS:
        return Refusal(name or "-", too_long(len(draft.text)))
    normal = " ".join(unicodedata.normalize("NFKC", draft.text).split())
    source = outlets.choose([_line(draft.source)], draft.url)
    return Article(
        id=digest(normal, source),
        text=draft.text,
        file=name,
        title=_line(draft.title),
        source=source,
        url=draft.url and _line(draft.url),
        language=draft.language,
        published=draft.published,
        zones=draft.zones,
        warnings=warnings + draft.warnings,
    )


def too_long(count: int) -> str:
    """Say in a sentence that a text is longer than any article.

    >>> too_long(3_000_000)
    'Not read: 3,000,000 characters, the limit is 2,000,000. Split it into single articles.'
    """
    return f"Not read: {count:,} characters, the limit is {limits.MAX_TEXT_CHARS:,}. Split it into single articles."


def _line(text: str) -> str:
    return " ".join(clean(text).text.split())
