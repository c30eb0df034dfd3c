"""The lexicon's tables, held harder than the code: keys unique, sources known, references met, examples true."""

import re

import pytest

from kg.lexicon import list_tables, load_table, split_cell
from kg.number_codes import code_start

KEYS = {  # columns that together name one row
    "central_agencies": ("name",),
    "central_codes": ("letter",),
    "code_stops": ("word",),
    "government_offices": ("code",),
    "number_codes": ("code",),
    "organ_exceptions": ("letters", "code", "first"),
    "organ_letters": ("letters",),
    "region_letters": ("letters", "code", "organ"),
    "regions": ("code", "name"),
    "sources": ("key",),
    "zones": ("code", "name"),
}
CODES = {row["code"] for row in load_table("regions")}
SOURCES = {row["key"] for row in load_table("sources")}


@pytest.mark.parametrize("name", list_tables())
def test_every_row_has_a_known_source(name):
    if name != "sources":
        assert [row for row in load_table(name) if row["source"] not in SOURCES] == []


@pytest.mark.parametrize("name", KEYS)
def test_rows_are_unique_and_sorted(name):
    keys = [tuple(row[column] for column in KEYS[name]) for row in load_table(name)]
    assert len(set(keys)) == len(keys)
    if name != "regions":  # sorted by code and first year
        assert keys == sorted(keys)


@pytest.mark.parametrize("name", KEYS)
def test_cells_are_trimmed_and_years_are_years(name):
    for row in load_table(name):
        assert all(cell == cell.strip() for cell in row.values())
        for column in ("first", "last"):
            assert re.fullmatch(r"(?:19|20)\d\d|", row.get(column, "")), row


def test_loading_twice_gives_the_same_rows():
    assert load_table("zones") is load_table("zones")
    with pytest.raises(FileNotFoundError):
        load_table("no_such_table")


def test_regions_have_their_parents_and_levels():
    for row in load_table("regions"):
        assert row["level"] in ("province", "prefecture", "county")
        assert (row["parent"] in CODES) if row["parent"] else row["level"] == "province"
        assert not (row["first"] and row["last"]) or row["first"] <= row["last"]


@pytest.mark.parametrize("name", ["zones", "region_letters", "government_offices", "organ_exceptions"])
def test_places_of_other_tables_are_in_the_table_of_regions(name):
    assert {row["code"] for row in load_table(name)} <= CODES


def test_successors_of_central_agencies_exist():
    names = {row["name"] for row in load_table("central_agencies")}
    for row in load_table("central_agencies"):
        assert set(split_cell(row["successor"])) <= names
        assert row["kind"] in ("party", "congress", "government", "office", "department", "群团", "enterprise", "")
        assert not row["successor"] or row["last"] or row["name"] == "国家外国专家局"


def test_one_agency_bears_a_code_at_a_time():
    bearers = {}
    for row in load_table("central_agencies"):
        for code in split_cell(row["code"]):
            bearers.setdefault(code, []).append((int(row["first"] or 0), int(row["last"] or 9999)))
    for code, years in bearers.items():
        years.sort()
        for (_, last), (first, _) in zip(years, years[1:]):
            assert last <= first, code


@pytest.mark.parametrize("row", [row for row in load_table("code_stops")], ids=lambda row: row["word"])
def test_a_code_begins_after_the_stop_of_its_example(row):
    example = row["example"].replace("…", "")
    assert row["word"] in example
    assert code_start(example) == example.index(row["word"]) + len(row["word"])


def test_counted_codes_begin_at_their_beginning():
    broken = [row["code"] for row in load_table("number_codes") if code_start(row["code"]) != 0]
    assert broken == []


def test_confidence_is_a_share():
    for row in load_table("region_letters"):
        assert 0 < float(row["confidence"]) <= 1
    for row in load_table("number_codes"):
        assert not row["share"] or 0.9 <= float(row["share"]) <= 1
