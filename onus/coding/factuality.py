"""Whether what a word says has happened: actual, denied, planned, possible, conditional or wanted.

`factuality` reads the parse round the word: its own negation and modals first, then the words that
govern it ("intention to hold talks"), then the clause it stands in ("if they attack"). The words
that decide are data, in `factuality.yaml`. Reports are transparent: in "he said India attacked" the
attack is actual, as its speaker has it; whose claim it is stands in the event's `said_in`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from spacy.tokens import Token

from onus.coding.obligation_clauses import cases, children, is_infinitive, lemma, relation
from onus.knowledge import read_yaml
from onus.record import Factuality

# On the scale of UDS from -3 to 3. Set on EWT train, where the rules' "actual" with a score below
# this turned out not to have happened more often than not.
SURELY_NOT = -0.5

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_CLAUSAL = frozenset({"xcomp", "ccomp", "acl", "advcl", "csubj", "parataxis", "dep"})
# The farthest governor that is asked: "plans to seek a chance to hold talks" is three steps.
_REACH = 4


@dataclass(frozen=True, slots=True)
class Cues:
    """The word lists of the data file, from word to what it says."""

    modals: Mapping[str, Factuality]
    governors: Mapping[str, Factuality]
    nominal: Mapping[str, Factuality]
    conditions: frozenset[str]
    negations: frozenset[str]
    done: frozenset[str]
    presupposing: frozenset[str]
    gathering: frozenset[str]
    voicing: frozenset[str]


def factuality(trigger: Token, happened: float | None) -> Factuality:
    """How real the event is that `trigger` stands for.

    `happened` is the language model's score from -3 (surely not) to 3 (surely), or None when there
    is none; it is heard only of verbs, which it was trained on, and only where the words of the
    sentence say nothing to the contrary.
    """
    found = _clause(trigger) or _governed(trigger) or _conditioned(trigger)
    if found == "denied" and _conditioned(trigger) is not None:
        return "conditional"  # "if they do not halt the offensive"
    if found == "planned" and {"if", "unless"} & {c.lower_ for c in children(trigger, "mark")}:
        return "conditional"  # "if the government will cooperate"
    if found is not None:
        return found
    if happened is not None and happened < SURELY_NOT and trigger.pos_ == "VERB":
        return "possible"
    return "actual"


def of_governor(word: Token) -> Factuality | None:
    """What a governing word makes of the event below it: `planned` for "agreed" in "agreed to meet".

    None where it says nothing, or says that the event is real ("managed to meet").
    """  # noqa: E501
    return cues().governors.get(lemma(word)) or cues().governors.get(word.lower_)


def negated(token: Token) -> bool:
    """Whether the word is denied in place: "did not attack", "no attack", "without attacking"."""
    words = cues().negations
    if any(
        child.lower_ in words
        and relation(child) in {"advmod", "det", "aux", "mark", "case", "cc", "dep", "neg"}
        and not _not_only(child)
        for child in token.children
    ):
        return True
    subjects = children(token, "nsubj") if token.pos_ not in _NOMINAL else []
    return any(
        s.lower_ in words or any(c.lower_ in {"no", "neither"} for c in children(s, "det", "cc"))
        for s in subjects
    )


def _not_only(negation: Token) -> bool:
    """ "Not only", "not just", "not until": what follows is the case, or will be."""
    doc, after = negation.doc, negation.i + 1
    return negation.lower_ == "not" and after < len(doc) and doc[after].lower_ in _ONLY


_ONLY = frozenset({"only", "just", "merely", "simply", "until"})


@cache
def cues() -> Cues:
    """The words of the data file beside this module."""
    text = files("onus.coding").joinpath("factuality.yaml").read_text(encoding="utf-8")
    data = read_yaml(text)
    return Cues(
        modals=_by_word(data["modals"]),
        governors=_by_word(data["governors"]),
        nominal=_by_word(data["nominal"]),
        conditions=frozenset(data["conditions"]),
        negations=frozenset(data["negations"]),
        done=frozenset(data["done"]),
        presupposing=frozenset(data["presupposing"]),
        gathering=frozenset(data["gathering"]),
        voicing=frozenset(data["voicing"]),
    )


def _by_word(lists: Mapping[str, list[str]]) -> dict[str, Factuality]:
    return {word: cast(Factuality, kind) for kind, words in lists.items() for word in words}


def _clause(verb: Token) -> Factuality | None:
    """What negation, modals and adverbs of the word's own clause say."""
    if negated(verb):
        return "denied"
    modal = _modal(verb)
    if modal is None:
        return "wanted" if _imperative(verb) else None
    if modal == "planned" and any(_condition(child) == "if" for child in children(verb, "advcl")):
        return "conditional"
    return modal


