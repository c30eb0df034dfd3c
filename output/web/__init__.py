"""The site of ``policykg serve``: pages over a workspace, and its SPARQL endpoint; read-only, for this machine, or for who has the token."""

from .access import Access, check_origin, check_token
from .app import make_app
from .connections import make_server

__all__ = ["Access", "check_origin", "check_token", "make_app", "make_server"]
