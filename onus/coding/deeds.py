"""What is reported done: who did what, in the words of the text, whatever it is.

Events are coded by an ontology and leave out what it has no code for ("paid the $2 million",
"published the audit"). The ledger needs just these, to see whether what was owed was done.
`find_deeds` reads one annotated article and gives every verb that says what happened or failed to.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from onus.coding.deed_nouns import noun_deed, state_deed
from onus.coding.deed_words import deed_words
from onus.coding.done import Done
from onus.coding.factuality import factuality
from onus.coding.obligation_clauses import (
    THIRD_PERSONS,
    WILL,
    WILL_OR_WONT,
    agent,
    cases,
    children,
    is_infinitive,
    is_passive,
    is_plural,
    lemma,
    negated,
    noun_phrase,
    own_subject,
    relation,
    stretch,
    subject,
    subtree,
)
from onus.coding.obligation_setting import standing
from onus.record import Outcome

_BEGIN = frozenset({"begin", "start", "commence", "move"})
_FAIL = frozenset({"fail", "neglect", "omit"})
_REFUSE = frozenset({"refuse", "decline"})
_CARRIED = frozenset({*_BEGIN, *_FAIL, *_REFUSE, "continue", "manage", "proceed", "help"})
_NO_DEEDS = frozenset({"have", "be", "do", "say", "tell", "add", "state", "note"})
_PROMISES = frozenset(
    {"promise", "pledge", "vow", "swear", "guarantee", "agree", "assure", "undertake", "demand"}
    | {"insist", "threaten", "warn", "propose", "offer", "require", "order", "request", "urge"}
)
_BREACHES = frozenset({"breach", "violation", "defiance", "contravention", "spite"})
_WORDS_GIVEN = frozenset(
    {"promise", "pledge", "commitment", "undertaking", "vow", "word", "assurance", "guarantee"}
    | {"agreement", "accord", "deal", "truce", "ceasefire", "treaty", "pact"}
)
_APART = frozenset({"parataxis", "cc", "mark", "discourse", "vocative", "advcl", "conj"})
_MODALS = frozenset({"would", "could", "can", "will", "should", "must"})
_PAST_AS_PRESENT = frozenset(
    {"put", "cut", "let", "set", "shut", "hit", "quit", "cast", "split", "spread", "cost", "shed"}
    | {"burst", "hurt", "bid", "rid", "upset", "beset", "broadcast", "slit", "thrust", "read"}
)
_GAP = 3
_NAMED = 0.95  # standing of a party that can be the "it" of its own words
_NOTHING = frozenset({"nothing", "none", "neither", "nobody"})


def find_deeds(doc: Doc) -> list[Done]:
    """The deeds of an annotated article, in text order; "he said" is none.

    `doc` needs sentence boundaries, Universal POS tags, lemmas and a UD parse.
    """
    found: list[Done] = []
    for token in doc:
        if token.pos_ == "VERB":
            found += _given_up(token) or _deed(token)
        elif token.lower_ in _BREACHES | {"despite", "contrary"}:
            found += _breach(token)
        else:
            found += noun_deed(token, _is_told)
            found += state_deed(token)
    return found


def _is_told(verb: Token) -> bool:
    """Whether a verb tells of something that has happened, so that what goes before it has too."""
    return _outcome(verb) in {"done", "begun"}


def _deed(verb: Token) -> Iterator[Done]:
    if lemma(verb) in _NO_DEEDS or _only_governs(verb):
        return
    if verb.dep_ == "acl" and lemma(verb) in deed_words().lasting:
        return
    outcome: Outcome | None = "refused" if _is_refused(verb) else _outcome(verb)
    if outcome is None:
        return
    undergone = is_passive(verb) or _is_participle(verb)
    doer = agent(verb) if undergone else subject(verb)
    if not undergone and doer is None:
        return  # "the damaged pumps"
    if not undergone and not children(verb, "obj", "xcomp", "ccomp") and not standing(doer):
        undergone, doer = True, None  # "the trucks have arrived": they did not send themselves
    if doer is not None and doer.pos_ == "VERB":
        doer = None
    telling = undergone or _is_part_of_it(doer)
    doer = _who_says_so(verb, doer)
    if outcome in {"failed", "refused", "not done"}:
        doer = _blamed(verb, doer)
    yield Done(
        doer=noun_phrase(doer) if doer is not None else None,
        verb=_phrasal(verb),
        words=_words(verb, with_subject=telling),
        outcome=outcome,
    )


def _is_part_of_it(doer: Token | None) -> bool:
    """Whether a subject tells what the deed is about: "four helicopters", "180 of the soldiers"."""
    if doer is None or doer.pos_ not in {"NOUN", "NUM"}:
        return False
    return doer.pos_ == "NUM" or bool(children(doer, "nummod")) or not standing(doer)


def _given_up(verb: Token) -> list[Done]:
    """ "No longer insisted on the fee", "would no longer seek to cancel it": taken back."""
    if lemma(verb) not in deed_words().pursuing:
        return []
    near = [t.lower_ for t in verb.doc[max(verb.sent.start, verb.i - 3) : verb.i]]
    if near[-2:] != ["no", "longer"]:
        return []
    doer = _who_says_so(verb, subject(verb))
    return [
        Done(
            doer=noun_phrase(doer) if doer is not None else None,
            verb="no longer",
            words=_words(verb, with_subject=False),
            outcome="done",
        )
    ]


def _is_participle(verb: Token) -> bool:
    """ "Buses supplied by the agency"."""
    bare = verb.lower_ == lemma(verb) or verb.lower_.endswith("ing")
    if verb.dep_ != "acl" or bare or lemma(verb) in deed_words().lasting:
        return False
    return not children(verb, "aux", "nsubj", "mark")


def _who_says_so(verb: Token, doer: Token | None) -> Token | None:
    """The speaker of "Peru said that it had sent the trucks"."""
    if doer is None or doer.lower_ not in {"it", "he", "she"} or relation(verb) != "ccomp":
        return doer
    speaker = subject(verb.head)
    return speaker if speaker is not None and standing(speaker) >= _NAMED else doer


def _blamed(verb: Token, doer: Token | None) -> Token | None:
    """Who is meant in "imposed sanctions on Peru after it failed to pay": Peru."""
    clause = verb.head if relation(verb) == "xcomp" else verb
    if doer is None or doer.lower_ not in THIRD_PERSONS:
        return doer
    if relation(clause) != "advcl" or not {"after", "because", "since", "as"} & {
        c.lower_ for c in children(clause, "mark")
    }:
        return doer
    main = clause.head
    struck = [c for c in children(main, "obl") if {"on", "against"} & set(cases(c))]
    named = (c for c in (*children(main, "obj", "iobj"), *struck) if standing(c) >= _NAMED)
    return next(named, doer)


def _breach(word: Token) -> Iterator[Done]:
    """ "In breach of its promise to leave", "in spite of the guarantee that Peru gave"."""
    given = next(
        (
            t
            for t in word.doc[word.i + 1 : min(word.i + 5, word.sent.end)]
            if lemma(t) in _WORDS_GIVEN
        ),
        None,
    )
    if given is None:
        return
    made = next((c for c in children(given, "acl") if lemma(c) in {"give", "make"}), None)
    giver = None if made is None else agent(made) or own_subject(made)
    owner = next(iter(children(given, "nmod:poss")), None)
    if giver is None and owner is not None and owner.pos_ != "PRON":
        giver = owner
    verb = next((a for a in given.ancestors if a.pos_ == "VERB"), None)
    if giver is None and verb is not None:
        giver = agent(verb) if is_passive(verb) else subject(verb)
    if giver is None or not standing(giver):
        return
    yield Done(noun_phrase(giver), "break", stretch(given, subtree(given)), "done")


def _outcome(verb: Token) -> Outcome | None:
    """What became of it; None for what is wanted, planned or supposed."""
    above = lemma(verb.head) if relation(verb) == "xcomp" else ""
    if is_infinitive(verb) and above not in _CARRIED:
        if verb.head.lower_ == "going" or _is_mood(verb.head):
            return "refused" if negated(verb.head) else None
        # "Money to rebuild schools" is none; "has yet to arrive" says that it did not happen.
        return "not done" if _is_outstanding(verb) else None
    real = (
        "planned"
        if _timeless(verb) or _is_spoken_of(verb) or _is_awaited(verb)
        else factuality(verb, None)
    )
    if real == "actual" and not any(lemma(c) in _NOTHING for c in verb.children):
        return "begun" if above in _BEGIN else "done"
    return _denied(verb, above) if real in {"actual", "denied"} else None


def _is_mood(word: Token) -> bool:
    """ "Prepared" in "was not prepared to pay"."""
    return word.lower_ in deed_words().moods and bool(children(word, "cop"))


def _denied(verb: Token, above: str) -> Outcome | None:
    """What a deed that is denied comes to: refused, failed, left undone."""
    modals = {c.lower_ for c in children(verb, "aux")}
    if above in _REFUSE or modals & WILL_OR_WONT:
        return "refused"
    if above in _FAIL:
        return "failed"
    return None if modals & _MODALS else "not done"


def _is_outstanding(verb: Token) -> bool:
    """ "Has yet to arrive", "has still to pay"."""
    if any(c.lower_ == "yet" for c in _around(verb)):
        return True
    return lemma(verb.head) == "have" and any(c.lower_ == "still" for c in verb.head.children)


def _is_refused(verb: Token) -> bool:
    """ "Ruled out freeing them", not "refused, saying that ..."."""
    above = verb.head
    if not verb.lower_.endswith("ing") or relation(verb) not in {"xcomp", "ccomp", "advcl", "obj"}:
        return False
    beside = 0 < verb.i - above.i <= 1 + len(children(above, "compound:prt"))
    return beside and _phrasal(above) in deed_words().refusing and _outcome(above) == "done"


def _is_spoken_of(verb: Token) -> bool:
    """A gerund that tells no deed: "ruled out freeing them", "the deadline for leaving"."""
    if not verb.lower_.endswith("ing") or children(verb, "aux"):
        return False
    if {"for", "of", "against", "without", "before", "from", "about"} & {
        c.lower_ for c in children(verb, "mark", "case") if c.i < verb.i
    }:
        return True
    return relation(verb) in {"xcomp", "ccomp"} and lemma(verb.head) not in _CARRIED | {"keep"}


def _is_awaited(verb: Token) -> bool:
    """ "Will leave once Peru has paid": not done yet."""
    if relation(verb) != "advcl":
        return False
    if not WILL & {c.lower_ for c in children(verb.head, "aux")}:
        return False
    marks = {c.lower_ for c in children(verb, "mark", "advmod")}
    first = min(t.i for t in verb.subtree)
    marks |= {t.lower_ for t in verb.doc[max(first - 1, verb.sent.start) : first + 2]}
    return bool(marks & {"once", "when", "whenever", "after", "soon"})


def _timeless(verb: Token) -> bool:
    """ "While the two sides talk", "which it had promised": not news of what was done."""
    if verb.dep_ == "acl:relcl" and any(c.lower_ == "had" for c in children(verb, "aux")):
        return True
    if verb.lower_ == lemma(verb):
        return not is_infinitive(verb) and (relation(verb) == "advcl" or _is_present(verb))
    # "Peru takes a tenth of the cod" is a habit; a headline, which has no full stop, tells news so.
    now = verb.lower_.endswith("s") and not children(verb, "aux")
    if _phrasal(verb) in deed_words().performing:
        return False
    return now and verb.sent.text.rstrip().endswith((".", '."', ".”"))


def _is_present(verb: Token) -> bool:
    """ "Refugees who work on farms", "a demand that Peru pay"; "Peru put off the vote" is past."""
    if children(verb, "aux") or _phrasal(verb) in deed_words().performing:
        return False
    told = verb.sent.text.rstrip().endswith((".", '."', ".”"))  # and is no headline
    if not told or lemma(verb) in _PAST_AS_PRESENT:
        return False
    doer = subject(verb)
    alone = doer is not None and doer.pos_ in {"PROPN", "NOUN"} and not _are_several(doer)
    return not alone or relation(verb) in {"ccomp", "xcomp", "acl"}


def _are_several(noun: Token) -> bool:
    return is_plural(noun) or bool(children(noun, "conj"))


def _only_governs(verb: Token) -> bool:
    """ "Agreed to pay", "refused to leave": the deed, if any, is that of the infinitive."""
    below = children(verb, "xcomp")
    if any(is_infinitive(c) for c in below) and _phrasal(verb) not in deed_words().answering:
        return lemma(verb) not in {"help", "use"}
    return bool(children(verb, "ccomp")) and lemma(verb) in _PROMISES


def _around(verb: Token) -> Iterator[Token]:
    yield from verb.children
    yield from verb.head.children


def _phrasal(verb: Token) -> str:
    """The lemma with its particle: "call off"."""
    return " ".join([lemma(verb), *(c.lower_ for c in children(verb, "compound:prt"))])


def _words(verb: Token, *, with_subject: bool) -> Span:
    left_out = {
        c
        for c in verb.children
        if relation(c) in _APART
        or (relation(c) == "punct" and c.i < verb.i)
        or (relation(c) == "nsubj" and not with_subject)
        or (relation(c) == "obl" and "without" in cases(c))
    }
    inside = set(subtree(verb, left_out))
    if with_subject and _is_participle(verb):
        inside |= set(noun_phrase(verb.head))
    return stretch(verb, _bridged(verb, inside))


def _bridged(verb: Token, tokens: set[Token]) -> set[Token]:
    """The tokens with the few that part them behind the verb, which a parse hung elsewhere."""
    places = sorted(t.i for t in tokens if t.i >= verb.i)
    for last, following in pairwise(places):
        gap = verb.doc[last + 1 : following]
        if len(gap) <= _GAP and all(t.pos_ in {"DET", "ADJ", "NOUN", "PROPN", "NUM"} for t in gap):
            tokens |= set(gap)
    return tokens
