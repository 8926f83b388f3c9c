"""The texts that the head for obligations learns from, and how their marks are read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.labels import OWED_KINDS, OWED_TAGS
from training.owed import owed_texts
from training.owed_questions import NOT_ASKED
from training.owed_stories import story_questions
from training.storylines import storylines


def test_every_text_of_the_file_reads_and_every_mark_lies_in_its_text() -> None:
    texts = owed_texts()
    assert len(texts) > 1500
    assert {laid.kind for one in texts for laid in one.laid} == set(OWED_KINDS[1:])
    assert sum(not one.laid for one in texts) > len(texts) / 4
    for one in texts:
        assert not set("[]") & set(one.text)
        for laid in one.laid:
            for mark in laid.marks:
                assert one.text[mark.start : mark.end].strip()


def test_marks_may_stand_in_one_another_and_a_text_may_lay_two_obligations(tmp_path: Path) -> None:
    file = tmp_path / "owed.txt"
    file.write_text(
        "# a comment\n"
        "threat\t[Q Touch] our ships and [A [B we] sink yours], the [D admiral] said.\n"
        "+demand\t[Q Touch] our ships and [A we sink yours], the admiral said.\n"
    )
    (one,) = owed_texts(file)
    assert one.text == "Touch our ships and we sink yours, the admiral said."
    assert [laid.kind for laid in one.laid] == ["threat", "demand"]
    found = {mark.part: one.text[mark.start : mark.end] for mark in one.laid[0].marks}
    assert found == {
        "CUE": "Touch", "BEARER": "we", "ACT": "we sink yours", "DEMANDER": "admiral",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("wish\t[Q Do] [A it].", "no kind"),
        ("none\t[Q Do] it.", "has marks"),
        ("demand\t[Q Do] it.", "without act"),
        ("demand\t[Q Do] [A it.", "not closed"),
        ("demand\t[Q Do] [X it].", "no mark"),
        ("demand\t[Q Do] [A it] [", "no mark"),
        ("demand\t[Q Do] it].", "was not opened"),
        ("+demand\t[Q Do] [A it].", "another text"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "owed.txt"
    file.write_text(f"none\tNothing.\n{line}\n")
    with pytest.raises(ValueError, match=f"owed.txt, line 2: .*{told}"):
        owed_texts(file)


_words = st.text(st.characters(categories=["L", "Nd", "Zs"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(_words, st.sampled_from(["", "A", "B", "D", "I", "T", "Q"]))))
def test_taking_the_marks_out_leaves_the_text(
    tmp_path_factory: pytest.TempPathFactory, parts: list[tuple[str, str]]
) -> None:
    pieces = [*parts, ("act", "A"), ("cue", "Q")]
    marked = "".join(f"[{letter} {words}]" if letter else words for words, letter in pieces)
    file = tmp_path_factory.mktemp("owed") / "owed.txt"
    file.write_text(f"offer\t{marked}\n", encoding="utf-8")
    (one,) = owed_texts(file)
    assert one.text == "".join(words for words, _ in pieces)
    given_marks = [words for words, letter in pieces if letter]
    assert [one.text[m.start : m.end] for m in one.laid[0].marks] == given_marks


STORY = """STORY\tA pass
DATE\t2023-03-04
S\t+a:demand:Chile:Peru\tPeru on Monday urged Chile to [a reopen the pass] by the end of May.
S\t-\tSnow fell in the mountains on Tuesday.
S\t=a\tChile did not say whether it would [a reopen the pass].
"""


def test_a_storyline_teaches_its_acts_with_the_cue_that_is_likeliest(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORY)
    laying, silent = story_questions(storylines(tmp_path))
    cues, parts = laying
    told = "Peru on Monday urged Chile to reopen the pass by the end of May .".split()
    demand = OWED_KINDS.index("demand")
    assert [told[i] for i in np.flatnonzero(cues.kinds == demand)] == ["urged"]
    assert not cues.markers.any()
    assert (cues.tags == NOT_ASKED).all()
    assert [told[i] for i in np.flatnonzero(parts.markers)] == ["urged"]
    named = [OWED_TAGS[tag] for tag in parts.tags]
    assert [w for w, tag in zip(told, named, strict=True) if tag.endswith("ACT")] == [
        "reopen", "the", "pass",
    ]  # fmt: skip
    assert named[told.index("Chile")] == "B-BEARER"
    assert [len(one.kinds) for one in silent] == [8]  # not what only speaks of it again
