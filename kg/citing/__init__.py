"""Citations, taken apart: what a mention of a document is made of, where it stands, and what it says.

``kg.components.citations`` puts the pieces together.
"""
