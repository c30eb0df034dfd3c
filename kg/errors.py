"""The exception tree: what can go wrong, each writing its own one-line message.

PolicyKGError                 a known failure: one line on stderr, exit code 1
├── ReadError                 one source cannot be read; reported, counted, the run goes on
├── NothingReadable           not one of the sources given could be read
├── WorkspaceError            no workspace, a newer format, no permission, held by another build
├── QueryError                SPARQL that does not parse, is refused, or was stopped
├── EndpointError             a server that cannot be reached, refuses, or answers something else
├── EngineError               a cluster that is not there, or on which a build failed
└── OutputError               a result cannot be written where it was asked for

A document never raises for odd content: it gives fewer facts and a Diagnostic.
"No" is a value, not an error: a violation, an unlinked citation, a low score.
"""


import re

UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def one_line(words: str) -> str:
    """``words`` with every control character, mark of direction and lone surrogate written out: file names may hold them."""
    return UNSEEN.sub(lambda match: ascii(match.group())[1:-1], words) if UNSEEN.search(words) else words


class PolicyKGError(Exception):
    """A known failure. ``str()`` is one line that says what happened and what to do next."""


class ReadError(PolicyKGError):
    """One source that cannot be read.

    ``path``: the source as the user named it; ``reason``: why, in a few words.
    """

    def __init__(self, path: str, reason: str):
        self.path, self.reason = str(path), reason
        super().__init__(f"{self.path}: {reason}")

    def __reduce__(self):  # crosses process borders: the default would call __init__ with one argument
        return type(self), (self.path, self.reason)


class NothingReadable(PolicyKGError):
    """None of the inputs gave a readable document."""


class WorkspaceError(PolicyKGError):
    """The workspace is missing, newer than this program, not writable, or in use."""


class QueryError(PolicyKGError):
    """A query that does not parse, is refused (updates, SERVICE, LOAD), or ran out of time."""


class QueryStopped(QueryError):
    """A query that ran out of time, memory or room; it may be a good one."""


class EndpointError(PolicyKGError):
    """A server of SPARQL that cannot be reached, refuses, or is none. Holds no credentials."""


class EngineError(PolicyKGError):
    """A cluster that cannot be reached or used, or on which a build ended."""


class OutputError(PolicyKGError):
    """A result that cannot be written where it was asked for."""
