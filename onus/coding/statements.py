"""Who said what: statements of an article from the language model, the parse and the quotation marks.

The model tags cues, sources and contents inside a sentence; the parse fills what it leaves out
and stands alone where there is no model; quotation marks tell how far over sentences and
paragraphs the words of a speaker run. `find_statements` puts the three together.
"""  # noqa: E501

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from onus.coding.channels import channel, withheld
from onus.coding.contents import (
    clear_of,
    completed,
    content_of,
    covers,
    overlap,
    paragraph_of,
    span_between,
    to_marks,
)
from onus.coding.continued import continued
from onus.coding.cues import cues
from onus.coding.interrupted import asked_before, joined, other_half
from onus.coding.obligation_clauses import lemma
from onus.coding.quotes import Quote, find_quotes, outermost
from onus.coding.reported_speech import Reported, fallback, reported
from onus.coding.speaker_labels import labelled
from onus.coding.tagged import filled, sure_cues
from onus.coding.telling import tells, undergoes
from onus.language.annotation import attributions, text_of
from onus.record import Form

# A cue that the parse alone shows must be this sure beside a model, and without one; measured by
# the triple F1 on the training part of PolNeAR.
_SURE_BESIDE_MODEL = 0.8
_SURE_ALONE = 0.45
# A cue inside of what another says; below it seven of eight are none in PolNeAR.
_SURE_INSIDE = 0.65
_PLAIN = 0.9  # of a verb that can bring nothing but words: "said"
# A cue with a colon at the end of its paragraph this sure tells what the next paragraph holds.
_SURE_BLOCK = 0.7
_SPOKEN = frozenset({"we", "i", "our", "us", "you", "n't", "'re", "'ll", "'ve", "'m"})


@dataclass(frozen=True, slots=True)
class Said:
    """One statement; all spans are of the `Doc` that was read.

    `speaker` is the mention as written, `via` the words of the channel, `anonymous` whether the
    text says that the name is withheld. `sentence` counts from 0 and is the cue's. `parent` is the
    index in the same list of the statement whose content this one lies in.
    """

    cue: Span
    speaker: Span | None
    content: Span
    form: Form
    via: str | None
    anonymous: bool
    sentence: int
    confidence: float
    parent: int | None


def find_statements(doc: Doc, paragraphs: Sequence[tuple[int, int]]) -> list[Said]:
    """The statements of an article in the order of cue and content.

    `paragraphs` are (start, end) character offsets; quotations are read inside them. A content
    cut in two by its cue gives two statements with the same cue and speaker.
    """
    quotes = find_quotes(text_of(doc), paragraphs)
    outer = outermost(quotes)
    found: list[Reported] = []
    for candidate in _evidence(doc, outer):
        found += _fitted(candidate, outer, paragraphs)
    found += [one for one in labelled(doc, outer, paragraphs) if not _known(one, found)]
    found += continued(found, outer, doc, paragraphs)
    found = [_run_up(one, found, quotes, doc, paragraphs) for one in found]
    kept = sorted(_once(found), key=lambda r: (r.cue.start, content_of(r).start, content_of(r).end))
    around = _parents(kept)
    kept = [one for one, parent in zip(kept, around, strict=True) if _is_sure(one, parent)]
    hidden = withheld(doc, [(r.cue, r.speaker) for r in kept], paragraphs)
    starts = [sentence.start for sentence in doc.sents]
    return [
        Said(
            cue=one.cue,
            speaker=one.speaker,
            content=content_of(one),
            form=_form(one, quotes),
            via=channel(one.cue, one.speaker),
            anonymous=anonymous,
            sentence=bisect_right(starts, one.cue.start) - 1,
            confidence=round(one.confidence, 3),
            parent=parent,
        )
        for one, anonymous, parent in zip(kept, hidden, _parents(kept), strict=True)
    ]


def _is_sure(one: Reported, parent: int | None) -> bool:
    """Inside of what another says, an unsure cue is most often a deed that he tells of."""
    plain = cues().verbs.get(lemma(one.cue.root), {}).get("quote", 0.0) >= _PLAIN
    return parent is None or one.confidence >= _SURE_INSIDE or plain


