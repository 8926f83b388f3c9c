"""What the network reads as an obligation, beside what the rules find.

The network knows wordings that no list has; the rules know better who is meant and where an act
ends. `readings` makes drafts of what it reads, `weighed` puts both together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from onus.coding.contents import covers
from onus.coding.obligation_acts import overlap
from onus.coding.obligation_candidate import Draft, Owed
from onus.coding.obligation_clauses import (
    NEGATIONS,
    agent,
    children,
    infinitive_mark,
    is_passive,
    lemma,
    name_head,
    own_subject,
    relation,
    subject,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_grammar import (
    himself,
    is_beside,
    is_bystander,
    is_request,
    settled,
)
from onus.coding.obligation_nouns import owner_of
from onus.coding.obligation_preconditions import condition_span, conditional
from onus.coding.obligation_sanctions import has_alternative
from onus.coding.obligation_setting import (
    Setting,
    harms,
    is_on,
    is_said,
    may_be_party,
    standing,
)
from onus.language.annotation import Owing, attributions, owings
from onus.record import ConditionType, ObligationKind

_ALONE = 0.7  # how far the network is believed where no rule agrees
_AGREED = 0.5  # the share of what is left to certainty that the other's word makes up
_SAME = 0.5  # of the shorter act's words
_LEAST = 0.5  # of the network's confidence
_OWN = frozenset({"pledge", "threat", "refusal"})
_OF_ONE = frozenset({"pledge", "threat", "offer"})  # of which an act is one at a time
_LENT = 0.8  # the confidence with which the network tells what binds its own subject apart
_SURE = 0.9  # the same where the speaker is bound by what he says of something that is no party


def readings(doc: Doc, where: Setting) -> Iterator[Draft]:
    """The obligations that the network reads, as the constructions of the rules give theirs."""
    for read, act in _settled(owings(doc)):
        said = is_said(read.cue.root, where)
        parties = _parties(act, read)
        if parties is None:
            continue
        bearer, demander = parties
        befallen = _befallen(act, read)
        if befallen is not None and read.bearer is not None and befallen in set(read.bearer):
            if not (said and read.confidence >= _SURE):
                continue  # "the storm will hit the coast": no party
            bearer = None
        elif read.bearer is not None and bearer is None and not _is_to_be_done(act, read):
            if own_subject(act) in set(read.bearer):
                continue
            bearer = _doer_of(read)
        if read.kind == "demand" and demander is None:
            demander = _asker_of(read, act)
        yield Draft(
            kind=read.kind,
            cue=read.cue,
            act=act,
            bearer=bearer,
            demander=demander,
            confidence=read.confidence,
            bearer_is_speaker=said and bearer is None and read.kind != "demand",
            demander_is_speaker=said and demander is None and read.kind == "demand",
            condition=_condition(read),
            span=_words(act, read),
            whole=befallen is not None or _needs_its_subject(act),
        )


_Parties = tuple[Token | None, Token | None]


def _parties(act: Token, read: Owing) -> _Parties | None:
    """Who is bound, and who asks or is promised; None for a noun cue that is nobody's.

    A noun cue ("demand", "pledge") is his who asks, or else his who binds himself.
    """
    asked = read.kind == "demand"
    bearer, demander = _demanded(act, read) if asked else _bound(act, read)
    if demander is not None and (
        is_bystander(demander, read.act) or (read.kind == "threat" and _says(demander, act))
    ):
        demander = None
    if not is_beside(read.cue.root, demander if asked else bearer):
        return bearer, demander
    owner = owner_of(read.cue.root)
    if owner is None:
        return None
    return (bearer, owner) if asked else (owner, demander)


def _says(party: Token, act: Token) -> bool:
    """Whether an act is told in a party's own words: nobody threatens himself."""
    return any(
        said.source is not None
        and said.content is not None
        and party in set(said.source)
        and act in set(said.content)
        for said in attributions(act.doc)
    )


def _bound(act: Token, read: Owing) -> _Parties:
    """Who binds himself, and to whom."""
    return himself(act) or _party(read.bearer) or _unlisted(read), _party(read.demander)


def _demanded(act: Token, read: Owing) -> _Parties:
    """Who is asked, and who asks."""
    bearer, demander = (
        _asked_to(act, read)
        or _unlisted_asked(act, read)
        or (
            _party(read.bearer) or _unlisted(read),
            _party(read.demander),
        )
    )
    if is_passive(act) and _undergoes(act, bearer):
        bearer = agent(act) if standing(agent(act)) else None
    return bearer, demander


