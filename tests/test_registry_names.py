"""Names are compared across alphabets, spellings and word orders; word lists keep their shape."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.registry import Phrase, pairs
from onus.errors import SourceError
from onus.registry import names
from onus.registry.knowledge import load
from onus.registry.lists.entry import Entry
from onus.registry.lists.reading import read_list
from onus.registry.phrases import read_phrase
from onus.resolving.roles import role_ending


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Тимофей Зарубин", "Zarubin, Timofey"),
        ("يوسف زهراني", "Yousef Zahrani"),
        ("Al-Zahrani, Yousef", "Yousef al Zahrani"),
        ("Ludvík Černý", "Ludvik Cerny"),
        ("Sergei Volkov", "Sergey Volkov"),
        ("Kim Hye Jin", "Kim Hyejin"),
        ("José María Olmedo", "Jose Maria Olmedo"),
    ],
)
def test_forms_of_one_name_share_a_key_and_are_alike(one: str, other: str) -> None:
    assert set(names.keys(one)) & set(names.keys(other))
    assert names.likeness(one, other) >= 0.93


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hussein Nasri", "Hassan Nasri"),
        ("Maria Olmedo", "Mario Olmedo"),
        ("Li Wei", "Liu Wei"),
        ("Ola Berge", "Berge"),
        ("Ola Berge", "Nils Berge"),
        ("Pavel Ivanov", "Pavla Ivanova"),
    ],
)
def test_names_of_two_people_are_not(one: str, other: str) -> None:
    assert names.likeness(one, other) < 0.93


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_two_texts_have_a_likeness_that_is_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= names.likeness(one, other) <= 1
    assert names.likeness(one, other) == pytest.approx(names.likeness(other, one))
    assert names.likeness(one, one) in (0.0, 1.0)
    assert names.key(one) == names.key(one.upper().lower()) or not one.isascii()


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read_as_a_mention(text: str) -> None:
    phrase = read_phrase(text)
    assert all(word in text for word in phrase.name.split())


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_list_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path: Path = tmp_path_factory.mktemp("any") / "list.txt"
    path.write_bytes(text.encode("utf-8", "replace"))
    entries: list[Entry] = []
    with contextlib.suppress(SourceError):
        entries = list(read_list(path, {}))
    assert all(entry.id and entry.names for entry in entries)


@pytest.mark.parametrize(
    ("text", "name", "office", "country", "holds"),
    [
        ("Norwegian Prime Minister Ola Berge", "Ola Berge", "prime minister", "NOR", True),
        ("former Norwegian Prime Minister Ola Berge", "Ola Berge", "prime minister", "NOR", False),
        ("the Norwegian premier", "", "prime minister", "NOR", True),
        ("the prime minister of Norway", "", "prime minister", "NOR", True),
        ("Prime Minister of Norway Ola Berge", "Ola Berge", "prime minister", "NOR", True),
        ("Ola Berge of Norway", "Ola Berge", None, None, True),
        ("Yousef al-Zahrani's", "Yousef al-Zahrani", None, None, True),
        ("Stephen King", "Stephen King", None, None, True),
        ("he", "", None, None, True),
        ("They", "", None, None, True),
    ],
)
def test_a_mention_is_read_for_name_office_and_country(
    text: str, name: str, office: str | None, country: str | None, holds: bool
) -> None:
    phrase = read_phrase(text)
    assert (phrase.name, phrase.office, phrase.country, phrase.holds) == (
        name,
        office,
        country,
        holds,
    )


def test_the_word_lists_have_their_shape() -> None:
    offices, bodies, words = load("offices"), load("bodies"), load("names")
    for title in (*offices["sole"], *offices["sole in a body"]):
        role = role_ending(title.split())
        assert role is not None, title
        assert role.office == title
    rows = bodies["one in a state"]
    listed = [name for row in rows for name in row]
    assert len(listed) == len(set(listed))
    assert all(name == name.lower() for name in listed)
    for group in ("particles", "behind", "servant", "generation", "legal", "no names"):
        assert all(isinstance(word, str) and word == word.lower() for word in words[group]), group
    assert all(len(pair) == 2 for pair in words["same consonant"])
    sectors = [sector for walk in offices["walks of life"] for sector in walk]
    assert len(sectors) == len(set(sectors))


def test_pairs_of_phrases_are_counted_across_articles_only() -> None:
    phrases = [
        Phrase("s", 0, "Ola Berge", "berge", 1),
        Phrase("s", 0, "Berge", "berge", 1),
        Phrase("s", 1, "Berge", "berge", 1),
        Phrase("s", 1, "Haug", "haug", 1),
        Phrase("s", 2, "Berge", "berge", None),
    ]
    tally = pairs(phrases)
    assert (tally.right, tally.guessed, tally.gold) == (2, 4, 5)
