"""The fences of the house: who may import whom, and what a command must not load.

A room is a module or package directly under ``kg`` (``kg.link.tables``
belongs to the room ``kg.link``), or ``output`` as a whole. What is not in the table may import nothing.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OWN = ("cli", "kg", "output", "ontology", "examples")
SOURCES = sorted([ROOT / "cli.py", *(path for name in OWN[1:] for path in (ROOT / name).rglob("*.py"))])

# Work on words that both sides of the seam stand on: no record, no graph.
WORDS = {
    "kg.text", "kg.lexicon", "kg.regions", "kg.organs", "kg.place", "kg.paragraphs", "kg.units", "kg.unit_lists", "kg.agencies", "kg.agency_forms", "kg.agency_lists", "kg.agency_places",
    "kg.numbers", "kg.number_codes", "kg.number_issuers", "kg.number_organs", "kg.titles", "kg.self_named", "kg.recipients", "kg.issuer_names", "kg.laws", "kg.spacing", "kg.page_marks", "kg.wrapping", "kg.ranks", "kg.remembered",
}  # fmt: skip
FINDERS = {"kg.components", "kg.citing", "kg.duties"}
SEAMS = {"kg.errors", "kg.records", "kg.linked"}
GRAPH = {"kg.store", "kg.vocab", "kg.iris"}

ROOMS = {
    **{room: set() for room in SEAMS},
    **{room: WORDS for room in WORDS},
    "kg.lexicon": WORDS | {"kg.errors"},  # own tables that do not hold
    # left of the records: the bytes of one document and the lexicon, nothing else
    "kg.reading": {"kg.errors", "kg.records"},
    **{room: WORDS | FINDERS for room in FINDERS},
    "kg.pipeline": WORDS | FINDERS,
    "kg.header": WORDS | {"kg.records"},
    "kg.part_header": WORDS,
    "kg.extract": WORDS | FINDERS | {"kg.records", "kg.header", "kg.part_header", "kg.pipeline"},
    "kg.texts": set(),
    "kg.engines": {"kg.errors", "kg.lexicon", "kg.records", "kg.reading", "kg.extract", "kg.texts", "kg.workspace"},
    "kg.evaluate": {"kg.errors"},
    # all records together
    "kg.catalogue": WORDS | {"kg.errors", "kg.records"},
    "kg.link": WORDS | SEAMS | {"kg.arrow", "kg.catalogue", "kg.database"},
    # the graph
    "kg.vocab": set(),
    "kg.iris": set(),
    "kg.rdf": WORDS | {"kg.catalogue", "kg.records", "kg.linked", "kg.iris", "kg.vocab"},
    "kg.sorted_lines": set(),
    "kg.store": {"kg.errors", "kg.vocab", "kg.sorted_lines"},
    "kg.gates": GRAPH,
    "kg.validate": GRAPH | {"kg.errors", "kg.gates", "ontology"},
    "kg.queries": WORDS | {"kg.errors", "kg.vocab"},
    "kg.query_limits": set(),
    "kg.query_text": {"kg.errors", "kg.query_limits"},
    "kg.query_cage": set(),
    "kg.query_rows": set(),
    "kg.query_standard": {"kg.query_rows"},
    "kg.query": GRAPH | {"kg.errors", "kg.queries", "kg.query_limits", "kg.query_rows", "kg.query_text"},
    "kg.query_worker": GRAPH | {"kg.computed", "kg.query_cage", "kg.query_rows", "kg.query_standard"},
    "kg.remote": GRAPH | {"kg.errors", "kg.queries", "kg.query", "kg.query_limits", "kg.query_rows", "kg.query_text", "kg.query_worker", "kg.computed"},
    "kg.network": GRAPH,
    "kg.neighbourhood": GRAPH | {"kg.network"},
    "kg.selection": WORDS | GRAPH | {"kg.network"},
    "kg.adoption": WORDS,
    "kg.spread": WORDS | GRAPH | {"kg.queries"},
    "kg.matrix": {"kg.vocab"},
    "kg.cells": set(),
    "kg.computed": {"kg.adoption", "kg.network"},
    "kg.card": WORDS | GRAPH,
    # what puts the rooms together
    "kg.journal": {"kg.errors", "kg.records"},
    "kg.arrow": set(),
    "kg.record_file": {"kg.arrow", "kg.errors", "kg.journal", "kg.records"},
    "kg.workspace": {"kg.errors", "kg.records", "kg.record_file", "kg.catalogue", "kg.journal", "kg.texts"},
    "kg.stats": GRAPH | {"kg.workspace"},
    "kg.search": WORDS | GRAPH | {"kg.errors", "kg.links_file", "kg.marks_file", "kg.rdf", "kg.stats", "kg.texts", "kg.workspace"},
    "kg.links_file": {"kg.rdf", "kg.record_file"},
    "kg.marks_file": {"kg.record_file"},
    "kg.graph_change": {"kg.errors", "kg.links_file", "kg.marks_file", "kg.rdf", "kg.record_file", "kg.stats", "kg.store"},
    "kg.reworded": SEAMS | {"kg.catalogue", "kg.errors", "kg.gist_file", "kg.graph_change", "kg.link", "kg.links_file", "kg.marks_file", "kg.rdf", "kg.record_file", "kg.store"},
    "kg.database": set(),
    "kg.gist_file": {"kg.errors", "kg.link", "kg.record_file", "kg.records", "kg.workspace"},
    "kg.build_report": SEAMS | {"kg.catalogue", "kg.link", "kg.record_file"},
    "kg.build": SEAMS | GRAPH | {"kg.build_report", "kg.gist_file", "kg.graph_change", "kg.journal", "kg.record_file", "kg.search", "kg.reading", "kg.engines", "kg.catalogue", "kg.lexicon", "kg.link", "kg.rdf", "kg.reworded", "kg.stats", "kg.workspace"},
    "kg.cluster": SEAMS | GRAPH | {"kg.arrow", "kg.build", "kg.catalogue", "kg.engines", "kg.lexicon", "kg.link", "kg.rdf", "kg.reading", "kg.remote", "kg.workspace"},
    "kg.review": SEAMS | {"kg.build", "kg.catalogue", "kg.cells", "kg.link", "kg.workspace"},
    "kg.explain": SEAMS | GRAPH | {"kg.build", "kg.card", "kg.catalogue", "kg.link", "kg.workspace", "kg.lexicon", "kg.text"},
    "kg.demo": {"kg.errors", "kg.build", "kg.store", "kg.network", "kg.neighbourhood", "kg.queries", "kg.query", "kg.workspace", "output", "examples"},
    "output": {"kg.errors", "kg.store", "kg.query", "kg.query_limits", "kg.network", "kg.neighbourhood", "kg.selection", "kg.matrix", "kg.cells", "kg.iris", "kg.queries", "kg.search", "kg.spread", "kg.text", "kg.texts", "kg.vocab", "kg.workspace"},
    "ontology": set(),
    "examples": set(),
}

# A library outside the standard one, and the rooms that may know it.
LIBRARIES = {
    "click": {"cli", "kg.commands"},
    "spacy": {"kg.components", "kg.pipeline", "kg.extract"},
    "rdflib": {"kg.rdf", "kg.store", "kg.query_worker", "kg.validate"},
    "pyoxigraph": {"kg.store", "kg.query_worker"},
    "oxrdflib": {"kg.store"},
    "pyshacl": {"kg.validate"},
    "duckdb": {"kg.database", "kg.graph_change"},
    "openpyxl": {"kg.catalogue"},
    "rapidfuzz": {"kg.link"},
    "pyarrow": {"kg.arrow", "kg.gist_file", "kg.links_file", "kg.marks_file", "kg.record_file", "kg.catalogue", "kg.cluster", "kg.engines", "kg.link", "kg.reading", "kg.workspace", "output"},
    "pyspark": {"kg.engines"},
    "warcio": {"kg.reading"},
    "networkx": {"kg.network", "kg.neighbourhood", "kg.selection", "kg.computed", "kg.spread", "kg.matrix", "output"},
    "numpy": {"output"},
    "pyvis": {"output"},
    "starlette": {"output"},
    "jinja2": {"output"},
    "markupsafe": {"output"},
    "uvicorn": {"output"},
    "h11": {"output"},
    "anyio": {"output"},
    "opencc": {"kg.text"},
    "lxml": {"kg.reading"},
    "pypdf": {"kg.reading"},
    "pypdfium2": {"kg.reading"},
    "selectolax": {"kg.reading"},
}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "kg" else parts[0]


def imports_of(path: Path) -> set[str]:
    """The full names of all modules that a file imports, wherever in it; relative ones resolved."""
    package = name_of(path).split(".") if path.name == "__init__.py" else name_of(path).split(".")[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            # ``from kg import text`` names a module, ``from kg.text import fold`` does not.
            found |= {f"{module}.{alias.name}" if is_module(f"{module}.{alias.name}") else module for alias in node.names}
    return found


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def is_allowed(room: str, module: str) -> bool:
    top = module.split(".")[0]
    if top in sys.stdlib_module_names:
        return True
    if top not in OWN:
        return room in LIBRARIES.get(top, ())
    return room in ("cli", "kg", "kg.commands", room_of(module)) or room_of(module) in ROOMS.get(room, ())


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_room_imports_only_what_the_table_allows(path):
    room = room_of(name_of(path))
    refused = sorted(module for module in imports_of(path) if not is_allowed(room, module))
    assert not refused, f"{room} may not import {', '.join(refused)}"


def test_every_room_of_the_table_exists():
    rooms = {room_of(name_of(path)) for path in SOURCES}
    assert set(ROOMS) - rooms == set()


def test_nothing_flows_back():
    """The rooms stand in an order in which each imports only earlier ones; those that work on words count as one, the finders too."""
    joint = {room: "words" if room in WORDS else "finders" if room in FINDERS else room for room in ROOMS}
    waiting = {room: {joint[other] for other in allowed} - {joint[room]} for room, allowed in ROOMS.items()}
    known = set()
    while waiting:
        free = {room for room, others in waiting.items() if others <= known}
        assert free, f"a circle among {sorted(waiting)}"
        known |= {joint[room] for room in free}
        waiting = {room: others for room, others in waiting.items() if room not in free}


def test_components_meet_in_the_document_not_in_imports():
    for path in SOURCES:
        if name_of(path).startswith("kg.components."):
            others = {module for module in imports_of(path) if module.startswith("kg.components.")} - {name_of(path)}
            assert not others, name_of(path)


def test_only_the_command_line_prints_or_ends_the_process():
    for path in SOURCES:
        if path.name in ("cli.py", "query_worker.py", "query_cage.py"):  # the worker is a process of its own, and answers on stdout
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("print", "exit", "quit", "sys.exit", "os._exit", "input"), f"{name_of(path)} calls {called}"


def loaded_by(*arguments: str, cwd: Path) -> set[str]:
    """The top-level modules that one run of the command line loads."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import cli\n"
        "try:\n    cli.main(sys.argv[2:])\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "finally:\n    sys.stderr.write('\\nLOADED ' + ' '.join(sorted({m.split('.')[0] for m in sys.modules})))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(ROOT), *arguments],
        cwd=cwd, capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip
    said = run.stderr.decode("utf-8")
    assert run.returncode == 0, said
    return set(said.rsplit("LOADED ", 1)[1].split())


HEAVY = {"spacy", "thinc", "pyshacl", "pyspark", "opencc", "duckdb"}


def test_help_loads_nothing_heavy(tmp_path):
    assert loaded_by("--help", cwd=tmp_path) & (HEAVY | {"rdflib", "pyoxigraph", "pyvis", "networkx"}) == set()


def test_the_list_of_questions_loads_nothing_heavy(tmp_path):
    assert loaded_by("query", "--list", cwd=tmp_path) & (HEAVY | {"pyvis", "networkx"}) == set()


def test_query_and_export_do_not_load_the_language_work(tmp_path, examples):
    loaded_by("build", "--quiet", str(examples / "12-province-reply.txt"), cwd=tmp_path)
    for arguments in (("query", "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"), ("export", "--format", "nt", "-o", "graph.nt")):
        assert loaded_by(*arguments, cwd=tmp_path) & (HEAVY | {"pyvis"}) == set(), arguments
