"""From the words of a document's head and foot to the fields of its header.

The title block, the signature and the page's table may each say the same thing;
the document's own words win over the page's. Nothing is filled in that none of
them says, except what follows from it: level and region from the issuer or the
number's code, where that is sure.
"""

import datetime
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kg.agencies import agency_level, agency_region
from kg.agency_lists import split_issuers
from kg.issuer_names import full_names, looks_like_agency
from kg.numbers import Number, issuer_of, parse_number, place_of
from kg.place import place_in_title, place_of_names, place_of_text, speaks_for_all
from kg.records import Evidence, Header
from kg.regions import Region, leading_place, leading_places, region_by_code
from kg.self_named import type_said
from kg.text import find_dates, fold, parse_date, parse_numeral
from kg.titles import FILED, ITS_GOVERNMENT, OF_SEVERAL, SEAL, document_type, is_agency_line, who_speaks

_SPACES = re.compile(r"(?<!\s)\s*\n\s*")
_WITHOUT_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}")  # 发布日期:2018年03月27
_LINE, _SENTENCE = re.compile(r"\S[^\n]*"), re.compile("[。;!?]")
_NATIONAL = re.compile(r"[《<]?中华人民共和国[^》>]{2,60}(?:法|条例)[》>]?$")
_TOLD = re.compile(r"(?<![一-龥])(?P<who>[一-龥][一-龥、 ]{3,40}?)(?:近日|日前|联合|正式)*(?:印发|发布|出台|下发|公布)了?$")
_LETTERHEAD = re.compile(r"(?<![一-龥])(?P<who>[一-龥 ]{4,40}?) *文 *件[\s(]*$")
_SERIAL_BELOW = re.compile(r"\s*\(?(?P<serial>(?:\d{4}年)?第\d{1,4}号)\)?[ )]*\n")
_TOLD_WITHIN = 60  # characters before the title
_BEARING_ISSUER = ("令", "公告", "通告")  # kinds of numbers that begin with who issues
_AGREES = re.compile(r"(?<![经报])(?:国务院|(?:自治区|[省市县区州盟旗])(?:人民)?政府)(?:原则上?)?同意(?!的)")
_PROMULGATES = re.compile("》[^《》]{0,80}(?:公布|发布|颁布|施行)")
_PREAMBLE = 300  # characters that a covering text is long
_TWICE = re.compile(r"^([一-龥]{4,30})(?=\1(?:关于|印发|转发))")  # the letterhead, and who speaks in the title
_DAYS_LATER = re.compile(r"起(\d{1,3}|[一二三四五六七八九十]{1,3})[日天]后$")
_ABOVE = 4  # lines, also empty ones
_SPACED = re.compile(r"[一-龥](?: +[一-龥])+")


class Words(NamedTuple):
    """One matched piece of the head: what it is, and where it stands."""

    label: str
    start: int
    end: int
    ref: str = ""


def parse_header(simple: str, folded: str, found: dict[str, list[tuple]], quote: Callable[[int, int], Evidence]) -> Header:
    """The header of one document.

    ``simple`` and ``folded`` have one length, ``found`` holds the layers' words; ``quote`` gives the words in the
    source for offsets in them.
    """
    return _HeaderReader(simple, folded, {layer: [Words(*w) for w in words] for layer, words in found.items()}, quote).header()


