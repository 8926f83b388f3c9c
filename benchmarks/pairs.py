"""What the coder says of a pair whose source and target are given (the files of ZSP).

PLV files (`gold_root`, `gold_penta`): one of 15 PLOVER types, where YIELD stands for both CONCEDE
and RETREAT, and the quad class of that type. AW files (`gold_binary`): cooperative or conflictual,
read off the quad class. The coder's NONE is not an answer here: every pair of these files acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Span

from benchmarks.corpora import MarkedPair, read_pairs
from benchmarks.scores import calibration_error, macro_f1, share
from onus.coding.events import propose
from onus.coding.given import given_pair
from onus.language import annotate, annotate_tokens, code_pairs
from onus.language.annotation import Pair, PairCode
from onus.resolving.acting import can_act

# Hu et al. (ACL 2024) merge the two types, as PLOVER 2.0 does not tell them apart in their data.
YIELD = "YIELD"
MERGED = {"CONCEDE": YIELD, "RETREAT": YIELD}

# The quad class of each type in PLOVER's manual: 1 verbal cooperation, 2 material cooperation,
# 3 verbal conflict, 4 material conflict.
QUADS = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "COOPERATE": 2,
    "AID": 2,
    YIELD: 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}


def merged(code: str) -> str:
    """The PLV label of a PLOVER type."""
    return MERGED.get(code, code)


def run(path: Path) -> dict[str, float]:
    """The scores of our codes for the pairs in `path`, see `score`, and their `ece`."""
    pairs = list(read_pairs(path))
    if not pairs:
        raise ValueError(f"{path}: no pairs")
    codes = code_marked(pairs)
    answers = [answer(pair, code) for pair, code in zip(pairs, codes, strict=True)]
    return {
        **score(pairs, [answer.root for answer in answers]),
        "ece": calibration_error([a.confidence for a in answers], [a.right for a in answers]),
    }


def score(pairs: Sequence[MarkedPair], roots: Sequence[str]) -> dict[str, float]:
    """Scores of one PLV label for each pair.

    PLV: `root_macro_f1`, `quad_macro_f1`, `root_accuracy`, `quad_accuracy`. AW: `macro_f1` and
    `accuracy`.
    """
    quads = [QUADS[root] for root in roots]
    if pairs[0].root is None:
        guessed = [quad < 3 for quad in quads]
        gold = [bool(pair.cooperative) for pair in pairs]
        return {"macro_f1": macro_f1(gold, guessed), "accuracy": _accuracy(gold, guessed)}
    gold_roots = [merged(pair.root or "") for pair in pairs]
    gold_quads = [pair.quad for pair in pairs]
    return {
        "root_macro_f1": macro_f1(gold_roots, roots),
        "quad_macro_f1": macro_f1(gold_quads, quads),
        "root_accuracy": _accuracy(gold_roots, roots),
        "quad_accuracy": _accuracy(gold_quads, quads),
    }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the coder says of a pair that acts, how sure it is, and whether it is right.

    For AW the answer is a side: `root` is the likeliest label there, `confidence` that of them all.
    """

    root: str
    confidence: float
    right: bool


def answer(pair: MarkedPair, code: PairCode) -> Answer:
    """The coder's answer with NONE ruled out, beside the gold of the pair."""
    probabilities = acting(code)
    root = best_root(code)
    if pair.root is not None:
        return Answer(root, probabilities[root], root == merged(pair.root))
    friendly = {name: value for name, value in probabilities.items() if QUADS[name] < 3}
    mass = sum(friendly.values())
    cooperative = mass >= 0.5
    side = friendly if cooperative else probabilities.keys() - friendly.keys()
    root = max(side, key=lambda name: probabilities[name])
    return Answer(root, max(mass, 1 - mass), cooperative == pair.cooperative)


def best_root(code: PairCode) -> str:
    """The most probable PLV label, CONCEDE and RETREAT counted together and NONE left out."""
    probabilities = acting(code)
    return max(probabilities, key=lambda name: probabilities[name])


def acting(code: PairCode) -> dict[str, float]:
    """The probability of each PLV label, given that the pair acts at all."""
    probabilities = dict.fromkeys(QUADS, 0.0)
    for name, probability in code.probabilities.items():
        if merged(name) in probabilities:
            probabilities[merged(name)] += probability
    whole = max(sum(probabilities.values()), 1e-9)
    return {name: value / whole for name, value in probabilities.items()}


def code_marked(pairs: Sequence[MarkedPair]) -> list[PairCode]:
    """Ask the coder for each pair."""
    answers = code_pairs([(doc, [pair]) for doc, pair in questions(pairs)])
    return [answer[0] for answer in answers]


def questions(pairs: Sequence[MarkedPair]) -> list[tuple[Doc, Pair]]:
    """Each text annotated as one sentence, as the files mean it, and the question about it."""
    docs = list(annotate([pair.text for pair in pairs]))
    marked = [
        (_span(doc, pair.source), _span(doc, pair.target))
        for doc, pair in zip(docs, pairs, strict=True)
    ]
    split = [at for at, doc in enumerate(docs) if len(list(doc.sents)) > 1]
    whole = annotate_tokens([[token.text for token in docs[at]] for at in split])
    for at, doc in zip(split, whole, strict=True):
        source, target = marked[at]
        marked[at] = (_in_doc(doc, source), _in_doc(doc, target))
        docs[at] = doc
    asked = []
    for doc, (source, target) in zip(docs, marked, strict=True):
        if source is None:
            raise ValueError(f"no source marked in {doc.text!r}")
        asked.append((doc, given_pair(source, target, propose(doc, can_act))))
    return asked


def _span(doc: Doc, offsets: tuple[int, int] | None) -> Span | None:
    if offsets is None:
        return None
    return doc.char_span(*offsets, alignment_mode="expand")


def _in_doc(doc: Doc, span: Span | None) -> Span | None:
    """The same span of `doc`, which has the same tokens."""
    return None if span is None else doc[span.start : span.end]


def _accuracy(gold: Sequence[object], guessed: Sequence[object]) -> float:
    right = sum(one == other for one, other in zip(gold, guessed, strict=True))
    return share(right, len(gold))
