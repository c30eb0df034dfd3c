"""Build on a cluster: documents → records → links → N-Quads in parts, a folder for the loader of a server.

    records/   Parquet: source, sha256, media_type, kind, json (the record), text; sorted by source
    links/     Parquet: every table of the linking rules
    quads/     gzipped sorted N-Quads in parts with their manifest, as ``policykg publish --bulk`` writes them
    run.json   the report

Extraction and the rules run on Spark. What stands between them and what follows (the tables of the rules, the links
of all documents, the quads) is made on the driver; see docs/scale.md for what that bears.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.catalogue import load_catalogue
from kg.catalogue.edges import resolve_edges
from kg.engines.spark import extract_on_spark, find_inputs, open_session
from kg.errors import EngineError, NothingReadable, OutputError, ReadError
from kg.iris import BASE, check_base
from kg.link import link_records
from kg.link.on_spark import RulesOnSpark
from kg.rdf import quads_for
from kg.reading import Limits
from kg.records import Record
from kg.remote.bulk import write_bulk
from kg.sorted_lines import sorted_lines
from kg.workspace import extractor_hash

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class ClusterReport:
    """``counts``: {seen, read, failed, passed_over} of files, ``quads`` and the ``sha256`` of all their sorted lines."""

    folder: Path
    counts: dict
    failed: tuple[ReadError, ...]


def build_on_cluster(
    docs: Sequence[str | os.PathLike],
    folder: str | os.PathLike,
    master: str,
    *,
    tables=None,
    base: str | None = None,
    partitions: int | None = None,
    options: dict[str, str] | None = None,
    limits: Limits = Limits(),
    progress: Progress | None = None,
) -> ClusterReport:
    """Build ``docs`` (files, folders, JSON Lines, Parquet, WARC) on the Spark of ``master`` into ``folder``, which all its machines share.

    Args:
        tables: catalogues and edges (``kg.build.Tables``), read on the driver.
        partitions: tasks of the extraction; the result is the same for any number.
        options: settings of Spark.
        limits: of the size and the characters of each document; time and memory are Spark's.

    Raises NothingReadable, EngineError, OutputError, and ValueError for a base that is none.
    """
    base = check_base(base) if base is not None else BASE
    progress = progress or (lambda stage, done, total: None)
    target = Path(folder).resolve()
    inputs = find_inputs(docs)
    try:
        target.mkdir(parents=True, exist_ok=True)
        (target / "run.json").unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot write: {error.strerror or error}") from error
    session = open_session(master, options=options)
    try:
        progress("extract", 0, 0)
        broken = extract_on_spark(session, inputs, target / "records", extractor_hash(), partitions, limits)
        records, failed = Records(target / "records"), (*inputs.failed, *broken)
        catalogues, unread = _load_tables(tables, records, limits)
        failed += unread
        if not len(records) and not any(catalogue.rows for catalogue in catalogues):
            raise NothingReadable(f"nothing readable in {' '.join(map(str, docs))}" + (f": {failed[0]}" if failed else ""))
        progress("link", 0, len(records))
        linked = link_records(records, None, catalogues, rules=lambda scratch: RulesOnSpark(session, target / "links"))
        progress("load", 0, len(linked.documents))
        manifest = write_bulk(sorted_lines(quads_for(linked, records, base, catalogues)), target / "quads")
    except (NothingReadable, OutputError, EngineError):
        raise
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("pyspark", "py4j"):
            raise
        raise EngineError(f"the build on {master} failed: {_first_line(error)}") from error
    finally:
        session.stop()
    files = {"read": len(records), "failed": len(failed), "passed_over": len(inputs.passed_over)}
    counts = {"files": {"seen": sum(files.values()), **files}, "documents": len(linked.documents), "citations": len(linked.citations),
              "quads": manifest["quads"], "sha256": manifest["sha256"]}  # fmt: skip
    report = {"counts": counts, "base": base, "failed": sorted(({"source": e.path, "reason": e.reason} for e in failed), key=lambda e: e["source"])}
    (target / "run.json").write_text(json.dumps(report, ensure_ascii=False, sort_keys=True, indent=1) + "\n", encoding="utf-8")
    return ClusterReport(target, counts, failed)


class Records:
    """The records of an extraction, sorted by source, as often as they are iterated; none is kept."""

    def __init__(self, folder: Path):
        self.folder = folder

    def __iter__(self) -> Iterator[Record]:
        from pyarrow import parquet

        for path in sorted(self.folder.glob("*.parquet")):
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(1000, columns=["json"]):
                    yield from map(Record.from_json, batch.column(0).to_pylist())

    def __len__(self) -> int:
        from pyarrow import parquet

        return sum(parquet.read_metadata(path).num_rows for path in self.folder.glob("*.parquet"))


def _load_tables(tables, records: Records, limits: Limits) -> tuple[list, tuple[ReadError, ...]]:
    loaded, unread = {}, []
    for kind, path in tables.files() if tables else ():
        try:
            catalogue = load_catalogue(path, kind, dict(tables.mapping), limits.file_bytes)
        except ReadError as error:
            unread.append(error)
            continue
        loaded[catalogue.sha256, kind] = catalogue
    ordered = [loaded[key] for key in sorted(loaded)]
    rows = [catalogue for catalogue in ordered if catalogue.kind == "catalogue"]
    return rows + [resolve_edges(edges, rows, records) for edges in ordered if edges.kind == "edges"], tuple(unread)


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("RuntimeError", "pyspark.errors", "Caused by"))]
    return (telling or lines or [type(error).__name__])[0][:300]
