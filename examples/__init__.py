"""Eighteen policy documents written for this project: what ``policykg demo`` builds and the tests read.

Two invented threads, each from the State Council down: meals in rural schools
(01-12, Guizhou, Zunyi, Meitan, Xinglong) and lifts for old housing blocks
(13-17, Zhejiang, Shaoxing, Zhuji); 18 is a page that is no policy. The form is that of
GB/T 9704-2012 and of government web pages. Places, laws and national rules are real;
everything else is invented, down to the dates and numbers, whose serials are set so high
that none should be taken for a real document. ``catalogue.csv`` is a table of documents as a law database
exports it: it knows some that the texts cite, two that they do not, and differs from them in one day. ``gold/`` holds what a careful reader finds
in them, for the tests; it is not installed.
"""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def list_documents() -> list[Path]:
    """The documents, sorted by name."""
    return sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".md", ".html", ".docx", ".pdf"))


def list_catalogues() -> list[Path]:
    """The tables of documents, sorted by name."""
    return sorted(FOLDER.glob("*.csv"))
