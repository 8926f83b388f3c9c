"""Who did what to whom: political events in an annotated article, coded by PLOVER.

Coding takes two steps, so that the language model answers all questions of an article at once:
`propose` reads candidates off the parse with the trigger lexicon, `pairs` turns them into questions
for the pair coder, and `decide` weighs lexicon and answers into `CodedEvent`s. Without answers (a
pipeline without a pair coder) the lexicon decides alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from onus.coding.event_codes import NONE, decided
from onus.coding.event_demands import demands
from onus.coding.event_doubts import lowered, weighed
from onus.coding.event_forces import force_before, is_force, trigger
from onus.coding.event_model import Candidate, CodedEvent
from onus.coding.event_parties import (
    CanAct,
    agents,
    is_crowd,
    is_passive,
    is_place,
    is_violent,
    light_verb,
    obliques,
    party,
    subject_of,
)
from onus.coding.event_roles import completed
from onus.coding.event_targets import patients
from onus.coding.event_targets import target as target_of
from onus.coding.obligation_clauses import children, lemma, noun_phrase, relation
from onus.coding.ontology import merged
from onus.coding.triggers import Entry, Match, lexicon
from onus.language.annotation import Pair, PairCode, predicates


def propose(doc: Doc, can_act: CanAct) -> list[Candidate]:
    """Candidates of the article in reading order.

    `can_act` says whether a noun phrase can name an actor; it knows names and roles, which the
    parse does not.
    """
    known = {p.token.i: p for p in predicates(doc)}
    matches = {
        t.i: m
        for t in doc
        if (m := trigger(t)) is not None and not _is_title(m) and not _tells_only(m)
    }
    consumed = {w.i for m in matches.values() for w in m.words if m.head.i != w.i}
    found: list[Candidate] = []
    for token in doc:
        predicate = known.get(token.i)
        happened = predicate.happened if predicate is not None else None
        match = matches.get(token.i)
        if match is not None:
            if token.i not in consumed and not _swallowed(token, matches):
                candidate = _candidate(match, happened, matches, can_act)
                if candidate is not None:
                    found.append(candidate)
        elif predicate is not None and token.pos_ == "VERB":
            candidate = _unknown(token, happened, can_act)
            if candidate is not None:
                found.append(candidate)
    found += demands(doc, can_act)
    whole = completed(doc, sorted(found, key=lambda c: c.trigger.i), matches, can_act)
    return [
        replace(c, acts=c.target is not None and can_act(c.target))
        for c in whole
        if not _is_to_nobody(c)
    ]


# Verbs of these types say something only with the one whom it is done to or for.
_DIRECTED = frozenset({"REQUEST", "AID", "SUPPORT"})


def _is_to_nobody(candidate: Candidate) -> bool:
    """Whether it is asked, given or applauded, but nothing says of whom or what: "he asked"."""
    entry = candidate.entry
    if entry is None or entry.part != "verb" or entry.type not in _DIRECTED:
        return False
    called_for = entry.type == "REQUEST" and entry.preposition == "for"
    return candidate.target is None and not called_for  # "called for restraint"


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
    asked = [(c, next(answers, None) if c.source is not None else None) for c in candidates]
    lines = {c.trigger.i: _in_line(c.trigger) for c in candidates}
    found: list[CodedEvent] = []
    for candidate, code in asked:
        if _outdone(candidate, code, asked):
            continue
        beside = _beside(candidate, candidates, lines)
        event = decided(candidate, code, beside)
        found += weighed(candidate, event) if event is not None else ()
        read = decided(candidate, code) if beside else event
        if read is not None and read != event:
            found.append(lowered(read))  # the coder's, who has read the word beside
    return _distinct([event for event in found if not _is_told_better(event, found)])


def _is_told_better(event: CodedEvent, others: Sequence[CodedEvent]) -> bool:
    """Whether the same word is as sure of a target that this event lacks, or has in its phrase."""
    return any(
        other.trigger.i == event.trigger.i
        and other.target is not None
        and (event.target is None or event.target.root.is_ancestor(other.target.root))
        and _place(other.source) == _place(event.source)
        and other.confidence >= event.confidence
        for other in others
    )


def _beside(
    candidate: Candidate, candidates: Sequence[Candidate], lines: Mapping[int, int | None]
) -> frozenset[str]:
    """The types, as the coder has them, of the verbs that stand in line with this one.

    `lines` has for each trigger what `_in_line` says.
    """
    own = lines[candidate.trigger.i]
    if own is None:
        return frozenset()
    return frozenset(
        merged(other.entry.type)
        for other in candidates
        if other.entry is not None
        and lines[other.trigger.i] == own
        and other.trigger.i != candidate.trigger.i
    )


def _in_line(verb: Token) -> int | None:
    """The first of the verbs that are coordinated with this one, itself perhaps."""
    while relation(verb) in {"conj", "parataxis"} and verb.head.pos_ == "VERB":
        verb = verb.head
    return verb.i if verb.pos_ == "VERB" else None


# By how much less the coder must doubt one of two targets.
_OUTDOES = 0.1


def _outdone(
    candidate: Candidate,
    code: PairCode | None,
    asked: Sequence[tuple[Candidate, PairCode | None]],
) -> bool:
    """Whether parse and model disagree about whom it is done to, and the coder is for the other."""
    if code is None:
        return False
    own = code.probabilities.get(NONE, 0.0)
    return any(
        other is not candidate
        and answer is not None
        and other.trigger.i == candidate.trigger.i
        and other.source is not None
        and candidate.source is not None
        and other.source.start == candidate.source.start
        and answer.probabilities.get(NONE, 0.0) + _OUTDOES < own
        for other, answer in asked
    )


def _candidate(
    match: Match, happened: float | None, matches: Mapping[int, Match], can_act: CanAct
) -> Candidate | None:
    """The candidate of a lexicon match, or None when its parties do not make an event."""
    entry = match.entry
    source = _source(match, can_act)
    source, target = target_of(match, source, matches, can_act)
    if entry.party and (target is None or not can_act(target)):
        return None
    if entry.weak:
        if source is None or target is None or not can_act(target):
            return None
    elif _is_figure(match, target, can_act):
        return None
    elif source is None and target is None:
        return _unnamed(match, happened)
    elif not _is_whole(match, source, target):
        return None
    return Candidate(source, target, match.head, _trigger_span(match), entry, happened)


def _is_figure(match: Match, target: Span | None, can_act: CanAct) -> bool:
    """Whether violence is done to what cannot be hurt, or help given to nobody at all."""
    head = match.head
    if target is None and match.entry.type == "COOPERATE":
        return True
    if head.pos_ != "VERB" or lemma(head) not in lexicon().figurative:
        return False
    return bool(children(head, "obj")) and (target is None or not can_act(target))


def _unnamed(match: Match, happened: float | None) -> Candidate | None:
    """An attack of which the text says only where it was ("the Mumbai attacks"), or an act that
    is one though nobody is named: "a curfew was imposed"."""
    head = match.head
    if match.entry.alone and (match.entry.part == "noun" or _is_undergone(match)):
        return Candidate(None, None, head, _trigger_span(match), match.entry, happened)
    if match.entry.type != "ASSAULT" or match.entry.part != "noun":
        return None
    named = [c for c in children(head, "compound", "nmod") if c.i < head.i and is_place(c)]
    at = obliques(head, ("in", "at", "near", "on"))
    if not named and not any(c.ent_type_ == "LOC" for c in at):
        return None
    return Candidate(None, None, head, _trigger_span(match), match.entry, happened)


def _is_undergone(match: Match) -> bool:
    """Whether a verb's subject is what it is done to: "shots were fired", "a bomb exploded"."""
    return is_passive(match.head) or any(w in children(match.head, "nsubj") for w in match.words)


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
        that = clause.doc[match.head.i + 1].lower_ == "that"
        if clause.i > match.head.i and (that or children(clause, "nsubj", "csubj")):
            ahead = any(c.lower_ in _AHEAD for c in children(clause, "aux"))
            return not (match.entry.type == "AGREE" and ahead)
    return False


