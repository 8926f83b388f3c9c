"""Everything that can go wrong with an input, each with a message fit for a person."""

from __future__ import annotations


class OnusError(Exception):
    """Base of all errors that Onus raises on purpose; its text is shown to the user as it is."""


class SourceError(OnusError):
    """An input that cannot be read: `source` names it, `reason` says why."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class LanguageError(SourceError):
    """A text in a language that Onus does not read."""


class PipelineError(OnusError):
    """A spaCy pipeline given by the user that cannot be loaded or lacks what reading needs."""


class OntologyError(OnusError):
    """A user's own ontology that cannot be used: `path` names it, `place` where in it."""

    def __init__(self, path: str, place: str | None, reason: str) -> None:
        super().__init__(f"{path}: {place}: {reason}" if place else f"{path}: {reason}")
        self.path = path
        self.place = place
        self.reason = reason


class RecordError(OnusError):
    """A dictionary that is not a record."""


class StoreError(OnusError):
    """A store that cannot be opened, read or written: `store` names it, `reason` says why."""

    def __init__(self, store: str, reason: str) -> None:
        super().__init__(f"{store}: {reason}")
        self.store = store
        self.reason = reason


class FilterError(OnusError):
    """A value that a filter cannot have: `name` names the filter, `reason` says what it takes."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class LedgerError(OnusError):
    """What was asked for is not in the ledger: `entry` names it, `reason` says why."""

    def __init__(self, entry: str, reason: str) -> None:
        super().__init__(f"{entry!r} {reason}")
        self.entry = entry
        self.reason = reason


class FormatError(OnusError):
    """A file of one of the field's formats that cannot be written or read."""


class RegistryError(OnusError):
    """An actor, a correction or a list that is not there or cannot be changed so."""
