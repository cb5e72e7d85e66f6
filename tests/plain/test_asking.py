"""Line mode through a scripted session: a whole walk, its commands, and the end of the input."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import example
from tests.helpers.reading import Reader
from tests.helpers.small import TREE, make_root
from wizard.pack.knowledge import Knowledge
from wizard.plain.asking import ASKING, ENDED
from wizard.source.problems import Refused


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Knowledge:
    """The small root; the current folder is an empty one beside it."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return Knowledge(make_root(tmp_path / "root"))


def numbers(knowledge: Knowledge, facts: dict[str, str]) -> list[str]:
    """Facts as the numbers that choose them."""
    questions = knowledge.tree("whatsapp").questions
    return [str(list(questions[id].answers).index(answer) + 1) for id, answer in facts.items()]


@pytest.mark.parametrize("by", ["numbers", "ids", "capitals"])
def test_a_whole_walk_reaches_its_outcome(knowledge: Knowledge, by: str) -> None:
    facts = example("shared-number")
    lines = numbers(knowledge, facts) if by == "numbers" else list(facts.values())
    reader = Reader(
        knowledge, "whatsapp", *(line.upper() if by == "capitals" else line for line in lines), "q"
    ).run()
    assert reader.facts == facts
    assert reader.count("Verdict: Not permissible") == 1


def test_every_question_shows_its_answers_with_numbers(small: Knowledge) -> None:
    reader = Reader(small, "small").run()
    shown = [line.split(maxsplit=1) for line in reader.said if line[:3].strip().isdigit()]
    assert shown == [["1", "Red or pink"], ["2", "Blue"], ["3", "None at all"], ["4", "I don't know"]]


def test_where_the_walk_stands_and_what_is_possible_is_said(small: Knowledge) -> None:
    reader = Reader(small, "small", "1").run()
    assert reader.count("Question 1, 0 to 2 left after it.") == 1
    assert reader.count("Question 2, 1 left after it.") == 1
    assert reader.count("Still possible: Fine or Not fine.") == 1


@pytest.mark.parametrize("word", ["4", "unsure"])
def test_i_do_not_know_takes_the_careful_answer_and_marks_it(small: Knowledge, word: str) -> None:
    reader = Reader(small, "small", word, "l").run()
    assert reader.session.walk.assumed == {"colour"}
    assert reader.count("(assumed: you did not know)") == 1


def test_back_goes_to_the_question_before_and_keeps_its_answer_as_a_suggestion(small: Knowledge) -> None:
    reader = Reader(small, "small", "b", "2", "b").run()
    assert reader.facts == {} and reader.session.walk.current == "colour"
    assert reader.count("This is the first question.") == 1
    assert [line.strip() for line in reader.said if "your answer before" in line] == [
        "2  Blue (your answer before)"
    ]


def test_why_tells_the_reason_and_the_help_page(knowledge: Knowledge) -> None:
    reader = Reader(knowledge, "whatsapp", "w").run()
    question = knowledge.tree("whatsapp").questions["coverage"]
    help_page = knowledge.library.entry("coverage")
    assert reader.said.count(help_page.title) == 1
    assert " ".join(question.why.split()) in " ".join(reader.text.split())
    assert reader.session.walk.current == "coverage"


def test_what_each_answer_leaves_possible_is_told(small: Knowledge) -> None:
    reader = Reader(small, "small", "v").run()
    told = [line.strip() for line in reader.said if ": " in line and line[:3].strip().isdigit()]
    assert told == ["1  Red or pink: Fine or Not fine", "2  Blue: Fine", "3  None at all: Fine"]


def test_the_commands_are_listed_here_and_there(small: Knowledge) -> None:
    asking = Reader(small, "small", "?").run()
    assert all(f"  {key}  " in asking.text for key in ASKING)
    ended = Reader(small, "small", "3", "?").run()
    assert all(f"  {key}  " in ended.text for key in ENDED)


def test_the_answers_so_far_are_listed(small: Knowledge) -> None:
    reader = Reader(small, "small", "l", "1", "1", "l").run()
    assert reader.count("No answers yet.") == 1
    assert "  1  Which colour has it? Red or pink" in reader.said
    assert "  2  How much of it? A little" in reader.said


@pytest.mark.parametrize("word", ["rule-1", "RULE-1", "rule-l", "../../etc/passwd", ""])
def test_a_page_opens_and_the_walk_stays(small: Knowledge, word: str) -> None:
    reader = Reader(small, "small", f"o {word}", "1").run()
    assert reader.facts == {"colour": "red"}
    assert ("Cite: Rule 1" in reader.said) == (word == "rule-1")
    assert reader.count("did you mean rule-1?") == (word == "rule-l")


