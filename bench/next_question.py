"""From an answer's key to the next question painted, `hipaa-wizard ask` against the bare app."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from measure import Asked, Pairs, alternate, bare_command, show, walked, wizard_command
from terminal import Terminal

LIMIT = 1.5
ROUNDS = 6
HASTY_PAIRS = 11


def answered(terminal: Terminal, now: Asked, following: Asked) -> float:
    """Milliseconds from the key to the next question and its answers painted."""
    pressed = terminal.press(now.digit)
    return (terminal.wait_for(*following.signs) - pressed) * 1000


def one_round(ours: Sequence[str], base: Sequence[str], asked: Sequence[Asked], pairs: Pairs) -> None:
    """Walks both programs side by side to the last question, a step of one, a step of the other."""
    with Terminal(ours) as first, Terminal(base) as second:
        for terminal in (first, second):
            terminal.wait_for(*asked[0].signs)
        for number, (now, following) in enumerate(pairwise(asked)):
            turns = [(first, pairs.ours), (second, pairs.base)]
            for terminal, figures in turns if number % 2 else reversed(turns):
                terminal.quiet()
                figures.append(answered(terminal, now, following))


def at_once(command: Sequence[str], asked: Sequence[Asked]) -> float:
    """Milliseconds for the first answer, its key sent the moment the first question is painted."""
    with Terminal(command) as terminal:
        terminal.wait_for(*asked[0].signs)
        return answered(terminal, asked[0], asked[1])


def main() -> None:
    """Prints the figures."""
    asked, _ = walked()
    ours = [*wizard_command(), "ask"]
    names = ("hipaa-wizard ask", "bare app")
    pairs = Pairs([], [])
    with bare_command(asked) as bare:
        for _ in range(ROUNDS):
            one_round(ours, bare, asked, pairs)
        hasty = alternate(lambda: at_once(ours, asked), lambda: at_once(bare, asked), HASTY_PAIRS)
    show("answer key to next question painted", names, pairs, "ms", LIMIT)
    show("the first answer, its key sent at once", names, hasty, "ms", None)


if __name__ == "__main__":
    main()
