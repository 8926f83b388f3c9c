"""What news calls a person instead of repeating the name: "The Republican", "the businessman".

Such a byname says something new of somebody who has just been the subject of a sentence. It is
taken for the last person by name who was, unless what is known of that person speaks against it.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from onus.resolving.knowledge import load
from onus.resolving.mentions import Mention
from onus.resolving.parties import Party, Register
from onus.resolving.phrases import sentence_number
from onus.resolving.roles import Role

_REACH = 3  # sentences back to the name
_REACH_ALONE = 6  # where no other person is named in between
_OFFICES = frozenset({"GOV", "LEG"})
_OFFICIAL = frozenset({"GOV", "LEG", "PTY", "OPP"})


def known_by_name(register: Register, mention: Mention, role: Role) -> Party | None:
    """The person by name that this description goes on about, or None."""
    head = mention.head
    official = role.kind == "office holder" and role.sector in _OFFICIAL
    if mention.plural or not (official or role.noun in _nouns()):
        return None
    if mention.span[0].lower_ != "the" or head.dep_ not in ("nsubj", "nsubj:pass"):
        return None
    of_camp = _of_camp(register, mention, role)
    if of_camp is not None:
        return of_camp
    party = _last_subject(register, mention) if _begins(mention) else None
    return party if party is not None and _may_be(party, mention, role) else None


def _begins(mention: Mention) -> bool:
    """Whether the phrase begins its sentence, or stands right behind a quotation."""
    start = mention.span.start
    return start - mention.head.sent.start <= 2 or mention.head.doc[start - 1].text in _CLOSING


_CLOSING = frozenset({'"', "”", "''", "’"})
_RUNNING = frozenset(
    {"nominee", "candidate", "contender", "hopeful", "frontrunner", "front-runner"}
)


def is_running(role: Role) -> bool:
    """Whether the noun is that of somebody who runs for an office: "presidential candidate"."""
    return bool(_RUNNING & set(role.noun.split()))


def _of_camp(register: Register, mention: Mention, role: Role) -> Party | None:
    """ "The GOP nominee" is the one Republican with an office of whom it has been spoken so far.

    "The Republican nominee's daughter" is of no camp, whatever words stand before her name.
    """
    camps = _camps({*mention.modifiers, role.noun})
    if not camps or not is_running(role):
        return None
    vice = "vice" in {*mention.modifiers, *role.noun.split()}
    fitting = [
        p
        for p in register.parties
        if p.kind == "office holder"
        and p.named
        and not p.plural
        and camps & _camps({*p.modifiers, *(r.noun for r in p.roles)})
        and vice == ("vice" in {*p.modifiers, *(w for r in p.roles for w in r.noun.split())})
        and (p.gender is None or mention.gender in (None, p.gender))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _last_subject(register: Register, mention: Mention) -> Party | None:
    here = sentence_number(mention.head)
    named = [
        (m.head, party)
        for party in register.parties
        if party.is_person and party.named and not party.plural
        for m in party.mentions
        if 0 < here - sentence_number(m.head) <= _REACH_ALONE
    ]
    subjects = [
        (head.i, party)
        for head, party in named
        if (head.dep_ in ("nsubj", "nsubj:pass", "ROOT") or _is_inverted(head))
        and (here - sentence_number(head) <= _REACH or all(other is party for _, other in named))
    ]
    return max(subjects, key=lambda pair: pair[0], default=(0, None))[1]


def _is_inverted(head: Token) -> bool:
    """ "Beside her sat Lee", where the parse takes the subject behind its verb for an object."""
    verb = head.head
    return (
        head.dep_ == "obj"
        and verb.dep_ == "ROOT"
        and head.i > verb.i > verb.sent.start
        and not any(c.dep_.startswith(("nsubj", "csubj", "expl")) for c in verb.children)
    )


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
