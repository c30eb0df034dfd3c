"""How much the scores lose on degraded text: every gold document spoilt in one way at a time.

    python benchmarks/degraded.py [--half-a] [--errors WAY] [GOLD DOCS...]    default: the shared corpus, else the examples

Each way is deterministic; what is drawn by chance (spaces, look-alikes) is drawn three times, and the mean
is printed. Printed are the scores of the text as read, and for each way the points lost, of 100.
A heading is by contract the words up to the first 。 or the end of the line. Where the line breaks
are lost only the 。 is left, and the heading of that text is the gold one with what follows it up to the
first 。: there a heading counts as found when it begins with the gold one, or the gold one begins with it
(six characters and more). Everything else is compared as always.
"""

import argparse
import json
import random
import re
from collections.abc import Callable
from dataclasses import replace

from gold_documents import COLUMNS, HALF_A, GoldDocuments, figures, load_documents, print_head, print_row

from kg.errors import ReadError
from kg.evaluate import Score, align_heading, comparable, load_names, scored_measures
from kg.extract import extract_record
from kg.reading import read_bytes
from kg.records import PolicyText

OCR_RATE = 1 / 30  # of the characters that OCR mistakes
DRAWS = 3
_BRACKETS = str.maketrans({"〔": "[", "〕": "]", "（": "(", "）": ")", "(": "（", ")": "）", "“": "「", "”": "」"})
_FULL_WIDTH = {ord("0") + n: ord("０") + n for n in range(10)}
_PAIRS = ("己已", "未末", "日曰", "人入", "土士")
_LOOK_ALIKES = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])} | {"一": "—"}
_IN_FIGURES = re.compile(r"(?<=[0-9])0|0(?=[0-9])|[〇○]")  # a zero that stands in a number or a date

Way = Callable[[str, random.Random], str]


def lost_line_breaks(text: str, chance: random.Random) -> str:
    """Line breaks gone, all but those of the head and the foot, as copied from a pdf viewer."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "\n".join(lines[:8]) + "\n" + "".join(lines[8:-4]) + "\n" + "\n".join(lines[-4:])


def hard_wrapped(text: str, chance: random.Random) -> str:
    """Every line broken at 36 characters."""
    return "\n".join(line[i : i + 36] for line in text.split("\n") for i in range(0, max(1, len(line)), 36))


def inner_spaces(text: str, chance: random.Random) -> str:
    """A space in one of fifty places between two characters of words."""
    return re.sub(r"(?<=[一-龥])(?=[一-龥])", lambda _: " " if chance.random() < 0.02 else "", text)


def other_brackets(text: str, chance: random.Random) -> str:
    """[2012] for 〔2012〕, half for full width and the other way round, 「」 for quotation marks."""
    return text.translate(_BRACKETS)


def full_width_digits(text: str, chance: random.Random) -> str:
    return text.translate(_FULL_WIDTH)


def traditional(text: str, chance: random.Random) -> str:
    import opencc

    return opencc.OpenCC("s2t").convert(text)


def look_alikes(text: str, chance: random.Random) -> str:
    """One in thirty of the characters that OCR mistakes, mistaken: 己/已 and the like, 一 for —, O for 0 in numbers and dates."""
    text = _IN_FIGURES.sub(lambda zero: "O" if chance.random() < OCR_RATE else zero[0], text)
    return "".join(_LOOK_ALIKES[c] if c in _LOOK_ALIKES and chance.random() < OCR_RATE else c for c in text)


def page_numbers(text: str, chance: random.Random) -> str:
    """A page number on a line of its own between two lines, every thirty lines."""
    lines = text.split("\n")
    return "\n".join(f"{line}\n— {i // 30 + 1} —" if i % 30 == 29 else line for i, line in enumerate(lines))


def page_breaks(text: str, chance: random.Random) -> str:
    """A page number and a running head wherever a page of 800 characters ends, in the middle of a sentence too."""
    head = "人民政府公报 2021年第8期"
    return "".join(f"\n— {i // 800} —\n{head}\n" * (i > 0) + text[i : i + 800] for i in range(0, len(text), 800))


WAYS: dict[str, Way] = {
    "line breaks lost": lost_line_breaks,
    "hard-wrapped lines": hard_wrapped,
    "spaces inside words": inner_spaces,
    "other brackets and quotes": other_brackets,
    "full-width digits": full_width_digits,
    "traditional characters": traditional,
    "OCR look-alikes": look_alikes,
    "page numbers inside": page_numbers,
    "page breaks inside": page_breaks,
}
MISLABELLED = "GB18030 labelled UTF-8"
BY_CHANCE = ("spaces inside words", "OCR look-alikes")


def mislabelled(policy: PolicyText) -> PolicyText:
    """GB18030 bytes in a page that says it is UTF-8."""
    page = f'<html><head><meta charset="utf-8"></head><body><pre>{policy.text}</pre></body></html>'
    return replace(read_bytes(policy.source + ".html", page.encode("gb18030", "replace")), source=policy.source)


def spoil(policy: PolicyText, way: str, draw: int) -> PolicyText:
    if way == MISLABELLED:
        return mislabelled(policy)
    return replace(policy, text=WAYS[way](policy.text, random.Random(f"{policy.source} {draw}")))


def score_way(documents: GoldDocuments, way: str | None, draw: int = 0) -> Score:
    """The score of the documents, spoilt in one way; None leaves them as they are."""

    def extract(policy: PolicyText) -> dict:
        try:
            record = json.loads(extract_record(spoil(policy, way, draw) if way else policy).to_json())
        except ReadError:
            return {}  # scored as missing
        if way == "line breaks lost":
            wanted = [comparable(m["heading"]) for m in scored_measures(documents.gold[policy.source])]
            for measure in record["measures"]:
                heading = comparable(measure["heading"]) or ""
                begun = max((gold for gold in wanted if heading.startswith(gold)), key=len, default=None)
                measure["heading"] = begun or align_heading(heading, wanted)
        return record

    return documents.score(extract)


def losses(documents: GoldDocuments) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """The figures of the text as read, and the points that each way loses of them; both of 100."""
    plain = figures(score_way(documents, None))
    lost = {}
    for way in (*WAYS, MISLABELLED):
        drawn = [figures(score_way(documents, way, draw)) for draw in range(DRAWS if way in BY_CHANCE else 1)]
        lost[way] = {name: 100 * (sum(one[name] for one in drawn) / len(drawn) - plain[name]) for name in COLUMNS}
    return {name: 100 * value for name, value in plain.items()}, lost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", nargs="*", metavar="GOLD DOCS")
    parser.add_argument("--half-a", action="store_true", help="only the documents of docs/accuracy-half-a.txt")
    parser.add_argument("--errors", metavar="WAY", help="list the errors that this way adds, instead")
    args = parser.parse_args()
    documents = load_documents(*([args.documents[0], args.documents[1:]] if args.documents else []))
    if args.half_a:
        documents = documents.only(load_names(str(HALF_A)))
    if args.errors:
        before = set(score_way(documents, None).errors)
        print("\n".join(error for error in score_way(documents, args.errors).errors if error not in before))
        return
    plain, lost = losses(documents)
    print(f"{len(documents.texts)} documents; points of 100 lost")
    print_head()
    print_row("as read", plain, ".1f")
    for way, values in lost.items():
        print_row(way, values, "+.1f")


if __name__ == "__main__":
    main()
