"""Deeds that speak of an obligation as such: "broke its promise", "turned down the offer".

`said_of` tells what such a deed says of an entry, where it can be meant.
"""

from __future__ import annotations

import re

from onus.ledger.acts import about, lexicon, sign_of
from onus.ledger.amounts import numbers
from onus.ledger.model import LedgerDeed
from onus.ledger.owed import Owed
from onus.record import Status

_BARE = 2  # words of a "declined", "rejected it"
_TELLING = 2  # words of the matter that a bare "no" must name
_REACH = 3  # sentences that "the offer" reaches back over
_WORDS = {
    kinds: re.compile(rf"\b(?:{words})(?:s|d|e[dn]\w*|ing)?\b", re.IGNORECASE)
    for kinds, words in (
        (frozenset({"threat"}), "threat"),
        (frozenset({"offer", "pledge"}), "offer|proposal|invitation|overture"),
        (frozenset({"demand"}), "demand|ultimatum|appeal|request|plea|order"),
        (frozenset({"pledge", "offer", "demand"}), "pledge|promise|vow|commitment"),
    )
}
_OWED = (
    "offers?|proposals?|invitations?|overtures?|demands?|calls?|requests?|ultimatum|appeals?|ideas?|"
    "orders?|pleas?|promises?|pledges?|threats?|terms|conditions?|deal|plan"
)
_POINTING = re.compile(
    rf"\b(?:the|that|this|his|her|its|their|any|such) (?:\w+ )?(?:{_OWED})\b"
    r"(?! (?:of|to|for|on|from|by|that)\b)",
    re.IGNORECASE,
)


def said_of(owed: Owed, deed: LedgerDeed) -> Status | None:
    """What the deed says of the entry; None where it speaks of none, or of another one."""
    sign = sign_of(deed.verb, deed.words)
    bare = len(deed.words.split()) <= _BARE
    if sign is None and deed.verb in lexicon().refusing and (bare or _much_of_it(owed, deed)):
        sign = "refused"  # "ruled out 600 dollars for nurses"
    if deed.outcome == "refused" and deed.verb in lexicon().accepting:
        sign = "refused" if _much_of_it(owed, deed) or bare else None  # "would not take the offer"
    elif deed.outcome != "done":
        return None
    if sign is None or deed.unnamed:
        return None
    if not _names_kind(deed.words, owed) or not _may(sign, deed, owed):
        return None
    return sign if _same_matter(owed, deed) or _points_back(owed, deed) else None


def _may(sign: Status, deed: LedgerDeed, owed: Owed) -> bool:
    """Whether the doer is the one who can do this: keep, break, take back or turn it down."""
    by_bearer = bool(deed.sides & owed.bearer)
    by_other = bool(deed.sides & owed.demander)
    if sign == "withdrawn":
        return by_other if owed.kinds <= {"demand", "refusal"} else by_bearer
    if not owed.bearer:
        return not by_other
    if sign == "refused" and "offer" in owed.kinds:
        return by_other or (not owed.demander and not by_bearer)
    return by_bearer


def _names_kind(words: str, owed: Owed) -> bool:
    """A withdrawn threat is no withdrawn offer: where the deed says of what, it must fit."""
    for kinds, named in _WORDS.items():
        if named.search(words):
            return bool(owed.kinds & kinds)
    return True


def _much_of_it(owed: Owed, deed: LedgerDeed) -> bool:
    if owed.numbers & numbers(deed.words):
        return True
    return not owed.vague and owed.is_matter_of(about(deed.words))


def _same_matter(owed: Owed, deed: LedgerDeed) -> bool:
    """By the deed's own words, or where these name nothing by its sentence."""
    matter = owed.stems
    enough = min(_TELLING, len(matter))
    return bool(matter & about(deed.words)) or 0 < enough <= len(matter & about(deed.context))


def _points_back(owed: Owed, deed: LedgerDeed) -> bool:
    """Whether the deed says just "the offer", or nothing, and the entry was told of before it."""
    bare = deed.verb in lexicon().refusing and len(deed.words.split()) <= _BARE
    if not bare and not _POINTING.search(deed.words):
        return False
    return any(
        mention.source.article == deed.source.article
        and 0 <= deed.source.sentence - mention.source.sentence <= _REACH
        for mention in owed.entry.mentions
    )
