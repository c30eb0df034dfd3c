"""Citations: mentions of other normative documents, by title, by number, or both.

``find_citations`` starts at the literals 《 and 号, puts title, number, agencies and article
of one document together, leaves out what is no other normative document (the document
itself, forms, books), and asks ``relations`` what is done with it. The grammar in words
stands in ``docs/grammar/citations.md``.
"""

import re
from bisect import bisect_right

from kg.citing.context import Surroundings
from kg.citing.issuers import issuers_in_title, split_issuers
from kg.citing.mentions import Mention, find_mentions, parse_cited_number
from kg.citing.own import OwnTexts, ShortForms, is_issued_here
from kg.citing.relations import TITLE, Context, relation_of
from kg.citing.titles import is_short_form, last_word, names_document
from kg.components import Match
from kg.numbers import Number
from kg.text import fold

_REMARK = re.compile(r"[〔(*※ ]*(?:编者?[按注]|编辑注|编注|相关(?:链接|阅读|文件|解读|政策|附件)|延伸阅读|政策解读|来源|责任编辑|时效性)")
_SPEAKS_OF_ITSELF = re.compile(r"(?<!自)本(?:通知|文件|文|办法|意见|规定|公告|方案|决定|细则)(?:中|的)?(?:附件)?[^,。;自与同起]{0,60}(?:废止|失效|停止执行)")
_HISTORY = re.compile(r"[ (]*(?:19|20)\d\d年\d{1,2}月\d{1,2}日.{0,80}(?:通过|公布|发布|颁布|修正|修订)")
_LABEL = re.compile(r"(?:发文字号|发文号|文件编号|文号|字号|索引号|备案号|统一编号|登记号) *[:|]? *$")
_LABEL_REACH = 12
_GOVERNED = ("basis", "implements", "applies", "repeals", "amends", "extends", "revises", "plans", "repeals:partial")
_CASE = re.compile(r"[民刑行执破商知][初终申再监辖特]|执异|不动产权|房权|国用|备案|许可|字第$")
_HANDED_OVER = re.compile(r"(?:出具|开具|核发|填写|填报|出示|打印|发出|发放|送达|领取|收到)(?:了|的)?[^,。]{0,4}$")
_LISTED_ISSUERS = re.compile(r"(?:发文|发布|制定|制发)(?:单位|机关|部门)[: |]+([^\n|]{2,60})")
_NOT_A_TEXT = re.compile(r"^(?:的)?(?:课程|教材|一书|专题片|栏目|节目|等?(?:证书|证件|证照|表格|证明|合同|协议)|(?:政策|图文|文字|音频|视频)*(?:解读|图解|问答|答记者问))")
# 省某厅印发了《…》,现转发给你们; 现将《通知》转发给你们, 现将该通知转发: the document named before it
_FORWARDED = re.compile(r"(?<![发实出表体呈])现(?:[将把] ?(?:《[^《》\n]{2,12}》|(?:该|此|上述|前述)[一-龥]{1,4}|其))?(?:随文|全文|一并|予以)?(?:转发|批转)(?![^。,]{0,30}《)")
_NAMED_BEFORE = 80  # characters between it and 现转发
_PUT_IN = re.compile(r"(?:修改为|改为|修订为|调整为|(?:增加|作为)[^。“”\n]{0,30})[:,]? *$")
_TAKEN_OUT = re.compile(r",?(?:统一)?(?:修改为|改为|修订为|调整为|替换为|删)")
_QUOTATION, _LEAD = 600, 40  # characters of the words in “”, and before them
_DRAFT = re.compile(r"征求意见稿|送审稿|代拟稿|讨论稿")


