"""Peak memory of the UI after a whole walk, against the bare app after as many updates."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from measure import Asked, Pairs, bare_command, peak_megabytes, show, walked, wizard_command
from terminal import Terminal

LIMIT = 1.6
PAIRS = 5


def peaks(command: Sequence[str], asked: Sequence[Asked], last: Sequence[str]) -> tuple[float, float]:
    """Peak megabytes at the last question, and after its answer when `last` is painted."""
    with Terminal(command) as terminal:
        terminal.wait_for(*asked[0].signs)
        terminal.quiet(0.5)
        for now, following in pairwise(asked):
            terminal.press(now.digit)
            terminal.wait_for(*following.signs)
            terminal.quiet()
        at_last_question = peak_megabytes(terminal.process.pid)
        terminal.press(asked[-1].digit)
        terminal.wait_for(*last)
        terminal.quiet(0.5)
        return at_last_question, peak_megabytes(terminal.process.pid)


def main() -> None:
    """Prints the figures."""
    asked, verdict = walked()
    questions, outcome = Pairs([], []), Pairs([], [])
    with bare_command(asked) as bare:
        for _ in range(PAIRS):
            ours = peaks([*wizard_command(), "ask"], asked, [verdict])
            base = peaks(bare, asked, asked[0].signs)
            for pairs, our, other in zip((questions, outcome), ours, base, strict=True):
                pairs.ours.append(our)
                pairs.base.append(other)
    names = ("hipaa-wizard ask", "bare app")
    show("peak memory, all questions asked", names, questions, "MB", LIMIT)
    show("peak memory, the outcome on screen as well", names, outcome, "MB", LIMIT)


if __name__ == "__main__":
    main()
