"""`onus actors` and `onus lists`, as a person calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onus import Store
from onus.cli import app
from onus.errors import RegistryError
from tests.people import add, person, record, state, who_is

RUN = CliRunner()


@pytest.fixture
def store(tmp_path: Path) -> str:
    where = str(tmp_path / "onus.db")
    fill(where)
    return where


def fill(where: str) -> None:
    one = record(
        "art1",
        "2031-03-02",
        "Norwegian Prime Minister Ola Berge warned Sweden.",
        person("Norwegian Prime Minister Ola Berge", country="NOR", sector="GOV"),
        state("Sweden", "SWE"),
    )
    other = record("art2", "2031-03-09", "Olaf Berg fell.", person("Olaf Berg", country="NOR"))
    add(where, one, other)


def run(*words: str | int | Path) -> Result:
    return RUN.invoke(app, [str(word) for word in words])


def test_actors_are_listed_and_shown(store: str) -> None:
    listed = run("actors", "list", "--store", store, "--as", "csv").stdout
    assert "Ola Berge" in listed
    assert "Sweden" in listed
    shown = run("actors", "show", who_is(store, "art1"), "--store", store).stdout
    assert "Ola Berge" in shown
    assert "prime minister NOR  2031-03-02" in shown
    assert "warned Sweden" in shown
    told = json.loads(run("actors", "show", 1, "--store", store, "--json").stdout)
    assert told["actor"]["name"] == "Sweden"


def test_actors_are_merged_and_the_merge_undone(store: str) -> None:
    one, other = who_is(store, "art1"), who_is(store, "art2")
    said = run("actors", "merge", one, other, "--store", store).stdout
    assert said == f"{other} is {one} now; onus actors undo 1 takes it back.\n"
    assert "Olaf Berg" in run("actors", "show", one, "--store", store).stdout
    assert "is undone" in run("actors", "undo", 1, "--store", store).stdout
    assert "Olaf Berg" not in run("actors", "show", one, "--store", store).stdout
    assert "(undone " in run("actors", "history", "--store", store).stdout


def test_an_actor_is_shown_by_any_of_its_names(store: str) -> None:
    one, other = who_is(store, "art1"), who_is(store, "art2")
    for name in ("Ola Berge", "ola BERGE"):
        assert f"No. {one}\n" in run("actors", "show", name, "--store", store).stdout
    assert f"No. {other}\n" in run("actors", "show", "Olaf Berg", "--store", store).stdout
    said = run("actors", "merge", "Ola Berge", "olaf berg", "--store", store).stdout
    assert said == f"{other} is {one} now; onus actors undo 1 takes it back.\n"
    assert f"No. {one}\n" in run("actors", "show", "Olaf Berg", "--store", store).stdout
    said = run("actors", "split", "Olaf Berg", "art1", "--store", store).stdout
    assert said.endswith("is the new actor; onus actors undo 2 takes it back.\n")
    assert "before" not in run("actors", "history", "--store", store).stdout


def test_an_actor_is_given_by_name_in_python_too(store: str) -> None:
    with Store(store) as kept:
        assert kept.actor("olaf berg") == kept.actor(who_is(store, "art2"))
        with pytest.raises(RegistryError, match="no actor is called 'Nobody'"):
            kept.actor("Nobody")


def test_a_name_is_known_in_capitals_of_any_alphabet(where: str) -> None:
    fill(where)
    text = "Šárka Ødegård left. İzmir fell."
    add(where, record("art3", "2031-04-01", text, person("Šárka Ødegård")))
    shown = run("actors", "show", "ŠÁRKA ØDEGÅRD", "--store", where)
    assert "Šárka Ødegård" in shown.stdout


def test_an_article_cannot_steer_the_terminal(where: str) -> None:
    text = "Oil Minister Ole\x1b[2J Aas spoke. He left."
    minister = person("Oil Minister Ole\x1b[2J Aas", country="NOR", sector="GOV")
    add(where, record("art3", "2031-04-01", text, minister))
    shown = run("actors", "show", str(who_is(where, "art3")), "--store", where)
    assert "Aas" in shown.stdout
    assert "\x1b[2J" not in shown.stdout


def test_part_of_a_name_is_no_name(store: str) -> None:
    result = run("actors", "show", "Ola", "--store", store)
    assert result.exit_code == 1
    assert result.stderr == "onus: no actor is called 'Ola'\n"
    assert not result.stdout


def test_of_several_of_one_name_a_person_has_to_choose(where: str) -> None:
    fill(where)
    namesake = "Peruvian Foreign Minister Ola Berge"
    add(where, record("art3", "2031-03-12", f"{namesake} sang.", person(namesake, country="PER")))
    one, other = who_is(where, "art1"), who_is(where, "art3")
    for words in (["show", "Ola Berge"], ["merge", "Sweden", "Ola Berge"]):
        result = run("actors", *words, "--store", where)
        assert result.exit_code == 1
        first, *several = result.stderr.splitlines()
        assert first == "onus: several actors are called 'Ola Berge':"
        assert [line.split("  ") for line in map(str.strip, several)] == [
            [str(one), "Ola Berge", "prime minister", "NOR"],
            [str(other), "Ola Berge", "foreign minister", "PER"],
        ]
    assert run("actors", "show", other, "--store", where).exit_code == 0


def test_a_list_is_added_decided_about_and_removed(store: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text('ref,who,land\n7,"BERGE, Ola",Norway\n8,Olaf Berg,Peru\n', encoding="utf-8")
    columns = "id=ref,name=who,countries=land"
    said = run("lists", "add", path, "--store", store, "--columns", columns).stdout
    assert said == "mine: 2 entries, 1 actors linked, 1 for you to decide\n"
    assert "Olaf Berg (8)" in run("lists", "candidates", "--store", store).stdout
    actor = who_is(store, "art2")
    assert run("lists", "link", actor, "mine", "8", "--store", store).exit_code == 0
    assert run("lists", "list", "--store", store).stdout == "mine: 2 entries, 2 actors linked\n"
    events = json.loads(run("events", "--store", store, "--as", "json").stdout)
    assert "mine: 7" in json.dumps(events)
    assert run("lists", "remove", "mine", "--store", store).stdout == "mine is removed.\n"
    assert run("lists", "list", "--store", store).stdout == ""


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["actors", "show", "99"], "onus: there is no actor 99"),
        (["actors", "merge", "1", "1"], "onus: actors 1 and 1 are one already"),
        (["actors", "show", "Rosa Quispe"], "onus: no actor is called 'Rosa Quispe'"),
        (["actors", "show", ""], "onus: no actor is called ''"),
        (["actors", "show", "9" * 20], f"onus: there is no actor {'9' * 20}"),
        (["actors", "show", "9" * 10], f"onus: there is no actor {'9' * 10}"),
        (["actors", "merge", "1", "9" * 20], f"onus: there is no actor {'9' * 20}"),
        (["actors", "split", "9" * 20, "art1"], f"onus: there is no actor {'9' * 20}"),
        (["actors", "undo", "9" * 20], f"onus: there is no correction {'9' * 20}"),
        (["actors", "undo", "5"], "onus: there is no correction 5"),
        (["lists", "add", "nowhere.csv"], "onus: nowhere.csv: No such file or directory"),
        (["lists", "remove", "mine"], "onus: there is no list 'mine'"),
        (["lists", "unlink", "1", "mine", "7"], "onus: list 'mine' has no entry '7'"),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(store: str, words: list[str], reason: str) -> None:
    result = run(*words, "--store", store)
    assert result.exit_code == 1
    assert result.stderr.strip() == reason


def test_columns_that_are_none_are_refused(store: str) -> None:
    result = run("lists", "add", "mine.csv", "--store", store, "--columns", "name")
    assert result.exit_code == 2
    assert "FIELD=COLUMN" in result.stderr
