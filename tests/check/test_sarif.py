"""What `check --format sarif` writes has the shape that SARIF 2.1.0 asks for.

The whole schema is large and stands in no file here; the structure below is the part of it we use.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.helpers.calling import call
from tests.helpers.small import PAGES, make_root, page

PLACE: dict[str, Any] = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "pattern": "^(trees|content)/[^ ]+$"}},
                },
                "region": {
                    "required": ["startLine"],
                    "additionalProperties": {"type": "integer", "minimum": 1},
                },
            },
        }
    },
}
SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs", "$schema"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"required": ["driver"], "properties": {"driver": {"required": ["name"]}}},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "required": ["message", "ruleId", "locations"],
                            "properties": {
                                "message": {"required": ["text"]},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "locations": {"type": "array", "minItems": 1, "items": PLACE},
                                "relatedLocations": {"type": "array", "items": PLACE},
                            },
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("sound", [True, False])
def test_a_report_has_the_shape_of_sarif(tmp_path: Path, sound: bool) -> None:
    lost = {f"content/outcomes/more-{at}.md": page(f"more-{at}", f"[{at}](gone.md)\n") for at in range(3)}
    root = make_root(tmp_path, {} if sound else lost)
    called = call("check", "--root", str(root), "--format", "sarif")
    written = json.loads(called.out)
    assert list(Draft202012Validator(SHAPE).iter_errors(written)) == []
    results = written["runs"][0]["results"]
    if sound:
        assert (called.code, results) == (0, [])
        return
    (result,) = results
    assert (called.code, result["ruleId"], len(result["relatedLocations"])) == (1, "broken-link", 2)
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 10
    assert [each["id"] for each in written["runs"][0]["tool"]["driver"]["rules"]] == ["broken-link"]


def test_the_hook_and_the_action_call_the_program_as_it_is(root: Path, tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))
    words = hook["entry"].split()
    small = make_root(tmp_path, {"content/rules/rule-1.md": PAGES["rules/rule-1.md"]})
    assert words[0] == "hipaa-wizard" and words[-1] == "."
    assert call(*words[1:-1], str(small)).code == 0
    action = yaml.safe_load((root / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    assert all({"uses", "run"} & step.keys() for step in action["runs"]["steps"])
