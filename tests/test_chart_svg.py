"""The picture as SVG: every event in it, every text escaped, the same marks as in the figure, nothing beside it."""

import re

import pytest
from dashapp_kit import EVIL, crowd, hostile, story
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from timeline.chart import TOKENS, Scheme, picture
from timeline.chart.svg import to_svg
from timeline.chart.symbols import outline
from timeline.chart.theme import SYMBOLS

ELEMENTS = set("svg g path rect text title a".split())


def drawn(text: str) -> etree._Element:
    """The drawing, which must be well-formed and of known elements."""
    root = etree.fromstring(text)
    assert {etree.QName(each).localname for each in root.iter()} <= ELEMENTS
    return root


@pytest.mark.parametrize("width", [330, 700, 1080])
def test_every_dated_event_can_be_pointed_at_and_says_what_it_is(width: int) -> None:
    root = drawn(to_svg(picture(story(), width=width)))
    said = {mark.get("data-event"): mark[0].text for mark in root.iter("{*}rect") if mark.get("data-event")}
    assert set(said) == {event.id for event in story().events if event.span}
    assert said["e-ask"] == "Arden asks Velm to explain\n24 or 25 July 2023, disputed"
    assert float(root.get("width")) == width


def test_titles_and_ticks_are_texts_inside_the_drawing() -> None:
    root = drawn(to_svg(picture(story(), width=1080)))
    left, top, width, height = map(float, root.get("viewBox").split())
    texts = {text.text: text for text in root.iter("{*}text")}
    assert {"Arden asks Velm to explain", "Meetings", "1994", "12 years"} <= set(texts)
    for text in texts.values():
        if not text.get("transform"):
            assert left <= float(text.get("x")) <= left + width
            assert top <= float(text.get("y")) <= top + height


def test_marks_lead_to_where_a_page_wants() -> None:
    root = drawn(to_svg(picture(story()), link=lambda event: f"#e-{event}"))
    assert {link.get("href") for link in root.iter("{*}a")} == {f"#e-{event.id}" for event in story().events if event.span}
    assert not root.xpath("//@data-event")


def test_a_crowd_is_counted_and_each_count_names_its_days() -> None:
    root = drawn(to_svg(picture(crowd(3_000), width=900)))
    counts = [mark for mark in root.iter("{*}rect") if (mark.get("data-event") or "").startswith("days ")]
    assert len(counts) > 10
    days = [tuple(map(int, mark.get("data-event").split()[1:])) for mark in counts]
    assert all(start < end for start, end in days)
    numbers = [int(re.search(r"([\d,]+) events?$", mark[0].text)[1].replace(",", "")) for mark in counts]
    assert sum(numbers) == 3_000, "each event is of one day, so each is counted once"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_file_that_stands_alone_has_values_a_page_has_variables(scheme: Scheme) -> None:
    alone = to_svg(picture(story(), scheme=scheme), variables=False)
    assert "var(" not in alone
    assert TOKENS[scheme]["surface"] in alone
    if scheme == "light":
        inside = to_svg(picture(story(), selected="e-ask"))
        assert not re.findall(r"#[0-9a-f]{6}", inside), "every color follows the page"
        assert set(re.findall(r"var\(--tl-([a-z0-9-]+)\)", inside)) <= set(TOKENS["light"])


def test_hostile_words_are_text() -> None:
    root = drawn(to_svg(picture(hostile(), width=1400)))
    assert EVIL[0] in "".join(root.itertext())


@given(st.text(min_size=1, max_size=60))
def test_any_title_is_drawn(title: str) -> None:
    one = crowd(1).events[0]
    object.__setattr__(one, "title", title)
    drawn(to_svg(picture((one,), width=1080)))


@pytest.mark.parametrize("name", [*SYMBOLS.values(), "triangle-right"])
@pytest.mark.parametrize("size", [9, 12.5])
def test_symbols_are_closed_and_about_as_large_as_asked(name: str, size: float) -> None:
    x = y = 0.0
    xs, ys = [], []
    for command, words in re.findall(r"([mla])([^mlaz]*)", outline(name, size)):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", words)]
        x, y = x + numbers[-2], y + numbers[-1]
        xs.append(x)
        ys.append(y)
        assert command != "a" or name == "circle"
    assert outline(name, size).endswith("z")
    assert outline(f"{name}-open", size) == outline(name, size)
    assert 0.7 * size <= max(max(xs) - min(xs), max(ys) - min(ys)) <= 1.45 * size
