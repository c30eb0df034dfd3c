"""The columns of a table, by the words that head them: which hold tasks, which agencies in which role, which dates.

The words stand in ``lexicon/table_columns.tsv``; what names a role is a pattern, since 主要责任单位 and
牵头组织实施单位 have no end. Grammar: docs/grammar/tables.md.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from kg.lexicon import load_table

ROLES = ("lead", "support", "guide", "responsible", "accountable")
TASKS = ("task", "step", "detail", "weak")  # what can be the task, in the order in which a table's first is chosen

_LEADS = "总?牵头|主办|主责"
_SUPPORTS = "协同|协助|协作|协办|配合|参与|参加|支持"
_GUIDES = "指导|督导|督办|监督"
_ANSWERS = "责任|负责|落实|实施|承办|执行"
_ROLE = re.compile(
    rf"(?:[省市州县区]级|[省市州县区]直|主要|具体|工作|任务|项目)*"
    rf"(?P<words>(?:{_LEADS}|{_SUPPORTS}|{_GUIDES}|{_ANSWERS}|组织|主要|推进|\((?:{_LEADS}|{_SUPPORTS}|{_ANSWERS})\))+)"
    r"(?:单位|部门|主体|机构|[处科股]室|县区|地区)(?:(?:和|及|、|/)(?:单位|部门|地区|[处科股]室))?"
)
_STEM = re.compile(f"{_LEADS}|{_SUPPORTS}|{_GUIDES}|{_ANSWERS}")
_BARE_ROLE = re.compile(rf"{_LEADS}|{_SUPPORTS}|责任")  # below 责任分工 the word alone is enough
_PERSON = re.compile(r".*(?:领导|责任人|负责人|联系人|联络员|经办人|负责同志|电话|联系方式)")
# A table that counts money or marks, lists people or powers, divides no work, whatever else it says.
_REFUSED = re.compile(
    r"姓名|职务|职称|金额|预算|经费|资金|投资|[万亿]?元\)|单价|分值|得分|扣分|赋分|评分|权重|处罚|收费|职权|(?:设定|法律|法定|实施|行使)依据|中标|采购|证书"
)
_BEFORE = re.compile(r"(?:20\d\d(?:-(?:20)?\d\d)?年?度?|年度|主要|重点|具体|工作|专项|改革|重要|核心|[省市州县区]级)")
_GLOSS = re.compile(r"\([^()]*\)$")
_FIRST_LEADS = re.compile(r"(?:第一|首)(?:位|个|名|家)[^,。;]{0,8}牵头|牵头(?:单位|部门)?(?:排|列|居|在)[^,。;]{0,4}(?:首|第一|前)|首位牵头")
_SAID = re.compile("责任|牵头|负责")  # a list of projects or items divides work only where one of these heads a column
_LONGEST = 24  # characters of a column's head; longer ones are sentences


@dataclass(frozen=True)
class Columns:
    """The kind of each column (a role, a kind of ``table_columns.tsv``, ``person`` or ``""``), and the heads as written.

    ``first_leads``: the head says that the first agency of a cell leads (列第一位的为牵头单位).
    """

    kinds: tuple[str, ...]
    heads: tuple[str, ...]
    first_leads: bool

    def of(self, *kinds: str) -> list[int]:
        """The columns of these kinds, from the left."""
        return [i for i, kind in enumerate(self.kinds) if kind in kinds]

    def first(self, *kinds: str) -> int | None:
        """The leftmost column of the first of these kinds that the table has."""
        return next((i for kind in kinds for i in self.of(kind)), None)


@cache
def _words() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in load_table("table_columns")}


def head_of(words: str) -> str:
    """A cell's words without blanks, as heads are compared: 序  号 is 序号."""
    return re.sub(r"[\s:*#]", "", words)


def column_kind(head: str) -> str | None:
    """The kind of a column headed by compact folded words; None where they are no head that we know."""
    if not head or len(head) > _LONGEST:
        return None
    role = _ROLE.fullmatch(head)
    bare = _GLOSS.sub("", head) or head
    role = role or _ROLE.fullmatch(bare)
    if role and _STEM.search(role["words"]):
        leads, supports = re.search(_LEADS, role["words"]), re.search(_SUPPORTS, role["words"])
        if leads and supports:
            return "other"  # both in one column: whose role is which, only the cells say
        return "lead" if leads else "support" if supports else "guide" if re.search(_GUIDES, role["words"]) else "responsible"
    if _PERSON.fullmatch(bare):
        return "person"
    for words in (bare, head):
        while words:
            if words in _words():
                return _words()[words]
            before = _BEFORE.match(words)
            words = words[before.end() :] if before else ""
    return None


def read_columns(heads: list[str], below: list[str] = []) -> Columns | None:
    """The columns of a table that divides work, from its first row; None for every other table.

    ``below``: the cells of a second row of heads, where 责任分工 stands over 牵头单位 and 配合单位.
    """
    heads = [head_of(head) for head in heads]
    first_leads = any(_FIRST_LEADS.search(head) for head in heads)
    if below:
        parts = [head_of(head) for head in below if head.strip()]
        over = [i for i, head in enumerate(heads) if column_kind(head) in ("division", "responsible")]
        if len(over) != 1 or len(parts) < 2 or not all(column_kind(part) in ROLES or _BARE_ROLE.fullmatch(part) for part in parts):
            return None
        at = over[0]
        empty = next((n for n, head in enumerate(heads[at + 1 :]) if head), len(heads) - at - 1)
        heads = heads[:at] + [part if column_kind(part) else part + "单位" for part in parts] + heads[at + 1 + min(empty, len(parts) - 1) :]
    heads = list(accumulate(heads, lambda left, head: head or left))  # a head over two columns
    if not all(heads) or any(_REFUSED.search(head) for head in heads):
        return None
    kinds = [column_kind(head) or "" for head in heads]
    if any(kind in ROLES for kind in kinds):
        kinds = ["other" if kind == "division" else kind for kind in kinds]
    kinds = ["responsible" if kind == "division" else kind for kind in kinds]
    columns = Columns(tuple(kinds), tuple(heads), first_leads)
    sure = columns.of("task", "step")
    if not columns.of(*ROLES) or not columns.of(*TASKS) or kinds.count("") > bool(sure) or len(columns.of("number")) > 1:
        return None
    return columns if sure or any(_SAID.search(columns.heads[i]) for i in columns.of(*ROLES)) else None


def says_first_leads(words: str) -> bool:
    """True for a note that the first agency of a list leads (注：排在第一位的为牵头单位)."""
    return bool(_FIRST_LEADS.search(words))
