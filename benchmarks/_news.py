"""A seeded generator of readable news articles, for what is timed on whole texts: python -m benchmarks._news FOLDER [ARTICLES].

Stories of a few articles share people, places and happenings; dates are told by day, by weekday, by distance and not at all;
every eighth article names no publication date.  Whatever is asked for, article number n is the same.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from timeline.words import day_words

ARTICLES_IN_STORY, HAPPENINGS = 8, 10
FIRST_DAY, YEARS = date(2014, 1, 1), 9
UNDATED = 8
"""One article in so many does not say when it was published."""
SHARE = 0.6
"""Of what has happened so far an article tells this much."""

Happening = tuple[date, tuple[str, ...], dict[str, str]]
"""The day, the sentences that may tell it, and who did what where."""

_FIRST = (
    "Alma Bruno Clara Dario Elena Felix Greta Hugo Irena Jonas Katya Leon Mirela Nils Olga Pavel Rosa Stefan Tessa Viktor".split()
)
_START = "Ar Bel Cor Dan Er Fal Gor Hal Iv Jar Kel Lor Mar Nor Or Pel Quin Ros Sal Tor Ul Var Wes Yor Zan".split()
_MIDDLE = "a e i o an en or il ar et".split()
_END = "din vic strom ler dale ford mond berg ska wick ton nau ric sen holm".split()
_BODIES = "Harbor Authority,Transport Union,Water Board,Mining Company,Medical Council,Power Company,Border Agency"
_OUTLETS = "Courier,Gazette,Tribune,Observer,Morning Post,Wire,Ledger,Standard"
_KINDS = (
    "northern,old,rural,coastal,private,national,second,temporary,regional,frozen,eastern,new,public,disused,central,upper,joint,early,"
    "western,small,inland,winter,foreign,hidden,floating,covered,municipal,southern,heavy,narrow,double,open"
).split(",")
_NOUNS = (
    "tunnel,pension,dam,mine,quota,railway,vaccine,airport,grain,housing,pipeline,coal,toll,barrier,satellite,orchard,ferry,cement,"
    "school,museum,noise,wage,delay,import,insurance,overtime,tender,drainage,royalty,license,cable,fume,parking,turbine,leak,archive,"
    "payroll,scaffold,concrete,dredger,signal,boiler,refund,tariff,bakery,timber,glass,bridge,clinic,library,market,meadow,quarry,"
    "reservoir,shipyard,stadium,textile,theater,tram,vineyard,warehouse,wharf,zinc,salt,fiber,lamp,kiln,loom,mast,pump,rail,silo"
).split(",")
_WHAT = "project,office,company,fund,law,scheme,firm,team,bureau,program".split(",")
_QUALITIES = (
    "cost,safety,price,quality,color,weight,height,origin,future,design,history,loss,supply,repair,smell,sale,size,use,value,width,"
    "number,owner,upkeep,strength,shape,speed,age,length,depth,beauty"
).split(",")
_VERBS = (
    "worried,puzzled,divided,amused,annoyed,interested,surprised,angered,tired,pleased,troubled,fascinated,burdened,encouraged,bored"
).split(",")
_WHO = (
    "farmers,teachers,drivers,nurses,fishermen,students,shopkeepers,neighbors,engineers,clerks,miners,parents,tenants,"
    "doctors,sailors,bakers,electricians,librarians,gardeners"
).split(",")
_ADVERBS = (
    "quietly,loudly,slowly,openly,plainly,often,seldom,proudly,sadly,kindly,bitterly,calmly,gladly,hardly,mainly,partly,rightly,"
    "simply,strangely,surely,tightly,visibly,warmly,wisely,badly,clearly,deeply,equally,fairly,gently"
).split(",")
_TOLD = (
    ("{a} met {b} in {place} {when} over {thing}.", "Over {thing} {a} and {b} held talks {when}."),
    ("{a} signed an agreement on {thing} {when}.", "An agreement about {thing} was signed {when} by {a}."),
    ("A court in {place} ruled against {thing} {when}.", "Judges {adverb} ruled {when} against {thing}."),
    ("Workers of {body} walked out {when} over {thing}.", "{count} workers at {place} went on strike {when}."),
    ("Police arrested {a} in {place} {when}.", "{a} was {adverb} arrested {when} because of {thing}."),
    ("{a} resigned {when} after criticism of {thing}.", "Criticized for {thing}, {a} {adverb} stepped down {when}."),
    ("Parliament voted {when} against {thing}.", "Lawmakers {adverb} approved {thing} {when}."),
    ("{b} demanded {when} that {body} publish its report.", "{b} {adverb} called {when} for {thing}."),
    ("{count} people were killed {when} when {thing} collapsed.", "A collapse near {place} killed {count} {who} {when}."),
    ("{body} opened an investigation into {thing} {when}.", "An investigation of {thing} {adverb} began {when}."),
    ("{who_capital} protested in {place} {when} against {thing}.", "A {quality} protest of {count} {who} filled {place} {when}."),
    ("{a} visited {place} {when} because of {thing}.", "{place} {adverb} welcomed {a} {when} for {thing}."),
)
"""Each happening in two wordings; between two words that change stand two that do not at most, so that articles differ."""
_SAID = (
    "“{quality_capital} and {another} {verb} {who},” {a} said.",
    "{b} {adverb} told {who} how {other} {verb} {whom}.",
    "{a} denied that {other} {adverb} {verb} {who}.",
    "{a} {adverb} warned of {other} and {another}.",
)
_BACKGROUND = (
    "For {count} months {other} {adverb} {verb} {who} and {whom}.",
    "{who_capital} {adverb} speak of {other}, {whom} {adverb2} of {quality}.",
    "In {place}, {quality} and {another} of {other} {adverb} {verb} {who}.",
    "{who_capital} near {place} {adverb} own {count} {other}s.",
    "Whether {who} or {whom} {adverb} pay for {other} remains open.",
    "{quality_capital} {adverb} {verb} {who} more than {another}.",
    "{other_capital} is {adverb} older than {count} {whom} {adverb2} remember.",
    "{quality_capital}, {who} {adverb} say, matters less than {another}.",
)


@dataclass(frozen=True, slots=True)
class Text:
    """One article: the name of its file and what the file holds."""

    name: str
    text: str


def articles(seed: int = 1) -> Iterator[Text]:
    """Yield articles without end, story by story.

    >>> next(articles()).name
    '00000-0.txt'
    """
    number = 0
    while True:
        yield from _story(number, random.Random(f"{seed}:{number}"))
        number += 1


def write(folder: Path, count: int, first: int = 0) -> None:
    """Write articles into a folder, made if need be, those from number first on."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in islice(articles(), first, first + count):
        (folder / article.name).write_text(article.text, encoding="utf-8")


