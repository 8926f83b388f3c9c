"""What the model takes a name for, by a vote over all its occurrences in the article.

A tagger can call "Modi" a place once and a person four times; the article as a whole knows better.
"""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc, Token


def label_of(token: Token) -> str:
    """PER, ORG, LOC, MISC or "" for a word, as most of its occurrences in names are tagged.

    A word that no name of this sentence holds keeps "".
    """
    if not token.ent_type_:
        return ""
    return _votes(token.doc).get(token.text, token.ent_type_)


def _votes(doc: Doc) -> dict[str, str]:
    """The winning label of every word in a name, kept with the document; ties go to the first."""
    votes: dict[str, str] | None = doc.user_data.get("onus_name_votes")
    if votes is None:
        counts: dict[str, Counter[str]] = {}
        for entity in doc.ents:
            for token in entity:
                # a full name says more than a word alone
                weight = 2 if len(entity) > 1 and entity.label_ == "PER" else 1
                counts.setdefault(token.text, Counter())[entity.label_] += weight
        votes = {word: count.most_common(1)[0][0] for word, count in counts.items()}
        doc.user_data["onus_name_votes"] = votes
    return votes
