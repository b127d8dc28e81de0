"""Spanish dates, as papers from Bolivia, Argentina, Mexico, Spain and elsewhere write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import annotate, resolve
from timeline.dates.grammar import load
from timeline.model import Anchor, Article, Expression
from timeline.span import Span

PUBLISHED = "2023-07-26"  # a Wednesday


def days(e: Expression) -> str:
    """The days of an expression, first..last, or its value where it has none."""
    if e.span is None:
        return str(e.value)
    return e.span.first.isoformat() if e.span.days == 1 else f"{e.span.first}..{e.span.last}"


def found(text: str, published: str | None = PUBLISHED, language: str = "es") -> list[tuple[str, str]]:
    return [(e.text, days(e)) for e in resolve(text, published, language)]


# Each line: a sentence; then "expression = days" for all that it holds, in order, parted by " | ".
DAYS = """
El juez lo citó ayer. >> ayer = 2023-07-25
La ministra llegó anteayer a Quito. >> anteayer = 2023-07-24
El Senado votará mañana. >> mañana = 2023-07-27
El paro empezará pasado mañana. >> pasado mañana = 2023-07-28
Hoy se reúne el gabinete. >> Hoy = 2023-07-26
El portavoz habló antes de ayer. >> antes de ayer = 2023-07-24
Así consta en la jornada de ayer. >> la jornada de ayer = 2023-07-25
El fallo del día 2 sorprendió. >> día 2 = 2023-07-02
La sesión queda para el jueves que viene, día 3. >> el jueves que viene, día 3 = 2023-08-03
Se firmó el lunes 24. Esa misma jornada renunció. >> el lunes 24 = 2023-07-24 | Esa misma jornada = 2023-07-24
En la jornada del lunes murieron dos. >> la jornada del lunes = 2023-07-24
Pierden nueve millones de dólares diarios. >> diarios = P1D
Queda suspendido hasta nueva orden. >> nueva orden = FUTURE_REF
El incendio fue el 3 de julio. A la semana lo detuvieron. >> el 3 de julio = 2023-07-03 | la semana = 2023-07-10
Se firmó el lunes 24. Veinticuatro horas después se rompió. >> el lunes 24 = 2023-07-24 | Veinticuatro horas después = 2023-07-25
La policía lo detuvo el jueves pasado. >> el jueves pasado = 2023-07-20
La policía lo detuvo el pasado jueves. >> el pasado jueves = 2023-07-20
El acuerdo se firmó este lunes. >> este lunes = 2023-07-24
El acuerdo se firmará este viernes. >> este viernes = 2023-07-28
El acuerdo se firmó el lunes. >> el lunes = 2023-07-24
El acuerdo se firmará el lunes. >> el lunes = 2023-07-31
El lunes se firmará el acuerdo. >> El lunes = 2023-07-31
El próximo martes comparecerá el fiscal. >> El próximo martes = 2023-08-01
Comparecerá el martes próximo. >> el martes próximo = 2023-08-01
Comparecerá el martes que viene. >> el martes que viene = 2023-08-01
Comparecerá el martes entrante. >> el martes entrante = 2023-08-01
El partido se jugará el domingo. >> el domingo = 2023-07-30
La selección perdió el domingo. >> el domingo = 2023-07-23
El último viernes hubo otra protesta. >> El último viernes = 2023-07-21
La reunión es el miércoles 26. >> el miércoles 26 = 2023-07-26
La vista será el martes 1 de agosto. >> el martes 1 de agosto = 2023-08-01
La vista será el martes, 1 de agosto. >> el martes, 1 de agosto = 2023-08-01
Nació el 24 de julio de 1983. >> el 24 de julio de 1983 = 1983-07-24
Nació el 24 de julio del 83 según unos. >> el 24 de julio = 2023-07-24
Fue el domingo 24 de julio de 1983. >> el domingo 24 de julio de 1983 = 1983-07-24
La carta lleva fecha del 24 de Julio de 2022. >> 24 de Julio de 2022 = 2022-07-24
Firmado el 24/07/2022. >> el 24/07/2022 = 2022-07-24
Firmado el 24-07-2022. >> el 24-07-2022 = 2022-07-24
Firmado el 24.07.2022. >> el 24.07.2022 = 2022-07-24
Vence el 5/8. >> el 5/8 = 2023-08-05
Se celebró el Primero de Mayo. >> el Primero de Mayo = 2023-05-01
El 1.º de mayo hubo marchas. >> El 1.º de mayo = 2023-05-01
El 1° de mayo hubo marchas. >> El 1° de mayo = 2023-05-01
El 1ro de mayo hubo marchas. >> El 1ro de mayo = 2023-05-01
El primero de diciembre asumió el cargo. >> El primero de diciembre = 2022-12-01
El veinticuatro de junio ganó la elección. >> El veinticuatro de junio = 2023-06-24
Murió el treinta y uno de mayo. >> el treinta y uno de mayo = 2023-05-31
MADRID, 25 jul. – El Gobierno cayó. >> 25 jul. = 2023-07-25
Lima, 25 jul (Agencia).- El Gobierno cayó ayer. >> 25 jul = 2023-07-25 | ayer = 2023-07-24
Entró en vigor el pasado 4 de julio. >> el pasado 4 de julio = 2023-07-04
Asumirá el próximo 6 de agosto. >> el próximo 6 de agosto = 2023-08-06
El día 20 se reunieron. >> El día 20 = 2023-07-20
El 20 se reunieron en Sucre. >> El 20 = 2023-07-20
Se reunieron el 20 del mes pasado. >> el 20 del mes pasado = 2023-06-20
Se reunirán el 3 del próximo mes. >> el 3 del próximo mes = 2023-08-03
El sorteo fue el viernes 14 pasado. >> el viernes 14 pasado = 2023-07-14
Julio 26, 2022: comienza el juicio. >> Julio 26, 2022 = 2022-07-26
Ayer martes hubo elecciones; hoy miércoles cuentan los votos. >> Ayer martes = 2023-07-25 | hoy miércoles = 2023-07-26
La reunión se aplazó para el 15 de septiembre. >> el 15 de septiembre = 2023-09-15
La cita, prevista para el 12 de julio, se celebrará el 3 de agosto. >> el 12 de julio = 2023-07-12 | el 3 de agosto = 2023-08-03
Murió este martes, a los 86 años, el escritor. >> este martes = 2023-07-25
Falleció en la víspera. >> la víspera = 2023-07-25
La alcaldesa anunció este lunes que el próximo jueves abrirá. >> este lunes = 2023-07-24 | el próximo jueves = 2023-07-27
El Gobierno anunció el jueves que el lunes presentará el plan. >> el jueves = 2023-07-20 | el lunes = 2023-07-31
El martes pasado se firmó; el jueves habrá paro. >> El martes pasado = 2023-07-25 | el jueves = 2023-07-27
La firma, prevista para el jueves, será en Lima. >> el jueves = 2023-07-27
El viernes se reunirá el comité. >> El viernes = 2023-07-28
El viernes se reunió el comité. >> El viernes = 2023-07-21
El comité se reúne el viernes. >> el viernes = 2023-07-28
El comité, que se reunió el lunes, volverá a hacerlo el viernes. >> el lunes = 2023-07-24 | el viernes = 2023-07-28
El juez que el martes ordenó su arresto declarará el viernes. >> el martes = 2023-07-25 | el viernes = 2023-07-28
El barco zarpó el jueves y llegará el sábado. >> el jueves = 2023-07-20 | el sábado = 2023-07-29
Los sindicatos marcharán el viernes, como hicieron el martes. >> el viernes = 2023-07-28 | el martes = 2023-07-25
Prometió pagar el jueves. >> el jueves = 2023-07-27
Exigió una respuesta antes del jueves. >> jueves = 2023-07-27
Lula visita Bolivia el jueves >> el jueves = 2023-07-27
Pidió que la ley entre en vigor el 1 de enero. >> el 1 de enero = 2024-01-01
Caracas, 25 de julio de 2023 (Agencia).- El líder vuelve hoy. >> 25 de julio de 2023 = 2023-07-25 | hoy = 2023-07-25
El pasado día 20 se publicó el fallo. >> El pasado día 20 = 2023-07-20
El 20 del presente mes se publicó el fallo. >> El 20 del presente mes = 2023-07-20
«Si firmaran mañana, habría paro», advirtió anoche. >> mañana = 2023-07-26 | anoche = 2023-07-25
«Ayer fue triste», dijo el lunes la alcaldesa. >> Ayer = 2023-07-23 | el lunes = 2023-07-24
Lo dijo el 2 de febrero último. >> el 2 de febrero último = 2023-02-02
"""

PERIODS = """
La inflación subió la semana pasada. >> la semana pasada = 2023-07-17..2023-07-23
La inflación subió la pasada semana. >> la pasada semana = 2023-07-17..2023-07-23
Vuelven la semana que viene. >> la semana que viene = 2023-07-31..2023-08-06
Vuelven la próxima semana. >> la próxima semana = 2023-07-31..2023-08-06
Vuelven la semana entrante. >> la semana entrante = 2023-07-31..2023-08-06
Esta semana hubo dos paros. >> Esta semana = 2023-07-24..2023-07-30
Cerró el mes pasado. >> el mes pasado = 2023-06-01..2023-06-30
Abrirá el próximo mes. >> el próximo mes = 2023-08-01..2023-08-31
Abrirá el mes que viene. >> el mes que viene = 2023-08-01..2023-08-31
Subió un 3 % este mes. >> este mes = 2023-07-01..2023-07-31
El año pasado ganó la izquierda. >> El año pasado = 2022-01-01..2022-12-31
El año que viene habrá elecciones. >> El año que viene = 2024-01-01..2024-12-31
El próximo año habrá elecciones. >> El próximo año = 2024-01-01..2024-12-31
Crecerá un 2 % en el presente año. >> el presente año = 2023-01-01..2023-12-31
Creció un 2 % en la presente gestión. >> la presente gestión = 2023-01-01..2023-12-31
Creció un 2 % en la gestión 2022. >> la gestión 2022 = 2022-01-01..2022-12-31
Chocaron a principios de julio. >> principios de julio = 2023-07-01..2023-07-10
Chocaron a comienzos de julio. >> comienzos de julio = 2023-07-01..2023-07-10
Chocaron a mediados de junio. >> mediados de junio = 2023-06-11..2023-06-20
Chocaron a finales de mayo. >> finales de mayo = 2023-05-21..2023-05-31
Chocaron a fines de mayo. >> fines de mayo = 2023-05-21..2023-05-31
Chocaron a principios de año. >> principios de año = 2023-01-01..2023-04-30
Chocaron a finales del año pasado. >> finales del año pasado = 2022-09-01..2022-12-31
Será a finales de este mes. >> finales de este mes = 2023-07-21..2023-07-31
Llegará antes de fin de año. >> fin de año = 2023-12-01..2023-12-31
Los primeros días de agosto serán fríos. >> Los primeros días de agosto = 2023-08-01..2023-08-10
La primera quincena de julio fue seca. >> La primera quincena de julio = 2023-07-01..2023-07-15
La segunda quincena de julio será seca. >> La segunda quincena de julio = 2023-07-16..2023-07-31
Se pagará en la primera quincena de agosto. >> la primera quincena de agosto = 2023-08-01..2023-08-15
La primera semana de agosto habrá cortes. >> La primera semana de agosto = 2023-07-31..2023-08-06
El primer lunes de mayo no se trabajó. >> El primer lunes de mayo = 2023-05-01
El último viernes de junio hubo fiesta. >> El último viernes de junio = 2023-06-30
El último día del mes cobran. >> El último día del mes = 2023-07-31
El último trimestre del año será bueno. >> El último trimestre del año = 2023-10-01..2023-12-31
La semana del 10 de julio llovió. >> La semana del 10 de julio = 2023-07-10..2023-07-16
Ganó el primer semestre de 2023. >> el primer semestre de 2023 = 2023-01-01..2023-06-30
Producirá en el segundo semestre de 2025. >> el segundo semestre de 2025 = 2025-07-01..2025-12-31
El paro bajó en el segundo trimestre. >> el segundo trimestre = 2023-04-01..2023-06-30
El paro bajó en el tercer trimestre de 2022. >> el tercer trimestre de 2022 = 2022-07-01..2022-09-30
El paro bajó en el último trimestre del año pasado. >> el último trimestre del año pasado = 2022-10-01..2022-12-31
El primer cuatrimestre de 2023 fue malo. >> El primer cuatrimestre de 2023 = 2023-01-01..2023-04-30
Cayó un 4 % en lo que va de año. >> lo que va de año = 2023-01-01..2023-07-26
Cayó un 4 % en lo que va del año. >> lo que va del año = 2023-01-01..2023-07-26
Van doce muertos en lo que va de mes. >> lo que va de mes = 2023-07-01..2023-07-26
En noviembre de 2019 renunció el presidente. >> noviembre de 2019 = 2019-11-01..2019-11-30
En noviembre del 2019 renunció el presidente. >> noviembre del 2019 = 2019-11-01..2019-11-30
En noviembre de ese año no hubo clases. Fue en 2019. >> noviembre de ese año = XXXX-11 | 2019 = 2019-01-01..2019-12-31
Ocurrió en marzo. >> marzo = 2023-03-01..2023-03-31
Ocurrirá en marzo. >> marzo = 2024-03-01..2024-03-31
Ocurrió en marzo del año pasado. >> marzo del año pasado = 2022-03-01..2022-03-31
Ocurrirá en octubre próximo. >> octubre próximo = 2023-10-01..2023-10-31
Ocurrió en octubre pasado. >> octubre pasado = 2022-10-01..2022-10-31
Ocurrió el pasado mes de mayo. >> el pasado mes de mayo = 2023-05-01..2023-05-31
Fue en el verano de 2014. >> el verano de 2014 = 2014-06-01..2014-08-31
Lo dijo el fin de semana. >> el fin de semana = 2023-07-22..2023-07-23
El próximo fin de semana habrá ferias. >> El próximo fin de semana = 2023-07-29..2023-07-30
Murió en los años noventa. >> los años noventa = 1990-01-01..1999-12-31
Murió en los años 90. >> los años 90 = 1990-01-01..1999-12-31
Murió en los noventa. >> los noventa = 1990-01-01..1999-12-31
La crisis de la década de 1980 dejó huella. >> la década de 1980 = 1980-01-01..1989-12-31
La crisis de la década de los ochenta dejó huella. >> la década de los ochenta = 1980-01-01..1989-12-31
Fundada a finales del siglo XIX. >> finales del siglo XIX = 1867-09-01..1900-12-31
El siglo XXI empezó así. >> El siglo XXI = 2001-01-01..2100-12-31
El siglo pasado hubo dos guerras. >> El siglo pasado = 1901-01-01..2000-12-31
Ganaron la temporada 2021/22. >> la temporada 2021/22 = 2021-07-01..2022-06-30
La Semana Santa dejó lleno. >> La Semana Santa = 2023-04-02..2023-04-09
Volverá por Navidad. >> Navidad = 2023-12-25
Llegó el Viernes Santo. >> el Viernes Santo = 2023-04-07
Cenaron juntos en Nochebuena. >> Nochebuena = 2022-12-24
La Navidad del año pasado nevó. >> La Navidad del año pasado = 2022-12-25
Cerró en 2009 y reabrió en 2011. >> 2009 = 2009-01-01..2009-12-31 | 2011 = 2011-01-01..2011-12-31
Nació en el año 1975. >> el año 1975 = 1975-01-01..1975-12-31
Emigró a comienzos de los 2000. >> comienzos de los 2000 = 2000-01-01..2003-04-30
Emigró en la segunda mitad de los años setenta. >> la segunda mitad de los años setenta = 1975-01-01..1979-12-31
Renunció a principios de la semana. >> principios de la semana = 2023-07-24..2023-07-25
Cayó un 12 % en los primeros seis meses del año. >> los primeros seis meses del año = 2023-01-01..2023-06-30
Cayó un 12 % en el primer bimestre del año pasado. >> el primer bimestre del año pasado = 2022-01-01..2022-02-28
Facturó más en el 2T de 2022. >> el 2T de 2022 = 2022-04-01..2022-06-30
"""

RANGES = """
Explota salmueras desde 2007. >> 2007 = 2007-01-01..2023-07-26
No llueve desde Semana Santa. >> Semana Santa = 2023-04-02..2023-07-26
Siguen en huelga desde el lunes. >> el lunes = 2023-07-24..2023-07-26
La norma regirá desde el martes. >> el martes = 2023-08-01
Habrá clases hasta el viernes. >> el viernes = 2023-07-26..2023-07-28
La tregua durará hasta el 15 de agosto. >> el 15 de agosto = 2023-07-26..2023-08-15
El plazo corre a partir del lunes. >> lunes = 2023-07-31
Trabaja desde hace dos años en la mina. >> hace dos años = 2021-01-01..2023-07-26
Habrá feria del 3 al 7 de mayo de 2024. >> del 3 al 7 de mayo de 2024 = 2024-05-03..2024-05-07
Hubo feria del 3 al 7 de mayo. >> del 3 al 7 de mayo = 2023-05-03..2023-05-07
Hubo feria entre el 3 y el 7 de mayo. >> entre el 3 y el 7 de mayo = 2023-05-03..2023-05-07
Hubo feria del 28 de abril al 7 de mayo. >> del 28 de abril al 7 de mayo = 2023-04-28..2023-05-07
Paró entre el lunes y el jueves de la semana pasada. >> entre el lunes y el jueves de la semana pasada = 2023-07-17..2023-07-20
Habrá paro entre el lunes y el jueves. >> entre el lunes y el jueves = 2023-07-31..2023-08-03
Habrá visitas del lunes al viernes. >> del lunes al viernes = 2023-07-31..2023-08-04
El foro será el 10 y 11 de agosto. >> el 10 y 11 de agosto = 2023-08-10..2023-08-11
El foro será los días 10 y 11 de agosto. >> los días 10 y 11 de agosto = 2023-08-10..2023-08-11
Gobernó de 2006 a 2019. >> de 2006 a 2019 = 2006-01-01..2019-12-31
Gobernó entre 2006 y 2019. >> entre 2006 y 2019 = 2006-01-01..2019-12-31
El plan 2021-2025 fracasó. >> 2021-2025 = 2021-01-01..2025-12-31
Gobernó del 2006 al 2019. >> del 2006 al 2019 = 2006-01-01..2019-12-31
El foro será los días 8, 9 y 10 de agosto. >> los días 8, 9 y 10 de agosto = 2023-08-08..2023-08-10
Creció entre finales de 2019 y principios de 2020. >> entre finales de 2019 y principios de 2020 = 2019-09-01..2020-04-30
Creció entre enero y junio. >> entre enero y junio = 2023-01-01..2023-06-30
Creció de enero a marzo de 2022. >> de enero a marzo de 2022 = 2022-01-01..2022-03-31
Del lunes 7 al viernes 11 de agosto no habrá clases. >> Del lunes 7 al viernes 11 de agosto = 2023-08-07..2023-08-11
"""

CLOCKS = """
Llegó anoche a La Paz. >> anoche = 2023-07-25TNI
Esta madrugada tembló en Oaxaca. >> Esta madrugada = 2023-07-26TMO
Esta mañana cerró la bolsa. >> Esta mañana = 2023-07-26TMO
Hablará esta noche. >> esta noche = 2023-07-26TNI
Declaró ayer por la tarde. >> ayer por la tarde = 2023-07-25TAF
Declaró ayer a la tarde. >> ayer a la tarde = 2023-07-25TAF
Declaró ayer en la tarde. >> ayer en la tarde = 2023-07-25TAF
Declaró en la tarde del martes. >> la tarde del martes = 2023-07-25TAF
Murió la noche del 20 de julio. >> la noche del 20 de julio = 2023-07-20TNI
Murió en la madrugada del domingo. >> la madrugada del domingo = 2023-07-23TMO
Murió en la madrugada de este domingo. >> la madrugada de este domingo = 2023-07-23TMO
Saldrá mañana por la mañana. >> mañana por la mañana = 2023-07-27TMO
Saldrá mañana temprano. >> mañana temprano = 2023-07-27TMO
Saldrá a primera hora del viernes. >> primera hora del viernes = 2023-07-28TMO
Partió a última hora de ayer. >> última hora de ayer = 2023-07-25TNI
La pasada noche hubo tiros. >> La pasada noche = 2023-07-25TNI
El viernes por la noche tocará en Bogotá. >> El viernes por la noche = 2023-07-28TNI
Empieza a las 18.00. >> las 18.00 = 2023-07-26T18:00
Empieza a las 18:00 de hoy. >> las 18:00 de hoy = 2023-07-26T18:00
Empieza a las 20 hs. >> las 20 hs = 2023-07-26T20:00
Empieza hoy a las 20.30 horas. >> hoy a las 20.30 horas = 2023-07-26T20:30
Empezó ayer a las seis de la tarde. >> ayer a las seis de la tarde = 2023-07-25T18:00
Empezó ayer a las 6 p. m. >> ayer a las 6 p. m. = 2023-07-25T18:00
Empezó ayer a las 11 de la noche. >> ayer a las 11 de la noche = 2023-07-25T23:00
Empezó ayer a la una y media de la madrugada. >> ayer a la una y media de la madrugada = 2023-07-25T01:30
Empezó poco antes de las 18.00 (hora local) del lunes. >> poco antes de las 18.00 (hora local) del lunes = 2023-07-24T18:00
Empezó pasadas las 22.00 del lunes. >> pasadas las 22.00 del lunes = 2023-07-24T22:00
Empezó ayer al mediodía. >> ayer al mediodía = 2023-07-25T12:00
Jugará el sábado (21.00) en Sevilla. >> el sábado (21.00) = 2023-07-29T21:00
Tembló la madrugada del sábado 22 al domingo 23. >> la madrugada del sábado 22 al domingo 23 = 2023-07-22TMO
Cerró pasadas las 11 de la noche del lunes. >> pasadas las 11 de la noche del lunes = 2023-07-24T23:00
Abre de 9 a 18 horas. >> de 9 a 18 horas = 2023-07-26T09:00/2023-07-26T18:00
Fue a las 4:32 de la madrugada del 19 de mayo de 1985. >> las 4:32 de la madrugada del 19 de mayo de 1985 = 1985-05-19T04:32
Asamblea: viernes 11, a las 19.00 >> viernes 11, a las 19.00 = 2023-08-11T19:00
"""

DISTANCES = """
Se fue hace dos semanas. >> hace dos semanas = 2023-07-10..2023-07-16
Se fue hace tres días. >> hace tres días = 2023-07-23
Se fue hace ya diez días. >> hace ya diez días = 2023-07-16
Se fue tres años atrás. >> tres años atrás = 2020-01-01..2020-12-31
Se fue hace un año. >> hace un año = 2022-01-01..2022-12-31
Se fue hace más de un mes. >> hace más de un mes = 2023-06-01..2023-06-30
Se fue hace unos meses. >> hace unos meses = PAST_REF
Volverá dentro de dos meses. >> dentro de dos meses = 2023-09-01..2023-09-30
Volverá en tres días. >> tres días = 2023-07-29
Se firmó el 4 de julio y al día siguiente hubo paro. >> el 4 de julio = 2023-07-04 | al día siguiente = 2023-07-05
Se firmará el 4 de agosto; la víspera habrá paro. >> el 4 de agosto = 2023-08-04 | la víspera = 2023-08-03
Se firmó el 4 de julio. Ese mismo día cayó la bolsa. >> el 4 de julio = 2023-07-04 | Ese mismo día = 2023-07-04
Se firmó el 4 de julio. Dos días después cayó la bolsa. >> el 4 de julio = 2023-07-04 | Dos días después = 2023-07-06
Se firmó el 4 de julio. Dos días antes cayó la bolsa. >> el 4 de julio = 2023-07-04 | Dos días antes = 2023-07-02
Se firmó el 4 de julio. La noche anterior llovió. >> el 4 de julio = 2023-07-04 | La noche anterior = 2023-07-03
Renunció en 2019. El año anterior había ganado. >> 2019 = 2019-01-01..2019-12-31 | El año anterior = 2018-01-01..2018-12-31
Llegará dos días antes de Navidad. >> dos días antes de Navidad = 2023-12-23
Llegará la víspera de Navidad. >> la víspera de Navidad = 2023-12-24
Dos días después de la firma, el comité llamó al paro. >> Dos días después de la firma = XXXX-XX-XX
Tres días antes del acto renunció el gerente. >> Tres días antes del acto = XXXX-XX-XX
Cayó dos días después de que el banco lo anunciara. >> dos días después de que el banco lo anunciara = XXXX-XX-XX
Un día antes de la visita del papa, cortaron la ruta. >> Un día antes de la visita del papa = XXXX-XX-XX
"""

OPEN = """
Un paro de 72 horas paralizó la ciudad. >> 72 horas = PT72H
Esperaron tres años y medio. >> tres años y medio = P3Y6M
Esperaron media hora. >> media hora = PT30M
Esperaron un año y medio. >> un año y medio = P1Y6M
Esperaron veintiún días. >> veintiún días = P21D
Esperaron treinta y cinco días. >> treinta y cinco días = P35D
Esperaron ciento veinte días. >> ciento veinte días = P120D
Estuvo preso durante dos décadas. >> dos décadas = P20Y
Estuvo preso varios años. >> varios años = PXY
Lo estudiarán en los próximos días. >> los próximos días = PXD
Hubo lluvias en las últimas semanas. >> las últimas semanas = PXW
Cada jueves marchan los jubilados. >> Cada jueves = XXXX-WXX-4
Los lunes no abre. >> Los lunes = XXXX-WXX-1
Todos los martes hay mercado. >> Todos los martes = XXXX-WXX-2
Abre de lunes a viernes. >> de lunes a viernes = XXXX-WXX-WD
Abre de lunes a sábado. >> de lunes a sábado = XXXX-WXX-1/XXXX-WXX-6
Entrena dos veces por semana. >> dos veces por semana = P1W
Se reúnen cada dos semanas. >> cada dos semanas = P2W
Lo hace todos los días. >> todos los días = P1D
Cada 6 de agosto hay desfile. >> Cada 6 de agosto = XXXX-08-06
Actualmente vive en Lima. >> Actualmente = PRESENT_REF
Hoy en día nadie lo usa. >> Hoy en día = PRESENT_REF
Lo sabremos en un futuro próximo. >> un futuro próximo = FUTURE_REF
Ya pasó en el pasado. >> el pasado = PAST_REF
"""

NOTHING = """
No te cases ni te embarques en martes y trece.
La marcha bajó por la avenida 6 de Agosto.
Se reunieron en la Plaza 25 de Mayo.
Cortaron la 9 de Julio a la altura del Obelisco.
Las Madres de Plaza de Mayo no fueron.
El Movimiento 26 de Julio emitió un texto.
El estadio 12 de Octubre cerró.
Lo contó Abril Zamora.
Según Abril, nadie lo vio.
Habló Julio Ferrufino, economista.
La diputada Julia Marzo recurrirá.
Domingo Arce renunció.
Renunció Domingo Arce.
Segundo Choque no se fía.
Llegó segundo en la carrera.
Chile, segundo productor mundial, calla.
Es el tercer detenido.
La mitad de los votos fue nula.
Quedan 60 % de las utilidades.
El 24 % votó en blanco.
El 10 de Argentina no jugó.
Un hombre de 35 años fue detenido.
Ana Ruiz, de 52 años, dirige la planta.
La víctima tiene 19 años.
Una estrella a cuarenta años luz.
De pronto se apagó la luz.
Todo cambió de la noche a la mañana.
Hicieron su agosto con los turistas.
El diario El Mañana lo publicó.
Toda la mañana fue así.
Estudió la ropa de verano.
Fue una noticia de última hora.
Llegó tarde y mal.
Escúchenos en la 1580 AM.
Marcharon 2000 personas.
Marcharon 2.000 personas.
Pagó 1.950 euros por la moto.
La ley 1990 quedó derogada.
Ganó 3-2 en el minuto final.
A las dos empresas las multaron.
A las 18 víctimas las lloraron.
Los 90 diputados votaron.
El resto de los diputados calló.
Sin fines de lucro.
La final de la copa fue un robo.
La Isla de Pascua queda lejos.
La tienda abre 24/7.
María, 34 años, vive aquí.
El 8-M llenó las calles.
El Día de la Madre es muy celebrado.
Los 2000 soldados volvieron.
Con el 20 % de descuento.
Tokio 2020 fue un éxito.
El diario Hoy lo publicó.
El Canal 24 Horas lo emitió.
La Federación Departamental 27 de Mayo protestó.
Viernes Negro en las bolsas.
A sus 24 años ya es campeón.
El grupo de los 20 se reunió.
La Revolución de Octubre fracasó.
"""


def cases(table: str) -> list[tuple[str, str]]:
    lines = [line.partition(" >> ") for line in table.strip().splitlines()]
    return [(text, expected) for text, _, expected in lines]


def shown(expressions: list[tuple[str, str]]) -> str:
    return " | ".join(f"{words} = {what}" for words, what in expressions)


@pytest.mark.parametrize(("text", "expected"), cases(DAYS + PERIODS + RANGES + DISTANCES + OPEN))
def test_days(text: str, expected: str) -> None:
    assert shown(found(text)) == expected


@pytest.mark.parametrize(("text", "expected"), cases(CLOCKS))
def test_values_of_times(text: str, expected: str) -> None:
    assert shown([(e.text, str(e.value)) for e in resolve(text, PUBLISHED, "es")]) == expected


@pytest.mark.parametrize("text", NOTHING.strip().splitlines())
def test_no_time(text: str) -> None:
    assert found(text) == []


def test_what_names_the_event_ends_at_the_verb() -> None:
    made = resolve("Tres días antes del acto renunció el gerente.", PUBLISHED, "es")[0]
    assert made.anchor is Anchor.EVENT
    assert "Tres días antes del acto renunció"[made.anchor_start : made.anchor_end] == "acto"
    assert [(part.text, part.value) for part in made.parts] == [("Tres días", "P3D")]


def test_a_clause_names_the_event_to_its_end() -> None:
    text = "Cayó dos días después de que el banco lo anunciara, según fuentes."
    made = resolve(text, PUBLISHED, "es")[0]
    assert text[made.anchor_start : made.anchor_end] == "que el banco lo anunciara"


def test_the_day_comes_first_everywhere() -> None:
    assert found("Firmado el 04/03/2022 por $5 en color.", language="es-US") == [("el 04/03/2022", "2022-03-04")]


def test_seasons_of_a_southern_paper() -> None:
    article = Article("a", "En el invierno pasado nevó.", source="La Gaceta de Buenos Aires", language="es-AR")
    assert [days(e) for e in annotate(article, Span.of("2023-04-26"))] == ["2022-06-01..2022-08-31"]


def test_without_publication_only_full_dates_have_days() -> None:
    assert found("Ayer, el 24 de julio y el 3 de mayo de 2021.", None) == [
        ("Ayer", "XXXX-XX-XX"),
        ("el 24 de julio", "XXXX-07-24"),
        ("el 3 de mayo de 2021", "2021-05-03"),
    ]


WORDS = sorted(word for word in load("es").words if len(word) < 12)


@given(
    st.lists(st.sampled_from([*WORDS, "de", "del", "el", "la", "a", "en", "24", "2023", "7", ".", ",", "(", "\n"]), max_size=14)
)
@settings(max_examples=150, deadline=None)
def test_any_words_of_time_resolve_or_yield_nothing(words: list[str]) -> None:
    text, last = " ".join(words), 0
    for e in resolve(text, PUBLISHED, "es"):
        assert last <= e.start < e.end
        assert text[e.start : e.end] == e.text
        assert e.why
        last = e.end
