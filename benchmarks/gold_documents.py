"""The documents that have a gold record: of the corpus beside the project, or the examples that it ships."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg.evaluate import Score, load_gold, score_records  # noqa: E402
from kg.reading import list_sources, read  # noqa: E402
from kg.records import PolicyText  # noqa: E402

COLUMNS = ("title", "number", "header", "issuers", "citations", "relation", "measures", "responsibilities", "name")
HALF_A = ROOT / "docs/accuracy-half-a.txt"


@dataclass
class GoldDocuments:
    """Gold records and texts, both by file name."""

    gold: dict[str, dict]
    texts: dict[str, PolicyText]

    def only(self, names: set[str]) -> "GoldDocuments":
        return GoldDocuments({n: r for n, r in self.gold.items() if n in names}, {n: t for n, t in self.texts.items() if n in names})

    def score(self, extract: Callable[[PolicyText], dict]) -> Score:
        return score_records(self.gold, {name: extract(policy) for name, policy in self.texts.items()})


def shared_corpus() -> Path:
    """The corpus beside the project (env POLICYKG_SHARED, default ../shared)."""
    return Path(os.environ.get("POLICYKG_SHARED", ROOT.parent / "shared")) / "corpus"


def load_documents(gold: str | None = None, docs: tuple[str, ...] = ()) -> GoldDocuments:
    """The documents of these folders that have a gold record; by default the shared corpus, or without it the examples."""
    if gold is None:
        corpus = shared_corpus()
        gold, docs = (corpus / "gold", (corpus / "seeds", corpus / "dev")) if corpus.is_dir() else (ROOT / "examples/gold", (ROOT / "examples",))
    wanted = load_gold(str(gold))
    texts = {Path(s.name).name: read(s.path, s.name) for s in list_sources(map(str, docs)).files if Path(s.name).name in wanted}
    return GoldDocuments({name: wanted[name] for name in texts}, texts)


def figures(score: Score) -> dict[str, float]:
    """The columns of the benchmarks' tables, of 1: the accuracy of what is a field, the F1 of what is counted."""
    return {name: score.counts[name].f1 if name in score.counts else score.ratios[name].accuracy for name in COLUMNS}


def print_row(name: str, values: dict[str, float], form: str = ".3f") -> None:
    print(f"{name:26}" + "".join(f"{format(value, form):>{max(8, len(column) + 2)}}" for column, value in values.items()))


def print_head(*columns: str) -> None:
    print(" " * 26 + "".join(f"{column:>{max(8, len(column) + 2)}}" for column in columns or COLUMNS))
