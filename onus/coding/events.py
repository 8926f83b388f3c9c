"""Who did what to whom: political events in an annotated article, coded by PLOVER.

Coding takes two steps, so that the language model answers all questions of an article at once:
`propose` reads candidates off the parse with the trigger lexicon, `pairs` turns them into questions
for the pair coder, and `decide` weighs lexicon and answers into `CodedEvent`s. Without answers (a
pipeline without a pair coder) the lexicon decides alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from onus.coding.event_parties import (
    CanAct,
    agents,
    in_clause,
    is_passive,
    light_verb,
    party,
    patients,
)
from onus.coding.factuality import factuality, of_governor
from onus.coding.obligation_clauses import children, lemma, noun_phrase, parties, relation
from onus.coding.ontology import YIELD, cameo_of, contexts_of, merged, mode_of, ontology
from onus.coding.triggers import Entry, Match, find, lexicon
from onus.language.annotation import Pair, PairCode, predicates
from onus.record import Factuality

NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be an event: parties, the word that stands for it, and what the lexicon says of it.

    `entry` is None for a predicate that the lexicon does not know. `happened` is the model's score.
    """

    source: Span | None
    target: Span | None
    trigger: Token
    trigger_span: Span
    entry: Entry | None
    happened: float | None


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event with its PLOVER code; spans are of the annotated `Doc`, parties not yet resolved.

    `source` or `target` is None when the text does not say; a target may be a thing ("the ruling").
    """

    source: Span | None
    target: Span | None
    trigger: Token
    trigger_span: Span
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    quad: int
    factuality: Factuality
    confidence: float


def propose(doc: Doc, can_act: CanAct) -> list[Candidate]:
    """Candidates of the article in reading order.

    `can_act` says whether a noun phrase can name an actor; it knows names and roles, which the
    parse does not.
    """
    known = {p.token.i: p for p in predicates(doc)}
    matches = {t.i: m for t in doc if (m := find(t)) is not None}
    consumed = {w.i for m in matches.values() for w in m.words if m.head.i != w.i}
    found: list[Candidate] = []
    for token in doc:
        predicate = known.get(token.i)
        happened = predicate.happened if predicate is not None else None
        match = matches.get(token.i)
        if match is not None:
            if token.i not in consumed and not _swallowed(token, matches):
                candidate = _candidate(match, happened, can_act)
                if candidate is not None:
                    found.append(candidate)
        elif predicate is not None and token.pos_ == "VERB":
            candidate = _unknown(token, happened, can_act)
            if candidate is not None:
                found.append(candidate)
    return found


def pairs(candidates: Sequence[Candidate]) -> list[Pair]:
    """The questions to the pair coder: one for each candidate with a source, in their order."""
    return [
        Pair(c.source, c.target, c.trigger, c.entry.type if c.entry is not None else None)
        for c in candidates
        if c.source is not None
    ]


def decide(
    doc: Doc, candidates: Sequence[Candidate], codes: Sequence[PairCode] = ()
) -> list[CodedEvent]:
    """The events among the candidates, in reading order.

    `codes` are the coder's answers to `pairs(candidates)`, or empty when there is no coder.
    """
    answers = iter(codes)
    events: list[CodedEvent] = []
    for candidate in candidates:
        code = next(answers, None) if candidate.source is not None else None
        event = _decided(candidate, code)
        if event is not None:
            events.append(event)
    return _distinct(events)


def _candidate(match: Match, happened: float | None, can_act: CanAct) -> Candidate | None:
    """The candidate of a lexicon match, or None when its parties do not make an event."""
    entry = match.entry
    if _is_title(match) or _tells_only(match):
        return None
    source = _source(match, can_act)
    target = _target(match, source, can_act)
    if source is not None and target is None and ontology().types[entry.type].symmetric:
        source, target = _each_other(source)
    if entry.weak or entry.party:
        if source is None or target is None or not can_act(target):
            return None
    elif (source is None and (target is None or not _speaks_alone(match))) or (
        target is None and entry.part == "noun" and entry.type not in _CROWDLIKE
    ):
        return None
    return Candidate(source, target, match.head, _trigger_span(match), entry, happened)


def _is_title(match: Match) -> bool:
    """Whether the noun is the last word of a name: the "Summit" of "Lake Regions Summit"."""
    head = match.head
    return head.pos_ == "PROPN" and any(
        c.pos_ == "PROPN" and c.i == head.i - 1 for c in children(head, "compound", "flat")
    )


# What these types do can be done by words: "demanded that", "warned that", "denied that".
_BY_WORDS = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONSULT"})


def _tells_only(match: Match) -> bool:
    """Whether the verb only opens a report: "agreed that the war was lost", "reinstated that".

    "Agreed that they would meet" is an agreement: its clause lies ahead.
    """
    if match.entry.part != "verb" or match.entry.type in _BY_WORDS:
        return False
    for clause in children(match.head, "ccomp"):
        if any(c.lower_ == "that" for c in children(clause, "mark")):
            ahead = any(c.lower_ in _AHEAD for c in children(clause, "aux"))
            return not (match.entry.type == "AGREE" and ahead)
    return False


# Nouns of these types make an event with a source alone: "the protest by teachers".
_CROWDLIKE = frozenset({"PROTEST", "ASSAULT", "CONSULT", "MOBILIZE"})
# Events of these types are worth keeping when nobody says who did it.
_UNNAMED = frozenset({"ASSAULT", "COERCE", "RETREAT", "SANCTION", "ACCUSE", "CONCEDE"})


def _speaks_alone(match: Match) -> bool:
    """Whether a match without a source is still an event: "a man was arrested", "attack on X"."""
    if match.entry.type not in _UNNAMED:
        return False
    if match.entry.part == "noun":
        return match.entry.type == "ASSAULT"
    return is_passive(match.head) and match.head.dep_ != "amod"


def _source(match: Match, can_act: CanAct) -> Span | None:
    for nominal in agents(match):
        found = party(nominal, can_act, ("by", "of", "from"))
        if found is not None:
            return found
        if match.entry.type == "ASSAULT" and lemma(nominal) in lexicon().instruments:
            return noun_phrase(nominal)
    return None


def _target(match: Match, source: Span | None, can_act: CanAct) -> Span | None:
    taken = [source] if source is not None else []
    things: list[Token] = []
    for nominal in patients(match):
        found = party(nominal, can_act)
        if found is None:
            things.append(nominal)
        elif not any(_meet(found, other) for other in taken):
            return found
    if match.entry.clause or match.words or things:
        found = in_clause(match.head, can_act, taken)
        if found is not None:
            return found
    thing = next((t for t in things if _is_thing(t)), None)
    if thing is not None and ontology().types[match.entry.type].things:
        return noun_phrase(thing)
    return None


def _is_thing(nominal: Token) -> bool:
    """Whether the nominal can be what an act is aimed at: no pronoun, number or time."""
    if nominal.lower_ in lexicon().times:
        return False
    return nominal.pos_ in {"NOUN", "PROPN"} and relation(nominal) != "obl"


def _each_other(source: Span) -> tuple[Span, Span | None]:
    """A coordinated party of a mutual act, taken apart: "India and Pakistan" held talks."""
    each = parties(source)
    if len(each) < 2:
        return source, None
    return each[0], source.doc[each[1].start : each[-1].end]


def _unknown(verb: Token, happened: float | None, can_act: CanAct) -> Candidate | None:
    """The candidate of a verb that the lexicon does not know, when two actors stand at it."""
    entry = Entry("verb", lemma(verb), (), "COERCE", weak=True)
    match = Match(entry, verb)
    source = _source(match, can_act)
    if source is None:
        return None
    target = next(
        (
            found
            for nominal in patients(match)
            if (found := party(nominal, can_act)) is not None and not _meet(found, source)
        ),
        None,
    )
    if target is None:
        return None
    return Candidate(source, target, verb, verb.doc[verb.i : verb.i + 1], None, happened)


def _swallowed(token: Token, matches: dict[int, Match]) -> bool:
    """Whether the word only says what another trigger is about: "release" in "agreed to release"."""  # noqa: E501
    above = token
    for _ in range(3):
        kind = relation(above)
        if kind == "conj":
            above = above.head
            continue
        match = matches.get(above.head.i)
        if above.head == above:
            return False
        if match is not None and match.head.i != token.i:  # noqa: SIM102
            if match.entry.clause and kind in {"xcomp", "ccomp", "acl"}:
                return match.entry.type in {"AGREE", "REJECT", "THREATEN"}
        if kind != "xcomp":
            return False
        above = above.head
    return False


def _trigger_span(match: Match) -> Span:
    """The words of the trigger from first to last, the light verb of a noun included."""
    positions = [match.head.i, *(w.i for w in match.words)]
    if match.entry.part == "noun":
        verb = light_verb(match.head)
        if verb is not None and abs(verb.i - match.head.i) <= 6:
            positions.append(verb.i)
    start, end = min(positions), max(positions)
    if end - start > 8:
        start = end = match.head.i
    return match.head.doc[start : end + 1]


def _decided(candidate: Candidate, code: PairCode | None) -> CodedEvent | None:
    """The event of a candidate, or None when lexicon and coder make none of it."""
    if candidate.entry is not None:
        type_name, confidence = candidate.entry.type, _weighed(candidate.entry, code)
    elif code is not None and code.best != NONE and code.probabilities[code.best] >= _UNKNOWN:
        type_name, confidence = code.best, code.probabilities[code.best]
    else:
        return None
    if type_name == YIELD:
        # A verb outside the lexicon names no demand that is conceded.
        type_name = "RETREAT"
    real = factuality(candidate.trigger, candidate.happened)
    type_name, real = _committed(candidate, type_name, real)
    return _coded(candidate, type_name, real, confidence)


def coded_as(candidate: Candidate, code: PairCode, confidence: float) -> CodedEvent:
    """The event of a candidate that is known to act, by the coder's likeliest type but NONE."""
    acting = {name: value for name, value in code.probabilities.items() if name != NONE}
    type_name = max(acting, key=lambda name: acting[name])
    if type_name == YIELD:
        type_name = "RETREAT"
    real = factuality(candidate.trigger, candidate.happened)
    return _coded(candidate, type_name, real, confidence)


