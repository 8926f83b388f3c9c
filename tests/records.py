"""Records made by hand from an invented article, for tests that need one without the model."""

from __future__ import annotations

from onus.record import (
    Actor,
    Article,
    Change,
    Condition,
    Dates,
    Event,
    Obligation,
    Place,
    Record,
    Span,
    Statement,
)

TEXT = """\
REYKJAVIK (Nordpress) — Iceland on Tuesday rejected Norway's offer of talks on mackerel quotas, \
saying there could be no negotiations until Norwegian trawlers leave the disputed waters east of \
Jan Mayen.

“The onus is on Norway to withdraw its fleet,” Foreign Minister Katrin Stefansdottir told \
reporters. “It must do so by June 20, and the withdrawal must be verifiable.”

The dispute worsened after an attack on an Icelandic patrol boat near Jan Mayen on Sunday, which a \
senior Norwegian official, speaking to Nordpress on condition of anonymity, blamed on the Free \
Herring Front, an armed group that the European Union lists as a terrorist organisation.

“We have begun to call back the first six trawlers,” the official said. “We take no lessons from \
Reykjavik, but we want this to end.”

Oslo has pledged to share its catch data with the Exploration Council if Iceland opens its ports \
to Norwegian vessels. Stefansdottir said that Norway's prime minister had told her the fleet would \
be gone within a week, and warned that Iceland would seize any vessel that stayed.

No meeting between the two governments is planned.
"""

SENTENCE_STARTS = (
    "REYKJAVIK",
    "“The onus",
    "“It must",
    "The dispute",
    "“We have",
    "“We take",
    "Oslo has",
    "Stefansdottir said",
    "No meeting",
)


def at(text: str, words: str, after: str = "") -> Span:
    """The first stretch of `text` that reads `words`, looked for behind the words `after`."""
    start = text.index(words, text.index(after) + len(after))
    return Span(start, start + len(words), words)


def herring() -> Record:
    """The record of the invented article: every kind of entry, each optional part somewhere."""
    return Record(
        article=Article(
            id="art-herring",
            text=TEXT,
            title="Iceland turns down Norway's offer of mackerel talks",
            published="2024-06-11",
            place="Reykjavik",
            publisher="The Harbour Post",
            agency="Nordpress",
            language="en",
            url="https://harbour.example/mackerel?page=1&edition=2",
        ),
        actors=_actors(),
        statements=_statements(),
        events=_events(),
        obligations=_obligations(),
        sentences=_sentences(),
    )


def nothing() -> Record:
    """A record of an article from which nothing was read."""
    text = "The tide was out at noon.\n"
    return Record(Article(id="art-tide", text=text), sentences=((0, len(text) - 1),))


def _sentences() -> tuple[tuple[int, int], ...]:
    starts = [TEXT.index(words) for words in SENTENCE_STARTS]
    ends = [*starts[1:], len(TEXT)]
    return tuple(
        (start, start + len(TEXT[start:end].rstrip()))
        for start, end in zip(starts, ends, strict=True)
    )


