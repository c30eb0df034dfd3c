"""Which lines of a page are the document, and which the site around it.

The document is the element that holds nearly all running text. Around it only
what speaks of the document is kept: the catalogue (索引号, 发文机关, 发文字号 …),
the title, the line with source and time, and what stands between the title and the
text. Where the rule is unsure, more is kept: a line too many makes no fact, a line
lost can be the document's number.
"""

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from kg.reading.html import Line

_LONGEST_TITLE = 1000  # characters of a page's title element that are looked at
_MAIN_SHARE = 0.8  # of the running text of the page is in the element taken for the document

# Labels of the catalogue that government sites put above a document (《政府信息公开目录》, observed forms).
_LABELS = (
    "索引号|信息索引号?|统一编号|统一登记号|登记号|规范性文件编号|备案号|文号|文件编号|发文字号|文件字号|发文文号|"
    "发文机关|发文机构|发文单位|发布机关|发布机构|发布单位|制发机关|制定机关|颁布机关|公布机关|印发机关|公开机构|"
    "成文日期|成文时间|生成日期|生成时间|形成日期|制发日期|签发日期|发文日期|发文时间|发布日期|发布时间|发表时间|公布日期|公布时间|"
    "颁布日期|公开日期|公开时间|印发日期|印发时间|实施日期|施行日期|生效日期|失效日期|失效时间|废止日期|"
    "文件名称|信息名称|主题分类|主题类别|主题词|关键词|信息分类|信息类别|组配分类|体裁分类|公文种类|服务对象|所属主题|所属机构|"
    "效力状态|文件状态|公文时效|时效性|有效性|是否有效|公开方式|公开形式|公开范围|公开类别|公开属性|内容概述|内容摘要|信息来源|稿件来源"
)
# Words that label a field only where a colon follows: they head columns of other tables too.
_WORDS = "标题|名称|字号|时间|日期|来源|作者|分类|主题|文种|体裁|概述|摘要|备注|效力|有效期|有效期限|更新时间|更新日期|信息提供|语种|层级"
_LABEL = re.compile(rf"(?:{_LABELS})[：:]?|(?:{_WORDS})[：:]")
_BARE_LABEL = re.compile(rf"[【\[]?(?:{_LABELS})[】\]]?")
_CATALOGUE = re.compile(rf"[【\[]?(?:{_LABELS}|{_WORDS})[】\]]?[：:].*|(?:{_LABELS})(?:[\d〔].*)?")
_BLANK = re.compile(r"[\s\u3000]+")

# Whole lines that sites put on every page; never the text of a document.
_BOILERPLATE = re.compile(
    r"[【\[（(]?(?:返回顶部|返回首页|返回|关闭窗口|关闭本页|关闭|打印本页|打印此页|打印|收藏本页|加入收藏|收藏|下载、打印|下载|保存|我要纠错|纠错|"
    r"分享到?|分享至?.{0,20}|(?:手机)?扫一扫.{0,20}|扫码(?:关注|阅读|查看|浏览|分享).{0,16}|[上下]一[篇条].*|字[体号](?:大小)?[：:]?[大中小特默认\[\]]*|大中小|"
    r"(?:A[+-]?[大中小])+|繁体版?|简体|无障碍.{0,6}|网站首页|首页|网站地图|基本信息|微信|微博|QQ空间|打开当前页|打印关闭|相关新闻|标签[：:]?|-?次|"
    r"(?:阅读|浏览|点击)(?:次数|量|数).{0,8}|[->|×+↺])[】\]）)]?"
    r"|【返回顶部】【关闭窗口】|【打印】【关闭】|您?(?:当前|现在|当前所在|所在)的?位置[：:].*|技术支持[：:].*|建议使用.{0,30}浏览器.*"
    r"|.{0,40}(?:版权所有|ICP备|公网安备|网站标识码).{0,80}"
)
# Classes and ids of what stands around a document on most sites.
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|mainnav|menu|footer|foot|bottom|crumbs?|breadcrumbs?|curb|location|position|share|bdshare|"
    r"sidebar|aside|copyright|related|recommend|xgwz|hot|login|search|sousuo|ewm|qrcode|pop|modal|friend|links?)(?=$|[\s_\d-])"
)
# An element that holds a title; words that are one in whatever element, and in such a one.
_TITLE_ELEMENT = re.compile(r"^h[1-3]\b|(?:^|[\s_-])(?:tit|title|bt|biaoti|headline)(?=$|[\s_\d-])|title$")
_TYPES = "通知|意见|决定|办法|规定|条例|方案|规划|公告|通告|通报|批复|细则|纲要|计划|措施|复函|函|令"
_A_TITLE = re.compile(rf"[^。；：:|]{{4,100}}(?:{_TYPES})(?:[（(][^（）()]{{1,20}}[）)])?")
_WORDED_TITLE = re.compile(rf"[^。；：:|]{{0,40}}关于[^。；：:|]{{2,100}}(?:{_TYPES})(?:[（(][^（）()]{{1,20}}[）)])?")
_SENTENCE = re.compile("[，。；：、]")
_NOT_WORD = re.compile(r"[\W_]+")
_SITE = re.compile(r"(?:网|网站|门户|平台|频道|首页|官网|政务公开|信息公开|政府信息公开|公报|政府|人民政府|Gov|gov\.cn|委员会|[局厅部])$")
_SITE_PARTS = re.compile(r"\s*[_|｜]+\s*|\s*[-–—]{1,2}\s*")
_STATES_A_POLICY = re.compile("关于|通知|意见|决定|办法|规定|条例|方案|规划|公告|通告|批复|细则|纲要|计划|措施|公报|令$|函$")


