"""Events in Spanish: verb forms, clauses, types, reality, dates, names and headlines; every sentence here is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import annotate
from timeline.events import extract
from timeline.events.catalog import TYPES
from timeline.events.shallow.conjugation import conjugate
from timeline.events.shallow.lexicon import lexicon, read_toml
from timeline.limits import MAX_TITLE_CHARS
from timeline.model import Article, Basis, Mention, Modality, Publication, digest
from timeline.span import Span

THURSDAY = "2023-03-09"
DATA = {name: data for name, data in read_toml("es", "types").items() if name != "classes"}


def mentions(text: str, published: str = THURSDAY) -> tuple[Mention, ...]:
    day = Publication(Span.of(published), Basis.STATED, "stated")
    article = Article(digest(text), text, language="es", published=day)
    (reading,) = extract([(article, annotate(article))])
    return reading.mentions


def test_every_type_is_there_and_has_examples() -> None:
    assert set(DATA) == set(TYPES)
    assert all(data["yes"] and data["no"] for data in DATA.values())


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, data in DATA.items() for text in data["yes"]])
def test_examples_of_a_type(kind: str, text: str) -> None:
    assert kind in {mention.type for mention in mentions(text)}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, data in DATA.items() for text in data["no"]])
def test_what_a_type_is_not(kind: str, text: str) -> None:
    assert kind not in {mention.type for mention in mentions(text) if mention.modality is not Modality.NEGATED}


FORMS = [
    ("firmar", {"firmó": "past", "firmarán": "future", "firmaría": "conditional", "firmaran": "past_subjunctive"}),
    ("detener", {"detuvo": "past", "detienen": "present", "detendrá": "future", "detenga": "subjunctive"}),
    ("pedir", {"pidió": "past", "pide": "present", "pidiendo": "gerund", "pidieran": "past_subjunctive"}),
    ("morir", {"murieron": "past", "mueren": "present", "muerto": "participle"}),
    ("acordar", {"acordaron": "past", "acuerda": "present", "acordado": "participle"}),
    ("huir", {"huyó": "past", "huye": "present", "huyeron": "past"}),
    ("bloquear", {"bloquean": "present", "bloqueó": "past"}),
    ("negociar", {"negocia": "present", "negociarán": "future"}),
    ("comenzar", {"comienza": "present", "comience": "subjunctive"}),
]


@pytest.mark.parametrize(("verb", "forms"), FORMS)
def test_forms_of_verbs(verb: str, forms: dict[str, str]) -> None:
    made = set(conjugate(verb, read_toml("es", "verbs")))
    assert set(forms.items()) <= made


REALITY = [  # text, trigger, modality; None where it is no event
    ("El ministro firmó el acta el lunes.", "firmó", Modality.ASSERTED),
    ("El ministro firmará el acta el lunes.", "firmará", Modality.PLANNED),
    ("El ministro no firmó el acta.", "firmó", Modality.NEGATED),
    ("El ministro nunca llegó a firmar el acta.", "firmar", Modality.NEGATED),
    ("Si firman el acta, habrá paro.", "firman", Modality.HYPOTHETICAL),
    ("Si firmaran el acta, bloquearíamos la ruta.", "bloquearíamos", Modality.HYPOTHETICAL),
    ("El ministro tiene previsto firmar el acta.", "firmar", Modality.PLANNED),
    ("El ministro va a firmar el acta.", "firmar", Modality.PLANNED),
    ("El ministro se negó a firmar el acta.", "firmar", Modality.NEGATED),
    ("Tras firmar el acta, el ministro viajó a Lima.", "firmar", Modality.ASSERTED),
    ("Se fue sin firmar el acta.", "firmar", Modality.NEGATED),
    ("El Senado votaría la ley a finales de mes.", "votaría", Modality.PLANNED),
    ("La firma del acta, prevista para el lunes, fue aplazada.", "firma", Modality.NEGATED),
    ("Los gremios convocaron a una huelga para el lunes.", "huelga", Modality.PLANNED),
    ("Dos días después de que la oposición criticara la ley, renunció el ministro.", "criticara", Modality.ASSERTED),
    ("La federación lo convocó para el 1 de junio.", "convocó", Modality.PLANNED),
    ("Nadie firmó el acta.", "firmó", Modality.NEGATED),
    ("Exigen que el ministro renuncie.", "renuncie", Modality.PLANNED),
    ("No hubo detenidos.", "detenidos", None),
    ("El ministro descartó renunciar.", "descartó", None),
    ("La presidenta tomó mate con los vecinos.", "mate", None),
]


@pytest.mark.parametrize(("text", "trigger", "modality"), REALITY)
def test_reality(text: str, trigger: str, modality: Modality | None) -> None:
    found = {mention.trigger: mention.modality for mention in mentions(text)}
    assert found.get(trigger) is modality or (modality is None and found.get(trigger) is Modality.NEGATED)


DATES = [  # text, trigger, day
    ("La fiscalía investiga el derrame de crudo que el lunes tiñó la bahía.", "derrame", "2023-03-06"),
    ("LIMA, 8 mar (Agencia) - Los mineros bloquearon el lunes la ruta.", "bloquearon", "2023-03-06"),
    ("Anteayer, el ministerio negó que haya un recorte.", "negó", "2023-03-07"),
    ("La cumbre, prevista para el lunes, fue aplazada ayer por el gobierno.", "aplazada", "2023-03-08"),
    ("La cumbre, prevista para el lunes, fue aplazada ayer por el gobierno.", "cumbre", "2023-03-13"),
    ("En un comunicado fechado el 2 de marzo, la secretaría criticó el contrato.", "criticó", "2023-03-02"),
    ("Siete personas murieron y otras tres resultaron heridas este martes.", "murieron", "2023-03-07"),
    ("La policía detuvo el lunes a dos hombres que atacaron un banco en enero.", "detuvo", "2023-03-06"),
    ("El reclamo argentino del 2 de marzo no sirvió de nada.", "reclamo", "2023-03-02"),
    ("El club, que ayer despidió al técnico, fichó el lunes a un delantero.", "fichó", "2023-03-06"),
    ("El club, que ayer despidió al técnico, fichó el lunes a un delantero.", "despidió", "2023-03-08"),
]


@pytest.mark.parametrize(("text", "trigger", "day"), DATES)
def test_each_happening_has_the_date_of_its_clause(text: str, trigger: str, day: str) -> None:
    found = {mention.trigger: str(mention.span) for mention in mentions(text)}
    assert found[trigger] == day


OBJECTS = [  # text, trigger, type: what is acted on may stand before the verb
    ("La empresa pagó la multa que le impuso el ministerio.", "impuso", "sanction"),
    ("El texto pasa al Senado, que lo votó ayer.", "votó", "vote"),
    ("El gerente, que dejó el cargo el lunes, viajó ayer a Chile.", "dejó", "resignation"),
]


@pytest.mark.parametrize(("text", "trigger", "kind"), OBJECTS)
def test_relative_clauses_know_what_they_are_about(text: str, trigger: str, kind: str) -> None:
    assert {mention.trigger: mention.type for mention in mentions(text)}[trigger] == kind


def test_names_are_those_of_the_article() -> None:
    text = (
        "El ministro de Salud, Jorge Lanza, se reunió el lunes en La Paz con la Confederación de Médicos (CDM).\n"
        "La CDM protestó el martes en Lima. Lanza criticó la protesta. El ministro viajará mañana a Chile."
    )
    found = {mention.trigger: mention for mention in mentions(text)}
    assert found["reunió"].participants[0] == "Jorge Lanza"
    assert "Confederación de Médicos" in found["reunió"].participants
    assert found["reunió"].place == "La Paz"
    assert found["protestó"].participants == ("Confederación de Médicos",)
    assert found["criticó"].participants == ("Jorge Lanza",)
    assert "Jorge Lanza" in found["viajará"].participants


TITLES = [
    (
        "«Si firman, bloquearemos la ruta a Uyuni», advirtió anoche.",
        "advirtió",
        "Advirtió: Si firman, bloquearemos la ruta a Uyuni",
    ),
    ("El lunes, la policía detuvo a dos hombres en Quito.", "detuvo", "La policía detuvo a dos hombres en Quito"),
    ("Rescataron a un niño del edificio que se derrumbó el sábado.", "derrumbó", "Edificio se derrumbó"),
    ("El gerente, Pablo Sosa, presentó su renuncia el viernes.", "renuncia", "Renuncia de Pablo Sosa"),
    ("No habrá elecciones antes de diciembre.", "elecciones", "Elecciones"),
    ("Tres días después del atentado, la policía capturó a dos hombres.", "capturó", "La policía capturó a dos hombres"),
]


@pytest.mark.parametrize(("text", "trigger", "title"), TITLES)
def test_titles(text: str, trigger: str, title: str) -> None:
    assert {mention.trigger: mention.title for mention in mentions(text)}[trigger] == title


WORDS = sorted(set(list(lexicon("es").forms)[::40]) | {"el", "la", "que", "y", ",", "«", "»", "ayer", "Lima", "no", "si", "."})


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_words_read_without_an_error(words: list[str]) -> None:
    text = " ".join(words)
    for mention in mentions(text):
        assert text[mention.start : mention.end] == mention.trigger
        assert mention.quote_start <= mention.start < mention.end <= mention.quote_end
        assert len(mention.title) <= MAX_TITLE_CHARS
        assert not mention.title or mention.title.split()[-1].lower() not in lexicon("es").words["dangling"]
