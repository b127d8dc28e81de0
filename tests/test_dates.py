"""What expressions mean in a sentence, and what they must never do."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import annotate, resolve
from timeline.dates.constraints import Case, constraints
from timeline.dates.grammar import load
from timeline.dates.meaning import Meaning
from timeline.dates.tree import Cal, Rel
from timeline.model import Anchor, Article, Publication, Zone
from timeline.network.relations import ANCHOR, SELF, Filter, Gap, In
from timeline.span import Shape, Span

SUNDAY = "2023-07-23"

SPANS = [  # text, expression, days
    ("They signed it last Thursday.", "last Thursday", "2023-07-20"),
    ("They signed it on Thursday.", "Thursday", "2023-07-20"),
    ("They will sign it on Thursday.", "Thursday", "2023-07-27"),
    ("The court is due to rule on Wednesday.", "Wednesday", "2023-07-26"),
    ("The talks lasted until Wednesday.", "Wednesday", "2023-07-19"),
    ("It has been postponed until Wednesday.", "Wednesday", "2023-07-23..2023-07-27"),
    ("Council to vote on budget Monday", "Monday", "2023-07-24"),
    ("The memorandum was signed in October.", "October", "2022-10-01..2022-11-01"),
    ("The sanctions will end in October.", "October", "2023-10-01..2023-11-01"),
    ("Parliament met on July 16.", "July 16", "2023-07-16"),
    ("The trial, set for 2 August, was moved.", "2 August", "2023-08-02"),
    ("It happened in the second half of July.", "the second half of July", "2023-07-16..2023-08-01"),
    ("Earlier in 2023, Iran found lithium.", "Earlier in 2023", "2023-01-01..2023-07-23"),
    ("They have sold drones since 2007.", "2007", "2007-01-01..2023-07-24"),
    ("It must be ready by the end of 2024.", "the end of 2024", "2023-07-23..2025-01-01"),
    ("They spoke earlier this week.", "earlier this week", "2023-07-17..2023-07-23"),
    ("Ministers meet this week and will vote.", "this week", "2023-07-24..2023-07-31"),
    ("He resigned three days ago.", "three days ago", "2023-07-20"),
    ("He resigned three weeks ago.", "three weeks ago", "2023-06-26..2023-07-03"),
    ("He resigned exactly three weeks ago.", "exactly three weeks ago", "2023-07-02"),
    ("He resigned a fortnight ago.", "a fortnight ago", "2023-07-03..2023-07-10"),
    ("A strike begins on Wednesday week.", "Wednesday week", "2023-08-02"),
    ("It fell on Friday of last week.", "Friday of last week", "2023-07-14"),
    ("He was killed in March last year.", "March last year", "2022-03-01..2022-04-01"),
    ("The clash in mid-2021 was forgotten.", "mid-2021", "2021-05-01..2021-09-01"),
    ("In the late 1990s it closed.", "the late 1990s", "1996-09-01..2000-01-01"),
    ("Rivals throughout the 21st century.", "the 21st century", "2001-01-01..2101-01-01"),
    ("Talks ran from 3 to 7 May 2021.", "3 to 7 May 2021", "2021-05-03..2021-05-08"),
    ("Closed between October and March.", "October and March", "2022-10-01..2023-04-01"),
    ("The vote on 12 and 13 September 2018 failed.", "12 and 13 September 2018", "2018-09-12..2018-09-14"),
    ("It fell on the last Friday of June.", "the last Friday of June", "2023-06-30"),
    ("The Tuesday after Easter was quiet.", "The Tuesday after Easter", "2023-04-11"),
    ("In the first full week of June they met.", "the first full week of June", "2023-06-05..2023-06-12"),
    ("Profits fell in the third quarter of 2022.", "the third quarter of 2022", "2022-07-01..2022-10-01"),
    ("They won the 2021/22 season.", "the 2021/22 season", "2021-07-01..2022-07-01"),
    ("Shops were shut on Good Friday.", "Good Friday", "2023-04-07"),
    ("It was signed in a ceremony last night.", "last night", "2023-07-22"),
    ("LAST WEEK THE DAM BROKE", "LAST WEEK", "2023-07-10..2023-07-17"),
    ("On the 12th he flew home.", "the 12th", "2023-07-12"),
    ("The group met on 14/08/2018.", "14/08/2018", "2018-08-14"),
    ("He was speaking two days before Christmas 2022.", "two days before Christmas 2022", "2022-12-23"),
    ("He told us on Friday that he would leave on Saturday.", "Saturday", "2023-07-22"),
]


@pytest.mark.parametrize(("text", "words", "days"), SPANS)
def test_span(text: str, words: str, days: str) -> None:
    found = {e.text: e for e in resolve(text, SUNDAY)}
    assert words in found
    assert str(found[words].span) == days, found[words].why


NOTHING = [
    "Mrs May said that they may march on.",
    "The Great March on the Town Hall was loud.",
    "April Dunning, 44, sat beside her.",
    "Lorries queued along the A1066 and Route 1984.",
    "The 300 workers walked out, 2,000 people watched.",
    "Leaflet LH-2016 and Law 1984, page 21, no. 2001.",
    "He won 2-1 and 6-4; a quarter of voters agreed.",
    "The Daily Mirror and the Sun reported it first.",
    "Prices fall and rivers spring a leak.",
    "The second of three men, in his fifties.",
    "A 50/50 chance, 3/4 of the seats.",
    "Friday Night Lights came before the Sunday Reader.",
    "The 81-year-old cost $1999.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_time_here(text: str) -> None:
    assert [(e.text, e.why) for e in resolve(text, SUNDAY)] == []


VALUES = [
    ("every Thursday", "SET", "XXXX-WXX-4"),
    ("twice a week", "SET", "P1W"),
    ("for 48 hours", "DURATION", "PT48H"),
    ("for two and a half years", "DURATION", "P2Y6M"),
    ("recently", "DATE", "PAST_REF"),
    ("in the coming years", "DATE", "FUTURE_REF"),
    ("at 7.30pm on Friday", "TIME", "2023-07-21T19:30"),
    ("on Thursday morning", "TIME", "2023-07-20TMO"),
    ("last weekend", "DATE", "2023-W28-WE"),
    ("in the autumn of 2010", "DATE", "2010-FA"),
    ("the 1920s", "DATE", "192"),
    ("in 300 BC", "DATE", "BC0300"),
]


@pytest.mark.parametrize(("text", "kind", "value"), VALUES)
def test_timex3(text: str, kind: str, value: str) -> None:
    (found,) = resolve(text, SUNDAY)
    assert (found.type, found.value) == (kind, value)


# ---- anchors ----------------------------------------------------------------------------------------------------------


def one(text: str, words: str, published: str | None = SUNDAY) -> object:
    return next(e for e in resolve(text, published) if e.text == words)


def test_expression_before_is_an_anchor() -> None:
    text = "They met on July 5. The following day the talks failed; two days later he quit."
    day, following, later = resolve(text, SUNDAY)
    assert [str(e.span) for e in (day, following, later)] == ["2023-07-05", "2023-07-06", "2023-07-07"]
    assert following.anchor is Anchor.EXPRESSION
    assert (following.anchor_start, following.anchor_end) == (day.start, day.end)


def test_event_stays_open_and_names_its_words() -> None:
    text = "It came two days after the minister's remarks, officials said."
    (found,) = resolve(text, SUNDAY)
    assert found.span is None
    assert found.anchor is Anchor.EVENT
    assert text[found.anchor_start : found.anchor_end] == "the minister's remarks"
    assert [part.value for part in found.parts] == ["P2D"]
    assert Gap(ANCHOR, SELF, 2, 2) in found.constraints[0].relations


def test_dateline_is_the_day_of_a_dispatch() -> None:
    text = "GENEVA, March 3 (Newswire) — The two sides met on Thursday. It was agreed yesterday."
    found = {e.text: str(e.span) for e in resolve(text, "2022-03-04")}
    assert found == {"March 3": "2022-03-03", "Thursday": "2022-03-03", "yesterday": "2022-03-02"}


def test_speaker_counts_from_the_day_of_speaking() -> None:
    text = '"If they come tomorrow, we will be there," she told reporters on Friday.'
    tomorrow, friday = resolve(text, SUNDAY)
    assert (str(tomorrow.span), str(friday.span)) == ("2023-07-22", "2023-07-21")
    assert "when it was said" in tomorrow.why


def test_order_of_digits_is_decided_by_the_article() -> None:
    british, american = "Wreaths on 04/03/18, after 14/08/2018.", "Filed 04/03/2018, after 09/14/2018."
    assert [str(e.span) for e in resolve(british, SUNDAY)] == ["2018-03-04", "2018-08-14"]
    assert [str(e.span) for e in resolve(american, SUNDAY)] == ["2018-04-03", "2018-09-14"]
    assert "'14/08/2018' has the day first" in resolve(british, SUNDAY)[0].why
    assert str(resolve("Due on 04/03/2018.", SUNDAY, "en-US")[0].span) == "2018-04-03"


def test_seasons_of_the_south() -> None:
    text = "SYDNEY — All times AEST. The summer of 2016 was dry."
    assert [str(e.span) for e in resolve(text, "2017-03-11") if e.text.startswith("The summer")] == ["2016-12-01..2017-03-01"]


def test_furniture_is_marked() -> None:
    article = Article("a", "Photo of 12 June 2023", zones=(Zone(0, 21, "caption"),))
    assert [e.furniture for e in annotate(article)] == [True]


def test_open_publication_gives_a_hull_or_nothing() -> None:
    article = Article("a", "They signed it last Thursday and met on July 24, 2023.")
    unknown = {e.text: e.span for e in annotate(article)}
    assert unknown["last Thursday"] is None
    assert str(unknown["July 24, 2023"]) == "2023-07-24"
    week = {e.text: str(e.span) for e in annotate(article, Span.of("2023-07-21", "2023-07-28"))}
    assert week["last Thursday"] == "2023-07-20"
    wider = {e.text: str(e.span) for e in annotate(article, Span.of("2023-07-21", "2023-08-04"))}
    assert wider["last Thursday"] == "2023-07-20..2023-07-28"


def test_since_lasts_onwards() -> None:
    span = one("It has stood since 2007.", "2007").span
    assert span.shape is Shape.ONWARDS


# ---- what the network is told -----------------------------------------------------------------------------------------


def stated(text: str) -> dict[str, tuple[object, ...]]:
    return {c.kind: (c.relations, c.weight, c.tier) for e in resolve(text) for c in e.constraints}


def test_constraints_follow_the_table() -> None:
    assert stated("signed on 20 July 2023") == {"explicit": ((In(SELF, ((738721, 738721),)),), 9, 1)}
    month_day = stated("They signed on July 26.")
    assert month_day["month-day"] == ((Filter(SELF, first=(7, 26), last=(7, 26)),), 8, 1)
    assert month_day["names no year"] == ((Gap(SELF, ANCHOR, 0, 364),), 7, 1)
    assert stated("They signed yesterday.") == {"days": ((Gap(ANCHOR, SELF, -1, -1),), 6, 1)}
    assert stated("They signed last Thursday.") == {"last weekday": ((Filter(SELF, weekday=3), Gap(SELF, ANCHOR, 1, 7)), 6, 1)}
    assert stated("They signed two weeks ago.")["weeks off"] == ((Gap(SELF, ANCHOR, 8, 20),), 4, 1)
    assert stated("days after the attack")["size"] == ((Gap(ANCHOR, SELF, 2, 14),), 2, 4)


def test_week_on_week() -> None:
    case = Case(Meaning("DATE", None, anchor=Anchor.PUBLISHED), 1, load("en").holidays)
    (row,) = constraints(Rel("week", Cal(weekday=2)), case)
    assert Gap(ANCHOR, SELF, 8, 14) in row.relations


# ---- any text at all --------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    "last next this the of in on at since by until from to between and Thursday March May 31 29 2023 0 9999 10000 99 1st 45th "
    "century quarter year years ago after before two half early mid - – / . , : ' am noon night every BC Easter \n \n\n".split(
        " "
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.sampled_from(["0001-01-01", "2024-02-29", "9999-12-30", None]))
def test_any_words_resolve_or_yield_nothing(text: str, published: str | None) -> None:
    last = 0
    for e in resolve(text, published):
        assert last <= e.start < e.end <= len(text)
        assert text[e.start : e.end] == e.text
        assert e.why
        last = e.end


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_text_resolves_or_yields_nothing(text: str) -> None:
    assert all(text[e.start : e.end] == e.text for e in resolve(text, SUNDAY))


HOSTILE = [
    "9" * 1_000_000,
    "2023-" * 50_000,
    "Monday, " * 20_000,
    "a" * 1_000_000,
    "last " * 50_000,
    "\ud800 in May \udfff",
    "year 0 0000-00-00 00/00/0000 99/99/9999 31 February 10000 BC",
    "9999 years ago and in 9999 years' time, 100000000000 centuries ago",
    "١٢ مارس ٢٠٢٣",
    "the " * 50_000 + "end of " * 1000 + "May",
    "the king who said that he would go home on Monday and " * 18_000,
    "\u202e\u2066Thursday\u2069 \u200fin May\u200e 2021\u202c " * 2000,
    "on\x00Monday\x00 at\x00 5 p.m.\x00 " * 2000,
    "\ud800 on Monday \udfff in \udcff2021 " * 2000,
    "9999-12-31 10000-01-01 31/12/9999 in the year 0 since 9999 until 10000 the 99th century " * 1000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_in_seconds(text: str) -> None:
    begun = time.process_time()
    resolve(text, SUNDAY)
    assert time.process_time() - begun < 20


UNITS = [
    "last Monday to ",
    "2,000 ",
    "early ",
    "between 5 and ",
    '"',
    "12/",
    "\n",
    "the first nine months of ",
    "until Friday to ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        begun = time.process_time()
        resolve(text, SUNDAY)
        return time.process_time() - begun

    seconds(100)
    short, long = min(seconds(4000) for _ in range(3)), min(seconds(16_000) for _ in range(3))
    assert long < 8 * short + 0.1  # four times the text; a quadratic step would cost sixteen


def test_same_result_under_any_zone_locale_and_seed() -> None:
    program = "from timeline.dates import resolve; print(resolve('They met last May and on Friday at 5pm', '2023-07-23'))"
    outputs = set()
    for zone, seed, locale in (("UTC", "0", "C"), ("Pacific/Kiritimati", "1", "C.UTF-8"), ("America/Los_Angeles", "77", "C")):
        environment = {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PATH": ""}
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_importing_is_fast_and_loads_no_heavy_library() -> None:
    program = (
        "import sys, time; begun = time.process_time(); import timeline.dates; spent = time.process_time() - begun;"
        "print(spent < 0.3, sorted({'pandas', 'spacy', 'dateparser', 'plotly', 'dash'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True []"


def test_published_must_be_a_date() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        resolve("now", "yesterday")


def test_article_language_with_region() -> None:
    article = Article("a", "Due on 04/03/2018.", language="en-US", published=Publication(Span.of(SUNDAY)))
    assert str(annotate(article)[0].span) == "2018-04-03"
