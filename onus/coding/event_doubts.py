"""Which events to doubt: what a parse reads as an event though such words mostly tell of none.

`weighed` lowers the confidence of an event for which one of the doubts holds, and keeps the event:
who looks for everything still finds it. The words are data, in `event_doubts.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from onus.coding.event_confidence import calibrated
from onus.coding.event_doubt_words import lowering, words
from onus.coding.event_model import Candidate, CodedEvent
from onus.coding.event_parties import claim_of, is_hurt, is_passive, is_where, light_verb
from onus.coding.event_roles import meet
from onus.coding.event_senses import (
    are_several,
    is_figure,
    is_handed_out,
    is_mere_word,
    is_of_campaign,
    takes_nobody,
)
from onus.coding.event_unreal import is_told, is_unreal
from onus.coding.obligation_clauses import (
    cases,
    children,
    is_infinitive,
    lemma,
    noun_phrase,
    relation,
)
from onus.coding.ontology import ontology
from onus.coding.triggers import lexicon
from onus.language.annotation import role_spans

_STEPS = 4
# How sure the model must be of both parties to be believed against the parse.
_SURELY = 0.8


def weighed(candidate: Candidate, event: CodedEvent) -> tuple[CodedEvent, ...]:
    """The event, with less confidence where the sentence speaks against it.

    Where only its target is doubted, what stays without the target comes with it.
    """
    if not any(_doubts(candidate, event)):
        return (event,)
    apart = _without_target(candidate, event)
    if apart is None or any(_doubts(*apart)):
        return (lowered(event),)
    return lowered(event), apart[1]


def lowered(event: CodedEvent) -> CodedEvent:
    """The event with the confidence of a doubtful one."""
    floor, share = lowering()
    doubtful = floor + share * event.confidence
    return replace(event, confidence=round(min(event.confidence, doubtful), 3))


# What an event is worth of which only the target is doubted, and left out.
_APART = 0.85


def _without_target(candidate: Candidate, event: CodedEvent) -> tuple[Candidate, CodedEvent] | None:
    """The event done to its object, where the target comes from a neighbouring phrase.

    "Rejected an invitation to talks in Geneva" is done to no city, and done all the same.
    """
    entry = candidate.entry
    if event.target is None or entry is None or entry.weak or event.type not in words("alone"):
        return None
    below = relation(event.trigger) == "advcl" and event.type != "PROTEST"
    if event.mode == "seize" or below or _is_drawn(event.trigger):
        return None
    apart = _is_own(event) or _is_there(event) or _is_beside(event)
    if not (apart or _is_elsewhere(candidate, event)):
        return None
    things = [c for c in children(event.trigger, "obj") if c.pos_ == "NOUN"]
    thing = noun_phrase(things[0]) if things and event.target.root != things[0] else None
    return (
        replace(candidate, target=thing, acts=False),
        replace(event, target=thing, confidence=round(_APART * event.confidence, 3)),
    )


def _is_drawn(trigger: Token) -> bool:
    """Whether the subject undergoes it: "drew criticism"."""
    carriers = [trigger, *([verb] if (verb := light_verb(trigger)) is not None else [])]
    return any(lexicon().light.get(lemma(c)) == "undergo" for c in carriers)


def _doubts(candidate: Candidate, event: CodedEvent) -> Iterator[bool]:
    yield _is_own(event)
    yield _is_there(event)
    if not _is_tagged(event):
        yield candidate.entry is None  # the coder alone says that it is an event
        yield _is_overruled(candidate, event)
        yield _lacks_other(candidate, event)
        yield _is_beside(event)
        yield _is_elsewhere(candidate, event)
        yield _is_bypassed(candidate, event)
        yield _is_done_elsewhere(event)
        yield is_figure(candidate, event)
        yield _is_habit(event)
        yield is_handed_out(candidate, event)
        yield _is_of_document(event)
    yield is_of_campaign(event)
    yield takes_nobody(candidate, event)
    yield _is_question(event.trigger)
    yield _is_idle(candidate, event)
    yield is_mere_word(candidate, event)
    yield is_unreal(event)


def _lacks_other(candidate: Candidate, event: CodedEvent) -> bool:
    """Nobody is at the other end, where the type says something only with somebody there."""
    trigger = event.trigger
    mutual = _symmetric(event) and are_several(event.source) and not children(trigger, "obj")
    if candidate.acts or (mutual and event.factuality == "actual"):
        return False
    if event.type == "REQUEST" and lemma(trigger) in words("public"):
        return False
    if event.type in words("partnered"):
        return True
    if event.type == "THREATEN" and lemma(trigger) == "threaten" and children(trigger, "xcomp"):
        return False  # "threatened to close the strait"
    if event.type in {"SUPPORT", "THREATEN", "REJECT"}:
        return event.target is None or candidate.entry is None or candidate.entry.weak
    return False


def _is_overruled(candidate: Candidate, event: CodedEvent) -> bool:
    """The coder has a type of another kind than the word's, or one for nobody."""
    if candidate.entry is None or candidate.entry.type == event.type:
        return False
    own = ontology().types[candidate.entry.type]
    if event.type == own.future and event.factuality == "planned":
        return not candidate.acts
    if candidate.entry.weak:
        return True
    near = own.quad == ontology().types[event.type].quad
    return event.confidence < calibrated(_SURE_OF_KIN if near else _SURE_OF_TYPE)


