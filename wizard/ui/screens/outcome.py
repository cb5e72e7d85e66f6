"""The outcome: verdict, page, findings, what would change it, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Footer, Static

from wizard.knowledge import Knowledge
from wizard.problems import Broken, Refused
from wizard.transcript.markdown import escape
from wizard.transcript.outline import plan_lines, plan_title
from wizard.transcript.phrases import out_of_reach
from wizard.transcript.record import Transcript, record
from wizard.ui.screens.page import PageScreen, follow
from wizard.ui.widgets.choices import Choice, Choices
from wizard.ui.widgets.page_view import PageView
from wizard.ui.words import banner, literal
from wizard.walk.ahead import conclude
from wizard.walk.change import Plan, options
from wizard.walk.walk import Walk, begin

if TYPE_CHECKING:
    from wizard.ui.app import WizardApp

PAGE, FINDING, UNKNOWN, PLAN, ENTRY, ANSWER = "page", "finding", "unknown", "plan", "entry", "answer"
DAY, THEN, RETURN = "day", "then", "return"


class OutcomeScreen(Screen[Walk | None]):
    """Dismisses with a walk to go on with, or with None to return to the screen below its questions.

    `returns` says what there is to return to, where there is anything.

    Everything there is to open is a line of one list; beside it, where there is room, stands
    what the pointed line opens.
    """

    app: WizardApp
    AUTO_FOCUS = "#lines"
    BINDINGS = [
        Binding("b,backspace", "back", "Back", key_display="b"),
        Binding("c", "change", "Change"),
        Binding("s", "save", "Save"),
        Binding("n", "again", "Start again", show=False),
        Binding("m", "map", "Map", show=False),
        Binding("h", "page", "Read the outcome's page", show=False),
    ]

    def __init__(
        self, knowledge: Knowledge, walk: Walk, started: datetime, returns: str | None = None
    ) -> None:
        super().__init__()
        self.returns = returns
        self.knowledge = knowledge
        self.started = started
        self.walk = walk
        self.missing = ""

    def compose(self) -> ComposeResult:
        """Verdict, list, the pointed line's text."""
        yield Static(id="verdict")
        yield Static(id="summary")
        with Horizontal(id="body"):
            yield Choices(id="lines")
            yield PageView(id="reading")
        yield Static(literal("Too small: make this window larger. Your answers are kept."), id="too-small")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Fills the list once its width is known."""
        self.call_after_refresh(self.conclude)

    def on_resize(self) -> None:
        """Gives the list the focus back that it lost while the window was too small."""
        self.call_after_refresh(self.refocus)

    def refocus(self) -> None:
        """Focuses the list where nothing else is focused."""
        if self.focused is None and self.query_one("#lines").display:
            self.query_one("#lines").focus()

    def conclude(self) -> None:
        """Judges the walk and shows the result."""
        try:
            self.transcript = record(self.walk, self.knowledge.library, self.started, datetime.now(UTC))
        except (Refused, Broken) as error:
            self.query_one("#summary", Static).update(literal(f"The library is incomplete.\n{error}"))
            return
        verdict = conclude(self.walk).verdict
        self.app.walk = self.walk
        self.plans = [plan for each in options(self.walk) for plan in each.plans]
        shown = self.query_one("#verdict", Static)
        shown.update(banner(verdict))
        shown.set_classes(f"tone-{verdict.tone}")
        outcome = self.transcript["outcome"]
        early = "" if self.transcript["complete"] else "\nFinished early: findings may be missing."
        self.query_one("#summary", Static).update(literal(f"{outcome['title']}{early}", "bold"))
        self.query_one("#lines", Choices).show(list(self._lines()))

    def _lines(self) -> Iterator[Choice]:
        told = self.transcript
        yield Choice(f"{PAGE}:", told["outcome"]["summary"], "Enter: read the page")
        yield from self._way_on(told)
        yield from self._date_lines(told)
        labels = {each["question"]: each["label"] for each in told["steps"]}
        weight = ""
        for place, each in enumerate(told["findings"]):
            if each["weight_label"] != weight:
                weight = each["weight_label"]
                yield _heading(weight)
            because = "; ".join(labels[fact["question"]] for fact in each["because"])
            yield Choice(f"{FINDING}:{place}", each["says"], f"because you answered: {because}")
        yield from self._unknown_lines(told)
        yield from self._change_lines(told)
        for name in ("rules", "cases"):
            if told[name]:
                yield _heading(name.capitalize())
            for each in told[name]:
                words = f"{each['cite']}: {each['title']}" if name == "rules" else _case_line(each)
                standing = self.knowledge.library.entry(each["id"]).standing(date.today())
                yield Choice(f"{ENTRY}:{each['id']}", words, standing)
        yield _heading("Your answers")
        for each in told["steps"]:
            known = " (assumed: you did not know)" if each["assumed"] else ""
            yield Choice(f"{ANSWER}:{each['question']}", each["label"] + known, each["ask"])

    def _way_on(self, told: Transcript) -> Iterator[Choice]:
        """Where to go from here: back to what this walk was to settle, or on to another tree."""
        if self.returns is not None:
            yield Choice(f"{RETURN}:", f"Return to: {self.returns}")
            return
        then = self.knowledge.readable(told["outcome"]["then"] or None)
        if then is not None:
            note = "Answers that both share are carried over."
            yield Choice(f"{THEN}:{then.id}", f"Go on with: {then.title}", note)

    def _date_lines(self, told: Transcript) -> Iterator[Choice]:
        asked = self.walk.tree.date
        if asked is None or not told["deadlines"]:
            return
        yield _heading("Last days")
        given = f"Counted from {told['day']}. Enter: change the day" if told["day"] else "Enter: give the day"
        yield Choice(f"{DAY}:", asked.ask, given)
        for each in told["deadlines"]:
            cites = "; ".join(self.knowledge.library.entry(id).cite for id in each["rules"])
            words = f"{each['due'] or each['counted']}: {each['says']}"
            yield Choice(
                f"{ENTRY}:{each['rules'][0]}:{each['id']}" if each["rules"] else each["id"], words, cites
            )

    def _unknown_lines(self, told: Transcript) -> Iterator[Choice]:
        if told["assumptions"]:
            yield _heading("What to find out")
        for each in told["assumptions"]:
            others = "; ".join(
                f"if “{other['label']}”: {' or '.join(other['verdict_labels'])}" for other in each["others"]
            )
            yield Choice(f"{UNKNOWN}:{each['question']}", f"{each['ask']} {each['find_out']}", others)

    def _change_lines(self, told: Transcript) -> Iterator[Choice]:
        if told["plans"] or told["out_of_reach"]:
            yield _heading("What would change it")
        for place, plan in enumerate(told["plans"]):
            yield Choice(f"{PLAN}:{place}", plan_title(plan), "\n".join(_short_plan(plan)))
        asks = {each["question"]: each["ask"] for each in told["steps"]}
        for each in told["out_of_reach"]:
            words = out_of_reach(each["verdict_label"], [asks[id] for id in each["fixed"]])
            yield Choice(f"none:{each['verdict']}", words, heading=True)

    @on(Choices.Pointed, "#lines")
    def _pointed(self, event: Choices.Pointed) -> None:
        if self.query_one("#reading").display:
            self.read_beside(event.id)

    @work(exclusive=True)
    async def read_beside(self, line: str) -> None:
        """Shows beside the list what a line is about."""
        await self.query_one("#reading", PageView).show(self._text_of(line))

    def _text_of(self, line: str) -> str:
        kind, _, which = line.partition(":")
        library = self.knowledge.library
        if kind == ENTRY:
            entry = library.entry(which.partition(":")[0])
            return f"## {escape(entry.title)}\n\n{_from_top(entry.path, entry.body)}"
        if kind == FINDING:
            return self._finding_text(self.transcript["findings"][int(which)])
        if kind == PLAN:
            plan = self.transcript["plans"][int(which)]
            lines = "\n".join(f"- {escape(line.strip())}" for line in plan_lines(plan))
            return f"## {escape(plan_title(plan))}\n\n{lines}\n\nEnter shows the outcome after it."
        if kind in (ANSWER, UNKNOWN):
            asked = self.walk.tree.questions[which]
            return f"## {escape(asked.ask)}\n\n{escape(asked.why)}\n\nEnter changes this answer."
        outcome = conclude(self.walk).outcome
        if outcome is None:
            return ""
        page = library.page(outcome.page)
        return f"## {escape(page.title)}\n\n{_from_top(page.path, page.body)}"

    def _finding_text(self, finding: Transcript) -> str:
        source = self.walk.tree.findings[finding["id"]]
        parts = [escape(finding["says"])]
        if finding["remedy"]:
            parts.append(f"**What to do:** {escape(finding['remedy'])}")
        links = []
        for folder in ("rules", "cases"):
            for id in finding[folder]:
                entry = self.knowledge.library.entry(id)
                standing = escape(entry.standing(date.today()))
                cite = f"[{escape(entry.cite)}]({folder}/{id}.md)"
                links.append(f"- {cite}: {escape(entry.summary)} ({standing})")
        if source.learn:
            links.append(f"- [{escape(self.knowledge.library.page(source.learn).title)}]({source.learn})")
        return "\n\n".join([*parts, "\n".join(links)])

    @on(Choices.Chosen, "#lines")
    def _chosen(self, event: Choices.Chosen) -> None:
        if event.stale:
            return
        kind, _, which = event.id.partition(":")
        if kind == PAGE:
            self.action_page()
        elif kind == FINDING:
            self._open_finding(self.transcript["findings"][int(which)])
        elif kind == PLAN:
            self._open_plan(self.plans[int(which)])
        elif kind == ENTRY:
            self._open_entry(which.partition(":")[0])
        elif kind == DAY:
            self._ask_day()
        elif kind == THEN:
            self._go_on(which)
        elif kind == RETURN:
            self.dismiss(None)
        elif kind in (ANSWER, UNKNOWN):
            self._change(which)

    def _ask_day(self) -> None:
        from wizard.ui.screens.day import DayScreen

        if self.walk.tree.date is not None:
            self.app.push_screen(DayScreen(self.walk.tree.date), self._day_given)

    def _day_given(self, day: date | None) -> None:
        if day is not None:
            self._changed(replace(self.walk, day=day))

    def _go_on(self, tree: str) -> None:
        from wizard.ui.screens.question import QuestionScreen

        walk = begin(self.knowledge.tree(tree), self.walk.facts, self.walk.assumed)
        self.app.push_screen(QuestionScreen(self.knowledge, walk))

    def _open_finding(self, finding: Transcript) -> None:
        from wizard.ui.screens.pick import PickScreen

        library = self.knowledge.library
        ids = [*finding["rules"], *finding["cases"]]
        learn = self.walk.tree.findings[finding["id"]].learn
        ids += [library.page(learn).id] if learn else []
        today = date.today()
        entries = [library.entry(id) for id in ids]
        choices = [
            Choice(entry.id, entry.cite, f"{entry.summary} ({entry.standing(today)})") for entry in entries
        ]
        labels = {each["question"]: each["label"] for each in self.transcript["steps"]}
        because = "; ".join(labels[fact["question"]] for fact in finding["because"])
        heading = f"{finding['says']}\n\nBecause you answered: {because}"
        if finding["remedy"]:
            heading += f"\n\nWhat to do: {finding['remedy']}"
        self.app.push_screen(PickScreen(heading, choices), self._open_entry)

    def _open_entry(self, id: str | None) -> None:
        if id is not None:
            self.app.push_screen(PageScreen(self.knowledge.library, id))

    def _open_plan(self, plan: Plan) -> None:
        from wizard.ui.screens.plan import PlanScreen

        self.app.push_screen(PlanScreen(self.walk, plan), self._changed)

    def on_page_view_followed(self, event: PageView.Followed) -> None:
        """Follows a link of the text beside the list."""
        follow(self.app, self.knowledge.library, "top.md", event.href)

    def action_page(self) -> None:
        """Opens the outcome's page."""
        outcome = conclude(self.walk).outcome
        if outcome is not None:
            entry = self.knowledge.library.page(outcome.page)
            self.app.push_screen(PageScreen(self.knowledge.library, entry.id))

    def action_back(self) -> None:
        """Back to the last question."""
        self.dismiss(self.walk.back())

    def action_again(self) -> None:
        """Starts again."""
        self.dismiss(begin(self.walk.tree))

    def action_change(self) -> None:
        """Lists the answers to change one."""
        self._change(None)

    def _change(self, question: str | None) -> None:
        from wizard.ui.screens.change import ChangeScreen

        self.app.push_screen(ChangeScreen(self.walk, question), self._changed)

    def _changed(self, walk: Walk | None) -> None:
        if walk is None:
            return
        if not walk.done:
            self.dismiss(walk)
            return
        self.walk = walk
        self.conclude()

    def action_map(self) -> None:
        """Opens the map of the tree with the way that led here."""
        from wizard.ui.screens.map import MapScreen

        self.app.push_screen(MapScreen(self.walk), self._from_map)

    def _from_map(self, question: str | None) -> None:
        if question is not None and any(step.question == question for step in self.walk.steps):
            self._change(question)

    def action_save(self) -> None:
        """Saves the transcript."""
        from wizard.ui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen(self.transcript), self._saved)

    def _saved(self, path: object) -> None:
        from pathlib import Path

        if isinstance(path, Path):
            self.app.saved.append(path)
            self.app.saved_walk = self.walk
            self.notify(f"Saved to {path.resolve()}", timeout=10, markup=False)


def _heading(words: str) -> Choice:
    return Choice(f"heading:{words}", words.upper(), heading=True, style="bold")


def _case_line(case: Transcript) -> str:
    return f"{case['title']} ({case['year']}): {case['resolution']}, {case['amount']}"


def _short_plan(plan: Transcript) -> Iterator[str]:
    for each in plan["changes"]:
        yield f"{each['ask']} → {each['to_label']}"
    for each in plan["needs"]:
        yield f"also needs: {each['ask']} → {each['label']}"


def _from_top(path: str, body: str) -> str:
    """A page's text with its links rewritten as seen from the library's top folder."""
    folder = path.rpartition("/")[0]
    return body.replace("](../", "](").replace("](#", f"]({path}#") if folder else body
