"""What others open in a browser: `export web` writes a static site, `serve` runs the app for visitors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wizard.cli.keeping import export
from wizard.cli.rooted import with_root
from wizard.source.counting import counted
from wizard.source.extras import extra
from wizard.source.printable import gated
from wizard.source.problems import Refused
from wizard.source.streams import tell

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge
    from wizard.serve.place import Place


@export.command()
@click.argument("folder", metavar="DIR")
@with_root
def web(knowledge: Knowledge, folder: str) -> None:
    """Write the trees and the library into the new folder DIR, as pages for any browser.

    They need no server and no network: open DIR/index.html, or put the folder on an intranet.
    """
    from datetime import date

    from wizard.source.files import write_folder
    from wizard.web.site import START, site

    pages = ((path, gated(text, "html")) for path, text in site(knowledge, date.today()))
    count = write_folder(Path(folder), pages)
    tell(f"Written: {counted(count, 'page')}. Open {Path(folder) / START}")


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Past this machine, a token is asked for."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--max-sessions", "most", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option(
    "--public-url", default="", metavar="URL", help="The address people use, where a proxy stands before."
)
@click.option("--idle", type=click.IntRange(2, 1440), default=30, show_default=True, metavar="MINUTES")
@click.option("--theme", type=click.Choice(["dark", "light"]), default="dark")
@with_root
def serve(
    knowledge: Knowledge, host: str, port: int, most: int, public_url: str, idle: int, theme: str
) -> None:
    """Serve the app to browsers, each visitor in a process of its own. Ctrl+C ends it.

    On this machine only, unless a host is named. WIZARD_TOKEN names the token that addresses must hold then.
    """
    import asyncio

    from wizard.serve.forking import can_fork

    if not can_fork():
        raise Refused("serve needs a system that can fork, such as Linux or macOS; export web needs nothing")
    with extra("serve"):
        from wizard.serve.server import Server
    place = _place(knowledge, host, port, public_url, most, idle, theme)
    tell(f"Serving {knowledge.pack.name} at {place.address}")
    if place.token:
        tell("Whoever has this address can use the app.")
        if not place.address.startswith("https:"):
            tell("It is not https: others on the network can read along.")
    asyncio.run(Server(place, knowledge.pack.name).run())


def _place(
    knowledge: Knowledge, host: str, port: int, public_url: str, most: int, idle: int, theme: str
) -> Place:
    import os
    import secrets

    from wizard.records.folders import state_folder
    from wizard.serve.place import Place, checked_url, is_loopback

    url = checked_url(public_url) if public_url else ""
    token = os.environ.get("WIZARD_TOKEN", "")
    if not token and not is_loopback(host):
        token = secrets.token_urlsafe(16)
    state = state_folder(knowledge.pack.program) / "served"
    return Place(host, port, knowledge.root.resolve(), state, url, most, idle, token, theme)


COMMANDS = (export, serve)
"""The commands of this module, beside `web`, which joins the group of `keeping`."""
