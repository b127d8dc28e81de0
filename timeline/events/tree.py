"""A parsed sentence as plain Python objects: read many times over, they cost a third of what spaCy's own tokens cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


class Word:
    """A word of a parsed sentence; it fits `timeline.events.context.Token`.

    Args:
        doc: the sentence.
        i: position in the sentence.
        idx: offset in the sentence.
        forms: text, lower_, lemma_, pos_, tag_ and dep_ as spaCy has them, and the blank after it or "".
    """

    __slots__ = ("below", "dep_", "doc", "head", "i", "idx", "lemma_", "lower_", "pos_", "tag_", "text", "whitespace_")

    def __init__(self, doc: Tree, i: int, idx: int, forms: tuple[str, str, str, str, str, str, str]) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_, self.whitespace_ = forms
        self.head: Word = self
        self.below: list[Word] = []

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def hang(self, head: Word) -> None:
        """Make the word depend on another one; to be called once, from the first word of the sentence to the last."""
        self.head = head
        if head is not self:
            head.below.append(self)

    @property
    def children(self) -> Iterator[Word]:
        """The words that depend on it, in order."""
        return iter(self.below)

    @property
    def subtree(self) -> Iterator[Word]:
        """It and all below it, in order."""
        return iter(self._tree())

    def _tree(self) -> list[Word]:
        found, waiting = [self], list(self.below)
        while waiting:
            word = waiting.pop()
            found.append(word)
            waiting += word.below
        return sorted(found, key=_place) if len(found) > 1 else found

    @property
    def ancestors(self) -> Iterator[Word]:
        """The words above it, the nearest first."""
        at = self
        while at.head is not at:
            at = at.head
            yield at

    @property
    def conjuncts(self) -> tuple[Word, ...]:
        """The words that are coordinated with it."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        found = [first]
        for word in found:
            found += [child for child in word.below if child.i > word.i and child.dep_ == "conj"]
        return tuple(word for word in found if word is not self)

    @property
    def left_edge(self) -> Word:
        """The first word of its subtree."""
        return min(self._tree(), key=_place) if self.below else self

    @property
    def right_edge(self) -> Word:
        """The last word of its subtree."""
        return max(self._tree(), key=_place) if self.below else self


def _place(word: Word) -> int:
    return word.i


class Tree:
    """One parsed sentence; it fits `timeline.events.context.Doc`."""

    __slots__ = ("_words", "text", "user_data")

    def __init__(self, text: str) -> None:
        self.text = text
        self.user_data: dict[str, int] = {}
        self._words: list[Word] = []

    def fill(self, words: Sequence[Word], heads: Sequence[int]) -> None:
        """Give it its words, each with the position of the word that it depends on (its own for a root)."""
        self._words = list(words)
        for word, head in zip(self._words, heads, strict=True):
            word.hang(self._words[head])

    def __len__(self) -> int:
        return len(self._words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    def __getitem__(self, index: int) -> Word:
        return self._words[index]
