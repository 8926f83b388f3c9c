"""The same obligation told more than once in an article becomes one, in its best words.

`merged` works on a finished record, where actors are resolved. It also lets an unnamed official
who speaks for an institution ask in the institution's name; `said_in` still tells who said it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from onus.coding.obligation_bearers import named_groups, with_parties
from onus.coding.obligation_matter import matter, same_side, stem, words
from onus.record import Actor, Change, Obligation, Record

_SHARED = 0.6  # of the words that matter in the shorter act
_DENIED = re.compile(r"(?:not|never)\b|\w*n['’]t\b", re.IGNORECASE)
_IN_OFFICE = frozenset({"GOV", "MIL", "COP", "JUD", "SPY"})  # lawmakers speak for themselves


def merged(record: Record) -> tuple[Obligation, ...]:
    """The record's obligations without repeats, numbered anew in text order."""
    kept: list[list[Obligation]] = []
    named = named_groups(record)
    for one in (with_parties(_in_office(o, record), record, named) for o in record.obligations):
        group = next((g for g in kept if _same(g[0], one, record)), None)
        if group is None:
            kept.append([one])
        else:
            group.append(one)
    found = [_joined(group, record) for group in kept]
    found.sort(key=lambda o: (o.act.start, o.act.end))
    return tuple(replace(o, id=f"o{number}") for number, o in enumerate(found, start=1))


def _in_office(obligation: Obligation, record: Record) -> Obligation:
    """The obligation with the institution for whom its unnamed speaker asks.

    What is asked of his own state he asks for himself.
    """
    speakers = {s.speaker for s in record.statements if s.anonymous and s.speaker}
    bound = {a.country for a in map(record.actor, obligation.bearer) if a is not None}
    asked = tuple(
        dict.fromkeys(
            _institution(a, record) if a in speakers and not _is_at_home(a, bound, record) else a
            for a in obligation.demander
        )
    )
    return replace(obligation, demander=tuple(a for a in asked if a not in obligation.bearer))


def _is_at_home(identifier: str, countries: Collection[str | None], record: Record) -> bool:
    actor = record.actor(identifier)
    return actor is not None and actor.country is not None and actor.country in countries


def _institution(identifier: str, record: Record) -> str:
    """The body that an unnamed official belongs to, else his state, else himself."""
    speaker = record.actor(identifier)
    if speaker is None or speaker.sector not in _IN_OFFICE or speaker.country is None:
        return identifier
    others = [a for a in record.actors if a.id != identifier and a.kind != "person"]
    bodies = [a for a in others if a.kind == "government body" and _within(a, speaker)]
    states = [a for a in others if a.kind == "state" and a.country == speaker.country]
    return next((a.id for a in (*bodies, *states)), identifier)


def _within(body: Actor, speaker: Actor) -> bool:
    return body.name.lower().removeprefix("the ") in speaker.name.lower()


def _same(one: Obligation, other: Obligation, record: Record) -> bool:
    hung = one.condition is not None and other.condition is not None
    return (
        one.kind == other.kind
        and _agree(one.bearer, other.bearer, record)
        and _agree(one.demander, other.demander, record)
        and bool(_DENIED.match(one.act.text)) == bool(_DENIED.match(other.act.text))
        and (not hung or one.condition == other.condition)
        and _same_act(one, other, record)
    )


def _same_act(one: Obligation, other: Obligation, record: Record) -> bool:
    mine, yours = matter(one.act.text, record), matter(other.act.text, record)
    fewer = min(len(mine), len(yours))
    if not fewer:
        return one.act.text.lower() == other.act.text.lower()
    if one.kind in {"offer", "refusal"} and _head(one, record) == _head(other, record):
        return True  # "talks" and "talks to settle the border" are one offer
    return len(mine & yours) >= _SHARED * fewer and _like(one, other)


def _head(obligation: Obligation, record: Record) -> str | None:
    """The first word of an act that says what it is about."""
    for word in obligation.act.text.split():
        found = matter(word, record)
        if found:
            return min(found)
    return None


def _agree(one: tuple[str, ...], other: tuple[str, ...], record: Record) -> bool:
    return not one or not other or same_side(one, other, record)


def _like(one: Obligation, other: Obligation) -> bool:
    """Whether short acts say the same: "release the files" is not "release the prisoners"."""
    mine, yours = ({stem(w) for w in words(o.act.text)} for o in (one, other))
    return len(mine & yours) >= min(2, len(mine), len(yours))


def _joined(group: list[Obligation], record: Record) -> Obligation:
    best = max(group, key=lambda o: (_told(o, record), o.confidence, -o.act.start))
    deadlines = [o.deadline for o in group if o.deadline is not None]
    conditions = [o for o in group if o.condition is not None]
    hung = best if best.condition is not None else next(iter(conditions), best)
    return replace(
        best,
        bearer=next((o.bearer for o in (best, *group) if o.bearer), ()),
        demander=next((o.demander for o in (best, *group) if o.demander), ()),
        condition=hung.condition,
        consequence=hung.consequence or best.consequence,
        qualities=tuple(dict.fromkeys(q for o in group for q in o.qualities)),
        deadline=best.deadline or next(iter(deadlines), None),
        said_in=best.said_in,
        confidence=max(o.confidence for o in group),
        history=tuple(_said_again(best, group, record)),
    )


def _told(obligation: Obligation, record: Record) -> int:
    """How much an act says of what is to be done, names of states left out."""
    lower = " ".join(w for w in obligation.act.text.split() if w[:1].islower())
    return len(matter(lower, record))


def _said_again(best: Obligation, group: Iterable[Obligation], record: Record) -> Iterable[Change]:
    """The other statements in which the one who owes or asks says so himself."""
    owner = best.demander if best.kind == "demand" else best.bearer
    seen = {best.said_in, None}
    for one in group:
        statement = next((s for s in record.statements if s.id == one.said_in), None)
        if one.said_in in seen or statement is None or statement.speaker is None:
            continue
        seen.add(one.said_in)
        if same_side((statement.speaker,), owner, record):
            yield Change("open", statement=one.said_in)
