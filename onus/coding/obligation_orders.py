"""Demands made with a verb: "urged X to stop", "demanded an apology from X"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    agent,
    before_infinitive,
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
    relation,
    subject,
    subtree,
)
from onus.coding.obligation_cues import Order, cues
from onus.coding.obligation_setting import (
    Setting,
    is_asserted,
    is_deed,
    is_institution,
    is_realis,
    is_said,
    standing,
    teller_of,
    under_pact,
    written_in,
)

_DEMANDER_UNNAMED = 0.8
_BODY = 0.9  # standing of whoever can be asked for a thing
_NOT_REALISED = 0.6
_NEXT = 2  # tokens from a verb to a name with one word between
_LONG = 7  # letters of a noun that an ending makes the name of a deed
_UNATTRIBUTED_LAW = 0.45  # "companies are required to file": a rule, nobody's demand
_SELF = frozenset({"we", "i", "it"})
_WITH_SUBJUNCTIVE = frozenset(
    {"demand", "order", "request", "insist", "ask", "propose", "recommend", "require", "direct"}
)


def orders(verb: Token, where: Setting) -> Iterator[Draft]:
    """The demands for which this verb is the cue."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return
    name = verb_name(verb)
    for cue in cues().orders:
        if name not in cue.lemmas or not is_asserted(verb):
            continue
        if name == "bind" and not _is_bound_by(verb):
            continue  # "bound to fail" foretells
        if (cue.active_only and is_passive(verb)) or (cue.by_body and not _is_body(verb)):
            continue
        draft = _by_clause(verb, cue) or _by_noun(verb, cue) or _against(verb, cue)
        if draft is None:
            continue
        weight = 1.0 if is_realis(verb) else _NOT_REALISED
        by_law = is_passive(verb) and not standing(agent(verb)) and _is_law(verb)
        said = is_said(verb, where)
        if by_law:
            weight *= 1.0 if said or under_pact(verb) or agent(verb) else _UNATTRIBUTED_LAW
        yield Draft(
            kind="demand",
            cue=verb.doc[verb.i : verb.i + 1],
            act=draft[0],
            bearer=draft[1],
            demander=None if by_law or _is_writing(demander_of(verb)) else demander_of(verb),
            confidence=cue.confidence * weight * draft[2] * _demander_weight(verb),
            demander_is_speaker=by_law and said,
            whole=draft[3],
        )
        return


def _is_law(verb: Token) -> bool:
    return lemma(verb) in cues().words["laws"]


def _is_bound_by(verb: Token) -> bool:
    """ "Bound by the treaty to", "duty-bound to", "legally bound to"."""
    manner = {c.lower_ for c in verb.children} & {"legally", "duty", "contractually", "treaty"}
    return is_passive(verb) and bool(manner or agent(verb))


def verb_name(verb: Token) -> str:
    """The lemma with its particle: "rule out", "turn down"."""
    particles = children(verb, "compound:prt")
    return " ".join([lemma(verb), *(p.lower_ for p in particles)])


def demander_of(verb: Token) -> Token | None:
    """Who asks: the subject, or the "by" phrase of a passive; of a writing who has it made."""
    found = agent(verb) if _undergoes(verb) else _told_with(verb) or subject(verb)
    if found is not None and found.lower_ in _SELF:
        found = _writing_of(verb) or found
    return _author(found) if _is_writing(found) else found


def _writing_of(verb: Token) -> Token | None:
    """The statement of "the Chilean statement said: we urge", whose author "we" is."""
    said = teller_of(verb)
    return said if _is_writing(said) else None


def _is_writing(noun: Token | None) -> bool:
    """A resolution, a letter, a treaty: what asks for somebody, if it says for whom."""
    words = cues().words
    return noun is not None and noun.pos_ == "NOUN" and lemma(noun) in words["asking_writings"]


