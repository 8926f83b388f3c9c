"""What became of an obligation within the article: refused, begun, met, broken, withdrawn.

`apply` works on a finished record, where actors are resolved. A status changes only by an event or
a statement of the record, and the history names it. Being wrong here is worse than being silent,
so a change needs the right party (the bearer, or the other side for a refusal, each with those who
act for the same country), the same matter (a shared word that says something) and no denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import cast, get_args

import yaml

from onus.record import Actor, Change, Obligation, Record, Span, Statement, Status

_OFFICIAL_KINDS = frozenset({"state", "government body", "office holder"})
_FINAL = frozenset({"met", "broken", "refused", "withdrawn"})
_KINDS_WITH_STEPS = frozenset({"demand", "pledge", "offer"})
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_STEM = 5  # letters; tells "terror" from "trade" and not from "terrorist"
_DENIAL_REACH = 4  # words before a pattern in which "not" or "should" undoes it


@dataclass(frozen=True, slots=True)
class Signs:
    """The content of `obligation_status.yaml`, compiled."""

    patterns: Mapping[Status, tuple[re.Pattern[str], ...]]
    denials: frozenset[str]
    lasting: frozenset[str]
    matters: Mapping[str, str]
    empty: frozenset[str]


@cache
def signs() -> Signs:
    """The signs that ship with the package; `ValueError` when a status is unknown."""
    text = files("onus.coding").joinpath("obligation_status.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    lists = {"denials", "lasting", "same_matter", "empty"}
    for name in set(data) - lists:
        if name not in get_args(Status):
            raise ValueError(f"obligation_status.yaml: {name} is no status")
    return Signs(
        patterns={
            cast(Status, name): tuple(re.compile(p, re.IGNORECASE) for p in patterns)
            for name, patterns in data.items()
            if name not in lists
        },
        denials=frozenset(data["denials"]),
        lasting=frozenset(data["lasting"]),
        matters={_stem(w): _stem(group[0]) for group in data["same_matter"] for w in group},
        empty=frozenset(_stem(w) for w in data["empty"]),
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """A sign in the text: what it says, where, and what in the record vouches for it."""

    effect: Status
    start: int
    sentence: int
    actor: str | None
    words: frozenset[str]
    change: Change


def apply(record: Record) -> tuple[Obligation, ...]:
    """The record's obligations with status and history as the article's own words give them."""
    steps = sorted(_steps(record), key=lambda s: s.start)
    return tuple(_follow(o, steps, record) for o in record.obligations)


def _follow(obligation: Obligation, steps: list[_Step], record: Record) -> Obligation:
    changes = [
        *_refusals(obligation, record),
        *((s.start, _limit(s.change, obligation)) for s in steps if _moves(s, obligation, record)),
        *_done(obligation, record),
    ]
    status, history = obligation.status, list(obligation.history)
    for _, change in sorted(changes, key=lambda item: item[0]):
        if status in _FINAL or change.effect == status:
            continue
        status = change.effect
        history.append(change)
    return replace(obligation, status=status, history=tuple(history))


def _limit(change: Change, obligation: Obligation) -> Change:
    """One step does not satisfy a demand for lasting ones."""
    lasting = signs().lasting & set(obligation.qualities)
    return replace(change, effect="begun") if change.effect == "met" and lasting else change


# Refusals


def _refusals(obligation: Obligation, record: Record) -> Iterator[tuple[int, Change]]:
    """An offer or a demand that the other side turns down, before or after it in the text."""
    if obligation.kind not in {"offer", "demand"}:
        return
    matter = _stems(obligation.act.text)
    for event in record.events:
        if event.type != "REJECT" or event.factuality != "actual":
            continue
        sentence = _stems(_sentence_text(record, event.sentence))
        if _refuses(event.source, event.target, obligation, record) and matter & sentence:
            yield event.trigger.start, Change("refused", event=event.id)
    for other in record.obligations:
        if other.kind == "refusal" and other.said_in is not None and other.demander:
            same = bool(matter & _stems(other.act.text))
            if same and _refuses(other.bearer, other.demander, obligation, record):
                yield other.act.start, Change("refused", statement=other.said_in)


def _refuses(
    source: tuple[str, ...], target: tuple[str, ...], obligation: Obligation, record: Record
) -> bool:
    """Whether `source` is the side that can turn this down, and `target` the side that wants it."""
    offer = obligation.kind == "offer"
    wants, answers = obligation.bearer, obligation.demander
    if not offer:
        wants, answers = answers, wants
    if not source or not wants or _same_side(source, wants, record):
        return False
    if answers and not _same_side(source, answers, record):
        return False
    if not answers and not target:
        return False
    return not target or _same_side(target, wants, record)


# Steps


def _steps(record: Record) -> Iterator[_Step]:
    for number, (start, end) in enumerate(record.sentences, start=1):
        text = record.article.text[start:end]
        for effect, patterns in signs().patterns.items():
            for match in (m for p in patterns for m in p.finditer(text)):
                if _denied(text[: match.start()]):
                    continue
                place = Span(start + match.start(), start + match.end(), match.group())
                change = _voucher(effect, place, number, record)
                if change is not None:
                    actor = _doer(start, place.start, record)
                    words = frozenset(_stems(text[match.start() :]))
                    yield _Step(effect, place.start, number, actor, words, change)


def _denied(before: str) -> bool:
    words = re.findall(r"n['’]t\b|[\w’']+", before.lower())[-_DENIAL_REACH:]
    return any(w in signs().denials for w in words)


def _doer(start: int, end: int, record: Record) -> str | None:
    """The actor mentioned last before a sign in its sentence."""
    named = [
        (m[1], a.id) for a in record.actors for m in a.mentions if start <= m[0] and m[1] <= end
    ]
    return max(named)[1] if named else None


def _voucher(effect: Status, place: Span, sentence: int, record: Record) -> Change | None:
    """The event at a sign, else the innermost statement round it; None when there is neither."""
    for event in record.events:
        if (
            event.factuality == "actual"
            and event.sentence == sentence
            and _meet(event.trigger, place)
        ):
            return Change(effect, event=event.id)
    around = [s for s in record.statements if _covers(s, place)]
    if not around:
        return None
    inner = min(around, key=lambda s: s.content.end - s.content.start)
    return Change(effect, statement=inner.id)


def _covers(statement: Statement, place: Span) -> bool:
    return statement.content.start <= place.start and place.end <= statement.content.end


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _moves(step: _Step, obligation: Obligation, record: Record) -> bool:
    if obligation.kind not in _KINDS_WITH_STEPS or step.sentence <= obligation.sentence:
        return False
    if step.actor is None or not _same_side((step.actor,), obligation.bearer, record):
        return False
    return bool(step.words & _matter(obligation, record))


def _matter(obligation: Obligation, record: Record) -> set[str]:
    """What the obligation is about; demands of one party on another explain each other."""
    found: set[str] = set()
    for other in record.obligations:
        same = other is obligation or (
            other.kind == obligation.kind
            and _same_side(other.bearer, obligation.bearer, record)
            and _same_side(other.demander, obligation.demander, record)
        )
        if same:
            found |= _stems(other.act.text)
    # Names of the parties are everywhere; those of armed groups are what a demand can be about.
    names = [a.name for a in record.actors if a.kind in _OFFICIAL_KINDS]
    return found - {s for name in names for s in _stems(name)}


# The act itself


def _done(obligation: Obligation, record: Record) -> Iterator[tuple[int, Change]]:
    """A later event in which the bearer does just what was owed: "Iran released the sailors"."""
    if obligation.kind == "refusal" or re.match(r"(?:not|never|n['’]t)\b", obligation.act.text):
        return
    first, *rest = _words(obligation.act.text) or [""]
    matter = {_stem(w) for w in rest} - signs().empty
    for event in record.events:
        if event.factuality != "actual" or event.sentence <= obligation.sentence or not matter:
            continue
        same_deed = first and _stem(first) == _stem((_words(event.trigger.text) or [""])[0])
        sentence = {_stem(w) for w in _words(_sentence_text(record, event.sentence))}
        if same_deed and _same_side(event.source, obligation.bearer, record) and matter & sentence:
            yield event.trigger.start, _limit(Change("met", event=event.id), obligation)


# Parties and words


def _same_side(one: tuple[str, ...], other: tuple[str, ...], record: Record) -> bool:
    """Whether some actor is in both, or acts in office for a country that is in both."""
    if set(one) & set(other):
        return True
    return bool(_countries(one, record.actors) & _countries(other, record.actors))


def _countries(identifiers: tuple[str, ...], actors: tuple[Actor, ...]) -> set[str]:
    return {
        a.country for a in actors if a.id in identifiers and a.country and a.kind in _OFFICIAL_KINDS
    }


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]


def _stem(word: str) -> str:
    word = word.lower()
    return word[:_STEM] if len(word) > _STEM else word.removesuffix("s")


def _stems(text: str) -> set[str]:
    """The words of a text that say what it is about, cut to stems, one for the same matter."""
    known = signs()
    found = {_stem(w) for w in _words(text) if len(w) > 3}
    return {known.matters.get(s, s) for s in found - known.empty}


def _sentence_text(record: Record, number: int) -> str:
    start, end = record.sentences[number - 1]
    return record.article.text[start:end]
