"""The head that finds obligations: `python -m training.owing --data FOLDER --folds 0 1 2 3 4`.

It learns from texts of Onus's own (`owed.txt`) over the reader's frozen encodings, from the
storylines with the cues that an earlier head finds there (`training.owed_stories`), and that most
sentences lay nothing from those of PolNeAR train in which the rules find nothing. Its layers start
from the second look at cues. `--folds` prints how well each of these folds is read by what learnt
from the others, without the storylines; `--final` learns from everything and writes `owed.onnx.gz`
and its labels into the weights: run it twice after a change of the storylines.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from spacy.tokens import Doc
from torch import Tensor
from torch.nn import functional as F

from benchmarks.corpora import read_polnear
from benchmarks.marked import CUE, PARTS, Laid, OwedText
from benchmarks.news_obligations import marked_news, measured
from benchmarks.scores import overlaps
from onus.coding.obligations import find_obligations
from onus.language.documents import annotate
from onus.language.encoded import encodings
from onus.language.network import reading_with
from onus.language.packed import path_of
from training.device import best_device
from training.export import export_owing
from training.grouping import grouped
from training.labels import MARKERS, OWED_KINDS, OWED_TAGS
from training.learning import Pace, learn
from training.model import HIDDEN, Owing
from training.owed import NEWS, owed_texts
from training.owed_questions import NOT_ASKED, Question, for_cues, for_parts
from training.owed_stories import story_questions
from training.storylines import storylines
from training.warm import from_shipped

FOLDS = 5
_TOGETHER = 10  # articles
_SHORTEST, _LONGEST = 6, 60  # words of a plain sentence


@dataclass(frozen=True)
class Settings:
    """How to train; `words` is the size of a step, `kind_weight` that of kinds beside parts.

    Each epoch sees `ordinary` sentences out of those of `articles` in which nothing is owed.
    """

    epochs: int = 10
    words: int = 1500
    layer_rate: float = 3e-4
    head_rate: float = 1e-3
    articles: int = 460
    ordinary: int = 2500
    kind_weight: float = 3.0
    cue_weight: float = 2.0
    smoothing: float = 0.05
    word_dropout: float = 0.05
    decay: float = 0.995
    seed: int = 1


FINAL = Settings(epochs=6, ordinary=5000)
"""With the storylines there is four times as much to see in an epoch."""

LAST = Settings(epochs=2, ordinary=4000, layer_rate=1.2e-4, head_rate=4e-4)
"""In the end marked texts are seen `MARKED_AGAIN` times an epoch, of the storylines `STORIES`.

