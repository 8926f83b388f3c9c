"""What an article says of its names: full forms, acronyms, words that only fill them out."""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Doc, Token

from onus.resolving.countries import country_in
from onus.resolving.labels import label_of
from onus.resolving.mentions import Mention
from onus.resolving.person_names import behind_titles
from onus.resolving.roles import is_courtesy, role_ending


def full_names(doc: Doc) -> set[str]:
    """Names of persons of two words and more, so that a headline's "Khan" is known at once."""
    names = set()
    for entity in doc.ents:
        if entity.label_ != "PER":
            continue
        name = takewhile(lambda w: w.text != "(", behind_titles(entity))
        words = [w for w in name if w.pos_ == "PROPN" or w.text == "-"]
        words = [w for w in words if not is_courtesy(w.text)]
        if len(words) > 1 and role_ending([words[0].lower_]) is None:
            names.add(
                " ".join(w.text for w in words).replace(" - ", "-").strip(" -") + _rest(words[-1])
            )
    return names


def _rest(last: Token) -> str:
    """ "-moon" behind "Ban Ki", where the model cuts a name at its hyphen."""
    hyphen = last if last.text == "-" else last.doc[min(last.i + 1, len(last.doc) - 1)]
    if hyphen.text != "-" or last.whitespace_ or hyphen.whitespace_:
        return ""
    following = last.doc[hyphen.i + 1 : hyphen.i + 2].text
    return f"-{following}" if following else ""


def inside_name(token: Token, mention: Mention) -> bool:
    """Whether the noun only fills out the name before it: "the Church of Scientology", "The Globe
    and Mail". States, towns and persons in a name are themselves all the same."""
    office = mention.sort == "role" and mention.head.pos_ == token.pos_ == "PROPN"
    if not (office or mention.sort in ("name", "institution")) or token.i == mention.head.i:
        return False
    if label_of(token) in ("LOC", "PER") or country_in(token.text) is not None:
        return False
    return token in mention.span or (token.dep_ == "conj" and _in_one_name(token.head, token))


def _in_one_name(head: Token, later: Token) -> bool:
    """Whether one name reaches from `head` to a word behind it."""
    return bool(head.ent_type_) and all(
        word.ent_iob_ == "I" for word in head.doc[head.i + 1 : later.i + 1]
    )


def acronyms(doc: Doc) -> dict[int, str]:
    """Head words of names followed by their acronym in brackets: "... Organisation (SCO)"."""
    defined: dict[int, str] = {}
    for token in doc[1:-2] if len(doc) > 3 else ():
        inside = doc[token.i + 1]
        if token.text != "(" or doc[token.i + 2].text != ")":
            continue
        if not (2 <= len(inside.text) <= 8 and sum(c.isupper() for c in inside.text) >= 2):
            continue
        head = doc[token.i - 1]
        while (
            head.dep_ in ("compound", "flat", "nmod", "flat:name") and head.head.sent == head.sent
        ):
            if abs(head.head.i - head.i) > 6:
                break
            head = head.head
        defined[head.i] = inside.text
    return defined
