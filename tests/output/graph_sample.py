"""A graph of invented policies on school meals, in the form ``kg.network`` gives.

Four levels, 1996 to 2025, stubs, a planned document, a law without a place, a
hostile title and a very long one. No sentence is of a real document.
"""

import hashlib
import random
import re

import networkx

_WORDS = "教育发展建设管理服务改革创新保障公共卫生住房交通环境保护农村城市经济社会科技人才资金项目安全监督标准质量"
HOSTILE = "关于<script>window.hacked=1</script>\"引号\"与'单引号'的通知"
LONG = "关于进一步" + "加强和改进新时代中小学校食堂食品安全与营养健康管理工作" * 3 + "的指导意见"

PLACES = {"990000": ("青岚省", None), "990100": ("云汀市", "990000"), "990121": ("白鹿县", "990100")}
_RANKS = {"条例": "local-regulation", "规定": "rule", "办法": "rule", "通知": "normative-document"}
_ORGANS = {"政府": "government", "公室": "office", "公厅": "office", "育局": "department", "育厅": "department"}  # by the end of a name

_AGENCIES = {
    "国务院": ("central", None),
    "国务院办公厅": ("central", None),
    "教育部": ("central", None),
    "全国人民代表大会常务委员会": ("central", None),
    "青岚省人民政府": ("province", "990000"),
    "青岚省教育厅": ("province", "990000"),
    "云汀市人民政府": ("prefecture", "990100"),
    "云汀市教育局": ("prefecture", "990100"),
    "白鹿县人民政府": ("county", "990121"),
    "白鹿县人民政府办公室": ("county", "990121"),
    "白鹿县教育局": ("county", "990121"),
    "白鹿县财政局": ("county", "990121"),
}

