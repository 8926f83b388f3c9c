"""Demands in the imperative: "gave Peru an ultimatum: leave the pass", ""Pay up," he told Peru"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import children, infinitive_mark, lemma, own_subject, subject
from onus.coding.obligation_cues import cues
from onus.coding.obligation_setting import Setting, speaker_of, speech_verb, standing

_TOLD = frozenset({"tell", "warn", "order", "urge", "remind"})
_CALLED = 0.65
_BODY = 0.9  # standing of a party that can be called on
_BEFORE = 3  # words between the colon or the quotation mark and the verb
_OPENS = frozenset({":", '"', "“", "``", "''"})


def calls(verb: Token, where: Setting) -> Iterator[Draft]:
    """The demand of a bare verb that says to somebody named what he is to do."""
    if verb.pos_ != "VERB" or verb.lower_ != lemma(verb) or lemma(verb) in _not_asked():
        return
    if own_subject(verb) is not None or children(verb, "aux", "cop") or infinitive_mark(verb):
        return
    if any(t.text == ":" for t in verb.doc[verb.i + 1 : verb.i + 1 + _BEFORE]):
        return  # "Read more: what the minister said"
    start = max(verb.i - _BEFORE, verb.sent.start)
    opening = next((t for t in reversed(verb.doc[start : verb.i]) if t.text in _OPENS), None)
    if opening is not None and opening.text == ":":
        who, told = _of_message(verb, opening)
    elif opening is not None or verb.i == verb.sent.start:
        who, told = _of_speech(verb, where)
    else:
        return
    if who is not None and told is not None and standing(who) and standing(told) >= _BODY:
        yield Draft("demand", verb.doc[verb.i : verb.i + 1], verb, told, who,
                    _CALLED * standing(who) * standing(told),
                    without=frozenset(children(verb, "vocative")))  # fmt: skip


def _of_message(verb: Token, colon: Token) -> tuple[Token | None, Token | None]:
    """Who says what stands behind the colon, and to whom."""
    main = next((t for t in (verb.head, *verb.ancestors) if t.pos_ == "VERB" and t.i < colon.i),
                None)  # fmt: skip
    if main is None or main == verb:
        return None, None
    words = [*children(main, "iobj", "obj", "obl"), *(
        g for c in children(main, "obj", "obl") for g in children(c, "nmod")
    )]  # fmt: skip
    told = next((c for c in words if c.i < colon.i and standing(c) >= _BODY), None)
    return subject(main), told


def _of_speech(verb: Token, where: Setting) -> tuple[Token | None, Token | None]:
    """Who is told so by whom, or called by his name or office in what is said."""
    speech = speech_verb(verb)
    if speech is None:
        return None, None
    named = next((c for c in children(verb, "vocative") if verb.i in where.quoted), None)
    told = next((c for c in children(speech, "iobj", "obj") if lemma(speech) in _TOLD), None)
    return speaker_of(speech), named or told


def _not_asked() -> frozenset[str]:
    return cues().words["stative"] | {"let", "thank", "be"}
