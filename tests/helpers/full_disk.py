"""A disk that becomes full while something is written."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable


def room_for(bytes_left: int) -> Callable[[int, bytes], int]:
    """`os.write` on a disk with room for so many bytes more."""
    really, left = os.write, [bytes_left]

    def write(handle: int, held: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        some = really(handle, bytes(held)[: left[0]])
        left[0] -= some
        return some

    return write
