"""The storylines that the judge of later sentences learns from, and how their tags are read."""

from __future__ import annotations

import random
from pathlib import Path
from typing import get_args

import pytest

from onus.terms import Effect
from training.as_read import as_read
from training.kept import collections
from training.labels import EFFECT_KINDS
from training.renamed import names_of, renamed
from training.storylines import AGAIN, NOTHING, PLAIN, Laid, sequels, storylines
from training.strangers import strangers
from training.worded import templates, worded

STORY = """STORY\tA port
DATE\t2023-03-04
S\t+a:demand:the port:the union, Mombasa,+b:threat:the union:the port\tThe union, which can \
[b shut two berths], gave the port a week to [a take back [b 212] men].
S\t-\tIt handles tea.
DATE\t2023-03-16
S\ta:broken,=b\tThe week passed without one being called back.
"""


def test_every_tag_of_the_files_reads_and_every_act_stands_in_its_sentence() -> None:
    stories = storylines()
    assert len(stories) > 500
    seen = {said for s in stories for a in s.articles for t in a for said in t.says.values()}
    assert seen == {AGAIN, "met", "begun", "broken", "refused", "withdrawn"}
    for story in stories:
        for laid in story.laid.values():
            assert laid.act in laid.told
            assert laid.told == story.articles[laid.article][laid.sentence].text


def test_every_sequel_reads() -> None:
    found = sequels()
    assert all(one.later and one.laid.act in one.laid.told for one in found)
    assert {effect for one in found for effect, _ in one.later} > {NOTHING, "met", "withdrawn"}


def test_tags_tell_what_a_sentence_lays_repeats_and_changes(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORY)
    (story,) = storylines(tmp_path)
    assert story.laid["a"].act == "take back 212 men"
    assert story.laid["b"].kind == "threat"
    assert [sentence.says for sentence, _ in story.later("a")] == [{}, {"a": "broken", "b": AGAIN}]


def test_a_storyline_is_a_collection_with_its_ledger(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORY + "S\ta:begun\tThe first two were.\n")
    (story,) = collections(tmp_path)
    first, later = story.articles
    assert (first.published, later.published) == ("2023-03-04", "2023-03-16")
    assert first.text.endswith("take back 212 men. It handles tea.")
    take_back, shut = story.entries
    ((article, start, end),) = take_back.mentions
    assert (article, first.text[start:end]) == (first.id, "take back 212 men")
    assert take_back.status == "begun"
    assert take_back.changes == ((later.id, "broken"), (later.id, "begun"))
    assert (shut.status, shut.changes) == ("open", ())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("S\tz:met\tIt was done.", "z:met: not laid before"),
        ("S\ta:done\tIt was done.", "a:done: no effect"),
        ("S\t+c:demand:x:y\tIt is to do it.", "no kind, or no act marked"),
        ("T\t-\tIt was done.", "T is nothing known"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "one.txt").write_text(STORY + line + "\n")
    with pytest.raises(ValueError, match=f"one.txt, line 7.*{told}"):
        storylines(tmp_path)


def test_an_obligation_is_told_in_its_own_words_by_every_template() -> None:
    assert set(templates()) == set(EFFECT_KINDS)
    for of_kind in templates().values():
        assert {AGAIN, "met"} < set(of_kind) <= {AGAIN, *get_args(Effect)}
        for sentence in (one for of_effect in of_kind.values() for one in of_effect):
            parts = {"do": "pay", "did": "paid", "done": "paid", "doing": "paying"}
            told = sentence.format(bearer="Peru", asker="Chile", day="Monday", **parts)
            assert "Peru" in told or "Chile" in told


def test_the_act_takes_the_form_that_its_sentence_needs() -> None:
    laid = Laid("demand", "release the crew by March 3", "Told.", bearer="Iceland")
    told = {found for seed in range(200) if (found := worded(laid, random.Random(seed)))}
    assert any("Iceland released the crew on" in text and effect == "met" for text, effect in told)
    assert not any("March" in text for text, _ in told)
    assert worded(Laid("demand", "release the crew", "Told."), random.Random(1)) is None
    assert worded(Laid("offer", "a loan", "Told.", bearer="Peru"), random.Random(1)) is None


def test_a_storyline_with_other_names_keeps_its_acts_and_changes_a_name_throughout() -> None:
    stories = storylines()
    names = names_of(stories[:50])
    assert "Monday" not in names
    story = next(s for s in stories if sum("Baltavia" in t.text for t in s.articles[0]) > 1)
    other = renamed(story, ["Qwertia"], random.Random(3))
    assert other.laid.keys() == story.laid.keys()
    assert all(one.act in one.told for one in other.laid.values())
    told = [sentence.text for article in other.articles for sentence in article]
    assert [len(a) for a in other.articles] == [len(a) for a in story.articles]
    assert any("Qwertia" in text for text in told)


def test_a_plain_sequel_has_what_was_done_and_what_only_looks_like_it() -> None:
    found = sequels(PLAIN)
    assert len(found) > 400
    effects = [{effect for effect, _ in one.later} for one in found]
    assert all(NOTHING in said and said & {"met", "begun", "broken"} for said in effects)


def test_a_stranger_is_a_sentence_of_another_storyline_with_words_of_the_obligation(
    tmp_path: Path,
) -> None:
    other = STORY.replace("A port", "A mine").replace("the port", "the mine").replace("tea", "ore")
    (tmp_path / "one.txt").write_text(STORY)
    (tmp_path / "two.txt").write_text(other)
    random.seed(2)
    drawn = list(strangers(storylines(tmp_path), 1))
    assert len(drawn) == 4
    for laid, text, _ in drawn:
        assert ("port" in laid.told) == ("mine" in text)
        assert set(laid.told.split()) & set(text.split())
    assert list(strangers(storylines(tmp_path), 0)) == []


@pytest.mark.parametrize("seed", range(40))
def test_an_act_as_it_may_have_been_read_stands_in_its_sentence(seed: int) -> None:
    told = "The union gave the port a week to take back 212 men of the third shift, or to close."
    laid = Laid("demand", "take back 212 men of the third shift", told)
    read = as_read(laid, random.Random(seed))
    assert read.act
    assert read.act in told
    assert read.kind in EFFECT_KINDS
    assert read.told == told


def test_acts_are_read_too_short_too_long_and_of_another_kind() -> None:
    told = "The union gave the port a week to take back 212 men of the third shift, or to close."
    laid = Laid("pledge", "take back 212 men of the third shift", told)
    draw = random.Random(1)
    read = [as_read(laid, draw) for _ in range(200)]
    assert any(one.act == "take back 212 men" for one in read)
    assert any(one.act.startswith("week to take back") for one in read)
    assert any(one.act == laid.act for one in read)
    assert {one.kind for one in read} == {"pledge", "offer", "threat", "demand"}