def _author(writing: Token | None) -> Token | None:
    """Whose writing it is: "X adopted a resolution calling", "a letter from X", "drafted by X"."""
    if writing is None:
        return None
    made = [oblique(writing, {"by", "from"}), *children(writing, "nmod:poss")]
    made += [named_before(writing), *(agent(c) for c in children(writing, "acl"))]
    verb = writing.head
    if relation(writing) == "obj" and lemma(verb) in cues().words["writes"]:
        made.append(subject(verb))
    return next((m for m in made if m is not None and standing(m)), writing)


def _undergoes(verb: Token) -> bool:
    """Whether its subject is asked: passives, and headlines ("Peru told to leave the pass")."""
    return is_passive(verb) or _is_headline_passive(verb)


def _is_headline_passive(verb: Token) -> bool:
    if verb.lower_ == lemma(verb) or not verb.lower_.endswith(("ed", "told")):
        return False
    behind = verb.nbor() if verb.i + 1 < verb.sent.end else None
    bare = not children(verb, "aux", "obj", "iobj", "ccomp", "mark") and verb.head == verb
    to = behind is not None and behind.lower_ == "to" and behind.head.pos_ == "VERB"
    return bare and to and lemma(verb) in cues().words["headline_passives"]


def _told_with(verb: Token) -> Token | None:
    """Whose word a parse cut off: "China said it was opposed and warned X": China, not "it"."""
    said = verb.head
    if relation(verb) != "conj" or children(verb, "nsubj") or relation(said) != "ccomp":
        return None
    speech = said.head
    nominal = bool(children(said, "cop")) or said.pos_ in {"ADJ", "NOUN"}
    past = verb.lower_ != lemma(verb) and speech.lower_ != lemma(speech)
    spoken = lemma(speech) in cues().words["speech"]
    return subject(speech) if nominal and past and spoken else None


def _is_body(verb: Token) -> bool:
    """Whether a state, an office or "we" asks, and no single person."""
    who = demander_of(verb)
    if who is None:
        return False
    return who.ent_type_ in {"ORG", "LOC"} or who.lower_ == "we" or _names_body(who)


