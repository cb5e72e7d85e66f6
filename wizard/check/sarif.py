"""A report of `check` in SARIF 2.1.0, the format in which code hosts take the results of checks."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from wizard import __version__
from wizard.check.run import Report
from wizard.source.problems import Problem

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(report: Report) -> str:
    """Each problem as a result with its message, its place, and the places that need what is missing."""
    run = {
        "tool": {"driver": {"name": "wizard", "version": __version__, "rules": _rules(report)}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each) for each in report.problems],
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _rules(report: Report) -> list[dict[str, Any]]:
    from wizard.check.codes import CODES  # read only where a report is written so

    codes = sorted({each.code for each in report.problems})
    return [
        {
            "id": code,
            **({"shortDescription": {"text": CODES[code].meaning}} if code in CODES else {}),
            **({"help": {"text": CODES[code].remedy}} if code in CODES else {}),
        }
        for code in codes
    ]


def _result(problem: Problem) -> dict[str, Any]:
    hint = f" ({problem.hint})" if problem.hint else ""
    needed = [place.rpartition(":") for place in problem.needed_by]
    return {
        "ruleId": problem.code,
        "level": "error",
        "message": {"text": f"{problem.message}{hint}"},
        "locations": [_place(problem.path, problem.line, problem.column)],
        **({"relatedLocations": [_place(path, int(line)) for path, _, line in needed]} if needed else {}),
    }


def _place(path: str, line: int, column: int = 1) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(path)},
            "region": {"startLine": line, "startColumn": column},
        }
    }
