"""Speed of extraction beside other extractors: ``python benchmarks/extraction.py [--rounds N] [DOCS...]``.

Three kinds of text: DOCS (by default ``pool`` of the shared corpus, else the examples), and generated documents of 2 kB and
of 16 kB. Each kind goes through
ours     ``extract_record``, as ``policykg extract`` calls it
ceiling  the same finders, parsers and records without spaCy's Doc
spaCy    blank ``zh`` with an EntityRuler that has all names and words of our lexicon as patterns: it only marks them
German   legal-reference-extraction (PyPI), which finds citations of laws and judgments; on German text of the same size
in turns within one process; the fastest round of each counts, in seconds of the processor. What is read is in memory before.
"""

import argparse
import importlib.metadata
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import spacy  # noqa: E402
from generator import Generator  # noqa: E402
from throughput import PlainDoc, default_docs, read_texts  # noqa: E402

import kg.extract  # noqa: E402
from kg.lexicon import load_table, split_cell  # noqa: E402
from kg.pipeline import find_layers, load_pipeline  # noqa: E402
from kg.records import PolicyText  # noqa: E402
from kg.regions import divisions  # noqa: E402

_GENERATED = {"2 kB": (2_000, 300), "16 kB": (16_000, 60)}
_DOCUMENTS = 250  # of DOCS
_GERMAN_PACKAGE = "legal-reference-extraction"
# Tables of the lexicon with the columns that hold words as they stand in texts; several in a cell are apart by 、.
_WORDS = {
    "abbreviations": ("abbreviation", "full"), "bodies": ("written",), "central_agencies": ("name", "short"), "document_types": ("word",),
    "laws": ("name", "short"), "number_codes": ("code",), "organ_words": ("word",), "organs": ("field",), "page_labels": ("label",),
    "relation_verbs": ("verb",), "section_words": ("word",), "zones": ("name",),
}  # fmt: skip
_GERMAN = (
    "Die Klage ist nach § 42 Abs. 1 VwGO zulässig. Der Kläger hat einen Anspruch auf Erteilung der Genehmigung aus § 6 Abs. 1 Nr. 1 BImSchG "
    "i.V.m. § 5 Abs. 1 BImSchG.",
    "Nach §§ 433, 434 und 437 Nr. 2 BGB kann der Käufer vom Vertrag zurücktreten, wenn die Sache mangelhaft ist. Die Frist des § 323 Abs. 1 BGB "
    "war hier entbehrlich (vgl. BGH, Urteil vom 12.10.2011 - VIII ZR 295/01).",
    "Die Gemeinde hat die Satzung öffentlich bekannt gemacht. Einwendungen sind innerhalb eines Monats schriftlich zu erheben; über sie "
    "entscheidet die untere Behörde nach Anhörung der Beteiligten.",
    "Die Kostenentscheidung beruht auf § 154 Abs. 1 VwGO, die Entscheidung über die vorläufige Vollstreckbarkeit auf § 167 VwGO i.V.m. "
    "§§ 708 Nr. 11, 711 ZPO.",
)


def policies_of(docs: list[str]) -> dict[str, list[PolicyText]]:
    """The kinds of text, each with its documents."""
    kinds = {"documents": [PolicyText(**fields) for fields in read_texts(docs)][:_DOCUMENTS]}
    for kind, (size, count) in _GENERATED.items():
        made = Generator(3, size).documents(count)
        kinds[kind] = [PolicyText(one.file, one.text, "0" * 64, "text/plain", "utf-8") for one in made]
    return kinds


def ours(policies: list[PolicyText]) -> None:
    kg.extract.load_pipeline = load_pipeline
    for policy in policies:
        kg.extract.extract_record(policy)


def ceiling(policies: list[PolicyText]) -> None:
    kg.extract.load_pipeline = lambda: lambda text: PlainDoc(text, find_layers)
    for policy in policies:
        kg.extract.extract_record(policy)


def lexicon_words() -> list[str]:
    """All names and words of the lexicon that stand in texts as they are."""
    words = {word for region, shorts in divisions() for word in (region.name, *shorts)}
    for table, columns in _WORDS.items():
        words.update(word for row in load_table(table) for column in columns for word in split_cell(row.get(column, "")))
    return sorted(words - {""})


def spacy_ruler() -> tuple[str, Callable]:
    patterns = [{"label": "WORD", "pattern": word} for word in lexicon_words()]
    nlp = spacy.blank("zh")
    nlp.max_length = 100_000_000
    nlp.add_pipe("entity_ruler").add_patterns(patterns)

    def mark(policies: list[PolicyText]) -> None:
        for policy in policies:
            nlp(policy.text)

    return f"spaCy: spaCy {spacy.__version__}, blank zh with an EntityRuler of {len(patterns)} patterns", mark


def german_extractor() -> tuple[str, Callable | None]:
    try:
        from refex.orchestrator import CitationExtractor
    except ImportError:
        return f"German: {_GERMAN_PACKAGE} is not installed (pip install {_GERMAN_PACKAGE}==0.5.5): left out", None
    extractor = CitationExtractor()

    def find(policies: list[PolicyText]) -> None:
        for policy in policies:
            extractor.extract(policy.text, fmt="plain")

    return f"German: {_GERMAN_PACKAGE} {importlib.metadata.version(_GERMAN_PACKAGE)}, on German text", find


def in_german(policies: list[PolicyText]) -> list[PolicyText]:
    """German texts of the same number and about the same sizes in bytes."""
    made = []
    for number, policy in enumerate(policies):
        size, words = len(policy.text.encode("utf-8", "replace")), ""
        while len(words.encode()) < size:
            words += _GERMAN[number % len(_GERMAN)] + "\n"
            number += 1
        made.append(PolicyText(policy.source, words, policy.sha256, "text/plain", "utf-8"))
    return made


def fastest(runs: dict[str, tuple[Callable, list[PolicyText]]], rounds: int) -> dict[str, float]:
    """Seconds of the processor of the fastest round of each, in turns; a round before warms up."""
    best = dict.fromkeys(runs, float("inf"))
    for warm in range(rounds + 1):
        for name, (run, policies) in runs.items():
            start = time.process_time()
            run(policies)
            seconds = time.process_time() - start
            best[name] = min(best[name], seconds) if warm else best[name]
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("docs", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    others = {"spaCy": spacy_ruler(), "German": german_extractor()}
    print(*(said for said, _ in others.values()), sep="\n")
    for kind, policies in policies_of(args.docs or default_docs()).items():
        runs = {"ours": (ours, policies), "ceiling": (ceiling, policies)}
        for name, (_, run) in others.items():
            if run:
                runs[name] = (run, in_german(policies) if name == "German" else policies)
        seconds = fastest(runs, args.rounds)
        print(f"\n{kind}: {len(policies)}, {sum(len(policy.text) for policy in policies):,} characters")
        speeds, letters = {}, {}
        for name, (_, texts) in runs.items():
            size = sum(len(policy.text.encode("utf-8", "replace")) for policy in texts) / 1e6
            characters = sum(len(policy.text) for policy in texts)
            speeds[name], letters[name] = size / seconds[name], characters / seconds[name]
            print(
                f"  {name:8} {speeds[name]:7.3f} MB/s {len(texts) / seconds[name]:8.1f} documents/s"
                f" {characters / seconds[name] / 1e3:8.0f} thousand characters/s"
                + (f"   ours / {name}: {letters['ours'] / letters[name]:.2f}" if name != "ours" else "")
                + (f" by characters, {speeds['ours'] / speeds[name]:.2f} by bytes" if name == "German" else "")
            )


if __name__ == "__main__":
    main()
