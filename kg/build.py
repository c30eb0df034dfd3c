"""Build: documents and catalogues → records → links → graph, into a workspace, as little anew as possible.

After a build the workspace holds exactly the documents that its inputs give now,
whatever it held before: any sequence of builds ends like one from scratch (see
docs/decisions/builds-are-exact.md). An unchanged file (same name, same bytes,
same extractor) keeps its record; links and graph follow from all records, and
stay as they are when nothing that they depend on has changed.
"""

import contextlib
import dataclasses
import gc
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from kg.build_report import BuildReport, describe_run
from kg.catalogue import Catalogue, load_catalogue
from kg.catalogue.edges import resolve_edges
from kg.engines.local import Extract, Extracted, extract_texts, load_guarded
from kg.errors import NothingReadable, ReadError, WorkspaceError
from kg.gist_file import find_outlines, keep_gists, kept_keys, reword_gists
from kg.graph_change import load_graph, made_of
from kg.iris import BASE, check_base
from kg.journal import Journal, Key
from kg.link import Decided, Decision, Gist, link_gists, link_records
from kg.lexicon.own import hash_own_tables, list_own_rows, use_own_tables
from kg.linked import Linked
from kg.rdf import Graphs
from kg.reading import STDIN, Limits, Source, Sources, hash_file, list_sources, nothing_readable
from kg.record_file import RecordFile, Row, Stored
from kg.records import Record
from kg.reworded import Reworded, changed_texts, load_reworded
from kg.search import index_workspace
from kg.stats import load_counts
from kg.store import Store
from kg.workspace import Workspace, catalogue_hash, extractor_hash, program_hash

Progress = Callable[[str, int, int], None]  # stage (extract, link, load, index), done, of how many
Path_ = str | os.PathLike


def _silent(stage: str, done: int, total: int) -> None:
    pass


@dataclass(frozen=True)
class Tables:
    """The tables that a build takes beside the documents.

    ``catalogues`` and ``edges``: files; ``mapping``: our field to their heading, where that is not known.
    """

    catalogues: tuple[Path_, ...] = ()
    edges: tuple[Path_, ...] = ()
    mapping: tuple[tuple[str, str], ...] = ()

    def files(self) -> list[tuple[str, Path]]:
        """(kind, path) of each."""
        named = [("catalogue", path) for path in self.catalogues] + [("edges", path) for path in self.edges]
        return [(kind, Path(path)) for kind, path in named]


def build(
    docs: Sequence[str | os.PathLike],
    workspace: str | os.PathLike,
    *,
    tables: Tables = Tables(),
    jobs: int = 1,
    limits: Limits = Limits(),
    base: str | None = None,
    progress: Progress | None = None,
    extract: Extract | None = None,
    unread: Sequence[ReadError] = (),
    unpacked: str | None = None,
) -> BuildReport:
    """Read, extract, link and load ``docs`` (files, folders, globs, "-") into ``workspace``.

    Args:
        tables: catalogues and tables of edges; without ``docs`` they are legal alone.
        jobs: processes for extraction; the result is the same for any number.
        limits: of each file, tables included.
        base: IRI under which individuals are minted; None keeps the workspace's, at first the default.
        progress: called as the work goes on.
        extract: PolicyText → Record in place of ``kg.extract.extract_record``, for tests.
        unread: documents of files that hold many which could not be unpacked; they count as failed.
        unpacked: the folder among ``docs`` that holds those that could be; messages call them by their names in it.

    Raises NothingReadable (the workspace stays as it was), WorkspaceError, and ValueError for a base that is none.
    """
    base = check_base(base) if base is not None else None
    sources = _without(list_sources(docs), Path(workspace), docs)
    sources = dataclasses.replace(sources, failed=(*sources.failed, *unread))
    said = ["what was unpacked" if doc == unpacked else doc for doc in docs]
    if not sources.files and not tables.catalogues:
        raise nothing_readable(said, sources.failed)
    space = Workspace.prepare(workspace)
    try:
        with space.locked():
            return _build(space, sources, tables, jobs, limits, base or space.about.get("base") or BASE, progress or _silent, extract, unpacked)
    except NothingReadable as error:
        space.leave_empty()
        raise nothing_readable(said, error.args[0]) from None


