"""All answers at once: facts from the command line or a file to a finished walk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wizard.source.files import read_input, read_text
from wizard.source.places import Text
from wizard.source.problems import Broken, Problem, Refused
from wizard.source.yamltext import Listing, Mapping, Value, read_yaml
from wizard.transcript.proof import BLOCK
from wizard.tree.model import Tree
from wizard.walk.facts import wrong_facts
from wizard.walk.walk import UNSURE, spread

STANDARD_INPUT = "-"


def read_facts(tree: Tree, given: Sequence[str], file: str | None) -> dict[str, str]:
    """Facts from a file (a mapping, or a transcript), then from `question=answer` words.

    Raises `Refused` or `Broken` naming what is wrong and where.
    """
    facts = _file_facts(file) if file is not None else {}
    told: set[str] = set()
    for word in given:
        question, separator, answer = word.partition("=")
        if not separator or not question or not answer:
            raise Refused(f"{word!r} is no answer; write it as question=answer")
        if question.strip() in told:
            raise Refused(f"{question.strip()} is answered twice; answer it once")
        told.add(question.strip())
        facts.pop(question.strip(), None)
        facts[question.strip()] = answer.strip()
    problems = [f"{_place(file, id)}{wrong}" for id, wrong in wrong_facts(tree, facts)]
    if problems:
        raise Refused("\n       ".join(problems))
    return spread(tree, facts)


def _file_facts(file: str) -> dict[str, str]:
    if file == STANDARD_INPUT:
        text, shown = read_input(), "standard input"
    else:
        text, shown = read_text(Path(file), file), file
    value, refused = read_yaml(_recorded(text), shown)
    if refused:
        raise Broken(refused)
    if not isinstance(value, Mapping):
        raise _malformed(shown, value, "a mapping of questions to answers, or a transcript")
    steps = value.field("steps")
    if steps is None:
        return _plain_facts(value, shown)
    if not isinstance(steps, Listing):
        raise _malformed(shown, steps, "a list of steps")
    return {id: answer for step in steps for id, answer in [_step_fact(step, shown)]}


def _recorded(text: str) -> str:
    """What replay reads of a Markdown transcript, at its place; else the whole text."""
    blocks = list(BLOCK.finditer(text))
    return "\n" * text.count("\n", 0, blocks[-1].start(1)) + blocks[-1][1] if blocks else text


def _plain_facts(value: Mapping, shown: str) -> dict[str, str]:
    for answer in value.values():
        if not isinstance(answer, Text):
            raise _malformed(shown, answer, "one answer for each question")
    return {question: str(answer) for question, answer in value.items()}


def _step_fact(step: Value, shown: str) -> tuple[str, str]:
    fields = step if isinstance(step, Mapping) else Mapping()
    question, answer = fields.field("question"), fields.field("answer")
    if not isinstance(question, Text) or not isinstance(answer, Text):
        raise _malformed(shown, step, "a step with a question and an answer")
    if fields.field("assumed") == "true":
        return question, UNSURE
    typed = fields.field("given")  # a day typed is counted from its own day, so its band is what holds
    return question, typed if isinstance(typed, Text) and typed and not fields.field("on") else answer


def _malformed(shown: str, where: Value | None, expected: str) -> Broken:
    line, column = (where.line, where.column) if where is not None else (1, 1)
    return Broken([Problem(shown, line, column, "malformed", f"expected {expected}")])


def _place(file: str | None, id: str) -> str:
    """Where a fact stands, when it came from a file."""
    return f"{file}:{id.line}:{id.column}: " if isinstance(id, Text) else ""
