"""The fork server: it imports and reads everything once, then forks a process for each visitor.

It runs by itself, with one thread, as `python -m wizard.serve.forking`: its standard input is a socket from
the server. Each request is a line of JSON with a visitor's socket beside it. When the server's end closes,
however that came about, it ends every process that it has started, and itself.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import selectors
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

MOST_REQUEST = 4096
DRIVER = "textual.drivers.web_driver:WebDriver"
SET_BEFORE = {"TEXTUAL_DRIVER": DRIVER, "TEXTUAL_COLOR_SYSTEM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
"""The environment that Textual reads when it is imported."""


def can_fork() -> bool:
    """Whether this system can start processes so."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds") and hasattr(socket, "AF_UNIX")


def serve_forks(control: socket.socket, root: str) -> None:
    """Forks until the server has gone; then ends all that still runs."""
    knowledge = warmed(root)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.collect()
    gc.freeze()  # what is shared is not copied only because it is looked at
    running: dict[str, int] = {}
    begun, handles = b"", list[int]()
    woken, waking = socket.socketpair()
    for each in (woken, waking):
        each.setblocking(False)
    signal.set_wakeup_fd(waking.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    control.sendall(b'{"ready": true}\n')
    with selectors.DefaultSelector() as waiting:
        waiting.register(control, selectors.EVENT_READ)
        waiting.register(woken, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                if key.fileobj is woken:
                    woken.recv(4096)
                    bury(running)
                    continue
                try:
                    data, found, *_ = socket.recv_fds(control, MOST_REQUEST, 1)
                except ConnectionError:  # the server was killed before it had read all
                    data, found = b"", []
                if not data:
                    signal.set_wakeup_fd(-1)  # its other end goes before the last process is buried
                    end_all(running)
                    return
                handles += found
                *lines, begun = (begun + data).split(b"\n")
                for said in map(json.loads, lines):
                    if "end" in said:
                        end(running, str(said["end"]))
                        continue
                    handle = handles.pop(0)
                    pid = os.fork()
                    if pid == 0:
                        inner = (control.fileno(), woken.fileno(), waking.fileno(), *handles)
                        become(knowledge, said, handle, inner)
                    running[str(said["id"])] = pid
                    os.close(handle)


def warmed(root: str) -> Any:
    """The knowledge with every tree folded, and the screens imported."""
    from wizard.pack.knowledge import Knowledge
    from wizard.serve import guest  # noqa: F401, so that no visitor waits for it
    from wizard.space.space import judged_space
    from wizard.ui.screens import change, export, home, leave, library, outcome, page, pick, plan, question  # noqa: F401

    knowledge = Knowledge(Path(root))
    for id in knowledge.tree_ids:
        tree = knowledge.readable(id)
        if tree is not None:
            judged_space(tree)
            knowledge.verify(tree)
    asyncio.run(rehearse(knowledge))
    return knowledge


async def rehearse(knowledge: Any) -> None:
    """Runs an app once, off screen: what Textual works out only once is there for every visitor then."""
    from wizard.ui.app import WizardApp
    from wizard.walk.walk import begin

    async with WizardApp(knowledge).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app = pilot.app
        assert isinstance(app, WizardApp)
        app.ask(begin(knowledge.tree(knowledge.default_tree)))
        await pilot.pause()


def become(knowledge: Any, said: dict[str, Any], handle: int, others: tuple[int, ...]) -> None:
    """Becomes a visitor's app; never returns."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for each in others:
            os.close(each)
        os.dup2(handle, 0)
        os.dup2(handle, 1)
        os.close(handle)
        random.seed()
        from wizard.serve.guest import guest_of

        code = guest_of(knowledge, said)
    except BaseException:
        with suppress(Exception):
            from wizard.source.crash import crashed

            crashed(sys.exc_info()[1])  # type: ignore[arg-type]
    finally:
        os._exit(code)


def bury(running: dict[str, int]) -> None:
    """Takes note of the processes that have ended."""
    for id, pid in list(running.items()):
        with suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG)[0] == 0:
                continue
        del running[id]


def end(running: dict[str, int], id: str) -> None:
    """Ends one process at once, if it still runs."""
    if id in running:
        with suppress(ProcessLookupError):
            os.kill(running[id], signal.SIGKILL)


def end_all(running: dict[str, int]) -> None:
    """Ends every process."""
    for id in running:
        end(running, id)


def main() -> None:
    """Serves the socket that is standard input."""
    with socket.socket(fileno=0) as control:
        serve_forks(control, sys.argv[1])


if __name__ == "__main__":
    main()
