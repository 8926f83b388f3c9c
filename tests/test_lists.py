"""Lists that a user has: read in four forms, linked with care, shown wherever the actor is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onus import Store
from onus.errors import RegistryError, SourceError
from onus.registry.lists.entry import Entry
from onus.registry.lists.reading import read_list
from tests.people import add, body, group, person, record, state, who_is

SIMPLE = (
    "id,schema,name,aliases,birth_date,countries,sanctions,dataset,first_seen\n"
    'NK-1,Person,"ZAHRANI, Yousef Karim","Юсеф Карим Захрани;يوسف كريم زهراني",1961-02-03,iq,X,s,'
    "2030\n"
    'NK-2,Organization,Green Crescent Brigade,"Liwa al-Hilal;GCB",,sy,X,s,2030\n'
    "NK-3,Vessel,Sea Lion,,,pa,X,s,2030\n"
    "NK-4,Person,Tomas Varga,,1955,hu,X,s,2030\n"
    "NK-5,Person,Tomas Varga,,1981,hu,X,s,2030\n"
)
ENTITIES = [
    {
        "id": "e1",
        "schema": "Person",
        "caption": "Yousef Zahrani",
        "target": True,
        "properties": {"name": ["Yousef Karim Zahrani"], "nationality": ["iq"], "alias": []},
    },
    {
        "id": "s1",
        "schema": "Sanction",
        "properties": {
            "entity": ["e1"],
            "startDate": ["2029-05-01"],
            "endDate": ["2033-05-01"],
            "program": ["Resolution 7"],
        },
    },
    {"id": "v1", "schema": "Vessel", "properties": {"name": ["Sea Lion"]}},
]
DICTIONARY = """; an invented dictionary
YOUSEF_ZAHRANI_ ; a minister, then not
+Y._ZAHRANI
\t[IRQGOV 20280101-20301231]
\t[IRQOPP >20301231]

