"""What the model's own idea of the parties adds to what the parse gives.

The parse finds who does what at each trigger; the model tags, without a trigger, who acts and who
is acted on in the sentence. Where the two agree on the source, the tagged target completes a
candidate; where the parse has found nobody, the tagged parties stand at the word between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from onus.coding.event_forces import is_force
from onus.coding.event_model import Candidate
from onus.coding.event_parties import NOMINAL, CanAct, is_actor, is_passive, is_where, subject_of
from onus.coding.obligation_clauses import cases, children, noun_phrase, relation
from onus.coding.triggers import Match
from onus.language.annotation import role_spans

# How sure the model must be of a party.
_SURE = 0.5


def completed(
    doc: Doc, candidates: Sequence[Candidate], matches: Mapping[int, Match], can_act: CanAct
) -> list[Candidate]:
    """The candidates with the parties that the model tags, in reading order."""
    tagged: dict[int, list[tuple[str, Span]]] = {}
    for role in role_spans(doc):
        if role.probability >= _SURE and role.span.root.pos_ in NOMINAL | {"ADJ"}:
            tagged.setdefault(role.span.sent.start, []).append((role.role, role.span))
    found = list(candidates)
    for parties in tagged.values():
        sources = [span for role, span in parties if role in {"source", "either"}]
        targets = [span for role, span in parties if role in {"target", "either"}]
        if not sources or not targets:
            continue
        source = sources[0]
        target = next((t for t in targets if t.start != source.start), None)
        if target is not None:
            found = _with(found, _party(source, can_act), _party(target, can_act), matches, can_act)
    return sorted(found, key=lambda c: c.trigger.i)


def _with(
    found: list[Candidate],
    source: Span,
    target: Span,
    matches: Mapping[int, Match],
    can_act: CanAct,
) -> list[Candidate]:
    """The candidates of a document, one sentence's tagged pair worked in."""
    sentence = source.sent
    here = [c for c in found if sentence.start <= c.trigger.i < sentence.end]
    at_source = [c for c in here if meet(c.source, source)]
    if any(meet(c.target, target) for c in at_source):
        return found
    if not can_act(target):
        at_source = [c for c in at_source if c.entry is not None and not c.entry.weak]
    at_source = [c for c in at_source if not _is_set_in(c, target)]
    if at_source:
        open_ended = [c for c in at_source if c.target is None or not can_act(c.target)]
        best = _likeliest(open_ended or at_source, source)
        if not open_ended and target.root.head in best.trigger_span[1:]:
            return found  # "added X to its list of Y"
        kept = [c for c in found if not (open_ended and c is best)]
        return [*kept, replace(best, target=target)]
    at_target = [c for c in here if c.source is None and meet(c.target, target)]
    if at_target:
        best = _likeliest(at_target, target)
        if _only_tells(source.root, best):
            return found
        return [*(c for c in found if c is not best), replace(best, source=source)]
    return [*found, *_between(source, target, matches, can_act)]


def _is_set_in(candidate: Candidate, target: Span) -> bool:
    """Whether a tagged target is only the place of an act: "rallied in Lagos"."""
    entry = candidate.entry
    return entry is not None and is_where(target.root, candidate.trigger, entry.type, entry.mode)


def _only_tells(party: Token, candidate: Candidate) -> bool:
    """Whether a party is only who tells of an act: "*the envoy* said two men had been shot".

    Police who tell of an arrest have made it.
    """
    entry, trigger = candidate.entry, candidate.trigger
    if entry is not None and entry.type == "COERCE" and is_force(party):
        return False
    if "according" in cases(party):
        return True
    above = {trigger.i: trigger} | {t.i: t for t in trigger.ancestors}
    meeting = next((t for t in (party, *party.ancestors) if t.i in above), None)
    if meeting is None:
        return False
    down = (trigger, *trigger.ancestors), (party, *party.ancestors)
    return any(
        relation(word) in _TOLD for path in down for word in takewhile(lambda t: t != meeting, path)
    )


# Relations that lead from a report to what is told, and the other way round.
_TOLD = frozenset({"ccomp", "parataxis"})


def _between(
    source: Span, target: Span, matches: Mapping[int, Match], can_act: CanAct
) -> Iterator[Candidate]:
    """A candidate for tagged parties whom the parse has at no trigger."""
    word = _word_of(source, matches)
    if word is None:
        return
    if not is_actor(source.root, can_act):
        return
    match = matches.get(word.i)
    entry = match.entry if match is not None else None
    if can_act(target) or (entry is not None and not entry.weak):
        yield Candidate(source, target, word, word.doc[word.i : word.i + 1], entry, None)


def _likeliest(candidates: Sequence[Candidate], party: Span) -> Candidate:
    """The candidate whose word is surest and nearest to the party."""
    return min(
        candidates,
        key=lambda c: (c.entry is None or c.entry.weak, abs(c.trigger.i - party.root.i)),
    )


def _word_of(source: Span, matches: Mapping[int, Match]) -> Token | None:
    """The predicate of the tagged source: its verb, or the eventive noun that the verb carries."""
    verb = source.root.head
    for _ in range(3):
        if verb.pos_ == "VERB" or verb.head == verb:
            break
        verb = verb.head
    if verb.pos_ != "VERB" or not (subject_of(verb) is not None or relation(source.root) == "obl"):
        return None
    if is_passive(verb) and relation(source.root) == "nsubj":
        return None  # who is killed does not kill
    if verb.i in matches:
        return verb
    nouns = [c for c in children(verb, "obj", "obl", "nsubj:pass") if c.i in matches]
    return nouns[0] if nouns else verb


def _party(span: Span, can_act: CanAct) -> Span:
    """The noun phrase of a tagged span, without a clause that the tag ran into.

    Of "the American media" it is the media, where the tag holds the nationality alone.
    """
    root = span.root
    if root.pos_ == "ADJ" and relation(root) == "amod" and is_actor(root.head, can_act):
        return noun_phrase(root.head)
    phrase = noun_phrase(root)
    return phrase if phrase.start < span.end and span.start < phrase.end else span


def meet(one: Span | None, other: Span | None) -> bool:
    """Whether two parties share a word."""
    return one is not None and other is not None and one.start < other.end and other.start < one.end
