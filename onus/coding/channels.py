"""How it was said: the outlet that was told, the letter, the interview; and whether without a name."""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Span, Token

from onus.coding.obligation_clauses import cases, children, lemma, noun_phrase, relation
from onus.knowledge import read_yaml
from onus.language.annotation import text_of


@dataclass(frozen=True, slots=True)
class Channels:
    """The words of `channels.yaml`; `withheld` are patterns over lower-case text.

    `any_withheld` finds whether any of them is there.
    """

    telling: frozenset[str]
    speaking: frozenset[str]
    audiences: frozenset[str]
    carriers: frozenset[str]
    occasions: frozenset[str]
    prepositions: frozenset[str]
    mouthpieces: frozenset[str]
    withheld: tuple[re.Pattern[str], ...]
    any_withheld: re.Pattern[str]
    nameless: frozenset[str]
    hiding: frozenset[str]


@cache
def channels() -> Channels:
    """The channel words that come with the package, read once."""
    source = files("onus.coding") / "channels.yaml"
    data = read_yaml(source.read_text(encoding="utf-8"))
    phrases = [
        re.escape(phrase).replace(r"\.\.\.", r"(?:\S+\s+){0,3}?").replace(r"\ ", r"\s*")
        for phrase in data.pop("withheld")
    ]
    return Channels(
        withheld=tuple(re.compile(rf"\b{phrase}\b") for phrase in phrases),
        any_withheld=re.compile(rf"\b(?:{'|'.join(phrases)})\b"),
        **{key: frozenset(words) for key, words in data.items()},
    )


def channel(cue: Span, speaker: Span | None) -> str | None:
    """The words that name the channel of a statement, or None.

    "told PTI" gives "PTI", "in a letter to Modi" "a letter", "said through a spokesman" "a
    spokesman", "a statement saying" "a statement". The speaker is never the channel.
    """
    root = cue.root
    for nominal in _candidates(root):
        span = noun_phrase(nominal)
        if speaker is None or not max(span.start, speaker.start) < min(span.end, speaker.end):
            return str(span.text)
    return None


def _candidates(root: Token) -> list[Token]:
    known = channels()
    found: list[Token] = []
    if lemma(root) in known.telling:
        found += [t for t in children(root, "iobj", "obj") if _audience(t)]
    # "spoke to X, saying": the verb that the cue leans on tells the channel as well.
    verbs = [root]
    if relation(root) in {"advcl", "xcomp", "conj"}:
        verbs.append(root.head)
    for verb in verbs:
        for child in children(verb, "obl", "nmod"):
            before = set(cases(child))
            if (
                (before & known.prepositions and lemma(child) in known.carriers)
                or ("through" in before and lemma(child) in known.mouthpieces)
                or ("to" in before and lemma(verb) in known.speaking and _audience(child))
            ):
                found.append(child)
    if relation(root) == "acl" and lemma(root.head) in known.carriers:
        found.append(root.head)
    if root.pos_ == "NOUN" and lemma(root) in {"letter", "statement", "tweet", "email", "memo"}:
        found.append(root)
    return found


def _audience(nominal: Token) -> bool:
    """An outlet or a public: an organisation, a name in capitals ("PTI"), a word for listeners."""
    if nominal.ent_type_ == "ORG" or nominal.lower_ in channels().audiences:
        return True
    return nominal.pos_ == "PROPN" and nominal.is_upper and len(nominal) > 1


def withheld(
    doc: Doc,
    said: Sequence[tuple[Span, Span | None]],
    paragraphs: Sequence[tuple[int, int]],
) -> list[bool]:
    """For each (cue, speaker) whether the text says that the speaker's name is kept back.

    It says so in the sentence of the cue, in a later sentence of the paragraph that makes no
    statement of its own ("He spoke on condition of anonymity"), or by the description itself
    ("a source", "an unnamed official").
    """
    text = text_of(doc).lower()
    hints: list[int] = []
    if channels().any_withheld.search(text) is not None:  # in few articles
        hints = [m.start() for pattern in channels().withheld for m in pattern.finditer(text)]
    hidden = [_nameless(speaker) for _, speaker in said]
    for hint in hints:
        at = _whose(hint, said, paragraphs)
        if at is not None:
            for other, (_, speaker) in enumerate(said):
                hidden[other] |= other == at or (speaker is not None and speaker == said[at][1])
    return hidden


def _whose(
    hint: int, said: Sequence[tuple[Span, Span | None]], paragraphs: Sequence[tuple[int, int]]
) -> int | None:
    """The statement whose speaker a hint at character `hint` is about: the nearest one."""
    same = [
        at
        for at, (cue, speaker) in enumerate(said)
        if speaker is not None and cue.sent.start_char <= hint < cue.sent.end_char
    ]
    if same:
        return min(same, key=lambda at: abs(said[at][0].start_char - hint))
    start = next((start for start, end in paragraphs if start <= hint < end), hint)
    earlier = [at for at, (cue, _) in enumerate(said) if start <= cue.start_char < hint]
    return max(earlier, key=lambda at: said[at][0].start_char, default=None)


def _nameless(speaker: Span | None) -> bool:
    if speaker is None:
        return False
    known = channels()
    if any(token.lower_ in known.hiding for token in speaker):
        return True
    return lemma(speaker.root) in known.nameless and speaker.root.ent_type_ == ""
