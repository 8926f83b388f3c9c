"""What somebody binds himself to, or will not do: pledges, offers, refusals, threats.

Verbs ("vowed to", "rejected X's offer") and adjectives ("ready to talk"); nouns that hold the like
are read in `obligation_nouns`.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from onus.coding.obligation_acts import nominal_act
from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    agent,
    cases,
    children,
    infinitive_mark,
    is_passive,
    lemma,
    named_before,
    negated,
    noun_phrase,
    oblique,
    own_subject,
    reflexive,
    relation,
    stretch,
    subject,
    subtree,
)
from onus.coding.obligation_cues import Attitude, Undertaking, cues
from onus.coding.obligation_orders import verb_name
from onus.coding.obligation_preconditions import conditions_of
from onus.coding.obligation_setting import (
    Setting,
    is_asserted,
    is_deed,
    is_hostile,
    is_institution,
    is_on,
    is_realis,
    is_said,
    standing,
)

_UNATTRIBUTED = 0.85
_NOT_REALISED = 0.5
_SILENCE = 0.3
_NEXT = 2  # words from "ruled" to the verb behind "out"
_PARTY = 0.9  # standing of who could have asked
_DENIABLE = frozenset({"ready", "willing", "prepared"})
_POSSESSIVE = frozenset({"its", "their", "his", "her", "our", "my"})
_RECEIVED = frozenset({"have", "get", "receive", "enjoy", "obtain", "keep"})


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
        defiant = cue.kind == "pledge" and is_on(act, "defiances")
        yield Draft(
            kind="refusal" if defiant else cue.kind,  # "vowed to ignore the ruling"
            cue=verb.doc[verb.i : verb.i + 1],
            act=act,
            bearer=bearer,
            demander=giver or _recipient(verb, cue, bearer) or _partner(act, cue),
            confidence=cue.confidence * weight * _certainty(verb, act, cue),
            whole=whole,
            span=_with_purpose(verb, act),
        )
        return


def _with_purpose(verb: Token, act: Token) -> Span | None:
    """ "Pledged $4 million for the clinic": the sum alone would not tell which one."""
    if act.pos_ not in {"NOUN", "NUM", "SYM"} or not is_on(act, "moneys") or act.i < verb.i:
        return None
    sum_ = nominal_act(act)
    behind = [c for c in children(verb, "obl", "advcl") if c.i >= sum_.end]
    for purpose in behind:
        words = stretch(purpose, subtree(purpose))
        named = {"for", "towards"} & set(cases(purpose)) or infinitive_mark(purpose) is not None
        if named and words.start == sum_.end:
            return verb.doc[sum_.start : words.end]
    return None


def _certainty(verb: Token, act: Token, cue: Undertaking) -> float:
    """Less for what is not carried out, and for a source that "declined to comment"."""
    silent = cue.kind == "refusal" and (is_on(act, "silence") or _tells(act))
    return (1.0 if is_realis(verb) else _NOT_REALISED) * (_SILENCE if silent else 1.0)


def _tells(act: Token) -> bool:
    """ "Offer a figure", "give details": to the one who asks for the paper."""
    giving = lemma(act) in {"offer", "give", "provide", "release"}
    return giving and any(is_on(c, "replies") for c in children(act, "obj"))


_Found = tuple[Token, Token | None, bool]


def _undertaken(verb: Token, cue: Undertaking, bearer: Token | None) -> _Found | None:
    for act in sorted(verb.children, key=lambda t: t.i):
        if act.i < verb.i:
            continue
        if cue.infinitive and infinitive_mark(act) is not None and _is_governed(verb, act, cue):
            return act, None, False
        if cue.gerund and act.pos_ == "VERB" and act.lower_.endswith("ing"):
            beside = relation(act) == "advcl" and act.i <= verb.i + _NEXT
            deed = cue.kind == "refusal" or (is_deed(act) and is_institution(bearer or act))
            if deed and (beside or relation(act) in {"xcomp", "ccomp"}):
                return act, None, False
        if cue.that and relation(act) == "ccomp" and infinitive_mark(act) is None:
            return _promised_clause(act, cue, bearer)
    nouns = [c for c in children(verb, "obj") if c.i > verb.i] if cue.noun else []
    after = oblique(verb, cue.noun_after)
    if after is not None:
        nouns.append(after)
    nouns += _put_to_somebody(verb, cue)
    for act in nouns:
        given = cue.kind == "offer" and act in _put_to_somebody(verb, cue)
        if given and is_on(act, "courtesies"):
            continue
        if given:
            return act, None, False
        if act == after and cue.kind == "pledge" and _sends(verb):
            continue
        if act.pos_ not in {"PRON", "DET", "PROPN", "ADJ"} and is_on(act, cue.only):
            return act, None, False
    return None


def _sends(verb: Token) -> bool:
    """ "Committed advisers to the front": there they are; "committed itself to peace" binds."""
    things = [c for c in children(verb, "obj") if c.i > verb.i]
    if not things or reflexive(verb) or is_on(things[0], "moneys"):
        return False
    own = any(c.lower_ in _POSSESSIVE for c in children(things[0], "nmod:poss", "det"))
    return not (own and is_institution(things[0]))  # "committed their nations to the accord"


def _put_to_somebody(verb: Token, cue: Undertaking) -> list[Token]:
    """ "Offered the juntas a free port", "proposed joint patrols to Peru": whatever it is."""
    if cue.kind != "offer" or not cue.noun or lemma(verb) not in {"offer", "propose"}:
        return []
    things = [c for c in children(verb, "iobj", "obj") if c.i > verb.i and not cases(c)]
    thing = things[-1] if things else None
    if thing is None or thing.pos_ not in {"NOUN", "SYM", "NUM"}:
        return []
    to = oblique(thing, {"to", "with"}) or oblique(verb, {"to", "with"})
    other = things[0] if len(things) > 1 else to
    named = other is not None and standing(other) >= _PARTY and other.ent_type_ != "PER"
    who = subject(verb)
    named = named and who is not None and is_institution(who)
    return [thing] if named and not standing(thing) else []


def _is_governed(verb: Token, act: Token, cue: Undertaking) -> bool:
    """An infinitive that the verb governs, also where a parse takes it for a purpose.

    "Committed itself to provide", "consented to admit": right behind the verb it is no purpose.
    """
    if relation(act) == "xcomp":
        return True
    mark = infinitive_mark(act)
    if mark is None or relation(act) not in {"advcl", "ccomp"}:
        return False
    if reflexive(verb):
        return True
    if cue.kind == "pledge" and not children(verb, "obj", "ccomp"):
        return oblique(verb, cue.noun_after) is None  # "agreed in principle to supply"
    return bool(verb.doc[mark.i - 1] == verb)


def _promised_clause(act: Token, cue: Undertaking, bearer: Token | None) -> _Found | None:
    """ "Vowed that it would leave"; the clause must be about what is to come."""
    if not any(
        c.lower_ in {"will", "would", "shall", "'ll", "’ll", "wo"} for c in children(act, "aux")
    ):
        return None
    inner = own_subject(act)
    if inner is None or (bearer is not None and not standing(bearer)):
        return None  # "the war guarantees that Peru will face a famine"
    same = inner.pos_ == "PRON" or (bearer is not None and lemma(inner) == lemma(bearer))
    own = any(c.lower_ in _POSSESSIVE for c in children(inner, "nmod:poss"))
    if cue.first_party and not ((same or own) and (is_hostile(act) or _is_aimed(act, bearer))):
        return None
    if is_passive(act) or own or lemma(act) in _RECEIVED:
        return act, None, not same or is_passive(act)  # "guaranteed that the men would have a cell"
    if not standing(inner) or inner.lower_ in {"it", "there", "this", "that"}:
        return act, None, not same
    return act, (None if same else inner), False


def _is_aimed(act: Token, bearer: Token | None) -> bool:
    """Whether somebody warns of what he will do himself: "warned Peru that it would seek a ban"."""
    return (
        bearer is not None
        and is_institution(bearer)
        and not is_passive(act)
        and not negated(act)
        and is_deed(act)
    )


def _passive_noun(verb: Token, cue: Undertaking) -> _Found | None:
    act = own_subject(verb)
    if not cue.noun or act is None or cue.only is None or not is_on(act, cue.only):
        return None
    return act, None, False


def _content(noun: Token) -> tuple[Token, Token | None]:
    """Of a refused offer or demand what it was for, and whose it was."""
    if lemma(noun) not in cues().words["refusable"]:
        return noun, None  # "refused to be anybody's pawn": nobody asked with a pawn
    giver = next(iter(children(noun, "nmod:poss")), None) or oblique(noun, {"by", "from"})
    giver = giver or named_before(noun)
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
    hung = None if giver is None or giver.i < noun.i else _behind(giver, noun)
    return hung or noun, giver


def _behind(giver: Token, noun: Token) -> Token | None:
    """The infinitive right behind "the demand of Peru", on whichever word a parse has hung it."""
    for act in (*children(giver, "acl"), *children(noun.head, "advcl", "xcomp")):
        mark = infinitive_mark(act)
        if mark is not None and mark.i - 1 == noun_phrase(giver).end - 1:
            return act
    return None


def _next_phrase(noun: Token) -> list[Token]:
    """What a preposition right behind the noun governs, wherever the parse has hung it."""
    after = [t for t in noun.doc[noun.i + 1 : min(noun.i + 3, noun.sent.end)] if not t.is_punct]
    found = after[0] if after else None
    if found is None or found.head.i < found.i:
        return []
    governs = relation(found) == "case" or (relation(found) == "mark" and found.lower_ == "to")
    return [found.head] if governs else []


def _recipient(verb: Token, cue: Undertaking, bearer: Token | None) -> Token | None:
    threatened = children(verb, "obj") if cue.kind == "threat" else []
    objects = [c for c in children(verb, "obj") if c.i > verb.i]
    threatened = threatened or (objects[:1] if len(objects) > 1 else [])  # "offers Peru a port"
    for child in (*children(verb, "iobj"), *threatened, oblique(verb, cue.to)):
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
    if word.pos_ not in {"ADJ", "VERB", "ADV"} or word.lower_ not in _attitude_words():
        return
    if word.pos_ == "VERB" and children(word, "obj"):
        return
    unwilling = negated(word) and word.lower_ in _DENIABLE and is_said(word, where)
    if not (is_asserted(word) or _is_hung(word, where) or unwilling):
        return
    for cue in cues().adjectives:
        if word.lower_ not in cue.lemmas:
            continue
        bearer, act = _of_attitude(word), _attitude_act(word, cue)
        if unwilling:
            if bearer is not None and act is not None and act.pos_ == "VERB":
                yield Draft("refusal", word.doc[word.i : word.i + 1], act, bearer, None,
                            cue.confidence * standing(bearer))  # fmt: skip
            return
        if act is not None and cue.kind == "offer" and act.pos_ != "NOUN":
            body = bearer is not None and is_institution(bearer) and is_deed(act)
            act = act if body or lemma(act) in cues().words["readiness"] else None
        if bearer is not None and act is not None:
            said = 1.0 if is_said(word, where) else _UNATTRIBUTED
            yield Draft(
                cue.kind, word.doc[word.i : word.i + 1], act, bearer, oblique(act, {"with"})
                if cue.kind == "offer" else None, cue.confidence * standing(bearer) * said,
            )  # fmt: skip
            return


def _of_attitude(word: Token) -> Token | None:
    """Whose attitude it is: also who "declared itself willing"."""
    declared = relation(word) in {"xcomp", "ccomp"} and reflexive(word.head)
    if declared and own_subject(word) is None:
        return subject(word.head)
    before = word.doc[word.i - 1] if word.i > word.sent.start else None
    stands = before is not None and lemma(before) in {"stand", "remain"}
    found = subject(word) or (subject(before) if stands and before is not None else None)
    itself = (c for c in children(word, "expl") if c.lower_ == "it" and word.pos_ == "VERB")
    return found or next(itself, None)  # "said it was prepared to", taken for "it was held that"


def _is_hung(word: Token, where: Setting) -> bool:
    """ "Would be ready to talk if": hedged, but an offer with its condition."""
    would = any(c.lower_ in {"would", "'d", "’d"} for c in children(word, "aux"))
    hung = conditions_of(word, *children(word, "xcomp", "advcl"))
    return would and bool(hung) and not negated(word) and is_said(word, where)


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
    return noun if noun is not None and noun.pos_ == "NOUN" and is_on(noun, cue.only) else None
