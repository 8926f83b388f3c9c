"""Who said what: what cue, speaker and content come to be, with and without the model's tags."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml
from spacy.tokens import Doc, Span

import onus
from onus.coding.quotes import find_quotes
from onus.coding.statements import Said, find_statements
from onus.language.annotation import Attribution, set_annotations
from tests.parsed import parsed, phrase


def statements(doc: Doc, *tags: Attribution, paragraphs: int = 1) -> list[Said]:
    """The statements of a document whose sentences are one paragraph, or one paragraph each."""
    set_annotations(doc, tags, ())
    whole = [(0, len(doc.text))]
    each = [(s.start_char, s.end_char) for s in doc.sents]
    return find_statements(doc, whole if paragraphs == 1 else each)


def tag(cue: Span, source: Span | None, content: Span | None, sure: float = 0.9) -> Attribution:
    return Attribution(cue, source, content, sure)


def only(found: list[Said]) -> Said:
    (one,) = found
    return one


ANONYMOUS = (
    "Talks|NOUN|nsubj|2 failed|VERB|ccomp|4 ,|PUNCT|punct|2 said|VERB|ROOT|0 the|DET|det|6 "
    "official|NOUN|nsubj|4 who|PRON|nsubj|8 spoke|VERB|acl:relcl|6 on|ADP|case|10 "
    "condition|NOUN|obl|8 of|ADP|case|12 anonymity|NOUN|nmod|10 .|PUNCT|punct|4"
)


def test_of_a_relative_clause_the_speaker_is_the_noun_that_it_is_about() -> None:
    doc = parsed(ANONYMOUS)
    said = only(
        statements(
            doc,
            tag(
                phrase(doc, "said"), phrase(doc, "spoke on condition"), phrase(doc, "Talks failed")
            ),
        )
    )
    assert said.speaker is not None
    assert said.speaker.text == "the official"
    assert said.anonymous


def test_a_content_that_is_cut_short_runs_on_to_the_end_of_its_phrase() -> None:
    doc = parsed(
        "India|PROPN|nsubj|2|LOC said|VERB|ROOT|0 they|PRON|nsubj|5 would|AUX|aux|5 "
        "meet|VERB|ccomp|2 in|ADP|case|9 Norway|PROPN|nmod:poss|9|LOC 's|PART|case|7 "
        "capital|NOUN|obl|5 on|ADP|case|11 Sunday|PROPN|obl|5 .|PUNCT|punct|2"
    )
    short = phrase(doc, "they would meet in Norway's")
    said = only(statements(doc, tag(phrase(doc, "said"), phrase(doc, "India"), short)))
    assert said.content.text == "they would meet in Norway's capital on Sunday"


def test_a_content_does_not_run_on_into_another_clause_or_the_speaker() -> None:
    doc = parsed(
        "They|PRON|nsubj|2 left|VERB|ccomp|4 ,|PUNCT|punct|2 said|VERB|ROOT|0 "
        "Khan|PROPN|nsubj|4|PER and|CCONJ|cc|7 smiled|VERB|conj|4 .|PUNCT|punct|4"
    )
    said = only(
        statements(doc, tag(phrase(doc, "said"), phrase(doc, "Khan"), phrase(doc, "They left")))
    )
    assert said.content.text == "They left"


def test_a_day_or_an_adverb_alone_is_no_cue_unless_the_model_is_sure() -> None:
    doc = parsed(
        "Khan|PROPN|nsubj|3|PER early|ADV|advmod|3 smiled|VERB|ROOT|0 at|ADP|case|5 "
        "reporters|NOUN|obl|3 .|PUNCT|punct|3"
    )
    cue, source, content = phrase(doc, "early"), phrase(doc, "Khan"), phrase(doc, "at reporters")
    assert not statements(doc, tag(cue, source, content, 0.55))


def test_a_bracket_that_is_not_closed_is_no_part_of_the_speaker() -> None:
    doc = parsed(
        "Rep.|PROPN|nmod:desc|2 Ann|PROPN|nsubj|8|PER Lee|PROPN|flat|2|PER (|PUNCT|punct|5 "
        "R-Iowa|PROPN|appos|2 )|PUNCT|punct|5 ,|PUNCT|punct|2 said|VERB|ROOT|0 "
        "nothing|PRON|nsubj|10 changed|VERB|ccomp|8 .|PUNCT|punct|8"
    )
    source = phrase(doc, "Rep. Ann Lee (R-Iowa")
    said = only(statements(doc, tag(phrase(doc, "said"), source, phrase(doc, "nothing changed"))))
    assert said.speaker is not None
    assert said.speaker.text == "Rep. Ann Lee"


def test_a_transcript_names_its_speakers_before_colons() -> None:
    doc = parsed(
        "HAGEN|PROPN|ROOT|0 :|PUNCT|punct|1 We|PRON|nsubj|4 left|VERB|parataxis|1 .|PUNCT|punct|1",
        "Mona|PROPN|ROOT|0|PER Berg|PROPN|flat|1|PER :|PUNCT|punct|1 Not|ADV|advmod|5 "
        "yet|ADV|parataxis|1 .|PUNCT|punct|1",
        "Update|NOUN|ROOT|0 :|PUNCT|punct|1 Polls|NOUN|nsubj|4 closed|VERB|parataxis|1 "
        ".|PUNCT|punct|1",
    )
    found = statements(doc, paragraphs=3)
    assert [(s.speaker and s.speaker.text, s.cue.text, s.content.text) for s in found] == [
        ("HAGEN", ":", "We left."),
        ("Mona Berg", ":", "Not yet."),
    ]


def test_a_quotation_is_signed_with_a_dash() -> None:
    doc = parsed(
        "“|PUNCT|punct|3 We|PRON|nsubj|3 hope|VERB|ROOT|0 .|PUNCT|punct|3 ”|PUNCT|punct|3",
        "—|PUNCT|punct|2 Mona|PROPN|ROOT|0|PER Berg|PROPN|flat|2|PER ,|PUNCT|punct|5 "
        "Oslo|PROPN|appos|2|LOC",
    )
    said = only(statements(doc, paragraphs=2))
    assert said.speaker is not None
    assert (said.speaker.text, said.cue.text, said.form) == ("Mona Berg", "—", "direct")


def test_a_colon_at_the_end_of_a_paragraph_leads_to_the_next_one() -> None:
    doc = parsed(
        "Berg|PROPN|nsubj|2|PER said|VERB|ROOT|0 :|PUNCT|punct|2",
        "Nobody|PRON|nsubj|2 asked|VERB|ROOT|0 us|PRON|obj|2 .|PUNCT|punct|2",
    )
    said = only(statements(doc, paragraphs=2))
    assert (said.cue.text, said.content.text) == ("said", "Nobody asked us.")


def test_the_same_words_of_the_same_speaker_are_one_statement() -> None:
    doc = parsed(
        "Berg|PROPN|nsubj|2|PER said|VERB|ROOT|0 in|ADP|case|5 a|DET|det|5 briefing|NOUN|obl|2 "
        "that|SCONJ|mark|8 talks|NOUN|nsubj|8 failed|VERB|ccomp|2 .|PUNCT|punct|2"
    )
    berg, failed = phrase(doc, "Berg"), phrase(doc, "that talks failed")
    found = statements(
        doc,
        tag(phrase(doc, "said"), berg, failed, 0.95),
        tag(phrase(doc, "a briefing"), berg, failed, 0.7),
    )
    assert [s.cue.text for s in found] == ["said"]


def test_who_speaks_on_an_occasion_is_the_speaker_not_the_occasion() -> None:
    doc = parsed(
        "Berg|PROPN|nsubj|2|PER spoke|VERB|ROOT|0 in|ADP|case|5 an|DET|det|5 "
        "interview|NOUN|obl|2 promising|VERB|acl|5 talks|NOUN|obj|6 .|PUNCT|punct|2"
    )
    cue, occasion = phrase(doc, "promising"), phrase(doc, "an interview")
    said = only(statements(doc, tag(cue, occasion, phrase(doc, "talks"))))
    assert said.speaker is not None
    assert (said.speaker.text, said.via) == ("Berg", "an interview")


def test_a_content_that_its_cue_cuts_in_two_is_told_whole() -> None:
    record = onus.read(
        "The museum, President Marta Lind said on Saturday, would make visitors face "
        "uncomfortable truths.",
        published="2024-03-01",
    )
    (statement,) = record.statements
    assert statement.content.text.startswith("The museum")
    assert statement.content.text.endswith("truths")


def test_both_halves_of_a_quotation_that_its_cue_interrupts_are_told() -> None:
    doc = parsed(
        "“|PUNCT|punct|2 Go|VERB|root|0 now|ADV|advmod|2 ,|PUNCT|punct|2 ”|PUNCT|punct|2 "
        "Berg|PROPN|nsubj|7|PER said|VERB|parataxis|2 on|ADP|case|9 Monday|PROPN|obl|7 "
        ",|PUNCT|punct|2 “|PUNCT|punct|12 stay|VERB|conj|2 away|ADV|advmod|12 .|PUNCT|punct|2 "
        "”|PUNCT|punct|2"
    )
    quoted = doc[12:13]
    found = statements(doc, tag(phrase(doc, "said"), phrase(doc, "Berg"), quoted))
    assert [s.form for s in found] == ["direct", "direct"]
    assert [s.content.text.split()[-1].strip("“”,. ") for s in found] == ["now", "away"]


def test_a_clause_that_hangs_on_what_stands_before_the_cue_is_told_with_it() -> None:
    doc = parsed(
        "Talks|NOUN|nsubj|2 failed|VERB|root|0 ,|PUNCT|punct|2 Berg|PROPN|nsubj|5|PER "
        "said|VERB|parataxis|2 ,|PUNCT|punct|2 until|SCONJ|mark|9 Iran|PROPN|nsubj|9|LOC "
        "agreed|VERB|advcl|2 .|PUNCT|punct|2"
    )
    cue, content = phrase(doc, "said"), phrase(doc, "until Iran agreed")
    said = only(statements(doc, tag(cue, phrase(doc, "Berg"), content)))
    assert said.content.text.startswith("Talks failed")
    assert said.content.text.endswith("until Iran agreed")


def test_a_question_is_told_by_the_short_sentence_behind_it() -> None:
    doc = parsed(
        "“|PUNCT|punct|3 Why|ADV|advmod|3 now|ADV|root|0 ?|PUNCT|punct|3 ”|PUNCT|punct|3",
        "Berg|PROPN|nsubj|2|PER asked|VERB|root|0 .|PUNCT|punct|2",
    )
    said = only(statements(doc, tag(phrase(doc, "asked"), phrase(doc, "Berg"), None)))
    assert "Why now" in said.content.text


def test_auxiliaries_and_sources_that_ask_for_no_name_tell_nothing() -> None:
    doc = parsed(
        "Berg|PROPN|nsubj|3|PER has|AUX|aux|3 left|VERB|root|0 .|PUNCT|punct|3",
        "An|DET|det|2 official|NOUN|nsubj|3 asked|VERB|root|0 not|PART|advmod|7 to|PART|mark|7 "
        "be|AUX|aux:pass|7 named|VERB|xcomp|3 .|PUNCT|punct|3",
    )
    doc[1].lemma_ = "have"
    found = statements(
        doc,
        tag(phrase(doc, "has"), phrase(doc, "Berg"), phrase(doc, "left")),
        tag(phrase(doc, "asked"), phrase(doc, "An official"), phrase(doc, "not to be named")),
    )
    assert found == []


def test_the_words_that_tell_nothing_are_lists_of_words() -> None:
    text = files("onus.coding").joinpath("telling.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    kinds = {"empty", "withheld", "void", "deeds", "undergoing", "felt", "nobodys"}
    assert set(data) == kinds | {"deeds_to_all", "deeds_to_places", "deeds_on"}
    lists = {**data, **{f"deeds_on {verb}": nouns for verb, nouns in data.pop("deeds_on").items()}}
    del lists["deeds_on"]
    for name, found in lists.items():
        assert found == list(dict.fromkeys(found)), name
        assert all(word == word.lower() for word in found), name


def test_who_is_criticised_or_asked_does_not_speak() -> None:
    criticised = parsed(
        "Berg|PROPN|nsubj:pass|4|PER has|AUX|aux|4 been|AUX|aux:pass|4 criticised|VERB|ROOT|0 "
        "for|ADP|case|7 the|DET|det|7 delay|NOUN|obl|4 .|PUNCT|punct|4"
    )
    criticised[3].lemma_ = "criticise"
    found = only(statements(criticised, tag(criticised[1:4], criticised[0:1], criticised[4:7])))
    assert found.speaker is None
    faced = parsed(
        "Berg|PROPN|nsubj|2|PER faced|VERB|ROOT|0 questions|NOUN|obj|2 about|ADP|case|6 "
        "the|DET|det|6 delay|NOUN|nmod|3 .|PUNCT|punct|2"
    )
    faced[1].lemma_, faced[2].lemma_ = "face", "question"
    assert only(statements(faced, tag(faced[1:4], faced[0:1], faced[4:6]))).speaker is None


def test_who_is_convinced_holds_it_himself() -> None:
    doc = parsed(
        "Berg|PROPN|nsubj:pass|3|PER is|AUX|aux:pass|3 convinced|VERB|ROOT|0 that|SCONJ|mark|6 "
        "they|PRON|nsubj|6 lost|VERB|ccomp|3 .|PUNCT|punct|3"
    )
    doc[2].lemma_ = "convince"
    found = only(statements(doc, tag(doc[1:3], doc[0:1], doc[3:6])))
    assert found.speaker is not None
    assert found.speaker.text == "Berg"


def test_a_deed_is_no_statement_however_sure_the_model_is() -> None:
    doc = parsed(
        "Berg|PROPN|nsubj|2|PER waged|VERB|ROOT|0 a|DET|det|4 war|NOUN|obj|2 .|PUNCT|punct|2"
    )
    doc[1].lemma_ = "wage"
    assert not statements(doc, tag(doc[1:2], doc[0:1], doc[2:4], 0.99))


def test_a_cue_without_a_word_of_telling_must_be_surer() -> None:
    doc = parsed(
        "Berg|PROPN|nsubj|2|PER hails|VERB|ROOT|0 the|DET|det|4 plan|NOUN|obj|2 .|PUNCT|punct|2"
    )
    doc[1].lemma_ = "herald"
    assert not statements(doc, tag(doc[1:2], doc[0:1], doc[2:4], 0.5))
    assert statements(doc, tag(doc[1:2], doc[0:1], doc[2:4], 0.9))


def test_branches_of_the_parse_that_cross_do_not_make_a_content_empty() -> None:
    doc = parsed(
        ",|PUNCT|punct|3 shares|NOUN|nsubj|3 fell|VERB|ROOT|0 sharply|ADV|advmod|1 "
        ",|PUNCT|punct|3 according|VERB|case|8 to|ADP|fixed|6 analysts|NOUN|obl|3 "
        ".|PUNCT|punct|3"
    )
    said = only(statements(doc))
    assert (said.content.text, said.cue.text) == ("shares fell sharply", "according to")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Norway was attacked by Sweden.", []),
        ("Norway recalled its envoys from Stockholm.", []),
        ("The envoy recalled how the talks had failed.", ["envoy"]),
        ("The minister attacked the ruling as a disgrace.", ["minister"]),
    ],
)
def test_what_is_done_to_somebody_is_not_said(text: str, speakers: list[str]) -> None:
    record = onus.read(text)
    names = {actor.id: actor.name for actor in record.actors}
    assert [names[s.speaker] for s in record.statements if s.speaker in names] == speakers


def test_a_deed_is_one_too_where_the_model_tags_its_noun_with_it() -> None:
    doc = parsed(
        "Chad|PROPN|nsubj|2|LOC passed|VERB|ROOT|0 a|DET|det|4 set|NOUN|obj|2 of|ADP|case|6 "
        "rules|NOUN|nmod|4 .|PUNCT|punct|2"
    )
    doc[1].lemma_ = "pass"
    assert not statements(doc, tag(doc[1:5], doc[0:1], doc[5:6]))
    warned = parsed(
        "Chad|PROPN|nsubj|2|LOC gave|VERB|ROOT|0 a|DET|det|4 warning|NOUN|obj|2 of|ADP|case|6 "
        "floods|NOUN|nmod|4 .|PUNCT|punct|2"
    )
    warned[1].lemma_ = "run"
    assert statements(warned, tag(warned[1:5], warned[0:1], warned[5:6]))


@pytest.mark.parametrize(
    ("words", "lemma", "said"), [("called|VERB", "call", 0), ("demanded|VERB", "demand", 1)]
)
def test_a_meeting_is_called_and_not_said(words: str, lemma: str, said: int) -> None:
    doc = parsed(
        f"Berg|PROPN|nsubj|2|PER {words}|ROOT|0 an|DET|det|4 meeting|NOUN|obj|2 .|PUNCT|punct|2"
    )
    doc[1].lemma_ = lemma
    assert len(statements(doc, tag(doc[1:2], doc[0:1], doc[2:4]))) == said


def test_what_nobody_in_particular_holds_is_no_statement() -> None:
    doc = parsed(
        "The|DET|det|2 vote|NOUN|nsubj:pass|4 is|AUX|aux:pass|4 expected|VERB|ROOT|0 "
        "by|ADP|case|6 Norway|PROPN|obl:agent|4|LOC .|PUNCT|punct|4"
    )
    doc[3].lemma_ = "expect"
    assert statements(doc, tag(doc[2:4], doc[5:6], doc[0:2]))
    doc = parsed(
        "The|DET|det|2 vote|NOUN|nsubj:pass|4 is|AUX|aux:pass|4 expected|VERB|ROOT|0 "
        "soon|ADV|advmod|4 .|PUNCT|punct|4"
    )
    doc[3].lemma_ = "expect"
    assert not statements(doc, tag(doc[2:4], None, doc[0:2]))


QUOTED = (
    "“|PUNCT|punct|3 We|PRON|nsubj|3 failed|VERB|ccomp|7 ,|PUNCT|punct|3 ”|PUNCT|punct|3 "
    "Berg|PROPN|nsubj|7|PER said|VERB|ROOT|0 ,|PUNCT|punct|7 blaming|VERB|advcl|7 "
    "Oslo|PROPN|obj|9|LOC .|PUNCT|punct|7"
)
GOING_ON = (
    "“|PUNCT|punct|4 The|DET|det|3 dam|NOUN|nsubj|4 broke|VERB|ROOT|0 .|PUNCT|punct|4 "
    "”|PUNCT|punct|4"
)


def quoting(after: str) -> list[tuple[str, str | None]]:
    """Cue and speaker of the second of two paragraphs, of which the first quotes and blames."""
    doc = parsed(QUOTED, after)
    doc[8].lemma_ = "blame"
    found = statements(
        doc, tag(doc[6:7], doc[5:6], doc[0:5]), tag(doc[8:9], doc[5:6], doc[9:10]), paragraphs=2
    )
    start = next(iter(list(doc.sents)[1:])).start
    return [
        (one.cue.text, one.speaker.text if one.speaker is not None else None)
        for one in found
        if one.content.start >= start
    ]


def test_a_quotation_that_fills_its_paragraph_goes_on_from_the_one_before() -> None:
    assert quoting(GOING_ON) == [("said", "Berg")]


def test_a_quotation_beside_other_words_goes_on_from_nobody() -> None:
    beside = GOING_ON + " Rain|NOUN|nsubj|8 fell|VERB|parataxis|4 .|PUNCT|punct|4"
    assert quoting(beside) == []


def test_a_heading_in_quotation_marks_goes_on_from_nobody() -> None:
    heading = GOING_ON.replace("dam", "Dam").replace("broke", "Broke")
    assert quoting(heading) == []


def test_a_straight_mark_closes_a_curly_one() -> None:
    text = 'He said: “We failed." The dam broke. “We will mend it,” she said.'
    found = find_quotes(text, [(0, len(text))])
    assert [text[q.start : q.end] for q in found] == ['“We failed."', "“We will mend it,”"]


def test_a_bracket_behind_a_speaker_is_closed() -> None:
    doc = parsed(
        "Ann|PROPN|nsubj|6|PER Roe|PROPN|flat|1|PER (|PUNCT|punct|4 Maine|PROPN|appos|1|LOC "
        ")|PUNCT|punct|4 said|VERB|ROOT|0 they|PRON|nsubj|8 lost|VERB|ccomp|6 .|PUNCT|punct|6"
    )
    said = only(statements(doc, tag(doc[5:6], doc[0:5], doc[6:8])))
    assert said.speaker is not None
    assert said.speaker.text.endswith("Maine)")


@pytest.mark.parametrize("relation", ["nsubj|8", "appos|1"])
def test_the_speaker_is_the_name_and_not_what_stands_beside_it(relation: str) -> None:
    doc = parsed(
        f"Chad|PROPN|nsubj|8|LOC ,|PUNCT|punct|1 Mali|PROPN|nmod:poss|6|LOC 's|PART|case|3 "
        f"only|ADJ|amod|6 ally|NOUN|{relation} ,|PUNCT|punct|6 said|VERB|ROOT|0 "
        "they|PRON|nsubj|10 lost|VERB|ccomp|8 .|PUNCT|punct|8"
    )
    said = only(statements(doc, tag(doc[7:8], doc[2:6], doc[8:10])))
    assert said.speaker is not None
    assert said.speaker.text.startswith("Chad")


def test_an_unsure_deed_inside_of_what_another_says_is_none() -> None:
    doc = parsed(
        "Berg|PROPN|nsubj|2|PER said|VERB|ROOT|0 that|SCONJ|mark|5 Norway|PROPN|nsubj|5|LOC "
        "accepted|VERB|ccomp|2 the|DET|det|7 plan|NOUN|obj|5 .|PUNCT|punct|2"
    )
    doc[4].lemma_ = "accept"
    told = tag(doc[1:2], doc[0:1], doc[2:7])
    assert len(statements(doc, told, tag(doc[4:5], doc[3:4], doc[5:7], 0.6))) == 1
    assert len(statements(doc, told, tag(doc[4:5], doc[3:4], doc[5:7], 0.8))) == 2
