"""Citron on raw text: its quotations for given articles, as attributions.

Its repository (github.com/bbc/citron) is given as a folder and imported from there, with the model
under `models/`. It needs its own requirements and the spaCy pipeline `en_core_web_sm`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpora import GoldAttribution
from benchmarks.peers.petrarch import PeerError


def citron_attributions(folder: Path, texts: Sequence[str]) -> list[list[GoldAttribution]]:
    """The attributions that Citron finds in each text.

    `folder` is a checkout. Raises `PeerError` when it lacks something that Citron cannot do
    without.
    """
    models = sorted(path for path in (folder / "models").glob("*") if path.is_dir())
    if not (folder / "citron" / "citron.py").is_file() or not models:
        raise PeerError(f"{folder}: holds no citron/citron.py with a folder in models/")
    cues = models[-1] / "cue-classifier.pickle"
    if not cues.is_file():
        raise PeerError(f"{cues}: Citron's model of cues is not there")
    sys.path.insert(0, str(folder))
    try:
        parser = importlib.import_module("citron.utils").get_parser()
        citron = importlib.import_module("citron.citron").Citron(str(models[-1]), parser)
    except (ImportError, OSError) as error:
        reason = " ".join(str(error).split())
        raise PeerError(f"{folder}: Citron cannot be loaded ({reason})") from None
    finally:
        sys.path.remove(str(folder))
    return [[_attribution(quote) for quote in citron.get_quotes(parser(text))] for text in texts]


def _attribution(quote: Any) -> GoldAttribution:
    return GoldAttribution(
        cue=((quote.cue.start_char, quote.cue.end_char),),
        source=tuple((span.start_char, span.end_char) for span in quote.sources),
        content=tuple((span.start_char, span.end_char) for span in quote.contents),
    )
