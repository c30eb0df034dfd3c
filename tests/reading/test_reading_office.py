"""Old office formats: read through LibreOffice where it is installed, refused with advice where it is not."""

import http.server
import os
import subprocess
import sys
import threading
import time

import pytest

from kg.errors import ReadError
from kg.reading import list_sources, office, read, read_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = OLE + bytes(500) + "WordDocument".encode("utf-16-le")
with_soffice = pytest.mark.skipif(office.find_soffice() is None, reason="LibreOffice is not installed")


def rtf(*blocks: str) -> bytes:
    """A .rtf file of paragraphs, or of table rows where cells are parted by |."""
    written = []
    for block in blocks:
        cells = ["".join(f"\\u{ord(c)}?" if ord(c) > 127 else c for c in cell) for cell in block.split("|")]
        if len(cells) > 1:
            borders = "".join(f"\\cellx{2000 * (n + 1)}" for n in range(len(cells)))
            written.append(f"\\trowd{borders}" + "".join(f"\\intbl {cell}\\cell" for cell in cells) + "\\row")
        else:
            written.append(f"\\pard {cells[0]}\\par")
    return ("{\\rtf1\\ansi\n" + "\n".join(written) + "}").encode()


@pytest.mark.parametrize("name, raw", [("a.doc", WORD), ("a.wps", WORD), ("a.rtf", rtf("通知"))])
def test_without_libreoffice_the_advice_is_given(name, raw, monkeypatch, tmp_path):
    monkeypatch.delenv("POLICYKG_SOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_PLACES", {})
    with pytest.raises(ReadError, match="without LibreOffice: install it, or save it as .docx") as error:
        read_bytes(name, raw)
    assert error.value.path == name and "\n" not in str(error.value)


def test_the_variable_names_the_program_or_switches_it_off(monkeypatch):
    monkeypatch.setenv("POLICYKG_SOFFICE", sys.executable)
    assert office.find_soffice() == sys.executable
    for nothing in ("", "/nowhere/soffice"):
        monkeypatch.setenv("POLICYKG_SOFFICE", nothing)
        assert office.find_soffice() is None


@pytest.mark.parametrize("stream, reason", [("Workbook", "workbook"), ("PowerPoint Document", "presentation"), ("EncryptedPackage", "password")])
def test_other_files_of_the_same_container_are_refused(stream, reason, monkeypatch):
    monkeypatch.setattr(office, "_converted", lambda *_: pytest.fail("nothing to convert"))
    with pytest.raises(ReadError, match=reason):
        read_bytes("a.doc", OLE + bytes(500) + stream.encode("utf-16-le"))


def test_folders_pass_old_files_over_unless_the_program_is_named(monkeypatch, tmp_path):
    for name in ("a.doc", "b.wps", "c.rtf", "d.txt", "e.xls"):
        (tmp_path / name).write_bytes(b"x")
    monkeypatch.delenv("POLICYKG_SOFFICE", raising=False)
    sources = list_sources([tmp_path])
    assert ([s.name for s in sources.files], sources.passed_over) == (["d.txt"], ("a.doc", "b.wps", "c.rtf", "e.xls"))
    assert [s.name for s in list_sources([tmp_path / "a.doc"]).files] == ["a.doc"]
    monkeypatch.setenv("POLICYKG_SOFFICE", "soffice")
    sources = list_sources([tmp_path])
    assert ([s.name for s in sources.files], sources.passed_over) == (["a.doc", "b.wps", "c.rtf", "d.txt"], ("e.xls",))


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
@pytest.mark.parametrize("then", ["wait", "exit 0"])
def test_what_takes_too_long_or_stays_behind_is_killed(then, monkeypatch, tmp_path):
    beat, program = tmp_path / "beat", tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n(while :; do echo >> {beat}; sleep 0.05; done) &\nsleep 0.2\n{then}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("POLICYKG_SOFFICE", str(program))
    monkeypatch.setattr(office, "TIMEOUT", 1.5)
    with pytest.raises(ReadError, match="within" if then == "wait" else "cannot convert"):
        read_bytes("a.doc", WORD)
    before = beat.stat().st_size
    time.sleep(0.3)
    assert before > 0 and beat.stat().st_size == before


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_the_result_is_read_as_any_docx_is(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text('#!/bin/sh\nfor last; do :; done\necho broken > "${last%.doc}.docx"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("POLICYKG_SOFFICE", str(program))
    with pytest.raises(ReadError, match="broken .docx"):
        read_bytes("a.doc", WORD)


@with_soffice
def test_rtf_keeps_paragraphs_and_tables():
    policy = read_bytes("a.rtf", rtf("青山县水利局关于分工的通知", "现将分工印发。", "序号|任务|责任单位", "1|修渠|县水利局"))
    assert policy.text.split("\n") == ["青山县水利局关于分工的通知", "现将分工印发。", "序号 | 任务 | 责任单位", "1 | 修渠 | 县水利局"]
    assert (policy.media_type, policy.encoding, [note.code for note in policy.diagnostics]) == ("application/rtf", None, ["converted"])


@with_soffice
def test_doc_is_read_without_asking_the_network(tmp_path):
    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def _note(self):
            asked.append(self.path)
            self.send_error(404)

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = _note

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        picture = f"http://127.0.0.1:{server.server_port}/red.png"
        page = f"<html><body><p>青山县水利局关于修渠的通知</p><p>请抓好落实。</p><img src='{picture}' width='9' height='9'></body></html>"
        (tmp_path / "a.html").write_text(page, encoding="utf-8-sig")
        for made, of in (("odt", "a.html"), ("doc", "a.odt")):
            profile = (tmp_path / "profile").as_uri()
            command = [office.find_soffice(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", made, "--outdir", tmp_path, tmp_path / of]
            subprocess.run(command, capture_output=True, check=True, timeout=60)
        assert picture.encode() in (tmp_path / "a.doc").read_bytes() and asked  # as it comes, the program asks
        asked.clear()
        policy = read(tmp_path / "a.doc")
        server.shutdown()
    assert policy.text.split("\n") == ["青山县水利局关于修渠的通知", "请抓好落实。"]
    assert (policy.media_type, asked) == ("application/msword", [])


@with_soffice
def test_broken_files_say_so():
    with pytest.raises(ReadError, match="save it as .docx|no text"):
        read_bytes("a.doc", WORD)
