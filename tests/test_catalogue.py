"""Catalogues: tables of documents in their usual forms become documents with their own provenance."""

import datetime
import json

import pytest
from fake_extraction import extract_lines

from kg.build import Tables, build
from kg.catalogue import CatalogueRow, load_catalogue, parse_mapping
from kg.catalogue.cells import parse_day, parse_number_cell, parse_url, split_issuers_cell, why_no_document
from kg.errors import NothingReadable, ReadError
from kg.network import load_network
from kg.store import Store

HEAD = "标题,发文字号,发布部门,公布日期,施行日期,时效性,效力级别,链接\n"
BUS = "太康县人民政府关于印发太康县校车管理办法的通知,太政〔2021〕3号,太康县人民政府,2021.03.05公布,2021.04.01施行,现行有效,地方规范性文件,https://example.org/1\n"


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def only_row(path, **options):
    (row,) = load_catalogue(path, **options).rows
    return row


# --- cells


@pytest.mark.parametrize(
    "cell, day",
    [
        ("2019.12.31公布", "2019-12-31"), ("2019-12-31", "2019-12-31"), ("20191231", "2019-12-31"), ("2019年3月5日", "2019-03-05"),
        ("发文日期：2020-08-01", "2020-08-01"), ("2019/3/5", "2019-03-05"), ("2019公布", None), ("2019-02-30", None), ("", None),
    ],
)  # fmt: skip
def test_days_in_their_usual_forms(cell, day):
    assert parse_day(cell) == day


def test_numbers_issuers_and_links_of_cells():
    assert parse_number_cell("发文字号：豫政 〔2012〕 05号") == ("豫政〔2012〕5号", True)
    assert parse_number_cell("见附件") == (None, False) and parse_number_cell("") == (None, True)
    assert split_issuers_cell("科学技术部；财政部、 教育部(原国家教育委员会)") == ("科学技术部", "财政部", "教育部")
    assert parse_url("https://example.org/a?b=1") == "https://example.org/a?b=1"
    assert parse_url("javascript:alert(1)") is None and parse_url("http://a b") is None and parse_url("ftp://x.org/") is None
    assert parse_url("http://某.中国/文件?号=１#甲") and parse_url("https://u@example.org:80/%E7%94%B2;a='b'(c)*")
    for broken in ("http://a/#b#c", "http://a/%ZZ", "http://a/%", "http://a/\x85b", "http://a/\x01b", "http://a/\ufffe", "http://", "http:///a", "http://[::1]/", "http://a/\U000e0001", "http://a/|"):
        assert parse_url(broken) is None, broken  # as an IRI it would keep the graph from being loaded


def test_pages_about_a_document_are_not_the_document():
    for title in ("《校车管理办法》解读", "一图读懂校车管理办法", "校车驾驶人公示（第3号）", "校车管理办法政策问答"):
        assert why_no_document(title), title
    for title in ("关于做好公示工作的通知", "校车管理办法", "关于加强政策解读工作的意见"):
        assert why_no_document(title) is None, title


# --- files


def test_a_row_says_what_its_cells_say(tmp_path):
    row = only_row(write(tmp_path / "c.csv", HEAD + BUS))
    header = row.record.header
    assert (header.title, header.number) == ("太康县人民政府关于印发太康县校车管理办法的通知", "太政〔2021〕3号")
    assert (header.issuers, header.published, header.effective) == (("太康县人民政府",), "2021-03-05", "2021-04-01")
    assert (row.in_force, row.rank, row.url, row.line) == (True, "规范性文件", "https://example.org/1", 2)
    assert CatalogueRow.from_json(row.to_json()) == row


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_any_usual_encoding_and_delimiter(tmp_path, encoding, delimiter):
    path = write(tmp_path / "c.csv", (HEAD + BUS).replace(",", delimiter).replace("\n", "\r\n"), encoding)
    assert only_row(path).record.header.number == "太政〔2021〕3号"


def test_a_workbook_and_a_parquet_file_say_the_same_as_csv(tmp_path):
    import openpyxl
    import pyarrow
    import pyarrow.parquet

    names = HEAD.strip().split(",")
    cells = BUS.strip().split(",")
    book = openpyxl.Workbook()
    book.active.append(names)
    book.active.append([datetime.datetime(2021, 3, 5) if name == "公布日期" else cell for name, cell in zip(names, cells)])
    book.save(tmp_path / "c.xlsx")
    columns = {name: [cell] for name, cell in zip(names, cells)} | {"发布部门": [["太康县人民政府"]]}
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "c.parquet")
    plain = only_row(write(tmp_path / "c.csv", HEAD + BUS))
    for name in ("c.xlsx", "c.parquet"):
        assert only_row(tmp_path / name).record.header == plain.record.header
        assert only_row(tmp_path / name).record.sha256 == plain.record.sha256


