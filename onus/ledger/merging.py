"""Which mentions are the same obligation: same bearer, demanders that can be one, the same act.

`merge` takes the mentions of a collection and gives entries, oldest mention first in each. A demand
and the pledge that answers it are one entry, since the same party owes the same act; so is the
refusal of an offer or a demand with what it refuses. Acts are compared by meaning: the encoder's
view of both, helped by the kind of act and the words for its matter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from onus.language.meaning import meanings
from onus.ledger.acts import about, act_of, lexicon, names_an_answerable, undone_by
from onus.ledger.amounts import numbers
from onus.ledger.model import INDIVIDUAL, Entry, Mention, Party, Source, sides_of

SAME = 0.5
"""From this likeness on two acts are one; set on the `dev` half of `benchmarks/storylines`."""

_MEANING, _MATTER, _KIND = 0.55, 0.4, 0.2
_APART = 0.85  # acts of one kind that share no word for what they are about
_MUCH = 0.5  # of what acts are about that must be shared where their kinds may differ
_REFERRED = 0.3  # likeness that is enough for "the loan that it had offered"
_OWNERLESS = 0.1  # what it takes from likeness that only one of two has a bearer
_COMPATRIOTS = 0.25  # that two are bound who have only their country in common
_ELSEWHERE = 0.2  # that an act without matter stands in another article, in an unlike sentence
_NUMBER = 0.15
_BACK = 3  # sentences
_REFERS = re.compile(
    r"\b(?:that|which|whom) .*\b(?:offered|promised|pledged|proposed|demanded|requested|agreed|"
    r"threatened|ordered|sought)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:, |\b(?:that|which|who|whom|whose|where|when|while|after|because)\b)")
_BARE = re.compile(
    r"(?:the |its |his |her |their |this |that |any )?(?:\w+ )?(?:offers?|proposals?|invitations?|"
    r"overtures?|demands?|calls?|requests?|ultimatum|appeals?|ideas?|orders?|pleas?|terms|plan|it)",
    re.IGNORECASE,
)
_EMPTY = 0.55  # "agreed to go": an act without matter takes up the last of its kind


def merge(mentions: Iterable[Mention]) -> list[Entry]:
    """The entries of a whole collection, in the order of their first mentions."""
    entries: list[Entry] = []
    for mention in sorted(mentions, key=_when):
        at = fitting(mention, entries)
        if at is None:
            entries.append(Entry(identifier(mention), (mention,)))
        else:
            entries[at] = joined(entries[at], mention)
    return entries


def fitting(mention: Mention, entries: Sequence[Entry]) -> int | None:
    """The number of the entry that the mention belongs to; of equals the latest, None for none."""
    best, found = _REFERRED if _REFERS.search(mention.act) else SAME, None
    for number, entry in enumerate(entries):
        if _can_be_one(mention, entry) and not _is_stray(mention, entry):
            score = max(likeness(mention, other) for other in entry.mentions)
            if bool(mention.bearer) != bool(entry.bearer):
                score -= _OWNERLESS
            if score >= best and _are_compatriots(mention, entry):
                score -= _COMPATRIOTS
            if score >= best:
                best, found = score, number
    return _pointed_at(mention, entries) if found is None else found


def _pointed_at(mention: Mention, entries: Sequence[Entry]) -> int | None:
    """The entry told of right before a bare "rejected the offer"; None where there is no such."""
    if mention.kind != "refusal" or not _BARE.fullmatch(mention.act):
        return None
    before = {
        number: at
        for number, entry in enumerate(entries)
        if _can_be_one(mention, entry)
        if (at := max((_reach(m.source, mention.source) for m in entry.own), default=-1)) >= 0
    }
    return max(before, key=lambda number: before[number]) if before else None


def _reach(said: Source, answer: Source) -> int:
    """The place of what was said in the sentences that "the offer" reaches back over, or -1."""
    near = 0 <= answer.sentence - said.sentence <= _BACK
    return said.start if said.article == answer.article and near else -1


def joined(entry: Entry, mention: Mention) -> Entry:
    """The entry with one mention more. Its history is that of before."""
    mentions = tuple(sorted((*entry.mentions, mention), key=_when))
    return Entry(identifier(mentions[0]), mentions, entry.changes)


def identifier(mention: Mention) -> str:
    """The id of the entry that begins with this mention: the same in every store."""
    return hashlib.sha256(mention.id.encode()).hexdigest()[:12]


def likeness(one: Mention, other: Mention) -> float:
    """How much alike two acts are, from 0 to about 1."""
    left, right = act_of(one.act), act_of(other.act)
    refusal = "refusal" in (one.kind, other.kind)
    if left.negative != right.negative and not refusal:
        return 0.0
    if not left.kinds & right.kinds and (undone_by(left, right) or undone_by(right, left)):
        return 0.0  # "close the port", "reopen the port"
    kind = 1.0 if left.verb == right.verb or left.kinds & right.kinds else 0.0
    if refusal and names_an_answerable((one if one.kind == "refusal" else other).act):
        kind = 1.0  # "rejected the demand": what was demanded stands elsewhere in the sentence
        if not matter(one) & matter(other):
            return 0.0
    mine, yours = matter(one), matter(other)
    if "talk" in left.kinds & right.kinds and not refusal:
        return max(SAME, _score(one, other, mine, yours, kind))  # two parties' talks are one
    return _score(one, other, mine, yours, kind)


def _score(
    one: Mention, other: Mention, mine: frozenset[str], yours: frozenset[str], kind: float
) -> float:
    if not mine or not yours:
        score = _EMPTY * kind + 0.3 * max(_closeness(one, other), 0.0)
        return score if _told_together(one, other) else score - _ELSEWHERE
    shared = len(mine & yours) / min(len(mine), len(yours), 3)
    if not kind and (shared < _MUCH or _kinds_known(one, other)):
        return 0.0
    score = _MEANING * max(_closeness(one, other), 0.0) + _MATTER * min(shared, 1.0) + _KIND * kind
    if numbers(one.act) & numbers(other.act):
        score += _NUMBER
    return score if shared else score * _APART


def _told_together(one: Mention, other: Mention) -> bool:
    """Whether "agreed to go" can mean what was told before: in one article or in like sentences."""
    if one.source.article == other.source.article:
        return True
    parties = (*one.bearer, *one.demander, *other.bearer, *other.demander)
    return bool(act_matter(one.context, parties) & act_matter(other.context, parties))


def _kinds_known(one: Mention, other: Mention) -> bool:
    return bool(act_of(one.act).kinds and act_of(other.act).kinds)


def matter(mention: Mention) -> frozenset[str]:
    """What an act is about, without the names of the parties, which are everywhere."""
    elsewhere = mention.kind == "refusal" and names_an_answerable(mention.act)
    text = f"{mention.act} {mention.context}" if elsewhere else mention.act
    return act_matter(text, (*mention.bearer, *mention.demander))


def act_matter(text: str, parties: Sequence[Party]) -> frozenset[str]:
    """The stems of a text without those of the parties' names and of its own verb."""
    names = {s for party in parties if party.kind != "crowd" for s in about(party.name)}
    first = _RELATIVE.split(text, maxsplit=1)[0]
    return (act_of(first).stems - names) or (act_of(text).stems - names)


