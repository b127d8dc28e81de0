"""A context made of plain text, as the tests of actors, places and titles need it."""

from dataclasses import replace

from timeline.events.actors import index
from timeline.events.context import Context, Token
from timeline.events.layout import lay_out
from timeline.events.parser import parse
from timeline.model import Article, Expression


def context(text: str, dates: tuple[str, ...] = ()) -> Context:
    """Parse a text; the words given as dates become expressions."""
    at = [(text.index(words), words) for words in dates]
    expressions = tuple(Expression(start, start + len(words), words, "DATE", None) for start, words in sorted(at))
    article = Article("a", text)
    sentences = lay_out(article, expressions).sentences
    docs = list(parse((text[s.start : s.end], s.index) for s in sentences))
    return Context(article, expressions, tuple(replace(s, doc=d) for s, d in zip(sentences, docs, strict=True)), index(article))


def trigger(ctx: Context, word: str) -> Token:
    """The last token of that spelling."""
    found = [token for sentence in ctx.sentences if sentence.doc for token in sentence.doc if token.text == word]
    return found[-1]
