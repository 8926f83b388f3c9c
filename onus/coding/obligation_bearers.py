"""Who bears or asks it where the words alone do not tell: the group, the state that is asked.

"The rebels" are the one armed group that the article names; and what a guest demands in a report
from a capital ("the release of the ship") is asked of the state whose capital it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from onus.coding.obligation_cues import cues
from onus.coding.obligation_matter import OFFICIAL_KINDS
from onus.record import Actor, Deed, Obligation, Record

_OF_NOBODY = 0.75
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:of |for |the )*[A-Z][\w’'-]+)+")
_BODIES = frozenset({"organisation", "armed group", "crowd", "government body"})
_FIGHTING = frozenset({None, "REB", "UAF", "MIL", "INS"})
_ARMED = frozenset({"REB", "UAF", "INS", "MIL"})  # rebels call themselves an army too
_DETERMINER = re.compile(r"^(?:the|a|an|its|their|his|these|those|some) ", re.IGNORECASE)


def named_groups(record: Record) -> dict[str, str]:
    """Actor ids of "the rebels", "the fund" and the like, with the id of the body that is meant.

    Only where the article names just one that it can be.
    """
    named = [a for a in record.actors if a.kind in _BODIES and _has_full_name(a)]
    found: dict[str, str] = {}
    for actor in record.actors:
        short = _short(actor)
        if short is None:
            continue
        meant = [a for a in named if a.name.lower().rpartition(" ")[2] == short]
        if not meant and short in cues().words["bands"] and actor.sector in _FIGHTING:
            meant = [a for a in named if _is_band(a)]
        if len({_core(a.name) for a in meant}) == 1:
            found[actor.id] = meant[0].id
    return found


def deeds_with_parties(record: Record) -> tuple[Deed, ...]:
    """The record's deeds, done by the bodies that are meant."""
    named = named_groups(record)
    return tuple(
        replace(deed, actors=tuple(dict.fromkeys(named.get(a, a) for a in deed.actors)))
        for deed in record.deeds
    )


def _short(actor: Actor) -> str | None:
    """The noun of an actor that has no name: "militia" of "the militia"."""
    if actor.kind not in _BODIES or (actor.country is not None and actor.kind != "crowd"):
        return None
    bare = _DETERMINER.sub("", actor.name)
    return bare.lower() if " " not in bare else None


def _has_full_name(actor: Actor) -> bool:
    """Whether it is called by more than an article and a people: not "The Syrian media"."""
    return _FULL_NAME.search(_DETERMINER.sub("", actor.name)) is not None


def _is_band(actor: Actor) -> bool:
    fights = actor.kind == "armed group" or actor.sector in _ARMED
    return actor.country is None and fights


def _core(name: str) -> str:
    """ "Fighters of the Lake Front" and "the Lake Front" are one."""
    found = _FULL_NAME.findall(name)
    return max(found, key=len).rpartition(" of the ")[2].lower() if found else name.lower()


def with_parties(obligation: Obligation, record: Record, named: Mapping[str, str]) -> Obligation:
    """The obligation with the bodies that are meant, and the bearer that the place tells."""

    def meant(actors: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(named.get(actor, actor) for actor in actors))

    bearer, demander = meant(obligation.bearer), meant(obligation.demander)
    sure = obligation.confidence
    if not bearer and obligation.kind == "demand" and demander and _is_held(obligation):
        bearer = _host(demander, record)
        sure = round(sure * _OF_NOBODY, 3) if bearer else sure
    asked = tuple(a for a in demander if a not in bearer)
    return replace(obligation, bearer=bearer, demander=asked, confidence=sure)


def _is_held(obligation: Obligation) -> bool:
    """Whether the act is one that only whoever holds somebody or something can do."""
    first = re.findall(r"[a-z]+", obligation.act.text.lower())[:3]
    return any(word in cues().words["handed_back"] | cues().words["of_the_host"] for word in first)


def _host(demander: tuple[str, ...], record: Record) -> tuple[str, ...]:
    """The one state that the report is about besides whoever asks."""
    askers = {record.actor(a) for a in demander} - {None}
    theirs = {a.country for a in askers if a is not None and a.country}
    official = [
        a for a in record.actors if a.kind in OFFICIAL_KINDS and a.country not in {None, *theirs}
    ]
    countries = {a.country for a in official}
    if len(countries) != 1:
        return ()
    states = [a.id for a in official if a.kind == "state"]
    bodies = [a.id for a in official if a.kind == "government body"]
    return tuple((states or bodies)[:1])
