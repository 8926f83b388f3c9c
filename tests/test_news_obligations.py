"""Marked sentences of news are kept without their words and found again in their corpora."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.marked import PARTS
from benchmarks.news_obligations import FILE, digest, marked_news
from training.owed import NEWS

SENTENCE = "Peru urged Chile to reopen the pass."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    text = tmp_path / "attribution" / "polnear-train" / "text"
    text.mkdir(parents=True)
    (text / "a.txt").write_text("Snow fell on Monday.\n")
    events = tmp_path / "events"
    events.mkdir()
    header = "gold_penta\tgold_root\tmarked_sentence\n"
    pair = "3\tREQUEST\t<s>Peru</s> urged <t>Chile</t> to reopen the pass.\n"
    (events / "plv_train.tsv").write_text(header + pair)
    (events / "aw_train.tsv").write_text(header)
    return tmp_path


def test_a_marked_sentence_is_found_by_its_digest(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "marks.tsv"
    file.write_text(
        f"# a comment\n{digest(SENTENCE)}\tdemand\tD0-4 Q5-10 B11-16 A20-35\n"
        f"{digest('Nobody wrote this.')}\tnone\t\n"
    )
    (one,) = marked_news(data, file)
    assert one.text == SENTENCE
    (laid,) = one.laid
    found = {mark.part: one.text[mark.start : mark.end] for mark in laid.marks}
    assert found["ACT"] == "reopen the pass"
    assert (found["BEARER"], found["DEMANDER"]) == ("Chile", "Peru")


def test_a_line_that_cannot_be_read_is_named(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "marks.tsv"
    file.write_text(f"{digest(SENTENCE)}\tdemand\tX0-4\n")
    with pytest.raises(ValueError, match=r"marks\.tsv, line 1: no mark"):
        marked_news(data, file)


def test_what_is_measured_on_was_not_learnt_from() -> None:
    keys = [
        {line.split("\t")[0] for line in file.read_text().splitlines() if line[0] != "#"}
        for file in (FILE, NEWS)
    ]
    assert all(keys)
    assert not keys[0] & keys[1]
    assert PARTS[0] == "ACT"
