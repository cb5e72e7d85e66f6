"""A walk as a transcript: plain data that says all there is to file, with a digest over it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from wizard import __version__
from wizard.library.model import Entry
from wizard.library.shelves import Library
from wizard.source.printable import acts
from wizard.tree.model import Tree
from wizard.walk.ahead import Assumption, assumptions, conclude
from wizard.walk.deadlines import Due, counted, due
from wizard.walk.judge import Judgement, Raised
from wizard.walk.plans import Options, Plan, options, remedies
from wizard.walk.walk import Step, Walk

SCHEMA = "wizard-transcript/1"

Transcript = dict[str, Any]
"""JSON-ready data as `schema.json` beside this module describes it."""


def record(walk: Walk, library: Library, started: datetime, finished: datetime) -> Transcript:
    """The transcript of a walk that is done.

    Raises `Refused` or `Broken` when the library lacks what the tree cites.
    """
    tree, judgement = walk.tree, conclude(walk)
    page = library.page(judgement.outcome.page) if judgement.outcome else None
    transcript: Transcript = {
        "schema": SCHEMA,
        "tree": {
            "id": tree.id,
            "title": tree.title,
            "version": tree.version,
            "reviewed": tree.reviewed,
            "digest": tree.digest,
        },
        "engine": f"hipaa-wizard {__version__}",
        "notice": tree.notice,
        "started": _moment(started),
        "finished": _moment(finished),
        "complete": not walk.stopped,
        "steps": [_step(tree, each) for each in walk.steps],
        "verdict": judgement.verdict.id,
        "verdict_label": judgement.verdict.label,
        "outcome": {
            "id": judgement.outcome.id if judgement.outcome else "",
            "title": page.title if page else "",
            "summary": page.summary if page else "",
            "then": (judgement.outcome.then or "") if judgement.outcome else "",
        },
        "findings": [_finding(tree, each) for each in judgement.findings],
        "rules": [_rule(each) for each in _cited(library, "rules", _rule_ids(walk, judgement))],
        "cases": [_case(each) for each in _cited(library, "cases", _case_ids(judgement))],
        "assumptions": [_assumption(tree, each) for each in assumptions(walk)],
        "day": walk.day.isoformat() if walk.day else "",
        "deadlines": [_deadline(each) for each in due(tree, walk.facts, walk.day)],
        **_changes(walk, options(walk)),
    }
    transcript["digest"] = digest(transcript)
    return transcript


def digest(transcript: Transcript) -> str:
    """SHA-256, in hexadecimal, over everything but the digest itself.

    The canonical form is JSON with sorted keys, no spaces, and UTF-8 as it is.
    """
    rest = {key: value for key, value in transcript.items() if key != "digest"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def as_json(transcript: Transcript) -> str:
    """The transcript as indented JSON, with a final newline."""
    text = json.dumps(transcript, indent=2, ensure_ascii=False)
    return "".join(json.dumps(each)[1:-1] if each != "\n" and acts(each) else each for each in text) + "\n"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _step(tree: Tree, step: Step) -> Transcript:
    """One answer; what was typed, and the walk that settled it, stand in it only where there are any."""
    asked = tree.questions[step.question]
    return {
        "question": step.question,
        "ask": asked.ask,
        "answer": step.answer,
        "label": asked.answers[step.answer].label,
        "assumed": step.assumed,
        **({"given": step.given} if step.given else {}),
        **({"on": step.on} if step.on else {}),
        **({"settled_by": _settled(step.settled)} if step.settled else {}),
    }


def _settled(walk: Walk) -> Transcript:
    """The walk of another tree that gave an answer."""
    found = conclude(walk)
    return {
        "tree": walk.tree.id,
        "digest": walk.tree.digest,
        "steps": [_step(walk.tree, each) for each in walk.steps],
        "verdict": found.verdict.id,
        "outcome": found.outcome.id if found.outcome else "",
    }


def _finding(tree: Tree, raised: Raised) -> Transcript:
    finding = raised.finding
    return {
        "id": finding.id,
        "weight": finding.weight,
        "weight_label": tree.weights[finding.weight],
        "says": finding.says,
        "because": [{"question": question, "answer": answer} for question, answer in raised.because],
        "rules": list(finding.rules),
        "cases": list(finding.cases),
        "remedy": finding.remedy or "",
    }


def _rule_ids(walk: Walk, judgement: Judgement) -> Iterable[str]:
    yield from (id for raised in judgement.findings for id in raised.finding.rules)
    yield from (id for each in due(walk.tree, walk.facts, None) for id in each.deadline.rules)


def _case_ids(judgement: Judgement) -> Iterable[str]:
    return (id for raised in judgement.findings for id in raised.finding.cases)


def _cited(library: Library, folder: str, ids: Iterable[str]) -> list[Entry]:
    """The entries cited, each once, in the order in which they are."""
    return [library.page(f"{folder}/{id}.md") for id in dict.fromkeys(ids)]


def _deadline(each: Due) -> Transcript:
    return {
        "id": each.deadline.id,
        "says": each.deadline.says,
        "due": each.on.isoformat() if each.on else "",
        "counted": counted(each.deadline),
        "rules": list(each.deadline.rules),
    }


def _rule(entry: Entry) -> Transcript:
    return {
        "id": entry.id,
        "cite": entry.cite,
        "title": entry.title,
        "url": entry.url,
        "status": entry.status,
        "reviewed": entry.reviewed,
    }


def _case(entry: Entry) -> Transcript:
    return {
        "id": entry.id,
        "title": entry.title,
        "year": entry.fields["year"],
        "amount": entry.fields["amount"],
        "resolution": entry.fields["resolution"],
        "url": entry.url,
        "status": entry.status,
        "reviewed": entry.reviewed,
    }


def _assumption(tree: Tree, assumption: Assumption) -> Transcript:
    question = tree.questions[assumption.question]
    return {
        "question": assumption.question,
        "ask": question.ask,
        "assumed": assumption.assumed,
        "assumed_label": question.answers[assumption.assumed].label,
        "find_out": question.find_out or "",
        "others": [
            {
                "answer": answer,
                "label": question.answers[answer].label,
                "verdicts": [verdict.id for verdict in verdicts],
                "verdict_labels": [verdict.label for verdict in verdicts],
            }
            for answer, verdicts in assumption.others
        ],
    }


def _changes(walk: Walk, found: tuple[Options, ...]) -> Transcript:
    return {
        "plans": [_plan(walk, plan) for each in found for plan in each.plans],
        "out_of_reach": [
            {
                "verdict": each.verdict.id,
                "verdict_label": each.verdict.label,
                "fixed": list(each.fixed),
            }
            for each in found
            if not each.plans
        ],
    }


def _plan(walk: Walk, plan: Plan) -> Transcript:
    questions = walk.tree.questions
    cures = remedies(walk, plan)
    return {
        "verdict": plan.verdict.id,
        "verdict_label": plan.verdict.label,
        "effort": plan.effort / 10,
        "changes": [
            {
                "question": each.question,
                "ask": questions[each.question].ask,
                "from": each.before,
                "from_label": questions[each.question].answers[each.before].label,
                "to": each.after,
                "to_label": questions[each.question].answers[each.after].label,
                "others": [
                    {"answer": id, "label": questions[each.question].answers[id].label} for id in each.others
                ],
                "remedies": list(cures[each.question]),
            }
            for each in plan.changes
        ],
        "needs": [
            {
                "question": question,
                "ask": questions[question].ask,
                "answer": answer,
                "label": questions[question].answers[answer].label,
            }
            for question, answer in plan.needs
        ],
    }
