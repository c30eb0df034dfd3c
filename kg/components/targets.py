"""Targets: clauses of a measure that name a figure or a date to reach.

到2025年,…达到93%以上; 每年不少于2000人次; 2024年秋季开学前全面消除…. A clause counts when it has a
due date, or a comparison with a figure and a unit.
"""

import re
from collections.abc import Iterator

from kg.components import Match
from kg.text import parse_numeral

_CLAUSE = re.compile(r"[^。;!?\n]+")
_COUNTS = re.compile(r"[\d百]")  # no date is without, and no figure (百分之五)
_DUE = re.compile(
    r"(?:到|至|截至|力争(?:到)?|在|于)?(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?|(?P<half>上半年|年?中)|第?(?P<quarter>[一二三四1-4])季度|(?P<autumn>秋季(?:学期)?开学)|(?P<spring>春季(?:学期)?开学))?(?P<tail>年?底|末|年末|年)?(?P<before>之?前|以前|内)?"
)
_FIGURE = re.compile(
    r"(?P<sign>不低于|不少于|不高于|不超过|不得低于|不得超过|不得少于|控制在|达到|达|完成|至少|超过|提高到|提高至|提升至|提升到|增长|降至|下降|保持在|稳定在|建成|新增|培育|创建|打造|建设|实现)"
    r"\s*(?P<value>\d+(?:\.\d+)?[万亿]?|百分之[一二三四五六七八九十百]+)"
    r"\s*(?P<unit>%|个百分点|(?!以上|以下|以内|左右)[一-龥]{1,3}?)?(?P<open>以上|以下|以内|左右)?(?=[,。;()、和及的\s]|$)"
)
# Conditions (超过36个月的), limits of a benefit or a loan, terms of validity and definitions name figures without being targets.
_NO_TARGET = re.compile(
    r"的,?(?:可以?|给予|予以|按|应当|不予|一律|视为|享受|须)|(?:^|,)如|最高|最长|上限|下限|首付|贷款|补贴|补助|奖励|奖补|罚款|缴存|税率|每套|每户|原则上|是指|满\d|申请|标准为|有效期|施行|截止时间|(?:超过|达到|不足|以上|以下|以内|不超过)[^,。;]{0,10}(?:的|后)(?:[,。;]|$)"
)
# 剩余不超过30%的尾盘房源, 2018年底前已完成转制的企业: of whom something is said, not what is to be reached
_SAYS_OF_WHOM = re.compile(r"[^,。;]{0,6}?的(?!目标|水平|要求|任务|标准)")
_DONE_BEFORE = re.compile(r"之?前(?:已|已经)[^,。;]{0,10}的")
_AIMS = re.compile(r"力争|确保|实现|目标|提高|提升|达到")
# 至少2周 is a criterion unless something is to be done so often or so long
_AT_LEAST_SO_LONG = re.compile(r"至少\s*\d+\s*(?:周|年|个月|天|日|小时|次)")
_DOES = re.compile(r"培训|学习|开展|组织|召开|检查|报告|公示|轮训|更新|安排|举办|巡查|监测|研究|演练|走访|通报")
_LASTS = re.compile("(?:执行|施行|实施|有效|试行|延长|延续)(?:期限?|时间)?$")
_METRIC_HEAD = re.compile(r"^(?:其中|第[一二三四五六七八九十百\d]+条|[(]?[一二三四五六七八九十\d]{1,3}[)、.]+|确保|使|将|力争|全面|引导[^,]{0,10}?将|要求)\s*")
_METRIC_TAIL = re.compile(r"(?:一般|应当|应|必须|须|要|力争|原则上|各|争取|同比|均|最多|最少|至少)+$")
_MONTH_END = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
_AT_LEAST = {"不低于", "不少于", "不得低于", "不得少于", "至少"}
_AT_MOST = {"不高于", "不超过", "不得超过", "控制在"}
_TIMES = {"万": 1e4, "亿": 1e8}


