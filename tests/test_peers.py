"""Other coders beside Onus: how their words are compared, and what is said when one cannot run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.corpora import read_pairs
from benchmarks.peers import __main__ as command_line
from benchmarks.peers.__main__ import score_events
from benchmarks.peers.petrarch import PeerEvent, conllu
from onus.language import annotate

DATA = Path(__file__).parent / "data"


def test_a_peers_party_is_found_by_a_word_of_it() -> None:
    pairs = list(read_pairs(DATA / "pairs.tsv"))[1:2]
    text = pairs[0].text
    source, target = text[slice(*pairs[0].source)], text[slice(*(pairs[0].target or (0, 0)))]
    right = PeerEvent("ACCUSE", source.upper(), target.upper())
    assert set(score_events(pairs, [[right]]).values()) == {1}
    turned = score_events(pairs, [[PeerEvent("ACCUSE", target, source)]])
    assert (turned["root_recall"], turned["pair_recall"]) == (1, 0)
    assert set(score_events(pairs, [[]]).values()) == {0}


def test_a_parse_goes_out_as_one_tree_in_ten_columns() -> None:
    (doc,) = annotate(["Norway thanked Iceland."])
    rows = [line.split("\t") for line in conllu(doc).split("\n")]
    assert [len(row) for row in rows] == [10] * 4
    assert [row[1] for row in rows] == ["Norway", "thanked", "Iceland", "."]
    assert [row[6] for row in rows if row[7] == "root"] == ["0"]


@pytest.mark.parametrize("peer", ["petrarch", "citron"])
def test_a_folder_without_the_peer_is_named(
    peer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "plv_train.tsv").write_text((DATA / "pairs.tsv").read_text())
    shutil.copytree(DATA / "statements", tmp_path / "attribution" / "polnear-dev")
    assert command_line.main([f"--{peer}", str(tmp_path), "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(f"benchmarks.peers: {tmp_path}")
