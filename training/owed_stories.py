"""What the head for obligations learns from storylines, which mark acts but no cues.

`training.storylines` say which sentences lay what, of which kind, and what its act is. The cue and
the other parts are those that an earlier head finds most likely, given these: it is asked for the
word by which something of the right kind is laid, outside of the act, and then for the parts of
that. Learning from its own answers it finds more, so it is done twice (Yarowsky 1995).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from onus.language.documents import annotate
from onus.language.encoded import Encoded, encodings
from onus.language.network import Look, network
from training.labels import OWED_KINDS, OWED_TAGS
from training.owed_questions import Numbers, Question, for_cues, for_parts
from training.storylines import AGAIN, Laid, Sentence, Storyline

Chances = npt.NDArray[np.float32]

_TOGETHER = 60  # articles
_LAYS = 0.5  # what the earlier head is as sure of is left out where nothing is marked
_LEAST = 0.01  # a cue that is less likely is none
_ANOTHER_KIND = 0.3  # weight of a cue of another kind
_AS_GOOD = 0.5  # words beside the likeliest that are half as likely are part of the cue
_ACT = tuple(OWED_TAGS.index(f"{at}-ACT") for at in "BI")
_INSIDE = frozenset(OWED_TAGS.index(f"{at}-{x}") for x in ("DEADLINE", "CONDITION") for at in "BI")


def story_questions(stories: Sequence[Storyline]) -> tuple[list[Question], list[Question]]:
    """The questions of the sentences that lay something, and those of such as lay nothing."""
    laying: list[Question] = []
    silent: list[Question] = []
    articles = [(story, at) for story in stories for at in range(len(story.articles))]
    for start in range(0, len(articles), _TOGETHER):
        part = articles[start : start + _TOGETHER]
        texts = [" ".join(s.text.strip() for s in story.articles[at]) for story, at in part]
        for (story, at), doc in zip(part, annotate(texts), strict=True):
            places = _places(story.articles[at])
            for sentence in encodings(doc):
                words = [(doc[i].idx, doc[i].idx + len(doc[i])) for i in sentence.words]
                own = [n for n, (a, b) in enumerate(places) if a <= words[0][0] < b]
                if not own or words[-1][1] > places[own[0]][1]:
                    continue  # cut otherwise than the author's
                here = [x for x in story.laid.values() if (x.article, x.sentence) == (at, own[0])]
                first = places[own[0]][0]
                if here:
                    laying += _laying(sentence, here, [(a - first, b - first) for a, b in words])
                elif AGAIN not in story.articles[at][own[0]].says.values():
                    silent += _silent(sentence)
    return laying, silent


def _places(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    places, at = [], 0
    for sentence in sentences:
        length = len(sentence.text.strip())
        places.append((at, at + length))
        at += length + 1
    return places


def _silent(sentence: Encoded) -> Iterator[Question]:
    question = for_cues(sentence.encoding)
    kinds, _ = network().owed([Look(question.encoding, question.markers)])[0]
    if kinds[:, 1:].max() < _LAYS:
        yield question


def _laying(
    sentence: Encoded, here: Sequence[Laid], words: Sequence[tuple[int, int]]
) -> list[Question]:
    """The question for cues, and one for the parts of each; none where a cue cannot be told."""
    unmarked = np.zeros(len(words), np.int64)
    likely, _ = network().owed([Look(sentence.encoding, unmarked)])[0]
    cues: list[tuple[list[int], int]] = []
    asked: list[Question] = []
    for laid in here:
        kind = OWED_KINDS.index(laid.kind)
        act = _act_words(laid, words)
        cue = _cue(likely, kind, act)
        if not act or not cue:
            return []
        markers = unmarked.copy()
        markers[cue] = 1
        _, parts = network().owed([Look(sentence.encoding, markers)])[0]
        cues.append((cue, kind))
        asked.append(for_parts(sentence.encoding, cue, kind, _with_act(parts.argmax(-1), act)))
    return [for_cues(sentence.encoding, cues), *asked]


def _act_words(laid: Laid, words: Sequence[tuple[int, int]]) -> set[int]:
    start = laid.told.strip().find(laid.act)
    end = start + len(laid.act)
    return {i for i, (a, b) in enumerate(words) if start >= 0 and a < end and start < b}


def _cue(likely: Chances, kind: int, act: set[int]) -> list[int]:
    """The words outside of the act by which something of this kind is likeliest laid."""
    others = likely[:, 1:].sum(1) - likely[:, kind]
    scores = likely[:, kind] + _ANOTHER_KIND * others
    scores[sorted(act)] = 0
    best = int(scores.argmax())
    if scores[best] < _LEAST:
        return []
    near = range(max(0, best - 2), min(len(scores), best + 3))
    return [i for i in near if scores[i] >= _AS_GOOD * scores[best]]


def _with_act(tags: Numbers, act: set[int]) -> Numbers:
    """The parts as found, but the act where it is marked; its deadline and condition stay."""
    found = np.where(np.isin(tags, _ACT), 0, tags)
    begun = False
    for i in sorted(act):
        if tags[i] not in _INSIDE:
            found[i] = _ACT[begun]
            begun = True
    return found
