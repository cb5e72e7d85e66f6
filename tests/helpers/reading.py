"""A reader of line mode whose lines are written beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.pack.knowledge import Knowledge
from wizard.plain.run import run
from wizard.plain.session import EndOfInput, Session
from wizard.walk.walk import begin


class Reader:
    """A reader who types these lines, and what was said to them. `session` is their walk."""

    def __init__(self, knowledge: Knowledge, tree: str, *lines: str) -> None:
        self.lines: Iterator[str] = iter(lines)
        self.said: list[str] = []
        self.session = Session(knowledge, begin(knowledge.tree(tree)), self.read, self.said.append)

    def read(self, prompt: str) -> str:
        self.said.append(prompt)
        for line in self.lines:
            return line.strip()
        raise EndOfInput

    def run(self) -> Reader:
        """Walks until the lines have run out or the reader quits."""
        try:
            run(self.session)
        except EndOfInput:
            self.session.leave("The input ended before the walk did.")
        return self

    @property
    def text(self) -> str:
        return "\n".join(self.said)

    @property
    def facts(self) -> dict[str, str]:
        return self.session.walk.facts

    def count(self, words: str) -> int:
        """How many lines have these words."""
        return sum(words in line for line in self.said)
