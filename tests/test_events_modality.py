"""Whether a sentence asserts, plans, denies or imagines a happening, or speaks of none."""

import pytest

from timeline import dates
from timeline.events import extract
from timeline.model import Article, Basis, Publication
from timeline.span import Span

CASES = [
    # asserted
    ("The ministers met on Monday.", "met", "asserted"),
    ("The ministers have met twice this month.", "met", "asserted"),
    ("Police are investigating the fire.", "investigating", "asserted"),
    ("The ministers managed to sign the treaty on Monday.", "sign", "asserted"),
    ("The treaty, signed in 1987, would be replaced.", "signed", "asserted"),
    ("He said that the ministers had met on Monday.", "met", "asserted"),
    ("It never denied that the ministers had met on Monday.", "met", "asserted"),
    ("Farmers drove into the capital on Monday to protest against the dam.", "protest", "asserted"),
    ("Thousands condemned the attack.", "attack", "asserted"),
    ("Iran denies the claim.", "denies", "asserted"),
    # planned
    ("The ministers will meet on Friday.", "meet", "planned"),
    ("The ministers are to meet on Friday.", "meet", "planned"),
    ("The ministers are due to meet on Friday.", "meet", "planned"),
    ("The panel meets on 4 August.", "meets", "planned"),
    ("The ministers are meeting on 4 August.", "meeting", "planned"),
    ("The company plans to open the plant next year.", "open", "planned"),
    ("The company is expected to open the plant next year.", "open", "planned"),
    ("She said the walkout would start on Friday.", "walkout", "planned"),
    ("The committee has scheduled a hearing for 4 August.", "hearing", "planned"),
    ("The launch was postponed to next year.", "launch", "planned"),
    ("He vowed to resign next month.", "resign", "planned"),
    ("The agency has invited both sides to talks on 4 August.", "talks", "planned"),
    ("The work should be finished by Friday and the plant should open in October.", "open", "planned"),
    ("The takeover should be finished by Thanksgiving.", "takeover", "planned"),
    ("The treaty could be signed in two weeks.", "signed", "planned"),
    ("The talks, two days after the king invited Mr Ortiz to form a cabinet, had come close to breakdown.", "talks", "asserted"),
    ("He is said to have ordered the ambush.", "ambush", "asserted"),
    ("The bank signed an accord to pay $4 million to victims of the hotel fire.", "fire", "asserted"),
    ("The first sitting, which was to have been on Tuesday, has been moved to 4 August.", "sitting", "planned"),
    ("The ministers were to have met on Tuesday.", "met", "negated"),
    ("The signing was to have followed on 20 December, but he fell ill.", "signing", "negated"),
    ("The ministers are to meet on Tuesday.", "meet", "planned"),
    ("Reports that the minister resigned on Monday are without any foundation.", "resigned", "negated"),
    ("Reports that the minister resigned on Monday are not without foundation.", "resigned", "asserted"),
    ("Let the ministers meet on Tuesday.", "meet", "hypothetical"),
    ("They let the rebels attack the town on Monday.", "attack", "asserted"),
    ("Nor did the ministers meet on Tuesday.", "meet", "negated"),
    ("Did she offer to lift the controls?", "lift the controls", "hypothetical"),
    ("When will the ministers meet?", "meet", "planned"),
    ("They want to prevent the attack.", "attack", "negated"),
    ("She brushed aside a question about resigning.", "resigning", "hypothetical"),
    ("If he walks out on Tuesday, we walk out on Wednesday.", "walk out", "hypothetical"),
    ("He told friends that he would sooner sell his boat.", "sell", "hypothetical"),
    # negated
    ("The ministers did not meet on Monday.", "meet", "negated"),
    ("The ministers never met.", "met", "negated"),
    ("No agreement was signed on Monday.", "signed", "negated"),
    ("Nobody was arrested on Monday.", "arrested", "negated"),
    ("There were no arrests.", "arrests", "negated"),
    ("He refused to resign on Monday.", "resign", "negated"),
    ("They failed to reach an agreement on Monday.", "reach", "negated"),
    ("They left without signing the treaty.", "signing", "negated"),
    ("The company denied that data had been stolen.", "stolen", "negated"),
    ("The strike was called off on Monday.", "strike", "negated"),
    ("The hearing announced for 4 August was cancelled.", "hearing", "negated"),
    ("The two sides neither met nor signed anything.", "met", "negated"),
    ("The strike on Monday did not take place.", "strike", "negated"),
    ("The march did not go ahead.", "march", "negated"),
    ("The meeting did not begin on Monday.", "meeting", "negated"),
    # what is disowned
    ("Reports that the dam had burst were false.", "burst", "negated"),
    ("Claims that the minister resigned proved unfounded.", "resigned", "negated"),
    ("The claim that rebels attacked the ship is baseless.", "attacked", "negated"),
    ("It is not true that the minister resigned.", "resigned", "negated"),
    ("The rumour that he resigned was false.", "resigned", "negated"),
    ("The reports of the attack on Monday were untrue.", "attack", "negated"),
    ("The president ruled out resigning.", "resigning", "negated"),
    ("The company denied closing the plant.", "closing", "negated"),
    ("Reports that the dam had burst were true.", "burst", "asserted"),
    ("Reports that the dam had burst were not wrong.", "burst", "asserted"),
    ("It is true that the minister resigned.", "resigned", "asserted"),
    # what did not do something else took place all the same
    ("The strike on Monday did not disrupt deliveries.", "strike", "asserted"),
    ("The stoppage at the plant (from 5 to 9 June) did not affect deliveries.", "stoppage", "asserted"),
    ("The vote on Monday did not end the crisis.", "vote", "asserted"),
    ("The attack was not condemned.", "attack", "asserted"),
    # hypothetical
    ("If the ministers met, they would sign the treaty.", "met", "hypothetical"),
    ("The ministers may meet on Friday.", "meet", "hypothetical"),
    ("The ministers could meet next week.", "meet", "hypothetical"),
    ("Unless the rotas are withdrawn, dockers could strike.", "strike", "hypothetical"),
    ('"We would sign tomorrow if the rotas were torn up," she said.', "sign", "hypothetical"),
    ("They would have signed if he had come.", "signed", "hypothetical"),
    ("Had the company resigned itself earlier, the bank would have sued.", "sued", "hypothetical"),
    ("The union called for a strike.", "strike", "hypothetical"),
    ("If the fire does not stop, the ministers could meet at the weekend.", "fire", "hypothetical"),
    ("If the fire does not stop, a diplomat said, the ministers could meet at the weekend.", "meet", "hypothetical"),
    ("Had such a plan been on the table in Geneva, there would have been an agreement.", "plan", "hypothetical"),
    ("The report raised fears of an attack.", "attack", "hypothetical"),
    ("He wants to sign the treaty.", "sign", "hypothetical"),
    ("Did the ministers meet on Monday?", "meet", "hypothetical"),
    ("They do not know whether he resigned on Monday.", "resigned", "hypothetical"),
    ("The minister should resign by Friday.", "resign", "hypothetical"),
    ("The treaty could be signed in two weeks if the rotas are dropped.", "signed", "hypothetical"),
    ("He has not said whether he will vote on Friday.", "vote", "hypothetical"),
    # what another noun is about is only referred to
    ("The opposition called for an inquiry into the raid last month.", "raid", "asserted"),
    ("The opposition called for an inquiry into the raid last month.", "inquiry", "hypothetical"),
    ("The ministry demanded details of the agreement.", "agreement", None),
    ("The union asked the company on Monday to apologize for the letter.", "apologize", None),
    ("The union asked the company on Monday to apologize for the letter.", "asked", "asserted"),
    ("The union urged the members to resign.", "resign", "hypothetical"),
    # what somebody wants has not happened, however well it is known
    ("She demanded his resignation on Monday.", "resignation", "hypothetical"),
    ("The raid was ordered by the president.", "raid", "asserted"),
    ("His resignation had been rumoured since May.", "resignation", "hypothetical"),
    # an attempt is made though it fails
    ("An attempt to storm the palace failed on Monday.", "storm", "asserted"),
    ("An attempt to storm the palace would fail.", "storm", "hypothetical"),
    ("12 May: Talks in Rome; strike called off", "strike", "negated"),
    ("The truce might not have lasted.", "truce", None),
    ("The treaty replaces the protocol of 1987.", "treaty", None),
    ("Gov. Dale Orr did not answer our calls.", "calls", None),
    ("The company today announced that it has signed a twice-daily flight contract.", "signed", "asserted"),
    # what came to nothing
    ("The lift should have started on Monday at noon, but a cable frayed.", "started", "negated"),
    ("They would have walked out on Monday, but the union gave them a week.", "walked out", "negated"),
    ("They would have walked out on Monday.", "walked out", "hypothetical"),
    ("The inquiry was meant to begin on 19 July and was put back by a week.", "inquiry", "negated"),
    ("The walkout was meant to start on Monday but did not.", "walkout", "negated"),
    ("The ratification may not be the last word.", "ratification", "asserted"),
    ("The accord provides for a withdrawal of guns.", "withdrawal", "planned"),
    ("The accord was signed at the end of five days of talks.", "talks", "asserted"),
    ("Talks between the two sides, due to resume on Monday, have been put off for a week.", "Talks", "planned"),
    ("Turkey recalled its ambassador on Thursday in protest at the film.", "protest", None),
    ("Police have named the victim as Lena Ford.", "named", None),
    # nothing happens
    ("Whatever the papers say about the 12th, nobody knows.", "say", None),
    ("The two ministers usually meet in Vienna.", "meet", None),
    ("The committee meets every Tuesday.", "meets", None),
    ("Meetings are held in the town hall.", "Meetings", None),
    ("The conference centre is in the town.", "conference", None),
    ("The countries have signed more agreements over recent years.", "signed", None),
    ("Resign now!", "Resign", None),
]


@pytest.mark.parametrize(("sentence", "trigger", "wanted"), CASES)
def test_modality(sentence, trigger, wanted):
    article = Article("a", sentence, published=Publication(Span.of("2023-07-26"), Basis.STATED))
    (reading,) = extract([(article, dates.annotate(article))])
    at = sentence.index(trigger)
    found = {str(m.modality) for m in reading.mentions if m.start <= at < m.end}
    assert found == ({wanted} if wanted else set())


def test_a_quotation_over_two_sentences_is_still_one():
    text = '"We are tired. We would sign tomorrow," she said.'
    article = Article("a", text, published=Publication(Span.of("2023-07-26"), Basis.STATED))
    (reading,) = extract([(article, dates.annotate(article))])
    assert [str(m.modality) for m in reading.mentions if m.trigger == "sign"] == ["hypothetical"]
