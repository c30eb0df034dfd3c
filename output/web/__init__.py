"""The local site of ``policykg serve``: pages over a workspace, and its SPARQL endpoint; read-only, for this machine alone."""

from .app import make_app

__all__ = ["make_app"]
