"""What a transcript says, in order: sections of items that each form then draws its own way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.library.model import STATUSES
from wizard.source.counting import counted
from wizard.transcript.cited import Cited, headings
from wizard.transcript.model import Found, PagePart, Planned, Transcript
from wizard.words.phrases import either, needed, or_else, out_of_reach

SHOWN_PARTS, FEW_CITES = 3, 4
"""So many parts of the outcome's page, and rules or cases of a finding, stand in a short form."""

BLANK = "________"
"""Room to write in by hand."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a section: its text, the lines under it, and a mark such as a number."""

    text: str
    more: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the transcript. `level` 1 is the head of the whole."""

    name: str
    title: str
    items: tuple[Item, ...]
    level: int = 2


def outline(transcript: Transcript, full: bool = True) -> list[Section]:
    """The sections of a transcript that have something to say, in the order in which they are needed.

    What to do comes first, then why. Without `full`, what the sections say at length is left out
    and counted: the end of the outcome's page, reasons of findings that decide nothing, further
    plans, the particulars of rules and cases.
    """
    first, *rest = transcript.outcome.page or (PagePart("", ()),)
    sections = [
        _head(transcript),
        _part(first),
        Section("dates", "Last days", tuple(_dates(transcript))),
        *map(_part, rest if full else rest[: SHOWN_PARTS - 1]),
        *_findings(transcript, full),
        Section("unknown", "What to find out", tuple(_assumptions(transcript))),
        Section("changes", "What would change it", tuple(_plans(transcript, full))),
        *(_cited(transcript) if full else ()),
        Section("answers", "Your answers", tuple(_answers(transcript, full))),
        *([_evidence(transcript), _sign_off(transcript)] if full else []),
        _record(transcript, full),
    ]
    return [section for section in sections if section.items or section.level == 1]


def _head(transcript: Transcript) -> Section:
    outcome = transcript.outcome
    items = [Item(f"Workflow: {transcript.label}")] if transcript.label else []
    items += [verdict_item(transcript)]
    items += [Item(text) for text in (outcome.title, outcome.summary) if text]
    if not transcript.complete:
        items.append(Item("Finished early: not every question was asked, so findings may be missing."))
    return Section("head", transcript.tree.title, tuple(items), level=1)


def verdict_item(transcript: Transcript) -> Item:
    """The verdict, as every form names it."""
    return Item(f"Verdict: {transcript.verdict_label}")


def _part(part: PagePart) -> Section:
    return Section(
        "page", part.title or "What to do", tuple(Item(each.text, (), each.mark) for each in part.lines)
    )


def _findings(transcript: Transcript, full: bool) -> Iterator[Section]:
    """The findings by weight; without `full` those of the first, and of the others what is to be done."""
    weights = dict.fromkeys(each.weight_label for each in transcript.findings)
    labels = _labels(transcript)
    for place, weight in enumerate(weights):
        whole = full or place == 0
        found = [
            each for each in transcript.findings if each.weight_label == weight and (whole or each.remedy)
        ]
        cites = None if full else FEW_CITES if place == 0 else 0
        yield Section("findings", weight, tuple(_finding(transcript, each, labels, cites) for each in found))


def _finding(transcript: Transcript, finding: Found, labels: dict[str, str], most: int | None) -> Item:
    """A finding with its reason and what it rests on, up to so many; with none, what to do only."""
    answers = "; ".join(labels[each.question] for each in finding.because)
    lines = [f"Because you answered: {answers}."] if most != 0 else []
    if finding.remedy:
        lines.append(f"What to do: {finding.what_to_do}")
    if most == 0:
        return Item(finding.says, tuple(lines), "-")
    cites = {each.id: each.cite for each in transcript.rules}
    names = {each.id: each.name for each in transcript.cases}
    cited = [cites[id] for id in finding.rules] + [names[id] for id in finding.cases]
    more = [f"{len(cited) - most} more"] if most is not None and len(cited) > most else []
    if cited:
        lines.append(f"See: {'; '.join([*cited[:most], *more])}.")
    return Item(finding.says, tuple(lines), "-")


def _cited(transcript: Transcript) -> Iterator[Section]:
    """The rules, then the cases, those of each heading together."""
    for heading, entries in headings((*transcript.rules, *transcript.cases)).items():
        items = (Item(each.told, (each.url, _standing(each)), "-") for each in entries)
        yield Section("cited", heading, tuple(items))


def _dates(transcript: Transcript) -> Iterator[Item]:
    cites = {each.id: each.cite for each in transcript.rules}
    if transcript.deadlines and transcript.day:
        yield Item(f"Counted from {transcript.day}, in calendar days.")
    for each in transcript.deadlines:
        when = each.due or each.counted
        see = "; ".join(cites[id] for id in each.rules)
        yield Item(f"{when}: {each.says}", (f"See: {see}.",) if see else (), "-")


def _labels(transcript: Transcript) -> dict[str, str]:
    return {each.question: each.label for each in transcript.steps}


def _assumptions(transcript: Transcript) -> Iterator[Item]:
    for each in transcript.assumptions:
        lines = [f"You did not know. Assumed, to be careful: {each.assumed_label}."]
        if each.find_out:
            lines.append(f"How to find out: {each.find_out}")
        for other in each.others:
            verdicts = either(other.verdict_labels)
            lines.append(f"If it is “{other.label}”: {verdicts}.")
        yield Item(each.ask, tuple(lines), "-")


def _plans(transcript: Transcript, full: bool) -> Iterator[Item]:
    """The plans; without `full` the first to each verdict, with the changes of the very first."""
    firsts = {each.verdict: each for each in reversed(transcript.plans)}
    for place, plan in enumerate(transcript.plans):
        if full or firsts[plan.verdict] is plan:
            lines = plan_lines(plan, full) if full or place == 0 else ()
            yield Item(plan.heading, tuple(lines), "-")
    asks = {each.question: each.ask for each in transcript.steps}
    for each in transcript.out_of_reach:
        yield Item(out_of_reach(each.verdict_label, [asks[id] for id in each.fixed]), (), "-")


def plan_lines(plan: Planned, full: bool = True) -> Iterator[str]:
    """A plan's changes, each with its remedies if `full`, and what else would be needed."""
    for each in plan.changes:
        after = or_else([each.after_label, *(other.label for other in each.others)])
        yield f"{each.ask} From “{each.before_label}” to {after}."
        yield from (f"  {remedy}" for remedy in each.remedies if full)
    for need in plan.needs:
        yield needed(need.ask, need.label, need.only_if)


