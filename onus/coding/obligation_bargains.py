"""What one party makes its own threat or promise wait for: "will attack unless Peru pulls back".

Whoever threatens otherwise, or will only act then, asks for it as much as by any demand.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_acts import clause
from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    NEGATIONS,
    WILL,
    agent,
    cases,
    children,
    is_passive,
    is_question,
    lemma,
    negated,
    own_subject,
    relation,
    subject,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_preconditions import condition_span
from onus.coding.obligation_setting import (
    Setting,
    is_asserted,
    is_hostile,
    is_said,
    standing,
    teller_of,
)
from onus.record import ConditionType

_THREATENED, _AWAITED = 0.65, 0.5
_NAMED = 0.95
_WILL = WILL | {"shall"}
_THREATENS = frozenset({"threaten", "warn"})
_ITSELF = frozenset({"it", "he", "she"})
_VOWS = frozenset({"vow", "swear", "pledge", "promise"})


def bargains(condition: Token, where: Setting) -> Iterator[Draft]:
    """The demand of a clause that a threat or a promise hangs on."""
    if relation(condition) != "advcl" or condition.pos_ != "VERB" or own_subject(condition) is None:
        return
    kind = _kind(condition)
    if kind is None or is_question(condition):
        return
    main = condition.head if condition.head.pos_ in {"VERB", "AUX"} else condition.head.head
    asked = (
        _threatened(main, where) if kind in {"unless", "until", "if"} else _promised(main, where)
    )
    if asked is None:
        return
    asker, target = asked
    yield from _asked_for(condition, main, asker, target, kind)


def _kind(condition: Token) -> ConditionType | None:
    marks = {c.lower_ for c in children(condition, "mark", "advmod")}
    if "unless" in marks:
        return "unless"
    if "until" in marks or "till" in marks:
        return "until"
    if "if" in marks and negated(condition):
        return "if"
    soon = lemma(condition.head) == "soon" and "as" in {c.lower_ for c in condition.head.children}
    return "only if" if "once" in marks or soon else None


def _threatened(main: Token, where: Setting) -> tuple[Token | None, Token | None] | None:
    """Who threatens and who is threatened at this verb; None where nobody does."""
    for verb in (main, main.head):
        name = lemma(verb)
        if name in _THREATENS or (name in _VOWS and verb != main and is_hostile(main)):
            if not is_asserted(verb):
                return None
            target = next((c for c in children(verb, "obj", "iobj") if not cases(c)), None)
            asker = agent(verb) if is_passive(verb) else subject(verb)
            return None if asker is None or not standing(asker) else (asker, target)
    will = _WILL & {c.lower_ for c in children(main, "aux")}
    if not will or negated(main) or not is_hostile(main) or not is_said(main, where):
        return None
    asker = _sayer(main, own_subject(main))
    if is_passive(main) or asker is None or standing(asker) < _NAMED:
        asker = None
    return asker, None


def _sayer(main: Token, who: Token | None) -> Token | None:
    """Chile in "Chile saying it will attack": who says so just above, not whoever quotes him."""
    said = teller_of(main) if who is not None and who.lower_ in _ITSELF else None
    return said or who


def _promised(main: Token, where: Setting) -> tuple[Token | None, Token | None] | None:
    """Who promises at this verb, and whom; None where nobody does."""
    if not _WILL & {c.lower_ for c in children(main, "aux")} or negated(main):
        return None
    verb = main.head
    if lemma(verb) in _VOWS and relation(main) == "ccomp" and is_asserted(verb):
        return subject(verb), None
    return (None, None) if is_said(main, where) else None


def _asked_for(
    condition: Token, main: Token, asker: Token | None, target: Token | None, kind: ConditionType
) -> Iterator[Draft]:
    known = cues().words
    if lemma(condition) in known["complying"] | known["stative"]:
        return
    who = own_subject(condition)
    undergone = is_passive(condition)
    bearer = agent(condition) if undergone else who
    if bearer is not None and bearer.pos_ == "PRON":
        bearer = None
    if bearer is None or not standing(bearer):
        bearer = target if target is not None and standing(target) else None
    own = own_subject(main)
    if bearer is None and (not undergone or kind == "only if"):
        return
    if bearer is not None and lemma(bearer) in {lemma(t) for t in (asker, own) if t is not None}:
        return  # "will quit unless it wins"
    if kind == "only if" and (bearer is None or standing(bearer) < _NAMED):
        return
    sure = _AWAITED if kind == "only if" else _THREATENED
    mark = next((c for c in children(condition, "mark", "advmod") if c.i < condition.i), condition)
    yield Draft(
        kind="demand",
        cue=mark.doc[mark.i : mark.i + 1],
        act=condition,
        bearer=bearer,
        demander=asker,
        confidence=sure * (standing(bearer) if bearer is not None else 0.8),
        demander_is_speaker=asker is None,
        whole=undergone,
        condition=(kind, condition_span(condition)),
        consequence=clause(main, {condition}) if kind != "only if" else None,
        without=frozenset(c for c in condition.children if c.lower_ in NEGATIONS)
        | frozenset(children(condition, "aux") if not undergone else ()),
    )
