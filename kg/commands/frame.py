"""What every command shares: its options, where its result goes, what it says on stderr.

A command module holds one click command (or two that belong together), parses arguments, calls one
function and prints. Everything heavy is imported inside the command that needs it.
"""

import contextlib
import functools
import json
import logging
import os
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

import click

from kg.errors import OutputError, one_line

NO = 3  # exit code: ran well, and the answer is no
log = logging.getLogger("policykg")


class _Command(click.Command):
    """A command whose help ends with an example that runs."""

    def __init__(self, *args, example: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.example = example

    def format_epilog(self, context, formatter):
        with formatter.section("Example 例"):
            for line in self.example.splitlines():
                formatter.write_text(line)


def command(name: str, example: str):
    """Make a click command with the options that every command has."""

    def make(function):
        @functools.wraps(function)
        def run(verbose, quiet, log_file, **arguments):
            _set_up_log(verbose, quiet, log_file)
            return function(**arguments)

        for option in (
            click.option("--log-file", type=click.Path(dir_okay=False), help="Also write warnings and counts to this file 日志文件."),
            click.option("-q", "--quiet", is_flag=True, help="No warnings and no counts 只报错误."),
            click.option("-v", "--verbose", is_flag=True, help="Say more 详细."),
        ):
            run = option(run)
        return click.command(name, cls=_Command, example=example)(run)

    return make


def _set_up_log(verbose: bool, quiet: bool, log_file: str | None) -> None:
    log.handlers.clear()
    log.setLevel(logging.DEBUG if verbose else logging.INFO)
    log.propagate = False
    shown = logging.StreamHandler(sys.stderr)
    shown.setLevel(logging.ERROR if quiet else logging.DEBUG if verbose else logging.INFO)
    log.addHandler(shown)
    if log_file:
        try:
            log.addHandler(logging.FileHandler(log_file, encoding="utf-8", errors="backslashreplace"))
        except OSError as error:
            raise OutputError(f"{log_file}: cannot write the log: {error.strerror}") from error
    for handler in log.handlers:
        handler.setFormatter(_OneLine())


class _OneLine(logging.Formatter):
    """One line a message, whatever names are in it: none begins a line of its own or speaks to the terminal."""

    def format(self, record):
        return one_line(super().format(record))


workspace_option = click.option(
    "--workspace", type=click.Path(file_okay=False, path_type=Path), default="policykg-workspace", envvar="POLICYKG_WORKSPACE",
    show_default="./policykg-workspace", help="The folder of records and graph 工作区.",
)
output_option = click.option("-o", "output", default="-", metavar="PATH", help="Write the result to this file; - is stdout 输出文件.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
jobs_option = click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes 进程数.")
language_option = click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="In which the page opens 语言.")
title_option = click.option("--title", help="Heading of the page 标题.")
docs_argument = click.argument("docs", nargs=-1, metavar="DOCS...")


def limit_options(function):
    """What one file may cost, as the argument ``limits``."""

    @functools.wraps(function)
    def run(*arguments, max_file_mb, max_characters, max_seconds, max_memory_mb, **others):
        from kg.reading import Limits

        limits = Limits(int(max_file_mb * 1e6), max_characters, max_seconds, int(max_memory_mb * 1e6))
        return function(*arguments, limits=limits, **others)

    above = click.FloatRange(min=0, min_open=True)
    for option in (
        click.option("--max-memory-mb", type=click.FloatRange(min=100), default=2000, show_default=True, help="Memory that one file may take 每文件内存."),
        click.option("--max-seconds", type=above, default=120, show_default=True, help="Time that one file may take 每文件时间."),
        click.option("--max-characters", type=click.IntRange(min=1), default=5_000_000, show_default=True, help="Text of one file 每文件字数."),
        click.option("--max-file-mb", type=above, default=100, show_default=True, help="Size of one file 每文件大小."),
    ):
        run = option(run)
    return run


def page_options(function):
    """The options of every page: its language and its heading."""
    return language_option(title_option(function))


@contextlib.contextmanager
def open_output(path: str):
    """A binary stream to ``path`` or stdout; a file appears whole or not at all. A device or a pipe (/dev/null) is written to and stays."""
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    special = os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path))
    try:
        with open(path, "wb") if special else _drafted(Path(os.path.realpath(path))) as stream:
            yield stream
    except OSError as error:
        raise OutputError(f"{path}: cannot write: {error.strerror or error}") from error


