"""What the grammar round an act says of its kind, whatever the network takes it for.

The network goes by the sound of a sentence. Who "will" do something binds himself and is not asked
to, who "must" is asked and has promised nothing, and what "could" befall others threatens nobody.
`settled` gives the kind that the grammar leaves standing.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from onus.coding.obligation_clauses import (
    FIRST_PERSONS,
    THIRD_PERSONS,
    WILL_OR_WONT,
    before_infinitive,
    cases,
    children,
    infinitive_mark,
    is_passive,
    lemma,
    negated,
    own_subject,
    relation,
    subject,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_setting import (
    is_abstention,
    is_deed,
    is_hostile,
    is_institution,
    is_on,
    is_option,
    speech_verb,
    standing,
    teller_of,
)
from onus.language.annotation import Owing
from onus.record import ObligationKind

_DUTY = frozenset({"must", "should", "ought"})
_MAY = frozenset({"could", "may", "might", "can"})
_WARNS = frozenset({"warn", "caution", "fear", "worry", "warning"})
_DANGERS = frozenset({"danger", "risk", "chance", "likely"})
_WISHES = frozenset({"want", "wish", "like"})
_NAMED = 0.95
_ROUND_ABOUT = frozenset({"after", "since", "during", "amid", "following", "despite", "per"})


def settled(read: Owing, act: Token) -> ObligationKind | None:
    """The kind of what the network reads, None where the grammar says that nothing is owed."""
    if _is_nothing(read, act):
        return None
    if is_request(read) or (read.kind == "offer" and _is_asked_of(act, read)):
        return "demand"
    if read.kind == "demand" and _is_wish_of_its_own(read.cue.root, act):
        return "offer"
    if _is_laid_on(act):
        return read.kind if read.kind == "demand" or _is_own(act) else "demand"
    return _of_what_will_be(read.cue.root, act, read)


def _is_nothing(read: Owing, act: Token) -> bool:
    cue = read.cue.root
    if _is_guess(cue, act) or _is_round_about(act) or _is_deed_told(cue, act):
        return True
    if is_option(cue) or is_option(act) or _is_prohibited(cue, act):
        return True
    if read.kind == "demand":
        own = _is_wish_of_its_own(cue, act) and not _is_offered(cue, act)
        unasked = own or _is_not_asked(cue) or _is_foreign_if(act)
        return unasked or _is_cried(act, read) or _is_barred(act)
    if _is_predicate(act) or _is_feared_of_others(cue, act) or lemma(cue) == "hope":
        return True
    vowed = any(lemma(cue) in undertaking.lemmas for undertaking in cues().undertakings)
    return read.kind != "threat" and is_on(act, "fortunes") and not vowed  # "will win the vote"


def _of_what_will_be(cue: Token, act: Token, read: Owing) -> ObligationKind:
    """ "Told the envoy that Peru would close the port": Peru is not told to."""
    helpers = {c.lower_ for c in children(act, "aux")}
    above = act.head.head if relation(act) == "conj" else act.head
    tells = (verb for verb in (cue, above) if verb.pos_ == "VERB" and is_on(verb, "tellings"))
    telling = relation(act) in {"ccomp", "conj"} and next(tells, None) is not None
    if not helpers & WILL_OR_WONT or not (cue in set(act.children) or telling):
        return read.kind
    if {"if", "unless"} & {c.lower_ for c in children(act, "mark")}:
        return read.kind  # "if Peru will sign": what is asked for
    if negated(act):
        return read.kind if is_abstention(act) else "refusal"
    if read.kind != "demand" or is_passive(act):
        return read.kind
    return "threat" if is_hostile(act) else "pledge"


def is_request(read: Owing) -> bool:
    """ "Filed a motion to open the files": asked for, whatever else the network takes it for."""
    noun = read.cue.root
    asks = any(lemma(noun) in cue.lemmas for cue in cues().nouns if cue.kind == "demand")
    refusing = any(lemma(noun.head) in cue.lemmas for cue in cues().undertakings)
    return read.kind != "demand" and noun.pos_ == "NOUN" and asks and not refusing


def _is_asked_of(act: Token, read: Owing) -> bool:
    """ "Invited Peru to join": where the one invited bears it, it is asked of him."""
    cue = read.cue.root
    asked = next(iter(children(cue, "obj")), None)
    governed = act.head == cue and relation(act) == "xcomp" and infinitive_mark(act) is not None
    return governed and asked is not None and read.bearer is not None and asked in set(read.bearer)


def _is_laid_on(act: Token) -> bool:
    """ "Must pay", "has to pay", "was bound to pay": who must has promised nothing."""
    if {c.lower_ for c in children(act, "aux")} & _DUTY:
        return True
    if any(lemma(act) in cue.lemmas for cue in cues().semimodals):
        return any(infinitive_mark(c) is not None for c in children(act, "xcomp"))
    first = act.head if relation(act) == "conj" else act
    if first != act and not children(act, "aux", "nsubj"):
        return _is_laid_on(first)
    above = act.head
    if infinitive_mark(act) is None or relation(act) not in {"xcomp", "ccomp"}:
        return False
    if any(lemma(above) in cue.lemmas for cue in cues().semimodals):
        return not children(above, "obj")
    return above.lower_ in {"bound", "obliged", "required"} and is_passive(above)


def _is_own(act: Token) -> bool:
    """Whether who must is who says so: "we must strike back", "the ministry said it must"."""
    who = subject(act)
    if who is None or who.lower_ in FIRST_PERSONS:
        return True
    speaker = teller_of(act)
    return speaker is not None and (who.lower_ in THIRD_PERSONS or lemma(who) == lemma(speaker))


def _is_guess(cue: Token, act: Token) -> bool:
    """ "Is optimistic that a deal can be reached": hoped for, and promised by nobody."""
    if is_on(cue, "guesses") or (relation(act) == "ccomp" and is_on(act.head, "guesses")):
        return True
    # "In danger of losing the port", "what if Peru were to close it".
    asked_if = "if" in {c.lower_ for c in children(act, "mark")}
    were = "were" in {c.lower_ for c in children(act, "aux", "cop")}  # alone it sets a date
    supposed = act.head.lower_ == "were" or (were and asked_if)
    return bool(_DANGERS & {lemma(cue), lemma(act)}) or (
        supposed and infinitive_mark(act) is not None
    )


def _is_round_about(act: Token) -> bool:
    """ "After the referendum", "amid the war": when, and no act."""
    return act.pos_ != "VERB" and bool(_ROUND_ABOUT.intersection(cases(act)))


def _is_deed_told(cue: Token, act: Token) -> bool:
    """ "Answered by listing 50 goods": done."""
    by = "by" in {c.lower_ for c in children(act, "mark", "case")}
    past = cue.lower_ != lemma(cue) and not cue.lower_.endswith("ing")
    return by and act.head == cue and cue.pos_ == "VERB" and act.lower_.endswith("ing") and past


def _is_predicate(act: Token) -> bool:
    """ "Would be unacceptable" tells how a thing is; "will be ready to talk" tells of somebody."""
    if not children(act, "cop") or act.pos_ != "ADJ":
        return False
    willing = {word for cue in cues().adjectives for word in cue.lemmas}
    return not (is_on(act, "conduct") or act.lower_ in willing)


def _is_feared_of_others(cue: Token, act: Token) -> bool:
    """ "Warned that travellers could be robbed": not by those who warn of it."""
    if not {c.lower_ for c in children(act, "aux")} & _MAY:
        return False
    speech = cue if is_on(cue, "speech") else speech_verb(act)
    if speech is None or lemma(speech) not in _WARNS:
        return False
    who, warner = own_subject(act), subject(speech)
    if who is None or warner is None:
        return True
    if any(c.pos_ == "PRON" for c in children(who, "nmod:poss")) or lemma(act) == "lose":
        return False  # "his country might leave", "the firm might lose its licence"
    his = any(c.pos_ == "PRON" for c in children(warner, "nmod:poss"))
    if act.i < speech.i and (his or is_institution(who)):
        return False  # "the club could leave, its chairman warned"
    return who.lower_ not in FIRST_PERSONS | THIRD_PERSONS and lemma(who) != lemma(warner)


def _is_prohibited(cue: Token, act: Token) -> bool:
    """ "It is illegal for the company to operate the ferry", "unnecessary that it does"."""
    governed = act.head if infinitive_mark(act) is not None else cue
    return is_on(cue, "prohibitions") or is_on(governed, "prohibitions")


def _is_barred(act: Token) -> bool:
    """ "Blocked the firm from closing the mine": the contrary is asked."""
    marks = {c.lower_ for c in children(act, "mark", "case")}
    return act.lower_.endswith("ing") and act.pos_ == "VERB" and "from" in marks


def _is_cried(act: Token, read: Owing) -> bool:
    """ "Saying 'Death to kings'": a cry, which asks nobody for anything."""
    cue = read.cue.root
    if act.pos_ not in {"NOUN", "PROPN"}:
        return False
    to_him = relation(cue) == "case" and read.bearer is not None and cue.head in set(read.bearer)
    return to_him or (is_on(cue, "tellings") and read.bearer is None)


def _is_wish_of_its_own(cue: Token, act: Token) -> bool:
    """ "Peru wants to withdraw", "votes to close the port": nobody asks it to."""
    if cue.pos_ != "VERB" or act.head != cue or infinitive_mark(act) is None:
        return False
    if relation(act) != "xcomp" or is_passive(cue) or own_subject(act) is not None:
        return False
    if lemma(act) in {"see", "have"} or before_infinitive(act) is not None:
        return False  # "wants to see them tried", "wants Peru to pay" in a wrong parse
    between = (c for c in children(cue, "obj", "iobj", "obl") if c.i < act.i)
    known = cues()
    asks = any(lemma(cue) in order.lemmas for order in known.orders) and lemma(cue) not in _WISHES
    laid = any(lemma(cue) in duty.lemmas for duty in known.semimodals)
    return next(between, None) is None and not asks and not laid and cue.lower_ != "going"


def _is_offered(cue: Token, act: Token) -> bool:
    """ "Would like to meet the chiefs": what needs them is offered to them."""
    return lemma(cue) in _WISHES and is_on(act, "offers")


def _is_not_asked(cue: Token) -> bool:
    """ "The law does not require them to": nobody does."""
    asks = any(lemma(cue) in order.lemmas for order in cues().orders)
    return cue.pos_ == "VERB" and asks and lemma(cue) not in _WISHES and negated(cue)


def _is_foreign_if(act: Token) -> bool:
    """ "If the provinces accept the offer, the share will fall": no terms of who says so."""
    marks = {c.lower_ for c in children(act, "mark")}
    if relation(act) != "advcl" or "if" not in marks or negated(act):
        return False
    main = act.head
    who = subject(main)
    if who is None or not standing(who):
        return True
    helpers = {c.lower_ for c in children(main, "aux")}
    doing = bool(children(main, "cop")) or is_deed(main) or is_on(main, "readiness")
    return bool(helpers & _DUTY) or not doing


def is_beside(cue: Token, party: Token | None) -> bool:
    """Whether a noun cue is none of a party's: it only says or calls something in its sentence.

    "Soto called their demands extreme", "even with the party's pledge, Soto said he would lose".
    """
    listed = any(lemma(cue) in known.lemmas for known in cues().nouns)
    if cue.pos_ != "NOUN" or party is None or not listed:
        return False
    if any(c.pos_ == "PRON" for c in children(cue, "nmod:poss")):
        return False  # "repeated its offer": its own
    verb = cue.head
    told = is_on(verb, "speech") or lemma(verb) == "call"
    return told and relation(cue) in {"obj", "obl", "nsubj"} and subject(verb) == party


def himself(act: Token) -> Token | None:
    """Who will do it by the act's own clause: Peru in "said that Peru would close the port"."""
    who = own_subject(act)
    will = WILL_OR_WONT & {c.lower_ for c in children(act, "aux")}
    named = who is not None and who.pos_ in {"PROPN", "NOUN"} and standing(who) >= _NAMED
    return who if will and named and not is_passive(act) else None


def is_bystander(party: Token, act: Span) -> bool:
    """Whether a party only made a thing or is a place: "a plan set by Chile", "in a court"."""
    made = act.start <= party.i < act.end and "by" in cases(party)
    return made or "in" in cases(party)
