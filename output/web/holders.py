"""The pages of what holds documents: agencies, regions and subjects."""

from collections import Counter, defaultdict

from starlette.responses import Response

from kg.iris import last_name
from kg.search import Item

from .dossier import load_label
from .visit import Visit

PAGE = 50
DUTIES = 40  # measures shown of an agency

_AGENCY = """
SELECT ?organ ?place ?parent WHERE {
  BIND(<%(a)s> AS ?a)
  OPTIONAL { ?a pol:organKind ?organ } OPTIONAL { ?a dcterms:spatial ?place } OPTIONAL { ?a org:subOrganizationOf ?parent }
}"""
_NAMES = "SELECT ?name WHERE { <%(a)s> skos:altLabel ?name }"
_CHILDREN = "SELECT ?child WHERE { ?child org:subOrganizationOf <%(a)s> }"
_CHANGES = """
SELECT ?how ?year ?other WHERE {
  { ?x org:originalOrganization <%(a)s> ; org:resultingOrganization ?other BIND("became" AS ?how) }
  UNION { ?x org:resultingOrganization <%(a)s> ; org:originalOrganization ?other BIND("came" AS ?how) }
  ?x pol:year ?year
}"""
_DUTIES = """
SELECT ?m ?role WHERE { ?r pol:agency <%(a)s> ; pol:role ?role ; pol:ofMeasure ?m }"""
_JOINT = """
SELECT ?other (COUNT(DISTINCT ?d) AS ?n) WHERE { ?d eli:passed_by <%(a)s> ; eli:passed_by ?other FILTER(?other != <%(a)s>) } GROUP BY ?other"""
_ABOVE = "SELECT ?above WHERE { <%s> dcterms:isPartOf+ ?above }"
_BELOW = "SELECT ?below WHERE { ?below dcterms:isPartOf <%s> . ?below a pol:Region }"


def show_agency(visit: Visit, item: Item) -> Response:
    rows, here, index = visit.reading.store.rows, {"a": item.iri}, visit.reading.index
    organ, place, parent = min(rows(_AGENCY % here), key=repr)
    roles: dict[str, set[str]] = defaultdict(set)
    for measure, role in rows(_DUTIES % here):
        roles[measure].add(last_name(role))
    measures = sorted(index.by_iri(roles).values(), key=lambda measure: measure.rank)
    documents = {document.id: document for document in index.items({measure.document for measure in measures[:DUTIES]})}
    joint = Counter({other: int(n) for other, n in rows(_JOINT % here)})
    partners = index.by_iri([other for other, _ in sorted(joint.items(), key=lambda pair: (-pair[1], pair[0]))[:10]])
    near = index.by_iri([iri for iri in (place, parent) if iri])
    changes: dict[tuple[str, str], list[Item]] = defaultdict(list)
    told = list(rows(_CHANGES % here))
    others = index.by_iri(other for *_, other in told)
    for how, year, other in sorted(told):
        if other in others:
            changes[how, year].append(others[other])
    return _with_documents(
        visit, item, "agency.html",
        organ=load_label(visit.reading, organ, visit.language), place=near.get(place), parent=near.get(parent),
        other_names=sorted({name for (name,) in rows(_NAMES % here)} - {item.title}),
        children=sorted(index.by_iri(child for (child,) in rows(_CHILDREN % here)).values(), key=lambda child: child.rank),
        changes=sorted(changes.items(), key=lambda pair: pair[0][1]), duties=len(measures),
        measures=[(measure, sorted(roles[measure.iri]), documents.get(measure.document)) for measure in measures[:DUTIES]],
        partners=[(partner, joint[partner.iri]) for partner in partners.values()],
    )  # fmt: skip


def show_region(visit: Visit, item: Item) -> Response:
    rows, index = visit.reading.store.rows, visit.reading.index
    above = sorted(index.by_iri(iri for (iri,) in rows(_ABOVE % item.iri)).values(), key=lambda region: region.number or "")
    below = sorted(index.by_iri(iri for (iri,) in rows(_BELOW % item.iri)).values(), key=lambda region: region.number or "")
    return _with_documents(visit, item, "region.html", above=above, below=below, agencies=index.held_by("agency", item.number or ""))


def show_subject(visit: Visit, item: Item) -> Response:
    return _with_documents(visit, item, "subject.html")


def _with_documents(visit: Visit, item: Item, template: str, **values) -> Response:
    page = visit.number("page")
    documents = visit.reading.index.held(item.id, offset=(page - 1) * PAGE, limit=PAGE)
    return visit.render(template, item=item, documents=documents, page=page, pages=-(-item.cited // PAGE), total=item.cited, hash=last_name(item.iri), **values)
