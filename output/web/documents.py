"""The page of a document, and of those that cite it."""

from starlette.responses import RedirectResponse, Response

from kg.iris import last_name
from kg.search import Item
from kg.vocab import DCTERMS, ELI, POL

from .dossier import DATES, Dossier, Mention, Words, find_citing, load_dossier, load_label, load_mentions
from .passage import Span, mark_passage
from .visit import Visit

CITING = 20  # documents on the page itself
CITING_PAGE = 50


def show_document(visit: Visit, item: Item) -> Response:
    """Facts beside the text; ``?source=`` chooses among several texts of one document."""
    reading = visit.reading
    dossier = load_dossier(reading, item)
    source, text = _chosen_text(visit, dossier)
    citing = find_citing(reading, item.iri)
    shown = citing[:CITING]
    mentions = {mention.iri: mention for mention in load_mentions(reading, [iri for _, iris in shown for iri in iris])}
    lines = mark_passage(text, _spans(visit, dossier, source["iri"], text)) if source else []
    return visit.render(
        "document.html",
        item=item, dossier=dossier, name=name_of(visit, item), facts=_facts(visit, dossier), lines=lines, source=source,
        kinds=[kind for kind in ("field", "citation", "responsibility", "target") if f"k-{kind}" in "".join(lines)],
        citing=[(document, [mentions[iri] for iri in iris if iri in mentions]) for document, iris in shown], citing_total=len(citing),
        groups=_by_relation([mention for mention in dossier.cites if mention.other is not None]), where=_where(visit, dossier, source),
        old=not reading.texts, full=item.status == "full", outer=_outer(visit, dossier), fulfilled=_linked(visit, dossier, POL.fulfilledBy),
        issuers=_linked(visit, dossier, ELI.passed_by), hash=last_name(item.iri),
    )  # fmt: skip


