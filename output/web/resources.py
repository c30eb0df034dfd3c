"""What every IRI of the graph opens: its page or its triples, by what the client accepts."""

import io
import re

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from .accept import choose
from .dossier import load_label, short_name
from .documents import fact_id, find_successor, show_document
from .holders import show_agency, show_region, show_subject
from .visit import CONCEPTS, PAGES, Visit

KINDS = (*PAGES, "change", "citation", "conflict", "entry", "evidence", "graph", "measure", "part", "responsibility", "run", "source", "target", "type")
FORMS = {"ttl": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}
_STORED = {"rdf": "rdfxml"}
_OFFERS = {"text/html": "html", "application/xhtml+xml": "html", **{media: form for form, media in FORMS.items()}}
# What a thing without a name of its own is called.
_CALLED = {
    "change": "agency.changes", "citation": "mark.citation", "conflict": "document.conflicts", "entry": "document.entries", "part": "mark.part",
    "responsibility": "mark.responsibility", "source": "document.sources", "target": "mark.target",
}  # fmt: skip
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")
_MOST = 200  # triples on a plain page
_SHOW = {"document": show_document, "agency": show_agency, "region": show_region, "subject": show_subject}

_ONE = "SELECT ?p WHERE { <%s> ?p ?o } LIMIT 1"
_OUT = f"SELECT ?p ?o (ISIRI(?o) AS ?link) (LANG(?o) AS ?language) WHERE {{ <%s> ?p ?o }} LIMIT {_MOST + 1}"
_IN = f"SELECT ?s ?p WHERE {{ ?s ?p <%s> }} LIMIT {_MOST + 1}"
_OF_DOCUMENT = """
SELECT ?d ?e WHERE {
  { <%(r)s> pol:citing|dcterms:isPartOf ?d } UNION { <%(r)s> pol:ofMeasure/dcterms:isPartOf ?d }
  UNION { ?fact pol:evidence <%(r)s> ; pol:citing|dcterms:isPartOf|(pol:ofMeasure/dcterms:isPartOf) ?d BIND(<%(r)s> AS ?e) }
  ?d pol:status ?status OPTIONAL { <%(r)s> pol:evidence ?e }
}"""
_CITATIONS = "SELECT ?c ?e WHERE { ?c pol:citing <%s> OPTIONAL { ?c pol:evidence ?e } }"
_HEADER = "SELECT ?e WHERE { <%s> prov:wasDerivedFrom ?source . ?e oa:hasSource ?source ; pol:field ?field }"


def redirect(visit: Visit, kind: str, name: str) -> Response:
    """303 from an IRI to the page or the triples about it."""
    _check(kind, name)
    return _redirect(visit, f"/{kind}/{name}")


def _redirect(visit: Visit, path: str) -> Response:
    form = choose(visit.request.headers.get("accept"), _OFFERS)
    if form is None:
        raise HTTPException(406, "text/html, " + ", ".join(FORMS.values()))
    response = RedirectResponse(visit.url(path) if form == "html" else f"{path}.{form}", 303)
    response.headers["Vary"] = "Accept"
    return response


def show_resource(visit: Visit, kind: str, name: str) -> Response:
    """The page of an IRI under the base; ``name`` may end with the suffix of a form of RDF. From the IRI of a concept, which
    stands beside the base (…/level/central), 303 to its page or its triples."""
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix in FORMS:
        _check(kind, stem)
        return _send_triples(visit, f"{visit.reading.base}{kind}/{stem}", f"{kind}-{stem}", suffix)
    if kind not in PAGES and _is_concept(visit, kind, name):
        return _redirect(visit, f"/concept/{kind}/{name}")
    _check(kind, name)
    iri = f"{visit.reading.base}{kind}/{name}"
    if kind in _SHOW:
        item = visit.reading.index.by_iri([iri]).get(iri)
        if item is not None and item.kind == kind:
            return _SHOW[kind](visit, item)
        if kind == "document" and (successor := find_successor(visit, iri)):
            return successor
    return _show_plain(visit, iri, f"/{kind}/{name}")


