"""What a transcript says, in order: sections of items that each form then draws its own way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.library.model import STATUSES
from wizard.transcript.record import Transcript
from wizard.words.phrases import either, or_else, out_of_reach, plan_title


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


def outline(transcript: Transcript) -> list[Section]:
    """The sections of a transcript that have something to say."""
    sections = [
        _head(transcript),
        *_findings(transcript),
        Section("dates", "Last days", tuple(_dates(transcript))),
        Section("unknown", "What to find out", tuple(_assumptions(transcript))),
        Section("changes", "What would change it", tuple(_plans(transcript))),
        Section("rules", "Rules", tuple(_rules(transcript))),
        Section("cases", "Cases", tuple(_cases(transcript))),
        Section("answers", "Your answers", tuple(_answers(transcript))),
        _record(transcript),
    ]
    return [section for section in sections if section.items or section.level == 1]


def _head(transcript: Transcript) -> Section:
    outcome = transcript["outcome"]
    items = [Item(f"Verdict: {transcript['verdict_label']}")]
    items += [Item(text) for text in (outcome["title"], outcome["summary"]) if text]
    if not transcript["complete"]:
        items.append(Item("Finished early: not every question was asked, so findings may be missing."))
    return Section("head", transcript["tree"]["title"], tuple(items), level=1)


def _findings(transcript: Transcript) -> Iterator[Section]:
    weights = dict.fromkeys(each["weight_label"] for each in transcript["findings"])
    labels = _labels(transcript)
    for weight in weights:
        found = [each for each in transcript["findings"] if each["weight_label"] == weight]
        yield Section("findings", weight, tuple(_finding(transcript, each, labels) for each in found))


def _finding(transcript: Transcript, finding: Transcript, labels: dict[str, str]) -> Item:
    answers = "; ".join(labels[each["question"]] for each in finding["because"])
    lines = [f"Because you answered: {answers}."]
    if finding["remedy"]:
        lines.append(f"What to do: {finding['remedy']}")
    cites = {each["id"]: each["cite"] for each in transcript["rules"]}
    names = {each["id"]: f"{each['title']} ({each['year']})" for each in transcript["cases"]}
    cited = [cites[id] for id in finding["rules"]] + [names[id] for id in finding["cases"]]
    if cited:
        lines.append(f"See: {'; '.join(cited)}.")
    return Item(finding["says"], tuple(lines), "-")


def _dates(transcript: Transcript) -> Iterator[Item]:
    cites = {each["id"]: each["cite"] for each in transcript["rules"]}
    if transcript["deadlines"] and transcript["day"]:
        yield Item(f"Counted from {transcript['day']}, in calendar days.")
    for each in transcript["deadlines"]:
        when = each["due"] or each["counted"]
        see = "; ".join(cites[id] for id in each["rules"])
        yield Item(f"{when}: {each['says']}", (f"See: {see}.",) if see else (), "-")


def _labels(transcript: Transcript) -> dict[str, str]:
    return {each["question"]: each["label"] for each in transcript["steps"]}


def _assumptions(transcript: Transcript) -> Iterator[Item]:
    for each in transcript["assumptions"]:
        lines = [f"You did not know. Assumed, to be careful: {each['assumed_label']}."]
        if each["find_out"]:
            lines.append(f"How to find out: {each['find_out']}")
        for other in each["others"]:
            verdicts = either(other["verdict_labels"])
            lines.append(f"If it is “{other['label']}”: {verdicts}.")
        yield Item(each["ask"], tuple(lines), "-")


def _plans(transcript: Transcript) -> Iterator[Item]:
    for plan in transcript["plans"]:
        yield Item(plan_title(plan), tuple(plan_lines(plan)), "-")
    asks = {each["question"]: each["ask"] for each in transcript["steps"]}
    for each in transcript["out_of_reach"]:
        yield Item(out_of_reach(each["verdict_label"], [asks[id] for id in each["fixed"]]), (), "-")


def plan_lines(plan: Transcript) -> Iterator[str]:
    """A plan's changes, each with its remedies, and what else would be needed."""
    for each in plan["changes"]:
        after = or_else([each["to_label"], *(other["label"] for other in each["others"])])
        yield f"{each['ask']} From “{each['from_label']}” to {after}."
        yield from (f"  {remedy}" for remedy in each["remedies"])
    for each in plan["needs"]:
        yield f"Would also need: {each['ask']} “{each['label']}”."


def _rules(transcript: Transcript) -> Iterator[Item]:
    for each in transcript["rules"]:
        yield Item(f"{each['cite']}: {each['title']}", (each["url"], _standing(each)), "-")


def _cases(transcript: Transcript) -> Iterator[Item]:
    for each in transcript["cases"]:
        text = f"{each['title']} ({each['year']}): {each['resolution']}, {each['amount']}"
        yield Item(text, (each["url"], _standing(each)), "-")


def _standing(entry: Transcript) -> str:
    return f"{STATUSES[entry['status']]}, reviewed {entry['reviewed']}"


def _answers(transcript: Transcript) -> Iterator[Item]:
    for number, each in enumerate(transcript["steps"], 1):
        known = " (assumed: you did not know)" if each["assumed"] else ""
        given = f" ({each['given']})" if "given" in each else ""
        yield Item(each["ask"], (f"{each['label']}{given}{known}",), f"{number}.")


def _record(transcript: Transcript) -> Section:
    tree = transcript["tree"]
    lines = [
        Item(f"Tree {tree['id']} {tree['version']}, reviewed {tree['reviewed']}; {transcript['engine']}."),
        Item(f"Started {transcript['started']}, finished {transcript['finished']}."),
        Item(f"Digest {transcript['digest']}"),
    ]
    if transcript["notice"]:
        lines.insert(0, Item(transcript["notice"]))
    return Section("record", "About this record", tuple(lines))
