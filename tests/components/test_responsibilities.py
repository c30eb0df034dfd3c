"""Responsibilities: labels, brackets and sentences that make agencies responsible for a measure."""

from kg.components import Match
from kg.components.responsibilities import find_responsibilities, parse_responsibility
from kg.regions import region_by_code
from kg.text import fold


def read(*units: str) -> list[tuple[str, str, str]]:
    """(measure, agency, role) of units given as texts, each one measure."""
    text = fold("\n".join(units))
    measures, start = [], 0
    for number, unit in enumerate(units, start=1):
        measures.append(Match(start, start + len(unit), "task", str(number)))
        start += len(unit) + 1
    found = find_responsibilities(text, {"measures": measures, "headings": []})
    return [(match.ref.split("#")[0], text[match.start : match.end], match.label) for match in found]


def agencies(unit: str) -> list[tuple[str, str]]:
    return [(agency, role) for _, agency, role in read(unit)]


def test_a_label_opens_a_list():
    assert agencies("(一)建设书屋。新建十处。\n责任单位:县教体局、县财政局,县残联") == [
        ("县教体局", "responsible"),
        ("县财政局", "responsible"),
        ("县残联", "responsible"),
    ]


def test_lead_and_support_labels_share_a_line():
    assert agencies("(一)修路。改造巷道。(牵头单位:市住建局;配合单位:市财政局、各区人民政府)") == [
        ("市住建局", "lead"),
        ("市财政局", "support"),
        ("各区人民政府", "support"),
    ]