# A coder as sure as this of another type than the word's is believed: of a type of the word's own
# quad class, and of any.
_SURE_OF_KIN, _SURE_OF_TYPE = 0.85, 0.97


def _is_tagged(event: CodedEvent) -> bool:
    """Whether the model, asked without a trigger, has just these as source and target."""
    if event.source is None or event.target is None:
        return False
    tagged = [r for r in role_spans(event.trigger.doc) if r.probability >= _SURELY]
    return all(
        any(r.role in {role, "either"} and meet(r.span, own) for r in tagged)
        for role, own in (("source", event.source), ("target", event.target))
    )


def _is_own(event: CodedEvent) -> bool:
    """It is done to a thing of somebody's: "releasing *his* tax returns"."""
    target = event.target
    if target is None or event.type not in words("aimed"):
        return False
    return target.root.pos_ == "PRON" and target.root.dep_ == "nmod:poss"


def _is_there(event: CodedEvent) -> bool:
    """It is done to a place in which it is only done: "rallied in Lagos"."""
    target = event.target
    return target is not None and is_where(target.root, event.trigger, event.type, event.mode)


def _is_beside(event: CodedEvent) -> bool:
    """The target is only named within what it is about: "the lack of funding *for towns*"."""
    if event.target is None:
        return False
    root = event.target.root
    besides = bool(words("besides") & set(cases(root)))
    if event.type == "CONSULT" and event.mode != "visit" and "in" in cases(root):
        return True
    if root.head.pos_ not in {"NOUN", "PROPN"} or root.head in event.trigger_span:
        return False
    if event.type == "ASSAULT" and root.ent_type_ == "LOC" and is_hurt(root.head, event.trigger):
        return False  # "attacked a village in X"
    if root.dep_ == "nmod:poss" or relation(root) in {"compound", "amod"}:
        return event.type in words("direct")
    return relation(root) == "nmod" and besides


def _is_elsewhere(candidate: Candidate, event: CodedEvent) -> bool:
    """The target stands far below the word, or in no clause of its."""
    if event.target is None or (event.source is not None and _is_mutual(event.source, event)):
        return False
    root, own = event.target.root, {*event.trigger_span, *_carriers(event.trigger)}
    if event.trigger.head == root:
        return False
    into_clauses = candidate.entry is not None and candidate.entry.clause
    above = root
    for _ in range(_STEPS if into_clauses else _STEPS - 1):
        if above in own:
            return False
        if not into_clauses and relation(above) in {"advcl", "acl"} and above != root:
            return True
        above = above.head
    return above not in own


def _is_bypassed(candidate: Candidate, event: CodedEvent) -> bool:
    """The verb has an object, and the target is neither that nor named in it."""
    trigger, entry = event.trigger, candidate.entry
    if event.target is None or entry is None or trigger.pos_ != "VERB" or is_passive(trigger):
        return False
    if entry.clause or entry.length > 1 or entry.swap:
        return False
    objects = children(trigger, "obj", "iobj")
    root = event.target.root
    if lemma(trigger) == "sign" and event.source is not None:
        return not event.source.root.is_ancestor(root)  # "Norway and Poland signed the plan"
    if (
        event.type == "ASSAULT"
        and root.ent_type_ == "LOC"
        and words("sites") & {*map(lemma, objects)}
    ):
        return False  # "struck targets in the north of X"
    return bool(objects) and not any(o == root or o.is_ancestor(root) for o in objects)


def _is_done_elsewhere(event: CodedEvent) -> bool:
    """A noun's source that is neither with the noun nor with the verb that carries it."""
    trigger, source = event.trigger, event.source
    if source is None or trigger.pos_ != "NOUN" or _symmetric(event):
        return False
    if lemma(trigger) in lexicon().burdens or claim_of(trigger) is not None:
        return False  # who lays it on somebody or takes it upon himself stands where it is told
    root = source.root
    if trigger.is_ancestor(root):
        deep = root.head != trigger and root.dep_ == "nmod:poss"
        return deep and "by" not in cases(root.head)
    return light_verb(trigger) is None and trigger.dep_ != "conj"


def _symmetric(event: CodedEvent) -> bool:
    return ontology().types[event.type].symmetric


def _is_mutual(source: Span, event: CodedEvent) -> bool:
    """Whether the parties are named in one phrase: "India and Pakistan met"."""
    if event.target is None or not _symmetric(event):
        return False
    one, other = source.root, event.target.root
    return one.is_ancestor(other) or other.is_ancestor(one) or one.head == other.head


