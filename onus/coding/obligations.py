"""Obligations: who must act, who asks, what for, under which condition.

`find_obligations` reads one annotated article. The constructions lie in modules of their own:
demands made with a verb (`obligation_orders`), what somebody binds himself to
(`obligation_undertakings`, `obligation_commitments`), both where a noun holds them
(`obligation_nouns`), duties laid on somebody (`obligation_duties`), terms (`obligation_terms`) and
preconditions (`obligation_preconditions`). This module runs them over
the text, adds condition, consequence, deadline and qualities, splits coordinated acts and drops
what is not an obligation after all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from spacy.tokens import Doc, Span, Token

from onus.coding.obligation_acts import act_spans, before_attribution, clause, overlap
from onus.coding.obligation_announced import scheduled
from onus.coding.obligation_bargains import bargains
from onus.coding.obligation_calls import calls
from onus.coding.obligation_candidate import Draft, Owed
from onus.coding.obligation_clauses import (
    NEGATIONS,
    cases,
    children,
    lemma,
    noun_phrase,
    relation,
    stretch,
    subtree,
)
from onus.coding.obligation_commitments import commitments
from onus.coding.obligation_cues import cues
from onus.coding.obligation_doubts import binds
from onus.coding.obligation_duties import duties
from onus.coding.obligation_headlines import headlines
from onus.coding.obligation_hedged import hedged
from onus.coding.obligation_nouns import nominal_cues
from onus.coding.obligation_offers import offers
from onus.coding.obligation_orders import orders
from onus.coding.obligation_preconditions import (
    attach_neighbours,
    condition_span,
    conditional,
    conditions_of,
    consequence_of,
    is_time,
    preconditions,
)
from onus.coding.obligation_pronouns import with_stand_ins
from onus.coding.obligation_readings import readings, weighed
from onus.coding.obligation_relatives import relatives
from onus.coding.obligation_sanctions import behind_or, is_askers, otherwise, sanctions
from onus.coding.obligation_setting import (
    Setting,
    between_private_persons,
    is_contentless,
    is_cut_short,
    may_be_party,
    setting,
    standing,
)
from onus.coding.obligation_terms import terms
from onus.coding.obligation_turns import turns
from onus.coding.obligation_undertakings import attitudes, undertakings
from onus.coding.obligation_wishes import wishes

__all__ = ["Owed", "find_obligations"]

_LEISURE = 0.4  # what "must" be done in a match report binds nobody; the network knows better
_INHERITED = 0.8
_NEAR = 60  # tokens between two sentences in which the same demand goes on
_OF_DUTY = frozenset({"will", "would", "must", "should"})
_PRIVATE = 0.4
_CONTENTLESS = 0.35
_CONSTRUCTIONS = (
    orders, terms, undertakings, attitudes, nominal_cues, duties, commitments, preconditions,
    relatives, bargains, scheduled, offers, wishes, turns, hedged, calls, headlines,
)  # fmt: skip


def find_obligations(doc: Doc) -> list[Owed]:
    """The obligations of an annotated article, in text order.

    `doc` needs sentence boundaries, Universal POS tags, lemmas and a UD parse; entities and
    attributions are used where they are there. Nothing is resolved: spans are what the text says.
    """
    where = setting(doc)
    drafts = [d for token in doc for rule in _CONSTRUCTIONS for d in rule(token, where)]
    drafts = attach_neighbours(_with_bearers([d for d in drafts if binds(d, where)]))
    read_drafts = list(readings(doc, where))
    drafts += [
        *(threat for draft in drafts for threat in sanctions(draft)),
        *(threat for draft in (*drafts, *read_drafts) for threat in otherwise(draft)),
    ]
    if where.leisure:
        drafts = [replace(d, confidence=d.confidence * _LEISURE) for d in drafts]
    numbers = {s.start: n for n, s in enumerate(doc.sents, start=1)}
    ruled = list(chain.from_iterable(_finish(d, where, numbers) for d in drafts))
    read = list(chain.from_iterable(_finish(d, where, numbers) for d in read_drafts))
    found = weighed(_without_repeats(ruled), _without_repeats(read))
    kept = _without_repeats(o for o in found if o.confidence >= cues().threshold)
    return list(with_stand_ins(kept))


def _with_bearers(drafts: list[Draft]) -> list[Draft]:
    """Carry the bearer on where the same party goes on to say what it wants.

    "What X wants from Y is arrests. X is looking for lasting steps": of Y, still.
    """
    done: list[Draft] = []
    for draft in drafts:
        found = draft
        if (
            draft.kind == "demand"
            and draft.bearer is None
            and draft.demander is not None
            and not draft.whole
        ):
            source = next((d for d in reversed(done) if _goes_on(d, draft)), None)
            if source is not None:
                sure = source.confidence * _INHERITED
                found = replace(draft, bearer=source.bearer, confidence=sure)
        done.append(found)
    return done


def _goes_on(earlier: Draft, later: Draft) -> bool:
    """Whether the same party named whom it asks in one of the sentences just before."""
    if earlier.kind != "demand" or earlier.bearer is None or earlier.demander is None:
        return False
    distance = later.act.sent.start - earlier.act.sent.end
    same = later.demander is not None and lemma(earlier.demander) == lemma(later.demander)
    return same and 0 <= distance < _NEAR


def _finish(draft: Draft, where: Setting, numbers: dict[int, int]) -> Iterator[Owed]:
    act, cue = draft.act, draft.cue.root
    hanging = [] if draft.condition is not None else conditions_of(*_governors(act, draft.cue))
    condition = draft.condition or next(((k, condition_span(t)) for k, t in hanging), None)
    if condition is None and draft.kind == "threat":
        within = [t for t in subtree(act) if relation(t) == "advcl" and t != act]
        hanging = [(k, t) for t in within if (k := conditional(t)) is not None][-1:]
        condition = next(((k, condition_span(t)) for k, t in hanging), None)
    outcome = None
    if draft.consequence is None:
        outcome = consequence_of(act, cue) or (behind_or(act) if draft.kind == "demand" else None)
    left_out = (
        {t for _, t in hanging} | draft.without | (set() if draft.whole else set(draft.cue) - {act})
    )
    if relation(cue) == "aux" and act.i > cue.i and act.doc[cue.i + 1].lower_ in {"n't", "n’t"}:
        left_out.discard(cue)  # "won't allow": the denial needs its auxiliary
    if draft.kind == "refusal" and relation(cue) == "aux":
        left_out.add(cue)
        left_out |= {t for t in act.children if t.lower_ in NEGATIONS}
    if outcome is not None:
        left_out.add(outcome)
    left_out |= {t for t in subtree(act) if _is_aside(t) or _is_of_the_cue(t, act)}
    left_out |= {t for t in act.children if _is_past_time(t)}
    if draft.condition is not None:
        left_out |= set(_tops(act, draft.condition[1]))
    left_out |= {t for t in act.children if t.lower_ == "otherwise" and t.i == act.left_edge.i}
    consequence = draft.consequence
    if outcome is not None:
        consequence = clause(outcome) if outcome.sent == act.sent else outcome.sent
    if draft.span is not None:
        spans = [draft.span]
    else:
        spans = [clause(act, left_out)] if draft.whole else act_spans(act, left_out)
    confidence = draft.confidence
    if between_private_persons(draft.bearer, draft.demander):
        confidence *= _PRIVATE
    if is_contentless(act) or is_cut_short(act):
        confidence *= _CONTENTLESS
    for span in (before_attribution(s, cues().words["tellings"]) for s in spans):
        yield Owed(
            kind=draft.kind,
            cue=draft.cue,
            act=span,
            bearer=_party(draft.bearer) or _unlisted(draft.bearer),
            demander=_party(draft.demander),
            condition=condition,
            consequence=consequence,
            deadline=_deadline(act),
            qualities=_qualities(span),
            sentence=numbers[act.sent.start],
            confidence=round(confidence, 3),
            bearer_is_speaker=draft.bearer_is_speaker,
            demander_is_speaker=draft.demander_is_speaker,
        )


def _tops(act: Token, within: Span) -> Iterator[Token]:
    """The words of a span that stand highest in it, below the act."""
    places = range(within.start, within.end)
    for token in subtree(act):
        if token != act and token.i in places and token.head.i not in places:
            yield token


def _is_past_time(token: Token) -> bool:
    """ "Invited Peru to join two weeks ago": when it was asked."""
    return token.i > token.head.i and "ago" in {token.lower_, *(c.lower_ for c in token.children)}


def _is_of_the_cue(clause_head: Token, act: Token) -> bool:
    """ "Vowed to fight after Chile had proposed a tax", "while ships would wait": no part of it."""
    if relation(clause_head) != "advcl" or clause_head.head != act or clause_head.i < act.i:
        return False
    marks = {c.lower_ for c in children(clause_head, "mark")}
    helpers = {c.lower_ for c in children(clause_head, "aux")}
    if marks & {"while", "whereas"}:
        return bool(children(clause_head, "nsubj")) and bool(helpers & _OF_DUTY)
    past = clause_head.lower_ != lemma(clause_head) and clause_head.lower_.endswith("ed")
    told = (past and helpers <= {"had"}) or "had" in helpers
    if "would" in {c.lower_ for c in children(act, "aux")}:
        marks -= {"after"}  # "would pay after Chile opened its books": then
    return bool(marks & {"after", "as", "since"}) and bool(children(clause_head, "nsubj")) and told


def _is_aside(token: Token) -> bool:
    """ "Free the six, who are serving life": what stands behind the comma is no part of the act."""
    if not token.dep_.startswith("acl:relcl"):
        return False
    first = min(token.subtree, key=lambda t: t.i)
    return first.i > token.sent.start and any(t.text == "," for t in (first, first.nbor(-1)))


def _governors(act: Token, cue: Span) -> list[Token]:
    """Act, cue and the verb that a cue such as "onus" belongs to: where a condition can hang."""
    found = [act, cue.root]
    if relation(act) == "xcomp" and act.head not in found:
        found.append(act.head)
    if cue.root.pos_ in {"NOUN", "ADJ"} and relation(cue.root) in {"nsubj", "obj"}:
        found.append(cue.root.head)
    return list(dict.fromkeys(found))


def _party(head: Token | None) -> Span | None:
    if head is None or not standing(head):
        return None
    named = (c for c in children(head, "appos") if c.ent_type_ == "ORG" and c.pos_ == "PROPN")
    body = next(named, None) if head.pos_ == "NOUN" else None
    return noun_phrase(body or head)  # "a militia, the Lake Front"


def _unlisted(head: Token | None) -> Span | None:
    """Who is bound though no list has him: "the yard". That he is, is weighed elsewhere."""
    if head is None or not may_be_party(head):
        return None
    phrase = noun_phrase(head)
    certain = phrase[0].pos_ in {"DET", "PRON", "NUM"} or head.lower_ != lemma(head)
    return phrase if certain else None


def _deadline(act: Token) -> Span | None:
    """The words of a time limit: "by Friday", "within 48 hours", "before the end of the month"."""
    for child in (
        *children(act, "obl"),
        *(g for c in children(act, "obj", "xcomp") for g in children(c, "obl", "nmod")),
    ):
        if {"by", "within", "before", "until", "till"} & set(cases(child)) and is_time(child):
            return stretch(child, subtree(child))
    return None


def _qualities(act: Span) -> tuple[str, ...]:
    known = cues().qualities
    found = [
        known[w]
        for t in act
        for w in (t.lower_,)
        if w in known and t.pos_ in {"ADJ", "ADV", "VERB"}
    ]
    return tuple(dict.fromkeys(found))


def _without_repeats(found: Iterable[Owed]) -> list[Owed]:
    """One obligation for one act: the surest reading of the same words, none that is only embedded.

    In "urged X to agree to a truce" nobody has agreed: a cue inside the act, the condition or the
    consequence of another obligation is dropped unless it is a noun ("rejected X's offer") or
    stands in a relative clause.
    """
    best: list[Owed] = []
    for one in sorted(found, key=lambda o: (-o.confidence, o.act.start)):
        if not any(_alike(one, o) and overlap(one.act, o.act) > 0.5 for o in best):
            best.append(one)
    kept = [o for o in best if not any(p is not o and _embeds(p, o) for p in best)]
    return sorted(kept, key=lambda o: (o.act.start, o.act.end))


def _alike(one: Owed, other: Owed) -> bool:
    """Of one kind, or one said in two: who assures that he will not do it refuses nothing."""
    return one.kind == other.kind or {one.kind, other.kind} == {"pledge", "refusal"}


def _is_threatened(threat: Owed, demand: Owed) -> bool:
    """Whether what follows otherwise is done by who asks, and not by others of whom he warns."""
    asks = demand.demander.root if demand.demander is not None else None
    his = threat.bearer is None or is_askers(threat.bearer.root, asks)
    return threat.kind == "threat" and his


def _embeds(outer: Owed, inner: Owed) -> bool:
    cue = inner.cue.root
    if cue.pos_ in {"NOUN", "PROPN"}:
        return False
    if outer.condition is not None and outer.condition == inner.condition:
        return False  # "would pay only if Peru opens its books": a pledge and a demand
    first = inner.act.end <= outer.act.start
    if first and inner.kind == "demand" and cue.lower_ == "if" and cue.head == inner.act.root:
        return False  # "if Peru opens its books, Chile will pay": the same
    spans = [outer.act, outer.consequence, outer.condition[1] if outer.condition else None]
    for span in spans:
        if span is not None and span == outer.consequence and _is_threatened(inner, outer):
            continue  # "otherwise it would strike": asked for, and threatened with
        if span is not None and span.start <= cue.i < span.end and outer.cue.root.i != cue.i:
            chain_up = [cue, *cue.ancestors]
            below = [t for t in chain_up if span.start <= t.i < span.end]
            return not any(t.dep_.startswith("acl:relcl") for t in below)
    return False
