"""What became of an entry: `follow` reads its history off the deeds and the answers reported later.

Deeds that do or undo what is owed are weighed (`evidence`); those that speak of the obligation as
such ("broke its promise", "turned down the offer") count by that (`signs`); and what no rule sees
the network may see (`judging`). Silence changes nothing: a deadline that passes without a report
leaves the entry as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onus.ledger.acts import Act, about, act_of, deed_of
from onus.ledger.amounts import only_part
from onus.ledger.evidence import BEARS, IN_OTHER_WORDS, evidence, is_late, is_same, probability
from onus.ledger.judging import UNJUDGED, Judged
from onus.ledger.model import Entry, LedgerChange, LedgerDeed, Mention, Place, Source, sides_of
from onus.ledger.owed import Owed, is_later, taken_apart
from onus.ledger.signs import said_of
from onus.record import Status

_BY_SIGN, _SAID = 0.75, 0.75
_CLEARLY = 0.1  # how much surer the network must be than a rule about the same sentence
_BESIDE_RULES = 0.6  # how sure at least where rules see what becomes of an entry


@dataclass(frozen=True, slots=True)
class _Turn:
    """A change that may happen, if the status it meets allows it."""

    effect: Status
    source: Source
    confidence: float
    saying_is_doing: bool = False
    reversal: bool = False


def follow(entry: Entry, deeds: Sequence[LedgerDeed], judged: Judged = UNJUDGED) -> Entry:
    """The entry with the history that its own refusals and these deeds give it.

    `judged` is what the network makes of sentences of these deeds; a rule that sees something in
    the same sentence is believed unless the network is clearly surer, and where rules see anything
    at all of the entry it must be rather sure.
    """
    owed = taken_apart(entry)
    ruled = [
        *(_refusal(m, owed) for m in entry.mentions if m.kind == "refusal" and _is_no(m, entry)),
        *(turn for deed in deeds if (turn := _turn(owed, deed)) is not None),
    ]
    surer = _surer(judged, ruled)
    turns = [turn for turn in ruled if turn.source.place not in surer]
    turns += _judged_turns(owed, deeds, surer)
    status: Status = "open"
    changes: list[LedgerChange] = []
    for turn in sorted(turns, key=_order):
        if status == "withdrawn":
            break  # what is no longer asked or offered cannot be done or broken
        effect = _outcome(turn, status, owed)
        if effect is not None and effect != status:
            status = effect
            changes.append(_change(replace(turn, effect=effect), owed))
    return replace(entry, changes=tuple(changes))


def _outcome(turn: _Turn, status: Status, owed: Owed) -> Status | None:
    """What the turn makes of a status; None when it leaves it."""
    if turn.reversal:
        carried_out = owed.kinds == {"threat"}  # and stays so, whatever comes after
        if carried_out or (status not in {"begun", "met"} and "pledge" not in owed.kinds):
            return None
        return "open" if owed.lasting and "pledge" not in owed.kinds else "broken"
    if turn.effect == "met" and owed.lasting:
        return None if status == "met" else "begun"
    if turn.effect == "begun" and status == "met":
        return None
    if turn.effect in {"refused", "withdrawn"} and status == "met":
        return "withdrawn" if owed.kinds == {"threat"} else None  # what was imposed is lifted
    return turn.effect


def _is_no(mention: Mention, entry: Entry) -> bool:
    """Whether a refusal says no: one to do what must not be done says yes."""
    return not any(act_of(other.act).negative for other in entry.own if other.kind != "refusal")


def _refusal(mention: Mention, owed: Owed) -> _Turn:
    """Who will not do what he threatened or promised takes it back."""
    own = owed.kinds <= {"threat", "pledge"} and bool(sides_of(mention.bearer) & owed.bearer)
    effect: Status = "withdrawn" if own else "refused"
    return _Turn(effect, mention.source, mention.confidence, saying_is_doing=True)


def _surer(judged: Judged, ruled: Iterable[_Turn]) -> Judged:
    """What the network sees where no rule sees anything, or none as surely."""
    sure: dict[Place, float] = {}
    for turn in ruled:
        sure[turn.source.place] = max(turn.confidence, sure.get(turn.source.place, 0.0))
    least = _BESIDE_RULES if sure else 0.0
    return {
        place: verdict
        for place, verdict in judged.items()
        if verdict.chance >= (sure[place] + _CLEARLY if place in sure else least)
    }


def _judged_turns(owed: Owed, deeds: Iterable[LedgerDeed], judged: Judged) -> Iterator[_Turn]:
    """What the network sees, in the words of the deed that names most of what is owed."""
    about_it = about(owed.entry.own[0].context) | owed.stems
    laid_again = {mention.source.place for mention in owed.entry.own}
    telling: dict[Place, LedgerDeed] = {}
    for deed in deeds:
        place = deed.source.place
        if place in judged:
            best = telling.get(place)
            if best is None or _shared(about_it, deed) > _shared(about_it, best):
                telling[place] = deed
    for place, deed in telling.items():
        verdict = judged[place]
        saying = verdict.effect in {"refused", "withdrawn"}
        if verdict.effect != "withdrawn" or place not in laid_again:
            yield _Turn(verdict.effect, deed.source, verdict.chance, saying_is_doing=saying)


def _shared(stems: frozenset[str], deed: LedgerDeed) -> int:
    return len(stems & about(deed.words))


def _turn(owed: Owed, deed: LedgerDeed) -> _Turn | None:
    if deed.outcome == "told" or not is_later(owed.entry, deed):
        return None
    return _by_sign(owed, deed) or _by_deed(owed, deed)


def _by_sign(owed: Owed, deed: LedgerDeed) -> _Turn | None:
    sign = said_of(owed, deed)
    if sign is None:
        return None
    effect: Status = "begun" if sign == "met" and _partial(owed, deed) else sign
    return _Turn(effect, deed.source, _BY_SIGN, saying_is_doing=sign in {"refused", "withdrawn"})


def _by_deed(owed: Owed, deed: LedgerDeed) -> _Turn | None:
    found = evidence(owed, deed)
    if found is None:
        return None
    sure = probability(found)
    if sure < (BEARS if found.of_kind else IN_OTHER_WORDS):
        return None
    if found.undone:
        return _Turn("open", deed.source, sure, reversal=True) if deed.outcome == "done" else None
    done = deed_of(deed.verb, deed.words)
    act = next((act for act in owed.acts if is_same(act, done)), owed.acts[0])
    effect = _of_outcome(act, deed, owed)
    return _Turn(effect, deed.source, sure) if effect is not None else None


def _of_outcome(act: Act, deed: LedgerDeed, owed: Owed) -> Status | None:
    if act.negative:
        return "broken" if deed.outcome in {"done", "begun"} else None
    if deed.outcome == "done":
        return "begun" if _partial(owed, deed) else "met"
    if deed.outcome == "begun":
        return "begun"
    if deed.outcome == "refused":
        taken_back = owed.kinds <= {"threat", "pledge"} and bool(deed.sides & owed.bearer)
        return "withdrawn" if taken_back else "refused"
    threatened = owed.kinds == {"threat"}
    late = deed.outcome == "failed" or is_late(owed.entry, deed)
    return "broken" if not threatened and late else None


def _partial(owed: Owed, deed: LedgerDeed) -> bool:
    return any(only_part(words, deed.words) for words in owed.words)


# Changes


def _change(turn: _Turn, owed: Owed) -> LedgerChange:
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


def bears_on(owed: Owed, deeds: Iterable[LedgerDeed]) -> bool:
    """Whether, by the rules, any of the deeds can bear on the entry."""
    return any(_turn(owed, deed) is not None for deed in deeds)
