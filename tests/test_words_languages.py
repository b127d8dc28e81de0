"""English and Spanish: the same keys and places for values in both files, and dates and statuses as each language has them."""

import ast
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from timeline.edits import Edit, EditError, check
from timeline.events.catalog import TYPES
from timeline.export import write
from timeline.model import Article, Claim, Event, Mention, Modality, Status, Timeline
from timeline.span import Granularity, Shape, Span
from timeline.store import ConflictError
from timeline.words import (
    BADGES,
    LANGUAGES,
    count,
    event_date_words,
    language,
    preferred,
    span_words,
    speak,
    speaking,
    status_words,
    window_words,
    words_of,
)

ROOT = Path(__file__).parents[1]
FREE = {"dates.articles"}  # tables whose keys are words of the language


def leaves(tree: Any, path: str = "") -> dict[str, Any]:
    if path in FREE:
        return {path: ""}
    if isinstance(tree, dict):
        return {key: value for name, each in tree.items() for key, value in leaves(each, f"{path}.{name}".lstrip(".")).items()}
    if isinstance(tree, list):
        return {key: value for i, each in enumerate(tree) for key, value in leaves(each, f"{path}.{i}").items()}
    return {path: tree}


ENGLISH = leaves(words_of("en"))


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_language_has_the_same_keys_and_places(code: str) -> None:
    other = leaves(words_of(code))
    assert sorted(other) == sorted(ENGLISH)
    for key, words in ENGLISH.items():
        if isinstance(words, str):
            assert sorted(re.findall(r"{\d*}", other[key])) == sorted(re.findall(r"{\d*}", words)), key
            assert bool(other[key]) == bool(words), key
            assert other[key][-1:].isspace() == words[-1:].isspace(), key


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_that_the_dashboard_names_is_there(code: str) -> None:
    page = words_of(code)["page"]
    used = {
        node.attr
        for file in (ROOT / "dashapp").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "texts"
        and node.attr.isupper()
    }
    assert used
    assert not {name for name in used if name.lower() not in page}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_badge_and_type_has_its_word(code: str) -> None:
    assert set(words_of(code)["status"]["badges"]) == set(BADGES)
    assert set(TYPES) <= set(words_of(code)["types"])
    assert {str(unit) for unit in Granularity} - {"century"} <= set(words_of(code)["status"]["same"]) | {"century"}


def span(first: str, end: str | None = None, unit: Granularity = Granularity.DAY, shape: Shape = Shape.WITHIN) -> Span:
    return replace(Span.of(first, end, unit), shape=shape)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (span("2023-07-20"), "jueves 20 de julio de 2023"),
        (span("2023-05-03", "2023-05-08", shape=Shape.THROUGHOUT), "3 a 7 de mayo de 2023"),
        (span("2023-07-16", "2023-07-21"), "entre el 16 y el 20 de julio de 2023"),
        (span("2023-07-16", "2023-08-01"), "segunda mitad de julio de 2023"),
        (span("2023-01-01", "2023-08-01", Granularity.MONTH), "entre enero y julio de 2023"),
        (Span.month(2023, 7), "julio de 2023"),
        (Span.year(2022), "2022"),
        (span("1990-01-01", "2000-01-01", Granularity.DECADE), "la década de 1990"),
        (span("1801-01-01", "1901-01-01", Granularity.CENTURY), "el siglo XIX"),
        (span("2007-01-01", "2023-12-31", Granularity.YEAR, Shape.ONWARDS), "desde 2007, en curso"),
    ],
)
def test_spans_in_spanish(when: Span, said: str) -> None:
    with speaking("es"):
        assert span_words(when) == said


def event(when: Span | None, status: Status = Status.SINGLE, modality: Modality = Modality.ASSERTED, **more: Any) -> Event:
    return replace(Event("e", "visit", "meetings", "CONSULT", "A visit", when, status, modality, ()), **more)


def two_days() -> tuple[Event, Timeline]:
    days = [Span.of("2023-07-24"), Span.of("2023-07-25")]
    articles = tuple(Article(f"a{i}", "met", f"{i}.txt") for i in range(2))
    mentions = tuple(Mention(f"m{i}", f"a{i}", 0, 3, "met", 0, 3, "meeting", "meet", span=day) for i, day in enumerate(days))
    claims = tuple(Claim(day, (f"a{i}",)) for i, day in enumerate(days))
    it = event(days[0], Status.DISPUTED, mentions=mentions, claims=claims)
    return it, Timeline(articles, {}, (it,))