def document_title(tree: LexborHTMLParser) -> str | None:
    """The title of the document by the page's head: ArticleTitle, or the title element without the site's name."""
    for name in ("ArticleTitle", "articletitle", "og:title"):
        node = tree.css_first(f'meta[name="{name}"],meta[property="{name}"]')
        if node is not None and (text := (node.attributes.get("content") or "").strip()):
            return _without_site(text)
    node = tree.css_first("title")
    return _without_site(" ".join(node.text().split())) if node is not None else None


def _without_site(title: str) -> str | None:
    # Sites stand before or behind the title, parted by a dash; dashes within a title stay (2018—2035年).
    title = title[:_LONGEST_TITLE]
    parts = [(match.start(), match.end()) for match in _SITE_PARTS.finditer(title)]
    edges = [0, *(edge for part in parts for edge in part), len(title)]
    pieces = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2) if edges[i] < edges[i + 1]]
    while pieces and _is_site(title[slice(*pieces[-1])]):
        pieces.pop()
    while pieces and _is_site(title[slice(*pieces[0])]):
        pieces.pop(0)
    if not pieces:
        return None
    title = title[pieces[0][0] : pieces[-1][1]].strip()
    return title if len(_NOT_WORD.sub("", title)) >= 6 and not title.endswith(("...", "…")) else None


def _is_site(words: str) -> bool:
    return not _STATES_A_POLICY.search(words) and (len(words) < 6 or _SITE.search(words) is not None)


def with_title(lines: list[str], title: str | None) -> str:
    """The lines as one text; ``title`` is put before them where they do not say it themselves."""
    if title and _NOT_WORD.sub("", title) not in _NOT_WORD.sub("", "".join(lines)):
        lines = [title, *lines]
    return "\n".join(lines)


def table_lines(rows: list[list[str]]) -> list[str]:
    """The rows of a table as lines: a catalogue's pairs of cells as ``label：value``, other rows joined by ' | '.

    A row is of a catalogue where its first cell is a label with a colon, or a label as in half of the rows and
    more: 文号 heads a column of other tables.
    """
    labelled = [bool(row[0]) and _is_label(row[0]) and not (len(row) > 1 and _is_label(row[1])) for row in rows]
    catalogue = sum(labelled) * 2 >= len(rows)
    lines: list[str] = []
    for row, first_is_label in zip(rows, labelled):
        if first_is_label and catalogue or _is_label(row[0]) and row[0].rstrip().endswith(("：", ":")):
            lines.extend(_pairs(row))
        else:
            lines.append(" | ".join(row).strip())
    return lines


def _pairs(cells: list[str]) -> list[str]:
    lines: list[str] = []
    for cell in cells:
        if _is_label(cell):
            lines.append(_BLANK.sub("", cell).rstrip("：:") + "：")
        elif cell and lines and lines[-1].endswith("："):
            lines[-1] += cell
        elif cell:
            lines.append(_tidy_label(cell))
    return lines


def _is_label(cell: str) -> bool:
    return len(cell) < 16 and _LABEL.fullmatch(_BLANK.sub("", cell)) is not None


def is_label(words: str) -> bool:
    """Whether words are nothing but a label of the catalogue that needs no colon."""
    return len(words) < 16 and _BARE_LABEL.fullmatch(_BLANK.sub("", words)) is not None


def _tidy_label(text: str) -> str:
    """``文　　号：X`` as ``文号：X``: sites stretch the labels of a catalogue to one width."""
    head, colon, rest = text.partition("：")
    if colon and len(head) < 12 and _LABEL.fullmatch(_BLANK.sub("", head)):
        return _BLANK.sub("", head) + colon + rest.lstrip(" \u3000")
    return text


