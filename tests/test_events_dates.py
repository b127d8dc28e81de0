"""Which expression a mention hangs on."""

import pytest

from timeline import dates
from timeline.events import extract
from timeline.model import Article, Basis, Publication
from timeline.pipeline import assemble
from timeline.span import Span

CASES = [
    ("The ministers met in Vienna on Monday.", "met", "Monday"),
    ("The first sitting, which was to have been on Tuesday, has been moved to 4 August.", "sitting", "4 August"),
    ("The envoys have not spoken since Monday, when the talks opened.", "talks", "Monday"),
    ("The fire is the worst since 1987, when an explosion killed 34 men.", "fire", None),
    ("The fire is the worst since 1987, when an explosion killed 34 men.", "explosion", "1987"),
    ("The ministers met for the first time since March.", "met", None),
    ("On Monday the ministers met in Vienna and signed a treaty.", "signed", "Monday"),
    ("The stoppage follows the collapse of talks at the port on Monday.", "talks", "Monday"),
    ("The stoppage follows the collapse of talks at the port on Monday.", "stoppage", None),
    ("The ministry asked the authorities on Monday to explain the deal signed last week.", "asked", "Monday"),
    ("The ministry asked the authorities on Monday to explain the deal signed last week.", "signed", "last week"),
    ("The envoy said on Friday that the ministers had met on Monday.", "met", "Monday"),
    ("Traffic came to a halt at 6am on Wednesday when some dockers walked out.", "walked out", "6am on Wednesday"),
    ("Members have voted to strike, their union announced last night.", "voted", "last night"),
    ("The company began filling the reservoir two weeks ago.", "began", "two weeks ago"),
    ("The men were arrested on suspicion of obstructing the road on Thursday.", "arrested", "Thursday"),
    ("The ballot, which ran from 8 to 12 June, was close.", "ballot", "8 to 12 June"),
    ("The hearing announced for 12 September was cancelled.", "hearing", "12 September"),
    ("The union called for a strike on 4 August.", "strike", "4 August"),
    ("The union called for a strike on 4 August.", "called for", None),
    ("The union called for calm on Monday.", "called for", "Monday"),
    ("They signed the protocol of 1987 again on Monday.", "signed", "Monday"),
    ("The delegations sat down together on Tuesday for the first time since last month's clash.", "sat down", "Tuesday"),
    ("The delegations sat down together on Tuesday for the first time since last month's clash.", "clash", "last month"),
    ("It reported a profit for the April quarter on 20 July.", "reported", "20 July"),
    ("The strike cost her the minister on Monday, when Petar Vukan quit.", "quit", "Monday"),
    ("Amazon said on Monday it would cut jobs.", "said", "Monday"),
    ("The launch was delayed to October.", "launch", "October"),
    ("Ten people died when a ferry sank on Friday.", "died", "Friday"),
    ("The ministers signed a treaty.", "signed", None),
    ("The union called a meeting for 4 August.", "meeting", "4 August"),
    ("- 16 July: The ministers meet in Tehran.", "meet", "16 July"),
    ("16/07/2023: Ministers sign treaty", "sign", "16/07/2023"),
    ("**16 July** Ministers sign treaty", "sign", "16 July"),
    # a day of the calendar goes before the distance beside it
    ("She resigned two and a half weeks later, on Feb. 24.", "resigned", "two and a half weeks later"),
    ("The minister resigned on 3 March, two days after the vote.", "resigned", "3 March"),
    # the period of accounts is not when they were told
    ("On Tuesday she reported a loss of $19 million for the three months to June.", "reported", "Tuesday"),
    ("It reported a loss for the year to March.", "reported", None),
    # what begins to hold
    ("The ceasefire came into force on Wednesday.", "ceasefire", "Wednesday"),
    ("The tariffs came into force on 1 November.", "tariffs", "1 November"),
    ("The embargo takes effect on 1 November.", "embargo", "1 November"),
    # what is done at a meeting is done when it meets
    ("Shareholders approved the merger at meetings held yesterday in Leeds.", "approved", "yesterday"),
    ("Shareholders approved the merger at a meeting in Leeds.", "approved", None),
    # things and people behind "of" and "before" have no date
    ("The Alliance won 83 of the 193 seats on 11 July.", "won", "11 July"),
    ("She appears before magistrates in Selm on 27 July.", "appears", "27 July"),
    ("She takes over as chair tomorrow, until the congress in November.", "takes over", "tomorrow"),
    # clefts
    ("It was only on Thursday that the minister resigned.", "resigned", "Thursday"),
    ("It was on 12 July that the two sides signed the treaty.", "signed", "12 July"),
    ("It was the mayor who resigned on Thursday.", "resigned", "Thursday"),
    # what is put out is said on that day
    ("In a letter released on Monday, the bank accused the minister of fraud.", "accused", "Monday"),
    ("In a letter released on Monday, the bank bought its rival.", "bought", None),
    # what comes
    ("The ambush came five days after the vote.", "ambush", "five days after the vote"),
    ("The ambush came after the vote on Monday.", "ambush", None),
    # distances that "and" joins
    ("The raid came a month after the strike began and two weeks after she quit.", "raid", "a month after the strike began"),
    ("The raid came a month after the strike began and two weeks after she quit.", "strike", None),
    # what is only wanted comes later
    ("She demanded that the ballots be counted again, two days after the vote.", "demanded", "two days after the vote"),
    ("The sultan hosted the talks of 20 July.", "hosted", "20 July"),
    ("Since taking over in January, she has closed three plants.", "closed", None),
    ("The group claimed responsibility for the bombing in a video released on Friday.", "bombing", None),
    ("The group claimed responsibility for the bombing in a video released on Friday.", "claimed", "Friday"),
    # what was going on before the day of a line
    ("12 July: The mayor says she was at home when the fire broke out.", "fire", None),
    # a date in front of two clauses
    ("On the night of January 11 the alarms rang and the fire started.", "fire", "the night of January 11"),
    ("On Monday the president flew home and the talks collapsed.", "talks", "Monday"),
    # what is long past is the decision, what is to come is what was decided
    ("The company agreed to buy Tyne in January 2022.", "agreed", "January 2022"),
    ("The company agreed to buy Tyne in January 2022.", "buy", None),
    ("The ministers agreed to sign the treaty in January 2024.", "agreed", None),
    ("The ministers agreed to sign the treaty in January 2024.", "sign", "January 2024"),
    ("The ministers agreed to meet on Monday.", "meet", "Monday"),
    ("A visit that had been due to start next Thursday was postponed.", "visit", "next Thursday"),
    ("The trial is due to open on 6 June.", "trial", "6 June"),
    # a day beside a distance from something else is that of the clause before both
    ("Nurses were treating patients by candlelight Friday, a day after the group shut down its computers.", "treating", "Friday"),
    (
        "The chairman urged both sides on Monday to return to the table, a day after shops called on him to act.",
        "urged",
        "Monday",
    ),
    ("Yesterday she led about 200 patients who marched to the gates.", "marched", "Yesterday"),
    ("Yesterday police arrested the men who attacked the mayor.", "attacked", None),
    ("The firm said on Friday it was considering an offer for Tyne.", "considering", "Friday"),
    ("The firm said on Friday it had considered an offer for Tyne.", "considered", None),
    # a sentence that is nothing but a date
    ("This afternoon. The minister has resigned.", "resigned", "This afternoon"),
    ("When did the minister quit? On February 26.", "quit", "February 26"),
    ("When is the trial?\nFebruary 26.\nThe minister resigned.", "trial", "February 26"),
    ("When is the trial?\nFebruary 26.\nThe minister resigned.", "resigned", None),
    # the date of a line is that of what it tells, not of what it mentions
    ("14:05 Police arrested the man who had attacked the mayor.", "arrested", "14:05"),
    ("14:05 Police arrested the man who had attacked the mayor.", "attacked", None),
    ("14:05 Lena Orr, whose son died in the fire, left the court.", "died", None),
    ("14:05 Lena Orr, whose son died in the fire, left the court.", "fire", None),
    ("14:05 The jury convicted the mayor, two weeks after his trial opened.", "convicted", "14:05"),
    ("14:05 The jury convicted the mayor, two weeks after his trial opened.", "trial", None),
    ("16 July: Minister arrested in Vienna", "arrested", "16 July"),
    ("16 July: Talks in Vienna collapse", "Talks", "16 July"),
    ("16 July: Minister condemns the attack", "attack", None),
]


