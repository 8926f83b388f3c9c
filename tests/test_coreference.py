"""The coreference benchmark: clusters of gold and reader, and the three measures worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.coreference import b_cubed, ceaf_e, clusters_of, muc, read_documents, score
from tests.parsed import parsed


def groups(*clusters: str) -> list[frozenset[int]]:
    return [frozenset(map(ord, cluster)) for cluster in clusters]


def test_the_measures_on_a_cluster_that_is_split() -> None:
    # Three and two in the gold; one of the three has gone to the two.
    gold, found = groups("abc", "de"), groups("ab", "cde")
    # Links kept: ab and de, two of three on both sides.
    assert muc(gold, found).f1 == pytest.approx(2 / 3)
    # Mentions: a 2/3, b 2/3, c 1/3, d 1, e 1 of five; the other way round a, b 1, c 1/3, d, e 2/3.
    assert b_cubed(gold, found).f1 == pytest.approx(11 / 15)
    # abc with ab, de with cde: 4/5 each of two clusters.
    assert ceaf_e(gold, found).f1 == pytest.approx(4 / 5)
    assert score([gold], [found])["conll_f1"] == pytest.approx((2 / 3 + 11 / 15 + 4 / 5) / 3)


def test_mentions_that_only_one_side_has_count_against_it() -> None:
    gold, found = groups("ab"), groups("abxy")
    assert muc(gold, found).f1 == pytest.approx(2 * (1 / 3) / (1 / 3 + 1))
    assert score([gold], [found])["mention_f1"] == pytest.approx(2 * (1 / 2) / (1 / 2 + 1))


def test_names_mentioned_once_count_but_not_among_the_repeated() -> None:
    gold = groups("ab", "c")
    scores = score([gold], [groups("ab")])
    assert scores["conll_f1"] < 1
    assert scores["conll_f1_repeated"] == 1


GUM = """# newdoc id = {name}
# newpar
1\tMona\tMona\tPROPN\t_\t_\t3\tnsubj\t_\tEntity=(1-person-new-n-cf1-1,2-coref
2\tBerg\tBerg\tPROPN\t_\t_\t1\tflat\t_\tEntity=1)
3\tpraised\tpraise\tVERB\t_\t_\t0\troot\t_\t_
4\ther\ther\tPRON\t_\t_\t5\tnmod:poss\t_\tEntity=(2-person-new-n-cf2-2-coref(1-person-giv-n-cf1-1-ana)
5\tbrother\tbrother\tNOUN\t_\t_\t3\tobj\t_\tEntity=2)|SpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

"""


def test_gold_clusters_hold_names_and_pronouns_by_their_heads(tmp_path: Path) -> None:
    file = tmp_path / "gum.conllu"
    file.write_text(GUM.format(name="GUM_bio_berg"), encoding="utf-8")
    (document,) = read_documents(file)
    assert document.text.strip() == "Mona Berg praised her brother."
    assert document.clusters == (frozenset({0, document.text.index("her")}),)


def test_news_and_interviews_are_read_where_there_are_any(tmp_path: Path) -> None:
    file = tmp_path / "gum.conllu"
    parts = [GUM.format(name=f"GUM_{genre}_berg") for genre in ("fiction", "news", "interview")]
    file.write_text("".join(parts), encoding="utf-8")
    assert len(read_documents(file)) == 2


def test_clusters_of_the_reader_hold_names_and_pronouns_of_one_party() -> None:
    doc = parsed(
        "Mona|PROPN|nsubj|3|PER Berg|PROPN|flat|1|PER praised|VERB|ROOT|0 her|PRON|nmod:poss|5 "
        "brother|NOUN|obj|3 .|PUNCT|punct|3"
    )
    assert clusters_of(doc, [(0, len(doc.text))]) == [frozenset({0, doc.text.index("her")})]
