"""What is worked out once for a word and kept with its document."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from spacy.tokens import Token

Answer = TypeVar("Answer")


def kept(of_word: Callable[[Token], Answer]) -> Callable[[Token], Answer]:
    """`of_word`, asked once for each word of a document, however many rules want to know.

    For functions of the parse alone, with answers that nobody changes.
    """
    name = f"{of_word.__module__}.{of_word.__qualname__}"

    @wraps(of_word)
    def ask(word: Token) -> Answer:
        data, at = word.doc.user_data, word.i
        known: dict[int, Answer] | None = data.get(name)
        if known is None:
            known = data[name] = {}
        if at not in known:
            known[at] = of_word(word)
        return known[at]

    return ask
