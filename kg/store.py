"""The graph on disk: the only room that knows Oxigraph.

A graph is never changed. Every build makes a new folder (``graph-1``, ``graph-2`` …)
under the store's folder and then writes its name into the small file ``current``:
who reads opens what that file names, read-only, and sees the last complete graph,
also while the next one is built or after a build was killed. No open folder is
renamed, so this holds on Windows too.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import WorkspaceError
from kg.sorted_lines import sorted_lines
from kg.vocab import PREFIXES

POINTER = "current"
FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_COPIED = ("CURRENT", "IDENTITY", "MANIFEST-", "OPTIONS-", "0")  # of RocksDB: what says which tables there are, and *.log
_TOGETHER = 1_000  # lines encoded at once
_PIECE = 200_000  # quads loaded at once
_REMOVED = 1_000  # graphs removed before that is written: until then it is in memory, and who writes more often has all tables merged


class Store:
    """One graph, open for reading."""

    def __init__(self, inner: ox.Store, folder: Path | None = None):
        self._inner, self.folder = inner, folder

    @classmethod
    def build(cls, folder: Path, lines: Iterable[str | bytes], beside: Callable[[Path], None] | None = None) -> "Store":
        """Load N-Quads lines into a new graph under ``folder`` and make it the current one.

        The graph before stays for its readers until the next build. ``beside``: called with the new graph's folder before it is
        the current one, to leave there what belongs to it. Raises WorkspaceError when a line is no N-Quad or the disk does not
        take it; the graph before stays current.
        """
        with _making(folder, beside) as new:
            writer = ox.Store(str(new))
            _load(writer, lines)
            writer.optimize()  # seconds for a million triples; queries are a quarter faster for it
            writer.flush()
            del writer  # closes the folder: a reader beside an open writer is not defined
        return cls(ox.Store.read_only(str(new)), new)

    @classmethod
    def change(
        cls, folder: Path, graphs: Iterable[str], gone: Iterable[str | bytes], lines: Iterable[str | bytes], beside: Callable[[Path], None] | None = None
    ) -> "Store":
        """As ``build``, of the current graph without these ``graphs`` (IRIs) and the lines that are ``gone``, and with ``lines``.

        Only what changes is written: the new folder shares the other files with the graph before, where the disk has hard links.
        """
        before = find_current(folder)
        with _making(folder, beside) as new:
            _share(before, new)
            writer = ox.Store(str(new))
            for removed, graph in enumerate(graphs, 1):
                writer.remove_graph(ox.NamedNode(graph))
                if removed % _REMOVED == 0:
                    writer.flush()
            for quad in ox.parse(_Stream(gone), ox.RdfFormat.N_QUADS):
                writer.remove(quad)
            writer.flush()  # a load beside what waits to be written takes more time, and both their memory
            _load(writer, lines)
            writer.flush()
            del writer  # as above
        return cls(ox.Store.read_only(str(new)), new)

    @classmethod
    def open_current(cls, folder: Path) -> "Store":
        """The last complete graph under ``folder``, read-only. Raises WorkspaceError when there is none."""
        current = find_current(folder)
        try:
            return cls(ox.Store.read_only(str(current)), current)
        except OSError as error:
            raise WorkspaceError(f"the graph in {folder} cannot be opened: {error}") from error

    @classmethod
    def in_memory(cls, lines: Iterable[str | bytes]) -> "Store":
        """The same in memory: for samples and tests."""
        inner = ox.Store()
        inner.bulk_load(input=_Stream(lines), format=ox.RdfFormat.N_QUADS)
        return cls(inner)

    @classmethod
    def read_file(cls, path: Path) -> "Store":
        """An exported file (ttl, nt, nq, trig, jsonld, rdf) in memory; raises OSError, ValueError or SyntaxError."""
        inner = ox.Store()
        inner.load(path=str(path))
        return cls(inner)

    def __len__(self) -> int:
        """Quads, which is also triples: none stands in two graphs."""
        return len(self._inner)

    def query(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The answer over the union of all graphs, prefixes of the vocabulary declared.

        For our own queries only: nothing stops this one. What a user wrote goes through ``kg.query``.
        """
        return self._inner.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)

    def rows(self, sparql: str) -> Iterator[tuple[str | None, ...]]:
        """The rows of a SELECT as plain lexical values, None where unbound."""
        for solution in self.query(sparql):
            yield tuple(None if term is None else term.value for term in solution)

    def subjects(self, graph: str, predicate: str, value: str | None = None) -> set[str]:
        """The subjects in a named graph that have this predicate, with this value (IRIs all)."""
        value = value and ox.NamedNode(value)
        return {quad.subject.value for quad in self._inner.quads_for_pattern(None, ox.NamedNode(predicate), value, ox.NamedNode(graph))}

    def quads(self) -> Iterator[bytes]:
        """Every quad as an N-Quads line in UTF-8 with its line end, sorted by bytes."""
        with tempfile.TemporaryFile() as unsorted:
            self._inner.dump(unsorted, ox.RdfFormat.N_QUADS)
            unsorted.seek(0)
            yield from sorted_lines(unsorted)

    def graphs(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Every graph's IRI with its triples as sorted N-Triples lines, graphs sorted too; take each before the next."""
        with tempfile.TemporaryFile() as unsorted:
            self._inner.dump(unsorted, ox.RdfFormat.N_QUADS)
            unsorted.seek(0)
            turned = (b"%s\t%s .\n" % (line[line.rindex(b" <") + 2 : -4], line[: line.rindex(b" <")]) for line in unsorted)
            parted = (line.split(b"\t", 1) for line in sorted_lines(turned))
            for graph, lines in groupby(parted, key=itemgetter(0)):
                yield graph.decode("ascii"), (triple for _, triple in lines)

    def dump(self, form: str, stream: BinaryIO) -> None:
        """Write the whole graph in one of ``FORMATS``, the same bytes for the same quads.

        Formats without named graphs (nt, ttl, rdfxml) get the triples of all
        graphs; in trig and jsonld each graph stands in one piece.
        """
        chosen = FORMATS[form]
        if form == "nq":
            stream.writelines(self.quads())
            return
        lines = self._lines_by_graph() if chosen.supports_datasets else sorted_lines(self._triples())
        if form == "nt":
            stream.writelines(lines)
            return
        ox.serialize(ox.parse(_Stream(lines), ox.RdfFormat.N_QUADS), stream, chosen, prefixes=PREFIXES)

    def describe(self, iris: Iterable[str], form: str, stream: BinaryIO) -> int:
        """Write all triples with these subjects in a format without graphs of ``FORMATS``, sorted; how many there are."""
        found = {quad.triple for iri in iris for quad in self._inner.quads_for_pattern(ox.NamedNode(iri), None, None, None)}
        options = {"prefixes": PREFIXES} if form in ("ttl", "rdfxml") else {}
        ox.serialize(sorted(found, key=str), stream, FORMATS[form], **options)
        return len(found)

    def _triples(self) -> Iterator[bytes]:
        for graph in self._inner.named_graphs():
            triples = self._inner.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
            yield from triples.splitlines(keepends=True)

    def _lines_by_graph(self) -> Iterator[bytes]:
        for graph in sorted(self._inner.named_graphs(), key=str):
            end = f" {graph} .\n".encode("ascii")
            for line in sorted(self._inner.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph).splitlines()):
                yield line[:-2] + end

    def open_graph(self):
        """An rdflib Dataset over this store, through oxrdflib: its default graph is the union of all."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self._inner), default_union=True)
        for prefix, iri in PREFIXES.items():
            dataset.bind(prefix, iri)
        return dataset


@contextmanager
def _making(folder: Path, beside: Callable[[Path], None] | None) -> Iterator[Path]:
    """In ``with``: the folder of a new graph, which is the current one when it ends well; ``beside`` as in ``Store.build``."""
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before, new = _read_pointer(folder), _next_folder(folder)
        yield new
        if beside:
            beside(new)
        _write_pointer(folder, new.name)
    except (OSError, SyntaxError) as error:
        raise WorkspaceError(f"the graph could not be written to {folder}: {error}") from error
    _drop_others(folder, {before, new.name})


def _share(before: Path, new: Path) -> None:
    """A copy of a graph that is nobody's to write to: the tables are never changed once they are written, and are shared."""
    new.mkdir()
    for path in before.iterdir():
        if path.suffix == ".sst":
            try:
                os.link(path, new / path.name)
                continue
            except OSError:  # no hard links here
                pass
        if path.suffix == ".sst" or path.name.startswith(_COPIED):
            shutil.copyfile(path, new / path.name)


