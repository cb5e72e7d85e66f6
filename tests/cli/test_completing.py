"""Shells complete trees, questions, answers and ids, as click and a real bash see it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from tests.helpers.calling import call, environment
from tests.helpers.small import make_root
from wizard.cli.program import program


def completed(*words: str) -> list[str]:
    """What can stand for the last word."""
    found = ShellComplete(program, {}, "hipaa-wizard", "_X").get_completions(list(words[:-1]), words[-1])
    return [each.value for each in found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("ask", "wh"), ["whatsapp"]),
        (("assess", "phi", "-a", "info"), ["information-kind=words"]),
        (("assess", "-a", "product=si"), ["product=signal"]),
        (("assess", "-a", "content=un"), ["content=unsure"]),
        (("assess", "-a", "co"), ["coverage=", "content="]),
        (("ask", "--at", "sta"), ["stage"]),
        (("show", "phoenix"), ["phoenix-cardiac"]),
        (("new", "ru"), ["rule"]),
        (("new", "scenario", "x", "--tree", "inci"), ["incident"]),
        (("new", "scenario", "x", "--outcome", "texted-phi"), ["texted-phi-no-baa"]),
        (("scenarios", "cover", "pl"), ["platform"]),
        (("exp",), ["export"]),
        (("ask", "none-such"), []),
        (("assess", "none-such", "-a", "p"), []),
    ],
)
def test_what_is_typed_is_completed(words: tuple[str, ...], found: list[str]) -> None:
    assert set(found) <= set(completed(*words))
    assert bool(found) == bool(completed(*words))


def test_another_root_is_completed_from(tmp_path: Path) -> None:
    root = str(make_root(tmp_path))
    assert completed("ask", "--root", root, "") == ["small"]
    assert completed("--root", root, "ask", "") == ["small"]


def test_a_root_that_cannot_be_read_has_no_completions(tmp_path: Path) -> None:
    assert completed("ask", "--root", str(tmp_path / "none"), "") == []


def test_sessions_are_completed() -> None:
    call("ask", "--plain", given=b"1\n")
    ids = completed("sessions", "resume", "")
    assert ids
    assert completed("sessions", "delete", ids[0][:6])


@pytest.mark.skipif(not shutil.which("bash") or sys.platform == "win32", reason="no bash on this machine")
def test_a_real_bash_completes_an_answer_as_one_word() -> None:
    program = Path(sys.executable).with_name("hipaa-wizard")
    if not program.exists():
        pytest.skip("the command is not installed beside this Python")
    script = f"""
        eval "$({program} completion bash)"
        hipaa-wizard() {{ {program} "$@"; }}
        COMP_WORDS=({program} assess -a product=sig); COMP_CWORD=3
        _hipaa_wizard_completion {program}; echo "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, env=environment(), check=False
    )
    assert done.stdout.strip() == "product=signal", done.stderr


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_their_script(shell: str) -> None:
    done = call("completion", shell)
    assert done.code == 0 and "_HIPAA_WIZARD_COMPLETE" in done.out


def test_an_unknown_shell_is_refused() -> None:
    assert call("completion", "cmd").code == 2
