"""Old office formats (.doc, .wps, .rtf): LibreOffice, where it is installed, makes a .docx of them, which is read as any other.

Each conversion has a folder of its own for the program's profile, its copy of the file and the result, at most
60 seconds, and no network: a document may link to pictures elsewhere. When it is over, whatever it started is killed.
It runs only where it is asked for: for a file that bears an old suffix, or where the variable below names the program.

``POLICYKG_SOFFICE`` names the program where it is not found by itself; set to nothing it switches conversion
off. Where it names a program, folders' old files are read too (see ``kg.reading.sources``).
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from kg.errors import ReadError
from kg.reading.docx import read_docx
from kg.records import Diagnostic

_VARIABLE = "POLICYKG_SOFFICE"
_SUFFIXES = (".doc", ".wps", ".rtf")
TIMEOUT = 60  # seconds; the first start of the program takes some, a document of 500 pages ten
_LARGEST = 100_000_000  # bytes of the result
_ROOM = 6_000_000_000  # bytes of addresses; the program takes two before it opens anything
_ADVICE = "save it as .docx first (LibreOffice: soffice --headless --convert-to docx FILE)"
# Streams of an OLE file that say what it is, as its directory names them.
_WORD, _SHEET, _SLIDES, _LOCKED = (name.encode("utf-16-le") for name in ("WordDocument", "Workbook", "PowerPoint Document", "EncryptedPackage"))
_PLACES = {
    "win32": (r"C:\Program Files\LibreOffice\program\soffice.com",),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}
# Of the program's settings: links are not followed, macros not run, and the network is a proxy that is not there.
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)


def find_soffice() -> str | None:
    """The path of LibreOffice: the one that ``POLICYKG_SOFFICE`` names, else the one installed; None without one."""
    named = os.environ.get(_VARIABLE)
    if named is not None:
        return shutil.which(named) if named else None
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES.get(sys.platform, ()) if os.path.exists(place)), None)


def read_office(name: str, raw: bytes, seconds: float = 120) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Media type, text and notes of an old office file, as ``read_docx`` reads what LibreOffice makes of it.

    Raises ReadError: LibreOffice is not there, fails or takes too long; the file is no text or is encrypted.
    """
    suffix = ".rtf" if raw.startswith(b"{\\rtf") else ".doc"
    if suffix == ".doc":
        _refuse_others(name, raw)
    if Path(name).suffix.lower() not in _SUFFIXES and not os.environ.get(_VARIABLE):
        raise ReadError(name, f"{'an .rtf' if suffix == '.rtf' else 'a .doc or .wps'} file, whatever its name says: rename it")
    program = find_soffice()
    if program is None:
        kind = "an .rtf" if suffix == ".rtf" else "a .doc or .wps"
        raise ReadError(name, f"{kind} file is not read without LibreOffice: install it, or {_ADVICE}")
    text, notes = read_docx(name, _converted(name, raw, program, suffix, min(TIMEOUT, 0.8 * seconds)))
    written = Path(name).suffix.lower()
    media_type = "application/rtf" if suffix == ".rtf" else "application/wps-office.wps" if written == ".wps" else "application/msword"
    return media_type, text, (Diagnostic("converted", f"read from the .docx that LibreOffice made of the {suffix} file"), *notes)


def _refuse_others(name: str, raw: bytes) -> None:
    if _LOCKED in raw:
        raise ReadError(name, "the file is encrypted and needs a password")
    if _WORD not in raw and (_SHEET in raw or _SLIDES in raw):
        raise ReadError(name, "a workbook or presentation, not a text")


def _converted(name: str, raw: bytes, program: str, suffix: str, seconds: float) -> bytes:
    with tempfile.TemporaryDirectory(prefix="policykg-", ignore_cleanup_errors=True) as folder:
        here = Path(folder)
        source, result = here / f"source{suffix}", here / "source.docx"
        source.write_bytes(raw)
        settings = here / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_profile(), encoding="utf-8")
        command = [
            program, f"-env:UserInstallation={(here / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "docx", "--outdir", folder, str(source),
        ]  # fmt: skip
        if not _run(command, folder, seconds):
            raise ReadError(name, f"LibreOffice did not convert it within {seconds:g} seconds: {_ADVICE}")
        if not result.is_file() or result.stat().st_size > _LARGEST:
            raise ReadError(name, f"LibreOffice cannot convert it (broken or encrypted?): {_ADVICE}")
        return result.read_bytes()


def _profile() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{setting}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, setting, value in _SETTINGS
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _run(command: list[str], folder: str, seconds: float) -> bool:
    """Whether the command ended in time, well or not; nothing of it runs on."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if watch := shutil.which("timeout") if sys.platform == "linux" else None:
        command = [watch, "--signal=KILL", f"{seconds + 1:g}", *command]  # should this process be killed, the program still ends
    try:
        # A session of its own: the program is a script that starts the program that starts the program.
        with _own_memory():
            process = subprocess.Popen(command, cwd=folder, env={**os.environ, "HOME": folder}, start_new_session=os.name == "posix", **quiet)
    except OSError:
        return True
    try:
        process.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        _kill(process)


@contextlib.contextmanager
def _own_memory():
    """What is started inside may take as much memory as it is made for, whatever this process may."""
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_ROOM if hard == resource.RLIM_INFINITY else min(hard, _ROOM), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _kill(process: subprocess.Popen) -> None:
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # over already, with all its children
            pass
    elif process.poll() is None:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.wait()
