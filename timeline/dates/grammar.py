"""Reading a language's data: words, rules and holidays from its folder of TOML files, compiled into a trie once and kept."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import resources
from operator import itemgetter
from typing import Any

from timeline.dates.builders import BUILDERS
from timeline.dates.chart import GLUE, Maker, Rule, State

_ITEM = re.compile(r"<[a-z0-9]+(?::[a-z0-9]+)?>\??|\([^()]*\)\??|\[[^\]]*\]\??|\S+")
Value = object


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase that a rule must read, with the value it then has on Sunday 23 July 2023, or one it must leave alone."""

    rule: str
    text: str
    value: str | None


@dataclass(slots=True)
class Grammar:
    """A language's knowledge of time, ready for use.

    Args:
        words: surface form → categories and values.
        known: surface form → whether it may found an expression; a word that is not in it ends a run.
        trie: the rules.
        settings: the tables of settings.toml; weights: those of weights.toml, which a script fits.
        holidays: key → how its day is found.
        examples: what the rules must read and leave alone.
    """

    language: str
    words: dict[str, tuple[tuple[str, Value], ...]] = field(default_factory=dict)
    known: dict[str, bool] = field(default_factory=dict)
    trie: State = field(default_factory=State)
    settings: dict[str, Any] = field(default_factory=dict)
    weights: dict[str, dict[str, float]] = field(default_factory=dict)
    holidays: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


@cache
def load(language: str) -> Grammar:
    """Return the grammar of a language, read from its folder the first time.

    Raises:
        FileNotFoundError: if there is no data for the language.

    >>> load("en").language
    'en'
    """
    grammar, data = Grammar(language), _tables(language)
    grammar.settings, grammar.weights = data["settings.toml"], data["weights.toml"]
    _add_words(grammar, data["words.toml"])
    for holiday in data["holidays.toml"]["holiday"]:
        _add_holiday(grammar, holiday)
    for name, content in data.items():
        if name.startswith("rules_"):
            for rule in content["rule"]:
                _add_rule(grammar, rule)
    for quote in "’‘ʼ":
        grammar.known[quote] = False
    return grammar


def _tables(language: str) -> dict[str, dict[str, Any]]:
    """The files of a language's folder, by name."""
    folder = resources.files("timeline.dates").joinpath(language)
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    return {item.name: tomllib.loads(item.read_text(encoding="utf-8")) for item in files}


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a folder of data.

    >>> "en" in languages()
    True
    """
    folder = resources.files("timeline.dates")
    return tuple(sorted(item.name for item in folder.iterdir() if item.joinpath("words.toml").is_file()))


def _forms(word: str, case: str) -> set[str]:
    if case == "exact":
        return {word}
    capital = word[:1].upper() + word[1:]
    return {capital, word.upper()} if case == "name" else {word, capital, word.upper()}


def _add_words(grammar: Grammar, data: Mapping[str, Mapping[str, Any]]) -> None:
    for category, table in data.items():
        case, core = table.get("_case", ""), bool(table.get("_core", False))
        for word, value in table.items():
            if not word.startswith("_"):
                for form in _forms(word, case):
                    _know(grammar, form, core)
                    grammar.words[form] = (*grammar.words.get(form, ()), (category, value))


def _know(grammar: Grammar, form: str, core: bool) -> None:
    grammar.known[form] = core or grammar.known.get(form, False)


def _add_holiday(grammar: Grammar, holiday: Mapping[str, Any]) -> None:
    grammar.holidays[holiday["key"]] = holiday
    for name in holiday["names"]:
        words = re.findall(r"\w+|[^\w\s]", name.replace("’", "'"))
        for style in (str, str.upper):
            forms = [style(word) for word in words]
            for form in forms:
                label = "!" + form
                _know(grammar, form, form[:1].isupper() and len(form) > 2)
                if (label, form) not in grammar.words.get(form, ()):
                    grammar.words[form] = (*grammar.words.get(form, ()), (label, form))
            grammar.trie.add(["!" + form for form in forms], Rule("holiday name", "holiday", partial(_constant, holiday["key"])))


def _constant(value: object, _: tuple[object, ...]) -> object:
    return value


def _add_rule(grammar: Grammar, rule: Mapping[str, Any]) -> None:
    grammar.rules.append(rule["name"])
    grammar.examples += [Example(rule["name"], text, value) for text, value in rule["yes"].items()]
    grammar.examples += [Example(rule["name"], text, None) for text in rule["no"]]
    for pattern in rule["pattern"]:
        for items in _expand(pattern):
            labels, names = _labels(items)
            for label in labels:
                if label.startswith("="):
                    _add_literal(grammar, label[1:])
            _check(rule, names)
            make = _template(rule["make"], tuple(names))
            grammar.trie.add(labels, Rule(rule["name"], rule["cat"], make, rule.get("rank", 0)))


def _labels(items: list[str]) -> tuple[list[str], list[str]]:
    """What the trie knows the items of a plain sequence by, and the names that a template calls their values by."""
    labels: list[str] = []
    names: list[str] = []
    for item in items:
        if item.startswith("<"):
            category, _, name = item[1:-1].partition(":")
            labels.append(category)
            names.append(name or category)
        elif item == GLUE:
            labels.append(GLUE)
        else:
            labels.append("=" + item.lower())
            names.append("=" + item.lower())
    return labels, names


def sequences(language: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the plain sequences that the rules of a language stand for: name of the rule, category that it makes, labels.

    A label is a category, "=word" for a word, or the mark that there is no white space.

    >>> ("bare year", "cal", ("=calendar", "year")) in sequences("en")
    True
    """
    for content in _tables(language).values():
        for rule in content.get("rule", ()):
            for pattern in rule["pattern"]:
                for items in _expand(pattern):
                    yield rule["name"], rule["cat"], tuple(_labels(items)[0])


