"""Which weekday a sentence means: the one before its publication or the one after, as agencies and papers write."""

from __future__ import annotations

import pytest

from timeline.dates import resolve

WEDNESDAY = "1994-11-02"
NAMES = ("Monday", "Tuesday", "Thursday", "Friday", "Saturday", "Sunday")

TO_COME = (
    "The king visits Oslo on Saturday.",
    "The minister travels to Lima on Friday for talks with his counterpart.",
    "Banks and post offices are closed Friday for Veterans Day.",
    "The team plays its last match on Sunday.",
    "On Tuesday, the league plans to hold a news conference.",
    "On Monday, voters go to the polls in three states.",
    "On Friday, the court will hear arguments.",
    "On Thursday, the bank is expected to raise rates.",
    "The bank is widely expected to raise rates on Thursday.",
    "Rain is likely Thursday.",
    "The talks, which began last week, resume Monday in Geneva.",
    "The two leaders meet Friday in Cairo.",
    "The deadline for bids is Friday.",
    "They have until Friday to respond.",
    "The judge gave them until Friday to respond.",
    "The company has given its workers until noon Monday to accept the offer.",
    "He is to appear in court on Friday.",
    "He was due to appear in court on Friday.",
    "A funeral is planned for Saturday.",
    "Funeral services are Saturday.",
    "The hearing was postponed until Monday.",
    "The hearing was rescheduled for Monday.",
    "The sale ends Sunday.",
    "The new law takes effect Tuesday.",
    "The strike, if it goes ahead, would begin Monday.",
    "Officials said they would release the figures on Friday.",
    "She said the vote would take place on Thursday.",
    "Parliament votes on the bill Thursday.",
    '"We leave on Friday," he said.',
    '"I will be there Friday," he said.',
    "The company will report earnings on Thursday, a spokesman said.",
    "The president leaves for Tokyo on Sunday.",
    "Opening arguments are set for Monday.",
    "Jury selection begins Monday.",
    "Schools are to reopen Thursday after a two-week strike.",
    "The prime minister flies to Paris on Thursday.",
    "The council debates the plan on Monday night.",
    "The airline launches its first flight to Havana on Friday.",
    "The exhibition runs until Sunday.",
    "The inquiry hears its first witness on Monday.",
    "She faces the committee on Thursday.",
    "The rivals go head to head on Saturday.",
    "The band plays in Dublin on Friday night.",
    "Polls close at 8 p.m. Tuesday.",
    "The pope celebrates Mass in the stadium on Sunday.",
    "Ministers from nine countries gather in Lisbon on Monday.",
    "On Sunday, the country chooses a new parliament.",
    "In Geneva on Monday, envoys will try again.",
    "The nominee's first hearing is Thursday.",
    "They must reach a deal by Friday or face a shutdown.",
    "The union says its members will walk out on Monday.",
    "A vote could come as early as Thursday.",
    "The firm, which cut 200 jobs last month, reports earnings on Thursday.",
    "The final, to be played on Sunday, is sold out.",
    "A hearing has been set for Monday.",
    "The judge ordered him to return to court on Monday.",
    "He promised to publish the letter on Friday.",
    "He agreed to meet the families on Friday.",
)

