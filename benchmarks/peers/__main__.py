"""Onus beside its peers: `python -m benchmarks.peers --petrarch FOLDER --citron FOLDER`.

FOLDER is a checkout of the peer's repository that you have fetched; a peer without one is left
out. Events are compared on PLV sentences with nothing marked, attributions on PolNeAR. A peer that
cannot be run is named with the reason, and the others are shown.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import attribution, events
from benchmarks.corpora import MarkedPair, read_pairs, read_polnear
from benchmarks.pairs import merged
from benchmarks.peers.citron import citron_attributions
from benchmarks.peers.petrarch import PeerError, PeerEvent, petrarch_events
from benchmarks.scores import share
from onus.language import annotate

EVENTS = (
    "recall",
    "pair_recall",
    "source_recall",
    "target_recall",
    "root_recall",
    "type_precision",
)
ATTRIBUTIONS = ("cue_f1", "source_f1", "content_f1", "triple_f1")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line gives folders for; 0 when every peer asked for could be run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--petrarch", type=Path, metavar="FOLDER", help="UniversalPetrarch")
    parser.add_argument("--citron", type=Path, metavar="FOLDER", help="Citron")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="FOLDER")
    parser.add_argument("--pairs", type=Path, metavar="FILE", help="a PLV file besides plv_train")
    given = parser.parse_args(arguments)
    console, missing = Console(), 0
    for asked, compare in ((given.petrarch, _events), (given.citron, _attributions)):
        if asked is None:
            continue
        try:
            console.print(compare(asked, given))
        except (PeerError, OSError) as error:
            print(f"benchmarks.peers: {error}", file=sys.stderr)
            missing += 1
    return min(missing, 1)


def _events(folder: Path, given: argparse.Namespace) -> Table:
    path = given.pairs or given.data / "events/plv_train.tsv"
    pairs = [pair for pair in read_pairs(path) if pair.root is not None]
    texts = list(dict.fromkeys(pair.text for pair in pairs))
    theirs = dict(zip(texts, petrarch_events(folder.resolve(), annotate(texts)), strict=True))
    found = score_events(pairs, [theirs[pair.text] for pair in pairs])
    return _table(f"Events, {len(pairs)} rows of {path.name}", EVENTS,
                  {"Onus": events.run(path), "UniversalPetrarch": found})  # fmt: skip


def _attributions(folder: Path, given: argparse.Namespace) -> Table:
    path = given.data / "attribution/polnear-dev"
    articles = list(read_polnear(path))
    theirs = citron_attributions(folder.resolve(), [article.text for article in articles])
    found = attribution.score([article.attributions for article in articles], theirs)
    return _table(f"Attributions, {len(articles)} articles of PolNeAR dev", ATTRIBUTIONS,
                  {"Onus": attribution.run(path), "Citron": found})  # fmt: skip


def _table(title: str, figures: Sequence[str], columns: Mapping[str, Mapping[str, float]]) -> Table:
    table = Table("figure", *columns, title=title, title_justify="left")
    for name in figures:
        table.add_row(name, *(f"{scores[name]:.3f}" for scores in columns.values()))
    return table


def score_events(
    pairs: Sequence[MarkedPair], found: Sequence[Sequence[PeerEvent]]
) -> dict[str, float]:
    """Of a peer's events, one list a row, the figures that `benchmarks.events` has of ours.

    A peer gives words in place of characters, so a party is found when it shares a word with the
    marked span, articles and prepositions aside.
    """
    rows = [list(_matches(pair, told)) for pair, told in zip(pairs, found, strict=True)]
    joined = [root for row in rows for source, target, root in row if source and target]
    return {
        "recall": _rate([any(all(match) for match in row) for row in rows]),
        "pair_recall": _rate([any(source and target for source, target, _ in row) for row in rows]),
        "source_recall": _rate([any(source for source, _, _ in row) for row in rows]),
        "target_recall": _rate([any(target for _, target, _ in row) for row in rows]),
        "root_recall": _rate([any(root for _, _, root in row) for row in rows]),
        "type_precision": _rate(joined),
    }


def _matches(pair: MarkedPair, told: Sequence[PeerEvent]) -> Iterator[tuple[bool, bool, bool]]:
    source = _words(pair.text[slice(*pair.source)])
    target = _words(pair.text[slice(*pair.target)]) if pair.target is not None else None
    for event in told:
        yield (
            bool(source & _words(event.source)),
            target is None or bool(target & _words(event.target)),
            event.type == merged(pair.root or ""),
        )


_EMPTY = frozenset("a an the of in on at to for with by from and or 's its his her their".split())


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w']+", text.lower())) - _EMPTY


def _rate(outcomes: Sequence[bool]) -> float:
    return share(sum(outcomes), len(outcomes))


if __name__ == "__main__":
    sys.exit(main())
