"""Whose turn it is: only some queries run at once, a few more wait, and who has run long gives way to who waits.

Who waits holds no thread, so that pages are sent meanwhile. One client (by its address) never has all turns nor all places in
the line, so that another's query always finds room.
"""

import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.query import Stopper

RETRY = "5"  # seconds, for Retry-After
_LOOK = 0.02  # seconds between two looks at the line
_CLIENTS = 4  # times the places in the line, for the first query of each client


class Busy(Exception):
    """No turn was free; its text is the message for the user."""


@dataclass(eq=False)
class _Turn:
    client: str
    stopper: Stopper = field(default_factory=Stopper)
    began: float = 0.0


class Turns:
    """``at_once`` turns, ``waiting`` places in the line, ``patience`` seconds in it at most, ``fair`` seconds that nobody takes away.

    ``afterwards`` is called after each turn, in the thread of the event loop.
    """

    def __init__(self, at_once: int, waiting: int = 16, patience: float = 20.0, fair: float = 10.0, afterwards: Callable[[], None] = lambda: None):
        self.at_once, self.waiting, self.patience, self.fair, self.afterwards = at_once, waiting, patience, fair, afterwards
        self._lock = threading.Lock()
        self._line: list[_Turn] = []
        self._running: list[_Turn] = []

    async def run(self, request: Request, work: Callable[[Stopper], Response]) -> Response:
        """``work`` in a thread when its turn has come; stopped when the client leaves. Raises Busy."""
        turn, raised, response = _Turn(request.client.host if request.client else ""), None, None
        async with anyio.create_task_group() as group:
            group.start_soon(_watch, request, turn.stopper)
            try:
                async with self._taken(turn):
                    response = await run_in_threadpool(work, turn.stopper)
            except Exception as error:  # noqa: BLE001 raised in here it would come out as a group
                raised = error
            group.cancel_scope.cancel()
        self.afterwards()
        if raised is not None:
            raise raised
        return response

    @asynccontextmanager
    async def _taken(self, turn: _Turn) -> AsyncIterator[None]:
        with self._lock:
            own = self._count(self._line, turn.client)
            if own >= max(1, self.waiting // 2) or len(self._line) >= (self.waiting if own else _CLIENTS * self.waiting):
                raise Busy(f"busy: {len(self._running)} queries run and {len(self._line)} wait")
            self._line.append(turn)
        try:
            until = time.monotonic() + self.patience
            while not self._begin(turn):
                if time.monotonic() > until or turn.stopper.reason:
                    raise Busy(turn.stopper.reason or f"busy: no turn was free for {self.patience:g} seconds")
                await anyio.sleep(_LOOK)
            yield
        finally:
            with self._lock:
                for place in (self._line, self._running):
                    if turn in place:
                        place.remove(turn)

    def _begin(self, turn: _Turn) -> bool:
        """Whether the turn has begun; where it cannot, the longest of those that have had their time is asked to end."""
        with self._lock:
            most = max(1, self.at_once - 1)
            ready = [other for other in self._line if self._count(self._running, other.client) < most]
            if len(self._running) < self.at_once and ready:
                if min(ready, key=lambda other: self._count(self._running, other.client)) is not turn:
                    return False
                self._line.remove(turn)
                self._running.append(turn)
                turn.began = time.monotonic()
                return True
            if not any(other.stopper.reason for other in self._running):
                full = len(self._running) >= self.at_once
                long = [other for other in self._running if time.monotonic() - other.began > self.fair and (full or other.client == turn.client)]
                if long:
                    slowest = max(long, key=lambda other: (self._count(self._running, other.client), -other.began))
                    slowest.stopper.stop(f"the query was stopped after {self.fair:g} seconds, because others wait; ask again when the site is less busy")
            return False

    @staticmethod
    def _count(turns: list[_Turn], client: str) -> int:
        return sum(turn.client == client for turn in turns)


async def _watch(request: Request, stopper: Stopper) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    stopper.stop("the client has left")