def _words(act: Token, read: Owing) -> Span | None:
    """The words of an act that is no verb, "be" of "there could be walkouts" left out.

    None where the parse tells them: of a verb, and of "Peru must be able to pay".
    """
    if act.pos_ == "VERB" or standing(own_subject(act)):
        return None
    start = min(act.left_edge.i, act.i) if act != read.act.root else read.act.start
    return read.act.doc[max(start, read.act.start) : read.act.end]


def _settled(read: Iterable[Owing]) -> Iterator[tuple[Owing, Token]]:
    """The readings that grammar does not speak against, each with the head of its act."""
    for one in read:
        act = _head(one)
        kind = settled(one, act) if act is not None else None
        if act is None or kind is None or one.confidence < _LEAST:
            continue
        found = _of_kind(one, kind)
        if _can_be_owed(act, found):
            yield found, act


def _of_kind(read: Owing, kind: ObligationKind) -> Owing:
    """The reading as of this kind; who promises was not asked by whom the network took for it."""
    if is_request(read):
        return replace(read, kind=kind, bearer=None, demander=read.bearer)
    changed = kind != read.kind and "demand" in {kind, read.kind}
    return replace(read, kind=kind, demander=None if changed else read.demander)


def _asked_to(act: Token, read: Owing) -> _Parties | None:
    """Who is asked and who asks in "invited Peru to join": the grammar knows better."""
    verb = read.cue.root
    if verb.pos_ != "VERB" or relation(act) != "xcomp":
        return None
    if act.head != verb or infinitive_mark(act) is None or own_subject(act) is not None:
        return None
    asked = own_subject(verb) if is_passive(verb) else next(iter(children(verb, "obj")), None)
    if asked is None or asked.i > act.i or not standing(asked) or is_passive(act):
        return None
    asks = agent(verb) if is_passive(verb) else subject(verb)
    return asked, asks if standing(asks) else None


def _unlisted_asked(act: Token, read: Owing) -> _Parties | None:
    """The same where the one asked is surely somebody, though no list has him: "told the yard"."""
    verb = read.cue.root
    asked = next(iter(children(verb, "obj", "iobj")), None)
    governed = act.head == verb and infinitive_mark(act) is not None and not is_passive(verb)
    if not governed or asked is None or read.bearer is None or read.confidence < _SURE:
        return None
    surely = asked.i < act.i and asked in set(read.bearer) and may_be_party(asked)
    asks = subject(verb)
    return (asked, asks if standing(asks) else None) if surely and read.demander else None


def _is_to_be_done(act: Token, read: Owing) -> bool:
    """ "They must be freed": by whom it does not say."""
    return read.kind == "demand" and is_passive(act)


def _undergoes(act: Token, party: Token | None) -> bool:
    """Whether a party is what is to be done something to: "called for him to be expelled"."""
    patient = own_subject(act)
    if patient is None and infinitive_mark(act) is not None:
        patient = party if party is not None and party.i < act.i else None
    return party is not None and patient == party


def _befallen(act: Token, read: Owing) -> Token | None:
    """Whom a threat or a promise befalls, in the place of who is bound: that is who makes it.

    "Ships would be seized", "its drones would hit"; but "the storm will hit the coast".
    """
    who = own_subject(act)
    if who is None or read.kind not in {"threat", "pledge"}:
        return None
    owned = any(c.pos_ == "PRON" for c in children(who, "nmod")) and not standing(who)
    thing = not standing(who) and _is_surely_threatened(act, read)
    return who if is_passive(act) or owned or thing else None


def _is_surely_threatened(act: Token, read: Owing) -> bool:
    """ "Otherwise trains would stop": whoever says so sees to it."""
    return read.kind == "threat" and read.confidence >= _SURE and has_alternative(act)


def _doer_of(read: Owing) -> Token | None:
    """Who offers, promises or threatens by the grammar of the cue, where the network misses it."""
    return _subject_of_cue(read) if read.kind != "demand" else None


