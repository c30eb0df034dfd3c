"""A naive reader, scored on the same gold records as ours in the same run: ``python benchmarks/naive.py [GOLD DOCS...]``.

What an afternoon of regular expressions gives: the first number on the page, the first line that
looks like a title, the agency before 关于, every 《…》 as a citation, every numbered line as a
measure, every label 责任单位 and every bracket with 牵头 or 负责 as responsibilities. It shares no rule with the
project; only files are read and records compared by the same code.
"""

import json
import re
import sys
import unicodedata

from gold_documents import figures, load_documents, print_head, print_row

from kg.extract import extract_record
from kg.records import PolicyText

_NUMBER = re.compile(r"([一-龥]{2,12})\s*[〔\[(（【﹝]\s*(\d{4})\s*[〕\])）】﹞]\s*(?:第\s*)?0*(\d+)\s*号")
_TITLE = re.compile(r"^[^\n。]{0,40}关于[^。]{4,100}?的\s*(?:指导|实施|若干)?(?:通知|意见|决定|批复|函|通告|公告|办法|方案|规定|报告)", re.MULTILINE)
_PLAN = re.compile(r"^\s*([^\n。]{6,60}(?:意见|决定|办法|方案|规定|规划|措施|条例|细则))\s*$", re.MULTILINE)
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_CITED = re.compile(r"《([^《》]{4,60})》\s*(?:[(（]([^()（）]{0,40}号)[)）])?")
_ORDINALS = (
    re.compile(r"^\s*[一二三四五六七八九十]{1,3}、\s*(.+)$"),
    re.compile(r"^\s*[(（][一二三四五六七八九十]{1,3}[)）]\s*(.+)$"),
    re.compile(r"^\s*\d{1,2}[.．、]\s*(.+)$"),
    re.compile(r"^\s*第[一二三四五六七八九十百]{1,4}条\s*(.+)$"),
)
_LABEL = re.compile(r"(责任单位|责任部门|牵头单位|配合单位)\s*[:：]\s*([^。\n)）]+)")
_BRACKET = re.compile(r"[(（]([^()（）]{2,80}?)(牵头|负责|配合)[^()（）]*[)）]")
_ROLES = {"牵头单位": "lead", "牵头": "lead", "配合单位": "support", "配合": "support"}


def parse_number(words: str | None) -> str | None:
    match = _NUMBER.search(words or "")
    return f"{match[1]}〔{match[2]}〕{match[3]}号" if match else None


def read_measures(text: str) -> list[dict]:
    """Every numbered line that is not followed by a line numbered one step deeper, with the duties up to the next."""
    lines = []
    for line in text.split("\n"):
        depth, match = next(((depth, m) for depth, form in enumerate(_ORDINALS) if (m := form.match(line))), (None, None))
        if match:
            lines.append([depth, match[1].split("。")[0].strip(), line])
        elif lines:
            lines[-1][2] += "\n" + line
    measures = []
    for i, (depth, heading, words) in enumerate(lines):
        if i + 1 < len(lines) and depth < lines[i + 1][0] < 3:
            continue
        duties = [(match[1], match[2]) for match in _LABEL.finditer(words)] + [(match[2], match[1]) for match in _BRACKET.finditer(words)]
        rows = [
            {"agency": agency.strip(), "role": _ROLES.get(word, "responsible"), "name": agency.strip(), "inherited": False}
            for word, names in duties
            for agency in re.split(r"[、,，;；和]", names)
            if agency.strip()
        ]
        measures.append({"id": str(i + 1), "part": None, "heading": heading, "responsibilities": rows})
    return measures


def read_naively(policy: PolicyText) -> dict:
    text = policy.text
    found = _TITLE.search(text) or _PLAN.search(text)
    title = re.sub(r"[\s#]|^《", "", found[0]) if found else None
    date = _DATE.search(unicodedata.normalize("NFKC", text))
    return {
        "source": policy.source,
        "kind": "policy",
        "header": {
            "title": title,
            "number": parse_number(text),
            "issuers": [title.split("关于")[0]] if title and "关于" in title[2:] else [],
            "date": f"{date[1]}-{date[2]:0>2}-{date[3]:0>2}" if date else None,
            "type": title[-2:] if title else None,
        },
        "citations": [
            {"title": match[1], "number": parse_number(match[2]), "relation": "cites"} for match in _CITED.finditer(text)
        ],
        "measures": read_measures(text),
    }


def main() -> None:
    documents = load_documents(*([sys.argv[1], sys.argv[2:]] if sys.argv[1:] else []))
    print(f"{len(documents.texts)} documents; title to header, relation and name: accuracy, the others: F1")
    print_head()
    print_row("naive reader", figures(documents.score(read_naively)))
    print_row("policykg", figures(documents.score(lambda policy: json.loads(extract_record(policy).to_json()))))


if __name__ == "__main__":
    main()