def _standing(entry: Cited) -> str:
    return f"{STATUSES[entry.status]}, reviewed {entry.reviewed}"


def _answers(transcript: Transcript, full: bool) -> Iterator[Item]:
    for number, each in enumerate(transcript.steps, 1):
        known = " (assumed: you did not know)" if each.assumed else ""
        given = f" ({each.given})" if each.given else ""
        answer = f"{each.label}{given}{known}"
        yield (
            Item(each.ask, (answer,), f"{number}.")
            if full
            else Item(f"{each.ask} {answer}", (), f"{number}.")
        )


def _evidence(transcript: Transcript) -> Section:
    """What is to be done as a checklist: each with what shows it, and room for who, by when and done."""
    blanks = f"Who: {BLANK} By: {BLANK} Done: {BLANK}"
    items = (
        Item(each.what_to_do, (f"Shown by: {each.shown_by or BLANK}", blanks), "-")
        for each in transcript.findings
        if each.remedy
    )
    return Section("evidence", "Evidence checklist", tuple(items))


def _sign_off(transcript: Transcript) -> Section:
    signed = transcript.signed
    if signed is None:
        items = [Item("Draft: nobody has reviewed this record yet.")]
        items += [Item(f"{each}: {BLANK}", (), "-") for each in ("Reviewer", "Role", "Date", "Next review")]
        return Section("sign-off", "Sign-off", tuple(items))
    said = f"Reviewed by {signed.reviewer}, {signed.role}, on {signed.date}."
    items = [Item(said), Item(f"Next review: {signed.next_review}."), Item(f"Digest before: {signed.draft}")]
    return Section("sign-off", "Sign-off", tuple(items))


def _record(transcript: Transcript, full: bool) -> Section:
    tree = transcript.tree
    lines = [Item(transcript.notice)] if transcript.notice else []
    version = Item(f"Tree {tree.id} {tree.version}, reviewed {tree.reviewed}; {transcript.engine}.")
    if not full:
        short, cited = "This is the short form.", len(transcript.rules) + len(transcript.cases)
        if cited:
            short += f" It rests on {counted(cited, 'entry')}, which the full form lists."
        file = "To file it, write the full form (--full): only that one can be replayed."
        return Section("record", "About this record", (*lines, Item(f"{short} {file}"), version))
    lines += [
        version,
        Item(f"Started {transcript.started}, finished {transcript.finished}."),
        Item(f"Digest {transcript.digest}"),
    ]
    return Section("record", "About this record", tuple(lines))
