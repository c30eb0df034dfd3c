"""Calls that take too much, importable by workers."""

import os
import time


def square(number: int) -> int:
    return number * number


def sleep() -> None:
    time.sleep(600)


def spin() -> None:
    while True:
        pass


def spin_and_tell(path: str) -> None:
    with open(path, "w") as stream:
        stream.write(str(os.getpid()))
    spin()


def crash() -> None:
    os.kill(os.getpid(), 9)


def fail() -> None:
    raise ValueError("odd")


def allocate(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000)) // 1_000_000


def suffocate() -> None:
    kept = []
    while True:
        kept.append(bytearray(1_000_000))