def _known(one: Reported, found: Sequence[Reported]) -> bool:
    """Whether the layout shows what words tell already."""
    return any(overlap(one.cue, other.cue) for other in found)


def _evidence(doc: Doc, quotes: Sequence[Quote]) -> list[Reported]:
    """What the model tags, with the gaps filled from the parse, then what only the parse shows.

    Beside the model the parse is heard only outside of quotations and of tagged contents: inside
    them ("you say that ...") it finds turns of speech more often than statements.
    """
    by_parse = reported(doc)
    tagged = sure_cues(attributions(doc))
    if not tagged:
        return [r for r in by_parse if r.confidence >= _SURE_ALONE]
    found: list[Reported] = []
    used: set[int] = set()
    for tag in tagged:
        near = [at for at, r in enumerate(by_parse) if overlap(r.cue, tag.cue)]
        used.update(near)
        found.append(filled(tag, by_parse[near[-1]] if near else fallback(tag.cue)))
    contents = [tag.content for tag in tagged if tag.content is not None]
    for at, one in enumerate(by_parse):
        if at in used or one.content is None or one.confidence < _SURE_BESIDE_MODEL:
            continue
        quoted = any(q.start <= one.cue.start_char < q.end for q in quotes)
        if not quoted and not any(covers(content, one.cue) for content in contents):
            found.append(one)
    return sorted(found, key=lambda r: r.cue.start)


def _fitted(
    one: Reported, quotes: Sequence[Quote], paragraphs: Sequence[tuple[int, int]]
) -> list[Reported]:
    """The statement with its content run out to the quotation marks; none without content."""
    content = one.content if one.content is not None else _beside(one, quotes, paragraphs)
    content = None if content is None else clear_of(content, one.cue)
    if content is None:
        return []
    content = completed(content, one)
    halves = [to_marks(content, one.cue, quotes)]
    other = one.rest
    if other is None or overlap(other, content):
        other = other_half(one, content, quotes)
    if other is not None and any(token.is_alpha for token in other):
        rest = clear_of(other, one.cue)
        if rest is not None and not (one.speaker is not None and overlap(rest, one.speaker)):
            rest = to_marks(rest, one.cue, quotes)
            if not overlap(rest, halves[0]):
                halves.append(rest)
    speaker = one.speaker
    if speaker is not None and any(covers(half, speaker) for half in halves):
        speaker = None
    if speaker is not None and undergoes(one.cue, speaker):
        speaker = None
    whole = _whole(halves, quotes) if len(halves) > 1 else halves
    each = [replace(one, content=half, speaker=speaker, rest=None) for half in whole]
    return [half for half in each if tells(half)]


def _whole(halves: Sequence[Span], quotes: Sequence[Quote]) -> Sequence[Span]:
    """The halves, or the stretch of both of one clause: "The museum, he said, would"."""
    quoted = all(any(q.start <= h.start_char < q.end for q in quotes) for h in halves)
    if quoted or (all(_stands_alone(h, quotes) for h in halves) and not joined(*halves)):
        return halves
    first, last = min(half.start for half in halves), max(half.end for half in halves)
    return [halves[0].doc[first:last]]


def _stands_alone(half: Span, quotes: Sequence[Quote]) -> bool:
    """Whether it is quoted, or a clause with a subject of its own."""
    return any(q.start <= half.start_char < q.end for q in quotes) or any(
        token.dep_.startswith(("nsubj", "csubj", "expl")) and half.start <= token.head.i < half.end
        for token in half
    )


def _beside(
    one: Reported, quotes: Sequence[Quote], paragraphs: Sequence[tuple[int, int]]
) -> Span | None:
    """The quotation that a cue without content goes with: before it, after it, or after a colon."""
    doc, sentence = one.cue.doc, one.cue.sent
    _first, _last = paragraph_of(one.cue.start_char, paragraphs)
    before = [q for q in quotes if sentence.start_char < q.end <= one.cue.start_char]
    after = [q for q in quotes if one.cue.end_char <= q.start < sentence.end_char]
    if (before and text_of(doc)[before[-1].end - 2] in ",?!—-…") or (before and not after):
        return span_between(doc, before[-1].start, before[-1].end)
    if after:
        return span_between(doc, after[0].start, after[0].end)
    asked = asked_before(one.cue, quotes)
    if asked is not None:
        return asked
    if sentence.text.rstrip().endswith(":"):
        following = [q for q in quotes if 0 <= q.start - sentence.end_char <= 4]
        if following:
            return span_between(doc, following[0].start, following[0].end)
        if _last - sentence.end_char <= 2 and one.confidence >= _SURE_BLOCK:
            below = next(((a, b) for a, b in paragraphs if a >= _last), None)
            return None if below is None else span_between(doc, *below)
    return None