PAST = (
    "The prime minister survived a no-confidence vote on Monday.",
    "She lost a confidence vote on Friday.",
    "He could not be reached for comment Monday.",
    "A spokesman could not immediately be reached Tuesday.",
    "Officials would not comment Tuesday.",
    "He would not say Monday whether he would run.",
    "The company declined to comment Tuesday.",
    "The minister said Monday that talks will begin soon.",
    "The minister said on Monday he would resign.",
    "The minister said he would resign, according to aides who spoke Monday.",
    "Monday's ruling could cost the company millions.",
    "The firm will appeal Monday's ruling.",
    "They will look for ways around Tuesday's ruling.",
    "The decision, announced Monday, will take effect soon.",
    "The plan, unveiled on Monday, would cut taxes.",
    "He was arrested Monday and could face charges.",
    "He was arrested Monday and will appear in court soon.",
    "In a letter sent Monday, the group says it will fight.",
    "In an interview published Monday, he says he will fight.",
    "According to a report released Tuesday, prices will rise.",
    "A bomb exploded Monday outside a hotel.",
    "Rebels have held the town since Monday.",
    "The stock rose $2 Monday.",
    "The army, which took the town Monday, said it would leave.",
    "Since Monday, the army has held the town.",
    "The king's plane crashed on Monday.",
    "The town fell on Monday.",
    "Troops fled the town Monday.",
    "The storm hurt exports Monday.",
    "Snow fell Monday and Tuesday.",
    "The plan that the council will discuss was drafted on Monday.",
    "On Monday, the king visited Oslo.",
    "On Monday, police arrested three men who may face trial.",
    "On Tuesday, shares rose 3%.",
    "Three people died Monday when a bus overturned.",
    "It was not until Monday that they knew.",
    "The sale, which had been expected, was completed Monday.",
    "Workers walked out Monday after the company said it would close the plant.",
    "Ten people have died since fighting began on Monday.",
    "It has been raining since Monday.",
    "The Dow closed up 12 points Tuesday.",
    "Analysts say Monday's fall will not last.",
    "The bodies of two men were found Monday.",
    "The trial opened Monday and is expected to last a month.",
    "Iran says it shot down a plane on Monday.",
    "The army says three soldiers died on Monday.",
    "Officials say the ship sank Monday.",
    "The group claims its men killed nine soldiers on Monday.",
    "He refused to meet the families on Tuesday.",
    "A ferry capsized on Monday, and dozens are feared dead.",
    "At least nine people have been killed since Monday.",
    "Hundreds are homeless after Monday's storm.",
    "Four of the men who escaped on Monday remain at large.",
    "Shares fell as much as 9% on Tuesday.",
    "The verdict, which came late Monday, surprised few.",
    '"I saw him on Monday," she said.',
    "The ministry would give no details on Tuesday.",
    "No one was available to comment on Tuesday.",
    "The charity says it received the money on Monday.",
    "The drug, approved on Monday, is expected to cost $90.",
    "The ship, which sailed on Monday, will reach Cadiz soon.",
    "He told parliament on Tuesday that troops will stay.",
    "In Tuesday's debate, she said taxes would rise.",
    "Voters on Tuesday rejected the plan.",
    "The court on Monday struck down the law.",
    "Police on Monday were searching for a man who may be armed.",
    "The two sides met Monday and will meet again.",
    "By Tuesday, the water had reached the town.",
    "Late Monday, rebels seized the bridge.",
    "The mayor resigned on Monday over a plan to sell the park.",
    "Monday's session ended without a deal.",
    "Since the ban took effect on Monday, sales have halved.",
    "The fire that broke out Monday is now under control.",
)


def day(text: str) -> str:
    """Return the value of the first weekday of a text."""
    return next(e.value or "" for e in resolve(text, WEDNESDAY) if any(name in e.text for name in NAMES))


@pytest.mark.parametrize("text", TO_COME)
def test_to_come(text: str) -> None:
    assert day(text) > WEDNESDAY


@pytest.mark.parametrize("text", PAST)
def test_past(text: str) -> None:
    assert day(text) < WEDNESDAY


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Banks are closed Saturday for Veterans Day.", "2023-11-09", "2023-11-11"),
        ("Banks were closed Friday for Veterans Day.", "2023-11-14", "2023-11-10"),
        ("Schools will be shut Monday for the Presidents Day holiday.", "2023-02-17", "2023-02-20"),
        ("They met Friday for a talk about Christmas.", "2023-11-14", "2023-11-10"),
    ],
)
def test_day_on_which_a_holiday_is_kept(text: str, published: str, expected: str) -> None:
    assert resolve(text, published)[0].value == expected


def test_a_day_on_a_line_of_its_own_gives_its_day_to_the_clock_times_below() -> None:
    log = "MONDAY 12 MAY\n\n01.20\nGoodnight.\n\nSUNDAY 11 MAY\n\n21.00\nThe doors close.\n\nTurnout at 5pm was low."
    found = {e.text: e.value for e in resolve(log, "2031-05-12")}
    assert found["01.20"] == "2031-05-12T01:20"
    assert found["21.00"] == "2031-05-11T21:00"
    assert found["5pm"] == "2031-05-11T17:00"
