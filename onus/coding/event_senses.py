"""Which events to doubt for their words: figures of speech, other senses, mere talk."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onus.coding.event_doubt_words import words
from onus.coding.event_forces import trigger as trigger_of
from onus.coding.event_model import Candidate, CodedEvent
from onus.coding.event_parties import is_hurt, is_passive, is_violent, light_verb
from onus.coding.obligation_clauses import cases, children, lemma, negated, relation
from onus.coding.triggers import PREPOSITIONS, lexicon


def is_mere_word(candidate: Candidate, event: CodedEvent) -> bool:
    """Senses of single words that are no event, or a weaker one."""
    return (
        _is_mere_wish(candidate, event)
        or _is_of_clause(candidate, event)
        or _is_other_sense(candidate, event)
    )


def _is_mere_wish(candidate: Candidate, event: CodedEvent) -> bool:
    """ "Is ready to", "wants X to", "asked whether", "declined to comment"."""
    trigger, word = event.trigger, lemma(event.trigger)
    clauses = children(trigger, "ccomp", "xcomp")
    if event.type == "REJECT":
        return any(_is_no_refusal(c) for c in clauses)
    if event.type != "REQUEST":
        return candidate.entry is not None and candidate.entry.part == "adjective"
    asked = children(trigger, "obj", "iobj")
    if event.target is not None:
        root = event.target.root
        for clause in clauses:
            other = asked or [c for c in children(clause, "nsubj") if c != root]
            if other and clause not in asked and clause.is_ancestor(root):
                return True  # "asked the crowd to welcome the governor"
    return word in lexicon().wishes or (word == "ask" and not _is_request(trigger))


def _is_of_clause(candidate: Candidate, event: CodedEvent) -> bool:  # noqa: PLR0911
    """The verb reports a clause, or the target stands in one that says something else of it."""
    trigger, word = event.trigger, lemma(event.trigger)
    clauses = children(trigger, "ccomp", "xcomp")
    if word == "agree" and children(trigger, "ccomp"):
        return True
    if word in {"tell", "remind"}:
        return any(c.lower_ == "that" for clause in clauses for c in children(clause, "mark"))
    if relation(trigger) == "ccomp" and negated(trigger.head):
        return True  # "it does not mean that they respect him"
    if event.target is None:
        return False
    root = event.target.root
    if word == "warn" and children(trigger, "ccomp"):
        return root not in children(trigger, "obj", "iobj")
    if word in words("naming") and not _leads_on(candidate):  # "called for the rebels to disarm"
        return root not in children(trigger, "obj", "nsubj:pass")
    between = trigger.doc[trigger.i + 1 : root.i] if root.i > trigger.i else ()
    return any(t.lower_ == "what" or _compares(t) for t in between)


def _leads_on(candidate: Candidate) -> bool:
    """Whether the words of the trigger lead to the target by a preposition."""
    entry = candidate.entry
    if entry is None:
        return False
    return entry.preposition is not None or any(word & PREPOSITIONS for word in entry.words)


def _compares(word: Token) -> bool:
    """Whether a word sets the target against another: no "than" of "more than 20 soldiers" does."""
    counts = relation(word) == "fixed" or word.nbor().pos_ == "NUM"
    return word.lower_ == "than" and not counts


def _is_other_sense(candidate: Candidate, event: CodedEvent) -> bool:
    """ "Received a letter", "contributed reporting", "killed themselves", "charged fees"."""
    trigger, word = event.trigger, lemma(event.trigger)
    below = {lemma(t) for t in trigger.subtree if t.i > trigger.i}
    carrier = light_verb(trigger) if trigger.pos_ == "NOUN" else None
    after = trigger.doc[trigger.i + 1 : trigger.i + 2].text.lower()
    takeover = event.source is not None and (
        _is_person(event.source) or event.source.text.lower() in {"he", "she", "who"}
    )
    return (
        (event.type in {"CONSULT", "AGREE", "AID"} and word in words("loose"))
        or (word == "contribute" and bool(below & words("bylines")))
        or (event.mode in {"seize", "withdraw"} and takeover)
        or after in words("reflexive")
        or (word == "charge" and is_passive(trigger) and bool(children(trigger, "obj")))
        or (event.type == "THREATEN" and carrier is not None and lemma(carrier) == "pose")
        or (word == "warn" and not candidate.acts)
        or (word == "sign" and not candidate.acts and not are_several(event.source))
        or (word == "blame" and not is_passive(trigger) and not children(trigger, "obj", "iobj"))
        or (word == "meet" and bool(_objects(trigger) & words("measures")))
        or (word == "charge" and _is_entrusted(trigger))
        or _is_of_kin(event)
        or _is_made(event)
        or _is_intangible(event)
    )


def are_several(party: Span | None) -> bool:
    """Whether a party is told as several, who do it with each other: "the two premiers"."""
    if party is None or party.root.pos_ != "NOUN":
        return False
    told = {c.lower_ for c in children(party.root, "nummod", "det")}
    return bool(children(party.root, "nummod") or "both" in told) and not told & {"one", "1"}


def _objects(verb: Token) -> set[str]:
    return {lemma(c) for c in children(verb, "obj", "nsubj:pass")}


def _is_entrusted(charge: Token) -> bool:
    """ "Charged the envoys with verifying it": a task, no accusation."""
    below = children(charge, "advcl", "xcomp", "obl", "ccomp", "acl")
    return any(lemma(c) in words("entrusting") and c.lower_.endswith("ing") for c in below)


def _is_of_kin(event: CodedEvent) -> bool:
    """ "Met his wife": what a family does among itself is no politics."""
    target = event.target
    if event.type != "CONSULT" or target is None or lemma(target.root) not in words("kin"):
        return False
    return any(c.pos_ == "PRON" for c in children(target.root, "nmod:poss"))


def _is_made(event: CodedEvent) -> bool:
    """ "Vowed to form a task force": what is yet to be made is no partner."""
    target = event.target
    if event.type != "AGREE" or target is None or relation(target.root) != "obj":
        return False
    return target.root.head != event.trigger and lemma(target.root.head) in words("making")


def _is_intangible(event: CodedEvent) -> bool:
    """ "Gave airtime to", "gave a name to": what is given is no aid."""
    carriers = [event.trigger, *event.trigger_span]
    given = [c for t in carriers if t.pos_ == "VERB" for c in children(t, "obj")]
    return event.type == "AID" and any(lemma(c) in words("intangible") for c in given)


def _is_no_refusal(clause: Token) -> bool:
    """ "Declined to comment", "refused to attack": whoever does so turns nobody down."""
    if lemma(clause) in words("silences"):
        return True
    match = trigger_of(clause)
    return match is not None and match.entry.type in words("hostile")


def _is_request(ask: Token) -> bool:
    """Whether it is asked to do or for something; "asked whether" and "asked:" are questions."""
    if any("for" in cases(c) for c in children(ask, "obl")):
        return True
    below = children(ask, "xcomp", "ccomp", "advcl", "acl")
    return any(c.lower_ in {"to", "that"} for b in below for c in children(b, "mark", "aux"))


def is_figure(candidate: Candidate, event: CodedEvent) -> bool:
    """Violence in words, votes or games, or done to what cannot be hurt."""
    word = lemma(event.trigger)
    if event.type != "ASSAULT":
        return False
    named = event.source is not None and _is_unarmed(event.source)
    if event.target is not None and _is_pronoun(event.target) and word in words("figures"):
        return word not in lexicon().plain
    if _is_lasting(event) or _is_accident(event):
        return True
    if event.trigger.pos_ == "NOUN":
        return word in words("figurative_nouns") and (named or _is_in_words(candidate, event))
    if not candidate.acts:
        return event.mode not in words("armed") and not _is_literal(candidate, event, named)
    hard = word in lexicon().plain
    doubtful = word in words("figures") and word not in {"wound", "injure"}
    return doubtful and not hard and (named or event.source is None)


def _is_lasting(event: CodedEvent) -> bool:
    """A state of affairs, no act: "the civil war", but not "wages war on"."""
    trigger = event.trigger
    if trigger.pos_ != "NOUN" or lemma(trigger) not in words("states"):
        return False
    return light_verb(trigger) is None


def _is_accident(event: CodedEvent) -> bool:
    """Who "was killed when the bus overturned" was killed by nobody."""
    trigger = event.trigger
    if event.source is not None or trigger.pos_ != "VERB":
        return False
    beside = [trigger.head] if relation(trigger) in {"advcl", "acl", "conj", "ccomp"} else []
    for child in children(trigger, "obl", "advcl", "conj", "parataxis"):
        beside += [child, *children(child, "nmod", "compound", "conj")]
    return any(lemma(t) in words("accidents") for t in beside)


def _is_literal(candidate: Candidate, event: CodedEvent, named: bool) -> bool:
    """Whether violence done to nobody is meant as such: "killed 12", "launched an attack"."""
    trigger, entry = event.trigger, candidate.entry
    if named and lemma(trigger) not in lexicon().counted:
        return False
    if event.target is None and entry is not None and entry.words:
        return any(t.pos_ == "NOUN" and is_violent(t) for t in event.trigger_span)
    return any(is_hurt(c, trigger) for c in children(trigger, "obj", "nsubj:pass"))


def _is_in_words(candidate: Candidate, event: CodedEvent) -> bool:
    """ "An attack on Senator Lee" that nobody makes, or "the war on drugs"."""
    if event.target is None:
        return False
    if candidate.acts:
        return event.source is None and _is_person(event.target)
    root = event.target.root
    return bool({"on", "against"} & set(cases(root))) and root.ent_type_ != "LOC"


def takes_nobody(candidate: Candidate, event: CodedEvent) -> bool:
    """A verb that wants an object and has none: "seized on the remark"."""
    trigger, entry = event.trigger, candidate.entry
    if event.type not in {"ASSAULT", "COERCE"}:
        return False
    shot_dead = any(t.lower_ == "dead" for t in event.trigger_span)  # "policeman shot dead"
    longer = entry is None or entry.preposition or (entry.length > 1 and not shot_dead)
    if trigger.pos_ != "VERB" or longer:
        return False
    upon = any({"on", "upon"} & set(cases(c)) for c in children(trigger, "obl"))
    if lemma(trigger) == "seize" and upon and not children(trigger, "obj"):
        return True
    if is_passive(trigger) or trigger.dep_ in {"acl", "acl:relcl", "conj"}:
        return False
    armed = event.mode in words("armed") and not shot_dead
    return not children(trigger, "obj", "iobj") and not armed


def is_handed_out(candidate: Candidate, event: CodedEvent) -> bool:
    """A document or thing that is released or returned, or somebody who merely came back."""
    if event.type != "RETREAT" or event.mode not in {"release", "return"}:
        return False
    if not candidate.acts or event.target is None:
        return True
    trigger, root = event.trigger, event.target.root
    if trigger.pos_ == "NOUN":
        return root.head != trigger and lemma(root.head) != lemma(trigger)
    direct = {*children(trigger, "obj", "nsubj:pass"), trigger.head}
    direct |= (
        set(children(trigger.head, "nsubj:pass", "obj")) if not children(trigger, "obj") else set()
    )
    if root.head in direct and lemma(root.head) in words("captives"):
        return False  # "released two French hostages"
    return root not in direct


def is_of_campaign(event: CodedEvent) -> bool:
    """What candidates do with voters: a person's rallies, voters who are mobilised."""
    if event.type == "PROTEST" and event.mode != "riot" and event.source is not None:
        return _is_person(event.source) or _is_pronoun(event.source)
    if event.type != "MOBILIZE" or event.target is None:
        return False
    return lemma(event.target.root) in words("electors")


def _is_unarmed(party: Span) -> bool:
    """A name of a person, a pronoun, or people as such: they attack in words."""
    return _is_person(party) or _is_pronoun(party) or lemma(party.root) in words("civil")


def _is_person(party: Span) -> bool:
    return any(t.ent_type_ in {"PER", "PERSON"} for t in party)


def _is_pronoun(party: Span) -> bool:
    return party.root.pos_ == "PRON"
