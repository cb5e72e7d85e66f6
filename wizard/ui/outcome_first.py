"""The first section of an outcome: last days, what to do, where to go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wizard.source.counting import counted
from wizard.transcript.model import LastDay, PageLine, PagePart
from wizard.ui.ink import Line, Piece, say, wrap
from wizard.ui.outcome_told import DAY, ENTRY, FOLD, PAGE, REMEDY, RETURN, SOON, THEN, WHY, Told
from wizard.ui.rows import MEASURE, NARROW, card, fold
from wizard.ui.widgets.sheet import Item
from wizard.words.phrases import action


def first_rows(on: Told) -> Iterator[Item]:
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
            yield from part_rows(on, place, part, part.title)


def part_rows(on: Told, place: int, part: PagePart, title: str) -> Iterator[Item]:
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
    return f"{counted(abs(left), 'day')} {'left' if left > 0 else 'late'}"
