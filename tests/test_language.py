"""The language model gives a sound `Doc` for any text: same characters, trees, spans in place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Token

import onus
from onus.language import annotate, annotate_tokens, code_pairs
from onus.language.annotation import Pair, attributions, predicates

ARTICLE = (
    "BERGEN - The harbour council said on Monday that it would not sell the ferries.\n\n"
    "“We never promised that,” Anna Berg, the council's chair, told reporters in Oslo. "
    "She accused the owners of breaking the agreement of 2019.\n"
)
UPOS = {
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
    *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X", "SPACE"),
}
PLOVER = {
    *("AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID"),
    *("REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE"),
    *("COERCE", "ASSAULT", "NONE"),
}


@pytest.fixture(scope="module")
def article() -> Doc:
    return annotate([ARTICLE])[0]


def assert_sound(doc: Doc) -> None:
    """Each sentence is one tree, and whatever was found lies inside one sentence."""
    for sentence in doc.sents:
        roots = [token for token in sentence if token.head == token]
        assert len(roots) == 1
        assert roots[0].dep_ == "ROOT"
        for token in sentence:
            assert _root_of(token, limit=len(sentence)) == roots[0]
            assert token.pos_ in UPOS
    for ent in doc.ents:
        assert ent.label_ in {"PER", "ORG", "LOC", "MISC"}
        assert ent[0].sent == ent[-1].sent
    for attribution in attributions(doc):
        assert 0 <= attribution.confidence <= 1
        for part in (attribution.cue, attribution.source, attribution.content):
            if part is not None:
                assert part[0].sent == part[-1].sent == attribution.cue[0].sent
                assert part.text == doc.text[part.start_char : part.end_char]
    for predicate in predicates(doc):
        assert predicate.token.doc is doc
        assert 0 <= predicate.probability <= 1
        assert predicate.happened is None or -3 <= predicate.happened <= 3


def _root_of(token: Token, limit: int) -> Token:
    for _ in range(limit):
        if token.head == token:
            return token
        token = token.head
    raise AssertionError(f"no way from {token} to a root")


def test_an_article_keeps_its_characters_and_gets_sound_annotations(article: Doc) -> None:
    assert article.text == ARTICLE
    assert_sound(article)


def test_paragraphs_and_full_stops_end_sentences(article: Doc) -> None:
    first_words = [sentence.text.split()[0] for sentence in article.sents]
    assert first_words == ["BERGEN", "“We", "She"]


def test_a_line_wrapped_at_a_column_ends_no_sentence() -> None:
    text = (
        "The two governments said that all the trawlers had left the\n"
        "Norwegian waters by Monday night. They thanked the coast\n"
        "guard."
    )
    (doc,) = annotate([text])
    assert [sentence.text.split()[0] for sentence in doc.sents] == ["The", "They"]


def test_a_headline_ends_at_its_line() -> None:
    (doc,) = annotate(["Trawlers leave Jan Mayen\nThe two governments thanked the coast guard."])
    assert [sentence.text.split()[0] for sentence in doc.sents] == ["Trawlers", "The"]


def test_plain_words_get_the_tags_and_lemmas_anyone_would_give(article: Doc) -> None:
    tags = {token.text: token.pos_ for token in article}
    assert (tags["said"], tags["harbour"], tags["Anna"], tags["would"]) == (
        "VERB",
        "NOUN",
        "PROPN",
        "AUX",
    )
    lemmas = {token.text: token.lemma_ for token in article}
    assert (lemmas["said"], lemmas["ferries"], lemmas["accused"]) == ("say", "ferry", "accuse")


def test_who_accuses_is_the_subject(article: Doc) -> None:
    subject = next(token for token in article if token.text == "She")
    assert (subject.head.text, subject.dep_) == ("accused", "nsubj")


def test_names_are_found(article: Doc) -> None:
    found = {(ent.text, ent.label_) for ent in article.ents}
    assert {("Anna Berg", "PER"), ("Oslo", "LOC")} <= found


def test_statements_are_found() -> None:
    report = (ARTICLE.index("The harbour"), len(ARTICLE))  # reading leaves the dateline out
    (doc,) = annotate([ARTICLE], [[report]])
    found = {a.cue.text: a for a in attributions(doc)}
    assert found["said"].source is not None
    assert found["said"].source.text == "The harbour council"
    assert found["said"].content is not None
    assert "not sell the ferries" in found["said"].content.text


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=120))
def test_any_text_keeps_its_characters(text: str) -> None:
    doc = annotate([text])[0]
    assert doc.text == text
    assert_sound(doc)


@settings(deadline=None, max_examples=20)
@given(
    st.lists(
        st.sampled_from([*ARTICLE.split(), "\n", "\n\n", "\t", "\u200b", "\u202e", "\ufeff", '"']),
        max_size=60,
    )
)
def test_any_order_of_words_gives_trees(words: list[str]) -> None:
    text = " ".join(words)
    doc = annotate([text])[0]
    assert doc.text == text
    assert_sound(doc)


def test_many_texts_come_back_in_their_order() -> None:
    texts = ["Oslo slept.", "", "Two ferries left Bergen. Nobody waved.", ARTICLE, " \n "]
    assert [doc.text for doc in annotate(texts)] == texts
    assert annotate([]) == []


def test_a_sentence_longer_than_the_encoder_is_still_a_tree() -> None:
    text = "the ferry and " * 700 + "the harbour"
    doc = annotate([text])[0]
    assert doc.text == text
    assert_sound(doc)


def test_given_tokens_stay_as_they_are() -> None:
    sentences = [["Norway", "'s", "ferries", "did", "n't", "leave", "."], ["Silence"]]
    docs = annotate_tokens(sentences)
    assert [[token.text for token in doc] for doc in docs] == sentences
    assert [len(list(doc.sents)) for doc in docs] == [1, 1]
    for doc in docs:
        assert_sound(doc)
    assert annotate_tokens([]) == []


def test_a_pair_gets_a_probability_for_each_type() -> None:
    doc = annotate(["Norway accused Iceland of breaking the treaty."])[0]
    norway, iceland = doc[0:1], doc[2:3]
    forth, alone = code_pairs([(doc, [Pair(norway, iceland, doc[1]), Pair(norway, None, None)])])[0]
    for code in (forth, alone):
        assert set(code.probabilities) == PLOVER
        assert sum(code.probabilities.values()) == pytest.approx(1, abs=1e-3)
    assert forth.best == "ACCUSE"


def test_no_pairs_get_no_codes() -> None:
    doc = annotate(["Norway slept."])[0]
    assert code_pairs([(doc, [])]) == [[]]
    assert code_pairs([]) == []


def test_reading_leaves_nothing_behind_in_the_home_folder(tmp_path: Path) -> None:
    """A library that reports what it is used for would keep a queue there until it can send it."""
    text = "Peru urged Chile to reopen the pass."
    code = f"import onus; assert onus.read({text!r}).obligations"
    home = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-c", code], env=home, check=True, cwd=Path(onus.__file__).parents[1]
    )
    assert list(tmp_path.iterdir()) == []
