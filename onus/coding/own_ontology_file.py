"""The file of a user's own ontology: types with a definition and a handful of examples each.

    types:
      DESIGNATE:
        definition: An authority puts somebody on a sanctions list.
        examples:
          - The Treasury designated two shipping firms on Friday.
          - {text: Japan put the group on its list., source: Japan, target: the group}
    not:
      - Officials discussed the list in Geneva.

`not` holds sentences of none of the types, which help to draw the line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from onus.errors import OntologyError


class Example(BaseModel):
    """A sentence of a type; `source`, `target` and `trigger` are words of it, when given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, Field(min_length=1)]
    source: str | None = None
    target: str | None = None
    trigger: str | None = None

    @model_validator(mode="after")
    def _words_of_the_text(self) -> Example:
        for name in ("source", "target", "trigger"):
            words = getattr(self, name)
            if words is not None and (not words or words not in self.text):
                raise ValueError(f"the {name} {words!r} does not stand in {self.text!r}")
        if self.target is not None and self.source is None:
            raise ValueError(f"a target is marked, but no source, in {self.text!r}")
        return self


def _example(value: Any) -> Any:
    """A bare sentence is an example with nothing marked."""
    return {"text": value} if isinstance(value, str) else value


AnyExample = Annotated[Example, BeforeValidator(_example)]


class OwnType(BaseModel):
    """One type of the user's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    definition: Annotated[str, Field(min_length=1)]
    examples: Annotated[tuple[AnyExample, ...], Field(min_length=2)]


class OntologyFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: Annotated[dict[Annotated[str, Field(min_length=1)], OwnType], Field(min_length=1)]
    negatives: Annotated[tuple[AnyExample, ...], Field(alias="not")] = ()


def read_ontology(path: str) -> OntologyFile:
    """The ontology in the YAML file at `path`.

    Raises `OntologyError` naming the file and the place in it when it cannot be read or is not of
    this form.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OntologyError(path, None, f"cannot be read ({reason})") from None
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark is not None else None
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise OntologyError(path, place, f"is not YAML ({problem})") from None
    except (ValueError, RecursionError) as error:  # dates out of range, nesting without end
        raise OntologyError(path, None, f"is not YAML ({error})") from None
    if not isinstance(data, dict):
        raise OntologyError(path, None, "holds no mapping with the key 'types'")
    try:
        return OntologyFile.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or None
        raise OntologyError(path, place, _reason(first["msg"])) from None


def _reason(message: str) -> str:
    """Pydantic's message as the end of a sentence."""
    reason = message.removeprefix("Value error, ")
    return reason[:1].lower() + reason[1:]
