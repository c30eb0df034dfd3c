"""A small corpus made by hand: five sources, their records, and what linking says of them.

A county's notice that issues a plan, a city's notice that forwards a text of two
bureaus, the same county notice once more as a repost, a central opinion that is
only cited, a document still to be made, and a page that is no policy.
"""

import random
from dataclasses import replace

from kg.linked import Conflict, Linked, LinkedAgency, LinkedCitation, LinkedDocument, LinkedPart
from kg.records import Citation, Evidence, Header, Measure, Part, Record, Responsibility, Target

COUNTY, REPOST, CITY, NEWS, PLAIN = ("c0" * 32, "c1" * 32, "d0" * 32, "e0" * 32, "f0" * 32)

NOTICE = "豫某县办|2023|7"
FORWARDING = "豫某市办|2022|30"
BUREAUS = "title:市教育局市财政局关于校车安全的意见"
OPINION = "国务院|2012|48"
LAW = "title:中华人民共和国义务教育法"
PLANNED = "title:太康县校车管理办法"
CIRCULAR = "国务院|2010|3"

STATE_COUNCIL, COUNTY_OFFICE, CITY_OFFICE = "国务院", "太康县人民政府办公室", "周口市人民政府办公室"
EDUCATION, FINANCE, TAX = "太康县教育体育局", "太康县财政局", "国家税务总局太康县税务局"
CITY_EDUCATION, CITY_FINANCE = "周口市教育局", "周口市财政局"


def _document(key: str, status: str, title: str, **fields) -> LinkedDocument:
    plain = dict.fromkeys(
        ("number", "date", "printed", "published", "effective", "expires", "type", "subtype", "level", "region")
    )
    return LinkedDocument(
        key=key, status=status, title=title, **{"issuers": (), "derived": (), "sources": (), **plain, **fields}
    )


def _agency(name: str, kind: str, level: str, region: str | None, *written: str, **fields) -> LinkedAgency:
    return LinkedAgency(name, name, kind, level, region, written, **fields)


def _responsible(agency: str, name: str | None, role: str, position: int, start: int, inherited: bool = False):
    return Responsibility(agency, name, role, position, inherited, start, start + len(agency), agency)


def _spanned(record: Record) -> Record:
    """The record with every end where its words end."""

    def span(facts):
        return tuple(replace(fact, end=fact.start + len(fact.text)) for fact in facts)

    evidence = {name: replace(words, end=words.start + len(words.text)) for name, words in record.header.evidence.items()}
    return replace(
        record,
        header=replace(record.header, evidence=evidence),
        citations=span(record.citations),
        measures=span(record.measures),
        targets=span(record.targets),
    )


