"""The shipped examples as JSON Lines, Parquet and WARC, a few documents each."""

import gzip
import io
import json
from pathlib import Path

TYPES = {".html": "text/html; charset=utf-8", ".pdf": "application/pdf", ".txt": "text/plain", ".md": "text/markdown",
         ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}  # fmt: skip


def write_collections(folder: Path, examples: Path) -> dict[Path, dict[str, bytes]]:
    """Files in ``folder``, each with its members as they are to be read: {name: bytes}."""
    from pyarrow import parquet, table

    documents = sorted(path for path in examples.iterdir() if path.suffix in TYPES)
    lined, rowed, crawled = (documents[start::3] for start in range(3))
    made = {}
    lines, members = [], {}
    for path in lined:
        if path.suffix in (".txt", ".md"):
            words = path.read_bytes().decode("utf-8", "ignore")
            lines.append(json.dumps({"id": path.stem, "text": words}, ensure_ascii=False))
            members[f"{path.stem}.txt"] = words.encode()
    (folder / "lines.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode("utf-8")))
    made[folder / "lines.jsonl.gz"] = members
    parquet.write_table(table({"name": [path.name for path in rowed], "bytes": [path.read_bytes() for path in rowed]}), folder / "rows.parquet", row_group_size=2)
    made[folder / "rows.parquet"] = {path.name: path.read_bytes() for path in rowed}
    try:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter
    except ImportError:
        return made
    with open(folder / "pages.warc.gz", "wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for path, status in [*((path, "200 OK") for path in crawled), (crawled[0], "404 Not Found")]:
            headers = StatusAndHeaders(status, [("Content-Type", TYPES[path.suffix])], protocol="HTTP/1.1")
            address = f"http://www.example.gov.cn/zc/{path.name}"
            writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(path.read_bytes()), http_headers=headers))
    made[folder / "pages.warc.gz"] = {f"www.example.gov.cn/zc/{path.name}": path.read_bytes() for path in crawled}
    return made