def find_targets(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """Ref = id of the measure; offsets of the clause, without the mark that ends it."""
    matches = []
    rows: dict[str, list[tuple[int, int]]] = {}  # in a row of a table, only the cells that say what to do
    for cell in found.get("task_cells", ()):
        rows.setdefault(cell.ref, []).extend([cell[:2]] if cell.label == "words" else [])
        if cell.label == "due" and _due(text[cell.start : cell.end]):
            matches.append(Match(cell.start, cell.end, "target", cell.ref))
    stretches = [(measure, span) for measure in found["measures"] for span in rows.get(measure.ref, [measure[:2]])]
    for measure, (first, last) in stretches:
        at, quoted = first, 0  # “ without ” before the clause
        for clause in _CLAUSE.finditer(text, first, last):
            words = clause.group()
            if not _COUNTS.search(words):
                continue
            quoted += text.count("“", at, clause.start()) - text.count("”", at, clause.start())
            at = clause.start()
            due = next(_dates(words), None)
            has_due = bool(due and (due["before"] or due["tail"] or due["month"] or re.match(r"(?:到|至|截至|力争)", due.group())))
            figure = _FIGURE.search(words)
            if not has_due and not figure or _NO_TARGET.search(words) or _DONE_BEFORE.search(words) or (figure and _is_condition(words, figure, has_due)):
                continue
            if quoted > 0 or words.count("“") > words.count("”"):
                continue  # words of another text, or the rule that this one replaces
            if (has_due and re.search(r"达到|完成|实现|建成|消除|全面|形成|建立|全部|基本", words)) or (figure and _comparator(figure) != "="):
                start = clause.start() + len(words) - len(words.lstrip())
                matches.append(Match(start, start + len(words.strip()), "target", measure.ref))
    return matches


def _is_condition(words: str, figure: re.Match, has_due: bool) -> bool:
    """Whether a figure only says when or for whom something holds."""
    piece = re.split("[,:]", words[: figure.start()])[-1]
    return bool(
        _SAYS_OF_WHOM.match(words, figure.end())
        or figure["sign"] == "超过" and not _AIMS.search(words)
        or _AT_LEAST_SO_LONG.match(words, figure.start()) and not _DOES.search(words)
        or not piece.strip() and not has_due
    )


def parse_target(words: str) -> dict:
    """metric, comparator, value (a number), unit and due (ISO date) of a clause in folded text; None where it says none."""
    figures = list(_FIGURE.finditer(words))
    figure = figures[0] if len(figures) == 1 else None  # of several figures none is the target's
    due = _due(words)
    fields = {"metric": None, "comparator": None, "value": None, "unit": None, "due": due}
    if figure:
        unit = "%" if figure["value"].startswith("百分之") else figure["unit"]
        fields |= {"comparator": _comparator(figure), "value": _value(figure["value"]), "unit": unit}
        before = [piece for piece in re.split(r"[,:]", words[: figure.start()]) if piece.strip()]
        fields["metric"] = _metric(before[-1]) if before else None
        if fields["metric"] and figure["sign"] in ("增长", "下降"):
            fields["metric"] += figure["sign"]
    return fields


def _metric(words: str) -> str | None:
    """What is counted, without its date, the ordinal of its unit and the verb that orders it."""
    words = _DUE.sub("", words).strip()
    while (bare := _METRIC_TAIL.sub("", _METRIC_HEAD.sub("", words)).strip()) != words:
        words = bare
    return words or None


def _comparator(figure: re.Match) -> str:
    if figure["sign"] in _AT_LEAST or figure["open"] == "以上":
        return ">="
    if figure["sign"] == "超过":
        return ">"
    if figure["sign"] in _AT_MOST or figure["open"] in ("以下", "以内"):
        return "<="
    return "="


def _value(words: str) -> float:
    if words.startswith("百分之"):
        return float(parse_numeral(words[3:]))
    return float(words.rstrip("万亿")) * _TIMES.get(words[-1], 1)


def _dates(words: str) -> Iterator[re.Match]:
    """The dates of a clause at which something may be due: not those of a time for which something holds.

    自2025年6月1日起, 2023年至2025年, 自2025年6月1日至2026年5月31日, 执行至2027年12月31日止, 至2023年6月30日期间.
    """
    begun = None  # where the date ended that begins a time
    for date in _DUE.finditer(words):
        begins = words.endswith(("自", "从"), 0, date.start())
        lasts = words.startswith("止", date.end()) and _LASTS.search(words, 0, date.start())
        if not (begins or lasts or begun == date.start() or words.startswith(("-", "~", "至", "起", "以来", "期间"), date.end())):
            yield date
        begun = date.end() if begins else None


def _due(words: str) -> str | None:
    """The only due date of a clause: 2023年底 is 2023-12-31, 2024年秋季开学前 the day before 1 September."""
    dates = list(_dates(words))
    if len(dates) != 1:
        return None
    due = dates[0]
    year = int(due["year"])
    if due["month"]:
        month = int(due["month"])
        if not 1 <= month <= 12:
            return None
        day = int(due["day"]) if due["day"] else _MONTH_END[month] + (month == 2 and year % 4 == 0)
    elif due["half"]:
        month, day = 6, 30
    elif due["quarter"]:
        month = 3 * parse_numeral(due["quarter"])
        day = _MONTH_END[month]
    elif due["autumn"]:
        month, day = 8, 31
    elif due["spring"]:
        month, day = 2, 28 + (year % 4 == 0)
    else:
        month, day = 12, 31
    return f"{year}-{month:02}-{day:02}"
