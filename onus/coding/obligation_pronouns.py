"""Whom "it" means in a threat or a promise where nothing else tells: who asked just before.

"The union told the mine to reopen the shaft. It said it would strike": grammar alone leaves both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from onus.coding.obligation_candidate import Owed
from onus.coding.obligation_clauses import THIRD_PERSONS, is_plural, noun_phrase
from onus.coding.obligation_setting import standing, teller_of

_NEXT = 1  # sentences from the demand to what goes on from it


def with_stand_ins(found: Sequence[Owed]) -> Iterator[Owed]:
    """The obligations, those of "it" and the like with who asked in the sentence before."""
    asked: Owed | None = None
    for one in found:
        pronoun = one.bearer.root if one.bearer is not None and len(one.bearer) == 1 else None
        mine = one.kind != "demand" and pronoun is not None and pronoun.lower_ in THIRD_PERSONS
        near = asked is not None and one.sentence - asked.sentence <= _NEXT
        asker = _asker(asked) if asked is not None and near else None
        agrees = mine and pronoun is not None and asker is not None and _agrees(pronoun, asker)
        if one.kind == "demand":
            asked = one
        yield replace(one, stand_in=asker) if agrees else one


def _asker(demand: Owed) -> Span | None:
    """Who asks: named as such, or whoever says that another must."""
    if demand.demander is not None:
        return demand.demander
    teller = teller_of(demand.act.root) if demand.demander_is_speaker else None
    return noun_phrase(teller) if teller is not None and standing(teller) else None


def _agrees(pronoun: Token, asker: Span) -> bool:
    head = asker.root
    many = is_plural(head) or any(t.lower_ == "and" for t in asker)
    person = head.ent_type_ == "PER"
    if pronoun.lower_ in {"he", "she"}:
        return person and not many
    return not person and (pronoun.lower_ == "they" or not many)
