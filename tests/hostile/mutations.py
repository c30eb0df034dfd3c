"""Documents that went wrong, or were made to: seeded mutations of the project's own examples, of every media type."""

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
BITS_OF_MARKUP = [
    "<table>", "</table>", "<td rowspan=999>", "<tr>", "<div hidden>", "</div>", "<script>", "<!--", "-->", "<ol start=99999><li>", "<pre>",
    "<a href='x.doc'>", "<style>", "<title>", "<textarea>", "<svg>", "<template>", "<br>", "<plaintext>", "&#x10FFFF;", "&#xD800;", "&amp;" * 50,
    "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY b 'cc'><!ENTITY c '&b;&b;'>]>&c;", "<w:p>", "</w:p>", "<w:tbl><w:tr><w:tc>", "<w:numPr/>",
]  # fmt: skip
BITS_OF_TEXT = [
    "《", "》", "〔", "〕", "（", "）", "(", ")", "“", "”", "、", "，", "。", "；", "：", "\n", " ", "\t", "\u3000", "\u2028", "\u202e", "\x00", "\ufeff", "|", "| a |\n",
    "国发〔2012〕48号", "〔99999999999999999999〕9号", "第一条 ", "（一）", "一、", "1.", "⑴", "附件：1.", "附件", "牵头", "会同", "负责", "责任单位：", "以下简称《意见》",
    "2023年5月10日", "二〇二三年", "9" * 400, "一" * 300, "至2025年达到100%", "自印发之日起施行", "各县、市、区", "市交通运输局牵头，市财政局配合", "《国务院关于意见》", "廳", "𠀀", "é",
]  # fmt: skip

Mutation = Callable[[random.Random, bytes], bytes]


def originals() -> list[tuple[str, bytes]]:
    """(suffix, bytes) of the examples."""
    return [(path.suffix, path.read_bytes()) for path in sorted(EXAMPLES.iterdir()) if path.suffix in SUFFIXES]


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes); the same for the same seed."""
    known = originals()
    for number in range(count):
        draw = random.Random(f"{seed} {number}")
        suffix, raw = draw.choice(known)
        made = []
        for _ in range(draw.randint(1, 4)):
            mutation = draw.choice(_mutations_for(suffix))
            made.append(mutation.__name__.strip("_"))
            raw = mutation(draw, raw)[:3_000_000]
        if draw.random() < 0.1:
            suffix = draw.choice(SUFFIXES)
        yield f"{number:05d}-{'-'.join(made)}{suffix}", raw


def _mutations_for(suffix: str) -> list[Mutation]:
    own = {".docx": [_members, _members, _members], ".pdf": [_pdf_loop, _numbers]}.get(suffix, [_text, _text, _markup, _numbers, _encoding])
    return [_bits, _truncation, _slice, _repeated, *own]


def _bits(draw: random.Random, raw: bytes) -> bytes:
    changed = bytearray(raw)
    for _ in range(draw.choice((1, 3, 30))):
        if changed:
            changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def _truncation(draw: random.Random, raw: bytes) -> bytes:
    return raw[: draw.randrange(len(raw) + 1)]


def _slice(draw: random.Random, raw: bytes) -> bytes:
    """A slice is left out, or stands twice, or somewhere else."""
    start, other = draw.randrange(len(raw) + 1), draw.randrange(len(raw) + 1)
    end = start + draw.randrange(1, 2000)
    cut = raw[start:end]
    return draw.choice((raw[:start] + raw[end:], raw[:end] + cut + raw[end:], raw[:other] + cut + raw[other:]))


def _repeated(draw: random.Random, raw: bytes) -> bytes:
    start = draw.randrange(len(raw) + 1)
    piece = raw[start : start + draw.choice((1, 2, 3, 9, 40, 400))]
    times = draw.choice((10, 100, 1000, 20_000))
    return raw[:start] + piece * min(times, 200_000 // (len(piece) or 1)) + raw[start:]


def _insert(draw: random.Random, raw: bytes, pieces: list[str]) -> bytes:
    for _ in range(draw.choice((1, 1, 5, 50))):
        piece = draw.choice(pieces).encode("utf-8") * draw.choice((1, 1, 1, 2, 300))
        place = draw.randrange(len(raw) + 1)
        while place < len(raw) and raw[place] & 0xC0 == 0x80:  # between characters
            place += 1
        raw = raw[:place] + piece + raw[place:]
    return raw


def _text(draw: random.Random, raw: bytes) -> bytes:
    return _insert(draw, raw, BITS_OF_TEXT)


def _markup(draw: random.Random, raw: bytes) -> bytes:
    return _insert(draw, raw, BITS_OF_MARKUP)


def _numbers(draw: random.Random, raw: bytes) -> bytes:
    """Some numbers become others, mostly huge or negative."""

    def other(match: re.Match) -> bytes:
        return draw.choice((b"99999999999999999999", b"-1", b"0", b"4294967295", b"1" * 300)) if draw.random() < 0.05 else match.group()

    return re.sub(rb"\d+", other, raw)


def _encoding(draw: random.Random, raw: bytes) -> bytes:
    wrong, right = draw.choice((("utf-8", "gb18030"), ("utf-8", "utf-16"), ("gb18030", "utf-8"), ("utf-8", "big5"), ("latin-1", "utf-8")))
    return raw.decode(wrong, "replace").encode(right, "replace")


def _pdf_loop(draw: random.Random, raw: bytes) -> bytes:
    """References point somewhere else: to their own object, to a parent, to nothing."""

    def other(match: re.Match) -> bytes:
        return b"%d 0 R" % draw.randrange(1, 12) if draw.random() < 0.3 else match.group()

    return re.sub(rb"\d+ 0 R", other, raw)


def _members(draw: random.Random, raw: bytes) -> bytes:
    """The archive with its members changed, doubled, missing, elsewhere, or of another size than they say."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # mutated before
        return _bits(draw, raw)
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", draw.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))) as archive:
        warnings.simplefilter("ignore")  # of members of one name
        for name, content in members:
            if name.endswith("document.xml") or draw.random() < 0.1:
                content = draw.choice((_text, _markup, _markup, _bits, _truncation, _slice, _repeated, _numbers, _nested))(draw, content)
            for _ in range(draw.choice((1, 1, 1, 1, 0 if draw.random() < 0.05 else 1, 2))):
                archive.writestr(draw.choice((name,) * 9 + (f"../{name}", f"/{name}")), content)
    changed = out.getvalue()
    if draw.random() < 0.2:  # a size in the directory that lies
        place = changed.find(b"PK\x01\x02") + draw.choice((20, 24))
        changed = changed[:place] + draw.randbytes(4) + changed[place + 4 :]
    return changed


def _nested(draw: random.Random, raw: bytes) -> bytes:
    tag = draw.choice((b"w:tbl", b"w:p", b"w:r", b"w:sdt", b"w:txbxContent", b"w:tc"))
    depth = draw.choice((50, 300, 3000, 20_000))
    place = raw.find(b"<w:p") if b"<w:p" in raw else 0
    return raw[:place] + b"<%s>" % tag * depth + "通知".encode() + b"</%s>" % tag * depth + raw[place:]
