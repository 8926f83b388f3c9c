"""What a speaker says that he, or his side, will or will not do."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_announced import awaited, is_given, promised, undergone, waiting
from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    FIRST_PERSONS,
    THIRD_PERSONS,
    children,
    infinitive_mark,
    is_passive,
    is_question,
    lemma,
    name_head,
    negated,
    noun_phrase,
    oblique,
    own_subject,
    relation,
    subject,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_preconditions import (
    conditional,
    conditions_of,
    is_as_long_as,
)
from onus.coding.obligation_setting import (
    Setting,
    is_abstention,
    is_deed,
    is_hostile,
    is_institution,
    is_punishing,
    is_said,
    speaker_of,
    speech_verb,
    standing,
    teller_of,
    under_pact,
    written_in,
)
from onus.record import ObligationKind

_WILL = frozenset({"will", "'ll", "’ll", "wo", "won't", "won’t", "shall"})
_COMING = _WILL | {"would"}
_GUESSES = frozenset({"maybe", "perhaps", "probably", "possibly", "likely"})
_QUESTION_WORDS = frozenset({"who", "whom", "what", "which", "how", "why", "where", "when"})
_CONFIDENCE = {"pledge": 0.6, "refusal": 0.6, "threat": 0.7}
_HIS_OWN = 0.95
_ABOUT_OTHERS = 0.8
_FOR_HIS_STATE = 0.75
_TOLD_BY_OTHERS = 0.7
_UNLISTED = 0.9
_NONE = frozenset({"neither", "no", "none"})
_MEDIA = frozenset({"media", "medium", "television", "radio", "newspaper", "agency", "tv", "daily"})
_OFFICIAL = frozenset({"state", "official", "government", "state-run"})
_ONE = frozenset({"it", "he", "she"})
_NAMED = 0.9
_BODY = 0.95  # standing of a party that an act can be expected of


def commitments(aux: Token, where: Setting) -> Iterator[Draft]:
    """ "We will ensure", "he said Iran would not negotiate", "or we will retaliate"."""
    going = _going(aux)
    comes = going is not None or (relation(aux) == "aux" and aux.lower_ in _COMING)
    if not comes or is_question(aux):
        return
    verb = going or aux.head
    bearer = subject(verb) or _left_out(verb)
    if bearer is None or is_passive(verb) or children(verb, "cop") or is_given(verb):
        yield from undergone(aux, verb, where)
        return
    agreed = under_pact(verb) and aux.lower_ in _WILL and standing(bearer) > _NAMED
    if _is_open(verb, aux) or not (is_said(verb, where) or agreed):
        return
    hung = _hung_word(verb, bearer)
    weight = max(_own_word(verb, bearer, where), hung, float(agreed))
    if aux.lower_ == "would" and bearer.lower_ in {"i", "we", "you"}:
        weight = 0.0
    free = bool(hung) or promised(verb)
    sayer = _himself(verb, bearer)
    body = (is_institution(sayer) or _is_named(sayer, bearer)) and is_deed(verb)
    nobody = lemma(bearer) == "neither" or any(c.lower_ in _NONE for c in bearer.children)
    nor = any(c.lower_ == "nor" for c in children(verb, "cc"))
    denied = negated(verb) or nobody or nor or (going is not None and negated(aux))
    kind = _kind(verb, not denied, free or body, bool(hung))
    if not weight or kind is None:
        return
    if body and not free and not _is_listed(verb):
        weight *= _UNLISTED
    if kind == "pledge" and weight < 1.0 and lemma(verb) in cues().words["vague"] and not body:
        return
    faint = lemma(verb) in {"stop", "rest", "end", "vote"} and not _is_hung(verb)
    if (kind == "refusal" and weight < 1.0 and faint) or (
        bearer.lower_ in _ONE and _is_many(sayer)
    ):
        return
    yield Draft(
        kind=kind,
        cue=verb.doc[aux.i : aux.i + 1],
        act=verb,
        bearer=sayer,
        demander=None,
        confidence=_CONFIDENCE[kind] * weight,
        whole=nobody,
        condition=awaited(verb),
        without=frozenset(waiting(verb)),
    )


def _going(word: Token) -> Token | None:
    """The verb of "was going to resume": what is to come as much as "would resume"."""
    if word.lower_ != "going" or word.pos_ not in {"VERB", "AUX"}:
        return None
    if not any(lemma(c) == "be" for c in children(word, "aux")):
        return None
    acts = (a for a in children(word, "xcomp", "advcl") if infinitive_mark(a) is not None)
    return next((a for a in acts if a.i > word.i), None)


def _is_going(verb: Token) -> bool:
    return verb.head.lower_ == "going" and _going(verb.head) == verb


def _left_out(verb: Token) -> Token | None:
    """Who says so in a headline without a pronoun: "Peru says will send tents".

    In "a dam that Peru says will dry out the fields" it is the dam that will.
    """
    speech = verb.head
    if speech.dep_.startswith("acl"):
        return None
    following = speech.doc[speech.i + 1 : speech.i + 2]
    begins = any(token.head == verb for token in following)
    said = relation(verb) == "ccomp" and begins and not children(verb, "mark")
    return subject(speech) if said and lemma(speech) in cues().words["speech"] else None


def _is_listed(verb: Token) -> bool:
    words = cues().words
    own = words["commitments"] | words["refusals"] | words["abstentions"] | words["defiances"]
    return lemma(verb) in own


def _is_many(noun: Token) -> bool:
    """ "The experts that Peru said it would send": in a wrong parse the experts say so."""
    return noun.pos_ == "NOUN" and noun.lower_ != lemma(noun)


def _is_open(verb: Token, aux: Token) -> bool:
    """Whether the clause only supposes or asks: "if", "who they would vote for"."""
    had = any(lemma(c) == "have" for c in children(verb, "aux"))  # "would have sent"
    supposing = had or any(c.lower_ in {"if", "whether", "unless"} for c in children(verb, "mark"))
    guessing = any(c.lower_ in _GUESSES for c in verb.children)
    asked = any(c.lower_ in _QUESTION_WORDS and c.i < aux.i for c in verb.children)
    return supposing or guessing or (asked and not under_pact(verb))


def _is_hung(verb: Token) -> bool:
    """Whether the act waits for a condition."""
    return any(conditional(a) is not None for a in children(verb, "advcl"))


def _hung_word(verb: Token, bearer: Token) -> float:
    """How surely a named party binds itself by what it makes wait for a condition.

    "Peru would pay only if Chile opens its books", "Peru will not sign unless Chile pays": whoever
    says so tells the terms and no mere guess.
    """
    if standing(bearer) < _BODY and bearer.lower_ not in {"it", "we"}:
        return 0.0
    kinds = {kind for kind, _ in conditions_of(verb)}
    terms = {"unless", "until"} if negated(verb) else {"only if"}
    traded = any(conditional(c) == "if" for c in children(verb, "obl"))
    traded = traded or any(is_as_long_as(c) for c in children(verb, "advmod"))
    traded = traded or bool(waiting(verb))
    return _ABOUT_OTHERS if kinds & terms or (traded and not negated(verb)) else 0.0


def _is_named(sayer: Token, bearer: Token) -> bool:
    """A named person who says of himself what he will do: his word, though he is no body."""
    return bearer.lower_ in {"he", "she"} and (sayer.ent_type_ == "PER" or sayer.pos_ == "PROPN")


def _himself(verb: Token, bearer: Token) -> Token:
    """The speaker where "he", "she" or "it" in his indirect words stands for him."""
    speaker = teller_of(verb)
    first = own_subject(verb.head) if relation(verb) == "conj" else None
    if speaker is not None and lemma(speaker) in _MEDIA and first is not None:
        return first  # "media reported that Peru would pay and that it would not appeal"
    if speaker is None or bearer.lower_ not in THIRD_PERSONS:
        return bearer
    state = speaker.ent_type_ == "PER" and bearer.lower_ in {"it", "they"}
    return bearer if state else speaker  # the state for which a minister speaks


def _own_word(verb: Token, bearer: Token, where: Setting) -> float:
    """How surely the speaker talks of himself or his own side; 0 when he tells the future."""
    if bearer.lower_ in FIRST_PERSONS:
        return 1.0
    speech = speech_verb(verb)
    if speech is not None and promised(verb) and standing(bearer) and not negated(speech):
        return 1.0
    said_so = (
        relation(verb) in {"ccomp", "conj"}
        or _is_going(verb)
        or (relation(verb) == "acl" and written_in(verb.head))
    )
    if speech is None or not said_so or negated(speech) or not standing(bearer):
        return 0.0
    speaker = speaker_of(speech)
    quoted = verb.i in where.quoted and speech.i not in where.quoted
    if quoted or speaker is None:
        return 0.0  # a third person in somebody's own words is another
    if verb.i < speech.i and _speaks_for(speaker, bearer):
        return _FOR_HIS_STATE
    return _of_his_side(speaker, bearer, verb)


def _of_his_side(speaker: Token, bearer: Token, verb: Token) -> float:
    """The same by what bearer and speaker have to do with each other."""
    if speaker.lower_ != "they":
        surely = bearer.lower_ != "it" or _is_listed(verb)
        if surely and _is_himself(speaker, bearer):
            return _HIS_OWN  # "the centre said it would depress prices": a law might
        third = bearer.lower_ in THIRD_PERSONS
        if third or _is_of(speaker, bearer) or _is_his_side(bearer):
            return _ABOUT_OTHERS
    return _TOLD_BY_OTHERS if _tells_of(speaker, bearer, verb) else 0.0


def _is_himself(speaker: Token, bearer: Token) -> bool:
    """ "Peru said it would", "Soto said she would": of nobody else is the talk."""
    if lemma(speaker) == lemma(bearer):
        return True
    if is_institution(speaker) and speaker.ent_type_ != "PER":
        return bearer.lower_ == "it"
    unknown = speaker.pos_ == "PROPN" and not speaker.ent_type_
    return bearer.lower_ in ({"he", "she", "it"} if unknown else {"he", "she"})


def _tells_of(speaker: Token, bearer: Token, verb: Token) -> bool:
    """Whether a body tells what a state or body has undertaken: "Peru will send six ships, the
    mission said", "state media reported that Peru would scrap the reactor"."""
    if bearer.ent_type_ not in {"ORG", "LOC"} or lemma(speaker) == lemma(bearer):
        return False
    told = lemma(verb) in cues().words["commitments"] - cues().words["vague"]
    told = told or (is_hostile(verb) and _is_hung(verb))
    voice = any(c.lower_ in _OFFICIAL for c in children(speaker, "compound", "amod"))
    if lemma(speaker) in _MEDIA:
        return voice and (told or is_deed(verb))
    first = verb.i < speaker.i
    return first and told and is_deed(verb) and is_institution(speaker)