def _mentions(*words: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for word in words:
        start = TEXT.find(word)
        while start >= 0:
            found.append((start, start + len(word)))
            start = TEXT.find(word, start + len(word))
    return tuple(sorted(found))


def _actors() -> tuple[Actor, ...]:
    return (
        Actor("a1", "Iceland", "state", "ISL", "GOV", mentions=_mentions("Iceland ", "Reykjavik")),
        Actor("a2", "Norway", "state", "NOR", "GOV", mentions=_mentions("Norway", "Oslo")),
        Actor(
            "a3",
            "Katrin Stefansdottir",
            "office holder",
            "ISL",
            "GOV",
            mentions=_mentions("Katrin Stefansdottir", "Stefansdottir said"),
        ),
        Actor(
            "a4",
            "senior Norwegian official",
            "office holder",
            "NOR",
            "GOV",
            mentions=_mentions("senior Norwegian official", "the official"),
        ),
        Actor(
            "a5",
            "Free Herring Front",
            "armed group",
            None,
            "REB",
            designations=("European Union: terrorist organisation",),
            mentions=_mentions("Free Herring Front"),
        ),
        Actor("a6", "Norwegian trawlers", "crowd", "NOR", mentions=_mentions("Norwegian trawlers")),
        Actor("a7", "Norway's prime minister", "office holder", "NOR", "GOV"),
    )


def _statements() -> tuple[Statement, ...]:
    return (
        Statement(
            "st1",
            "a1",
            "Iceland",
            False,
            None,
            at(TEXT, "saying"),
            at(
                TEXT,
                "there could be no negotiations until Norwegian trawlers leave the disputed "
                "waters east of Jan Mayen",
            ),
            "indirect",
            1,
        ),
        Statement(
            "st2",
            "a3",
            "Foreign Minister Katrin Stefansdottir",
            False,
            "reporters",
            at(TEXT, "told"),
            at(TEXT, "“The onus is on Norway to withdraw its fleet,”"),
            "direct",
            2,
        ),
        Statement(
            "st3",
            "a3",
            None,
            False,
            None,
            at(TEXT, "told"),
            at(TEXT, "“It must do so by June 20, and the withdrawal must be verifiable.”"),
            "direct",
            3,
        ),
        Statement(
            "st4",
            "a4",
            "a senior Norwegian official",
            True,
            "Nordpress",
            at(TEXT, "blamed"),
            at(TEXT, "an attack on an Icelandic patrol boat near Jan Mayen on Sunday"),
            "indirect",
            4,
        ),
        Statement(
            "st5",
            "a4",
            "the official",
            True,
            "Nordpress",
            at(TEXT, "said", after="the official"),
            at(TEXT, "“We have begun to call back the first six trawlers,”"),
            "direct",
            5,
        ),
        Statement(
            "st6",
            "a3",
            "Stefansdottir",
            False,
            None,
            at(TEXT, "said", after="vessels. Stefansdottir"),
            at(
                TEXT,
                "that Norway's prime minister had told her the fleet would be gone within a week",
            ),
            "indirect",
            8,
        ),
        Statement(
            "st7",
            "a7",
            "Norway's prime minister",
            False,
            None,
            at(TEXT, "told", after="minister had"),
            at(TEXT, "the fleet would be gone within a week"),
            "indirect",
            8,
        ),
    )


def _events() -> tuple[Event, ...]:
    return (
        Event(
            id="ev1",
            type="REJECT",
            mode="meet",
            contexts=("diplomatic", "territory"),
            cameo="125",
            quad=3,
            source=("a1",),
            source_text="Iceland",
            target=("a2",),
            target_text="Norway",
            trigger=at(TEXT, "rejected"),
            factuality="actual",
            date=Dates("2024-06-11", "2024-06-11", "Tuesday"),
            place=None,
            said_in=None,
            confidence=0.94,
            sentence=1,
        ),
        Event(
            id="ev2",
            type="ASSAULT",
            mode=None,
            contexts=(),
            cameo="190",
            quad=4,
            source=("a5",),
            source_text="Free Herring Front",
            target=(),
            target_text="an Icelandic patrol boat",
            trigger=at(TEXT, "attack"),
            factuality="actual",
            date=Dates("2024-06-09", "2024-06-09", "Sunday"),
            place=Place("Jan Mayen", "SJM", 70.98, -8.49, *_place_span()),
            said_in="st4",
            confidence=0.71,
            sentence=4,
        ),
        Event(
            id="ev3",
            type="CONSULT",
            mode="meet",
            contexts=(),
            cameo=None,
            quad=1,
            source=(),
            source_text=None,
            target=("a1", "a2"),
            target_text="the two governments",
            trigger=at(TEXT, "meeting"),
            factuality="denied",
            date=None,
            place=None,
            said_in=None,
            confidence=0.42,
            sentence=9,
        ),
        Event(
            id="ev4",
            type="RETREAT",
            mode="withdraw",
            contexts=("military",),
            cameo="087",
            quad=2,
            source=("a2",),
            source_text="We",
            target=(),
            target_text=None,
            trigger=at(TEXT, "call back"),
            factuality="actual",
            date=None,
            place=None,
            said_in="st5",
            confidence=0.8,
            sentence=5,
        ),
    )


def _place_span() -> tuple[int, int, str]:
    span = at(TEXT, "Jan Mayen", after="patrol boat")
    return span.start, span.end, span.text


def _obligations() -> tuple[Obligation, ...]:
    condition = at(TEXT, "until Norwegian trawlers leave the disputed waters east of Jan Mayen")
    ports = at(TEXT, "if Iceland opens its ports to Norwegian vessels")
    return (
        Obligation(
            id="ob1",
            kind="refusal",
            bearer=("a1",),
            demander=("a2",),
            act=at(TEXT, "no negotiations"),
            condition=Condition("until", condition.start, condition.end, condition.text),
            consequence=None,
            qualities=(),
            deadline=None,
            status="open",
            history=(),
            said_in="st1",
            confidence=0.77,
            sentence=1,
        ),
        Obligation(
            id="ob2",
            kind="demand",
            bearer=("a2",),
            demander=("a1",),
            act=at(TEXT, "withdraw its fleet"),
            condition=None,
            consequence=at(TEXT, "Iceland would seize any vessel that stayed"),
            qualities=("verifiable",),
            deadline=Dates(None, "2024-06-20", "by June 20"),
            status="begun",
            history=(Change("begun", event="ev4"), Change("begun", statement="st7")),
            said_in="st2",
            confidence=0.9,
            sentence=2,
        ),
        Obligation(
            id="ob3",
            kind="pledge",
            bearer=("a2",),
            demander=(),
            act=at(TEXT, "share its catch data with the Exploration Council"),
            condition=Condition("if", ports.start, ports.end, ports.text),
            consequence=None,
            qualities=(),
            deadline=None,
            status="open",
            history=(),
            said_in=None,
            confidence=0.85,
            sentence=7,
        ),
    )
