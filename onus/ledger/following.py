"""What became of an entry: `follow` reads its history off the deeds and the answers reported later.

A deed counts when its doer is on the right side, when it is of the kind of act that is owed (or
takes it back), and when it is about the same matter. One that speaks of the obligation as such
("broke its promise", "turned down the offer") counts by that. Silence changes nothing: a deadline
that passes without a report leaves the entry as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onus.coding.obligation_matter import signs
from onus.ledger.acts import Act, about, act_of, deed_of, sign_of, undone_by
from onus.ledger.amounts import only_part
from onus.ledger.merging import act_matter
from onus.ledger.model import Entry, LedgerChange, LedgerDeed, Mention, Source, near, sides_of
from onus.record import Status

_SURE, _BY_SIGN, _UNNAMED, _SAID = 0.8, 0.75, 0.6, 0.85
_LITTLE = 3  # stems; an act about more than that is not done by a deed that shares one
_PROMISED = re.compile(r"\b(?:pledged?|promised?|offered|undertook)\b", re.IGNORECASE)
_FINAL: frozenset[Status] = frozenset({"met", "withdrawn"})


@dataclass(frozen=True, slots=True)
class _Owed:
    """An entry taken apart once, for the many deeds it is compared with."""

    entry: Entry
    acts: tuple[Act, ...]
    words: tuple[str, ...]
    matters: frozenset[frozenset[str]]
    vague: bool
    bearer: frozenset[str]
    demander: frozenset[str]
    kinds: frozenset[str]
    lasting: bool


@dataclass(frozen=True, slots=True)
class _Turn:
    """A change that may happen, if the status it meets allows it."""

    effect: Status
    source: Source
    confidence: float
    saying_is_doing: bool = False
    reversal: bool = False


def follow(entry: Entry, deeds: Iterable[LedgerDeed]) -> Entry:
    """The entry with the history that its own refusals and these deeds give it."""
    owed = _taken_apart(entry)
    turns = [
        *(_refusal(m) for m in entry.mentions if m.kind == "refusal"),
        *(turn for deed in deeds if (turn := _turn(owed, deed)) is not None),
    ]
    status: Status = "open"
    changes: list[LedgerChange] = []
    for turn in sorted(turns, key=_order):
        effect = _outcome(turn, status, owed)
        if effect is not None and effect != status:
            status = effect
            changes.append(_change(replace(turn, effect=effect), owed))
    return replace(entry, changes=tuple(changes))


def _taken_apart(entry: Entry) -> _Owed:
    own = entry.own
    parties = tuple(p for m in entry.mentions for p in (*m.bearer, *m.demander))
    matters = {act_matter(m.act, parties) for m in own} - {frozenset()}
    vague = not matters  # "$40 million": the sentence says for what
    if vague:
        matters = {act_matter(m.context, parties) for m in own} - {frozenset()}
    return _Owed(
        entry=entry,
        acts=tuple(dict.fromkeys(act_of(m.act) for m in own)),
        words=tuple(dict.fromkeys(m.act for m in own)),
        matters=frozenset(matters),
        vague=vague,
        bearer=sides_of(entry.bearer),
        demander=sides_of(entry.demander),
        kinds=frozenset(m.kind for m in own),
        lasting=bool(signs().lasting & set(entry.qualities)),
    )


def _outcome(turn: _Turn, status: Status, owed: _Owed) -> Status | None:
    """What the turn makes of a status; None when it leaves it."""
    if turn.reversal:
        carried_out = owed.kinds == {"threat"}  # and stays so, whatever comes after
        if carried_out or (status not in {"begun", "met"} and "pledge" not in owed.kinds):
            return None
        return "broken" if "pledge" in owed.kinds and not owed.lasting else "open"
    if turn.effect == "met" and owed.lasting:
        return None if status == "met" else "begun"
    if turn.effect == "begun" and status in _FINAL:
        return None
    if turn.effect in {"refused", "withdrawn"} and status == "met":
        return None
    return turn.effect


def _refusal(mention: Mention) -> _Turn:
    return _Turn("refused", mention.source, mention.confidence, saying_is_doing=True)


def _turn(owed: _Owed, deed: LedgerDeed) -> _Turn | None:
    if not _is_later(owed.entry, deed):
        return None
    return _by_sign(owed, deed) or _by_deed(owed, deed)


def _is_later(entry: Entry, deed: LedgerDeed) -> bool:
    first, source = entry.mentions[0].source, deed.source
    if source.article == first.article:
        spoken_of = source.start <= first.start and first.end <= source.end
        return source.sentence > first.sentence or spoken_of
    return source.date >= first.date


# Deeds that speak of the obligation


def _by_sign(owed: _Owed, deed: LedgerDeed) -> _Turn | None:
    sign = sign_of(deed.verb, deed.words)
    if sign is None or deed.outcome != "done" or deed.unnamed:
        return None
    if not _names_kind(deed.words, owed) or not _may(sign, deed, owed):
        return None
    if not _same_matter(owed, deed):
        return None
    effect: Status = "begun" if sign == "met" and _partial(owed, deed) else sign
    return _Turn(effect, deed.source, _BY_SIGN, saying_is_doing=sign in {"refused", "withdrawn"})


def _may(sign: Status, deed: LedgerDeed, owed: _Owed) -> bool:
    """Whether the doer is the one who can do this: keep, break, take back or turn it down."""
    by_bearer = bool(deed.sides & owed.bearer)
    by_other = bool(deed.sides & owed.demander)
    if sign == "withdrawn":
        return by_other if owed.kinds == {"demand"} else by_bearer
    if sign == "refused" and "offer" in owed.kinds:
        return by_other or (not owed.demander and not by_bearer)
    return by_bearer


def _names_kind(words: str, owed: _Owed) -> bool:
    """A withdrawn threat is no withdrawn offer: where the deed says of what, it must fit."""
    lowered = words.lower()
    if "threat" in lowered:
        return "threat" in owed.kinds
    if any(noun in lowered for noun in ("offer", "proposal", "invitation", "overture")):
        return bool(owed.kinds & {"offer", "pledge"})
    if any(noun in lowered for noun in ("demand", "ultimatum", "appeal", "request", "plea ")):
        return "demand" in owed.kinds
    if any(noun in lowered for noun in ("pledge", "promise", "vow", "commitment")):
        return bool(owed.kinds & {"pledge", "offer"})
    return True


def _same_matter(owed: _Owed, deed: LedgerDeed) -> bool:
    """By the deed's own words, or where these name nothing by its sentence."""
    matter = frozenset().union(*owed.matters)
    return bool(matter & about(deed.words)) or bool(matter & about(deed.context))


