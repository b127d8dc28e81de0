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
    ("El canciller, que iba a visitar Lima la semana próxima, aplazó ayer el viaje.", "visitar", Modality.NEGATED),
    ("Soto suspende el viaje. Debía aterrizar hoy en Lima y entrevistarse mañana con el rey.", "entrevistarse", Modality.NEGATED),
    ("El canciller iba a visitar Lima la semana próxima.", "visitar", Modality.PLANNED),
    ("Si no, iremos a la huelga.", "iremos", Modality.HYPOTHETICAL),
    ("El tribunal resolverá mañana si suspende el contrato.", "resolverá", Modality.PLANNED),
    ("El temporal obligó a evacuar a 300 familias el martes.", "evacuar", Modality.ASSERTED),
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


NEWS = [  # text, trigger, type, day: ordinary sentences of papers of Spain and Latin America
    ("El presidente vetó el martes la ley de alquileres.", "vetó", "sanction", "2023-03-07"),
    ("El Congreso de los Diputados convalidó ayer el decreto por 176 votos a favor.", "convalidó", "vote", "2023-03-08"),
    ("El Senado dio media sanción el miércoles al proyecto de etiquetado.", "dio", "vote", "2023-03-08"),
    ("La primera ministra tomó posesión de su cargo el lunes.", "tomó", "appointment", "2023-03-06"),
    ("El líder de la oposición convocó a una manifestación para el próximo domingo.", "manifestación", "protest", "2023-03-12"),
    ("El alcalde compareció ayer ante la comisión de investigación.", "compareció", "investigation", "2023-03-08"),
    ("El mandatario recibió en la Casa Rosada al canciller alemán el lunes pasado.", "recibió", "meeting", "2023-03-06"),
    ("La vicepresidenta emprendió ayer una gira por tres provincias.", "gira", "visit", "2023-03-08"),
    ("El Gobierno promulgó el viernes la reforma laboral.", "promulgó", "ruling", "2023-03-03"),
    ("El Partido Liberal ganó las elecciones del domingo con el 41 % de los votos.", "elecciones", "vote", "2023-03-05"),
    ("El ministro del Interior puso su cargo a disposición del presidente el martes.", "puso", "resignation", "2023-03-07"),
    ("El Ejecutivo presentó el lunes los presupuestos.", "presentó", "plan", "2023-03-06"),
    ("El embajador fue llamado a consultas el miércoles.", "llamado", "sanction", "2023-03-08"),
    ("La Cancillería convocó ayer al embajador de Francia.", "convocó", "criticism", "2023-03-08"),
    ("La Audiencia Nacional absolvió el jueves al exbanquero.", "absolvió", "ruling", "2023-03-09"),
    ("El juez dictó prisión preventiva para los tres acusados el pasado martes.", "dictó", "ruling", "2023-03-07"),
    ("El fiscal pidió ayer doce años de cárcel para el contador.", "pidió", "demand", "2023-03-08"),
    ("La Corte Suprema ratificó la condena contra la exgobernadora el 2 de marzo.", "ratificó", "ruling", "2023-03-02"),
    ("El tribunal lo declaró culpable de cohecho la semana pasada.", "declaró", "ruling", "2023-02-27..2023-03-06"),
    ("El juicio oral arrancará el 15 de abril.", "juicio", "ruling", "2023-04-15"),
    ("Un jurado popular halló culpable al médico el lunes.", "halló", "ruling", "2023-03-06"),
    ("El Supremo desestimó ayer el recurso de la eléctrica.", "desestimó", "ruling", "2023-03-08"),
    ("El empresario quedó en libertad bajo fianza el martes.", "quedó", "arrest", "2023-03-07"),
    ("El juez archivó el viernes la causa contra la alcaldesa.", "archivó", "ruling", "2023-03-03"),
    ("Un autobús se despeñó ayer por un barranco en la sierra y dejó nueve muertos.", "despeñó", "disaster", "2023-03-08"),
    ("El volcán entró en erupción en la madrugada del domingo.", "entró", "disaster", "2023-03-05"),
    ("Las llamas consumieron el martes un mercado de abastos.", "consumieron", "disaster", "2023-03-07"),
    ("Un socavón se tragó dos coches anteayer.", "tragó", "disaster", "2023-03-07"),
    ("El cantante perdió la vida el sábado en un accidente.", "perdió", "death", "2023-03-04"),
    ("El escritor falleció ayer a los 87 años.", "falleció", "death", "2023-03-08"),
    ("Los bomberos rescataron el lunes a cuatro excursionistas.", "rescataron", "aid", "2023-03-06"),
    ("El temporal obligó a evacuar a 300 familias el martes.", "evacuar", "aid", "2023-03-07"),
    ("Un muerto y tres heridos tras el choque de dos trenes el lunes.", "choque", "disaster", "2023-03-06"),
    ("El puente colapsó el 12 de febrero.", "colapsó", "disaster", "2023-02-12"),
    ("La mina quedó inundada el jueves pasado.", "inundada", "disaster", "2023-03-02"),
    ("La farmacéutica compró ayer el 40 % de su rival por 300 millones.", "compró", "deal", "2023-03-08"),
    ("El Banco Central subió el miércoles los tipos de interés medio punto.", "subió", "plan", "2023-03-08"),
    ("La automotriz despidió el lunes a 400 operarios.", "despidió", "resignation", "2023-03-06"),
    ("La cadena de supermercados se declaró en quiebra el martes.", "declaró", "deal", "2023-03-07"),
    ("La compañía suscribió ayer un convenio con la Universidad.", "suscribió", "signing", "2023-03-08"),
    ("El grupo cerrará su planta de Vigo en junio.", "cerrará", "plan", "2023-06-01..2023-07-01"),
    ("La aerolínea lanzó el lunes una opa sobre su competidora.", "lanzó", "deal", "2023-03-06"),
    ("Los ferroviarios pararán el próximo viernes.", "pararán", "strike", "2023-03-10"),
    ("Los pilotos desconvocaron ayer la huelga prevista para el domingo.", "huelga", "strike", "2023-03-12"),
    ("El Fondo aprobó el martes un préstamo de 500 millones.", "aprobó", "ruling", "2023-03-07"),
    ("El Atlético fichó ayer al delantero uruguayo por tres temporadas.", "fichó", "appointment", "2023-03-08"),
    ("El club destituyó el lunes a su entrenador.", "destituyó", "resignation", "2023-03-06"),
    ("El tenista anunció el domingo su retirada.", "anunció", "statement", "2023-03-05"),
    ("La Federación suspendió el martes al portero por seis partidos.", "suspendió", "sanction", "2023-03-07"),
    ("El delantero firmó el viernes por el Betis hasta 2026.", "firmó", "appointment", "2023-03-03"),
    ("Dos encapuchados robaron ayer una joyería del centro.", "robaron", "attack", "2023-03-08"),
    ("La Guardia Civil desarticuló el martes una banda de atracadores.", "desarticuló", "arrest", "2023-03-07"),
    ("Un hombre mató a su vecino a puñaladas el domingo.", "mató", "attack", "2023-03-05"),
    ("El prófugo se entregó el miércoles en la frontera.", "entregó", "arrest", "2023-03-08"),
    ("La Marina abatió el sábado a un jefe del cártel.", "abatió", "attack", "2023-03-04"),
    ("Un comando armado irrumpió anoche en un bar y abrió fuego.", "irrumpió", "attack", "2023-03-08"),
    ("Ingresó ayer en prisión el exconcejal de Urbanismo.", "Ingresó", "arrest", "2023-03-08"),
    ("La Policía incautó el viernes dos toneladas de cocaína.", "incautó", "arrest", "2023-03-03"),
    ("Fue hallado muerto el lunes el periodista desaparecido.", "muerto", "death", "2023-03-06"),
    ("Las dos Coreas reanudaron ayer el diálogo.", "reanudaron", "meeting", "2023-03-08"),
    ("Marruecos retiró a su embajador el lunes.", "retiró", "sanction", "2023-03-06"),
    ("La OTAN desplegará una fragata en abril.", "desplegará", "deployment", "2023-04-01..2023-05-01"),
    ("Rusia bombardeó el martes una central eléctrica.", "bombardeó", "attack", "2023-03-07"),
    ("El Consejo de Seguridad condenó el jueves el ataque.", "condenó", "criticism", "2023-03-09"),
    ("Las guerrillas dejaron las armas tras firmar la paz en 2016.", "firmar", "signing", "2016-01-01..2017-01-01"),
    ("Cientos de vecinos salieron a la calle el sábado contra el vertedero.", "salieron", "protest", "2023-03-04"),
    ("Los maestros se plantaron el lunes frente al Ministerio.", "plantaron", "protest", "2023-03-06"),
    ("Miles de personas se sumaron el miércoles a un cacerolazo.", "cacerolazo", "protest", "2023-03-08"),
    ("Los presos iniciaron una huelga de hambre el martes.", "iniciaron", "protest", "2023-03-07"),
    ("La Cámara de Comercio rechazó ayer el aumento.", "rechazó", "denial", "2023-03-08"),
    ("Los obispos expresaron el lunes su preocupación.", "expresaron", "statement", "2023-03-06"),
    ("El rector pidió disculpas el martes.", "pidió", "statement", "2023-03-07"),
    ("El Parlamento aprobó la ley el 3 de marzo. Al día siguiente, el gobernador la vetó.", "vetó", "sanction", "2023-03-04"),
    (
        "La cumbre se celebró el 1 de marzo. La víspera, los cancilleres se reunieron a puerta cerrada.",
        "reunieron",
        "meeting",
        "2023-02-28",
    ),
    ("El incendio comenzó el 20 de febrero. A la semana fue detenido un vecino.", "detenido", "arrest", "2023-02-27"),
    (
        "El terremoto sacudió Copal el 14 de febrero. Tres días más tarde llegó la ayuda internacional.",
        "ayuda",
        "aid",
        "2023-02-17",
    ),
    (
        "El juicio quedó visto para sentencia el 1 de marzo. Cinco días más tarde, el jurado absolvió al chófer.",
        "absolvió",
        "ruling",
        "2023-03-06",
    ),
]


