"""Every export opened by a reader that is not ours, with what documents may hold: quotes, formulas, control characters, long titles."""

import io
import re
from dataclasses import replace
from pathlib import Path

import bibtexparser
import networkx as nx
import openpyxl
import pandas
import pytest
import rispy
from linked_sample import BUREAUS, LINKED, NOTICE, OPINION, RECORDS
from lxml import etree
from rdflib import Dataset, Graph

from kg.iris import Iris
from kg.rdf import quads_for
from kg.selection import Selection
from kg.store import Store
from output.exporters import CITATION_STYLES, EXPORTERS, FOLDERS, Export

IRIS = Iris()
NASTY = '=HYPERLINK("http://a/","甲")\x07\u2028乙"丙\'\n{丁}&<戊>_$%#\\~^' + "很长" * 20_000
KEPT = NASTY.replace("\x07", "\ufffd")  # no control character comes into the graph
SCHEMA = Path(__file__).parent / "gexf-1.3" / "gexf.xsd"


def store_of(linked=LINKED):
    return Store.in_memory(quads_for(linked, RECORDS))


@pytest.fixture(scope="module")
def plain():
    return store_of()


@pytest.fixture(scope="module")
def nasty():
    titled = {OPINION: NASTY, BUREAUS: "+86 @甲\t乙"}
    documents = tuple(replace(document, title=titled.get(document.key, document.title)) for document in LINKED.documents)
    return store_of(replace(LINKED, documents=documents))


def export(store, form, **more):
    stream = io.BytesIO()
    EXPORTERS[form](Export(store, **more), stream)
    stream.seek(0)
    return stream


def folder_of(store, form, folder, **more):
    EXPORTERS[form](Export(store, **more), folder)
    return {path.name: path for path in folder.iterdir()}


def titles_of(graph):
    return {node.get("title") for _, node in graph.nodes(data=True)}


def in_xml(words):
    """What XML can hold of words: its parsers turn a line break inside an attribute into a blank."""
    return re.sub("[\x07\u2028]", "\ufffd", words)


@pytest.mark.parametrize("which", ["plain", "nasty"])
def test_graphml_is_read_by_networkx(which, request):
    store = request.getfixturevalue(which)
    graph = nx.read_graphml(export(store, "graphml"))
    whole = Export(store).linked
    assert set(graph) == set(whole) and graph.number_of_edges() == whole.number_of_edges()
    notice = graph.nodes[IRIS.mint_document(NOTICE)]
    assert (notice["number"], notice["year"], notice["level"], notice["in_force"]) == ("太政办〔2023〕7号", 2023, "county", True)
    assert graph.nodes[IRIS.mint_document(OPINION)]["cited_by"] == 2
    if which == "nasty":
        assert in_xml(NASTY) in titles_of(graph)


@pytest.mark.parametrize("which", ["plain", "nasty"])
def test_gexf_holds_to_its_schema_and_is_read_by_networkx(which, request):
    store = request.getfixturevalue(which)
    written = export(store, "gexf")
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(etree.parse(written))
    written.seek(0)
    graph = nx.read_gexf(written, version="1.3")
    assert len(graph) == len(Export(store).linked)
    notice = graph.nodes[IRIS.mint_document(NOTICE)]
    assert notice["start"] == "2023-05-10" and graph.nodes[IRIS.mint_document(OPINION)]["start"] == "2012-01-01"
    assert {edge["start"] for _, _, edge in graph.edges(IRIS.mint_document(NOTICE), data=True)} == {"2023-05-10"}


@pytest.mark.parametrize("which", ["plain", "nasty"])
def test_pajek_is_read_by_networkx(which, request, tmp_path):
    store = request.getfixturevalue(which)
    path = tmp_path / "network.net"
    path.write_bytes(export(store, "pajek").getvalue())
    graph, whole = nx.read_pajek(path), Export(store).linked
    assert sum(edge["weight"] for _, _, edge in graph.edges(data=True)) == whole.number_of_edges()
    assert int(path.read_text(encoding="utf-8").split()[1]) == len(whole)


