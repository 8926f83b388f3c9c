"""The sentences of our own that the names head learns from."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpora import NamedSpan
from training import named
from training.named import LABELS, examples

FILES = sorted(Path(named.__file__).parent.glob("names_*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_valid_and_holds_every_label_and_no_sentence_twice(path: Path) -> None:
    found = examples(path)
    assert {span.label for _, spans in found for span in spans} == LABELS
    assert len({words for words, _ in found}) == len(found)


def test_names_are_counted_in_words_without_their_brackets(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("# a comment\n\nThe [ORG Bank of Ruma] paid [PER Ana] .\n", encoding="utf-8")
    words = ("The", "Bank", "of", "Ruma", "paid", "Ana", ".")
    assert examples(path) == [(words, (NamedSpan(1, 4, "ORG"), NamedSpan(5, 6, "PER")))]


@pytest.mark.parametrize(
    "line", ["[ORG Open end .", "No start] .", "[XYZ Ana] .", "[ORG [PER Ana]] .", "[ORG ] paid ."]
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "names.txt"
    path.write_text(f"Fine .\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        examples(path)
