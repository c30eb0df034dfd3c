"""The linking rules: SQL files, one a table, run in the order of their names (see ``kg.link.engine``)."""
