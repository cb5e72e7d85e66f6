"""The rows of the outcome screen: what to do first, why, what would change it, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wizard.pack.knowledge import Knowledge
from wizard.transcript.model import (
    Changed,
    Found,
    LastDay,
    PageLine,
    PagePart,
    Planned,
    Transcript,
    Unknown,
    headings,
)
from wizard.tree.model import Tree, Verdict
from wizard.ui.ink import Line, Piece, clip, say, size, wrap
from wizard.ui.parts import chip
from wizard.ui.rows import MEASURE, NARROW, blank, card, fold, heading, margin, text
from wizard.ui.widgets.sheet import Item
from wizard.walk.result import Result
from wizard.words.phrases import GIVE_UP, NUMBERS, action, cost, either, out_of_reach

PAGE, FINDING, UNKNOWN, PLAN, ENTRY, ANSWER = "page", "finding", "unknown", "plan", "entry", "answer"
DAY, THEN, RETURN, LEFT_OUT, FOLD, REMEDY = "day", "then", "return", "left-out", "fold", "do"
"""What a row opens: the word before the colon of its id."""

FIRST = (PAGE, REMEDY, DAY, THEN, RETURN)
"""The rows that stand in the first section."""
WHY, IN_WORDS = "Why", "In plain words"
"""The page of an outcome says in a part of this name why; it stands with the findings."""
CHANGES = "What would change it"
SOON = 7
"""So many days before a last day it is urgent."""
LOW = 20


@dataclass(frozen=True)
class Told:
    """What the rows are made from: the transcript, the result behind it, and how the screen stands."""

    told: Transcript
    result: Result
    knowledge: Knowledge
    returns: str | None
    left_out: tuple[str, ...]
    opened: frozenset[str]
    low: bool

    @property
    def tree(self) -> Tree:
        """The tree walked."""
        return self.result.walk.tree

    def verdict(self, id: str) -> Verdict:
        """A verdict of the tree."""
        return self.tree.verdicts[id]

    def is_open(self, id: str) -> bool:
        """Whether a group is open."""
        return f"{FOLD}:{id}" in self.opened


def outcome_items(on: Told) -> Iterator[Item]:
    """All rows, in the order in which a reader needs them."""
    for title, rows in (
        ("Do this first", [*_first(on)]),
        (WHY, [*_why(on)]),
        ("What to find out", [*_unknown(on)]),
        (CHANGES, [*_changes(on)]),
        ("What it rests on", [*_rests(on)]),
    ):
        if rows:
            if not on.low:
                yield heading(title)
            yield from rows
            if not on.low:
                yield blank()


def first_fold(on: Told) -> str:
    """The group that stands open at first: the weightiest."""
    return f"{FOLD}:{on.told.findings[0].weight}" if on.told.findings else ""


def every_fold(on: Told) -> frozenset[str]:
    """All groups there are."""
    weights = (each.weight for each in on.told.findings)
    parts = (f"part-{place}" for place in range(1, len(on.told.outcome.page)))
    cited = (f"cited-{title}" for title in headings((*on.told.rules, *on.told.cases)))
    return frozenset(f"{FOLD}:{id}" for id in (*weights, *parts, *cited, "plans", "answers", "left-out"))


def _first(on: Told) -> Iterator[Item]:
    """Last days, the first steps of the outcome's page, the remedies of what decides, where to go on."""
    yield from _last_days(on)
    first, *rest = on.told.outcome.page or (None,)
    number = 0
    for line in first.lines if first is not None else ():
        number += bool(line.mark)
        yield card(f"{PAGE}:{number}", str(number) if line.mark else "", line.text)
    said: set[str] = set()
    deciding = {each.finding.id for each in on.result.deciding}
    for place, each in enumerate(on.told.findings):
        if each.id in deciding and each.remedy and each.remedy not in said:
            said.add(each.remedy)
            number += 1
            yield card(f"{REMEDY}:{place}", str(number), action(each.remedy, each.who))
    yield from _way_on(on)
    for place, part in enumerate(rest, 1):
        if part is not None and part.title != WHY:
            yield from _part(on, place, part, part.title)


