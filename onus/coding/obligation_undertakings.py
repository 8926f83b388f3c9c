"""What somebody binds himself to, or will not do: pledges, offers, refusals, threats.

Verbs ("vowed to", "rejected X's offer"), adjectives ("ready to talk") and nouns ("X's offer of
talks with Y", "its refusal to"). Demands made with a noun ("the call on X to") are read here too,
as they are built alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    agent,
    cases,
    children,
    infinitive_mark,
    is_passive,
    lemma,
    name_head,
    negated,
    oblique,
    own_subject,
    relation,
    subject,
)
from onus.coding.obligation_cues import Attitude, NounCue, Undertaking, cues
from onus.coding.obligation_orders import verb_name
from onus.coding.obligation_setting import Setting, is_asserted, is_realis, is_said, standing

_UNATTRIBUTED = 0.85
_NOT_REALISED = 0.5
_SILENCE = 0.3
_PARTY = 0.9  # standing of who could have asked


def undertakings(verb: Token, where: Setting) -> Iterator[Draft]:
    """What a verb such as "pledge" or "reject" binds its subject to."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return
    name = verb_name(verb)
    for cue in cues().undertakings:
        if name not in cue.lemmas or not is_asserted(verb):
            continue
        passive = is_passive(verb)
        bearer = agent(verb) if passive else subject(verb)
        found = _passive_noun(verb, cue) if passive else _undertaken(verb, cue, bearer)
        if found is None:
            continue
        act, own_bearer, whole = found
        act, giver = _content(act) if cue.kind == "refusal" else (act, None)
        bearer = own_bearer or bearer
        weight = standing(bearer) if bearer is not None else (0.6 if passive else 0.0)
        yield Draft(
            kind=cue.kind,
            cue=verb.doc[verb.i : verb.i + 1],
            act=act,
            bearer=bearer,
            demander=giver or _recipient(verb, cue, bearer) or _partner(act, cue),
            confidence=cue.confidence * weight * _certainty(verb, act, cue),
            whole=whole,
        )
        return


def _certainty(verb: Token, act: Token, cue: Undertaking) -> float:
    """Less for what is not carried out, and for a source that "declined to comment"."""
    silent = cue.kind == "refusal" and lemma(act) in cues().words["silence"]
    return (1.0 if is_realis(verb) else _NOT_REALISED) * (_SILENCE if silent else 1.0)


_Found = tuple[Token, Token | None, bool]


def _undertaken(verb: Token, cue: Undertaking, bearer: Token | None) -> _Found | None:
    for act in sorted(verb.children, key=lambda t: t.i):
        if act.i < verb.i:
            continue
        if cue.infinitive and relation(act) == "xcomp" and infinitive_mark(act) is not None:
            return act, None, False
        if cue.gerund and relation(act) in {"xcomp", "ccomp"} and act.lower_.endswith("ing"):
            return act, None, False
        if cue.that and relation(act) == "ccomp" and infinitive_mark(act) is None:
            return _promised_clause(act, cue, bearer)
    nouns = [c for c in children(verb, "obj") if c.i > verb.i] if cue.noun else []
    after = oblique(verb, cue.noun_after)
    if after is not None:
        nouns.append(after)
    for act in nouns:
        if act.pos_ not in {"PRON", "DET", "PROPN", "ADJ"} and _is_on(act, cue.only):
            return act, None, False
    return None


def _promised_clause(act: Token, cue: Undertaking, bearer: Token | None) -> _Found | None:
    """ "Vowed that it would leave"; the clause must be about what is to come."""
    if not any(
        c.lower_ in {"will", "would", "shall", "'ll", "’ll", "wo"} for c in children(act, "aux")
    ):
        return None
    inner = own_subject(act)
    if inner is None:
        return None
    same = inner.pos_ == "PRON" or (bearer is not None and lemma(inner) == lemma(bearer))
    if cue.first_party and (not same or lemma(act) not in cues().words["hostile"]):
        return None
    if is_passive(act):
        return act, None, True
    if not standing(inner) or inner.lower_ in {"it", "there", "this", "that"}:
        return act, None, not same
    return act, (None if same else inner), False


def _passive_noun(verb: Token, cue: Undertaking) -> _Found | None:
    act = own_subject(verb)
    if not cue.noun or act is None or cue.only is None or not _is_on(act, cue.only):
        return None
    return act, None, False


def _is_on(noun: Token, name: str | None) -> bool:
    return name is None or lemma(noun) in cues().words[name] or noun.lower_ in cues().words[name]