def test_statuses_in_spanish() -> None:
    it, timeline = two_days()
    with speaking("es"):
        assert event_date_words(it) == "24 o 25 de julio de 2023, en disputa"
        assert event_date_words(it, marked=False) == "24 o 25 de julio de 2023"
        assert status_words(it, timeline).sentence == (
            "Dos fuentes dan dos días distintos. Una dice el lunes 24 de julio, una dice el martes 25 de julio."
        )
        limits = (date(2023, 7, 21).toordinal(), date(2023, 7, 29).toordinal())
        undated = event(None, Status.UNDATED, bounds=limits)
        assert event_date_words(undated) == "sin fecha, después del 20 de julio y antes del 29 de julio de 2023"
        planned = event(Span.month(2023, 10), modality=Modality.PLANNED)
        assert event_date_words(planned) == "octubre de 2023, previsto"
        assert count(4212, "event") == "4.212 sucesos"
        assert window_words(date(2023, 7, 14).toordinal(), date(2023, 8, 1).toordinal()) == "14 a 31 de julio de 2023"


def test_a_language_holds_for_its_block_and_an_unknown_one_is_english() -> None:
    with speaking("es"), speaking("xx"):
        assert language() == "en"
    assert language() == "en"
    speak("es")
    assert language() == "es"
    speak("en")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("es", "es"),
        ("fr-FR,fr;q=0.9,es;q=0.3,en;q=0.2", "es"),
        ("en-GB,en;q=0.9,es;q=0.8", "en"),
        ("es;q=nonsense, en", "en"),
        ("*" * 5_000, "en"),
    ],
)
def test_the_browsers_wish(header: str, code: str) -> None:
    assert preferred(header) == code


# ---- files and refusals ------------------------------------------------------------------------------------------------

_DAY = Span.of("2023-07-24")
_STORY = Timeline(
    (Article("a", "The port closed on Monday.", source="Wire"),),
    {},
    (
        Event("e", "strike", "actions", "", "The port closes", _DAY, Status.SINGLE, Modality.ASSERTED,
              (Mention("m", "a", 9, 15, "closed", 0, 26, "strike", "close", span=_DAY),)),
        Event("u", "visit", "meetings", "", "A visit", None, Status.UNDATED, Modality.ASSERTED, ()),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "english", "spanish"),
    [
        ("html", ("What the sources say", "Skip the picture", "Monday 24 July 2023", "Actions"),
         ("Lo que dicen las fuentes", "Saltar la imagen", "lunes 24 de julio de 2023", "Acciones", '<html lang="es">')),
        ("md", ("## Without a date",), ("## Sin fecha", "lunes 24 de julio de 2023")),
        ("ics", ("Sources: Wire",), ("Fuentes: Wire",)),
        ("timelinejs", ("Monday 24 July 2023",), ("lunes 24 de julio de 2023",)),
    ],
)  # fmt: skip
def test_files_speak_the_language_that_is_spoken(kind: str, english: tuple[str, ...], spanish: tuple[str, ...]) -> None:
    texts = {}
    for code in ("en", "es"):
        with speaking(code):
            texts[code] = write(_STORY, kind)
    for words in english:
        assert words in texts["en"], words
        assert words not in texts["es"], words
    for words in spanish:
        assert words in texts["es"], words


@pytest.mark.parametrize("kind", ["csv", "evidence-csv", "json"])
def test_what_programs_read_is_the_same_in_every_language(kind: str) -> None:
    with speaking("es"):
        said = write(_STORY, kind)
    assert said == write(_STORY, kind)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Edit("date", ("m",), ("2023-07-25", "2023-07-24")), "El último día viene antes del primero."),
        (Edit("title", ("m",), (" ",)), "El título está vacío."),
        (Edit("hide", ()), "Elija uno primero."),
    ],
)
def test_refusals_of_changes_by_hand_speak_it_too(edit: Edit, words: str) -> None:
    with speaking("es"), pytest.raises(EditError, match=re.escape(words)):
        check(edit)
    with speaking("es"):
        assert str(ConflictError((Edit("hide", ("m",), by="Ana"),))) == "Ana lo cambió entretanto."