def _run_up(  # noqa: PLR0911
    one: Reported,
    found: Sequence[Reported],
    quotes: Sequence[Quote],
    doc: Doc,
    paragraphs: Sequence[tuple[int, int]],
) -> Reported:
    """Take in the sentences that lead up to "So X, said the official" from the paragraph's start.

    Only where no quotation mark and no other statement stands in the paragraph, the cue comes
    last, and the words themselves are spoken ones: the tagged sentence goes on from those before
    ("So", "And", "But"), which use short forms or "we".
    """
    content = content_of(one)
    sentence = one.cue.sent
    opener = sentence[0].lower_
    if content.start - sentence.start > 1 or one.cue.start < content.end:
        return one
    start, end = paragraph_of(content.start_char, paragraphs)
    if sentence.start_char - start < 20 or end - sentence.end_char > 2:
        return one
    if opener not in {"so", "and", "but", "because", "or"}:
        return one
    if any(start <= quote.start < end for quote in quotes):
        return one
    if any(r is not one and start <= r.cue.start_char < sentence.start_char for r in found):
        return one
    lead = span_between(doc, start, sentence.start_char)
    if lead is None or not any(_spoken(token) for token in lead):
        return one
    return replace(one, content=doc[lead.start : content.end], confidence=one.confidence * 0.8)


def _spoken(token: Token) -> bool:
    """A short form or a first or second person, which reporters do not use of themselves."""
    word = token.lower_.replace("’", "'")
    return word in _SPOKEN or (word == "'s" and token.pos_ in {"AUX", "VERB"})


def _once(found: Sequence[Reported]) -> list[Reported]:
    """Each cue and content once, the surest; a content inside another of the same cue goes.

    The same words of the same speaker with another cue ("said in a briefing") are one statement.
    """
    kept: list[Reported] = []
    for one in sorted(found, key=lambda r: (-r.confidence, -len(content_of(r)))):
        same = [r for r in kept if overlap(r.cue, one.cue)]
        if any(overlap(content_of(r), content_of(one)) for r in same):
            continue
        twice = (r for r in kept if r.speaker == one.speaker and content_of(r) == content_of(one))
        if one.speaker is None or next(twice, None) is None:
            kept.append(one)
    return kept


def _form(one: Reported, quotes: Sequence[Quote]) -> Form:
    """Direct when all of the content is quoted, mixed when some of it is."""
    start, end = content_of(one).start_char, content_of(one).end_char
    cue = one.cue.start_char
    inside = [
        (max(start, q.start), min(end, q.end))
        for q in quotes
        if q.start < end and start < q.end and not q.start <= cue < q.end
    ]
    if not inside:
        return "indirect"
    text = text_of(one.cue.doc)
    bare = text[start : min(a for a, _ in inside)] + text[max(b for _, b in inside) : end]
    covered = sum(b - a for a, b in inside[:1])
    words = [word for word in bare.split() if any(letter.isalnum() for letter in word)]
    return "direct" if not words and covered * 2 >= end - start else "mixed"


def _parents(kept: Sequence[Reported]) -> list[int | None]:
    """For each the statement with the shortest content that holds its cue."""
    contents = [(content_of(r).start, content_of(r).end) for r in kept]
    places = [(r.cue.start, r.cue.end) for r in kept]
    parents: list[int | None] = []
    for at, (first, last) in enumerate(places):
        holding = [
            other
            for other, (start, end) in enumerate(contents)
            if start <= first and last <= end and other != at and places[other][0] != first
        ]
        shortest = min(holding, key=lambda o: contents[o][1] - contents[o][0], default=None)
        parents.append(shortest)
    return parents
