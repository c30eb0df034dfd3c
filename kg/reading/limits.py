"""What one file may cost, as the user sets it; what goes beyond is reported as failed, and the run goes on."""

from dataclasses import dataclass

from kg.errors import ReadError


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file.

    ``file_bytes`` as it lies on the disk; ``characters`` of the text read from it; ``seconds`` and ``memory`` (bytes
    beyond what the program itself needs) for reading and extraction, of whatever runs in a process of its own.
    """

    file_bytes: int = 100_000_000  # a 公文 has a few hundred thousand at most, a scan with a text layer some millions
    characters: int = 5_000_000  # a document of 500 pages has half a million
    seconds: float = 120
    memory: int = 2_000_000_000

    def too_large(self, path: str) -> ReadError:
        return ReadError(path, f"larger than {_number(self.file_bytes / 1_000_000)} MB (--max-file-mb allows more)")

    def too_long(self, path: str) -> ReadError:
        return ReadError(path, f"more than {self.characters} characters of text (--max-characters allows more)")

    def too_slow(self, path: str) -> ReadError:
        return ReadError(path, f"not read within {_number(self.seconds)} seconds (--max-seconds allows more)")

    def too_big(self, path: str) -> ReadError:
        return ReadError(path, f"reading it needs more than {_number(self.memory / 1_000_000)} MB of memory (--max-memory-mb allows more)")


def _number(value: float) -> str:
    return f"{value:.6g}"