# A verb outside the lexicon is an event where the coder is as sure as this.
_UNKNOWN = 0.95
# What the lexicon alone is taken to be worth; weak entries less.
_LEXICON = 0.75
_WEAK = 0.5
# The coder agrees with the lexicon when it gives the lexicon's type this much.
_AGREED_AT_LEAST = 0.25


def _weighed(entry: Entry, code: PairCode | None) -> float:
    """Confidence in the lexicon's type: the entry's own worth, moved by the coder's answer."""
    own = _WEAK if entry.weak else _LEXICON
    if code is None:
        return own
    agreed = code.probabilities.get(merged(entry.type), 0.0)
    if agreed >= _AGREED_AT_LEAST or code.best == merged(entry.type):
        return 1 - (1 - own) * (1 - agreed)
    return own * (1 - code.probabilities[code.best] / 2)


def _committed(candidate: Candidate, type_name: str, real: Factuality) -> tuple[str, Factuality]:
    """What a statement about the future makes of an act, by PLOVER's rules.

    "Will visit" is AGREE and "will attack" THREATEN, both not yet done; "will not release" is
    REJECT, and refusing is done. "Agreed to meet" is AGREE with the meeting still planned.
    """
    if type_name == "AGREE" and real == "actual":
        return type_name, of_governor(candidate.trigger) or real
    kind = ontology().types.get(type_name)
    if kind is None or candidate.source is None or candidate.trigger.pos_ != "VERB":
        return type_name, real
    future = kind.future
    ahead = any(c.lower_ in _FUTURE for c in children(candidate.trigger, "aux"))
    if future is None or is_passive(candidate.trigger):
        return type_name, real
    if real == "planned":
        return future, real
    if real == "denied" and ahead and future == "AGREE":
        return "REJECT", "actual"
    return type_name, real


