"""A report of `check` as text, as JSON, or as annotations for a code host."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

from wizard.check.run import Report
from wizard.check.sarif import as_sarif
from wizard.source.counting import counted
from wizard.source.problems import Problem


def shown(report: Report, form: str) -> str:
    """The report in one of the forms `text`, `json`, `github`, `sarif`."""
    return FORMS[form](report)


def _text(report: Report) -> str:
    allowed = f"{report.allowed} allowed"
    lines = [str(problem) for problem in report.problems]
    if lines:
        told = counted(len(lines), "problem")
        return "\n".join([*lines, "", f"{told}, {allowed}" if report.allowed else told])
    lines = [str(proof) for proof in report.proofs]
    true = "comes out as it says" if report.scenarios == 1 else "come out as they say"
    told = f"{counted(report.entries, 'entry')}; {counted(report.scenarios, 'scenario')} {true}"
    lines.append(f"library: {told}")
    return "\n".join([*lines, allowed] if report.allowed else lines)


def _json(report: Report) -> str:
    held = asdict(report)
    for problem in held["problems"]:
        del problem["about"]
    return json.dumps(held, indent=2, ensure_ascii=False)


def _github(report: Report) -> str:
    return "\n".join(
        f"::error file={_escape(each.path, ',:')},line={each.line},col={each.column},"
        f"title={_escape(each.code, ',:')}::{_escape(_whole(each))}"
        for each in report.problems
    )


def _whole(problem: Problem) -> str:
    return f"{problem.message} ({problem.hint})" if problem.hint else problem.message


def _escape(text: str, more: str = "") -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for letter in more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


FORMS: dict[str, Callable[[Report], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": as_sarif,
}
