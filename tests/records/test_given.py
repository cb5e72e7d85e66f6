"""`assess`: all answers at once, from words, YAML, JSON and transcripts; and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, example
from tests.helpers.calling import Called, call, spawn
from tests.helpers.small import TREE, make_root

MUCH = {"colour": "red", "amount": "much", "often": "no"}


def words(facts: dict[str, str]) -> list[str]:
    """Facts as `-a` options."""
    return [part for question, answer in facts.items() for part in ("-a", f"{question}={answer}")]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small root, which is also the current folder."""
    monkeypatch.chdir(make_root(tmp_path))
    return tmp_path


def transcript_of(called: Called) -> dict[str, object]:
    """The JSON that a call printed."""
    assert (called.code, called.complaints) == (0, "")
    made = json.loads(called.out)
    assert isinstance(made, dict)
    return made


def assess(*arguments: str, given: bytes = b"") -> Called:
    """`assess` of the small tree in the current folder."""
    return call("assess", "small", "--root", ".", *arguments, given=given)


def steps(transcript: dict[str, object]) -> list[tuple[str, str, bool]]:
    taken = transcript["steps"]
    assert isinstance(taken, list)
    return [(step["question"], step["answer"], step["assumed"]) for step in taken]


@pytest.mark.parametrize("outcome", EXAMPLES)
def test_the_answers_of_an_example_reach_its_outcome(outcome: str) -> None:
    made = transcript_of(call("assess", *words(example(outcome)), "--format", "json"))
    found = made["outcome"]
    assert isinstance(found, dict) and found["id"] == outcome


def test_answers_may_come_in_any_order(root: Path) -> None:
    made = transcript_of(assess(*words(dict(reversed(MUCH.items()))), "--format", "json"))
    assert steps(made) == [("colour", "red", False), ("amount", "much", False), ("often", "no", False)]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("colour: red\namount: much\noften: no\n", id="YAML"),
        pytest.param("{colour: red, amount: much, often: no}", id="YAML in braces"),
        pytest.param(json.dumps(MUCH), id="JSON"),
        pytest.param(json.dumps(MUCH, indent="\t"), id="JSON with tabs"),
    ],
)
def test_a_file_of_facts_gives_the_same_as_words(root: Path, written: str) -> None:
    (root / "facts").write_text(written)
    from_file = transcript_of(assess("--answers", "facts", "--format", "json"))
    from_input = transcript_of(assess("--answers", "-", "--format", "json", given=written.encode()))
    from_words = transcript_of(assess(*words(MUCH), "--format", "json"))
    assert steps(from_file) == steps(from_input) == steps(from_words)
    assert from_file["verdict"] == from_words["verdict"] == "stop"


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_a_transcript_gives_its_own_walk_again(root: Path, form: str) -> None:
    given = ("-a", "colour=unsure", "-a", "amount=much", "-a", "often=yes", "--full", "--format")
    first = assess(*given, "json")
    (root / "t").write_text(assess(*given, form).out)
    made = transcript_of(assess("--answers", "t", "--format", "json"))
    assert steps(made) == [("colour", "red", True), ("amount", "much", False), ("often", "yes", False)]
    times = {"started", "finished", "digest"}
    before = json.loads(first.out)
    assert {key: each for key, each in made.items() if key not in times} == {
        key: each for key, each in before.items() if key not in times
    }


def test_words_win_over_the_file(root: Path) -> None:
    (root / "facts").write_text(json.dumps(MUCH))
    made = transcript_of(assess("--answers", "facts", "-a", "amount=little", "--format", "json"))
    assert made["verdict"] == "fine"


def test_unsure_takes_the_careful_answer_and_marks_it(root: Path) -> None:
    made = transcript_of(
        assess("-a", "colour=unsure", "-a", "amount=much", "-a", "often=no", "--format", "json")
    )
    assert steps(made)[0] == ("colour", "red", True)
    told = made["assumptions"]
    assert isinstance(told, list) and [each["question"] for each in told] == ["colour"]


