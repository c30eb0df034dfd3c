"""Data: what the pictures carry of others, with versions and licences (README.md)."""