_COUNTY_RECORD = Record(
    source="county/notice.html",
    sha256=COUNTY,
    media_type="text/html",
    kind="policy",
    reason=None,
    header=Header(
        title="太康县人民政府办公室关于印发太康县校车安全工作方案的通知",
        number="太政办〔2023〕7号",
        issuers=(COUNTY_OFFICE,),
        date="2023-05-10",
        recipients=("各乡镇人民政府", "县政府各部门"),
        cc=("县委办公室",),
        approved_by="县政府",
        index_number="K0001-0203",
        subjects=("教育", "校车"),
        evidence={"number": Evidence(4, 14, "太政办[2023]7号")},
    ),
    parts=(Part("1", "issued", "太康县校车安全工作方案", None, (), None, "方案", 200, 900),),
    citations=(
        Citation("国务院关于校车安全的意见", "国发〔2012〕48号", (STATE_COUNCIL,), None, "implements", None, None,
                 60, 84, "《国务院关于校车安全的意见》(国发[2012]48号)", "为贯彻", "精神，现就有关事项通知如下。"),
        Citation("中华人民共和国义务教育法", None, (), "第十一条", "basis", None, "1", 210, 223, "《中华人民共和国义务教育法》"),
        Citation("国务院关于校车安全的意见", "国发〔2012〕48号", (), None, "cites", None, "1", 300, 311, "国发〔2012〕48号"),
        Citation("太康县校车管理办法", None, (), None, "plans", None, "1", 420, 431, "《太康县校车管理办法》"),
        Citation("关于校车的通报", None, (), None, "applies", None, "1", 500, 509, "《关于校车的通报》"),
    ),
    measures=(
        Measure("1/1", "task", "核定校车线路", "核定校车线路", "1", 400, 480, "一、核定校车线路。制定《太康县校车管理办法》。"
                "(县教体局牵头,县财政局、县税务局配合,各乡镇负责)",
                (_responsible("县教体局", EDUCATION, "lead", 1, 440),
                 _responsible("县财政局", FINANCE, "support", 2, 447),
                 _responsible("县税务局", TAX, "support", 3, 452),
                 _responsible("各乡镇", None, "responsible", 4, 459))),
        Measure("1/2", "safeguard", "加强督查\n\"每月\"一次", "加强督查", "1", 480, 560, "二、加强督查\n\"每月\"一次。\t由县教体局督导。",
                (_responsible("县教体局", EDUCATION, "guide", 1, 540),
                 _responsible("县财政局", FINANCE, "accountable", 2, 550, inherited=True))),
    ),
    targets=(
        Target("2025年底前校车达标率达到93.5%", "1/1", "校车达标率", ">=", 93.5, "%", "2025-12-31", "1", 450, 468),
        Target("覆盖全部乡镇", None, "乡镇", "=", None, None, None, None, 120, 126),
    ),
)  # fmt: skip
_CITY_RECORD = Record(
    source="city/forward.txt",
    sha256=CITY,
    media_type="text/plain",
    kind="policy",
    reason=None,
    header=Header(title="周口市人民政府办公室转发市教育局市财政局关于校车安全的意见的通知", number="周政办〔2022〕30号"),
    parts=(
        Part("1", "forwarded", "关于校车安全的意见", None, (CITY_EDUCATION, CITY_FINANCE), "2022-03-01", "意见", 100, 900),
        Part("2", "annex", "校车线路表", None, (), None, "一览表", 700, 880),
        Part("3", "annex", "联系人名单", None, (), None, "名单", 910, 990),
    ),
    citations=(
        Citation("关于校车安全的意见", None, (CITY_EDUCATION, CITY_FINANCE), None, "forwards", None, None, 20, 31,
                 "《关于校车安全的意见》"),
        Citation("国务院关于校车安全的意见", "国发〔2012〕48号", (), None, "basis", None, "1", 120, 131, "国发〔2012〕48号"),
        Citation("关于校车的旧通知", "国办发〔2010〕3号", (), None, "repeals", "partial", None, 60, 71, "国办发〔2010〕3号"),
    ),
    measures=(Measure("1/1", "task", "配备校车", "配备校车", "1", 200, 240, "一、配备校车。由市教育局负责。",
                      (_responsible("市教育局", CITY_EDUCATION, "responsible", 1, 230),)),),
)  # fmt: skip
_NEWS_RECORD = Record(
    "city/news.html", NEWS, "text/html", "not-policy", "news", Header(title="我市召开校车安全会议")
)
_PLAIN_RECORD = Record(
    source="central/circular.txt",
    sha256=PLAIN,
    media_type="text/plain",
    kind="policy",
    reason=None,
    header=Header(title="国务院关于学校安全的通报", number="国发〔2010〕3号"),
)
_REPOST_RECORD = replace(
    _COUNTY_RECORD, source="blog/repost.html", sha256=REPOST, citations=_COUNTY_RECORD.citations[:1]
)
RECORDS = tuple(map(_spanned, (_COUNTY_RECORD, _REPOST_RECORD, _CITY_RECORD, _NEWS_RECORD, _PLAIN_RECORD)))