def _content(noun: Token) -> tuple[Token, Token | None]:
    """Of a refused offer or demand what it was for, and whose it was."""
    if lemma(noun) not in cues().words["refusable"]:
        return noun, None  # "refused to be anybody's pawn": nobody asked with a pawn
    giver = next(iter(children(noun, "nmod:poss")), None) or oblique(noun, {"by", "from"})
    giver = giver or _named_before(noun)
    if giver is not None and not standing(giver):
        giver = None
    if noun.pos_ != "NOUN" or not any(lemma(noun) in c.lemmas for c in cues().nouns):
        return noun, giver
    for child in (*sorted(noun.children, key=lambda t: t.i), *_next_phrase(noun)):
        if child.i < noun.i:
            continue
        if {"of", "for"} & set(cases(child)) and relation(child) in {"nmod", "obl"}:
            if "of" in cases(child) and standing(child) > _PARTY:
                giver = giver or child  # "rejected the appeal of the captain"
                continue
            return child, giver or oblique(child, {"by", "from"})
        if relation(child) in {"acl", "xcomp"} and infinitive_mark(child) is not None:
            return child, giver
    return noun, giver


def _next_phrase(noun: Token) -> list[Token]:
    """What a preposition right behind the noun governs, wherever the parse has hung it."""
    after = [t for t in noun.doc[noun.i + 1 : min(noun.i + 3, noun.sent.end)] if not t.is_punct]
    found = after[0] if after else None
    if found is None or found.head.i < found.i:
        return []
    governs = relation(found) == "case" or (relation(found) == "mark" and found.lower_ == "to")
    return [found.head] if governs else []


def _recipient(verb: Token, cue: Undertaking, bearer: Token | None) -> Token | None:
    for child in (*children(verb, "iobj"), oblique(verb, cue.to)):
        if child is not None and child != bearer and standing(child):
            return child
    if lemma(verb) == "assure":
        return next(iter(children(verb, "obj")), None)
    return None


def _partner(act: Token, cue: Undertaking) -> Token | None:
    """With whom an offered act would be done: "offered to hold talks with Chile"."""
    if cue.kind != "offer":
        return None
    for word in (act, *children(act, "obj")):
        other = oblique(word, {"with"})
        if other is not None and (other.ent_type_ or other.pos_ == "PROPN"):
            return other
    return None


def attitudes(word: Token, where: Setting) -> Iterator[Draft]:
    """ "X is ready to talk", "X remains committed to peace"."""
    if word.pos_ not in {"ADJ", "VERB"} or word.lower_ not in _attitude_words():
        return
    if not is_asserted(word) or (word.pos_ == "VERB" and children(word, "obj")):
        return
    for cue in cues().adjectives:
        if word.lower_ not in cue.lemmas:
            continue
        bearer, act = subject(word), _attitude_act(word, cue)
        if act is not None and cue.kind == "offer" and act.pos_ != "NOUN":
            act = act if lemma(act) in cues().words["readiness"] else None
        if bearer is not None and act is not None:
            said = 1.0 if is_said(word, where) else _UNATTRIBUTED
            yield Draft(
                cue.kind, word.doc[word.i : word.i + 1], act, bearer, oblique(act, {"with"})
                if cue.kind == "offer" else None, cue.confidence * standing(bearer) * said,
            )  # fmt: skip
            return


def _attitude_words() -> frozenset[str]:
    return frozenset(w for cue in cues().adjectives for w in cue.lemmas)


def _attitude_act(word: Token, cue: Attitude) -> Token | None:
    for child in sorted(word.children, key=lambda t: t.i):
        if child.i > word.i and relation(child) in {"xcomp", "advcl", "ccomp"}:
            if infinitive_mark(child) is not None and own_subject(child) is None:
                return child
            if cue.noun_after and cue.noun_after & {c.lower_ for c in children(child, "mark")}:
                return child
    noun = oblique(word, cue.noun_after)
    return noun if noun is not None and noun.pos_ == "NOUN" and _is_on(noun, cue.only) else None


def nominal_cues(noun: Token, where: Setting) -> Iterator[Draft]:
    """ "X's offer of talks with Y", "the call on X to act", "its refusal to hand over"."""
    if (
        noun.pos_ != "NOUN"
        or negated(noun)
        or any(c.lower_ in {"no", "any"} for c in noun.children)
    ):
        return
    for cue in cues().nouns:
        if lemma(noun) not in cue.lemmas:
            continue
        owner, act = _owner(noun), _noun_act(noun, cue)
        if act is None:
            continue
        draft = (
            _nominal_demand(noun, cue, owner, act)
            if cue.kind == "demand"
            else _nominal_own(noun, cue, owner, act)
        )
        if draft is not None:
            yield draft
            return


