"""Explicit dates in languages without a folder of data, which dateparser reads."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import annotate, foreign, resolve
from timeline.model import Article, Publication
from timeline.span import Span

PUBLISHED = "2023-07-26"
CASES = [
    ("fr", "Signé le 24 juillet 2023 à Paris.", [("24 juillet 2023", "2023-07-24")]),
    ("fr", "Le 1er août, tout ferme.", [("1er août", "2023-08-01")]),
    ("fr", "En mars 2019, puis le 12/07/2021.", [("mars 2019", "2019-03"), ("12/07/2021", "2021-07-12")]),
    ("fr-CA", "Le 3 sept. 2022, il neigea.", [("3 sept. 2022", "2022-09-03")]),
    ("fr", "L'attentat du 24 décembre fit dix morts.", [("24 décembre", "2023-12-24")]),
    ("de", "Am 24. Juli 2023 und am 3. März 2021.", [("24. Juli 2023", "2023-07-24"), ("3. März 2021", "2021-03-03")]),
    ("de", "Der Vertrag vom 24.07.23 gilt.", [("24.07.23", "2023-07-24")]),
    ("de", "Im Dezember 2022 fiel Schnee.", [("Dezember 2022", "2022-12")]),
    ("pt", "Em 24 de julho de 2023, caiu.", [("24 de julho de 2023", "2023-07-24")]),
    ("pt-BR", "Em 1º de maio de 2020 e em 24/07/2023.", [("1º de maio de 2020", "2020-05-01"), ("24/07/2023", "2023-07-24")]),
    ("it", "Il 24 luglio 2023, il 1° maggio.", [("24 luglio 2023", "2023-07-24"), ("1° maggio", "2023-05-01")]),
    ("nl", "Op 24 juli 2023 en op 3 mei.", [("24 juli 2023", "2023-07-24"), ("3 mei", "2023-05-03")]),
    ("ru", "24 июля 2023 года и 3 марта.", [("24 июля 2023", "2023-07-24"), ("3 марта", "2023-03-03")]),
    ("uk", "24 липня 2023 року.", [("24 липня 2023", "2023-07-24")]),
    ("pl", "24 lipca 2023 r. wygrali.", [("24 lipca 2023", "2023-07-24")]),
    ("tr", "24 Temmuz 2023 günü.", [("24 Temmuz 2023", "2023-07-24")]),
    ("zh", "于2023年7月24日签署。", [("2023年7月24日", "2023-07-24")]),
    ("zh-Hant", "將於7月25日舉行。", [("7月25日", "2023-07-25")]),
    ("ja", "2023年7月24日に発表した。", [("2023年7月24日", "2023-07-24")]),
    ("ko", "2023년 7월 24일 발표했다.", [("2023년 7월 24일", "2023-07-24")]),
    ("ar", "في 24 يوليو 2023 و ٣ مارس 2022.", [("24 يوليو 2023", "2023-07-24"), ("٣ مارس 2022", "2022-03-03")]),
    ("hi", "24 जुलाई 2023 को।", [("24 जुलाई 2023", "2023-07-24")]),
    ("hu", "2023. július 24. napján", [("2023. július 24", "2023-07-24")]),
    ("sv", "den 24 juli 2023", [("24 juli 2023", "2023-07-24")]),
    ("no", "den 24. juli 2023", [("24. juli 2023", "2023-07-24")]),
    ("vi", "ngày 24 tháng 7 năm 2023", [("24 tháng 7 năm 2023", "2023-07-24")]),
    ("fi", "24. heinäkuuta 2023", [("24. heinäkuuta 2023", "2023-07-24")]),
    ("ca", "el 24 de juliol de 2023", [("24 de juliol de 2023", "2023-07-24")]),
    ("fr", "Version 2.10.4, le mar. suivant, 31 juin 2020.", []),
    ("fr", "Nous en mai, 300 mars, le 32 juillet.", []),
    ("it", "Ha vinto 2 set.", []),
    ("de", "Er hat 3 mai-ähnliche Tage, 99.99.2020.", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_explicit_dates(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = resolve(text, PUBLISHED, language)
    assert [(e.text, e.value) for e in found] == expected
    assert [text[e.start : e.end] for e in found] == [words for words, _ in expected]


def test_the_reason_names_dateparser() -> None:
    why = resolve("Signé le 24 juillet à Paris.", PUBLISHED, "fr")[0].why
    assert why.startswith("'24 juillet': 24 July, the last before publication on Wednesday 26 July 2023")
    assert why.endswith("as dateparser reads it in the language 'fr'")


def test_a_date_without_a_year_stays_open_without_publication() -> None:
    assert [(e.value, e.span) for e in resolve("Le 24 juillet.", None, "fr")] == [("XXXX-07-24", None)]


def test_publication_of_several_days_gives_the_hull() -> None:
    article = Article("a", "Le 24 juillet 2022, le 2 janvier.", language="fr", published=Publication(Span.of("2023-07-26")))
    wide = annotate(article, Span.of("2023-06-01").hull(Span.of("2023-07-26")))
    assert [str(e.span) for e in wide] == ["2022-07-24", str(wide[1].span)]
    assert wide[1].span is not None
    assert wide[1].constraints


def test_furniture_is_marked() -> None:
    assert all(not e.furniture for e in resolve("24 juillet 2023", PUBLISHED, "fr"))


def test_unknown_languages_fall_back_to_english() -> None:
    assert not foreign.knows("xx")
    assert not foreign.knows("und")
    assert [e.text for e in resolve("It met on Friday.", PUBLISHED, "und")] == ["Friday"]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/La_Paz"])
def test_neither_clock_nor_zone_matters(zone: str) -> None:
    code = (
        "from timeline.dates import resolve; print([str(e.span) for e in resolve('24 juillet, 3 mars 2020', '2023-07-26', 'fr')])"
    )
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "TZ": zone, "LC_ALL": "C"}
    )
    assert made.stdout.strip() == "['2023-07-24', '2020-03-03']"


def test_dateparser_is_imported_only_for_such_texts() -> None:
    code = "import sys; from timeline.dates import resolve; resolve('el 24', None, 'es'); print('dateparser' in sys.modules)"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "False"


@given(st.text(alphabet="0123456789./-年月日 dejuiltmars\n", max_size=60), st.sampled_from(["fr", "de", "ja", "ru"]))
@settings(max_examples=60, deadline=None)
def test_any_text_yields_expressions_of_its_own_words(text: str, language: str) -> None:
    last = 0
    for e in resolve(text, PUBLISHED, language):
        assert e.start >= last
        assert text[e.start : e.end] == e.text
        last = e.end
