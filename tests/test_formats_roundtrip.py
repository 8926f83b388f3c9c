"""Whatever an event holds comes back from the tables that carry it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from onus import formats
from onus.formats.columns import build, cells
from onus.formats.events import Claim, CodedEvent, Origin, Party, Where
from onus.record import Dates, Span

# An empty string comes back as null from a CSV file, so there is none; everything else may be.
words = st.text(min_size=1, max_size=12) | st.sampled_from(
    [";", "[", '["', "a;b", "\r\n", "\t", "NA"]
)
maybe = st.none() | words
numbers = st.integers(min_value=0, max_value=2**62)
parties = st.builds(Party, words, words, maybe, maybe, maybe, maybe)
claims = st.builds(
    Claim, words, st.none() | parties, maybe, st.booleans(), maybe, words, words, words
)
degrees = st.none() | st.floats(-180, 180)
events = st.builds(
    CodedEvent,
    id=words,
    day=maybe,
    type=words,
    mode=maybe,
    factuality=words,
    claim=st.none() | claims,
    sources=st.lists(parties, max_size=3).map(tuple),
    source_text=maybe,
    targets=st.lists(parties, max_size=3).map(tuple),
    target_text=maybe,
    contexts=st.lists(words | st.just(""), max_size=3).map(tuple),
    cameo=maybe,
    quad=numbers,
    trigger=st.builds(Span, numbers, numbers, words),
    date=st.none() | st.builds(Dates, maybe, maybe, words),
    place=st.none() | st.builds(Where, words, maybe, degrees, degrees),
    confidence=st.floats(0, 1),
    sentence=numbers,
    sentence_text=maybe,
    article=st.builds(Origin, words, maybe, maybe, maybe, maybe, maybe, maybe),
)


@settings(max_examples=50, deadline=None)
@given(events)
def test_a_row_comes_back_from_its_cells(event: CodedEvent) -> None:
    assert build(CodedEvent, cells(event)) == event


@settings(max_examples=15, deadline=None)
@given(st.lists(events, max_size=3))
def test_tables_come_back_whole(given_events: list[CodedEvent]) -> None:
    with TemporaryDirectory() as folder:
        for name in ("csv", "jsonl", "parquet"):
            path = Path(folder, name)
            formats.write_events(given_events, name, path)
            assert list(formats.read(path, name)) == given_events


@settings(max_examples=15, deadline=None)
@given(st.lists(events, max_size=3))
def test_tab_separated_files_keep_a_line_and_every_column_for_an_event(
    given_events: list[CodedEvent],
) -> None:
    valid = [replace(event, quad=1 + event.quad % 4) for event in given_events]
    with TemporaryDirectory() as folder:
        for name, columns in (("polecat", 49), ("icews", 29), ("gdelt", 70), ("petrarch", 35)):
            path = Path(folder, name)
            formats.write_events(valid, name, path, claims=True)
            lines = path.read_bytes().decode().removesuffix("\n").split("\n")
            assert {line.count("\t") for line in lines if line} <= {columns - 1}
        assert len(list(formats.read(Path(folder, "polecat"), "polecat"))) == len(valid)