@pytest.mark.parametrize("word", ["0", "5", "-1", "1.5", "x", "", "found", "next", "p", "s", "\x1b[A", "é"])
def test_what_is_no_answer_is_told_what_is(small: Knowledge, word: str) -> None:
    reader = Reader(small, "small", word, "2").run()
    assert reader.count("Type a number from 1 to 4") == 1
    assert reader.facts == {"colour": "blue"}


@pytest.mark.parametrize("word", ["²", "9" * 5000], ids=["superscript", "five thousand digits"])
@pytest.mark.parametrize(
    "before", [[], ["1", "c"], ["1", "c", "1"]], ids=["answer", "which to change", "what to change it to"]
)
def test_a_number_that_is_none_is_told_so(small: Knowledge, before: list[str], word: str) -> None:
    assert Reader(small, "small", *before, word).run().text


def test_changing_an_answer_shows_what_it_does_before_it_is_done(small: Knowledge) -> None:
    reader = Reader(small, "small", "red", "much", "no", "c", "1", "2", "y").run()
    assert reader.facts == {"colour": "blue", "often": "no"}
    preview = reader.said.index("Verdict now: Not fine. After: Fine.")
    assert reader.said[preview + 1 : preview + 3] == [
        "Set aside: How much of it? A lot of it",
        "Change it? y or n: ",
    ]
    assert reader.count("Verdict: Fine") == 1


def test_a_change_tells_which_question_it_brings(small: Knowledge) -> None:
    reader = Reader(small, "small", "blue", "no", "c", "1", "1", "yes").run()
    assert reader.count("Asks: How much of it?") == 1
    assert reader.session.walk.current == "amount" and set(reader.session.walk.kept) == {"often"}


def test_kept_answers_are_told_when_they_are_taken_up(small: Knowledge) -> None:
    reader = Reader(small, "small", "blue", "no", "c", "1", "1", "y", "much").run()
    assert reader.facts == {"colour": "red", "amount": "much", "often": "no"}
    assert reader.count("Kept: Do you take it often? Rarely") == 1


@pytest.mark.parametrize(
    "lines", [["1", "2", "n"], ["1", "2", ""], ["1", ""], ["1", "7"], [""], ["9"], ["x"]], ids=" ".join
)
def test_a_change_that_is_not_confirmed_changes_nothing(small: Knowledge, lines: list[str]) -> None:
    reader = Reader(small, "small", "red", "much", "no", "c", *lines).run()
    assert reader.facts == {"colour": "red", "amount": "much", "often": "no"}


def test_the_walk_can_be_finished_once_one_verdict_is_left(small: Knowledge) -> None:
    early = Reader(small, "small", "f", "red", "f", "little", "f").run()
    assert early.count("More than one verdict is still possible") == 2
    assert early.count("Whatever you answer now, the verdict is: Fine.") == 1
    assert early.session.walk.stopped and early.count("Verdict: Fine") == 1
    assert early.count("Finished early") == 1


@pytest.mark.parametrize("word", ["q", "quit", "Q"])
def test_quitting_asks_nothing_more(small: Knowledge, word: str) -> None:
    asking = Reader(small, "small", "red", word, "1").run()
    ended = Reader(small, "small", "plain", word, "1").run()
    assert asking.facts == {"colour": "red"} and ended.facts == {"colour": "plain"}
    assert [next(reader.lines) for reader in (asking, ended)] == ["1", "1"]


def test_the_end_of_the_input_tells_the_answers_so_far(small: Knowledge) -> None:
    assert Reader(small, "small", "red", "much").run().said[-1] == "-a colour=red -a amount=much"
    assert Reader(small, "small").run().count("-a ") == 0
    assert Reader(small, "small", "plain").run().count("-a ") == 0


def test_the_end_of_the_input_tells_what_the_reader_does_not_know(small: Knowledge) -> None:
    assert Reader(small, "small", "unsure").run().said[-1] == "-a colour=unsure"


def test_a_tree_that_cites_what_is_missing_is_refused_before_the_first_question(tmp_path: Path) -> None:
    tree = TREE.replace("cases: [case-1]", "cases: [case-l]")
    knowledge = Knowledge(make_root(tmp_path, {"trees/small.yaml": tree}))
    with pytest.raises(Refused, match=r"did you mean case-1"):
        Reader(knowledge, "small", "1").run()