def read(text, published="2023-07-26"):
    article = Article("a", text, published=Publication(Span.of(published), Basis.STATED))
    expressions = dates.annotate(article)
    (reading,) = extract([(article, expressions)])
    return reading


@pytest.mark.parametrize(("sentence", "trigger", "wanted"), CASES)
def test_attachment(sentence, trigger, wanted):
    reading = read(sentence)
    at = sentence.index(trigger)
    (mention,) = [m for m in reading.mentions if m.start <= at < m.end]
    assert (None if mention.expression is None else reading.expressions[mention.expression].text) == wanted


def test_a_chronology_speaks_of_what_happened():
    (mention,) = [m for m in read("- 16 July: The ministers meet in Tehran.").mentions if m.type == "meeting"]
    assert (str(mention.modality), str(mention.span)) == ("asserted", "2023-07-16")


def test_a_date_on_its_own_line_heads_the_lines_below():
    reading = read("Sunday 16 July\nThe ministers met.\nThey signed a treaty.")
    assert {str(m.span) for m in reading.mentions} == {"2023-07-16"}


def test_a_question_that_is_answered_tells_a_fact():
    (quit_,) = read("When did the minister quit? On February 26. He was 61.").mentions
    assert (str(quit_.modality), str(quit_.span)) == ("asserted", "2023-02-26")
    (quit_,) = read("Did the minister quit on Monday? On the contrary.").mentions
    assert str(quit_.modality) == "hypothetical"


