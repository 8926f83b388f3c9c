"""Whether the words of a noun phrase can name somebody who acts, and whether it is known who."""

from __future__ import annotations

from spacy.tokens import Span

from onus.resolving.actors import heads
from onus.resolving.mentions import Mention, read_mention


def can_act(phrase: Span) -> bool:
    """True for names of states, bodies and persons, for roles and crowds, and for pronouns."""
    return any(read_mention(head) is not None for head in heads(phrase))


def is_known(phrase: Span) -> bool:
    """True for states, for whom a name is given, and for an office or body that is definite.

    "The premier", "Norwegian police" and "the owners of the mine" are; "two officers" and
    "residents" are not.
    """
    return any(_is_known(read_mention(head)) for head in heads(phrase))


def _is_known(mention: Mention | None) -> bool:
    if mention is None:
        return False
    if mention.sort in ("state", "institution", "person", "name"):
        return True
    if mention.role is None or mention.determiner == "indefinite":
        return False
    if mention.role.kind in ("office holder", "government body") and not mention.plural:
        return True
    return mention.determiner == "definite" and any(
        child.dep_ in ("nmod", "nmod:poss") and child.pos_ in ("NOUN", "PROPN")
        for child in mention.head.children
    )
