"""Obligations in sentences of news that an annotator has marked, `wordings/obligations_news.tsv`.

The file keeps a digest of each sentence and where its marks are, not its words; the sentences are
found again in the corpora that they were taken from (PolNeAR train, TimeBank, PLV and AW train).
Four in five of them were chosen because something in them can lay an obligation, so that there is
more to find, and to get wrong, than in news at large.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.corpora import read_pairs, read_polnear
from benchmarks.marked import LETTERS, Laid, Mark, OwedText, laid_by
from benchmarks.obligations import SURE
from benchmarks.scores import Tally, overlaps, share
from onus.language.sentences import sentence_spans
from onus.reader import read_articles
from onus.record import Actor, Article, Obligation

FILE = Path(__file__).parent / "wordings" / "obligations_news.tsv"
_MARK = re.compile(r"([A-Z])(\d+)-(\d+)")
_TAG = re.compile(r"<[^>]+>")


def run(path: Path) -> dict[str, float]:
    """The scores on `FILE`, whose sentences lie in the data folder `path`; see `measured`."""
    texts = marked_news(path, FILE)
    if not texts:
        raise ValueError("none of the marked sentences is in the corpora there")
    return measured(texts)


def measured(texts: Sequence[OwedText]) -> dict[str, float]:
    """How well the obligations of 0.5 or more that are read are those of the texts.

    One is found when ours overlaps its act. `whole`: found, with the kind right and a bearer that
    is the one marked. `left_alone`: the share of the texts laying nothing in which none is read.
    """
    articles = [Article(str(at), one.text, language="en") for at, one in enumerate(texts)]
    found = guessed = owed = whole = idle = left = 0
    for one, record in zip(texts, read_articles(articles), strict=True):
        ours = [o for o in record.obligations if o.confidence >= SURE]
        guessed += len(ours)
        idle += not one.laid
        left += not one.laid and not ours
        for laid in one.laid:
            met = [o for o in ours if _is_on(o.act.start, o.act.end, laid)]
            owed += 1
            found += bool(met)
            whole += any(_is_whole(o, laid, record.actors) for o in met)
    tally = Tally(found, guessed, owed)
    return {
        "found_f1": tally.f1,
        "found_precision": tally.precision,
        "found_recall": tally.recall,
        "whole": share(whole, owed),
        "left_alone": share(left, idle),
    }


def _is_on(start: int, end: int, laid: Laid, part: str = "ACT") -> bool:
    return any(m.part == part and overlaps((start, end), (m.start, m.end)) for m in laid.marks)


def _is_whole(ours: Obligation, laid: Laid, actors: Sequence[Actor]) -> bool:
    if ours.kind != laid.kind:
        return False
    if all(mark.part != "BEARER" for mark in laid.marks):
        return True
    places = [m for actor in actors if actor.id in ours.bearer for m in actor.mentions]
    return any(_is_on(start, end, laid, "BEARER") for start, end in places)


def marked_news(data: Path, path: Path) -> list[OwedText]:
    """The sentences of the file that the corpora in `data` hold, in the order of the file.

    Raises `ValueError` for a line that cannot be read.
    """
    words = {digest(sentence): sentence for sentence in sentences(data)}
    return [OwedText(words[key], laid) for key, laid in _lines(path).items() if key in words]


def digest(sentence: str) -> str:
    """What stands for a sentence in the file."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:12]


def _lines(path: Path) -> dict[str, tuple[Laid, ...]]:
    found: dict[str, tuple[Laid, ...]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        try:
            key, kind, marks = line.split("\t")
            found[key] = (*found.get(key, ()), *laid_by(kind, tuple(_marks(marks))))
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error
    return found


def _marks(text: str) -> Iterator[Mark]:
    for piece in text.split():
        mark = _MARK.fullmatch(piece)
        if mark is None or mark[1] not in LETTERS:
            raise ValueError(f"no mark: {piece}")
        yield Mark(LETTERS[mark[1]], int(mark[2]), int(mark[3]))


def sentences(data: Path) -> Iterator[str]:
    """All sentences that may have been marked, white space made one space."""
    for article in read_polnear(data / "attribution/polnear-train"):
        yield from _sentences(article.text)
    for file in sorted((data / "times/timebank").glob("*.tml")):
        yield from _sentences(_TAG.sub("", file.read_text(encoding="utf-8", errors="replace")))
    for name in ("plv", "aw"):
        yield from (pair.text for pair in read_pairs(data / f"events/{name}_train.tsv"))


def _sentences(text: str) -> Iterator[str]:
    lines = re.sub(r"[ \t]*\n(?!\s*\n)[ \t]*", " ", text)
    for start, end in sentence_spans(lines):
        yield " ".join(lines[start:end].split())
