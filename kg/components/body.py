"""The document's own text on the page: from below its title block to where the site goes on.

What a site puts around a document (share buttons, related links, the host's
imprint) states no facts. An editor's remark between the number and the
recipients (作废说明) is the site's too, and stays outside.
"""

import re
from itertools import islice

from kg.components import Match
from kg.paragraphs import Paragraph, find_ordinal

_AFTER = re.compile(
    r"相关(?:阅读|链接|文件|解读|信息|稿件|附件|新闻)|责任编辑|扫一扫|扫描二维码|上一[篇条]|下一[篇条]|版权所有|网站地图|分享到|分享[:]|本文(?:链接|关键词|来源)"
    r"|联系我们|关于我们|[(\[〔]?(?:返回(?:顶部|首页)|打印(?!机)|关闭窗?口?)|友情链接|评论这张|评论$|历史上的今天|网站标识码"
    r"|.{0,20}ICP备|[京津沪渝].?公网安备|浏览次数|点击(?:数|次数|量)|阅读(?:数|量|次数)|文件下载[:]?$|附件下载|《?关于.{0,80}的?(?:政策解读|解读)$|政策解读[:]?$|[一-龥]{0,20}《[^《》\n]{6,80}》(?:的|有关|起草|编制|修订|情况)*(?:说明|解读|问答)$|图解[:]|主站蜘蛛"
    r"|网友评论|(?:推荐|热门|最新)(?:阅读|文章|文件|资讯|推荐)|(?:阅读|点击|热门)?排行榜?(?=\s|$)|猜你喜欢|热点(?:新闻|推荐)|稿件来源|信息来源[:]|您(?:是|的)|网站支持|技术支持"
)
# Of the site, but of the document itself where its units go on below: who holds an event, where it is heard of.
_AFTER_UNITS = re.compile(r"(?:微信|微博)公众号|编辑[:]|审核[:]|来源[:].{0,30}$|主办单位[:].{0,40}(?:政府|市委|县委|区委|省委)")
_COPIED = 0.8  # of a text stands on the page again
_SHORTEST_COPY = 200  # characters: a title may stand twice, and a preamble
_OPENING, _TRIES = 12, 50  # paragraphs with one of which a copy begins; places where one of them stands again
_LONG = 50  # a paragraph of the document proper


def find_body(text: str, found: dict[str, list[Match]]) -> list[Match]:
    """One match, label ``body``: the text below title, number and recipients, up to the site's own words."""
    paragraphs = [Paragraph(m.start, m.end) for m in found["paragraphs"]]
    if not paragraphs:
        return []
    head = [m for m in found["header"]]
    start = paragraphs[0].start
    recipients = next((m for m in head if m.label == "recipients"), None)
    title = next((m for m in head if m.label == "title"), None)
    if recipients:
        start = min(recipients.end + 1, len(text))
    elif title:
        start = title.end
        number = next((m for m in head if m.label == "number"), None)
        if number and 0 <= number.start - title.end < 200:
            start = number.end
    elif head:
        start = max(m.end for m in head)
    end, met_text = paragraphs[-1].end, False
    last_unit = next((paragraph.start for paragraph in reversed(paragraphs) if find_ordinal(text, *paragraph)), 0)
    for paragraph in paragraphs:
        if paragraph.end <= start:
            continue
        words = text[paragraph.start : paragraph.end].strip()
        if met_text and (_AFTER.match(words) or paragraph.start > last_unit and _AFTER_UNITS.match(words)):
            end = paragraph.start
            break
        met_text = met_text or len(words) >= _LONG or (len(words) >= _LONG // 3 and words.endswith("。"))
    end = _before_copy(text, [p for p in paragraphs if start <= p.start < end], end)
    end = start + len(text[start:end].rstrip()) if end > start else start
    return [Match(start, end, "body")] if end > start else []


def _before_copy(text: str, paragraphs: list[Paragraph], end: int) -> int:
    """Where the same text begins a second time on a page that shows it twice, for the screen and for print; else ``end``."""
    said = ["".join(text[start:stop].split()) for start, stop in paragraphs]
    opening = {words: at for at, words in reversed([*enumerate(said[:_OPENING])]) if len(words) >= _LONG // 3}
    agains = ((opening[words], again) for again, words in enumerate(said) if words in opening)
    for at, again in islice((pair for pair in agains if pair[0] < pair[1]), _TRIES):
        same = sum(len(one) for one, other in zip(said[at:again], said[again:]) if one == other)
        if same >= max(_SHORTEST_COPY, _COPIED * sum(map(len, said[at:again]))):
            return paragraphs[again].start
    return end
