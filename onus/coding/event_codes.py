"""What code an event gets: the trigger lexicon and the pair coder, weighed against each other."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.event_confidence import calibrated
from onus.coding.event_forces import is_force
from onus.coding.event_model import Candidate, CodedEvent
from onus.coding.event_parties import is_crowd, is_passive, verbal_agents
from onus.coding.event_unreal import is_told
from onus.coding.factuality import factuality, of_governor
from onus.coding.obligation_clauses import children, lemma, relation
from onus.coding.ontology import YIELD, cameo_of, contexts_of, merged, mode_of, ontology
from onus.coding.triggers import lexicon
from onus.language.annotation import PairCode
from onus.record import Factuality

NONE = "NONE"

# A verb outside the lexicon is an event where the coder is as sure as this.
_UNKNOWN = 0.97
# What police or troops do is an event from here on.
_UNKNOWN_OF_FORCES = 0.35
# What the lexicon alone is taken to be worth; weak entries less.
_LEXICON = 0.75
_WEAK = 0.5
# The coder overrules the lexicon when it puts its own type this far above the lexicon's: it was
# shown the lexicon's word as well, so that it differs only for a reason. A pattern of several
# words knows more.
_OVERRULES, _EACH_WORD = 0.25, 0.1
_SURE_OF_OWN = 0.55
# Where the coder says that nothing passes between the two, a word of several senses is no event
# from here on, and a sure word from there on.
_WEAK_NOTHING, _SURE_NOTHING = 0.45, 0.97
# What is left of the lexicon's worth where the coder is against words that stand for themselves.
_STANDING = 0.98
# The least that the coder must give a type for a word of several senses.
_WEAK_AT_LEAST = 0.35


def decided(
    candidate: Candidate, code: PairCode | None, beside: frozenset[str] = frozenset()
) -> CodedEvent | None:
    """The event of a candidate, or None when lexicon and coder make none of it.

    `beside` are the types that other words of the sentence stand for. A coder that answers with
    one of them has read those words: "condemned the launches and urged them to return" is asked
    about the urging and answers for the condemning. Then the lexicon is right about its own word.
    """
    real = factuality(candidate.trigger, candidate.happened)
    if candidate.entry is None:
        if code is None or not _is_surely_event(candidate, code):
            return None
        type_name = _unmerged(code.best, candidate)
        return _coded(candidate, type_name, real, code.probabilities[type_name_of(code)])
    type_name, real = _committed(candidate, candidate.entry.type, real)
    if code is None:
        return _coded(candidate, type_name, real, _WEAK if candidate.entry.weak else _LEXICON)
    if not _is_event(candidate, code):
        return None
    prior = _WEAK if candidate.entry.weak else _LEXICON
    own = code.probabilities.get(merged(type_name), 0.0)
    best = type_name_of(code)
    margin = _OVERRULES + _EACH_WORD * (candidate.entry.length - 1)
    plain = candidate.entry.head in lexicon().plain or candidate.entry.forces
    if merged(type_name) != code.best and code.best in beside:
        agreed = prior
    elif not plain and code.probabilities[best] > max(_SURE_OF_OWN, own + margin):
        type_name, agreed = _unmerged(best, candidate), code.probabilities[best]
    else:
        agreed = _agreed(prior, own, code)
        if agreed < prior and _stands(candidate):
            agreed = _STANDING * prior
    return _coded(candidate, type_name, real, agreed)


def coded_as(candidate: Candidate, code: PairCode, confidence: float) -> CodedEvent:
    """The event of a candidate that is known to act, by the coder's likeliest type but NONE."""
    real = factuality(candidate.trigger, candidate.happened)
    return _coded(candidate, _unmerged(type_name_of(code), candidate), real, confidence)


def type_name_of(code: PairCode) -> str:
    """The coder's most probable type, whether or not it thinks that anything happens."""
    return max(
        (name for name in code.probabilities if name != NONE),
        key=lambda name: code.probabilities[name],
    )


def _is_surely_event(candidate: Candidate, code: PairCode) -> bool:
    """Whether the coder makes an event of a verb that the lexicon does not know."""
    forces = candidate.source is not None and is_force(candidate.source.root)
    forces = forces and not children(candidate.trigger, "ccomp")
    least = _UNKNOWN_OF_FORCES if forces else _UNKNOWN
    return code.best != NONE and code.probabilities[code.best] >= least


def _is_event(candidate: Candidate, code: PairCode) -> bool:
    """Whether the coder leaves room for an event of the lexicon's word."""
    nothing = code.probabilities.get(NONE, 0.0)
    entry = candidate.entry
    if entry is not None and entry.weak:
        likeliest = code.probabilities[type_name_of(code)]
        return nothing < _WEAK_NOTHING and likeliest >= _WEAK_AT_LEAST
    return nothing < _SURE_NOTHING or (entry is not None and entry.forces)


# Of these several words tell for sure; "voted against", "gave X to" have other senses.
_DEEDS = frozenset({"ASSAULT", "COERCE", "RETREAT", "SANCTION", "MOBILIZE", "CONSULT"})


