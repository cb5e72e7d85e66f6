"""Three public flows of other fields: each passes check and decides as its source does."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path

import pytest

from tests.helpers.calling import call
from wizard.check import check_knowledge
from wizard.pack.knowledge import Knowledge
from wizard.walk.judge import judge
from wizard.walk.whole import walk_of

FLOWS = Path(__file__).parent / "flows"
TODAY = date(2026, 3, 1)


def flow(name: str) -> Knowledge:
    return Knowledge(FLOWS / name)


def judged(name: str, facts: dict[str, str]) -> tuple[str, set[str]]:
    """The verdict of typed facts, and the findings."""
    tree = flow(name).tree(name)
    found = judge(tree, walk_of(tree, facts, today=TODAY).facts)
    return found.verdict.id, {each.finding.id for each in found.findings}


def some_of(ticks: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [each for size in range(len(ticks) + 1) for each in combinations(ticks, size)]


def ticked(chosen: tuple[str, ...]) -> str:
    return ",".join(chosen) or "none-of-these"


@pytest.mark.parametrize("name", sorted(path.name for path in FLOWS.iterdir()))
def test_a_flow_has_nothing_wrong_and_keeps_its_invariants(name: str) -> None:
    report = check_knowledge(flow(name))
    assert report.problems == ()
    assert [proof.tree for proof in report.proofs] == [name]


@pytest.mark.parametrize("days", [0, 2, 3, 195, 196, 400])
@pytest.mark.parametrize("pay", ["0", "124.99", "125", "1,250.50"])
def test_sick_pay_is_due_as_its_page_says(days: int, pay: str) -> None:
    for other in some_of(("maternity", "allowance", "custody")):
        facts = {
            "employee": "working",
            "sick-since": (TODAY - timedelta(days=days)).isoformat(),
            "weekly-pay": pay,
            "told": "in-time",
            "other-pay": ticked(other),
        }
        barred = bool(other) or days >= 28 * 7 or float(pay.replace(",", "")) < 125
        expected = "unpaid" if barred else "paid" if days >= 3 else "not-now"
        assert judged("sick-pay", facts)[0] == expected


def test_who_does_not_work_for_you_gets_no_sick_pay() -> None:
    assert judged("sick-pay", {"employee": "self-employed"})[0] == "unpaid"


def test_a_covered_entity_is_one_on_any_ground() -> None:
    for kinds in some_of(("care", "plan", "clearinghouse")):
        sending = some_of(("claims", "eligibility", "referrals")) if "care" in kinds else [()]
        plans = product(("insurer", "only-excepted", "group"), ("49", "50"), ("employer", "others"))
        for sends, (kind, members, run_by) in product(sending, plans if "plan" in kinds else [("", "", "")]):
            facts = {"kinds": ticked(kinds)}
            facts |= {"sends": ticked(sends)} if "care" in kinds else {}
            facts |= {"plan-kind": kind} if kind else {}
            facts |= {"members": members} if kind == "group" else {}
            facts |= {"run-by": run_by} if kind == "group" and members == "49" else {}
            grounds = {"provider"} if sends else set()
            large = members == "50" or run_by == "others"
            grounds |= {"plan"} if kind == "insurer" or (kind == "group" and large) else set()
            grounds |= {"clearinghouse"} if "clearinghouse" in kinds else set()
            verdict, found = judged("covered-entity", facts)
            assert verdict == ("covered" if grounds else "not-covered")
            assert found == grounds | ({"hybrid"} if len(grounds) > 1 else set())


def test_the_loan_tables_collect_concerns_and_give_one_rate() -> None:
    rates = {"579": "", "580": "high", "669": "high", "670": "middle", "740": "low"}
    for age, score, share in product(("17", "18", "69", "70"), rates, ("40", "41")):
        for marks in some_of(("missed", "new-job", "many-requests")):
            verdict, found = judged(
                "loan", {"age": age, "score": score, "share": share, "marks": ticked(marks)}
            )
            concerns = {*marks, *(["senior"] if age == "70" else [])}
            assert found & {"senior", "missed", "new-job", "many-requests"} == concerns
            assert {id for id in found if id.startswith("rate-")} == (
                {f"rate-{rates[score]}"} if rates[score] else set()
            )
            declined = age == "17" or score == "579"
            referred = len(concerns) > 1 or share == "41"
            assert verdict == ("decline" if declined else "refer" if referred else "grant")


@pytest.mark.parametrize("command", ["map", "scenarios cover"])
@pytest.mark.parametrize("name", sorted(path.name for path in FLOWS.iterdir()))
def test_a_flow_is_drawn_and_covered(name: str, command: str) -> None:
    told = call("--root", str(FLOWS / name), *command.split(), name)
    assert told.code == 0, told.err
    assert told.out.strip()


def test_a_transcript_keeps_what_was_typed_beside_its_band() -> None:
    facts = ("-a", "age=44", "-a", "score=700", "-a", "share=10", "-a", "marks=none-of-these")
    told = call("--root", str(FLOWS / "loan"), "assess", "loan", *facts, "--format", "text")
    assert told.code == 0, told.err
    assert "670 to 739 points (700)" in told.out