LINKED = Linked(
    documents=(
        _document(NOTICE, "full", "太康县人民政府办公室关于印发太康县校车安全工作方案的通知", number="太政办〔2023〕7号",
                  issuers=(COUNTY_OFFICE,), date="2023-05-10", published="2023-05-12", printed="2023-05-11",
                  effective="2023-06-01", expires="2028-05-31", type="通知", subtype="通知", level="county",
                  region="411627", sources=(COUNTY, REPOST), in_force=True, year=2023),
        _document(FORWARDING, "full", "周口市人民政府办公室转发市教育局市财政局关于校车安全的意见的通知", number="周政办〔2022〕30号",
                  issuers=(CITY_OFFICE,), date="2022-03-15", type="通知", level="prefecture", region="411600",
                  sources=(CITY,)),
        _document(BUREAUS, "full", "关于校车安全的意见", issuers=(CITY_EDUCATION, CITY_FINANCE), date="2022-03-01",
                  type="意见", level="prefecture", region="411600", sources=(CITY,), part="1"),
        _document(OPINION, "cited-only", "国务院关于校车安全的意见", number="国发〔2012〕48号", issuers=(STATE_COUNCIL,),
                  type="意见", level="central", derived=("issuers", "level", "year"), year=2012,
                  former_keys=("title|国务院|校车安全", NOTICE)),
        _document(LAW, "cited-only", "中华人民共和国义务教育法", type="法", level="central", derived=("level", "type")),
        _document(PLANNED, "planned", "太康县校车管理办法", type="办法", level="county", region="411627",
                  fulfilled_by=BUREAUS),
        _document(CIRCULAR, "full", "国务院关于学校安全的通报", number="国发〔2010〕3号", issuers=(STATE_COUNCIL,),
                  date="2010-02-01", type="通报", level="central", sources=(PLAIN,), in_force=False),
    ),
    agencies=(
        _agency(STATE_COUNCIL, "government", "central", None),
        _agency(COUNTY_OFFICE, "office", "county", "411627", "县政府办"),
        _agency(CITY_OFFICE, "office", "prefecture", "411600"),
        _agency(EDUCATION, "department", "county", "411627", "县教体局", "教体局", parent="太康县人民政府"),
        _agency("太康县人民政府", "government", "county", "411627", "县政府"),
        _agency(FINANCE, "department", "county", "411627", "县财政局"),
        _agency(TAX, "vertical", "county", "411627", "县税务局"),
        _agency(CITY_EDUCATION, "department", "prefecture", "411600", "市教育局"),
        _agency(CITY_FINANCE, "department", "prefecture", "411600", "市财政局"),
    ),
    citations=(
        LinkedCitation(COUNTY, 0, NOTICE, OPINION, "implements", None, "number", 1.0),
        LinkedCitation(COUNTY, 1, NOTICE, LAW, "basis", None, "title", 0.95),
        LinkedCitation(COUNTY, 2, NOTICE, OPINION, "cites", None, "number", 1.0),
        LinkedCitation(COUNTY, 3, NOTICE, PLANNED, "plans", None, "title", 0.9),
        LinkedCitation(COUNTY, 4, NOTICE, None, "applies", None, "title", 0.5, (CIRCULAR, LAW)),
        LinkedCitation(REPOST, 0, NOTICE, OPINION, "implements", None, "number", 1.0),
        LinkedCitation(CITY, 0, FORWARDING, BUREAUS, "forwards", None, "part", 1.0),
        LinkedCitation(CITY, 1, BUREAUS, OPINION, "basis", None, "number", 1.0),
        LinkedCitation(CITY, 2, FORWARDING, CIRCULAR, "repeals", "partial", "number", 1.0),
    ),
    responsible={COUNTY: (EDUCATION, FINANCE, TAX, None, EDUCATION, FINANCE), CITY: (CITY_EDUCATION,)},
    parts=(
        LinkedPart(COUNTY, None, NOTICE, True),
        LinkedPart(COUNTY, "1", NOTICE, True),
        LinkedPart(REPOST, None, NOTICE, False),
        LinkedPart(REPOST, "1", NOTICE, False),
        LinkedPart(CITY, None, FORWARDING, True),
        LinkedPart(CITY, "1", BUREAUS, True),
        LinkedPart(CITY, "2", BUREAUS, True),
        LinkedPart(CITY, "3", FORWARDING, True),
        LinkedPart(PLAIN, None, CIRCULAR, True),
    ),
    conflicts=(
        Conflict(NOTICE, "date", "2023-05-10", "2023-05-12", REPOST),
        Conflict(NOTICE, "number", "", "周政办〔2022〕30号", REPOST),
    ),
)  # fmt: skip


_TUPLES = ("documents", "agencies", "citations", "parts", "conflicts")


def shuffled(seed: int) -> tuple[Linked, list[Record]]:
    """The same corpus with every tuple that has no order of its own in another order."""
    mixed = random.Random(seed)

    def mix(values):
        return tuple(mixed.sample(values, len(values)))

    parts = {name: mix(getattr(LINKED, name)) for name in _TUPLES}
    return replace(LINKED, **parts), list(mix(RECORDS))
