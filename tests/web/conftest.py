"""The site over the examples: asked in this process, and served on a free port for a browser."""

import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "output"))
BASE = "http://127.0.0.1:8765"


@pytest.fixture(scope="session")
def workspace(tmp_path_factory, examples):
    from kg.build import Tables, build

    folder = tmp_path_factory.mktemp("site")
    table = folder / "list.csv"
    table.write_text(
        "标题,发文字号,公布日期,时效性,网址\n国务院关于加强乡村学校供餐工作的意见,国发〔2021〕91号,2021.09.18,现行有效,https://example.org/a?b=1&c=2\n"
        "贵州省学校集中用餐管理办法,,2023.05.18,现行有效,javascript:alert(1)\n一份别处没有的办法,黔府发〔2019〕33号,2019.01.02,失效,ftp://example.org/\n",
        encoding="utf-8",
    )
    build([examples], folder / "w", tables=Tables((table,)))
    return folder / "w"


@pytest.fixture(scope="session")
def client(workspace):
    return make_client(workspace)


def make_client(workspace, **options):
    testing = pytest.importorskip("starlette.testclient")
    from output.web import make_app

    return testing.TestClient(make_app(workspace, **options), base_url=BASE, follow_redirects=False)


@pytest.fixture(scope="session")
def index(workspace):
    from kg.search import SearchIndex
    from kg.workspace import Workspace

    with SearchIndex(Workspace.open(workspace).search_path) as index:
        yield index


@contextmanager
def serving(workspace, **options):
    """The address of the site over a workspace, for as long as it is needed."""
    import socket

    from output.web import make_app, make_server

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = make_server(make_app(workspace, **options))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def served(workspace):
    with serving(workspace) as address:
        yield address
