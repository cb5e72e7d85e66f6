"""Nothing acts: hostile texts in every field, through every command and every format."""

from __future__ import annotations

import json
import os
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.helpers.calling import call
from tests.helpers.small import PAGES, make_root, page
from tests.ui.made import make_knowledge
from wizard.cli.program import Commands, program
from wizard.pack.sections import DISCUSS, NOTES, POINT

NASTY = "\x1b[2J \x1b]0;x\x07 \x9b31m \u202e \u2066 \u00ad \u200b \ufeff \x85 \u2028 \x7f end"
GIVEN = ["-a", "channel=app", "-a", "lock=off"]
FORMS = ["text", "markdown", "html", "json", "calendar"]
CALLS = [
    *(["assess", *GIVEN, "--format", form, "--day", "2026-11-01"] for form in FORMS),
    ["assess", *GIVEN, "--full"],
    *(["map", "--format", form] for form in ("text", "mermaid", "dot", "svg")),
    *(["check", "--strict", "--format", form] for form in ("text", "json", "github")),
    ["show", "rule-1"],
    ["search", "text"],
    ["find", "channel"],
    ["scenarios", "cover"],
    ["scenarios", "coverage"],
    ["scenarios", "list"],
    ["ask", "--plain"],
    ["assess", "-a", f"channel={NASTY}"],
    ["show", NASTY],
    [NASTY],
    ["map", NASTY],
    ["assess", "--answers", "answers.yaml"],
    ["diff", "root", "other"],
    ["diff", "root", "other", "--format", "markdown"],
    ["new", NASTY, NASTY],
    ["schema", NASTY],
    ["scenarios", "fill", f"lock={NASTY}"],
    ["sessions", "delete", NASTY],
    ["present", "--list"],
    ["present", "deck", "--script", "script.txt"],
    ["present", NASTY, "--script", "script.txt"],
    ["present", "--build", f"{NASTY}.md", "--card", NASTY],
    ["quiz", "deck", "--plain"],
    ["quiz", NASTY, "--plain"],
    ["sessions", "purge", "--yes", "--older", NASTY],
    ["config"],
    ["completion", "zsh"],
    ["export", "web", "site"],
    ["serve", "--public-url", NASTY],
    ["sql"],
    ["sql", NASTY],
    ["inventory", "table.csv"],
    ["inventory", "table.csv", "-o", f"{NASTY.replace('/', '')}.md"],
    ["inventory", "table.csv", "--tree", NASTY],
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the nasty words in every text of its tree and pages."""
    made = make_knowledge(tmp_path_factory.mktemp("gate") / "root", lambda text: f"{text} {NASTY}", NASTY)
    add_deck(made.root)
    return made.root


def add_deck(root: Path) -> None:
    """A deck of one card, with the nasty words in all that a room or its trainer sees."""
    words = NASTY.replace("\x85", "").replace("\u2028", "")
    facts = "tree: small\norigin: made up\nfacts: {channel: app, lock: off}\noutcome: fine\nverdict: fine\n"
    parts = "".join(f"\n## {title}\n\n- One {words}\n" for title in (POINT, NOTES, DISCUSS))
    for path, text in {
        "scenarios/card.md": page("card", f"Told {words}\n{parts}", facts),
        "decks/deck.md": page("deck", f"\n## Aims\n\n- One {words}\n", "scenarios: [card]\n"),
    }.items():
        (root / "content" / path).parent.mkdir(exist_ok=True)
        (root / "content" / path).write_text(text, "utf-8")


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a mistake in many a place, so that `check` names the words that stand there."""
    made = make_knowledge(tmp_path_factory.mktemp("wrong") / "root", lambda text: f"{text} {NASTY}", NASTY)
    tree = made.root / "trees" / "small.yaml"
    data = json.loads(tree.read_text("utf-8"))
    data["questions"]["lock"]["learn"] = NASTY
    data["findings"]["no-lock"]["rules"] = [NASTY]
    data["outcomes"]["fine"]["page"] = NASTY
    data["questions"]["channel"][NASTY] = "x"
    tree.write_text(json.dumps(data), "utf-8")
    page = made.root / "content" / "rules" / "rule-1.md"
    page.write_text(page.read_text("utf-8") + f"\n[x](<../y{NASTY.replace(chr(0x85), '')}.md>)\n", "utf-8")
    return made.root


def acting(text: str) -> set[str]:
    """What a terminal or an eye could be led astray by."""
    return {ascii(each) for each in text if unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp")} - {
        ascii("\n"),
        ascii("\t"),
    }


@pytest.mark.parametrize("arguments", CALLS, ids=lambda each: ascii(" ".join(each)))
@pytest.mark.parametrize("which", ["root", "wrong"])
def test_nothing_acts(
    which: str, arguments: list[str], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = request.getfixturevalue(which)
    monkeypatch.chdir(folder.parent)
    if "other" in arguments and not Path("other").exists():
        make_knowledge(Path("other"))
    rows = f"workflow,channel,lock\n{NASTY},app,off\n=1+1,{NASTY},{NASTY}\n".translate(
        {0x85: None, 0x2028: None}
    )
    (folder.parent / "table.csv").write_text(rows, "utf-8")
    (folder.parent / "answers.yaml").write_text(json.dumps({NASTY: NASTY, "lock": NASTY}), "utf-8")
    (folder.parent / "script.txt").write_text(f"vote 1=2\nreveal\n# {NASTY}\n", "utf-8")
    monkeypatch.setenv("WIZARD_ROOT", str(folder))
    called = call(*arguments, given=f"{NASTY}\n1\n2\nr\nq\n".encode())
    out = called.out.replace("\r\n", "\n") if "calendar" in arguments else called.out
    assert acting(out) | acting(called.err) == set()
    refused = which == "wrong" or NASTY in " ".join(arguments) or "--answers" in arguments
    assert called.code in ((0, 1, 2) if refused else (0, 1)) and called.out + called.err
    if "json" in arguments and called.code != 2:
        assert json.loads(called.out)


def commands(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that does something, as it is typed."""
    own = group.everything() if isinstance(group, Commands) else group.commands
    for name, command in own.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name)


def test_every_command_is_tried() -> None:
    tried = {tuple(words[:length]) for words in (*CALLS, *RECORDS) for length in (1, 2)}
    assert set(commands(program)) - tried == set()


@pytest.mark.parametrize("form", FORMS)
def test_nothing_acts_in_a_file(root: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / "out"
    called = call(
        "assess", *GIVEN, "--day", "2026-11-01", "--format", form, "-o", str(path), "--root", str(root)
    )
    assert called.code == 0
    assert acting(path.read_bytes().decode("utf-8").replace("\r\n", "\n")) == set()


RECORDS = [
    *(["replay", "FOLDER", "--format", form] for form in ("text", "csv", "json")),
    ["evidence", "FOLDER"],
    ["calendar", "FOLDER"],
    ["bless", "FOLDER/t.json", "thing"],
    ["sign", "FOLDER/t.json", "--reviewer", NASTY, "--role", "x", "--next-review", "2999-01-01"],
    ["sign", "FOLDER/t.json", "--reviewer", "x", "--role", "x", "--next-review", NASTY],
    ["seal", "FOLDER"],
    ["export", "pack", "FOLDER", "-o", f"FOLDER/{NASTY.replace('/', '')}"],
    ["sessions", "list"],
    ["sessions", "list", "--format", "json"],
    ["sessions", "resume", NASTY],
    ["assess", *GIVEN, "--label", NASTY],
    ["inventory", "--archive", "FOLDER"],
]


@pytest.mark.parametrize("altered", [False, True], ids=["as written", "altered"])
@pytest.mark.parametrize("arguments", RECORDS, ids=lambda each: ascii(" ".join(each)))
def test_nothing_acts_in_what_is_told_of_records(
    root: Path, tmp_path: Path, arguments: list[str], altered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIZARD_ROOT", str(root))
    monkeypatch.setenv("WIZARD_STATE", str(tmp_path / "state"))
    folder = tmp_path / "kept"
    folder.mkdir()
    for form in ("json", "markdown"):
        made = call("assess", *GIVEN, "--full", "--format", form).out
        text = made.replace("May", NASTY).replace("version", f"version{NASTY}") if altered else made
        (folder / f"t.{form.replace('markdown', 'md')}").write_text(text, "utf-8")
    (folder / f"{NASTY.replace('/', '')}.json").write_text("{}", "utf-8")
    (tmp_path / "state" / "sessions").mkdir(parents=True)
    (tmp_path / "state" / "sessions" / "20261130-100000-aaaaaa.jsonl").write_text(f"{NASTY}\n", "utf-8")
    called = call(*(word.replace("FOLDER", str(folder)) for word in arguments))
    assert acting(called.out.replace("\r\n", "\n")) | acting(called.err) == set()
    assert called.code in (0, 1, 2) and called.out + called.err


def test_nothing_acts_in_a_whole_tree_as_a_page(root: Path, tmp_path: Path) -> None:
    assert call("map", "--all", "-o", str(tmp_path), "--root", str(root)).code == 0
    (path,) = tmp_path.iterdir()
    assert acting(path.read_text("utf-8")) == set()


def test_json_says_after_reading_what_stood_in_the_file(root: Path) -> None:
    called = call("assess", *GIVEN, "--format", "json", "--root", str(root))
    assert json.loads(called.out)["steps"][0]["ask"] == f"Which channel? {NASTY}"


@pytest.mark.parametrize("kind", ["fifo", "device", "folder", "huge", "broken", "bytes"])
def test_a_page_that_cannot_be_read_is_told_and_the_others_are_found(tmp_path: Path, kind: str) -> None:
    root = make_root(tmp_path / "root", {"content/help/fine.md": PAGES["outcomes/free.md"]})
    page = root / "content" / "help" / "page.md"
    if kind == "fifo":
        os.mkfifo(page)
    elif kind == "device":
        page.symlink_to("/dev/zero")
    elif kind == "folder":
        page.mkdir()
    else:
        page.write_bytes({"huge": b"x" * 256_001, "broken": b"no front", "bytes": b"\xff"}[kind])
    called = call("search", "words", "--root", str(root))
    assert called.code == 0 and "fine: free" in called.out and "Not searched: 1 page that" in called.err
    checked = call("check", "--strict", "--root", str(root))
    assert checked.code == 1 and "content/help/page.md:1:1" in checked.out
    assert kind != "huge" or "the limit is 256,000 bytes" in checked.out


def test_a_page_of_a_hundred_thousand_broken_links_is_checked_at_once(tmp_path: Path) -> None:
    page = PAGES["outcomes/free.md"] + "\n".join(f"[x]({n})" for n in range(100_000))
    root = make_root(tmp_path / "root", {"content/outcomes/free.md": page})
    begun = time.process_time()
    called = call("check", "--root", str(root))
    assert called.code == 1 and "more than 256,000 bytes" in called.out
    assert time.process_time() - begun < 2