def _carriers(trigger: Token) -> Iterator[Token]:
    """The words whose parties are the trigger's too: light verbs, conjuncts, control."""
    if trigger.pos_ == "NOUN" and trigger.dep_ == "conj":
        return
    verb = light_verb(trigger) if trigger.pos_ == "NOUN" else None
    if verb is not None:
        yield verb
    above = trigger
    for _ in range(3):
        if relation(above) not in {"conj", "xcomp", "advcl"}:
            return
        if relation(above) == "advcl" and children(above, "nsubj"):
            return
        above = above.head
        yield above


def _is_habit(event: CodedEvent) -> bool:
    """What is done as a rule: "prosecutors rarely charge", "voters support"."""
    trigger = event.trigger
    holders = [trigger, *(_carriers(trigger) if relation(trigger) != "conj" else ())]
    for holder in holders:
        adverbs = {lemma(c) for c in children(holder, "advmod", "mark")} & words("habits")
        if adverbs and not (adverbs <= words("repeated") and _has_been_done(event, holder)):
            return True
    if event.source is None:
        return False
    root = event.source.root
    if lemma(root) in words("nobody") or any(c.lower_ in _HARDLY for c in root.children):
        return True
    bare = (
        root.pos_ == "NOUN"
        and root.lower_ != lemma(root)
        and not any(
            relation(c) in {"det", "nummod", "nmod", "amod", "compound", "acl"} and c != trigger
            for c in root.children
        )
    )
    infinitive = is_infinitive(trigger)
    timeless = trigger.pos_ == "VERB" and trigger.lower_ == lemma(trigger) and not infinitive
    if timeless and root.lower_ in {"we", "they"} and event.type in words("done"):
        return not children(trigger, "aux", "mark")
    said = any(c.lower_ in {"have", "will", "did"} for c in children(trigger, "aux"))
    return bare and timeless and not said and trigger.sent.text.rstrip("\"”’' ").endswith(".")


def _has_been_done(event: CodedEvent, verb: Token) -> bool:
    """Whether somebody by name did it, if often: "Reid frequently mocked Romney"."""
    past = verb.pos_ == "VERB" and verb.lower_ != lemma(verb) and not verb.lower_.endswith("s")
    named = event.source is not None and event.source.root.pos_ == "PROPN"
    return past and named and event.target is not None and not verb.lower_.endswith("ing")


_HARDLY = frozenset({"your", "few", "no", "any", "whose"})


def _is_question(trigger: Token) -> bool:
    return trigger.sent.text.rstrip("\"”’')] \n").endswith("?")


def _is_idle(candidate: Candidate, event: CodedEvent) -> bool:
    """What passes in words, but has not passed: "could talk", "would not vote for"."""
    unreal = event.factuality in {"possible", "conditional"}
    wanted = event.factuality == "wanted"
    weak = candidate.entry is not None and candidate.entry.weak
    if weak and (unreal or wanted or event.factuality == "denied"):
        return True
    if event.type in words("done"):
        return unreal or wanted or event.factuality == "planned"
    if event.type == "CONCEDE":
        return (unreal or wanted) and not candidate.acts
    return event.type in words("soft") and (unreal or _is_unspoken(candidate, event))


def _is_unspoken(candidate: Candidate, event: CodedEvent) -> bool:
    """What is done in words has not been: "would ask", "has not called for"."""
    trigger = event.trigger
    if event.type != "AGREE" and any(c.lower_ == "would" for c in children(trigger, "aux")):
        # After a report "would" is only "will" shifted back: "told the envoy that it would close".
        return not (event.type == "THREATEN" and is_told(trigger))
    if event.factuality == "wanted":
        offered = trigger.pos_ == "VERB" and bool(children(trigger, "xcomp"))
        return event.type in {"ACCUSE", "SUPPORT", "AGREE"} and not offered
    if event.factuality == "denied":
        return not candidate.acts or event.type == "REQUEST"
    return _is_purpose(trigger)


def _is_purpose(trigger: Token) -> bool:
    """What something else is done for: "raised money *to support* the school"."""
    return relation(trigger) == "advcl" and any(
        c.lower_ == "to" for c in children(trigger, "mark", "aux")
    )


def _is_of_document(event: CodedEvent) -> bool:
    """The subject is a document or a thing of the source's, not the source."""
    if event.source is None or event.trigger.pos_ == "NOUN":
        return False
    trigger, root = event.trigger, event.source.root
    if lemma(root) in words("documents") and root.pos_ == "NOUN":
        return True
    subjects = [c for c in children(trigger, "nsubj") if c.lower_ not in {"who", "that", "which"}]
    if relation(trigger) == "acl" and trigger.head.pos_ == "NOUN":
        subjects.append(trigger.head)
    behind = [s for s in subjects if s != root and s.pos_ == "NOUN" and s.is_ancestor(root)]
    return bool(behind) and not is_passive(trigger) and event.type not in {"ASSAULT", "MOBILIZE"}
