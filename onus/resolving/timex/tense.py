"""Whether a date lies ahead of the day of publication or behind it, by the verb that governs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onus.language.annotation import text_of
from onus.resolving.timex.grammar import Match
from onus.resolving.timex.lexicon import Word, load_yaml
from onus.resolving.timex.limits import describes, limit_of
from onus.resolving.timex.scene import Tense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REACH = 14  # words looked at on each side
_CLAUSE = 4  # words that a comma, semicolon or quotation mark counts for
_AFTER = 1.5  # a verb behind the date counts as so much farther away than one before it
_ENDS = (".", "?", "!")
_CLAUSE_SIGNS = (",", ";", ":", '"', "“", "”", "``", "''")


@dataclass(frozen=True, slots=True)
class _Cues:
    future: frozenset[str]
    past: frozenset[str]
    not_past: frozenset[str]
    asking: frozenset[str]
    granting: frozenset[str]
    achieving: frozenset[str]


@cache
def _cues() -> _Cues:
    data = load_yaml("tense.yaml")
    return _Cues(**{name: frozenset(words) for name, words in data.items()})


def tense_of(match: Match, doc: Doc | None) -> Tense | None:
    """Tense of the verb that governs a match: by the parse where there is one, else by the words.

    `doc` has the same text as the words. None when nothing tells.
    """
    if doc is not None and doc.has_annotation("DEP"):
        own = doc.char_span(match.own[0].start, match.own[-1].end, alignment_mode="expand")
        limit = limit_of(text_of(doc), match.own[0].start)
        told = _by_parse(own.root, limit) if own is not None else None
        if told is not None:
            return told
    return _by_words(match.words, match.first, match.last)


def _by_words(words: Sequence[Word], first: int, last: int) -> Tense | None:
    """Tense of the nearest cue of the sentence, one before the date rather than one behind it."""
    best: tuple[float, Tense] | None = None
    for step in (-1, 1):
        at = first - 1 if step < 0 else last
        away = 0.0
        while 0 <= at < len(words) and away < _REACH:
            word = words[at]
            if word.kind == "BREAK" or word.text in _ENDS:
                break
            away += _CLAUSE if word.text in _CLAUSE_SIGNS else (1 if step < 0 else _AFTER)
            told = _cue(words, at) if step < 0 or word.text.lower() != "to" else None
            if told is not None:
                if best is None or away < best[0]:
                    best = away, told
                break
            at += step
    return best[1] if best else None


def _cue(words: Sequence[Word], at: int) -> Tense | None:
    cues = _cues()
    word = words[at].text.lower()
    if word == "to":
        # "to meet" lies ahead, "to London" says nothing; neither does "from 1 to 3 June".
        following = words[at + 1].text if at + 1 < len(words) else ""
        ahead = following.islower() and following not in ("the", "a", "an", "its", "his", "their")
        return "future" if ahead and not words[at + 1].kind else None
    if word in cues.future:
        before = {w.text.lower() for w in words[max(0, at - 4) : at]}
        return "past" if before & {"was", "were", "had"} else "future"
    past = word in cues.past or (
        word.endswith("ed") and len(word) > 3 and word not in cues.not_past
    )
    # "would be paid": the helper before it tells.
    passive = any(w.text.lower() in ("be", "being") for w in words[max(0, at - 2) : at])
    return "past" if past and not passive else None


def _by_parse(time: Token, limit: str | None) -> Tense | None:
    """Tense of the first verb above a time that has one; a limit is one of limits.yaml."""
    limited = limit in ("by", "before") and not _describes(time)
    for above in (time, *time.ancestors):
        if not _is_predicate(above):
            continue
        if limited and _is_to_come(above, time):
            return "due"
        told = _of_verb(above)
        if told == "past" and time.head == above and _is_on(time) and not _is_asking(above):
            return "over"
        if told is not None or above.dep_ in ("ROOT", "ccomp", "parataxis"):
            return told
    return None


def _is_predicate(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or any(c.dep_ in ("cop", "aux") for c in token.children)


def _is_to_come(verb: Token, time: Token) -> bool:
    """Whether a limit on a verb, or on what it governs, bounds what is still to be done."""
    told = _of_verb(verb)
    if told != "past":
        return told == "future" or not (_is_achieved(verb) or verb.lower_.endswith("ing"))
    if _is_asking(verb):
        return True
    if verb.dep_ == "xcomp" and _is_asking(verb.head):
        return True  # "wanted the troops withdrawn by Friday"
    return grants_time(verb) and any(
        is_infinitive(child) and child.i > time.i for child in verb.children
    )


def _is_on(time: Token) -> bool:
    """False of "extended to March", "planned for March"."""
    return all(c.lower_ in ("on", "in", "during") for c in time.children if c.dep_ == "case")


def _describes(time: Token) -> bool:
    """ "The 2004 elections", "Friday's talks": the limit is another than the time."""
    return describes(time) or time.dep_ == "nmod:poss"


def _is_asking(verb: Token) -> bool:
    return verb.lemma_.lower() in _cues().asking


def _is_achieved(verb: Token) -> bool:
    """ "failed to sign", "managed to sign": as the verb before it says, and not to come."""
    return is_infinitive(verb) and verb.head.lemma_.lower() in _cues().achieving


def grants_time(verb: Token) -> bool:
    """Whether a verb can leave somebody time to act: "gave them until Friday to leave"."""
    return verb.lemma_.lower() in _cues().granting


def is_infinitive(verb: Token) -> bool:
    """True of "to leave"."""
    return any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children)


_MODAL = ("will", "'ll", "’ll", "wo", "shall", "would", "may", "might", "must", "should", "can")


def _of_verb(verb: Token) -> Tense | None:
    helpers = [c.lower_ for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")]
    if any(helper in _MODAL for helper in helpers):
        return "future"
    if any(helper in ("was", "were", "had", "did", "has", "have", "'d") for helper in helpers):
        return "past"
    if is_infinitive(verb):
        ahead = verb.dep_ in ("xcomp", "acl", "ccomp", "csubj") and not _is_achieved(verb)
        return "future" if ahead else None
    if any(helper in ("is", "are", "am", "'s", "'re", "'m", "be", "been") for helper in helpers):
        return None
    word = verb.lower_
    if word.endswith("ing") or word == verb.lemma_.lower() or word.endswith("s"):
        return None
    return "past"