# key: title, number, issuers, date, level, region, status, type
_DOCUMENTS = {
    "c1": ("国务院关于学校营养餐改革的决定", "国发〔1996〕7号", ["国务院"], None, "central", None, "cited-only", "决定"),
    "c2": ("国务院办公厅关于规范学生用餐工作的意见", "国办发〔2003〕21号", ["国务院办公厅"], None, "central", None, "cited-only", "意见"),
    "c3": ("国务院关于推进农村学生营养改善的意见", "国发〔2011〕88号", ["国务院"], "2011-11-03", "central", None, "full", "意见"),
    "c4": ("教育部关于学校食堂管理的规定", "教育部令第98号", ["教育部"], None, "central", None, "cited-only", "规定"),
    "c5": ("国务院关于学生营养健康的实施纲要", "国发〔2019〕66号", ["国务院"], "2019-06-24", "central", None, "full", "纲要"),
    "c6": ("国务院办公厅关于校园食品安全守护行动的通知", "国办发〔2021〕55号", ["国务院办公厅"], "2021-08-11", "central", None, "full", "通知"),
    "c7": ("中华人民共和国学校供餐法", None, [], None, None, None, "cited-only", None),
    "c8": ("学校卫生工作条例", None, [], None, "central", None, "cited-only", "条例"),
    "c9": ("教育部关于家校共膳试点的通知", "教体〔2023〕12号", ["教育部"], "2023-02-01", "central", None, "full", "通知"),
    "p1": ("青岚省人民政府关于贯彻学校营养餐改革决定的实施意见", "青政发〔1998〕14号", ["青岚省人民政府"], None, "province", "990000", "cited-only", "意见"),
    "p2": ("青岚省人民政府关于推进农村学生营养改善的实施意见", "青政发〔2012〕9号", ["青岚省人民政府"], "2012-03-18", "province", "990000", "full", "意见"),
    "p3": ("青岚省学校食堂条例", None, [], "2015-09-25", "province", "990000", "full", "条例"),
    "p4": ("青岚省教育厅关于印发青岚省学生营养健康行动方案的通知", "青教体〔2019〕31号", ["青岚省教育厅"], "2019-10-09", "province", "990000", "full", "通知"),
    "p5": ("青岚省人民政府办公厅关于校园食品安全的若干措施", "青政办发〔2021〕40号", ["青岚省人民政府"], "2021-11-02", "province", "990000", "full", "措施"),
    "p6": (LONG, "青教体〔2024〕5号", ["青岚省教育厅"], "2024-02-20", "province", "990000", "full", "意见"),
    "p7": (HOSTILE, "青教办〔2022〕3号", ["青岚省教育厅"], "2022-04-04", "province", "990000", "full", "通知"),
    "m1": ("云汀市人民政府关于印发云汀市农村学生营养改善计划的通知", "云政发〔2012〕33号", ["云汀市人民政府"], "2012-08-15", "prefecture", "990100", "full", "通知"),
    "m2": ("云汀市学校食堂管理办法", "云汀市人民政府令第12号", ["云汀市人民政府"], "2016-01-20", "prefecture", "990100", "full", "办法"),
    "m3": ("云汀市教育局关于转发学生营养健康行动方案的通知", "云教〔2019〕77号", ["云汀市教育局"], "2019-11-21", "prefecture", "990100", "full", "通知"),
    "m4": ("云汀市人民政府关于校园食品安全的实施意见", "云政发〔2022〕6号", ["云汀市人民政府"], "2022-01-30", "prefecture", "990100", "full", "意见"),
    "m5": ("云汀市学生营养专项规划", None, ["云汀市教育局"], None, "prefecture", "990100", "planned", "规划"),
    "m6": ("云汀市人民政府关于延长学校食堂管理办法有效期的通知", "云政发〔2021〕2号", ["云汀市人民政府"], "2021-01-08", "prefecture", "990100", "full", "通知"),
    "x1": ("白鹿县人民政府办公室关于印发白鹿县学生营养改善实施方案的通知", "白政办〔2013〕5号", ["白鹿县人民政府办公室"], "2013-02-26", "county", "990121", "full", "通知"),
    "x2": ("白鹿县教育局关于加强学校食堂管理的通知", "白教〔2016〕18号", ["白鹿县教育局"], "2016-05-12", "county", "990121", "full", "通知"),
    "x3": ("白鹿县人民政府办公室关于印发白鹿县校园食品安全工作方案的通知", "白政办〔2022〕11号", ["白鹿县人民政府办公室"], "2022-03-17", "county", "990121", "full", "通知"),
    "x4": ("白鹿县教育局 白鹿县财政局关于学生用餐补助的通知", "白教〔2022〕29号", ["白鹿县教育局", "白鹿县财政局"], "2022-06-01", "county", "990121", "full", "通知"),
    "x5": ("白鹿县家校共膳试点方案", None, ["白鹿县人民政府办公室"], "2023-05-10", "county", "990121", "full", "方案"),
    "x6": ("白鹿县人民政府办公室关于废止部分文件的决定", "白政办〔2025〕3号", ["白鹿县人民政府办公室"], "2025-03-03", "county", "990121", "full", "决定"),
    "u1": ("学校食堂分级标准实施细则", None, [], None, None, None, "cited-only", "细则"),
}

