"""How much the scores lose on degraded text: every gold document spoilt in one way at a time.

    python benchmarks/degraded.py [GOLD DOCS...]      default: the shared corpus, else the examples

Each way is deterministic (a fixed seed). Printed are the scores of the text as read, and for each
way the points lost, of 100.
"""

import json
import os
import random
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg.errors import ReadError  # noqa: E402
from kg.evaluate import COUNTED, Score, file_name, load_gold, score_records  # noqa: E402
from kg.extract import extract_record  # noqa: E402
from kg.reading import list_sources, read, read_bytes  # noqa: E402
from kg.records import PolicyText  # noqa: E402

_HEADER = ("title", "number", "date", "type", "level", "region")
_LOOK_ALIKES = str.maketrans({"己": "已", "未": "末", "日": "曰", "土": "士", "人": "入", "0": "O", "l": "1"})
_BRACKETS = str.maketrans({"〔": "[", "〕": "]", "（": "(", "）": ")", "(": "（", ")": "）", "“": "「", "”": "」", "《": "<<", "》": ">>"})
_FULL_WIDTH = {ord("0") + n: ord("０") + n for n in range(10)}


def lost_line_breaks(text: str, chance: random.Random) -> str:
    """Line breaks gone, all but those of the head and the foot, as copied from a pdf viewer."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "\n".join(lines[:8]) + "\n" + "".join(lines[8:-4]) + "\n" + "\n".join(lines[-4:])


def hard_wrapped(text: str, chance: random.Random) -> str:
    """Every line broken at 36 characters."""
    return "\n".join(line[i : i + 36] for line in text.split("\n") for i in range(0, max(1, len(line)), 36))


def inner_spaces(text: str, chance: random.Random) -> str:
    """A space inside one word of fifty."""
    return re.sub(r"(?<=[一-龥])(?=[一-龥])", lambda _: " " if chance.random() < 0.02 else "", text)


def other_brackets(text: str, chance: random.Random) -> str:
    """[2012] for 〔2012〕, half for full width and the other way round, 「」 for quotation marks."""
    return text.translate({k: v for k, v in _BRACKETS.items() if v not in ("<<", ">>")})


def full_width_digits(text: str, chance: random.Random) -> str:
    return text.translate(_FULL_WIDTH)


def traditional(text: str, chance: random.Random) -> str:
    import opencc

    return opencc.OpenCC("s2t").convert(text)


def look_alikes(text: str, chance: random.Random) -> str:
    """One in thirty of the characters that OCR mistakes, mistaken."""
    return "".join(c.translate(_LOOK_ALIKES) if chance.random() < 1 / 30 else c for c in text)


def page_headers(text: str, chance: random.Random) -> str:
    """A page number between two lines, every thirty lines."""
    lines = text.split("\n")
    return "\n".join(f"{line}\n— {i // 30} —" if i % 30 == 29 else line for i, line in enumerate(lines))


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    "line breaks lost": lost_line_breaks,
    "hard-wrapped lines": hard_wrapped,
    "spaces inside words": inner_spaces,
    "other brackets and quotes": other_brackets,
    "full-width digits": full_width_digits,
    "traditional characters": traditional,
    "OCR look-alikes": look_alikes,
    "page headers inside": page_headers,
}


def mislabelled(policy: PolicyText) -> PolicyText:
    """GB18030 bytes in a page that says it is UTF-8."""
    page = f'<html><head><meta charset="utf-8"></head><body><pre>{policy.text}</pre></body></html>'
    return replace(read_bytes(policy.source + ".html", page.encode("gb18030", "replace")), source=policy.source)


def figures(score: Score) -> dict[str, float]:
    """The header's accuracy and the F1s, of 100."""
    right, of = (sum(getattr(score.ratios[f], a) for f in _HEADER) for a in ("right", "of"))
    return {"header": 100 * right / of if of else 0.0} | {name: 100 * score.counts[name].f1 for name in COUNTED}


def score_texts(gold: dict, policies: list[PolicyText], way: Callable[[PolicyText], PolicyText]) -> dict[str, float]:
    predicted = {}
    for policy in policies:
        try:
            record = json.loads(extract_record(way(policy)).to_json())
        except ReadError:
            continue  # no record: scored as missing
        predicted[file_name(record)] = record
    return figures(score_records(gold, predicted))


def main() -> None:
    arguments = sys.argv[1:]
    if not arguments:
        shared = Path(os.environ.get("POLICYKG_SHARED", ROOT.parent / "shared")) / "corpus"
        arguments = [shared / "gold", shared / "seeds", shared / "dev"] if shared.is_dir() else [ROOT / "examples/gold", ROOT / "examples"]
    gold = load_gold(str(arguments[0]))
    sources = [s for s in list_sources(map(str, arguments[1:])).files if Path(s.name).name in gold]
    policies = [read(s.path, s.name) for s in sources]
    plain = score_texts(gold, policies, lambda policy: policy)
    print(f"{'':28}" + "".join(f"{name:>18}" for name in plain))
    print(f"{'as read':28}" + "".join(f"{value:18.1f}" for value in plain.values()))
    for name, spoil in WAYS.items():
        spoilt = score_texts(gold, policies, lambda p, f=spoil: replace(p, text=f(p.text, random.Random(p.source))))
        print(f"{name:28}" + "".join(f"{spoilt[key] - plain[key]:+18.1f}" for key in plain))
    spoilt = score_texts(gold, policies, mislabelled)
    print(f"{'GB18030 labelled UTF-8':28}" + "".join(f"{spoilt[key] - plain[key]:+18.1f}" for key in plain))


if __name__ == "__main__":
    main()
