"""The language model and what it gives: sentences, tags, parse, names, spans, pair codes."""

from __future__ import annotations

from onus.language.documents import (
    Seen,
    annotate,
    annotate_tokens,
    annotated,
    code_pairs,
    see,
    see_with,
)

__all__ = [
    "Seen",
    "annotate",
    "annotate_tokens",
    "annotated",
    "code_pairs",
    "see",
    "see_with",
]
