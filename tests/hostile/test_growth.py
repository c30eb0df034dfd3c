"""No input takes more than linear time: each pattern on its worst texts, and the whole extraction on the worst documents."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from growing import AT_MOST, growth
from patterns import SCANNING, collect_patterns, find_uses, seconds_for, worst_texts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="timers")
ROOT = Path(__file__).resolve().parent.parent.parent
LENGTH = 2_000
SUSPECT = 0.01  # CPU seconds for LENGTH characters; a linear pattern takes a tenth of it

# Patterns that could take quadratic time and are never given a long text: where they stand, and what bounds it.
BOUNDED = {
    "kg/agency_lists.py": "items of a list, 300 characters",
    "kg/agencies.py": "names of agencies, 45 characters",
    "kg/citing/": "titles of 240 characters, windows around a mention",
    "kg/components/citations.py": "windows around a mention",
    "kg/components/parts.py": "lines of an annex, 60 characters",
    "kg/components/responsibilities.py": "names of agencies, windows of 80 characters",
    "kg/components/sections.py": "headings, once each",
    "kg/components/table.py": "6,000 characters of the page's head",
    "kg/components/targets.py": "one clause, 160 characters",
    "kg/components/title.py": "60 paragraphs of the head, each once",
    "kg/components/validity.py": "sentences about validity",
    "kg/duties/": "items of a list, 300 characters",
    "kg/evaluate.py": "the user's own gold",
    "kg/header.py": "lines of the head",
    "kg/link/": "titles of 240 characters",
    "kg/organs.py": "names of agencies, 45 characters",
    "kg/place.py": "20,000 characters of the text",
    "kg/query.py": "the head of a query, 100,000 characters",
    "kg/reading/layout.py": "one line of a page",
    "kg/reading/page.py": "a title of 1,000 characters",
    "kg/reading/__init__.py": "2,000 characters of the page's head",
    "kg/components/short_forms.py": "30 characters of a name",
    "kg/reading/markdown.py": "one line",
    "kg/network.py": "a title",
    "kg/components/genre.py": "the head",
    "kg/components/signature.py": "lines of the signature",
}  # fmt: skip


def exercise() -> None:
    """Extract the examples and read their catalogue, so that patterns made on first use are made."""
    from kg.catalogue import load_catalogue
    from kg.extract import extract_record
    from kg.reading import list_sources, read

    for source in list_sources([ROOT / "examples"]).files:
        extract_record(read(source.path))
    load_catalogue(ROOT / "examples" / "catalogue.csv")


def measure_all() -> list[str]:
    """A line for each pattern whose time grows faster than its text, and that is not bounded."""
    found = collect_patterns(exercise)
    uses = find_uses(found)
    slow = []
    for pattern, where in found.items():
        scan = bool(uses[pattern] & SCANNING)
        for text in () if where.startswith(tuple(BOUNDED)) else worst_texts(pattern, LENGTH):
            if seconds_for(pattern, text, scan, 3) < SUSPECT:
                continue
            middle = len(text) // 2
            longer = text[:middle] + text[middle - 1 : middle] * len(text) + text[middle:] if text[middle] == text[middle - 1] else text[:-1] * 2 + text[-1:]
            ratios = []
            for _ in range(3):
                one, two = (min(seconds_for(pattern, words, scan, 9) for _ in range(2)) for words in (text, longer))
                ratios.append(two / one)
                if ratios[-1] <= AT_MOST:
                    break
            else:
                slow.append(f"{where} {pattern.pattern[:60]!r} takes {min(ratios):.1f} times as long for twice {text[:20]!r}…")
                break
    assert len(found) > 500
    return slow


def test_no_pattern_is_slower_than_linear():
    """In a process of its own: patterns are seen where they are compiled, and some stop only when they are killed."""
    script = f"import sys; sys.path[:0] = {[str(ROOT), str(ROOT / 'tests'), str(Path(__file__).parent)]!r}; import test_growth; print('\\n'.join(test_growth.measure_all()))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8")[-3000:]
    assert done.stdout.decode("utf-8").strip() == ""


def test_a_quadratic_pattern_would_be_seen():
    import re

    assert max(seconds_for(re.compile("[一-龥]+中心"), text, True, 3) for text in worst_texts(re.compile("[一-龥]+中心"), 16_000)) > 0.05


HEAD = "青山县人民政府办公室关于加强河道管理的通知\n青政办〔2023〕7号\n各乡镇人民政府：\n"
END = "\n青山县人民政府办公室\n2023年5月10日\n"
PIECES = [
    "《", "〔", "1", "、", "（一）", "牵头", "（", "“", "《》", "《a》、", "会同", "和", "及", "行政", "县财政局、", "和县财政局", "责任单位：", " ", "\u3000", "\n", "的", "一", "关于", "年 ", "附件",
    "\n附件\n", "\n1.加强", "\n一、加强", "\n（一）加强管理。", "\n第一条 加强管理。", "\n第一章 总则\n", "a | b | c\n", "序号 | 任务 | 责任单位\n1 | 修渠 | 县水利局\n", "\n责任单位：县财政局", "国发〔2012〕48号",
    "《国务院关于意见》(国发〔2012〕48号，以下简称《意见》)", "《意见》", "上述通知", "2023年5月10日", "\n- 1 -\n", "12.5 33\n\n", "到2025年达到100%，", "由", "负责解释", "废止", "抄送：", "索引号：", "省市县", "住房和城乡建设",
]  # fmt: skip
PLACES = {"alone": ("", ""), "in a measure": (f"{HEAD}一、加强管理。", END), "behind an ordinal": (f"{HEAD}一、\n", f"加强管理。{END}"), "in a bracket": (f"{HEAD}一、加强管理。(责任单位:", ")" + END),
          "in a title": (f"{HEAD}为贯彻《", f"》精神，通知如下。{END}"), "in the headline": ("青山县人民政府关于", f"的通知\n{HEAD}")}  # fmt: skip
SHORT = int(os.environ.get("POLICYKG_GROWTH", "4000"))  # characters; make hostile takes 50,000
QUICK = 0.4 * SHORT / 4000  # seconds


def extract(text: str) -> None:
    from kg.extract import extract_record
    from kg.records import PolicyText

    record = extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8"))
    for fact in (*record.header.evidence.values(), *record.citations, *record.measures):
        assert text[fact.start : fact.end] == fact.text


@pytest.mark.parametrize("place", PLACES)
def test_extraction_grows_with_the_text(place):
    before, after = PLACES[place]
    extract(HEAD)
    slow = {}
    for piece in PIECES:
        times = growth(extract, lambda length: before + piece * (length // len(piece)) + after, SHORT, QUICK)
        if times > AT_MOST:
            slow[piece] = round(times, 1)
    assert slow == {}


# Elements that are never closed take the parser itself quadratic time: a page of many goes where it can be stopped.
PAGE_PIECES = ["<li>a", "<div hidden>a</div>", "<table><tr><td>a<td>b</table>", "<div>通知，</div>", "<b>文</b>", "<a href='x.doc'>文</a>", "<td>", "<ol><li>一</ol>", "<p>通知。</p>", "<tr><td rowspan=999>a<td>b", "&lt;", "<!--", "<br>"]  # fmt: skip


def test_pages_grow_with_their_markup():
    from kg.reading.html import read_html

    slow = {}
    for piece in PAGE_PIECES:
        times = growth(lambda words: read_html("a.html", words), lambda length: "<html><body><p>通知全文如下，请遵照执行。</p>" + piece * (4 * length // len(piece)), SHORT, QUICK)
        if times > AT_MOST:
            slow[piece] = round(times, 1)
    assert slow == {}


@pytest.mark.parametrize("piece", ["<!--", "![", "[](", "**a ", "__a__", "| a ", "|---", "# ", "> ", " ", "`", "\\[", "<p ", "&amp;"])
def test_markdown_grows_with_its_marks(piece):
    from kg.reading.markdown import read_markdown

    assert growth(read_markdown, lambda length: "# 通知\n" + piece * (4 * length // len(piece)), SHORT, QUICK) <= AT_MOST


def test_pages_of_many_open_elements_are_not_read_here():
    from kg.reading import is_light

    page = b"<html><body>" + b"<p>a</p>" * 3_000
    assert is_light(page) and not is_light(page + b"<ol><li>" * 2_000) and not is_light(b"<b></x>" * 10_001)