def _check(rule: Mapping[str, Any], names: list[str]) -> None:
    """Refuse a rule whose template names a category that one of its patterns lacks: a slip in the data, found at load."""
    for name in re.findall(r"\$([a-z]\w*)", repr(rule["make"])):
        if name not in {"none", "words", *names}:
            raise ValueError(f"rule {rule['name']!r}: ${name} is in its template and not in the pattern {names}")


def _add_literal(grammar: Grammar, word: str) -> None:
    for form in _forms(word, ""):
        _know(grammar, form, False)
        label = "=" + word
        if (label, word) not in grammar.words.get(form, ()):
            grammar.words[form] = (*grammar.words.get(form, ()), (label, word))


def _expand(pattern: str) -> Iterator[list[str]]:
    """Yield the plain sequences that a pattern stands for."""
    choices: list[list[list[str]]] = []
    for raw in _ITEM.findall(pattern):
        optional = raw.endswith("?") and len(raw) > 1
        item = raw[:-1] if optional else raw
        if item.startswith("("):
            options = [part.split() for part in item[1:-1].split("|")]
        elif item.startswith("[") and len(item) > 1:
            options = [[mark] for mark in item[1:-1]]
        else:
            options = [[item]]
        choices.append(options + ([[]] if optional else []))
    for chosen in itertools.product(*choices):
        yield list(itertools.chain.from_iterable(chosen))


def _template(make: object, names: tuple[str, ...]) -> Maker:
    """The function of a rule's template: it is given the values of the categories, and None rejects the reading."""
    if isinstance(make, str):
        return _argument(make, names)
    if not isinstance(make, list):
        return partial(_constant, make)
    builder: Callable[..., object] = BUILDERS[make[0]]
    plain: list[Maker] = []
    nested: list[int] = []
    for item in make[1:]:
        if item == "$*":
            plain += [itemgetter(at) for at, name in enumerate(names) if not name.startswith("=")]
            continue
        if isinstance(item, list):
            nested.append(len(plain))
        plain.append(_template(item, names) if isinstance(item, list) else _argument(item, names))

    def build(values: tuple[object, ...]) -> object:
        arguments = [get(values) for get in plain]
        if nested and any(arguments[at] is None for at in nested):
            return None
        return builder(*arguments)

    return build


def _argument(item: object, names: tuple[str, ...]) -> Maker:
    """The function that takes what an item of a template stands for from the values."""
    if not isinstance(item, str) or not item.startswith("$"):
        return partial(_constant, item)
    if item == "$none":
        return partial(_constant, None)
    if item == "$words":
        return partial(_constant, tuple(name[1:] for name in names if name.startswith("=")))
    if item[1:].isdigit():
        return itemgetter([at for at, name in enumerate(names) if not name.startswith("=")][int(item[1:]) - 1])
    return itemgetter(names.index(item[1:]))