def _name(rng: random.Random) -> str:
    return rng.choice(_START) + rng.choice(_MIDDLE) + rng.choice(_END)


def _story(number: int, rng: random.Random) -> Iterator[Text]:
    people = [f"{rng.choice(_FIRST)} {_name(rng)}" for _ in range(4)]
    places = [_name(rng) for _ in range(2)]
    body = f"{places[0]} {rng.choice(_BODIES.split(','))}"
    things = [_thing(rng) for _ in range(2)]
    start = FIRST_DAY + timedelta(days=rng.randrange(365 * YEARS))
    happened = []
    for told in rng.sample(_TOLD, HAPPENINGS):
        a, b = rng.sample(people, 2)
        words = {"a": a, "b": b, "place": rng.choice(places), "body": body, "thing": rng.choice(things)}
        happened.append((start + timedelta(days=rng.randrange(24)), told, words))
    for place in range(ARTICLES_IN_STORY):
        published = start + timedelta(days=3 + 4 * place + rng.randrange(4))
        reported = [h for h in happened if h[0] <= published and rng.random() < SHARE] or [min(happened, key=lambda h: h[0])]
        outlet = f"{rng.choice(places)} {rng.choice(_OUTLETS.split(','))}"
        title = f"{people[0]} and the {rng.choice(things)}: {rng.choice(_QUALITIES)} or {rng.choice(_QUALITIES)}"
        yield Text(f"{number:05}-{place}.txt", _article(published, reported, outlet, title, rng))


def _thing(rng: random.Random) -> str:
    return f"{rng.choice(_KINDS)} {rng.choice(_NOUNS)} {rng.choice(_WHAT)}"


def _article(published: date, reported: list[Happening], outlet: str, title: str, rng: random.Random) -> str:
    paragraphs = []
    for day, told, words in reported:
        lines = [rng.choice(told), rng.choice(_SAID), *rng.sample(_BACKGROUND, 3)]
        paragraphs.append(" ".join(line.format(**words, **_details(rng), when=_when(day, published, rng)) for line in lines))
    dated = "" if rng.randrange(UNDATED) == 0 else f"date: {published.isoformat()}\n"
    return f"title: {title}\nsource: {outlet}\n{dated}\n" + "\n\n".join(paragraphs) + "\n"


def _details(rng: random.Random) -> dict[str, str]:
    who, whom = rng.sample(_WHO, 2)
    quality, another = rng.sample(_QUALITIES, 2)
    other = _thing(rng)
    words = {"who": who, "whom": whom, "quality": quality, "another": another, "other": other}
    capitals = {f"{key}_capital": value.capitalize() for key, value in words.items()}
    adverb, adverb2 = rng.sample(_ADVERBS, 2)
    return (
        words | capitals | {"adverb": adverb, "adverb2": adverb2, "verb": rng.choice(_VERBS), "count": str(rng.randrange(3, 90))}
    )


def _when(day: date, published: date, rng: random.Random) -> str:
    ago = (published - day).days
    words = [f"on {day_words(day.toordinal(), weekday=False)}"]
    if ago in range(1, 7):
        words += [f"on {day:%A}"] * 2
    if ago == 1:
        words += ["yesterday"] * 2
    if ago in range(2, 10):
        words.append(f"{ago} days ago")
    if ago in range(8, 14):
        words.append("last week")
    return rng.choice([*words, "recently"])


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
