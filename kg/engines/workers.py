"""Processes that can be stopped: each does one job after the other, within time and memory.

A job that breaks a limit, or ends its process, gives a ReadError; its process is killed and another one
goes on with what was waiting behind it. Results come in the order of the jobs. Workers are spawned, not forked (Windows
has no fork), leave Ctrl-C to their parent and end when it is gone.
"""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any

from kg.errors import ReadError
from kg.reading import Limits

AHEAD = 8  # jobs for each process whose results may wait for an earlier one
_GIVEN = 2  # jobs that a process has: while one result is on its way it does the next
_STARTING = 120  # seconds that a process may take before its first job
_PREPARED = "prepared"


@dataclass(slots=True)
class Job:
    """A call to make elsewhere: ``call`` has to keep the limits; ``prepare``, which loads what all jobs need, has not.

    Both are importable by name. ``path`` stands in the error.
    """

    path: str
    call: Callable[[], Any]
    prepare: Callable[[], Any] | None = None


@dataclass(slots=True)
class _Task:
    job: Job
    given: bool = False
    done: bool = False
    result: Any = None


class Workers:
    """As many processes as there are jobs for, ``count`` at most; started when they are needed, ended with ``close``."""

    def __init__(self, count: int, limits: Limits):
        self.limits = limits
        self._count = count
        self._workers: list[_Worker] = []

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def run_one(self, job: Job) -> Any:
        [result] = self.run([job])
        return result

    def run(self, jobs: Iterable[Job]) -> Iterator[Any]:
        """The result of each job or a ReadError, in the order of the jobs."""
        upcoming = iter(jobs)
        window: deque[_Task] = deque()
        while True:
            while len(window) < self._count * AHEAD and (job := next(upcoming, None)) is not None:
                window.append(_Task(job))
            if not window:
                return
            self._give(window)
            self._take()
            while window and window[0].done:
                yield window.popleft().result

    def _give(self, window: deque[_Task]) -> None:
        for task in [task for task in window if not task.given]:
            free = [worker for worker in self._workers if not worker.tasks]
            if not free and len(self._workers) < self._count:
                self._workers.append(_Worker(self.limits))
                free = self._workers[-1:]
            free = free or [worker for worker in self._workers if len(worker.tasks) < _GIVEN]
            if not free:
                return
            free[0].give(task)

    def _take(self) -> None:
        """Wait until a worker has something to say or its time is over."""
        busy = {worker.pipe: worker for worker in self._workers if worker.tasks}
        first = min(worker.until for worker in busy.values())
        ready = connection.wait(busy, max(0.0, first - time.monotonic()))
        if ready:  # what came while nobody looked comes before any deadline
            for pipe in ready:
                if not busy[pipe].take():
                    self._workers.remove(busy[pipe])
            return
        now = time.monotonic()
        for worker in [worker for worker in busy.values() if worker.until <= now]:
            worker.fail(self.limits.too_slow)
            self._workers.remove(worker)


class _Worker:
    """One process: ``tasks`` it was given, the first of which it does; ``until`` that has to end."""

    def __init__(self, limits: Limits):
        context = multiprocessing.get_context("spawn")
        self.limits, self.tasks = limits, deque()
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, limits.memory), daemon=True)
        self._process.start()
        theirs.close()
        self._prepared = False
        self._wind()

    def _wind(self) -> None:
        self.until = time.monotonic() + (self.limits.seconds if self._prepared else _STARTING)

    def give(self, task: _Task) -> None:
        task.given = True
        if not self.tasks:
            self._wind()
        self.tasks.append(task)
        try:
            self.pipe.send(task.job)
        except OSError:
            pass  # it has died: noticed when its answer is asked for

    def take(self) -> bool:
        """Read what it says; False when the process is of no more use."""
        try:
            said = self.pipe.recv()
        except Exception:  # its end, or the half of a message
            self.fail(_ended)
            return False
        if said == _PREPARED:
            self._prepared = True
            self._wind()
            return True
        task = self.tasks.popleft()
        task.done, task.result = True, said[0]
        self._wind()
        if said[1]:  # out of memory: what is left of it is not trusted
            task.result = self.limits.too_big(task.job.path)
            self._leave()
            return False
        return True

    def fail(self, reason: Callable[[str], ReadError]) -> None:
        """The first task has failed; the others are to be given to another process."""
        task = self.tasks.popleft()
        task.done, task.result = True, reason(task.job.path)
        self._leave()

    def _leave(self) -> None:
        for task in self.tasks:
            task.given = False
        self.tasks.clear()
        self.kill()

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _ended(path: str) -> ReadError:
    return ReadError(path, "reading it ended the process (out of memory, see --max-memory-mb, or an error in a library)")


def _work(pipe: connection.Connection, memory: int) -> None:
    _start_worker()
    prepared: list[Callable | None] = []
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        out_of_memory, result = False, None
        try:
            if job.prepare not in prepared:
                prepared.append(job.prepare)
                if job.prepare:
                    _limit_memory(None)
                    job.prepare()
                _limit_memory(memory)
                pipe.send(_PREPARED)
            result = job.call()
        except ReadError as error:
            result = error
        except MemoryError:
            out_of_memory = True
        except Exception as error:
            result = internal_error(job.path, error)
        try:
            pipe.send((result, out_of_memory))
        except MemoryError:
            pipe.send((None, True))


def internal_error(path: str, error: Exception) -> ReadError:
    return ReadError(path, f"internal error, please report it: {type(error).__name__}: {error}")


def _limit_memory(most: int | None) -> None:
    """From here on this process gets ``most`` bytes more than it has, None: as many as it likes; elsewhere than on Linux nothing holds it."""
    if sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = hard
    if most is not None:
        with open("/proc/self/statm", "rb") as numbers:
            wanted = int(numbers.read().split()[0]) * resource.getpagesize() + most
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # libraries that complain do not write between our lines
        os.dup2(nowhere, stream)
    parent = multiprocessing.parent_process()
    if sys.platform == "linux":
        import ctypes
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: also in the middle of a call into a library
    threading.Thread(target=_end_with_parent, args=(parent,), daemon=True).start()


def _end_with_parent(parent) -> None:
    connection.wait([parent.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
