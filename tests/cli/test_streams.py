"""Every command with every stream as bad as can be: closed, full, left by its reader, poor in signs."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.calling import environment
from tests.helpers.small import TREE, make_root

pytestmark = pytest.mark.skipif(os.name != "posix", reason="streams are closed by a POSIX shell here")

GIVEN = "-a colour=red -a amount=much -a often=no"
JSON = f"assess small {GIVEN} --format json"
COMMANDS = {
    "assess": f"assess small {GIVEN}",
    "assess-stdin": "assess small --answers -",
    "ask": "ask --plain",
    "app": "",
    "check": "check --format json",
    "show": "show rule-1",
    "map": "map",
    "svg": "map --format svg",
    "help": "--help",
    "wrong": "asses",
}
STREAMS = {
    "no input": "<&-",
    "no output": ">&-",
    "no errors": "2>&-",
    "nothing at all": "<&- >&- 2>&-",
    "reader gone": "| head -c 1",
    "reader of all gone": "2>&1 | true",
    "full disk": ">/dev/full",
}
READS = {"assess-stdin", "ask", "app"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("streams")
    make_root(made / "root")
    return made


def shell(line: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """A shell's line in a folder, `WIZARD` in it being the program; its exit code is the program's."""
    line = line.replace("WIZARD", f"{shlex.quote(sys.executable)} -m wizard")
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        cwd=cwd,
        input=b"",
        capture_output=True,
        env=environment(WIZARD_ROOT="root", **more),
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("streams", STREAMS)
@pytest.mark.parametrize("name", COMMANDS)
def test_no_stream_makes_a_command_stumble(folder: Path, name: str, streams: str) -> None:
    done = shell(f"WIZARD {COMMANDS[name]} {STREAMS[streams]}", folder)
    assert b"Traceback" not in done.stderr + done.stdout
    assert b"Exception ignored" not in done.stderr
    if name in ("wrong", "assess-stdin") or (name in READS and streams == "no input"):
        assert done.returncode == 2
    elif streams in ("no output", "full disk", "nothing at all"):
        assert done.returncode == 2
        told = b"is closed" if streams == "no output" else b"the disk is full"
        assert streams == "nothing at all" or told in done.stderr
    else:
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["assess small --answers -", "present deck --script -"])
def test_an_input_without_an_end_is_told_and_fills_no_memory(folder: Path, command: str) -> None:
    done = shell(f"ulimit -v 2000000; WIZARD {command} < /dev/zero", folder)
    assert done.returncode == 2 and b"Traceback" not in done.stderr
    assert b"standard input:1:1: too-large the file has more than 4,000,000 bytes" in done.stderr


def test_a_line_without_an_end_is_read_in_parts(folder: Path) -> None:
    line = "head -c 25000 /dev/zero | tr '\\0' x"
    done = shell(f"({line}; echo; echo 2; echo q) | WIZARD ask --plain", folder)
    told = done.stdout.decode("utf-8")
    assert done.returncode == 0, done.stderr
    assert told.count("Type a number from 1 to 4") == 3 and "Question 2, the last one." in told


ENCODINGS = ["cp1252", "latin-1", "cp437", "cp932", "ascii"]


@pytest.fixture(scope="module")
def signs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root whose first question has a sign that hardly any encoding has."""
    made = tmp_path_factory.mktemp("signs")
    tree = TREE.replace("Which colour has it?", "Which colour “has” it → 漢 é ½ …?")
    make_root(made / "root", {"trees/small.yaml": tree})
    return made


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["ask", "map", "assess", "check"])
def test_every_encoding_gets_another_sign_for_what_it_lacks(signs: Path, name: str, encoding: str) -> None:
    done = shell(f"WIZARD {COMMANDS[name]}", signs, PYTHONIOENCODING=f"{encoding}:strict")
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
    if name in ("ask", "map"):
        shown = done.stdout.decode(encoding)
        words = {"cp932": "“has” it → 漢 e ? …?", "ascii": '"has" it > ? e ? .?'}.get(encoding, "it")
        assert words in shown


def test_what_programs_read_is_utf_8_whatever_the_terminal_speaks(signs: Path) -> None:
    done = shell(f"WIZARD {JSON}", signs, PYTHONIOENCODING="ascii:strict")
    assert json.loads(done.stdout.decode("utf-8"))["steps"][0]["ask"].endswith("“has” it → 漢 é ½ …?")


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_file_is_utf_8_whatever_the_terminal_speaks(signs: Path, form: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    done = shell(f"WIZARD assess small {GIVEN} --format {form} -o {path}", signs, PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and "漢" in path.read_text("utf-8")


@pytest.mark.parametrize("name", ["app", "ask", "assess"])
def test_a_dumb_terminal_and_no_home_will_do(folder: Path, name: str) -> None:
    done = shell(f"env -u HOME -u LANG TERM=dumb WIZARD {COMMANDS[name]}", folder)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize("name", ["app", "show", "check", "assess"])
def test_a_deleted_folder_is_none_to_stand_in(folder: Path, name: str) -> None:
    gone = folder / "gone"
    gone.mkdir()
    line = f"cd gone && rmdir ../gone && WIZARD --root {folder}/root {COMMANDS[name]}"
    done = shell(line, folder)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
    gone.mkdir()
    done = shell(f"cd gone && rmdir ../gone && WIZARD --root . {COMMANDS[name]}", folder)
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)


def test_writing_into_a_deleted_folder_is_told(folder: Path) -> None:
    (folder / "gone").mkdir()
    line = f"cd gone && rmdir ../gone && WIZARD --root {folder}/root assess small {GIVEN} -o x.md"
    done = shell(line, folder)
    assert done.returncode == 2 and b"Error: cannot write x.md: " in done.stderr
