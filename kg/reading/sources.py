"""Which files the user means: files, folders, globs, and "-" for stdin."""

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from kg.errors import NothingReadable, ReadError, one_line

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf"})
OLD_SUFFIXES = frozenset({".doc", ".wps", ".rtf"})  # taken from folders only where POLICYKG_SOFFICE names LibreOffice
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read: ``path`` opens it, ``name`` is how records and messages call it (forward slashes)."""

    path: str  # "-" is stdin
    name: str
    follow: bool = True  # whether it may be a link: what a folder holds may not, even if it became one since


@dataclass(frozen=True, slots=True)
class Sources:
    """What the inputs came to: files to read, names passed over in folders, and inputs that are not there."""

    files: tuple[Source, ...] = ()
    passed_over: tuple[str, ...] = ()
    failed: tuple[ReadError, ...] = ()


def list_sources(inputs: Iterable[str | os.PathLike]) -> Sources:
    """The documents behind ``inputs``, each file once, in the order of the inputs and sorted within a folder.

    A file is named by its base name, a file of a folder by its path below that folder; where two would
    share a name, all of them get as many folders in front as tell them apart; characters that would speak to a terminal
    are written out. Folders are walked without hidden entries and without following links; of what they hold only plain
    files with a known suffix are taken, the rest (links, pipes, devices, sockets too) is passed over; .doc, .wps and .rtf too, unless ``POLICYKG_SOFFICE`` names the program that converts
    them. A file that is named itself is taken whatever its suffix. Raises nothing: what does not exist is in ``failed``.
    """
    suffixes = SUFFIXES | OLD_SUFFIXES if os.environ.get("POLICYKG_SOFFICE") else SUFFIXES
    files: dict[str, tuple[str, str, bool]] = {}  # resolved path to (path, name, may be a link): the same file twice is one document
    passed_over: list[str] = []
    failed: list[ReadError] = []
    for written in inputs:
        written = os.fspath(written)
        if written == STDIN:
            files.setdefault(STDIN, (STDIN, STDIN, False))
            continue
        paths = _expand(written)
        if not paths:
            failed.append(ReadError(written, "no such file or folder"))
        for path in paths:
            if os.path.isdir(path):
                folder = os.path.realpath(path)
                for inner, name, plain in _walk(path, failed):
                    if plain and os.path.splitext(name)[1].lower() in suffixes:  # no link below the folder is followed
                        files.setdefault(os.path.join(folder, name.replace("/", os.sep)), (inner, name, False))
                    else:
                        passed_over.append(_written_out(name))
            else:
                files.setdefault(os.path.realpath(path), (path, os.path.basename(path), True))
    return Sources(tuple(_named_apart(list(files.values()))), tuple(passed_over), tuple(failed))


def _expand(written: str) -> list[str]:
    # A name with brackets can be a file (通知[1].txt): what exists is taken as it is, before any globbing.
    if os.path.lexists(written):
        return [written]
    return sorted(glob.glob(written, recursive=True)) if glob.has_magic(written) else []


def _walk(folder: str, failed: list[ReadError]) -> Iterator[tuple[str, str, bool]]:
    """(path, path below the folder, whether it is a plain file) of all entries but folders."""

    def unreadable(error: OSError) -> None:
        failed.append(ReadError(error.filename or folder, f"folder cannot be read: {error.strerror}"))

    found = []
    for here, folders, names in os.walk(folder, onerror=unreadable):  # does not follow links to folders
        linked = [name for name in folders if os.path.islink(os.path.join(here, name))]
        folders[:] = [name for name in folders if not name.startswith(".")]
        above = [] if here == folder else Path(os.path.relpath(here, folder)).as_posix().split("/")
        for name in (*names, *linked):
            if not name.startswith("."):
                path = os.path.join(here, name)
                found.append((path, [*above, name], _is_plain(path)))
    for path, steps, plain in sorted(found, key=itemgetter(1)):
        yield path, "/".join(steps), plain


def _is_plain(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)  # no links, no devices, no pipes
    except OSError:
        return False


def _named_apart(found: list[tuple[str, str, bool]]) -> Iterator[Source]:
    names = [name for _, name, _ in found]
    doubtful = found if len(set(names)) < len(names) else ()
    folders = [Path(path).absolute().as_posix()[: -len(name)].strip("/").split("/") for path, name, _ in doubtful]
    for depth in range(1, max(map(len, folders), default=0) + 1):
        times = Counter(names)
        if len(times) == len(names):
            break
        for index, above in enumerate(folders):
            if times[names[index]] > 1 and depth <= len(above):
                names[index] = f"{above[-depth]}/{names[index]}"
    return (Source(path, _written_out(name), follow) for (path, _, follow), name in zip(found, names))


def _written_out(name: str) -> str:
    """A name without control characters and bytes that are no UTF-8; two names stay two."""
    return one_line(name.replace("\\", "\\\\"))


def nothing_readable(docs: Iterable, failed: Sequence[ReadError]) -> NothingReadable:
    """The error for sources none of which gave a document; ``docs`` as the user named them."""
    if len(failed) == 1:
        why = str(failed[0])
    elif failed:
        why = f"{len(failed)} failed, the first one {failed[0]}"
    else:
        why = f"no {' '.join(sorted(SUFFIXES))} files"
    return NothingReadable(f"nothing readable in {' '.join(map(str, docs))}: {why}")
