"""Keys of documents: the one place where a document's identity becomes a string.

The first that is known: owner of the number's code with code, year and serial; issuer (or place),
title and date; issuer (or place) and title. A document also knows the weaker keys it would have had
if less were known of it: they lead to it when a corpus grows.
"""

from kg.link.owners import family_of
from kg.link.sightings import Sighting


def key_of_number(nkey: str) -> str:
    """``nkey``: owner's place | code | year | serial."""
    return f"number|{nkey}"


def key_of_title(owner: str, core: str, date: str | None = None) -> str:
    """``owner``: the first issuer (an agency and its office as one), else its place, else ""."""
    return f"title|{owner}|{core}" + (f"|{date}" if date else "")


def key_of_sighting(sighting: Sighting, with_date: bool = True) -> str:
    """The key of a document read, from its title; a text without one has only its place in its source."""
    if not sighting.core:
        part = f"|{sighting.part.id}" if sighting.part else ""
        return f"source|{sighting.record.sha256}{part}"
    owner = family_of(sighting.issuers[0]) if sighting.issuers else sighting.home
    return key_of_title(owner, sighting.core, sighting.date if with_date else None)


def keys_of_sighting(sighting: Sighting) -> set[str]:
    """With its date and without."""
    key = key_of_sighting(sighting, with_date=False)
    return {key, f"{key}|{sighting.date}"} if sighting.core and sighting.date else {key}


def keys_of_documents(
    members: dict[str, list[Sighting]], numbers: dict[str, str], stubs: set[str]
) -> dict[str, str]:
    """Document key of every target of the rules.

    ``members``: target to its sightings, best attested first. ``numbers``: target to the number
    that is its own. ``stubs``: targets that no source is, as the rules name them;
    of two with one key the caller makes one.
    """
    keys = {}
    for tid, sightings in members.items():
        keys[tid] = key_of_number(numbers[tid]) if tid in numbers else key_of_sighting(sightings[0])
    _part_equals(keys, members)
    home = {sighting.sid: keys[tid] for tid, sightings in members.items() for sighting in sightings}
    for tid in stubs:
        kind, _, rest = tid.partition("|")
        if tid.startswith("#"):
            keys[tid] = key_of_number(tid[1:])
        elif kind == "p":
            place, _, core = rest.partition("|")
            keys[tid] = f"plan|{_scope(place, home)}|{core}"
        else:
            family, place, core = rest.split("|", 2)  # a broken title may hold one
            keys[tid] = key_of_title(_scope(family, home) or place, core)
    read = {keys[tid] for tid in members}
    for tid in stubs:
        if keys[tid] in read:  # of the same title and issuer, but made after those that cite this one
            keys[tid] += "|cited"
    return keys


def _scope(words: str, home: dict[str, str]) -> str:
    """The document within which a title that is too general is one: ``@sid`` as its key."""
    return f"@{home.get(words[1:], words[1:])}" if words.startswith("@") else words


def _part_equals(keys: dict[str, str], members: dict[str, list[Sighting]]) -> None:
    """Documents that the rules hold apart keep apart: all but the first of equal keys name their source too."""
    seen: set[str] = set()
    for tid in sorted(keys, key=lambda tid: (keys[tid], members[tid][0].record.source, members[tid][0].sid)):
        if keys[tid] in seen:
            keys[tid] += f"|{members[tid][0].sid}"
        seen.add(keys[tid])


def former_keys(keys: dict[str, str], weaker: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """The weaker keys of every target that no document bears and no two documents claim."""
    taken = set(keys.values())
    claims: dict[str, str | None] = {}  # None: of two
    for tid, candidates in weaker.items():
        for key in candidates - taken:
            claims[key] = tid if claims.setdefault(key, tid) == tid else None
    found: dict[str, list[str]] = {}
    for key in sorted(claims):
        if tid := claims[key]:
            found.setdefault(tid, []).append(key)
    return {tid: tuple(keys) for tid, keys in found.items()}