_AHEAD = frozenset({"will", "wo", "would", "shall", "should", "must", "'ll", "’ll"})
# Nouns of these types make an event with a source alone: "the protest by teachers".
_CROWDLIKE = frozenset({"PROTEST", "ASSAULT", "CONSULT", "MOBILIZE"})


def _is_whole(match: Match, source: Span | None, target: Span | None) -> bool:
    """Whether the parties that were found are enough for an event of this word."""
    entry = match.entry
    if entry.forces or entry.alone:
        return source is not None or entry.alone
    if target is None and entry.part == "noun" and entry.type not in _CROWDLIKE:
        return False
    return source is not None or _speaks_alone(match)


# Events of these types are worth keeping when nobody says who did it.
_UNNAMED = frozenset({"ASSAULT", "COERCE", "RETREAT", "SANCTION", "ACCUSE", "CONCEDE"})


def _speaks_alone(match: Match) -> bool:
    """Whether a match without a source is still an event: "a man was arrested", "attack on X"."""
    if match.entry.type == "REQUEST":
        return is_passive(match.head) and any(is_force(t) for t in patients(match))
    if match.entry.type not in _UNNAMED:
        return False
    if match.entry.swap:
        return match.entry.type == "ASSAULT"
    if match.entry.part == "noun":
        return match.entry.type == "ASSAULT" or match.entry.mode == "arrest"
    return is_passive(match.head) and match.head.dep_ != "amod"


