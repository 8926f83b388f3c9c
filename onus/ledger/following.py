"""What became of an entry: `follow` reads its history off the deeds and the answers reported later.

Deeds that do or undo what is owed are weighed (`evidence`); those that speak of the obligation as
such ("broke its promise", "turned down the offer") count by that (`signs`); and what no rule sees
the network may see (`judging`). Of all this together the likeliest history is taken (`history`).
Silence changes nothing: a deadline that passes without a report leaves the entry as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onus.language.effects import Verdict
from onus.ledger.acts import Act, about, act_of, deed_of
from onus.ledger.amounts import only_part
from onus.ledger.evidence import BEARS, IN_OTHER_WORDS, evidence, is_late, is_same, probability
from onus.ledger.history import (
    ANY,
    UNJUDGED,
    Judged,
    Rule,
    Ruled,
    Telling,
    likeliest,
    shares,
)
from onus.ledger.model import Entry, LedgerChange, LedgerDeed, Mention, Place, Source, sides_of
from onus.ledger.owed import Owed, is_later, taken_apart
from onus.ledger.signs import said_of
from onus.record import ObligationKind, Status

_BY_SIGN, _SAID = 0.75, 0.75
_STARTED: frozenset[Status] = frozenset({"begun", "met"})
_SAYING_IS_DOING: frozenset[Status] = frozenset({"refused", "withdrawn"})
_BY_DEEDS: frozenset[Rule | None] = frozenset({"act", "words"})


@dataclass(frozen=True, slots=True)
class Turn:
    """A change that one sentence tells: what the entry may become, by whose words, how surely.

    `rule` sees it, or the network where that is None; it can follow the statuses `after`.
    """

    rule: Rule | None
    effect: Status
    source: Source
    confidence: float
    after: frozenset[Status] = ANY

    @property
    def saying_is_doing(self) -> bool:
        """Whether who says that he does it has done it, if it is more than a deed's outcome."""
        return self.effect in _SAYING_IS_DOING and self.rule not in _BY_DEEDS


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells of an entry, and the changes that rules see in it.

    `deed` is the one that stands for the sentence where the network judges it.
    """

    telling: Telling
    turns: tuple[Turn, ...]
    deed: LedgerDeed | None

    @property
    def source(self) -> Source:
        """Where the sentence stands."""
        return self.turns[0].source if self.deed is None else self.deed.source


def follow(entry: Entry, deeds: Iterable[LedgerDeed], judged: Judged = UNJUDGED) -> Entry:
    """The entry with the history that its own refusals and these deeds give it.

    `judged` is what the network makes of sentences of these deeds.
    """
    return followed(taken_apart(entry), deeds, judged)


def followed(owed: Owed, deeds: Iterable[LedgerDeed], judged: Judged = UNJUDGED) -> Entry:
    """As `follow`, of an entry that is taken apart already."""
    entry = owed.entry
    told = told_of(owed, deeds, judged)
    status: Status = "open"
    changes: list[LedgerChange] = []
    for one, after in zip(told, likeliest(entry.kind, [o.telling for o in told]), strict=True):
        if after != status:
            changes.append(_change(_surest(one, entry.kind, status, after), owed))
            status = after
    return replace(entry, changes=tuple(changes))


def told_of(owed: Owed, deeds: Iterable[LedgerDeed], judged: Judged = UNJUDGED) -> list[Told]:
    """The sentences that tell something of an entry, in the order of their dates."""
    seen: dict[Place, list[Turn]] = defaultdict(list)
    for mention in owed.entry.mentions:
        if mention.kind == "refusal" and _is_no(mention, owed.entry):
            seen[mention.source.place].append(_refusal(mention, owed))
    kept = list(deeds)
    for deed in kept:
        if (turn := _turn(owed, deed)) is not None:
            seen[deed.source.place].append(turn)
    spoken = _telling_deeds(owed, kept, judged)
    order = {deed.source.place: _order(deed.source) for deed in spoken.values()}
    order |= {place: _order(turns[0].source) for place, turns in seen.items()}
    return [
        _told(owed, spoken.get(place), judged.get(place), seen[place])
        for place in sorted(order, key=lambda place: order[place])
    ]


def _told(
    owed: Owed,
    deed: LedgerDeed | None,
    verdict: Verdict | None,
    turns: Sequence[Turn],
) -> Told:
    judged = None
    if deed is not None and verdict is not None:
        judged = _as_can_be(owed, verdict, turns)
    ruled = (Ruled(t.rule, t.effect, t.confidence, t.after) for t in turns if t.rule is not None)
    return Told(Telling(judged, tuple(ruled)), tuple(turns), deed)


def _as_can_be(owed: Owed, verdict: Verdict, ruled: Iterable[Turn]) -> Verdict:
    """The verdict without what cannot be."""
    if owed.lasting:  # no single deed is enough
        verdict = replace(verdict, met=0.0, begun=round(verdict.begun + verdict.met, 3))
    forbidden = all(act.negative for act in owed.acts)
    if forbidden and any(turn.effect == "broken" for turn in ruled):  # done after all, not kept
        verdict = replace(verdict, met=0.0, begun=0.0)
    return verdict


def _surest(told: Told, kind: ObligationKind, before: Status, after: Status) -> Turn:
    """The change of one status into another by the rule that is surest, or by the network."""
    turns = [turn for turn in told.turns if turn.effect == after]
    judged = told.telling.judged
    if judged is not None and told.deed is not None and after != "open":
        sure = judged.chance * shares(kind, told.telling, before)[after]
        turns.append(Turn(None, after, told.deed.source, sure))
    return max(turns, key=lambda turn: turn.confidence)


def _is_no(mention: Mention, entry: Entry) -> bool:
    """Whether a refusal says no: one to do what must not be done says yes."""
    return not any(act_of(other.act).negative for other in entry.own if other.kind != "refusal")


def _refusal(mention: Mention, owed: Owed) -> Turn:
    """Who will not do what he threatened or promised takes it back."""
    own = owed.kinds <= {"threat", "pledge"} and bool(sides_of(mention.bearer) & owed.bearer)
    effect: Status = "withdrawn" if own else "refused"
    return Turn("refusal", effect, mention.source, mention.confidence)


def _telling_deeds(
    owed: Owed, deeds: Iterable[LedgerDeed], judged: Judged
) -> dict[Place, LedgerDeed]:
    """Of each sentence that was judged the deed that names most of what is owed."""
    about_it = about(owed.entry.own[0].context) | owed.stems
    telling: dict[Place, LedgerDeed] = {}
    for deed in deeds:
        place = deed.source.place
        if place in judged:
            best = telling.get(place)
            if best is None or _shared(about_it, deed) > _shared(about_it, best):
                telling[place] = deed
    return telling


def _shared(stems: frozenset[str], deed: LedgerDeed) -> int:
    return len(stems & about(deed.words))


def _turn(owed: Owed, deed: LedgerDeed) -> Turn | None:
    if deed.outcome == "told" or not is_later(owed.entry, deed):
        return None
    return _by_sign(owed, deed) or _by_deed(owed, deed)


def _by_sign(owed: Owed, deed: LedgerDeed) -> Turn | None:
    sign = said_of(owed, deed)
    if sign is None:
        return None
    effect: Status = "begun" if sign == "met" and _is_part(owed, deed) else sign
    return Turn("sign", effect, deed.source, _BY_SIGN)


def _by_deed(owed: Owed, deed: LedgerDeed) -> Turn | None:
    found = evidence(owed, deed)
    if found is None:
        return None
    sure = probability(found)
    if sure < (BEARS if found.of_kind else IN_OTHER_WORDS):
        return None
    if found.undone:
        return _undone(owed, deed.source, sure) if deed.outcome == "done" else None
    done = deed_of(deed.verb, deed.words)
    act = next((act for act in owed.acts if is_same(act, done)), owed.acts[0])
    effect = _of_outcome(act, deed, owed)
    rule: Rule = "act" if found.of_kind else "words"
    return Turn(rule, effect, deed.source, sure) if effect is not None else None


def _undone(owed: Owed, source: Source, sure: float) -> Turn:
    """What undoes an act breaks a pledge, or ends what was begun; what is to last is open again.

    A threat that was carried out is lifted.
    """
    if owed.kinds == {"threat"}:
        return Turn("act", "withdrawn", source, sure, _STARTED)
    if "pledge" in owed.kinds:
        return Turn("act", "broken", source, sure)
    return Turn("act", "open" if owed.lasting else "broken", source, sure, _STARTED)


def _of_outcome(act: Act, deed: LedgerDeed, owed: Owed) -> Status | None:
    if act.negative:
        return "broken" if deed.outcome in {"done", "begun"} else None
    if deed.outcome == "done":
        return "begun" if _is_part(owed, deed) else "met"
    if deed.outcome == "begun":
        return "begun"
    if deed.outcome == "refused":
        taken_back = owed.kinds <= {"threat", "pledge"} and bool(deed.sides & owed.bearer)
        return "withdrawn" if taken_back else "refused"
    threatened = owed.kinds == {"threat"}
    late = deed.outcome == "failed" or is_late(owed.entry, deed)
    return "broken" if not threatened and late else None


def _is_part(owed: Owed, deed: LedgerDeed) -> bool:
    """Whether a deed is less than the act: of what is to last no single one is enough."""
    return (
        owed.lasting or owed.thorough or any(only_part(words, deed.words) for words in owed.words)
    )


# Changes


def _change(turn: Turn, owed: Owed) -> LedgerChange:
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


def _order(source: Source) -> tuple[str, str, int]:
    return source.date, source.article, source.sentence


def bears_on(owed: Owed, deeds: Iterable[LedgerDeed]) -> bool:
    """Whether, by the rules, any of the deeds can bear on the entry."""
    return any(_turn(owed, deed) is not None for deed in deeds)