# citing, cited, relation, words of the citation, sentence
_CITATIONS = [
    ("p1", "c1", "implements", "《国务院关于学校营养餐改革的决定》", "为贯彻《国务院关于学校营养餐改革的决定》，现提出如下意见。"),
    ("c3", "c2", "applies", "国办发〔2003〕21号", "学生用餐按照国办发〔2003〕21号文件执行。"),
    ("c5", "c3", "cites", "《国务院关于推进农村学生营养改善的意见》", "《国务院关于推进农村学生营养改善的意见》印发以来，供餐条件明显改善。"),
    ("c6", "c7", "basis", "《中华人民共和国学校供餐法》", "依据《中华人民共和国学校供餐法》，现就有关事项通知如下。"),
    ("c6", "c4", "applies", "《学校食堂管理的规定》", "食堂承包按照《学校食堂管理的规定》办理。"),
    ("c9", "c5", "implements", "国发〔2019〕66号", "落实国发〔2019〕66号文件精神，开展家校共膳试点。"),
    ("p2", "c3", "basis", "《国务院关于推进农村学生营养改善的意见》（国发〔2011〕88号）", "根据《国务院关于推进农村学生营养改善的意见》（国发〔2011〕88号），结合我省实际，现提出以下意见。"),
    ("p2", "p1", "repeals", "青政发〔1998〕14号", "青政发〔1998〕14号文件同时废止。"),
    ("p3", "c7", "basis", "《中华人民共和国学校供餐法》", "根据《中华人民共和国学校供餐法》，制定本条例。"),
    ("p3", "c8", "basis", "《学校卫生工作条例》", "根据《学校卫生工作条例》，制定本条例。"),
    ("p4", "c5", "implements", "国发〔2019〕66号", "为落实国发〔2019〕66号，制定本行动方案。"),
    ("p4", "c5", "applies", "国发〔2019〕66号", "营养标准按国发〔2019〕66号附件执行。"),
    ("p5", "c6", "implements", "国办发〔2021〕55号", "贯彻落实国办发〔2021〕55号，提出若干措施。"),
    ("p5", "p3", "applies", "《青岚省学校食堂条例》", "违反《青岚省学校食堂条例》的，依法处理。"),
    ("p6", "c5", "cites", "国发〔2019〕66号", "国发〔2019〕66号提出的目标已经完成。"),
    ("p6", "c9", "implements", "教体〔2023〕12号", "推进教体〔2023〕12号文件落实。"),
    ("p7", "c6", "implements", "国办发〔2021〕55号", "落实国办发〔2021〕55号<img src=x onerror=window.hacked=2>。"),
    ("m1", "p2", "implements", "青政发〔2012〕9号", "为贯彻青政发〔2012〕9号，制定本计划。"),
    ("m1", "c3", "basis", "国发〔2011〕88号", "根据国发〔2011〕88号，制定本计划。"),
    ("m2", "p3", "basis", "《青岚省学校食堂条例》", "根据《青岚省学校食堂条例》，结合本市实际，制定本办法。"),
    ("m2", "c8", "basis", "《学校卫生工作条例》", "根据《学校卫生工作条例》，制定本办法。"),
    ("m3", "p4", "forwards", "青教体〔2019〕31号", "现将青教体〔2019〕31号转发给你们，请遵照执行。"),
    ("m4", "c6", "implements", "国办发〔2021〕55号", "为落实国办发〔2021〕55号，提出以下意见。"),
    ("m4", "p5", "implements", "青政办发〔2021〕40号", "为落实青政办发〔2021〕40号，提出以下意见。"),
    ("m4", "m5", "plans", "《云汀市学生营养专项规划》", "2023年底前编制《云汀市学生营养专项规划》。"),
    ("m6", "m2", "extends", "《云汀市学校食堂管理办法》", "《云汀市学校食堂管理办法》有效期延长五年。"),
    ("x1", "m1", "implements", "云政发〔2012〕33号", "根据云政发〔2012〕33号要求，制定本方案。"),
    ("x1", "c3", "implements", "国发〔2011〕88号", "为落实国发〔2011〕88号，制定本方案。"),
    ("x2", "m2", "applies", "《云汀市学校食堂管理办法》", "各校按照《云汀市学校食堂管理办法》自查。"),
    ("x2", "u1", "applies", "《学校食堂分级标准实施细则》", "分级参照《学校食堂分级标准实施细则》。"),
    ("x3", "m4", "implements", "云政发〔2022〕6号", "为落实云政发〔2022〕6号，制定本方案。"),
    ("x3", "c6", "implements", "国办发〔2021〕55号", "根据国办发〔2021〕55号要求，制定本方案。"),
    ("x3", "c7", "applies", "《中华人民共和国学校供餐法》", "对违反《中华人民共和国学校供餐法》的行为依法查处。"),
    ("x4", "c3", "cites", "国发〔2011〕88号", "国发〔2011〕88号明确的补助标准继续执行。"),
    ("x5", "c9", "implements", "教体〔2023〕12号", "按照教体〔2023〕12号部署开展试点。"),
    ("x5", "c5", "basis", "国发〔2019〕66号", "根据国发〔2019〕66号，制定本方案。"),
    ("x6", "x1", "repeals", "白政办〔2013〕5号", "白政办〔2013〕5号自本决定印发之日起废止。"),
    ("x6", "x2", "revises", "白教〔2016〕18号", "由县教育局对白教〔2016〕18号进行修订。"),
]

_MEASURES = [
    ("x3", "1", "健全校园食品安全责任制", [("白鹿县教育局", "lead"), ("白鹿县财政局", "support")]),
    ("x3", "2", "改造学校食堂明厨亮灶", [("白鹿县教育局", "responsible")]),
    ("x5", "1", "选取试点学校", [("白鹿县教育局", "lead")]),
    ("m4", "1", "开展食品安全抽检", [("云汀市教育局", "responsible")]),
]


