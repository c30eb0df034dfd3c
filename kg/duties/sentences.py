"""Sentences that make an agency responsible: 由X负责, X牵头, X会同Y, X承担…职责, X是…责任主体.

Not counted: X要 with any other verb, 由X制定, mutual 密切配合, and what schools, firms and other
regulated parties have to do.
"""

import re
from itertools import pairwise

from kg.duties import Duty
from kg.duties.agents import read_agencies, read_located
from kg.text import find_outside

# What may stand between the agencies and the role word: adverbs, and two phrases at most (依照…,在…下).
_ADVERBS = (
    r"(?:要|应当|应该|应|必须|须|需要|需|可以|可|将|则|均|也|还|共同|分别|联合|统一|统筹|具体|主要|全面|全权|直接"
    r"|切实|适时|定期|继续|积极|主动|及时|认真|依法|依规|全力|严格|进一步|各自|,)*+"
)
_PHRASE = (
    r"(?:按照?[^,。;“]{1,14}?|依照[^,。;]{1,12}?|依据[^,。;]{1,12}?|根据[^,。;“]{1,14}?|结合[^,。;]{1,10}?"
    r"|在[^,。;“]{1,14}?[内下中上]|对[^,。;“]{1,24}?|就[^,。;“]{1,16}?)"
)
_GAP = rf"{_ADVERBS}(?:{_PHRASE}{_ADVERBS}){{0,2}}?(?:为主|(?:确定|组织|制定|拟定|审核|汇总|收集|统筹|管理|实施)并(?=负责|牵头))?"
# 负责 as a verb with an object: not 负责人, 谁负责, 负责保管的财物, 负责…的民警应当…
_ACTS = "保管|统筹|建设|管理|实施|监管|办理|审批|审核|组织|起草|运营"
_CHARGED = (
    rf"负责(?<!谁负责)(?<![相有]关负责)(?!的|(?:{_ACTS})的|[^,。;]{{1,30}}的(?:人民警察|民警|人员|工作人员|(?:机构|部门|单位)(?=[要应须]))"
    r"|人(?![事员才口民力居防工行社])|制(?![定作订])|任(?!务)|同志|领导(?!小组)|到底|干部(?!教育|培训|人事)|科室|部门(?!间)|单位|机构(?!编制)|者|感)"
)
# Not 负责项目的申报和指导, 负责…的监督检查和行政处罚, whose work is more.
_GUIDES = (
    r"负责(?:对[^,。;]{2,40}?(?:的|进行|开展)(?:业务|工作|日常)?)?(?:监督|督导|督促|指导)(?!管理|性|[^,。;]{0,6}[和及与、][^,。;]{0,8}(?:处罚|执法|管理))"
    r"|负责(?:(?!的[^,。;]{0,12}[和及与并])[^,。;]){2,50}?的(?:(?![和及与并或、])[一-龥]){0,4}(?:监督|督导|指导)(?=[,。;]|$)"
)
_LIABLE = "(?:主体|属地|领导|监管|执法|管理|首要|直接|第一)责任"
_LEADS = r"牵头(?!单位|部门|人|作用)"
_VERB = re.compile(
    rf"{_GAP}(?:(?P<accountable>负总责)|(?P<guide>{_GUIDES})|(?P<together>(?:负责|牵头|协调并?)?会同)"
    rf"|(?P<lead>(?:负责|做好|抓好){_LEADS}|{_LEADS}|(?:是|作?为)[^,。;]{{0,40}}?牵头(?:实施|组织|责任)?(?:单位|部门))"
    r"|(?P<support>(?:负责|做好|抓好)?配合(?!度|饲料|单位|部门)|(?:参与|参加|协助|协同)(?=[,。;的]|$)|(?:是|作?为)[^,。;]{0,40}?配合(?:单位|部门))"
    rf"|(?P<responsible>{_CHARGED}"
    rf"|(?:承担|担负)[^,。;]{{0,40}}?(?:职责|职能|工作|任务|{_LIABLE})(?!的[^,。;]{{0,6}}(?:部门|机构|单位))"
    r"|负有?(?:主体|属地|领导|监管|管理|首要|第一)责任(?!的)"
    r"|(?:是|作?为)[^,。;]{0,40}?(?:责任主体|责任单位|责任部门|实施主体)))"
)
# 各部门按照各自职责做好…: one's share of a work, of whoever has one
_SHARE = re.compile(
    rf"{_ADVERBS}(?:按照?|依照?|依据|根据|在)(?:各自|本部门|本单位|本级|部门|法定|有关|相关)*的?(?:工作)?(?:职责|职能|职权)(?:和?任务)?(?:分工)?(?:权限)?(?:范围)?(?:的?规定|要求)?内?"
    rf"{_ADVERBS}(?:(?:协同|合力|相应)*(?P<responsible>做好|抓好|落实好?|承担|开展|(?<=协同)实施)|(?P<support>(?:协助|配合|参与)(?:、(?:协助|配合|参与))*))"
)
# 甲牵头,乙参与考核,丙具体落实: behind a leader only
_UNDER_LEAD = re.compile(
    rf"{_ADVERBS}(?P<support>(?:参与|参加|协助|协同|协作)(?!度|者|人)|支持(?=[,。;]|$))"
    r"|(?:具体|分别|共同|按?职责|分工|分头)*(?P<responsible>(?:组织|抓好)?(?:实施|落实))(?=[,。;]|$)"
)
# A clause that goes on with the subject of the clause before it.
_CARRIED = re.compile(
    rf"(?:并|同时|且|还|也)?{_ADVERBS}(?:{_PHRASE}{_ADVERBS})?"
    rf"(?:(?P<lead>{_LEADS})|(?P<accountable>负总责)|(?P<guide>{_GUIDES})|(?P<responsible>{_CHARGED}|(?:承担|担负)[^,。;]{{0,40}}?(?:职责|职能|{_LIABLE}))|(?P<together>会同))"
)
# X…,并配合Y开展: with 并 only, for 积极配合 closes many an order to somebody else
_ALSO_SUPPORTS = re.compile(rf"(?<=并){_ADVERBS}(?P<support>配合(?!度|饲料|单位|部门)(?=[^,、。;]))")
# X负责…,配合有关部门…, X负责…,配合制定…: whom or in what it supports is said
_SUPPORTS_WHOM = re.compile(rf"{_ADVERBS}(?P<support>配合(?!度|饲料|单位|部门)(?=[^,、。;]))")
_IN_WHAT = re.compile("制定|编制|做好|开展|完成|推进|实施|组织|查处")
# X授权Y负责; 明确Y负责
_AUTHORISES = re.compile("(?:授权|委托|责成|指定|确定|明确由?)(?!专|具体|有关|相关|一|各自)")
# 由X依据职权,会同Y; 由X进行经办管理,负责…: the clause after the comma goes on with X
_GOES_ON = re.compile(rf"{_GAP}(?:进行[^,。;]{{1,16}})?")
_OPENING = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){1,3}|同时|其中|此外|另外|原则上|首先|其次|最后|并|而|且|[一二三四五六七八九十]+是要?|第[一二三四五六七八九十百零\d]+[条款项]?"
    r"|\(?[一二三四五六七八九十\d]{1,3}[)、.]+|[①-⑳]|[ ,*#])*+"
)
_FOUNDED = re.compile(
    r"(?:成立|设立|组建|建立)(?:了|由.{0,200}的)?(?P<name>[^,。;、:的由]{2,40}(?:小组|委员会|专班|指挥部|工作组|联席会议|办公室))$"
)
_HEADED_BY = re.compile(r",由[^,。;]{2,30}(?:任|为|担任)[^,。;]{0,4}(?:组长|指挥长?|主任|召集人)[^,。;]*,?$")
_LONGEST_FOUNDING = 300  # characters from 成立 to 负责, with all members named
# 明确专人作为联络员,负责…: who is appointed, not who appoints
_APPOINTED = re.compile(r"(?:明确|指定|确定|安排|配备|落实|选派|抽调|设立|设置(?![一-龥]{0,6}的(?:主管|管理)))[^,。]{0,14}(?:人|员|机构|部门|单位|科室|岗位|班子)$")
_HAS_BELOW = re.compile(r"(?:要|应|可)?(?:下设|内设|设立?)[^,。;]{0,12}(?:办公室|工作组|小组|专班)")
_IS = re.compile("为|是")
_KINDS = ("部门", "单位", "机构")
# Who else a clause may begin with: 学校要落实要求, 请广大群众支持
_OTHERS = re.compile(r"请?[一-龥、]{0,8}?(?:单位|企业|公司|学校|高校|院校|医院|机构|群众|家长|业主|人员|纳税人|产权人|申请人)")
_BY = re.compile(r"由(?:所?涉及的)?(?![于此来表衷点浅内外])")
# 违反规定的,由X负责查处: a sanction
_OFFENCE = re.compile(r"(?:违反|逾期|不力|拒不|弄虚作假|情节严重|未按|造成[^,。;]{0,10}(?:后果|影响|损失))[^,。;]{0,40}的[^,。;]{0,8},")
_LONGEST_OFFENCE = 80  # characters
_MUTUAL = re.compile(r"(?:密切|协同|相互|互相|通力|协作|沟通|加强|协调|团结)配合$")
_SENTENCE = re.compile(r"[^。;!?:\n]+")
_ITEM = re.compile(r"[ *]*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]|[①-⑳]|负责)")
_LISTS_DUTIES = re.compile(r"(?:履行(?:以下|下列|如下))?(?:主要|工作|具体|监管|管理)*(?:职责|职能)(?:是|为|如下|包括)?:")  # and below: (一)负责…;
_NAME_AND_COLON = re.compile(r":(?=(?:具体|统筹|全面)?(?:负责|牵头|承担|配合))")  # 发改部门:负责…
# 农业农村局:项目主管单位,负责…: the same once more
_APPOSITION = re.compile(r"(?<=[局委厅部办府会站院]):(?!各|有关|相关|其他)[一-龥]{0,10}(?:主管|实施|责任|监管|牵头)(?:单位|部门),(?=(?:具体|统筹|全面)?(?:负责|牵头|承担|配合))")
_DRAFTED = re.compile(r"[^,。;]{0,80}?(?:起草|制定|印发|出台|发布|召开|开展|修订|设立|成立|建立|组建|明确|确定)了")  # reports of what was done
# One of these is in every verb; most items of lists have none.
_ANY_VERB = re.compile("负责|牵头|会同|配合|参与|参加|协助|协同|承担|担负|负有|负总责|责任|主体|做好|抓好|落实|开展")
_LITERAL = re.compile(r"负责|牵头|会同|配合|承担|担负|责任主体|责任单位|责任部门|实施主体|负总责|负有?[^,。;]{2}责任|职责|职能|职权")
# 经X会同Y评审后实施 is a step of the work; 若经X会同Y认定, 经X会同Y认定的企业 only say of what the sentence speaks
_THROUGH = re.compile(r"(?<![已未])经(?![济营过费常验])")
_SUPPOSED = re.compile(r"若|如|凡|倘|对|未|经过|符合|属于")
_OF_WHICH = re.compile(r"[^,。;]{0,30}的(?!意见|规定|要求)")


