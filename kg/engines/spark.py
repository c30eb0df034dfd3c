"""Extraction on Apache Spark: the same function on every document, through mapInArrow, its records and texts as Parquet.

policykg has to be installed on every machine of the cluster in the same version, which each task checks; files that
are named by their paths have to lie where every machine finds them. What a task gives depends on its documents only, so
a task that died is simply done again, and any number of partitions gives the same rows.
"""

import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from kg.engines.program import Program
from kg.errors import EngineError, ReadError
from kg.reading import STDIN, Limits, list_sources, read, read_bytes
from kg.reading.members import SAME_NAME, kind_of_members, list_members, read_line, read_row

SCHEMA = "source string, sha256 string, media_type string, kind string, json string, text binary, error string"
_KEPT = """SELECT source, sha256, media_type, kind, json, text
FROM (SELECT *, row_number() OVER (PARTITION BY source ORDER BY sha256) AS place FROM extracted WHERE error IS NULL) ranked
WHERE place = 1 ORDER BY source"""
_FAILED = f"""SELECT source, error FROM extracted WHERE error IS NOT NULL
UNION ALL SELECT source, '{SAME_NAME}' FROM (SELECT DISTINCT source, sha256 FROM extracted WHERE error IS NULL) found
GROUP BY source HAVING count(*) > 1"""
_ROWS = 16  # documents that a task takes into memory at once


@dataclass(frozen=True)
class Inputs:
    """What is read: ``files`` (name, path) of single documents; paths of files that hold many; what was not found."""

    files: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    rows: tuple[str, ...]
    warc: tuple[str, ...]
    passed_over: tuple[str, ...]
    failed: tuple[ReadError, ...]


def find_inputs(docs: Sequence[str | os.PathLike]) -> Inputs:
    """The inputs that DOCS name; a folder's Parquet, JSON Lines and WARC are passed over, as by a local build."""
    many: dict[str, list[str]] = {"lines": [], "rows": [], "warc": []}
    plain = []
    for written in map(os.fspath, docs):
        kind = None if os.path.isdir(written) else kind_of_members(written)
        many[kind].append(os.path.abspath(written)) if kind and os.path.isfile(written) else plain.append(written)
    if STDIN in plain:
        raise EngineError("standard input cannot be read on a cluster: name files")
    sources = list_sources(plain)
    files = tuple((source.name, os.path.abspath(source.path)) for source in sources.files)
    return Inputs(files, *(tuple(paths) for paths in many.values()), sources.passed_over, sources.failed)


