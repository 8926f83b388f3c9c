"""What the judge makes of later sentences of news, `wordings/effects_news.tsv`.

In news at large hardly one later sentence in twenty tells what became of an obligation, so that a
judge that is right about storylines can still be wrong nearly whenever it speaks here. The file has
all pairs that the ledger asked about in PolNeAR dev, judged by readers; it keeps where sentences
stand, not their words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from benchmarks.corpora import read_polnear
from benchmarks.scores import Tally
from onus.language.effects import SILENT, Beside, effects
from onus.ledger.judging import TELLS
from onus.terms import EFFECTS, ObligationKind

FILE = Path(__file__).parent / "wordings" / "effects_news.tsv"
TELLING = frozenset(EFFECTS)


@dataclass(frozen=True, slots=True)
class Told:
    """An obligation beside a later sentence, and what that tells of it: an effect, or nothing."""

    beside: Beside
    effect: str


def run(path: Path) -> dict[str, float]:
    """The scores on `FILE`, whose articles lie in the PolNeAR folder `path`; see `measured`."""
    told = told_in_news(path, FILE)
    if not told:
        raise ValueError("none of the marked articles is there")
    return measured(told)


def measured(told: Sequence[Told]) -> dict[str, float]:
    """How often the judge speaks (`share`), and how often the effect it names is the one told.

    Both sentences are of one article, where the ledger does not ask; here they stand for two on the
    same matter, and the judge speaks as the ledger lets it speak about these.
    """
    named = right = due = 0
    for one, verdict in zip(told, effects([one.beside for one in told]), strict=True):
        speaks = verdict.chance >= TELLS
        named += speaks
        right += speaks and verdict.effect == one.effect
        due += one.effect in TELLING
    tally = Tally(right, named, due)
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "share": named / len(told),
        "told": due / len(told),
    }


def told_in_news(folder: Path, file: Path) -> list[Told]:
    """The pairs of the file whose article is in the PolNeAR folder.

    Raises `ValueError` naming file and line for a line that cannot be read.
    """
    texts = {article.name: article.text for article in read_polnear(folder)}
    return list(_read(file, texts))


def _read(file: Path, texts: dict[str, str]) -> Iterator[Told]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        try:
            name, kind, *places, effect = line.split("\t")
            if kind not in get_args(ObligationKind) or effect not in {*TELLING, *SILENT}:
                raise ValueError(f"no kind or no effect: {kind}, {effect}")
            spans = [tuple(map(int, place.split("-"))) for place in places]
            (laid, laid_end), (act, act_end), (later, later_end) = spans
        except ValueError as error:
            raise ValueError(f"{file.name}, line {number}: {error}") from error
        if (text := texts.get(name)) is not None:
            beside = Beside(
                cast("ObligationKind", kind),
                text[act:act_end],
                text[laid:laid_end],
                text[later:later_end],
            )
            yield Told(flat(beside), effect)


def flat(pair: Beside) -> Beside:
    """The pair without the line breaks of its article."""
    act, told, later = (" ".join(text.split()) for text in (pair.act, pair.told, pair.later))
    return replace(pair, act=act, told=told, later=later)