def _modal(verb: Token) -> Factuality | None:
    """The modal of the clause; "have" with a participle and "can" in the past are none."""
    holders = [verb]
    if relation(verb) == "conj" and not children(verb, "nsubj", "aux"):
        holders.append(verb.head)
    for holder in holders:
        for child in children(holder, "aux"):
            kind = cues().modals.get(child.lower_)
            if kind is not None and not (child.lower_ in {"'d", "’d"} and _participle(verb)):
                return kind
        for child in children(holder, "advmod", "amod"):
            kind = cues().governors.get(child.lower_)
            if kind in {"possible", "planned", "denied"} and child.lower_ not in {"about", "right"}:
                return kind
    return None


def _imperative(verb: Token) -> bool:
    """A bare form that starts its clause and has no subject: "Stop the attacks!"."""
    first = verb
    while relation(first) == "conj" and first.head.pos_ == "VERB" and not children(first, "nsubj"):
        first = first.head
    if verb.pos_ != "VERB" or first.lower_ != lemma(first) or verb.lower_ != lemma(verb):
        return False
    if relation(first) not in {"ROOT", "parataxis", "ccomp"} or first.head.pos_ == "NOUN":
        return False
    return not children(first, "nsubj", "csubj", "aux", "mark", "expl")


def _participle(verb: Token) -> bool:
    return verb.lower_.endswith(("ed", "en"))


def _governed(token: Token) -> Factuality | None:  # noqa: PLR0911, PLR0912
    """What the words above say: the nearest that says anything, denied when it is itself."""
    for _ in range(_REACH):
        head, kind = token.head, relation(token)
        if head == token or kind in {"appos", "vocative", "discourse"}:
            return None
        if kind == "conj":
            # A conjunct shares what stands above the first one, and its own subject cuts it off.
            if children(token, "nsubj"):
                return None
            token = head
            if negated(head) and not _contrasted(token):
                return "denied" if head.pos_ in _NOMINAL else None
            continue
        if _is_given(head, token) or _is_reduced(token):
            return None
        found = _said_by(head, token)
        if found is not None and _is_out(head, token):
            return None
        if found is not None:
            above = _clause(head)
            if above == "denied":
                return "actual" if found == "denied" else "denied"
            return found
        if kind == "advcl":
            purpose = is_infinitive(token)
            if purpose and _voices(head, token):
                if (above := _clause(head)) is not None:
                    return above
                token = head
                continue
            return "planned" if purpose and token.i > head.i else None
        if token.dep_ == "acl:relcl":
            return None
        if negated(head) and _carries(head, token):
            return "denied"
        if _carries(head, token):
            modal = _modal(head)
            if modal is not None:
                return modal
        if kind in {"nsubj", "nsubj:pass", "csubj"} and not _carries(head, token):
            return None
        if kind == "ccomp" and _carries(head, token) is False:
            return None
        token = head
    return None


# Behind these stands what an act is about or comes after, which is real whatever the act is.
_SETTING = {
    "nmod": frozenset({"in", "during", "after", "over", "following", "since", "amid", "before"}),
    "obl": frozenset({"about", "under", "during", "despite", "because", "since", "amid"}),
}


def _is_given(head: Token, token: Token) -> bool:
    """Whether what is said of `head` takes it as given that what a noun stands for has been.

    "The arrest of a man in *the shooting*", "will not lift *the siege*", "denied responsibility
    for *the blast*".
    """
    kind = relation(token)
    if token.pos_ not in _NOMINAL:
        return False
    if _SETTING.get(kind, frozenset()) & set(cases(token)):
        return True
    if lemma(head) == "responsibility" and "for" in cases(token):
        return True
    undergone = kind == "obj" or token.dep_ == "nsubj:pass"
    return undergone and lemma(head) in cues().presupposing


