"""Documents as references: BibTeX, RIS, and a list in the style of GB/T 7714-2015.

GB/T 7714-2015 has no type for documents of the administration; [Z] (其他) with the number behind the title is what
journals print. A publishing place or house is not made up.
"""

from typing import BinaryIO

import networkx as nx

from kg.iris import last_name
from output.words import one_line

_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{mark: "\\" + mark for mark in "&%$#_{}"}}


def _references(network: nx.MultiDiGraph) -> list[tuple[str, dict]]:
    """(key, document) of all that have a title or number, by year and number; planned documents are none yet."""
    found = [
        (iri, node) for iri, node in network.nodes(data=True)
        if node["kind"] == "document" and node["status"] != "planned" and (node["number"] or node["title"])
    ]  # fmt: skip
    found.sort(key=lambda one: (one[1]["year"] or 9999, one[1]["date"] or "", one[1]["number"] or "", one[1]["title"], one[0]))
    return [(f"policy{last_name(iri)}", node) for iri, node in found]


def write_bibtex(network: nx.MultiDiGraph, stream: BinaryIO) -> None:
    """One @misc entry a document; agencies in braces, so that no program takes them for first and last names."""
    for key, node in _references(network):
        date = node["date"] or ""
        fields = {
            "author": " and ".join("{" + _tex(name) + "}" for name in node["issuers"]),
            "title": "{" + _tex(node["title"]) + "}",
            "howpublished": _tex(node["number"] or ""),
            "year": str(node["year"] or ""),
            "month": str(int(date[5:7])) if date else "",
            "date": date,
            "type": _tex(node["type"] or ""),
            "langid": "chinese",
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        stream.write(f"@misc{{{key},\n{lines}\n}}\n\n".encode())


def _tex(words: str) -> str:
    return "".join(_TEX.get(char, char) for char in one_line(words))


def write_ris(network: nx.MultiDiGraph, stream: BinaryIO) -> None:
    """One GOVDOC record a document, \\r\\n line ends; the number stands in M1 and in CN (call number)."""
    for key, node in _references(network):
        date = node["date"].replace("-", "/") if node["date"] else ""
        number = one_line(node["number"] or "")
        fields = [("TY", "GOVDOC"), ("ID", key), *(("AU", one_line(name)) for name in node["issuers"]), ("TI", one_line(node["title"])),
                  ("M1", number), ("CN", number), ("PY", str(node["year"] or "")), ("DA", date), ("KW", one_line(node["type"] or "")), ("LA", "zh"), ("ER", "")]  # fmt: skip
        stream.write("".join(f"{tag}  - {value}\r\n" for tag, value in fields if value or tag == "ER").encode() + b"\r\n")


def write_gbt7714(network: nx.MultiDiGraph, stream: BinaryIO) -> None:
    """A numbered list: [1] 国务院. 国务院关于…的意见: 国发〔2012〕48号[Z]. 2012-09-05. More than three issuers are three and 等 (8.1.2)."""
    for place, (_, node) in enumerate(_references(network), 1):
        issuers = ", ".join(map(one_line, node["issuers"][:3])) + (", 等" if len(node["issuers"]) > 3 else "")
        title, number = one_line(node["title"]), one_line(node["number"] or "")
        words = f"{title}: {number}" if number and number != title else title
        when = node["date"] or str(node["year"] or "")
        stream.write(f"[{place}] {issuers + '. ' if issuers else ''}{words}[Z].{f' {when}.' if when else ''}\n".encode())
