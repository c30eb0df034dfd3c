"""The shapes of ``ontology/shapes.ttl`` as SPARQL, one query for each constraint.

pySHACL takes minutes for what a store answers in a second. This reads the same
file and knows the part of SHACL that is used there: target classes, paths that
are one property or its inverse, and the constraints below. Any other constraint
raises, so that no rule of the file is silently left out; tests hold the verdicts
of both against each other on every example.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.store import Store

SHAPES = Path(__file__).resolve().parent.parent / "ontology" / "shapes.ttl"
_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

# Constraints with one value: what makes a value of ``path`` a violation; {} is the constraint's own value.
_EACH = {
    "class": "FILTER NOT EXISTS {{ ?value a {} }}",
    "datatype": "FILTER(!ISLITERAL(?value) || DATATYPE(?value) != {})",
    "minInclusive": "FILTER(!(?value >= {}))",
    "maxInclusive": "FILTER(!(?value <= {}))",
    "pattern": "FILTER(!REGEX(STR(?value), {}))",
    "lessThan": "$this {} ?other . FILTER(!(?value < ?other))",
    "lessThanOrEquals": "$this {} ?other . FILTER(!(?value <= ?other))",
}
_COUNTS = {
    ("minCount", "1"): "FILTER NOT EXISTS {{ ?this {} ?any }}",
    ("maxCount", "0"): "?this {} ?value .",
    ("maxCount", "1"): "?this {0} ?one . ?this {0} ?value . FILTER(!SAMETERM(?one, ?value))",
}
_LISTS = {"in": "FILTER(?value NOT IN ({}))", "languageIn": "FILTER(LANG(?value) NOT IN ({}))"}
_PLAIN = {"path", "property", "targetClass", "message", "sparql", "declare"}

_SHAPES = f"""
SELECT ?shape ?class ?path ?inverse WHERE {{
  {{ ?node <{_SH}targetClass> ?class . BIND(?node AS ?shape) }}
  UNION
  {{ ?node <{_SH}targetClass> ?class ; <{_SH}property> ?shape . ?shape <{_SH}path> ?step .
     OPTIONAL {{ ?step <{_SH}inversePath> ?inverse }} BIND(COALESCE(?inverse, ?step) AS ?path) }}
}}"""
_CONSTRAINTS = f'SELECT ?constraint ?value {{ <%s> ?constraint ?value FILTER(STRSTARTS(STR(?constraint), "{_SH}")) }}'
_ITEMS = f"SELECT ?item {{ <%s> <{_SH}%s>/<{_RDF}rest>*/<{_RDF}first> ?item }}"
_SELECT = f"SELECT ?select {{ <%s> <{_SH}sparql>/<{_SH}select> ?select }}"
_MESSAGE = f'SELECT ?words {{ <%s> <{_SH}message> ?words FILTER(LANG(?words) = "%s") }}'


@dataclass(frozen=True, slots=True)
class Gate:
    """``query`` selects ``?this`` (the node) and ``?value`` for each violation of ``shape``."""

    shape: str  # the name after shape:
    zh: str
    en: str
    query: str


@lru_cache(maxsize=None)
def load_gates(path: Path = SHAPES) -> tuple[Gate, ...]:
    """All constraints of the shapes file, sorted by shape. Raises ValueError for one that is not known here."""
    shapes = Store.read_file(path)
    gates = []
    for shape, target, path_iri, inverse in sorted(shapes.rows(_SHAPES), key=str):
        name = shape.rsplit("#", 1)[1]
        messages = [next(shapes.rows(_MESSAGE % (shape, language)), ("",))[0] for language in ("zh", "en")]
        step = None if path_iri is None else f"^<{path_iri}>" if inverse else f"<{path_iri}>"
        for constraint, value in shapes.query(_CONSTRAINTS % shape):
            kind = constraint.value.removeprefix(_SH)
            if kind in _PLAIN:
                continue
            gates.append(Gate(name, *messages, _query_for(shapes, shape, target, step, kind, str(value))))
        for (select,) in shapes.rows(_SELECT % shape):
            body = select.replace("$this", "?this").replace("WHERE {", f"WHERE {{ ?this a <{target}> .", 1)
            gates.append(Gate(name, *messages, body))
    return tuple(sorted(gates, key=lambda gate: (gate.shape, gate.query)))


def _query_for(shapes: Store, shape: str, target: str, step: str | None, kind: str, value: str) -> str:
    is_a = f"?this a <{target}> ."
    if kind == "nodeKind" and value == f"<{_SH}IRI>":
        each = f"?this {step} ?value ." if step else "BIND(?this AS ?value)"
        return f"SELECT ?this ?value WHERE {{ {is_a} {each} FILTER(!ISIRI(?value)) }}"
    if kind in ("minCount", "maxCount"):
        broken = _COUNTS.get((kind, value.split('"')[1]))
        if broken is None:
            raise ValueError(f"{shape}: sh:{kind} {value} is not known to kg.gates")
        return f"SELECT DISTINCT ?this ?value WHERE {{ {is_a} {broken.format(step)} }}"
    if kind in _LISTS:
        items = ", ".join(str(item) for (item,) in shapes.query(_ITEMS % (shape, kind)))
        broken = _LISTS[kind].format(items)
    elif kind in _EACH:
        broken = _EACH[kind].format(value).replace("$this", "?this")
    else:
        raise ValueError(f"{shape}: sh:{kind} is not known to kg.gates")
    return f"SELECT ?this ?value WHERE {{ {is_a} ?this {step} ?value . {broken} }}"
