"""The demonstration: the shipped examples as a workspace, a graph file, two pictures and one answer."""

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from examples import list_catalogues, list_documents
from kg.build import BuildReport, Progress, Tables, build
from kg.errors import OutputError
from kg.neighbourhood import load_neighbourhood
from kg.network import load_network
from kg.queries import list_queries, load_query
from kg.query import run_query
from kg.store import Store
from kg.workspace import Workspace
from output.answer import write_answer
from output.exporters import EXPORTERS, Export
from output.html import PictureOptions, write_map, write_view

QUESTION, NUMBER = "cited-by", "国发〔2021〕91号"  # the opinion that the first thread of the examples starts from
TITLE = "示例：乡村学校供餐与老旧住宅加装电梯"


@dataclass(frozen=True)
class Demo:
    """What ``run_demo`` left: the build's report, the files by name in the order written, and the answer as text."""

    report: BuildReport
    files: dict[str, Path]
    answer: str


def run_demo(folder: str | os.PathLike, progress: Progress | None = None) -> Demo:
    """Build the examples into ``folder``: ``workspace/``, ``graph.ttl``, ``view.html``, ``map.html``, ``answer.txt``.

    Running it again replaces what it wrote. Raises WorkspaceError or OutputError where the folder cannot be written.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror or error}") from error
    report = build(list_documents(), folder / "workspace", tables=Tables(catalogues=tuple(list_catalogues())), progress=progress)
    graph_folder = Workspace.open(folder / "workspace").graph_folder
    store = Store.open_current(graph_folder)
    answer = _answer(graph_folder, folder / "workspace")
    options = PictureOptions(title=TITLE)
    files = {
        "graph.ttl": lambda stream: EXPORTERS["ttl"](Export(store), stream),
        "view.html": lambda stream: write_view(load_neighbourhood(store), stream, options=options),
        "map.html": lambda stream: write_map(load_network(store), stream, options=options),
        "answer.txt": lambda stream: stream.write(answer.encode("utf-8")),
    }
    return Demo(report, {name: _write(folder / name, write) for name, write in files.items()}, answer)


def _answer(graph_folder: Path, workspace: Path) -> str:
    """The question in both languages, the command that asks it, and the answer as a table."""
    asked = next(question for question in list_queries() if question["name"] == QUESTION)
    table = io.BytesIO()
    with run_query(graph_folder, load_query(QUESTION, {"number": NUMBER})) as result:
        write_answer(result, "table", table)
    command = f"policykg query {QUESTION} number={NUMBER} --workspace {workspace}"
    return f"{asked['zh']}\n{asked['en']}\n\n{command}\n\n{table.getvalue().decode('utf-8')}"


def _write(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    part = path.with_name(path.name + ".part")  # a reader sees the old file or the new one
    try:
        with open(part, "wb") as stream:
            write(stream)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path