@contextlib.contextmanager
def _drafted(target: Path):
    """A stream to a draft beside ``target``, which takes its place when all is written."""
    part = target.with_name(target.name + ".part")
    try:
        with open(part, "wb") as stream:
            yield stream
        os.replace(part, target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def open_folder(path: str, own: Collection[str] = ()):
    """A folder to write files into; they appear in ``path`` together when all are written. Others in it stay, but for those of
    ``own`` that were not written: they would be an earlier run's beside this one's."""
    target = Path(path)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".policykg-", dir=target) as draft:
            yield Path(draft)
            written = sorted(Path(draft).iterdir())
            for file in written:
                os.replace(file, target / file.name)
            for name in set(own) - {file.name for file in written}:
                (target / name).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot write: {error.strerror or error}") from error


def print_text(text: str, path: str = "-") -> None:
    with open_output(path) as stream:
        stream.write(text.encode("utf-8") + b"\n")


def print_json(value, path: str = "-") -> None:
    print_text(json.dumps(value, ensure_ascii=False, sort_keys=True), path)


def find_sources(docs):
    """The sources that DOCS name; a usage error where none is named."""
    from kg.reading import list_sources

    if not docs:
        raise click.UsageError("Missing argument 'DOCS...': name files, folders, globs, or - for standard input.")
    sources = list_sources(docs)
    for path in sources.passed_over:
        log.debug("passed over: %s", path)
    return sources


@contextlib.contextmanager
def unpacked(docs, limits=None):
    """DOCS with the files that hold many documents unpacked into a temporary folder, which stands for them; what of them could not be
    read; and the folder, None where there is none."""
    from kg.engines.local import unpack_guarded
    from kg.reading import Limits
    from kg.reading.members import kind_of_members

    many = [path for path in docs if path != "-" and os.path.isfile(path) and kind_of_members(path)]
    if not many:
        yield docs, (), None
        return
    with tempfile.TemporaryDirectory(prefix="policykg-") as folder:
        inside = Path(folder, "members")  # part of a name where another file has the same
        inside.mkdir()
        failed = [error for path in many for error in unpack_guarded(path, inside, limits or Limits())]
        yield [*(path for path in docs if path not in many), str(inside)], tuple(failed), str(inside)


def say_failed(failed) -> None:
    """A warning for each source that could not be read."""
    for error in failed:
        log.warning("not read: %s", error)


def with_progress(items, length):
    """The items, with a progress bar on a terminal."""
    if not sys.stderr.isatty() or log.handlers[0].level >= logging.ERROR:
        yield from items
        return
    with click.progressbar(items, length=length, file=sys.stderr, label="documents 文件") as bar:
        yield from bar


@contextlib.contextmanager
def stages():
    """A progress callback that draws on a terminal, and says nothing elsewhere."""
    shown = sys.stderr.isatty() and log.handlers[0].level < logging.ERROR

    def progress(stage: str, done: int, total: int) -> None:
        if shown:
            click.echo(f"\r{stage} {done}/{total}\x1b[K", err=True, nl=False)

    try:
        yield progress
    finally:
        if shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def say_counts(counts: dict) -> str:
    files = counts["files"]
    rest = ", ".join(f"{counts[name]} {name}" for name in ("documents", "stubs", "citations", "measures", "responsibilities", "agencies", "triples"))
    return f"{files['seen']} files seen, {files['read']} read, {files['failed']} failed, {files['passed_over']} passed over; {rest}"


def warn_of_open_line(server) -> None:
    """A warning where a server's credentials go through a network unencrypted."""
    if server.is_open_to_others:
        log.warning("%s is http: user, password or token can be read on the way; use https", server.url)


def warn_of_unknown_number(folder, question) -> None:
    """A warning where a question asks of a number that no document of the graph has: nobody cites it, for want of it."""
    from kg.queries import Question, quote_string
    from kg.query import run_query

    number = question.parameters.get("number")
    if number is not None:
        with run_query(folder, Question(f"ASK {{ ?document eli:id_local {quote_string(number)} }}")) as answer:
            if list(answer) == [("false",)]:
                log.warning("no document of the graph has the number %s: look it up with show", number or "''")


def open_store(workspace):
    from kg.store import Store
    from kg.workspace import Workspace

    return Store.open_current(Workspace.open(workspace).graph_folder)


def one_document(store, ref: str):
    """The one document that a number, title words or an IRI mean; QueryError where none or several do."""
    from kg.card import find_documents
    from kg.errors import QueryError

    found = find_documents(store, ref)
    if not found:
        raise QueryError(f"no document is {ref}")
    if len(found) > 1:
        named = "; ".join(str(known.number or known.title) for known in found[:5])
        raise QueryError(f"{len(found)} documents are {ref} ({named}{'; …' if len(found) > 5 else ''}): give a number")
    return found[0]