def _can_be_one(mention: Mention, entry: Entry) -> bool:
    first = _binding(entry)
    if _is_answer(mention, entry):
        return True
    if mention.bearer and first.bearer:
        if not _same(mention.bearer, first.bearer):
            return False
    elif not _of_one_asker(mention, entry):
        return False
    if _rivals(mention, first):
        return False
    demanders = tuple(p for m in entry.mentions for p in m.demander)
    return _compatible(mention.demander, demanders)


def _binding(entry: Entry) -> Mention:
    """The first mention that names a bearer, or the first of all."""
    return next((m for m in entry.mentions if m.bearer), entry.mentions[0])


def _of_one_asker(mention: Mention, entry: Entry) -> bool:
    """Whether the same party asks: what nobody named must do can be what somebody must."""
    asked = sides_of(tuple(p for m in entry.mentions for p in m.demander))
    return bool(asked & sides_of(mention.demander))


def _is_answer(mention: Mention, entry: Entry) -> bool:
    """A refusal by the other side of an offer."""
    if mention.kind != "refusal" or entry.kind != "offer" or not mention.bearer:
        return False
    offerer, asked = entry.mentions[0].bearer, entry.mentions[0].demander
    if sides_of(mention.bearer) & sides_of(offerer):
        return False
    if asked and not sides_of(asked) & sides_of(mention.bearer):
        return False
    if mention.demander:
        return bool(sides_of(mention.demander) & sides_of(offerer))
    return bool(asked) or _speaks_of(mention, entry.mentions[0])


