"""What the documentation shows is what happens: the examples of the readme and of every help text are run."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

import cli
from documented import SHOWN, cut, find_consoles, first_lines
from kg.queries import list_queries

ROOT = Path(__file__).resolve().parent.parent
READMES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder as the documentation takes it for granted: the examples, and the demonstration built."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "examples", folder / "examples")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as end:
        patch.chdir(folder)
        cli.main(["demo"])
    assert end.value.code == 0
    return folder


@pytest.fixture
def run(project, monkeypatch, capfdbinary):
    """Run one command line in that folder: its stdout, after an exit code of 0."""

    def run(line: str) -> str:
        program, *arguments = shlex.split(line)
        assert program == "policykg"
        monkeypatch.chdir(project)
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main(arguments)
        out, err = capfdbinary.readouterr()
        assert end.value.code == 0, err.decode("utf-8")
        return out.decode("utf-8")

    return run


@pytest.mark.parametrize("name", SHOWN)
def test_the_answers_shown_are_the_real_ones(name, run, monkeypatch):
    monkeypatch.setenv("POLICYKG_WORKSPACE", "demo/workspace")
    shown = find_consoles(name)
    assert len(shown) >= 2
    for command, answer in shown:
        arguments, number = cut(command)
        assert first_lines(run(shlex.join(["policykg", *arguments])), number) == answer, command


def test_every_named_question_has_its_place_and_its_answer():
    asked = [cut(command)[0] for command, _ in find_consoles("docs/queries.md")]
    answered = {words[3] for words in asked if words[:3] == ["query", "--format", "table"]}
    listed = list_queries()
    assert answered == {question["name"] for question in listed}
    text = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    assert [question["name"] for question in listed if question["zh"] not in text or question["en"] not in text] == []


def test_both_readmes_say_the_same():
    said = []
    for text in READMES.values():
        blocks = re.findall(r"^```\w*\n.*?^```$", text, re.M | re.S)
        for block in blocks:
            text = text.replace(block, "")
        code = sorted(re.findall(r"`([^`\n]+)`", text))
        pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
        said.append(([re.sub(r"\s+# .*", "", block) for block in blocks], code, pictures, len(re.findall(r"^#+ ", text, re.M))))
    assert said[0] == said[1]


def test_the_readmes_name_every_command_and_only_files_that_exist():
    for text in READMES.values():
        assert [name for name in cli.COMMANDS if f"| `policykg {name}" not in text] == []
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert target.startswith("http") or (ROOT / target).is_file(), target


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_help_text_has_an_example_that_runs(name, run, monkeypatch):
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: sockets[0].close())  # tests/web serves; here nobody would end it
    assert re.search(rf"Example 例:\n +policykg {name}\b", run(f"policykg {name} --help"))
    example = cli.cli.get_command(None, name).example
    run(example)