def _named_before(noun: Token) -> Token | None:
    """The name in front of an offer or a request: "a Chilean offer", "the Union's request"."""
    named = [c for c in children(noun, "compound", "amod") if c.i < noun.i]
    return next((c for c in named if c.ent_type_ in {"ORG", "LOC", "MISC"}), None)


def _owner(noun: Token) -> Token | None:
    """Whose offer or demand it is: the possessor, "by X", or the subject of "made an offer"."""
    inner = next(iter(children(noun, "nmod")), noun)
    for found in (
        next(iter(children(noun, "nmod:poss")), None),
        oblique(noun, {"by", "from"}),
        oblique(inner, {"by"}),
    ):
        if found is not None and standing(found):
            return found
    named = _named_before(noun)
    if named is not None:
        return named
    before = noun.doc[noun.sent.start : noun.i]
    genitive = next(
        (t for t in before[-4:] if t.lower_ in {"'s", "’s"} and t.i > before.start), None
    )
    if genitive is not None and standing(noun.doc[genitive.i - 1]):
        return name_head(noun.doc[genitive.i - 1])
    if (
        relation(noun) == "obj"
        and lemma(noun.head) in cues().words["light"]
        and is_asserted(noun.head)
        and not _is_wanted(noun.head)
    ):
        return subject(noun.head)
    return None


def _is_wanted(verb: Token) -> bool:
    """Whether the verb is only what somebody asks for: "demands that X make a pledge"."""
    wanting = {word for cue in cues().orders for word in cue.lemmas}
    return relation(verb) in {"ccomp", "xcomp"} and lemma(verb.head) in wanting


def _noun_act(noun: Token, cue: NounCue) -> Token | None:
    for child in sorted(noun.children, key=lambda t: t.i):
        if child.i < noun.i:
            continue
        purpose = (
            relation(child) in {"acl", "xcomp", "advcl"} and infinitive_mark(child) is not None
        )
        if purpose and (cue.only_verbs is None or lemma(child) in cues().words[cue.only_verbs]):
            return child
        if cue.kind == "demand" and relation(child) in {"acl", "ccomp"} and _is_called_for(child):
            return child
        if relation(child) == "nmod" and cue.of & set(cases(child)):
            inner = next(
                (a for a in children(child, "acl") if infinitive_mark(a) is not None), None
            )
            if inner is not None and standing(child):
                return inner
            if _is_on(child, cue.only):
                return child
    return None


def _is_called_for(act: Token) -> bool:
    """The clause of "its demand that Chile withdraw"; "the demand that Chile made" is none."""
    if not any(c.lower_ == "that" for c in children(act, "mark")):
        return False
    subjunctive = act.lower_ == lemma(act) and not children(act, "aux")
    return own_subject(act) is not None and (
        subjunctive or any(c.lower_ in {"must", "should", "be"} for c in children(act, "aux"))
    )


def _nominal_own(noun: Token, cue: NounCue, owner: Token | None, act: Token) -> Draft | None:
    if owner is None or not standing(owner):
        return None
    other = next(
        (
            t
            for t in (oblique(noun, cue.to), oblique(act, cue.to) if act.pos_ == "NOUN" else None)
            if t is not None and standing(t)
        ),
        None,
    )
    if other is None and cue.kind == "offer":
        with_whom = oblique(act, {"with"})
        other = with_whom if with_whom is not None and standing(with_whom) else None
    return Draft(
        cue.kind, noun.doc[noun.i : noun.i + 1], act, owner, other, cue.confidence * standing(owner)
    )  # fmt: skip


def _refusing() -> frozenset[str]:
    return frozenset(w for c in cues().undertakings if c.kind == "refusal" for w in c.lemmas)


def _nominal_demand(noun: Token, cue: NounCue, owner: Token | None, act: Token) -> Draft | None:
    bearer = own_subject(act) or (act.head if act.head != noun and standing(act.head) else None)
    bearer = bearer or oblique(noun, cue.to)
    if bearer is not None and (bearer == owner or not standing(bearer)):
        bearer = None
    turned_down = relation(noun) == "obj" and verb_name(noun.head) in _refusing()
    if bearer is None and (turned_down or (owner is not None and infinitive_mark(act) is not None)):
        return None  # "rejected X's request to land": X would land
    asked = lemma(act) in cues().words["askable"]
    if bearer is None and (owner is None or not asked):
        return None
    weight = (standing(bearer) if bearer is not None else 0.75) * (0.85 if owner is None else 1.0)
    return Draft(
        "demand", noun.doc[noun.i : noun.i + 1], act, bearer, owner, cue.confidence * weight
    )
