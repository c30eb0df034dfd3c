"""The adoption table: who took a policy up, when, through what; and who did not."""

from kg.adoption import COLUMNS, make_adoption_table


def row(code, day, document, following="p", **more):
    named = {"title": document, "number": None, "next_title": following, "next_number": None}
    return {"code": code, "day": day, "document": document, "next": following, "policy": "p", "policy_day": "2020-01-01", "last_day": "2023-12-31"} | named | more


def table(*rows, level="province"):
    columns, found = make_adoption_table(rows, {"level": level})
    assert columns == COLUMNS
    return [dict(zip(columns, line)) for line in found]


def test_the_first_document_of_a_region_counts_and_a_direct_one_before_one_through_another():
    found = table(
        row("410000", "2021-03-01", "late"),
        row("410000", "2020-02-01", "early", "between", next_number="甲〔2020〕1号"),
        row("440000", "2020-05-01", "both", "between"),
        row("440000", "2020-05-01", "both"),
        row("520000", None, "undated"),
    )
    first, second, third = found[:3]
    assert (first["region"], first["date"], first["lag_days"], first["title"]) == ("河南省", "2020-02-01", 31, "early")
    assert (first["through_title"], first["through_number"]) == ("between", "甲〔2020〕1号")
    assert (second["region"], second["through_title"], second["adopted"]) == ("广东省", None, 1)
    assert (third["region"], third["date"], third["lag_days"], third["censored"]) == ("贵州省", None, None, None)


def test_regions_that_did_not_adopt_are_rows_censored_at_the_last_day():
    found = table(row("410000", "2021-03-01", "one"))
    others = [line for line in found if not line["adopted"]]
    assert len(others) == len(found) - 1 >= 30
    assert all(line["date"] is None and line["censored"] == "2023-12-31" for line in others)
    assert {"110000", "650000"} <= {line["code"] for line in others}


def test_only_regions_of_the_level_and_of_the_time_are_there():
    counties = {line["code"] for line in table(row(None, None, None, None), level="county")}
    assert "411627" in counties and "410000" not in counties
    assert "110103" not in counties  # 崇文区, until 2009
    early = {line["code"] for line in table(row(None, None, None, None, last_day="2005-06-30"), level="county")}
    assert "110103" in early


def test_a_policy_that_nobody_knows_gives_a_table_without_adoptions():
    assert {line["adopted"] for line in table()} == {0}
    assert table(row("410000", "2020-01-01", "p"))[0]["adopted"] == 0  # the policy itself is no adoption
