"""From the citation graph to what a picture draws: plain nodes and edges, in a fixed order.

Reads the attributes that ``kg.network`` gives and nothing else of the house. Every value is JSON-able; text stays text, the page escapes it.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace

import networkx

from .terms import LEVELS, RELATION_GROUPS, STATUSES

# Laws are made by the National People's Congress alone: …法, …法典, never 办法 and the like (立法法, 第七条);
# 条例 is a name for the State Council's regulations that rules of ministries and local governments may not
# bear (行政法规制定程序条例, 第五条), and local congresses put their place before it.
# A bracket after it names the version: 中华人民共和国公司法（2018年修正）.
_CENTRAL = re.compile(r"(?:(?<![办方做作用看说])法|法典|条例)(?:[(（][^()（）]*[)）])?$")
_PLACED = re.compile(r"^.{2,7}?(?:省|市|州|县|区|旗)")  # a place, though the tables may not know it
_ABOUT = re.compile(r"^.{0,60}?关于((?:印发|转发|批转|公布|发布|下发|修订|修改)*)(.+)$")
LABEL = 16  # characters of a title that are drawn
CHARACTER = 12  # width of a Chinese character of a label, in pixels


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """How a picture is drawn.

    ``title``: its heading, None for the picture's own name; ``language``: ``zh`` or ``en``, in which
    it opens; ``limit``: most nodes to draw, None for the picture's own limit; ``measures``: the view
    also draws measures and the agencies responsible for them; ``site``: where a site serves the picture, the
    base of the IRIs that have a page there, so that cards lead to it (None: a file to mail, which leads nowhere).
    """

    title: str | None = None
    language: str = "zh"
    limit: int | None = None
    measures: bool = False
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Elements:
    """What is drawn, and ``left_out``: {shown, hidden, degree, edges, levels, ranks} where a limit hid nodes, else None;
    ``levels`` and ``ranks`` count the hidden documents.

    ``unlinked``: rows of catalogues that are not drawn because they neither cite nor are cited.
    ``places``: the divisions of the documents with all above them, {code: [name, code above or None]}.
    """

    nodes: list[dict]
    edges: list[dict]
    left_out: dict | None = None
    places: dict[str, list] = field(default_factory=dict)
    unlinked: int = 0


def read_elements(graph: networkx.MultiDiGraph, *, agencies: bool = False, measures: bool = False) -> Elements:
    """Documents and their citations; with ``agencies`` issuers too, with ``measures`` measures and duties."""
    wanted = {"document"} | ({"agency"} if agencies else set()) | ({"measure"} if measures else set())
    nodes = {}
    for key, attributes in graph.nodes(data=True):
        if attributes["kind"] in wanted:
            nodes[key] = _node(key, attributes)
    edges = []
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        if source in nodes and target in nodes:
            edges.append(_edge(source, target, key, attributes))
    edges.sort(key=lambda edge: tuple(str(edge[field]) for field in ("source", "target", "relation", "file", "start", "evidence")))
    # Documents are counted, however often one cites another, and plans to make one are not citations of it: as in the named questions and on the site.
    for source, target in {(edge["source"], edge["target"]) for edge in edges if edge["relation"] in RELATION_GROUPS and edge["relation"] != "plans"}:
        nodes[source]["cites"] += 1
        nodes[target]["cited"] += 1
    # An agency that issued none of the documents and answers for no measure drawn would stand alone.
    tied = {edge["target"] for edge in edges}
    nodes = {key: node for key, node in nodes.items() if node["kind"] != "agency" or key in tied}
    drawn = [nodes[key] for key in sorted(nodes)]
    return Elements(drawn, edges, places=_places(drawn, graph.graph.get("places", {})), unlinked=graph.graph.get("unlinked", 0))


def keep_within(elements: Elements, limit: int) -> Elements:
    """The ``limit`` best connected nodes: by distinct neighbours, texts before stubs, then by id."""
    if len(elements.nodes) <= limit:
        return elements
    neighbours: dict[str, set[str]] = {node["id"]: set() for node in elements.nodes}
    for edge in elements.edges:
        neighbours[edge["source"]].add(edge["target"])
        neighbours[edge["target"]].add(edge["source"])

    def rank(node):
        return (-len(neighbours[node["id"]]), STATUSES.index(node.get("status", "planned")), node["id"])

    ranked = sorted(elements.nodes, key=rank)
    kept = {node["id"] for node in ranked[:limit]}
    edges = [edge for edge in elements.edges if edge["source"] in kept and edge["target"] in kept]
    left_out = {"shown": limit, "hidden": len(ranked) - limit, "edges": len(elements.edges) - len(edges),
                "degree": len(neighbours[ranked[limit]["id"]])}
    for name in ("level", "rank"):
        left_out[f"{name}s"] = Counter(node[name] for node in ranked[limit:] if node["kind"] == "document" and node[name])
    nodes = [node for node in elements.nodes if node["id"] in kept]
    return replace(elements, nodes=nodes, edges=edges, left_out=left_out)


def drawn_level(level: str | None, title: str | None, region: str | None) -> str:
    """The layer a document stands in; a law or regulation cited without a place is central."""
    if level in LEVELS:
        return level
    return "central" if title and not region and _CENTRAL.search(title) and not _PLACED.match(title) else "unknown"


def short_title(title: str | None, number: str | None) -> str:
    """At most 16 characters that tell a document from others: what a title is about, without its issuer.

    某县人民政府办公室关于印发某县学前教育实施方案的通知 → 某县学前教育实施方案
    """
    if not title:
        return number or "—"
    about = _ABOUT.search(title)
    words = about[2] if about else title.removeprefix("中华人民共和国") or title
    if about and about[1]:  # 关于印发…的通知 names the notice, its object is what people know
        words = re.sub(r"的(?:通知|公告|决定|函|令)$", "", words)
    wrapped = re.fullmatch(r"[《〈]([^《》]+)[》〉]", words)
    return _cut(wrapped[1] if wrapped else words)


def label_width(label: str) -> int:
    """About how wide a label is drawn, in pixels."""
    return sum(CHARACTER if ord(character) > 0x2E7F else math.ceil(CHARACTER * 0.6) for character in label)


def _node(iri: str, attributes: dict) -> dict:
    kind = attributes["kind"]
    level = attributes.get("level")
    node = {"id": iri, "kind": kind, "cites": 0, "cited": 0}
    if kind == "document":
        title, number, region = attributes["title"] or None, attributes["number"], attributes["region"]
        return node | {
            "title": title, "number": number, "issuer": "、".join(attributes["issuers"]) or None,
            "date": attributes["date"], "year": attributes["year"], "region": region, "region_name": attributes["region_name"],
            "type": attributes["type"], "level": drawn_level(level, title, region), "status": attributes["status"],
            "in_force": attributes["in_force"], "label": short_title(title, number), "rank": attributes["rank"],
            "organ": attributes["organ"], "subjects": list(attributes["subjects"]),
        }
    name = attributes["name"] if kind == "agency" else attributes["label"] or attributes["heading"]
    node |= {"title": name, "label": _cut(name), "level": level if level in LEVELS else "unknown"}
    return node | {"text": attributes["text"]} if kind == "measure" else node


def _places(nodes: list[dict], known: dict[str, tuple]) -> dict[str, list]:
    places: dict[str, list] = {}
    for code in sorted({node["region"] for node in nodes if node.get("region")}):
        while code in known and code not in places:
            name, above = known[code]
            places[code] = [name, above]
            code = above
    return places


# What an edge of the network is called here: ``source`` is the citing end, so the file has its own name.
_EDGE = {"relation": "relation", "evidence": "quote", "sentence": "sentence", "file": "source", "start": "start",
         "end": "end", "article": "article", "scope": "scope", "reason": "reason", "confidence": "confidence"}  # fmt: skip
_MENTION = ("evidence", "sentence", "file", "article", "scope", "reason", "confidence")
_FACT = ("fact", "start", "end")  # where a site has pages of them


def _edge(source: str, target: str, fact: str, attributes: dict) -> dict:
    return {"source": source, "target": target, "fact": fact} | {name: attributes.get(given) for name, given in _EDGE.items()}


def _cut(words: str) -> str:
    return words if len(words) <= LABEL else words[: LABEL - 1] + "…"


def lines_between(elements: Elements, *, facts: bool = False) -> list[dict]:
    """The lines drawn: one for each pair and relation, ends as positions in ``nodes``, with all its mentions; ``facts``: with IRI and offsets of each."""
    position = {node["id"]: index for index, node in enumerate(elements.nodes)}
    lines: dict[tuple, dict] = {}
    for edge in elements.edges:
        ends = position[edge["source"]], position[edge["target"]], edge["relation"]
        line = lines.setdefault(ends, {"source": ends[0], "target": ends[1], "relation": ends[2], "mentions": [], "facts": []})
        mention = {name: edge[name] for name in _MENTION if edge[name] is not None}
        if mention and mention not in line["mentions"]:
            line["mentions"].append(mention)
            line["facts"].append({name: edge[name] for name in _FACT if edge[name] is not None})
    for line in lines.values():
        found = line.pop("facts")
        line["times"] = len(found)
        if facts:
            line["mentions"] = [mention | fact for mention, fact in zip(line["mentions"], found)]
    return list(lines.values())
