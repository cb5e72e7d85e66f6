"""A change plan: the result now, the result after it, and a key to follow it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from wizard.ui.ink import Line, Piece, say, wrap
from wizard.ui.parts import chip
from wizard.ui.screens.dialog import Dialog
from wizard.ui.widgets.lines import Lines
from wizard.walk.judge import judge
from wizard.walk.result import Advice, Result
from wizard.walk.walk import Walk
from wizard.words.phrases import GIVE_UP, changes_make, cost, or_else

GUTTER: list[Piece] = [(" " * 11, "")]


class PlanScreen(Dialog[Walk | None]):
    """Dismisses with the walk that follows the plan, or with None."""

    BINDINGS = [
        Binding("a,enter", "apply", "Follow it"),
        Binding("escape,b,q", "dismiss", "Close"),
    ]

    def __init__(self, result: Result, advice: Advice) -> None:
        super().__init__()
        self.result = result
        self.advice = advice

    def compose(self) -> ComposeResult:
        """Now and after, the changes with their remedies, what else would be needed."""
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = "What would change it"
            dialog.border_subtitle = "a follows it · Esc closes"
            yield Lines(self._lay, id="plan", ground="surface")

    def _lay(self, width: int) -> list[Line]:
        tree, plan, most = self.result.walk.tree, self.advice.plan, width - 1
        now, after = self.result.judgement, judge(tree, dict(plan.facts))
        gone = {each.finding.id for each in now.findings} - {each.finding.id for each in after.findings}
        lines = say(f"{GIVE_UP}:", most, "b caution", "  ") if plan.gives_up else []
        lines += say(changes_make(len(plan.changes), plan.verdict.label), most, "b", "  ")
        lines.append(Line([("  now      ", "muted"), *chip(now.verdict)]))
        lines.append(Line([("  after    ", "muted"), *chip(after.verdict)]))
        effort = f"A {cost(plan.effort)} effort. Lifts {len(gone)} finding{'s' if len(gone) != 1 else ''}."
        lines += say(effort, most, "muted", "  ")
        for change in plan.changes:
            asked = tree.questions[change.question]
            lines += [Line([]), *say(asked.ask, most, "b", "  ")]
            lines += _row("from", asked.answers[change.before].label, most, "muted")
            lines += _row("to", asked.answers[change.after].label, most, "")
            if change.others:
                lines += _row("as good", or_else(asked.answers[id].label for id in change.others), most, "")
            for remedy in self.advice.remedies[change.question]:
                lines += wrap([(remedy, "")], most, [("  do       ", "b good")], GUTTER)
        lines += self._needs(most)
        return [*lines, Line([]), *say("a or Enter follows the plan. Esc closes.", most, "muted", "  ")]

    def _needs(self, width: int) -> list[Line]:
        tree, plan = self.result.walk.tree, self.advice.plan
        lines: list[Line] = [Line([])] if plan.needs else []
        for question, answer in plan.needs:
            asked = tree.questions[question]
            word = "only if " if question in plan.only_if else "and also"
            lines += _row(word, f"{asked.ask} {asked.answers[answer].label}", width, "")
        return lines

    def action_apply(self) -> None:
        """Follows the plan."""
        self.dismiss(self.advice.plan.follow(self.result.walk))


def _row(word: str, text: str, width: int, token: str) -> list[Line]:
    return wrap([(text, token)], width, [(f"  {word:<9}", "muted")], GUTTER)
