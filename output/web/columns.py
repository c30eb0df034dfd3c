"""The columns and parameters of the named questions in words, for those who read their answers on a page; files keep the names."""

_CHINESE = {
    "adopted": "是否采用", "after": "之后", "agency": "机关", "agency_name": "机关", "article": "条款", "basis": "依据", "basis_number": "依据的字号",
    "before": "之前", "candidate": "可能是", "candidate_number": "可能的字号", "catalogued": "见于目录", "censored": "截至", "central_cited": "引用的中央文件",
    "citations": "引用数", "cited_by": "被引用数", "cited_documents": "被引用文件数", "cited_level": "被引用方层级", "cited_number": "被引用的字号",
    "cited_title": "被引用的文件", "cites": "引用数", "citing_documents": "引用它的文件数", "citing_level": "引用方层级", "citing_number": "引用方字号",
    "code": "区划代码", "community": "群组", "date": "日期", "direction": "方向", "document_number": "发文字号", "documents": "文件数", "due": "时限",
    "ended": "失效日期", "ended_number": "所终止的字号", "ended_title": "所终止的文件", "expires": "失效日期", "field": "要素", "file": "文件名", "format": "格式",
    "heading": "标题", "is_issued": "是否已制定", "issuer": "发文机关", "kept": "采用", "kind": "类别", "lag_days": "时滞（天）", "laws": "计入法律等", "lead": "牵头",
    "leads": "牵头数", "level": "层级", "limit": "行数", "measure": "措施", "measures": "措施数", "name": "名称", "number": "发文字号", "ordinal": "序号", "organ": "机关性质",
    "other": "另作", "pagerank": "PageRank", "path": "路径", "paths": "链数", "places": "地区数", "planned": "计划制定", "rank": "效力级别", "read": "有原文", "reason": "原因",
    "region": "行政区划", "relation": "关系", "responsible": "负责数", "role": "角色", "scope": "范围", "source": "出处", "step": "步", "subject": "主题",
    "support": "配合", "supports": "配合数", "target": "目标", "through_number": "经由的字号", "through_title": "经由", "title": "标题", "type": "文种",
    "unit": "单位", "value": "数值", "where": "何地", "with": "联合", "with_number": "另一份的字号", "with_title": "另一份文件", "words": "原文", "written": "原文写法",
    "year": "年份",
}  # fmt: skip


def column_words(name: str, language: str) -> str:
    """What a column or a parameter is called on a page; of one that no table has, its name."""
    return _CHINESE.get(name, name) if language == "zh" else name.replace("_", " ")
