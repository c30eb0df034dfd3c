"""Which of the forms on offer a client wants, by its Accept header (RFC 9110, 12.5.1)."""


def choose(accept: str | None, offers: dict[str, str]) -> str | None:
    """The value of the media type that fits best, the first of ``offers`` for ``*/*`` or no header; None where none fits.

    ``offers``: media type to value, ours before theirs where the client likes two equally.
    """
    ranges = _parse(accept or "*/*")
    best, chosen = 0.0, None
    for media, value in offers.items():
        quality = _quality(media, ranges)
        if quality > best:
            best, chosen = quality, value
    return chosen


def _quality(media: str, ranges: dict[str, float]) -> float:
    kind = media.partition("/")[0]
    for pattern in (media, f"{kind}/*", "*/*"):
        if pattern in ranges:
            return ranges[pattern]
    return 0.0


def _parse(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept[:2000].split(","):
        media, *parameters = (word.strip().lower() for word in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        if media:
            found[media] = max(quality, found.get(media, 0.0))
    return found
