"""Runs one task of one Python peer on one file and prints the result as JSON.

`peer.py TOOL TASK FILE [ANSWERS]`, run by the interpreter that the peers are installed for.
TASK is `load`, `cover`, `walks` or `faults`; the clock starts once everything is imported.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Notes = dict[tuple[str, str, str], list[str]]


class Facts:
    """The model behind a machine: one attribute a flag."""

    def __init__(self, flags: list[str]) -> None:
        self.flags = flags
        self.state = None
        for flag in flags:
            setattr(self, flag, False)

    def up(self) -> frozenset[str]:
        """The flags that are up."""
        return frozenset(flag for flag in self.flags if getattr(self, flag))

    def restore(self, up: frozenset[str]) -> None:
        """Puts exactly these flags up."""
        for flag in self.flags:
            setattr(self, flag, flag in up)


def noted(file: dict[str, Any]) -> Notes:
    """Flags that a transition puts up."""
    return {(source, event, target): flags for source, event, target, flags in file.get("notes", ())}


class StateMachine:
    """python-statemachine: definitions to a class, which validates itself, then one instance."""

    def __init__(self, text: str) -> None:
        from statemachine.io import create_machine_class_from_definition

        file = json.loads(text)
        notes = noted(file)

        class Model(Facts):
            def on_transition(self, event: Any, source: Any, target: Any) -> None:
                for flag in notes.get((source.id, str(event), target.id), ()):
                    setattr(self, flag, True)

        self.names = list(file["states"])
        self.model = Model(file["flags"]) if file["flags"] else None
        self.kind = create_machine_class_from_definition("Peer", states=file["states"])
        self.machine = self.kind(self.model) if self.model else self.kind()
        self.start = self.machine.current_state_value
        self.finals = {state.value for state in self.kind.final_states}

    @property
    def state(self) -> str:
        """The state it is in."""
        return str(self.machine.current_state_value)

    def move_to(self, state: str) -> None:
        """Goes to a state without a transition; a machine that has ended needs a new instance."""
        if self.machine.is_terminated:
            model = [self.model] if self.model else []
            self.machine = self.kind(*model, start_value=state)
        self.machine.current_state_value = state

    def options(self) -> list[str]:
        """The events of the state's transitions."""
        return list(dict.fromkeys(event.id for event in self.machine.allowed_events))

    def send(self, event: str) -> None:
        """Takes a transition."""
        self.machine.send(event)


class Transitions:
    """transitions: the states and transitions to a `Machine` with a model of its own."""

    def __init__(self, text: str) -> None:
        from transitions import Machine
        from transitions.extensions.states import Tags, add_state_features

        file = json.loads(text)
        notes = noted(file)

        @add_state_features(Tags)
        class Tagged(Machine):
            pass

        class Model(Facts):
            def note(self, event: Any) -> None:
                where = (event.transition.source, event.event.name, event.transition.dest)
                for flag in notes.get(where, ()):
                    setattr(self, flag, True)

        self.names = [state["name"] for state in file["states"]]
        self.model = Model(file.get("flags", []))
        self.machine = Tagged(
            model=self.model,
            states=file["states"],
            transitions=file["transitions"],
            initial=file["initial"],
            auto_transitions=False,
            send_event=True,
            before_state_change="note" if notes else None,
        )
        self.start = file["initial"]
        self.finals = {name for name, state in self.machine.states.items() if state.final}

    @property
    def state(self) -> str:
        """The state it is in."""
        return str(self.model.state)

    def move_to(self, state: str) -> None:
        """Goes to a state without a transition."""
        self.machine.set_state(state)

    def options(self) -> list[str]:
        """The triggers of the state."""
        return list(self.machine.get_triggers(self.state))

    def send(self, event: str) -> None:
        """Takes a transition."""
        self.model.trigger(event)


Peer = StateMachine | Transitions
PEERS = {"python-statemachine": StateMachine, "transitions": Transitions}