def test_pajek_vertices_of_one_title_stay_several(tmp_path):
    whole = LINKED.documents
    store = store_of(replace(LINKED, documents=tuple(replace(document, title="关于印发方案的通知") for document in whole)))
    path = tmp_path / "network.net"
    path.write_bytes(export(store, "pajek").getvalue())
    assert len(nx.read_pajek(path)) == len(Export(store).linked)
    assert len(re.findall(r'"关于印发方案的通知 \[\d+\]"', path.read_text(encoding="utf-8"))) == sum(kind == "document" for _, kind in Export(store).linked.nodes(data="kind"))


def test_duties_of_unnamed_agencies_are_rows_too(plain, tmp_path):
    duties = dict(plain.rows("SELECT ?r ?agency { ?r a pol:Responsibility OPTIONAL { ?r pol:agency ?agency } }"))
    written = pandas.read_csv(folder_of(plain, "csv", tmp_path)["responsibilities.csv"], keep_default_na=False)
    assert {row.id: row.agency or None for row in written.itertuples()} == duties and len(written) == len(duties)
    assert list(written[written["agency"] == ""]["written"]) == ["各乡镇"] and list(written["measure"]) == sorted(written["measure"])
    imported = pandas.read_csv(folder_of(plain, "neo4j", tmp_path)["relationships-responsibilities.csv"], keep_default_na=False)
    assert list(imported["id"]) == [row.id for row in written.itertuples() if row.agency]
    empty = Export(plain, Selection(levels=("township",))).tables
    assert [table.name for table in empty] == ["documents", "citations"]


def test_vosviewer_files_have_their_columns_and_ids(nasty, tmp_path):
    files = folder_of(nasty, "vosviewer", tmp_path)
    items = pandas.read_csv(files["map.txt"], sep="\t")
    links = pandas.read_csv(files["network.txt"], sep="\t", header=None, names=["one", "two", "strength"])
    assert list(items.columns[:5]) == ["id", "label", "description", "cluster", "weight<Citations>"]
    assert list(items["id"]) == list(range(1, len(items) + 1))
    assert set(links["one"]) | set(links["two"]) <= set(items["id"]) and (links["one"] < links["two"]).all()
    assert items["weight<Citations>"].max() == 2 and links["strength"].min() >= 1
    assert sum("HYPERLINK" in label for label in items["label"]) == 1


