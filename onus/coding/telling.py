"""Whether a cue tells of anything: what a tagger takes for a statement though nobody says a thing.

The words are data, in `telling.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from spacy.tokens import Span

from onus.coding.obligation_clauses import lemma
from onus.coding.reported_speech import Reported

_QUOTES = frozenset("“”\"‘'«„") | {"``", "''"}
_VERBAL = frozenset({"VERB", "AUX"})
# Beside an empty verb these can make a telling one of it: "is against", "had a view of".
_MORE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "ADV", "PUNCT", "NUM"})


def tells(one: Reported) -> bool:
    """Whether the statement, whose content is known, says something of somebody."""
    assert one.content is not None
    if one.content[0].text in _QUOTES:
        return True
    return not (_is_void(one.content) or _is_withheld(one.content) or _is_empty(one.cue))


def _is_void(content: Span) -> bool:
    """A pronoun or particle alone: "recused *himself*"."""
    return len(content) == 1 and content[0].lower_ in _words()["void"]


def _is_withheld(content: Span) -> bool:
    """ "Asked *not to be named*"."""
    text = " ".join(content.text.lower().split())
    return any(text.startswith(opening) for opening in _words()["withheld"])


def _is_empty(cue: Span) -> bool:
    """A cue of verbs that say nothing: "has", "are trying"."""
    verbs = [t for t in cue if t.pos_ in _VERBAL]
    if not verbs or any(t.pos_ in _MORE for t in cue):
        return False
    return all(lemma(verb) in _words()["empty"] for verb in verbs)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    text = files("onus.coding").joinpath("telling.yaml").read_text(encoding="utf-8")
    return {name: frozenset(found) for name, found in yaml.safe_load(text).items()}