def _is_his_side(bearer: Token) -> bool:
    """ "Its members", "her country": those for whom the speaker speaks."""
    owned = any(c.lower_ in {"its", "their", "his", "her"} for c in children(bearer, "nmod:poss"))
    plural = bearer.lower_ != lemma(bearer)
    private = lemma(bearer) in cues().words["private"]
    return owned and not private and (plural or is_institution(bearer) or _is_state(bearer))


def _is_state(noun: Token) -> bool:
    return lemma(noun) in {"country", "nation", "state", "side", "people"}


def _is_of(speaker: Token, body: Token) -> bool:
    """Whether the text tells whose official speaks: "the fund's chief, Ana Soto, said the fund"."""
    if standing(body) < _BODY:
        return False
    names = {t.lower_ for t in noun_phrase(speaker) if t.pos_ == "PROPN"} or {speaker.lower_}
    for word in speaker.doc:
        if word.lower_ in names:
            titles = [word, name_head(word), word.head, *children(word, "appos")]
            titles += [t.head for t in titles if relation(t) == "appos"]
            for title in titles:
                owners = (*children(title, "nmod:poss"), oblique(title, {"of"}))
                if any(o is not None and lemma(o) == lemma(body) for o in owners):
                    return True
    return False


def _speaks_for(speaker: Token, bearer: Token) -> bool:
    """Whether an official of no other place than his own says what a state or body will do.

    "Peru would not sign, Foreign Minister Ana Soto said"; "a Chilean minister" would be guessing.
    """
    if bearer.ent_type_ not in {"ORG", "LOC"} and not is_institution(bearer):
        return False
    phrase = noun_phrase(speaker)
    if any(c.lower_ in {"its", "their"} for c in children(speaker, "nmod:poss")):
        return True  # "Peru will pay, its ambassador said"
    titles = children(speaker, "appos")
    office = any(t.lower_ in cues().words["offices"] for t in (*phrase, *titles))
    return office and not any(t.ent_type_ in {"ORG", "LOC", "MISC"} for t in phrase)


def _kind(verb: Token, affirmed: bool, free: bool, hung: bool) -> ObligationKind | None:
    """What a commitment is; `free` where the words round it leave no doubt, whatever the verb.

    `hung`: until something happens, so that doing without it is a refusal for the time being.
    """
    words = cues().words
    act = lemma(verb)
    if not affirmed:
        return (
            "pledge"
            if is_abstention(verb) and not hung
            else "refusal"
            if act in words["refusals"] or free
            else None
        )
    if act in words["defiances"]:
        return "refusal"
    supposed = any(conditional(a) not in {None, "only if"} for a in children(verb, "advcl"))
    speech = speech_verb(verb)
    warned = speech is not None and lemma(speech) == "warn"
    if (supposed or warned or is_punishing(verb)) and is_hostile(verb):
        return "threat"
    if act == "make" and not any(c.lower_ == "sure" for c in verb.children):
        return None
    doing = act in words["commitments"] or (free and act not in words["stative"])
    if warned and is_deed(verb):
        return "threat"
    return "pledge" if doing else None