def _named_within(folder: str | None, failed: Iterable[ReadError]) -> tuple[ReadError, ...]:
    """The errors, of files in this folder by their names in it."""
    return tuple(ReadError(error.path.removeprefix(f"{folder}{os.sep}"), error.reason) for error in failed) if folder else tuple(failed)


def _build(
    space: Workspace,
    sources: Sources,
    tables: Tables,
    jobs: int,
    limits: Limits,
    base: str,
    progress: Progress,
    extract: Extract | None,
    unpacked: str | None,
) -> BuildReport:
    own = hash_own_tables(space.lexicon_folder)
    use_own_tables(space.lexicon_folder)
    extractor = (extractor_hash() if extract is None else extract.__qualname__) + own
    with contextlib.ExitStack() as held:
        journal = held.enter_context(space.journal(extractor))
        kept, read, failed = _extract(space, journal, sources.files, jobs, limits, extractor, extract, progress)
        held.enter_context(_nothing_collected())
        known = space.load_catalogues() if tables.files() else {}
        stored, broken = read_tables(tables, limits, own, known, progress)
        failed = (*sources.failed, *_named_within(unpacked, failed), *broken)
        if not (read or any(catalogue.rows for catalogue in stored.values())):
            raise NothingReadable(failed)
        space.write_texts(read, journal)
        records = space.write_records(_merged(read, space.records(), journal, extractor), journal)
        space.write_catalogues(stored)
        catalogues = resolve_tables(stored, records)
        decided = load_decided(space)
        fingerprint_of = partial(_fingerprint, stored=stored, decided=decided, base=f"{base} {own}" if own else base)
        keys = [(source, sha256, by) for source, sha256, _, by in records.heads()]
        fingerprint, loading = fingerprint_of(keys), _Loading(space, records, catalogues, base, program_hash() + extractor, progress)
        linked, before = None, space.load_report()
        graph_counts = _count_unchanged(space, before, fingerprint)
        if graph_counts is None and not any(catalogue.kind == "edges" for catalogue in catalogues) and not decided.decisions:
            graph_counts, before = _load_reworded(loading, before, keys, fingerprint_of) or (None, before)
        if graph_counts is None:
            linked, graph_counts = _load_linked(loading, decided, fingerprint)
        files = {"read": len(read), "failed": len(failed), "passed_over": len(sources.passed_over)}
        counts = {"files": {"seen": sum(files.values()), **files}, "catalogues": _count_tables(catalogues), **graph_counts}
        report = BuildReport(space.folder, counts, len(read) - kept, failed, sources.passed_over)
        described = describe_run(report, records, catalogues, decided, linked, before)
        del linked  # the search index needs the room
        index_workspace(space, fingerprint, graph_counts, lambda done, total: progress("index", done, total))
        space.write_report({**described, "lexicon": list_own_rows(space.lexicon_folder), "graph": fingerprint})
        space.write_about(base=base, graph=fingerprint)  # last: what it names stands whole, report included
    space.drop_journals()
    return report


def load_linked(space: Workspace) -> tuple[Linked, list[Record]]:
    """The links of a workspace, made again from its records and catalogues, with the records of both."""
    use_own_tables(space.lexicon_folder)
    records = list(space.records())
    catalogues = resolve_tables(space.load_catalogues(), records)
    rows = [row.record for catalogue in catalogues for row in catalogue.rows]
    return link_records(records, None, catalogues, load_decided(space)), [*records, *rows]


def load_decided(space: Workspace) -> Decided:
    """What was decided in review of a workspace."""
    return Decided(tuple(Decision(**decision) for decision in space.load_decisions()))


def _without(sources: Sources, workspace: Path, docs: Iterable) -> Sources:
    """The sources without what lies in the workspace, which may stand in a folder that is built."""
    inside = os.path.realpath(workspace) + os.sep
    resolved = lru_cache(maxsize=1024)(os.path.realpath)  # many lie in one folder

    def lies_inside(source: Source) -> bool:
        path = os.path.realpath(source.path) if source.follow else os.path.join(resolved(os.path.dirname(source.path)), os.path.basename(source.path))
        return path.startswith(inside)

    files = tuple(s for s in sources.files if s.path == STDIN or not lies_inside(s))
    prefixes = set()
    for written in map(os.fspath, docs):
        if written != STDIN and inside.startswith(os.path.realpath(written) + os.sep):
            prefixes.add(Path(os.path.relpath(inside, os.path.realpath(written))).as_posix() + "/")
    passed_over = tuple(name for name in sources.passed_over if not name.startswith(tuple(prefixes)))
    return Sources(files, passed_over, sources.failed)