def _names_body(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and lemma(noun) in cues().words["bodies"]


def _demander_weight(verb: Token) -> float:
    demander = demander_of(verb)
    if _is_writing(demander):
        return _DEMANDER_UNNAMED
    if demander is None:
        lost = bool(children(verb, "csubj")) or not _undergoes(verb)
        who = own_subject(verb)
        put = lemma(verb) in {"ask", "tell"} and is_passive(verb)
        put = put and not (who is not None and is_institution(who))
        # "She was asked to name": a question
        if _is_law(verb) and who is not None:
            return _DEMANDER_UNNAMED
        return 0.0 if lost or put or (who is not None and who.pos_ == "PRON") else _DEMANDER_UNNAMED
    if is_passive(verb) and _is_law(verb):
        return max(standing(demander), _DEMANDER_UNNAMED)  # "bound by the treaty to"
    return standing(demander)


_Found = tuple[Token, Token | None, float, bool]


def _by_clause(verb: Token, cue: Order) -> _Found | None:
    """Act, bearer, weight and whether the act is a whole clause, from a clause under the cue."""
    for act in _governed(verb):
        if infinitive_mark(act) is not None:
            if cue.clause or cue.that:
                bearer = own_subject(act) or _asked(verb, cue) or _between(verb, act)
                if _is_to_be_done(verb, act, cue):
                    return act, agent(act), 0.75, True
                if bearer is not None and standing(bearer) and _belongs(act, bearer):
                    return act, bearer, standing(bearer), False
        elif cue.that and relation(act) in {"ccomp", "acl"} and act.pos_ in {"VERB", "AUX", "ADJ"}:
            return _that_clause(verb, act)
    wanted = oblique(verb, cue.noun_after)
    if wanted is not None and standing(wanted):
        for act in children(wanted, "acl"):
            if infinitive_mark(act) is not None:
                if is_passive(act):
                    return wanted, agent(act), 0.75, False  # "for footage to be released"
                return act, wanted, standing(wanted), False
    return None


def _is_to_be_done(verb: Token, act: Token, cue: Order) -> bool:
    """Whether something is to be done to somebody: "called for the men to be freed"."""
    if not is_passive(act):
        return False
    phoned = bool(cue.bearer and children(verb, "obj"))  # "called the firm only to be told to wait"
    return own_subject(act) is not None or not (is_passive(verb) or phoned)


def _between(verb: Token, act: Token) -> Token | None:
    """Who stands between the cue and "to", on whatever word a parse has hung the name."""
    mark = infinitive_mark(act)
    last = act.doc[mark.i - 1] if mark is not None else verb
    lost = last.i > verb.i and last.pos_ == "PROPN" and last.head.i < verb.i
    return last if lost else before_infinitive(act)


def _governed(verb: Token) -> list[Token]:
    """The clauses under a cue, and one that a parse hung on a treaty: "bound by it to leave"."""
    found = [c for c in children(verb, "xcomp", "ccomp", "advcl", "obl") if c.i > verb.i]
    by = agent(verb) if is_passive(verb) and _is_law(verb) else None
    found += children(by, "acl") if by is not None else ()
    # "Recommended in a report that": the clause is no part of the report.
    found += [a for c in children(verb, "obl") if written_in(c) for a in children(c, "acl")]
    return sorted(found, key=lambda t: t.i)


def _asked(verb: Token, cue: Order) -> Token | None:
    if _undergoes(verb):
        return own_subject(verb)
    if cue.bearer:
        marked = (c for c in _obliques(verb, cue.bearer) if not is_day(c))
        return next(marked, None) or _behind_preposition(verb, cue.bearer)
    objects = children(verb, "obj", "iobj")
    return objects[0] if objects else None


def _behind_preposition(verb: Token, prepositions: frozenset[str]) -> Token | None:
    """Peru in "called on Peru to", where a parse hung "on" elsewhere."""
    named = children(verb, "obj", "obl", "iobj")
    for name in named:
        start = noun_phrase(name).start
        if start - verb.i == _NEXT and name.doc[start - 1].lower_ in prepositions:
            return name
    return None


def _obliques(verb: Token, prepositions: frozenset[str]) -> list[Token]:
    found = children(verb, "obl", "nmod", "obj", "iobj")
    return [c for c in found if prepositions & set(cases(c))]


def is_day(noun: Token) -> bool:
    """ "Called on Sunday on Peru to": what stands behind the first "on" is no party."""
    return noun.like_num or lemma(noun) in cues().words["times"]


def _belongs(act: Token, bearer: Token) -> bool:
    """A purpose clause far from the one asked is not what was asked."""
    if relation(act) != "advcl":
        return True
    mark = infinitive_mark(act)
    start = mark.i if mark is not None else act.i
    return start - noun_phrase(bearer).end <= 2


def _that_clause(verb: Token, act: Token) -> _Found | None:
    modals = [c for c in children(act, "aux") if c.lower_ in {"must", "should", "shall"}]
    if not modals and not (_is_subjunctive(act) and lemma(verb) in _WITH_SUBJUNCTIVE):
        return None
    bearer = own_subject(act)
    if bearer is None:
        return None
    if is_passive(act):
        return act, agent(act), 0.75, True
    if not standing(bearer):
        return act, None, 0.6, True
    return act, bearer, standing(bearer), False


def _is_subjunctive(act: Token) -> bool:
    """Whether a that-clause has the bare verb of a demand: "that he leave", "that it be closed"."""
    if not any(c.lower_ == "that" for c in children(act, "mark")):
        return False
    helpers = children(act, "aux", "cop")
    if any(c.lower_ not in {"be", "not"} for c in helpers):
        return False
    return bool(helpers) or act.lower_ == lemma(act)


def _by_noun(verb: Token, cue: Order) -> _Found | None:
    """The same from a noun: "demanded an apology from X"; "what we want from X is action"."""
    if not (cue.noun or cue.noun_after) or is_passive(verb):
        return None
    bearer = oblique(verb, cue.noun_bearer)
    if bearer is None and cue.object_bears:
        bearer = _object_asked(verb)
    act = _cleft(verb)
    if act is None:
        act = oblique(verb, cue.noun_after) if cue.noun_after else None
        if act is None and cue.noun_after:
            act = _gerund_after(verb, cue.noun_after)
        if act is None and cue.noun:
            act = next((c for c in children(verb, "obj") if c.i > verb.i), None)
    if act is None or act.pos_ == "PRON" or act == bearer:
        return None
    if lemma(act) in cues().words["moves"]:
        bearer = next(iter(children(act, "nmod:poss")), None)  # "Peru's withdrawal from the pass"
        if bearer is None and lemma(act) in cues().words["self_moves"]:
            bearer = oblique(act, {"of"})
    else:
        # "Damages of $3 million from the firm"; "duties on wine from Peru" are asked of nobody.
        inner = (act, *(c for c in children(act, "nmod") if "of" in cases(c)))
        found = (oblique(noun, cue.noun_bearer - {"of", "for"}) for noun in inner)
        bearer = bearer or next((f for f in found if f is not None), None)
    bearer = bearer or _holder(act)
    if bearer is not None and standing(bearer) >= 0.7:
        return act, bearer, standing(bearer), False
    asked = is_deed(act) if act.pos_ == "VERB" else is_askable(act)
    if cue.needs_bearer or not asked or negated(act):
        return None
    return act, None, cue.unnamed, False


def _gerund_after(verb: Token, prepositions: frozenset[str]) -> Token | None:
    """ "Called for banning the tankers"."""
    for act in children(verb, "advcl", "obl", "xcomp"):
        marks = {c.lower_ for c in children(act, "mark", "case")}
        if act.pos_ == "VERB" and act.lower_.endswith("ing") and marks & prepositions:
            return act if act.i > verb.i else None
    return None


def is_askable(noun: Token) -> bool:
    """Whether a noun says what to do, whoever is asked: "the reinstatement of the judges"."""
    words, name = cues().words, lemma(noun)
    if name in words["askable"] or noun.lower_ in words["askable"]:
        return True
    if noun.pos_ != "NOUN" or name in words["no_deeds"] or len(name) < _LONG:
        return False
    done_to = children(noun, "nmod", "nmod:poss", "amod")
    ending = name.endswith(tuple(words["deed_endings"]))
    return ending and any(c.i > noun.i or relation(c) != "amod" for c in done_to)


def _object_asked(verb: Token) -> Token | None:
    """Of whom a thing is asked: "asked the Union for trucks"; nobody who is asked for a word."""
    asked = next(iter(children(verb, "iobj", "obj")), None)
    if asked is None or cases(asked) or standing(asked) < _BODY or asked.ent_type_ == "PER":
        return None
    wanted = oblique(verb, {"for"})
    said = cues().words["replies"]
    return None if wanted is None or lemma(wanted) in said else asked


def _against(verb: Token, cue: Order) -> _Found | None:
    """What somebody is told to leave: "warned Peru against closing the strait"."""
    if not cue.against or is_passive(verb):
        return None
    warned = next((c for c in children(verb, "iobj", "obj") if not cases(c)), None)
    act = oblique(verb, {"against"}) or next(
        (
            c
            for c in children(verb, "advcl")
            if "against" in {m.lower_ for m in children(c, "mark")}
        ),
        None,
    )
    if warned is None or act is None or act.i < warned.i or standing(warned) < _BODY:
        return None
    return act, warned, standing(warned), True


def _holder(act: Token) -> Token | None:
    """Who has what is to be given back: "the release of nine sailors held by Peru"."""
    if lemma(act) not in cues().words["handed_back"]:
        return None
    for thing in children(act, "nmod"):
        for held in children(thing, "acl"):
            if lemma(held) in cues().words["held"]:
                return agent(held) or oblique(held, {"by"})
    return None


def _cleft(verb: Token) -> Token | None:
    """The predicate of a sentence such as "what we are looking for is action"."""
    below = verb
    for above in verb.ancestors:
        if relation(below) in {"nsubj", "csubj"} and children(above, "cop"):
            asked = [t for t in subtree(below) if t.lower_ == "what"]
            return above if asked and above.pos_ != "ADJ" else None
        below = above
    return None
