"""Whose turn it is: the line is short, nobody has all of it, and who has run long gives way."""

import threading
import time
from types import SimpleNamespace

import anyio
import pytest

from output.web.turns import Busy, Turns


async def _never():
    await anyio.sleep(60)


def asking(client, receive=_never):
    return SimpleNamespace(client=SimpleNamespace(host=client), receive=receive)


def waits(stopper):
    """Work that ends when it is told to, and gives the reason."""
    until = time.monotonic() + 10
    while not stopper.reason and time.monotonic() < until:
        time.sleep(0.01)
    return stopper.reason


def test_work_is_done_and_its_errors_come_out():
    async def check():
        turns = Turns(1)
        assert await turns.run(asking("a"), lambda stopper: 7) == 7
        with pytest.raises(ZeroDivisionError):
            await turns.run(asking("a"), lambda stopper: 1 / 0)
        assert await turns.run(asking("a"), lambda stopper: 8) == 8

    anyio.run(check)


def test_who_runs_long_gives_way_to_who_waits_and_not_before():
    async def check():
        turns, reasons = Turns(1, fair=0.3), []

        async def long():
            reasons.append(await turns.run(asking("a"), waits))

        async with anyio.create_task_group() as group:
            group.start_soon(long)
            await anyio.sleep(0.6)
            assert reasons == []  # alone it may go on
            assert await turns.run(asking("b"), lambda stopper: "quick") == "quick"
        assert len(reasons) == 1 and "others wait" in reasons[0]

    anyio.run(check)


def test_one_client_never_has_all_turns_nor_all_places():
    async def check():
        turns, done, busy, held = Turns(3, waiting=4, patience=5, fair=60), [], [], threading.Event()

        async def many():
            try:
                done.append(await turns.run(asking("greedy"), lambda stopper: held.wait(10)))
            except Busy as error:
                busy.append(str(error))

        async with anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(many)
            await anyio.sleep(0.1)
            assert await turns.run(asking("honest"), lambda stopper: "quick") == "quick"
            assert done == []  # while the other still has its turns
            held.set()
        assert done == [True] * 4 and len(busy) == 16 and all("busy" in words for words in busy)

    anyio.run(check)


def test_a_client_that_leaves_ends_its_work():
    async def leaves():
        await anyio.sleep(0.2)
        return {"type": "http.disconnect"}

    async def check():
        began = time.monotonic()
        assert await Turns(1).run(asking("a", leaves), waits) == "the client has left"
        assert time.monotonic() - began < 2

    anyio.run(check)


def test_who_waits_too_long_is_told():
    async def check():
        turns, free = Turns(1, patience=0.2, fair=60), threading.Event()
        async with anyio.create_task_group() as group:
            group.start_soon(turns.run, asking("a"), lambda stopper: free.wait(10))
            await anyio.sleep(0.1)
            with pytest.raises(Busy, match="no turn was free for 0.2 seconds"):
                await turns.run(asking("b"), lambda stopper: None)
            free.set()

    anyio.run(check)
