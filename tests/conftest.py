"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development corpus beside the project; tests that need it skip without it."""
    folder = Path(os.environ.get("POLICYKG_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus").is_dir():
        pytest.skip(f"no shared corpus at {folder}")
    return folder


@pytest.fixture(scope="session")
def examples() -> Path:
    """The documents that the project ships."""
    return ROOT / "examples"
