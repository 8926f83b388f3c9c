"""The language model and what it gives: sentences, tags, parse, names, spans, pair codes."""

from __future__ import annotations

from onus.language.documents import annotate, annotate_tokens, annotate_with, code_pairs

__all__ = ["annotate", "annotate_tokens", "annotate_with", "code_pairs"]
