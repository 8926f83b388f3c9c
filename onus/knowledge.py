"""How the package reads what it knows: the YAML files beside its modules."""

from __future__ import annotations

from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is seven times as fast


def read_yaml(text: str) -> Any:
    """What the text of a data file says."""
    return yaml.load(text, Loader=_Loader)
