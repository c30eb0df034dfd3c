"""Coverage-guided fuzzing (atheris) of what reads bytes and text: ``python fuzz.py TARGET [libFuzzer options]``.

The corpus is the project's examples and what the run adds, in a folder of the system's temporary one. A finding is anything raised
but ReadError, and what takes longer or more memory than libFuzzer is told to allow.
"""

import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["kg"]):
    from kg.catalogue.loading import read_catalogue
    from kg.errors import ReadError
    from kg.extract import extract_record
    from kg.numbers import find_numbers, parse_number
    from kg.reading import read_bytes
    from kg.records import PolicyText
    from kg.text import fold


def fuzz_bytes(raw: bytes) -> None:
    read_bytes("a.txt", raw)


def fuzz_html(raw: bytes) -> None:
    read_bytes("a.html", raw)


def fuzz_docx(raw: bytes) -> None:
    import io
    import zipfile

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
    for fact in (*record.header.evidence.values(), *record.citations, *record.measures, *record.targets):
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


def main() -> None:
    target = sys.argv.pop(1)
    call = globals()[f"fuzz_{target}"]

    def one(raw: bytes) -> None:
        try:
            call(raw)
        except ReadError:
            pass

    corpus = Path(tempfile.gettempdir()) / f"policykg-fuzz-{target}"
    corpus.mkdir(exist_ok=True)
    for path in (ROOT / "examples").iterdir():
        if path.is_file() and path.suffix != ".py":
            (corpus / path.name).write_bytes(path.read_bytes())
    atheris.Setup([sys.argv[0], str(corpus), *sys.argv[1:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
