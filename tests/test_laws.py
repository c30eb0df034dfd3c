"""National laws by name."""

import pytest

from kg.laws import rank_of_law


@pytest.mark.parametrize("title, rank", [("社会救助暂行办法", "行政法规"), ("中华人民共和国教育法", "法律"), ("教育法", "法律"), ("《教育督导条例》", "行政法规")])
def test_known_laws(title, rank):
    assert rank_of_law(title) == rank


@pytest.mark.parametrize("title", ["清河市社会救助暂行办法", "教育", None, "关于贯彻教育法的通知"])
def test_no_law(title):
    assert rank_of_law(title) is None
