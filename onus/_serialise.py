"""Dataclasses to plain dicts and back, for `onus.record`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from onus.errors import RecordError

if TYPE_CHECKING:
    from onus.record import Record

T = TypeVar("T")


def record_to_dict(record: Record) -> dict[str, Any]:
    """The record as JSON-ready values: tuples become lists, absent members of a change go."""
    value: dict[str, Any] = _lists(asdict(record))
    del value["sentences"], value["deeds"]
    for obligation in value["obligations"]:
        obligation["history"] = [
            {key: part for key, part in change.items() if part is not None}
            for change in obligation["history"]
        ]
    return value


def from_dict(cls: type[T], value: dict[str, Any]) -> T:
    """Build `cls` from plain values. Raises `RecordError` naming the member that is wrong."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(cls).validate_python(value)
    except ValidationError as error:
        raise RecordError(f"not a record: {error}") from error


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_lists(part) for part in value]
    return value
