"""How the events of press articles that nobody wrote for a timeline come together: ECB+ topics 1 to 35, read as folders.

usage: python -m benchmarks.fit_control [--shared DIR] [--split dev|train] [--list TYPE …]

Reads DIR/corpora/ecbplus_dev.jsonl (DIR: default ../shared), makes a timeline of each topic from the bare texts, and compares
it with the annotated chains: how many annotated mentions the tool finds (ECB+ marks every event, also those of no type of
ours, so this is no recall), how the found ones are merged (CoNLL F1), and how many pairs across articles are right.  ``--list``
prints what was taken for events of some types, one line for each wording: the quickest way to see a wrong one.  Its texts
are shown and nowhere kept.

ECB+: Cybulska and Vossen 2014, annotation CC BY 3.0.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.fit_merge import chains_of, text_of
from timeline import dates, events, pipeline
from timeline.model import Article, Mention, Timeline

AROUND = 45
"""Characters shown on either side of a trigger."""


def timeline_of(documents: Sequence[Mapping[str, Any]]) -> Timeline:
    """The timeline of one topic from the texts alone."""
    articles = [Article(document["doc"], text_of(document)[0], document["doc"], source=document["doc"]) for document in documents]
    return pipeline.assemble(list(events.extract((article, dates.annotate(article)) for article in articles)))


def wordings(timeline: Timeline, types: frozenset[str]) -> dict[tuple[str, str], str]:
    """One line of text for each type and wording of a trigger."""
    texts = {article.id: article.text for article in timeline.articles}
    found = {}
    for mention in (m for event in timeline.events for m in event.mentions if m.type in types):
        found[mention.type, mention.trigger.lower()] = _shown(texts[mention.article], mention)
    return found


def _shown(text: str, mention: Mention) -> str:
    before, after = text[max(0, mention.start - AROUND) : mention.start], text[mention.end : mention.end + AROUND]
    return f"{before}[{text[mention.start : mention.end]}]{after}".replace("\n", " ")


def main() -> None:
    """Read, compare and print."""
    root = Path(__file__).parents[1]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=root.parent / "shared")
    parser.add_argument("--split", choices=("dev", "train"), default="dev")
    parser.add_argument("--list", nargs="+", default=[], metavar="TYPE", dest="types")
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.shared / "eval"))
    import coref

    topics: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (arguments.shared / "corpora" / "ecbplus_dev.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        if document["split"] == arguments.split:
            topics[document["topic"]].append(document)

    key: dict[tuple[str, int, int], str] = {}
    response: dict[tuple[str, int, int], str] = {}
    listed: dict[tuple[str, str], str] = {}
    for topic, documents in sorted(topics.items()):
        timeline = timeline_of(documents)
        listed |= wordings(timeline, frozenset(arguments.types))
        told: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for event in timeline.events:
            for mention in event.mentions:
                told[mention.article].append((mention.start, mention.end, event.id))
        for document in documents:
            for start, end, chain in chains_of(document, text_of(document)[1]):
                place = document["doc"], start, end
                key[place] = f"{topic}:{chain}"
                hits = [hit for hit in told[document["doc"]] if hit[0] < end and start < hit[1]]
                if hits:
                    response[place] = f"{topic}:{hits[0][2]}"
                    told[document["doc"]].remove(hits[0])
    for (kind, _), text in sorted(listed.items()):
        print(f"{kind:14} {text}")
    matched = {place: key[place] for place in response}
    right, whole, _ = coref.cross_article_pairs(matched, response, {place: place[0] for place in matched})
    print(f"{len(topics)} topics, {len(matched)} of {len(key)} annotated mentions found")
    print(f"CoNLL F1 of these {100 * coref.conll(matched, response):.1f}")
    print(f"pairs across articles: {right:.3f} of the tool's are right, {whole:.3f} of the annotated ones are found")


if __name__ == "__main__":
    main()
