"""Queries of people who mean ill or do not know better, each with the ways in which it may end.

``refused`` is 400 (413, 414) or exit code 1 before anything ran, ``stopped`` 503 or exit code 1 at a limit, ``answered`` 200 or 0.
ADDRESS stands for a listener that nobody may call.
"""

from typing import NamedTuple


class Hostile(NamedTuple):
    name: str
    query: str | bytes  # bytes: what is no text
    ends: frozenset[str]


N = 101
DEEP = {
    "brackets": "SELECT (" + "(" * N + "1" + ")" * N + " AS ?x) {}",
    "groups": "ASK " + "{" * N + "}" * N,
    "lists": "ASK { ?a ?b " + "[ ?c " * N + "]" * N + "}",
    "mixed": "ASK { FILTER EXISTS " + "{ ?a ?b ( [ ?c " * 40 + "] ) }" * 40 + "}",
    "quoted triples": "ASK { " + "<<" * N + " ?a ?b ?c " + ">> ?d ?e" * N + "}",
    "6,000 brackets": "SELECT (" + "(" * 6000 + "1" + ")" * 6000 + " AS ?x) {}",
    "45,000 groups": "ASK " + "{" * 45_000 + "}" * 45_000,
    "nested functions": "ASK { FILTER(" + "STR(" * 5000 + "1" + ")" * 5000 + ") }",
    "nested subselects": "SELECT * {" + "{ SELECT * " * 3000 + "{}" + "}" * 3000 + "}",
    "nested EXISTS": "ASK {" + "FILTER EXISTS {" * 3000 + "}" * 3000 + "}",
    "nested paths": "ASK { ?a " + "(" * 3000 + "a" + ")*" * 3000 + " ?b }",
    "never closed": "SELECT " + "(" * 50_000,
    # closing brackets that close nothing
    "closed in strings": "SELECT " + '( ")" + ' * N + "1" + ")" * N,
    "closed in comments": "SELECT " + "( #)\n" * N + "1" + ")" * N,
    "closed in long strings": "SELECT " + "( '''a' ) '' )''' + " * N + "1" + ")" * N,
    "closed behind an escaped quote": "SELECT " + "( '\\')' + " * N + "1" + ")" * N,
    "closed in addresses": "ASK { FILTER " + "( <http://a/)> = " * N + "1" + ")" * N + "}",
    # what looks like an address and compares
    "closed in a comment behind a comparison": "ASK { FILTER " + "(1<b:c#>)\n + " * N + "1" + ")" * N + "}",
    "closed in a string behind a comparison": "ASK { FILTER " + "(1<a:b'>)' +\n" * N + "1" + ")" * N + "}",
}  # fmt: skip
SPELLINGS = {
    "plain": "SELECT * { SERVICE <ADDRESS> { ?a ?b ?c } }",
    "case": "SELECT * { sErViCe <ADDRESS> { ?a ?b ?c } }",
    "silent": "SELECT * { SERVICE SILENT <ADDRESS> { ?a ?b ?c } }",
    "comment behind": "SELECT * { SERVICE#\n<ADDRESS> { ?a ?b ?c } }",
    "glued": "SELECT * {SERVICESILENT<ADDRESS>{?a ?b ?c}}",
    "behind a number": "SELECT * { OPTIONAL { ?a ?b 1SERVICE SILENT <ADDRESS> { ?a ?b ?c } } }",
    "behind a language": 'SELECT * { OPTIONAL { ?a ?b "x"@en.SERVICE SILENT <ADDRESS> { ?a ?b ?c } } }',
    "variable": "SELECT * { VALUES ?x { <ADDRESS> } SERVICE ?x { ?a ?b ?c } }",
    "empty prefix": "PREFIX : <ADDRESS> SELECT * { SERVICE:a { ?a ?b ?c } }",
    "prefix of the same name": "PREFIX service: <http://a/> PREFIX : <ADDRESS> SELECT * { service:a # {\n { ?a ?b ?c } }",
    "relative": "BASE <ADDRESS> SELECT * { SERVICE <x> { ?a ?b ?c } }",
    "escaped letter": "SELECT * { \\u0053ERVICE <ADDRESS> { ?a ?b ?c } }",
    "escaped letters": "SELECT * { \\U00000053\\u0045RVICE <ADDRESS> { ?a ?b ?c } }",
    # rdflib reads an escaped quote as a quote, and the rest as one long string; Oxigraph does not
    "between escaped quotes": 'SELECT * { BIND("\\u0022" AS ?x) SERVICE SILENT <ADDRESS> { ?a ?b ?c } BIND("\\u0022" AS ?y) }',
    "behind an escaped comment": "SELECT * { ?a ?b '\\u0027#' . SERVICE SILENT <ADDRESS> { ?a ?b ?c } }",
    "behind a comparison": "SELECT * { FILTER(1<2) SERVICE SILENT <ADDRESS> { ?a ?b ?c } FILTER(3>2) }",
    "behind a comparison that looks like an address": "SELECT * { FILTER((1)<'a#'||'>'=1) SERVICE SILENT <ADDRESS> { ?a ?b ?c } }",
    "inside": "SELECT * { { SELECT * { OPTIONAL { MINUS { SERVICE SILENT <ADDRESS> { ?a ?b ?c } } } } } }",
    "in EXISTS": "ASK { FILTER NOT EXISTS { SERVICE SILENT <ADDRESS> { ?a ?b ?c } } }",
    "in CONSTRUCT": "CONSTRUCT { ?a ?b ?c } WHERE { SERVICE SILENT <ADDRESS> { ?a ?b ?c } }",
    "for each row": "SELECT * { ?a ?b ?c SERVICE SILENT <ADDRESS> { ?d ?e ?f } }",
    "with an address as a variable of the graph": "SELECT * { ?a ?b ?x FILTER(ISIRI(?x)) SERVICE SILENT ?x { ?d ?e ?f } }",
}  # fmt: skip
_UPDATES = (
    "LOAD <ADDRESS>", "load silent <ADDRESS> into graph <http://a/>", "LOAD#\n<ADDRESS>", "PREFIX x: <ADDRESS> LOAD <ADDRESS>", "INSERT DATA { <a:a> <a:b> <a:c> }",
    "insert { ?a ?b ?c } where { ?a ?b ?c }", "DELETE WHERE { ?a ?b ?c }", "DELETE DATA { <a:a> <a:b> <a:c> }", "WITH <http://a/> DELETE { ?a ?b ?c } WHERE { ?a ?b ?c }",
    "CLEAR ALL", "DROP SILENT ALL", "CREATE GRAPH <http://a/>", "COPY DEFAULT TO <http://a/>", "MOVE DEFAULT TO <http://a/>", "ADD DEFAULT TO <http://a/>",
    "BASE <ADDRESS> # SELECT\nDROP ALL", "; DROP ALL", "ASK {} ; DROP ALL", "SELECT * {} LOAD <ADDRESS>", "\\u004cOAD <ADDRESS>", "\ufeffLOAD <ADDRESS>",
)  # fmt: skip
_CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
_MANY = ("FILTER(?c != ?f)", "FILTER(?c < ?l)")


