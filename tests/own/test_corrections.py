"""What a review of the law found wrong stays right: each line of it, in the trees and in the library."""

from __future__ import annotations

import re
from random import Random
from typing import NamedTuple

import pytest

from tests.own.test_one_matter import DRAWN, SENT, walk_with
from wizard.pack.knowledge import Knowledge
from wizard.walk.judge import judge

COVERED = {"coverage": "covered-entity"}
CHOSEN = {"recipient": "patient", "chosen-by": "patient-documented", "content": "clinical"}


class Said(NamedTuple):
    """What every drawn walk of a tree with these facts must raise, may not raise, and may end in."""

    tree: str
    facts: dict[str, str]
    raised: set[str] = set()
    never: set[str] = set()
    verdicts: set[str] = set()


TREES: dict[str, list[Said]] = {
    "1 Part 2 asks for no consent for the patient's own records": [
        Said(
            "whatsapp",
            {**SENT, "content": "clinical", "special": "part-2", "recipient": "patient"},
            {"part-2-patient"},
            {"part-2-consent"},
        ),
        Said(
            "whatsapp",
            {**SENT, "content": "clinical", "special": "part-2", "recipient": "treating-clinician"},
            {"part-2-consent"},
        ),
        Said(
            "platform",
            {**COVERED, "wanted-product": "open", "tool-purpose": "video", "special": "part-2"},
            {"part-2-patients"},
            {"part-2-consent"},
        ),
    ],
    "4 a patient who cannot be asked forbids nothing by that": [
        Said(
            "whatsapp",
            {**SENT, "content": "clinical", "recipient": "family", "family-basis": "absent"},
            {"family-judgment"},
            {"family-not-permitted"},
        ),
    ],
    "5 another rule than a form may allow it, for marketing never": [
        Said(
            "whatsapp",
            {**SENT, "content": "media", "recipient": "authority", "authority-basis": "named"},
            {"another-rule", "authority-checks"},
            {"no-authorization", "no-authority-rule"},
        ),
        Said(
            "whatsapp",
            {**SENT, "content": "media", "staff-purpose": "marketing", "authorization": "other-rule"},
            {"no-authorization"},
            {"another-rule"},
        ),
    ],
    "6 iMessage is asked about its cloud backup like the rest": [
        Said(
            "whatsapp",
            {**SENT, **CHOSEN, "product": "imessage", "backups": "cloud-default"},
            {"backup-patient-chose"},
            {"backup-no-baa"},
        ),
    ],
    "9 a vendor's day may count as yours": [
        Said("incident", {**COVERED, "found-by": "vendor"}, {"vendor-found"}),
    ],
    "10 what is still open must be limited": [
        Said(
            "incident",
            {
                **COVERED,
                "contained": "still-open",
                "what-happened": "posted",
                "recipient-allowed": "not-permitted",
            },
            {"still-open"},
            verdicts={"act-now"},
        ),
    ],
    "14 only a page with patients on it is condemned": [
        Said(
            "whatsapp",
            {**SENT, "content": "pointer", "link": "public-page"},
            {"nothing-behind-link"},
            {"open-link"},
        ),
        Said(
            "platform",
            {**COVERED, "text-detail": "bare", "link": "open-link"},
            {"open-link"},
            verdicts={"no-fit"},
        ),
    ],
    "15 own logins are none where a number has one account": [
        Said(
            "whatsapp",
            {**SENT, "content": "clinical", "product": product, "account": "own-logins"},
            {"one-account-app"},
            verdicts={"impermissible"},
        )
        for product in ("messenger", "business-app", "signal", "imessage", "sms")
    ],
    "17 the default backup of a chat is disputed only where the patient chose": [
        Said(
            "whatsapp",
            {**SENT, **CHOSEN, "product": "messenger", "backups": "cloud-default"},
            {"backup-patient-chose"},
            {"backup-no-baa"},
        ),
        Said(
            "whatsapp",
            {**SENT, **CHOSEN, "product": "messenger", "chosen-by": "practice", "backups": "cloud-default"},
            {"backup-no-baa"},
            {"backup-patient-chose"},
        ),
        Said(
            "incident",
            {**COVERED, "chosen-by": "patient-documented", "channel-copies": "cloud-copy"},
            {"copy-of-chosen-chat"},
        ),
    ],
    "18 a telling sender is patient information": [
        Said(
            "whatsapp",
            {**SENT, "product": "business-platform", "content": "pointer", "sender-name": "reveals-care"},
            verdicts={"impermissible", "unsettled"},
        ),
        Said("phi", {"care-shown": "waiting", "sender-name": "reveals-care"}, verdicts={"phi"}),
    ],
}


@pytest.mark.parametrize(
    ("line", "said"),
    [(line, said) for line, each in TREES.items() for said in each],
    ids=lambda each: each if isinstance(each, str) else each.tree,
)
def test_the_trees_say_it_right(knowledge: Knowledge, line: str, said: Said) -> None:
    random, seen = Random(2026), 0
    for _ in range(4 * DRAWN):
        walk = walk_with(knowledge.tree(said.tree), said.facts, random)
        if walk is None:
            continue
        seen += 1
        judged = judge(walk.tree, walk.facts)
        found = {each.finding.id for each in judged.findings}
        assert said.raised <= found, (line, dict(walk.facts))
        assert not said.never & found, (line, dict(walk.facts))
        assert not said.verdicts or judged.verdict.id in said.verdicts, (line, dict(walk.facts))
    assert seen