class _HeaderReader:
    def __init__(self, simple, folded, found, quote):
        self.simple, self.folded, self.found, self.quote = simple, folded, found, quote
        self.evidence: dict[str, Evidence] = {}
        self.year = self.signed_in()

    def first(self, layer: str, *labels: str) -> Words | None:
        return next((w for w in self.found[layer] if w.label in labels), None)

    def line(self, words: Words) -> str:
        """The folded words on one line."""
        return self.folded[words.start : words.end].replace("\n", " ")

    def say(self, field: str, words: Words | None) -> str | None:
        """The simplified words, remembered as the field's evidence."""
        if words is None:
            return None
        self.evidence.setdefault(field, self.quote(words.start, words.end))
        return _SPACES.sub("", self.simple[words.start : words.end]).strip()

    def header(self) -> Header:
        own = self.first("header", "title") or self.first("table", "title")
        title = self.say("title", own or self.issued_title())
        title = _TWICE.sub("", re.sub(r" {2,}", " ", title).strip()) if title else None
        place = self.place(title)
        number = self.number(place)
        issuers = self.issuers(title, place, number)
        level, region = self.standing(issuers, place, number, title)
        kind = document_type(title) if own else self.said_type() or document_type(title)  # 现印发给你们: a notice, whatever it issues
        if number and number.kind == "令" and (not title or self.orders()):
            kind = document_type("令")
        printed = self.date("printed", self.first("signature", "printed"))
        date = next(filter(None, (self.date("date", self.first(layer, "date")) for layer in ("signature", "table", "promulgation"))), None)
        effective, expires = self.term(date, printed)
        return Header(
            title=title,
            number=number.canonical if number else None,
            issuers=issuers,
            date=date,
            printed=printed,
            published=self.date("published", self.first("table", "published")),
            effective=effective,
            expires=expires,
            type=kind[0] if kind else None,
            subtype=kind[1] if kind else None,
            level=level,
            region=region,
            recipients=self.listed("recipients", self.first("header", "recipients"), "[,，;；]"),
            cc=self.listed("cc", self.first("signature", "cc"), r"[,，;；。\s]*抄 *[送报] *[:：]|[,，;；。]"),
            approved_by=self.say("approved_by", self.first("validity", "approved_by")),
            index_number=self.say("index_number", self.first("table", "index_number")),
            subjects=self.listed("subjects", self.first("table", "subjects"), r"[,，;；、\\\s]"),
            evidence=self.evidence,
        )

    def issued_title(self) -> Words | None:
        """The title of the one text that is issued, where the page brings the notice without its own."""
        issued = [words for words in self.found["parts"] if words.label == "issued"]
        lines = list(_LINE.finditer(self.folded, issued[0].start, issued[0].end))[:4] if len(issued) == 1 else []
        ends = {line.end(): "".join(self.folded[issued[0].start : line.end()].split()) for line in lines}
        titles = [end for end, words in ends.items() if document_type(words) and len(words) <= 120 and not _SENTENCE.search(words)]
        notice = "".join(self.folded[: issued[0].start].split()) if titles else ""
        named = [end for end in titles if f"《{ends[end]}》" in notice]  # a title of two lines may end in a type twice
        return Words("title", issued[0].start, (named or titles)[0]) if titles else None

    def said_type(self) -> tuple[str, str] | None:
        """The type that a document without its title says of itself: 通知如下, 特此公告, 特制定本办法, 本措施自…起施行."""
        body = self.first("body", "body")
        found = type_said(self.folded[body.start : body.end]) if body else None
        if not found:
            return None
        start, end, word = found
        self.evidence["type"] = self.quote(body.start + start, body.start + end)
        return document_type(word)

    def orders(self) -> bool:
        """Whether the order that promulgates the text stands above it: its number, 《…》已经…通过,现予公布, its date."""
        number, date = self.first("header", "number"), self.first("signature", "date")
        body = self.first("body", "body")
        between = self.folded[number.end : date.start] if number and date and body and date.end + _PREAMBLE < body.end else ""
        return len(between) < 2 * _PREAMBLE and bool(_PROMULGATES.search(between))

    def listed(self, field: str, words: Words | None, marks: str) -> tuple[str, ...]:
        said = self.say(field, words)
        return tuple(item.strip() for item in re.split(marks, said) if item.strip()) if said else ()

    def date(self, field: str, words: Words | None) -> str | None:
        said = self.line(words) if words else ""
        iso = parse_date(said) or parse_date(said + "日" if _WITHOUT_DAY.fullmatch(said) else "")
        if iso:
            self.say(field, words)
        return iso

    def number(self, place: Region | None):
        """The document's own number, from its head, else from the page's table."""
        for words in (self.first("header", "number"), self.first("table", "number"), self.first("promulgation", "number")):
            said = re.sub(r"\n[\s(]*", "", self.folded[words.start : words.end]) if words else ""
            number = parse_number(said, place.code if place else None) if said else None
            if number and number.kind in _BEARING_ISSUER and (start := self.first_of_letterhead(words.start)) < words.start:
                words = words._replace(start=start)
                number = parse_number(re.sub(r"\s|中华人民共和国", "", self.folded[start : words.end])) or number
            if number:
                self.say("number", words)
                return number
        return self.number_of_announcement()

    def first_of_letterhead(self, start: int) -> int:
        """Where the letterhead begins of an order that several have made, an agency a line; ``start`` where there is one only."""
        above = start
        while above > 0:
            line = self.folded.rfind("\n", 0, above - 1) + 1
            if not is_agency_line("".join(self.folded[line:above].split())):
                break
            above = line
        return above

    def number_of_announcement(self) -> Number | None:
        """The number of an announcement that says year and serial alone below its title (2023年第15号): the issuers of the title bear it."""
        title = self.first("header", "title")
        below = title and _SERIAL_BELOW.match(self.folded, title.end)
        named = re.sub(r"\s|、", "", who_speaks(self.line(title))) if below and self.folded[: title.end].endswith(("公告", "通告")) else ""
        number = parse_number(f"{named}{self.folded[title.end - 2 : title.end]}{below['serial']}") if named else None
        if number:
            self.say("number", Words("number", *below.span("serial")))
        return number

    def signed_in(self) -> int | None:
        """The year of the document, by its signature, the page's table or its number."""
        for words in (self.first("signature", "date"), self.first("table", "date"), self.first("promulgation", "date")):
            iso = parse_date(self.line(words)) if words else None
            if iso:
                return int(iso[:4])
        words = self.first("header", "number")
        number = parse_number(self.folded[words.start : words.end]) if words else None
        return number.year if number else None

    def place(self, title: str | None) -> Region | None:
        """The division of the document, from its title, its signature, the page's table, its text."""
        names = [fold(title).lstrip("《<\"“")] if title else []
        names += [self.folded[w.start : w.end] for w in self.found["signature"] if w.label == "issuer"]
        names += [self.folded[w.start : w.end] for w in self.found["table"] if w.label in ("issuer", "publisher")]
        own = self.first("header", "title")
        if own and title and re.match(ITS_GOVERNMENT, title):  # below 某市人民政府, or the name of its site
            names += self.folded[: own.start].split("\n")[-_ABOVE:]
        names = ["".join(name.split()) for name in names]
        if any(agency_level(name) == "central" for name in names[:2]) or title and _NATIONAL.match(title):  # a law, on a local page too
            return None
        placed = place_of_names(names)
        if placed:
            return placed
        number = self.number(None)
        level, code = _place_of_number(number, names[:2])
        if level:
            return region_by_code(code)
        said = names[0] if title else ""
        body = self.first("body", "body")
        if not body:
            return place_in_title(said)
        start = body.start if title else 0
        return place_in_title(said) or place_of_text(self.folded[start : body.end], said, self.folded[:start]) or self.filed()

    def filed(self) -> Region | None:
        """The division under which a collector has filed the text, in brackets that open it: 【某省某市】, 【某市财政局】."""
        under = FILED.match(self.folded)
        return place_of_names([under["under"]]) if under else None

    def issuers(self, title: str | None, place: Region | None, number) -> tuple[str, ...]:
        """Full names in the order given: the signature, else the title, the promulgation note, the page's table, the letterhead, the
        preamble, the page's publisher, an order's number."""
        signed = [name for w in self.found["signature"] if w.label == "issuer" for name in self.names(w, place)]
        titled = self.titled(title, place)
        prefix = who_speaks(title)
        in_title = any(name in prefix for w in self.found["signature"] if w.label == "issuer" for name in self.simple[w.start : w.end].split())
        if signed and (not titled or in_title or set(signed) & set(titled) or OF_SEVERAL.search(prefix) or not _is_full(titled[0])):
            self.say("issuers", self.first("signature", "issuer"))
            return tuple(dict.fromkeys(next((full for full in titled if _adds_place(full, name)), name) for name in signed))
        if titled:
            self.evidence["issuers"] = self.evidence["title"]
            return tuple(dict.fromkeys(titled))
        for layer, label in (("promulgation", "issuer"), ("table", "issuer"), ("table", "publisher")):
            words = self.first(layer, label)
            names = self.names(words, place) if words else []
            if label == "publisher":
                if told := self.letterhead() or title and self.told(title):
                    self.say("issuers", told)
                    return tuple(dict.fromkeys(self.names(told, place)))
                if not all(map(looks_like_agency, names)):
                    continue  # 中国某县: the site
            if names and not (layer == "table" and title and _NATIONAL.match(title) and agency_level(names[0]) != "central"):
                self.say("issuers", words)
                return tuple(dict.fromkeys(names))
        if number and self.agrees() and (issuer := issuer_of(number, place)[0]):  # by its code
            self.evidence["issuers"] = self.evidence["number"]
            return (issuer,)
        if number and number.kind in _BEARING_ISSUER:  # an order's code is its issuer and the kind
            organ = number.code.removesuffix(number.kind)
            names = full_names(organ, organ, place, self.year) if looks_like_agency(organ) else [issuer_of(number, place)[0]]  # 粤府令
            if all(names):
                self.evidence["issuers"] = self.evidence["number"]
                return tuple(names)
        return ()

    def agrees(self) -> bool:
        """Whether a government that nothing else names says that it agrees: 省政府同意…,现转发给你们."""
        body = self.first("body", "body")
        return bool(body and _AGREES.search(self.folded, body.start, min(body.end, body.start + _PREAMBLE)))

    def letterhead(self) -> Words | None:
        """The agency before 文件 right above the number (GB/T 9704-2012, 7.2.4)."""
        number = self.first("header", "number")
        head = _LETTERHEAD.search(self.folded, max(0, number.start - _TOLD_WITHIN), number.start) if number else None
        who = "".join(head["who"].split()) if head else ""
        return Words("issuer", *head.span("who")) if who and (is_agency_line(who) or len(full_names(who, who, None, self.year)) > 1) else None

    def told(self, title: str) -> Words | None:
        """Who has issued the document by its preamble: …,某市某局印发《its own title》."""
        said = re.compile(r"\s*".join(map(re.escape, f"《{''.join(fold(title).split())}》")))  # a line may end inside it
        for own in said.finditer(self.folded):
            told = _TOLD.search(self.folded, max(0, own.start() - _TOLD_WITHIN), own.start())
            if told and is_agency_line(told["who"]):
                return Words("issuer", *told.span("who"))
        return None

    def names(self, words: Words, place: Region | None) -> list[str]:
        if self.folded[words.start] == "(" and self.folded.find(")", words.start, words.end) == words.end - 1:
            words = words._replace(start=words.start + 1, end=words.end - 1)
        line = SEAL.sub(lambda m: " " * len(m.group()), self.folded[words.start : words.end].replace("\n", " "))
        gap = re.search(r"(?<=\S) +(?=\([一-龥]{4,})", line)  # a second name on a line of its own
        cut = slice(gap.start(), gap.end()) if gap else slice(0, 0)
        simple = self.simple[words.start : words.end]
        line, simple = line[: cut.start] + line[cut.stop :], simple[: cut.start] + simple[cut.stop :]
        if _SPACED.fullmatch(line):  # 海 关 总 署, set to the width of the names above
            line, simple = line.replace(" ", ""), re.sub(r"\s", "", simple)
        if "人民代表大会" in line:  # 某市第十六届人民代表大会常务委员会 is one body through all its terms
            return [re.sub(r"第.{1,4}届", "", simple)]
        return [name for a, b in split_issuers(line) for name in full_names(line[a:b], simple[a:b], place, self.year)]

    def titled(self, title: str | None, place: Region | None) -> list[str]:
        prefix = who_speaks(title)
        if not prefix:
            return []
        prefix = OF_SEVERAL.sub("", prefix)
        folded = fold(prefix)
        names = [name for a, b in split_issuers(folded) for name in full_names(folded[a:b], prefix[a:b], place, self.year)]
        return names if all(looks_like_agency(name) for name in names) else []

    def standing(self, issuers, place, number, title) -> tuple[str | None, str | None]:
        """Level and region of the first issuer; of the document's place where no issuer is known."""
        if issuers:
            level = agency_level(issuers[0])
            if level == "central":
                return "central", None
            if level:
                return level, agency_region(issuers[0]) or (place.code if place else None)
        if place:
            return place.level, place.code
        if title and re.match(r"《?(?:中华人民共和国|国家|国务院)", title):
            return "central", None
        if number:
            return _place_of_number(number, [*issuers, title or ""])
        body = self.first("body", "body")
        return ("central", None) if body and speaks_for_all(self.folded[body.start : body.end]) else (None, None)

    def term(self, date: str | None, printed: str | None) -> tuple[str | None, str | None]:
        """施行 and 失效: the clause in the text, computed where it gives a length; else the page's table."""
        clause = self.first("validity", "effective")
        effective = None
        if clause:
            words = self.folded[clause.start : clause.end]
            effective = parse_date(words) or (printed or date if re.search(r"印发|发布|公布|下发|发文|颁布", words) else None)
            later = _DAYS_LATER.search(words)
            if effective and later:
                effective = (datetime.date.fromisoformat(effective) + datetime.timedelta(days=parse_numeral(later[1]) or 0)).isoformat()
            if effective:
                self.say("effective", clause)
        effective = effective or self.date("effective", self.first("table", "effective"))
        until = self.first("validity", "expires")
        expires = None
        if until:
            words = self.folded[until.start : until.end]
            dates = find_dates(words)
            length = re.search(r"(\d+|[一二两三四五六七八九十]+)个?年", words)
            if dates:
                expires = dates[-1][2]
            elif length and (effective or date):
                expires = last_day(effective or date, parse_numeral(length.group(1)) or 0)
            if expires:
                self.say("expires", until)
        return effective, expires or self.date("expires", self.first("table", "expires"))


def last_day(start: str, years: int) -> str | None:
    """The last day of a term of whole years that begins on an ISO date; None where no calendar has it."""
    first = datetime.date.fromisoformat(start)
    if not 0 < years <= 9999 - first.year:
        return None
    try:
        after = first.replace(year=first.year + years)
    except ValueError:  # 29 February
        after = first.replace(year=first.year + years, month=3, day=1)
    return (after - datetime.timedelta(days=1)).isoformat()


def _adds_place(full: str, name: str) -> bool:
    """Whether a name of the title is the signed one with the division above it before it (上海市 奉贤区…), or with what stands on the line above."""
    led = leading_place(full)
    return full.endswith(name) and (led is not None and len(full) - len(name) <= led[1] or not _is_full(name) and _is_full(full))


def _is_full(name: str) -> bool:
    return agency_level(name) is not None


def _place_of_number(number: Number | None, names: Sequence[str]) -> tuple[str | None, str | None]:
    """Level and region by the letters of a document's number; of 和平区, of which there are several, only one of those."""
    level, code = place_of(number) if number else (None, None)
    borne = {region.code for name in names for region in leading_places(name)}
    return (level, code) if not borne or code in borne else (None, None)