def _asker_of(read: Owing, act: Token) -> Token | None:
    """Who asks by the grammar of the cue, where the network misses him: "it also wants oxygen"."""
    verb = read.cue.root
    if verb.pos_ != "VERB" or verb == act or is_passive(verb):
        return None
    asker = _subject_of_cue(read)
    return None if read.bearer is not None and asker in set(read.bearer) else asker


def _subject_of_cue(read: Owing) -> Token | None:
    who = own_subject(read.cue.root)
    return who if who is not None and standing(who) else None


def _needs_its_subject(act: Token) -> bool:
    """Whether an act says nothing, or the contrary, without it: "neither side will attack"."""
    owner = own_subject(act)
    if owner is None:
        return False
    words = {lemma(owner), *(c.lower_ for c in children(owner, "det", "cc:preconj"))}
    return is_passive(act) or bool(words & NEGATIONS)


def _head(read: Owing) -> Token | None:
    """The word that the act hangs on; none where it is no word for an act."""
    head: Token = read.act.root
    if lemma(head) == "be" and children(head, "expl") and read.kind != "demand":
        within = (c for c in children(head, "nsubj") if c in set(read.act))
        head = next(within, head)  # "there could be walkouts"
    return head if head.pos_ in {"VERB", "NOUN", "PROPN", "ADJ", "NUM", "SYM"} else None


def _can_be_owed(act: Token, read: Owing) -> bool:
    """Whether a word tells a deed to come: no mere "do it", nothing done, nothing that befalls."""
    nothing = lemma(act) in {"be", "do"} or read.cue.root == act
    if nothing or _is_forecast(act, read) or _is_hoped(read) or _is_past(act, read):
        return False
    if act.pos_ != "VERB":
        return not _is_done(act, read) and not is_on(act, "courtesies")
    if is_passive(act):
        return True
    doer = own_subject(act) or _foretold_of(act)
    idle = doer is not None and not standing(doer) and doer != _unlisted(read)
    if idle and _befallen(act, read) is None:
        return False  # "the storm will hit the coast"
    helpers = {c.lower_ for c in children(act, "aux")}
    if helpers & {"had", "has", "have"} and not helpers & {"will", "should", "must"}:
        return False  # "has sent", and "would have sent" had something happened
    base = {lemma(act), f"{lemma(act)}s", f"{lemma(act)}es"}
    told = doer is not None and not helpers and act.lower_ not in base
    return not told or act.lower_.endswith("ing")  # "the demand that Chile made"


def _is_forecast(act: Token, read: Owing) -> bool:
    """Whether one who only looks on says so of others: "analysts said that Chile would win"."""
    told = act.head
    teller = own_subject(told) if relation(act) == "ccomp" else None
    return read.kind != "demand" and teller is not None and is_on(teller, "onlookers")


def _is_past(act: Token, read: Owing) -> bool:
    """ "Denied attacking the tanker", "regrets having closed the pass": nothing to come."""
    gerund = act.lower_.endswith("ing") and infinitive_mark(act) is None
    return gerund and act.head == read.cue.root and is_on(read.cue.root, "recollections")


def _is_hoped(read: Owing) -> bool:
    """ "Hoped for a quiet winter": nobody is asked."""
    return read.kind == "demand" and read.bearer is None and is_on(read.cue.root, "fears")


def _is_done(act: Token, read: Owing) -> bool:
    """ "Suspended construction of the dam": what is done to the act, and no word for a duty."""
    verb = read.cue.root
    if read.kind not in {"pledge", "demand"} or act.head != verb or relation(act) != "obj":
        return False
    past = verb.lower_ not in {lemma(verb), f"{lemma(verb)}s"} and not verb.lower_.endswith("ing")
    asks = any(lemma(verb) in cue.lemmas for cue in cues().orders)
    return past and not asks and not any(lemma(verb) in c.lemmas for c in cues().undertakings)


def _foretold_of(act: Token) -> Token | None:
    """The dam in "a dam that Bolivia says will dry out the pastures"."""
    told = act.head
    relative = told.dep_ == "acl:relcl" and relation(act) == "ccomp" and children(act, "aux")
    return told.head if relative else None


def _party(span: Span | None) -> Token | None:
    if span is None:
        return None
    head = name_head(span.root)  # which may lie outside of a span that stops short
    return head if standing(head) else None


