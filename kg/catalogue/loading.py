"""A catalogue file as rows: columns recognised, cells parsed, rows that say nothing listed with the reason."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from kg.catalogue.cells import (
    parse_day,
    parse_number_cell,
    parse_title_cell,
    parse_url,
    parse_value,
    split_issuers_cell,
    why_no_document,
)
from kg.catalogue.columns import FIELDS, find_columns
from kg.catalogue.rows import Catalogue, CatalogueRow, Refused, hash_row, make_record
from kg.catalogue.tables import LARGEST, read_table
from kg.errors import ReadError
from kg.records import Citation, Header
from kg.regions import region_by_code

_DAYS = ("date", "printed", "published", "effective", "expires")
_CUT = 60  # characters of a refused cell that the report shows


def parse_mapping(words: str | None) -> dict[str, str]:
    """``title=标题,number=发文字号`` as {field: heading}. Raises ValueError for what is none of our fields."""
    mapping = {}
    for pair in filter(None, (words or "").replace("，", ",").split(",")):
        field, equals, heading = (piece.strip() for piece in pair.partition("="))
        if not (equals and heading) or not any(field in fields for fields in FIELDS.values()):
            fields = " ".join(sorted(FIELDS["catalogue"] | FIELDS["edges"]))
            raise ValueError(f"{pair!r} is no FIELD=HEADING; fields are {fields}")
        mapping[field] = heading
    return mapping


def load_catalogue(
    path: str | Path, kind: str = "catalogue", mapping: dict[str, str] | None = None, most: int = LARGEST
) -> Catalogue:
    """Read one file of at most ``most`` bytes; ``kind`` catalogue or edges. Raises ReadError for a file that is no such table."""
    try:
        if not Path(path).is_file():  # opening a pipe would wait
            raise ReadError(str(path), "no such file" if not Path(path).exists() else "not a regular file")
        with open(path, "rb") as stream:
            raw = stream.read(most + 1)
    except (OSError, ValueError) as error:
        raise ReadError(str(path), getattr(error, "strerror", None) or str(error)) from error
    if len(raw) > most:
        raise ReadError(str(path), f"larger than {most / 1_000_000:.6g} MB (--max-file-mb allows more)")
    return read_catalogue(Path(path).name, raw, kind, mapping or {})


def read_catalogue(name: str, raw: bytes, kind: str, mapping: dict[str, str]) -> Catalogue:
    media_type, headings, lines = read_table(name, raw)
    columns, unknown = find_columns(kind, headings, mapping)
    missing = {"catalogue": {"title", "number"}, "edges": {"citing", "cited"}}[kind]
    if not (missing & set(columns) if kind == "catalogue" else missing <= set(columns)):
        wanted = " or ".join(sorted(missing)) if kind == "catalogue" else " and ".join(sorted(missing))
        seen = ", ".join(headings)[:200]
        raise ReadError(name, f"no column of {wanted} among its headings ({seen}): name it with --map {sorted(missing)[0]}=HEADING")
    parse = _parse_row if kind == "catalogue" else _parse_edge
    rows, refused = [], []
    for line, cells in lines:
        said = {field: cells[position] if position < len(cells) else "" for field, position in columns.items()}

        def refuse(reason: str, words: str, line: int = line) -> None:
            refused.append(Refused(line, reason, words[:_CUT]))

        row = parse(f"{name}:{line}", line, said, refuse)
        if row is not None:
            rows.append(row)
    return Catalogue(
        name=name,
        sha256=hashlib.sha256(raw).hexdigest(),
        media_type=media_type,
        kind=kind,
        columns={field: headings[position] for field, position in sorted(columns.items())},
        unknown=tuple(unknown),
        rows=tuple(rows),
        refused=tuple(refused),
    )


def _parse_row(source: str, line: int, said: dict[str, str], refuse: Callable[[str, str], None]) -> CatalogueRow | None:
    """The row's record, None (and refused) where it names no document; cells that say nothing are refused alone."""
    title, ended = parse_title_cell(said.get("title", ""))
    number, understood = parse_number_cell(said.get("number", ""))
    about = why_no_document(title) if title else None
    if about or not (title or number):
        refuse(about or "neither title nor number", title or " ".join(filter(None, said.values())))
        return None
    if not understood:
        refuse("cell: not a document number", said["number"])
    days = {}
    for name in _DAYS:
        days[name] = parse_day(said.get(name, ""))
        if days[name] is None and said.get(name):
            refuse(f"cell: not a date ({name})", said[name])
    if days["effective"] and days["expires"] and days["effective"] > days["expires"]:
        refuse("cell: ends before it begins", said["expires"])
        days["expires"] = None
    values = {}
    for name in ("validity", "rank", "level"):
        values[name], known = parse_value(name, said.get(name, ""))
        if said.get(name) and not known:
            refuse(f"cell: unknown {name}", said[name])
    url = parse_url(said.get("url", ""))
    if said.get("url") and url is None:
        refuse("cell: not an http or https address", said["url"])
    region = region_by_code(said.get("region", ""))
    header = Header(
        title=title or None,
        number=number,
        issuers=split_issuers_cell(said.get("issuers", "")),
        level=values["level"],
        region=region.code if region else None,
        index_number=said.get("index_number") or None,
        **days,
    )
    in_force = False if ended else {"true": True, "false": False}.get(values["validity"] or "")
    validity, identifier = said.get("validity") or None, said.get("id") or None
    sha256 = hash_row(header, validity, values["rank"], url, identifier, str(in_force))
    return CatalogueRow(make_record(source, sha256, header), line, identifier, url, validity, in_force, values["rank"])


def _parse_edge(source: str, line: int, said: dict[str, str], refuse: Callable[[str, str], None]) -> CatalogueRow | None:
    """An edge as a row of the citing document with one citation. Ids are put in place by ``resolve_edges``."""
    if not (said["citing"] and said["cited"]):
        refuse("an edge needs both ends", said["citing"] or said["cited"])
        return None
    relation, known = parse_value("relation", said.get("relation", "cites") or "cites")
    if not known:
        refuse("cell: unknown relation, read as cites", said["relation"])
    title, number = read_reference(said["cited"])
    own_title, own_number = read_reference(said["citing"])
    text = said["cited"]
    citation = Citation(title, number, (), None, relation or "cites", None, None, 0, len(text), text)
    header = Header(title=own_title, number=own_number)
    return CatalogueRow(make_record(source, hash_row(header, said["citing"], text, relation), header, (citation,)), line, said["citing"])


def read_reference(words: str) -> tuple[str | None, str | None]:
    """(title, number) of a document named by either, or by both: 《…的意见》（国发〔2012〕48号）."""
    number, _ = parse_number_cell(words)
    title, _ = parse_title_cell(words)
    if number:
        opening, closing = title.find("《"), title.rfind("》")
        return (title[opening + 1 : closing] if 0 <= opening < closing else None), number
    return title.strip("《》") or None, None
