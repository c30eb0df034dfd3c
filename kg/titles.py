"""Titles as words: their form, their type (文种), and the lines of a page that make one.

GB/T 9704-2012, 7.3.1: a title is 发文机关 + 关于 + 事由 + 文种. The types are in ``lexicon/document_types.tsv``.
All functions look at folded text.
"""

import re
from functools import cache

from kg.lexicon import load_table
from kg.numbers import find_numbers
from kg.paragraphs import Paragraph, find_ordinal
from kg.regions import leading_place
from kg.text import fold

_LINES = 6  # of a title
_SHORTEST, _LONGEST = 7, 200  # characters of a title
_WRAPPING = "《》〈〉<>“”\" \n#*"
_STATUS = r"(?:\((?:[^()]{0,12}(?:试行|暂行|草案|修订|修正|征求意见稿|送审稿|审议稿)[^()]{0,8}|已?失效|已?废止|\d{4}年版?|\d{4}-\d{4}年?)\))?"
_CLOSING_BRACKET = re.compile(r"\((?:[^()]{0,20}(?:试行|暂行|草案|版|年|稿|修订|修正)|\d{4}[-—]\d{4})\)$")
_NO_TITLE = re.compile(r"解读(?!工作|机制|制度|[和与、])|问答|图解|答记者问|新闻发布|^附件|^目录|>|http|责任编辑|^来源|^时间|一图读懂|新闻发布会|^\W*$")
_ANGLED = re.compile(r"<[^<>]+>")  # marks of a title within, no way through a site (首页>政务公开>…)
# Lines that stand between two texts and belong to no title: a date, a remark on publicity, who signs an order.
_INTERRUPTS = re.compile(
    r"\(?(?:\d{4}|[二一][〇○零一二三四五六七八九]{3})年.{1,8}日\)?$|\(\d{4}年|\(?此件|\(?主动公开|\(本文|\(略|\(?联系|附件|第.{1,6}号$|目 ?录$|[)\]〕,.、]"
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}$|(?:发布|发文|成文|公布|生效|实施|废止)(?:日期|时间)|有效性|(?:现行)?有效$"
    r"|\(?(?:省长|市长|县长|区长|部长|主席|主任|局长|总理|州长)"
)
_SENTENCE = re.compile(r"[。;!?|]|[,:].{0,200}[,:]|^[一-龥]{2,6}:")
_AGENCY_LINE = re.compile(
    r"^[^,。:;!?《》0-9a-zA-Z]{2,80}(?:政府|办公[厅室]|委员会|[部委厅局署院会]|总社|党组|中央|国务院|银行|[分支]行|管理部|小组|指挥部|中心|管委会|综合司|调查[总支大]?队|(?:联防联控|协调)机制|[部委署局厅院会](?:(?!会同|依法|予以|有关)[一-龥]){2,14}(?:(?<!公)司|(?<![查惩判论])处))$"
)
_PREFIX = re.compile(r"^(?!关于|印发|转发|批转|发布)(?P<agencies>.{2,120}?)(?P<verb>关于|印发|转发|批转|发布)")
OF_SEVERAL = re.compile(r"等[\d一二三四五六七八九十]+[个家]?(?:部门|单位|厅局|委局|部委)$")  # …卫生健康委等4部门
FILED = re.compile(r"\s*〔(?P<under>[一-龥]{2,20})〕 *")  # 【某省某市】, 【某市财政局】 that a collector puts before a title
SEAL = re.compile(r"\((?:代章|盖章|公章|印章?|章)\)")  # behind who signs
# 某省健康促进委员会 / (爱国卫生运动委员会): the second name of one body, on a line of its own or not.
_SECOND_NAME = re.compile(rf"\((?=[一-龥]{{4,30}}(?:委员会|办公室|局|厅)\))|(?<=[会室局厅])\)|{SEAL.pattern}")

ITS_GOVERNMENT = "(?:自治区|[省市县区州盟旗])(?:人民)?政府"  # in a title that names its issuer without its place: 省政府关于…

# 某县人民政府 / 拆迁公告: without 关于 below the agency, but no column of a site
_ANNOUNCES = re.compile(r"(?!通知|公示|政务|政府|最新)[一-龥]{2,20}(?:公告|通告|通报)")


