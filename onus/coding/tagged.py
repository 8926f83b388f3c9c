"""The model's attributions made whole: unlikely cues left out, sources grown to full mentions."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from onus.coding.channels import channels
from onus.coding.cues import is_telling
from onus.coding.obligation_clauses import children, lemma, noun_phrase, relation, subject
from onus.coding.reported_speech import Reported
from onus.language.annotation import Attribution

# How sure the model must be of a cue; what holds no verb, noun or colon ("in the letter", "early")
# is one less often. Measured by the triple F1 on PolNeAR.
_SURE_TAG = 0.45
_SURE_HANGING = 0.6
# And of a word that is none of telling ("weighs", "documents"): below it two in three are wrong.
_SURE_OTHER = 0.58
_TELLING = frozenset({"VERB", "NOUN", "PUNCT"})
_HANGING = frozenset({"ADP", "DET", "PART", "SCONJ", "CCONJ", "PUNCT", "SPACE"})
_VERBAL = frozenset({"VERB", "AUX"})
_EMPTY = frozenset({"be", "have", "do", "will", "would", "can", "could", "may", "might", "should"})
_QUOTES = frozenset("“”\"‘'«„") | {"``", "''"}
_PRONOMINAL = frozenset(
    {"this", "that", "these", "those", "some", "many", "both", "all", "another"}
)


def filled(tag: Attribution, parsed: Reported) -> Reported:
    """The model's attribution, its missing parts from the parse."""
    speaker = (_mention(tag.source) if tag.source is not None else None) or parsed.speaker
    return Reported(
        cue=tag.cue,
        speaker=None if speaker is None else _first_named(_behind(speaker)),
        content=tag.content if tag.content is not None else parsed.content,
        confidence=tag.confidence,
        rest=parsed.rest,
    )


def sure_cues(tagged: Sequence[Attribution]) -> list[Attribution]:
    """The model's attributions without the unlikely, and without auxiliaries of another cue."""
    roots = {tag.cue.root for tag in tagged}
    return [
        tag
        for tag in tagged
        if tag.confidence >= _SURE_TAG
        and not (tag.cue.root.dep_.startswith(("aux", "cop")) and tag.cue.root.head in roots)
        and (any(t.pos_ in _TELLING for t in tag.cue) or _sure_hanging(tag))
        and (tag.confidence >= _SURE_OTHER or _is_of_telling(tag))
    ]


def _is_of_telling(tag: Attribution) -> bool:
    """Whether the cue has a word of telling, or none that could be one; quotations are told."""
    content = [t for t in tag.cue if t.pos_ in _VERBAL | {"NOUN"} and lemma(t) not in _EMPTY]
    quoted = tag.content is not None and tag.content[0].text in _QUOTES
    return quoted or not content or any(is_telling(lemma(t)) for t in content)


def _sure_hanging(tag: Attribution) -> bool:
    return tag.confidence >= _SURE_HANGING and tag.source is not None


def _mention(source: Span) -> Span | None:
    """A tagged source as a whole mention: from its article on, without words left hanging.

    A participle ("the official responding to a question") and what follows it is no part of it.
    Of a relative clause ("who spoke on condition of anonymity") it is the noun that it is about.
    """
    head = source.root
    if head.pos_ in _VERBAL and head.dep_.startswith("acl"):
        return noun_phrase(head.head)
    if all(t.pos_ in _HANGING for t in source) and source.text.lower() not in _PRONOMINAL:
        return None
    start, end = min(source.start, noun_phrase(head).start), source.end
    for child in head.children:
        if child.dep_ == "acl" and child.i > head.i:
            end = min(end, child.left_edge.i)
    opened = next((t.i for t in source.doc[head.i : end] if t.text == "("), None)
    if opened is not None and all(t.text != ")" for t in source.doc[opened:end]):
        end = max(opened, head.i + 1)  # "Jane Doe (R-Iowa" without its end
    while end - 1 > head.i and source.doc[end - 1].pos_ in _HANGING:
        if source.doc[end - 1].text == ")" and any(t.text == "(" for t in source.doc[start:end]):
            break
        end -= 1
    return source.doc[start:end]


def _first_named(speaker: Span) -> Span:
    """The name rather than what stands beside it: Chad in "Even Chad, Mali's only ally, said"."""
    root = speaker.root
    if relation(root) == "appos" and root.head.pos_ == "PROPN" and root.head.i < speaker.start:
        return noun_phrase(root.head)
    for other in children(root.head, "nsubj"):
        name = noun_phrase(other)
        parted = other.i < root.i and speaker.doc[name.end : speaker.start].text == ","
        if parted and other.pos_ == "PROPN" and root.pos_ != "PROPN" and relation(root) == "nsubj":
            return name
    return speaker


def _behind(speaker: Span) -> Span:
    """Who speaks on an occasion: "she said in an interview announcing", not the interview."""
    root = speaker.root
    verb = root.head
    if root.pos_ != "NOUN" or lemma(root) not in channels().occasions or verb.pos_ not in _VERBAL:
        return speaker
    who = subject(verb) if relation(root) in {"obl", "nmod"} else None
    return speaker if who is None or who.pos_ in _VERBAL or who == root else noun_phrase(who)
