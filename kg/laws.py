"""National laws by name: 社会救助暂行办法 is an 行政法规 although its title names no organ."""

from functools import cache

from kg.lexicon import load_table
from kg.text import fold


@cache
def _laws() -> dict[str, str]:
    return {fold(row["name"]): row["rank"] for row in load_table("laws")}


def rank_of_law(title: str | None) -> str | None:
    """法律, 行政法规 or 部门规章 of a national law with exactly this title, 中华人民共和国 left out or not; else None."""
    words = fold(title or "").replace(" ", "").replace("\n", "").strip("《》").removeprefix("中华人民共和国")
    return _laws().get(words)
