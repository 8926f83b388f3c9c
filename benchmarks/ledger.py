"""Storylines: short articles that tell how obligations arise and end, with an analyst's ledger.

Each storyline is read as a collection of its own, end to end: articles, records, entries. A mention
that the reader found is an item of the gold entry whose words its act overlaps. `merging_bcubed_f1`
is B-cubed over these items, so that what the reader missed is told by `mentions_found` and not a
second time. `status_accuracy` is over all gold entries; one that was not found at all is wrong, and
one whose mentions lie in several entries of ours is judged by the one that holds most of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.scores import harmonic_mean, overlaps, share
from onus.ledger import Entry, ledger_of
from onus.reader import read_articles
from onus.record import Article
from onus.sources import article_from_text


@dataclass(frozen=True, slots=True)
class GoldEntry:
    """An entry as the analyst keeps it; `mentions` are (article id, start, end).

    `changes` are what each article that changes it makes of it: (article id, status).
    """

    id: str
    status: str
    mentions: tuple[tuple[str, int, int], ...]
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Storyline:
    """The articles of one storyline and its gold ledger."""

    name: str
    articles: tuple[Article, ...]
    entries: tuple[GoldEntry, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Our entries beside the analyst's: items (gold, ours), gold mentions found, gold to ours."""

    items: tuple[tuple[str, str], ...]
    reached: frozenset[tuple[str, int, int]]
    chosen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A storyline beside what was read of it: items as (gold entry, our entry), and statuses."""

    items: tuple[tuple[str, str], ...]
    mentions: int
    mentions_found: int
    entries: int
    entries_found: int
    statuses_right: int


def run(path: Path) -> dict[str, float]:
    """The figures over all storylines in `path`, then those of each of its folders by name."""
    files = sorted(path.glob("*.yaml"))
    groups = {"": files} if files else {
        folder.name: sorted(folder.glob("*.yaml")) for folder in sorted(path.iterdir())
        if folder.is_dir()
    }  # fmt: skip
    if not any(groups.values()):
        raise ValueError("no storylines (*.yaml) there")
    found = {name: [compare(read(file)) for file in group] for name, group in groups.items()}
    scores = _scores([one for of_group in found.values() for one in of_group])
    for name, of_group in found.items():
        if name:
            scores |= {f"{name}_{figure}": value for figure, value in _scores(of_group).items()}
    return scores


def read(file: Path) -> Storyline:
    """A storyline from its file; ValueError where a mention's words are not in its article."""
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    articles = tuple(
        article_from_text(
            raw["text"], published=str(raw["published"]), title=raw.get("title"), source=file.name
        )
        for raw in data["articles"]
    )
    entries = tuple(
        GoldEntry(
            raw["id"],
            raw["status"],
            tuple(_spans(raw, articles, file)),
            tuple((articles[c["article"] - 1].id, c["effect"]) for c in raw.get("changes") or ()),
        )
        for raw in data["entries"]
    )
    return Storyline(file.stem, articles, entries)


def compare(storyline: Storyline) -> Found:
    """Read the storyline and set our entries against the analyst's."""
    entries = ledger_of(list(read_articles(storyline.articles)))
    status = {entry.id: entry.status for entry in entries}
    met = match(storyline, entries)
    return Found(
        items=tuple((f"{storyline.name}:{gold}", ours) for gold, ours in met.items),
        mentions=len({m for e in storyline.entries for m in e.mentions}),
        mentions_found=len(met.reached),
        entries=len(storyline.entries),
        entries_found=len(met.chosen),
        statuses_right=sum(
            e.id in met.chosen and status[met.chosen[e.id]] == e.status for e in storyline.entries
        ),
    )


def match(storyline: Storyline, entries: Sequence[Entry]) -> Match:
    """Which of our entries are which of the analyst's."""
    ours = {
        (m.id, m.source.article, m.source.start, m.source.end): entry.id
        for entry in entries
        for m in entry.mentions
    }
    items: list[tuple[str, str]] = []
    reached: set[tuple[str, int, int]] = set()
    for (_, article, start, end), entry in ours.items():
        best = _best(storyline.entries, article, start, end)
        if best is not None:
            items.append((best[0], entry))
            reached.add(best[1])
    return Match(tuple(items), frozenset(reached), _chosen(items, entries))


def bcubed_f1(items: Sequence[tuple[str, str]]) -> float:
    """B-cubed F1 of items given as (gold cluster, our cluster)."""
    gold, ours, both = Counter(g for g, _ in items), Counter(o for _, o in items), Counter(items)
    precision = sum(both[item] / ours[item[1]] for item in items)
    recall = sum(both[item] / gold[item[0]] for item in items)
    return harmonic_mean(share(precision, len(items)), share(recall, len(items)))


def _scores(found: Sequence[Found]) -> dict[str, float]:
    entries = sum(f.entries for f in found)
    return {
        "merging_bcubed_f1": bcubed_f1([item for f in found for item in f.items]),
        "status_accuracy": share(sum(f.statuses_right for f in found), entries),
        "mentions_found": share(
            sum(f.mentions_found for f in found), sum(f.mentions for f in found)
        ),
        "entries_found": share(sum(f.entries_found for f in found), entries),
    }


def _spans(
    raw: Mapping[str, Any], articles: Sequence[Article], file: Path
) -> Iterator[tuple[str, int, int]]:
    for mention in raw["mentions"]:
        article = articles[mention["article"] - 1]
        start = article.text.find(mention["words"])
        if start < 0:
            raise ValueError(f"{file.name}: {raw['id']}: no {mention['words']!r} in its article")
        yield article.id, start, start + len(mention["words"])


def _best(
    entries: Sequence[GoldEntry], article: str, start: int, end: int
) -> tuple[str, tuple[str, int, int]] | None:
    """The gold entry and mention whose words overlap most with these."""
    common = {
        (entry.id, mention): min(end, mention[2]) - max(start, mention[1])
        for entry in entries
        for mention in entry.mentions
        if mention[0] == article and overlaps((start, end), mention[1:])
    }
    return max(common, key=lambda key: common[key]) if common else None


def _chosen(items: Sequence[tuple[str, str]], entries: Sequence[Entry]) -> dict[str, str]:
    """For each gold entry that was found the entry of ours that holds most of it."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    size = {entry.id: len(entry.mentions) for entry in entries}
    for gold, ours in items:
        votes[gold][ours] += 1
    return {
        gold: max(counted, key=lambda entry: (counted[entry], size[entry]))
        for gold, counted in votes.items()
    }