def test_english_headings_and_a_mapping(tmp_path):
    assert only_row(write(tmp_path / "a.csv", "Title,Doc_Number\n校车管理办法,太政〔2021〕3号\n")).record.header.title == "校车管理办法"
    path = write(tmp_path / "b.csv", "这是题目,某列\n校车管理办法,太政〔2021〕3号\n")
    with pytest.raises(ReadError, match="--map number=HEADING"):
        load_catalogue(path)
    row = only_row(path, mapping=parse_mapping("title=这是题目,number=某列"))
    assert (row.record.header.title, row.record.header.number) == ("校车管理办法", "太政〔2021〕3号")
    with pytest.raises(ValueError, match="FIELD=HEADING"):
        parse_mapping("nonsense=标题")


def test_rows_and_cells_that_cannot_be_used_are_listed_with_the_reason(tmp_path):
    text = HEAD + BUS + "《校车管理办法》解读,,,,,,,\n,,太康县人民政府,,,,,\n校车管理办法,见附件,,某年,,也许,,file:///etc\n"
    catalogue = load_catalogue(write(tmp_path / "c.csv", text))
    assert len(catalogue.rows) == 2
    assert [(one.line, one.reason.split(" (")[0]) for one in catalogue.refused] == [
        (3, "a page about a document"), (4, "neither title nor number"), (5, "cell: not a document number"),
        (5, "cell: not a date"), (5, "cell: unknown validity"), (5, "cell: not an http or https address"),
    ]  # fmt: skip


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 no workbook", b"PAR1 no parquet", b"\xd0\xcf\x11\xe0 old", b"\xff\xfe\x00", b"a,b\n\xff\xff\xff\n"])
def test_broken_files_are_refused_with_one_line(tmp_path, raw):
    (tmp_path / "c.csv").write_bytes(raw)
    with pytest.raises(ReadError):
        load_catalogue(tmp_path / "c.csv")


# --- builds

FULL = "title: 太康县人民政府关于印发太康县校车管理办法的通知\nnumber: 太政〔2021〕3号\ndate: 2021-03-01\nlevel: county\nregion: 411627\nissuers: 太康县人民政府\n"


def rows_of(workspace, sparql):
    return sorted(Store.open_current(workspace / "graph").rows(sparql), key=repr)


def build_tables(tmp_path, docs=(), catalogues=(), edges=(), name="w", mapping=()):
    return build(docs, tmp_path / name, tables=Tables(tuple(catalogues), tuple(edges), tuple(mapping)), extract=extract_lines)


def test_a_catalogue_alone_is_legal_and_a_broken_one_alone_is_not(tmp_path):
    report = build_tables(tmp_path, catalogues=[write(tmp_path / "c.csv", HEAD + BUS)])
    assert (report.counts["catalogued"], report.counts["documents"]) == (1, 0)
    assert report.counts["catalogues"] == {"files": 1, "rows": 1, "refused": 0}
    ((title, number, state, rank),) = rows_of(tmp_path / "w", """SELECT ?t ?n ?f ?r {
        ?d pol:status pol:catalogued ; dcterms:title ?t ; eli:id_local ?n ; eli:in_force ?f ; pol:rank ?r }""")  # fmt: skip
    assert number == "太政〔2021〕3号" and state.endswith("InForce-inForce") and rank.endswith("normative-document")
    with pytest.raises(NothingReadable):
        build_tables(tmp_path, catalogues=[write(tmp_path / "bad.csv", "甲,乙\n1,2\n")], name="w2")


