"""The terms of the graph as closed namespaces: a name that is not listed raises.

Plain strings, so that a query or an export needs no RDF library to name a term.
``ontology/policy.ttl`` says what our own terms mean; a test holds the two
against each other.
"""

VERSION = "0.1.0"  # of ontology/policy.ttl


class Terms:
    """A closed namespace: ``ELI.cites`` or ``POL["cited-only"]`` is the IRI, any other name an error."""

    def __init__(self, prefix: str, iri: str, names: str):
        self._prefix, self.iri = prefix, iri  # oa: has a term called prefix
        self._iris = {name: iri + name for name in names.split()}
        self.__dict__.update(self._iris)

    def __getattr__(self, name: str) -> str:
        raise AttributeError(f"{self.__dict__.get('_prefix')}:{name} is not in the vocabulary")

    def __getitem__(self, name: str) -> str:
        return getattr(self, name)

    def __contains__(self, name: str) -> bool:
        return name in self._iris

    def __iter__(self):
        return iter(self._iris)


POL = Terms(
    "pol",
    "https://w3id.org/policykg/ontology#",
    # classes
    "PolicyDocument PlannedDocument Part Measure Responsibility Target Citation Agency Region CatalogueEntry Conflict "
    # individuals
    "full catalogued cited-only planned "
    # documents
    "status derivedField year numberCode numberYear numberSerial subtype datePrinted leadIssuer level rank organKind "
    "recipient copyRecipient approvedBy "
    # relations between documents
    "applies implements forwards extends answers revises plans fulfilledBy "
    # citations
    "citing cited candidate relation scope linkReason confidence article evidence field "
    # parts, measures, responsibilities, targets
    "partRole inPart ordinal measureKind heading text ofMeasure agency agencyWritten role position inherited "
    "leadAgency supportingAgency guidingAgency accountableAgency responsibleAgency involvedAgency "
    "metric comparator value unit due "
    # sources
    "sha256 path notPolicy "
    # catalogues
    "describes row validity "
    # conflicts between sources
    "conflictOf kept other",
)
ELI = Terms(
    "eli",
    "http://data.europa.eu/eli/ontology#",
    "LegalResource LegalResourceSubdivision ResourceType id_local passed_by responsibility_of_agent type_document "
    "date_document date_publication first_date_entry_in_force date_no_longer_in_force in_force "
    "InForce-inForce InForce-notInForce jurisdiction cites based_on repeals amends has_part is_about "
    "ensures_implementation_of",
)
RDF = Terms("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = Terms("rdfs", "http://www.w3.org/2000/01/rdf-schema#", "label comment")
XSD = Terms("xsd", "http://www.w3.org/2001/XMLSchema#", "date integer decimal boolean string")
DCTERMS = Terms(
    "dcterms",
    "http://purl.org/dc/terms/",
    "title isPartOf subject identifier format spatial isReplacedBy",
)
ORG = Terms(
    "org",
    "http://www.w3.org/ns/org#",
    "FormalOrganization subOrganizationOf ChangeEvent originalOrganization resultingOrganization",
)
SKOS = Terms(
    "skos",
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme prefLabel altLabel notation inScheme",
)
PROV = Terms("prov", "http://www.w3.org/ns/prov#", "Entity Activity Plan wasDerivedFrom used")
SCHEMA = Terms("schema", "https://schema.org/", "url")
OA = Terms(
    "oa",
    "http://www.w3.org/ns/oa#",
    "TextPositionSelector TextQuoteSelector start end exact prefix suffix hasSource",
)


class Concepts:
    """A closed list of SKOS concepts: the value of a record, its slug in the IRI, labels in Chinese and English."""

    def __init__(self, prefix: str, scheme: tuple[str, str], rows: str):
        self.prefix, self.iri = prefix, f"https://w3id.org/policykg/{prefix}/"
        self.scheme = self.iri.rstrip("/")
        self.scheme_labels = scheme
        self.labels: dict[str, tuple[str, str]] = {}  # IRI to (zh, en)
        self._iris: dict[str, str] = {}
        for row in rows.strip().splitlines():
            value, slug, chinese, english = (cell.strip() for cell in row.split("|"))
            self._iris[value] = self.iri + slug
            self.labels[self.iri + slug] = (chinese, english)

    def find(self, value: str | None) -> str | None:
        """The concept's IRI for a value of a record, None when it is not in the list."""
        return self._iris.get(value)

    def find_name(self, word: str) -> str | None:
        """The name at the end of the IRI of the concept that people call so: its value in records, this name, or a label; None for no concept."""
        for value, iri in self._iris.items():
            name = iri.removeprefix(self.iri)
            if word in (value, name, *self.labels[iri]):
                return name
        return None

    def __iter__(self):
        return iter(self._iris)


LEVELS = Concepts(
    "level",
    ("层级", "administrative level"),
    """
    central    | central    | 中央 | central
    province   | province   | 省级 | province
    prefecture | prefecture | 市级 | prefecture
    county     | county     | 县级 | county
    township   | township   | 乡级 | township
    """,
)
ROLES = Concepts(
    "role",
    ("责任方式", "role in a responsibility"),
    """
    lead        | lead        | 牵头   | lead
    support     | support     | 配合   | support
    guide       | guide       | 指导   | guide
    accountable | accountable | 负总责 | accountable
    responsible | responsible | 负责   | responsible
    """,
)
RELATIONS = Concepts(
    "relation",
    ("引用关系", "relation of a citation"),
    """
    repeals    | repeals    | 废止       | repeals
    amends     | amends     | 修改       | amends
    extends    | extends    | 延长有效期 | extends
    forwards   | forwards   | 转发       | forwards
    answers    | answers    | 答复       | answers
    plans      | plans      | 拟制定     | plans
    revises    | revises    | 拟修订     | is to revise
    basis      | basis      | 依据       | is based on
    implements | implements | 贯彻落实   | implements
    applies    | applies    | 按照       | applies
    cites      | cites      | 提及       | mentions
    """,
)
PART_ROLES = Concepts(
    "part-role",
    ("组成部分", "role of a part"),
    """
    issued    | issued    | 印发 | issued
    forwarded | forwarded | 转发 | forwarded
    annex     | annex     | 附件 | annex
    """,
)
MEASURE_KINDS = Concepts(
    "measure-kind",
    ("措施类别", "kind of measure"),
    """
    task       | task       | 任务     | task
    safeguard  | safeguard  | 保障措施 | safeguard
    rule       | rule       | 规则     | rule
    definition | definition | 定义     | definition
    sanction   | sanction   | 罚则     | sanction
    final      | final      | 附则     | final provision
    """,
)
ORGANS = Concepts(
    "organ",
    ("机关类别", "kind of organ"),
    """
    party      | party             | 党委     | party organ
    congress   | congress          | 人大     | people's congress
    government | government        | 政府     | people's government
    office     | office            | 办公厅室 | general office
    department | department        | 部门     | department
    vertical   | vertical          | 垂直管理 | vertically managed
    群团       | mass-organisation | 群团     | mass organisation
    enterprise | enterprise        | 企业     | enterprise
    """,
)
RANKS = Concepts(
    "rank",
    ("效力级别", "rank"),
    """
    法律       | law                       | 法律       | law
    行政法规   | administrative-regulation | 行政法规   | administrative regulation
    地方性法规 | local-regulation          | 地方性法规 | local regulation
    规章       | rule                      | 规章       | rule
    规范性文件 | normative-document        | 规范性文件 | normative document
    工作文件   | working-document          | 工作文件   | working document
    党内法规   | party-regulation          | 党内法规   | party regulation
    标准       | standard                  | 标准       | standard
    条约       | treaty                    | 条约       | treaty
    """,
)
TYPES = Concepts(
    "type",
    ("文种", "document type"),
    """
    决议 | resolution         | 决议 | resolution
    决定 | decision           | 决定 | decision
    命令 | command            | 命令 | command
    令   | order              | 令   | order
    公报 | communique         | 公报 | communiqué
    公告 | announcement       | 公告 | announcement
    通告 | public-notice      | 通告 | public notice
    意见 | opinions           | 意见 | opinions
    通知 | notice             | 通知 | notice
    通报 | circular           | 通报 | circular
    报告 | report             | 报告 | report
    请示 | request            | 请示 | request for instructions
    批复 | reply              | 批复 | reply
    议案 | motion             | 议案 | motion
    函   | letter             | 函   | letter
    复函 | letter-of-reply    | 复函 | letter of reply
    纪要 | minutes            | 纪要 | minutes
    宪法 | constitution       | 宪法 | constitution
    法   | law                | 法律 | law
    条例 | regulations        | 条例 | regulations
    规定 | provisions         | 规定 | provisions
    办法 | methods            | 办法 | methods (measures for …)
    细则 | detailed-rules     | 细则 | detailed rules
    规则 | rules              | 规则 | rules
    准则 | norms              | 准则 | norms
    规程 | procedures         | 规程 | procedures
    规范 | code               | 规范 | code
    标准 | standard           | 标准 | standard
    章程 | charter            | 章程 | charter
    制度 | system             | 制度 | system
    解释 | interpretation     | 解释 | interpretation
    方案 | scheme             | 方案 | scheme
    规划 | plan               | 规划 | plan
    计划 | programme          | 计划 | programme
    纲要 | outline            | 纲要 | outline
    要点 | key-points         | 要点 | key points
    措施 | policy-measures    | 措施 | policy measures
    政策 | policies           | 政策 | policies
    预案 | contingency-plan   | 预案 | contingency plan
    安排 | arrangement        | 安排 | arrangement
    目录 | catalogue          | 目录 | catalogue
    清单 | list               | 清单 | list
    名单 | list-of-names      | 名单 | list of names
    指南 | guide              | 指南 | guide
    指引 | guidelines         | 指引 | guidelines
    倡议 | appeal             | 倡议 | appeal
    宣言 | declaration        | 宣言 | declaration
    声明 | statement          | 声明 | statement
    公约 | convention         | 公约 | convention
    条约 | treaty             | 条约 | treaty
    协定 | agreement          | 协定 | agreement
    """,
)
SCHEMES = (LEVELS, TYPES, RANKS, ORGANS, ROLES, RELATIONS, PART_ROLES, MEASURE_KINDS)

# The relation of a citation is said directly too; eli:cites stands beside each of these but pol:plans.
RELATION_PROPERTIES = {
    "repeals": ELI.repeals,
    "amends": ELI.amends,
    "extends": POL.extends,
    "forwards": POL.forwards,
    "answers": POL.answers,
    "plans": POL.plans,
    "revises": POL.revises,
    "basis": ELI.based_on,
    "implements": POL.implements,
    "applies": POL.applies,
    "cites": ELI.cites,
}
ROLE_PROPERTIES = {
    "lead": POL.leadAgency,
    "support": POL.supportingAgency,
    "guide": POL.guidingAgency,
    "accountable": POL.accountableAgency,
    "responsible": POL.responsibleAgency,
}
STATUSES = {"full": POL.full, "catalogued": POL.catalogued, "cited-only": POL["cited-only"], "planned": POL.planned}

# What a query or a Turtle file may abbreviate, in this order.
PREFIXES = {
    **{terms._prefix: terms.iri for terms in (POL, ELI, DCTERMS, ORG, SKOS, PROV, OA)},
    "schema": "https://schema.org/",
    **{concepts.prefix: concepts.iri for concepts in SCHEMES},
    **{terms._prefix: terms.iri for terms in (RDF, RDFS, XSD)},
}
