"""A build asks nobody: documents and tables full of addresses, a listener that counts, and sockets that refuse to connect."""

import socket
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import openpyxl
from word_file import SPACE

ROOT = Path(__file__).resolve().parent.parent.parent
NOTICE = "青山县人民政府办公室关于加强河道管理的通知"


class Trap:
    """A listener on loopback that counts who comes."""

    def __enter__(self):
        self.asked = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"
        threading.Thread(target=self._count, daemon=True).start()
        return self

    def _count(self):
        while True:
            try:
                visitor, _ = self.listener.accept()
            except OSError:
                return
            self.asked.append(1)
            visitor.close()

    def __exit__(self, *_):
        self.listener.close()


def write_baits(folder: Path, url: str) -> None:
    folder.mkdir()
    entity = f'<!DOCTYPE html PUBLIC "x" "{url}x.dtd" [<!ENTITY % a SYSTEM "{url}a"> %a; <!ENTITY b SYSTEM "{url}b">]>'
    context = f'<script type="application/ld+json">{{"@context": "{url}context.jsonld", "@type": "Article"}}</script>'
    page = f"<head><base href='{url}'><link rel=stylesheet href='{url}s.css'><title>{NOTICE}</title>{context}</head><body><img src='{url}i.png'><iframe src='{url}'></iframe><p>{NOTICE}。</p></body>"
    (folder / "a.html").write_text(f"<html>{page}</html>", encoding="utf-8")
    (folder / "b.html").write_text(f"<?xml version='1.0'?><?xml-stylesheet href='{url}x.xsl'?>{entity}<html>&b;{page}</html>", encoding="utf-8")
    (folder / "c.md").write_text(f"# {NOTICE}\n![a]({url}i.png)\n@import {url}\n{url}\n<owl:imports rdf:resource='{url}'/>\n", encoding="utf-8")
    (folder / "d.txt").write_text(f"{NOTICE}\n{url}\nowl:imports <{url}> .\nSERVICE <{url}> {{}} LOAD <{url}>\n", encoding="utf-8")
    for name, prolog in (("e.docx", ""), ("f.docx", entity.replace("html", "w:document"))):
        with zipfile.ZipFile(folder / name, "w") as archive:
            relation = f'<Relationship Id="r1" Type="t/attachedTemplate" Target="{url}t.dotm" TargetMode="External"/><Relationship Id="r2" Type="t/image" Target="{url}i.png" TargetMode="External"/>'
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>')
            archive.writestr("word/document.xml", f'{prolog}<w:document {SPACE} xmlns:r="r"><w:body><w:p><w:r><w:t>{NOTICE}</w:t><w:blip r:link="r2"/></w:r></w:p></w:body></w:document>')
    (folder / "g.csv").write_text(f"标题,发文字号,url,id\n{NOTICE},青政办〔2023〕7号,{url},{url}\n=WEBSERVICE(\"{url}\"),,,\n", encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(["标题", "发文字号", "url"])
    book.active.append([f"{NOTICE}二", "青政办〔2023〕8号", f'=WEBSERVICE("{url}")'])
    book.active["A2"].hyperlink = url
    book.save(folder / "h.xlsx")
    with zipfile.ZipFile(folder / "h.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, prolog in (("i.xlsx", ""), ("j.xlsx", f'<!DOCTYPE worksheet [<!ENTITY a SYSTEM "{url}a">]>')):
        with zipfile.ZipFile(folder / name, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content.replace(b"<worksheet", prolog.encode() + b"<worksheet", 1))
            archive.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", f'<Relationships><Relationship Id="r" Type="t" Target="{url}b.xlsx" TargetMode="External"/></Relationships>')


def test_a_build_with_its_tables_asks_nobody(tmp_path):
    with Trap() as trap:
        write_baits(tmp_path / "docs", trap.url)
        tables = [word for name in ("g.csv", "h.xlsx", "i.xlsx", "j.xlsx") for word in ("--catalogue", str(tmp_path / "docs" / name))]
        arguments = ["build", str(tmp_path / "docs"), *tables, "--workspace", str(tmp_path / "w"), "--json"]
        script = (
            f"import sys, socket; sys.path.insert(0, {str(ROOT)!r})\n"
            "def refuse(*_):\n    raise AssertionError('a socket was to be connected')\n"
            "socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse\n"
            f"import cli\nif __name__ == '__main__':\n    cli.main({arguments!r})\n"
        )
        (tmp_path / "trapped.py").write_text(script, encoding="utf-8")
        done = subprocess.run([sys.executable, str(tmp_path / "trapped.py")], capture_output=True, timeout=120, stdin=subprocess.DEVNULL, check=False)
        said = done.stderr.decode("utf-8")
        assert done.returncode == 0, said
        assert '"read": 5' in done.stdout.decode("utf-8") and "a socket was to be connected" not in said, said
        for command in (["validate"], ["query", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"]):
            subprocess.run([sys.executable, str(ROOT / "cli.py"), *command, "--workspace", str(tmp_path / "w")], capture_output=True, timeout=120, check=False)
        assert trap.asked == []


def test_the_trap_counts():
    with Trap() as trap:
        port = int(trap.url.rsplit(":", 1)[1].strip("/"))
        with socket.create_connection(("127.0.0.1", port)) as visitor:
            visitor.recv(1)
        assert trap.asked == [1]
