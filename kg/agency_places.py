"""Places in the names of agencies: how a name bears its place, and which place its words mean in a document."""

import re

from kg.lexicon import load_table
from kg.regions import Region, ancestors, is_within, leading_place, region_by_code


def full_place(region: Region) -> str:
    """The name of a division as agencies bear it: districts with their city, everything else alone."""
    parent = region_by_code(region.parent) if region.level == "county" and region.parent else None
    return parent.name + region.name if parent and region.name.endswith("区") else region.name


def short_place(region: Region) -> str:
    """The place without 省, 市, 县, as vertical bodies bear it (吉水监管支局, 广西监管局)."""
    return re.sub(r"(?:壮族|回族|维吾尔)?自治区$|(?<=..)[省市县区]$", "", region.name)


def lineage(place: Region | None) -> tuple[Region, ...]:
    """The place and the divisions around it, from the inside; () without a place."""
    return (place, *ancestors(place)) if place else ()


def zone_name(zone: Region) -> str:
    """The longest name of a zone: 重庆两江新区 for 两江新区."""
    names = [row["name"] for row in load_table("zones") if row["code"] == zone.code and row["name"].endswith(zone.name)]
    return max(names, key=len, default=zone.name)


def of_level_word(word: str, place: Region | None) -> Region | None:
    """The division that 省, 市, 县 … means in a document of this place: the nearest one that ends so."""
    for region in lineage(place):
        if word in ("师市", "师"):
            if region.code.startswith("XB") and region.level != "province":
                return region
        elif region.name.endswith(word) and (word != "区" or region.level == "county" or region is place):
            return region
    return None


def explicit_place(words: str, place: Region | None) -> tuple[Region, str] | None:
    """The place with which the words begin, one around or in the document's place first, and the rest."""
    for region in (*lineage(place), None):
        led = leading_place(words, within=region)
        if led:
            return led[0], words[led[1] :]
    return None


def zone_named(words: str, place: Region) -> str | None:
    """The full name of a zone in or around the document's place, of the end of its name: 江北新区 in 南京市."""
    names = []
    for row in load_table("zones"):
        region = region_by_code(row["code"]) if row["name"].endswith(words) else None
        if region and (is_within(region, place) or is_within(place, region)):
            names.append(row["name"])
    return max(names, key=len, default=None)
