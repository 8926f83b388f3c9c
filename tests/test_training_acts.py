"""The sentences of our own that the pair coder learns from."""

from __future__ import annotations

import random
from collections import Counter

import yaml

from benchmarks.pairs import QUADS
from training.acts import FILE, sentences


def test_every_type_has_sentences_and_every_sentence_its_parties() -> None:
    found = sentences(random.Random(1))
    assert set(Counter(pair.root for pair in found)) == set(QUADS)
    names = _names()
    for pair in found:
        assert not set("{}") & set(pair.text)
        assert pair.text[slice(*pair.source)].lower() in names["sources"]
        assert pair.target is None or pair.text[slice(*pair.target)].lower() in names["targets"]


def test_an_act_that_is_only_promised_or_threatened_has_the_type_of_that() -> None:
    found = sentences(random.Random(1))
    threats = [pair for pair in found if "threatened to bomb" in pair.text]
    assert {pair.root for pair in threats} == {"THREATEN"}


def _names() -> dict[str, set[str]]:
    names = yaml.safe_load(FILE.read_text(encoding="utf-8"))["names"]
    return {side: {name.lower() for name in listed} for side, listed in names.items()}
