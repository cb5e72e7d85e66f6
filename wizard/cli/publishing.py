"""What others open without the program: `export web` writes the trees and the library as a static site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wizard.cli.rooted import with_root
from wizard.source.printable import gated
from wizard.source.problems import Refused
from wizard.source.streams import tell

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge


@click.group()
def export() -> None:
    """Write what others can open without this program."""


@export.command()
@click.argument("folder", metavar="DIR")
@with_root
def web(knowledge: Knowledge, folder: str) -> None:
    """Write the trees and the library into the new folder DIR, as pages for any browser.

    They need no server and no network: open DIR/index.html, or put the folder on an intranet.
    """
    from datetime import date

    from wizard.source.files import Taken, write_folder
    from wizard.web.site import START, site

    pages = ((path, gated(text, "html")) for path, text in site(knowledge, date.today()))
    try:
        count = write_folder(Path(folder), pages)
    except Taken as taken:
        raise Refused(f"{taken}; name a new folder, or empty that one") from None
    tell(f"Written: {count} pages. Open {Path(folder) / START}")


COMMANDS = (export,)
"""The commands of this module."""
