"""Who is who through time: actors of invented multi-article stories against the analyst's gold.

Each file is a story of articles in the order in which they come. `who` names, for some phrases of
an article, whom they stand for; a phrase stands for the actor with a mention at its place. The
articles are read and added to an empty store one by one; then all pairs of phrases of different
articles are compared: same actor or not. A phrase for which no actor is found is nobody's.

Files with `kept: true` were written before anything was tuned and serve for measuring only: the
headline figures are theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from sqlalchemy import Connection, insert

from benchmarks.scores import Tally, overlaps
from onus import read
from onus.record import Record
from onus.registry import resolve
from onus.store.database import open_database, writing
from onus.store.schema import mentions
from onus.store.writing import Origin, put_article


@dataclass(frozen=True, slots=True)
class Phrase:
    """One gold phrase: `who` it stands for, and the registry's actor found for it, if any."""

    story: str
    article: int
    text: str
    who: str
    found: int | None


def run(path: Path) -> dict[str, float]:
    """Score the stories of a folder, or one story."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    kept, tuned, met, met_pairs = Tally(), Tally(), Tally(), Tally()
    for file in files:
        is_kept, phrases = score(file)
        tally = pairs(phrases)
        met += Tally(sum(p.found is not None for p in phrases), 0, len(phrases))
        if is_kept:
            kept += tally
            met_pairs += pairs([p for p in phrases if p.found is not None])
        else:
            tuned += tally
    return {
        "kept_precision": kept.precision,
        "kept_recall": kept.recall,
        "kept_f1": kept.f1,
        "kept_recall_of_found": met_pairs.recall,
        "tuned_precision": tuned.precision,
        "tuned_recall": tuned.recall,
        "tuned_f1": tuned.f1,
        "phrases_found": met.recall,
    }


def score(file: Path) -> tuple[bool, list[Phrase]]:
    """Whether a story is kept for measuring, and its phrases with the actors found for them."""
    story = yaml.safe_load(file.read_text(encoding="utf-8"))
    phrases: list[Phrase] = []
    with TemporaryDirectory() as folder:
        engine = open_database(str(Path(folder) / "registry.db"))
        for number, row in enumerate(story["articles"]):
            record = read(" ".join(row["text"].split()), published=row["date"], force=True)
            with writing(engine) as connection:
                known = _add(connection, record)
            for text, who in row["who"].items():
                local = _actor_at(record, " ".join(text.split()))
                found = known[local] if local is not None else None
                phrases.append(Phrase(file.stem, number, text, who, found))
        engine.dispose()
    return bool(story["kept"]), phrases


def _add(connection: Connection, record: Record) -> dict[str, int]:
    put_article(connection, record, Origin.of(record.article, record.article.id))
    known = resolve(connection, record)
    rows = [
        {"article_id": record.article.id, "local_id": local, "actor_id": actor}
        for local, actor in known.items()
    ]
    if rows:
        connection.execute(insert(mentions), rows)
    return known


def _actor_at(record: Record, phrase: str) -> str | None:
    """The actor of the record one of whose mentions shares most with the first `phrase`."""
    start = record.article.text.index(phrase)
    end = start + len(phrase)
    shared = [
        (min(end, last) - max(start, first), actor.id)
        for actor in record.actors
        for first, last in actor.mentions
        if overlaps((first, last), (start, end))
    ]
    return max(shared)[1] if shared else None


def pairs(phrases: Sequence[Phrase]) -> Tally:
    """Pairs of phrases of different articles that are one: found, and in the gold."""
    tally = Tally()
    for one, other in combinations(phrases, 2):
        if one.article == other.article:
            continue
        same = one.who == other.who
        joined = one.found is not None and one.found == other.found
        tally += Tally(float(same and joined), float(joined), float(same))
    return tally
