"""What people decided in review, put over what the rules decided.

A decision is keyed by evidence: the words of a citation and the text that has them, or two texts. Documents are
named by their keys of that day; the weaker keys that a document would have had lead to it when a better one has become known.
"""

import hashlib
import json
from dataclasses import dataclass

DECISIONS = ("yes", "no")
KINDS = ("link", "merge", "alike")


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """``kind`` link: the mention ``quote`` in the text ``one`` (sha256 of its source) means the document ``other`` (a key).

    ``merge``: the texts ``one`` and ``other`` (sha256, with ``#part``) are one document; ``alike``: the document ``one`` (a
    key, known by citation only) is the document ``other`` (a key).
    """

    kind: str
    one: str
    other: str
    quote: str = ""
    decision: str = ""

    @property
    def key(self) -> str:
        """16 hex digits of the evidence; the decision itself is no part of it."""
        words = json.dumps([self.kind, self.one, self.other, self.quote], ensure_ascii=False)
        return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]

    def as_dict(self) -> dict:
        return {"kind": self.kind, "one": self.one, "other": self.other, "quote": self.quote, "decision": self.decision}


class Decided:
    """Decisions by what they are about; ``used`` are those that found their evidence."""

    def __init__(self, decisions: tuple[Decision, ...] = ()):
        self.decisions = tuple(sorted(decisions))
        self.used: set[Decision] = set()
        self._links: dict[tuple[str, str], list[Decision]] = {}
        for decision in self.decisions:
            if decision.kind == "link":
                self._links.setdefault((decision.one, decision.quote), []).append(decision)

    def orphans(self) -> tuple[Decision, ...]:
        """Decisions whose evidence is gone."""
        return tuple(decision for decision in self.decisions if decision not in self.used)

    def about(self, sha256: str, quote: str) -> bool:
        """Whether something was decided about these words of this text."""
        return (sha256, quote) in self._links

    def split(self, document_of: dict[str, str]) -> dict[str, str]:
        """``document_of`` (text to document) with texts taken apart or put together as was decided.

        Stars: a text is put to the document of the other as the rules have it, never on from there.
        """
        result = dict(document_of)
        for decision in self.decisions:
            if decision.kind != "merge" or not {decision.one, decision.other} <= set(document_of):
                continue
            self.used.add(decision)
            if decision.decision == "yes":
                result[decision.one] = document_of[decision.other]
            elif result[decision.one] == result[decision.other]:
                apart = decision.other if result[decision.one] == decision.one else decision.one
                result[apart] = apart
        return result

    def settle(self, sha256: str, quote: str, found: list[tuple[str, str]], by_key: dict[str, str]) -> list[tuple[str, str]]:
        """The (target, reason) pairs of one mention after what was decided about it; ``by_key``: document key to target."""
        for decision in self._links.get((sha256, quote), ()):
            tid = by_key.get(decision.other)
            if tid is None:
                continue
            self.used.add(decision)
            if decision.decision == "yes":
                return [(tid, "reviewed")]
            found = [(other, reason) for other, reason in found if other != tid] or [(tid, "rejected")]
        return found

    def renamed(self, by_key: dict[str, str], stubs: set[str]) -> dict[str, str]:
        """Stubs that are another document: target to target."""
        result = {}
        for decision in self.decisions:
            one, other = by_key.get(decision.one), by_key.get(decision.other)
            if decision.kind != "alike" or other is None:
                continue
            if one == other or decision.decision == "no" and one is not None:
                self.used.add(decision)
            elif one in stubs and decision.decision == "yes":
                self.used.add(decision)
                result[one] = other
        return {one: other for one, other in result.items() if other not in result}