def sample_graph() -> networkx.MultiDiGraph:
    """The sample as ``kg.neighbourhood.load_neighbourhood`` would give it."""
    graph = networkx.MultiDiGraph(places=PLACES)
    for name, (level, region) in _AGENCIES.items():
        graph.add_node("a/" + name, kind="agency", iri="a/" + name, name=name, organ=None, level=level, region=region, region_name=None)
    for key, (title, number, issuers, date, level, region, status, form) in _DOCUMENTS.items():
        in_number = re.search(r"〔(\d{4})〕", number or "")
        add_document(graph, "d/" + key, title=title, number=number, issuers=tuple(issuers), date=date, level=level, region=region,
                     region_name=PLACES[region][0] if region else None, rank=_RANKS.get(form), organ=_ORGANS.get(issuers[0][-2:]) if issuers else None,
                     subjects=("学校食堂", "食品安全") if "食堂" in title else ("营养改善",) if "营养" in title else (),
                     year=int(date[:4]) if date else int(in_number[1]) if in_number else None, status=status, type=form)
        for issuer in issuers:
            graph.add_edge("d/" + key, "a/" + issuer, "issued-by", relation="issued-by")
    for index, (citing, cited, relation, quote, sentence) in enumerate(_CITATIONS):
        add_citation(graph, "d/" + citing, "d/" + cited, f"c/{index}", relation=relation, quote=quote, sentence=sentence, source=f"样本/{citing}.txt")
    for document, position, heading, duties in _MEASURES:
        key = f"m/{document}/{position}"
        graph.add_node(key, kind="measure", iri=key, label=heading, heading=heading, ordinal=position, measure_kind="task",
                       text=heading + "。各单位按职责分工抓好落实。", document="d/" + document)
        graph.add_edge(key, "d/" + document, "part-of", relation="part-of")
        for place, (agency, role) in enumerate(duties, start=1):
            graph.add_edge(key, "a/" + agency, f"r/{key}/{place}", relation=role, written=agency, inherited=False, position=place,
                           quote=f"{agency}负责", source=f"样本/{document}.txt", start=90, end=99)
    return graph


def add_document(graph: networkx.MultiDiGraph, iri: str, **fields) -> None:
    """A document with the attributes that the network gives to each."""
    blank = dict.fromkeys(("number", "level", "region", "region_name", "date", "year", "type", "in_force", "rank", "organ"))
    graph.add_node(iri, **blank | {"kind": "document", "iri": iri, "title": "", "issuers": (), "subjects": (), "status": "full"} | fields)


def add_citation(graph: networkx.MultiDiGraph, citing: str, cited: str, key: str, **fields) -> None:
    """One mention with the attributes that the network gives to each."""
    given = {"relation": "cites", "scope": None, "confidence": 0.95, "reason": "number", "article": None, "quote": "", "sentence": "",
             "source": "a.txt", "start": 40, "end": 60}
    graph.add_edge(citing, cited, key, **given | fields)


def corpus(documents: int, *, seed: int = 7) -> networkx.MultiDiGraph:
    """Documents with titles, numbers, issuers and IRIs as varied as real ones, and twice as many citations with sentences."""
    chance = random.Random(seed)
    graph = networkx.MultiDiGraph()

    def words(count: int) -> str:
        return "".join(chance.choice(_WORDS) for _ in range(count))

    def iri(index: int) -> str:
        return "https://w3id.org/policykg/id/document/" + hashlib.sha256(str(index).encode()).hexdigest()[:20]

    for index in range(documents):
        year = chance.choice([None, *range(1995, 2026)])
        add_document(graph, iri(index), title=f"某{words(2)}人民政府关于{words(8)}的意见", number=f"某政发〔{year or 2000}〕{chance.randrange(1, 300)}号",
                     issuers=(f"某{words(1)}人民政府",), level=chance.choice(("central", "province", "prefecture", "county")), year=year,
                     status=chance.choice(("full", "cited-only")))  # fmt: skip
    for index in range(documents * 2):
        one, other = chance.sample(range(documents), 2)
        cited = int(min(one, other) * chance.random())
        quote = graph.nodes[iri(cited)]["title"]
        add_citation(graph, iri(max(one, other)), iri(cited), str(index), quote=f"《{quote}》", sentence=f"为贯彻落实《{quote}》，结合{words(4)}实际，制定本{words(6)}。",
                     source=f"docs/{chance.randrange(documents)}.html")  # fmt: skip
    return graph