def find_spoken(words: str, heads: list[tuple[int, int]] = []) -> list[Duty]:
    """The agencies of all sentences, in the order of the words; ``heads`` are the subject of those that name none."""
    duties: list[Duty] = []
    if not _LITERAL.search(words):
        return duties
    words = _NAME_AND_COLON.sub(",", _APPOSITION.sub(lambda match: "," * len(match.group()), words))
    subject, listing = heads, []  # whose duties are listed
    for sentence in _SENTENCE.finditer(words):
        start, end = sentence.span()
        if words[start - 1 : start] != ";":
            listing = listing if _ITEM.match(words, start, end) else []
            subject = listing or heads
        goes_on = words[start - 1 : start] == ";" and bool(duties)
        if _LITERAL.search(words, start, end) or goes_on and _ANY_VERB.search(words, start, end):
            reading = _Sentence(words, start, end, subject, led=bool(duties), goes_on=goes_on)
            duties += reading.read()
            subject = reading.subject
            if _LISTS_DUTIES.search(words, start, end + 1):
                subject = listing = read_located(words, _OPENING.match(words, start, end).end(), end)[0]
        elif subject is not heads and read_located(words, _OPENING.match(words, start, end).end(), end)[0]:
            subject = heads  # another agency, which is made responsible for nothing
    return duties


