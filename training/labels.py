"""The label sets of every head, in the order of the model's outputs."""

from __future__ import annotations

from typing import get_args

from benchmarks.marked import PARTS
from onus import terms
from onus.language.effects import SILENT
from onus.terms import ObligationKind

UPOS = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
]  # fmt: skip
NAMES = ["PER", "ORG", "LOC", "MISC"]
NAME_TAGS = ["O", *(f"{p}-{n}" for n in NAMES for p in "BI")]
ROLE_TAGS = ["O", "B-S", "I-S", "B-T", "I-T", "B-R", "I-R"]
SPAN_TAGS = ["O", "B-SOURCE", "I-SOURCE", "B-CONTENT", "I-CONTENT"]
CUE_TAGS = ["O", "B-CUE", "I-CUE"]
MARKERS = ["none", "source", "target", "trigger", "cue"]
COOPERATIVE = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"]
CONFLICTUAL = [
    "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE",
    "ASSAULT",
]  # fmt: skip
SYMMETRIC = {"AGREE", "CONSULT", "COOPERATE"}
CODES = [*COOPERATIVE, *CONFLICTUAL, "NONE"]
HINTED_MARKERS = [*MARKERS, *COOPERATIVE, *CONFLICTUAL]
"""The pair coder's: a trigger that the lexicon knows is marked with the lexicon's type."""
OWED_KINDS = ["none", *get_args(ObligationKind)]
OWED_TAGS = ["O", *(f"{p}-{part}" for part in PARTS for p in "BI")]
EFFECTS = [*SILENT, *terms.EFFECTS]
"""What a later sentence can say of an obligation: nothing, that it was laid, what became of it."""
EFFECT_KINDS = [kind for kind in get_args(ObligationKind) if kind != "refusal"]
