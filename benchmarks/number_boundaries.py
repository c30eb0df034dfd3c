"""Does the code begin where it begins: ``python benchmarks/number_boundaries.py CATALOGUE.csv NUMBERS.csv``.

Every well-formed number of the catalogues is set behind the words that stand before numbers
in running text. Half of the codes are held out: their rows leave ``lexicon/number_codes``, and the
letters that only they have leave with them; then the halves change places.
"""

import csv
import re
import sys
import zlib
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kg.number_codes as codes  # noqa: E402
from kg.numbers import find_numbers  # noqa: E402
from kg.text import fold  # noqa: E402

BEFORE = ("", "(", "》(", "、", "的通知", "的实施意见", "工作方案", "根据", "按照", "按", "和", "见", "依据", "执行", "市财政局", "办公室文件")


def read_numbers(paths: list[str]) -> dict[str, str]:
    """Code to one of its numbers, without codes that are themselves cut wrongly in the source."""
    found: dict[str, str] = {}
    for path in paths:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                match = re.fullmatch(r"(?:发文字号:)? *([\u4e00-\u9fff]{2,12}) *〔 *\d{4} *〕 *\d+ *号", fold(row["doc_number"]).strip())
                if match and not codes._stops("stop").search(match[1]):
                    found.setdefault(match[1], f"{match[1]}〔2020〕3号")
    return found


def main() -> None:
    numbers = read_numbers(sys.argv[1:])
    table = codes.code_rows()
    right, wrong = Counter(), Counter()
    for half in (0, 1):
        kept = {code: row for code, row in table.items() if zlib.crc32(code.encode()) % 2 == half}
        codes.code_rows = lambda kept=kept: kept
        codes._letters_of_codes.cache_clear()
        codes.split_code.cache_clear()
        codes.code_start.cache_clear()
        for code, number in numbers.items():
            if zlib.crc32(code.encode()) % 2 == half:
                continue
            for before in BEFORE:
                text = f"各区要认真落实有关工作{before}{number}的要求" if before else number
                spans = [text[start:end] for start, end in find_numbers(text)]
                (right if spans == [number] else wrong)[before] += 1
    for before in BEFORE:
        total = right[before] + wrong[before]
        print(f"{before or '(nothing)':8} {right[before] / total:.4f}  ({right[before]} of {total})")
    print(f"all      {sum(right.values()) / (sum(right.values()) + sum(wrong.values())):.4f}")


if __name__ == "__main__":
    main()