def sentence_duties(words: str, start: int, end: int, goes_on: bool = False) -> list[Duty]:
    """The agencies of one sentence, which ``goes_on`` where somebody has been made responsible right before.

    The agencies with which a clause begins are its subject; a clause that begins with 负责 or 牵头
    goes on with the subject before it, or with what was just founded (成立…领导小组,负责…).
    """
    return _Sentence(words, start, end, [], goes_on=goes_on).read() if _ANY_VERB.search(words, start, end) else []


class _Sentence:
    """A sentence that is read clause by clause.

    ``led``: a sentence before it has made somebody responsible, so that a bare 按照各自职责主动配合 is support; ``goes_on``: it has done so
    right before, so that a bare 配合 is (甲牵头;乙配合). After ``read`` its ``subject`` is the last one, with which the next sentence may go on
    behind a semicolon.
    """

    def __init__(self, words: str, start: int, end: int, heads: list[tuple[int, int]], led: bool = False, goes_on: bool = False):
        self.subject = heads
        self._words, self._start, self._end = words, start, end
        self._led, self._goes_on = led, goes_on
        self._shares = words.find("职", start, end) >= 0
        self._duties: list[Duty] = []
        self._settled = False  # the subject is responsible already
        self._just = False  # it was made so by the clause before
        self._alone = False  # the clause before is nothing but the subject
        self._own = True  # nobody else has been spoken of since

    def read(self) -> list[Duty]:
        before = self._start
        for first, last in _clauses(self._words, self._start, self._end):
            since = self._read_clause(first, last, before)
            self._read_by(first, since, last)
            self._read_through(first, since, last)
            before = first
        return self._duties

    def _read_clause(self, first: int, last: int, before: int) -> int:
        """What the clause makes of its subject; from where on others may be named in it. ``before``: where the clause before begins."""
        words = self._words
        opening = _OPENING.match(words, first, last).end()
        agencies, after = self._find_subject(opening, last)
        if agencies:
            verb = (self._shares and _SHARE.match(words, after, self._end)) or _VERB.match(words, after, last)
            if not verb and (self._goes_on or any(duty.role == "lead" for duty in self._duties)):
                verb = _UNDER_LEAD.match(words, after, last)
            # 领导小组下设办公室,负责…: the office, which has no name of its own
            self.subject, self._settled, self._own = ([] if _HAS_BELOW.match(words, after, last) else agencies), False, True
        else:
            self._own = self._own and not _OTHERS.match(words, opening, last)
            verb = self._find_carried(opening, last)
            if verb:
                self._name_subject(first, before)
        self._alone = bool(agencies) and after == last
        self._just = False
        if verb and not self.subject and verb.lastgroup == "together" and not self._led and not self._duties:  # 会同Y…: whoever is spoken to leads
            self._duties += [Duty(*span, "support") for span in read_agencies(words, verb.end(), last)[0]]
        if verb and self.subject and not (self._settled and verb.lastgroup == "responsible"):
            made = _made(words, self.subject, verb, last, bool(self._duties) or self._goes_on or self._led and verb.re is _SHARE)
            self._duties += made
            self._just = any(duty.role == "responsible" for duty in made)
            # 甲牵头,乙参加,负责…: all of them
            self._settled = self._settled or self._just or verb.lastgroup == "support" and any(duty.role == "lead" for duty in self._duties)
            return verb.end()
        return first

    def _find_subject(self, opening: int, last: int) -> tuple[list[tuple[int, int]], int]:
        """The agencies with which a clause begins, and where they end."""
        agencies, after = read_located(self._words, opening, last)
        authorises = _AUTHORISES.match(self._words, after if agencies else opening, last)
        if authorises:
            agencies, after = read_located(self._words, authorises.end(), last)
        return _who_that_is(self._words, agencies, after, last)

    def _find_carried(self, opening: int, last: int) -> re.Match | None:
        """The role word of a clause without a subject, which goes on with the one before."""
        words = self._words
        verb = _CARRIED.match(words, opening, last) or _ALSO_SUPPORTS.match(words, opening, last)
        if not verb and self._shares and (self._alone or self._own and words[opening - 1] == "并"):
            verb = _SHARE.match(words, opening, self._end)
        if not verb and self._settled and (whom := _SUPPORTS_WHOM.match(words, opening, last)):
            if self._just and _IN_WHAT.match(words, whom.end()) or read_agencies(words, whom.end(), last)[0]:
                return whom
        return verb or None

    def _name_subject(self, first: int, before: int) -> None:
        """Of a clause that goes on: what was just founded; nobody where somebody was appointed."""
        since = max(self._start, first - _LONGEST_FOUNDING)
        founded = _FOUNDED.search(_HEADED_BY.sub("", self._words[since:first]).rstrip(","))
        if founded:
            self.subject, self._settled = [(since + founded.start("name"), since + founded.end("name"))], False
        elif _APPOINTED.search(self._words[before:first].rstrip(",")):
            self.subject = []

    def _read_by(self, first: int, since: int, last: int) -> None:
        """由X负责, also where the clause has another subject."""
        words = self._words
        for by in _BY.finditer(words, since, last):
            if _OFFENCE.search(words, max(self._start, first - _LONGEST_OFFENCE), first):
                return
            agencies, after = read_located(words, by.end(), last)
            verb = _VERB.match(words, after, last) if agencies else None
            if verb:
                self._duties += _made(words, agencies, verb, last, True)
                self.subject, self._settled = agencies, True
                while words.startswith("、", verb.end()):  # 由甲牵头、乙配合
                    others, after = read_agencies(words, verb.end() + 1, last)
                    verb = (_VERB.match(words, after, last) or _UNDER_LEAD.match(words, after, last)) if others else None
                    if not verb:
                        break
                    self._duties += _made(words, others, verb, last, True)
            elif agencies and _GOES_ON.fullmatch(words, after, last):
                self.subject, self._settled = agencies, False

    def _read_through(self, first: int, since: int, last: int) -> None:
        """经X会同Y审核."""
        words = self._words
        through = _THROUGH.search(words, since, last)
        if through and not _SUPPOSED.search(words, first, through.start()):
            agencies, after = read_agencies(words, through.end(), last)
            verb = _VERB.match(words, after, last) if agencies else None
            if verb and verb.lastgroup == "together" and not _OF_WHICH.match(words, verb.end(), last):
                self._duties += _made(words, agencies, verb, last, True)