def show_citing(visit: Visit, item: Item) -> Response:
    """Everyone who cites a document, page by page."""
    page = visit.number("page")
    citing = find_citing(visit.reading, item.iri)
    shown = citing[(page - 1) * CITING_PAGE : page * CITING_PAGE]
    mentions = {mention.iri: mention for mention in load_mentions(visit.reading, [iri for _, iris in shown for iri in iris])}
    return visit.render(
        "citing.html", item=item, name=name_of(visit, item), pages=-(-len(citing) // CITING_PAGE), page=page, total=len(citing),
        citing=[(document, [mentions[iri] for iri in iris if iri in mentions]) for document, iris in shown],
    )  # fmt: skip


def find_successor(visit: Visit, iri: str) -> Response | None:
    """To the document that an old IRI has become, None where there is none."""
    for (successor,) in visit.reading.store.rows(f"SELECT ?d WHERE {{ <{iri}> dcterms:isReplacedBy+ ?d . ?d pol:status ?any }}"):
        return RedirectResponse(visit.link(successor), 303)
    return None


def name_of(visit: Visit, item: Item) -> str:
    return item.title or item.number or visit.word("untitled")


def _chosen_text(visit: Visit, dossier: Dossier) -> tuple[dict | None, str]:
    """The source whose text is shown: the one asked for, else the one on which most facts rest."""
    rests = [mention.words.source for mention in dossier.cites if mention.words] + [measure.words.source for measure in dossier.measures]
    asked = visit.request.query_params.get("source", "")
    ranked = sorted(dossier.sources, key=lambda source: (last_name(source["iri"]) != asked, -rests.count(source["iri"]), source["paths"]))
    for source in ranked:
        text = visit.reading.texts.find(source["sha256"])
        if text is not None:
            return source, text
    return None, ""


def _spans(visit: Visit, dossier: Dossier, source: str, text: str) -> list[Span]:
    """The spans of all facts that rest on this source and whose words stand where the graph says."""
    word, found = visit.word, []

    def add(words: Words | None, kind: str, fact: str, title: str, sign: str = "") -> None:
        if words and words.source == source and (words.exact is None or _same(words.exact, text[words.start : words.end])):
            found.append(Span(words.start, words.end, kind, fact, title, sign))

    for field, words in dossier.fields.items():
        add(words, "field", f"field-{field}", word(_field_term(field)))
    for mention in dossier.cites:
        other = "" if mention.other is None else "：" + name_of(visit, mention.other)
        add(mention.words, "citation", fact_id(mention.iri), word(f"relation.{mention.relation}") + other)
    for measure in dossier.measures:
        add(measure.words, "measure", fact_id(measure.iri), word("kind.measure"), measure.ordinal.rsplit("/", 1)[-1])
        for duty in measure.duties:
            add(duty.words, "responsibility", fact_id(duty.iri), f"{word(f'relation.{duty.role}')}：{duty.written}")
        for target in measure.targets:
            add(target.words, "target", fact_id(target.iri), word("mark.target"))
    for target in dossier.targets:
        add(target.words, "target", fact_id(target.iri), word("mark.target"))
    for part in dossier.parts:
        add(part["words"], "part", fact_id(part["iri"]), part["title"] or "", word(f"part-role.{part['role']}"))
    return found


def _same(exact: str, words: str) -> bool:
    """Whether the words of the graph stand in the text; the graph writes one sign for each that RDF cannot hold."""
    return exact == words or len(exact) == len(words) and all(a == b or a == "\ufffd" for a, b in zip(exact, words))


def fact_id(iri: str) -> str:
    """The id of a fact on its document's page: citation-HASH-3."""
    return "-".join(iri.rsplit("/", 2)[-2:])


def _field_term(field: str) -> str:
    return {"issuers": "field.issuers", "type": "field.type"}.get(field, f"field.{field}")


def _where(visit: Visit, dossier: Dossier, source: dict | None):
    """A function: the link from a fact to its words in the text, None where the text is not at hand."""
    known = {one["iri"]: one for one in dossier.sources}

    def where(words: Words | None) -> str | None:
        if words is None or words.source not in known or source is None:
            return None
        if words.source == source["iri"]:
            return "#" + words.place
        return visit.link(dossier.item.iri, words.place, source=last_name(words.source))

    return where


def _facts(visit: Visit, dossier: Dossier) -> list[dict]:
    """The rows of the table of facts: {field, term, values: [(words, link)], words}."""
    own, one, rows = dossier.own, dossier.one, []
    item = dossier.item

    def add(field: str, values, term: str | None = None) -> None:
        values = [value if isinstance(value, tuple) else (value, None) for value in values if value]
        if values:
            rows.append({"field": field, "term": term or _field_term(field), "values": values, "words": dossier.fields.get(field)})

    add("number", [item.number])
    add("issuers", [(agency.title, visit.link(agency.iri)) for agency in _linked(visit, dossier, ELI.passed_by, one(POL.leadIssuer))])
    add("through", [(agency.title, visit.link(agency.iri)) for agency in _linked(visit, dossier, ELI.responsibility_of_agent)])
    for field, term in DATES.items():
        add(field, own.get(term, ()))
    if not one(ELI.date_document):
        add("year", [str(item.year) if item.year else None])
    kind = one(POL.subtype) or load_label(visit.reading, one(ELI.type_document), visit.language)
    add("type", [kind])
    add("rank", [visit.word(f"rank.{last_name(one(POL.rank))}") if one(POL.rank) else None])
    level = one(POL.level)
    add("level", [(visit.word(f"level.{last_name(level)}"), visit.url("/documents", level=last_name(level))) if level else None])
    places = visit.reading.index.by_iri(own.get(ELI.jurisdiction, ())).values()
    add("region", [(place.title, visit.link(place.iri)) for place in places])
    force = one(ELI.in_force)
    add("force", [visit.word("force.in" if force.endswith("-inForce") else "force.ended") if force else None])
    add("approved_by", own.get(POL.approvedBy, ()))
    add("recipients", own.get(POL.recipient, ()))
    add("cc", own.get(POL.copyRecipient, ()))
    add("index_number", own.get(DCTERMS.identifier, ()))
    subjects = visit.reading.index.by_iri(own.get(ELI.is_about, ())).values()
    add("subjects", [(subject.title, visit.link(subject.iri)) for subject in subjects])
    derived = list(dict.fromkeys(visit.word(_field_term(name)) for name in own.get(POL.derivedField, ())))
    add("derived", [f"{'、'.join(derived)}（{visit.word('field.derived.why')}）" if derived else None])
    return rows


def _linked(visit: Visit, dossier: Dossier, term: str, first: str | None = None) -> list[Item]:
    found = list(visit.reading.index.by_iri(dossier.own.get(term, ())).values())
    return sorted(found, key=lambda item: (item.iri != first, item.title or ""))


def _outer(visit: Visit, dossier: Dossier) -> list[Item]:
    """The documents that contain this one."""
    return [item for item in _linked(visit, dossier, DCTERMS.isPartOf) if item.kind == "document"]


def _by_relation(mentions: list[Mention]) -> list[tuple[str, list[tuple[Item, list[Mention]]]]]:
    """Mentions by relation, then by the document at their other end."""
    found: dict[str, dict[str, tuple[Item, list[Mention]]]] = {}
    for mention in mentions:
        found.setdefault(mention.relation, {}).setdefault(mention.other.iri, (mention.other, []))[1].append(mention)
    return [(relation, list(documents.values())) for relation, documents in found.items()]
