"""Of whom a text tells something done: who is known, and who is only described."""

from __future__ import annotations

import pytest

from onus.resolving.acting import can_act, is_known
from tests.parsed import parsed


@pytest.mark.parametrize(
    ("subject", "known"),
    [
        ("Peru|PROPN|nsubj|2|LOC", True),
        ("Khan|PROPN|nsubj|2|PER", True),
        ("Unilever|PROPN|nsubj|2|ORG", True),
        ("the|DET|det|2 premier|NOUN|nsubj|3", True),
        ("a|DET|det|2 minister|NOUN|nsubj|3", False),
        ("ministers|NOUN|nsubj|2", False),
        ("residents|NOUN|nsubj|2", False),
        ("they|PRON|nsubj|2", False),
    ],
)
def test_a_name_or_a_definite_office_is_known_and_a_description_is_not(
    subject: str, known: bool
) -> None:
    words = subject.split()
    doc = parsed(f"{subject} left|VERB|ROOT|0 .|PUNCT|punct|{len(words) + 1}")
    doer = doc[: len(words)]
    assert can_act(doer)
    assert is_known(doer) == known