def _is_reduced(verb: Token) -> bool:
    """A participle that tells what was done to the noun before it: "soldiers *taken* there"."""
    if verb.dep_ != "acl" or verb.pos_ != "VERB" or verb.lower_ == lemma(verb):
        return False
    return not verb.lower_.endswith("ing") and not is_infinitive(verb)


def _voices(head: Token, purpose: Token) -> bool:
    """Whether an act's purpose is done by the act itself: "marched *to protest*"."""
    return lemma(head) in cues().gathering and lemma(purpose) in cues().voicing


def _is_out(head: Token, token: Token) -> bool:
    """Whether what is announced has been done: "announced the arrest of", not "announced talks"."""
    if lemma(head) != "announce" or token.pos_ not in _NOMINAL:
        return False
    return lemma(token) in cues().done


def _contrasted(token: Token) -> bool:
    return any(c.lower_ == "but" for c in children(token, "cc"))


def _said_by(head: Token, token: Token) -> Factuality | None:  # noqa: PLR0911
    """What `head` says of the event `token` below it, when it holds it in a way that counts."""
    kind = relation(token)
    said = of_governor(head)
    if token.pos_ in _NOMINAL and kind in {"obj", "nsubj", "obl", "nmod", "compound"}:
        said = cues().nominal.get(lemma(head)) or said
    if said is None:
        return None
    infinitive = is_infinitive(token)
    if kind == "xcomp":
        # "going", "have", "set", "about" say it only of an infinitive.
        return (
            said
            if infinitive or lemma(head) not in {"go", "going", "have", "set", "about"}
            else None
        )
    if kind in {"ccomp", "csubj"}:
        return (
            said
            if lemma(head) not in {"warn", "think", "believe", "decide", "set", "have", "go"}
            else None
        )
    if kind == "acl":
        return said if token.dep_ == "acl" and infinitive else None
    if kind == "advcl":
        if said == "possible" and {"of", "with"} & {c.lower_ for c in children(token, "mark")}:
            return said  # "accused of killing"
        return (
            said
            if infinitive
            and lemma(head)
            in {"plan", "ready", "prepare", "schedule", "due", "set", "try", "want", "need"}
            else None
        )
    if token.pos_ not in _NOMINAL:
        return None
    if kind == "obj" or token.dep_ == "nsubj:pass" or kind == "compound":
        return (
            said if lemma(head) not in {"have", "go", "think", "believe", "set", "press"} else None
        )
    if kind == "obl":
        wanted = {"to", "for", "on", "from", "against", "of"} & set(cases(token))
        return (
            said
            if wanted
            and lemma(head)
            in {
                "agree",
                "call",
                "appeal",
                "plan",
                "prepare",
                "push",
                "press",
                "hope",
                "ask",
                "commit",
                "refrain",
                "wish",
                "plea",
                "opt",
                "threaten",
                "warn",
                "schedule",
                "beg",
            }
            else None
        )
    if kind == "nmod":
        return said if {"of", "for", "to", "on"} & set(cases(token)) else None
    return None


def _carries(head: Token, token: Token) -> bool:
    """Whether the reality of `head` is that of `token`: support verbs and their complements."""
    kind = relation(token)
    if kind in {"xcomp"}:
        return True
    if kind == "acl":
        return False
    return (
        token.pos_ in _NOMINAL
        and (kind in {"obj", "compound"} or token.dep_ == "nsubj:pass")
        and head.pos_ in {"VERB", "AUX"}
    )


def _conditioned(token: Token) -> Factuality | None:
    """`conditional` inside a clause that opens with a condition, and in what hangs on it."""
    for _ in range(_REACH + 2):
        opener = _condition(token)
        if opener is not None:
            return "conditional"
        if token.head == token or relation(token) in {"parataxis"} or token.dep_ == "acl:relcl":
            return None
        token = token.head
    return None


def _condition(clause: Token) -> str | None:
    """ "if" for a clause that a condition word opens, None for others."""
    if relation(clause) == "acl" and clause.head.lower_ in {"event", "case"}:
        return "if" if "in" in cases(clause.head) else None
    if relation(clause) not in _CLAUSAL and relation(clause) not in {"obl", "conj", "ROOT"}:
        return None
    if any(
        c.lower_ in cues().conditions and c.i < clause.i for c in children(clause, "mark", "case")
    ):
        return "if"
    return None
