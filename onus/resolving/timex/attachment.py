"""Which time belongs to an event, and which deadline to an act, by the parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onus.language.annotation import text_of
from onus.resolving.timex.lexicon import words_of
from onus.resolving.timex.limits import (
    DEADLINES,
    bounded,
    describes,
    limit_of,
    names_deadline,
)
from onus.resolving.timex.mention import TimeMention
from onus.resolving.timex.tense import grants_time, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# Relations (UD 2) by which a time hangs on the word that it dates.
_DATING = ("obl", "nmod", "advmod", "nummod", "amod", "compound", "appos", "dep", "flat")
# Relations that lead from a word into a clause of its own.
_CLAUSAL = ("ccomp", "parataxis", "acl:relcl", "advcl", "conj", "csubj")
# What stands behind these has a time of its own, which the act only follows.
_LATER = frozenset({"after", "following", "since"})
# Nouns of time themselves: "since the end of June".
_SPANS = frozenset(
    "end start beginning middle close turn half quarter day morning afternoon evening night week "
    "weekend month year decade season spring summer autumn fall winter date".split()
)
_WEEK = timedelta(days=7)
# Kinds of words that fix a weekday: "Friday, 7 February", "last Friday".
_FIXING = {"MONTH_FULL", "MONTH_SHORT", "MAY", "NTH", "LAST", "PAST_WORD"}


def date_of(trigger: Token, mentions: Sequence[TimeMention]) -> TimeMention | None:
    """The time at which the event of a trigger happens, None where the text does not say.

    A time that hangs on the trigger itself comes first; then one that hangs on what the trigger
    depends on, up to the verb of its clause ("carried out an attack on Saturday"). "Now" dates
    nothing, nor does a time allowed ("within 30 days"). The mention comes back with an open end
    where its preposition leaves one ("since 2001", "by Friday"), and with both ends of a range
    ("from June 10 to June 12").
    """
    dated = [
        (mention, head, limit_of(text_of(trigger.doc), mention.start))
        for mention, head in _heads(trigger, mentions)
        if mention.first is not None
    ]
    for word in _up(trigger):
        found = [
            (mention, limit)
            for mention, head, limit in dated
            if _dates(word, head) and not (limit == "within" and mention.type == "DURATION")
        ]
        if found:
            nearest, limit = min(found, key=lambda pair: _distance(trigger, pair[0]))
            return _ranged(trigger.doc, nearest, mentions) or bounded(nearest, limit)
    return None


def deadline_of(act: Span, mentions: Sequence[TimeMention]) -> TimeMention | None:
    """The time by which an act is to be done: "by Friday", "before June 30", "within 30 days".

    The mention comes back with the days of the deadline: open at the start, the last day at its
    end. What is to be done within a time that nothing fixes has no days. None when no deadline
    is told inside the act or in what hangs on its head.
    """
    for mention, head in _heads(act.root, mentions):
        inside = act.start_char <= mention.start < act.end_char
        limit = limit_of(text_of(act.doc), mention.start)
        if names_deadline(head) and limit not in ("since", "after"):
            limit = "within" if mention.type == "DURATION" else "by"
        elif describes(head):
            continue
        if limit not in DEADLINES or (limit == "within" and mention.type != "DURATION"):
            continue
        if inside or any(_dates(word, head) for word in (*_up(act.root), *_granting(act.root))):
            return bounded(mention, limit)
    return None


def still_ahead(deadline: TimeMention, told: date | None) -> TimeMention | None:
    """A deadline as the day on which it is told leaves it: "by Friday" is the Friday to come.

    None when it lies before that day: nobody is given a time that is over.
    """
    if told is None or deadline.last is None or deadline.last >= told:
        return deadline
    coming = deadline.last + _WEEK
    kinds = {word.kind for word in words_of(deadline.text)[0]}
    if "WEEKDAY" not in kinds or kinds & _FIXING or coming < told:
        return None
    return replace(deadline, value=coming.isoformat(), last=coming)


def _heads(token: Token, mentions: Sequence[TimeMention]) -> Iterator[tuple[TimeMention, Token]]:
    """Mentions of the token's sentence, each with the highest of its words in the parse."""
    sentence = token.sent
    for mention in mentions:
        if sentence.start_char <= mention.start and mention.end <= sentence.end_char:
            span = token.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None and mention.type != "SET":
                yield mention, span.root


def _dates(word: Token, head: Token) -> bool:
    """True when a time with this head hangs on a word, directly or by a noun on the way.

    "by the end of June" hangs by "end", "the talks of last week" by "week".
    """
    at = head
    for _ in range(3):
        if at.dep_.split(":")[0] not in _DATING:
            return False
        if at.head.i == word.i:
            return True
        if at.head.pos_ not in ("NOUN", "PROPN", "NUM", "ADV"):
            return False
        at = at.head
        later = any(c.dep_ == "case" and c.lower_ in _LATER for c in at.children)
        if later and at.lemma_.lower() not in _SPANS:
            return False  # "imposed after its 1990 invasion": the year is that of the invasion
    return False


def _up(trigger: Token) -> Iterator[Token]:
    """The trigger, then what it depends on, up to the verb of its clause."""
    yield trigger
    word = trigger
    while word.dep_ != "ROOT" and word.dep_ not in _CLAUSAL:
        word = word.head
        yield word


def _granting(act: Token) -> Iterator[Token]:
    """What an act hangs on where that gives it time: "gave them until Friday to leave"."""
    if is_infinitive(act) and grants_time(act.head):
        yield act.head
        yield from (child for child in act.head.children if child.dep_ == "obj")


def _distance(token: Token, mention: TimeMention) -> int:
    return min(abs(mention.start - token.idx), abs(mention.end - token.idx))


def _ranged(doc: Doc, mention: TimeMention, mentions: Sequence[TimeMention]) -> TimeMention | None:
    """The whole of "from June 10 to June 12" or "between May and July", by one end of it."""
    whole = text_of(doc)
    at = mentions.index(mention)
    for first, last in ((at, at + 1), (at - 1, at)):
        if first < 0 or last >= len(mentions):
            continue
        one, other = mentions[first], mentions[last]
        between = whole[one.end : other.start].strip().lower()
        before = whole[max(0, one.start - 10) : one.start].rstrip().lower()
        paired = (between in ("to", "until", "through", "till") and before.endswith("from")) or (
            between == "and" and before.endswith("between")
        )
        if paired and one.first and other.last and one.first <= other.last:
            text = whole[one.start : other.end]
            return replace(one, end=other.end, text=text, last=other.last)
    return None
