"""The country of those whom the world's papers name without it: "Obama", "President El Sisi"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onus.resolving.knowledge import load

if TYPE_CHECKING:
    from onus.resolving.parties import Party

_OF_STATE = frozenset({None, "GOV", "LEG", "PTY", "OPP", "ELI", "MIL"})
_PARTICLES = frozenset("al el bin ibn von van de der da bint".split())


def country_of_leader(party: Party) -> str | None:
    """The country of a leader named in full, or by the last name with an office; else None.

    Whoever belongs to a body of his own ("the council's president, Donald Tusk") is none here.
    """
    if not party.is_person or not party.named or party.body or party.sector not in _OF_STATE:
        return None
    for name in party.names:
        country = country_of_name(name)
        if country is not None:
            return country
    if not any(role.office in load("roles")["highest offices"] for role in party.roles):
        return None
    last = {_last(name) for name in party.names}
    short = all(set(_plain(name).split()[:-1]) <= _PARTICLES for name in party.names)
    return _by_last_name().get(last.pop()) if short and len(last) == 1 else None


def country_of_name(name: str) -> str | None:
    """The country of the leader who has this full name."""
    return _by_name().get(_plain(name))


def _plain(name: str) -> str:
    return name.lower().replace("-", " ").replace("’", "'")


def _last(name: str) -> str:
    return _plain(name).split()[-1]


@cache
def _by_name() -> dict[str, str]:
    return {_plain(name): code for code, names in load("leaders").items() for name in names}


@cache
def _by_last_name() -> dict[str, str | None]:
    """None where leaders of several countries are called so."""
    found: dict[str, set[str]] = {}
    for code, names in load("leaders").items():
        for name in names:
            found.setdefault(_last(name), set()).add(code)
    return {name: next(iter(codes)) if len(codes) == 1 else None for name, codes in found.items()}
