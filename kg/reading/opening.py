"""The bytes of a file that nobody vetted: never a pipe or a device, never more than the limit, never a wait."""

import errno
import hashlib
import os
import stat
from typing import BinaryIO

from kg.errors import ReadError
from kg.reading.limits import Limits

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_CHUNK = 1 << 16  # more would be asked of the system for each file anew


def load_bytes(path: str, limits: Limits, follow: bool = True) -> bytes:
    """All bytes of a regular file; ``follow`` says whether it may be a link. Raises ReadError, also for more than the limit."""
    raw = _load(path, limits.file_bytes, follow)
    if raw is None:
        raise limits.too_large(path)
    return raw


def load_small(path: str, most: int, follow: bool = True) -> bytes | None:
    """All bytes of a regular file that has ``most`` at most, else None. Raises ReadError."""
    return _load(path, most, follow)


def _load(path: str, most: int, follow: bool) -> bytes | None:
    try:
        with open_regular(path, follow) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > most:
                return None
            raw = stream.read(size + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if len(raw) != size:
        raise ReadError(path, "it changed while it was read")
    return raw


def hash_file(path: str, limits: Limits, follow: bool = True) -> str:
    """SHA-256 of a file's bytes; "" for what cannot be read or is larger than the limit, which reading will say."""
    digest, seen = hashlib.sha256(), 0
    try:
        with open_regular(path, follow) as stream:
            if os.fstat(stream.fileno()).st_size > limits.file_bytes:
                return ""
            while chunk := stream.read(_CHUNK):
                seen += len(chunk)
                if seen > limits.file_bytes:
                    return ""
                digest.update(chunk)
    except (OSError, ValueError, ReadError):
        return ""
    return digest.hexdigest()


def open_regular(path: str, follow: bool = True) -> BinaryIO:
    """A regular file, opened. Raises ReadError for what is none, OSError and ValueError as ``os.open``.

    Looked at before opening, since opening a pipe waits and opening a device may do something, and
    again afterwards, since it may have been exchanged between.
    """
    _check(path, os.stat(path, follow_symlinks=follow))
    handle = os.open(path, _FLAGS | (0 if follow else _NO_LINKS))
    try:
        _check(path, os.fstat(handle))
        return open(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _check(path: str, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise ReadError(path, "a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise ReadError(path, "not a regular file")


def _unreadable(path: str, error: Exception) -> ReadError:
    if getattr(error, "errno", None) == errno.ELOOP:
        return ReadError(path, "a link, not a file")
    return ReadError(path, getattr(error, "strerror", None) or str(error))
