"""Tick all that apply: one screen, of which every tick is a yes-or-no question of its own.

A question with `choose: many` is read as one hidden question for each answer but `none-of-these`,
named after both (`hats.care`). All that is proved or told of questions so holds of ticks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from wizard.source.places import Text

NONE = "none-of-these"
"""The answer that stands for no tick at all."""
YES, NO = "yes", "no"

Ticked = dict[str, str]
"""Ticks with what they must be, `YES` or `NO`; ticks left out may be either."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The ticks of one question: `labels` by answer, `none` the words for no tick, `groups` of ticks."""

    id: str
    ask: str
    why: str
    labels: Mapping[str, str]
    none: str
    groups: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)

    def question(self, tick: str) -> Text:
        """The id of a tick's hidden question."""
        return Text(f"{self.id}.{tick}")

    @property
    def questions(self) -> tuple[Text, ...]:
        """The hidden questions in order."""
        return tuple(map(self.question, self.labels))

    def members(self, names: Collection[str]) -> list[str]:
        """Ticks and groups of ticks as ticks, each once."""
        return list(dict.fromkeys(each for name in names for each in self.groups.get(name, (name,))))

    def any_of(self, names: Collection[str]) -> Iterator[Ticked]:
        """The ways in which one of these answers holds."""
        for name in names:
            if name == NONE:
                yield dict.fromkeys(self.labels, NO)
            else:
                yield from ({tick: YES} for tick in self.members([name]))

    def none_of(self, names: Collection[str]) -> Ticked:
        """What it takes for none of these to be ticked."""
        return dict.fromkeys(self.members(names), NO)

    def at_least(self, count: int, names: Collection[str]) -> Iterator[Ticked]:
        """The ways in which so many of these are ticked."""
        return (dict.fromkeys(each, YES) for each in combinations(self.members(names), count))
