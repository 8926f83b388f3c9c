"""Where the rules of `rules.yaml` match: which words make a time expression, and their parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from onus.resolving.timex.lexicon import Word, lexicon, load_yaml

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to tell a time; `build` names the function that works out what it stands for."""

    name: str
    pattern: re.Pattern[str]
    build: str


@dataclass(frozen=True, slots=True)
class Match:
    """Words `first` to `last` (exclusive) of `words` match `rule`; `parts` by the group's name."""

    rule: Rule
    words: Sequence[Word]
    first: int
    last: int
    parts: dict[str, tuple[int, int]]

    def part(self, *names: str) -> tuple[Word, ...]:
        """The words of the first of these parts that is there."""
        for name in names:
            if name in self.parts:
                first, last = self.parts[name]
                return tuple(self.words[first:last])
        return ()

    def word(self, *names: str) -> Word | None:
        """The first word of the first of these parts that is there."""
        return next(iter(self.part(*names)), None)

    def value(self, name: str) -> Any:
        """The value of the first word of a part that is there."""
        return self.words[self.parts[name][0]].value

    def near(self, offset: int) -> Word | None:
        """The word before (-1, -2, ...) or after (1, 2, ...) the expression."""
        at = self.first + offset if offset < 0 else self.last + offset - 1
        return self.words[at] if 0 <= at < len(self.words) else None

    @property
    def own(self) -> tuple[Word, ...]:
        """The words of the expression."""
        return tuple(self.words[self.first : self.last])


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of rules.yaml, compiled."""
    data = load_yaml("rules.yaml")
    groups: dict[str, str] = data["groups"]
    return tuple(
        Rule(entry["name"], re.compile(_compiled(entry["pattern"], groups)), entry["build"])
        for entry in data["rules"]
    )


def _compiled(pattern: str, groups: dict[str, str]) -> str:
    """A pattern over kinds as one over their characters."""
    symbols = lexicon().symbols

    def replaced(match: re.Match[str]) -> str:
        name = match.group()
        if name in symbols:
            return symbols[name]
        body = groups[name]
        if re.fullmatch(r"[A-Z_]+(\|[A-Z_]+)*", body):
            return f"[{''.join(_flat(body, groups))}]"
        return f"(?:{_compiled(body, groups)})"

    return re.sub(r"[A-Z][A-Z_]+", replaced, pattern).replace(" ", "")


def _flat(body: str, groups: dict[str, str]) -> list[str]:
    """The characters of alternatives that are single kinds or groups of single kinds."""
    symbols = lexicon().symbols
    found: list[str] = []
    for name in body.split("|"):
        found += [symbols[name]] if name in symbols else _flat(groups[name], groups)
    return found


def read(
    words: Sequence[Word], kinds: str, build: Callable[[Match], T | None]
) -> list[tuple[Match, T]]:
    """What the rules match and `build` can make sense of, without overlap, longest from the left.

    `build` is called in reading order; where it gives None the next candidate is tried.
    """
    candidates = [
        (found.start(), -found.end(), order, rule, found)
        for order, rule in enumerate(rules())
        for found in rule.pattern.finditer(kinds)
    ]
    candidates.sort(key=lambda candidate: candidate[:3])
    kept: list[tuple[Match, T]] = []
    end = 0
    for start, minus_end, _, rule, found in candidates:
        if start < end:
            continue
        parts = {name: found.span(name) for name, text in found.groupdict().items() if text}
        match = Match(rule, words, start, -minus_end, parts)
        built = build(match)
        if built is not None:
            kept.append((match, built))
            end = -minus_end
    return kept
