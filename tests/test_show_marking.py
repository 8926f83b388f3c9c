"""Cutting the article up along the marks of its record."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onus.show.marking import Mark, marks, paragraph_breaks, segments
from tests.records import TEXT, herring

NUMBERS = st.integers(-3, 40)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet="ab \n<&é😀\ud800", max_size=30))
    ends = draw(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=12))
    return text, [Mark(start, end, f"e{n}", "trigger") for n, (start, end) in enumerate(ends)]


@given(marked_texts())
def test_the_pieces_are_the_text_and_carry_exactly_their_marks(
    marked: tuple[str, list[Mark]],
) -> None:
    text, given_marks = marked
    pieces = segments(text, given_marks)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        assert piece.text == text[piece.start : piece.end] != ""
        expected = {
            mark
            for mark in given_marks
            if 0 <= mark.start <= piece.start and piece.end <= mark.end <= len(text)
        }
        assert set(piece.marks) == expected


def test_the_widest_mark_comes_first() -> None:
    wide, narrow = Mark(0, 9, "s1", "content"), Mark(2, 5, "e1", "trigger")
    inner = segments("abcdefghi", [narrow, wide])[1]
    assert inner.marks == (wide, narrow)


def test_every_entry_is_marked_by_the_words_it_was_read_from() -> None:
    read = {(mark.key, mark.role): TEXT[mark.start : mark.end] for mark in marks(herring())}
    assert read["e1", "trigger"] == "rejected"
    assert read["e1", "source"] == "Iceland"
    assert read["e1", "target"] == "Norway"
    assert read["s5", "speaker"] == "the official"
    assert read["s7", "cue"] == "told"
    assert read["o2", "consequence"] == "Iceland would seize any vessel that stayed"


def test_a_speaker_is_sought_outside_what_is_said() -> None:
    speaker = next(m for m in marks(herring()) if (m.key, m.role) == ("s1", "speaker"))
    assert TEXT[speaker.start - 2 : speaker.end] == "— Iceland"


def test_words_that_do_not_stand_in_the_sentence_are_not_marked() -> None:
    record = herring()
    absent = replace(record.statements[0], speaker_text="the minister of tides")
    found = {m.role for m in marks(replace(record, statements=(absent,))) if m.key == "s1"}
    assert found == {"content", "cue"}


def test_parties_are_found_without_knowing_the_sentences() -> None:
    found = {(m.key, m.role) for m in marks(replace(herring(), sentences=()))}
    assert ("e1", "source") in found


def test_wrapped_lines_stay_one_paragraph() -> None:
    assert paragraph_breaks("one\ntwo\n\nthree") == [(7, 9)]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    line = "word " * 30
    assert len(paragraph_breaks(f"{line}\n{line}\n\n{line}")) == 2
