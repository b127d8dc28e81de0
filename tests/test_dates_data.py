"""Every rule of every language carries examples, and they hold."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.dates import resolve
from timeline.dates.grammar import Example, Grammar, languages, load

PUBLISHED = "2023-07-23"  # a Sunday
GRAMMARS = [load(language) for language in languages()]
EXAMPLES = [(grammar.language, example) for grammar in GRAMMARS for example in grammar.examples]


def identify(value: object) -> str:
    return f"{value.rule}: {value.text}" if isinstance(value, Example) else str(value)


@pytest.mark.parametrize(("language", "example"), EXAMPLES, ids=identify)
def test_example(language: str, example: Example) -> None:
    found = resolve(example.text, PUBLISHED, language)
    if example.value is None:
        assert [(e.text, e.value) for e in found] == []
    else:
        assert found, "nothing was found"
        assert found[-1].value == example.value, f"{found[-1].text!r}: {found[-1].why}"


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.language)
def test_every_rule_has_examples(grammar: Grammar) -> None:
    shown = {example.rule for example in grammar.examples if example.value is not None}
    assert [rule for rule in grammar.rules if rule not in shown] == []


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.language)
def test_rule_names_are_unique(grammar: Grammar) -> None:
    assert len(grammar.rules) == len(set(grammar.rules))


HOLIDAYS = [(grammar, key) for grammar in GRAMMARS for key in grammar.holidays]


@pytest.mark.parametrize(("grammar", "key"), HOLIDAYS, ids=lambda value: value if isinstance(value, str) else value.language)
def test_every_name_of_a_holiday_is_read(grammar: Grammar, key: str) -> None:
    holiday = grammar.holidays[key]
    days = {str(resolve(f"{name} 2019", PUBLISHED, grammar.language)[0].span) for name in holiday["names"]}
    assert len(days) == 1
    if "fixed" in holiday and "days" not in holiday:
        assert days == {date(2019, *holiday["fixed"]).isoformat()}
