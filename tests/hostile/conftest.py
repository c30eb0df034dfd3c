"""What writes small Word and PDF files stands beside the tests of reading."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "reading"))
