"""Pairs of sentences of news are kept without their words and found again in their corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.news_effects import FILE, run, told_in_news
from onus.language.effects import Beside
from training.later_news import JUDGED

TEXT = "Peru urged Chile to reopen\nthe pass.\n\nSnow fell. Chile reopened it on Friday.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "andes.txt").write_text(TEXT)
    (tmp_path / "attributions" / "andes_x.ann").write_text("")
    return tmp_path


def test_a_pair_is_found_by_its_places(folder: Path) -> None:
    file = folder / "pairs.tsv"
    file.write_text(
        "# a comment\nandes\tdemand\t0-36\t20-35\t49-77\tmet\n"
        "elsewhere\tdemand\t0-36\t20-35\t49-77\tnothing\n"
    )
    (one,) = told_in_news(folder, file)
    told = "Peru urged Chile to reopen the pass."
    assert one.beside == Beside("demand", "reopen the pass", told, "Chile reopened it on Friday.")
    assert one.effect == "met"


@pytest.mark.parametrize(
    "line",
    [
        "andes\tdemand\t0-36\t20-35\t49-77\tdone",
        "andes\tplea\t0-36\t20-35\t49-77\tmet",
        "andes\tdemand\t0-36\t49-77\tmet",
        "andes\tdemand\t0-x\t20-35\t49-77\tmet",
    ],
)
def test_a_line_that_cannot_be_read_is_named(folder: Path, line: str) -> None:
    file = folder / "pairs.tsv"
    file.write_text(f"# a comment\n{line}\n")
    with pytest.raises(ValueError, match=r"pairs\.tsv, line 2: "):
        told_in_news(folder, file)


def test_another_corpus_has_none_of_the_pairs(folder: Path) -> None:
    with pytest.raises(ValueError, match="none of the marked articles"):
        run(folder)


def test_what_is_measured_on_was_not_learnt_from() -> None:
    articles = [
        {line.split("\t")[0] for line in file.read_text().splitlines() if line[0] != "#"}
        for file in (FILE, JUDGED)
    ]
    assert all(articles)
    assert not articles[0] & articles[1]
