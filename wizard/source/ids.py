"""What an id looks like, so that it can be a file's name, an address and a word of a command."""

from __future__ import annotations

import re

ID = re.compile(r"[a-z0-9][a-z0-9-]*")
ENTRY_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
"""An entry's may have dots, as the numbers of paragraphs have."""
