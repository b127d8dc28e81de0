"""How counts, sources and the state of knowledge of an event are said: badges and sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from timeline.model import Article, Claim, Event, Modality, Status, Timeline
from timeline.span import Granularity, Span
from timeline.words.dates import bounds_words, day_words, is_period, rival_words, rivals, span_words, with_article, without_year
from timeline.words.language import language, say, table

# ---- counts ------------------------------------------------------------------------------------------------------------


def digits(number: int) -> str:
    """Write a number in digits, its thousands apart.

    >>> digits(4212)
    '4,212'
    """
    return f"{number:,}".replace(",", table("counts.thousands"))


def count(number: int, noun: str) -> str:
    """Say a count in digits, for titles and badges.

    Args:
        number: how many.
        noun: one of those in the language's table `counts.nouns`, by its English name; another one is English everywhere.

    >>> count(1, "event"), count(4212, "event"), count(2, "lighthouse")
    ('1 event', '4,212 events', '2 lighthouses')
    """
    return f"{digits(number)} {table('counts.nouns').get(noun, (noun, f'{noun}s'))[number != 1]}"


def number_words(number: int) -> str:
    """Say a number inside a sentence: in words up to twelve.

    >>> number_words(4), number_words(13)
    ('four', '13')
    """
    names = table("counts.numbers")
    return names[number] if 0 <= number < len(names) else digits(number)


def counted(number: int, noun: str) -> str:
    """Say a count inside a sentence.

    >>> counted(1, "source"), counted(4, "source"), counted(0, "article")
    ('one source', 'four sources', 'no articles')
    """
    _, plural, one, none = table("counts.nouns")[noun]
    return one if number == 1 else f"{number_words(number)} {plural}" if number else none


def listed(words: Sequence[str], joiner: Literal["and", "or"] = "and") -> str:
    """Join names as in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return str(table(f"dates.{joiner}")).join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _sentence_number(number: int) -> str:
    """A number as the language's sentence wants it: English begins one with it."""
    return _sentence(number_words(number)) if language() == "en" else number_words(number)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---- sources -----------------------------------------------------------------------------------------------------------


def source_words(article: Article) -> str:
    """Name an article's source for a byline: its source, else its file or title.

    >>> source_words(Article("a", "", file="x/04_unsigned.txt"))
    'Unsigned report (04_unsigned.txt)'
    """
    if article.source:
        return article.source
    name = article.file.rsplit("/", 1)[-1] if article.file else article.title
    return say("sources.unsigned_file", name) if name else say("sources.unsigned")


def published_words(article: Article) -> str:
    """Say when an article was published and how that is known, as the end of a byline.

    >>> published_words(Article("a", ""))
    'publication date not known'
    """
    published = article.published
    if published.span is None:
        return say("sources.not_known")
    return say("sources.published", span_words(published.span), table("sources.basis")[str(published.basis)])


def _root(article: Article) -> str:
    return article.near_duplicate_of or article.id


def copies_words(event: Event, timeline: Timeline) -> tuple[str, str]:
    """Say how many articles tell of an event and how many of them are independent: for a column, and as a sentence.

    >>> copies_words(Event("x", "visit", "meetings", "", "", None, Status.UNDATED, Modality.ASSERTED, ()), Timeline())
    ('0', 'No articles.')
    """
    by_id = {article.id: article for article in timeline.articles}
    articles = [by_id[key] for key in dict.fromkeys(m.article for m in event.mentions) if key in by_id]
    roots = {_root(article) for article in articles}
    total, independent = len(articles), len(roots)
    if total == independent:
        return str(total), _sentence(counted(total, "article")) + "."
    retold = [
        say("sources.retells", source_words(a), source_words(by_id[a.near_duplicate_of]))
        for a in articles
        if a.near_duplicate_of and a.near_duplicate_of in by_id
    ]
    said = say("sources.copies", _sentence(counted(total, "article")), number_words(independent))
    return say("sources.of", independent, total), f"{said}: {listed(retold)}." if retold else f"{said}."


# ---- status ------------------------------------------------------------------------------------------------------------


class StatusWords(NamedTuple):
    """A status as people read it: the class of its badge, its sign and word, and one or two sentences."""

    kind: str
    sign: str
    word: str
    sentence: str


BADGES = {
    "single": "1", "agreed": "=", "refined": "⊃", "disputed": "≠", "undated": "?", "inferred": "?", "planned": "○",
    "negated": "−", "edited": "✎", "verified": "✓",
}  # fmt: skip
"""The sign of every badge, by the name of its class."""


def badge_word(kind: str) -> str:
    """Return the word on a badge.

    >>> badge_word("undated")
    'no date'
    """
    return str(table("status.badges")[kind])


def status_kind(event: Event) -> str:
    """Return the name of the badge that an event bears.

    >>> status_kind(Event("x", "visit", "meetings", "", "", None, Status.UNDATED, Modality.PLANNED, ()))
    'planned'
    """
    if event.status in {Status.DISPUTED, Status.EDITED}:
        return str(event.status)
    if event.modality in {Modality.PLANNED, Modality.NEGATED}:
        return str(event.modality)
    return str(event.status)


