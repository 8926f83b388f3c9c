"""Who is meant: names and pronouns of one person, body or place found together (UD GUM).

Each document is read as plain text, as an article would be. A mention counts by its head word
alone, so that a title or a relative clause more or less does not matter; `score` says what a
cluster is. Documents of the genres news and interview are read; all of them where the file has
neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import networkx  # type: ignore[import-untyped]  # it ships no types

from benchmarks.corpora import ParsedSentence, gum_entities, read_conllu
from benchmarks.scores import Tally, harmonic_mean, share

if TYPE_CHECKING:
    from spacy.tokens import Doc

Cluster = frozenset[int]
GENRES = ("news", "interview")
_KINDS = ("person", "organization", "place")
_NAMES = ("PER", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as text, and its gold clusters by the characters at which head words begin."""

    text: str
    clusters: tuple[Cluster, ...]


def run(path: Path) -> dict[str, float]:
    """The scores of the clusters found in the documents of a GUM file, see `score`."""
    from onus.language import annotate
    from onus.sources.structure import layout

    gold, found = [], []
    for document in read_documents(path):
        paragraphs = layout(document.text, None).paragraphs
        gold.append(document.clusters)
        found.append(clusters_of(annotate([document.text])[0], paragraphs))
    return score(gold, found)


def score(
    gold: Sequence[Sequence[Cluster]], found: Sequence[Sequence[Cluster]]
) -> dict[str, float]:
    """`conll_f1`, the mean of the F1 of MUC, B-cubed and CEAF-e over all documents together.

    A cluster is a set of mentions, at least one of them a name; mentions on one side only count
    against it. Names mentioned once are clusters as well: to say of a name that nothing else
    is meant by it can be right or wrong. `conll_f1_repeated` leaves these out on both sides.
    """
    figures = _conll(gold, found)
    repeated = _conll(_repeated(gold), _repeated(found))
    heads = sum((_mentions(g, f) for g, f in zip(gold, found, strict=True)), Tally())
    return {**figures, "mention_f1": heads.f1, "conll_f1_repeated": repeated["conll_f1"]}


def read_documents(path: Path) -> list[Document]:
    """The documents of a GUM file, news and interviews alone where there are any.

    Raises ValueError when no document has a cluster.
    """
    by_document = [
        (name, list(sentences))
        for name, sentences in groupby(read_conllu(path), lambda sentence: sentence.document)
    ]
    chosen = [(n, s) for n, s in by_document if any(f"_{genre}_" in n for genre in GENRES)]
    documents = [_document(sentences) for _, sentences in chosen or by_document]
    if not any(document.clusters for document in documents):
        raise ValueError(f"{path}: no entities in MISC (Entity=...)")
    return documents


def _document(sentences: Iterable[ParsedSentence]) -> Document:
    """A paragraph a line. Names are mentions whose head is a proper noun.

    A coordination ("Ann and Bob") is no name, since its head is that of its first part.
    """
    text = ""
    groups: dict[str, set[int]] = {}
    named: set[str] = set()
    for sentence in sentences:
        text += "\n" if text and sentence.opens_paragraph else ""
        starts = []
        for word, space in zip(sentence.words, sentence.spaces, strict=True):
            starts.append(len(text))
            text += word + (" " if space else "")
        text += "" if text.endswith(" ") else " "
        for entity in gum_entities(sentence):
            head = _head(sentence, entity.start, entity.end)
            pronoun = sentence.upos[head] == "PRON" and entity.end - entity.start == 1
            name = sentence.upos[head] == "PROPN" and not _coordinated(sentence, head, entity.end)
            if entity.kind in _KINDS and (name or pronoun):
                groups.setdefault(entity.group, set()).add(starts[head])
                if name:
                    named.add(entity.group)
    clusters = tuple(frozenset(heads) for group, heads in groups.items() if group in named)
    return Document(text, clusters)


def _head(sentence: ParsedSentence, start: int, end: int) -> int:
    """The word of the stretch whose own head lies outside of it."""
    return next((at for at in range(start, end) if not start < sentence.heads[at] <= end), end - 1)


def _coordinated(sentence: ParsedSentence, head: int, end: int) -> bool:
    return any(
        sentence.heads[at] == head + 1 and sentence.relations[at] == "conj"
        for at in range(head + 1, end)
    )


