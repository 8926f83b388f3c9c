"""The whole way of one article, and of many: from `Article` to `Record`.

An article is annotated, its pairs of parties are coded in one run, and it is put together. Each is
read by itself, so that its record is the same in whatever company it comes. While one is coded and
put together, a thread shows the next to the encoder, which leaves Python free to go on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from onus.coding.deeds import find_deeds
from onus.coding.done import Done
from onus.coding.event_model import Candidate, CodedEvent
from onus.coding.events import decide, pairs, propose
from onus.coding.obligation_bearers import deeds_with_parties
from onus.coding.obligation_clauses import THIRD_PERSONS, is_plural
from onus.coding.obligation_merging import merged
from onus.coding.obligation_setting import is_on
from onus.coding.obligation_status import apply
from onus.coding.obligations import Owed, find_obligations
from onus.coding.own_ontology import Fit, OwnOntology, further, load_ontology, own_events
from onus.coding.statements import Said, find_statements
from onus.language import Seen, annotated, code_pairs, see, see_with
from onus.language.annotation import PairCode
from onus.language.pipeline import load_pipeline
from onus.record import (
    Article,
    Condition,
    Deed,
    Event,
    Obligation,
    Place,
    Record,
    Statement,
)
from onus.record import Span as TextSpan
from onus.resolving.acting import can_act, is_known
from onus.resolving.actors import Cast, resolve
from onus.resolving.dates import (
    TimeMention,
    as_dates,
    date_of,
    deadline_of,
    find_dates,
    still_ahead,
)
from onus.resolving.places import find_places, place_of
from onus.sources.structure import Layout, layout

_FIRST = frozenset({"i", "we", "us"})
_MUST = frozenset({"must", "has", "have"})
_BOUND_BY_NEED = 0.8  # who says that he must will mostly do so
_SURE_UNKNOWN = 0.5  # a promise or threat of somebody of whom it is not known who he is
_SURE_ASKED = 0.65  # a demand on somebody of whom it is not known who he is
_SURE_UNSAID = 0.48  # a duty that no speaker of the article lays on anybody
# Articles that the encoder may be ahead: with one alone, a long one keeps it waiting.
_AHEAD = 2


def read_article(
    article: Article, *, pipeline: str | None = None, ontology: str | None = None
) -> Record:
    """The record of one article. `pipeline` names a spaCy pipeline for parse and names.

    `ontology` is the path of a YAML file with event types of the user's. Raises `PipelineError`
    and `OntologyError` when they cannot be used.
    """
    return next(read_articles([article], pipeline=pipeline, ontology=ontology))


def read_articles(
    articles: Iterable[Article], *, pipeline: str | None = None, ontology: str | None = None
) -> Iterator[Record]:
    """The records of `articles` in their order; what one says does not hang on the others."""
    own = load_pipeline(pipeline) if pipeline is not None else None
    types = load_ontology(ontology, can_act) if ontology is not None else None
    for one in _ahead(articles, own):
        yield _read(one, types)


@dataclass(frozen=True, slots=True)
class _Shown:
    """An article as the encoder has seen it."""

    article: Article
    parts: Layout
    seen: Seen


def _ahead(articles: Iterable[Article], pipeline: Language | None) -> Iterator[_Shown]:
    """The articles as the encoder sees them, the next ones always being shown to it meanwhile."""
    with ThreadPoolExecutor(1) as showing:
        shown: deque[Future[_Shown]] = deque()
        coming = iter(articles)
        while True:
            try:
                article = next(coming, None)
            except Exception:  # whoever gives the articles has failed: what was read is not lost
                yield from (one.result() for one in shown)
                raise
            if article is None:
                yield from (one.result() for one in shown)
                return
            # The context says which weights are read with: see `reading_with`.
            shown.append(showing.submit(copy_context().run, _show, article, pipeline))
            if len(shown) > _AHEAD:
                yield shown.popleft().result()


def _show(article: Article, pipeline: Language | None) -> _Shown:
    parts = layout(article.text, article.title)
    texts = [article.text]
    seen = see(texts, [_body(parts)]) if pipeline is None else see_with(pipeline, texts)
    return _Shown(article, parts, seen)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What coding found in one article, before mentions become actors.

    `further` are candidates that only an ontology of the user's can make events of.
    """

    article: Article
    parts: Layout
    doc: Doc
    said: list[Said]
    candidates: list[Candidate]
    further: list[Candidate]
    owed: list[Owed]
    done: list[Done]


