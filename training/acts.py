"""Sentences of Onus's own for the pair coder: `acts.yaml` conjugated, turned round and filled in.

PLV holds a thousand sentences, and few of each code. These say every code of the ontology in the
words of news, in several tenses and in the passive; an act that is promised, refused or threatened
takes the type that PLOVER gives it then.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import lemminflect
import yaml

from benchmarks.corpora import MarkedPair
from benchmarks.pairs import QUADS

FILE = Path(__file__).with_name("acts.yaml")
_HOSTILE = frozenset(["PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"])
_FRIENDLY = frozenset(["CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"])
_PLURAL = frozenset(
    "authorities farmers forces journalists lawmakers militants officials police protesters rebels "
    "refugees separatists soldiers students teachers villagers workers".split()
)


@dataclass(frozen=True)
class Act:
    """A line of the file: its type, its words, and who is told of (`acts`, `mutual`, `alone`)."""

    type: str
    words: str
    parties: str


def sentences(draw: random.Random, copies: int = 2) -> list[MarkedPair]:
    """Each act as it was done, `copies` times, and once as one promised, refused or threatened."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = []
    for act in acts(data["types"]):
        for _ in range(copies):
            found.append(_filled(act.type, _done(act, draw), act.parties, data, draw))
        for kind, clause in _not_yet(act, draw):
            found.append(_filled(kind, clause, act.parties, data, draw))
    return found


def acts(types: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[Act]:
    """The lines of the file."""
    for kind, groups in types.items():
        for parties, lines in groups.items():
            for words in lines:
                yield Act(kind, words, parties)


def _done(act: Act, draw: random.Random) -> str:
    """The act in a finished tense, as a clause with {s} and perhaps {t}."""
    verb, _, rest = act.words.partition(" ")
    subject = "{s} and {t}" if act.parties == "mutual" else "{s}"
    if rest.startswith("{t}") and draw.random() < 0.3:
        by = " by {s}" + rest.removeprefix("{t}")
        by = draw.choice([by, rest.removeprefix("{t}") + " by {s}"])
        return draw.choice(["{t} {was} ", "{t} {has} been "]) + _form(verb, "VBN") + by
    tense = draw.random()
    if tense < 0.55:
        return f"{subject} {_form(verb, 'VBD')} {rest}"
    if tense < 0.9:
        return f"{subject} {{has}} {_form(verb, 'VBN')} {rest}"
    return f"{subject} {{is}} {_form(verb, 'VBG')} {rest}"


def _not_yet(act: Act, draw: random.Random) -> Iterator[tuple[str, str]]:
    """(type, clause) of the act when it is only announced: one at most."""
    subject = "{s} and {t}" if act.parties == "mutual" else "{s}"
    if act.type in _FRIENDLY and not act.words.startswith("say "):
        kind, opening = draw.choice(
            [
                ("AGREE", "will"),
                ("AGREE", "said it would"),
                ("AGREE", "agreed to"),
                ("AGREE", "{has} promised to"),
                ("AGREE", "{has} agreed to"),
                ("AGREE", "{is} ready to"),
                ("REJECT", "refused to"),
                ("REJECT", "will not"),
                ("REJECT", "{has} refused to"),
            ]
        )
        yield kind, f"{subject} {opening} {act.words}"
    elif act.type in _HOSTILE:
        opening = draw.choice(
            ["threatened to", "{has} threatened to", "vowed to", "said it would", "will"]
        )
        if draw.random() < 0.5:
            yield "THREATEN", f"{subject} {opening} {act.words}"


def _filled(
    kind: str, clause: str, parties: str, data: dict[str, object], draw: random.Random
) -> MarkedPair:
    names = cast(Mapping[str, list[str]], data["names"])
    source = draw.choice(names["sources"])
    target = draw.choice([name for name in names["targets"] if name != source])
    subject = target if clause.startswith("{t}") else source
    many = parties == "mutual" or " and " in subject or bool(_PLURAL & set(subject.split()))
    for slot, one, more in (
        ("{was}", "was", "were"),
        ("{has}", "has", "have"),
        ("{is}", "is", "are"),
    ):
        clause = clause.replace(slot, more if many else one)
    before = draw.choice(cast(list[str], data["before"]))
    after = draw.choice(cast(list[str], data["after"]))
    text = before + clause + after + "."
    spans: dict[str, tuple[int, int]] = {}
    for slot, name in sorted((("{s}", source), ("{t}", target)), key=lambda s: text.find(s[0])):
        start = text.find(slot)
        if start >= 0:
            text = text.replace(slot, name, 1)
            spans[slot] = (start, start + len(name))
    text = text[0].upper() + text[1:]
    return MarkedPair(text, spans["{s}"], spans.get("{t}"), kind, QUADS[kind], None)


def _form(verb: str, tag: str) -> str:
    forms = cast(tuple[str, ...], lemminflect.getInflection(verb, tag=tag))
    return forms[0] if forms else verb