def choose(lines: "list[Line]", names: dict[int, str], title: str | None) -> list[str]:
    """The lines that are the document or speak of it, as text, in the page's order."""
    lines = _join_labels(lines)
    main = _widened(_main_element(lines), lines, names)
    inside = [main is None or main in line.path for line in lines]
    first = inside.index(True)
    scope = _scope(lines, names, inside, first, title or _title_above(lines[:first], names))
    in_runs = _link_runs(lines)
    seen_labels: set[str] = set()
    kept: list[str] = []
    for index, line in enumerate(lines):
        compact = _BLANK.sub("", line.text)
        label = _CATALOGUE.fullmatch(compact) and re.split("[：:]", compact)[0]
        if _BOILERPLATE.fullmatch(compact) or index in in_runs:
            continue
        if inside[index]:
            keep = True
        elif label:
            # Behind the text stand the catalogues of other documents; a label not yet seen is this one's.
            keep = line.linked < len(line.text) / 2 and (index < first or label not in seen_labels)
            seen_labels.add(label)
        elif scope is not None and scope in line.path:
            keep = (line.linked < len(line.text) / 2 or line.attached) and not _stands_around(line, names)
        else:
            keep = False
        if keep:
            kept.append(_tidy_label(line.text))
    return kept


def _weight(line: "Line") -> int:
    """Characters of running text in a line: none in links, captions, fields of the catalogue and what sites write on every page."""
    own = len(line.text) - line.linked
    compact = _BLANK.sub("", line.text)
    if own * 2 < len(line.text) or _BOILERPLATE.fullmatch(compact) or _CATALOGUE.fullmatch(compact):
        return 0
    return own if own >= 25 or (own >= 10 and _SENTENCE.search(line.text)) else 0


def _main_element(lines: "list[Line]") -> int | None:
    """The innermost element that holds nearly all running text; None where there is no running text."""
    weights: dict[int, int] = {}
    depths: dict[int, int] = {}
    total = 0
    for line in lines:
        if weight := _weight(line):
            total += weight
            for depth, element in enumerate(line.path):
                weights[element] = weights.get(element, 0) + weight
                depths[element] = depth
    # Two elements beside each other cannot both hold most of the text, so the deepest of all is below all others.
    holding = [element for element, weight in weights.items() if weight >= _MAIN_SHARE * total]
    return max(holding, key=depths.get, default=None)


def _widened(main: int | None, lines: "list[Line]", names: dict[int, str]) -> int | None:
    """``main`` or the outermost element around it that adds no navigation: a signature or a table can stand beside the text."""
    inner = next((line for line in lines if main in line.path), None)
    if inner is None:
        return main
    outside = [line for line in lines if main not in line.path]
    site = [line for line in outside if line.linked * 2 >= len(line.text) and not line.attached or _stands_around(line, names)]
    for element in reversed(inner.path[: inner.path.index(main)]):
        if any(element in line.path for line in site):
            break
        main = element
    return main


def _title_above(lines: "list[Line]", names: dict[int, str]) -> str | None:
    """The line nearest above the text that is a title by its element or its words, for a page whose head names none."""
    for line in reversed(lines):
        named = any(_TITLE_ELEMENT.search(names.get(element, "")) for element in line.path[-1:])
        if (_A_TITLE if named else _WORDED_TITLE).fullmatch(_BLANK.sub("", line.text)) and not line.linked and not _stands_around(line, names):
            return line.text
    return None


def _scope(lines, names, inside, first, title) -> int | None:
    """The element that holds both the document and its title, where the title stands outside the text."""
    if not title:
        return None
    wanted = _NOT_WORD.sub("", title)
    for index in range(first - 1, -1, -1):
        line = lines[index]
        words = _NOT_WORD.sub("", line.text)
        if len(words) >= 6 and (words in wanted or wanted in words) and line.linked * 2 < len(line.text):
            if _stands_around(line, names):
                continue
            shared = [element for element in line.path if element in lines[first].path]
            return shared[-1] if shared else None
    return None


def _stands_around(line: "Line", names: dict[int, str]) -> bool:
    return any(_AROUND.search(names.get(element, "")) for element in line.path)


def _join_labels(lines: "list[Line]") -> "list[Line]":
    """A label that stands in an element of its own before its value makes one line with it.

    One without a colon, which the style may write, only where the element around both holds nothing else.
    """
    joined: list[Line] = []
    for at, line in enumerate(lines):
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.tag != "row"
            and _is_label(before.text)
            and not _CATALOGUE.fullmatch(_BLANK.sub("", line.text))
            and len(before.path) > 1
            and before.path[-2] in line.path
            and before.path != line.path
            and (before.text.endswith(("：", ":")) or not any(before.path[-2] in beside.path for beside in (*joined[-2:-1], *lines[at + 1 : at + 2])))
        ):
            before.text = _BLANK.sub("", before.text).rstrip("：:") + "：" + line.text
            before.linked += line.linked
        else:
            joined.append(line)
    return joined


def _link_runs(lines: "list[Line]") -> set[int]:
    """Indexes of lines in lists of links: three and more in a row that are nothing but links, and no attachments."""
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        is_link = line.linked * 10 >= len(_BLANK.sub("", line.text)) * 8 and not line.attached
        if is_link and not line.text.startswith("附件"):
            run.append(index)
            continue
        if len(run) >= 3:
            found.update(run)
        run = []
    if len(run) >= 3:
        found.update(run)
    return found