def test_csv_is_read_by_pandas_as_it_was(nasty, tmp_path):
    files = folder_of(nasty, "csv", tmp_path)
    documents = pandas.read_csv(files["documents.csv"], encoding="utf-8")
    assert not files["documents.csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    assert {KEPT, "+86 @甲\t乙"} <= set(documents["title"])
    citations = pandas.read_csv(files["citations.csv"])
    joined = citations.merge(documents, left_on="cited", right_on="id")
    mentions = [(a, b) for a, b in Export(nasty).network.edges() if "/document/" in a and "/document/" in b]
    assert len(joined) == len(citations) == len(mentions)
    assert set(files) == {f"{name}.csv" for name in ("documents", "citations", "measures", "responsibilities", "issuers", "agencies", "targets")}


def test_csv_for_spreadsheets_has_a_bom_and_no_formula(nasty, tmp_path):
    files = folder_of(nasty, "csv", tmp_path, spreadsheet=True)
    assert files["documents.csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    documents = pandas.read_csv(files["documents.csv"], encoding="utf-8-sig")
    titles = set(documents["title"])
    assert f"'{KEPT}" in titles and "'+86 @甲\t乙" in titles
    assert not any(str(cell)[0] in "=+-@" for column in documents.select_dtypes(exclude="number") for cell in documents[column].dropna())


def test_xlsx_has_a_sheet_a_table_and_no_formula(nasty):
    book = openpyxl.load_workbook(export(nasty, "xlsx"))
    assert book.sheetnames == ["documents", "citations", "measures", "responsibilities", "issuers", "agencies", "targets"]
    documents = list(book["documents"].iter_rows(values_only=True))
    assert documents[0][:3] == ("id", "title", "number")
    cells = [cell for row in book["documents"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"} and any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert any(isinstance(row[documents[0].index("year")], int) for row in documents[1:])


def test_parquet_tables_are_typed(nasty, tmp_path):
    files = folder_of(nasty, "parquet", tmp_path)
    documents = pandas.read_parquet(files["documents.parquet"])
    assert KEPT in set(documents["title"]) and documents["year"].dropna().isin([2010, 2012, 2021, 2022, 2023]).all()
    assert documents["pagerank"].sum() == pytest.approx(1, abs=1e-6)


def test_neo4j_files_name_their_ids_labels_and_types(nasty, tmp_path):
    files = folder_of(nasty, "neo4j", tmp_path)
    nodes = pandas.concat([pandas.read_csv(path) for name, path in files.items() if name.startswith("nodes-")])
    assert nodes[":ID"].is_unique and set(nodes[":LABEL"]) == {"Document", "Measure", "Agency", "Target"}
    for name, path in files.items():
        if name.startswith("relationships-"):
            table = pandas.read_csv(path)
            assert set(table[":START_ID"]) | set(table[":END_ID"]) <= set(nodes[":ID"]), name
            assert table[":TYPE"].isin(["CITES", "ISSUED_BY", "RESPONSIBLE", "PART_OF"]).all()
    assert "year:int" in pandas.read_csv(files["nodes-documents.csv"]).columns


def test_bibtex_is_read_by_bibtexparser(nasty):
    library = bibtexparser.parse_string(export(nasty, "bibtex").getvalue().decode())
    entries = [{name: field.value for name, field in entry.fields_dict.items()} for entry in library.entries]
    assert not library.failed_blocks and {entry.entry_type for entry in library.entries} == {"misc"}
    assert len(entries) == len([document for document in LINKED.documents if document.status != "planned"])
    notice = next(entry for entry in entries if entry.get("howpublished") == "太政办〔2023〕7号")
    assert (notice["year"], notice["month"], notice["author"]) == ("2023", "5", "{太康县人民政府办公室}")
    assert any("HYPERLINK" in entry["title"] and "\\&" in entry["title"] for entry in entries)


def test_ris_is_read_by_rispy(nasty):
    entries = rispy.loads(export(nasty, "ris").getvalue().decode())
    notice = next(entry for entry in entries if entry.get("call_number") == "太政办〔2023〕7号")
    assert (notice["type_of_reference"], notice["year"], notice["authors"]) == ("GOVDOC", "2023", ["太康县人民政府办公室"])
    assert len(entries) == len([document for document in LINKED.documents if document.status != "planned"])


def test_a_list_of_references_after_gbt7714(plain):
    stream = io.BytesIO()
    CITATION_STYLES["gbt7714"](Export(plain), stream)
    lines = stream.getvalue().decode().splitlines()
    assert any(re.fullmatch(r"\[\d+\] 太康县人民政府办公室\. .+的通知: 太政办〔2023〕7号\[Z\]\. 2023-05-10\.", line) for line in lines)
    assert any("周口市教育局, 周口市财政局. " in line for line in lines)


@pytest.mark.parametrize("form", sorted(set(EXPORTERS) - {"ttl", "nt", "nq", "trig", "jsonld", "rdfxml"}))
def test_the_same_graph_gives_the_same_bytes_and_an_empty_one_a_readable_file(nasty, form, tmp_path):
    for name, store in (("one", nasty), ("two", nasty), ("none", Store.in_memory([]))):
        (tmp_path / name).mkdir()
        if form in FOLDERS:
            folder_of(store, form, tmp_path / name)
        else:
            (tmp_path / name / "file").write_bytes(export(store, form).getvalue())
    bytes_of = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two", "none")]
    assert bytes_of[0] == bytes_of[1] and bytes_of[2]


# --- narrowed


def documents_of(store, **asked):
    network = Export(store, Selection(**asked)).network
    return {node["number"] or node["title"] for _, node in network.nodes(data=True) if node["kind"] == "document"}


def test_a_selection_keeps_what_is_chosen_and_what_that_cites(plain):
    everything = documents_of(plain)
    county = documents_of(plain, levels=("county",))
    assert "太政办〔2023〕7号" in county and "国发〔2012〕48号" in county and county < everything
    assert documents_of(plain, regions=("河南省",)) >= {"太政办〔2023〕7号"} and documents_of(plain, regions=("440000",)) == set()
    assert documents_of(plain, relations=("implements",)) == {"太政办〔2023〕7号", "国发〔2012〕48号"}
    assert documents_of(plain, levels=("县级",)) == county and documents_of(plain, relations=("贯彻落实",)) == documents_of(plain, relations=("implements",))
    assert documents_of(plain, ranks=("法律",)) == documents_of(plain, ranks=("law",)) == {"中华人民共和国义务教育法"}
    assert "太政办〔2023〕7号" in documents_of(plain, since="2023-05") and "太政办〔2023〕7号" not in documents_of(plain, since="2023-06")


def test_only_citations_leaves_measures_and_agencies_out(plain):
    network = Export(plain, Selection(only_citations=True)).network
    assert {node["kind"] for _, node in network.nodes(data=True)} == {"document"} and network.number_of_edges() > 3
    kinds = [node["kind"] for _, node in Export(plain, Selection(levels=("county",))).network.nodes(data=True)]
    assert kinds.count("measure") == 2 and "agency" in kinds


@pytest.mark.parametrize("asked", [{"levels": ("town",)}, {"relations": ("quotes",)}, {"ranks": ("rank",)}, {"regions": ("某县",)}, {"since": "12.5.2020"}, {"since": "2023-13"}, {"since": "2023-02-30"}])
def test_what_no_list_has_is_an_error(asked):
    with pytest.raises(ValueError, match=next(iter(asked.values())) if isinstance(next(iter(asked.values())), str) else asked[next(iter(asked))][0]):
        Selection(**asked)


def test_a_narrowed_graph_says_nothing_of_what_was_left_out(plain):
    form = {"selection": Selection(levels=("county",))}
    graph = Graph().parse(export(plain, "nt", **form), format="nt")
    whole = Graph().parse(export(plain, "nt"), format="nt")
    assert set(graph) < set(whole)
    ask = """SELECT ?number ?heading { ?d <http://data.europa.eu/eli/ontology#id_local> ?number
             OPTIONAL { ?m a <https://w3id.org/policykg/ontology#Measure> ; <http://purl.org/dc/terms/isPartOf> ?d ;
                        <https://w3id.org/policykg/ontology#heading> ?heading } }"""
    told = {(str(number), heading is not None) for number, heading in graph.query(ask)}
    assert ("太政办〔2023〕7号", True) in told and ("国发〔2012〕48号", False) in told
    assert not any(str(number).startswith("周政办") for number, _ in told)
    # every mention that is left has both ends and its words
    for citation, cited in graph.query("SELECT ?c ?d { ?c <https://w3id.org/policykg/ontology#cited> ?d }"):
        assert graph.value(cited, None, None) is None or (cited, None, None) in graph
    quotes = "SELECT ?c ?w { ?c <https://w3id.org/policykg/ontology#citing> ?d ; <https://w3id.org/policykg/ontology#evidence>/<http://www.w3.org/ns/oa#exact> ?w }"
    assert len(list(graph.query(quotes))) == 4
    named = Dataset().parse(export(plain, "nq", **form), format="nquads")
    assert named is not None