@pytest.mark.parametrize(("text", "trigger", "kind", "day"), NEWS)
def test_ordinary_news(text: str, trigger: str, kind: str, day: str) -> None:
    assert (trigger, kind, day) in {(mention.trigger, mention.type, str(mention.span)) for mention in mentions(text)}


QUIET = [
    "De acuerdo con la ley, el plazo es de un mes.",
    "El paro afecta al 12 % de la población activa.",
    "La marcha de la economía preocupa a los inversores.",
    "Las acciones cayeron un 3 %.",
    "Hernán es uno de los abogados, y lo suyo no tiene nombre.",
    "Por 58 votos a favor y 41 en contra.",
]


@pytest.mark.parametrize("text", QUIET)
def test_sentences_without_an_event(text: str) -> None:
    assert mentions(text) == ()


JOINED = [  # text, trigger, day: a date that another clause gives
    ("Un comando irrumpió anoche en un bar y abrió fuego.", "abrió", "2023-03-08"),
    ("La empresa cumplió su amenaza el lunes y presentó una demanda de arbitraje.", "presentó", "2023-03-06"),
    ("«No fue así», sostuvo el domingo la gerente, que negó los hechos.", "negó", "2023-03-05"),
    ("Quiroz sigue preso: el día 2, una jueza le denegó la libertad.", "denegó", "2023-03-02"),
    ("El martes tenían que votar la ley.", "votar", "2023-03-07"),
    ("Se llevaron esposado al concejal en la noche del lunes.", "llevaron", "2023-03-06"),
    ("«Ni ayer ni nunca», contestó la empresa.", "contestó", "None"),
    ("El gobierno firmó el lunes un acuerdo por el que las familias cobrarán en julio.", "firmó", "2023-03-06"),
]


@pytest.mark.parametrize(("text", "trigger", "day"), JOINED)
def test_dates_go_on_and_stay_in_their_quotation(text: str, trigger: str, day: str) -> None:
    found = {mention.trigger: str(mention.span) for mention in mentions(text)}
    assert found.get(trigger, "None") == day


def test_the_noun_of_a_verb_phrase_is_no_second_mention() -> None:
    assert [m.trigger for m in mentions("La fiscalía abrió una investigación el lunes.")] == ["abrió"]
    assert [m.trigger for m in mentions("El lunes, el gobierno y el gremio firmaron un acuerdo.")] == ["firmaron"]


def test_a_clause_without_a_subject_goes_on_with_that_of_the_one_before() -> None:
    text = "La Federación de Pescadores convocó un paro, pero ayer se sentó a negociar con la refinería."
    found = {mention.trigger: mention.participants for mention in mentions(text)}
    assert found["sentó"] == ("Federación de Pescadores",)


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