def _part(on: Told, place: int, part: PagePart, title: str) -> Iterator[Item]:
    """A further part of the outcome's page, folded."""
    id = f"part-{place}"
    yield fold(f"{FOLD}:{id}", title, str(len(part.lines)), "", on.is_open(id))
    if on.is_open(id):
        yield from (_page_line(place, at, line) for at, line in enumerate(part.lines))


def _page_line(place: int, at: int, line: PageLine) -> Item:
    id = f"{PAGE}:{place}-{at}"
    return card(id, "", f"{line.mark} {line.text}".strip())


def _way_on(on: Told) -> Iterator[Item]:
    """Back to what this walk was to settle, or on to another tree."""
    if on.returns is not None:
        yield card(f"{RETURN}:", "›", f"Return to: {on.returns}", weight="accent")
        return
    then = on.knowledge.readable(on.told.outcome.then or None)
    if then is not None:
        note = "" if on.low else "Answers that both share are carried over."
        yield card(f"{THEN}:{then.id}", "›", f"Go on with: {then.title}", note, weight="accent")


def _last_days(on: Told) -> Iterator[Item]:
    asked = on.tree.date
    if asked is None or not on.told.deadlines:
        return
    if not on.told.day:
        yield card(f"{DAY}:", "d", asked.ask, "Give the day, and the last days are counted.", weight="accent")
    for each in on.told.deadlines:
        yield _last_day(on, each)
    if on.told.day:
        yield card(f"{DAY}:", "d", f"Counted from {on.told.day}", "Enter changes the day.", weight="muted")


def _last_day(on: Told, each: LastDay) -> Item:
    library = on.knowledge.library
    cites = "; ".join(library.entry(id).cite for id in each.rules)
    opens = f"{ENTRY}:{each.rules[0]}:{each.id}" if each.rules else f"{DAY}:{each.id}"
    when, tone = each.counted, ""
    if each.due:
        last = date.fromisoformat(each.due)
        left = (last - date.today()).days
        tone = "stop" if left < 0 else "urgent" if left <= SOON else "caution"
        when = f"{days_left(left)} ({each.due})"

    def lay(width: int) -> list[Line]:
        hang: list[Piece] = [("       " if width >= NARROW else "    ", "")]
        lines = wrap([(when, f"b {tone}"), (f": {each.says}", "")], min(width - 1, MEASURE), hang, hang)
        return lines + (say(cites, width - 1, "muted", hang[0][0]) if cites and not on.low else [])

    return Item(opens, lay, f"{when}: {each.says}", cites)


def days_left(left: int) -> str:
    """How far a last day is away, in words."""
    if left == 0:
        return "Today is the last day"
    unit = "day" if abs(left) == 1 else "days"
    return f"{left} {unit} left" if left > 0 else f"{-left} {unit} late"


def _why(on: Told) -> Iterator[Item]:
    groups: dict[str, list[tuple[int, Found]]] = {}
    for place, each in enumerate(on.told.findings):
        groups.setdefault(each.weight, []).append((place, each))
    for weight, found in groups.items():
        verdict = on.tree.verdict_of_weight(weight)
        tone = verdict.tone if verdict is not None else ""
        yield fold(f"{FOLD}:{weight}", found[0][1].weight_label, str(len(found)), tone, on.is_open(weight))
        if on.is_open(weight):
            for place, each in found:
                yield _finding(on, place, each, tone, spaced=each is not found[-1][1])
    for place, part in enumerate(on.told.outcome.page):
        if place and part.title == WHY:
            yield from _part(on, place, part, IN_WORDS)


def _finding(on: Told, place: int, each: Found, tone: str, spaced: bool) -> Item:
    named = {entry.id: entry.name for entry in on.told.rules}
    named |= {entry.id: entry.name for entry in on.told.cases}
    cites = [named[id] for id in (*each.rules, *each.cases)]

    def lay(width: int) -> list[Line]:
        edge: list[Piece] = [("    " if width >= NARROW else " ", ""), ("│ ", tone or "line")]
        most = min(width - 1, MEASURE)
        lines = wrap([(each.says, "")], most, edge, edge)
        if cites:
            lines.append(Line([*edge, *cites_that_fit(cites, most - size(edge))]))
        return [*lines, Line(edge)] if spaced and not on.low else lines

    return Item(f"{FINDING}:{place}", lay, each.says, "; ".join(cites))


