"""One row of a register as a walk, and a walk back into its row: what the app's register screen needs."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.registers.layers import facts_of
from wizard.registers.plans import plan_of
from wizard.registers.register import Register
from wizard.registers.tables import column_name
from wizard.source.problems import Refused
from wizard.tree.ticks import NONE, YES
from wizard.walk.walk import UNSURE, Step, Walk, resume


@dataclass(frozen=True, slots=True)
class Listed:
    """A row as it stands in a list; `verdict` is empty where there is none yet."""

    number: int
    name: str
    verdict: str
    missing: str
    problems: str


def called(register: Register) -> str | None:
    """The column that tells what a row is called: `workflow`, or the first that answers no question."""
    asked = register.headers.questions.values()
    names = [name for at, name in register.headers.kept.items() if at not in asked]
    return min(names, key=lambda name: name.casefold() != "workflow", default=None)


def listed(register: Register, verdict: str | None, words: str, most: int) -> tuple[list[Listed], int]:
    """The first rows with a verdict (None: any) in whose cells the words stand, and how many there are."""
    name = called(register)
    shown = f"coalesce({column_name(name)}, '')" if name else "''"
    cells = ", ".join(column_name(each) for each in register.headers.kept.values())
    tests, given = ["true"], []
    if verdict is not None:
        tests.append("coalesce(verdict, '') = ?")
        given.append(verdict)
    for word in words.split():
        tests.append(f"contains(lower(concat_ws(' ', {cells})), ?)")
        given.append(word.lower())
    where = " AND ".join(tests)
    found = register.base.execute(
        f"SELECT row__number, {shown}, coalesce(verdict, ''), missing, problems, count(*) OVER () "
        f"FROM register WHERE {where} ORDER BY row__number LIMIT {most}",
        given,
    ).fetchall()
    rows = [Listed(number, text or f"Row {number}", *rest) for number, text, *rest, _ in found]
    return rows, int(found[0][-1]) if found else 0


def walk_of_row(register: Register, number: int) -> Walk:
    """The walk of a row, as far as its answers go."""
    ((facts, unknown),) = register.base.execute(
        "SELECT facts, unknown FROM judged WHERE row__number = ?", [number]
    ).fetchall()
    assumed, tree = unknown.split(), register.tree
    return resume(
        tree,
        [
            Step(id, answer, assumed=str(tree.questions[id].screen or id) in assumed)
            for id, answer in facts_of(tree, facts).items()
        ],
    )


def put(register: Register, number: int, walk: Walk) -> None:
    """Writes the answers of a walk into its row, and judges the row again.

    Raises `Refused` where the table has no column for one of them.
    """
    cells = _cells(walk)
    lost = [id for id in cells if id not in register.headers.questions]
    if lost:
        raise Refused(f"the table has no column for {', '.join(lost)}")
    base, places = register.base, register.headers.questions
    row = f"FROM judged WHERE row__number = {number}"
    base.execute(f"CREATE OR REPLACE TABLE edited AS SELECT row__number, ill, COLUMNS('^c[0-9]+$') {row}")
    values = ", ".join(f"c{at} = ?" for at in places.values())
    base.execute(f"UPDATE edited SET ill = '', {values}", [cells.get(id) for id in places])
    base.execute(f"DELETE {row}")
    base.execute(f"INSERT INTO judged {register.judging('edited')}")
    ((facts, missing),) = base.execute(f"SELECT facts, missing {row}").fetchall()
    known = base.execute("SELECT count(*) FROM plans WHERE facts = ?", [facts]).fetchall()[0][0]
    if not missing and not known:
        base.execute("INSERT INTO plans VALUES (?, ?)", [facts, plan_of(register.tree, facts)])


def _cells(walk: Walk) -> dict[str, str]:
    """The answers of a walk as cells, ticks of a screen in one."""
    cells: dict[str, str] = {}
    ticked: dict[str, list[str]] = {}
    for step in walk.steps:
        screen = walk.tree.questions[step.question].screen
        if screen is None:
            cells[step.question] = UNSURE if step.assumed else step.given or step.answer
        elif step.assumed:
            cells[screen] = UNSURE
        else:
            ticks = ticked.setdefault(screen, [])
            if step.answer == YES:
                ticks.append(step.question.removeprefix(f"{screen}."))
    return {**{screen: ", ".join(ticks) or NONE for screen, ticks in ticked.items()}, **cells}
