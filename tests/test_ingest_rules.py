"""The data of the reading room: every rule's own examples, and the growth of its patterns on hostile lines."""

from __future__ import annotations

import re
import time

import pytest

from timeline.ingest import furniture, heads, language
from timeline.ingest.structure import kind_of_names
from timeline.text import sentences

RULES = heads.table("furniture")["rule"]
YES = [(index, line) for index, rule in enumerate(RULES) for line in rule["yes"]]
NO = [line for rule in RULES for line in rule["no"]]
NAMES = heads.table("page")["names"]

# Sentences of stories that look like furniture at first sight; none may be dimmed.
BODY = [
    "The picture: a city without power for a third day, the mayor said on Monday.",
    "Photos from the scene showed two burned cars on Tuesday.",
    "Share prices in Tokyo fell 3 per cent on Thursday.",
    "Follow-up talks are due in Vienna on 12 May.",
    "More than 200 people were arrested on Friday (see page 4).",
    "Subscribers to the fund were told on Monday that it had closed.",
    "Sign language interpreters walked out on Wednesday.",
    "Related companies were searched by police on 3 June 2020.",
    "The ministry, in an email on Sunday, denied the report.",
    "“Read my lips,” he told the crowd in 1988.",
    "14/08/2018: EPH announces flexible rotas",
    "- March 9: Larkmoor takes its systems offline",
    "He signed the bill on Tuesday in the presence of Mr. Home.",
    "Click fraud cost the firm $4 million in 2019.",
    "Advertising revenue fell by a fifth in the second quarter.",
    "Popular front candidates won 41 seats on Sunday.",
    "The plant, built in 1999, was shut in 2012. Press reports blamed its owner.",
    "Get out now, the governor told residents on Saturday morning.",
    "Copyright law was reformed in 1976.",
    "Más de 200 personas fueron detenidas el lunes.",
    "Relacionado con el caso, un juez ordenó ayer dos detenciones.",
    "Suscribió el contrato el ministro de Minería el 4 de julio.",
    "Archivo judicial: la causa fue cerrada en 2004 por falta de pruebas.",
    "The men were photographed in Paris, March 2, 2011, and arrested a week later.",
    "Police said the victim was found at 6 a.m. (AP)",
    "The court met on Tuesday (file no. 23/2019) and adjourned.",
    "Video of the arrest was posted on Monday and seen by millions.",
    "Comments by the minister on Thursday angered Athens.",
    "Next week the court will rule.",
    "Home Secretary resigns",
    "The committee closed the inquiry in May.",
]  # fmt: skip


@pytest.mark.parametrize(("index", "line"), YES)
def test_a_rule_takes_its_examples(index: int, line: str) -> None:
    assert furniture.rules()[index].takes(line)


@pytest.mark.parametrize("line", NO + BODY)
def test_no_rule_takes_a_sentence_of_a_story(line: str) -> None:
    rule = furniture.rule_for(line)
    assert rule is None, rule


@pytest.mark.parametrize("rule", NAMES, ids=lambda rule: rule["reason"])
def test_names_of_page_parts(rule: dict[str, list[str]]) -> None:
    for name in rule["yes"]:
        assert kind_of_names(re.split(r"[^a-z0-9]+", name)) == (rule["kind"], rule["reason"]), name
    for name in rule["no"]:
        assert kind_of_names([name]) is None, name


def test_kinds_are_those_of_the_model() -> None:
    known = {"caption", "advert", "prompt", "navigation", "related", "notice", "diary"}
    assert {rule["kind"] for rule in RULES} | {rule["kind"] for rule in NAMES} == known


NEAR_MISSES = [
    "(photo credit: ",
    "photo by ",
    "read more ",
    "share | ",
    "a " * 8,
    "Xx. Agency ",
    "we use ",
    "get ",
    "( (",
    "Jan 1 ",
    "By A ",
]


def _seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for rule in furniture.rules():
            rule.pattern.search(text)
        best = min(best, time.perf_counter() - start)
    return best


@pytest.mark.parametrize("seed", NEAR_MISSES)
def test_patterns_do_not_blow_up(seed: str) -> None:
    # rule_for never looks at more than 1,000 characters; at eight times that a cubic pattern would take minutes.
    assert _seconds((seed * 8_000)[:8_000]) < 1.0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said on Monday that the bill would be withdrawn and that he was sorry.", "en"),
        ("El ministro dijo el lunes que el proyecto será retirado y que lo lamenta.", "es"),
        ("Le ministre a dit lundi que le projet de loi est retiré et que les élus sont avertis.", "fr"),
        ("Der Minister sagte am Montag, dass das Gesetz nicht kommt und die Regierung auf eine Lösung wartet.", "de"),
        ("O ministro disse na segunda-feira que o projeto não será votado e que a decisão foi do governo.", "pt"),
        ("Il ministro ha detto lunedì che la legge non è stata approvata e che il governo è diviso.", "it"),
        ("De minister zei maandag dat het wetsvoorstel niet wordt behandeld en dat hij het betreurt.", "nl"),
        ("Министр сказал в понедельник, что закон отозван.", "ru"),
        ("大臣は月曜日に法案を撤回すると述べた。", "ja"),
        ("قال الوزير يوم الاثنين إن القانون سحب", "ar"),
        ("", "en"),
        ("Kxq zzt " * 40, "und"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language.detect(text) == code


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("en-US", "en-US"),
        ("EN_gb", "en-GB"),
        ("es", "es"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("", "en"),
        ("not a tag!", "en"),
        (None, "en"),
    ],
)
def test_declared_language(declared: str | None, tag: str) -> None:
    assert language.tag(declared, "") == tag


def test_words_outweigh_a_wrong_declaration() -> None:
    spanish = "El ministro dijo el lunes que el proyecto será retirado y que lo lamenta. " * 5
    assert language.tag("en-US", spanish) == "es"
    assert language.tag("es-BO", spanish) == "es-BO"
    assert language.tag("en", spanish[:60]) == "en"
    assert language.tag("en", "Министр сказал в понедельник.") == "ru"
    assert language.tag("eu", spanish) == "eu"  # not among the lists: nothing to weigh


def test_examples_are_single_lines() -> None:
    assert all(len(list(sentences(line))) >= 1 and "\n" not in line for _, line in YES)
