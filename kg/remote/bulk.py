"""The graph as files for the loaders of servers: gzipped parts of sorted N-Quads, and a manifest with their hashes.

The same graph gives the same bytes. The manifest is written last and taken away first: a folder without one is not whole.
"""

import contextlib
import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import OutputError

MANIFEST = "manifest.json"
PART = 64_000_000  # bytes of N-Quads in a part before compression
_NAME = "part-{:05d}.nq.gz"
_READ = 1 << 20  # bytes read at once


def write_bulk(lines: Iterable[bytes], folder: str | os.PathLike, part: int = PART) -> dict:
    """Write sorted N-Quads lines into ``folder``; the manifest: {format, quads, sha256, parts: [{name, quads, bytes, sha256}]}.

    ``sha256`` of the whole is that of all lines, of a part that of its file. Parts of an earlier publication go. Raises OutputError.
    """
    whole, parts, quads = hashlib.sha256(), [], 0
    with _filling(folder) as target:
        waiting = iter(lines)
        line = next(waiting, None)
        while line is not None:
            name, size, count = _NAME.format(len(parts)), 0, 0
            with open(target / f"{name}.new", "wb") as stream:
                with gzip.GzipFile("", "wb", 6, stream, mtime=0) as packed:
                    while line is not None and size < part:
                        packed.write(line)
                        whole.update(line)
                        size, count = size + len(line), count + 1
                        line = next(waiting, None)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(target / f"{name}.new", target / name)
            quads += count
            parts.append(_described(target / name, count))
        return _write_manifest(target, quads, whole.hexdigest(), parts)


def take_parts(paths: Iterable[Path], folder: str | os.PathLike) -> dict:
    """The same of gzipped files that hold the sorted lines one after the other: they are moved into ``folder``, but those that hold none. Raises OutputError."""
    whole, parts, quads = hashlib.sha256(), [], 0
    with _filling(folder) as target:
        for path in paths:
            count = 0
            with gzip.open(path) as stream:
                while piece := stream.read(_READ):
                    whole.update(piece)
                    count += piece.count(b"\n")
            if count:
                part = target / _NAME.format(len(parts))
                os.replace(path, part)
                parts.append(_described(part, count))
                quads += count
        return _write_manifest(target, quads, whole.hexdigest(), parts)


@contextlib.contextmanager
def _filling(folder: str | os.PathLike) -> Iterator[Path]:
    """In ``with``: the folder, without a manifest."""
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        (target / MANIFEST).unlink(missing_ok=True)
        yield target
    except OSError as error:
        raise OutputError(f"{folder}: cannot write: {error.strerror or error}") from error


def _described(part: Path, quads: int) -> dict:
    return {"name": part.name, "quads": quads, "bytes": part.stat().st_size, "sha256": _hash_of(part)}


def _write_manifest(target: Path, quads: int, sha256: str, parts: list[dict]) -> dict:
    """Say that the folder is whole, and take away what it does not name."""
    manifest = {"format": "application/n-quads", "quads": quads, "sha256": sha256, "parts": parts}
    draft = target / f"{MANIFEST}.new"
    draft.write_text(json.dumps(manifest, sort_keys=True, indent=1) + "\n", encoding="utf-8", newline="\n")
    os.replace(draft, target / MANIFEST)
    named = {part["name"] for part in manifest["parts"]}
    for path in target.glob("part-*.nq.gz*"):
        if path.name not in named:
            with contextlib.suppress(OSError):
                path.unlink()
    return manifest


def _hash_of(path: Path) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