def _speaks_of(answer: Mention, offer: Mention) -> bool:
    """Whether who refuses speaks of who offers, where neither sentence says whom it is for."""
    if answer.source.article == offer.source.article or len(matter(answer) & matter(offer)) > 1:
        return True
    told = about(answer.context)
    return any(about(party.name) & told for party in offer.bearer)


def _is_stray(mention: Mention, entry: Entry) -> bool:
    """A refusal by the other side that says nothing of what was offered: "rejects $2 million"."""
    if not _is_answer(mention, entry) or names_an_answerable(mention.act):
        return False
    return not any(matter(mention) & matter(other) for other in entry.mentions)


def _same(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    if not one or not other:
        return not one and not other
    if len(one) != len(other) and max(len(one), len(other)) > 1:
        return False
    return all(p.sides & sides_of(other) for p in one)


def _rivals(one: Mention, other: Mention) -> bool:
    """Two persons of one country of whom nobody abroad asks anything: they speak for themselves."""
    parties = (*one.bearer, *other.bearer)
    if not all(p.kind in INDIVIDUAL for p in parties) or len({p.id for p in parties}) == 1:
        return False
    return not _asked_from_abroad(one, other)


def _are_compatriots(mention: Mention, entry: Entry) -> bool:
    """Whether only their country makes two bearers one, none is the state, and none abroad asks."""
    first = _binding(entry)
    shared = sides_of(mention.bearer) & sides_of(first.bearer)
    if not shared or not all(side.startswith("country:") for side in shared):
        return False
    state = any(p.kind == "state" for p in (*mention.bearer, *first.bearer))
    return not state and not _asked_from_abroad(mention, first)


def _asked_from_abroad(one: Mention, other: Mention) -> bool:
    home = {p.country for p in (*one.bearer, *other.bearer)}
    return any(
        p.country not in home and (p.country is not None or p.kind == "organisation")
        for p in (*one.demander, *other.demander)
    )


def _compatible(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """Whether two sets of demanders can be one; who is not placed can speak for anybody."""
    if not _placed(one) or not _placed(other):
        return True
    return bool(sides_of(one) & sides_of(other))


def _placed(parties: tuple[Party, ...]) -> bool:
    return any(p.country is not None or p.kind not in INDIVIDUAL for p in parties)


def _closeness(one: Mention, other: Mention) -> float:
    """The cosine of two meanings, less what all acts have in common; 0 without meanings."""
    if not one.meaning.size or not other.meaning.size:
        return 0.0
    left, right = one.meaning - _middle(), other.meaning - _middle()
    norm = float(np.linalg.norm(left) * np.linalg.norm(right))
    return float(left @ right) / norm if norm else 0.0


@cache
def _middle() -> npt.NDArray[np.float32]:
    mean: npt.NDArray[np.float32] = meanings(lexicon().background).mean(0)
    return mean


def _when(mention: Mention) -> tuple[str, str, int, int, str]:
    source = mention.source
    return source.date, source.article, source.sentence, source.start, mention.id
