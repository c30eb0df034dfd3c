"""The picture of docs/performance.md, of what ``builds.py --keep MEASURED`` has kept: ``python benchmarks/growth.py MEASURED PICTURE``.

Above the milliseconds of the processor a document takes in each stage of a build, below the peak of memory, both by the number of documents.
Of several lines with one count the median is drawn. Needs matplotlib; the picture's format follows its name.
"""

import json
import statistics
import sys
from pathlib import Path

STAGES = {"extract": "extraction", "link": "linking", "load": "quads and loading", "index": "search index"}
MEMORY = 1536  # MB, what is asked at 100,000


def main(measured: str, picture: str) -> None:
    import matplotlib

    matplotlib.use("agg")
    matplotlib.rcParams["svg.hashsalt"] = "policykg"  # the same bytes of the same figures
    from matplotlib import pyplot

    lines = [json.loads(line) for line in Path(measured).read_text(encoding="ascii").splitlines()]
    counts = sorted({line["count"] for line in lines})

    def middle(name: str) -> list[float]:
        return [statistics.median(line[name] for line in lines if line["count"] == count) for count in counts]

    figure, (times, memory) = pyplot.subplots(2, 1, figsize=(7, 6), sharex=True, height_ratios=(3, 2), layout="constrained")
    places, bottom = range(len(counts)), [0.0] * len(counts)
    for name, label in STAGES.items():
        spent = [seconds / count * 1000 for seconds, count in zip(middle(name), counts)]
        times.bar(places, spent, 0.6, bottom, label=label)
        bottom = [one + more for one, more in zip(bottom, spent)]
    for place, height in zip(places, bottom):
        times.annotate(f"{height:.1f}", (place, height), ha="center", va="bottom")
    times.set_ylabel("ms of the processor a document")
    times.set_ylim(0, 1.35 * max(bottom))
    times.legend(ncols=2, frameon=False)
    peaks = middle("peak")
    memory.bar(places, peaks, 0.6, color="0.6")
    for place, height in zip(places, peaks):
        memory.annotate(f"{height:,.0f}", (place, height), ha="center", va="bottom")
    memory.axhline(MEMORY, color="0.2", linestyle="--", linewidth=1)
    memory.set_ylabel("peak of memory, MB")
    memory.set_ylim(0, 1.2 * max([*peaks, MEMORY]))
    memory.set_xticks(places, [f"{count:,}" for count in counts])
    memory.set_xlabel("documents of 1 kB")
    figure.savefig(picture, metadata={"Date": None} if picture.endswith(".svg") else None)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
