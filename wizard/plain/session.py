"""What line mode keeps while one reader walks: the walk, and how to read and write a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

from wizard.pack.knowledge import Knowledge
from wizard.records.keeper import Keeper
from wizard.source.problems import Broken, Refused
from wizard.walk.walk import Walk
from wizard.words.page_text import plain_page
from wizard.words.phrases import as_options
from wizard.words.wrapping import wrap


class EndOfInput(Exception):
    """The input has ended."""


class Session:
    """One reader's walk by lines. `read` takes a prompt; `write` takes a line.

    `folder` is where transcripts are saved when none is named; `workflow` is the name that was given with the
    last one. `wanted` names the tree that the reader asked to walk next, before this walk goes
    on; `full`: the result is to be read whole.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        walk: Walk,
        read: Callable[[str], str],
        write: Callable[[str], None],
        keeper: Keeper | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.tree = walk.tree
        self.read = read
        self.write = write
        self.started = datetime.now(UTC)
        self.walk = walk
        self.keeper = keeper or Keeper(None)
        self.wanted: str | None = None
        self.full = False
        self.folder = ""
        self.workflow = ""

    def keep(self) -> None:
        """Puts the walk on the disk as it stands, and says so once where that cannot be done."""
        before = self.keeper.trouble
        if not self.keeper.keep(self.walk) and self.keeper.trouble != before:
            self.say(self.keeper.trouble)

    def say(self, text: str, indent: str = "") -> None:
        """Writes a paragraph, wrapped."""
        for line in wrap(text, indent):
            self.write(line)

    def leave(self, why: str) -> None:
        """What is said when the walk ends in the middle, so that its answers can be given again."""
        self.write("")
        if self.walk.steps and not self.walk.done:
            self.offer()
            self.say(f"{why} Your answers so far:")
            self.write(as_options(self.walk))

    def offer(self) -> None:
        """How to go on with what is kept but not done."""
        for id in self.keeper.ids():
            self.say(f"Go on later with: {self.knowledge.pack.command} sessions resume {id}")

    def number(self, lines: Iterable[str]) -> None:
        """Writes lines with their numbers, counted from 1."""
        for number, words in enumerate(lines, 1):
            self.say(f"{number:>3}  {words}", "     ")

    def take(self, answer: str) -> None:
        """Answers the current question and tells which kept answers were taken up."""
        before = len(self.walk.steps)
        self.walk = self.walk.answer(answer)
        for step in self.walk.steps[before + 1 :]:
            self.say(f"Kept: {self.label(step.question, step.answer)}")

    def tick(self, ticked: str) -> bool:
        """Ticks what the current screen asks; False, with what was wrong said, when it cannot be."""
        try:
            self.walk = self.walk.tick(ticked)
        except Refused as error:
            self.say(str(error))
            return False
        return True

    def figure(self, typed: str) -> bool:
        """Answers by a number or a day; False, with what was wrong said, when it is neither."""
        asked = self.walk.question
        assert asked is not None
        try:
            self.take(typed)
        except Refused as error:
            self.say(str(error))
            return False
        self.say(f"That is: {asked.answers[self.walk.facts[asked.id]].label}.")
        return True

    def label(self, question: str, answer: str) -> str:
        """A question and its answer in words."""
        asked = self.tree.questions[question]
        return f"{asked.ask} {asked.answers[answer].label}"

    def page(self, id: str) -> None:
        """One entry of the library."""
        try:
            text = plain_page(self.knowledge.library.entry(id), date.today())
        except (Refused, Broken) as error:
            text = str(error)
        self.write("")
        for line in text.splitlines():
            self.write(line)

    def pick(self, prompt: str, most: int) -> int | None:
        """A number from 1 to `most`, or None for nothing."""
        word = self.read(prompt)
        if 1 <= whole(word) <= most:
            return whole(word)
        if word:
            self.say(f"Nothing changed: that was no number from 1 to {most}.")
        return None


def whole(word: str) -> int:
    """The number that a word is; 0 for a word that is none."""
    return int(word) if word.isdecimal() and len(word) < 5 else 0
