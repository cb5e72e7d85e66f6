"""A walk's result as a transcript: all there is to file, with a digest over it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from wizard import __version__
from wizard.library.model import Entry
from wizard.library.parts import parts
from wizard.library.shelves import Library
from wizard.source.days import MOMENT
from wizard.source.printable import acts
from wizard.transcript.cited import Case, Rule
from wizard.transcript.model import (
    Answered,
    Changed,
    Choice,
    Ended,
    Fact,
    Found,
    Held,
    IfInstead,
    LastDay,
    Needed,
    OutOfReach,
    PageLine,
    PagePart,
    Planned,
    Settled,
    Transcript,
    TreeUsed,
    Unknown,
    as_data,
)
from wizard.tree.model import Tree
from wizard.walk.ahead import Assumption, conclude
from wizard.walk.deadlines import Due, span_told
from wizard.walk.judge import Raised
from wizard.walk.plans import Options
from wizard.walk.result import Advice, Result
from wizard.walk.walk import Step, Walk

SCHEMA = "wizard-transcript/1"
NOT_ASCII = re.compile(r"[^\n -~]")
"""Letters of which some are spelt out, so that no terminal acts on them."""


def record(
    result: Result,
    library: Library,
    started: datetime,
    finished: datetime,
    program: str = "wizard",
    label: str = "",
) -> Transcript:
    """The transcript of a result; `program` is what wrote it, `label` names the workflow.

    Raises `Refused` or `Broken` when the library lacks what the tree cites.
    """
    tree = result.walk.tree
    rules = _cited(library, "rules", _rule_ids(result))
    cases = _cited(library, "cases", _case_ids(result))
    transcript = Transcript(
        schema=SCHEMA,
        tree=TreeUsed(tree.id, tree.title, tree.version, tree.reviewed, tree.digest),
        engine=f"{program} {__version__}",
        notice=tree.notice,
        started=_moment(started),
        finished=_moment(finished),
        complete=not result.walk.stopped,
        steps=tuple(_answered(tree, each) for each in result.walk.steps),
        verdict=result.verdict.id,
        verdict_label=result.verdict.label,
        outcome=_ended(result, library),
        findings=tuple(_found(tree, each) for each in result.findings),
        rules=tuple(_rule(each) for each in rules),
        cases=tuple(_case(each) for each in cases),
        assumptions=tuple(_unknown(tree, each) for each in result.unknown),
        day=result.walk.day.isoformat() if result.walk.day else "",
        deadlines=tuple(_last_day(each) for each in result.due),
        plans=tuple(_planned(tree, each) for each in result.advice),
        out_of_reach=tuple(_out_of_reach(each) for each in result.out_of_reach),
        digest="",
        content=_held(result, library, (*rules, *cases)),
        label=label,
        tone=result.verdict.tone,
    )
    return sealed(transcript)


def sealed(transcript: Transcript) -> Transcript:
    """The transcript with the digest of all else that it holds."""
    return replace(transcript, digest=digest(as_data(transcript)))


def digest(transcript: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, over everything of a transcript's data but the digest itself.

    The canonical form is JSON with sorted keys, no spaces, and UTF-8 as it is.
    """
    rest = {key: value for key, value in transcript.items() if key != "digest"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def as_json(transcript: Transcript) -> str:
    """The transcript as indented JSON, with a final newline."""
    text = json.dumps(as_data(transcript), indent=2, ensure_ascii=False)
    return NOT_ASCII.sub(lambda each: json.dumps(each[0])[1:-1] if acts(each[0]) else each[0], text) + "\n"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(MOMENT)


def _answered(tree: Tree, step: Step) -> Answered:
    asked = tree.questions[step.question]
    return Answered(
        question=step.question,
        ask=asked.ask,
        answer=step.answer,
        label=asked.answers[step.answer].label,
        assumed=step.assumed,
        given=step.given,
        on=step.on,
        settled_by=_settled(step.settled) if step.settled is not None else None,
    )


def _settled(walk: Walk) -> Settled:
    found = conclude(walk)
    return Settled(
        tree=walk.tree.id,
        digest=walk.tree.digest,
        steps=tuple(_answered(walk.tree, each) for each in walk.steps),
        verdict=found.verdict.id,
        outcome=found.outcome.id if found.outcome else "",
    )


def _ended(result: Result, library: Library) -> Ended:
    if result.outcome is None:
        return Ended("", "", "", "")
    entry = library.page(result.outcome.page)
    page = tuple(
        PagePart(part.title, tuple(PageLine(line.mark, line.text) for line in part.lines))
        for part in parts(entry.path, entry.body)
    )
    return Ended(result.outcome.id, entry.title, entry.summary, result.outcome.then or "", page)


def _found(tree: Tree, raised: Raised) -> Found:
    finding = raised.finding
    return Found(
        id=finding.id,
        weight=finding.weight,
        weight_label=tree.weights[finding.weight],
        says=finding.says,
        because=tuple(Fact(question, answer) for question, answer in raised.because),
        rules=finding.rules,
        cases=finding.cases,
        remedy=finding.remedy or "",
        who=finding.who,
        shown_by=finding.shown_by,
    )


def _rule_ids(result: Result) -> Iterable[str]:
    yield from (id for raised in result.findings for id in raised.finding.rules)
    yield from (id for each in result.due for id in each.deadline.rules)


def _case_ids(result: Result) -> Iterable[str]:
    return (id for raised in result.findings for id in raised.finding.cases)


def _cited(library: Library, key: str, ids: Iterable[str]) -> list[Entry]:
    """The entries cited, each once, in the order in which they are."""
    return [library.cited(key, str(id)) for id in dict.fromkeys(ids)]


def _held(result: Result, library: Library, cited: Iterable[Entry]) -> tuple[Held, ...]:
    """Each entry that the words of the record come from, by id."""
    pages = [library.page(result.outcome.page)] if result.outcome else []
    digests = {entry.id: entry.digest for entry in (*cited, *pages)}
    return tuple(Held(id, digests[id]) for id in sorted(digests))


def _last_day(each: Due) -> LastDay:
    deadline = each.deadline
    day = each.on.isoformat() if each.on else ""
    return LastDay(deadline.id, deadline.says, day, span_told(deadline), deadline.rules)


def _rule(entry: Entry) -> Rule:
    return Rule(
        id=entry.id,
        cite=entry.cite,
        title=entry.title,
        line=entry.worded(entry.kind.line),
        section=_section(entry),
        url=entry.url,
        status=entry.status,
        reviewed=entry.reviewed,
    )


def _case(entry: Entry) -> Case:
    return Case(
        id=entry.id,
        title=entry.title,
        year=entry.fields.get("year", ""),
        amount=entry.fields.get("amount", ""),
        resolution=entry.fields.get("resolution", ""),
        cite=entry.cite if entry.kind.line else "",
        line=entry.worded(entry.kind.line),
        section=_section(entry),
        url=entry.url,
        status=entry.status,
        reviewed=entry.reviewed,
    )


def _section(entry: Entry) -> str:
    """The heading that an entry stands under, where its pack says it otherwise than usual."""
    heading = entry.kind.section or entry.kind.plural
    return heading if heading != entry.kind.cited.capitalize() else ""


def _unknown(tree: Tree, assumption: Assumption) -> Unknown:
    question = tree.questions[assumption.question]
    return Unknown(
        question=assumption.question,
        ask=question.ask,
        assumed=assumption.assumed,
        assumed_label=question.answers[assumption.assumed].label,
        find_out=question.find_out or "",
        others=tuple(
            IfInstead(
                answer,
                question.answers[answer].label,
                tuple(verdict.id for verdict in verdicts),
                tuple(verdict.label for verdict in verdicts),
            )
            for answer, verdicts in assumption.others
        ),
    )


def _out_of_reach(each: Options) -> OutOfReach:
    return OutOfReach(each.verdict.id, each.verdict.label, each.fixed)


def _planned(tree: Tree, advice: Advice) -> Planned:
    plan, questions = advice.plan, tree.questions
    return Planned(
        verdict=plan.verdict.id,
        verdict_label=plan.verdict.label,
        effort=plan.effort,
        changes=tuple(
            Changed(
                question=each.question,
                ask=questions[each.question].ask,
                before=each.before,
                before_label=questions[each.question].answers[each.before].label,
                after=each.after,
                after_label=questions[each.question].answers[each.after].label,
                others=tuple(Choice(id, questions[each.question].answers[id].label) for id in each.others),
                remedies=advice.remedies[each.question],
            )
            for each in plan.changes
        ),
        needs=tuple(
            Needed(
                question,
                questions[question].ask,
                answer,
                questions[question].answers[answer].label,
                question in plan.only_if,
            )
            for question, answer in plan.needs
        ),
        gives_up=plan.gives_up,
    )
