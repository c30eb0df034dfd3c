"""The limits of a query as options, for every command that answers queries of others."""

import functools
import re

import click

_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


class Size(click.ParamType):
    """Bytes, as 300000, 500MB or 2G."""

    name = "size"

    def __init__(self, least: int = 1):
        self.least = least

    def convert(self, value, param, context) -> int:
        if isinstance(value, int):
            return value
        match = re.fullmatch(r"\s*([0-9]{1,15})\s*([KMGT]?)i?B?\s*", value, re.IGNORECASE)
        size = int(match[1]) * _UNITS[match[2].upper()] if match else 0
        if size < self.least:
            least = f" of at least {self.least >> 20} MB" if self.least >> 20 else ""
            self.fail(f"{value!r} is no size{least}: write 300000, 500MB or 2GB", param, context)
        return size


def query_limit_options(size: str, rows: int | None = None):
    """Options that become one argument ``limits``, a ``kg.query_limits.Limits``; ``size`` and ``rows`` are the defaults for answers."""
    options = (
        click.option("--timeout", type=click.FloatRange(min=0.01), default=60.0, show_default=True, help="Seconds after which a query is stopped 限时."),
        click.option("--max-memory", type=Size(300 << 20), default="2GB", show_default=True, help="Memory of a query 内存; not held on Windows."),
        click.option("--max-rows", type=click.IntRange(min=1), default=rows, show_default=rows or "no limit", help="Rows of an answer 行数; an answer with more is an error, never cut."),
        click.option("--max-size", type=Size(), default=size, show_default=True, help="Bytes of an answer 结果大小; likewise."),
        click.option("--max-length", type=click.IntRange(min=1), default=100_000, show_default=True, help="Characters of a query 查询长度."),
        click.option("--max-depth", type=click.IntRange(min=1), default=100, show_default=True, help="Brackets inside each other in a query 括号层数."),
    )

    def make(function):
        @functools.wraps(function)
        def run(timeout, max_memory, max_rows, max_size, max_length, max_depth, **arguments):
            from kg.query_limits import Limits

            return function(limits=Limits(timeout, max_memory, max_rows, max_size, max_length, max_depth), **arguments)

        for option in reversed(options):
            run = option(run)
        return run

    return make
