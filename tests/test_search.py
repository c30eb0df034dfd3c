"""The search index: what is found in which order, however it is written; that it follows the graph."""

import pytest

from kg.build import build
from kg.search import SearchIndex, index_workspace, is_current, mark_words, write_index
from kg.search import gathering
from kg.search.words import plain, split_words
from kg.store import Store
from kg.texts import Texts
from kg.workspace import Workspace


@pytest.fixture(scope="module")
def space(tmp_path_factory, examples):
    folder = tmp_path_factory.mktemp("search") / "w"
    build([examples], folder)
    return Workspace.open(folder)


@pytest.fixture(scope="module")
def index(space):
    with SearchIndex(space.search_path) as index:
        yield index


def titles(found):
    return [item.title for item in found.items]


@pytest.mark.parametrize("written", ["国发〔2021〕91号", "国发[2021]91号", "國發（２０２１）９１號", " 国发 (2021) 91 号 ", "国发【2021】91号", "国发[2021]91"])
def test_a_number_finds_its_document_first_in_any_spelling(index, written):
    found = index.find(written)
    assert found.items[0].number == "国发〔2021〕91号" and found.items[0].kind == "document"
    assert found.items[0].cited == max(item.cited for item in found.items)


def test_traditional_characters_find_simplified_ones(index):
    assert titles(index.find("學校供餐", "document")) == titles(index.find("学校供餐", "document")) != []


def test_a_whole_title_comes_before_titles_that_hold_it(index):
    known = index.items(range(1, 60))
    for item in known:
        if item.kind == "document" and item.title and item.status == "full":
            assert plain(index.find(f"《{item.title}》").items[0].title) == plain(item.title)


@pytest.mark.parametrize("word", ["供餐", "餐", "食堂", "电梯", "学校供餐工作"])
def test_words_of_any_length_find_every_title_that_holds_them(index, word):
    held = {item.iri for item in index.items(range(1, 5000)) if word in (item.title or "")}
    assert held and held <= {item.iri for item in index.find(word, limit=5000).items}


def test_a_text_is_searched_to_its_last_characters(space, index):
    with space.open_texts() as texts:
        for source, sha in sorted(texts.keys())[:6]:
            last = plain(texts.find(sha))[-2:]
            expression = index._expression("bodies", [last])
            assert expression, (source, last)


def test_all_words_have_to_be_found_and_issuers_count(index):
    both = index.find("国务院 供餐", "document")
    assert both.total and both.total <= index.find("供餐", "document").total
    assert index.find("供餐 qqqqqq").total == 0


@pytest.mark.parametrize("odd", ['"', "' OR 1=1 --", '" OR *', "NEAR(a b)", "title:x", "a*", "(", "^", "-", "AND", "\x00", "{title} : x", "\ud800", "，。", "", " ", "号" * 5000])
def test_no_question_is_syntax(index, odd):
    found = index.find(odd)
    assert found.total >= 0 and len(found.items) <= 20


def test_what_takes_long_is_cut(index, monkeypatch):
    import kg.search.asking

    whole = index.find("学校 食品")
    monkeypatch.setattr(kg.search.asking, "MOST_TEXTS", 2)
    cut = index.find("学校 食品")
    assert cut.more and not whole.more and cut.total < whole.total and cut.items[0] == whole.items[0]
    monkeypatch.setattr(kg.search.asking, "PATIENCE", -1.0)
    index._connection.execute("SELECT 1")
    assert index.find("学校 食品").total <= cut.total


def test_kinds_are_counted_and_paged(index):
    found = index.find("食品", limit=3)
    assert sum(found.counts.values()) == found.total
    second = index.find("食品", offset=3, limit=3)
    assert not {item.id for item in found.items} & {item.id for item in second.items}
    for kind, count in found.counts.items():
        only = index.find("食品", kind, limit=1000)
        assert only.total == len(only.items) == count and {item.kind for item in only.items} <= {kind}


def test_the_most_cited_come_first_and_lists_can_be_filtered(index):
    items, total = index.list_items("document", limit=1000)
    cited = [item.cited for item in items]
    assert total == len(items) and cited == sorted(cited, reverse=True) and cited[0] > 1
    county, count = index.list_items("document", level="county", limit=1000)
    assert count == len(county) == index.count_by("level", "document")["county"] and {item.level for item in county} == {"county"}
    newest = [item.date for item in index.list_items("document", order="date", limit=1000)[0] if item.date]
    assert newest == sorted(newest, reverse=True)


def test_an_agency_holds_what_it_issued(space, index):
    store = Store.open_current(space.graph_folder)
    for agency in index.list_items("agency", limit=5)[0]:
        issued = {iri for (iri,) in store.rows(f"SELECT ?d WHERE {{ ?d eli:passed_by <{agency.iri}> }}")}
        assert {item.iri for item in index.held(agency.id, limit=1000)} == issued and agency.cited == len(issued)


def test_measures_know_their_document(index):
    for item in index.find("食堂", "measure").items:
        (document,) = index.items([item.document])
        assert document.kind == "document" and document.status == "full"


def test_the_words_are_marked_where_they_stand():
    text = "为贯彻《校车安全\n管理条例》和国发(2012) 48号，現就學校有關事項通知如下。" + "其他" * 200
    for asked, wanted in (("校车安全管理条例", "校车安全\n管理条例"), ("国发〔2012〕48号", "国发(2012) 48号"), ("学校", "學校")):
        pieces = mark_words(text, split_words(asked), 80)
        assert [piece for piece, marked in pieces if marked] == [wanted]
        assert "".join(piece for piece, _ in pieces).strip("…") in text
    assert mark_words(text, ["没有"], 10) == ((text[:10], False), ("…", False))


def test_the_index_is_made_again_for_another_graph_only(space, examples):
    fingerprint = space.about["graph"]
    assert is_current(space, fingerprint) and not is_current(space, "another")
    before = space.search_path.stat().st_mtime_ns
    index_workspace(space, fingerprint)
    assert space.search_path.stat().st_mtime_ns == before
    space.search_path.write_bytes(b"no index")
    assert not is_current(space, fingerprint)
    index_workspace(space, fingerprint)
    assert is_current(space, fingerprint)


def test_what_is_no_index_is_said(tmp_path):
    with pytest.raises(OSError):
        SearchIndex(tmp_path / "none.sqlite")
    (tmp_path / "odd.sqlite").write_bytes(b"something else")
    with pytest.raises(ValueError):
        SearchIndex(tmp_path / "odd.sqlite")
    write_index(tmp_path / "empty.sqlite", Store.in_memory([]), Texts(tmp_path / "none"), fingerprint="x")
    with SearchIndex(tmp_path / "empty.sqlite") as empty:
        assert empty.find("食品").total == 0 and empty.list_items("document") == ([], 0)


def test_a_graph_without_its_lines_is_asked_for_them(space, monkeypatch):
    store = Store.open_current(space.graph_folder)
    with space.open_texts() as texts:
        shas = sorted({sha for _, sha in texts.keys()})
    from_lines = gathering.gather_entries(store, shas)

    def raise_error(graph):
        raise FileNotFoundError(graph)

    monkeypatch.setattr(gathering, "read_links", raise_error)
    assert gathering.gather_entries(store, shas) == from_lines
    assert len(from_lines.entries) > 100 and len(from_lines.held) > 10 and any(entry.sources and not entry.body for entry in from_lines.entries)
