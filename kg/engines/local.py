"""Extraction over many sources on this machine: in this process where that is safe, in others that can be stopped where not.

What comes out does not depend on the number of processes: results stand in the order
of the sources, and every file has the same limits. Processes get file names and give records and texts back, never a Doc.
"""

import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from kg.engines.workers import Job, Workers, internal_error
from kg.errors import ReadError
from kg.reading import LIGHT, STDIN, Limits, Source, is_light, is_packed, load_light, load_stdin, read, read_bytes
from kg.reading.members import unpack
from kg.records import PolicyText, Record
from kg.texts import pack_text

_LARGE_TABLE = 5_000_000  # bytes; a catalogue of 30,000 rows has as many
_MANY = 2_000  # sources: what extraction keeps in memory (100 MB, 250 MB after 100,000) goes with its process before the build goes on
_WORTH_A_PROCESS = 4  # sources: a process needs one to two seconds to load the pipeline

Extract = Callable[[PolicyText], Record]


class Extracted(NamedTuple):
    """A record, and the text that its offsets point into, as ``kg.texts`` keeps it."""

    record: Record
    packed: bytes


def extract_source(source: Source, extract: Extract | None = None, limits: Limits = Limits()) -> Record | ReadError:
    """The record of one source, or why it has none."""
    [result] = extract_sources([source], 1, extract, limits)
    return result


def extract_sources(
    sources: Iterable[Source], jobs: int = 1, extract: Extract | None = None, limits: Limits = Limits()
) -> Iterator[Record | ReadError]:
    """One record or error for each source, in their order, as they become ready; arguments as of ``extract_texts``."""
    for result in extract_texts(sources, jobs, extract, limits):
        yield result.record if isinstance(result, Extracted) else result


def extract_texts(
    sources: Iterable[Source], jobs: int = 1, extract: Extract | None = None, limits: Limits = Limits()
) -> Iterator[Extracted | ReadError]:
    """One result for each source, in their order, as they become ready. No file raises: one odd file does not stop a run.

    Args:
        sources: files to read; stdin (``-``) is read in this process.
        jobs: processes at most; a few files are not worth a second one. With one, texts and pages of modest size are
            read here, and only what needs precautions goes to a process of its own; of many files all do.
        extract: PolicyText → Record, importable by name where ``jobs`` > 1; by default ``kg.extract.extract_record``.
        limits: of each file.
    """
    sources = list(sources)
    jobs = min(jobs, len(sources) // _WORTH_A_PROCESS)
    if jobs > 1 or extract is None and len(sources) >= _MANY:
        with Workers(max(jobs, 1), limits) as workers:
            yield from workers.run(_job(source, extract, limits) for source in sources)
        return
    with Workers(1, limits) as workers:
        for source in sources:
            yield _extract_here(source, extract, limits, workers)


def read_source(source: Source, limits: Limits = Limits()) -> PolicyText:
    """The text of one source, read as for extraction. Raises ReadError."""
    with Workers(1, limits) as workers:
        policy = _read_here(source, limits, workers)
    if isinstance(policy, ReadError):
        raise policy
    return policy


def load_guarded(load: Callable[..., Any], path: str | os.PathLike, *arguments: Any, limits: Limits = Limits()) -> Any:
    """What ``load(path, *arguments)`` gives: made here, or in a process that can be stopped where the file has to be unpacked or is large.

    ``load`` is importable by name. Raises ReadError.
    """
    if not is_packed(os.fspath(path)) and not _is_large(path):
        return load(path, *arguments)
    with Workers(1, limits) as workers:
        result = workers.run_one(Job(str(path), partial(load, path, *arguments)))
    if isinstance(result, ReadError):
        raise result
    return result


def _is_large(path: str | os.PathLike) -> bool:
    try:
        return os.path.getsize(path) > _LARGE_TABLE
    except OSError:  # said where it is opened
        return False


def unpack_guarded(path: str | os.PathLike, folder: str | os.PathLike, limits: Limits = Limits()) -> list[ReadError]:
    """Write the documents of a file that holds many under ``folder``, in a process that can be stopped; what could not be read.

    Memory as for one file, and a second more for each MB.
    """
    path = os.fspath(path)
    more = dataclasses.replace(limits, seconds=limits.seconds + os.path.getsize(path) / 1_000_000)
    with Workers(1, more) as workers:
        result = workers.run_one(Job(path, partial(unpack, path, Path(folder), limits)))
    return [result] if isinstance(result, ReadError) else result


def _extract_here(source: Source, extract: Extract | None, limits: Limits, workers: Workers) -> Extracted | ReadError:
    policy = _read_here(source, limits, workers)
    if isinstance(policy, ReadError):
        return policy
    if len(policy.text) > LIGHT and extract is None:  # read again where it is extracted: time and memory are for both
        if source.path == STDIN:
            return workers.run_one(Job(STDIN, partial(_extract, policy, None, STDIN), _load_pipeline))
        return workers.run_one(_job(source, None, limits))
    return _extract(policy, extract, source.path)


def _read_here(source: Source, limits: Limits, workers: Workers) -> PolicyText | ReadError:
    """The text of a source: read here where that is safe, else by a worker."""
    try:
        if source.path == STDIN:
            raw = load_stdin(limits)
            if not is_light(raw):
                return workers.run_one(Job(STDIN, partial(_read_bytes, source, raw, limits)))
        else:
            raw = load_light(source, limits)
            if raw is None:
                return workers.run_one(Job(source.path, partial(_read, source, limits)))
        return _read_bytes(source, raw, limits)
    except ReadError as error:
        return error
    except Exception as error:  # a document must not raise: what does is an error of ours, and is reported as one
        return internal_error(source.path, error)


def _job(source: Source, extract: Extract | None, limits: Limits) -> Job:
    raw = None
    if source.path == STDIN:
        try:
            raw = load_stdin(limits)
        except ReadError as error:
            return Job(STDIN, partial(_give_back, error))
    return Job(source.path, partial(_read_and_extract, source, raw, extract, limits), None if extract else _load_pipeline)


def _give_back(error: ReadError) -> ReadError:
    return error


def _read_and_extract(source: Source, raw: bytes | None, extract: Extract | None, limits: Limits) -> Extracted | ReadError:
    policy = _read(source, limits) if raw is None else _read_bytes(source, raw, limits)
    return _extract(policy, extract, source.path)


def _read(source: Source, limits: Limits) -> PolicyText:
    return read(source.path, source.name, limits, source.follow)


def _read_bytes(source: Source, raw: bytes, limits: Limits) -> PolicyText:
    try:
        return read_bytes(source.name, raw, limits)
    except ReadError as error:
        raise ReadError(source.path, error.reason) from error


def _extract(policy: PolicyText, extract: Extract | None, path: str) -> Extracted | ReadError:
    if extract is None:
        from kg.extract import extract_record as extract
    try:
        return Extracted(extract(policy), pack_text(policy.text))
    except MemoryError:
        raise
    except Exception as error:
        return internal_error(path, error)


def _load_pipeline() -> None:
    """All that extraction loads on first use, so that it counts for no file."""
    from kg.extract import extract_record

    extract_record(PolicyText("", "关于通知", "", "text/plain", None))
