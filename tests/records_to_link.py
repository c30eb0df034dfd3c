"""Records that tests of linking are made of, and what they look for in the links."""

from kg.records import Citation, Header, Record

BALANCED = "国务院关于深入推进义务教育均衡发展的意见"


def cite(title=None, number=None, *, issuers=(), relation="implements", scope=None, part=None):
    return Citation(title, number, tuple(issuers), None, relation, scope, part, 0, 1, "x")


def record(name, *citations, title=None, number=None, issuers=(), date=None, level=None, region=None, parts=(), **more):
    header = Header(title=title, number=number, issuers=tuple(issuers), date=date, level=level, region=region, **more)
    sha = name.encode().hex().ljust(64, "0")
    return Record(f"{name}.txt", sha, "text/plain", "policy", None, header, tuple(parts), tuple(citations))


def taikang(name, *citations, **said):
    said = {"issuers": ["太康县人民政府办公室"], "level": "county", "region": "411627", "date": "2023-05-10"} | said
    return record(name, *citations, **said)


def linzhou(name, *citations, **said):
    said = {"issuers": ["林州市人民政府"], "level": "county", "region": "410581", "date": "2019-04-20"} | said
    return record(name, *citations, **said)


def central(name, *citations, **said):
    said = {"issuers": ["国务院"], "level": "central", "date": "2012-09-05"} | said
    return record(name, *citations, **said)


def cited_of(linked, name):
    """The cited documents of a source by position in its citations."""
    sha = name.encode().hex().ljust(64, "0")
    by_key = {document.key: document for document in linked.documents}
    return [by_key.get(link.cited) for link in linked.citations if link.source == sha]


def reasons_of(linked, name):
    sha = name.encode().hex().ljust(64, "0")
    return [link.reason for link in linked.citations if link.source == sha]


def by_status(linked, status):
    return [document for document in linked.documents if document.status == status]


# --- titles