@pytest.mark.parametrize(
    ("form", "start"), [("text", "May I take it?"), ("markdown", "# "), ("html", "<!doctype")]
)
def test_each_form_can_be_printed_and_written(root: Path, form: str, start: str) -> None:
    printed = assess(*words(MUCH), "--format", form)
    assert printed.code == 0 and printed.out.startswith(start)
    written = assess(*words(MUCH), "--format", form, "-o", "new file")
    assert (written.code, written.out) == (0, "") and "new file" in written.err
    assert (root / "new file").read_text("utf-8").startswith(start)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["-a", "colour=red"], ["no answer to amount", "little", "much"], id="missing answer"),
        pytest.param([], ["no answer to colour", "unsure: I don't know"], id="no answer at all"),
        pytest.param(
            words({**MUCH, "color": "red"}),
            ["no question color", "did you mean colour?"],
            id="unknown question",
        ),
        pytest.param(
            words({**MUCH, "amount": "mush"}),
            ["amount has no answer mush", "little, much", "did you mean much?"],
            id="unknown answer",
        ),
        pytest.param(
            words({**MUCH, "amount": "unsure"}),
            ["amount has no answer unsure", "little, much"],
            id="unsure where it is not allowed",
        ),
        pytest.param(
            words({**MUCH, "colour": "blue"}),
            ["does not ask amount", "leave amount=much out"],
            id="answer to a question not asked",
        ),
        pytest.param([*words(MUCH), "-a", "colour"], ["'colour'", "question=answer"], id="no equals sign"),
        pytest.param(
            [*words(MUCH), "-a", "=red"], ["'=red'", "question=answer"], id="nothing before the equals sign"
        ),
        pytest.param(
            [*words(MUCH), "-a", "colour="],
            ["'colour='", "question=answer"],
            id="nothing after the equals sign",
        ),
        pytest.param([*words(MUCH), "-a"], ["-a"], id="option without a value"),
        pytest.param([*words(MUCH), "--format", "pdf"], ["pdf", "markdown"], id="unknown form"),
        pytest.param([*words(MUCH), "--formt", "json"], ["--formt"], id="unknown option"),
        pytest.param(
            [*words(MUCH), "-o", "trees/small.yaml"],
            ["trees/small.yaml is there already"],
            id="file that is there",
        ),
        pytest.param([*words(MUCH), "-o", "trees"], ["trees is there already"], id="folder"),
        pytest.param(
            [*words(MUCH), "-o", "no/such/x"], ["cannot write no/such/x"], id="folder that is not there"
        ),
        pytest.param(
            [*words(MUCH), "--day", "2026-11-01"], ["counts no deadlines"], id="day for no deadline"
        ),
        pytest.param(["--answers", "missing.yaml"], ["missing.yaml:1:1: file"], id="file that is not there"),
        pytest.param(["--answers", "trees"], ["trees:1:1: file"], id="folder for a file"),
    ],
)
def test_a_call_that_cannot_be_met_says_what_is_wrong(
    root: Path, arguments: list[str], told: list[str]
) -> None:
    called = spawn("assess", "small", "--root", ".", *arguments, cwd=root)
    assert (called.code, called.out) == (2, "")
    assert [each for each in told if each not in called.err] == []
    assert "Traceback" not in called.err


@pytest.mark.parametrize(
    ("written", "told"),
    [
        pytest.param(b"colour: red\namount: a: b\n", "facts:2:10: yaml", id="not YAML"),
        pytest.param(b'{"colour": "red",', ": yaml not valid YAML", id="JSON cut off"),
        pytest.param(b"- colour\n", "facts:1:1: malformed", id="list"),
        pytest.param(b"words\n", "facts:1:1: malformed", id="text"),
        pytest.param(b"", "facts:1:1: malformed", id="empty"),
        pytest.param(b"colour: red\namount: [much]\n", "facts:2:9: malformed", id="list of answers"),
        pytest.param(b"colour: red\ncolour: blue\n", "facts:2:1: duplicate-key", id="two answers"),
        pytest.param(b"colour: &a red\n", "facts:1:9: anchor", id="anchor"),
        pytest.param(b"colour: !!python/name:os.system red\n", "facts:1:9: tag", id="tag"),
        pytest.param(b"steps: words\n", "facts:1:8: malformed", id="steps that are no list"),
        pytest.param(b"steps:\n- question: colour\n", "facts:2:3: malformed", id="step without an answer"),
        pytest.param(b"steps: [words]\n", "facts:1:9: malformed", id="step that is no mapping"),
        pytest.param(
            b"steps: [{question: [a], answer: b}]\n", "facts:1:9: malformed", id="step with two questions"
        ),
        pytest.param(b"\xef\xbb\xbfcolour: red\n", "facts:1:1: bom", id="byte order mark"),
        pytest.param(b"colour: red\namount: \xff\n", "facts:2:1: not-utf-8", id="not UTF-8"),
        pytest.param(b"[" * 5000, "facts:1:41: yaml", id="nesting bomb"),
        pytest.param(b"colour: red\nx: \x1b[31m\n", "yaml", id="escape sequence"),
        pytest.param(
            b"colour: red\ncolor: red\n", "facts:2:1: there is no question color", id="unknown question"
        ),
        pytest.param(
            b'steps: [{question: colour, answer: "\\e[31m"}]',
            "\\x1b[31m",
            id="answer that a terminal acts on",
        ),
    ],
)
def test_a_malformed_file_is_told_with_its_place(root: Path, written: bytes, told: str) -> None:
    (root / "facts").write_bytes(written)
    called = assess("--answers", "facts")
    assert (called.code, called.out) == (2, "")
    assert told in called.err and "\x1b" not in called.err


def test_standard_input_that_is_not_utf8_is_told_with_its_place(root: Path) -> None:
    called = assess("--answers", "-", given=b"colour: \xff\n")
    assert called.code == 2 and "standard input:1:1: not-utf-8" in called.err


def test_every_wrong_fact_is_told_in_one_run(root: Path) -> None:
    called = assess("-a", "color=red", "-a", "amount=mush", "-a", "colour=rot")
    assert called.code == 2
    assert all(each in called.err for each in ("no question color", "no answer mush", "no answer rot"))


def test_every_answer_to_a_question_not_asked_is_told(root: Path) -> None:
    called = assess("-a", "colour=plain", "-a", "amount=much", "-a", "often=no")
    assert called.code == 2
    assert "leave amount=much out" in called.err and "leave often=no out" in called.err


def test_two_answers_to_one_question_are_refused(root: Path) -> None:
    called = assess(*words(MUCH), "-a", "amount=little")
    assert called.code == 2 and "amount" in called.err


def test_a_file_that_is_there_is_left_as_it_is(root: Path) -> None:
    assert assess(*words(MUCH), "-o", "trees/small.yaml").code == 2
    assert (root / "trees" / "small.yaml").read_text() == TREE
