"""What the modules of this room hand each other: an article, its parsed sentences, and the actors named in it.

Only ``parser.py`` knows spaCy; the others see tokens through the protocols below, in the terms of Universal Dependencies and
of the Penn Treebank as the small English pipeline uses them (CLEAR labels: nsubj, nsubjpass, dobj, pobj, agent, relcl …).
There are no named entities: the entity recogniser costs as much as all the rest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from timeline.model import Article, Expression

if TYPE_CHECKING:
    from timeline.events.actors import ActorIndex


class Token(Protocol):
    """A word of a parsed sentence."""

    @property
    def i(self) -> int:
        """Position in the sentence's doc."""

    @property
    def idx(self) -> int:
        """Offset in the sentence, not in the article: see `Context.offset`."""

    @property
    def text(self) -> str: ...  # noqa: D102  (as in spaCy, like the rest)
    @property
    def lower_(self) -> str: ...  # noqa: D102
    @property
    def lemma_(self) -> str: ...  # noqa: D102
    @property
    def pos_(self) -> str: ...  # noqa: D102
    @property
    def tag_(self) -> str: ...  # noqa: D102
    @property
    def dep_(self) -> str: ...  # noqa: D102
    @property
    def head(self) -> Token: ...  # noqa: D102
    @property
    def children(self) -> Iterator[Token]: ...  # noqa: D102
    @property
    def subtree(self) -> Iterator[Token]: ...  # noqa: D102
    @property
    def ancestors(self) -> Iterator[Token]: ...  # noqa: D102
    @property
    def conjuncts(self) -> tuple[Token, ...]: ...  # noqa: D102
    @property
    def left_edge(self) -> Token: ...  # noqa: D102
    @property
    def right_edge(self) -> Token: ...  # noqa: D102
    @property
    def whitespace_(self) -> str: ...  # noqa: D102
    @property
    def doc(self) -> Doc: ...  # noqa: D102
    def __len__(self) -> int: ...


class Doc(Protocol):
    """One parsed sentence."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def user_data(self) -> dict[str, int]: ...  # noqa: D102
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Token]: ...
    def __getitem__(self, index: int) -> Token: ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article, parsed only where it may hold an event.

    Args:
        index: its place among the article's sentences.
        start, end: offsets in the article's text.
        paragraph: the place of its paragraph (line) in the article.
        doc: the parse of exactly these characters, None where none was needed; ``doc.user_data["sentence"]`` is the index.
        furniture: whether it stands in a caption, advert or prompt.
        label: index of the expression that dates the line, as in a chronology or a live blog.
        quote_start: where the sentence begins with its label, dateline or bullet, which are not parsed.
        quoted: whether a quotation that began in a sentence before is still open where it begins.
        beside: index of the expression that is all there is of a sentence next to it: "This afternoon. She has resigned."
    """

    index: int
    start: int
    end: int
    paragraph: int
    doc: Doc | None = None
    furniture: bool = False
    label: int | None = None
    quote_start: int = 0
    quoted: bool = False
    beside: int | None = None


LEAD = 40
"""Characters: what is shorter is a name, a date or a heading."""


@dataclass(frozen=True)
class Context:
    """An article with all that the functions of this room may look at.

    Args:
        article: the article.
        expressions: its time expressions in order.
        sentences: all its sentences in order.
        actors: the people, organisations and countries that it names.
    """

    article: Article
    expressions: tuple[Expression, ...]
    sentences: tuple[Sentence, ...]
    actors: ActorIndex

    @cached_property
    def prominence(self) -> Mapping[int, int]:
        """How many paragraphs of prose come before each paragraph."""
        return {
            paragraph: rank for rank, paragraph in enumerate(sorted({s.paragraph for s in self.sentences if not s.furniture}))
        }

    @cached_property
    def _starts(self) -> list[int]:
        return [expression.start for expression in self.expressions]

    def expressions_in(self, sentence: Sentence) -> range:
        """Return the indices of the expressions that begin in a sentence."""
        return range(bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end))

    def expression_at(self, offset: int) -> Expression | None:
        """Return the expression that covers a place in the text, or None.

        >>> from timeline.events.actors import index
        >>> article, day = Article("a", "They met on 3 May."), Expression(12, 17, "3 May", "DATE", "XXXX-05-03")
        >>> ctx = Context(article, (day,), (), index(article))
        >>> [found and found.text for found in map(ctx.expression_at, (11, 12, 16, 17))]
        [None, '3 May', '3 May', None]
        """
        before = bisect_right(self._starts, offset) - 1
        found = self.expressions[before] if before >= 0 else None
        return found if found is not None and offset < found.end else None

    @cached_property
    def opening(self) -> Sentence | None:
        """The first sentence of prose, or None."""
        return next((sentence for sentence in self.sentences if not sentence.furniture), None)

    @cached_property
    def lead(self) -> Sentence | None:
        """The first sentence of prose that is more than a name or a date, or None."""
        return next((s for s in self.sentences if not s.furniture and s.end - s.start > LEAD), None)

    def sentence(self, token: Token) -> Sentence:
        """Return the sentence that a token stands in."""
        return self.sentences[token.doc.user_data["sentence"]]

    def offset(self, token: Token) -> int:
        """Return a token's offset in the article's text."""
        return self.sentence(token).start + token.idx

    def span(self, tokens: Iterable[Token]) -> tuple[int, int]:
        """Return the offsets in the article's text from the first to the last of some tokens of one sentence."""
        listed = sorted(tokens, key=lambda token: token.i)
        return self.offset(listed[0]), self.offset(listed[-1]) + len(listed[-1].text)