def _unlisted(read: Owing) -> Token | None:
    """Who surely binds himself, or is surely told to act, though no list has him: "the yard"."""
    if read.bearer is None or read.confidence < _SURE:
        return None
    head = name_head(read.bearer.root)
    acts = read.act.root if read.kind == "demand" else read.cue.root
    doing = acts.pos_ == "VERB" and not is_passive(acts) and own_subject(acts) == head
    return head if doing and may_be_party(head) else None


def _condition(read: Owing) -> tuple[ConditionType, Span] | None:
    if read.condition is None:
        return None
    kind, words = conditional(read.condition.root), read.condition
    if kind is None:
        return None
    whole = condition_span(words.root)  # the network may leave out "if Peru"
    return kind, whole if covers(whole, words) else words


def weighed(ruled: Sequence[Owed], read: Sequence[Owed]) -> list[Owed]:
    """The obligations of both.

    Where both find one, the rule's words and kind stand, and what it leaves open is filled from the
    reading.
    """
    found = [
        _supported(told, [r for r in read if _meet(told, r)])
        for told in (_told_out(one, read) for one in ruled)
    ]
    for one in _surest(read):
        if not any(_meet(one, other) or one.cue.root == other.cue.root for other in ruled):
            found.append(replace(one, confidence=round(one.confidence * _ALONE, 3)))
    return found


def _told_out(ruled: Owed, read: Sequence[Owed]) -> Owed:
    """The rule's act in the network's words where its own is a bare "call" or "demand"."""
    more = (
        r.act
        for r in read
        if r.kind == ruled.kind and r.cue.root == ruled.cue.root and r.act.start >= ruled.act.end
    )
    fuller = next(more, None) if len(ruled.act) == 1 and ruled.act.root.pos_ == "NOUN" else None
    return ruled if fuller is None else replace(ruled, act=fuller)


def _surest(read: Sequence[Owed]) -> list[Owed]:
    """The readings without those that take the same words for something else and are less sure."""
    return [
        one
        for one in read
        if not any(
            other.act == one.act
            and other.kind != one.kind
            and {other.kind, one.kind} <= _OF_ONE
            and other.confidence > one.confidence
            for other in read
        )
    ]


def _presses(owed: Owed) -> bool:
    """ "Would skip the tour unless it was paid", "would otherwise sue": to have something done."""
    unless = owed.condition is not None and owed.condition[0] == "unless"
    return unless or has_alternative(owed.act.root)


def _supported(ruled: Owed, read: Sequence[Owed]) -> Owed:
    best = max(read, key=lambda r: (r.kind == ruled.kind, r.confidence), default=None)
    if best is None:
        return ruled
    if best.kind != ruled.kind:
        if not ({best.kind, ruled.kind} <= _OWN and best.confidence >= _LENT):
            return ruled
        worse = ruled.kind == "pledge" and best.kind == "threat"
        worse = worse and (harms(ruled.act.root) or _presses(ruled))
        ruled = replace(ruled, kind="threat" if worse else ruled.kind)
    agreed = 1 - (1 - ruled.confidence) * (1 - _AGREED * best.confidence)
    sure = max(agreed, _ALONE * best.confidence)
    bearer, demander = ruled.bearer, ruled.demander
    more_bearer = None if ruled.bearer_is_speaker or best.bearer == demander else best.bearer
    if more_bearer is not None and own_subject(ruled.act.root) == more_bearer.root:
        more_bearer = None if is_passive(ruled.act.root) else more_bearer  # it only undergoes it
    more_demander = None if ruled.demander_is_speaker or best.demander == bearer else best.demander
    return replace(
        ruled,
        confidence=round(sure, 3),
        bearer=bearer or more_bearer,
        demander=demander or more_demander,
        condition=_fuller(ruled.condition, best.condition),
        deadline=ruled.deadline or best.deadline,
    )


_Condition = tuple[ConditionType, Span] | None


def _fuller(ruled: _Condition, read: _Condition) -> _Condition:
    """The rule's condition, in the network's words where those hold the rule's and more."""
    if ruled is None or read is None:
        return ruled or read
    (kind, words), (_, more) = ruled, read
    return (kind, more) if covers(more, words) else ruled


def _meet(one: Owed, other: Owed) -> bool:
    """Whether two acts are the same words, or nearly; a threat can hold what it demands."""
    same = one.kind == other.kind or one.act.root == other.act.root
    return same and overlap(one.act, other.act) > _SAME
