"""The one function that writes files: whole or not at all, never over what is there."""

from __future__ import annotations

import ast
import errno
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import wizard
from tests.helpers.calling import environment
from wizard.pack.starters import write_new as start
from wizard.source import files
from wizard.source.files import Taken, read_text, write_files, write_new
from wizard.source.problems import Broken, Refused

WRITERS = {"write_text", "write_bytes", "mkdir", "touch", "rename", "symlink_to", "hardlink_to"}
WRITERS |= {"NamedTemporaryFile", "mkstemp", "makedirs", "copyfile", "copytree", "copy2", "move"}


@pytest.fixture(params=["anonymous", "named", "without hard links"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each way in which a system lets a file be written aside."""
    if request.param != "anonymous":
        monkeypatch.setattr(files, "ANONYMOUS", 0)
    elif not files.ANONYMOUS:
        pytest.skip("this system has no files without a name")
    if request.param == "without hard links":
        monkeypatch.setattr(os, "link", _no_link)
    return str(request.param)


def _no_link(*_: Any, **__: Any) -> None:
    raise OSError(errno.EPERM, "no hard links here")


def test_a_file_is_written_whole_and_for_its_owner_only(tmp_path: Path, way: str) -> None:
    assert write_new(tmp_path / "x.md", "läßt\n")
    assert (tmp_path / "x.md").read_bytes() == "läßt\n".encode()
    assert stat.S_IMODE((tmp_path / "x.md").stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["x.md"]


def test_what_is_there_stays(tmp_path: Path, way: str) -> None:
    (tmp_path / "x.md").write_text("mine")
    assert write_new(tmp_path / "x.md", "other") is False
    (tmp_path / "link.md").symlink_to(tmp_path / "nowhere")
    assert write_new(tmp_path / "link.md", "other") is False
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.md", "x.md"]
    assert (tmp_path / "x.md").read_text() == "mine"


def test_several_files_are_written_all_or_none(tmp_path: Path, way: str) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b" / "c" / "two").write_text("mine")
    texts = {tmp_path / "a" / "one": "1", tmp_path / "b" / "c" / "two": "2", tmp_path / "d" / "three": "3"}
    with pytest.raises(Taken, match="two is there already"):
        write_files(texts, folders=True)
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["b", "c", "two"]
    (tmp_path / "b" / "c" / "two").unlink()
    write_files(texts, folders=True)
    assert {path: path.read_text() for path in texts} == texts


@pytest.mark.parametrize("code", sorted(files.REASONS), ids=errno.errorcode.get)
@pytest.mark.parametrize("call", ["open", "fsync", "link"])
def test_whatever_fails_is_told_in_words_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, call: str, code: int
) -> None:
    calls = {"open": ["open"], "fsync": ["fsync"], "link": ["link", "replace"]}[call]
    with monkeypatch.context() as broken:
        for each in calls:
            broken.setattr(os, each, _failing(code))
        try:
            write_files({tmp_path / "new" / "x.md": "words", tmp_path / "y.md": "more"}, folders=True)
        except Refused as error:
            assert files.REASONS[code] in str(error) and str(tmp_path) in str(error)
            assert list(tmp_path.iterdir()) == []
        else:
            pytest.fail("nothing was refused")
    assert write_new(tmp_path / "x.md", "words"), "the next try works"


def _failing(code: int) -> Any:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("folder", ["missing", "file", "nul\x00"])
def test_a_folder_that_is_none_is_told(tmp_path: Path, folder: str, way: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="cannot write"):
        write_new(tmp_path / folder / "x.md", "words")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def _write_much(folder: str) -> str:
    return (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from wizard.source.files import write_new\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        f"    write_new(Path({folder!r}) / 'x.md', 'x' * 5000)\n"
        "except Exception as error:\n"
        "    print(error)\n"
    )


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no such limit on this system")
def test_a_disk_that_fills_under_way_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _write_much(str(tmp_path))],
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"larger than this system allows" in done.stdout
    assert list(tmp_path.iterdir()) == []


ENDLESS = """
import sys
from pathlib import Path
from wizard.source.files import write_new
print("ready", flush=True)
for number in range(10**9):
    write_new(Path(sys.argv[1]) / f"{number}.md", "words " * 2000)
"""


@pytest.mark.skipif(not files.ANONYMOUS, reason="this system has no files without a name")
def test_a_killed_program_leaves_no_half_file(tmp_path: Path) -> None:
    for round in range(5):
        folder = tmp_path / str(round)
        folder.mkdir()
        running = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(folder)], env=environment(), stdout=subprocess.PIPE
        )
        assert running.stdout is not None and running.stdout.readline() == b"ready\n"
        while not any(folder.iterdir()):
            time.sleep(0.002)
        time.sleep(0.003 * round)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()
        assert {each.stat().st_size for each in folder.iterdir()} == {12_000}
        assert {each.suffix for each in folder.iterdir()} == {".md"}


def test_a_pack_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.fsync, iter([*range(20)])

    def full(handle: int) -> None:
        if next(calls) == 15:
            raise OSError(errno.ENOSPC, "full")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="the disk is full"):
        start(tmp_path, "pack", str(tmp_path / "mine"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["fifo", "device", "folder"])
def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.md"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    with pytest.raises(Broken, match="cannot read the file"):
        read_text(path, "x.md")


def test_a_file_past_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("x" * 101)
    with pytest.raises(Broken, match="the limit is 100 bytes"):
        read_text(path, "x.md", most=100)
    assert read_text(path, "x.md", most=101) == "x" * 101


def writing_calls(path: Path) -> Iterator[str]:
    """Every call in a module that can make or change a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        modes = [*node.args[:2], *(each.value for each in node.keywords if each.arg == "mode")]
        words = [
            each.value for each in modes if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        opened = called in ("open", "fdopen") and any(
            set(word) & set("wax+") for word in words if len(word) < 4
        )
        raw = called == "open" and any(
            isinstance(each, ast.Attribute) and each.attr in ("O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND")
            for argument in node.args
            for each in ast.walk(argument)
        )
        nowhere = "devnull" in ast.unparse(node)
        if (called in WRITERS or opened or raw) and not nowhere:
            yield f"{path.relative_to(Path(wizard.__file__).parent).as_posix()}:{node.lineno} {called}"


APPENDS = ("records/keeper.py", "records/sessions.py", "source/journal.py")
"""The other places: sessions and workshops, of which each line is appended as it happens."""


def test_nothing_else_opens_a_file_for_writing() -> None:
    package = Path(wizard.__file__).parent
    found = [each for path in sorted(package.rglob("*.py")) for each in writing_calls(path)]
    elsewhere = [each for each in found if not each.startswith(("source/files.py", *APPENDS))]
    assert elsewhere == []
    assert len([each for each in found if each.startswith("source/files.py")]) >= 4
