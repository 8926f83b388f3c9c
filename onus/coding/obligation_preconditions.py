"""What an obligation hangs on, and preconditions that stand on their own.

`condition_of` and `consequence_of` look round an act that was found elsewhere. `preconditions`
reads sentences whose whole point is the condition: "no talks until the attacks stop", "terror and
talks cannot go together", "until these groups are disbanded peace will be hard to achieve".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Span, Token

from onus.coding.obligation_acts import clause, nominal_act
from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    NEGATIONS,
    WILL,
    agent,
    cases,
    children,
    conjuncts,
    is_passive,
    is_question,
    lemma,
    negated,
    own_subject,
    relation,
    stretch,
    subtree,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_setting import Setting, is_on, is_said, standing
from onus.language.kept import kept
from onus.record import ConditionType

_PROVIDED = frozenset({"provided", "providing"})
_INVERTED = frozenset({"should", "had", "were"})
Hanging = tuple[ConditionType, Token]


@kept
def conditional(token: Token) -> ConditionType | None:
    """The type of condition that this clause or phrase states, None when it states none."""
    if _is_trade(token) or _stipulated(token) is not None:
        return "if" if _is_trade(token) else "only if"
    first = min(subtree(token), key=lambda t: t.i)
    if first.lower_ in _INVERTED and first.head == token and relation(token) == "advcl":
        return "if"  # "should he fail", "were it to attack"
    return _opened(token, max(first.i - 1, token.sent.start))


def _opened(token: Token, before: int) -> ConditionType | None:
    """The type that the words from `before` on open, up to `token`."""
    if not any(t.lower_ in _condition_firsts() for t in token.doc[before : before + 3]):
        return None
    openings = [token.doc[i : token.i + 1].text.lower() for i in range(before, before + 3)]
    if openings[0].startswith(("even ", "as if ", "as though ")):
        return None
    for words, kind in _conditions():
        if any(opening.startswith(words) for opening in openings):
            if relation(token) in {"obl", "nmod"} and words == "until " and is_time(token):
                return None
            return kind
    return None


@cache
def _conditions() -> list[tuple[str, ConditionType]]:
    """What opens a condition, the longest first."""
    known = sorted(cues().conditions.items(), key=lambda item: -len(item[0]))
    return [(f"{words} ", kind) for words, kind in known]


@cache
def _condition_firsts() -> frozenset[str]:
    return frozenset(words.split()[0] for words, _ in _conditions())


def _is_trade(noun: Token) -> bool:
    """ "In exchange for the prisoners", "in return for aid"."""
    traded = lemma(noun) in cues().words["trades"] and "in" in cases(noun)
    behind = noun.i + 1 < noun.sent.end and noun.nbor().lower_ == "for"
    return traded and (behind or any("for" in cases(c) for c in children(noun, "nmod", "obl")))


def _stipulated(noun: Token) -> Token | None:
    """The clause of "on condition that Peru pays"."""
    if lemma(noun) not in cues().words["preconditions"] or "on" not in cases(noun):
        return None
    return next((c for c in children(noun, "acl", "ccomp") if children(c, "nsubj")), None)


def is_as_long_as(word: Token) -> bool:
    """The "long" of "as long as Peru pays"."""
    if lemma(word) != "long" or word.i == word.sent.start:
        return False
    return word.nbor(-1).lower_ in {"as", "so"} and bool(children(word, "advcl"))


@kept
def is_time(noun: Token) -> bool:
    """Whether a phrase names a time: "Friday", "the end of the month"."""
    return any(
        t.ent_type_ in {"DATE", "TIME"} or t.like_num or lemma(t) in cues().words["times"]
        for t in subtree(noun)
    )


def conditions_of(*heads: Token) -> list[Hanging]:
    """The clauses under any of these heads that state a condition, in text order."""
    found: list[Hanging] = []
    for head in dict.fromkeys(t for h in heads for t in (h, *children(h, "xcomp", "obj"))):
        found += [("if", c) for c in children(head, "advmod") if is_as_long_as(c)]
        for child in children(head, "advcl", "obl", "ccomp"):
            if relation(child) == "ccomp" and not any(
                c.lower_ == "unless" for c in children(child, "mark")
            ):
                continue
            hanging = {"until", "till", "without"} & set(cases(child)) or _is_trade(child)
            hanging = hanging or _stipulated(child) is not None
            if relation(child) == "obl" and not hanging:
                continue
            if lemma(head) in cues().words["wondering"] and conditional(child) == "if":
                continue
            kind = conditional(child)
            if kind is not None and (kind != "unless" or relation(child) != "obl" or negated(head)):
                found.append((kind, child))
    return sorted(set(found), key=lambda item: item[1].i)


def condition_span(head: Token) -> Span:
    """The words of a condition with its conjunction, on whatever word a parse has hung them."""
    words = stretch(head, subtree(head))
    doc, start, end = head.doc, words.start, words.end
    if start > head.sent.start and doc[start - 1].lower_ in _PROVIDED:
        start -= 1
    behind = doc[end] if end < head.sent.end else None
    if behind is not None and behind.lower_ == "for" and is_on(head, "trades"):
        given = behind.head
        end = max(end, stretch(given, subtree(given)).end)  # "in exchange for the prisoners"
    return doc[start:end]


def consequence_of(act: Token, cue: Token) -> Token | None:
    """The verb of what follows otherwise: "or face sanctions", "otherwise we will strike"."""
    for head in (act, cue):
        for other in conjuncts(head):
            if _is_alternative(other) or _has(other, "otherwise"):
                return other
        for other in children(head, "parataxis"):
            if _has(other, "otherwise"):
                return other
    end = act.sent.end
    if end < len(act.doc) and act.doc[end].lower_ == "otherwise":
        return act.doc[end].sent.root
    return None


def _is_alternative(verb: Token) -> bool:
    """Whether the conjunct of an act is what follows if it is not done, and no other act."""
    if not any(c.lower_ == "or" for c in children(verb, "cc")):
        return False
    threatened = lemma(verb) in cues().words["consequences"]
    return threatened or own_subject(verb) is not None or _has(verb, "else")


def _has(verb: Token, word: str) -> bool:
    return any(c.lower_ == word and c.i <= verb.i for c in verb.children)


def preconditions(token: Token, where: Setting) -> Iterator[Draft]:
    """Refusals and demands that a precondition in the sentence of `token` expresses."""
    # "No amnesty without a surrender": the phrase may hang on the noun.
    hangs = relation(token) in {"advcl", "obl"} or (
        relation(token) == "nmod"
        and "without" in cases(token)
        and _withheld(token.head) is not None
    )
    if hangs and conditional(token) is not None:
        yield from _held_up(token, where)
    yield from _incompatible(token, where)


def _held_up(condition: Token, where: Setting) -> Iterator[Draft]:
    kind = conditional(condition)
    main = condition.head
    if kind not in {"until", "unless", "only if"} or is_question(main):
        return
    main = next(
        (a for a in (main, *main.ancestors) if _is_obstacle(a) or _withheld(a) is not None), main
    )
    said = is_said(main, where)
    hung = (kind, condition_span(condition))
    withheld = _withheld(main)
    cue = next((c for c in children(condition, "mark", "case")), condition)
    span = cue.doc[cue.i : cue.i + 1]
    if withheld is not None:
        yield Draft("refusal", span, withheld, None, None, 0.75 if said else 0.55,
                    bearer_is_speaker=True, condition=hung)  # fmt: skip
    holds = withheld is not None or _is_obstacle(main) or _is_hung_on(main, kind)
    clause_of = _stipulated(condition)
    if clause_of is None and (relation(condition) != "advcl" or not holds):
        return
    condition = clause_of or condition
    outcome = (
        None
        if clause_of is not None or _is_hung_on(main, kind)
        else clause(
            main, {condition, *(t for t in main.children if lemma(t) in cues().words["therefore"])}
        )
    )
    bearer = own_subject(condition)
    if bearer is None or condition.pos_ not in {"VERB", "AUX"}:
        return
    by = agent(condition)
    named = standing(by if is_passive(condition) else bearer)
    bearer = by or bearer
    own = own_subject(main)
    about_itself = own is not None and bearer.pos_ == "PRON" and own.lower_ not in {"it", "there"}
    if bearer.lower_ in {"i", "we", "you"} or about_itself:
        return
    if not named and bearer.pos_ == "PRON":
        return  # "until they are stopped": who and by whom stands elsewhere
    if kind == "only if" and (not named or is_passive(condition)):
        return  # "only if it is legal": nobody is asked
    strength = 0.65 if named else 0.5
    yield Draft("demand", span, condition, bearer if named else None, None,
                strength * (1.0 if said else 0.75), demander_is_speaker=True,
                whole=not named or is_passive(condition),
                condition=hung, consequence=outcome)  # fmt: skip


def _is_hung_on(main: Token, kind: ConditionType | None) -> bool:
    """ "Would pay only if Peru opens its books": what is wanted is open books."""
    future = WILL & {c.lower_ for c in children(main, "aux")}
    return kind == "only if" and bool(future)


def _is_obstacle(main: Token) -> bool:
    if any(lemma(t) in cues().words["obstacles"] for t in (main, *children(main, "xcomp"))):
        return True
    future = any(
        c.lower_ in {"will", "wo", "can", "ca", "cannot", "would", "could"}
        for c in children(main, "aux")
    )
    return future and negated(main)


def _withheld(main: Token) -> Token | None:
    """The noun that is refused in "there will be no talks", "no deal will be signed"."""
    words = cues().words
    wanted = words["cooperation"] | words["refusable"] | words["offerable"]
    for noun in (main, *children(main, "nsubj", "obj")):
        denied = any(c.lower_ == "no" and relation(c) in {"det", "advmod"} for c in noun.children)
        named = lemma(noun) in wanted or noun.lower_ in wanted
        if denied and named and (noun.pos_ == "NOUN" or not own_subject(noun)):
            return noun
    return None


def _incompatible(verb: Token, where: Setting) -> Iterator[Draft]:
    """ "Terror and talks cannot go together": talks are withheld as long as there is terror."""
    if verb.pos_ not in {"VERB", "NOUN", "ADV"} or lemma(verb) not in _incompatible_firsts():
        return
    # "can not" may hang on "together" in a parse that takes it for the head.
    doc = verb.doc
    tail = " ".join(
        lemma(t) for t in doc[verb.i : min(verb.i + 3, verb.sent.end)] if t.lower_ not in {"in"}
    )
    named = cues().words["incompatible"]
    phrase = next((words for words in named if f"{tail} ".startswith(f"{words} ")), None)
    if phrase is None:
        return
    before = doc[max(verb.i - 4, verb.sent.start) : verb.i]
    denial = next((t for t in before if t.lower_ in NEGATIONS | {"cannot", "can't", "can’t"}), None)
    if denial is None:
        return
    first = own_subject(verb) or next(
        (own_subject(a) for a in verb.ancestors if own_subject(a) is not None), None
    )
    if first is None:
        return
    things = [first, *conjuncts(first)]
    things += [c for c in children(verb, "obl") if {"with", "alongside"} & set(cases(c))]
    withheld = [t for t in things if lemma(t) in cues().words["cooperation"]]
    if len(things) < 2 or not withheld or len(withheld) == len(things):
        return
    end = max(verb.i + len(phrase.split()), max(t.i for t in things) + 1)
    start = nominal_act(first).start
    yield Draft("refusal", doc[denial.i : verb.i + len(phrase.split())], withheld[-1], None, None,
                0.85 if is_said(verb, where) else 0.65, bearer_is_speaker=True,
                condition=("until", doc[start:end]))  # fmt: skip


@cache
def _incompatible_firsts() -> frozenset[str]:
    """The words that what cannot go together may begin with; an "in" before them is passed over."""
    return frozenset(words.split()[0] for words in cues().words["incompatible"]) | {"in"}


def attach_neighbours(drafts: list[Draft]) -> list[Draft]:
    """Give a precondition that names no bearer to the demand that the next sentence draws from it.

    "Until these groups are disbanded peace is impossible. So X must act against them."
    """
    kept: list[Draft] = []
    pending = [
        d
        for d in drafts
        if d.whole and d.bearer is None and d.condition is not None and d.consequence is not None
    ]
    used: set[int] = set()
    for draft in drafts:
        found = draft
        for waiting in pending:
            if draft is not waiting and _follows(waiting, draft) and draft.condition is None:
                found = replace(
                    draft,
                    condition=waiting.condition,
                    consequence=draft.consequence or waiting.consequence,
                )
                used.add(id(waiting))
        kept.append(found)
    return [d for d in kept if id(d) not in used]


def _follows(waiting: Draft, draft: Draft) -> bool:
    if (
        draft.kind != "demand"
        or draft.bearer is None
        or waiting.act.sent.end != draft.act.sent.start
    ):
        return False
    opening = next((t for t in draft.act.sent if not t.is_punct and not t.is_space), None)
    return opening is not None and opening.lower_ in cues().words["therefore"]
