"""Headline, dateline, credits and paragraphs of articles as they come."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onus.sources import lexicon
from onus.sources.structure import FrontMatter, front_matter, layout
from onus.sources.text import clean

EXAMPLES = Path(__file__).parents[1] / "examples"
REST = "The minister said on Tuesday that the crossing would stay closed."


@pytest.mark.parametrize(
    ("opening", "place", "agency", "published"),
    [
        ("Washington: ", "Washington", None, None),
        ("Washington:\u00a0", "Washington", None, None),
        ("ISLAMABAD (AP) - ", "Islamabad", "AP", None),
        ("PARIS, June 3 (Reuters) — ", "Paris", "Reuters", None),
        ("NEW DELHI, Jan 5: ", "New Delhi", None, None),
        ("New Delhi, June 9, 2019 (IANS) ", "New Delhi", "IANS", "2019-06-09"),
        ("KYIV, Ukraine (AP) — ", "Kyiv", "AP", None),
        ("HEMPSTEAD, N.Y., Sept. 26 (UPI) — ", "Hempstead", "UPI", None),
        ("WASHINGTON/BEIJING (Reuters) - ", "Washington/Beijing", "Reuters", None),
        ("RIO DE JANEIRO, Brazil — ", "Rio de Janeiro", None, None),
        ("ST. LOUIS -- ", "St. Louis", None, None),
        ("(Reuters) - ", None, "Reuters", None),
        ("June 9 (UPI) -- ", None, "UPI", None),
        ("Geneva, 14 November 2023: ", "Geneva", None, "2023-11-14"),
        ("MOSCOW. June 5. INTERFAX - ", "Moscow", "Interfax", None),
        ("TOKYO (Kyodo) ", "Tokyo", "Kyodo", None),
        ("REYKJAVIK (Nordpress) — ", "Reykjavik", "Nordpress", None),
        ("MANILA, Philippines—", "Manila", None, None),
    ],
)
def test_datelines(opening: str, place: str, agency: str, published: str) -> None:
    text = opening + REST
    found = layout(text)
    assert found.dateline == (0, len(opening))
    assert [text[slice(*part)] for part in found.paragraphs] == [REST]
    assert front_matter(text) == FrontMatter(None, published, place, agency)


@pytest.mark.parametrize(
    "opening",
    [
        "Achola: ",  # a speaker
        "WALLACE: ",
        "Poll: ",
        "UPDATE — ",
        "U.S. - ",
        "India - the biggest buyer - ",
        "May said (AP) ",
        "The president (pictured) - ",
        "No. 31 February 2020 ",
    ],
)
def test_no_datelines(opening: str) -> None:
    text = opening + REST
    assert layout(text).dateline is None
    assert front_matter(text).place is None


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("(With agency inputs)", None),
        ("(With inputs from PTI)", "PTI"),
        ("- Reuters", "Reuters"),
        ("— AFP", "AFP"),
        ("(AP)", "AP"),
        ("(Reporting by Ann Roe in Oslo; Editing by Jan Doe)", None),
        ("Source: Xinhua", "Xinhua"),
        ("© 2023 Agence France-Presse", "AFP"),
        ("Associated Press writer Ann Roe contributed to this report.", "AP"),
    ],
)
def test_credits_at_the_end(credit: str, agency: str | None) -> None:
    text = f"{REST}\n\n{REST}\n\n{credit}"
    found = layout(text)
    assert [text[slice(*part)] for part in found.credits] == [credit]
    assert len(found.paragraphs) == 2
    assert front_matter(text).agency == agency


@pytest.mark.parametrize("credit", ["(ANI)", "— AFP", "(With inputs from PTI)"])
def test_credits_at_the_end_of_the_last_sentence(credit: str) -> None:
    text = f"{REST} {credit}"
    found = layout(text)
    assert [text[slice(*part)] for part in found.credits] == [credit]
    assert [text[slice(*part)] for part in found.paragraphs] == [REST]


@pytest.mark.parametrize(
    "byline", ["By Ann Roe", "By ANN ROE, Associated Press", "By Our Reporter"]
)
def test_a_byline_is_no_part_of_the_report(byline: str) -> None:
    text = f"Ministers meet in Oslo\n{byline}\nJune 9, 2019\n\n{REST}"
    found = layout(text)
    assert text[slice(*(found.headline or (0, 0)))] == "Ministers meet in Oslo"
    assert [text[slice(*part)] for part in found.credits] == [byline, "June 9, 2019"]
    assert front_matter(text).published == "2019-06-09"


@pytest.mark.parametrize(
    "sentence",
    [
        "By Tuesday the talks had failed.",
        "Reuters was told that the talks had failed.",
        "He did (not).",
    ],
)
def test_what_is_no_credit(sentence: str) -> None:
    text = f"{REST}\n\n{sentence}"
    assert layout(text).credits == ()


def test_a_headline_is_short_and_has_no_full_stop() -> None:
    assert front_matter(f"Ministers meet in Oslo\n\n{REST}").title == "Ministers meet in Oslo"
    assert front_matter(f"The ministers have failed again in Oslo.\n\n{REST}").title is None
    assert (
        front_matter(f"The ministers have failed again in Oslo.\n\nOSLO (AP) - {REST}").title
        is not None
    )
    assert front_matter(REST).title is None


def test_a_known_title_is_the_headline() -> None:
    text = f"Is there peace at last?\n\n{REST}"
    assert layout(text, "Is there peace  at last?").headline == (0, 23)


def test_a_file_wrapped_at_a_column_keeps_its_paragraphs() -> None:
    text = (EXAMPLES / "fishing-grounds.txt").read_text("utf-8")
    found = layout(text)
    assert len(found.paragraphs) == 9
    assert text[slice(*found.paragraphs[4])].startswith('"If the trawlers are still there')
    assert front_matter(text).published == "2023-09-18"


def test_a_line_for_each_paragraph() -> None:
    lines = [f"{REST} It was the {n} time in a year that this happened there." for n in range(5)]
    text = "\n".join(lines)
    assert [text[slice(*part)] for part in layout(text).paragraphs] == lines


WRAPPED = """\
Harbour talks fail
The port authority and the dockers' union broke off their talks on
Monday after nine hours, and neither side would say whether they
would meet again.
"We have nothing to add," said the union's secretary, Ann Roe, as
she left the building by the back door.
The crossing stays closed until a new offer is made, the authority
said in a statement."""


def test_a_wrapped_text_without_blank_lines_has_the_paragraphs_that_its_short_lines_end() -> None:
    found = [WRAPPED[slice(*part)] for part in layout(WRAPPED).paragraphs]
    assert [part.split()[0] for part in found] == ["The", '"We', "The"]
    assert found[0].endswith("again.")
    assert front_matter(WRAPPED).title == "Harbour talks fail"


def test_lines_of_one_length_that_each_end_a_sentence_are_paragraphs() -> None:
    lines = [f"The {word} ferry left the small harbour at noon today." for word in ("red", "old")]
    text = "\n".join([*lines, *lines])
    assert len(layout(text).paragraphs) == len(text.split("\n"))


@pytest.mark.parametrize(
    "teaser",
    [
        "Read more: What the premier said about the harbour",
        "ALSO READ: Ferries stay in port",
        "Advertisement",
        "(Story continues below advertisement)",
        "Sign up for our newsletter",
        "News Norway shuts its harbours",
    ],
)
def test_what_leads_elsewhere_is_not_read(teaser: str) -> None:
    text = f"Ministers meet in Oslo\n\n{REST}\n\n{teaser}\n\n{REST}"
    found = layout(text)
    assert [text[slice(*part)] for part in found.paragraphs] == [REST, REST]
    assert [text[slice(*part)] for part in found.credits] == [teaser]


@pytest.mark.parametrize(
    "sentence",
    [
        "Reading it took the minister: an hour.",
        "News Corp shut its harbour office",
        "News of the storm reached Oslo.",
        "Norway asked for more: two ships and a crane.",
        "Share prices fell.",
    ],
)
def test_what_only_looks_like_it_leads_elsewhere_is_read(sentence: str) -> None:
    text = f"Ministers meet in Oslo\n\n{REST}\n\n{sentence}\n\n{REST}"
    assert [text[slice(*part)] for part in layout(text).paragraphs] == [REST, sentence, REST]


def test_the_name_of_a_section_is_no_headline() -> None:
    assert front_matter(f"World\n\nMinisters meet in Oslo\n\n{REST}").title == (
        "Ministers meet in Oslo"
    )


@given(st.text(max_size=400) | st.text("AP Oslo(),:-—\n.19June“” ", max_size=200))
def test_parts_lie_in_the_text_and_never_overlap(raw: str) -> None:
    text = clean(raw)
    found = layout(text)
    parts = [*found.paragraphs, *found.credits]
    parts += [part for part in (found.headline, found.dateline) if part is not None]
    end = 0
    for start, stop in sorted(parts):
        assert end <= start < stop <= len(text)
        end = stop
    covered = "".join(text[slice(*part)] for part in sorted(parts))
    assert "".join(covered.split()) == "".join(text.split())


def test_the_lists_are_well_formed() -> None:
    agencies = lexicon.agencies()
    assert agencies["Press Trust of India"] == "PTI"
    assert all(written == written.strip() and name for written, name in agencies.items())
    for kind, words in lexicon.teasers().items():
        assert words == list(dict.fromkeys(w.lower() for w in words)), kind
    assert {"WASHINGTON", "BISHKEK", "RIO DE JANEIRO"} <= lexicon.cities()
    assert not lexicon.cities() & lexicon.labels()
    assert all(2 <= len(code) <= 3 for code in lexicon.languages())
    assert lexicon.languages()["no"] == "Norwegian"
