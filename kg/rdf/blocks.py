"""The links graph in blocks: the lines of one document, of one agency, of all the rest; no line is in two of them.

The block of a document or agency has a mark, a digest of all that its lines are made from: with the same mark they are the
same lines, and need not be made again.
"""

import hashlib
import json
import marshal
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from kg.iris import Iris
from kg.linked import Conflict, Linked, LinkedAgency, LinkedCitation, LinkedDocument
from kg.rdf.documents import Links
from kg.rdf.sources import Sources
from kg.vocab import SCHEMES

LAST = "3"  # the name of the block of all the rest
_FIELDS, _AGENCY = attrgetter(*LinkedDocument.__slots__), attrgetter(*LinkedAgency.__slots__)
_CONFLICT, _SAID = attrgetter(*Conflict.__slots__), attrgetter("source", "relation", "cited")


class Block:
    """Lines that are made together. ``mark``: "" where only making them tells whether they have changed.

    Either ``make`` or ``skip`` is called before the next block is taken: the last one describes what the others note.
    ``made_of``: what ``block_of_document`` makes the block of a document of again, "" of other blocks.
    """

    def __init__(self, name: str, mark: str, links: Links, lines: Callable[[], Iterable[str]], made_of: Callable[[], str] = str):
        self.name, self.mark, self.noted = name, mark, ""
        self._links, self._lines, self._made_of = links, lines, made_of

    @property
    def made_of(self) -> str:
        return self._made_of()

    def make(self) -> list[str]:
        """The lines, each once; afterwards ``noted`` says which regions, types and subjects are to be described, where there is a mark."""
        if not self.mark:
            return list(dict.fromkeys(self._lines()))
        before, self._links.noted = self._links.noted, set()
        lines = list(dict.fromkeys(self._lines()))
        if self._links.noted:
            self.noted = json.dumps(sorted(self._links.noted), ensure_ascii=False)
        self._links.noted |= before
        return lines

    def skip(self, noted: str) -> None:
        """The lines are there, and this is what was noted when they were made."""
        if noted:
            self._links.noted.update(map(tuple, json.loads(noted)))


def links_in_blocks(linked: Linked, sources: Sources, iris: Iris, salt: str) -> Iterator[Block]:
    """All blocks, by their names in order."""
    links = Links(linked, sources, iris)
    said = _by_document(linked, sources)
    for document in linked.documents:
        yield block_of_document(document, *said.pop(document.key), links, salt)
    for agency in linked.agencies:
        yield Block(f"2 {agency.key}", digest_of(salt, _AGENCY(agency)), links, partial(links.quads_for_agency, agency))
    yield Block(LAST, "", links, partial(_other_lines, linked, links))


def block_of_document(document: LinkedDocument, citations: list[LinkedCitation], conflicts: list[Conflict], links: Links, salt: str) -> Block:
    """The block of a document with what it is said to cite and its conflicts, both in the order of their sources."""
    mark = digest_of(salt, _made_of(document, citations, conflicts, links))
    return Block(
        name_of_block(document.key), mark, links, partial(_lines_of_document, document, citations, conflicts, links), partial(_told, document, citations, conflicts, links)
    )  # fmt: skip


def name_of_block(key: str) -> str:
    """The name of the block of the document with this key."""
    return f"1 {key}"


def key_of_block(name: str) -> str:
    """The key of the document whose block has this name."""
    return name.removeprefix("1 ")


def _told(document: LinkedDocument, citations: list[LinkedCitation], conflicts: list[Conflict], links: Links) -> str:
    said = list(map(_SAID, citations))
    return json.dumps([_FIELDS(document), _kind_of_issuer(document, links), said, list(map(_CONFLICT, conflicts))], ensure_ascii=False)


class Told(NamedTuple):
    """What the block of a document was made of; ``kind``: of its first issuer."""

    document: LinkedDocument
    kind: str | None
    citations: list[LinkedCitation]  # their source, citing, cited and relation
    conflicts: list[Conflict]

    @classmethod
    def from_json(cls, line: str) -> "Told":
        """Of ``Block.made_of``. Raises ValueError or TypeError for another line."""
        fields, kind, said, conflicts = json.loads(line)
        document = LinkedDocument(*(tuple(value) if isinstance(value, list) else value for value in fields))
        citations = [LinkedCitation(source, 0, document.key, cited, relation, None, "", 0.0) for source, relation, cited in said]
        return cls(document, kind, citations, [Conflict(*one) for one in conflicts])


def digest_of(salt: str, made_of: tuple | list) -> str:
    """Of tuples, lists, strings and numbers. Their bytes are marshal's of a version that writes the same for equal values, in a third of the time of ``repr``."""
    return hashlib.blake2b(marshal.dumps((salt, made_of), 2), digest_size=16).hexdigest()


def _by_document(linked: Linked, sources: Sources) -> dict[str, tuple[list[LinkedCitation], list[Conflict]]]:
    """What is said between documents and of their conflicts, by the keys of those that speak."""
    said: dict[str, tuple[list[LinkedCitation], list[Conflict]]] = {document.key: ([], []) for document in linked.documents}
    for citation in linked.citations:
        if citation.cited is not None and (sources.is_row(citation.source) or sources.told(citation.source, citation.part)):
            said[citation.citing][0].append(citation)
    for conflict in linked.conflicts:
        said[conflict.document][1].append(conflict)
    return said


def _made_of(document: LinkedDocument, citations: list[LinkedCitation], conflicts: list[Conflict], links: Links) -> tuple:
    """All that the lines of a document depend on besides the program and what its sources' bytes say."""
    sources = links.sources
    texts = []
    for sha in document.sources:
        speakers = [(part.part, part.document, part.wins) for part in sources.speakers(sha)]
        outer = sources.speaker(sha, None)
        forwarding = links.documents[outer].issuers if outer and outer != document.key else ()
        texts.append((sha, sources.records[sha].source if sha in sources.records else None, sources.catalogues_of([sha]), speakers, forwarding))
    said = list(map(_SAID, citations))
    taken = [key for key in document.former_keys if key in links.documents]
    return _FIELDS(document), _kind_of_issuer(document, links), said, list(map(_CONFLICT, conflicts)), texts, taken


def _kind_of_issuer(document: LinkedDocument, links: Links) -> str | None:
    first = links.agencies.get(document.issuers[0]) if document.issuers else None
    return first and first.kind


def _lines_of_document(document: LinkedDocument, citations: list[LinkedCitation], conflicts: list[Conflict], links: Links) -> Iterator[str]:
    yield from links.quads_for_document(document)
    yield from chain.from_iterable(map(links.quads_for_link, citations))
    yield from chain.from_iterable(map(links.quads_for_conflict, conflicts))


def _other_lines(linked: Linked, links: Links) -> Iterator[str]:
    yield from chain.from_iterable(map(links.quads_for_change, linked.changes))
    yield from links.quads_for_regions()
    yield from links.quads_for_concepts(SCHEMES)
    yield from links.quads_for_run([*links.sources.records, *links.sources.catalogues])