@cache
def _types() -> dict[str, str]:
    return {row["word"]: row["base"] for row in load_table("document_types")}


@cache
def type_words() -> str:
    """The words for types of documents as an alternation, the longest first."""
    return "|".join(sorted(map(re.escape, _types()), key=lambda word: (-len(word), word)))


@cache
def _title_end() -> re.Pattern:
    return re.compile(rf"(?:{type_words()}){_STATUS}$")


@cache
def _ends_in_type() -> re.Pattern:
    return re.compile(rf"的(?:{type_words()}){_STATUS}$")


def document_type(title: str | None) -> tuple[str, str] | None:
    """Base kind and full word of the type with which a title ends: (意见, 指导意见); None if it ends in none."""
    if not title:
        return None
    words = "".join(fold(title).split()).rstrip("》〉>”\"")
    words = _CLOSING_BRACKET.sub("", words).rstrip("》〉>”\"")
    for length in range(min(6, len(words)), 0, -1):
        base = _types().get(words[-length:])
        if base:
            return base, words[-length:].removeprefix("的")
    return None


def bare(text: str, start: int, end: int) -> str:
    """The words without white space and without the marks that only wrap them."""
    return "".join(text[start:end].split()).strip(_WRAPPING)


def is_title(words: str) -> bool:
    """Whether words without white space have the form of a title: they end in a type of document and are no sentence."""
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and bool(_title_end().search(words))
        and not re.fullmatch(r"[^关于]{2,30}(?:令|公告|文件)", words)
        and not _NO_TITLE.search(_ANGLED.sub("", words))
        and not _SENTENCE.search(words)
        and words.count("《") == words.count("》")
        and not words.startswith(("现将", "根据", "按照", "为", "请", "并", "就《", "有关部门"))
        and not (words.startswith("本") and leading_place(words) is None)  # 本通知…, but 本溪市…
    )


def is_agency_line(words: str) -> bool:
    """Whether a line names agencies and nothing else: a letterhead, a signature, the first line of a title."""
    words = _SECOND_NAME.sub("", words)
    return bool(_AGENCY_LINE.match(words)) and "关于" not in words and len(words) <= 120


def find_titles(text: str, paragraphs: list[Paragraph]) -> list[tuple[int, int, int]]:
    """Blocks of one to six paragraphs of the form of a title: (first paragraph, last paragraph + 1, characters)."""
    blocks = []
    for first, (start, _) in enumerate(paragraphs):
        if find_ordinal(text, *paragraphs[first]):
            continue
        best = None
        for last in range(first, min(first + _LINES, len(paragraphs))):
            line = bare(text, *paragraphs[last])
            if len(line) > _LONGEST or _INTERRUPTS.match(line) or (last > first and (find_ordinal(text, *paragraphs[last]) or find_numbers(text[slice(*paragraphs[last])]))):
                break
            words = bare(text, start, paragraphs[last].end)
            if len(words) > _LONGEST or _SENTENCE.search(words):
                break
            if best and not line.startswith(("的", "和", "及", "意见", "通知", "(")) and not _unfinished(words, line):
                break  # the block was whole before this line
            if is_title(words) or last > first and _ANNOUNCES.fullmatch(line) and is_agency_line(words[: -len(line)]):
                best = last + 1
        if best:
            blocks.append((first, best, len(bare(text, start, paragraphs[best - 1].end))))
    return blocks


def _unfinished(words: str, line: str) -> bool:
    """Whether a title that says 关于 or 印发 still lacks the 的 with its type, and this line brings it."""
    lacks = re.search(r"关于|印发|转发|批转", words[: -len(line)]) and not _ends_in_type().search(words[: -len(line)])
    return bool(lacks) and bool(_ends_in_type().search(line)) and "关于" not in line


def who_speaks(title: str | None) -> str:
    """What stands before 关于 (印发, 转发 …) in a title: its agencies; "" where nothing does."""
    prefix = _PREFIX.match(title.lstrip("《<〈")) if title else None
    return prefix["agencies"].strip() if prefix else ""
