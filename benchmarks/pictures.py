"""How soon a large map can be used, how it answers meanwhile, and what it weighs.

    python benchmarks/pictures.py [DOCUMENTS [TIMES]]

Writes maps of 2,000 and of DOCUMENTS (10,000) generated documents with twice as many citations, opens each TIMES (3) in
Chromium and prints by the page's own clock: when it can be used (marks drawn and on the screen; pointer, keyboard, search and
filters answer), when it is whole (lines, WebGL and sentences too), and the longest that the pointer waited for an answer in
between: medians. Needs Chromium and the test extras. A busy machine is slower: the load is printed.
"""

import io
import os
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "output")]

from browser import FLAGS, find_chromium, until  # noqa: E402
from graph_sample import corpus  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from output.html import write_map  # noqa: E402

SMALL = 2_000
_WATCH = """
window.waits = [];
addEventListener("mousemove", (event) => window.waits.push(performance.now() - event.timeStamp));
"""


def main(documents: int, times: int) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        pages = {}
        for count in (SMALL, documents):
            stream = io.BytesIO()
            write_map(corpus(count), stream)
            pages[count] = Path(folder) / f"{count}.html"
            pages[count].write_bytes(stream.getvalue())
        browser = driver.chromium.launch(executable_path=find_chromium(), headless=True, args=FLAGS)
        seen = {count: [] for count in pages}
        for _ in range(times):  # in turn, so that what else the machine does falls on both
            for count, path in pages.items():
                seen[count].append(_open(browser, path))
        browser.close()
        print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print("documents  ready, ms  (each)  whole, ms  longest wait, ms      bytes  a document above 400 kB")
        middle = {count: [statistics.median(column) for column in zip(*rows)] for count, rows in seen.items()}
        for count, path in pages.items():
            size, (ready, whole, wait) = path.stat().st_size, middle[count]
            each = ", ".join(f"{row[0]:.0f}" for row in seen[count])
            print(f"{count:9,}  {ready:9.0f}  ({each})  {whole:.0f}  {wait:.0f}  {size:,}  {max(0, size - 400_000) / count:.0f}")
        print(f"ratio of the times {middle[documents][0] / middle[SMALL][0]:.2f}, of the documents {documents / SMALL:.1f}")


def _open(browser, path: Path) -> tuple[float, float, float]:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.add_init_script(_WATCH)
    page.goto(path.as_uri())
    until(page, "window.policykg && policykg.readyAt")
    step = 0
    while not page.evaluate("policykg.wholeAt"):  # a reader's pointer, from the moment it can be used
        step += 1
        page.mouse.move(150 + 37 * step % 800, 200 + 53 * step % 600)
    ready, whole, waits = page.evaluate("[policykg.readyAt, policykg.wholeAt, window.waits]")
    page.close()
    return ready, whole, max(waits, default=0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
