"""What a headline says in its own grammar: "Peru to send tents"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import children, infinitive_mark, noun_phrase
from onus.coding.obligation_setting import Setting, is_deed, standing

_ANNOUNCED = 0.5


def headlines(name: Token, where: Setting) -> Iterator[Draft]:
    """The pledge of a name that is "to" do something, where no verb says so."""
    del where
    if name.head != name or name.pos_ != "PROPN" or name.ent_type_ not in {"ORG", "LOC"}:
        return
    if name.sent[-1].is_punct:
        return
    for act in children(name, "acl"):
        mark = infinitive_mark(act)
        if mark is not None and mark.i == noun_phrase(name).end and is_deed(act):
            yield Draft("pledge", name.doc[mark.i : mark.i + 1], act, name, None,
                        _ANNOUNCED * standing(name))  # fmt: skip
