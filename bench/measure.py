"""What the bench scripts share: the two programs, one walk's words, alternating runs, the lines printed."""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from wizard.pack.knowledge import open_knowledge
from wizard.walk.ahead import look
from wizard.walk.walk import begin
from wizard.words.phrases import progress

EXAMPLE = {
    "coverage": "covered-entity",
    "stage": "in-use",
    "product": "messenger",
    "content": "clinical",
    "special": "none",
    "recipient": "representative",
    "chosen-by": "practice",
    "backups": "cloud-default",
    "account": "individual",
    "device": "locked-personal",
    "record": "stays-in-chat",
    "role": "decides",
    "groundwork": "none",
}
"""The design's first example for the whatsapp tree, in the walk's order."""

MEASURED_ELSEWHERE = ("PYTHON", "TEXTUAL", "WIZARD", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(MEASURED_ELSEWHERE)},
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
}
"""The environment of every program measured: a plain terminal, byte code kept as it is for users."""


def wizard_command() -> list[str]:
    """The console script beside this interpreter, or the package run as a module."""
    script = Path(sys.executable).with_name("hipaa-wizard")
    return [str(script)] if script.exists() else [sys.executable, "-m", "wizard"]


@dataclass(frozen=True)
class Asked:
    """One question of the walk as the bare app shows it, and the digit that answers it."""

    ask: str
    why: str
    answers: list[str]
    standing: str
    digit: str

    @property
    def signs(self) -> list[str]:
        """What is on the screen once it is painted: the question's and the first answer's first words."""
        return [first_words(self.ask), first_words(self.answers[0])]


def first_words(text: str, room: int = 30) -> str:
    """As many whole words as stand on the first line of any layout."""
    return text if len(text) <= room else text[: text.rindex(" ", 0, room)]


def walked() -> tuple[list[Asked], str]:
    """The questions of the example's walk, and the words on the screen that follows the last one."""
    from wizard.walk.ahead import conclude

    knowledge = open_knowledge()
    walk = begin(knowledge.tree("whatsapp"))
    asked = []
    while (question := walk.question) is not None:
        answers = [answer.label for answer in question.answers.values()]
        ahead = look(walk)
        standing = progress(len(walk.steps) + 1, ahead.least, ahead.most) + f"\n{walk.tree.notice}"
        digit = str((list(question.answers).index(EXAMPLE[question.id]) + 1) % 10)
        if question.unsure:
            answers.append("I don't know")
        if question.settle:
            answers.append(f"Help me find out: {knowledge.tree(question.settle).title}")
        asked.append(Asked(question.ask, question.why, answers, standing, digit))
        walk = walk.answer(EXAMPLE[question.id])
    return asked, conclude(walk).verdict.label.upper()


@contextmanager
def bare_command(asked: Sequence[Asked]) -> Iterator[list[str]]:
    """The bare app with these questions as its fixed texts."""
    with TemporaryDirectory() as folder:
        words = Path(folder, "words.json")
        words.write_text(json.dumps([vars(each) for each in asked]), "utf-8")
        yield [sys.executable, str(Path(__file__).with_name("bare.py")), str(words)]


@dataclass(frozen=True)
class Pairs:
    """Figures of two programs, measured in turn."""

    ours: list[float]
    base: list[float]

    @property
    def ratios(self) -> list[float]:
        """Ours over the baseline, pair by pair, lowest first."""
        return sorted(our / base for our, base in zip(self.ours, self.base, strict=True))


def alternate(ours: Callable[[], float], base: Callable[[], float], pairs: int) -> Pairs:
    """Runs both in turn, the order swapped each time, after one run of each that does not count."""
    ours()
    base()
    result = Pairs([], [])
    for number in range(pairs):
        if number % 2:
            result.base.append(base())
            result.ours.append(ours())
        else:
            result.ours.append(ours())
            result.base.append(base())
    return result


def show(what: str, names: tuple[str, str], pairs: Pairs, unit: str, limit: float | None) -> None:
    """Prints the medians of both, the median of the pairs' ratios with its middle half, the limit."""
    ratios = pairs.ratios
    low, middle, high = statistics.quantiles(ratios, n=4)
    print(f"{what} ({len(ratios)} pairs)")
    for name, figures in zip(names, (pairs.ours, pairs.base), strict=True):
        print(f"  {name:<50} {statistics.median(figures):7.1f} {unit}, best {min(figures):.1f} {unit}")
    verdict = f"limit {limit:g}: {judged(middle, limit)}" if limit else "no limit set"
    print(f"  ratio {middle:.2f} (middle half {low:.2f} to {high:.2f}), {verdict}")


def peak_megabytes(process: int | str = "self") -> float:
    """The most memory a process has held so far: `VmHWM`, which starts anew at exec."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def judged(figure: float, limit: float) -> str:
    """`within` or `over`."""
    return "within" if figure <= limit else "over"
