"""The graph as files for the loaders of servers: gzipped parts of sorted N-Quads, and a manifest with their hashes.

The same graph gives the same bytes. The manifest is written last and taken away first: a folder without one is not whole.
"""

import contextlib
import gzip
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from kg.errors import OutputError

MANIFEST = "manifest.json"
PART = 64_000_000  # bytes of N-Quads in a part before compression


def write_bulk(lines: Iterable[bytes], folder: str | os.PathLike, part: int = PART) -> dict:
    """Write sorted N-Quads lines into ``folder``; the manifest: {format, quads, sha256, parts: [{name, quads, bytes, sha256}]}.

    ``sha256`` of the whole is that of all lines, of a part that of its file. Parts of an earlier publication go. Raises OutputError.
    """
    target = Path(folder)
    whole, parts, quads = hashlib.sha256(), [], 0
    try:
        target.mkdir(parents=True, exist_ok=True)
        (target / MANIFEST).unlink(missing_ok=True)
        waiting = iter(lines)
        line = next(waiting, None)
        while line is not None:
            name, size, count = f"part-{len(parts):05d}.nq.gz", 0, 0
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
            parts.append({"name": name, "quads": count, "bytes": (target / name).stat().st_size, "sha256": _hash_of(target / name)})
        manifest = {"format": "application/n-quads", "quads": quads, "sha256": whole.hexdigest(), "parts": parts}
        write_manifest(target, manifest)
    except OSError as error:
        raise OutputError(f"{folder}: cannot write: {error.strerror or error}") from error
    return manifest


def write_manifest(target: Path, manifest: dict) -> None:
    """Say that the folder is whole, and take away what it does not name."""
    draft = target / f"{MANIFEST}.new"
    draft.write_text(json.dumps(manifest, sort_keys=True, indent=1) + "\n", encoding="utf-8", newline="\n")
    os.replace(draft, target / MANIFEST)
    named = {part["name"] for part in manifest["parts"]}
    for path in target.glob("part-*.nq.gz*"):
        if path.name not in named:
            with contextlib.suppress(OSError):
                path.unlink()


def _hash_of(path: Path) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
