"""Documents a second of extraction, now and before, with spaCy and without it: ``python benchmarks/throughput.py [--against REV]... [DOCS...]``.

DOCS are by default ``pool`` of the shared corpus, else the examples. They are read once and given as
text to all versions, so that only extraction is timed. Each round starts a fresh process for each
version REV (a git worktree in a temporary folder) and one for this one, in turns; in each process the first pass warms
up, the second is timed, in seconds of the processor: what else runs on the machine counts less. "Without spaCy" runs the same finders and parsers on the same text and gives the same
records, only the Doc is left out: the ceiling. Printed are the medians of the rounds and the ratios.
"""

import argparse
import json
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEFORE = ("3b5bc9c", "8bb9e81")  # the first version that extracts, and the one before the second half was opened
PATHS = ("with spaCy", "without spaCy")


class PlainSpan:
    """What extraction reads of a spaCy span."""

    __slots__ = ("start_char", "end_char", "label_", "id_")

    def __init__(self, match):
        self.start_char, self.end_char, self.label_, self.id_ = match


class PlainDoc:
    """What extraction reads of a spaCy Doc, made of the same layers."""

    def __init__(self, text: str, find_layers):
        self.text = text
        self.spans = {layer: [PlainSpan(match) for match in matches] for layer, matches in find_layers(text).items()}


def time_here(root: str, texts_file: str) -> dict[str, float]:
    """Documents a second of the version in ``root``, for each path that it has."""
    sys.path.insert(0, root)
    import kg.extract
    from kg.pipeline import find_layers, load_pipeline
    from kg.records import PolicyText

    with open(texts_file, "rb") as stream:
        policies = [PolicyText(**fields) for fields in pickle.load(stream)]

    pipelines = (load_pipeline, lambda: lambda text: PlainDoc(text, find_layers))
    speeds, records = {}, {}
    for _ in range(2):  # the first pass loads tables and the pipeline
        for path, pipeline in zip(PATHS, pipelines):
            kg.extract.load_pipeline = pipeline
            start = time.process_time()
            records[path] = [kg.extract.extract_record(policy) for policy in policies]
            speeds[path] = len(policies) / (time.process_time() - start)
    assert records[PATHS[0]] == records[PATHS[1]], "both paths give the same records"
    return speeds


def read_texts(docs: list[str]) -> list[dict]:
    """The fields of the documents' texts that every version knows."""
    sys.path.insert(0, str(ROOT))
    from kg.errors import ReadError
    from kg.reading import list_sources, read

    texts = []
    for source in list_sources(docs).files:
        try:
            policy = read(source.path, source.name)
        except ReadError:
            continue
        texts.append({name: getattr(policy, name) for name in ("source", "text", "sha256", "media_type", "encoding")})
    return texts


def git(*arguments: str) -> None:
    subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True)


def measure(docs: list[str], against: Sequence[str], rounds: int) -> tuple[int, int, dict[str, dict[str, list[float]]]]:
    """Number of documents, of characters, and version → path → documents a second of each round."""
    texts = read_texts(docs)
    with tempfile.TemporaryDirectory() as folder:
        texts_file = Path(folder) / "texts.pickle"
        texts_file.write_bytes(pickle.dumps(texts))
        versions = {f"before ({rev})": Path(folder) / rev for rev in against} | {"now": ROOT}
        try:
            for rev in against:
                git("worktree", "add", "--detach", str(Path(folder) / rev), rev)
            speeds: dict = {name: {path: [] for path in PATHS} for name in versions}
            for _ in range(rounds):
                for name, root in versions.items():
                    run = subprocess.run(
                        [sys.executable, __file__, "--time", str(root), str(texts_file)],
                        check=True, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": ""},
                    )  # fmt: skip
                    for path, speed in json.loads(run.stdout).items():
                        speeds[name][path].append(speed)
        finally:
            for rev in against:
                git("worktree", "remove", "--force", str(Path(folder) / rev))
    return len(texts), sum(len(text["text"]) for text in texts), speeds


def default_docs() -> list[str]:
    pool = Path(os.environ.get("POLICYKG_SHARED", ROOT.parent / "shared")) / "corpus/pool"
    return [str(pool if pool.is_dir() else ROOT / "examples")]


def table(documents: int, characters: int, speeds: dict, rounds: int) -> str:
    lines = [f"{documents} documents, {characters:,} characters; documents a second of one processor, median of {rounds} rounds (lowest - highest)"]
    lines.append(f"{'':20}" + "".join(f"{path:>26}" for path in PATHS) + f"{'ratio':>8}")
    medians = {}
    for version, paths in speeds.items():
        median = medians[version] = [statistics.median(paths[path]) for path in PATHS]
        cells = (f"{middle:.1f} ({min(paths[path]):.1f} - {max(paths[path]):.1f})" for middle, path in zip(median, PATHS))
        lines.append(f"{version:20}" + "".join(f"{cell:>26}" for cell in cells) + f"{median[0] / median[1]:8.2f}")
    *earlier, now = medians.items()
    for version, median in earlier:
        lines.append(f"{'now / ' + version:28}" + "".join(f"{b / a:>26.2f}" for a, b in zip(median, now[1]))[8:])
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("docs", nargs="*")
    parser.add_argument("--against", action="append", metavar="REV")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--time", nargs=2, metavar=("ROOT", "TEXTS"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.time:
        print(json.dumps(time_here(*args.time)))
        return
    print(table(*measure(args.docs or default_docs(), args.against or BEFORE, args.rounds), args.rounds))


if __name__ == "__main__":
    main()