def find_current(folder: Path) -> Path:
    """The folder of the current graph. Raises WorkspaceError when there is none."""
    folder = Path(folder)
    name = _read_pointer(folder)
    if not name:
        raise WorkspaceError(f"no graph in {folder}: run policykg build first")
    current = folder / name
    if not current.is_dir():
        raise WorkspaceError(f"the graph {current} is gone: run policykg build again")
    return current


def lexical_of(value: str | int | float | bool) -> str:
    """A value in the words in which the store gives it back."""
    return ox.Literal(value).value


def read_triples(answer: bytes) -> Iterator[tuple[str, str, str]]:
    """The plain lexical values of N-Triples, as ``kg.query`` gives them; SyntaxError where they are none."""
    for quad in ox.parse(answer, ox.RdfFormat.N_TRIPLES):
        yield tuple(str(term) if isinstance(term, (ox.Triple, ox.BlankNode)) else term.value for term in quad.triple)


def open_graph(folder: Path):
    """The current graph under ``folder`` as an rdflib Dataset, read-only."""
    return Store.open_current(folder).open_graph()


def _load(writer: ox.Store, lines: Iterable[str | bytes]) -> None:
    """Load piece by piece: the loader keeps what it is given in memory, 700 bytes a quad.

    IRIs are not checked, a twentieth of the time: ours are made in ``kg.iris`` and ``kg.vocab`` alone, of a few ASCII characters.
    """
    lines = iter(lines)
    for first in lines:
        writer.bulk_load(input=_Stream(chain([first], islice(lines, _PIECE - 1))), format=ox.RdfFormat.N_QUADS, lenient=True)