def show_concept(visit: Visit, scheme: str, name: str) -> Response:
    """The page of a level, a rank, a relation …; ``name`` may end with the suffix of a form of RDF."""
    stem, dot, suffix = name.rpartition(".")
    if not (_NAME.fullmatch(scheme) and _NAME.fullmatch(name)):
        raise HTTPException(404)
    if dot and suffix in FORMS:
        return _send_triples(visit, f"{CONCEPTS}{scheme}/{stem}", f"{scheme}-{stem}", suffix)
    return _show_plain(visit, f"{CONCEPTS}{scheme}/{name}", f"/concept/{scheme}/{name}")


def _is_concept(visit: Visit, scheme: str, name: str) -> bool:
    if not (_NAME.fullmatch(scheme) and _NAME.fullmatch(name)):
        return False
    return any(True for _ in visit.reading.store.rows(_ONE % f"{CONCEPTS}{scheme}/{name}"))


def _check(kind: str, name: str) -> None:
    if kind not in KINDS or not _NAME.fullmatch(name):
        raise HTTPException(404)


def _show_plain(visit: Visit, iri: str, path: str | None) -> Response:
    rows = visit.reading.store.rows
    out, into = sorted(rows(_OUT % iri), key=repr), sorted(rows(_IN % iri), key=repr)
    if not (out or into):
        raise HTTPException(404)
    known = visit.reading.index.by_iri([o for _, o, is_iri, _ in out if is_iri == "true"] + [s for s, _ in into])
    says = [{"term": short_name(p), "value": o, "language": language, **_link(visit, o, known, is_iri == "true")} for p, o, is_iri, language in out[:_MOST]]
    said = [{"term": short_name(p), "value": s, "language": None, **_link(visit, s, known, True)} for s, p in into[:_MOST]]
    labels = [row for row in says if row["term"] in ("skos:prefLabel", "rdfs:label", "dcterms:title", "pol:path", "oa:exact", "pol:heading")]
    label = next((row["value"] for row in sorted(labels, key=lambda row: row["language"] not in (visit.language, None))), None)
    kind = iri.removeprefix(visit.reading.base).split("/")[0]
    if label is None and kind in _CALLED:
        label = visit.word(_CALLED[kind])
    documents = []
    for document, evidence in sorted(set(rows(_OF_DOCUMENT % {"r": iri}))):
        item = visit.reading.index.by_iri([document]).get(document)
        if item and item.kind == "document":
            documents.append((item, visit.link(document, _place(evidence) or fact_id(iri))))
    return visit.render(
        "resource.html", iri=iri, label=label, says=says, said=said, cut=len(out) > _MOST or len(into) > _MOST, most=_MOST, documents=documents[:5], path=path,
    )  # fmt: skip


def _link(visit: Visit, value: str, known: dict, is_iri: bool) -> dict:
    item = known.get(value) if is_iri else None
    if item:
        words = item.title or item.number
    elif is_iri and value.startswith(CONCEPTS) and not value.startswith(visit.reading.base):
        words = load_label(visit.reading, value, visit.language) if visit.link(value) else short_name(value)
    else:
        words = short_name(value) if is_iri else value
    return {"link": visit.link(value) if is_iri else None, "words": words}


def _place(evidence: str | None) -> str | None:
    return None if evidence is None else "e-" + "-".join(evidence.rsplit("-", 2)[1:])


def _send_triples(visit: Visit, iri: str, name: str, suffix: str) -> Response:
    """All triples with this subject; of a document also those of its citations and of the evidence of both."""
    subjects = {iri}
    if iri.startswith(f"{visit.reading.base}document/"):
        subjects |= {one for row in visit.reading.store.rows(_CITATIONS % iri) for one in row if one}
        subjects |= {one for (one,) in visit.reading.store.rows(_HEADER % iri)}
    stream = io.BytesIO()
    if not visit.reading.store.describe(subjects, _STORED.get(suffix, suffix), stream):
        raise HTTPException(404)
    headers = {"Content-Disposition": f'inline; filename="{name}.{suffix}"'}
    return Response(stream.getvalue(), media_type=FORMS[suffix], headers=headers)