IRAQ_ [IRQ]
+REPUBLIC_OF_IRAQ
# a remark
GREEN_CRESCENT_BRIGADE [SYRREB <20320101]
"""
NEWS = record(
    "news1",
    "2031-01-10",
    "Iraqi lawmaker Yusuf Zahrani met the Green Crescent Brigade. Iraq and Syria were silent.",
    person("Iraqi lawmaker Yusuf Zahrani", country="IRQ", sector="LEG"),
    group("the Green Crescent Brigade"),
    state("Iraq", "IRQ"),
    state("Syria", "SYR"),
)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def simple(folder: Path) -> Path:
    return written(folder, "targets.simple.csv", SIMPLE)


def test_the_simple_form_of_open_sanctions_is_read(tmp_path: Path) -> None:
    entries = list(read_list(simple(tmp_path), {}))
    assert [entry.id for entry in entries] == ["NK-1", "NK-2", "NK-4", "NK-5"]
    first = entries[0]
    assert (first.kind, first.countries, first.born) == ("person", ("IRQ",), ("1961-02-03",))
    assert first.names == ("ZAHRANI, Yousef Karim", "Юсеф Карим Захрани", "يوسف كريم زهراني")


def test_entities_by_lines_are_read_with_the_dates_of_their_sanctions(tmp_path: Path) -> None:
    path = written(tmp_path, "entities.ftm.json", "\n".join(map(json.dumps, ENTITIES)))
    (entry,) = read_list(path, {})
    assert entry == Entry(
        id="e1",
        names=("Yousef Karim Zahrani", "Yousef Zahrani"),
        kind="person",
        countries=("IRQ",),
        start="2029-05-01",
        end="2033-05-01",
        programme="Resolution 7",
    )


def test_an_actor_dictionary_is_read_with_the_dates_of_its_codes(tmp_path: Path) -> None:
    entries = list(read_list(written(tmp_path, "actors.txt", DICTIONARY), {}))
    assert [(e.programme, e.start, e.end) for e in entries] == [
        ("IRQGOV", "2028-01-01", "2030-12-31"),
        ("IRQOPP", "2031-01-01", None),
        ("IRQ", None, None),
        ("SYRREB", None, "2031-12-31"),
    ]
    assert entries[0].names == ("Yousef Zahrani", "Y. Zahrani")
    assert entries[2].kind == "state"


def test_a_table_is_read_by_its_columns(tmp_path: Path) -> None:
    text = "Ref,Who,Land,Type\n7,Yousef Zahrani,Iraq,individual\n8,,Iraq,individual\n"
    path = written(tmp_path, "own.csv", text)
    columns = {"id": "Ref", "name": "Who", "countries": "Land", "kind": "Type"}
    (entry,) = read_list(path, columns)
    assert entry == Entry("7", ("Yousef Zahrani",), "person", ("IRQ",))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_table_of_another_program_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "own.csv"
    rows = "".join(f"João da Conceição, No. {n};2031-0{n}\n" for n in range(1, 9))
    path.write_text(f"name;start\n{rows}", encoding=encoding)
    first, *others = read_list(path, {})
    assert (first.names, first.start) == (("João da Conceição, No. 1",), "2031-01")
    assert len(others) == 7


@pytest.mark.parametrize(
    ("text", "columns", "reason"),
    [
        ("just words\n", {}, "is no list that Onus knows"),
        ("", {}, "is no list that Onus knows"),
        ("who,land\nx,y\n", {"name": "whom"}, "'whom' for the name; it has 'who', 'land'"),
        ("name,start\nx,2031\ny,bad-date\n", {}, "line 3: start 'bad-date' is not like"),
        ("who,land\nx,y\n", {"nmae": "who"}, "'nmae' is none of name, id"),
        ('{"id": "x"}\n', {}, "line 1 is no FollowTheMoney entity"),
        ('{"id": "x", "schema": "Person"}\n{oops\n', {}, "line 2 is no FollowTheMoney entity"),
        ("+ALONE\nX [IRQ]\n", {}, "line 1: no name stands before"),
        ("SOMEBODY [IRQ >20319999]\n", {}, "'>20319999' under SOMEBODY is no date"),
        ("SOMEBODY []\n", {}, "line 1: brackets without a code"),
    ],
)
def test_a_file_that_is_no_list_is_named_with_the_reason(
    tmp_path: Path, text: str, columns: dict[str, str], reason: str
) -> None:
    path = written(tmp_path, "odd.txt", text)
    with pytest.raises(SourceError, match=reason) as error:
        list(read_list(path, columns))
    assert str(path) in str(error.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(SourceError, match=r"nowhere\.csv"):
        list(read_list(Path("nowhere.csv"), {}))


def test_a_list_links_the_actors_that_are_there_and_those_that_come(
    where: str, tmp_path: Path
) -> None:
    add(where, NEWS)
    with Store(where) as store:
        loaded = store.add_list(simple(tmp_path), name="sanctions")
        assert (loaded.entries, loaded.linked) == (4, 2)
    later = record(
        "news2", "2031-02-01", "Yousef Zahrani fled Iraq.", person("Yousef Zahrani", country="IRQ")
    )
    fresh = record("news3", "2031-02-02", "Liwa al-Hilal lost.", group("Liwa al-Hilal", "SYR"))
    add(where, later, fresh)
    with Store(where) as store:
        for article in ("news1", "news2"):
            (found,) = store.actor(who_is(where, article)).designations
            assert (found.list, found.entry) == ("sanctions", "NK-1")
        (found,) = store.actor(who_is(where, "news3")).designations
        assert found.entry == "NK-2"


def test_a_designation_shows_on_events_and_in_records_with_list_id_and_dates(
    where: str, tmp_path: Path
) -> None:
    add(where, NEWS)
    path = written(tmp_path, "un.ftm.json", "\n".join(map(json.dumps, ENTITIES)))
    with Store(where) as store:
        store.add_list(path)
        label = "un: e1 (2029-05-01 to 2033-05-01)"
        (event,) = store.events()
        assert [p.designations for p in event.sources] == [(label,)]
        assert [p.designations for p in event.targets] == [()]
        kept = store.record("news1")
        assert kept is not None
        assert [a.designations for a in kept.actors] == [(label,), (), (), ()]
        assert [r.actors[0].designations for r in store.records()] == [(label,)]
        assert [row.id for row in store.actors(listed=True)] == [who_is(where, "news1")]
        store.remove_list("un")
        assert store.lists() == []
        assert store.events()[0].sources[0].designations == ()


@pytest.mark.parametrize(
    ("text", "who", "state_of_it"),
    [
        ("Yousef Karim Zahrani sat.", person("Yousef Karim Zahrani"), "linked"),
        ("Zahrani Yousef sat.", person("Zahrani Yousef", country="IRQ"), "linked"),
        ("Yousef Zahrani sat.", person("Yousef Zahrani"), "offered"),
        ("Yousef Zahrani sat.", person("Yousef Zahrani", country="NOR"), "offered"),
        ("Yousef Zahrini sat.", person("Yousef Zahrini", country="NOR"), None),
        ("Yousef Zahrami sat.", person("Yousef Zahrami", country="IRQ"), "offered"),
        ("Jousef Zahrami sat.", person("Jousef Zahrami", country="NOR"), None),
        ("Zahrani sat.", person("Zahrani", country="IRQ"), None),
        ("Karim Zahrani sat.", person("Karim Zahrani", country="IRQ"), None),
        ("The GCB sat.", group("The GCB"), "offered"),
        ("The GCB sat.", group("The GCB", "SYR"), "linked"),
        ("Green Crescent Brigades sat.", group("Green Crescent Brigades", "SYR"), "linked"),
        ("Green Crescent Brigata sat.", group("Green Crescent Brigata", "SYR"), None),
        ("Green Crescent sat.", group("Green Crescent", "SYR"), None),
        ("Tomas Varga sat.", person("Tomas Varga", country="HUN"), "offered"),
        ("Sea Lion sat.", group("Sea Lion", "PAN"), None),
    ],
)
def test_only_what_is_sure_is_linked_and_what_is_near_is_offered(
    where: str, tmp_path: Path, text: str, who: object, state_of_it: str | None
) -> None:
    add(where, record("news", "2031-01-10", text, who))  # type: ignore[arg-type]
    with Store(where) as store:
        store.add_list(simple(tmp_path), name="sanctions")
        linked = store.actor(who_is(where, "news")).designations
        offered = store.candidates()
    assert ("linked" if linked else "offered" if offered else None) == state_of_it


def test_countries_of_the_articles_speak_for_an_entry_where_the_actors_own_is_not_known(
    where: str, tmp_path: Path
) -> None:
    add(
        where,
        record(
            "news",
            "2031-01-10",
            "Yousef Zahrani left Iraq.",
            person("Yousef Zahrani"),
            state("Iraq", "IRQ"),
        ),
    )
    with Store(where) as store:
        store.add_list(simple(tmp_path))
        assert [d.entry for d in store.actor(who_is(where, "news")).designations] == ["NK-1"]


def test_a_dictionary_links_states_and_bodies_too(where: str, tmp_path: Path) -> None:
    text = "IRAQ_ [IRQ]\nIRAQI_FOREIGN_MINISTRY_ [IRQGOV]\n"
    news = record(
        "news",
        "2031-01-10",
        "Iraq called. Iraq's foreign ministry wrote.",
        state("Iraq", "IRQ"),
        body("Iraq's foreign ministry", "IRQ"),
    )
    add(where, news)
    with Store(where) as store:
        store.add_list(written(tmp_path, "codes.txt", text))
        programmes = [store.actor(who_is(where, "news", n)).designations for n in (1, 2)]
    assert [[d.programme for d in each] for each in programmes] == [["IRQ"], ["IRQGOV"]]


def test_what_a_person_decides_stays_when_the_list_comes_anew_and_can_be_undone(
    where: str, tmp_path: Path
) -> None:
    varga = record("news", "2031-01-10", "Tomas Varga spoke.", person("Tomas Varga", country="HUN"))
    add(where, varga)
    actor = who_is(where, "news")
    with Store(where) as store:
        store.add_list(simple(tmp_path), name="sanctions")
        assert [d.entry for d in store.candidates()] == ["NK-4", "NK-5"]
        number = store.link(actor, "sanctions", "NK-4")
        store.unlink(actor, "sanctions", "NK-5")
        store.add_list(simple(tmp_path), name="sanctions")
        assert [d.entry for d in store.actor(actor).designations] == ["NK-4"]
        assert store.candidates() == []
        store.undo(number)
        assert store.actor(actor).designations == ()
        with pytest.raises(RegistryError, match="has no entry 'NK-9'"):
            store.link(actor, "sanctions", "NK-9")
        with pytest.raises(RegistryError, match="there is no list 'other'"):
            store.remove_list("other")


def test_a_list_that_cannot_be_read_leaves_the_store_as_it_was(where: str, tmp_path: Path) -> None:
    add(where, NEWS)
    with Store(where) as store:
        store.add_list(simple(tmp_path), name="sanctions")
        broken = written(tmp_path, "broken.json", '{"id": "x", "schema": "Person"}\nno\n')
        with pytest.raises(SourceError):
            store.add_list(broken, name="sanctions")
        assert [one.entries for one in store.lists()] == [4]


def test_an_actor_merged_with_a_listed_one_is_listed(where: str, tmp_path: Path) -> None:
    add(where, NEWS, record("news2", "2031-02-01", "Abu Idris hid.", person("Abu Idris")))
    with Store(where) as store:
        store.add_list(simple(tmp_path))
        store.merge(who_is(where, "news2"), who_is(where, "news1"))
        assert store.actor(who_is(where, "news2")).designations[0].entry == "NK-1"
