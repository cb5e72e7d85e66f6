"""Takes the machine out of the tests: environment, colours, clipboard, the network."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

for name in list(os.environ):
    if name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "COLORTERM",
        "COLUMNS",
        "LINES",
        "SSH_CONNECTION",
        "WIZARD_ROOT",
    ) or name.startswith("TEXTUAL"):
        del os.environ[name]
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["WIZARD_STATE"] = tempfile.mkdtemp(prefix="wizard-state-")
os.environ["WIZARD_CONFIG"] = os.path.join(os.environ["WIZARD_STATE"], "config.toml")

from hypothesis import Phase, settings

from wizard.pack.knowledge import Knowledge, find_root
from wizard.tree.model import Tree

settings.register_profile("here", deadline=None, derandomize=True)
settings.register_profile(
    "unshrunk", settings.get_profile("here"), phases=[Phase.explicit, Phase.generate]
)  # for `bench/mutants.py`, which asks only whether a test fails
settings.load_profile("here")

EXAMPLES = {
    "texted-phi-no-baa": (
        "coverage=covered-entity stage=in-use product=messenger content=clinical special=none "
        "recipient=representative chosen-by=practice backups=cloud-default account=individual "
        "device=locked-personal record=stays-in-chat role=decides groundwork=none"
    ),
    "portal-pointer": (
        "coverage=covered-entity stage=planning product=business-platform content=pointer "
        "vendor-baa=vendor-only link=portal-login sender-name=generic replies=steered role=decides "
        "groundwork=in-place"
    ),
    "shared-number": (
        "coverage=covered-entity stage=in-use product=business-app content=clinical special=none "
        "recipient=treating-clinician backups=off account=shared-login device=locked-personal "
        "record=stays-in-chat role=decides groundwork=partly"
    ),
    "patient-choice": (
        "coverage=covered-entity stage=planning product=messenger content=clinical special=none "
        "recipient=patient chosen-by=patient-documented backups=off account=individual device=managed "
        "record=charted role=decides groundwork=in-place"
    ),
    "compliant-platform": (
        "coverage=covered-entity stage=planning product=healthcare-platform content=clinical special=none "
        "recipient=patient vendor-baa=covers-channel account=own-logins device=managed record=charted "
        "role=decides groundwork=in-place"
    ),
    "staff-chat": (
        "coverage=covered-entity stage=planning product=signal content=media special=none "
        "recipient=treating-clinician account=individual device=managed record=charted "
        "role=decides groundwork=in-place"
    ),
    "claimed-baa": (
        "coverage=covered-entity stage=planning product=business-platform content=clinical special=none "
        "recipient=patient vendor-baa=covers-channel account=own-logins device=managed record=charted "
        "role=decides groundwork=in-place"
    ),
    "outside-us": "coverage=outside-us",
}
"""The design's examples for the whatsapp tree, by the outcome each must reach."""


def example(outcome: str) -> dict[str, str]:
    """The facts of one of the design's examples, in the walk's order."""
    return dict(pair.split("=") for pair in EXAMPLES[outcome].split())


@pytest.fixture(scope="session")
def root() -> Path:
    return find_root()


@pytest.fixture(scope="session")
def knowledge(root: Path) -> Knowledge:
    return Knowledge(root)


@pytest.fixture(scope="session")
def whatsapp(knowledge: Knowledge) -> Tree:
    return knowledge.tree("whatsapp")