def test_a_dateline_is_not_the_date_of_the_event():
    reading = read("GENEVA, July 20 (Wire) - The ministers met on Tuesday.")
    (mention,) = reading.mentions
    assert reading.expressions[mention.expression].text == "Tuesday"
    assert any(node[0] == "dateline" for s in reading.statements for r in s.relations for node in (r.x,))


def test_the_same_happening_in_the_next_sentence_inherits():
    reading = read("The ministers met on Monday. The meeting lasted an hour.")
    met, meeting = reading.mentions
    assert (met.inherited, meeting.inherited) == (False, True)
    assert meeting.span == met.span


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("The storm hit on Monday. It killed 14 people.", "killed", "Monday"),
        ("The minister spoke on Monday. It killed 14 people.", "killed", None),
        ("The storm hit on Monday. Floods killed 14 people.", "killed", None),
        ("Gunmen raided the camp on Monday. Two guards were killed.", "killed", "Monday"),
        ("Gunmen raided the camp on Monday. Two guards had been killed.", "killed", None),
        ("Gunmen raided the camp on Monday. Two guards have been killed.", "killed", None),
        ("Gunmen raided the camp on Monday.\nTwo guards were killed.", "killed", None),
        (
            "Police arrested Ana Ruiz on Monday. She was charged.\nTrade fell.\nThe arrest stunned the town.",
            "arrest st",
            "Monday",
        ),
        (
            "Police arrested two men on Monday and three on Friday.\nTrade fell.\nThe arrests stunned the town.",
            "arrests",
            "Monday",
        ),
        (
            "The army raided a camp on Monday and stormed a base on Friday.\nTrade fell.\nThe assault shocked many.",
            "assault",
            None,
        ),
        ("The ministers met on Monday. At the meeting, they signed a treaty.", "signed", "Monday"),
        ("The ministers met on Monday. They signed a treaty too.", "signed", "Monday"),
        ("When is the trial? It is set for 26 February.", "trial", "26 February"),
        ("Is there a trial? Nobody is coming on 26 February.", "trial", None),
    ],
)
def test_what_refers_to_the_sentence_before_takes_its_date(text, trigger, wanted):
    reading = read(text)
    at = text.index(trigger)
    found = {m.expression for m in reading.mentions if m.start <= at < m.end and m.type != "meeting"}
    texts = {None if index is None else reading.expressions[index].text for index in found}
    assert texts == {wanted} or (wanted is None and not texts)


def test_an_event_relative_expression_counts_from_the_mention_it_names():
    text = "Novillo resigned on July 20. Two days after Novillo's resignation, Kirby accused the ministry of lying."
    reading = read(text)
    by_trigger = {m.trigger: m.id for m in reading.mentions}
    wanted = {("mention", by_trigger["resigned"]), ("mention", by_trigger["accused"])}
    gaps = [r for s in reading.statements for r in s.relations if r.relation == "gap" and {r.x, r.y} == wanted]
    assert [(gap.lo, gap.hi) for gap in gaps] == [(2, 2)]


