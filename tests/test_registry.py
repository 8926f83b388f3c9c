"""Who is who from one article to the next, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onus import Store
from onus.record import Record
from onus.registry.views import RoleRow
from tests.people import add, body, group, person, record, state, who_is

NAMED = record(
    "art1",
    "2031-03-02",
    "Norwegian Prime Minister Ola Berge offered Sweden talks. Berge wrote to Sweden.",
    person("Norwegian Prime Minister Ola Berge", "Berge", country="NOR", sector="GOV"),
    state("Sweden", "SWE"),
)
BARE = record(
    "art2",
    "2031-03-09",
    "Berge said that Norway would wait for Sweden.",
    person("Berge"),
    state("Sweden", "SWE"),
    state("Norway", "NOR"),
)


def test_a_surname_is_the_person_of_that_country_and_company(where: str) -> None:
    add(where, NAMED, BARE)
    assert who_is(where, "art2") == who_is(where, "art1")
    assert who_is(where, "art2", 2) == who_is(where, "art1", 2)


def test_a_role_has_its_first_and_last_day_and_the_sentences_that_say_so(where: str) -> None:
    later = record(
        "art3",
        "2031-05-01",
        "Nobody came. Ola Berge, the prime minister of Norway, left.",
        person("Ola Berge", "the prime minister of Norway", country="NOR"),
    )
    add(where, NAMED, later)
    with Store(where) as store:
        (role,) = store.actor(who_is(where, "art1")).roles
    assert (role.role, role.country) == ("prime minister", "NOR")
    assert (role.first, role.last) == ("2031-03-02", "2031-05-01")
    assert [(e.article_id, e.text) for e in role.evidence] == [
        ("art3", "Ola Berge, the prime minister of Norway, left."),
        ("art1", "Norwegian Prime Minister Ola Berge offered Sweden talks."),
    ]


def test_articles_in_any_order_give_the_same_dates(where: str) -> None:
    days = ["2031-06-01", "2030-12-24", "2031-03-02"]
    text = "Norwegian Prime Minister Ola Berge smiled."
    for number, day in enumerate(days):
        who = person("Norwegian Prime Minister Ola Berge", country="NOR")
        add(where, record(f"art{number}", day, text, who))
    with Store(where) as store:
        details = store.actor(who_is(where, "art0"))
    assert [(r.first, r.last) for r in details.roles] == [("2030-12-24", "2031-06-01")]
    assert details.actor.articles == 3


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Swedish General Nils Berge fell.",
            person("Swedish General Nils Berge", country="SWE", sector="MIL"),
        ),
        ("Danish singer Ola Berge sang.", person("Danish singer Ola Berge", country="DNK")),
        (
            "Norwegian police officer Ola Berge ran.",
            person("Norwegian police officer Ola Berge", country="NOR", sector="COP"),
        ),
        ("Ola Bergesen slept.", person("Ola Bergesen", country="NOR")),
    ],
)
def test_namesakes_of_another_first_name_country_or_walk_of_life_are_somebody_else(
    where: str, text: str, who: object
) -> None:
    add(where, NAMED, record("other", "2031-03-05", text, who))  # type: ignore[arg-type]
    assert who_is(where, "other") != who_is(where, "art1")


def test_one_person_in_several_parts_of_civil_life_is_one(where: str) -> None:
    texts = ["businessman Ola Berge", "party leader Ola Berge", "lawyer Ola Berge", "Ola Berge"]
    sectors = ["BUS", "PTY", "CVL", None]
    for number, (text, sector) in enumerate(zip(texts, sectors, strict=True)):
        who = person(text, country="NOR" if sector else None, sector=sector)
        add(where, record(f"art{number}", "2031-03-02", f"Then {text} spoke.", who))
    assert len({who_is(where, f"art{number}") for number in range(4)}) == 1


def test_a_surname_that_fits_two_is_an_actor_of_its_article_alone(where: str) -> None:
    rival = record(
        "rival",
        "2031-03-03",
        "Norwegian Finance Minister Kari Berge met Sweden.",
        person("Norwegian Finance Minister Kari Berge", country="NOR", sector="GOV"),
        state("Sweden", "SWE"),
    )
    add(where, NAMED, rival, BARE)
    assert who_is(where, "art2") not in (who_is(where, "art1"), who_is(where, "rival"))


def test_a_surname_without_any_reason_is_not_guessed(where: str) -> None:
    add(where, NAMED, record("art2", "2031-03-05", "Berge sneezed.", person("Berge")))
    assert who_is(where, "art2") != who_is(where, "art1")


def filed(one: Record, place: str) -> Record:
    """The record as of an article that was filed from a place."""
    return replace(one, article=replace(one.article, place=place))


@pytest.mark.parametrize("place", ["OSLO", None])
def test_a_surname_filed_from_the_capital_needs_no_country_beside_it(
    where: str, place: str | None
) -> None:
    later = record("art2", "2031-03-05", "Berge rejected the offer.", person("Berge"))
    add(where, NAMED, later if place is None else filed(later, place))
    assert (who_is(where, "art2") == who_is(where, "art1")) == (place is not None)


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("Defence Minister", True),
        ("Minister", True),
        ("Former defence minister", True),
        ("Deputy Defence Minister", False),
        ("Senator", False),
    ],
)
def test_a_title_may_leave_country_portfolio_or_time_open(
    where: str, title: str, same: bool
) -> None:
    named = record(
        "art1",
        "2031-03-02",
        "Chilean Defence Minister Rosa Quiroga met Peru.",
        person("Chilean Defence Minister Rosa Quiroga", country="CHL", sector="GOV"),
        state("Peru", "PER"),
    )
    later = record(
        "art2",
        "2031-03-09",
        f"{title} Quiroga answered. Peru waited.",
        person(f"{title} Quiroga", sector="GOV"),
        state("Peru", "PER"),
    )
    add(where, named, later)
    assert (who_is(where, "art2") == who_is(where, "art1")) == same


@pytest.mark.parametrize(
    ("other", "sector", "same"),
    [("Defence Minister", "GOV", True), ("rebel leader", "REB", False)],
)
def test_a_general_may_become_a_minister_and_is_no_rebel(
    where: str, other: str, sector: str, same: bool
) -> None:
    general = person("General Hugo Ibarra", sector="MIL")
    add(
        where,
        record("art1", "2031-03-02", "General Hugo Ibarra spoke.", general),
        record(
            "art2",
            "2031-03-09",
            f"The {other} Hugo Ibarra spoke again.",
            person(f"{other} Hugo Ibarra", sector=sector),
        ),
    )
    assert (who_is(where, "art2") == who_is(where, "art1")) == same


def test_initials_stand_for_the_name_that_explained_them_cut_off_or_not(where: str) -> None:
    full = record(
        "art1",
        "2031-01-01",
        "The Northern Council for Peace (NCFP) invited Peru.",
        body("Northern Council", sector=None),
        state("Peru", "PER"),
    )
    short = record(
        "art2",
        "2031-01-05",
        "The NCFP met Peru.",
        group("The NCFP", sector=None),
        state("Peru", "PER"),
    )
    add(where, full, short)
    assert who_is(where, "art2") == who_is(where, "art1")


@pytest.mark.parametrize("company", [True, False])
def test_initials_nobody_explained_need_company(where: str, company: bool) -> None:
    texts = ("The Red Lantern Front attacked Peru.", "The RLF attacked Peru again.")
    names = ("The Red Lantern Front", "The RLF")
    days = ("2031-01-01", "2031-01-20" if company else "2035-01-20")
    for number in (0, 1):
        cast = [group(names[number])]
        if company or number == 0:
            cast.append(state("Peru", "PER"))
        add(where, record(f"art{number}", days[number], texts[number], *cast))
    assert (who_is(where, "art1") == who_is(where, "art0")) == company


def test_a_surname_taken_for_a_town_is_the_person_of_whom_the_article_is(where: str) -> None:
    later = record(
        "art2",
        "2031-03-09",
        "Berge refused. Norway waited for Sweden.",
        body("Berge", country="USA"),
        state("Sweden", "SWE"),
        state("Norway", "NOR"),
    )
    add(where, NAMED, later)
    assert who_is(where, "art2") == who_is(where, "art1")


def test_a_name_that_was_cut_at_its_hyphen_is_whole(where: str) -> None:
    cut = record(
        "art1",
        "2031-03-02",
        "Egyptian Interior Minister Samir Abdel-Fattah Qasim spoke.",
        person("Egyptian Interior Minister Samir Abdel", country="EGY"),
        person("Fattah Qasim"),
    )
    whole = record(
        "art2",
        "2031-03-04",
        "Samir Abdelfattah Qassem answered.",
        person("Samir Abdelfattah Qassem"),
    )
    add(where, cut, whole)
    assert who_is(where, "art1", 1) == who_is(where, "art1", 2) == who_is(where, "art2")


def test_an_office_is_its_holder_near_the_day_and_else_an_office(where: str) -> None:
    office = person("the Norwegian premier", country="NOR", sector="GOV")
    text = "Sweden thanked the Norwegian premier."
    new = record(
        "new",
        "2032-01-10",
        "Norwegian Prime Minister Liv Haug took over.",
        person("Norwegian Prime Minister Liv Haug", country="NOR"),
    )
    add(
        where,
        record("before", "2029-01-01", text, office),
        NAMED,
        new,
        record("then", "2031-03-20", text, office),
        record("now", "2032-01-20", text, office),
    )
    assert who_is(where, "then") == who_is(where, "art1")
    assert who_is(where, "now") == who_is(where, "new")
    assert who_is(where, "before") not in (who_is(where, "art1"), who_is(where, "new"))
    with Store(where) as store:
        assert store.actor(who_is(where, "before")).actor.name == "prime minister of Norway"


def test_who_held_an_office_is_learnt_from_names_and_never_from_the_office_alone(
    where: str,
) -> None:
    office = person("the Norwegian premier", country="NOR")
    add(where, NAMED)
    for number, day in enumerate(["2031-05-15", "2031-07-30", "2031-10-01"]):
        add(where, record(f"o{number}", day, "Sweden praised the Norwegian premier.", office))
    assert who_is(where, "o0") == who_is(where, "art1")
    assert who_is(where, "o1") != who_is(where, "art1")
    assert who_is(where, "o2") == who_is(where, "o1")


def test_a_former_holder_does_not_hold_the_office(where: str) -> None:
    former = record(
        "art2",
        "2033-01-01",
        "Former Norwegian Prime Minister Ola Berge spoke.",
        person("Former Norwegian Prime Minister Ola Berge", country="NOR"),
    )
    add(where, NAMED, former)
    with Store(where) as store:
        roles = store.actor(who_is(where, "art1")).roles
    assert who_is(where, "art2") == who_is(where, "art1")
    assert [(_role(r)) for r in roles] == [
        ("prime minister", "2031-03-02", "2031-03-02"),
        ("former prime minister", "2033-01-01", "2033-01-01"),
    ]


def _role(role: RoleRow) -> tuple[str, str | None, str | None]:
    return role.role, role.first, role.last


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Tarasenko", "Wolodymyr Tarassenko"),
        ("Yevgeny Krasnov", "Evgenii Krasnov"),
        ("Mohammed al-Haddad", "Muhammad Al Hadad"),
        ("Abdul Rahman Yazji", "Abdelrahman Yaziji"),
        ("Hussein Karroubi", "Husayn Karrubi"),
        ("Kim Hye-jin", "Kim Hyejin"),
        ("John Q. Meadow", "John Meadow"),
    ],
)
def test_a_name_in_two_spellings_is_one_person(where: str, one: str, other: str) -> None:
    first = record("art1", "2031-01-01", f"{one} wept.", person(one, country="EGY"))
    second = record("art2", "2031-01-05", f"{other} wept.", person(other, country="EGY"))
    add(where, first, second)
    assert who_is(where, "art1") == who_is(where, "art2")


def test_a_titled_surname_met_first_gets_its_full_name_later(where: str) -> None:
    short = record(
        "art0",
        "2031-02-20",
        "Norwegian Prime Minister Berge waved.",
        person("Norwegian Prime Minister Berge", country="NOR"),
    )
    add(where, short, NAMED)
    assert who_is(where, "art0") == who_is(where, "art1")
    with Store(where) as store:
        assert store.actor(who_is(where, "art0")).actor.name == "Ola Berge"


def test_states_and_their_bodies_are_known_by_country(where: str) -> None:
    add(
        where,
        record(
            "art1",
            "2031-01-01",
            "Norway's foreign ministry answered the Swedish army and Norway.",
            body("Norway's foreign ministry", "NOR"),
            body("the Swedish army", "SWE", "MIL"),
            state("Norway", "NOR"),
        ),
        record(
            "art2",
            "2031-01-02",
            "The Norwegian Foreign Office wrote to the Swedish Foreign Ministry. Oslo waited.",
            body("The Norwegian Foreign Office", "NOR"),
            body("the Swedish Foreign Ministry", "SWE"),
            state("Oslo", "NOR"),
        ),
    )
    assert who_is(where, "art2", 1) == who_is(where, "art1", 1)
    assert who_is(where, "art2", 3) == who_is(where, "art1", 3)
    assert len({who_is(where, a, n) for a in ("art1", "art2") for n in (1, 2, 3)}) == 4


def test_groups_are_known_by_name_and_descriptions_stay_with_their_article(where: str) -> None:
    for number in (1, 2):
        text = "The Red Lanterns attacked a group of soldiers near the ministry."
        add(
            where,
            record(
                f"art{number}",
                "2031-01-01",
                text + " Again." * number,
                group("The Red Lanterns"),
                group("a group of soldiers"),
                body("the ministry"),
            ),
        )
    assert who_is(where, "art1", 1) == who_is(where, "art2", 1)
    assert who_is(where, "art1", 2) != who_is(where, "art2", 2)
    assert who_is(where, "art1", 3) != who_is(where, "art2", 3)
    with Store(where) as store:
        assert [row.name for row in store.actors()] == ["Red Lanterns"]
        assert len(store.actors(passing=True)) == 5


def test_actors_are_found_in_any_spelling_and_by_what_they_are(where: str) -> None:
    add(where, NAMED, BARE)
    with Store(where) as store:
        berge = who_is(where, "art1")
        for text in ("Ола Берге", "berge", "Berge, Ola", "Ola"):
            found = [row.id for row in store.actors(text=text)]
            assert berge in found, text
        assert [row.name for row in store.actors(kind="state")] == ["Sweden", "Norway"]
        assert [row.id for row in store.actors(country="nor", sector="gov", limit=1)] == [berge]
        (first, *_) = store.actors()
        assert (first.articles, first.first, first.last) == (2, "2031-03-02", "2031-03-09")


def test_the_same_articles_give_the_same_numbers(new_store: object) -> None:
    assert callable(new_store)
    numbers = []
    for _ in range(2):
        where = new_store()
        add(where, NAMED, BARE)
        numbers.append([who_is(where, a, n) for a in ("art1", "art2") for n in (1, 2)])
    assert numbers[0] == numbers[1]


def test_an_article_without_a_day_is_read_too(where: str) -> None:
    nameless = person("the Norwegian premier", country="NOR")
    add(
        where,
        NAMED,
        record("art2", None, "Norwegian Prime Minister Ola Berge ate.", person("Ola Berge")),
        record("art3", None, "Sweden met the Norwegian premier.", nameless),
    )
    assert who_is(where, "art2") == who_is(where, "art1")
    assert who_is(where, "art3") != who_is(where, "art1")
