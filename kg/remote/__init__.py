"""The graph beyond this machine: sent to a server or into files for its loader, and asked there.

``server`` speaks HTTP, ``publish`` the SPARQL 1.1 Graph Store Protocol, ``bulk`` writes files, ``asking`` queries. See docs/scale.md.
"""

from kg.remote.asking import ask_endpoint
from kg.remote.bulk import write_bulk
from kg.remote.publish import PublishReport, publish
from kg.remote.server import Server

__all__ = ["PublishReport", "Server", "ask_endpoint", "publish", "write_bulk"]
