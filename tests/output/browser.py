"""Debian's Chromium driven by Playwright; tests that need it skip where there is none."""

import base64
import gzip
import json
import re
import shutil
import time
from contextlib import contextmanager

import pytest

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def chromium():
    """A browser; each module starts and stops its own."""
    program = find_chromium()
    playwright = pytest.importorskip("playwright.sync_api")
    if program is None:
        pytest.skip("no chromium on this machine")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, headless=True, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser, path, *, width=1400, height=900, fragment="", script=""):
    """The page of a file; at the end nothing was requested, refused by its policy, thrown or asked of the user. ``script``: run before the page's own."""
    page = browser.new_page(viewport={"width": width, "height": height})
    requests, troubles = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    # Chromium says of software WebGL that reading a pixel waits for the picture: no trouble of the page's.
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") and "GL Driver Message" not in message.text else None)
    page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
    page.add_init_script(_WATCH + script)
    page.goto(path.as_uri() + fragment)
    until(page, "document.querySelector('#legend .chip')")
    page.wait_for_timeout(150)
    yield page
    assert page.evaluate("window.violations") == []
    assert troubles == []
    assert [url.split("#")[0] for url in requests] == [path.as_uri()]
    page.close()


def until(page, expression: str, seconds: float = 60) -> None:
    """Wait until an expression is true; Playwright's own waiting is code from a string, which the pages' policy forbids."""
    last = time.monotonic() + seconds
    while not page.evaluate(f"() => Boolean({expression})"):
        assert time.monotonic() < last, f"not within {seconds} seconds: {expression}"
        page.wait_for_timeout(30)


def saved(page, what, folder):
    """The file that a choice of the save menu gives: ``png``, ``svg``, ``documents`` or ``citations``."""
    page.click("#save")
    with page.expect_download() as download:
        page.click(f"[data-save={what}]")
    path = folder / f"{what}-{download.value.suggested_filename}"
    download.value.save_as(path)
    return path


def picture_in(page_bytes: bytes) -> dict:
    """The picture that a page carries: JSON, or gzipped where it is large; nodes and lines as rows."""
    kind, block = re.search(r'<script type="([a-z/]+)" id="picture">(.*?)</script>', page_bytes.decode("utf-8"), re.S).groups()
    if kind == "application/json":
        return json.loads(block)
    picture = json.loads(gzip.decompress(base64.b64decode(block)))
    for name in ("nodes", "lines"):
        count, columns = picture[name]["count"], picture[name]["columns"]
        rows = {key: values if isinstance(values, list) else [values["all"]] * count for key, values in columns.items()}
        picture[name] = [{key: values[row] for key, values in rows.items()} for row in range(count)]
    return picture