def _extract(
    space: Workspace, journal: Journal, files: Sequence[Source], jobs: int, limits: Limits, extractor: str, extract: Extract | None, progress: Progress
) -> tuple[int, list[Key], list[ReadError]]:
    """How many files were unchanged; the keys of all records, sorted; and what could not be read."""
    with space.open_texts() as texts:
        kept_texts = texts.keys()
    known = {(source, sha256) for source, sha256, _, by in space.records().heads() if by == extractor and (source, sha256) in kept_texts}
    known.update(journal)
    read: list[Key] = []
    failed: list[ReadError] = []
    anew: list[Source] = []
    for source in files:
        key = source.name, "" if source.path == STDIN else hash_file(source.path, limits, source.follow)
        read.append(key) if key in known else anew.append(source)
    kept = len(read)
    progress("extract", kept, len(files))
    for result in extract_texts(anew, jobs, extract, limits):
        if isinstance(result, Extracted):
            journal.note(*result)
            read.append((result.record.source, result.record.sha256))
        else:
            failed.append(result)
        progress("extract", len(read) + len(failed), len(files))
    return kept, sorted(read), failed


def _merged(keys: Sequence[Key], before: RecordFile, journal: Journal, extractor: str) -> Iterator[Stored | Row]:
    """The records with these sorted ``keys``: from the journal, else as they were kept before."""
    kept = before.rows()
    known, row = next(kept, (None, None))
    for key in keys:
        if key in journal:
            yield Stored.of_line(journal.line(key), extractor)
            continue
        while known is not None and known < key:
            known, row = next(kept, (None, None))
        yield row


def read_tables(
    tables: Tables, limits: Limits, own: str = "", known: Mapping[tuple[str, str], Catalogue] | None = None, progress: Progress = _silent
) -> tuple[dict[tuple[str, str], Catalogue], list[ReadError]]:
    """The tables by (sha256, how they were read), and those that cannot be read; one of the ``known`` is not parsed again.

    ``own``: a hash of the user's own tables, by which they are read.
    """
    found: dict[tuple[str, str], Catalogue] = {}
    broken = []
    files = tables.files()
    for done, (kind, path) in enumerate(files):
        progress("catalogue", done, len(files))
        reader = f"{catalogue_hash()}{own} {kind} {json.dumps(sorted(tables.mapping), ensure_ascii=False)}"
        kept = (known or {}).get((hash_file(str(path), limits), reader))
        try:
            catalogue = kept or load_guarded(load_catalogue, path, kind, dict(tables.mapping), limits.file_bytes, limits=limits)
        except ReadError as error:
            broken.append(error)
            continue
        key = catalogue.sha256, reader
        if key not in found or path.name < found[key].name:  # the same bytes under two names
            found[key] = _named(catalogue, path.name)
    return found, broken


def _named(catalogue: Catalogue, name: str) -> Catalogue:
    """The same rows of a file that has been renamed."""
    if catalogue.name == name:
        return catalogue
    rows = tuple(
        dataclasses.replace(row, record=dataclasses.replace(row.record, source=f"{name}:{row.line}")) for row in catalogue.rows
    )
    return dataclasses.replace(catalogue, name=name, rows=rows)


def resolve_tables(stored: dict[tuple[str, str], Catalogue], records: Iterable[Record]) -> list[Catalogue]:
    """The tables that ``read_tables`` gives in the order in which they are linked, the ends of edges looked up."""
    catalogues = [stored[key] for key in sorted(stored)]
    tables = [catalogue for catalogue in catalogues if catalogue.kind == "catalogue"]
    return tables + [resolve_edges(edges, tables, records) for edges in catalogues if edges.kind == "edges"]