def _stands(candidate: Candidate) -> bool:
    """Whether words of one sense have both parties beside them: "the army withdrew its troops from".

    Of the lesser acts of a sentence the coder often says that nothing passes.
    """  # noqa: E501
    entry, source, target = candidate.entry, candidate.source, candidate.target
    if entry is None or entry.weak or source is None or target is None or not candidate.acts:
        return False
    if entry.head in lexicon().burdens:
        return True
    several = entry.length > 1 and entry.type in _DEEDS
    if entry.part != "verb" or not (several or entry.head in lexicon().plain):
        return False
    trigger = candidate.trigger
    beside = children(trigger, "obj", "iobj", "nsubj:pass")
    if entry.length > 1:
        beside += [c for word in candidate.trigger_span for c in children(word, "obl", "nmod")]
    return target.root in beside and source.root in verbal_agents(trigger)


def _agreed(prior: float, agreed: float, code: PairCode) -> float:
    """Confidence in the lexicon's type: the entry's own worth, moved by the coder's answer."""
    if agreed >= _OVERRULES or code.best == NONE:
        return 1 - (1 - prior) * (1 - agreed) if agreed >= _OVERRULES else prior * (1 + agreed) / 2
    return prior * (1 - code.probabilities[code.best] / 2)


def _unmerged(type_name: str, candidate: Candidate) -> str:
    """The type for the coder's answer, which does not tell CONCEDE and RETREAT apart."""
    if type_name != YIELD:
        return type_name
    words = [lemma(t) for t in _words_of(candidate)]
    if candidate.entry is not None and merged(candidate.entry.type) == YIELD:
        return candidate.entry.type
    concedes = mode_of("CONCEDE", words) is not None and mode_of("RETREAT", words) is None
    return "CONCEDE" if concedes else "RETREAT"


def _committed(candidate: Candidate, type_name: str, real: Factuality) -> tuple[str, Factuality]:
    """What a statement about the future makes of an act, by PLOVER's rules.

    "Will visit" is AGREE and "will attack" THREATEN, both not yet done; "will not release" is
    REJECT, and refusing is done. Who "agreed to meet" has agreed; who is "willing to meet" has
    not. What an act is meant for ("sent envoys to negotiate") is no commitment.
    """
    if type_name == "AGREE" and real == "actual":
        given = candidate.trigger.pos_ == "VERB"
        return type_name, real if given else of_governor(candidate.trigger) or real
    kind = ontology().types.get(type_name)
    if kind is None or candidate.source is None or candidate.trigger.pos_ != "VERB":
        return type_name, real
    future = kind.future
    if future is None or is_passive(candidate.trigger):
        return type_name, real
    ahead = any(c.lower_ in _FUTURE for c in _auxiliaries(candidate.trigger))
    on_terms = future == "THREATEN" and real == "conditional" and _on_terms(candidate.trigger)
    if (ahead and on_terms) or (real == "planned" and (ahead or _pledged(candidate.trigger))):
        return future, "planned"  # "will strike unless" as well: the threat is made
    if real == "denied" and ahead and future == "AGREE":
        return "REJECT", "actual"
    return type_name, real


def _on_terms(verb: Token) -> bool:
    """Whether a verb has its condition below it: "will strike unless they leave".

    "Would strike if they could" is no threat, but told by somebody it is "will" shifted back.
    """
    terms = [c for c in children(verb, "advcl") for m in children(c, "mark") if m.lower_ in _TERMS]
    supposed = any(c.lower_ == "would" for c in _auxiliaries(verb))
    return bool(terms) and (not supposed or is_told(verb))


_TERMS = frozenset({"if", "unless", "until"})


def _auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, or those that it shares: "will close the pass and expel"."""
    shared = relation(verb) == "conj" and not children(verb, "nsubj", "aux")
    return children(verb.head if shared else verb, "aux")


_FUTURE = frozenset({"will", "wo", "would", "shall", "'ll", "’ll"})
_PLEDGES = frozenset(
    "agree pledge promise vow intend plan commit committed offer undertake ready willing prepared "
    "prepare set expect intention commitment promise going".split()
)


def _pledged(trigger: Token) -> bool:
    """Whether the word stands below one of commitment: "pledged to release", "plans to visit"."""
    above = trigger
    for _ in range(4):
        kind = relation(above)
        if above.head == above or kind not in {"xcomp", "ccomp", "acl", "conj", "obj", "nmod"}:
            return False
        above = above.head
        if lemma(above) in _PLEDGES:
            return True
    return False


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
        confidence=round(calibrated(confidence), 3),
        alone=(entry is not None and entry.alone) or _is_of_crowd(candidate),
    )


def _is_of_crowd(candidate: Candidate) -> bool:
    """Whether those who act are told by their number alone, which no actor has: "thousands"."""
    return candidate.source is not None and is_crowd(candidate.source.root)


def _words_of(candidate: Candidate) -> Iterator[Token]:
    """The words that speak for a mode: the trigger's, then those below it, nearest first."""
    yield from candidate.trigger_span
    inside = set(candidate.trigger_span)
    below = [t for t in candidate.trigger.subtree if t not in inside and t.i > candidate.trigger.i]
    yield from below[:12]