Their obligations are many and told much alike; news suffers from them.
"""
MARKED_AGAIN, STORIES = 3, 0.4


def questions(texts: Sequence[OwedText]) -> list[list[Question]]:
    """For each text its questions: every sentence for its cues, every obligation for its parts.

    A sentence is left out where an obligation has its cue but not its act.
    """
    docs = annotate([one.text for one in texts])
    found = []
    for one, doc in zip(texts, docs, strict=True):
        of_text: list[Question] = []
        for sentence in encodings(doc):
            places = [(doc[i].idx, doc[i].idx + len(doc[i])) for i in sentence.words]
            of_text += _questions(one, places, sentence.encoding)
        found.append(of_text)
    return found


def _questions(
    one: OwedText, places: Sequence[tuple[int, int]], encoding: npt.NDArray[np.float16]
) -> Iterator[Question]:
    here = [laid for laid in one.laid if _words(laid, CUE, places)]
    if not all(_words(laid, PARTS[0], places) for laid in here):
        return
    cues = [(_words(laid, CUE, places), OWED_KINDS.index(laid.kind)) for laid in here]
    yield for_cues(encoding, cues)
    for laid, (cue, kind) in zip(here, cues, strict=True):
        yield for_parts(encoding, cue, kind, _tags(laid, places))


def _tags(laid: Laid, places: Sequence[tuple[int, int]]) -> npt.NDArray[np.int64]:
    """The tag of each word; a party inside the act or the condition is tagged as the party."""
    tags = np.zeros(len(places), np.int64)
    for part in ("ACT", "DEADLINE", "CONDITION", "DEMANDER", "BEARER"):
        for mark in laid.marks:
            if mark.part == part:
                at = [
                    i for i, place in enumerate(places) if overlaps(place, (mark.start, mark.end))
                ]
                tags[at] = OWED_TAGS.index(f"I-{part}")
                tags[at[:1]] = OWED_TAGS.index(f"B-{part}")
    return tags


def _words(laid: Laid, part: str, places: Sequence[tuple[int, int]]) -> list[int]:
    spans = [(mark.start, mark.end) for mark in laid.marks if mark.part == part]
    return [i for i, place in enumerate(places) if any(overlaps(place, s) for s in spans)]


def ordinary(data: Path, weights: Path, settings: Settings) -> list[Question]:
    """Sentences of news in which the rules find no obligation, by rules alone."""
    articles = list(read_polnear(data / "attribution/polnear-train"))
    chosen = random.Random(settings.seed).sample(articles, min(settings.articles, len(articles)))
    found: list[Question] = []
    with tempfile.TemporaryDirectory() as folder:
        without_head(weights, Path(folder))
        with reading_with(Path(folder)):
            for start in range(0, len(chosen), _TOGETHER):
                for doc in annotate([a.text for a in chosen[start : start + _TOGETHER]]):
                    found += _ordinary(doc)
    return found


def _ordinary(doc: Doc) -> Iterator[Question]:
    owed = {i for o in find_obligations(doc) for i in (o.act.start, o.cue.start)}
    for sentence in encodings(doc):
        first, last = sentence.words[0], sentence.words[-1]
        length = len(sentence.words)
        if _SHORTEST <= length <= _LONGEST and not owed & set(range(first, last + 1)):
            yield for_cues(sentence.encoding)


def without_head(weights: Path, folder: Path) -> None:
    """Copy the weights without the head for obligations, as they are before it is trained."""
    shutil.copytree(weights, folder, dirs_exist_ok=True)
    path_of(folder, "owed").unlink(missing_ok=True)
    labels = json.loads((folder / "labels.json").read_text())
    kept = {name: of for name, of in labels.items() if not name.startswith("owed_")}
    (folder / "labels.json").write_text(json.dumps(kept))


def trained(
    asked: Sequence[Question],
    plain: Sequence[Question],
    weights: Path,
    settings: Settings,
    start: Owing | None = None,
) -> Owing:
    """A head that has learnt the questions, among plain ones in which nothing is owed.

    It goes on from `start` where that is given, and ends as the mean over the last steps.
    """
    torch.manual_seed(settings.seed)
    draw = random.Random(settings.seed)
    head = start or fresh(weights)

    def shown() -> list[list[Question]]:
        drawn = [*asked, *draw.sample(list(plain), min(settings.ordinary, len(plain)))]
        return grouped(drawn, lambda one: len(one.markers), settings.words, draw)

    pace = Pace(settings.epochs, settings.layer_rate, settings.head_rate, settings.decay)
    learn(head, head.layers, shown, lambda batch: _loss(head, batch, settings), pace)
    return head.eval()


def fresh(weights: Path) -> Owing:
    """A head with the layers and markers of the second look in `weights`, its outputs random."""
    second = from_shipped(weights)[0].second
    head = Owing()
    head.layers.load_state_dict(second.layers.state_dict())
    with torch.no_grad():
        head.marker.weight[0] = second.marker.weight[MARKERS.index("none")]
        head.marker.weight[1] = second.marker.weight[MARKERS.index("cue")]
    return head


def _loss(head: Owing, batch: Sequence[Question], settings: Settings) -> Tensor:
    encoding, words, markers, kinds, tags = (t.to(best_device()) for t in _collated(batch))
    there = (torch.rand(words.shape, device=words.device) > settings.word_dropout) | (markers > 0)
    with torch.autocast(words.device.type, dtype=torch.bfloat16):
        of_kinds, of_tags = head(encoding * there[..., None], words, markers)
    weight = torch.where(kinds > 0, settings.cue_weight, 1.0)
    kind_loss = _entropy(of_kinds, kinds, settings.smoothing) * weight
    tag_loss = _entropy(of_tags, tags, settings.smoothing)
    asked_kinds = (kinds != NOT_ASKED).sum().clamp(min=1)
    asked_tags = (tags != NOT_ASKED).sum().clamp(min=1)
    return settings.kind_weight * kind_loss.sum() / asked_kinds + tag_loss.sum() / asked_tags


def _entropy(scores: Tensor, right: Tensor, smoothing: float) -> Tensor:
    """Cross entropy [N, W] of scores [N, W, labels]; 0 where not asked."""
    return F.cross_entropy(
        scores.float().transpose(1, 2),
        right,
        reduction="none",
        ignore_index=NOT_ASKED,
        label_smoothing=smoothing,
    )


def _collated(batch: Sequence[Question]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Encoding [N, W, 384], and words, markers, kinds and tags, all [N, W]."""
    width = max(len(one.markers) for one in batch)
    encoding = torch.zeros(len(batch), width, HIDDEN)
    words, markers = torch.zeros(2, len(batch), width, dtype=torch.long)
    kinds, tags = torch.full((2, len(batch), width), NOT_ASKED)
    for row, one in enumerate(batch):
        length = len(one.markers)
        encoding[row, :length] = torch.from_numpy(one.encoding.astype("float32"))
        words[row, :length] = 1
        for whole, part in ((markers, one.markers), (kinds, one.kinds), (tags, one.tags)):
            whole[row, :length] = torch.from_numpy(part)
    return encoding, words, markers, kinds, tags


def cross_validated(
    texts: Sequence[OwedText],
    plain: Sequence[Question],
    weights: Path,
    folds: Sequence[int],
    settings: Settings,
) -> Iterator[dict[str, float]]:
    """The figures of each of these folds of five, learnt from the other four: head and rules."""
    shuffled = random.Random(settings.seed).sample(list(texts), len(texts))
    asked = questions(shuffled)
    for fold in folds:
        seen = [q for at, of_text in enumerate(asked) if at % FOLDS != fold for q in of_text]
        head = trained(seen, plain, weights, settings)
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(weights, folder, dirs_exist_ok=True)
            export_owing(head, Path(folder))
            with reading_with(Path(folder)):
                yield measured(shuffled[fold::FOLDS])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=Path("onus/language/weights"))
    parser.add_argument("--folds", type=int, nargs="*", default=())
    parser.add_argument("--final", action="store_true")
    given = parser.parse_args()
    settings = Settings()
    texts = [*owed_texts(), *marked_news(given.data, NEWS)]
    plain = ordinary(given.data, given.weights, settings)
    for figures in cross_validated(texts, plain, given.weights, given.folds, settings):
        print({name: round(value, 3) for name, value in figures.items()}, flush=True)
    if given.final:
        asked = [question for of_text in questions(texts) for question in of_text]
        laying, silent = story_questions(storylines())
        head = trained([*asked, *laying], [*plain, *silent], given.weights, FINAL)
        some = random.Random(settings.seed).sample(laying, int(STORIES * len(laying)))
        often = [*asked * MARKED_AGAIN, *some]
        head = trained(often, [*plain, *silent], given.weights, LAST, head)
        export_owing(head, given.weights)


if __name__ == "__main__":
    main()
