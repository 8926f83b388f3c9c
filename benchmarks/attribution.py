"""Who said what, on PolNeAR: raw text through the model and `find_statements`, spans by overlap.

Statements with the same cue are one attribution, whose content can lie in several stretches, as
PolNeAR has it. A guessed part matches a gold part of its role when they share a character, each
at most once, by the largest one-to-one matching.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.corpora import GoldAttribution, read_polnear
from benchmarks.scores import Tally, overlaps

if TYPE_CHECKING:
    from onus.coding.statements import Said

Part = TypeVar("Part")
Stretches = tuple[tuple[int, int], ...]
ROLES = ("cue", "source", "content")
_PARAGRAPH = re.compile(r"\S[^\n]*")


def run(path: Path) -> dict[str, float]:
    """The scores of the statements found in the articles of a PolNeAR folder, see `score`."""
    from onus.coding.statements import find_statements
    from onus.language import annotate

    articles = list(read_polnear(path))
    found = []
    for article in articles:
        doc = annotate([article.text])[0]
        found.append(as_attributions(find_statements(doc, paragraphs(article.text))))
    return score([article.attributions for article in articles], found)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The lines of the text that hold anything: PolNeAR writes one paragraph a line."""
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def as_attributions(statements: Sequence[Said]) -> list[GoldAttribution]:
    """Statements in the shape of PolNeAR: those with one cue joined."""
    joined: dict[tuple[int, int], list[Said]] = {}
    for said in statements:
        joined.setdefault((said.cue.start_char, said.cue.end_char), []).append(said)
    return [
        GoldAttribution(
            cue=(cue,),
            source=tuple(
                dict.fromkeys(
                    (s.speaker.start_char, s.speaker.end_char)
                    for s in parts
                    if s.speaker is not None
                )
            ),
            content=tuple((s.content.start_char, s.content.end_char) for s in parts),
        )
        for cue, parts in joined.items()
    ]


def score(
    gold: Sequence[Sequence[GoldAttribution]], found: Sequence[Sequence[GoldAttribution]]
) -> dict[str, float]:
    """F1, precision and recall of each role, and of whole attributions (`triple_f1` ...).

    A triple is right when every part that the gold attribution has overlaps the found one's.
    """
    tallies = dict.fromkeys((*ROLES, "triple"), Tally())
    for wanted, guessed in zip(gold, found, strict=True):
        for role in ROLES:
            tallies[role] += _tally(
                [part for one in wanted if (part := getattr(one, role))],
                [part for one in guessed if (part := getattr(one, role))],
                _touch,
            )
        tallies["triple"] += _tally(wanted, guessed, _alike)
    return {
        f"{name}_{figure}": getattr(tally, figure)
        for name, tally in tallies.items()
        for figure in ("f1", "precision", "recall")
    }


def _tally(
    wanted: Sequence[Part], guessed: Sequence[Part], alike: Callable[[Part, Part], bool]
) -> Tally:
    edges = [[at for at, g in enumerate(guessed) if alike(w, g)] for w in wanted]
    return Tally(right=_matched(edges), guessed=len(guessed), gold=len(wanted))


def _matched(edges: Sequence[Sequence[int]]) -> int:
    """Size of the largest matching of left items to right ones along `edges` (Kuhn 1955)."""
    owner: dict[int, int] = {}

    def place(left: int, tried: set[int]) -> bool:
        for right in edges[left]:
            if right not in tried:
                tried.add(right)
                if right not in owner or place(owner[right], tried):
                    owner[right] = left
                    return True
        return False

    return sum(place(left, set()) for left in range(len(edges)))


def _touch(one: Stretches, other: Stretches) -> bool:
    return any(overlaps(a, b) for a in one for b in other)


def _alike(wanted: GoldAttribution, guessed: GoldAttribution) -> bool:
    parts: Iterable[tuple[Stretches, Stretches]] = (
        (getattr(wanted, role), getattr(guessed, role)) for role in ROLES
    )
    return all(_touch(w, g) for w, g in parts if w)
