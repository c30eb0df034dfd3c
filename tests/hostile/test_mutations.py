"""Any folder of broken documents is built, whatever they hold: every file is accounted for, and nobody sees a traceback.

``POLICYKG_MUTANTS`` says how many (``make hostile`` takes 10,000), ``POLICYKG_MUTANTS_SEED`` which ones.
"""

import json
import os
import sys
import time
from pathlib import Path

import pytest
from evidence import facts_of
from measured import run
from mutations import mutants

from kg.reading import Limits
from kg.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = int(os.environ.get("POLICYKG_MUTANTS", "300"))
SEED = int(os.environ.get("POLICYKG_MUTANTS_SEED", "7"))
AT_ONCE = 300
SECONDS, MEMORY_MB = 60, 700  # machines are busy


def build(docs: Path, workspace: Path, *more: str) -> tuple[int, dict, str, float]:
    """(exit code, counts, what was said, MB of the largest process) of ``policykg build``."""
    limits = ["--max-seconds", str(SECONDS), "--max-memory-mb", str(MEMORY_MB)]
    done = run(str(ROOT / "cli.py"), "build", str(docs), "--workspace", str(workspace), "--json", *more, *limits, timeout=SECONDS * AT_ONCE)
    return done.code, json.loads(done.out or b"{}"), done.said, done.peak


@pytest.mark.skipif(sys.platform == "win32", reason="counts memory as Unix does")
@pytest.mark.parametrize("batch", range((COUNT + AT_ONCE - 1) // AT_ONCE))
def test_mutated_documents(batch, tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    count = min(AT_ONCE, COUNT - batch * AT_ONCE)
    for name, raw in mutants(SEED + batch, count):
        (docs / name).write_bytes(raw)
    started = time.monotonic()
    code, counts, said, peak = build(docs, tmp_path / "w", "--jobs", "2")
    assert code == 0, said
    assert "Traceback" not in said and "internal error" not in said, said
    files = counts["files"]
    assert files["seen"] == count == files["read"] + files["failed"] + files["passed_over"]
    assert said.count("not read: ") == files["failed"] and files["read"] > count / 2
    assert "--max-seconds" not in said and time.monotonic() - started < SECONDS * count / 40
    assert peak < MEMORY_MB + 600
    space = Workspace.open(tmp_path / "w")
    checked = 0
    with space.open_texts() as texts:
        for record in space.records():
            text = texts.find(record.sha256)
            for fact in facts_of(record):
                assert text[fact.start : fact.end] == fact.text, record.source
                checked += 1
    assert checked > count
    assert {record.source for record in space.records()} <= {path.name for path in docs.iterdir()}


def test_the_mutants_are_the_same_for_the_same_seed():
    assert list(mutants(3, 5)) == list(mutants(3, 5)) != list(mutants(4, 5))


def test_limits_are_those_of_the_command_line():
    assert Limits() == Limits(100_000_000, 5_000_000, 120, 2_000_000_000)
