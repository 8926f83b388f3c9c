"""Whether the words of a noun phrase can name somebody who acts."""

from __future__ import annotations

from spacy.tokens import Span

from onus.resolving.actors import heads
from onus.resolving.mentions import read_mention


def can_act(phrase: Span) -> bool:
    """True for names of states, bodies and persons, for roles and crowds, and for pronouns."""
    return any(read_mention(head) is not None for head in heads(phrase))
