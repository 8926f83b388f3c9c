"""The country of officials whom a paper calls by their title alone: "President Obama".

A paper leaves the country out at home. Where the bodies of state and parties in an article that
have a country nearly all have the same one, that is the country of the officials that have none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onus.resolving.parties import Party

_OF_STATE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "OPP"})
_BODIES = 2  # distinct bodies of state that have to speak for it
_SHARE = 0.75


def settle_at_home(parties: Sequence[Party]) -> None:
    """Give the officials and bodies of state without a country the article's home country."""
    home = _home(parties)
    if home is None:
        return
    for party in parties:
        official = party.kind in ("office holder", "government body")
        if official and party.country is None and party.sector in _OF_STATE and not party.place:
            party.country = home


def _home(parties: Sequence[Party]) -> str | None:
    bodies = Counter(
        party.country
        for party in parties
        if party.country is not None
        and party.kind in ("government body", "organisation", "office holder")
        and party.sector in _OF_STATE
        and not party.place
    )
    if not bodies:
        return None
    (country, count), *_ = bodies.most_common(1)
    return country if count >= _BODIES and count >= _SHARE * bodies.total() else None
