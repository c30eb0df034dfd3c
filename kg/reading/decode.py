"""Bytes to text: which encoding a file is in, whatever it says of itself.

In this order: byte order mark, strict UTF-8, the label the file carries, and
then the candidate whose characters look most like Chinese prose. Decoding
without an error proves nothing (GB18030 accepts nearly every Big5 page), so
the judge is the share of very common characters, not the absence of errors.
"""

import codecs
import re

from kg.errors import ReadError
from kg.records import Diagnostic

# The commonest characters of official prose, simplified and traditional: six in ten characters of any
# 公文 are among them, and about one in twenty of a text decoded in the wrong encoding.
_COMMON = frozenset(
    "的一是在了和有人大中上为个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事"
    "平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直"
    "题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决"
    "西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再"
    "采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石"
    "记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历"
    "市克何除消构府称太准精值号率族维划选标写存候毛亲快效院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红"
    "细引听该铁价严印企负责财案监督款贷租购房策申请符户政厅镇乡城缴贴补额颁厦施废执措障促推项融优享供"
    "國會時為來個們這產動對發於過說後經學現業應實體點從開還間樣與關線內數無質氣條結問變員總設圖農區強處隊門規領東導壓濟極聯認權"
    "證轉單風帶場車務萬達積議報類離華張節話傳許廣記際難備辦響約勞團歷構稱準號維劃選標寫親養層狀廠識適屬圓滿縣參細鐵價嚴負責財案"
    "監購廳鄉貸繳貼補額執廢優僑衛戶機關據計則術組織營導員總臺灣，。、；：（）《》“”〔〕\u3000"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_ODD = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f]|[\ud800-\udfff]")
_BEYOND = re.compile("[^\x00-\x7f]+")
_SAMPLE = 2_000  # characters beyond ASCII that are looked at; the rest of a file is in the same encoding

_CERTAIN = 0.30  # of characters are common in prose of any kind (real texts: 0.6 and more); wrong decodings stay below 0.1
_LABEL = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_MEANT = {  # what a page means by its label: the superset, since pages name the smaller set
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5hkscs": "big5hkscs",
    "cp950": "big5hkscs", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be", "utf-16": "utf-16-le",
}  # fmt: skip
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Text once read in the first encoding though it was written in the second, and saved again as UTF-8.
_MOJIBAKE = (("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"), ("big5hkscs", "utf-8"))
_REPLACED = re.compile("锟斤拷|烫烫烫|\ufffd{3}|Ã¤|å›½|â€|ï¼Œ")
# What the first two bytes of common characters in UTF-8 look like when read as GB18030.
_HALVES = frozenset("浠浣鍏鍒鍗鍙鍚鍥鍦鍩澶濂瀛瀹宸甯骞寮寰蹇鎬鎴鎵鎶鎹鏀鏂鏃鏈鏉鏍姝姘娉浜涓鐨绗绠绾缁缃鑰鑳鑷鑻钀琛瑙璁璇璐璧璺杈杩閫閮閲闂闄闈椤楂锛銆")


def decode(name: str, raw: bytes) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """The text of ``raw``, the name of its encoding, and what was odd about it.

    Line ends are all line feeds and NUL characters are gone, so that offsets fit what ``policykg text``
    prints. Raises ReadError where the bytes are no text, or an empty one.
    """
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ReadError(name, "empty file")
    text, encoding, notes = _decode(name, raw)
    if not text.isascii() and likeness(text) < _CERTAIN:
        if repaired := _repair(text):
            text, way = repaired
            notes += (Diagnostic("mojibake-repaired", f"characters were garbled ({way}) and have been restored"),)
        elif _looks_garbled(text):
            notes += (Diagnostic("mojibake", "the text looks garbled: it was saved in a wrong encoding before"),)
    # U+E5E5 is what GB18030 makes of A3A0, the blank of many Chinese editors.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\ue5e5", "\u3000")
    if not text.strip(" \n\t\u3000\xa0\ufeff\u200b"):
        raise ReadError(name, "empty file")
    return text, encoding, notes


