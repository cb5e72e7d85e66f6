"""What makes one route to a verdict another one than a plan, for the tests of change plans."""

from __future__ import annotations

from collections.abc import Collection

from wizard.walk.plans import Plan


def covers(plan: Plan, changes: Collection[tuple[str, str]]) -> bool:
    """Whether a plan's changes, or others that would do as well, are all among these."""
    return all(
        any((change.question, answer) in changes for answer in (change.after, *change.others))
        for change in plan.changes
    )
