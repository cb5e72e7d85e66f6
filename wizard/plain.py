"""The line-mode front end: numbered prompts on stdout, for pipes, dumb terminals and screen readers.

It walks the same `Walk` as the full-screen app and says everything that one shows.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

from wizard.knowledge import Knowledge
from wizard.library.plaintext import plain_page
from wizard.plain_result import ENDED, result, whole
from wizard.printable import printable
from wizard.problems import Broken, Refused
from wizard.transcript.phrases import possible, progress, ways_to_answer
from wizard.transcript.text import wrap
from wizard.walk.ahead import by_answer, look, preview, settled, walk_to
from wizard.walk.walk import UNSURE, Walk, begin

ASKING = {
    "b": "back to the question before",
    "w": "why this is asked, and its help page",
    "v": "which verdicts each answer leaves possible",
    "l": "list your answers so far",
    "c": "change an earlier answer",
    "o": "open a rule, case or page: o and its name, such as o 164.312-b",
    "f": "finish now, when only one verdict is left",
    "q": "quit",
    "?": "this list",
}
SETTLE = "settle"


class EndOfInput(Exception):
    """The input has ended."""


def run_plain(knowledge: Knowledge, tree: str, at: str | None = None) -> int:
    """Walks one tree on stdin and stdout, from the question `at` if one is named; the exit code."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    session = Session(knowledge, tree, read_line, write_line)
    if at is not None:
        session.walk = walk_to(session.tree, at)
    try:
        session.run()
    except EndOfInput:
        session.leave()
    return 0


def read_line(prompt: str) -> str:
    """One line of standard input. Raises `EndOfInput` at its end."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EndOfInput
    return line.strip()


def write_line(line: str) -> None:
    """One line to standard output, in whatever encoding it has."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(printable(line).encode(encoding, "replace").decode(encoding) + "\n")


