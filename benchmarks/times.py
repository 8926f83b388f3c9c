"""Time expressions with their values, as TempEval-3 scores them (UzZaman et al., SemEval 2013)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from benchmarks.corpora import TimedArticle, read_timeml
from onus.resolving.dates import TimeMention, find_dates


def run(path: Path) -> dict[str, float]:
    """Scores over the .tml files of a folder, or one file; the creation date is the published one.

    `span_f1`: gold and found expressions match when they overlap, one to one. `value_f1`: matched
    and of the same value. `value_accuracy`: the share of the matched with the same value.
    """
    return score(read_timeml(file) for file in _files(path))


def _files(path: Path) -> list[Path]:
    files = sorted(path.rglob("*.tml")) if path.is_dir() else [path]
    if not files:
        raise ValueError(f"{path}: no .tml files")
    return files


def score(articles: Iterable[TimedArticle]) -> dict[str, float]:
    """The scores of `run` over articles."""
    gold = found = matched = right = 0
    for article in articles:
        mentions = find_dates(article.text, published(article))
        pairs = match(article.times, mentions)
        gold += len(article.times)
        found += len(mentions)
        matched += len(pairs)
        right += sum(value == mention.value for (_, _, value), mention in pairs)
    return {
        "value_f1": 2 * right / max(gold + found, 1),
        "span_f1": 2 * matched / max(gold + found, 1),
        "span_precision": matched / max(found, 1),
        "span_recall": matched / max(gold, 1),
        "value_accuracy": right / max(matched, 1),
    }


def published(article: TimedArticle) -> date | None:
    """The day of creation, None where the file gives none."""
    try:
        return date.fromisoformat((article.created or "")[:10])
    except ValueError:
        return None


def match(
    gold: Iterable[tuple[int, int, str]], found: Iterable[TimeMention]
) -> list[tuple[tuple[int, int, str], TimeMention]]:
    """Gold and found expressions that overlap, each used once, in reading order."""
    free = sorted(found, key=lambda mention: mention.start)
    pairs = []
    for start, end, value in sorted(gold):
        for mention in free:
            if mention.start < end and start < mention.end:
                pairs.append(((start, end, value), mention))
                free.remove(mention)
                break
    return pairs
