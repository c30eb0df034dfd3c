"""What an installation consists of: the wheel holds every module and data file, and no tests."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kg.lexicon import list_tables, load_table, split_cell

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("kg", "ontology", "output", "examples")
FILES = ("cli.py", "setup.cfg", "pyproject.toml", "README.md", "LICENSE", "THIRD_PARTY.md")


def shipped_files() -> set[str]:
    """All that the packages hold, but for gold records (they serve the tests) and what Python leaves behind."""
    found = {path.relative_to(ROOT).as_posix() for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file()}
    return {path for path in found if "__pycache__" not in path and not path.startswith("examples/gold/")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> set[str]:
    """The names in a wheel that was built from a copy of the project."""
    folder = tmp_path_factory.mktemp("project")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    script = "from setuptools import build_meta; print(build_meta.build_wheel('.'))"
    built = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(folder / built.stdout.split()[-1]) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_module_and_data_file(wheel):
    assert shipped_files() - wheel == set()


def test_the_wheel_holds_nothing_else(wheel):
    rest = {name for name in wheel - shipped_files() if ".dist-info/" not in name}
    assert rest == {"cli.py"}


def test_the_licences_and_the_command_are_in_the_wheel(wheel):
    kept = {name.split(".dist-info/")[1] for name in wheel if ".dist-info/" in name}
    assert {"licenses/LICENSE", "licenses/THIRD_PARTY.md", "entry_points.txt"} <= kept


def test_the_tested_set_names_every_dependency():
    setup = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M))
    asked = set(re.findall(r"^    ([A-Za-z0-9-]+)>=", setup, re.M))
    assert len(asked) > 10
    assert {name.lower() for name in asked} <= pinned | {"pyspark"}


def test_the_project_names_no_package_index():
    for name in ("Makefile", ".ci/run", "constraints.txt", "setup.cfg", "pyproject.toml", "README.md", "README.zh.md"):
        assert not re.search(r"index-url|find-links\s+http", (ROOT / name).read_text(encoding="utf-8")), name


@pytest.mark.skipif(os.name == "nt", reason="no make, no execute bit")
def test_ci_runs_the_commands_of_the_readme():
    script = ROOT / ".ci" / "run"
    commands = re.findall(r"^make \w+$", script.read_text(encoding="utf-8"), re.M)
    for readme in ("README.md", "README.zh.md"):
        block = re.search(r"```\n((?:make \w+\n)+)```", (ROOT / readme).read_text(encoding="utf-8")).group(1)
        assert block.split("\n")[:-1] == commands == ["make demo", "make test"]
    assert os.access(script, os.X_OK)


def test_third_party_names_every_library_table_and_vendored_script():
    said = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    setup = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    assert [name for name in re.findall(r"^    ([A-Za-z0-9-]+)>=", setup, re.M) if f"| {name} |" not in said] == []
    listed = {name: set(keys.split(", ")) for name, keys in re.findall(r"^\| (\w+) \| [^|]+ \| ([^|]*) \|$", said, re.M)}
    for table in list_tables():
        keys = {key for entry in load_table(table) for key in split_cell(entry.get("source", ""))}
        assert keys <= listed.get(table, set()), f"THIRD_PARTY.md: the table {table} has the sources {sorted(keys)}"
    carried = (ROOT / "output" / "html" / "vendor" / "README.md").read_text(encoding="utf-8")
    for script in (ROOT / "output" / "html" / "vendor").glob("*.js"):
        assert hashlib.sha256(script.read_bytes()).hexdigest() in carried and f"`{script.name}`" in carried
        assert script.with_name(script.name.split("-")[0] + ".LICENSE.txt").is_file()
    for row in re.findall(r"^\| .*[0-9a-f]{64} \|$", carried, re.M):
        assert row in said


def test_vendored_files_are_those_that_are_named():
    vendor = ROOT / "output" / "web" / "vendor"
    said, carried = (path.read_text(encoding="utf-8") for path in (ROOT / "THIRD_PARTY.md", vendor / "README.md"))
    files = sorted(path for path in vendor.iterdir() if path.suffix in (".js", ".css"))
    assert [path.name for path in files] == ["yasgui.min.css", "yasgui.min.js"]
    for path in files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        (row,) = re.findall(rf"^\| .*`{path.name}`.*{digest} \|$", carried, re.M)
        assert row in said
