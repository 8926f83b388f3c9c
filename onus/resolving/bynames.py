"""What news calls a person instead of repeating the name: "The Republican", "the businessman".

Such a byname says something new of somebody who has just been the subject of a sentence. It is
taken for the last person by name who was, unless what is known of that person speaks against it.
"""

from __future__ import annotations

from functools import cache

from onus.resolving.knowledge import load
from onus.resolving.mentions import Mention
from onus.resolving.parties import Party, Register
from onus.resolving.phrases import sentence_number
from onus.resolving.roles import Role

_REACH = 3  # sentences back to the name
_OFFICES = frozenset({"GOV", "LEG"})
_OFFICIAL = frozenset({"GOV", "LEG", "PTY", "OPP"})


def known_by_name(register: Register, mention: Mention, role: Role) -> Party | None:
    """The person by name that this description goes on about, or None."""
    head = mention.head
    official = role.kind == "office holder" and role.sector in _OFFICIAL
    if mention.plural or not (official or role.noun in _nouns()):
        return None
    begins = mention.span[0].lower_ == "the" and head.dep_ in ("nsubj", "nsubj:pass")
    if not begins or mention.span.start - head.sent.start > 2:
        return None
    party = _last_subject(register, mention)
    return party if party is not None and _may_be(party, mention, role) else None


def _last_subject(register: Register, mention: Mention) -> Party | None:
    here = sentence_number(mention.head)
    subjects = [
        (m.head.i, party)
        for party in register.parties
        if party.is_person and party.named and not party.plural
        for m in party.mentions
        if m.head.dep_ in ("nsubj", "nsubj:pass", "ROOT")
        and 0 < here - sentence_number(m.head) <= _REACH
    ]
    return max(subjects, key=lambda pair: pair[0], default=(0, None))[1]


def _may_be(party: Party, mention: Mention, role: Role) -> bool:
    if mention.country and party.country and mention.country != party.country:
        return False
    if mention.gender and party.gender and mention.gender != party.gender:
        return False
    if mention.body is not None and party.body not in (None, mention.body):
        return False
    if of_rival_camps(party, mention, role):
        return False
    past = {"former", "ex", "then"} & ({*mention.modifiers} | party.modifiers)
    offices = {r.office for r in party.roles if r.kind == "office holder" and r.sector in _OFFICES}
    return bool(past) or role.sector not in _OFFICES or not offices or role.office in offices


def of_rival_camps(party: Party, mention: Mention, role: Role) -> bool:
    """Whether the description puts somebody into another camp than the party's."""
    camps = _camps({*mention.modifiers, role.noun})
    known = _camps({*party.modifiers, *(r.noun for r in party.roles)})
    return bool(camps and known and not camps & known)


def _camps(words: set[str]) -> set[int]:
    """Which of the parties that rule one another out these words name, by number."""
    spoken = {part for word in words for part in word.split()}
    return {at for at, camp in enumerate(load("roles")["camps"]) if spoken & set(camp)}


@cache
def _nouns() -> frozenset[str]:
    return frozenset(load("roles")["bynames"])
