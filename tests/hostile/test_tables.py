"""Hostile catalogues: bombs, lying metadata, one endless line. Each is refused with a reason, and a build goes on without it."""

import io
import struct
import sys
import zipfile

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

from kg.build import Tables, build
from kg.catalogue import load_catalogue
from kg.engines.local import load_guarded
from kg.errors import ReadError
from kg.reading import Limits

LIMITS = Limits(file_bytes=30_000_000, seconds=20, memory=300_000_000)
NOTICE = "青山县人民政府办公室关于加强河道管理的通知\n青政办〔2023〕7号\n各乡镇人民政府：\n现就有关事项通知如下。\n"
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")


def workbook(sheet: bytes | None = None) -> bytes:
    book, out, changed = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["标题", "发文字号"])
    book.active.append(["关于加强河道管理的通知", "青政办〔2023〕7号"])
    book.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if sheet and name.endswith("sheet1.xml") else old.read(name))
    return changed.getvalue()


def sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'.encode()


def lying_parquet() -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"标题": ["关于加强河道管理的通知"] * 50}), out)
    raw = bytearray(out.getvalue())
    length = struct.unpack("<I", raw[-8:-4])[0]
    for place in range(len(raw) - 8 - length, len(raw) - 8, 7):
        raw[place] ^= 0x7F
    return bytes(raw)


HOSTILE = {
    "cells.xlsx": lambda: workbook(sheet("<row>" + '<c t="inlineStr"><is><t>标题</t></is></c>' * 600_000 + "</row>")),
    "string.xlsx": lambda: workbook(sheet('<row><c t="inlineStr"><is><t>' + "标" * 50_000_000 + "</t></is></c></row>")),
    "places.xlsx": lambda: workbook(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' * 1000)),
    "entities.xlsx": lambda: workbook(b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 9_000 + b'">]>' + sheet("<row><c><v>" + "&b;" * 90_000 + "</v></c></row>")),
    "lying.parquet": lying_parquet,
    "cut.parquet": lambda: b"PAR1" + b"\xff" * 1000 + struct.pack("<I", 0xFFFFFFF) + b"PAR1",
    "line.csv": lambda: "标题,发文字号\n".encode() + b"x" * 29_000_000,
    "quote.csv": lambda: '标题,发文字号\n"'.encode() + b"x,\n" * 5_000_000,
    "commas.csv": lambda: "标题,发文字号\n".encode() + b"," * 29_000_000,
    "rows.csv": lambda: "标题,发文字号\n".encode() + b"a,b\n" * 7_000_000,
    "large.csv": lambda: b"x" * 30_000_001,
}  # fmt: skip


@linux
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_table_is_bounded(name, tmp_path):
    (tmp_path / name).write_bytes(HOSTILE[name]())
    try:
        catalogue = load_guarded(load_catalogue, tmp_path / name, "catalogue", {}, LIMITS.file_bytes, limits=LIMITS)
    except ReadError as error:
        assert "internal error" not in error.reason, error.reason
    else:
        assert len(catalogue.rows) <= 1 and all(len(row.record.header.title or "") <= 400 for row in catalogue.rows)


def test_a_build_goes_on_without_it(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "cut.parquet").write_bytes(HOSTILE["cut.parquet"]())
    (tmp_path / "good.xlsx").write_bytes(workbook())
    report = build([docs], tmp_path / "w", tables=Tables((tmp_path / "cut.parquet", tmp_path / "good.xlsx")))
    assert report.counts["files"] == {"seen": 2, "read": 1, "failed": 1, "passed_over": 0}
    assert "not a readable Parquet file" in report.failed[0].reason and report.counts["catalogues"]["rows"] == 1
