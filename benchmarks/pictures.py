"""How soon a large map can be used, and what it weighs.

    python benchmarks/pictures.py [DOCUMENTS]

Writes maps of 2,000 and of DOCUMENTS (10,000) generated documents with twice as many citations, opens each three times in
Chromium and prints, by the page's own clock, when it can be used (drawn, pointer and keyboard at work): medians, and the
ratio of the large one to the small. Needs Chromium and the test extras.
"""

import io
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "output")]

from browser import FLAGS, find_chromium  # noqa: E402
from graph_sample import corpus  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from output.html import write_map  # noqa: E402

SMALL = 2_000
TIMES = 3


def main(documents: int) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        pages = {}
        for count in (SMALL, documents):
            stream = io.BytesIO()
            write_map(corpus(count), stream)
            pages[count] = Path(folder) / f"{count}.html"
            pages[count].write_bytes(stream.getvalue())
        browser = driver.chromium.launch(executable_path=find_chromium(), headless=True, args=FLAGS)
        times = {count: [] for count in pages}
        for _ in range(TIMES):  # in turn, so that what else the machine does falls on both
            for count, path in pages.items():
                times[count].append(_open(browser, path))
        browser.close()
        print("documents  ready, ms (each)          bytes  bytes a document above 400 kB")
        for count, path in pages.items():
            size = path.stat().st_size
            print(f"{count:9,}  {statistics.median(times[count]):6.0f} ({', '.join(f'{time:.0f}' for time in times[count])})  {size:,}  {max(0, size - 400_000) / count:.0f}")
        print(f"ratio of the times {statistics.median(times[documents]) / statistics.median(times[SMALL]):.2f}, of the documents {documents / SMALL:.1f}")


def _open(browser, path: Path) -> float:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(path.as_uri())
    page.wait_for_function("window.policykg && policykg.readyAt", timeout=120_000)
    ready = page.evaluate("policykg.readyAt")
    page.close()
    return ready


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
