"""The server of the site: uvicorn with a time limit for each stage of a connection, so that slow clients hold nobody up.

uvicorn limits how long a connection may be idle between two requests, and nothing else: who sends a letter a minute,
or does not read, would be waited for without end.
"""

import asyncio
import sys
import time

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD = 10.0  # seconds for the lines of a request, from its first byte or from the connection
BODY = 30.0  # seconds for what follows them
STALL = 30.0  # seconds in which a client takes nothing of its answer
SENDING = 900.0  # seconds for an answer that a client is slow to take
MOST = 500  # connections; beyond, the one that has asked nothing for longest is closed
LONGEST_HEAD = 140_000  # bytes; a query in an address may have 120,000
_DRAINED = 16 << 20  # bytes of a refused request that are read and thrown away, so that the answer to it arrives
_DRAIN = 5.0
_REASONS = {400: "Bad Request", 408: "Request Timeout", 414: "URI Too Long", 431: "Request Header Fields Too Large"}


class Connection(H11Protocol):
    """One connection. Its stage is ``head``, ``body``, ``drain`` (a refused request goes on), or ``""`` while it is answered or idle."""

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self._stage, self._timer, self._stalled, self._sending = "", None, None, None
        self._drained, self._since, self._refused = 0, time.monotonic(), False
        self._enter("head")
        if len(self.connections) > MOST:
            waiting = [other for other in self.connections if other is not self and other.is_waiting() and not other.transport.is_closing()]
            min(waiting, key=lambda other: other._since, default=self).transport.abort()

    def is_waiting(self) -> bool:
        """Whether nothing is being answered here."""
        return self.cycle is None or self.cycle.response_complete

    def data_received(self, data: bytes) -> None:
        if self._refused or self.cycle and self.cycle.response_complete and self.conn.their_state is h11.SEND_BODY:
            self._drained += len(data)
            if self._drained > _DRAINED:
                self.transport.abort()
                return
        if not self._refused:
            super().data_received(data)
            self._look()

    def on_response_complete(self) -> None:
        self._cancel("_sending")
        super().on_response_complete()
        self._since = time.monotonic()
        self._look()

    def connection_lost(self, error) -> None:
        for timer in ("_timer", "_stalled", "_sending"):
            self._cancel(timer)
        super().connection_lost(error)

    def shutdown(self) -> None:
        if self._refused:
            self.transport.abort()
        else:
            super().shutdown()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stalled = self._stalled or self.loop.call_later(STALL, self.transport.abort)
        self._sending = self._sending or self.loop.call_later(SENDING, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._cancel("_stalled")

    def send_400_response(self, msg: str) -> None:
        """Called where h11 raised: a head that is too long is said to be that; the connection ends."""
        status = getattr(sys.exception(), "error_status_hint", 400)
        long_address = status == 431 and b"\n" not in self.conn.trailing_data[0][:LONGEST_HEAD]
        self._end(414 if long_address else status if status in _REASONS else 400)

    def _look(self) -> None:
        theirs = self.conn.their_state
        if self._refused:
            return
        if theirs is h11.SEND_BODY:
            self._enter("drain" if self.cycle.response_complete else "body")
        elif theirs is h11.IDLE and self.conn.trailing_data[0]:
            self._enter("head")
        else:
            self._enter("")

    def _enter(self, stage: str) -> None:
        if stage == self._stage:
            return
        self._cancel("_timer")
        self._stage = stage
        if stage:
            self._timer = self.loop.call_later({"head": HEAD, "body": BODY, "drain": _DRAIN}[stage], self._too_slow)

    def _too_slow(self) -> None:
        if self._stage == "head" and not self._refused:
            self._end(408)
        else:
            self.transport.abort()

    def _end(self, status: int) -> None:
        """A last answer to what is no request; more of it is thrown away for a moment, or the answer would not arrive."""
        if not self.is_waiting():
            self.transport.abort()
            return
        reason = _REASONS[status]
        body = f"{reason}\n"
        self.transport.write(
            f"HTTP/1.1 {status} {reason}\r\nContent-Type: text/plain\r\nX-Content-Type-Options: nosniff\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode("ascii")
        )
        self._refused = True
        self._cancel("_timer")
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._timer = self.loop.call_later(_DRAIN, self.transport.abort)

    def _cancel(self, name: str) -> None:
        timer: asyncio.TimerHandle | None = getattr(self, name)
        if timer is not None:
            timer.cancel()
            setattr(self, name, None)


def make_server(app: ASGIApp) -> uvicorn.Server:
    """The server for the site; ``run(sockets=[…])`` serves until it is told to end."""
    return uvicorn.Server(
        uvicorn.Config(
            app, http=Connection, h11_max_incomplete_event_size=LONGEST_HEAD, log_level="error", access_log=False, server_header=False,
            ws="none", lifespan="off", timeout_graceful_shutdown=2,
        )
    )  # fmt: skip
