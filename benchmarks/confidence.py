"""What a confidence is worth: calibration, and precision against recall by `--min-confidence`.

PLV sentences are read with nothing marked. The event that joins the marked source and target
answers for a row; it is right when its type is. Answers come from the cross-validation of the pair
coder (`training/crossvalidated.csv`: answers of coders that had not seen the sentence, no text);
for a file of which it knows no row, from the shipped weights.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpora import MarkedPair, read_pairs
from benchmarks.pairs import answer, code_marked, merged
from benchmarks.scores import calibration_error, share
from onus.coding.event_model import CodedEvent
from onus.coding.events import decide, pairs, propose
from onus.language import annotate, code_pairs
from onus.resolving.acting import can_act

CROSSVALIDATED = Path(__file__).resolve().parents[1] / "training" / "crossvalidated.csv"
THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Row:
    """Two answers for one gold row, each with its confidence.

    `pair` is the coder's when source and target are given. `event` is the type of the event that
    joins the two when nothing is given, None where there is none.
    """

    gold: str
    pair: str
    pair_confidence: float
    event: str | None
    event_confidence: float


def run(path: Path) -> dict[str, float]:
    """The scores of the answers to the pairs in `path`, see `score`."""
    marked = [pair for pair in read_pairs(path) if pair.root is not None]
    if not marked:
        raise ValueError(f"{path}: no rows with gold_root")
    known = crossvalidated(CROSSVALIDATED)
    held_out = [known[key(pair)] for pair in marked if key(pair) in known]
    return score(held_out or list(_answered(marked)))


def score(rows: Sequence[Row]) -> dict[str, float]:
    """`pair_ece` and `event_ece`, then precision and recall of events at each threshold."""
    events = [row for row in rows if row.event is not None]
    found = {
        "pair_ece": calibration_error(
            [row.pair_confidence for row in rows], [row.pair == row.gold for row in rows]
        ),
        "event_ece": calibration_error(
            [row.event_confidence for row in events], [row.event == row.gold for row in events]
        ),
    }
    for least in THRESHOLDS:
        kept = [row for row in events if row.event_confidence >= least]
        right = sum(row.event == row.gold for row in kept)
        found[f"precision_at_{least:.2f}"] = share(right, len(kept))
        found[f"recall_at_{least:.2f}"] = share(right, len(rows))
    return found


def joined(pair: MarkedPair, events: Sequence[CodedEvent]) -> CodedEvent | None:
    """The surest event whose source and target overlap those that are marked."""
    joining = [
        event
        for event in events
        if _meets(event, "source", pair.source) and _meets(event, "target", pair.target)
    ]
    return max(joining, key=lambda event: event.confidence, default=None)


def key(pair: MarkedPair) -> str:
    """A name for a row that does not give its text away."""
    return hashlib.sha256(f"{pair.text}|{pair.source}|{pair.target}".encode()).hexdigest()[:16]


def write(path: Path, rows: Mapping[str, Row]) -> None:
    """Answers by `key`, as `run` reads them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["key", "gold", "pair", "pair_confidence", "event", "event_confidence"])
        for name, row in rows.items():
            writer.writerow(
                [name, row.gold, row.pair, f"{row.pair_confidence:.3f}", row.event or "",
                 f"{row.event_confidence:.3f}"]
            )  # fmt: skip


def crossvalidated(path: Path) -> dict[str, Row]:
    """Answers by `key`, none where there is no such file."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["key"]: Row(
                row["gold"],
                row["pair"],
                float(row["pair_confidence"]),
                row["event"] or None,
                float(row["event_confidence"]),
            )
            for row in csv.DictReader(file)
        }


def _answered(marked: Sequence[MarkedPair]) -> Iterator[Row]:
    """What the shipped weights say."""
    docs = annotate([pair.text for pair in marked])
    candidates = [propose(doc, can_act) for doc in docs]
    codes = code_pairs([(doc, pairs(found)) for doc, found in zip(docs, candidates, strict=True)])
    for pair, given, doc, found, code in zip(
        marked, code_marked(marked), docs, candidates, codes, strict=True
    ):
        own = answer(pair, given)
        yield row_of(pair, own.root, own.confidence, joined(pair, decide(doc, found, code)))


def row_of(pair: MarkedPair, root: str, confidence: float, event: CodedEvent | None) -> Row:
    """The two answers for one row."""
    return Row(
        gold=merged(pair.root or ""),
        pair=root,
        pair_confidence=confidence,
        event=merged(event.type) if event is not None else None,
        event_confidence=event.confidence if event is not None else 0.0,
    )


def _meets(event: CodedEvent, party: str, offsets: tuple[int, int] | None) -> bool:
    span = event.source if party == "source" else event.target
    if offsets is None:
        return True
    return span is not None and span.start_char < offsets[1] and offsets[0] < span.end_char
