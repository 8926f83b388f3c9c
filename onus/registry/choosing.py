"""Who a person or group of one article is, among those the registry knows: a pure decision.

    choose(sighting, candidates, scene)   Choice(somebody known), NEW or UNSURE

`NEW` is somebody the registry has not met; `UNSURE` fits several, or one for too little reason,
and stays an actor of this article alone. Two rules stand above the rest: what contradicts what is
known (another country, another office at the same time) is a namesake, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onus.registry import names
from onus.registry.sightings import Sighting
from onus.registry.weighing import (
    NEW,
    PEOPLE,
    UNSURE,
    Choice,
    Known,
    Scene,
    contradicts,
    first_by_root,
    gap,
    lead,
    shares_office,
    support,
)

SAME: Final = 0.93  # likeness of two spellings of one full name
NEAR: Final = 0.85  # likeness that needs the same office besides
_NEAR_THE_DAY: Final = 90  # days within which evidence names the holder of an office
_ENOUGH: Final = 2.0  # support that a bare name needs
_COMPANY: Final = 1.0  # support that initials need where no country tells
_MARGIN: Final = 1.5  # by how much the best has to lead


def choose(sighting: Sighting, candidates: Sequence[Known], scene: Scene) -> Choice:
    """Who the person or group is."""
    if sighting.sort == "group":
        return _group(sighting, candidates, scene)
    if sighting.is_bare:
        return _bare(sighting, candidates, scene)
    return _full(sighting, candidates, scene)


def holder(title: str, country: str | None, day: str | None, terms: Sequence[Known]) -> Choice:
    """Who held an office on a day, by what is known near that day; `terms` hold it or held it."""
    gaps = sorted(
        (
            (away, known)
            for known in terms
            if (away := gap(known.roles, title, country, day)) is not None
        ),
        key=lambda pair: (pair[0], pair[1].id),
    )
    if not gaps or gaps[0][0] > _NEAR_THE_DAY:
        return UNSURE
    nearest, first = gaps[0]
    rivals = [away for away, known in gaps[1:] if known.root != first.root]
    if rivals and rivals[0] < 3 * nearest + 30:  # about when the office changed hands
        return UNSURE
    return Choice(first)


def _full(sighting: Sighting, candidates: Sequence[Known], scene: Scene) -> Choice:
    full = [n for n in sighting.names if len(names.words(n)) > 1]
    fitting = [
        known
        for known in candidates
        if _fits_full(full, known, sighting, scene) and not contradicts(sighting, known, scene)
    ]
    exact = [known for known in fitting if _full_likeness(full, known) >= SAME]
    best = first_by_root(exact or fitting)
    if len(best) <= 1:
        return Choice(best[0]) if best else NEW
    return lead(sighting, best, scene, enough=0.0, margin=1.0)


def _full_likeness(full: Sequence[str], known: Known) -> float:
    return max(
        (names.likeness(a, b) for a in full for b in known.called if len(names.words(b)) > 1),
        default=0.0,
    )


def _fits_full(full: Sequence[str], known: Known, sighting: Sighting, scene: Scene) -> bool:
    likeness = _full_likeness(full, known)
    if likeness >= SAME:
        return True
    office = shares_office(sighting.roles, known, scene.day)
    if likeness >= NEAR:
        return office
    if len(names.words(known.name)) > 1:
        return False
    # a titled bare name, met before the full one: "Prime Minister Khan"
    parts = {names.sound(word) for name in full for word in names.words(name)}
    return office and any(names.sound(word) in parts for word in names.words(known.name))


def _bare(sighting: Sighting, candidates: Sequence[Known], scene: Scene) -> Choice:
    word = {names.sound(w) for name in sighting.names for w in names.words(name)}
    fitting = [
        known
        for known in candidates
        if any(names.sound(w) in word for name in known.called for w in names.words(name))
        and not contradicts(sighting, known, scene)
    ]
    best = first_by_root(fitting)
    sole = [role for role in sighting.roles if role.sole]
    if sole:
        holders = [known for known in best if shares_office(sole, known, scene.day)]
        if len(holders) == 1:
            return Choice(holders[0])
        if holders:
            return UNSURE
        likely = lead(sighting, best, scene, enough=3.0, margin=_MARGIN) if best else UNSURE
        # all of this name are known for other things: somebody new has come into the office
        return NEW if likely.actor is None and all(known.roles for known in best) else likely
    if not best:
        return NEW if sighting.roles and sighting.country else UNSURE
    return lead(sighting, best, scene, enough=_ENOUGH, margin=_MARGIN)


def _group(sighting: Sighting, candidates: Sequence[Known], scene: Scene) -> Choice:
    fitting = [
        known
        for known in candidates
        if _fits_group(sighting, known)
        and not (sighting.country and known.country and sighting.country != known.country)
    ]
    best = first_by_root(fitting)
    if len(best) > 1 and sighting.country:
        best = [known for known in best if known.country == sighting.country] or best
    if not best:
        person = _surname_of(sighting, candidates, scene)
        return NEW if person.actor is None else person
    if len(best) > 1:
        return lead(sighting, best, scene, enough=0.0, margin=1.0)
    if _is_initials(sighting.name) and not _belongs_here(sighting, best[0], scene):
        return UNSURE
    return Choice(best[0])


def _surname_of(sighting: Sighting, candidates: Sequence[Known], scene: Scene) -> Choice:
    """The person whose surname the reader took for a body, or for a town and its government."""
    person = replace(sighting, country=None, sector=None)
    word = names.sound(names.words(sighting.name)[0]) if names.words(sighting.name) else ""
    people = [
        known
        for known in candidates
        if known.kind in PEOPLE
        and len(names.words(sighting.name)) == 1
        and any(names.sound(w) == word for name in known.called for w in names.words(name)[-1:])
        and not contradicts(person, known, scene)
    ]
    best = first_by_root(people)
    return lead(person, best, scene, enough=_ENOUGH, margin=_MARGIN) if best else UNSURE


def _fits_group(sighting: Sighting, known: Known) -> bool:
    if known.kind in PEOPLE:  # the reader took a person for a body
        return any(
            len(names.words(a)) > 1 and names.likeness(a, b) == 1.0
            for a in sighting.names
            for b in known.called
        )
    return any(names.body_likeness(a, b) >= SAME for a in sighting.names for b in known.called)


def _is_initials(name: str) -> bool:
    letters = name.replace(".", "")
    return len(letters) <= 5 and letters.isupper()


def _belongs_here(sighting: Sighting, known: Known, scene: Scene) -> bool:
    if known.country is None:
        return sighting.country is None and support(sighting, known, scene) >= _COMPANY
    return known.country == sighting.country or known.country in scene.countries