def _who_that_is(words: str, agencies: list[tuple[int, int]], after: int, end: int) -> tuple[list[tuple[int, int]], int]:
    """For a mere kind the agency that the clause calls so, and where it ends: 考核部门为市水务局,负责…; else the same."""
    called = _IS.match(words, after, end) if agencies and words.endswith(_KINDS, *agencies[-1]) else None
    others, stop = read_agencies(words, called.end(), end) if called else ([], after)
    return (others, stop) if others and stop == end and not words.endswith(_KINDS, *others[-1]) else (agencies, after)


def _made(words: str, agencies: list[tuple[int, int]], verb: re.Match, end: int, settled: bool) -> list[Duty]:
    """What a role word makes of the agencies before it, and 会同 of those after it."""
    role = verb.lastgroup
    if _DRAFTED.match(words, verb.end(), end):
        return []
    if role == "support":
        # 各部门要密切配合 is mutual; 要积极配合 or 参与 without an object only where another leads
        if _MUTUAL.search(words[max(0, verb.end() - 4) : verb.end()]):
            return []
        bare = verb.end() == end or words[verb.end()] in ",、"
        if not settled and bare and words[verb.end() - 2 : verb.end()] in ("配合", "参与", "参加", "协助", "协同"):
            return []
    if role == "together":
        others, _ = read_agencies(words, verb.end(), end)
        return [Duty(*span, "lead") for span in agencies] + [Duty(*span, "support") for span in others]
    return [Duty(*span, role) for span in agencies]


def _clauses(words: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between commas outside brackets."""
    cuts = [start - 1, *find_outside(",", words, "()", start, end), end]
    return [(a + 1, b) for a, b in pairwise(cuts)]
