"""Coverage-guided fuzzing (atheris) of what reads bytes and text: ``python fuzz.py TARGET [libFuzzer options]``.

The corpus is the project's examples and what the run adds, in a folder of the system's temporary one; words to insert are those of
the mutations. A finding is anything raised but ReadError and QueryError, and what takes longer or more memory than libFuzzer is told to allow.
"""

import io
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

with atheris.instrument_imports(include=["kg"]):
    from kg.catalogue.loading import read_catalogue
    from kg.errors import QueryError, ReadError, one_line
    from kg.extract import extract_record
    from kg.numbers import find_numbers, parse_number
    from kg.query_text import screen
    from kg.reading import read_bytes
    from kg.reading.members import name_member, read_line
    from kg.records import PolicyText
    from kg.text import fold

from evidence import facts_of
from mutations import BITS_OF_MARKUP, BITS_OF_TEXT


def fuzz_bytes(raw: bytes) -> None:
    read_bytes("a.txt", raw)


def fuzz_html(raw: bytes) -> None:
    read_bytes("a.html", raw)


def fuzz_docx(raw: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", raw)
    read_bytes("a.docx", out.getvalue())


def fuzz_pdf(raw: bytes) -> None:
    read_bytes("a.pdf", b"%PDF-1.4\n" + raw)


def fuzz_extract(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    if not text.strip():  # readers refuse it
        return
    record = extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8"))
    for fact in facts_of(record):
        assert text[fact.start : fact.end] == fact.text


def fuzz_number(raw: bytes) -> None:
    text = fold(raw.decode("utf-8", "replace"))
    for start, end in find_numbers(text):
        number = parse_number(text[start:end])
        if number and number.serial is not None:
            again = parse_number(number.canonical)
            assert again and again.canonical == number.canonical


def fuzz_tables(raw: bytes) -> None:
    read_catalogue("a.csv", raw, "catalogue", {"title": "标题"})


def fuzz_lines(raw: bytes) -> None:
    """As a line, and as the name in one."""
    names = [name_member(raw.decode("utf-16-le", "surrogatepass" if len(raw) % 2 == 0 else "ignore"), b"", ".txt")]
    try:
        names.append(read_line(raw)[0])
    except ValueError:
        pass
    for name in names:
        path = Path(name)
        assert not path.is_absolute() and ".." not in path.parts and one_line(name) == name and path.suffix and len(name.encode()) < 2_100


def fuzz_query(raw: bytes) -> None:
    screen(raw.decode("utf-8", "replace"))


def seeds(target: str) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the examples, in the form that the target takes."""
    if target == "lines":
        yield "line", '{"name": "青山/河道.html", "html": "<p>关于加强河道管理的通知</p>", "id": 7}'.encode()
    for path in sorted((ROOT / "kg/queries").glob("*.rq")) if target == "query" else ():
        yield path.name, path.read_bytes()
    for path in sorted((ROOT / "examples").iterdir()) if target not in ("lines", "query") else ():
        if path.suffix == ".docx" and target == "docx":
            with zipfile.ZipFile(path) as archive:
                yield path.name, archive.read("word/document.xml")
        elif path.is_file() and path.suffix != ".py":
            yield path.name, path.read_bytes()


def main() -> None:
    target = sys.argv.pop(1)
    call = globals()[f"fuzz_{target}"]

    def one(raw: bytes) -> None:
        try:
            call(raw)
        except (ReadError, QueryError):
            pass

    corpus = Path(tempfile.gettempdir()) / f"policykg-fuzz-{target}"
    corpus.mkdir(exist_ok=True)
    for name, raw in seeds(target):
        (corpus / name).write_bytes(raw)
    words = corpus.with_suffix(".words")
    pieces = (piece.encode("utf-8") for piece in (*BITS_OF_TEXT, *BITS_OF_MARKUP) if len(piece) < 40)
    words.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in piece) + '"\n' for piece in pieces), encoding="ascii")
    atheris.Setup([sys.argv[0], str(corpus), f"-dict={words}", *sys.argv[1:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
