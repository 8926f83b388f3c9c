"""Sentences that tell in an obligation's own words what became of it, from `worded.yaml`.

Who writes stories avoids saying the same thing twice in the same words; agencies do not. Without
these a judge takes a sentence in near words for one that only repeats what is owed.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import lemminflect
import yaml

from training.storylines import Laid

_FILE = Path(__file__).with_name("worded.yaml")
_DEADLINE = re.compile(r"[, ]+(?:by|before|within|until|no later than) .*")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_FORMS = {"did": "VBD", "done": "VBN", "doing": "VBG"}
_NOBODY = "the other side"


def worded(laid: Laid, draw: random.Random) -> tuple[str, str] | None:
    """A sentence and its effect, drawn; None where nobody is bound or the act has no verb."""
    forms = _forms(laid.act)
    if laid.bearer is None or forms is None:
        return None
    effect = draw.choice(sorted(templates()[laid.kind]))
    sentence = draw.choice(templates()[laid.kind][effect]).format(
        bearer=laid.bearer, asker=laid.demander or _NOBODY, day=draw.choice(_DAYS), **forms
    )
    return sentence[0].upper() + sentence[1:], effect


@cache
def templates() -> dict[str, dict[str, list[str]]]:
    """The sentences of the file by kind and effect."""
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def _forms(act: str) -> dict[str, str] | None:
    """The act in each form of its verb, without its deadline but for what is still to come."""
    verb, _, rest = act.partition(" ")
    if verb not in lemminflect.getAllLemmas(verb).get("VERB", ()):
        return None
    rest = _DEADLINE.sub("", f" {rest}")
    found = {"do": verb + rest}
    for name, tag in _FORMS.items():
        inflected = lemminflect.getInflection(verb, tag=tag)
        if not inflected:
            return None
        found[name] = inflected[0] + rest
    return found
