"""Every regular expression of the product, and texts that are hostile to each."""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import functools
import importlib
import inspect
import pkgutil
import random
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _constants as op
from re import _parser
from types import ModuleType

from steps_kit import UNBOUNDED, Items, Matcher, single

import dashapp
import timeline
from timeline.dates.grammar import languages
from timeline.events import evidence
from timeline.events.gazetteer import gazetteer

METHODS = ("match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split")


@dataclasses.dataclass(frozen=True)
class Used:
    """A pattern of the product, where it stands, and how it is used there."""

    name: str
    pattern: str
    flags: int
    methods: frozenset[str]


@cache
def modules() -> tuple[ModuleType, ...]:
    """Return every module of the product."""
    found = [module for room in (timeline, dashapp) for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")]
    return tuple(importlib.import_module(module.name) for module in found if not module.name.endswith("__main__"))


def _held(value: object, depth: int = 4) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    """Yield the patterns in a value and in what it holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from _held(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield from _held(list(value.values()), depth)
    elif depth and dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _held([getattr(value, field.name) for field in dataclasses.fields(value)], depth)


def _made(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Yield what a module holds, and what its cached functions make of the data of each language, or of every entry of it."""
    for name, value in list(vars(module).items()):
        yield name, value
        if not isinstance(value, functools._lru_cache_wrapper) or value.__module__ != module.__name__:
            continue
        needed = [p.name for p in inspect.signature(value).parameters.values() if p.default is p.empty]
        if not needed:
            yield name, value()
        elif needed == ["language"]:
            for language in languages():
                with contextlib.suppress(FileNotFoundError):  # no data for this language
                    yield name, value(language)
        elif value in (evidence._before, evidence._after):
            yield name, [value(key) for key in sorted(gazetteer().words)]


def _written(module: ModuleType) -> Iterator[tuple[str, str, int, str]]:
    """Yield the patterns that are written where they are used: re.sub("…", …)."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re"):
            continue
        if node.func.attr in METHODS and isinstance(node.args[0], ast.Constant):
            ignoring = "IGNORECASE" in ast.unparse(node)
            yield f"line {node.lineno}", node.args[0].value, re.IGNORECASE if ignoring else 0, node.func.attr


def used() -> list[Used]:
    """Return every pattern of the product once, with all the ways in which it is used."""
    found: dict[tuple[str, int], tuple[str, set[str]]] = {}
    texts = {module.__name__: Path(str(module.__file__)).read_text("utf-8") for module in modules()}
    for module in modules():
        for name, value in _made(module):
            for pattern in _held(value):
                source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
                readers = texts.values() if not name.startswith("_") else [texts[module.__name__]]
                ways = {way for text in readers for way in re.findall(rf"\b{name}(?:\([^()]*\))?\.(\w+)", text) if way in METHODS}
                _, known = found.setdefault((source, pattern.flags), (f"{module.__name__}.{name}", set()))
                known |= ways or {"findall"}
        for place, source, flags, way in _written(module):
            _, known = found.setdefault((source, flags), (f"{module.__name__}, {place}", set()))
            known.add(way)
    return [Used(name, source, flags, frozenset(ways)) for (source, flags), (name, ways) in found.items()]


SIGNS = "a A1 \n.,-—:;|/'\"()[]<>#*_=&%@?!é…\x00"
ATOMS = (*"aA1 \n-(*[", *"a |A |1 |Aa |\n\n|- |a.|a, |a-|1,|<a |[]|é ".split("|"))


def _sample(items: Items, flags: int, chance: random.Random, size: int) -> str:
    """Return words that parts match, or nearly so."""
    words = ""
    for code, value in items:
        fits = single(code, value, flags)
        if code is op.LITERAL:
            words += chr(value)
        elif fits is not None:
            words += next((sign for sign in chance.sample(SIGNS, len(SIGNS)) if fits(sign)), _other(code, value))
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            low, high, inner = value
            count = low + chance.randint(0, min(size, 10**9 if high is UNBOUNDED else high - low))
            words += "".join(_sample(inner, flags, chance, 1) for _ in range(count))
        elif code is op.BRANCH:
            words += _sample(chance.choice(value[1]), flags, chance, size)
        elif code is op.SUBPATTERN:
            words += _sample(value[3], flags, chance, size)
        elif code is op.ATOMIC_GROUP or (code is op.ASSERT and value[0] > 0):
            words += _sample(value if code is op.ATOMIC_GROUP else value[1], flags, chance, size)
    return words


def _other(code: object, value: object) -> str:
    """Return a character of a class that has none of the usual ones."""
    if code is op.IN:
        for kind, what in value:
            if kind in (op.LITERAL, op.RANGE):
                return chr(what if kind is op.LITERAL else what[0])
    return "a"


def _repeated(items: Items, flags: int) -> Iterator[Items]:
    """Yield the parts that are repeated."""
    for code, value in items:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            yield value[2]
            yield from _repeated(value[2], flags)
        elif code is op.BRANCH:
            for way in value[1]:
                yield from _repeated(way, flags)
        elif code is op.SUBPATTERN:
            yield from _repeated(value[3], flags)
        elif code is op.ATOMIC_GROUP:
            yield from _repeated(value, flags)
        elif code in (op.ASSERT, op.ASSERT_NOT):
            yield from _repeated(value[1], flags)


def pumps(pattern: str, flags: int, seed: int = 0) -> list[tuple[str, str]]:
    """Return how hostile texts of a pattern begin, and what they repeat: what the pattern does, and near-misses of the whole."""
    tree, chance = _parser.parse(pattern, flags), random.Random(seed)  # noqa: S311
    flags = tree.state.flags
    found = dict.fromkeys(("", atom) for atom in ATOMS)
    for _ in range(2):
        whole = _sample(tree, flags, chance, 2)
        found |= dict.fromkeys([("", whole), ("", whole[:-1]), ("", whole + " ")])
        for inner in _repeated(tree, flags):
            body = _sample(inner, flags, chance, 1)
            found |= dict.fromkeys([("", body), (whole[: len(whole) // 2], body), (whole, body), ("", body + " ")])
    return [(before, body) for before, body in found if 0 < len(body) <= 60]


def growth(used: Used, chars: int) -> tuple[float, str, str]:
    """Return the largest growth of the steps at twice the text, the method, and the text's beginning."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 60_000))
    matcher, worst = Matcher(used.pattern, used.flags), (0.0, "", "")
    for way in sorted(used.methods):
        for before, body in pumps(used.pattern, used.flags):
            times = max(6, chars // len(body))
            twice = matcher.work(before + body * (2 * times) + "\x00", way)
            once = matcher.work(before + body * times + "\x00", way) if twice > 20 * chars else twice
            by = 99.0 if twice == float("inf") else twice / once
            worst = max(worst, (by, way, (before + body)[:40]))
    return worst