def open_session(master: str, name: str = "policykg", options: dict[str, str] | None = None):
    """A SparkSession on ``master`` (spark://HOST:7077, local[4], yarn). Raises EngineError where there is none."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineError("the engine spark takes Java 17 and pip install 'policykg[spark]'") from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)  # no pandas is used here
    settings = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(_ROWS),
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.files.maxPartitionBytes": "16m",
        "spark.log.level": "ERROR",
        **(options or {}),
    }
    builder = SparkSession.builder.appName(name).master(master)
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        raise EngineError(f"no Spark at {master}: {' '.join(str(error).split())[:200]}") from error
    except Exception as error:  # py4j's, which is no part of Spark's own tree
        raise EngineError(f"no Spark at {master}: {' '.join(str(error).split())[:200]}") from error


def extract_on_spark(
    session, inputs: Inputs, folder: Path, program: Program, partitions: int | None = None, limits: Limits = Limits()
) -> list[ReadError]:
    """Extract every document of ``inputs`` into Parquet files under ``folder``; what could not be read.

    ``limits``: of the size and the characters of a document, of time and memory a cluster has its own.

    The files are of ``SCHEMA`` without errors, in the order of their names sorted by source, which no two have in common.
    """
    partitions = partitions or max(4 * session.sparkContext.defaultParallelism, 1)
    frames = []
    if inputs.files:
        named = session.createDataFrame([(name, _path_bytes(path)) for name, path in inputs.files], "name string, path binary")
        frames.append(named.repartition(partitions).mapInArrow(_Task(_texts_of_files, program, limits), SCHEMA))
    if inputs.lines:
        lines = session.read.text(list(inputs.lines), lineSep="\n")
        frames.append(lines.repartition(partitions).mapInArrow(_Task(_texts_of_lines, program, limits), SCHEMA))
    if inputs.rows:
        rows = session.read.parquet(*inputs.rows)
        if not {"name", "bytes"} <= set(rows.columns):
            raise EngineError(f"a Parquet of raw documents has the columns name and bytes, this one has {', '.join(rows.columns)[:100]}")
        frames.append(rows.select("name", "bytes").repartition(partitions).mapInArrow(_Task(_texts_of_rows, program, limits), SCHEMA))
    if inputs.warc:
        paths = session.createDataFrame([(_path_bytes(path),) for path in inputs.warc], "path binary").repartition(len(inputs.warc))
        frames.append(paths.mapInArrow(_Task(_texts_of_pages, program, limits), SCHEMA))
    if not frames:
        raise EngineError("nothing to read: " + (str(inputs.failed[0]) if inputs.failed else "no documents in what was named"))
    unsorted = str(folder) + ".unsorted"
    reduce(type(frames[0]).unionAll, frames).write.mode("overwrite").parquet(unsorted)
    session.read.schema(SCHEMA).parquet(unsorted).createOrReplaceTempView("extracted")
    failed = [ReadError(source, error) for source, error in session.sql(_FAILED).collect()]
    session.sql(_KEPT).write.mode("overwrite").parquet(str(folder))
    shutil.rmtree(unsorted, ignore_errors=True)
    return failed


def _path_bytes(path: str) -> bytearray:
    """A path as Spark takes it: the names of files need not be UTF-8, its strings must."""
    return bytearray(os.fsencode(path))


class _Task:
    """What runs in a worker's Python over Arrow batches; pickled by reference, so the code is the worker's own."""

    def __init__(self, texts: Callable, program: Program, limits: Limits):
        self.texts, self.program, self.limits = texts, program, limits

    def __call__(self, batches: Iterable) -> Iterator:
        self.program.use()
        rows: list[tuple] = []
        for name, text in self.texts(batches, self.limits):
            rows.append(_extract(name, text))
            if len(rows) == _ROWS:
                yield _batch(rows)
                rows = []
        if rows:
            yield _batch(rows)


def _extract(name: str, text: Callable) -> tuple:
    """A row of ``SCHEMA``: as ``kg.engines.local`` does it, nothing is raised."""
    from kg.extract import extract_record
    from kg.texts import pack_text

    try:
        policy = text()
        record = extract_record(policy)
        return record.source, record.sha256, record.media_type, record.kind, record.to_json(), pack_text(policy.text), None
    except ReadError as error:
        return name, None, None, None, None, None, error.reason
    except Exception as error:
        return name, None, None, None, None, None, f"internal error, please report it: {type(error).__name__}: {error}"


def _batch(rows: list[tuple]):
    import pyarrow

    kinds = {"string": pyarrow.string(), "binary": pyarrow.binary()}
    fields = [pyarrow.field(name, kinds[kind]) for name, kind in (field.split() for field in SCHEMA.split(", "))]
    arrays = [pyarrow.array(values, field.type) for values, field in zip(zip(*rows), fields)]
    return pyarrow.RecordBatch.from_arrays(arrays, schema=pyarrow.schema(fields))


def _texts_of_files(batches: Iterable, limits: Limits) -> Iterator[tuple[str, Callable]]:
    for batch in batches:
        for name, path in zip(batch.column(0).to_pylist(), map(os.fsdecode, batch.column(1).to_pylist())):
            yield name, lambda: read(path, name, limits)


def _texts_of_lines(batches: Iterable, limits: Limits) -> Iterator[tuple[str, Callable]]:
    for batch in batches:
        for line in batch.column(0).to_pylist():
            if line.strip():
                yield "(a line)", lambda: _read_member(*_member_of(line), limits)


def _member_of(line: str) -> tuple[str, bytes]:
    try:
        return read_line(line.encode("utf-8"))
    except ValueError as error:
        raise ReadError("(a line)", str(error)) from None


def _texts_of_rows(batches: Iterable, limits: Limits) -> Iterator[tuple[str, Callable]]:
    for batch in batches:
        for name, raw in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist()):
            yield name, lambda: _read_member(*read_row(name, raw), limits)


def _texts_of_pages(batches: Iterable, limits: Limits) -> Iterator[tuple[str, Callable]]:
    for batch in batches:
        for path in map(os.fsdecode, batch.column(0).to_pylist()):
            for member in list_members(path, limits):
                yield (member.path, _raiser(member)) if isinstance(member, ReadError) else (member[0], lambda: _read_member(*member, limits))


def _raiser(error: ReadError) -> Callable:
    def read_text():
        raise error

    return read_text


def _read_member(name: str, raw: bytes, limits: Limits):
    if len(raw) > limits.file_bytes:
        raise limits.too_large(name)
    return read_bytes(name, raw, limits)