_FUTURE = frozenset({"will", "wo", "would", "shall"})
_AHEAD = _FUTURE | {"should", "must", "'ll", "’ll"}


def _coded(candidate: Candidate, type_name: str, real: Factuality, confidence: float) -> CodedEvent:
    entry = candidate.entry
    words = [lemma(t) for t in _words_of(candidate)]
    kept = entry is not None and entry.type == type_name
    mode = (entry.mode if entry is not None and kept else None) or mode_of(type_name, words)
    contexts = contexts_of(candidate.trigger.sent.text)
    cameo = entry.cameo if entry is not None and kept else None
    return CodedEvent(
        source=candidate.source,
        target=candidate.target,
        trigger=candidate.trigger,
        trigger_span=candidate.trigger_span,
        type=type_name,
        mode=mode,
        contexts=contexts,
        cameo=cameo or cameo_of(type_name, mode, contexts),
        quad=ontology().types[type_name].quad,
        factuality=real,
        confidence=round(confidence, 3),
    )


def _words_of(candidate: Candidate) -> Iterator[Token]:
    """The words that speak for a mode: the trigger's, then those below it, nearest first."""
    yield from candidate.trigger_span
    inside = set(candidate.trigger_span)
    below = [t for t in candidate.trigger.subtree if t not in inside and t.i > candidate.trigger.i]
    yield from below[:12]


def _distinct(events: Sequence[CodedEvent]) -> list[CodedEvent]:
    """Each event once: of several with the same type and parties in a sentence, the surest."""
    best: dict[tuple[object, ...], CodedEvent] = {}
    for event in events:
        key = (event.trigger.sent.start, event.type, _place(event.source), _place(event.target))
        if key not in best or event.confidence > best[key].confidence:
            best[key] = event
    return [e for e in events if any(e is kept for kept in best.values())]


def _place(span: Span | None) -> int | None:
    return None if span is None else span.root.i


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