def cites_that_fit(cites: Sequence[str], width: int) -> list[Piece]:
    """As many citations as fit on a line, then how many more there are."""
    shown: list[str] = []
    for cite in cites:
        if sum(map(len, [*shown, cite])) + 3 * len(shown) > width - 5:
            break
        shown.append(cite)
    shown = shown or [clip(cites[0], width - 5)]
    pieces: list[Piece] = []
    for place, cite in enumerate(shown):
        pieces += [(" · " if place else "", "faint"), (clip(cite, width), "accent")]
    more = len(cites) - len(shown)
    return [*pieces, (f"  +{more}" if more else "", "muted")]


def _unknown(on: Told) -> Iterator[Item]:
    for each in on.told.assumptions:
        others = "\n".join(f"if “{other.label}”: {either(other.verdict_labels)}" for other in each.others)
        yield _unknown_row(each, others, on.low)


def _unknown_row(each: Unknown, others: str, low: bool) -> Item:
    def lay(width: int) -> list[Line]:
        hang: list[Piece] = [(f"{margin(width)}  ", "")]
        most = min(width - 1, MEASURE)
        lines = wrap([(each.ask, "")], most, [(margin(width), ""), ("! ", "b caution")], hang)
        if not low:
            lines += wrap([(each.find_out, "muted")], most, hang, hang)
            for line in others.split("\n"):
                lines += wrap([(line, "muted")], most, hang, [*hang, ("  ", "")])
        return lines

    return Item(f"{UNKNOWN}:{each.question}", lay, f"{each.ask} {each.find_out}", others)


def _changes(on: Told) -> Iterator[Item]:
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


def _rests(on: Told) -> Iterator[Item]:
    """The questions left out, the answers, the rules and cases: folded."""
    tree, told = on.tree, on.told
    if on.left_out:
        count = str(len(on.left_out))
        yield fold(f"{FOLD}:left-out", "Questions not asked", count, "caution", on.is_open("left-out"))
        if on.is_open("left-out"):
            for id in on.left_out:
                yield card(f"{LEFT_OUT}:{id}", "", tree.questions[id].ask)
    count = f"{len(told.steps)}, each can be changed"
    yield fold(f"{FOLD}:answers", "Your answers", count, "", on.is_open("answers"))
    if on.is_open("answers"):
        for step in told.steps:
            given = f" ({step.given})" if step.given else ""
            known = " (assumed: you did not know)" if step.assumed else ""
            yield _pair(f"{ANSWER}:{step.question}", step.ask, f"{step.label}{given}{known}")
    yield from _cited(on)


def _cited(on: Told) -> Iterator[Item]:
    """The rules and the cases, each kind folded under its own heading."""
    for title, entries in headings((*on.told.rules, *on.told.cases)).items():
        id = f"cited-{title}"
        yield fold(f"{FOLD}:{id}", title, str(len(entries)), "", on.is_open(id))
        if on.is_open(id):
            for each in entries:
                standing = on.knowledge.library.entry(each.id).standing(date.today())
                yield _entry(f"{ENTRY}:{each.id}", each.told, standing)


def _entry(id: str, told: str, standing: str) -> Item:
    def lay(width: int) -> list[Line]:
        edge = "    " if width >= NARROW else "   "
        most = min(width - 1, MEASURE)
        return [*say(told, most, "accent", edge), *say(standing, most, "muted", f"{edge}  ")]

    return Item(id, lay, told, standing)


def _pair(id: str, ask: str, label: str) -> Item:
    """A question beside its answer, as in a summary list; one under the other where there is no room."""

    def lay(width: int) -> list[Line]:
        if width < NARROW:
            return [*say(ask, width - 1, "muted", "   "), *say(label, width - 1, "", "   ")]
        most = min(width - 1, MEASURE)
        half = (most - 8) * 45 // 100
        left, right = say(ask, half, "muted"), say(label, most - half - 7)
        lines = []
        for n in range(max(len(left), len(right))):
            a = left[n].parts if n < len(left) else []
            b = right[n].parts if n < len(right) else []
            lines.append(Line([("    ", ""), *a, (" " * (half - size(a) + 2), ""), *b]))
        return lines

    return Item(id, lay, label, ask)
