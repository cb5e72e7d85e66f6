"""What would change an outcome: the plans as cards, and the verdicts that none leads to."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.transcript.model import Changed, Planned
from wizard.ui.ink import Line, Piece, say, wrap
from wizard.ui.outcome_told import FOLD, PLAN, Told
from wizard.ui.parts import chip
from wizard.ui.rows import MEASURE, fold, margin, text
from wizard.ui.widgets.sheet import Item
from wizard.words.phrases import GIVE_UP, NUMBERS, cost, out_of_reach


def change_rows(on: Told) -> Iterator[Item]:
    """The first plan in full, the others folded; then the verdicts that no plan leads to."""
    asks = {each.question: each.ask for each in on.told.steps}
    for place, plan in enumerate(on.told.plans[:1]):
        yield plan_item(on, place, plan)
    others = on.told.plans[1:]
    if others:
        yield fold(f"{FOLD}:plans", "Other ways", str(len(others)), "", on.is_open("plans"))
        if on.is_open("plans"):
            given_up = False
            for place, plan in enumerate(others, 1):
                if plan.gives_up and not given_up:
                    given_up = True
                    yield text(f"{GIVE_UP}:", "b muted", indent=4)
                yield plan_item(on, place, plan)
    for each in on.told.out_of_reach:
        words = out_of_reach(each.verdict_label, [asks[id] for id in each.fixed])
        yield text(words, "muted", id=f"none:{each.verdict}")


def plan_item(on: Told, place: int, plan: Planned) -> Item:
    """A plan as a card: what it reaches and costs, each change, what else would be needed."""

    def lay(width: int) -> list[Line]:
        edge, most = margin(width), min(width - 1, MEASURE)
        count = len(plan.changes)
        number = NUMBERS[count] if count < len(NUMBERS) else str(count)
        makes = f"{number} change{'s make' if count != 1 else ' makes'} this: "
        effort = f"  a {cost(plan.effort)} effort"
        first = [(makes, "b"), *chip(on.verdict(plan.verdict)), (effort, "muted")]
        lines = wrap(first, most, [(edge, "")], [(f"{edge}  ", "")])
        if plan.gives_up and place == 0:
            lines = [*say(f"{GIVE_UP}:", most, "b muted", edge), *lines]
        for each in plan.changes:
            lines += change_lines(each, most, place == 0 and not on.low)
        for need in plan.needs:
            lead = "only if  " if need.only_if else "and also  "
            hang: list[Piece] = [(" " * 7, "")]
            lines += wrap([(lead, "b muted"), (f"{need.ask} {need.label}", "muted")], most, hang, hang)
        return lines

    note = "\n".join(f"{each.ask} → {each.after_label}" for each in plan.changes)
    return Item(f"{PLAN}:{place}", lay, plan.heading, note)


def change_lines(each: Changed, width: int, before: bool) -> list[Line]:
    """One change of a plan: the answer now, and the answers that would do."""
    hang: list[Piece] = [(" " * 10, "")]
    lines = []
    if before:
        lines += wrap([(each.before_label, "muted")], width, [("     now  ", "muted")], hang)
    lines += wrap([(each.after_label, "")], width, [("       →  ", "b good")], hang)
    for other in each.others:
        lines += wrap([(other.label, "")], width, [("      or  ", "muted")], hang)
    return lines
