"""What a workflow may be called, and what is refused because it may tell of a person."""

from __future__ import annotations

import pytest

from wizard.records.label import checked_label
from wizard.source.problems import Refused

FINE = (
    "Front desk reminders",
    "Ward 4 group chat",
    "Reminders by text, 24 hours before",
    "On-call handover (nights)",
    "Lab results to the portal, phase 2",
    "Covid-19 shots",
    "Hi-res photos of wounds",
    "March reminders",
    "ICD-10 codes to the billing vendor",
    "a" * 60,
)
REFUSED = {
    "555-867-5309": "a phone number",
    "call (555) 867 5309": "a phone number",
    "+1 555.867.5309": "a phone number",
    "\uff15\uff15\uff15\uff18\uff16\uff17\uff15": "a phone number",
    "ana@example.org": "an e-mail address",
    "born in spring": "a date",
    "3/14/1980": "a date",
    "1980-03-14": "a date",
    "14.3.80": "a date",
    "Mar 14": "a date",
    "14 March 1980": "a date",
    "MRN 4471": "a record number",
    "chart 812": "a record number",
    "#1234": "a record number",
    "12345": "a record number",
    "A12-B345": "a record number",
    "Hi Maria": "a name after a greeting",
    "dear maria, your visit": "a name after a greeting",
    "Message to Mrs. Lopez": "a name after a greeting",
}


@pytest.mark.parametrize("label", FINE)
def test_the_name_of_a_workflow_is_taken(label: str) -> None:
    assert checked_label(f"  {label}\n") == label


@pytest.mark.parametrize(("label", "what"), REFUSED.items())
def test_what_may_tell_of_a_person_is_refused_and_why(label: str, what: str) -> None:
    with pytest.raises(Refused, match=f"holds {what}"):
        checked_label(label)


@pytest.mark.parametrize("label", ["", " \n", "a" * 61, "a\x1b[31m", "a\u202eb"])
def test_what_is_no_short_line_of_words_is_refused(label: str) -> None:
    with pytest.raises(Refused, match="the label"):
        checked_label(label)
