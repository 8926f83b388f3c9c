"""What bodies let be known, terms, and offers put to somebody, read with the model that ships."""

from __future__ import annotations

from functools import cache

import pytest

from onus.coding.obligations import Owed, find_obligations
from onus.language.documents import annotate

OWED = [
    ("Norway will fund two clinics in Lagos, its ambassador said on Friday.", "pledge",
     "Norway", "fund two clinics in Lagos"),
    ("The tariff would be abolished in June, Trade Minister Olga Perez said.", "pledge",
     "Trade Minister Olga Perez", "The tariff would be abolished in June"),
    ("Sudan said that the hospital at Wad Madani would be rebuilt by spring.", "pledge",
     "Sudan", "the hospital at Wad Madani would be rebuilt by spring"),
    ("The company said each household would receive 300 euros.", "pledge",
     "The company", "each household would receive 300 euros"),
    ("Chile informed Peru in a note that it would postpone the vote.", "pledge",
     "Chile", "postpone the vote"),
    ("The ferry line is to be reopened by May, the government said.", "pledge",
     "the government", "The ferry line is to be reopened by May"),
    ("Under the agreement the company is to rehire the drivers that it dismissed.", "pledge",
     "the company", "rehire the drivers"),
    ("Iran will not test a missile this year, state media reported.", "pledge",
     "Iran", "not test a missile this year"),
    ("The Union announced 30 million euros for the repair of the bridge.", "pledge",
     "The Union", "30 million euros for the repair of the bridge"),
    ("France warned Mali that it would pull out its soldiers.", "threat",
     "France", "pull out its soldiers"),
    ("Egypt will close the canal if there is another attack, an official in Cairo said.",
     "threat", "Egypt", "close the canal"),
    ("The bank told the dealer to shut its branch by May or lose its licence.", "threat",
     "The bank", "lose its licence"),
    ("Sweden put three ships at the navy's disposal.", "offer",
     "Sweden", "three ships at the navy's disposal"),
    ("The ministry held out a loan of $3 million to the farmers.", "offer",
     "The ministry", "loan of $3 million"),
    ("Mali is not going to withdraw its soldiers, a minister told the union.", "refusal",
     "Mali", "withdraw its soldiers"),
    ("Norway and Chad were not prepared to pay for the dam, the two ministers said.", "refusal",
     "Norway and Chad", "pay for the dam"),
    ("Washington told Tehran that it must close the plant.", "demand",
     "Tehran", "close the plant"),
    ("Mali claimed damages of $3 million from the firm.", "demand",
     "the firm", "damages of $3 million"),
    ("The watchdog recommended in a report that the ministry replace the pumps.", "demand",
     "the ministry", "replace the pumps"),
    ("Lagos was told to publish the accounts.", "demand", "Lagos", "publish the accounts"),
    ("Denmark made it a condition that the wreck be raised.", "demand",
     None, "the wreck be raised"),
    ("The opposition called for the immediate reinstatement of the judges.", "demand",
     None, "reinstatement of the judges"),
    ("The loan hinges on the appointment of an auditor, the bank said.", "demand",
     None, "appointment of an auditor"),
    ("Japan also wants to see the smugglers brought to court.", "demand",
     None, "the smugglers brought to court"),
]  # fmt: skip

FORETOLD = [
    "Analysts said that Chile would win the cup.",
    "The storm will hit the coast on Friday, the weather office said.",
    "The company said that its losses would grow.",
    "The fund said that prices would be felt for years.",
]


@cache
def readings() -> list[list[Owed]]:
    """What is owed in each of the sentences, read together."""
    return [find_obligations(doc) for doc in annotate([t for t, *_ in OWED] + FORETOLD)]


@pytest.mark.parametrize("number", range(len(OWED)), ids=lambda n: OWED[n][0])
def test_what_is_let_be_known_or_laid_down_binds(number: int) -> None:
    _, kind, bearer, act = OWED[number]
    found = [(o.kind, str(o.bearer), o.act.text) for o in readings()[number]]
    assert any(k == kind and who == str(bearer) and act in words for k, who, words in found), found


@pytest.mark.parametrize("number", range(len(FORETOLD)), ids=lambda n: FORETOLD[n])
def test_what_is_only_foretold_binds_nobody(number: int) -> None:
    assert readings()[len(OWED) + number] == []
