"""The adoption table of a policy: for each region of a level whether and when it took the policy up.

It is the input of models of diffusion, so the regions that did not are rows too, censored at the last day on which a
document of the corpus was signed. A region has taken a policy up when a document of an agency of its level rests on it,
implements it or forwards it, or does so with a document that has. The day is that of signature, else of printing, never
a website's; a document without either is an adoption without a day.
"""

from collections.abc import Iterable
from datetime import date

from kg.regions import divisions

COLUMNS = (
    "code", "region", "adopted", "date", "lag_days", "title", "number", "through_title", "through_number", "censored",
)  # fmt: skip


def make_adoption_table(rows: Iterable[dict[str, str | None]], parameters: dict[str, str]) -> tuple[tuple[str, ...], list[tuple]]:
    """The columns and rows of the table.

    ``rows``: one for each document of the level and each document of the chain that it cites, with code, day, title, number, document,
    next, next_title, next_number, policy, policy_day and last_day (ISO days or None). ``parameters``: level.
    ``adopted`` is 1 or 0, ``lag_days`` whole days from the policy's own day (None where one is unknown; negative
    where a text is older than the printed form of what it cites), ``through``: the document in between, None where
    the policy is cited itself; ``censored``: the last day seen, for regions that have not adopted.
    """
    first: dict[str, tuple] = {}
    policy_day = last_day = None
    for row in rows:
        policy_day, last_day = row["policy_day"] or policy_day, row["last_day"] or last_day
        if row["code"] is None or row["document"] is None or row["document"] == row["policy"]:
            continue
        direct = row["next"] == row["policy"]
        known = (row["day"] or "9999", not direct, row["number"] or "", row["title"] or "", row["next_number"] or "", row["next_title"] or "")
        if row["code"] not in first or known < first[row["code"]][0]:
            first[row["code"]] = (known, row, direct)
    found = []
    for code, name in _regions(parameters["level"], last_day).items():
        if code not in first:
            found.append((code, name, 0, None, None, None, None, None, None, last_day))
            continue
        _, row, direct = first[code]
        through = (None, None) if direct else (row["next_title"], row["next_number"])
        found.append((code, name, 1, row["day"], _days(policy_day, row["day"]), row["title"], row["number"], *through, None))
    return COLUMNS, sorted(found, key=lambda line: (-line[2], line[3] or "9999", line[0]))


def _regions(level: str, day: str | None) -> dict[str, str]:
    """Name by code of the divisions of a level that there were on a day (today's where it is not known)."""
    year = int(day[:4]) if day else 9999
    return {
        region.code: region.name
        for region, _ in divisions()
        if region.level == level and (region.first or 0) <= year <= (region.last or 9999)
    }


def _days(first: str | None, second: str | None) -> int | None:
    return (date.fromisoformat(second) - date.fromisoformat(first)).days if first and second else None