def _count_tables(catalogues: Sequence[Catalogue]) -> dict[str, int]:
    """``rows`` were used; ``refused`` counts what could not be used, rows and cells of rows."""
    return {
        "files": len(catalogues),
        "rows": sum(len(catalogue.rows) for catalogue in catalogues),
        "refused": sum(len(catalogue.refused) for catalogue in catalogues),
    }


def _fingerprint(keys: Iterable[tuple[str, str, str]], stored: dict[tuple[str, str], Catalogue], decided: Decided, base: str) -> str:
    """One hash of all that the graph is made from; ``keys``: of the records, in their order: source, sha256, extractor."""
    digest = hashlib.sha256(f"{program_hash()} {base}\n".encode())
    for (sha256, reader), catalogue in sorted(stored.items()):
        digest.update(f"{sha256} {reader} {catalogue.name}\n".encode("utf-8", "replace"))
    for decision in decided.decisions:
        digest.update(repr(decision).encode("utf-8", "replace") + b"\n")
    for key in keys:  # what a record says follows from them
        digest.update(repr(key).encode("utf-8", "replace") + b"\n")
    return digest.hexdigest()


def _count_unchanged(space: Workspace, before: dict, fingerprint: str) -> dict | None:
    """The counts of the current graph where it was made from what ``fingerprint`` names; of one that is gone none: it is made again."""
    if _is_made_of(space, before, fingerprint):
        with contextlib.suppress(WorkspaceError):
            return load_counts(Store.open_current(space.graph_folder))
    return None


class _Loading(NamedTuple):
    """What a graph is loaded from, and where it goes; ``salt`` as of ``load_graph``."""

    space: Workspace
    records: RecordFile
    catalogues: list[Catalogue]
    base: str
    salt: str
    progress: Progress


def _load_reworded(loading: _Loading, before: dict, keys: list[tuple[str, str, str]], fingerprint_of: Callable) -> tuple[dict, dict] | None:
    """Load without linking, where all that has changed are texts that say nothing else to it; the graph's counts, and ``before``, the report of the last build, with their hashes. None where that is not so."""
    space, records, catalogues, base, salt, progress = loading
    kept = kept_keys(space)
    changed = changed_texts(kept, keys)
    if not changed or not _is_made_of(space, before, fingerprint_of(kept)):
        return None
    progress("link", 0, 1)
    space.scratch_folder.mkdir(exist_ok=True)
    with contextlib.suppress(WorkspaceError):  # then all is linked
        if gists := reword_gists(space, records, changed):
            progress("load", 0, len(gists))
            texts = Reworded(space.graph_folder, gists)
            counts = load_reworded(texts, find_outlines(space, texts.others), catalogues, base, records, salt, space.scratch_folder, fingerprint_of(keys))
            return counts, json.loads(texts.rename(json.dumps(before)))
    return None


def _load_linked(loading: _Loading, decided: Decided, fingerprint: str) -> tuple[Linked, dict]:
    """Link and load: the links and the graph's counts."""
    space, records, catalogues, base, salt, progress = loading
    progress("link", 0, 1)
    space.scratch_folder.mkdir(exist_ok=True)
    outlines: list[Record] = []
    linked = link_gists(_outlined(keep_gists(space, records), outlines), space.scratch_folder, catalogues, decided)
    progress("link", 1, 1)
    progress("load", 0, len(linked.documents))
    graphs = Graphs(linked, outlines, base, catalogues)
    _, counts = load_graph(space.graph_folder, graphs, records, salt, space.scratch_folder, fingerprint)
    progress("load", len(linked.documents), len(linked.documents))
    return linked, counts


def _is_made_of(space: Workspace, report: dict, fingerprint: str) -> bool:
    """Whether the workspace, its report and the graph are all of one build, from what ``fingerprint`` names: one that was killed leaves a newer graph."""
    return space.about.get("graph") == fingerprint == made_of(space.graph_folder) == report.get("graph")


@contextlib.contextmanager
def _nothing_collected() -> Iterator[None]:
    """In ``with``: Python does not look for cycles, of which what a build keeps has none: it would go through millions of objects again and again."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _outlined(gists: Iterable[Gist], outlines: list[Record]) -> Iterator[Gist]:
    """The gists, their outlines kept."""
    for gist in gists:
        outlines.append(gist.outline)
        yield gist
