"""Is this English? Function words answer at once; in doubt a trained identifier is asked."""

from __future__ import annotations

import re

from onus.errors import LanguageError
from onus.sources import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
# Words that no other language written in Latin letters uses as often.
_ENGLISH_WORDS = frozenset("the and of to that with from this which have has were their".split())
_ENGLISH_SHARE = 0.10
_ENOUGH_WORDS = 12  # fewer and neither witness can be trusted
_SAMPLE = 20_000
_NO_LANGUAGE = "zxx"  # what the identifier says of tables and numbers


def require_english(text: str, source: str, *, force: bool = False) -> str | None:
    """The ISO 639-1 code of the language, None when the text is too short to tell.

    Raises `LanguageError` naming `source` and the language when it is not English, unless `force`.
    """
    language = detect(text)
    if language is not None and language != "en" and not force:
        name = lexicon.languages().get(language, f"another language ({language})")
        raise LanguageError(
            source, f"is written in {name}; Onus reads English (--force reads anyway)"
        )
    return language


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, None when it is too short to tell."""
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    foreign_script = len(_LATIN.findall(sample)) < len(_LETTER.findall(sample)) / 2
    if len(words) < _ENOUGH_WORDS and not (foreign_script and words):
        return None
    if sum(word in _ENGLISH_WORDS for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    import py3langid

    code, _ = py3langid.classify(" ".join(sample.split()))
    return None if code == _NO_LANGUAGE else str(code)
