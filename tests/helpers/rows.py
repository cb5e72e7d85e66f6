"""Rows of a register, drawn from the walks of a tree or at random, and what the walk itself makes of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random

from wizard.registers.cells import input_columns
from wizard.registers.layers import by_weight
from wizard.source.problems import Refused
from wizard.space.space import judged_space
from wizard.tree.model import Question, Tree, Verdict
from wizard.tree.ticks import NONE, YES
from wizard.walk.ahead import conclude
from wizard.walk.judge import judge
from wizard.walk.walk import Walk, begin, read_answer, spread

Row = dict[str, str | None]
TODAY = date(2026, 11, 30)


def read(tree: Tree, row: Mapping[str, str | None]) -> dict[str, str]:
    """The cells that can be read, ticks spread over their hidden questions, each as the walk takes it."""
    facts: dict[str, str] = {}
    for id, cell in row.items():
        if not cell:
            continue
        try:
            for question, answer in spread(tree, {id: cell}).items():
                read_answer(tree.questions[question], answer, TODAY)
                facts[question] = answer
        except Refused:
            continue
    return facts


def walked(tree: Tree, facts: Mapping[str, str]) -> Walk:
    """The walk as far as these facts go."""
    walk = begin(tree)
    while walk.question is not None and walk.question.id in facts:
        taken = read_answer(walk.question, facts[walk.question.id], TODAY)
        walk = walk.answer(facts[walk.question.id]) if not walk.question.bands else walk.answer(taken.answer)
    return walk


def sure_early(walk: Walk, worst: Verdict) -> Verdict | None:
    """The verdict of every walk that comes to where this one stops with the same worst verdict so far."""
    space = judged_space(walk.tree)
    at = space.at(walk.facts).at
    ahead = [space.ahead[each].verdicts for each in space.steps if (each.at, each.worst) == (at, worst.rank)]
    if len(set(ahead)) > 1 or ahead[0].bit_count() > 1:
        return None
    sure = conclude(walk).verdict
    assert ahead == [1 << sure.rank] * len(ahead)
    return sure


def expected(tree: Tree, row: Mapping[str, str | None]) -> dict[str, str | None]:
    """What a register must say of a row, by the walk and `judge` alone."""
    facts = read(tree, row)
    walk = walked(tree, facts)
    found = judge(tree, walk.facts)
    sure = found.verdict if walk.current is None else sure_early(walk, found.verdict)
    cited = {rule for each in found.findings for rule in each.finding.rules}
    rules = dict.fromkeys(rule for each in by_weight(tree) for rule in each.rules if rule in cited)
    asked = {step.question for step in walk.steps}
    columns = {id: tree.screens[id].questions[0] if id in tree.screens else id for id in input_columns(tree)}
    stop = walk.question
    filled = [id for id in columns if row.get(id)]
    moot = [id for id in filled if columns[id] not in asked] if stop is None else []
    unknown = [id for id in filled if facts.get(columns[id]) == "unsure" and columns[id] in asked]
    return {
        "verdict": sure.id if sure else None,
        "outcome": found.outcome.id if stop is None and found.outcome else None,
        "findings": " ".join(each.finding.id for each in found.findings),
        "rules": " ".join(rules),
        "missing": "" if stop is None else str(stop.screen or stop.id),
        "moot": " ".join(moot),
        "unknown": " ".join(unknown),
    }


def as_cells(tree: Tree, facts: Mapping[str, str]) -> Row:
    """Facts as a row: ticks of a screen in one cell, figures by their band."""
    row: Row = dict.fromkeys(input_columns(tree))
    ticked: dict[str, list[str]] = {}
    for id, answer in facts.items():
        screen = tree.questions[id].screen
        if screen is None:
            row[id] = answer
        else:
            ticked.setdefault(screen, []).extend([id.removeprefix(f"{screen}.")] * (answer == YES))
    for name, ticks in ticked.items():
        row[name] = ", ".join(ticks) or NONE
    return row


def witnesses(tree: Tree) -> Iterator[Row]:
    """A row for every step between states, so for every end too, each taken on by first answers."""
    space = judged_space(tree)
    for state, taken in space.steps.items():
        for answer, following in taken.items():
            facts = space.facts_to(state, answer)
            while following.at >= 0:
                question = tree.order[following.at]
                facts[question] = next(iter(tree.questions[question].answers))
                following = space.steps[following][facts[question]]
            yield as_cells(tree, facts)


def _cell(tree: Tree, id: str, roll: Random) -> str | None:
    """Something for a cell: most often an answer, else nothing, what is not known, or what is wrong."""
    kind = roll.random()
    if kind < 0.03:
        return None if roll.random() < 0.7 else roll.choice(["", "  "])
    if kind < 0.06:
        return "unsure"
    if kind < 0.075:
        return roll.choice(["wrong", "x", "no", "-", "'", "unsure ", "x,y", "-1", "NaN", "2026-02-30", "1e3"])
    screen = tree.screens.get(id)
    if screen is not None:
        ticks = [tick for tick in screen.labels if roll.random() < 0.4]
        if roll.random() < 0.05:
            ticks.append(roll.choice(["other", NONE, "x y", ""]))
        return roll.choice([",", ", ", " , "]).join(ticks) or NONE
    return _answered(tree.questions[id], roll)


def _answered(question: Question, roll: Random) -> str:
    if question.bands is not None and roll.random() < 0.5:
        if question.bands.days:
            return date.fromordinal(TODAY.toordinal() - int(roll.expovariate(1 / 60)) + 3).isoformat()
        return roll.choice(["{}", "{:,}", " {} ", "{}.0", "{}.5"]).format(int(roll.expovariate(1 / 20)))
    return roll.choice(list(question.answers))


def random_rows(tree: Tree, count: int, seed: int) -> Iterator[Row]:
    """Rows with a cell for every question, most of them answers, so that many are moot."""
    roll = Random(seed)
    columns = input_columns(tree)
    for _ in range(count):
        yield {id: _cell(tree, id, roll) for id in columns}