def cover(peer: Peer, answers: int) -> int:
    """Glue: walk after walk, each time the answer used least so far, until every one is used."""
    used: dict[tuple[str, str], int] = {}
    walks = 0
    while len(used) < answers and walks <= answers:
        peer.move_to(peer.start)
        while options := ([] if peer.state in peer.finals else peer.options()):
            state = peer.state
            event = min(options, key=lambda each: used.get((state, each), 0))
            used[state, event] = used.get((state, event), 0) + 1
            peer.send(event)
        walks += 1
    return walks


def walks(peer: Peer) -> int:
    """Glue: every walk, depth first, going back to a state by setting it."""
    stack, count = [peer.start], 0
    while stack:
        state = stack.pop()
        if state in peer.finals:
            count += 1
            continue
        peer.move_to(state)
        for event in peer.options():
            peer.move_to(state)
            peer.send(event)
            stack.append(peer.state)
    return count


Config = tuple[str, frozenset[str]]


def faults(kind: type[Peer], text: str, invariants: list[Any]) -> dict[str, list[str]]:
    """What the tool says by itself, while loading and being walked, and what our glue adds."""
    said: set[str] = set()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            peer = kind(text)
        except Exception as error:
            return {"said": [f"load: {type(error).__name__}: {error}"], "glue": []}
        following = explore(peer, said)
    said |= {str(each.message) for each in caught}
    return {"said": sorted(said), "glue": sorted(compare(peer, following, invariants))}


def explore(peer: Peer, said: set[str]) -> dict[Config, list[Config]]:
    """Every state with flags that events lead to, and what follows each."""
    first: Config = (peer.start, peer.model.up())
    following: dict[Config, list[Config]] = {}
    stack = [first]
    while stack:
        config = stack.pop()
        if config in following:
            continue
        following[config] = []
        if config[0] in peer.finals:
            continue
        peer.move_to(config[0])
        for event in peer.options():
            peer.move_to(config[0])
            peer.model.restore(config[1])
            try:
                peer.send(event)
            except Exception as error:
                said.add(f"walk: {type(error).__name__}: {error}")
                continue
            following[config].append((peer.state, peer.model.up()))
        stack += following[config]
    return following


def compare(peer: Peer, following: dict[Config, list[Config]], invariants: list[Any]) -> Iterator[str]:
    """States never entered, flags never up, places with no way to an end, invariants that fail."""
    entered = {state for state, _ in following}
    up = frozenset().union(*(flags for _, flags in following))
    yield from (f"never entered: {state}" for state in peer.names if state not in entered)
    yield from (f"never up: {flag}" for flag in peer.model.flags if flag not in up)
    leads = {config for config in following if config[0] in peer.finals}
    before = -1
    while len(leads) > before:
        before = len(leads)
        leads |= {config for config, after in following.items() if any(each in leads for each in after)}
    yield from {f"no way to an end: {config[0]}" for config in following if config not in leads}
    for clauses, forbidden in invariants:
        for state, flags in following:
            if state in forbidden and any(flags.issuperset(clause) for clause in clauses):
                yield f"invariant fails at {state}"


def main(tool: str, task: str, path: str, extra: str = "0") -> dict[str, Any]:
    """The result of one task; `extra` is the number of answers, or the invariants as JSON."""
    kind = PEERS[tool]
    if task == "faults":
        return {
            each: faults(kind, Path(each).read_text("utf-8"), json.loads(extra)) for each in path.split(",")
        }
    import statemachine.io  # noqa: F401
    import transitions.extensions.states  # noqa: F401

    started = time.thread_time(), time.perf_counter()
    peer = kind(Path(path).read_text("utf-8"))
    if task == "load":
        return taken(started)
    started = time.thread_time(), time.perf_counter()
    count = cover(peer, int(extra)) if task == "cover" else walks(peer)
    return {**taken(started), "walks": count}


def taken(started: tuple[float, float]) -> dict[str, float]:
    """Seconds on a processor, and wall seconds."""
    return {"seconds": time.thread_time() - started[0], "wall": time.perf_counter() - started[1]}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
