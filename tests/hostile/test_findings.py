"""What mutation, growth and fuzzing found, as small as it can be."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import ReadError
from kg.extract import extract_record
from kg.reading import read_bytes
from kg.records import PolicyText
from kg.text import find_dates, parse_numeral

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = "青山县人民政府办公室关于加强河道管理的通知\n青政办〔2023〕7号\n各乡镇人民政府：\n"


def extract(text: str):
    return extract_record(PolicyText("a.txt", text, "0" * 64, "text/plain", "utf-8"))


def test_thousands_of_figures_are_no_number():
    assert parse_numeral("9" * 8718) is None and parse_numeral("一" * 9000) is None and parse_numeral("二〇二三") == 2023
    extract(HEAD + "附件" + "9" * 9000 + "：1.河道名录\n" + "9" * 9000 + "、加强管理。")


def test_no_calendar_has_such_a_day():
    assert find_dates("2023-99999999999-1") == find_dates("2023年99999月99999日") == []
    assert extract(HEAD + "本通知自2023年5月10日起施行，有效期99999年。").header.expires is None


def test_agencies_together_a_thousand_times():
    extract(HEAD + "一、加强管理。(责任单位：" + "县水利局会同" * 2000 + "县财政局)")


def test_a_title_with_a_bar_does_not_end_the_build(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    cited = "为贯彻《国务院关于|加强|河道|管理的意见》《关于|印发|河道|方案的通知》精神，现就有关事项通知如下。\n一、制定《青山县|河道|管理办法》。\n"
    (docs / "a.txt").write_text(HEAD + cited, encoding="utf-8")
    assert build([docs], tmp_path / "w").counts["files"]["read"] == 1


def test_an_old_office_file_under_another_name_starts_no_program(monkeypatch):
    monkeypatch.delenv("POLICYKG_SOFFICE", raising=False)
    for raw in (b"{\\rtf1 a}", b"\xd0\xcf\x11\xe0" + bytes(600)):
        with pytest.raises(ReadError, match="whatever its name says: rename it"):
            read_bytes("a.txt", raw)


def test_a_division_with_a_former_name_is_the_same_with_any_hash_seed():
    text = "为促进昆明市房地产发展，我市制定本措施。昆明市住房城乡建设局负责。昆明主城区、昆明各县区，昆明市。"
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from kg.place import place_of_text; print(place_of_text({text!r}).code)"
    said = {
        subprocess.run([sys.executable, "-c", script], capture_output=True, env={"PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1"}, check=False).stdout for seed in range(6)
    }
    assert len(said) == 1
