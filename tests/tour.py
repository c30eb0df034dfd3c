"""The pictures of the documentation: ``python tests/tour.py`` takes them anew from the examples, by the clicks that docs/tour.md tells.

Needs Chromium. Each step fails where what it clicks is not there, and where a request leaves this machine.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "output"))

from browser import FLAGS, find_chromium  # noqa: E402

IMAGES = ROOT / "docs" / "img"
WIDTH, HEIGHT = 1280, 800


def walk(page: Page, address: str, keep) -> None:
    """The tour: from the first page to the most cited document, its sentence, its triples, its pictures, and a question."""
    page.goto(address)
    keep("home")
    page.click("section:has(h2:text('被引用最多')) a.title >> nth=0")
    page.wait_for_selector("article.text")
    keep("document")
    page.locator("#cited").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#cited').scrollIntoView()")
    keep("cited")
    page.click("#cited ~ * blockquote a >> nth=0")  # the words that cite: in the text of the document that cites
    page.wait_for_selector("article.text :target")
    keep("sentence")
    page.go_back()
    page.evaluate("scrollTo(0, 0)")
    page.click("button[data-copy]")
    page.wait_for_selector(f"button[data-copy]:text('{page.get_attribute('button[data-copy]', 'data-done')}')")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@prefix")
    page.click("text=关系图")
    page.frame_locator("iframe").locator("#legend .chip").first.wait_for()
    page.wait_for_timeout(800)
    keep("neighbourhood")
    page.go_back()
    page.click("nav >> text=问题")
    page.click("a[href*='/questions/chain-to-central']")
    page.fill("input[name='number']", "兴府发〔2023〕96号")
    page.click("form button >> nth=-1")
    page.wait_for_selector("table")
    keep("question")
    page.goto(address + "/search?q=" + "食堂")
    keep("search")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        policykg = [sys.executable, str(ROOT / "cli.py")]
        subprocess.run([*policykg, "demo", folder + "/demo"], check=True, capture_output=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        server = subprocess.Popen([*policykg, "serve", "--workspace", folder + "/demo/workspace", "--port", str(port)], stderr=subprocess.DEVNULL)
        try:
            _wait(address)
            browser = driver.chromium.launch(executable_path=find_chromium(), headless=True, args=FLAGS)
            context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, permissions=["clipboard-read", "clipboard-write"])
            page = context.new_page()
            strange = []
            page.on("request", lambda request: None if request.url.startswith((address, "blob:", "data:", "file:")) else strange.append(request.url))

            def keep(name: str) -> None:
                page.screenshot(path=IMAGES / f"{name}.png")

            walk(page, address, keep)
            for name in ("map", "view"):
                page.goto(Path(folder, "demo", f"{name}.html").as_uri())
                page.wait_for_selector("#legend .chip")
                page.wait_for_timeout(800)
                keep(name)
            browser.close()
            if strange:
                raise SystemExit(f"requests left this machine: {strange}")
        finally:
            server.terminate()
            server.wait()
    for path in sorted(IMAGES.glob("*.png")):
        print(path.relative_to(ROOT), os.path.getsize(path))


def _wait(address: str, seconds: int = 60) -> None:
    for _ in range(seconds * 5):
        try:
            urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"nothing answers at {address}")


if __name__ == "__main__":
    main()
