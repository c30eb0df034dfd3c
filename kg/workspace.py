"""The workspace: the folder that holds what was extracted and the graph made of it.

    workspace.json   format, versions, lexicon hash, base; of which records the graph was made
    records.parquet  every record as JSON, with the extractor that made it: the source of truth
    gists.parquet    what linking keeps of every record with its rows for the rules, so that it is not worked out again
    texts.sqlite     the plain text of every source, which the offsets of the records point into
    catalogues.parquet  the rows of every catalogue, by file and reader
    lexicon/         tables of its own, which override ours
    decisions.json   what was decided in review: kept whatever is built
    search.sqlite    the search index of the graph and the texts
    graph/           the store: one folder a graph, and the pointer to the current one
    run.json         the report of the last complete build
    extracted-*.jsonl  records and texts of a build that did not end: the next one goes on from there
    lock             held by the build that is running; says by which process

Files are replaced whole (written beside, then renamed), so a reader sees the old or the new one.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import WorkspaceError
from kg.journal import Journal, Key
from kg.record_file import RecordFile, Row, Stored, write_records
from kg.records import SCHEMA
from kg.texts import Texts, change_texts, write_texts

if TYPE_CHECKING:  # its patterns take longer to load than most queries to answer
    from kg.catalogue import Catalogue, CatalogueRow

FORMAT = 1  # of the folder; raised when an older program could not read it
_ABOUT, _RECORDS, _REPORT, _LOCK = "workspace.json", "records.parquet", "run.json", "lock"
_CATALOGUES, _DECISIONS, _TEXTS, _SEARCH = "catalogues.parquet", "decisions.json", "texts.sqlite", "search.sqlite"
GISTS = "gists.parquet"  # see kg.gist_file
_JOURNAL = "extracted-{}.jsonl"
_MOST_TEXTS = 4  # written whole where more than one in so many texts has changed
_KG = Path(__file__).resolve().parent
# Rooms right of the records, and those beside them.
_NOT_EXTRACTION = ("link", "rdf", "queries", "engines", "catalogue", "review.py", "explain.py", "search", "commands", "remote", "cluster", "gist_file.py", "graph_change.py", "links_file.py", "marks_file.py", "reworded.py", "database.py", "arrow.py")
_READS_CATALOGUES = ("catalogue", "lexicon", "text.py", "regions.py")  # and the rooms of numbers
_LOCKED_BYTE = 1 << 30  # far behind the text of the lock file, so that others can read who holds it


@cache
def extractor_hash() -> str:
    """What a record depends on besides its source: the code left of the records and the lexicon, as 16 hex digits."""
    return _hash_files(path for pattern in ("*.py", "*.tsv") for path in _KG.rglob(pattern) if _is_extraction(path))


@cache
def catalogue_hash() -> str:
    """What the rows of a catalogue depend on besides its file and mapping, as 16 hex digits."""
    paths = [path for pattern in ("*.py", "*.tsv") for path in _KG.rglob(pattern)]
    names = [path.relative_to(_KG).parts[0] for path in paths]
    return _hash_files(path for path, name in zip(paths, names) if name in _READS_CATALOGUES or name.startswith("number"))


@cache
def program_hash() -> str:
    """What the graph depends on besides the records: all code and the lexicon, as 16 hex digits."""
    return _hash_files(path for pattern in ("*.py", "*.tsv", "*.sql") for path in _KG.rglob(pattern))


@cache
def lexicon_hash() -> str:
    return _hash_files((_KG / "lexicon").glob("*.tsv"))


def _is_extraction(path: Path) -> bool:
    return path.relative_to(_KG).parts[0] not in _NOT_EXTRACTION


def _hash_files(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(SCHEMA.encode())
    for path in sorted(paths):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(_KG).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def program_version() -> str:
    """The installed version; of a source tree that is not installed, "0"."""
    from importlib import metadata

    try:
        return metadata.version("policykg")
    except metadata.PackageNotFoundError:
        return "0"


def _versions() -> dict:
    """Of the workspace's form, of the program, and hashes of what extraction depends on."""
    return {"format": FORMAT, "schema": SCHEMA, "policykg": program_version(), "extractor": extractor_hash(), "lexicon": lexicon_hash()}