def clusters_of(doc: Doc, paragraphs: Sequence[tuple[int, int]]) -> list[Cluster]:
    """The parties of the article that have a name, by the heads of their names and pronouns.

    What the reader makes of several parties ("they" for two states) is no cluster.
    """
    from onus.coding.statements import find_statements
    from onus.resolving.discourse import read_parties

    said = find_statements(doc, paragraphs)
    speakers = [
        (one.content.start_char, one.content.end_char, one.speaker)
        for one in said
        if one.speaker is not None
    ]
    parties, _ = read_parties(doc, set(), speakers)
    heads: dict[int, set[int]] = {}
    named: set[int] = set()
    for at, found in parties.items():
        word = doc[at]
        name = word.pos_ == "PROPN" and word.ent_type_ != "MISC"
        if len(found) == 1 and (name or word.pos_ == "PRON"):
            heads.setdefault(id(found[0]), set()).add(word.idx)
            if name:
                named.add(id(found[0]))
    return [frozenset(group) for key, group in heads.items() if key in named]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a measure counts: how much of the gold is found and how much of what is found is gold.

    Both sides have a numerator of their own, since that of B-cubed is not the same for both.
    """

    gold_right: float = 0
    gold: float = 0
    found_right: float = 0
    found: float = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.gold_right + other.gold_right,
            self.gold + other.gold,
            self.found_right + other.found_right,
            self.found + other.found,
        )

    @property
    def f1(self) -> float:
        """Harmonic mean of the two shares."""
        return harmonic_mean(share(self.found_right, self.found), share(self.gold_right, self.gold))


def muc(gold: Sequence[Cluster], found: Sequence[Cluster]) -> Agreement:
    """Links between mentions kept (Vilain et al. 1995)."""
    return Agreement(*_links(gold, found), *_links(found, gold))


def b_cubed(gold: Sequence[Cluster], found: Sequence[Cluster]) -> Agreement:
    """The share of its cluster that each mention is found with (Bagga and Baldwin 1998)."""
    return Agreement(*_company(gold, found), *_company(found, gold))


def ceaf_e(gold: Sequence[Cluster], found: Sequence[Cluster]) -> Agreement:
    """Similarity of clusters under the best pairing of gold with found ones (Luo 2005, phi 4)."""
    graph = networkx.Graph()
    for row, one in enumerate(gold):
        for column, other in enumerate(found):
            common = len(one & other)
            if common:
                weight = 2 * common / (len(one) + len(other))
                graph.add_edge(("gold", row), ("found", column), weight=weight)
    pairs = networkx.max_weight_matching(graph)
    right = sum(graph.edges[pair]["weight"] for pair in pairs)
    return Agreement(right, len(gold), right, len(found))


_MEASURES: dict[str, Callable[[Sequence[Cluster], Sequence[Cluster]], Agreement]] = {
    "muc_f1": muc,
    "b_cubed_f1": b_cubed,
    "ceaf_e_f1": ceaf_e,
}


def _conll(
    gold: Sequence[Sequence[Cluster]], found: Sequence[Sequence[Cluster]]
) -> dict[str, float]:
    figures = {
        name: sum((measure(g, f) for g, f in zip(gold, found, strict=True)), Agreement()).f1
        for name, measure in _MEASURES.items()
    }
    return {"conll_f1": sum(figures.values()) / len(figures), **figures}


def _links(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> tuple[int, int]:
    """(links of `clusters` that `others` keep, all their links)."""
    home = {mention: at for at, other in enumerate(others) for mention in other}
    kept = 0
    for cluster in clusters:
        inside = [home[mention] for mention in cluster if mention in home]
        kept += len(inside) - len(set(inside))
    return kept, sum(len(cluster) - 1 for cluster in clusters)


def _company(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> tuple[float, int]:
    """(sum over mentions of the share of their cluster that is with them there, mentions)."""
    home = {mention: other for other in others for mention in other}
    kept = sum(
        len(cluster & home[mention]) / len(cluster)
        for cluster in clusters
        for mention in cluster
        if mention in home
    )
    return kept, sum(len(cluster) for cluster in clusters)


def _mentions(gold: Sequence[Cluster], found: Sequence[Cluster]) -> Tally:
    return Tally.of_sets((m for c in found for m in c), (m for c in gold for m in c))


def _repeated(documents: Sequence[Sequence[Cluster]]) -> list[list[Cluster]]:
    return [[cluster for cluster in clusters if len(cluster) > 1] for clusters in documents]
