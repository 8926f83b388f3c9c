"""Duties laid on somebody by the speaker: "X must", "the onus is on X to", "it is up to X to".

The one who demands is whoever says so; the drafts leave that to the reader of statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    THIRD_PERSONS,
    agent,
    cases,
    children,
    infinitive_mark,
    is_passive,
    is_question,
    lemma,
    noun_phrase,
    own_subject,
    relation,
    subject,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_preconditions import is_time
from onus.coding.obligation_setting import (
    Setting,
    is_asserted,
    is_on,
    is_said,
    speech_verb,
    standing,
    under_pact,
)

_UNATTRIBUTED = 0.4
_TOLD_ON = 0.9  # what goes on from somebody's words in the sentence before
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj", "obl", "dep", "parataxis"})
_THINGS = frozenset("what all anything everything nothing something whatever".split())
_TELLS = frozenset({"tell", "remind", "inform", "warn", "notify", "advise"})
_BECOMES_DUTY = frozenset({"be", "lie", "fall", "rest", "remain", "stay"})


def duties(token: Token, where: Setting) -> Iterator[Draft]:
    """The duties for which this token is the cue."""
    yield from chain(
        _modal(token, where), _semimodal(token, where), _onus(token, where), _owned(token, where),
        _up_to(token, where), _judged(token, where), _let(token, where),
    )  # fmt: skip


def _modal(aux: Token, where: Setting) -> Iterator[Draft]:
    if relation(aux) != "aux":
        return
    for cue in cues().modals:
        if lemma(aux) not in cue.lemmas:
            continue
        verb = aux.head
        bearer = subject(verb)
        own = own_subject(verb)
        inverted = own is not None and aux.i < own.i
        perfect = any(c.lower_ in {"have", "'ve", "’ve"} for c in children(verb, "aux"))
        if (
            bearer is not None
            and not inverted
            and not perfect
            and is_asserted(aux)
            and _clear(verb)
        ):
            yield from _laid(aux, verb, bearer, cue.confidence, where)


def _semimodal(verb: Token, where: Setting) -> Iterator[Draft]:
    if verb.pos_ not in {"VERB", "AUX"}:
        return
    for cue in cues().semimodals:
        if lemma(verb) not in cue.lemmas:
            continue
        act = next(
            (c for c in children(verb, "xcomp", "ccomp") if infinitive_mark(c) is not None), None
        )
        bearer = subject(verb)
        if act is None or bearer is None or children(verb, "obj"):
            continue
        if any(c.lower_ in {"yet", "without"} for c in verb.children):
            continue  # "has yet to", "without having to": not done, but no duty
        if verb.nbor().is_punct or _is_fronted(bearer):
            continue  # "what he has to offer"
        unsaid = speech_verb(verb) is None or not is_said(verb, where)
        if verb.lower_ in {"had", "needed"} and unsaid and not under_pact(verb):
            continue
        speech = speech_verb(verb)
        would = any(c.lower_ in {"'d", "’d", "would"} for c in children(verb, "aux"))
        reported = would and speech is not None and speech.lower_ != lemma(speech)
        teller = _told_before(verb, act) if would and speech is None else None
        if teller is not None and standing(bearer):
            yield Draft("demand", verb.doc[verb.i : verb.i + 1], act, bearer, teller,
                        cue.confidence * _TOLD_ON * standing(bearer))  # fmt: skip
            continue
        if would and not reported:
            continue  # "say he would have to": only if
        if _is_foretold(verb) and bearer.ent_type_ not in {"ORG", "LOC"}:
            continue  # "she will have to choose" foretells; of a state it demands
        if reported or is_asserted(verb):
            yield from _laid(verb, act, bearer, cue.confidence, where)


def _told_before(verb: Token, act: Token) -> Token | None:
    """Who said just before what a sentence goes on to tell: "The crew would have to go by May"."""
    before = verb.sent.start - 1
    limits = (c for c in children(act, "obl") if {"by", "within", "before"} & set(cases(c)))
    if before < 0 or not any(is_time(c) for c in limits):
        return None
    told = next((t for t in verb.doc[before].sent if is_on(t, "tellings") and t.pos_ == "VERB"
                 and children(t, "ccomp")), None)  # fmt: skip
    who = subject(told) if told is not None else None
    return who if standing(who) else None


def _is_fronted(bearer: Token) -> bool:
    """Whether the clause is about a thing: "what he has to offer", "all they need to know"."""
    first = noun_phrase(bearer).start
    before = bearer.doc[first - 1] if first > bearer.sent.start else None
    return before is not None and before.lower_ in _THINGS


def _is_foretold(verb: Token) -> bool:
    will = {"will", "'ll", "’ll"} & {c.lower_ for c in children(verb, "aux")}
    return bool(will) or (relation(verb) == "xcomp" and lemma(verb.head) == "go")


def _clear(verb: Token) -> bool:
    """No condition marks the clause itself, and it is no question."""
    marks = {c.lower_ for c in children(verb, "mark")}
    return not marks & {"if", "whether", "unless", "why", "how"} and is_asserted_but_negation(verb)


def is_asserted_but_negation(verb: Token) -> bool:
    """`is_asserted` for the verb of a modal, whose "not" is part of what is demanded."""
    return not is_question(verb) and not any(
        c.lower_ in {"might", "could", "may"} for c in children(verb, "aux")
    )


def _laid(
    cue: Token, verb: Token, bearer: Token, confidence: float, where: Setting
) -> Iterator[Draft]:
    """Decide who bears a duty laid on the subject of `verb`, if anybody does."""
    said = is_said(cue, where) or under_pact(verb) or under_pact(cue)
    weight = 1.0 if said else _UNATTRIBUTED
    span = cue.doc[cue.i : cue.i + 1]
    told = _told(verb) if bearer.lower_ in THIRD_PERSONS else None
    if told is not None and not is_passive(verb):
        who = subject(told.head)
        yield Draft("demand", span, verb, told, who, confidence * weight * standing(told))
        return
    if is_passive(verb):
        by = agent(verb)
        if by is not None and standing(by):
            yield Draft(
                "demand", span, verb, by, None, confidence * weight, demander_is_speaker=True
            )
        elif said and bearer.pos_ != "PRON":
            yield Draft("demand", span, verb, None, None, confidence * weight * 0.65,
                        demander_is_speaker=True, whole=True)  # fmt: skip
        return
    rank = standing(bearer)
    if bearer.lower_ == "i":
        rank = 0.25
    copular = bool(children(verb, "cop"))
    if copular and (verb.pos_ != "ADJ" or lemma(verb) not in cues().words["conduct"]):
        return  # "must be wrong" guesses
    if lemma(verb) in cues().words["stative"] or any(
        c.lower_ == "able" for c in (verb, *verb.children)
    ):
        rank *= 0.4
    if rank:
        rank *= 0.75 if copular else 1.0
        yield Draft("demand", span, verb, bearer, None, confidence * weight * rank,
                    demander_is_speaker=True)  # fmt: skip
    elif said and lemma(verb) in cues().words["changes"] and bearer.pos_ == "NOUN":
        yield Draft("demand", span, verb, None, None, confidence * weight * 0.6,
                    demander_is_speaker=True, whole=True)  # fmt: skip


def _told(verb: Token) -> Token | None:
    """Who is meant by "it" in "told Peru that it must leave": whoever is told so."""
    clause = verb if relation(verb) == "ccomp" else verb.head
    teller = clause.head
    if relation(clause) != "ccomp" or lemma(teller) not in _TELLS or is_passive(teller):
        return None
    told = next((c for c in children(teller, "obj", "iobj") if c.i < verb.i), None)
    who = subject(teller)
    named = told is not None and standing(told) and who is not None and standing(who)
    return told if named else None


def _onus(noun: Token, where: Setting) -> Iterator[Draft]:
    """ "The onus is on X to", "the burden lies with X to", "puts the onus on X to"."""
    if noun.pos_ != "NOUN" or lemma(noun) not in cues().words["duty_nouns"]:
        return
    window = noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 8)]
    found = next(
        (t for t in window if t.lower_ in {"on", "upon", "with"} and relation(t) == "case"), None
    )
    if found is None or found.head.i < found.i or not standing(found.head):
        return
    between = noun.doc[noun.i + 1 : found.i]
    if len(between) and not any(
        lemma(t) in _BECOMES_DUTY or t.lower_ in {"'s", "’s"} for t in between
    ):
        return
    if any(t.lower_ in {"not", "n't", "n’t"} for t in between):
        return
    act = _complement(found.head) or _complement(noun)
    if act is not None and act.i > found.head.i and is_asserted(noun):
        weight = 0.95 if is_said(noun, where) else 0.75
        yield Draft("demand", noun.doc[noun.i : found.i + 1], act, found.head, None,
                    weight * standing(found.head), demander_is_speaker=True)  # fmt: skip


def _complement(token: Token, *, reach: int = 40) -> Token | None:
    """The infinitive that a cue governs: "urged X *to stop*", "the onus is on X *to stop*".

    Taken from the parse where it hangs on the cue, else the first "to" with a verb within
    `reach` tokens in the same sentence.
    """
    for child in sorted(token.children, key=lambda t: t.i):
        if (
            child.i > token.i
            and relation(child) in _COMPLEMENTS
            and infinitive_mark(child) is not None
        ):
            return child
    end = min(token.sent.end, token.i + reach)
    for other in token.doc[token.i + 1 : end]:
        if other.pos_ == "PUNCT" and other.text not in {",", "'", "’"}:
            return None
        if other.lower_ == "to" and relation(other) == "mark" and other.head.i > other.i:
            return other.head
    return None


def _owned(noun: Token, where: Setting) -> Iterator[Draft]:
    """ "It is X's duty to", "X has a responsibility to"."""
    if noun.pos_ != "NOUN" or lemma(noun) not in cues().words["owned_duties"]:
        return
    act = next((c for c in children(noun, "acl", "csubj", "advcl", "xcomp", "ccomp")
                if c.i > noun.i and infinitive_mark(c) is not None), None)  # fmt: skip
    if act is None or not is_asserted(noun):
        return
    owner = next(iter(children(noun, "nmod:poss")), None)
    if owner is None or not children(noun, "cop", "expl"):
        owner = None
        if (
            relation(noun) == "obj"
            and lemma(noun.head) in {"have", "bear"}
            and is_asserted(noun.head)
        ):
            owner = (
                subject(noun.head)
                if lemma(noun) in {"responsibility", "obligation", "duty"}
                else None
            )
    if owner is None and "under" in cases(noun):
        owner = own_subject(noun)  # "Peru is under an obligation to"
    if owner is not None and standing(owner):
        weight = 0.75 if is_said(noun, where) else 0.75 * 0.5
        yield Draft("demand", noun.doc[noun.i : noun.i + 1], act, owner, None,
                    weight * standing(owner), demander_is_speaker=True)  # fmt: skip


def _up_to(up: Token, where: Setting) -> Iterator[Draft]:
    """ "It is up to X to decide"."""
    doc = up.doc
    if up.lower_ != "up" or up.i + 2 >= up.sent.end or doc[up.i + 1].lower_ != "to":
        return
    before = doc[max(up.i - 3, up.sent.start) : up.i]
    if not any(lemma(t) == "be" or t.lower_ in {"'s", "’s"} for t in before):
        return
    if any(t.lower_ in {"not", "n't", "n’t"} for t in before):
        return
    lead = doc[max(up.i - 6, up.sent.start) : up.i]
    if any(t.lower_ in {"if", "whether", "i]f", "left"} for t in lead):
        return
    bearer = next(
        (t for t in doc[up.i + 2 : up.sent.end] if t.pos_ in {"PROPN", "NOUN", "PRON", "VERB"}),
        None,
    )
    if bearer is None or bearer.pos_ == "VERB":
        return
    while relation(bearer) in {"compound", "flat", "amod", "nmod"} and bearer.head.i > up.i:
        bearer = bearer.head
    end = up.sent.end
    mark = next(
        (t for t in doc[bearer.i + 1 : end] if t.lower_ == "to" and relation(t) == "mark"), None
    )
    if mark is not None and mark.head.i > mark.i and standing(bearer) and mark.head != bearer:
        weight = 0.8 if is_said(up, where) else 0.55
        yield Draft("demand", doc[up.i : up.i + 2], mark.head, bearer, None,
                    weight * standing(bearer), demander_is_speaker=True)  # fmt: skip


def _judged(word: Token, where: Setting) -> Iterator[Draft]:
    """ "It is vital for X to stop", "it is essential that X stop"."""
    if word.pos_ not in {"ADJ", "NOUN"} or lemma(word) not in cues().words["duty_judgements"]:
        return
    if not is_asserted(word):
        return
    for act in children(word, "csubj", "ccomp", "advcl", "acl", "xcomp"):
        if act.i < word.i:
            continue
        if infinitive_mark(act) is None and not (
            lemma(word) != "time" and any(c.lower_ == "that" for c in children(act, "mark"))
        ):
            continue
        bearer = own_subject(act)
        if bearer is None and infinitive_mark(act) is not None:
            bearer = next(
                (c for c in children(word, "obl", "nmod") if standing(c) and c.i < act.i), None
            )
        if lemma(act) in cues().words["stative"]:
            continue
        if bearer is not None and standing(bearer) and not is_passive(act):
            weight = 1.0 if is_said(word, where) else _UNATTRIBUTED
            yield Draft("demand", word.doc[word.i : word.i + 1], act, bearer, None,
                        0.65 * weight * standing(bearer), demander_is_speaker=True)  # fmt: skip
            return


def _let(verb: Token, where: Setting) -> Iterator[Draft]:
    """ "Let India come forward"."""
    if verb.lower_ != "let" or subject(verb) is not None or infinitive_mark(verb) is not None:
        return
    if children(verb, "aux") or not is_said(verb, where):
        return
    act = next((c for c in children(verb, "xcomp", "ccomp") if c.i > verb.i), None)
    if act is None:
        return
    bearer = own_subject(act) or next(iter(children(verb, "obj")), None)
    if bearer is not None and bearer.lower_ not in {"'s", "’s"} and standing(bearer):
        yield Draft("demand", verb.doc[verb.i : verb.i + 1], act, bearer, None,
                    0.5 * standing(bearer), demander_is_speaker=True)  # fmt: skip
