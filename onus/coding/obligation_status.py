"""What became of an obligation within the article: refused, begun, met, broken, withdrawn.

`apply` works on a finished record, where actors are resolved. A status changes only by an event or
a statement of the record, and the history names it; the statement that reports the event is named
beside it. Being wrong here is worse than being silent, so a change needs the right party (the
bearer, or the other side for a refusal, each with those who act for the same country), the same
matter (words that say something) and no denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from onus.coding.obligation_cues import cues
from onus.coding.obligation_matter import matter, same_side, signs, stem, stems, words
from onus.record import Change as Entry
from onus.record import Event, Obligation, Record, Span, Statement, Status

_FINAL = frozenset({"met", "broken", "refused", "withdrawn"})
_KINDS_WITH_STEPS = frozenset({"demand", "pledge", "offer"})
_DENIAL_REACH = 4  # words before a pattern in which "not" or "should" undoes it
_BACK = 3  # sentences that "the offer" reaches back over
_POINTS = (
    r"\b(?:the|that|this|his|her|its|their) (?:\w+ )?(?:%s)\b(?! (?:of|to|for|from|by|that)\b)"
)
_BARE = {
    "offer": re.compile(_POINTS % "offers?|proposals?|invitations?|overtures?", re.IGNORECASE),
    "demand": re.compile(_POINTS % "demands?|calls?|requests?|ultimatum|appeals?", re.IGNORECASE),
}
_TELLING = 2  # words of a demand that a deed or an answer must take up
_HABIT_REACH = 3  # words before a deed in which "often" makes it a habit
_PAST = timedelta(days=31)  # what was done longer before its article is no news in it
# "The countries that expelled them" are pointed out by a deed of which nothing new is told.
_POINTED_OUT = re.compile(
    r"(?:\bthat|(?<!,)\s(?:who|which))(?:\s(?:has|have|had|was|were|been|also|already|\w+ly))*\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of status, where the text tells it, and all in the record that vouches for it."""

    effect: Status
    start: int
    sentence: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A sign in the text: who moved and what about; `named` when it only says "steps"."""

    change: _Change
    actor: str | None
    words: frozenset[str]
    named: bool


def apply(record: Record) -> tuple[Obligation, ...]:
    """The record's obligations with status and history as the article's own words give them."""
    steps = list(_steps(record))
    return tuple(_follow(o, steps, record) for o in record.obligations)


def _follow(obligation: Obligation, steps: list[_Step], record: Record) -> Obligation:
    changes = [
        *_refusals(obligation, record),
        *(s.change for s in steps if _moves(s, obligation, record)),
        *_done(obligation, record),
    ]
    status, sentence, history = obligation.status, 0, list(obligation.history)
    for change in sorted((_limited(c, obligation) for c in changes), key=lambda c: c.start):
        told_again = change.effect == status and change.sentence == sentence
        if not told_again and (status in _FINAL or change.effect == status):
            continue
        status, sentence = change.effect, change.sentence
        history.extend(e for e in change.entries if e not in history)
    return replace(obligation, status=status, history=tuple(history))


def _limited(change: _Change, obligation: Obligation) -> _Change:
    """One step does not satisfy a demand for lasting or thorough ones."""
    more = signs().lasting | signs().thorough
    if change.effect != "met" or not more & set(obligation.qualities):
        return change
    entries = tuple(replace(e, effect="begun") for e in change.entries)
    return replace(change, effect="begun", entries=entries)


def _told(effect: Status, event: Event) -> tuple[Entry, ...]:
    """The event, and the statement that reports it where it is somebody's claim."""
    entry = Entry(effect, event=event.id)
    return (entry,) if event.said_in is None else (entry, Entry(effect, statement=event.said_in))


# Refusals


def _refusals(obligation: Obligation, record: Record) -> Iterator[_Change]:
    """An offer or a demand that the other side turns down, before or after it in the text."""
    if obligation.kind not in {"offer", "demand"}:
        return
    about = matter(obligation.act.text, record)
    enough = 1 if obligation.kind == "offer" else min(_TELLING, max(len(about), 1))
    for event in record.events:
        if event.type != "REJECT" or event.factuality != "actual":
            continue
        sentence = stems(_sentence_text(record, event.sentence))
        fits = _refuses(event.source, event.target, obligation, record)
        named = fits and len(about & sentence) >= enough
        if named or _points_back(event, obligation, record):
            yield _Change("refused", event.trigger.start, event.sentence, _told("refused", event))
    for other in record.obligations:
        if other.kind != "refusal" or other.said_in is None or not other.demander:
            continue
        fits = _refuses(other.bearer, other.demander, obligation, record)
        if fits and len(about & stems(other.act.text)) >= enough:
            entry = Entry("refused", statement=other.said_in)
            yield _Change("refused", other.act.start, other.sentence, (entry,))
    yield from _declined(obligation, record)


