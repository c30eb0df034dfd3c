"""One node for each agency: issuers of documents read or cited, and agencies made responsible."""

import re
from functools import lru_cache
from typing import NamedTuple

from kg.agencies import agency_kind, agency_level, full_place
from kg.lexicon import load_table, split_cell
from kg.link.titles import CENTRAL, place_of_agency
from kg.linked import LinkedAgency, LinkedChange
from kg.regions import region_by_code

# Organs that are certain to be a government's: 县教育体育局, 省发展和改革委员会, not a 领导小组 or a park's committee.
_GOVERNMENT_ORGAN = re.compile(r"(?:局|厅|委员会)$")
_NOT_GOVERNMENT_ORGAN = re.compile(r"小组|指挥部|监察|纪律|工作委员会|管理委员会|(?<=[^城])镇|(?<=[^城])乡(?!村)|代表大会|协商|分局|建设委员会（")
_MINISTRY = re.compile(r"部$|^国家.+委员会$|^中国人民银行$|^审计署$")


class Met(NamedTuple):
    """An agency as one document met it; ``written``: how, where that is known."""

    key: str
    name: str
    region: str | None
    level: str | None
    written: str | None


def meet(name: str, home: str, written: str | None = None) -> Met:
    """The agency with this full name, met in a document of ``home`` (a division's code or central)."""
    key, region, level = _place(name, home)
    return Met(key, name, region, level, written)


class Agencies:
    """Collects agencies as they are met; ``key_of`` and ``add`` are the only ways in."""

    def __init__(self):
        self._found: dict[str, tuple[str, str | None, str | None]] = {}
        self._written: dict[str, set[str]] = {}

    def key_of(self, name: str, home: str, written: str | None = None) -> str:
        """The key of the agency with this full name, met in a document of ``home`` (a division's code or central).

        A name that tells its place is one agency everywhere; one that does not (a 领导小组) is that of ``home``.
        """
        return self.add(meet(name, home, written))

    def add(self, met: Met) -> str:
        """The same of an agency that was met elsewhere."""
        self._found[met.key] = (met.name, met.region, met.level)
        if met.written and met.written != met.name:
            self._written.setdefault(met.key, set()).add(met.written)
        return met.key

    def link_changes(self) -> tuple[LinkedChange, ...]:
        """The reforms that ended agencies that were met, and those that their successors went through; successors are met by it."""
        rows = {row["name"]: row for row in load_table("central_agencies") if row["successor"] and row["last"]}
        waiting = sorted(name for name, _, _ in self._found.values() if name in rows)
        seen, events = set(waiting), {}
        while waiting:
            row = rows[waiting.pop()]
            successors = split_cell(row["successor"])
            events.setdefault((int(row["last"]), tuple(sorted(successors))), set()).add(row["name"])
            more = [name for name in successors if name in rows and name not in seen]
            waiting += more
            seen.update(more)
        return tuple(
            LinkedChange(
                year,
                tuple(sorted(self.key_of(name, CENTRAL) for name in originals)),
                tuple(sorted(self.key_of(name, CENTRAL) for name in successors)),
            )
            for (year, successors), originals in sorted(events.items())
        )

    def link_agencies(self) -> tuple[LinkedAgency, ...]:
        """All agencies met, with those they belong to, sorted by key."""
        parents = {}
        for key in sorted(self._found):
            government = parent_of(*self._found[key][:2])  # itself without a parent that is certain
            if government:
                parents[key] = self.key_of(government, "")
        return tuple(
            LinkedAgency(
                key=key,
                name=name,
                kind=agency_kind(name),
                level=level,
                region=region,
                written=tuple(sorted(self._written.get(key, ()))),
                parent=parents.get(key),
            )
            for key, (name, region, level) in sorted(self._found.items())
        )


@lru_cache(maxsize=16384)
def _place(name: str, home: str) -> tuple[str, str | None, str | None]:
    """(key, region, level) of an agency met in a document of ``home``."""
    place = place_of_agency(name)
    region, level = (None, CENTRAL) if place == CENTRAL else (place or None, agency_level(name))
    if region is not None or level == CENTRAL or not home:
        return f"agency|{name}", region, level
    if home == CENTRAL:
        return f"agency|{name}|{home}", None, level or CENTRAL
    return f"agency|{name}|{home}", home, level or getattr(region_by_code(home), "level", None)


def parent_of(name: str, region: str | None) -> str | None:
    """The government that an agency belongs to, where its name makes that certain: 太康县教育体育局 → 太康县人民政府."""
    kind = agency_kind(name)
    if kind == "office":
        return re.sub(r"办公[厅室]$", "", name)
    if kind != "department":
        return None
    if agency_level(name) == CENTRAL:
        return "国务院" if _MINISTRY.search(name) else None
    place = region_by_code(region)
    if place is None or place.code.startswith("XB") or agency_level(name) != place.level:
        return None
    organ = name.removeprefix(full_place(place))
    if organ == name or not _GOVERNMENT_ORGAN.search(organ) or _NOT_GOVERNMENT_ORGAN.search(organ):
        return None
    return f"{full_place(place)}人民政府"
