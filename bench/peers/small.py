"""The small tree of the fault table with its library, as plain data, and how ours is written to disk.

Questions stand in a list, so that one can stand twice.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Spec = dict[str, Any]

DATES = {"reviewed": "2026-11-01", "review-by": "2099-11-01"}
SOURCE = ["https://www.ecfr.gov/current/title-45"]


def question(ask: str, answers: dict[str, str | tuple[str, str]], **more: Any) -> dict[str, Any]:
    """A question; an answer is its label, or its label and where it leads."""
    written = {
        id: {"label": each} if isinstance(each, str) else {"label": each[0], "next": each[1]}
        for id, each in answers.items()
    }
    return {"ask": ask, "why": "It decides which rules apply.", "answers": written, **more}


def page(title: str, body: str, **front: str) -> dict[str, Any]:
    """An entry of the library."""
    common = {"title": title, "summary": f"{title}.", "sources": SOURCE, "status": "primary", **DATES}
    return {"front": {**common, **front}, "body": body}


def rule(title: str, body: str = "What the rule asks for.") -> dict[str, Any]:
    """A rule's page."""
    return page(title, body, cite="45 CFR 164", url=SOURCE[0])


def base() -> Spec:
    """A fresh copy of the tree without a fault."""
    return {"tree": _tree(), "pages": _pages()}


def _tree() -> dict[str, Any]:
    return {
        "tree": "demo",
        "title": "May I send this message?",
        "version": "1",
        "reviewed": "2026-11-01",
        "start": "coverage",
        "verdicts": {
            "fine": {"label": "Permitted", "tone": "good"},
            "care": {"label": "Not yet", "tone": "caution", "forced-by": "condition"},
            "wrong": {"label": "Not permitted", "tone": "stop", "forced-by": "violation"},
            "outside": {"label": "HIPAA does not apply", "tone": "info", "forced-by": "out-of-scope"},
        },
        "questions": [
            (
                "coverage",
                question(
                    "Does HIPAA cover you?",
                    {"covered": "Yes, we bill health plans", "not-covered": ("No, cash only", "end")},
                    next="channel",
                ),
            ),
            (
                "channel",
                question(
                    "Where do you send it?",
                    {"whatsapp": "WhatsApp", "sms": "Text message", "portal": ("Our portal", "device")},
                    groups={"unsigned": ["whatsapp", "sms"]},
                    next="agreement",
                ),
            ),
            (
                "agreement",
                question("Has the vendor signed?", {"signed": "Signed", "none": "Nothing"}, next="backups"),
            ),
            (
                "backups",
                question(
                    "Are cloud backups on?",
                    {"on": "Backed up", "off": "Switched off"},
                    when={"agreement": "signed"},
                    next="device",
                ),
            ),
            (
                "device",
                question(
                    "Is the phone locked?", {"locked": "It is locked", "open": "It is open"}, next="record"
                ),
            ),
            (
                "record",
                question("Is it copied to the record?", {"kept": "Copied", "lost": "Not copied"}, next="end"),
            ),
        ],
        "findings": {
            "outside": {
                "weight": "out-of-scope",
                "when": {"coverage": "not-covered"},
                "says": "HIPAA does not bind you.",
                "rules": ["coverage-rule"],
            },
            "no-agreement": {
                "weight": "violation",
                "when": {"channel": "unsigned", "agreement": "none"},
                "says": "A vendor holds patient data without an agreement.",
                "rules": ["agreement-rule"],
                "cases": ["clinic"],
                "remedy": "Have the vendor sign, or change it.",
            },
            "cloud-copy": {
                "weight": "condition",
                "when": {"channel": "unsigned", "backups": "on"},
                "says": "A copy lies in a cloud.",
                "rules": ["agreement-rule"],
                "remedy": "Switch backups off.",
            },
            "open-device": {
                "weight": "condition",
                "when": {"device": "open"},
                "says": "Anyone can read the phone.",
                "rules": ["device-rule"],
                "remedy": "Lock the phone.",
            },
            "lost-record": {
                "weight": "condition",
                "when": {"record": "lost"},
                "says": "The record is not complete.",
                "rules": ["record-rule"],
                "remedy": "Copy it.",
            },
            "safeguards": {
                "weight": "duty",
                "when": {"coverage": "covered"},
                "says": "Keep safeguards in place.",
                "rules": ["device-rule", "record-rule"],
            },
        },
        "outcomes": {
            "outside": {"verdict": "outside", "page": "outcomes/outside.md"},
            "not-allowed": {"verdict": "wrong", "page": "outcomes/not-allowed.md"},
            "mend-device": {
                "verdict": "care",
                "page": "outcomes/mend-device.md",
                "when": {"found": "open-device"},
            },
            "mend": {"verdict": "care", "page": "outcomes/mend.md"},
            "fine": {"verdict": "fine", "page": "outcomes/fine.md"},
        },
        "invariants": {
            "nothing-signed": {
                "when": {"channel": "unsigned", "agreement": "none"},
                "verdict": ["wrong"],
                "because": "A vendor needs an agreement.",
            }
        },
    }


def _pages() -> dict[str, Any]:
    see = "See the [agreement rule](../rules/agreement-rule.md) and [PHI](../glossary.md#phi)."
    outcomes = ("outside", "not-allowed", "mend-device", "mend", "fine")
    case = page("A clinic", see, year="2020", amount="$1", resolution="settlement", place="Ohio")
    return {
        "glossary.md": page("Glossary", "## PHI\n\nData on a patient.\n\n## BAA\n\nThe agreement."),
        "rules/coverage-rule.md": rule("Who is covered", "Words are in the [glossary](../glossary.md)."),
        "rules/agreement-rule.md": rule("Agreements", "A [BAA](../glossary.md#baa) is needed."),
        "rules/device-rule.md": rule("Devices"),
        "rules/record-rule.md": rule("Records"),
        "cases/clinic.md": case,
        **{f"outcomes/{id}.md": page(f"Outcome {id}", see) for id in outcomes},
    }


def write(spec: Spec, root: Path) -> None:
    """Writes a root of ours: one tree file and the library. JSON values are YAML values."""
    tree = spec["tree"]
    lines = [
        f"{key}: {json.dumps(value, indent=1)}"
        for key, value in tree.items()
        if key not in ("questions", "verdicts")
    ]
    verdicts = {
        id: {key: [value] if key == "forced-by" else value for key, value in each.items()}
        for id, each in tree["verdicts"].items()
    }
    lines += [f"verdicts: {json.dumps(verdicts, indent=1)}", "questions:"]
    lines += [f"  {id}: {json.dumps(each)}" for id, each in tree["questions"]]
    (root / "trees").mkdir(parents=True)
    (root / "trees" / f"{tree['tree']}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    for path, each in spec["pages"].items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        front = "\n".join(f"{key}: {json.dumps(value)}" for key, value in each["front"].items())
        file.write_text(f"---\n{front}\n---\n\n{each['body']}\n", "utf-8")