def _declined(obligation: Obligation, record: Record) -> Iterator[_Change]:
    """ "Offered to hold talks, but Chile declined": the answer in the obligation's own sentence."""
    start, end = record.sentences[obligation.sentence - 1]
    after = max(obligation.act.end, start)
    match = _declining().search(record.article.text, after, max(after, end))
    if match is None:
        return
    who = _doer(match.start("who"), match.end("who"), record)
    answers = obligation.demander if obligation.kind == "offer" else obligation.bearer
    wants = obligation.bearer if obligation.kind == "offer" else obligation.demander
    if who is None or who in wants:
        return
    if answers and not same_side((who,), answers, record):
        return
    place = Span(match.start("no"), match.end("no"), match["no"])
    entries = _vouchers("refused", place, obligation.sentence, record)
    if not entries and obligation.said_in is not None:
        entries = (Entry("refused", statement=obligation.said_in),)  # who tells of the offer
    if entries:
        yield _Change("refused", place.start, obligation.sentence, entries)


@cache
def _declining() -> re.Pattern[str]:
    answers = "|".join(signs().declined)
    return re.compile(
        rf"\b(?:but|yet)\s(?P<who>[^.,;]{{1,60}}?)\s(?:has |have |had )?(?P<no>{answers})"
        r"(?=\s*(?:[.,;!?”\"’]|$))",
        re.IGNORECASE,
    )


def _points_back(event: Event, obligation: Obligation, record: Record) -> bool:
    """Whether what was turned down is just "the offer" of which the text has told before."""
    _, end = record.sentences[event.sentence - 1]
    if not _BARE[obligation.kind].search(record.article.text[event.trigger.start : end]):
        return False
    earlier = [
        o
        for o in record.obligations
        if o.kind == obligation.kind and o.act.start < event.trigger.start and o.bearer
    ]
    if not earlier or max(earlier, key=lambda o: o.act.start) is not obligation:
        return False
    offer = obligation.kind == "offer"
    wants, answers = obligation.bearer, obligation.demander
    if not offer:
        wants, answers = answers, wants
    if not event.source or same_side(event.source, wants, record):
        return False
    if event.sentence - obligation.sentence > _BACK or not wants:
        return False
    if event.target and not same_side(event.target, wants, record):
        return False
    return same_side(event.source, answers or _mentioned(obligation.sentence, record), record)


def _mentioned(sentence: int, record: Record) -> tuple[str, ...]:
    """The actors that a sentence names."""
    start, end = record.sentences[sentence - 1]
    return tuple(a.id for a in record.actors if any(start <= m[0] < end for m in a.mentions))


def _refuses(
    source: tuple[str, ...], target: tuple[str, ...], obligation: Obligation, record: Record
) -> bool:
    """Whether `source` is the side that can turn this down, and `target` the side that wants it."""
    offer = obligation.kind == "offer"
    wants, answers = obligation.bearer, obligation.demander
    if not offer:
        wants, answers = answers, wants
    if not source or not wants or same_side(source, wants, record):
        return False
    if answers and not same_side(source, answers, record):
        return False
    if not answers and not target:
        return False
    return not target or same_side(target, wants, record)


# Steps


def _steps(record: Record) -> Iterator[_Step]:
    for number, (start, end) in enumerate(record.sentences, start=1):
        text = record.article.text[start:end]
        for effect, patterns in signs().patterns.items():
            for match in (m for p in patterns for m in p.finditer(text)):
                if _denied(text[: match.start()]):
                    continue
                place = Span(start + match.start(), start + match.end(), match.group())
                entries = _vouchers(effect, place, number, record)
                if entries:
                    yield _Step(
                        change=_Change(effect, place.start, number, entries),
                        actor=_doer(start, place.start, record),
                        words=frozenset(stems(text[match.start() :])),
                        named=not stems(match.group()),
                    )


def _denied(before: str) -> bool:
    near = re.findall(r"n['’]t\b|[\w’']+", before.lower())[-_DENIAL_REACH:]
    return any(w in signs().denials for w in near)


