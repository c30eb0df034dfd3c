"""A rebuild after texts were reworded: their bytes have changed, and nothing that linking reads of them.

A page taken again with another count of its visitors, a measure that says another target: every link is what it was, and the
graph before, with these sources under their new hashes, is that of a build from scratch. So nothing is linked: what
the graph before was made of, which lies beside it, is read for these sources and the documents that they are.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.catalogue import Catalogue
from kg.errors import WorkspaceError
from kg.gist_file import Key
from kg.graph_change import Change, change_graph
from kg.link import Gist
from kg.linked import Linked, LinkedAgency, LinkedPart
from kg.links_file import LINKS, change_blocks, read_made_of
from kg.marks_file import read_made_of as read_said
from kg.marks_file import read_marks
from kg.rdf import Graphs, Said, Told, key_of_block, name_of_block
from kg.record_file import RecordFile
from kg.records import Record
from kg.store import find_current

_MOST = 4  # all is linked where more than one in so many texts has changed
_HASH = re.compile("[0-9a-f]{64}")
_CALLED = re.compile(r"1 (?:(?:title|plan)\|@)?source\|")  # the name of the block of a text without a title, or of what only it cites


class Reworded:
    """Texts with what is around them in the current graph under ``folder``, under the hashes of now: the documents that they are, and the other sources of these.

    ``gists``: by the former sha256 of each text its gist. Raises WorkspaceError where the graph does not say what it was made of.
    """

    def __init__(self, folder: Path, gists: dict[str, Gist]):
        self.folder, self.gists = folder, gists
        self.now = {old: gist.outline.sha256 for old, gist in gists.items()}
        try:
            self.before = find_current(folder)
            self.marks = read_marks(self.before)
            self._made_of = read_made_of(self.before)
            self._find_renamed()
            said = self._said(gists)
            self.documents = {key: self._told(key) for key in {*self._renamed, *(key for one in said.values() for key in one.documents)}}
            texts = set(self.now.values())
            rest = {sha256: key for key, told in self.documents.items() for sha256 in told.document.sources if sha256 not in texts}
            self.others = rest.keys() & self.marks.keys()
            self._parts = [part for one in (said | self._said(self.others)).values() for part in one.parts]
            self._parts += [LinkedPart(row, None, key, False) for row, key in rest.items() if row not in self.others]  # a text wins over rows
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(f"{folder}: {error}") from error
        self._citations = [citation for one in said.values() for citation in one.citations]

    def _find_renamed(self) -> None:
        """The documents that are called by one of the former hashes, by their keys of now: a text without a title, and what only it cites. Raises ValueError
        where another document may cite one."""
        self._renamed: dict[str, str] = {}
        self.dropped = []
        for name in self._made_of:
            if not self.gists.keys().isdisjoint(_HASH.findall(name)):
                if not _CALLED.match(name):
                    raise ValueError(f"{name} is called by a hash")
                self.dropped.append(name)
                self._renamed[key_of_block(self.rename(name))] = name

    def rename(self, words: str) -> str:
        """Words with the hashes of now."""
        return _HASH.sub(lambda found: self.now.get(found[0], found[0]), words)

    def _said(self, names: Iterable[str]) -> dict[str, Said]:
        return {name: Said.of(*json.loads(self.rename(line))) for name, line in read_said(self.before, names).items()}

    def _told(self, key: str) -> Told:
        told = Told.from_json(self.rename(self._made_of[self._renamed.get(key) or name_of_block(key)]))
        return told._replace(citations=sorted(told.citations, key=lambda one: one.source), conflicts=sorted(told.conflicts, key=repr))

    def linked(self) -> Linked:
        """What linking says of the texts, of the documents and of their other sources; the rest is not there."""
        around = {part.document for part in self._parts} | {key for told in self.documents.values() for key in told.document.former_keys}
        tolds = self.documents | {key: self._told(key) for key in around - self.documents.keys() if name_of_block(key) in self._made_of}
        agencies = {told.document.issuers[0]: told.kind for told in tolds.values() if told.document.issuers}
        return Linked(
            documents=tuple(tolds[key].document for key in sorted(tolds)),
            agencies=tuple(LinkedAgency(key, "", kind, None, None, ()) for key, kind in sorted(agencies.items())),
            citations=tuple(self._citations),
            responsible={gist.outline.sha256: gist.responsible for gist in self.gists.values() if gist.responsible},
            parts=tuple(sorted(self._parts, key=lambda part: (part.source, part.part or ""))),
        )


def load_reworded(
    reworded: Reworded, outlines: Iterable[Record], catalogues: Iterable[Catalogue], base: str, records: RecordFile, salt: str, scratch: Path, fingerprint: str
) -> dict[str, int]:
    """Make the graph current that a build from scratch would make; its counts.

    ``outlines``: of the other sources; the rest as of ``load_graph`` and ``Graphs``. Raises WorkspaceError.
    """
    now, lines = reworded.now, scratch / LINKS
    try:
        graphs = Graphs(reworded.linked(), [*(gist.outline for gist in reworded.gists.values()), *outlines], base, catalogues)
        marks = {name: mark for name, mark in reworded.marks.items() if name not in now} | {sha256: graphs.mark_of(sha256, salt) for sha256 in now.values()}
        blocks = graphs.blocks_of(reworded.documents.values(), salt)
        used = {graphs.line_of_use(old): graphs.line_of_use(new) for old, new in now.items()}
        less, more = change_blocks(lines, reworded.dropped, blocks, used, reworded.before / LINKS)
        _, counts = change_graph(reworded.folder, Change(set(now), set(now.values()), less, more), graphs, records, marks, lines, fingerprint)
        return counts
    except (OSError, ValueError, KeyError) as error:
        raise WorkspaceError(f"{lines}: {error}") from error
    finally:
        lines.unlink(missing_ok=True)


def changed_texts(before: Sequence[Key], now: Sequence[Key]) -> dict[str, Key]:
    """By its former sha256 the key of each text that has changed; {} where more than a few texts have: a name has come or gone, bytes stand twice."""
    changed = {old[1]: new for old, new in zip(before, now) if old != new}
    if [key[0] for key in before] != [key[0] for key in now] or _MOST * len(changed) > len(now):
        return {}
    once = Counter(key[1] for keys in (before, now) for key in keys)
    return changed if all(once[old] == once[new[1]] == 1 for old, new in changed.items()) else {}
