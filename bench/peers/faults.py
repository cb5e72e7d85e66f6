"""Thirty faults, each put alone into the small tree: ten of the graph, of judgement, of citation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from small import Spec, question, rule


@dataclass(frozen=True)
class Fault:
    """A fault in words, the code that ours gives it, and what puts it into a fresh tree.

    `policy`: a thing that some of the peers allow on purpose.
    """

    part: str
    words: str
    code: str
    put: Callable[[Spec], None]
    policy: bool = False


FAULTS: list[Fault] = []


def fault(part: str, words: str, code: str, policy: bool = False) -> Callable[[Callable[[Spec], None]], None]:
    """Lists the function below as a fault."""

    def note(put: Callable[[Spec], None]) -> None:
        FAULTS.append(Fault(part, words, code, put, policy))

    return note


def asked(spec: Spec, id: str) -> Spec:
    """A question of the tree."""
    return dict(spec["tree"]["questions"])[id]


@fault("graph", "an answer leads to a question that is not there", "unknown-question")
def _(spec: Spec) -> None:
    asked(spec, "coverage")["next"] = "chanel"


@fault("graph", "the start is a question that is not there", "unknown-question")
def _(spec: Spec) -> None:
    spec["tree"]["start"] = "coverge"


@fault("graph", "a question that nothing leads to", "unreachable-question")
def _(spec: Spec) -> None:
    training = question("Is staff trained?", {"yes": "Trained", "no": "Not trained"}, next="end")
    spec["tree"]["questions"].append(("training", training))


@fault("graph", "a question without a way on", "no-way-on")
def _(spec: Spec) -> None:
    del asked(spec, "record")["next"]


@fault("graph", "a loop with a way out", "loop", policy=True)
def _(spec: Spec) -> None:
    asked(spec, "record")["answers"]["lost"]["next"] = "device"


@fault("graph", "a loop without a way out", "loop")
def _(spec: Spec) -> None:
    asked(spec, "record")["next"] = "device"


@fault("graph", "a question whose condition never holds", "when-never")
def _(spec: Spec) -> None:
    asked(spec, "backups")["when"] = {"channel": "portal", "agreement": "signed"}


@fault("graph", "a question whose condition always holds", "when-always")
def _(spec: Spec) -> None:
    asked(spec, "backups")["when"] = {"channel": "unsigned"}


@fault("graph", "two answers to one question with the same label", "same-label")
def _(spec: Spec) -> None:
    asked(spec, "device")["answers"]["open"]["label"] = "It is locked"


@fault("graph", "a question defined twice", "duplicate-key")
def _(spec: Spec) -> None:
    again = question("Is the phone safe?", {"locked": "It is locked", "open": "It is open"}, next="record")
    spec["tree"]["questions"].append(("device", again))


@fault("judgement", "a condition on a question that is not there", "unknown-question")
def _(spec: Spec) -> None:
    spec["tree"]["findings"]["open-device"]["when"] = {"devise": "open"}


@fault("judgement", "a condition on an answer that is not there", "unknown-answer")
def _(spec: Spec) -> None:
    spec["tree"]["findings"]["open-device"]["when"] = {"device": "opened"}


@fault("judgement", "an outcome for a finding that is not there", "unknown-finding")
def _(spec: Spec) -> None:
    spec["tree"]["outcomes"]["mend-device"]["when"] = {"found": "open-devise"}


@fault("judgement", "a finding that no walk can raise", "finding-never")
def _(spec: Spec) -> None:
    spec["tree"]["findings"]["cloud-copy"]["when"] = {"channel": "portal", "backups": "on"}


@fault("judgement", "two findings with the same condition", "same-condition")
def _(spec: Spec) -> None:
    spec["tree"]["findings"]["seen"] = dict(spec["tree"]["findings"]["open-device"])


@fault("judgement", "walks that end without an outcome", "no-outcome")
def _(spec: Spec) -> None:
    spec["tree"]["outcomes"]["mend"]["when"] = {"found": "lost-record"}


@fault("judgement", "an outcome that no walk reaches", "outcome-never")
def _(spec: Spec) -> None:
    late = {"verdict": "fine", "page": "outcomes/fine.md", "when": {"device": "open"}}
    spec["tree"]["outcomes"] = {"late": late, **spec["tree"]["outcomes"]}


@fault("judgement", "an outcome always shadowed by an earlier one", "outcome-shadowed")
def _(spec: Spec) -> None:
    outcomes = spec["tree"]["outcomes"]
    spec["tree"]["outcomes"] = {"mend": outcomes["mend"], **outcomes}


@fault("judgement", "a violation without a remedy", "no-remedy")
def _(spec: Spec) -> None:
    del spec["tree"]["findings"]["no-agreement"]["remedy"]


@fault("judgement", "a verdict that breaks a legal invariant", "invariant-broken")
def _(spec: Spec) -> None:
    spec["tree"]["findings"]["no-agreement"]["when"] = {"channel": "whatsapp", "agreement": "none"}


@fault("citation", "a finding cites a rule that is not there", "unknown-rule")
def _(spec: Spec) -> None:
    spec["tree"]["findings"]["cloud-copy"]["rules"] = ["agreement-rules"]


@fault("citation", "a finding cites a case that is not there", "unknown-case")
def _(spec: Spec) -> None:
    spec["tree"]["findings"]["cloud-copy"]["cases"] = ["clinics"]


@fault("citation", "an outcome's page is not there", "unknown-page")
def _(spec: Spec) -> None:
    spec["tree"]["outcomes"]["fine"]["page"] = "outcomes/fines.md"


@fault("citation", "a finding behind a verdict cites no rule", "no-rule")
def _(spec: Spec) -> None:
    del spec["tree"]["findings"]["open-device"]["rules"]


@fault("citation", "a page links a page that is not there", "broken-link")
def _(spec: Spec) -> None:
    spec["pages"]["rules/device-rule.md"]["body"] = "As the [agreement rule](agreement.md) says."


@fault("citation", "a page links a heading that is not there", "broken-anchor")
def _(spec: Spec) -> None:
    spec["pages"]["rules/device-rule.md"]["body"] = "For [PHI](../glossary.md#phy)."


@fault("citation", "a rule without a source", "missing-field")
def _(spec: Spec) -> None:
    del spec["pages"]["rules/device-rule.md"]["front"]["sources"]


@fault("citation", "a rule past its review date", "overdue")
def _(spec: Spec) -> None:
    spec["pages"]["rules/device-rule.md"]["front"] |= {"reviewed": "2019-01-01", "review-by": "2020-01-01"}


@fault("citation", "a definite verdict resting on general knowledge alone", "general-knowledge")
def _(spec: Spec) -> None:
    spec["pages"]["rules/agreement-rule.md"]["front"]["status"] = "general-knowledge"


@fault("citation", "a rule that nothing cites", "uncited")
def _(spec: Spec) -> None:
    spec["pages"]["rules/spare-rule.md"] = rule("A spare rule")