def _doer(start: int, end: int, record: Record) -> str | None:
    """The actor mentioned last before a sign in its sentence."""
    named = [
        (m[1], a.id) for a in record.actors for m in a.mentions if start <= m[0] and m[1] <= end
    ]
    return max(named)[1] if named else None


def _vouchers(effect: Status, place: Span, sentence: int, record: Record) -> tuple[Entry, ...]:
    """The event at a sign with its statement, else the innermost statement round it, else none."""
    for event in record.events:
        if (
            event.factuality == "actual"
            and event.sentence == sentence
            and _meet(event.trigger, place)
        ):
            return _told(effect, event)
    around = [s for s in record.statements if _covers(s, place)]
    if not around:
        return ()
    inner = min(around, key=lambda s: s.content.end - s.content.start)
    return (Entry(effect, statement=inner.id),)


def _covers(statement: Statement, place: Span) -> bool:
    return statement.content.start <= place.start and place.end <= statement.content.end


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _moves(step: _Step, obligation: Obligation, record: Record) -> bool:
    if obligation.kind not in _KINDS_WITH_STEPS or step.change.sentence <= obligation.sentence:
        return False
    if step.actor is None or not same_side((step.actor,), obligation.bearer, record):
        return False
    if step.named:
        return bool(step.words & _cause(obligation, record))
    own = matter(obligation.act.text, record)
    return len(step.words & own) >= min(_TELLING, max(len(own), 1))


def _cause(obligation: Obligation, record: Record) -> set[str]:
    """What the obligation is about; demands of one party on another explain each other."""
    found: set[str] = set()
    for other in record.obligations:
        same = other is obligation or (
            other.kind == obligation.kind
            and same_side(other.bearer, obligation.bearer, record)
            and same_side(other.demander, obligation.demander, record)
        )
        if same:
            found |= matter(other.act.text, record)
    return found


# The act itself


def _done(obligation: Obligation, record: Record) -> Iterator[_Change]:
    """A later event in which the bearer does just what was owed: "Iran released the sailors"."""
    if obligation.kind == "refusal" or re.match(r"(?:not|never|n['’]t)\b", obligation.act.text):
        return
    first, *rest = words(obligation.act.text) or [""]
    about = {stem(w) for w in rest} - signs().empty
    enough = min(_TELLING, len(about))
    for event in record.events:
        if event.factuality != "actual" or event.sentence <= obligation.sentence or not about:
            continue
        if _is_habit(event, record) or _is_pointed_out(event, record):
            continue
        if _is_long_past(event, obligation, record):
            continue
        same_deed = first and stem(first) == stem((words(event.trigger.text) or [""])[0])
        if not same_deed or _denied(_sentence_text(record, event.sentence, event.trigger.start)):
            continue
        told = {stem(w) for w in words(_sentence_text(record, event.sentence))}
        doer = same_side(event.source, obligation.bearer, record)
        if doer and len(about & told) >= enough:
            yield _Change("met", event.trigger.start, event.sentence, _told("met", event))


def _is_habit(event: Event, record: Record) -> bool:
    """ "Frequently meets", "meets every week": not in answer to anything."""
    start, end = record.sentences[event.sentence - 1]
    text, habits = record.article.text, signs().habits
    before = words(text[start : event.trigger.start])[-_HABIT_REACH:]
    after = words(re.split("[,;:]", text[event.trigger.end : end])[0])
    times = cues().words["times"]
    every = any(first == "every" and second in times for first, second in pairwise(after))
    return every or bool(habits.intersection(before + after))


def _is_pointed_out(event: Event, record: Record) -> bool:
    before = _sentence_text(record, event.sentence, event.trigger.start)
    return _POINTED_OUT.search(before) is not None


def _is_long_past(event: Event, obligation: Obligation, record: Record) -> bool:
    """Whether the deed is told as background: long before its article, unless all of it was."""
    done, told = _last_day(event), record.article.published
    if done is None or told is None or done >= date.fromisoformat(told[:10]) - _PAST:
        return False
    beside = (_last_day(e) for e in record.events if e.sentence == obligation.sentence)
    return not any(day is not None and day <= done for day in beside)


def _last_day(event: Event) -> date | None:
    if event.date is None or event.date.end is None:
        return None
    return date.fromisoformat(event.date.end[:10])


def _sentence_text(record: Record, number: int, stop: int | None = None) -> str:
    """The text of a sentence, up to the character `stop` where that is given."""
    start, end = record.sentences[number - 1]
    return record.article.text[start : end if stop is None else max(start, stop)]
