"""Build on a cluster: documents → records → links → N-Quads in parts, a folder for the loader of a server.

    records/   Parquet: source, sha256, media_type, kind, json (the record), text; sorted by source
    gists/     Parquet: what linking keeps of each record, with its rows of the rules' tables
    links/     Parquet: the tables that the linking rules make
    quads/     gzipped sorted N-Quads in parts with their manifest (``kg.remote.bulk``)
    run.json   the report

Spark extracts, works out the gists, runs the rules, makes the quads of sources and sorts all of them. The driver puts documents
together (``kg.link``) and writes the links graph; see docs/scale.md for what that bears.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.build import Tables, load_decided, read_tables, resolve_tables
from kg.cluster.gists import Gists, make_gists
from kg.cluster.quads import write_quads
from kg.engines.program import Program
from kg.engines.spark import SCHEMA, extract_on_spark, find_inputs, open_session
from kg.errors import EngineError, NothingReadable, OutputError, ReadError, WorkspaceError
from kg.iris import BASE, check_base
from kg.lexicon.own import list_own_rows
from kg.link import Decided, link_gists
from kg.link.on_spark import RulesOnSpark
from kg.rdf import Graphs
from kg.reading import Limits
from kg.records import Record
from kg.workspace import Workspace

Progress = Callable[[str, int, int], None]
_OURS = {"records", "records.unsorted", "gists", "links", "quads", "scratch", "run.json"}  # in a folder that is written again


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
    tables: Tables = Tables(),
    workspace: Path | None = None,
    base: str | None = None,
    partitions: int | None = None,
    options: dict[str, str] | None = None,
    limits: Limits = Limits(),
    progress: Progress | None = None,
) -> ClusterReport:
    """Build ``docs`` (files, folders, JSON Lines, Parquet, WARC) on the Spark of ``master`` into ``folder``, which all its machines share.

    Args:
        tables: catalogues and edges, read on the driver.
        workspace: one whose own tables and review decisions are used; all machines see it, and nothing is written into it.
        partitions: tasks of the extraction; the result is the same for any number.
        options: settings of Spark.
        limits: of the size and the characters of each document; time and memory are Spark's.

    Raises NothingReadable, EngineError, OutputError, WorkspaceError, and ValueError for a base that is none.
    """
    base = check_base(base) if base is not None else BASE
    progress = progress or (lambda stage, done, total: None)
    target = Path(folder).resolve()
    scratch, lexicon, decided = target / "scratch", None, Decided()
    if workspace:
        if not workspace.is_dir():
            raise WorkspaceError(f"{workspace}: there is no workspace")
        space = Workspace.prepare(workspace)
        lexicon, decided = space.lexicon_folder, load_decided(space)
    program = Program.here(lexicon)
    inputs = find_inputs(docs)
    try:
        target.mkdir(parents=True, exist_ok=True)
        if strange := sorted({path.name for path in target.iterdir()} - _OURS):
            raise OutputError(f"{folder} holds other files ({strange[0]}): name an empty or a new folder")
        shutil.rmtree(scratch, ignore_errors=True)  # of a build that was killed
        scratch.mkdir()
        (target / "run.json").unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot write: {error.strerror or error}") from error
    session = open_session(master, options=options)
    try:
        progress("extract", 0, 0)
        broken = extract_on_spark(session, inputs, target / "records", program, partitions, limits)
        session.read.schema(SCHEMA).parquet(str(target / "records")).createOrReplaceTempView("records")
        records, failed = Records(target / "records"), (*inputs.failed, *broken)
        stored, unread = read_tables(tables, limits)
        catalogues, failed = resolve_tables(stored, records), (*failed, *unread)
        if not len(records) and not any(catalogue.rows for catalogue in catalogues):
            raise NothingReadable(f"nothing readable in {' '.join(map(str, docs))}" + (f": {failed[0]}" if failed else ""))
        progress("link", 0, len(records))
        table = make_gists(session, target / "gists", program)
        gists = Gists(target / "gists")
        linked = link_gists(gists, None, catalogues, decided, rules=lambda scratch: RulesOnSpark(session, target / "links", table.where("first")))
        progress("load", 0, len(linked.documents))
        graphs = Graphs(linked, gists.outlines, base, catalogues)
        manifest = write_quads(session, graphs, {catalogue.sha256 for catalogue in catalogues}, target / "quads", scratch, program)
    except (NothingReadable, OutputError, EngineError):
        raise
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("pyspark", "py4j"):
            raise
        raise EngineError(f"the build on {master} failed: {_first_line(error)}") from error
    finally:
        session.stop()
        shutil.rmtree(scratch, ignore_errors=True)
    files = {"read": len(records), "failed": len(failed), "passed_over": len(inputs.passed_over)}
    counts = {"files": {"seen": sum(files.values()), **files}, "documents": len(linked.documents), "citations": len(linked.citations),
              "quads": manifest["quads"], "sha256": manifest["sha256"]}  # fmt: skip
    report = {
        "counts": counts, "base": base, "failed": sorted(({"source": e.path, "reason": e.reason} for e in failed), key=lambda e: e["source"]),
        "lexicon": list_own_rows(lexicon) if lexicon else [], "orphans": [decision.as_dict() for decision in decided.orphans()],
    }  # fmt: skip
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


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("RuntimeError", "pyspark.errors", "Caused by"))]
    return (telling or lines or [type(error).__name__])[0][:300]
