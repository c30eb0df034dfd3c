"""The only place where IRIs are made.

Every IRI is ASCII and the same in every run, on every machine, in any order of
input: a document, an agency, a subject or a type is a hash of its normalised
key; what stands in a source is the first 20 hex digits of the source's SHA-256
with its place in it. Nothing here reads a clock, a path or a counter.
"""

import hashlib
import re
import unicodedata

BASE = "https://w3id.org/policykg/id/"
DIGITS = 20  # hex digits of a hash: 80 bits, no collision to be expected below 10^11 nodes

_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9._~-]+)*(?:/|#)")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")
_SHA = re.compile(r"[0-9a-f]{20,64}")


def check_base(base: str) -> str:
    """``base`` itself when individuals can be minted under it, else ValueError with one line for the user."""
    if not _BASE.fullmatch(base):
        raise ValueError(f"not a usable base IRI: {base!r} (an ASCII http(s) address that ends with / or #)")
    return base


def hash_key(key: str) -> str:
    """20 hex digits of the SHA-256 of ``key`` in Unicode form NFC."""
    return hashlib.sha256(unicodedata.normalize("NFC", key).encode("utf-8", "replace")).hexdigest()[:DIGITS]


class Iris:
    """The IRIs under one base. Keys are those of ``kg.linked``, ``sha`` is the hex SHA-256 of a source's bytes."""

    def __init__(self, base: str = BASE):
        self.base = check_base(base)
        self.links_graph = f"{base}graph/links"
        self.run = f"{base}run/extraction"

    def mint_document(self, key: str) -> str:
        return f"{self.base}document/{hash_key(key)}"

    def mint_agency(self, key: str) -> str:
        return f"{self.base}agency/{hash_key(key)}"

    def mint_change(self, year: int, resulting: tuple[str, ...]) -> str:
        """A reform of agencies: ``resulting`` are the keys of those that it made."""
        return f"{self.base}change/{hash_key(f'{year}|' + '|'.join(resulting))}"

    def mint_conflict(self, document: str, field: str, other: str, sha: str) -> str:
        """``other``: the value that was not kept; ``sha``: of the text or row that says it."""
        return f"{self.base}conflict/{hash_key(f'{document}|{field}|{other}|{sha}')}"

    def mint_subject(self, label: str) -> str:
        return f"{self.base}subject/{hash_key(label)}"

    def mint_type(self, word: str) -> str:
        """A 文种 that the ontology does not list."""
        return f"{self.base}type/{hash_key(word)}"

    def mint_region(self, code: str) -> str:
        """The code of GB/T 2260, or one of our own, stays readable."""
        return f"{self.base}region/{code if _CODE.fullmatch(code) else hash_key(code)}"

    def mint_source(self, sha: str) -> str:
        return f"{self.base}source/{_short(sha)}"

    def mint_source_graph(self, sha: str) -> str:
        return f"{self.base}graph/{_short(sha)}"

    def mint_catalogue_graph(self, sha: str) -> str:
        return f"{self.base}graph/catalogue-{_short(sha)}"

    def mint_entry(self, sha: str, line: int) -> str:
        """A row of a catalogue: ``sha`` of the file, ``line`` in it."""
        return f"{self.base}entry/{_short(sha)}-{line}"

    def mint_part(self, sha: str, part: str) -> str:
        return f"{self.base}part/{_short(sha)}-{hash_key(part)[:8]}"

    def mint_citation(self, sha: str, index: int) -> str:
        """``index``: position in the record's citations."""
        return f"{self.base}citation/{_short(sha)}-{index}"

    def mint_measure(self, sha: str, index: int) -> str:
        """``index``: position in the record's measures (a badly numbered document repeats its ordinals)."""
        return f"{self.base}measure/{_short(sha)}-{index}"

    def mint_responsibility(self, sha: str, measure: int, position: int) -> str:
        """``measure``: as in ``mint_measure``; ``position``: place in its responsibilities, from 0."""
        return f"{self.base}responsibility/{_short(sha)}-{measure}-{position}"

    def mint_target(self, sha: str, index: int) -> str:
        """``index``: position in the record's targets."""
        return f"{self.base}target/{_short(sha)}-{index}"

    def mint_evidence(self, sha: str, start: int, end: int) -> str:
        """One node for each span of a source, whatever facts rest on it."""
        return f"{self.base}evidence/{_short(sha)}-{start}-{end}"


def last_name(iri: str | None) -> str | None:
    """The name with which an IRI ends: of a concept (…/level/county), a term (…#full) or an individual."""
    return None if iri is None else iri.replace("#", "/").rsplit("/", 1)[1]


def _short(sha: str) -> str:
    if not _SHA.fullmatch(sha):
        raise ValueError(f"not the hex SHA-256 of a source: {sha!r}")
    return sha[:DIGITS]