def test_a_text_and_its_row_are_one_document_and_the_text_wins(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    write(docs / "a.txt", FULL)
    table = HEAD + BUS.replace("2021.03.05公布", "2021.03.05公布").replace("管理办法的通知", "管理暂行办法的通知")
    report = build_tables(tmp_path, [docs], [write(tmp_path / "c.csv", table)])
    assert (report.counts["documents"], report.counts["catalogued"]) == (1, 0)
    ((title, published),) = rows_of(tmp_path / "w", "SELECT ?t ?p { ?d pol:status pol:full ; dcterms:title ?t ; eli:date_publication ?p }")
    assert "暂行" not in title and published == "2021-03-05"
    run = json.loads((tmp_path / "w" / "run.json").read_text(encoding="utf-8"))
    assert [(c["field"], c["source"]) for c in run["conflicts"]] == [("title", "c.csv:2")]
    derived = rows_of(tmp_path / "w", "SELECT ?p { ?d pol:status pol:full ; prov:wasDerivedFrom/pol:path ?p }")
    assert derived == [("a.txt",), ("c.csv",)]
    assert rows_of(tmp_path / "w", "SELECT ?u ?n { ?e a pol:CatalogueEntry ; schema:url ?u ; pol:describes/eli:id_local ?n }") == [
        ("https://example.org/1", "太政〔2021〕3号")
    ]


def test_a_local_page_does_not_take_the_central_number_that_it_cites(tmp_path):
    rows = "标题,发文字号\n太康县人民政府关于做好校车工作的通知,国发〔2012〕48号\n转发国务院关于做好校车工作的意见的通知,国发〔2012〕48号\n国务院关于做好校车工作的意见,国发〔2012〕48号\n"
    build_tables(tmp_path, catalogues=[write(tmp_path / "c.csv", rows)])
    assert rows_of(tmp_path / "w", "SELECT ?t { ?d eli:id_local ?n ; dcterms:title ?t }") == [("国务院关于做好校车工作的意见",)]
    run = json.loads((tmp_path / "w" / "run.json").read_text(encoding="utf-8"))
    assert [c["other"] for c in run["conflicts"]] == ["国发〔2012〕48号"] * 2


def test_annual_notices_of_one_title_stay_apart(tmp_path):
    rows = HEAD + "".join(f"太康县教育体育局关于开展校车检查的通知,,太康县教育体育局,{year}.03.05公布,,,,\n" for year in (2019, 2020, 2021))
    assert build_tables(tmp_path, catalogues=[write(tmp_path / "c.csv", rows)]).counts["catalogued"] == 3


UNKNOWN_END = "neither an id of a catalogue nor a number or a Chinese title"


def test_edges_by_id_number_and_title(tmp_path):
    table = write(tmp_path / "c.csv", "id,title,number\n7,国务院关于校车的意见,国发〔2012〕48号\n8,太康县校车管理办法,太政〔2021〕3号\n9,太康县校车安全工作方案,\n")
    edges = write(tmp_path / "e.csv", "citing,cited,relation\n8,7,依据\n8,d77,依据\nd78,7,依据\n太康县校车安全工作方案,《国务院关于校车的意见》（国发〔2012〕48号）,贯彻落实\n太政〔2021〕3号,9,\n8,,\n")
    build_tables(tmp_path, catalogues=[table], edges=[edges])
    found = rows_of(tmp_path / "w", "SELECT ?a ?b { ?x eli:cites ?y . ?x dcterms:title ?a . ?y dcterms:title ?b }")
    opinion = "国务院关于校车的意见"
    assert found == [("太康县校车安全工作方案", opinion), ("太康县校车管理办法", opinion), ("太康县校车管理办法", "太康县校车安全工作方案")]
    assert rows_of(tmp_path / "w", "SELECT ?a { ?x eli:based_on ?y . ?x dcterms:title ?a }") == [("太康县校车管理办法",)]
    drawn = load_network(Store.open_current(tmp_path / "w" / "graph")).edges(data=True)
    assert sorted((edge["relation"], edge["source"], edge["start"]) for _, _, edge in drawn) == [("basis", "e.csv", None), ("cites", "e.csv", None), ("implements", "e.csv", None)]
    run = json.loads((tmp_path / "w" / "run.json").read_text(encoding="utf-8"))
    assert [c["refused"] for c in run["catalogues"] if c["kind"] == "edges"] == [[
        {"line": 3, "reason": UNKNOWN_END, "words": "d77"}, {"line": 4, "reason": UNKNOWN_END, "words": "d78"}, {"line": 7, "reason": "an edge needs both ends", "words": "8"},
    ]]  # fmt: skip


def test_an_unchanged_catalogue_is_not_parsed_again_and_order_does_not_matter(tmp_path, monkeypatch):
    one = write(tmp_path / "one.csv", HEAD + BUS)
    two = write(tmp_path / "two.csv", HEAD + BUS + BUS.replace("3号", "4号").replace("管理办法", "管理细则"))
    build_tables(tmp_path, catalogues=[one, two])
    before = sorted(Store.open_current(tmp_path / "w" / "graph").quads())
    build_tables(tmp_path, catalogues=[two, one, one], name="other")
    assert sorted(Store.open_current(tmp_path / "other" / "graph").quads()) == before
    monkeypatch.setattr("kg.build.load_catalogue", lambda *_: pytest.fail("parsed again"))
    build_tables(tmp_path, catalogues=[two, one])
    assert sorted(Store.open_current(tmp_path / "w" / "graph").quads()) == before
