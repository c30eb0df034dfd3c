"""What is seen in the text of a query before it is parsed: its depth, and SERVICE in any spelling."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.query_limits import Limits
from kg.query_text import screen

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "web"))
from hostile_queries import DEEP, SPELLINGS  # noqa: E402

FLAT = {
    "strings": "ASK { ?a ?b " + ", ".join(['"((("', "'[[['", "'''{ '{' {'''", '"\\"("'] * 200) + "}",
    "comments": "ASK {" + "# ((( [[[ {{{ '\n" * 300 + "}",
    "addresses": "ASK {" + "?a <http://a/(b#c(d[e> 'x' . " * 300 + "}",
    "addresses in groups of one line": "ASK {" + "{ ?a <http://a#b> <http://a#(> } UNION " * 200 + "{} }",
    "rows": "ASK { VALUES (?a ?b) # pairs\n{" + "(<http://a#b> <http://a#c>)\n" * 500 + "} }",
    "comparisons": "ASK {" + "FILTER(?a<?b && ?c>?d || ?e <= 3) FILTER(?x = <http://a#b>)" * 200 + "}",
    "many side by side": "ASK {" + "FILTER((?a) = (?b))" * 500 + "}",
}  # fmt: skip


@pytest.mark.parametrize("sparql", DEEP.values(), ids=DEEP)
def test_depth_is_seen_however_it_is_hidden(sparql):
    with pytest.raises(QueryError, match="more than 100 brackets inside each other .--max-depth allows more"):
        screen(sparql)
    screen(sparql, Limits(depth=100_000))


@pytest.mark.parametrize("sparql", FLAT.values(), ids=FLAT)
def test_what_is_not_deep_is_not_refused(sparql):
    assert screen(sparql) is False


@pytest.mark.parametrize("piece", ["(", "<", "'", '"', "\\", '\\"', "(1<a:b#>", "(1<a:b'>\n", "(1<'", "'''", "<<", "[ <a>", "(<a#>", "VALUES ?x {(<a#b><c#d>)", "#<'\n", "SERVICE:a "])
def test_no_text_takes_long_to_read(piece):
    started = time.process_time()
    try:
        screen(piece * (99_000 // len(piece)), Limits(depth=100_000))
    except QueryError:
        pass
    assert time.process_time() - started < 4


@pytest.mark.parametrize("sparql", SPELLINGS.values(), ids=SPELLINGS)
def test_service_is_refused_in_any_spelling(sparql):
    with pytest.raises(QueryError, match="refused: SERVICE"):
        screen(sparql.replace("ADDRESS", "http://127.0.0.1:9/"))


@pytest.mark.parametrize("sparql", ["SELECT * { service:a ?b ?c . ?c ?d service:x . { ?c ?d ?service } }", "ASK { ?a <http://a/service> 'SERVICE', '''SERVICE\n''' } # SERVICE", "ASK { ?a ?b 'x'@service }"])
def test_names_called_service_are_fine(sparql):
    assert screen("PREFIX service: <http://a/> " + sparql) is True  # is parsed, and not refused


def test_what_is_no_text_is_refused():
    with pytest.raises(QueryError, match="not UTF-8"):
        screen("ASK { ?a ?b '\ud800' }")


@pytest.mark.skipif(sys.platform != "linux", reason="no such filter there")
def test_the_process_of_a_query_can_make_no_socket():
    """Should every check above be wrong: a query of Oxigraph's own, in a process shut in as the worker is, reaches nobody."""
    import socket

    script = """
import sys; sys.path.insert(0, sys.argv[1])
import pyoxigraph
if sys.argv[3] == "shut": from kg.query_cage import refuse_sockets; assert refuse_sockets()
try: list(pyoxigraph.Store().query("SELECT * { SERVICE <%s> { ?a ?b ?c } }" % sys.argv[2]))
except Exception as error: print(error)
"""
    with socket.socket() as trap:
        trap.bind(("127.0.0.1", 0))
        trap.listen()
        trap.settimeout(0.5)
        for how, reached in (("open", True), ("shut", False)):
            address = f"http://127.0.0.1:{trap.getsockname()[1]}/"
            worker = subprocess.Popen([sys.executable, "-c", script, str(ROOT), address, how], stdout=subprocess.PIPE)
            try:
                trap.accept()[0].close()
                assert reached
            except TimeoutError:
                trap.settimeout(2)
                if reached:
                    trap.accept()[0].close()
            assert worker.communicate(timeout=20)[0].strip(), how
