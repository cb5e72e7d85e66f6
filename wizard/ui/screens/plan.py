"""A change plan: the result now, the result after it, and a key to follow it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from wizard.ui.words import DIM, joined, literal
from wizard.walk.judge import judge
from wizard.walk.result import Result, Route
from wizard.walk.walk import Walk
from wizard.words.phrases import changes_make, cost, or_else


class PlanScreen(ModalScreen[Walk | None]):
    """Dismisses with the walk that follows the plan, or with None."""

    BINDINGS = [
        Binding("a,enter", "apply", "Follow it"),
        Binding("escape,b,q", "dismiss", "Close"),
    ]

    def __init__(self, result: Result, route: Route) -> None:
        super().__init__()
        self.result = result
        self.route = route

    def compose(self) -> ComposeResult:
        """Now and after, the changes with their remedies, what else would be needed."""
        tree, plan = self.result.walk.tree, self.route.plan
        now, after = self.result.judgement, judge(tree, dict(plan.facts))
        gone = {each.finding.id for each in now.findings} - {each.finding.id for each in after.findings}
        with VerticalScroll(classes="dialog"):
            yield Static(literal(changes_make(len(plan.changes), plan.verdict.label), "bold"))
            yield Static(joined(("Now: ", DIM), (now.verdict.label, "")))
            yield Static(joined(("After: ", DIM), (after.verdict.label, "bold")))
            yield Static(literal(f"A {cost(plan.effort / 10)} effort. Lifts {len(gone)} findings.\n", DIM))
            for change in plan.changes:
                asked = tree.questions[change.question]
                yield Static(literal(asked.ask, "bold"))
                yield Static(joined(("from ", DIM), (asked.answers[change.before].label, "")))
                yield Static(joined(("to ", DIM), (asked.answers[change.after].label, "")))
                if change.others:
                    others = or_else(asked.answers[id].label for id in change.others)
                    yield Static(joined(("as good: ", DIM), (others, "")))
                for remedy in self.route.remedies[change.question]:
                    yield Static(literal(f"- {remedy}"))
                yield Static("")
            for question, answer in plan.needs:
                asked = tree.questions[question]
                yield Static(
                    joined(("would also need: ", DIM), (f"{asked.ask} {asked.answers[answer].label}", ""))
                )
            yield Static(literal("\na or Enter follows the plan. Esc closes.", DIM))

    def action_apply(self) -> None:
        """Follows the plan."""
        self.dismiss(self.route.plan.follow(self.result.walk))