def _looks_garbled(text: str) -> bool:
    sample = text[:10_000]
    return bool(_REPLACED.search(sample)) or sum(c in _HALVES for c in sample) * 10 > sum(c > "\x7f" for c in sample)


def likeness(text: str) -> float:
    """How much ``text`` looks like Chinese prose: 0 to 1, 0.6 to 0.95 for real text, under 0.1 for a wrong decoding.

    Characters that no text has (unassigned, private, replacement) count against it.
    """
    runs: list[str] = []
    size = 0
    for run in _BEYOND.finditer(text, 0, 500 * _SAMPLE):
        runs.append(run.group())
        size += len(runs[-1])
        if size >= _SAMPLE:
            break
    if not runs:
        return 0.0
    sample = "".join(runs)
    common = sum(c in _COMMON for c in sample)
    return max(0.0, (common - 3 * len(_ODD.findall(sample))) / len(sample))


def _decode(name: str, raw: bytes) -> tuple[str, str, tuple[Diagnostic, ...]]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            text, broken = _forgiving(raw[len(mark) :], encoding)
            return text, encoding, _notes_on(broken, encoding)
    if raw.count(b"\x00") * 50 < len(raw):  # UTF-16 text has NULs in every line end and every ASCII character
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            if len(_CONTROL.findall(text[:100_000])) * 50 > len(text[:100_000]):
                raise ReadError(name, "binary file, not text")
            return text, "utf-8", ()
    label = _label(raw)
    if label:
        try:
            text = raw.decode(label)
        except UnicodeDecodeError:
            pass
        else:
            if likeness(text) >= _CERTAIN:
                return text, label, ()
    return _most_chinese(name, raw, label)


def _most_chinese(name: str, raw: bytes, label: str | None) -> tuple[str, str, tuple[Diagnostic, ...]]:
    head = raw[: 500 * _SAMPLE]
    scores = {e: likeness(head.decode(e, "replace")) + (0.02 if e == label else 0) for e in ("utf-8", *_CANDIDATES)}
    encoding = max(scores, key=scores.get)
    if scores[encoding] >= _CERTAIN:
        text, broken = _forgiving(raw, encoding)
        if broken * 20 <= len(text):
            return text, encoding, _notes_on(broken, encoding)
    text, broken = _forgiving(raw, "utf-8")
    if broken * 20 > len(text) or len(_CONTROL.findall(text)) * 100 > len(text):
        raise ReadError(name, "binary file, not text (or in no Chinese encoding)")
    return text, "utf-8", _notes_on(broken, "utf-8")


def _forgiving(raw: bytes, encoding: str) -> tuple[str, int]:
    """The text with U+FFFD for what does not decode, and how many of them that makes."""
    text = raw.decode(encoding, "replace")
    return text, text.count("\ufffd")


def _notes_on(broken: int, encoding: str) -> tuple[Diagnostic, ...]:
    if not broken:
        return ()
    return (Diagnostic("broken-bytes", f"{broken} characters could not be decoded as {encoding} and read U+FFFD"),)


def _label(raw: bytes) -> str | None:
    match = _LABEL.search(raw[:4096])
    if not match:
        return None
    try:
        return _MEANT.get(codecs.lookup(match[1].decode("ascii")).name)
    except LookupError:
        return None


def _repair(text: str) -> tuple[str, str] | None:
    """The text that was meant, where undoing a wrong decoding works for the whole text and makes it Chinese."""
    for wrong, right in _MOJIBAKE:
        try:
            meant = text.encode(wrong).decode(right)
        except UnicodeError:
            continue
        if likeness(meant) > max(_CERTAIN, 2 * likeness(text)):
            return meant, f"{right} read as {wrong}"
    return None
