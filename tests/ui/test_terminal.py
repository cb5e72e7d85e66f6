"""The app in a terminal of its own: however it ends, the terminal is as it was, and the answers are told."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread

from tests.helpers.calling import environment
from tests.helpers.small import make_root
from wizard.ui.guard import outlive_the_terminal

PROGRAM = "import sys\nfrom wizard.cli.program import main\nsys.argv[0] = 'hipaa-wizard'\n"
BROKEN = PROGRAM + (
    "from wizard.ui.screens.question import QuestionScreen\n"
    "def broken(self):\n"
    "    secret = 'kept-by-heart'\n"
    "    raise ZeroDivisionError('made for a test')\n"
    "QuestionScreen.action_verdicts = broken\n"
)
MODES = ("1000", "1003", "1006", "2004", "1049", "1004")
"""Mouse, paste, the other screen, focus: what an app switches on and must switch off."""


class Terminal:
    """A program in a pseudo-terminal of 80 columns and 24 lines."""

    def __init__(self, root: Path, program: str, *words: str) -> None:
        self.main, self.side = pty.openpty()
        fcntl.ioctl(self.side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.side)
        self.seen = b""
        self.running = subprocess.Popen(
            [sys.executable, "-c", program + "main()", "--root", str(root), *(words or ("ask",))],
            stdin=self.side,
            stdout=self.side,
            stderr=self.side,
            env=environment(TERM="xterm-256color", TMPDIR=str(root.parent), TEXTUAL_ANIMATIONS="none"),
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0) and None,
        )

    def read(self, wait: float = 0.1) -> bool:
        """Takes in what there is; False at the end."""
        if not select.select([self.main], [], [], wait)[0]:
            return True
        try:
            more = os.read(self.main, 65536)
        except OSError:
            return False
        self.seen += more
        return bool(more)

    def until(self, words: str) -> None:
        """Waits until words are on the screen."""
        end = time.monotonic() + 40
        while words.encode() not in self.seen:
            assert time.monotonic() < end and self.running.poll() is None, self.seen[-2000:]
            self.read()

    def type(self, keys: bytes) -> None:
        """Types keys."""
        os.write(self.main, keys)

    def ended(self) -> int:
        """Waits for the end; the exit code."""
        end = time.monotonic() + 40
        while self.running.poll() is None:
            assert time.monotonic() < end, "it did not end"
            self.read(0.05)
        while select.select([self.main], [], [], 0.05)[0] and self.read():
            pass
        return self.running.returncode

    @property
    def told(self) -> str:
        """What stands in the terminal after the app has gone."""
        return re.sub(r"\x1b\[[?<>\d;]*\w", "", self.seen.rpartition(b"\x1b[?1049l")[2].decode("utf-8"))

    def assert_as_before(self) -> None:
        """Nothing that the app switched on is left on."""
        for mode in MODES:
            switched = re.findall(rf"\x1b\[\?{mode}([hl])".encode(), self.seen)
            assert switched and switched[-1] == b"l", mode
        assert re.findall(rb"\x1b\[\?25([hl])", self.seen)[-1] == b"h", "the cursor is hidden"
        assert termios.tcgetattr(self.side)[:4] == self.before[:4]


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    yield from _terminal(tmp_path, PROGRAM)


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Terminal]:
    yield from _terminal(tmp_path, BROKEN)


def _terminal(folder: Path, program: str) -> Iterator[Terminal]:
    made = Terminal(make_root(folder / "root"), program)
    yield made
    if made.running.poll() is None:
        made.running.kill()
        made.running.wait()
    for each in (made.main, made.side):
        with suppress(OSError):
            os.close(each)


def at_the_second_question(terminal: Terminal) -> None:
    """The first question answered with "I don't know", for which red is assumed."""
    terminal.until("Which colour has it?")
    terminal.type(b"4")
    terminal.until("How much of it?")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_leaves_the_terminal_as_it_was_and_tells_the_answers(
    terminal: Terminal, number: signal.Signals, code: int
) -> None:
    at_the_second_question(terminal)
    terminal.running.send_signal(number)
    assert terminal.ended() == code
    terminal.assert_as_before()
    assert "-a colour=unsure" in terminal.told and "Traceback" not in terminal.told


def test_a_terminal_that_goes_away_ends_the_app(terminal: Terminal) -> None:
    at_the_second_question(terminal)
    os.close(terminal.side)
    os.close(terminal.main)
    assert terminal.running.wait(20) in (129, 3)


def test_the_apps_output_ends_in_order_where_nothing_can_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.EIO, "the terminal is gone")

    monkeypatch.setattr(linux_driver, "WriterThread", WriterThread)
    outlive_the_terminal()
    output: WriterThread = vars(linux_driver)["WriterThread"](Gone())
    output.start()

    def hand_over() -> None:
        for _ in range(100):  # more than it holds
            output.write("x")

    handing = threading.Thread(target=hand_over, daemon=True)
    handing.start()
    handing.join(10)
    assert not handing.is_alive()
    output.stop()


def test_the_app_can_be_stopped_and_continued(terminal: Terminal) -> None:
    at_the_second_question(terminal)
    terminal.running.send_signal(signal.SIGTSTP)
    _, status = os.waitpid(terminal.running.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    while select.select([terminal.main], [], [], 0.2)[0]:
        terminal.read()
    terminal.assert_as_before()
    terminal.seen = b""
    terminal.running.send_signal(signal.SIGCONT)
    terminal.until("How much of it?")
    terminal.type(b"2")
    terminal.until("Do you take it often?")


def test_an_error_in_the_app_is_told_in_a_sentence_and_its_details_are_kept(
    broken: Terminal, tmp_path: Path
) -> None:
    at_the_second_question(broken)
    broken.type(b"v")
    assert broken.ended() == 3
    broken.assert_as_before()
    (details,) = tmp_path.glob("wizard-error-*.txt")
    assert f"An error inside the program has ended it. The details are in {details}" in broken.told
    assert "-a colour=unsure" in broken.told and "Traceback" not in broken.told
    written = details.read_text("utf-8")
    assert "ZeroDivisionError: made for a test" in written and "action_verdicts" not in broken.told
    assert b"kept-by-heart" not in broken.seen and "kept-by-heart" not in written
    assert details.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("byte", [b"\xe9", b"\xff", b"\xb1\x80", b"\xc3\x28"], ids=repr)
def test_a_byte_that_is_no_utf_8_ends_nothing(terminal: Terminal, byte: bytes) -> None:
    terminal.until("Which colour has it?")
    terminal.type(byte + b"1")
    time.sleep(0.2)
    terminal.type(b"1" if b"How much of it?" not in terminal.seen else b"")
    terminal.until("How much of it?")
    assert terminal.running.poll() is None


def test_a_page_that_breaks_meanwhile_is_told_and_the_next_key_works(tmp_path: Path) -> None:
    root = make_root(tmp_path / "root")
    tree = root / "trees" / "small.yaml"
    tree.write_text(tree.read_text().replace("    unsure: red\n", "    unsure: red\n    learn: help/x.md\n"))
    (root / "content" / "help").mkdir()
    page = root / "content" / "help" / "x.md"
    page.write_text((root / "content" / "outcomes" / "free.md").read_text())
    terminal = Terminal(root, PROGRAM)
    try:
        terminal.until("Which colour has it?")
        time.sleep(3)  # the pages are read once more behind the first question
        page.write_text("broken")
        terminal.type(b"h")
        terminal.until("no-front-matter")
        terminal.type(b"1")
        terminal.until("How much of it?")
    finally:
        terminal.running.kill()
        terminal.running.wait()
        os.close(terminal.main)
        os.close(terminal.side)
