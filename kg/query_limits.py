"""What one query may take: time, memory, rows and bytes of its answer, characters and brackets of its text."""

from dataclasses import dataclass

LONGEST = 7 * 86_400.0  # seconds: more than a process can wait for at once
LENGTH = 100_000


@dataclass(frozen=True)
class Limits:
    """The limits of a query. What goes over one is refused or stopped with an error that names the option which allows more.

    ``rows`` and ``size`` are of an answer, None for no limit; memory is limited where the system can do it (not on Windows).
    """

    seconds: float = 60.0
    memory: int = 2 << 30  # bytes
    rows: int | None = None
    size: int | None = None  # bytes
    length: int = LENGTH  # characters of the query
    depth: int = 100  # brackets inside each other

    @property
    def wait(self) -> float:
        return min(self.seconds, LONGEST)