@pytest.mark.parametrize(
    ("sentence", "expression", "day"),
    [
        # what it counts from has no word of its own for an event, or no day: the day is that of what it dates
        (
            "The network was breached on 6 March 2023, three days before it took its computers offline.",
            "three days",
            "2023-03-06",
        ),
        ("She signed the order on 8 March 2023, sixteen days after the design was shown.", "sixteen days", "2023-03-08"),
        ("He was arrested on 8 March 2023, a day after troops stormed the palace.", "a day after", "2023-03-08"),
        # nobody knows the day of either
        ("She resigned three days after the diary was read.", "three days", None),
    ],
)
def test_a_distance_from_what_has_no_day_is_known_from_the_day_beside_it(sentence, expression, day):
    article = Article("a", sentence, published=Publication(Span.of("2023-03-20"), Basis.STATED))
    (reading,) = extract([(article, dates.annotate(article))])
    (found,) = [e for e in assemble([reading]).expressions["a"] if e.text.startswith(expression)]
    assert (found.span.first.isoformat() if found.span else None) == day


def test_connectives_put_mentions_in_order():
    reading = read("Dockers walked out after the talks collapsed.")
    by_trigger = {m.trigger: m.id for m in reading.mentions}
    pairs = [(r.x[1], r.y[1]) for s in reading.statements if s.kind == "order" for r in s.relations]
    assert pairs == [(by_trigger["talks"], by_trigger["walked out"])]


def test_hypothetical_and_negated_mentions_make_no_statement():
    reading = read("The ministers did not meet on Monday.")
    assert len(reading.mentions) == 1
    assert {node for s in reading.statements for r in s.relations for node in (r.x,)} == {("published", "a")}


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("We walked out on June 5 and stayed out five days.", "2023-06-05..2023-06-10"),
        ("Nurses walked out on Monday for two weeks.", "2023-07-24..2023-08-07"),
        ("The talks opened on 5 June and lasted three days.", "2023-06-05..2023-06-08"),
        ("The five-day stoppage began on 5 June.", "2023-06-05..2023-06-10"),
        ("Nurses will begin a two-day strike on 3 August.", "2023-08-03..2023-08-05"),
        ("The president arrived on 5 June for a three-day visit.", "2023-06-05..2023-06-08"),
        ("The strike ended on Monday after five days.", "2023-07-24"),
        ("The five-day strike ended on Monday.", "2023-07-24"),
        ("Nurses went on strike on Monday after three days of silence.", "2023-07-24"),
        ("Nurses walked out on Monday for two hours.", "2023-07-24"),
    ],
)
def test_a_first_day_and_a_length_make_an_extent(sentence, span):
    assert str(read(sentence).mentions[0].span) == span


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("She will step down before Christmas.", "2023-07-26..2023-12-25"),
        ("She had no plans to step down before Christmas.", "2023-07-26..2023-12-25"),
        ("She will step down before the end of the year.", "2023-07-26..2024-01-01"),
        ("She will step down on Christmas Day.", "2023-12-25"),
        ("She stepped down before Christmas.", "None"),
        ("She stepped down shortly before noon on Monday.", "2023-07-24"),
    ],
)
def test_what_comes_before_a_day_is_not_on_it(sentence, span):
    (mention,) = [m for m in read(sentence).mentions if m.type == "resignation"]
    assert str(mention.span) == span


def test_before_a_day_is_an_upper_bound_for_the_network():
    reading = read("She will step down before 25 December 2023.")
    (mention,) = reading.mentions
    runs = [r.runs for s in reading.statements for r in s.relations if r.relation == "in" and r.x == ("mention", mention.id)]
    assert runs == [((1, Span.of("2023-12-24").start),)]


def test_two_days_that_exclude_each_other_are_not_both_a_happenings():
    """The day of the ceremony makes no statement about the negotiations that it crowned."""
    text = "The ceremony, on 17 March, crowned the three days of negotiations held in the same building from 1 to 3 March."
    reading = read(text, "2022-03-18")
    mention = next(m for m in reading.mentions if m.trigger == "negotiations")
    said = {s.words for s in reading.statements for r in s.relations if ("mention", mention.id) in (r.x, getattr(r, "y", None))}
    assert "1 to 3 March" in said
    assert "17 March" not in said
