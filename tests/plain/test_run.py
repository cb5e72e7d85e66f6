"""Line mode as people start it: through a pipe, and in a real terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.calling import environment, spawn
from tests.helpers.small import TREE, make_root

pty = pytest.importorskip("pty")

PLAIN = ("ask", "small", "--root", ".", "--plain")
ESCAPE = "\x1b"
SECONDS = 60


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_root(tmp_path)


class Terminal:
    """The program in a pseudo-terminal; `shown` is everything it has written there."""

    def __init__(self, root: Path, *arguments: str, **more: str) -> None:
        self.near, far = pty.openpty()
        self.shown = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "wizard", *arguments],
            cwd=root,
            env=environment(**more),
            stdin=far,
            stdout=far,
            stderr=far,
            start_new_session=True,
            preexec_fn=take_terminal,
        )
        os.close(far)

    def more(self) -> bool:
        """Waits for more output; False when the program has closed the terminal."""
        ready, _, _ = select.select([self.near], [], [], SECONDS)
        assert ready, f"nothing more was shown after: {self.shown}"
        try:
            part = os.read(self.near, 65536)
        except OSError:
            return False
        self.shown += part.decode("utf-8").replace("\r\n", "\n")
        return bool(part)

    def answer(self, *lines: str) -> None:
        """Types each line at the next prompt."""
        for line in lines:
            self.prompted()
            os.write(self.near, f"{line}\n".encode())

    def prompted(self) -> None:
        """Waits for a prompt that nothing has been typed at yet."""
        while not self.shown.endswith(("> ", ") ", "n: ")):
            assert self.more(), self.shown
        self.shown += "\n"

    def end(self) -> int:
        """Reads to the end; the exit code."""
        while self.more():
            pass
        return self.process.wait(SECONDS)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(SECONDS)
        os.close(self.near)


def take_terminal() -> None:
    """Makes the terminal the one that Ctrl-C and Ctrl-D act on, in the new process."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def terminal(root: Path) -> Iterator[Terminal]:
    opened = Terminal(root, *PLAIN, TERM="xterm-256color")
    yield opened
    opened.close()


def test_a_whole_walk_in_a_terminal(terminal: Terminal, root: Path) -> None:
    terminal.answer("1", "b", "?", "w", "unsure", "much", "2", "c", "2", "1", "y", "s", "", "q")
    assert terminal.end() == 0
    assert terminal.shown.count("Verdict: Not fine") == 1 and terminal.shown.count("Verdict: Fine") == 1
    assert "Verdict now: Not fine. After: Fine." in terminal.shown
    assert len(list(root.glob("*.md"))) == 1
    assert ESCAPE not in terminal.shown


def test_ctrl_d_at_a_prompt_ends_the_walk_and_tells_the_answers(terminal: Terminal) -> None:
    terminal.answer("red")
    terminal.prompted()
    os.write(terminal.near, b"\x04")
    assert terminal.end() == 0
    assert terminal.shown.rstrip().endswith("-a colour=red")


def test_ctrl_c_at_a_prompt_stops_without_a_traceback(terminal: Terminal) -> None:
    terminal.answer("red")
    terminal.prompted()
    os.write(terminal.near, b"\x03")
    assert terminal.end() == 130
    assert "Traceback" not in terminal.shown


def test_a_terminal_that_is_closed_ends_the_program(root: Path) -> None:
    opened = Terminal(root, *PLAIN, TERM="xterm-256color")
    opened.answer("red")
    opened.prompted()
    os.close(opened.near)
    assert opened.process.wait(SECONDS) != 1, "a traceback ends with 1"


def test_a_dumb_terminal_gets_line_mode_by_itself(root: Path) -> None:
    opened = Terminal(root, "ask", "small", "--root", ".", TERM="dumb")
    opened.answer("plain", "q")
    assert opened.end() == 0
    opened.close()
    assert "Verdict: Fine" in opened.shown and ESCAPE not in opened.shown


@pytest.mark.parametrize("arguments", [PLAIN, PLAIN[:-1]], ids=["asked for", "by itself"])
def test_a_whole_walk_through_a_pipe(root: Path, arguments: tuple[str, ...]) -> None:
    called = spawn(*arguments, cwd=root, given=b"red\nmuch\nno\nq\n", TERM="xterm-256color")
    assert (called.code, called.complaints) == (0, "")
    assert called.out.count("Verdict: Not fine") == 1 and ESCAPE not in called.out


def test_the_program_alone_walks_the_default_tree_through_a_pipe(tmp_path: Path) -> None:
    called = spawn(cwd=tmp_path, given=b"outside-us\nq\n")
    assert (called.code, called.complaints) == (0, "")
    assert "Verdict: HIPAA does not apply" in called.out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (b"", ""),
        (b"red\n", "-a colour=red"),
        (b"red\nmuch", "-a colour=red -a amount=much"),
        (b"red\nc\n", "-a colour=red"),
        (b"red\nc\n1\n", "-a colour=red"),
        (b"red\nc\n1\n2\n", "-a colour=red"),
    ],
)
def test_the_end_of_the_input_anywhere_tells_the_answers_so_far(root: Path, given: bytes, told: str) -> None:
    called = spawn(*PLAIN, cwd=root, given=given)
    assert (called.code, called.complaints) == (0, "")
    assert [line for line in called.out.splitlines() if line.startswith("-a ")] == ([told] if told else [])


def test_lines_that_end_as_on_windows_are_answers(root: Path) -> None:
    called = spawn(*PLAIN, cwd=root, given=b"red\r\n  much  \r\nno\r\nq\r\n")
    assert called.code == 0 and "Verdict: Not fine" in called.out


def test_what_a_terminal_would_act_on_is_spelt_out(tmp_path: Path) -> None:
    tree = TREE.replace("label: Red or pink", 'label: "Red\\e[31m\\x9b2J\\u202e"')
    called = spawn(
        *PLAIN, cwd=make_root(tmp_path, {"trees/small.yaml": tree}), given=b"1\nmuch\nno\ns\n\nq\n"
    )
    assert called.code == 0 and "Red\\x1b[31m\\x9b2J\\u202e" in called.out
    assert not {ESCAPE, "\x9b", "\u202e"} & set(called.out)


def test_output_in_a_small_encoding_loses_no_line(root: Path) -> None:
    tree = TREE.replace("label: Red or pink", "label: Röd → pink")
    called = spawn(
        *PLAIN,
        cwd=make_root(root, {"trees/small.yaml": tree}),
        given=b"1\nmuch\nno\nq\n",
        PYTHONIOENCODING="ascii:strict",
    )
    assert (called.code, called.complaints) == (0, "")
    assert "Rod > pink" in called.out and "Verdict: Not fine" in called.out


def test_input_that_is_not_utf8_is_no_answer(root: Path) -> None:
    called = spawn(*PLAIN, cwd=root, given=b"\xff\nred\n")
    assert called.code == 0 and called.out.rstrip().endswith("-a colour=red")