class Workspace:
    """One workspace folder. ``open`` for what reads it, ``prepare`` for a build."""

    def __init__(self, folder: Path, about: dict):
        self.folder, self.about = folder, about

    @classmethod
    def open(cls, folder: str | os.PathLike) -> "Workspace":
        """A workspace that a build has completed. Raises WorkspaceError, saying what to do."""
        folder = Path(folder)
        about = _read_about(folder)
        if about is None:
            if folder.exists() and not folder.is_dir():
                raise WorkspaceError(f"{folder} is a file, not a workspace")
            what = "is no policykg workspace" if folder.is_dir() and any(folder.iterdir()) else "no workspace"
            where = f"{folder} {what}" if what.startswith("is") else f"{what} at {folder}"
            raise WorkspaceError(f"{where}: make one with policykg build DOCS --workspace {folder}")
        if is_older(about):
            raise WorkspaceError(f"{folder} was written by an older policykg: run policykg build again, it is rebuilt")
        return cls(folder, about)

    @classmethod
    def prepare(cls, folder: str | os.PathLike) -> "Workspace":
        """The workspace in ``folder`` to build into, made where there is none; one of an older format starts empty.

        Raises WorkspaceError for a folder of something else, a newer format, and where nothing can be written.
        """
        folder = Path(folder)
        about = _read_about(folder)
        try:
            if about is None and folder.is_dir() and any(_is_strange(path) for path in folder.iterdir()):
                raise WorkspaceError(f"{folder} holds other files and is no workspace: name an empty or a new folder")
            folder.mkdir(parents=True, exist_ok=True)
            return cls(folder, {} if about is None or is_older(about) else about)
        except OSError as error:
            raise WorkspaceError(f"{folder}: cannot be used as a workspace: {error.strerror or error}") from error

    @property
    def graph_folder(self) -> Path:
        return self.folder / "graph"

    @property
    def search_path(self) -> Path:
        return self.folder / _SEARCH

    @property
    def lexicon_folder(self) -> Path:
        """The workspace's own tables, which need not be there."""
        return self.folder / "lexicon"

    @property
    def scratch_folder(self) -> Path:
        return self.folder / "scratch"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Only one build at a time. Raises WorkspaceError that names the process which holds the lock.

        The system ends the lock with its process, so a build that was killed holds nothing.
        """
        try:
            lock = open(self.folder / _LOCK, "a+b", buffering=0)
        except OSError as error:
            raise WorkspaceError(f"{self.folder}: cannot be written: {error.strerror}") from error
        with lock:
            if not _take_lock(lock):
                lock.seek(0)
                holder = lock.read(20).decode("ascii", "replace").strip() or "unknown"
                raise WorkspaceError(
                    f"{self.folder} is being built by process {holder}: wait for it, end it, or name another --workspace"
                )
            try:
                lock.truncate(0)
                lock.write(f"{os.getpid()}\n".encode("ascii"))
            except OSError as error:
                raise WorkspaceError(f"{self.folder}: cannot be written: {error.strerror}") from error
            yield

    def records(self) -> RecordFile:
        """All stored records, sorted by source; none where the last build was an older program's or there was none."""
        return RecordFile(self.folder / _RECORDS if self.about else None)

    def write_records(self, records: Iterable[Stored | Row], journal: Journal | None = None) -> RecordFile:
        """``records`` in the order of their keys; they may come from the file that they replace. ``journal``: as of ``RecordFile``."""
        with self.replaced(_RECORDS) as draft:
            write_records(draft, records)
        return RecordFile(self.folder / _RECORDS, journal)

    def open_texts(self) -> Texts:
        """The texts of the last build: use it in ``with``. It has none where an older program built."""
        return Texts(self.folder / _TEXTS)

    def write_texts(self, wanted: Sequence[Key], journal: Journal) -> None:
        """Keep the text of each record, from the journal or as it was kept before; texts of other sources go.

        ``wanted``: the keys of the records, sorted.
        """
        with self.open_texts() as before:
            known = before.keys()
        gone = known.difference(wanted) | {key for key in journal if key in known}
        if not journal and not gone and len(known) == len(wanted):
            return
        with self.replaced(_TEXTS) as draft:
            if _MOST_TEXTS * (len(gone) + len(journal)) < len(known):
                anew = ((*key, journal.packed(key)) for key in wanted if key in journal)
                if change_texts(draft, self.folder / _TEXTS, gone, anew):
                    return
            with self.open_texts() as before:
                packed = ((source, sha, journal.packed((source, sha)) or before.packed(source, sha)) for source, sha in wanted)
                write_texts(draft, (row for row in packed if row[2] is not None))

    def load_catalogues(self) -> "dict[tuple[str, str], Catalogue]":
        """The catalogues of the last build by (sha256, how they were read); {} where there are none."""
        import pyarrow.parquet

        from kg.catalogue import CatalogueRow

        path = self.folder / _CATALOGUES
        if not self.about or not path.is_file():
            return {}
        try:
            rows = pyarrow.parquet.read_table(path).to_pylist()
            found: dict[tuple[str, str], tuple[dict, list]] = {}
            for row in rows:
                key = row["sha256"], row["reader"]
                if row["line"] == 0:
                    found[key] = json.loads(row["json"]), []
                else:
                    found[key][1].append(CatalogueRow.from_json(row["json"]))
            return {key: _catalogue(about, rows) for key, (about, rows) in found.items()}
        except (OSError, ValueError, KeyError, TypeError, pyarrow.ArrowException):
            return {}  # the files are read again

    def write_catalogues(self, catalogues: "dict[tuple[str, str], Catalogue]") -> None:
        import pyarrow
        import pyarrow.parquet

        columns: dict[str, list] = {"sha256": [], "reader": [], "line": [], "json": []}
        for (sha256, reader), catalogue in sorted(catalogues.items()):
            about = {name: getattr(catalogue, name) for name in ("name", "sha256", "media_type", "kind", "columns", "unknown")}
            about["refused"] = [[one.line, one.reason, one.words] for one in catalogue.refused]
            lines = [(0, json.dumps(about, ensure_ascii=False, sort_keys=True)), *((row.line, row.to_json()) for row in catalogue.rows)]
            for line, text in lines:
                for name, value in zip(columns, (sha256, reader, line, text)):
                    columns[name].append(value)
        kinds = {"line": pyarrow.int64()}
        schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in columns])
        with self.replaced(_CATALOGUES) as draft:
            pyarrow.parquet.write_table(pyarrow.table(columns, schema=schema), draft)

    @contextlib.contextmanager
    def journal(self, extractor: str) -> Iterator[Journal]:
        """Where a build notes each record with its text as it is made, to go on from if it is stopped."""
        path = self.folder / _JOURNAL.format(extractor)
        with Journal(path) as journal:
            yield journal

    def drop_journals(self) -> None:
        for path in self.folder.glob(_JOURNAL.format("*")):
            path.unlink(missing_ok=True)

    def leave_empty(self) -> None:
        """After a build that read nothing: no folder stays behind that a first build would have made."""
        self.drop_journals()
        if not self.about:
            with contextlib.suppress(OSError):
                (self.folder / _LOCK).unlink()
                self.folder.rmdir()

    def load_report(self) -> dict:
        """The report of the last complete build, {} if there is none."""
        try:
            return json.loads((self.folder / _REPORT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}

    def load_decisions(self) -> list[dict]:
        """What ``policykg review apply`` took in; [] where it has not been used. Raises WorkspaceError for a damaged file."""
        path = self.folder / _DECISIONS
        if not path.is_file():
            return []
        try:
            return list(json.loads(path.read_text(encoding="utf-8"))["decisions"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(f"{path} is damaged ({error}): put it right or remove it") from error

    def write_decisions(self, decisions: list[dict]) -> None:
        self._write_json(_DECISIONS, {"decisions": decisions})

    def write_report(self, report: dict) -> None:
        self._write_json(_REPORT, {**report, "versions": _versions()})

    def write_about(self, **more) -> None:
        """Say who wrote this workspace; ``more``: the base, and the fingerprint of the graph."""
        self.about = {**_versions(), **more}
        self._write_json(_ABOUT, self.about)

    def _write_json(self, name: str, value: dict) -> None:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        with self.replaced(name) as draft:
            draft.write_text(text, encoding="utf-8", newline="\n")

    @contextlib.contextmanager
    def replaced(self, name: str) -> Iterator[Path]:
        """In ``with``: a draft of one of the files, which takes its place when it is whole. Raises WorkspaceError where the disk does not take it."""
        draft = self.folder / f"{name}.new"
        try:
            yield draft
            os.replace(draft, self.folder / name)
        except OSError as error:
            raise WorkspaceError(f"{self.folder / name} cannot be written: {error.strerror or error}") from error
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def _catalogue(about: dict, rows: "list[CatalogueRow]") -> "Catalogue":
    from kg.catalogue import Catalogue, Refused

    refused = tuple(Refused(*one) for one in about.pop("refused"))
    about["unknown"] = tuple(about["unknown"])
    return Catalogue(**about, rows=tuple(rows), refused=refused)


def is_older(about: dict) -> bool:
    """True for what an older program wrote: its records are not believed."""
    return about["format"] < FORMAT or int(about["schema"]) < int(SCHEMA)


def _is_strange(path: Path) -> bool:
    """A file that no build of ours leaves where a first build was stopped."""
    return path.name not in (_LOCK, "graph", "scratch", "lexicon") and not path.name.startswith((_RECORDS, _CATALOGUES, _DECISIONS, _TEXTS, _SEARCH, GISTS, _REPORT, _ABOUT, "extracted-"))


def _read_about(folder: Path) -> dict | None:
    """workspace.json, None where there is none. Raises WorkspaceError for a newer or a damaged one."""
    path = folder / _ABOUT
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        newer = about["format"] > FORMAT or int(about["schema"]) > int(SCHEMA)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(f"{path} is damaged: delete the workspace {folder} and build again") from error
    if newer:
        raise WorkspaceError(f"{folder} was written by a newer policykg ({about.get('policykg')}): update policykg to use it")
    return about


def _take_lock(lock) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            lock.seek(_LOCKED_BYTE)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
