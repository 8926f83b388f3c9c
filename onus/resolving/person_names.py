"""The person's name in a noun phrase, with what the model cuts off or runs into it put right."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from onus.resolving.countries import country_in
from onus.resolving.institutions import institution_named
from onus.resolving.labels import label_of
from onus.resolving.phrases import lemma_of, span_of
from onus.resolving.roles import is_calendar_word, is_courtesy, role_ending

_BEHIND = frozenset({"of", "("})  # what stands from here on is no part of the name


def person_in(head: Token, words: list[Token]) -> Span | None:
    """The person's name that ends the phrase: by the model's names, or capitals after a title."""
    tagged = [w for w in words if label_of(w) == "PER" and w.dep_ != "nmod:poss"]
    if tagged and (tagged[-1].i == words[-1].i or tagged[-1] == head or _name_goes_on(tagged[-1])):
        span = _name_ending(tagged[-1], words)
        span = behind_titles(span)
        end = next((w.i for w in span[1:] if w.lower_ in _BEHIND), span.end)
        span = span.doc[span.start : end]
        if _is_after_courtesy(span):
            return span  # "Mr. King" reigns nowhere, "Ms. Jordan" is no country
        if country_in(span.text) or institution_named(span.text):
            return None  # the model can be wrong about a name that everybody knows
        title = _is_title_word(span[0]) or role_ending([lemma_of(span[0])]) is not None
        if title and not (len(words) == 1 and span.text in surnames(head.doc)):
            return None  # "the Europeans", but not "Dean" where there is a Howard Dean
        return span
    for cut in range(len(words) - 1, 0, -1):
        rest = words[cut:]
        if not all(w.pos_ == "PROPN" and label_of(w) in ("", "PER") for w in rest):
            break
        before = [lemma_of(w) for w in words[:cut]]
        role = role_ending(before)
        titled = role is not None and role.kind in ("office holder", "person")
        if (titled or is_courtesy(before[-1])) and role_ending([rest[-1].lower_]) is None:
            return span_of(rest[0], rest[-1])
    return None


def _is_after_courtesy(span: Span) -> bool:
    before = span.doc[span.start - 1] if span.start > 0 else None
    return before is not None and before.text[:1].isupper() and is_courtesy(before.text)


def surnames(doc: Doc) -> frozenset[str]:
    """The last words of the persons' names of two words and more, kept with the document."""
    known: frozenset[str] | None = doc.user_data.get("onus_surnames")
    if known is None:
        known = frozenset(e[-1].text for e in doc.ents if e.label_ == "PER" and len(e) > 1)
        doc.user_data["onus_surnames"] = known
    return known


def behind_titles(span: Span) -> Span:
    """The name without titles, and without state or country in front of them."""
    last = max((at for at, w in enumerate(span[:-1]) if _is_title_word(w)), default=-1)
    span = span[last + 1 :] if last + 1 < len(span) else span
    while len(span) > 1 and (span[0].lower_ == "of" or _is_of_country(span)):
        span = span[1:]
    return span


def _name_ending(last: Token, words: Sequence[Token]) -> Span:
    """The name that ends in `last` as the model tags it, with the capitals that it leaves out."""
    first = last
    while (
        first.i > 0
        and (before := first.doc[first.i - 1])
        and (
            (first.ent_iob_ == "I" and label_of(before) == "PER")
            or (before in words and _could_be_named(before))
        )
    ):
        first = before
    while _name_goes_on(last) and (last.nbor() in words or _is_beside(last)):
        last = last.nbor()
    return span_of(first, last)


def _is_beside(word: Token) -> bool:
    """Whether the parse has hung the next word, tagged as a name of its own, beside this one."""
    following = word.nbor()
    return (
        label_of(following) == "PER"
        and label_of(word) == "PER"
        and word.ent_iob_ == "B"
        and following.head == word.head
        and following.dep_ == word.dep_
    )


def _name_goes_on(word: Token) -> bool:
    """Whether the next word is the rest of a name that the model cut short."""
    if word.i + 1 >= len(word.doc):
        return False
    following = word.nbor()
    joined = following.dep_ == "flat" or _is_beside(word)
    return joined and following.text[:1].isupper() and _could_be_named(following)


def _could_be_named(word: Token) -> bool:
    return (
        word.pos_ == "PROPN"
        and label_of(word) in ("", "PER")
        and word.text[:1].isupper()
        and not _is_title_word(word)
        and country_in(word.text) is None
        and institution_named(word.text) is None
        and not is_calendar_word(word.text)
    )


def _is_of_country(span: Span) -> bool:
    """ "Russian President Vladimir Putin", all of it tagged as a name."""
    return len(span) > 2 and country_in(span[0].text) is not None


def _is_title_word(word: Token) -> bool:
    return is_courtesy(word.text) or (role_ending([word.lower_]) is not None and len(word.text) > 3)
