"""The whole sentences of our own that the pair coder learns from."""

from __future__ import annotations

from collections import Counter

from benchmarks.pairs import QUADS, merged
from training.labels import CODES
from training.told import FILE, told, turned


def test_every_type_is_told_of_and_every_mark_is_whole_words() -> None:
    found = told()
    types = Counter(pair.root for pair in found)
    assert set(types) == {*CODES, "YIELD"}
    assert min(types[name] for name in QUADS if name != "YIELD") >= 70
    for pair in found:
        assert not set("[]{}") & set(pair.text), pair.text
        for span in (pair.source, pair.target):
            if span is not None:
                start, end = span
                assert pair.text[start:end] == pair.text[start:end].strip() != ""
                assert not pair.text[start - 1 : start].isalnum(), pair
                assert not pair.text[end : end + 1].isalnum(), pair


def test_no_pair_is_told_twice_or_in_two_ways() -> None:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if "\t" in line]
    told_of = Counter(line.split("\t")[1] for line in lines)
    assert [sentence for sentence, times in told_of.items() if times > 1] == []


def test_what_goes_one_way_only_is_none_the_other_way_round() -> None:
    pairs = told()
    told_of = {(pair.text, pair.source, pair.target) for pair in pairs}
    for pair in turned(pairs):
        assert (pair.root, pair.quad) == ("NONE", None)
        assert (pair.text, pair.source, pair.target) not in told_of
        assert (pair.text, pair.target, pair.source) in told_of


def test_the_quad_class_is_that_of_the_type() -> None:
    for pair in told():
        assert pair.quad == QUADS.get(merged(pair.root or ""))