def _read(shown: _Shown, ontology: OwnOntology | None) -> Record:
    (doc,) = annotated(shown.seen)
    draft = _Draft(
        article=shown.article,
        parts=shown.parts,
        doc=doc,
        said=find_statements(doc, shown.parts.paragraphs),
        candidates=(candidates := propose(doc, can_act)),
        further=further(doc, candidates, can_act) if ontology is not None else [],
        owed=find_obligations(doc),
        done=find_deeds(doc),
    )
    (codes,) = code_pairs([(doc, pairs([*draft.candidates, *draft.further]))])
    return _record(draft, codes, ontology)


def _body(parts: Layout) -> list[tuple[int, int]]:
    """What is read of the text: the headline and the paragraphs, not dateline and credits."""
    headline = [parts.headline] if parts.headline is not None else []
    return sorted([*headline, *parts.paragraphs])


def _record(draft: _Draft, codes: Sequence[PairCode], ontology: OwnOntology | None) -> Record:
    doc, article = draft.doc, draft.article
    coded = decide(doc, draft.candidates, codes)
    fits: dict[int, Fit] = {}
    if ontology is not None:
        coded, fits = own_events(coded, [*draft.candidates, *draft.further], codes, ontology)
    bound = [p for owed in draft.owed for p in (owed.bearer, owed.demander) if p is not None]
    cast = resolve(doc, article, _mentions(draft, coded, bound), _speakers(draft.said), bound)
    published = date.fromisoformat(article.published[:10]) if article.published else None
    times = find_dates(article.text, published, doc)
    places = find_places(doc, article)
    sentences = _sentences(doc, _body(draft.parts))
    numbers = _Numbers(sentences)
    statements = tuple(
        _statement(f"s{number}", said, cast, numbers)
        for number, said in enumerate(draft.said, start=1)
    )
    events = [
        event
        for found in coded
        if (event := _event(found, cast, statements, times, places, numbers)) is not None
    ]
    told_by = {f"s{number}": _told_by(said, cast) for number, said in enumerate(draft.said, 1)}
    obligations = [
        _obligation(owed, cast, statements, times, numbers, published, told_by)
        for owed in draft.owed
    ]
    record = Record(
        article=article,
        actors=cast.actors,
        statements=statements,
        events=tuple(replace(e, id=f"e{number}") for number, e in enumerate(events, start=1)),
        obligations=tuple(
            replace(o, id=f"o{number}")
            for number, o in enumerate((o for o in obligations if o is not None), start=1)
        ),
        sentences=sentences,
        deeds=tuple(_deed(done, cast, statements, numbers) for done in draft.done),
    )
    record = replace(record, obligations=merged(record), deeds=deeds_with_parties(record))
    record = replace(record, obligations=apply(record))
    return replace(record, events=tuple(_named(event, fits) for event in record.events))


def _named(event: Event, fits: Mapping[int, Fit]) -> Event:
    """The event under the user's type, if it is of one. CAMEO code and quad class stay PLOVER's."""
    fit = fits.get(event.trigger.start)
    if fit is None:
        return event
    return replace(event, type=fit.type, mode=None, confidence=fit.confidence)


def _mentions(draft: _Draft, coded: Sequence[CodedEvent], bound: Sequence[Span]) -> list[Span]:
    parties = [
        *(said.speaker for said in draft.said),
        *(party for event in coded for party in (event.source, event.target)),
        *bound,
        *(done.doer for done in draft.done if done.doer is not None and is_known(done.doer)),
    ]
    return sorted(
        {(span.start, span.end): span for span in parties if span is not None}.values(),
        key=lambda span: (span.start, span.end),
    )


def _speakers(said: Sequence[Said]) -> list[tuple[int, int, Span]]:
    return [
        (one.content.start_char, one.content.end_char, one.speaker)
        for one in said
        if one.speaker is not None
    ]


