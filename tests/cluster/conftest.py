import shutil

import pytest
from servers import find_oxigraph, start_oxigraph, start_virtuoso

from kg.build import Tables, build
from kg.remote.server import PASSWORD, TOKEN, USER


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch):
    for name in (USER, PASSWORD, TOKEN):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def built(tmp_path_factory, examples):
    """The workspace of the shipped examples."""
    folder = tmp_path_factory.mktemp("built")
    build([examples], folder / "workspace", tables=Tables((examples / "catalogue.csv",)))
    return folder / "workspace"


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory):
    """The address of an Oxigraph server."""
    if find_oxigraph() is None:
        pytest.skip("no oxigraph: pip install oxigraph")
    process, url = start_oxigraph(tmp_path_factory.mktemp("oxigraph"))
    yield url
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory):
    """The address of a Virtuoso server with user dba, password dba."""
    if shutil.which("virtuoso-t") is None:
        pytest.skip("no virtuoso-t: apt-get install virtuoso-opensource")
    process, url = start_virtuoso(tmp_path_factory.mktemp("virtuoso"))
    yield url
    process.kill()
    process.wait()
