"""Small invented timelines for the tests of the dashboard."""

from collections.abc import Sequence
from datetime import date

from timeline.model import (
    FAMILIES,
    Anchor,
    Article,
    Basis,
    Claim,
    Event,
    Expression,
    Mention,
    Modality,
    Publication,
    Salience,
    Status,
    Timeline,
    Zone,
)
from timeline.span import Granularity, Shape, Span

EVIL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "%{customdata}<br>&lt;b&gt;",
    '"onmouseover="alert(1)" x="',
    "{{7*7}} ${7*7} {%config%}",
    "\u202eright to left\u0000\ud7ff\U0001f4a5",
    "=cmd|' /C calc'!A0",
)

WIRE = """The two ministers met in Lunden on Sunday. They signed the river treaty on Thursday.

Photo: the bridge at Arden, 3 May 2021.

Arden asked Velm on Monday to explain the treaty. Dams will be removed in October.
Velm has pumped water from the lake since 2007."""
LEDGER = """Arden demanded an explanation on July 25. The opposition has asked for the text.
In 1994 a flood killed 85 people in Arden."""
COPY = "The two ministers met in Lunden on Sunday."


def told(article: Article, trigger: str, kind: str, words: str = "", span: Span | None = None, title: str = "") -> Mention:
    """A mention of the first place where the trigger stands; words are its time expression."""
    start = article.text.index(trigger)
    first = max(article.text.rfind(mark, 0, start) + 1 for mark in (". ", "\n"))
    stop = article.text.find(".", start)
    index = next((i for i, e in enumerate(_expressions(article)) if e.text == words), None) if words else None
    return Mention(
        f"{article.id}-{start}",
        article.id,
        start,
        start + len(trigger),
        trigger,
        first,
        stop + 1 if stop >= 0 else len(article.text),
        kind,
        trigger,
        expression=index,
        span=span,
        title=title,
    )


_DATES = {
    "wire": (
        ("Sunday", "2023-07-16"),
        ("Thursday", "2023-07-20"),
        ("3 May 2021", "2021-05-03"),
        ("Monday", "2023-07-24"),
        ("October", "2023-10-01..2023-11-01"),
        ("2007", "2007-01-01..2008-01-01"),
    ),
    "ledger": (("July 25", "2023-07-25"), ("1994", "1994-01-01..1995-01-01")),
    "copy": (("Sunday", "2023-07-16"),),
}


def span(text: str, shape: Shape = Shape.WITHIN) -> Span:
    first, _, end = text.partition("..")
    made = Span.of(first, end or None)
    unit = {31: Granularity.MONTH, 365: Granularity.YEAR}.get(made.days, Granularity.DAY)
    return Span(made.start, made.end, unit, shape)


def _expressions(article: Article) -> tuple[Expression, ...]:
    out = []
    for words, days in _DATES.get(article.id, ()):
        start = article.text.index(words)
        why = f"'{words}': worked out from publication on Saturday 29 July 2023"
        out.append(
            Expression(
                start,
                start + len(words),
                words,
                "DATE",
                days[:10],
                span=span(days),
                anchor=Anchor.PUBLISHED,
                why=why,
                furniture=article.in_furniture(start, start + len(words)),
            )
        )
    return tuple(sorted(out, key=lambda e: e.start))


def _articles() -> tuple[Article, ...]:
    photo = WIRE.index("Photo")
    stated = Publication(Span.of("2023-07-29"), Basis.STATED, "the header line says 2023-07-29")
    inferred = Publication(span("2023-07-25..2023-08-10"), Basis.INFERRED, "it speaks of July 25 in the past tense")
    return (
        Article(
            "wire",
            WIRE,
            "01_wire.txt",
            "Treaty signed",
            "Harbor Wire",
            published=stated,
            zones=(Zone(photo, WIRE.index("\n", photo), "caption", "photo credit"),),
        ),
        Article("ledger", LEDGER, "02_ledger.txt", "Arden wants to know", "Velm Ledger", published=inferred),
        Article("copy", COPY, "03_copy.txt", "Ministers meet", "Copy & Co", near_duplicate_of="wire"),
    )


def event(
    ident: str, kind: str, family: str, title: str, when: Span | None, mentions: Sequence[Mention], **more: object
) -> Event:
    status = more.pop("status", Status.SINGLE if when else Status.UNDATED)
    modality = more.pop("modality", Modality.ASSERTED)
    claims = more.pop("claims", (Claim(when, tuple(m.article for m in mentions)),) if when else ())
    return Event(ident, kind, family, "CONSULT", title, when, status, modality, tuple(mentions), claims=claims, **more)  # type: ignore[arg-type]