class _Stream:
    """Lines as a binary file, for Oxigraph, which reads 2 kB at once: what waits is not copied for each."""

    def __init__(self, lines: Iterable[str | bytes]):
        self._lines, self._block = iter(lines), BytesIO()

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes, or what is at hand; none at the end."""
        found = self._block.read(size)
        while not found and (lines := list(islice(self._lines, _TOGETHER))):
            self._block = BytesIO("".join(lines).encode("utf-8") if isinstance(lines[0], str) else b"".join(lines))
            found = self._block.read(size)
        return found


def _next_folder(folder: Path) -> Path:
    """A name that no graph has, also none that an earlier build left half-written."""
    taken = [int(path.name[6:]) for path in folder.glob("graph-*") if path.name[6:].isdecimal()]
    return folder / f"graph-{max(taken, default=0) + 1}"


def _read_pointer(folder: Path) -> str:
    try:
        return (folder / POINTER).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _write_pointer(folder: Path, name: str) -> None:
    draft = folder / f"{POINTER}.new"
    draft.write_text(name + "\n", encoding="utf-8")
    os.replace(draft, folder / POINTER)


def _drop_others(folder: Path, keep: set[str]) -> None:
    """What cannot be deleted because a reader holds it open (Windows) goes with a later build."""
    for path in folder.glob("graph-*"):
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
