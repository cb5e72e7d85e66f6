"""Lets the garbage of many short-lived apps pile up longer: passes over it take half the time otherwise."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="package", autouse=True)
def rare_collections() -> Iterator[None]:
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()
