"""Writes small PDFs with Chinese text at given places, with a font that every reader knows and none embeds."""

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [<< /Type /Font /Subtype "
    b"/CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 "
    b"/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
    b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
)
SIZE = 16.0
LEFT, RIGHT, TOP, PITCH = 80.0, 80.0 + 28 * SIZE, 760.0, 28.0


def pdf_file(*pages: list[tuple[float, float, str]], size: float = SIZE) -> bytes:
    """A PDF of the pages, each a list of (x, y, text)."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", FONT]
    kids = []
    for page in pages:
        stream = b"".join(
            b"BT /F1 %.1f Tf 1 0 0 1 %.1f %.1f Tm <%s> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode()) for x, y, text in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, start,
    )  # fmt: skip


def set_text(paragraphs: list[str], top: float = TOP) -> list[tuple[float, float, str]]:
    """Paragraphs set as GB/T 9704-2012 does: 28 characters a line, the first indented by two.

    A paragraph that begins with "|" is centred, with ">" stands to the right, with "<" is not indented.
    """
    placed = []
    y = top
    for text in paragraphs:
        where, text = (text[0], text[1:]) if text[0] in "|><" else ("", text)
        if where in ("|", ">"):
            width = len(text) * SIZE
            placed.append((LEFT + (28 * SIZE - width) / 2 if where == "|" else RIGHT - width - 2 * SIZE, y, text))
            y -= PITCH
            continue
        first = 28 if where == "<" else 26
        for index, line in enumerate([text[:first], *(text[i : i + 28] for i in range(first, len(text), 28))]):
            placed.append((LEFT if index or where else LEFT + 2 * SIZE, y, line))
            y -= PITCH
    return placed