def _source(match: Match, can_act: CanAct) -> Span | None:
    deployed = is_passive(match.head) and (
        match.entry.type == "MOBILIZE" or match.entry.mode == "withdraw"
    )
    for nominal in (*force_before(match.head), *agents(match)):
        found = party(nominal, can_act, ("by", "of", "from"))
        if found is not None:
            return found
        if _acts_here(match, nominal):
            return noun_phrase(nominal)
    if deployed:
        # Where nobody says who sent them, forces "were deployed" on their own.
        subject = subject_of(match.head)
        return party(subject, can_act) if subject is not None else None
    if match.entry.type == "ASSAULT" and is_passive(match.head):
        # "killed in police firing"
        acts = [t for t in obliques(match.head, ("in", "during")) if is_violent(t)]
        makers = [party(act, can_act, ("by", "from")) for act in acts]
        gerunds = children(match.head, "obl", "advcl", "acl")
        makers += [noun_phrase(force) for act in gerunds for force in force_before(act)]
        return next((one for one in makers if one is not None), None)
    return None


def _acts_here(match: Match, nominal: Token) -> bool:
    """Whether a subject that names nobody does this all the same: a bomb kills, "dozens" march.

    An "it" may be a state; who resolves it knows.
    """
    entry = match.entry
    if entry.type == "ASSAULT" and lemma(nominal) in lexicon().instruments:
        # "Mortar fire killed two", but not "a fire killed two"
        return lemma(nominal) != "fire" or not children(nominal, "det")
    if entry.forces:
        return is_force(nominal)
    if nominal.lower_ == "it":
        by_itself = entry.part == "verb" and not entry.weak and entry.type != "ASSAULT"
        return by_itself and nominal.dep_ == "nsubj" and nominal.head.pos_ == "VERB"
    return entry.type == "PROTEST" and is_crowd(nominal)


def _unknown(verb: Token, happened: float | None, can_act: CanAct) -> Candidate | None:
    """The candidate of a verb that the lexicon does not know, when two actors stand at it.

    What a force does is one whomever it is done to, if anybody; what it only says is none.
    """
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
    if target is None and (not is_force(source.root) or children(verb, "ccomp")):
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
