"""Files, standard input and pages to articles."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onus.errors import LanguageError, SourceError
from onus.sources import article_from_text, load
from onus.sources.encoding import decode
from onus.sources.text import clean

EXAMPLES = Path(__file__).parents[1] / "examples"
ENGLISH = (
    "“We have seen the first steps,” the minister said of the café talks, which have failed in the "
    "past. The government of the country did not answer, and the naïve observers left — for good."
)


def test_a_text_file_gives_what_stands_in_it() -> None:
    article = load(str(EXAMPLES / "border-talks.txt"))
    assert article.title == "Kenya offers border talks, Ethiopia says smuggling must end first"
    assert (article.published, article.place) == ("2024-03-05", "Nairobi")
    assert (article.language, article.agency, article.url) == ("en", None, None)
    assert len(article.id) == 16


@given(st.text(), st.text(), st.text())
def test_what_is_said_of_an_article_is_one_clean_line(title: str, who: str, url: str) -> None:
    given_bad = [f"{one}\ud800\0\n" for one in (title, who, url)]
    article = article_from_text(
        ENGLISH, title=given_bad[0], publisher=given_bad[1], url=given_bad[2], force=True
    )
    for said in (article.title, article.publisher, article.url):
        assert said is not None
        said.encode()
        assert "\0" not in said
        assert len(said.splitlines()) <= 1


@pytest.mark.parametrize(
    "written",
    ["2025-05-03", " 2025-05-03 ", "2025-5-3", "2025/05/03", "20250503", "May 3, 2025",
     "3 May 2025",
     "Sat, 03 May 2025 09:30:00 GMT", "2025-05-03T09:30:00+02:00"],
)  # fmt: skip
def test_a_day_is_known_however_it_is_written(written: str) -> None:
    assert article_from_text(ENGLISH, published=written).published == "2025-05-03"


@pytest.mark.parametrize("written", ["03/05/2025", "May", "soon", "2025-13-01"])
def test_a_day_that_can_be_read_in_two_ways_is_refused(written: str) -> None:
    with pytest.raises(SourceError, match="is not a date like"):
        article_from_text(ENGLISH, published=written)


def test_a_page_gives_its_report_and_its_metadata() -> None:
    article = load(str(EXAMPLES / "ceasefire.html"))
    assert article.title == "Rebels in Chad halt attacks as government frees prisoners"
    assert (article.published, article.place) == ("2024-11-09", "N’Djamena")
    assert article.publisher == "The Example Courier"
    assert article.url == "https://courier.example/world/chad-ceasefire"
    assert article.text.startswith(f"{article.title}\n\nN’DJAMENA — A rebel movement")
    assert "Privacy" not in article.text
    assert "I hope that it lasts" not in article.text


def test_a_given_date_overrides_the_one_found() -> None:
    for name in ("border-talks.txt", "ceasefire.html"):
        assert load(str(EXAMPLES / name), published="2001-02-03").published == "2001-02-03"


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(SourceError, match="not a date"):
        article_from_text(ENGLISH, published="last week")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ENGLISH.encode())))
    assert load("-").text == ENGLISH


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(ENGLISH.encode(encoding))
    assert load(str(file)).text == ENGLISH


def test_a_page_says_its_encoding(tmp_path: Path) -> None:
    markup = (
        f"<html><head><meta charset='iso-8859-2'></head><body><p>{ENGLISH} Łódź</p></body></html>"
    )
    for dash in "“”—ï":
        markup = markup.replace(dash, "'")
    (tmp_path / "page.html").write_bytes(markup.encode("iso-8859-2"))
    assert "Łódź" in load(str(tmp_path / "page.html")).text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Le président a dit lundi que la France ne négociera pas avec les rebelles du nord.",
            "French",
        ),
        (
            "Der Kanzler sagte am Montag, Deutschland werde den Nachbarn in der Not helfen wollen.",
            "German",
        ),
        (
            "Президент заявил, что переговоры с соседней страной начнутся в понедельник утром.",
            "Russian",
        ),
        (
            "صرح الوزير يوم الاثنين بأن المحادثات مع الدولة المجاورة ستبدأ قريبا في العاصمة",
            "Arabic",
        ),
    ],
)
def test_other_languages_are_refused_by_name(text: str, language: str) -> None:
    with pytest.raises(LanguageError, match=f"report.txt.*{language}"):
        article_from_text(text, source="report.txt")
    assert article_from_text(text, force=True).text == text


@pytest.mark.parametrize("text", ["Talks fail.", "12 345", "Khan: no", "Attack in Paris, 12 dead"])
def test_short_texts_are_taken(text: str) -> None:
    assert article_from_text(text).language is None


def test_the_id_is_that_of_the_text() -> None:
    assert article_from_text(ENGLISH).id == article_from_text(ENGLISH, title="Another").id
    assert article_from_text(ENGLISH).id != article_from_text(ENGLISH + ".").id


def test_cleaning_is_little() -> None:
    assert clean("\ufeffa\r\nb\rc\0d\ud800") == "a\nb\ncd\ufffd"
    assert clean("\ud83d\ude00") == "😀"
    kept = "a\u200bb\u200fc\u2028d\xade\x0cf"
    assert clean(kept) == kept


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_clean_text_can_be_written_and_stays(raw: str) -> None:
    text = clean(raw)
    assert text.encode().decode() == text
    assert clean(text).lstrip("\ufeff") == text.lstrip("\ufeff")


@settings(deadline=None)  # the first odd code page loads the detector
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "file")
    except SourceError as error:
        text = error.reason
    assert text


@pytest.mark.parametrize("text", [None, b"Norway urged Chad."])
def test_what_is_no_text_is_refused(text: object) -> None:
    with pytest.raises(SourceError, match="is no text"):
        article_from_text(text)  # type: ignore[arg-type]
