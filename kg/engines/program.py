"""What all machines of a build have to have in common."""

from dataclasses import dataclass
from pathlib import Path

from kg.lexicon.own import hash_own_tables, use_own_tables
from kg.workspace import program_hash


@dataclass(frozen=True)
class Program:
    """What a build runs with, which every task has to find on its machine: our code, and the own tables of a workspace (``lexicon``, a folder) with their hash."""

    code: str
    lexicon: str | None
    own: str

    @classmethod
    def here(cls, lexicon: Path | None = None) -> "Program":
        """That of this process, which uses the own tables from here on. Raises WorkspaceError where they do not hold."""
        use_own_tables(lexicon)
        return cls(program_hash(), lexicon and str(lexicon.resolve()), hash_own_tables(lexicon))

    def use(self) -> None:
        """The same in a task. Raises RuntimeError where this machine has another."""
        if program_hash() != self.code:
            raise RuntimeError(f"policykg on this machine ({Path(__file__).parents[1]}) is another version than where the build was started")
        if hash_own_tables(self.lexicon) != self.own:
            raise RuntimeError(f"{self.lexicon} does not hold on this machine the own tables of where the build was started")
        use_own_tables(self.lexicon)
