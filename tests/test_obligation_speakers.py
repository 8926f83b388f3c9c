"""Who is bound where the words name only "it", "they" or "we", with the model that ships."""

from __future__ import annotations

from functools import cache

import onus
from onus.record import Obligation, Record
from onus.sources import article_from_text

MUST = "Peru's trade ministry said it must raise duties on wine by Friday."
WANT = "The Conservatives and the Liberal Democrats say they want the publication of the advice."
URGE = "The Peruvian statement said: “We urge the release of the miners.”"
OTHERS = "“They have to tell us where the mines are,” said Ana Soto, an officer of the guard."


@cache
def records() -> dict[str, Record]:
    """The record of each sentence."""
    texts = [MUST, WANT, URGE, OTHERS]
    articles = [article_from_text(text) for text in texts]
    return dict(zip(texts, onus.stream(articles), strict=True))


def only(text: str) -> tuple[Obligation, list[str], list[str]]:
    """The one obligation of a text, with the names of its bearers and demanders."""
    record = records()[text]
    (found,) = record.obligations
    names = {a.id: a.name for a in record.actors}
    return found, [names[a] for a in found.bearer], [names[a] for a in found.demander]


def test_who_says_that_it_must_has_pledged_it() -> None:
    found, bearer, demander = only(MUST)
    assert found.kind == "pledge"
    assert bearer == ["Peru's trade ministry"]
    assert demander == []


def test_all_who_say_so_ask() -> None:
    found, _, demander = only(WANT)
    assert found.kind == "demand"
    assert len(demander) == 2


def test_we_of_a_statement_are_whoever_issued_it() -> None:
    found, _, demander = only(URGE)
    assert found.kind == "demand"
    assert demander == ["Peru"]


def test_they_in_somebodys_own_words_are_others() -> None:
    record = records()[OTHERS]
    soto = next(a.id for a in record.actors if a.name == "Ana Soto")
    assert all(soto not in o.bearer for o in record.obligations)
