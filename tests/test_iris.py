"""IRIs: ASCII, opaque, the same in every run."""

import subprocess
import sys

import pytest

from kg.iris import BASE, Iris, check_base, hash_key

SHA = "0123456789abcdef" * 4


def test_a_key_gives_the_same_iri_in_another_process():
    made = Iris().mint_document("国务院|2012|48")
    script = "from kg.iris import Iris; print(Iris().mint_document('国务院|2012|48'))"
    again = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )
    assert again.stdout.strip() == made == f"{BASE}document/{hash_key('国务院|2012|48')}"


def test_composed_and_decomposed_characters_are_one_key():
    assert hash_key("Café") == hash_key("Café")
    assert hash_key("甲") != hash_key("乙")


@pytest.mark.parametrize("key", ["国务院|2012|48", "", " ", "a b<>\"{}|\\^`\n", "　‮", "\ud800"])
def test_every_key_gives_ascii_without_odd_characters(key):
    for minted in (Iris().mint_document(key), Iris().mint_agency(key), Iris().mint_region(key), Iris().mint_part(SHA, key)):
        assert minted.isascii() and minted.startswith(BASE)
        assert not set(minted) & set(' <>"{}|\\^`\n')


def test_kinds_do_not_meet():
    iris = Iris()
    minted = [
        iris.mint_document("甲"), iris.mint_agency("甲"), iris.mint_subject("甲"), iris.mint_type("甲"),
        iris.mint_region("411627"), iris.mint_source(SHA), iris.mint_source_graph(SHA), iris.mint_catalogue_graph(SHA),
        iris.mint_part(SHA, "1"), iris.mint_citation(SHA, 1), iris.mint_measure(SHA, 1), iris.mint_target(SHA, 1),
        iris.mint_responsibility(SHA, 1, 1), iris.mint_evidence(SHA, 1, 1), iris.links_graph, iris.run,
    ]  # fmt: skip
    assert len(set(minted)) == len(minted)


def test_the_base_is_an_option_and_is_checked():
    assert Iris("http://localhost:8000/kg/").mint_region("411627") == "http://localhost:8000/kg/region/411627"
    for wrong in ("", "kg/", "https://w3id.org/policykg/id", "https://例子.cn/", "https://a b/", "ftp://a/", "https://a/?q=/"):
        with pytest.raises(ValueError, match="base IRI"):
            check_base(wrong)


def test_a_source_is_named_by_its_hash_only():
    assert Iris().mint_source(SHA).endswith("/source/" + SHA[:20])
    with pytest.raises(ValueError, match="SHA-256"):
        Iris().mint_source("../etc")