def _sentences(doc: Doc, body: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """(start, end) of the sentences that were read, white space at their ends left out."""
    found: list[tuple[int, int]] = []
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words and any(start <= words[0].idx < end for start, end in body):
            found.append((words[0].idx, words[-1].idx + len(words[-1])))
    return tuple(found)


class _Numbers:
    """The number, from 1, of the sentence that holds a character."""

    def __init__(self, sentences: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in sentences]

    def of(self, span: Span) -> int:
        """The sentence in which `span` begins."""
        return max(1, bisect_right(self._starts, span.start_char))


def _statement(identifier: str, said: Said, cast: Cast, numbers: _Numbers) -> Statement:
    speakers = cast.ids(said.speaker) if said.speaker is not None else ()
    return Statement(
        id=identifier,
        speaker=speakers[0] if speakers else None,
        speaker_text=said.speaker.text if said.speaker is not None else None,
        anonymous=said.anonymous or (said.speaker is not None and cast.is_anonymous(said.speaker)),
        via=said.via,
        cue=_span(said.cue),
        content=_span(said.content),
        form=said.form,
        sentence=numbers.of(said.cue),
    )


def _told_by(said: Said, cast: Cast) -> tuple[str, ...]:
    """All who say it; for a lawyer who is nobody himself, his client."""
    if said.speaker is None:
        return ()
    clients = (c for c in said.speaker.root.children if c.dep_ == "nmod:poss")
    served = (cast.ids(c.doc[c.i : c.i + 1]) for c in clients if is_on(said.speaker.root, "envoys"))
    return cast.ids(said.speaker) or next(served, ())


def _event(
    found: CodedEvent,
    cast: Cast,
    statements: Sequence[Statement],
    times: Sequence[TimeMention],
    places: Sequence[Place],
    numbers: _Numbers,
) -> Event | None:
    """The event, or None when neither side can be resolved to an actor.

    An attack is kept without them for the place that it was at, and what stands alone as it is.
    """
    source = cast.ids(found.source) if found.source is not None else ()
    target = cast.ids(found.target) if found.target is not None else ()
    place = place_of(found.trigger, places)
    placed = place is not None and found.type == "ASSAULT"
    if not source and not target and not placed and not found.alone:
        return None
    if not source and found.source is not None and found.source.text.lower() == "it":
        return None  # whatever it stands for does not act
    when = date_of(found.trigger, times)
    return Event(
        id="",
        type=found.type,
        mode=found.mode,
        contexts=found.contexts,
        cameo=found.cameo,
        quad=found.quad,
        source=source,
        source_text=found.source.text if found.source is not None else None,
        target=tuple(actor for actor in target if actor not in source),
        target_text=found.target.text if found.target is not None else None,
        trigger=_span(found.trigger_span),
        factuality=found.factuality,
        date=as_dates(when) if when is not None else None,
        place=place,
        said_in=_said_in(found.trigger, statements),
        confidence=round(found.confidence, 3),
        sentence=numbers.of(found.trigger_span),
    )


def _deed(done: Done, cast: Cast, statements: Sequence[Statement], numbers: _Numbers) -> Deed:
    doer = done.doer
    return Deed(
        actors=cast.ids(doer) if doer is not None else (),
        doer=_span(doer) if doer is not None else None,
        verb=done.verb,
        words=_span(done.words),
        outcome=done.outcome,
        said_in=_said_in(done.words.root, statements),
        sentence=numbers.of(done.words),
    )


def _obligation(
    owed: Owed,
    cast: Cast,
    statements: Sequence[Statement],
    times: Sequence[TimeMention],
    numbers: _Numbers,
    told: date | None,
    told_by: Mapping[str, tuple[str, ...]],
) -> Obligation | None:
    """The obligation, or None when it is not clear who bears or asks it.

    `told` is the day of the article, `told_by` has the speakers of each statement.
    """
    said_in = _said_in(owed.act.root, statements)
    speakers = told_by.get(said_in, ()) if said_in is not None else ()
    direct = any(s.id == said_in and s.form == "direct" for s in statements)
    himself = _FIRST if direct else _FIRST | THIRD_PERSONS
    bearer = _parties(owed.bearer, owed.bearer_is_speaker, speakers, cast, himself)
    if not bearer and owed.stand_in is not None:
        bearer = cast.ids(owed.stand_in)
    other = direct and owed.bearer is not None and owed.bearer.text.lower() in {"he", "she"}
    if other and (not bearer or set(bearer) & set(speakers)):
        return None  # "he" in somebody's own words is another
    demander = _parties(owed.demander, owed.demander_is_speaker, speakers, cast, himself)
    if not bearer and not _is_anybodys(owed, demander):
        return None
    if owed.kind == "demand" and owed.demander_is_speaker and not demander:
        if owed.confidence < _SURE_UNSAID:
            return None  # the article's own opinion
    elif _is_of_many(owed) and set(demander) < set(bearer):
        bearer = tuple(actor for actor in bearer if actor not in demander)
    elif owed.kind == "demand" and demander and set(demander) <= set(bearer):
        if direct or not _is_own_duty(owed):
            return None  # nobody asks it of another
        owed = replace(owed, kind="pledge", confidence=owed.confidence * _BOUND_BY_NEED)
    # A refusal is made once: "rejected the offer within hours" gives nobody time.
    deadline = deadline_of(owed.act, times) if owed.kind != "refusal" else None
    deadline = deadline and still_ahead(deadline, told)
    return Obligation(
        id="",
        kind=owed.kind,
        bearer=bearer,
        demander=tuple(actor for actor in demander if actor not in bearer),
        act=_span(owed.act),
        condition=_condition(owed),
        consequence=_span(owed.consequence) if owed.consequence is not None else None,
        qualities=owed.qualities,
        deadline=as_dates(deadline) if deadline is not None else None,
        status="open",
        history=(),
        said_in=said_in,
        confidence=round(owed.confidence, 3),
        sentence=numbers.of(owed.cue),
    )


def _is_anybodys(owed: Owed, demander: tuple[str, ...]) -> bool:
    """Whether an obligation is one though nobody known bears it: certain, only not whose.

    A duty that a modal lays on somebody unknown is mostly an opinion of everybody's.
    """
    if owed.kind == "demand":
        told = not owed.demander_is_speaker and owed.confidence >= _SURE_ASKED
        return bool(demander) and (owed.bearer is None or told)
    if owed.bearer is None:
        return bool(demander) or (owed.bearer_is_speaker and owed.confidence >= _SURE_UNKNOWN)
    word = owed.bearer.text.lower()
    hung = owed.kind == "threat" or owed.condition is not None
    told = hung if word in THIRD_PERSONS else owed.bearer.root.pos_ == "NOUN" or word in _FIRST
    return told and owed.confidence >= _SURE_UNKNOWN


def _is_of_many(owed: Owed) -> bool:
    """ "Peru told both neighbours to leave": of whom Peru, which asks, is none."""
    head = owed.bearer.root if owed.bearer is not None else None
    many = head is not None and head.pos_ == "NOUN" and is_plural(head)
    return owed.kind == "demand" and many and owed.demander is not None


def _is_own_duty(owed: Owed) -> bool:
    """ "The ministry said it must raise duties": what it will do, rather than a demand."""
    himself = owed.bearer is not None and owed.bearer.text.lower() in THIRD_PERSONS
    return himself and owed.demander_is_speaker and owed.cue.root.lower_ in _MUST


def _parties(
    mention: Span | None,
    is_speaker: bool,
    speakers: tuple[str, ...],
    cast: Cast,
    himself: frozenset[str],
) -> tuple[str, ...]:
    """The actors of a mention; a pronoun of `himself` that is nobody's is whoever says it."""
    if mention is None:
        return speakers if is_speaker else ()
    return cast.ids(mention) or (speakers if mention.text.lower() in himself else ())


def _condition(owed: Owed) -> Condition | None:
    if owed.condition is None:
        return None
    kind, span = owed.condition
    return Condition(kind, span.start_char, span.end_char, span.text)


def _said_in(token: Token, statements: Sequence[Statement]) -> str | None:
    """The innermost statement whose content holds the token."""
    around = [s for s in statements if s.content.start <= token.idx < s.content.end]
    inner = min(around, key=lambda s: s.content.end - s.content.start, default=None)
    return inner.id if inner is not None else None


def _span(span: Span) -> TextSpan:
    return TextSpan(span.start_char, span.end_char, span.text)
