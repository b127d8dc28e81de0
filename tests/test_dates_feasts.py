"""Feasts of other calendars: which days they are, how sure that is, and which names are none."""

import subprocess
import sys

import pytest

from timeline.dates import resolve

FEASTS = [
    ("during Ramadan", "2023-03-20", "en", "2023-03-23..2023-04-22"),
    ("since last Ramadan began", "2024-04-20", "en", "2024-03-11..2024-04-21"),
    ("after Eid al-Fitr", "2023-04-20", "en", "2023-04-21..2023-04-23"),
    ("on Eid al-Adha 2022", "2024-04-20", "en", "2022-07-09..2022-07-11"),
    ("on Ashura", "2023-08-01", "en", "2023-07-28..2023-07-30"),
    ("before Yom Kippur", "2023-09-20", "en", "2023-09-25"),
    ("on Rosh Hashanah", "2023-09-20", "en", "2023-09-16..2023-09-18"),
    ("over Passover", "2023-04-12", "en", "2023-04-06..2023-04-14"),
    ("during Hanukkah", "2023-12-20", "en", "2023-12-08..2023-12-16"),
    ("Lunar New Year 2024", "2023-12-20", "en", "2024-02-10"),
    ("the eve of Diwali", "2023-11-05", "en", "2023-11-11"),
    ("durante el Ramadán", "2023-03-20", "es", "2023-03-23..2023-04-22"),
    ("antes del Año Nuevo chino de 2024", "2023-12-20", "es", "2024-02-10"),
]


@pytest.mark.parametrize(("text", "published", "language", "days"), FEASTS)
def test_a_feast_of_another_calendar_has_its_days(text: str, published: str, language: str, days: str) -> None:
    (found,) = [e for e in resolve(f"It was shut {text}.", published, language) if e.span]
    assert str(found.span) == days


def test_the_nearest_of_two_in_one_year_is_meant() -> None:
    (found,) = resolve("They will meet again after Eid al-Fitr.", "2000-12-01")
    assert str(found.span) == "2000-12-27..2000-12-29"


def test_a_sighted_moon_is_told_in_the_reason() -> None:
    (moon,), (sure,) = resolve("on Ashura", "2023-07-20"), resolve("on Purim", "2023-07-20")
    assert "moon" in moon.why
    assert "moon" not in sure.why


@pytest.mark.parametrize("text", ["Tariq Ramadan spoke.", "He fought in the Ramadan War.", "Diwali 1950", "Eid al-Fitr 1875"])
def test_names_and_years_beyond_the_tables_are_no_days(text: str) -> None:
    assert [e.text for e in resolve(text, "2023-07-20") if not e.text.isdigit()] == []


def test_the_tables_are_imported_only_for_a_feast() -> None:
    code = "import sys, timeline; timeline.resolve('at Easter', '2023-07-20'); print('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
