"""The words that the record and the ledger choose from: forms, kinds, statuses."""

from __future__ import annotations

from typing import Literal, get_args

Form = Literal["direct", "indirect", "mixed"]
Factuality = Literal["actual", "denied", "planned", "possible", "conditional", "wanted"]
ObligationKind = Literal["demand", "offer", "pledge", "refusal", "threat"]
Status = Literal["open", "begun", "met", "broken", "refused", "withdrawn"]
ConditionType = Literal["until", "unless", "if", "only if"]
Outcome = Literal["done", "begun", "failed", "refused", "not done", "told"]
Effect = Literal["met", "begun", "broken", "refused", "withdrawn"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)
ActorKind = Literal[
    "state", "government body", "office holder", "person", "organisation", "armed group", "crowd"
]
