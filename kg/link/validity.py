"""Whether a document is in force: a whole repeal, a term that ran out, or what a catalogue says.

No clock is read: a term has run out when the corpus holds a document that was made after it. A draft ends nothing, nor does
a place end what the places above it have made.
"""

import re
from collections.abc import Iterable

from kg.linked import LinkedCitation, LinkedDocument
from kg.regions import ancestors, region_by_code

_DRAFT = re.compile("征求.{0,12}意见|意见稿|送审稿|草案|拟废止")
_FIRST_DAY = "1949-10-01"
_LAST_YEAR = "2100"  # dates beyond are slips, and would end every term


class Validity:
    """What all documents and citations together say of the force of each."""

    def __init__(self, documents: Iterable[LinkedDocument], citations: Iterable[LinkedCitation]):
        by_key = {document.key: document for document in documents}
        days = [d.date for d in by_key.values() if d.date and _FIRST_DAY <= d.date < _LAST_YEAR and d.status == "full"]
        self._today = max(days, default="")
        self._repealed: dict[str, set[str]] = {}  # key to the days on which a repeal took effect
        self._extended: set[str] = set()
        for citation in citations:
            if citation.cited is None or citation.cited == citation.citing:
                continue
            if citation.relation == "repeals" and citation.scope is None:
                repealing = by_key[citation.citing]
                if _DRAFT.search(repealing.title or "") or _is_above(by_key[citation.cited], repealing):
                    continue
                day = citation.ends or repealing.effective or repealing.date or repealing.published
                self._repealed.setdefault(citation.cited, set()).update({day} if day else ())
            elif citation.relation == "extends":
                self._extended.add(citation.cited)

    def in_force(self, document: LinkedDocument) -> bool | None:
        """False for what has ended, True only where a catalogue says so, None where nobody does."""
        if document.status == "planned":
            return None
        if document.key in self._repealed or self._ran_out(document):
            return False
        return document.in_force

    def ended(self, document: LinkedDocument) -> str | None:
        """The day on which it ended or will: the first whole repeal, else its own term that nobody prolonged; None where nobody says."""
        term = None if document.key in self._extended else document.expires
        repealed = self._repealed.get(document.key)
        if not repealed:
            return term
        days = repealed | ({term} if term else set())
        day = min(days)
        return document.expires if document.effective and day < document.effective else day

    def _ran_out(self, document: LinkedDocument) -> bool:
        return bool(document.expires) and document.key not in self._extended and document.expires < self._today


def _is_above(one: LinkedDocument, other: LinkedDocument) -> bool:
    """True where the place of ``one`` contains that of ``other``."""
    if one.level == "central":
        return other.level not in (None, "central")
    region = region_by_code(other.region) if one.region else None
    return region is not None and one.region in {above.code for above in ancestors(region)}