# Deeds that do what is owed


def _by_deed(owed: _Owed, deed: LedgerDeed) -> _Turn | None:
    if deed.source.sentence == owed.entry.mentions[0].source.sentence and (
        deed.source.article == owed.entry.mentions[0].source.article
    ):
        return None
    unnamed = deed.unnamed
    if not deed.sides & (near(owed.bearer | owed.demander) if unnamed else owed.bearer):
        return None
    done = deed_of(deed.verb, deed.words)
    same = [act for act in owed.acts if act.verb == done.verb or act.kinds & done.kinds]
    undone = any(undone_by(act, done) for act in owed.acts)
    together = _together(owed, deed) and any("talk" in act.kinds for act in same)
    strict = unnamed or owed.vague or not same
    if not together and not _on_the_matter(owed, deed, strict=strict):
        return None
    sure = _UNNAMED if unnamed else _SURE
    if same:
        effect = _of_outcome(same[0], deed, owed)
        return _Turn(effect, deed.source, sure) if effect is not None else None
    if undone and deed.outcome == "done" and not unnamed:
        return _Turn("open", deed.source, sure, reversal=True)
    return None


def _on_the_matter(owed: _Owed, deed: LedgerDeed, *, strict: bool) -> bool:
    """Whether the deed takes up what one of the acts is about: more of it where that is much."""
    said = about(deed.words)
    if owed.vague and _PROMISED.search(deed.words):
        return True  # "$10 million of the sum that it pledged"
    return any(
        len(matter & said) >= min(2 if strict or len(matter) > _LITTLE else 1, len(matter))
        for matter in owed.matters
    )


def _together(owed: _Owed, deed: LedgerDeed) -> bool:
    return bool(deed.sides & owed.bearer) and bool(deed.sides & owed.demander)


def _of_outcome(act: Act, deed: LedgerDeed, owed: _Owed) -> Status | None:
    if act.negative:
        return "broken" if deed.outcome in {"done", "begun"} else None
    if deed.outcome == "done":
        return "begun" if _partial(owed, deed) else "met"
    if deed.outcome == "begun":
        return "begun"
    if deed.outcome == "refused":
        return "refused"
    threatened = owed.kinds == {"threat"}
    late = any(m.deadline and m.deadline < deed.source.date for m in owed.entry.mentions)
    return "broken" if not threatened and (deed.outcome == "failed" or late) else None


def _partial(owed: _Owed, deed: LedgerDeed) -> bool:
    return any(only_part(words, deed.words) for words in owed.words)


# Changes


def _change(turn: _Turn, owed: _Owed) -> LedgerChange:
    speaker = turn.source.speaker
    own = sides_of((speaker,)) if speaker is not None else frozenset()
    claimed = turn.source.statement is not None
    if turn.saying_is_doing and own & (owed.bearer | owed.demander):
        claimed = False  # who says that he refuses has refused
    gains = owed.demander if turn.effect in {"broken", "refused"} else owed.bearer
    return LedgerChange(
        effect=turn.effect,
        source=turn.source,
        confidence=round(turn.confidence * (_SAID if claimed else 1.0), 3),
        claimed=claimed,
        interested=claimed and bool(own & gains),
    )


def _order(turn: _Turn) -> tuple[str, str, int, int]:
    return turn.source.date, turn.source.article, turn.source.start, turn.source.end


def relevant(owed: Entry, deeds: Iterable[LedgerDeed]) -> Iterator[LedgerDeed]:
    """Those of the deeds that can bear on the entry."""
    apart = _taken_apart(owed)
    return (deed for deed in deeds if _turn(apart, deed) is not None)