def _doubling(call: str, times: int) -> str:
    steps = " ".join(f"BIND({call.replace('?x', f'?x{n}')} AS ?x{n + 1})" for n in range(times))
    return f'SELECT (STRLEN(?x{times}) AS ?n) {{ BIND("aaaaaaaaaa" AS ?x0) {steps} }}'


_GREEDY = {
    "CONCAT doubling": _doubling("CONCAT(?x, ?x)", 40),
    "REPLACE doubling": _doubling('REPLACE(?x, "(.)", "$1$1")', 40),
    "ENCODE_FOR_URI growing": _doubling('ENCODE_FOR_URI(CONCAT(?x, "%甲", ?x))', 30),
    "GROUP_CONCAT of everything": f"SELECT (GROUP_CONCAT(?c) AS ?n) {{ {_CROSS} }}",
    "GROUP_CONCAT in groups": f"SELECT ?a (GROUP_CONCAT(CONCAT(?c, ?f, ?i)) AS ?n) {{ {_CROSS} }} GROUP BY ?a",
    "DISTINCT of a product": f"SELECT DISTINCT ?a ?d ?g {{ {_CROSS} }}",
    "sorted product": f"SELECT * {{ {_CROSS} }} ORDER BY ?c ?f ?i",
    "product that is counted": f"SELECT (COUNT(*) AS ?n) {{ {_CROSS} {_MANY[0]} }}",
    "product with a filter that never holds": f"ASK {{ {_CROSS} FILTER(STRLEN(STR(?c)) < 0 && {_MANY[1][7:-1]}) }}",
    "product that is sent": f"SELECT * {{ {_CROSS} }}",
    "product as triples": f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {_CROSS} }}",
    "product described": f"DESCRIBE ?a ?d {{ {_CROSS} }}",
    "product by OPTIONAL": "SELECT (COUNT(*) AS ?n) { " + "OPTIONAL { ?a ?b ?c } OPTIONAL { ?d ?e ?f } OPTIONAL { ?g ?h ?i } OPTIONAL { ?j ?k ?l }" + " FILTER(?a != ?l) }",
    "product by UNION": "SELECT (COUNT(*) AS ?n) {" + " ".join(f"{{ ?a{n} ?b{n} ?c{n} }} UNION {{ ?c{n} ?b{n} ?a{n} }}" for n in range(12)) + " }",
    "product by MINUS": f"SELECT (COUNT(*) AS ?n) {{ {_CROSS} MINUS {{ ?a ?z ?y . ?x ?w ?v }} }}",
    "product by NOT EXISTS": f"SELECT (COUNT(*) AS ?n) {{ {_CROSS} FILTER NOT EXISTS {{ ?a ?m ?o . ?q ?r ?s FILTER(?o = ?s && ?a != ?q) }} }}",
    "product of VALUES": "SELECT (COUNT(*) AS ?n) {" + " ".join("VALUES ?v%d { %s }" % (n, " ".join(map(str, range(60)))) for n in range(12)) + " }",
    "endless path": "SELECT (COUNT(*) AS ?n) { ?a (!a)* ?b . ?b (!a)* ?c . ?c (^!a|!a)+ ?d }",
    "path both ways": "SELECT (COUNT(*) AS ?n) { ?a (<a:a>|!<a:a>|^<a:a>|!^<a:a>)* ?b . ?b (<a:a>|!<a:a>|^!<a:a>)+ ?c . ?c !a* ?e }",
    "path of paths": "SELECT (COUNT(*) AS ?n) { ?a ((!a*)*/(!<a:a>+)*)* ?b . ?c ((!a+)*)* ?b }",
    "path of 300 steps": "ASK { ?a " + "/".join(["(!a|^!a)*"] * 300) + " ?b . ?b ?c 'no such' }",
    "subselects that multiply": "SELECT (COUNT(*) AS ?n) {" + " ".join(f"{{ SELECT ?s{n} ?o{n} {{ ?s{n} ?p{n} ?o{n} }} }}" for n in range(8)) + " FILTER(?o1 != ?o7) }",
    "subselects that sort": "SELECT (COUNT(*) AS ?n) {" + " ".join(f"{{ SELECT * {{ ?s{n} ?p{n} ?o{n} . ?t{n} ?q{n} ?r{n} }} ORDER BY ?o{n} }}" for n in range(4)) + " }",
    "aggregates of a product": f"SELECT ?b (COUNT(DISTINCT ?c) AS ?n) (SAMPLE(?f) AS ?m) (MAX(?i) AS ?o) {{ {_CROSS} }} GROUP BY ?b HAVING(COUNT(?l) > 1)",
    "random order of a product": f"SELECT ?a {{ {_CROSS} }} ORDER BY RAND() STRUUID() LIMIT 1",
    "OFFSET into a product": f"SELECT ?a {{ {_CROSS} }} OFFSET 900000000000 LIMIT 1",
}
_LONG = {
    "30,000 additions": "ASK { FILTER(" + "1+" * 30_000 + "1) }",
    "20,000 alternatives": "ASK { FILTER(" + "?a||" * 20_000 + "?a) }",
    "12,000 UNION": "ASK {" + "{}UNION" * 12_000 + "{} }",
    "4,000 OPTIONAL": "ASK {" + "OPTIONAL{?a ?b ?c}" * 4_000 + " }",
    "5,000 MINUS": "ASK {" + "MINUS{?a ?b ?c}" * 5_000 + " }",
    "10,000 triples": "ASK {" + "?a ?b ?c." * 10_000 + " }",
    "9,000 FILTER": "ASK {" + "FILTER(?a)" * 9_000 + " }",
    "3,800 BIND": "ASK { BIND(1 AS ?x0)" + "".join(f"BIND(?x{n} AS ?x{n + 1})" for n in range(3800)) + " }",
    "path of 40,000 steps": "ASK { ?a " + "a/" * 40_000 + "a ?b }",
    "path of 40,000 choices": "ASK { ?a " + "a|" * 40_000 + "a ?b }",
    "90,000 times not": "ASK { FILTER(" + "!" * 90_000 + "true) }",
    "90,000 times minus": "ASK { FILTER(" + "-" * 90_000 + "1) }",
    "90,000 times reversed": "ASK { ?a " + "^" * 90_000 + "a ?b }",
    "40,000 in IN": "ASK { FILTER(1 IN (" + "1," * 40_000 + "1)) }",
    "VALUES of 45,000": "SELECT * { VALUES ?x { " + "1 " * 45_000 + "} }",
    "a variable of 90,000 letters": "SELECT ?" + "x" * 90_000 + " {}",
    "a number of 90,000 digits": "SELECT (" + "9" * 90_000 + " * 9 AS ?x) {}",
    "a string of 90,000 quotes": "SELECT ('" + "\\'" * 45_000 + "' AS ?x) {}",
    "2,000 prefixes": "".join(f"PREFIX p{n}: <http://a/{n}/> " for n in range(2000)) + "ASK {}",
    "comments alone": "#\n" * 45_000,
    "blanks alone": " " * 90_000,
    "2,000 columns": "SELECT " + " ".join(f"(1 AS ?x{n})" for n in range(2000)) + " {}",
    "10 MB": "ASK { ?a ?b '" + "x" * 10_000_000 + "' }",
    "10 MB of brackets": "(" * 10_000_000,
    "10 MB of comment": "#" * 10_000_000 + "\nASK {}",
}
_ODD = {
    "REGEX that backtracks": 'SELECT (REGEX("' + "a" * 5000 + '!", "^(a+)+$") AS ?x) {}',
    "REGEX of alternatives": 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER REGEX(STR(?c), "^(a|a|aa|[^b]*)*$") }',
    "REGEX that repeats repeats": 'SELECT (REGEX("aaa", "((a{1,1000}){1,1000}){1,1000}") AS ?x) {}',
    "REGEX for each pair": 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER REGEX(STR(?c), STR(?f), "i") }',
    "REGEX of 40,000 brackets in a string": 'SELECT (REGEX("a", "' + "(" * 40_000 + "a" + ")" * 40_000 + '") AS ?x) {}',
    "REPLACE that multiplies": 'SELECT (STRLEN(REPLACE("' + "a" * 30_000 + '", "a", "' + "b" * 30_000 + '")) AS ?n) {}',
    "FROM elsewhere": "SELECT * FROM <ADDRESS> { ?a ?b ?c }",
    "FROM NAMED elsewhere": "SELECT * FROM NAMED <ADDRESS> { GRAPH ?g { ?a ?b ?c } }",
    "GRAPH elsewhere": "SELECT * { GRAPH <ADDRESS> { ?a ?b ?c } }",
    "FROM a file": "SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }",
    "an address that is called": "SELECT (<ADDRESS>(1) AS ?x) (<http://www.w3.org/2001/XMLSchema#integer>('x') AS ?y) {}",
    "numbers beyond all": "SELECT (1e999999 AS ?a) (1/0 AS ?b) (9223372036854775807 * 9223372036854775807 AS ?c) (-0.0e0 AS ?d) {}",
    "days beyond all": 'SELECT (YEAR("99999999999-99-99T99:99:99Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>) AS ?y) (NOW() - "P99999999Y"^^<http://www.w3.org/2001/XMLSchema#duration> AS ?z) {}',
    "LIMIT beyond all": "SELECT * { ?a ?b ?c } LIMIT 99999999999999999999",
    "SUBSTR beyond all": 'SELECT (SUBSTR("abc", -9223372036854775808, 9223372036854775807) AS ?x) {}',
    "NUL": "ASK { ?a ?b '\x00' }",
    "NUL outside": "ASK {\x00}",
    "escaped NUL": "SELECT ('\\u0000' AS ?x) {}",
    "escaped surrogate": "SELECT ('\\uD800' AS ?x) {}",
    "escape beyond all": "SELECT ('\\UFFFFFFFF' AS ?x) {}",
    "turned text": "ASK { ?a ?b '\u202e\u2028\ufeff\U000e0001' } # \u202e",
    "nothing": "",
    "no query": "DROP TABLE students; --",
    "scripts": "<script>alert(1)</script>",
    "terminal": "SELECT \x1b]0;x\x07\x1b[2J {}",
    "not UTF-8": b"ASK { ?a ?b '\xff\xfe' }",
    "surrogate as bytes": b"ASK { ?a ?b '\xed\xa0\x80' }",
    "half a character": "ASK { ?a ?b '甲".encode()[:-1],
    "overlong slash": b"ASK { ?a ?b '\xc0\xaf' }",
    "UTF-16": "ASK {}".encode("utf-16"),
    "gzip": bytes.fromhex("1f8b0800000000000003") + bytes(range(256)),
}  # fmt: skip
_ANY, _REFUSED, _STOPPED = frozenset({"refused", "stopped", "answered"}), frozenset({"refused"}), frozenset({"stopped"})
# What begins a process may take all its time on a slow machine.
_LATE_REFUSED, _LATE_ANSWERED = _REFUSED | _STOPPED, _STOPPED | {"answered"}
_ENDS = {
    **dict.fromkeys(("10 MB", "10 MB of brackets", "10 MB of comment"), _REFUSED),
    **dict.fromkeys(("nothing", "no query", "scripts", "terminal", "NUL outside"), _LATE_REFUSED),
    **dict.fromkeys(("REGEX that backtracks", "FROM elsewhere", "FROM NAMED elsewhere", "GRAPH elsewhere", "FROM a file"), _LATE_ANSWERED),
    **dict.fromkeys(("CONCAT doubling", "GROUP_CONCAT of everything", "product that is sent", "product as triples", "product that is counted"), _STOPPED),
}  # fmt: skip
QUERIES = [
    *(Hostile(f"deep: {name}", query, _REFUSED) for name, query in DEEP.items()),
    *(Hostile(f"SERVICE: {name}", query, _REFUSED) for name, query in SPELLINGS.items()),
    *(Hostile(f"update: {query[:20]!r}", query, _LATE_REFUSED) for query in _UPDATES),
    *(
        Hostile(f"{kind}: {name}", query, _REFUSED if isinstance(query, bytes) else _ENDS.get(name, _ANY))
        for kind, named in (("greedy", _GREEDY), ("long", _LONG), ("odd", _ODD))
        for name, query in named.items()
    ),
]
