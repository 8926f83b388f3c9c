"""Names of persons, organisations and places on gold tokens of an IOB2 file (Universal NER)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.corpora import NamedSpan, read_iob
from benchmarks.scores import Tally
from onus.language import annotate_tokens

LABELS = ("PER", "ORG", "LOC")


def run(path: Path) -> dict[str, float]:
    """The scores of the names that we find in the sentences of `path`, see `score`."""
    sentences = list(read_iob(path))
    if not sentences:
        raise ValueError(f"{path}: no sentences of five columns, the word in the second")
    docs = annotate_tokens([words for words, _ in sentences])
    return score([names for _, names in sentences], docs)


def score(gold: Sequence[Sequence[NamedSpan]], docs: Sequence[Doc]) -> dict[str, float]:
    """`f1`, `precision` and `recall` over names with exactly the gold words and the gold type.

    An F1 for each type comes with it (`f1_per`, ...). Other types on either side do not count.
    """
    tallies = dict.fromkeys(LABELS, Tally())
    for names, doc in zip(gold, docs, strict=True):
        for label in LABELS:
            tallies[label] += Tally.of_sets(
                [(ent.start, ent.end) for ent in doc.ents if ent.label_ == label],
                [(name.start, name.end) for name in names if name.label == label],
            )
    total = sum(tallies.values(), Tally())
    by_type = {f"f1_{label.lower()}": tally.f1 for label, tally in tallies.items()}
    return {"f1": total.f1, "precision": total.precision, "recall": total.recall, **by_type}
