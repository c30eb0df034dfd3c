"""The words of the pictures, Chinese first, each with its English.

One table for both pictures and their shared panel: the page carries it as JSON
and switches between the two columns without another request. The values of a
field (``level.central``) are the keys under which the legend finds its words.
"""

LEVELS = ("central", "province", "prefecture", "county", "township", "unknown")
STATUSES = ("full", "catalogued", "cited-only", "planned")

# Relations of ``extraction.md`` by what they do; a group shares one line style.
RELATION_GROUPS = {
    "basis": "basis",
    "implements": "implements",
    "applies": "cites",
    "cites": "cites",
    "forwards": "passes",
    "answers": "passes",
    "amends": "changes",
    "extends": "changes",
    "revises": "changes",
    "repeals": "changes",
    "plans": "plans",
}

TERMS: dict[str, tuple[str, str]] = {
    # levels 层级
    "level.central": ("中央", "Central"),
    "level.province": ("省级", "Province"),
    "level.prefecture": ("市级", "Prefecture"),
    "level.county": ("县级", "County"),
    "level.township": ("乡级", "Township"),
    "level.unknown": ("不明", "Unknown"),
    # how a document is known
    "status.full": ("有原文", "Text in the corpus"),
    "status.catalogued": ("见于目录", "Known from a catalogue"),
    "status.cited-only": ("仅见于引用", "Known by citation only"),
    "status.planned": ("待制定", "Still to be made"),
    # relations 引用关系, as read from the citing document to the cited one
    "relation.basis": ("依据", "Based on"),
    "relation.implements": ("贯彻落实", "Implements"),
    "relation.applies": ("适用", "Applies"),
    "relation.cites": ("提及", "Mentions"),
    "relation.forwards": ("转发", "Forwards"),
    "relation.answers": ("答复", "Answers"),
    "relation.amends": ("修改", "Amends"),
    "relation.extends": ("延长有效期", "Extends"),
    "relation.revises": ("要求修订", "Orders to revise"),
    "relation.repeals": ("废止", "Repeals"),
    "relation.plans": ("计划制定", "Plans"),
    # the other lines of the view
    "relation.issued-by": ("发文机关", "Issued by"),
    "relation.part-of": ("属于", "Part of"),
    "relation.lead": ("牵头", "Leads"),
    "relation.support": ("配合", "Supports"),
    "relation.guide": ("指导", "Guides"),
    "relation.accountable": ("负总责", "Accountable"),
    "relation.responsible": ("负责", "Responsible"),
    "kind.document": ("文件", "Document"),
    "kind.agency": ("机关", "Agency"),
    "kind.measure": ("措施", "Measure"),
    # fields of a card
    "field.number": ("发文字号", "Number"),
    "field.issuer": ("发文机关", "Issuer"),
    "field.date": ("成文日期", "Signed"),
    "field.year": ("年份", "Year"),
    "field.level": ("层级", "Level"),
    "field.region": ("行政区划", "Region"),
    "field.status": ("来源", "Known from"),
    "field.type": ("文种", "Type"),
    "field.kind": ("类别", "Kind"),
    "field.relation": ("关系", "Relation"),
    "field.file": ("出处", "Source"),
    "field.reason": ("关联依据", "Linked by"),
    "field.confidence": ("可信度", "Confidence"),
    "field.document": ("所属文件", "Document"),
    "field.article": ("条款", "Article"),
    "force.ended": ("已失效", "No longer in force"),
    "scope.partial": ("仅部分废止", "Repealed in part only"),
    # how a citation found its document
    # why a link stands: short for the sentences of kg.link.reasons
    "reason.number": ("发文字号相同", "same number"),
    "reason.number-reach": ("发文字号相同，本地及上级中仅此一件", "same number, the only one within reach"),
    "reason.title": ("标题相同", "same title"),
    "reason.title-reach": ("标题相同，本地、上级及中央中仅此一件", "same title, the only one within reach"),
    "reason.title-learned": ("标题在他处与字号并列", "title seen beside its number elsewhere"),
    "reason.title-version": ("同一法规取引用时最新的版本", "Latest version before the citing document"),
    "reason.title-here": ("标题太一般，只认作本文件所指", "general title, of this text only"),
    "reason.planned": ("尚待制定", "still to be made"),
    "reason.reviewed": ("经人工核定", "decided in review"),
    # headings, hints and buttons
    "picture.map": ("政策引用图：中央与地方", "Policy citations, central and local"),
    "picture.view": ("政策知识图谱", "Policy knowledge graph"),
    "picture.matrix": ("引用矩阵", "Citations from whom to whom"),
    "picture.timeline": ("采用时间线", "Who took it up, and when"),
    "picture.flow": ("政策传导图", "How a policy spread"),
    "matrix.level": ("引用方层级 ↓　被引用方层级 →", "Citing level ↓  cited level →"),
    "matrix.issuer": ("引用方地区 ↓　被引用文件的发文机关 →", "Citing place ↓  issuer of what is cited →"),
    "matrix.note": ("数字为文件对数：一份文件引用另一份，不论几处，计一次。", "Pairs of documents: one that cites another counts once, however often it does."),
    "timeline.adopted": ("已采用", "Took it up"),
    "timeline.others": ("未采用（截至 {day}）", "Have not (up to {day})"),
    "timeline.lag": ("时滞（天）", "Days after"),
    "timeline.through": ("经由", "Through"),
    "timeline.note": ("日期取成文日期，其次印发日期，不取网页发布日期。", "Days are those of signature, else of printing, never a website's."),
    "count.documents": ("份文件", "documents"),
    "count.citations": ("处引用", "citations"),
    "count.agencies": ("个机关", "agencies"),
    "count.measures": ("项措施", "measures"),
    "card.cites": ("引用的文件", "Cites"),
    "card.cited": ("被下列文件引用", "Cited by"),
    "card.issued": ("所发文件", "Issued"),
    "card.measures": ("措施", "Measures"),
    "card.agencies": ("责任单位", "Responsible agencies"),
    "card.duties": ("承担的措施", "Measures it answers for"),
    "card.evidence": ("原文依据", "Evidence"),
    "card.noevidence": ("此关系没有单独的原文", "No sentence of its own"),
    "card.most": ("被引用最多", "Most cited"),
    "card.more": ("全部显示", "Show all"),
    "card.close": ("返回", "Back"),
    "card.none": ("无", "None"),
    "hint.map": (
        "点按图形看文件，点按连线看引文原句。箭头由引用的文件指向被引用的文件。",
        "Select a mark for the document, a line for the sentence that cites. Arrows point to the cited document.",
    ),
    "hint.view": (
        "点按图形看详情，点按连线看原句。箭头由引用的文件指向被引用的文件。",
        "Select a mark for its details, a line for its sentence. Arrows point to the cited document.",
    ),
    "hint.keys": (
        "键盘：Tab 进入图，方向键在文件间移动，回车打开，＋ － 0 缩放。",
        "Keys: Tab enters the picture, arrows move between marks, Enter opens, + − 0 zoom.",
    ),
    "search.label": ("按题名、字号或机关查找", "Find by title, number or agency"),
    "search.none": ("没有找到", "Nothing found"),
    "button.fit": ("全图", "Fit"),
    "button.in": ("放大", "Zoom in"),
    "button.out": ("缩小", "Zoom out"),
    "button.language": ("English", "中文"),
    "legend.label": ("图例与筛选", "Legend and filters"),
    "axis.undated": ("无年份", "No year"),
    "drawing.label": ("引用图", "Citation picture"),
    "left_out": (
        "图中画出 {shown} 个，另有 {hidden} 个未画出（连线较少的，每个不多于 {degree} 条），连带 {edges} 条连线。",
        "{shown} marks are drawn; {hidden} with the fewest lines (at most {degree} each) and {edges} lines are left out.",
    ),
    "untitled": ("（无题名）", "(untitled)"),
    "empty": ("图中没有文件。", "There is no document to draw."),
}


def term(key: str, language: str) -> str:
    """The words for ``key`` in ``zh`` or ``en``."""
    return TERMS[key][0 if language == "zh" else 1]
