"""A deed as the text words it: what `deeds` and `deed_nouns` find."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span

from onus.record import Outcome


@dataclass(frozen=True, slots=True)
class Done:
    """A deed: `doer` is None where the text does not say who.

    `verb` is the lemma, with its particle ("call off"). `words` is the verb with all that belongs
    to it, and its subject too where that undergoes it ("the road was reopened") or tells what it is
    about ("four of the helicopters flew").
    """

    doer: Span | None
    verb: str
    words: Span
    outcome: Outcome
