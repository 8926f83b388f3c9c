"""Whether a cue tells of anything: what a tagger takes for a statement though nobody says a thing.

The words are data, in `telling.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Span, Token

from onus.coding.cues import cues, is_telling
from onus.coding.event_parties import is_passive
from onus.coding.obligation_clauses import agent, children, lemma, relation
from onus.coding.reported_speech import Reported
from onus.knowledge import read_yaml

_QUOTES = frozenset("“”\"‘'«„") | {"``", "''"}
_VERBAL = frozenset({"VERB", "AUX"})
# Beside an empty verb these can make a telling one of it: "is against", "had a view of".
_MORE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "ADV", "PUNCT", "NUM"})


def tells(one: Reported) -> bool:
    """Whether the statement, whose content is known, says something of somebody."""
    assert one.content is not None
    if one.content[0].text in _QUOTES:
        return True
    return not (
        _is_void(one.content)
        or _is_withheld(one.content)
        or _is_empty(one.cue)
        or _is_deed(one.cue)
        or _is_done_to(one.cue, one.content)
        or (one.speaker is None and _is_nobodys(one.cue))
    )


def undergoes(cue: Span, speaker: Span) -> bool:
    """Whether the mention is not who speaks but of whom or to whom it is said.

    "*Trump* has been criticised for", "asked about it, *Clinton* said", "*he* faces questions".
    """
    verb, root = cue.root, speaker.root
    if verb.pos_ == "NOUN":
        carriers = [t for t in cue if t.pos_ in _VERBAL and lemma(t) in _words()["undergoing"]]
        return any(root in children(t, "nsubj") for t in carriers)
    if verb.pos_ not in _VERBAL:
        return False
    if any(c.pos_ == "NOUN" and c in cue for c in children(verb, "obj")):
        return lemma(verb) in _words()["undergoing"] and root in children(verb, "nsubj")
    if lemma(verb) not in cues().verbs or lemma(verb) in _words()["felt"]:
        return False
    if any(c.dep_ == "nsubj:pass" for c in verb.children):
        return root in children(verb, "nsubj")
    bare = relation(verb) == "advcl" and is_passive(verb)
    return bare and root in children(verb.head, "nsubj")


def _is_void(content: Span) -> bool:
    """A pronoun or particle alone: "recused *himself*"."""
    return len(content) == 1 and content[0].lower_ in _words()["void"]


def _is_withheld(content: Span) -> bool:
    """ "Asked *not to be named*"."""
    text = " ".join(content.text.lower().split())
    return any(text.startswith(opening) for opening in _words()["withheld"])


def _is_empty(cue: Span) -> bool:
    """A cue of verbs that say nothing: "has", "are trying"."""
    verbs = [t for t in cue if t.pos_ in _VERBAL]
    if not verbs or any(t.pos_ in _MORE for t in cue):
        return False
    return all(lemma(verb) in _words()["empty"] for verb in verbs)


def _is_deed(cue: Span) -> bool:
    """A deed that holds no view of anything: "faces", "recused", "passed a set of"."""
    verbs = [t for t in cue if t.pos_ in _VERBAL and lemma(t) not in _words()["empty"]]
    if not verbs or any(_makes_words(t, verbs) for t in cue):
        return False
    told = any(c.dep_ in {"ccomp", "csubj"} for verb in verbs for c in verb.children)
    return not told and all(lemma(verb) in _words()["deeds"] for verb in verbs)


def _makes_words(token: Token, verbs: Sequence[Token]) -> bool:
    """Whether it makes a verb of deeds one of telling: "gave a *warning*", no "passed a *set*"."""
    if token.pos_ == "PROPN":
        return True
    if token.pos_ not in {"NOUN", "ADJ"} or relation(token) in {"amod", "compound"}:
        return False
    of_deed = relation(token) == "obj" and token.head in verbs
    clause = any(c.dep_ in {"acl", "ccomp"} for c in token.children)
    return not of_deed or is_telling(lemma(token)) or clause


def _is_done_to(cue: Span, content: Span) -> bool:
    """A deed that could be words: "recalled *its ambassador*", "*Ukraine* was attacked"."""
    verb, thing = cue.root, content.root
    deed_nouns = _words_by_verb().get(lemma(verb), frozenset())
    if thing in cue or thing.head != verb:
        thing = next((c for c in children(verb, "obj") if c in cue), thing)
    if thing.head != verb or thing.pos_ in _VERBAL or thing.dep_ not in {"obj", "nsubj:pass"}:
        return False
    done = _words()
    return (
        lemma(verb) in done["deeds_to_all"]
        or (lemma(verb) in done["deeds_to_places"] and thing.ent_type_ == "LOC")
        or (lemma(thing) in deed_nouns and not children(verb, "obl", "xcomp", "ccomp", "advcl"))
    )


def _is_nobodys(cue: Span) -> bool:
    """What nobody in particular says: "is considered", or the "support for" that is nobody's."""
    root = cue.root
    if root.pos_ == "NOUN":
        return not any(c.dep_ in {"acl", "ccomp"} for c in root.children)
    return is_passive(root) and agent(root) is None and lemma(root) in _words()["nobodys"]


@cache
def _words_by_verb() -> Mapping[str, frozenset[str]]:
    return {verb: frozenset(nouns) for verb, nouns in _data()["deeds_on"].items()}


@cache
def _words() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(found) for name, found in _data().items() if name != "deeds_on"}


@cache
def _data() -> Mapping[str, Any]:
    text = files("onus.coding").joinpath("telling.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = read_yaml(text)
    return data