class Session:
    """One reader's walk by lines. `read` takes a prompt; `write` takes a line."""

    def __init__(
        self,
        knowledge: Knowledge,
        tree: str,
        read: Callable[[str], str],
        write: Callable[[str], None],
        carried: Walk | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.tree = knowledge.tree(tree)
        self.read = read
        self.write = write
        self.started = datetime.now(UTC)
        self.walk = begin(self.tree)
        if carried is not None:
            self.walk = begin(self.tree, carried.facts, carried.assumed)

    def say(self, text: str, indent: str = "") -> None:
        """Writes a paragraph, wrapped."""
        for line in wrap(text, indent):
            self.write(line)

    def run(self) -> None:
        """Asks until the reader quits. Raises `Broken` when the library lacks what is cited."""
        self.knowledge.verify(self.tree)
        self.say(self.tree.title)
        self.say(self.tree.notice)
        self.say("Answer with a number and Enter. Type ? for the other commands, q to quit.")
        going = True
        while going:
            going = result(self) if self.walk.done else self.ask()

    def leave(self) -> None:
        """What is said when the input ends in the middle."""
        self.write("")
        if self.walk.steps and not self.walk.done:
            given = " ".join(
                f"-a {step.question}={UNSURE if step.assumed else step.answer}" for step in self.walk.steps
            )
            self.say("The input ended before the walk did. Your answers so far:")
            self.write(given)

    def ask(self) -> bool:
        """Asks the current question once; False when the reader quits."""
        self.show_question()
        question = self.walk.question
        assert question is not None
        choices = [*ways_to_answer(question), *([SETTLE] if question.settle else [])]
        while True:
            word, _, rest = self.read("> ").partition(" ")
            word = word.lower()
            if word == "o" and rest:
                self.page(rest.strip())
                continue
            if 1 <= whole(word) <= len(choices):
                word = choices[int(word) - 1]
            if word == SETTLE and question.settle:
                self.visit(question.settle)
                return True
            if word in choices:
                self.take(word)
                return True
            if word in ("q", "quit"):
                return False
            if self.command(word, f"Type a number from 1 to {len(choices)}, or ? for the commands."):
                return True

    def show_question(self) -> None:
        """The question with its numbered answers, where the walk stands, what is possible."""
        question, ahead = self.walk.question, look(self.walk)
        assert question is not None
        self.write("")
        self.say(f"{progress(len(self.walk.steps) + 1, ahead.least, ahead.most)}.")
        only = settled(self.walk)
        if only is not None:
            self.say(
                f"Whatever you answer now, the verdict is: {only.label}. f finishes; or go on "
                "for the full list of findings."
            )
        elif self.walk.steps:
            self.say(f"Still possible: {possible(ahead.verdicts)}.")
        self.write("")
        self.say(question.ask)
        before = self.walk.earlier.get(question.id)
        given = before and (UNSURE if before.assumed else before.answer)
        ways = ways_to_answer(question)
        lines = [label + (" (your answer before)" if id == given else "") for id, label in ways.items()]
        if question.settle:
            lines.append(f"Help me find out: {self.knowledge.tree(question.settle).title}")
        self.number(lines)

    def number(self, lines: Iterable[str]) -> None:
        """Writes lines with their numbers, counted from 1."""
        for number, words in enumerate(lines, 1):
            self.say(f"{number:>3}  {words}", "     ")

    def visit(self, tree: str) -> None:
        """Walks another tree with the facts that both share, then comes back."""
        Session(self.knowledge, tree, self.read, self.write, self.walk).run()
        self.say(f"Back to: {self.tree.title}")

    def take(self, answer: str) -> None:
        """Answers the current question and tells which kept answers were taken up."""
        before = len(self.walk.steps)
        self.walk = self.walk.answer(answer)
        for step in self.walk.steps[before + 1 :]:
            self.say(f"Kept: {self.label(step.question, step.answer)}")

    def label(self, question: str, answer: str) -> str:
        """A question and its answer in words."""
        asked = self.tree.questions[question]
        return f"{asked.ask} {asked.answers[answer].label}"

    def command(self, word: str, otherwise: str) -> bool:
        """Carries out a command between questions; True when the walk has changed."""
        if word == "b":
            if not self.walk.steps:
                self.say("This is the first question.")
                return False
            self.walk = self.walk.back()
            return True
        if word == "c":
            return self.change()
        if word == "f":
            if settled(self.walk) is None:
                self.say("More than one verdict is still possible; answer on.")
                return False
            self.walk = self.walk.finish()
            return True
        notes = {"w": self.why, "v": self.verdicts, "l": self.list_answers, "?": self.commands}
        notes.get(word, lambda: self.say(otherwise))()
        return False

    def commands(self) -> None:
        """The commands that work here."""
        for key, does in (ENDED if self.walk.done else ASKING).items():
            self.say(f"  {key}  {does}", "     ")

    def why(self) -> None:
        """Why the question is asked, and its help page."""
        question = self.walk.question
        assert question is not None
        self.say(question.why)
        if question.learn:
            self.page(question.learn.rsplit("/", 1)[-1].removesuffix(".md"))

    def page(self, id: str) -> None:
        """One entry of the library."""
        try:
            text = plain_page(self.knowledge.library.entry(id), date.today())
        except (Refused, Broken) as error:
            text = str(error)
        self.write("")
        for line in text.splitlines():
            self.write(line)

    def verdicts(self) -> None:
        """What each answer leaves possible."""
        question = self.walk.question
        assert question is not None
        left = by_answer(self.walk)
        self.number(f"{question.answers[id].label}: {possible(verdicts)}" for id, verdicts in left.items())

    def list_answers(self) -> None:
        """The answers so far, numbered."""
        self.number(
            self.label(step.question, step.answer) + (" (assumed: you did not know)" if step.assumed else "")
            for step in self.walk.steps
        )
        if not self.walk.steps:
            self.say("No answers yet.")

    def pick(self, prompt: str, most: int) -> int | None:
        """A number from 1 to `most`, or None for nothing."""
        word = self.read(prompt)
        if 1 <= whole(word) <= most:
            return whole(word)
        if word:
            self.say(f"Nothing changed: that was no number from 1 to {most}.")
        return None

    def change(self) -> bool:
        """Changes an earlier answer after showing what that does; True when changed."""
        self.list_answers()
        if not self.walk.steps:
            return False
        place = self.pick("Change which? (Enter: none) ", len(self.walk.steps))
        if place is None:
            return False
        question = self.tree.questions[self.walk.steps[place - 1].question]
        ways = ways_to_answer(question)
        self.say(question.ask)
        self.number(ways.values())
        chosen = self.pick("New answer? (Enter: none) ", len(ways))
        if chosen is None:
            return False
        shown = preview(self.walk, question.id, list(ways)[chosen - 1])
        self.say(f"Verdict now: {possible(shown.before)}. After: {possible(shown.after)}.")
        for step in shown.set_aside:
            self.say(f"Set aside: {self.label(step.question, step.answer)}")
        for id in shown.asks:
            self.say(f"Asks: {self.tree.questions[id].ask}")
        if self.read("Change it? y or n: ").lower() not in ("y", "yes"):
            self.say("Nothing changed.")
            return False
        self.walk = shown.walk
        return True