def story() -> Timeline:
    """Seven events of three articles: agreed, dated by one, disputed, planned, going on, long ago, and without a date."""
    wire, ledger, copy = articles = _articles()
    monday, tuesday = Span.of("2023-07-24"), Span.of("2023-07-25")
    met, signed, october = Span.of("2023-07-16"), Span.of("2023-07-20"), span("2023-10-01..2023-11-01")
    since, then = span("2007-01-01..2023-07-30", Shape.ONWARDS), span("1994-01-01..1995-01-01")
    events = (
        event(
            "e-meet",
            "meeting",
            "meetings",
            "Ministers meet in Lunden",
            met,
            [told(copy, "met", "meeting", "Sunday", met), told(wire, "met", "meeting", "Sunday", met)],
            participants=("Arden", "Velm"),
            place="Lunden",
            salience=Salience.CORE,
            related=("e-sign",),
        ),
        event(
            "e-sign",
            "signing",
            "signings",
            "Arden and Velm sign the river treaty",
            signed,
            [told(wire, "signed", "signing", "Thursday", signed)],
            participants=("Arden", "Velm"),
            salience=Salience.CORE,
        ),
        event(
            "e-ask",
            "demand",
            "reactions",
            "Arden asks Velm to explain",
            monday,
            [told(ledger, "demanded", "demand", "July 25", tuesday), told(wire, "asked", "demand", "Monday", monday)],
            status=Status.DISPUTED,
            participants=("Arden", "Velm"),
            salience=Salience.CORE,
            independent=2,
            claims=(Claim(monday, ("wire",)), Claim(tuesday, ("ledger",))),
            chain=("Harbor Wire says Monday, Velm Ledger says July 25: one demand cannot fall on both days.",),
        ),
        event(
            "e-dams",
            "plan",
            "decisions",
            "Dams to be removed",
            october,
            [told(wire, "removed", "plan", "October", october)],
            modality=Modality.PLANNED,
            salience=Salience.CORE,
        ),
        event(
            "e-pump",
            "aid",
            "actions",
            "Velm pumps water from the lake",
            since,
            [told(wire, "pumped", "aid", "2007", since)],
            salience=Salience.BACKGROUND,
        ),
        event(
            "e-flood",
            "disaster",
            "incidents",
            "Flood kills 85 people in Arden",
            then,
            [told(ledger, "flood", "disaster", "1994", then)],
            place="Arden",
            salience=Salience.BACKGROUND,
        ),
        event(
            "e-text",
            "demand",
            "reactions",
            "Opposition asks for the text",
            None,
            [told(ledger, "has asked", "demand")],
            bounds=(date(2023, 7, 21).toordinal(), date(2023, 7, 29).toordinal()),
        ),
    )
    return Timeline(articles, {a.id: found for a in articles if (found := _expressions(a))}, events)


def hostile() -> Timeline:
    """A timeline in which every text that comes from outside tries something."""
    articles, events, expressions = [], [], {}
    for i, evil in enumerate(EVIL):
        text = f"{evil} happened on 2 May 2023 {evil}."
        start = text.index("2 May 2023")
        key = f"a{i}{evil}"
        articles.append(
            Article(
                key,
                text,
                evil,
                evil,
                evil,
                url=evil,
                language="en",
                warnings=(evil,),
                published=Publication(Span.of("2023-05-03"), Basis.STATED, evil),
                zones=(Zone(0, len(evil), "caption", evil),),
            )
        )
        expressions[key] = (
            Expression(start, start + 10, "2 May 2023", "DATE", "2023-05-02", evil, Span.of("2023-05-02"), why=evil),
        )
        at = text.index("happened")
        mention = Mention(
            f"m{i}{evil}",
            key,
            at,
            at + 8,
            evil,
            0,
            len(text),
            evil,
            evil,
            participants=(evil,),
            place=evil,
            expression=0,
            span=Span.of("2023-05-02"),
            speaker=evil,
            title=evil,
        )
        other = Claim(Span.of("2023-05-04"), (key, evil))
        events.append(
            event(
                f"e{i}{evil}",
                evil,
                FAMILIES[i % 6] if i % 2 else evil,
                f"{evil} title",
                Span.of("2023-05-02"),
                [mention],
                status=Status.DISPUTED,
                claims=(Claim(Span.of("2023-05-02"), (key,)), other),
                why=(evil,),
                chain=(evil,),
                participants=(evil, f"b{i}"),
                place=evil,
                related=(f"e{(i + 1) % len(EVIL)}{EVIL[(i + 1) % len(EVIL)]}", evil),
            )
        )
    return Timeline(tuple(articles), expressions, tuple(events), (EVIL[0],))


def crowd(number: int) -> Timeline:
    """Many events of one article, a day apart, five to a day."""
    article = Article(
        "a", "They met again on that day.", source="Daily", published=Publication(Span.of("2024-01-01"), Basis.STATED)
    )
    first = date(2000, 1, 1).toordinal()
    mention = told(article, "met", "meeting")
    return Timeline(
        (article,),
        {},
        tuple(
            event(
                f"e{i}",
                "meeting",
                FAMILIES[i % 6],
                f"Meeting {i}",
                Span(first + i // 5, first + i // 5 + 1),
                [mention],
                participants=(f"Person {i % 50}",),
                salience=tuple(Salience)[i % 3],
            )
            for i in range(number)
        ),
    )