def find_citations(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """The citations of a folded text, in order, none inside another.

    ``found`` holds the layers before: ``body`` (one match), ``header`` (label title, number), ``parts``
    (label = role, ref = part id), ``paragraphs`` where the reader made them. Each match: offsets in
    characters over agencies, title, number and article; label = relation (``repeals:partial`` for a
    repeal of a part or in a case); ref = part id, "" in the covering text.
    """
    matches = []
    own, short = OwnTexts(text, found), ShortForms(text)
    for start, end, own_title in _stretches(text, found, own):
        mentions = find_mentions(text, start, end)
        if mentions:
            surroundings = Surroundings(text, found, start, end, mentions)
            for mention in mentions:
                match = _judge(text, mention, own, short, surroundings, own_title)
                if match:
                    matches.append(match)
    return _with_forwarded(text, sorted(matches))


def _with_forwarded(text: str, matches: list[Match]) -> list[Match]:
    """The citations, with that one forwarded that stands in the covering text before 现转发给你们."""
    ends = [match.end for match in matches]
    for forwarded in _FORWARDED.finditer(text):
        n = bisect_right(ends, forwarded.start()) - 1
        named_there = n + 1 < len(matches) and matches[n + 1].start < forwarded.end()
        if n >= 0 and not named_there and matches[n].label == "cites" and not matches[n].ref and forwarded.start() - ends[n] < _NAMED_BEFORE:
            matches[n] = matches[n]._replace(label="forwards")
    return matches


def _stretches(text, found, own):
    """The title of the document, then its body: (start, end, is the title)."""
    bodies = found.get("body", [Match(0, len(text), "body")])
    for start, end in own.title_spans:
        if not any(body.start <= start < body.end for body in bodies):
            yield start, end, True
    for body in bodies:
        yield body.start, body.end, False


def _judge(text, mention: Mention, own: OwnTexts, short: ShortForms, surroundings: Surroundings, own_title: bool) -> Match | None:
    """The match of a mention that is a citation, else None."""
    in_title = own_title or any(start <= mention.start < end for start, end in own.title_spans)
    number = parse_cited_number(text, mention)
    canonical = number.canonical if number else None
    if (own.has_number(canonical) and not _is_of_another(text, mention, own)) or (number and _CASE.search(number.code)):
        return None
    heading = surroundings.heading(mention)
    left, right = surroundings.left(mention), surroundings.right(mention)
    ref, preamble, units = surroundings.region(mention)
    title = text[slice(*mention.title)].strip("《》") if mention.title else None
    relation = relation_of(
        Context(left, right, preamble, in_title, ref == "", heading, mention.article is not None, last_word(title) if title else None, units, surroundings.tells(mention))
    )
    if _SPEAKS_OF_ITSELF.search(left + TITLE + right) or not _is_in_place(text, mention, surroundings, heading):
        return None
    if title and not _is_other_document(text, mention, title, canonical, own, short, left, right, relation, preamble):
        return None
    if _is_quoted(text, mention):
        relation = "cites"
    if relation in ("applies", "revises", "amends") and _HISTORY.match(text, surroundings.paragraph(mention.start)[0]):
        relation = "cites"
    return Match(mention.start, mention.end, relation, ref)


def _is_quoted(text, mention: Mention) -> bool:
    """Whether a mention stands in the words that an amendment puts in or takes out: 将“按照《甲》”修改为“按照《乙》”."""
    opened = text.rfind("“", max(0, mention.start - _QUOTATION), mention.start)
    if opened < 0 or "”" in text[opened : mention.start]:
        return False
    lead = text[max(0, opened - _LEAD) : opened]
    closed = text.find("”", mention.end, mention.end + _QUOTATION)
    return bool(_PUT_IN.search(lead) or closed > 0 and _TAKEN_OUT.match(text, closed + 1))


def _is_of_another(text, mention: Mention, own: OwnTexts) -> bool:
    """Whether a mention with the document's own number names another's document: codes of a city and its district may be one."""
    title = text[slice(*mention.title)].strip("《》") if mention.title else ""
    issuers = issuers_in_title(title)
    return bool(issuers) and not own.has_title(title) and not any(own.has_issuer(name) for name in issuers)


def _is_in_place(text, mention, surroundings, heading) -> bool:
    """Whether a mention stands where the document speaks: in no editor's remark, list of annexes, or cell of the page."""
    start, end = surroundings.paragraph(mention.start)
    if _REMARK.match(text, start):
        return False
    if surroundings.in_annex_list(mention) and not mention.number:
        return False
    if mention.title is None:
        alone = end - start <= mention.end - mention.start + 4
        labelled = _LABEL.search(text, max(start, mention.start - _LABEL_REACH), mention.start)
        return not (alone or mention.listed or labelled or _HISTORY.match(text, start, end))
    if mention.listed or (text[mention.title[0]] != "《" and start == mention.title[0]):
        return heading is not None  # a title with its number on a line of its own is another document's in a list only
    return True


def _is_other_document(text, mention, title, canonical, own, short, left, right, relation, preamble) -> bool:
    """Whether a title names a normative document that is not this one."""
    form = names_document(title, text[mention.title[1] : mention.title[1] + 12], canonical is not None)
    if form is False or (_NOT_A_TEXT.match(right) and not canonical):
        return False
    if form is None and not canonical and relation not in _GOVERNED:
        return False
    if canonical is None:
        if _HANDED_OVER.search(left) and "关于" not in title:
            return False  # a notice that somebody gets (出具的《…通知》), not one for all
        if is_short_form(title):
            return False
        if not relation.startswith("repeals") and own.has_title(title):
            return False
        if relation != "forwards" and is_issued_here(left, right):
            return False
        if relation == "plans" and (preamble or "附件" in right[:40]):
            return False  # it is made here and now, or comes with the document
        if _DRAFT.search(title) and re.search("征求|公示", left + right):
            return False
        if short.points_back(title, issuers_in_title(title)):
            return False
    else:
        short.points_back(title, issuers_in_title(title))
    return True


def parse_citation(words: str, label: str, region: str | None = None) -> dict:
    """The fields of a citation: title, number (canonical), issuers, article, relation, scope.

    ``words``: what its span covers, simplified, of any width; ``label``: the label of its match; ``region``: the
    code of the document's place, whose 省政府令 is meant. Names of agencies are as written.
    """
    folded = fold(words)
    mention = find_mentions(folded, 0, len(folded))[0]
    title = _clean(words[slice(*mention.title)]) if mention.title else None
    number = parse_cited_number(folded, mention, region)
    relation, _, scope = label.partition(":")
    return {
        "title": title,
        "number": number.canonical if number else None,
        "issuers": _issuers(folded, mention, title, number),
        "article": re.sub(r"\s", "", words[slice(*mention.article)]) if mention.article else None,
        "relation": relation,
        "scope": scope or None,
    }


def _clean(title: str) -> str:
    """A title without the 《》 around it and without line breaks."""
    title = re.sub(r"\s*[\n\r]\s*", "", title.strip())
    if title.startswith("《"):
        title = title[1:]
        title = title.removesuffix("》") if title.count("》") > title.count("《") else title
    title = re.sub(r"[ \u3000\xa0]+", " ", title).strip()
    return title[:-1] if title.endswith((")", "）")) and not re.search("[(（]", title) else title


def _issuers(folded: str, mention: Mention, title: str | None, number: Number | None) -> tuple[str, ...]:
    """The agencies before 《, else those the title begins with, else those of an order, else those a list names."""
    if mention.title and mention.title[0] > mention.start and not mention.number or (
        mention.title and mention.number and mention.start < min(mention.title[0], mention.number[0])
    ):
        before = split_issuers(folded[mention.start : mention.title[0]])
        if before:
            return before
    if title:
        named = issuers_in_title(fold(title))
        if named:
            return named
    if number and number.kind in ("令", "公告", "通告"):
        return split_issuers(number.code.removesuffix(number.kind))
    listed = _LISTED_ISSUERS.search(folded) if mention.listed else None
    return tuple(name.strip() for name in re.split("[、,]", listed[1])) if listed else ()