CITED: dict[str, tuple[str, str, set[str]]] = {
    "3 the shield of a warned patient is limited": ("whatsapp", "patient-choice", {"hhs-faq-2061"}),
    "4 best interests": ("whatsapp", "family-judgment", {"164.510-b"}),
    "5 public needs": ("whatsapp", "authority-checks", {"164.512", "164.512-b-1-vi", "164.512-f"}),
    "9 agency": ("incident", "vendor-found", {"164.404", "164.410"}),
    "10 mitigation": ("incident", "still-open", {"164.530-f"}),
    "14 access control": ("whatsapp", "open-link", {"164.312-a-1"}),
    "what a notice says": ("incident", "tell-people", {"164.404-c-d"}),
    "delay for police": ("incident", "police-delay", {"164.412"}),
    "ransomware": ("incident", "ransomware", {"hhs-ransomware-2016"}),
    "telephone law": ("whatsapp", "texting-consent", {"tcpa"}),
}


@pytest.mark.parametrize("line", CITED)
def test_the_finding_rests_on_the_rule(knowledge: Knowledge, line: str) -> None:
    tree, finding, rules = CITED[line]
    assert rules <= set(knowledge.tree(tree).findings[finding].rules)


PAGES: dict[str, tuple[str, str]] = {
    "2 a covered recipient may pass records on": ("42-cfr-2.33-b", r"against the patient"),
    "3 FAQ 2061 speaks of access requests": ("hhs-faq-2061", r"access"),
    "7 Presence Health: 836 people": ("presence-health", r"836"),
    "8 HHS appealed and withdrew": ("aha-v-becerra", r"withdrew"),
    "11 Meta refuses vague names": ("sender-name", r"refuse"),
    "12 MMG Fusion: Maryland": ("mmg-fusion", r"Maryland"),
    "12 MMG Fusion: dates of birth": ("mmg-fusion", r"dates of birth"),
    "13 carriers": ("text-messages", r"conduit"),
    "16 a cure must be shown": ("160.410", r"show"),
    "psychotherapy notes": ("164.508-a-2", r"[Pp]sychotherapy notes"),
    "privacy notice": ("164.520", r"2026"),
    "minors": ("42-cfr-2.14", r"minor"),
    "relatives' identifiers": ("164.514-b", r"relatives"),
    "photos in nursing homes": ("cms-s-c-16-33-nh", r"[Pp]hoto"),
    "Sentara": ("sentara", r"diagnos"),
    "St. Luke's-Roosevelt": ("st-lukes-roosevelt", r"employer"),
    "Holy Redeemer": ("holy-redeemer", r"35,581"),
    "Jackson Health": ("jackson-health", r"2\.15|2,15"),
    "Lafourche": ("lafourche", r"480,000"),
    "the seven safeguards": ("errata", r"never lists seven"),
    "state law beyond a sentence": ("state-law", r"(?s).{1500}"),
}


@pytest.mark.parametrize("line", PAGES)
def test_the_page_says_it_right(knowledge: Knowledge, line: str) -> None:
    id, words = PAGES[line]
    entry = knowledge.library.entry(id)
    text = (knowledge.library.folder / entry.path).read_text("utf-8")
    assert re.search(words, text)


OLD = {
    "7": r"\b863\b",
    "8": r"(?i)did not appeal|never appealed",
    "2": r"(?i)limits travel with",
    "16": r"(?i)\brules out (a|the|an) (ocr )?penalty",
    "13": r"HHS has not said (so|it)\b(?! of texts)",
    "words": r"(?i)\bat second hand\b|\bmended\b|\ban equal of\b",
}
"""Old wordings, by the line of the review that they broke."""


@pytest.mark.parametrize("line", OLD)
def test_the_old_wording_stands_nowhere(knowledge: Knowledge, line: str) -> None:
    files = [*(knowledge.root / "trees").rglob("*.yaml"), *knowledge.library.folder.rglob("*.md")]
    assert len(files) > 500
    found = [path.name for path in files if re.search(OLD[line], path.read_text("utf-8"))]
    assert found == []


NEVER_OFFERED = {
    "whatsapp": {
        "content": {"no-patient-info", "media", "deidentified", "clinical", "orders", "billing"},
        "product": {"messenger", "business-app", "signal", "imessage", "other-app", "sms", "email"},
        "backups": {"encrypted", "cloud-default"},
        "link": {"open-link"},
        "sender-name": {"reveals-care"},
        "replies": {"answered-in-chat", "unmonitored"},
        "account": {"shared-login", "assistant"},
        "device": {"unprotected", "private-cloud", "shared-computer"},
        "record": {"stays-in-chat", "disappearing"},
        "groundwork": {"partly", "none"},
        "vendor-baa": {"none", "vendor-only"},
        "chosen-by": {"practice", "patient-verbal", "patient-unwarned"},
        "family-basis": {"absent", "patient-asked", "not-asked", "objected"},
    },
    "platform": {"link": {"open-link"}, "wanted-product": {"whatsapp", "private-app", "free-tier"}},
    "incident": {"contained": {"still-open"}, "risk-reduced": {"partly", "nothing"}},
}


@pytest.mark.parametrize("id", NEVER_OFFERED)
def test_no_plan_leads_where_nobody_would_go(knowledge: Knowledge, id: str) -> None:
    tree = knowledge.tree(id)
    for question, answers in NEVER_OFFERED[id].items():
        offered = {each.id for each in tree.questions[question].answers.values() if each.offered}
        assert offered and not offered & answers


@pytest.mark.parametrize("question", ["information-kind", "care-shown", "clue.named", "clue.own-chat"])
def test_what_a_message_shows_is_a_fact_of_it(knowledge: Knowledge, question: str) -> None:
    assert knowledge.tree("phi").questions[question].fixed
