"""What a page of a transcript carries at its end so that a program can work the result out again:
its claims, and a digest of the page around them."""

from __future__ import annotations

import hashlib
import json
import re

from wizard.transcript.claims import claims_of
from wizard.transcript.model import Transcript, as_data

PAGE = "page"
"""The field with the SHA-256 of the page, itself taken as empty."""

BLOCK = re.compile(r"\n```json\n(\{\n.*?\n\})\n```\n", re.DOTALL)
PLACE = re.compile(r'(\n  "page": ")([0-9a-f]*)("\n\}\n```\n)\Z')


def with_proof(page: str, transcript: Transcript) -> str:
    """A Markdown page with the block at its end."""
    fields = {**as_data(claims_of(transcript)), PAGE: ""}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(each)}" for name, each in fields.items())
    text = f"{page.rstrip()}\n\nThe lines below are for the program: `replay` reads them.\n"
    text += f"\n```json\n{{\n{lines}\n}}\n```\n"
    return PLACE.sub(rf"\g<1>{page_digest(text)}\g<3>", text)


def page_digest(text: str) -> str:
    """The SHA-256 of a page, with the digest that it carries taken as empty."""
    return hashlib.sha256(PLACE.sub(r"\g<1>\g<3>", text).encode()).hexdigest()