def status_words(event: Event, timeline: Timeline) -> StatusWords:
    """Say how the date of an event is known: badge sign, badge word, and the sentence under the date.

    >>> event = Event("x", "visit", "meetings", "", "", None, Status.UNDATED, Modality.ASSERTED, ())
    >>> status_words(event, Timeline()).sentence
    'No article dates this.'
    """
    kind = status_kind(event)
    sentence = {
        "single": _single,
        "agreed": _agreed,
        "refined": _refined,
        "disputed": _disputed,
        "undated": _undated,
        "inferred": _inferred,
        "planned": _planned,
        "negated": _negated,
        "edited": _edited,
    }[kind](event, timeline)
    return StatusWords(kind, BADGES[kind], badge_word(kind), sentence)


def verified_words(name: str, day: date) -> str:
    """Say that a person checked an event; added to its status sentence.

    >>> verified_words("Ana", date(2023, 8, 3))
    'Checked by Ana on 3 August 2023.'
    """
    return say("status.checked", name, day_words(day, weekday=False))


def _articles(event: Event, timeline: Timeline) -> tuple[dict[str, Article], set[str], set[str]]:
    """The articles by id, the independent ones that tell of the event, and those of them that date it."""
    by_id = {article.id: article for article in timeline.articles}
    told = {_root(by_id[m.article]) for m in event.mentions if m.article in by_id}
    dated = {_root(by_id[key]) for claim in event.claims for key in claim.articles if key in by_id}
    return by_id, told, dated


def _independent(claims: Sequence[Claim], by_id: dict[str, Article]) -> int:
    return len({_root(by_id[key]) if key in by_id else key for claim in claims for key in claim.articles})


def _single(event: Event, timeline: Timeline) -> str:
    by_id, told, dated = _articles(event, timeline)
    names = listed([source_words(by_id[key]) for key in sorted(dated or told) if key in by_id])
    others = len(told - dated) if dated else 0
    if others:
        more = say("status.single_with_more", names, _sentence_number(others))
        return say("status.single_with_one", names) if others == 1 else more
    return say("status.single", names) if names else say("status.single_unnamed")


def _agreed(event: Event, timeline: Timeline) -> str:
    _, told, dated = _articles(event, timeline)
    number = max(len(dated), min(2, len(told)))
    said = _sentence(counted(number, "source")), table("status.same")[_unit(event.span)]
    return say("status.agreed_one" if number == 1 else "status.agreed_more", *said)


def _unit(span: Span | None) -> str:
    if span is None or span.days == 1:
        return "day"
    if span.granularity is not Granularity.DAY and is_period(span, span.granularity):
        return str(span.granularity)
    return "days"


def _refined(event: Event, timeline: Timeline) -> str:
    narrow = event.span
    if narrow is None:
        return say("status.refined_plain")
    said: dict[str, str] = {}
    for mention in event.mentions:
        known = timeline.expressions.get(mention.article, ())
        index = mention.expression
        wider = mention.span and (mention.span.start, mention.span.end) != (narrow.start, narrow.end)
        if wider and index is not None and index < len(known):
            said.setdefault(known[index].text.casefold(), known[index].text)
    others = [f"“{' '.join(text.split())}”" for text in list(said.values())[:3]]
    best = with_article(span_words(narrow))
    return say("status.refined_others", best, listed(others, "or")) if others else say("status.refined", best)


def _disputed(event: Event, timeline: Timeline) -> str:
    by_id, _, _ = _articles(event, timeline)
    spans = rivals(event)
    if not spans:
        return say("status.disputed_plain")
    kind = "days" if all(span.days == 1 for span in spans) else "dates"
    sides, backers = [], list[Claim]()
    for span in spans:
        backing = [claim for claim in event.claims if span.contains(claim.span)]
        backers += backing
        votes = _independent(backing, by_id)
        side = say("status.one_side") if votes == 1 else number_words(votes)
        sides.append(say("status.says" if votes == 1 else "status.say", side, with_article(_no_year(span, spans))))
    number = _independent(backers, by_id)
    given = f"status.{'gives' if number == 1 else 'give'}_{kind}"
    return say(given, _sentence(counted(number, "source")), number_words(len(spans)), _sentence(", ".join(sides)))


def _no_year(span: Span, spans: Sequence[Span]) -> str:
    words = span_words(span)
    same = len({s.first.year for s in spans} | {s.last.year for s in spans}) == 1
    return without_year(words, span.first.year) if same and span.days == 1 else words


def _undated(event: Event, _: Timeline) -> str:
    limits = bounds_words(event.bounds)
    return say("status.undated_limits", limits) if limits else say("status.undated")


def _inferred(event: Event, _: Timeline) -> str:
    return say("status.inferred", span_words(event.span)) if event.span else say("status.undated")


def _planned(event: Event, _: Timeline) -> str:
    speakers = Counter(m.speaker for m in event.mentions if m.speaker)
    by = [min(speakers, key=lambda name: (-speakers[name], name))] if speakers else []
    when = [with_article(span_words(event.span))] if event.span else []
    return say(f"status.planned{'_for' if when else ''}{'_by' if by else ''}", *when, *by)


def _negated(event: Event, timeline: Timeline) -> str:
    _, told, _ = _articles(event, timeline)
    number = max(1, len(told))
    return say("status.negated_one" if number == 1 else "status.negated_more", _sentence(counted(number, "source")))


def _edited(event: Event, _: Timeline) -> str:
    spans = sorted({claim.span for claim in event.claims}, key=lambda s: (s.start, s.end))
    said = [say("status.edited_said", rival_words(spans))] if spans else []
    done = say("status.edited", span_words(event.span, weekday=False)) if event.span else say("status.edited_removed")
    return " ".join([done, *said])
