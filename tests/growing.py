"""How time grows with a text: ratios of CPU time, the best of some tries, so that a busy machine does not fail a test."""

import time
from collections.abc import Callable

AT_MOST = 2.6  # times as long for twice the text


def cpu_seconds(call: Callable[[str], object], words: str) -> float:
    started = time.process_time()
    call(words)
    return time.process_time() - started


def growth(call: Callable[[str], object], make: Callable[[int], str], length: int = 4000, quick: float = 0.4) -> float:
    """How many times as long ``call`` takes for ``make(2 * length)`` as for ``make(length)``: compare with AT_MOST. 0 where the longer takes less than ``quick`` seconds."""
    best = 99.0
    for _ in range(3):
        one = cpu_seconds(call, make(length))
        two = cpu_seconds(call, make(2 * length))
        if two < quick:
            return 0.0
        best = min(best, two / one)
        if best <= AT_MOST:
            break
    return best
