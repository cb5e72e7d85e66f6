"""From exec to the first question on screen, `hipaa-wizard ask` against the bare app."""

from __future__ import annotations

from collections.abc import Sequence

from measure import alternate, bare_command, show, walked, wizard_command
from terminal import Terminal

LIMIT = 1.25
PAIRS = 21


def first_shown(command: Sequence[str], signs: Sequence[str]) -> float:
    """Milliseconds until the first question and its answers are painted."""
    with Terminal(command) as terminal:
        return (terminal.wait_for(*signs) - terminal.started) * 1000


def main() -> None:
    """Prints the figures."""
    asked, _ = walked()
    signs = asked[0].signs
    with bare_command(asked) as bare:
        pairs = alternate(
            lambda: first_shown([*wizard_command(), "ask"], signs), lambda: first_shown(bare, signs), PAIRS
        )
    show("exec to first question on screen", ("hipaa-wizard ask", "bare app"), pairs, "ms", LIMIT)


if __name__ == "__main__":
    main()
