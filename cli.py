"""policykg on the command line: parse arguments, call one function, print.

stdout carries the result and nothing else, in UTF-8 whatever the locale; stderr
carries progress (only on a terminal), warnings and one last line with the counts.
Exit codes: 0 done, 1 a known failure, 2 usage, 3 ran well and the answer is no.
Everything heavy is imported inside the command that needs it.
"""

import contextlib
import functools
import json
import logging
import os
import sys
from pathlib import Path

import click

from kg.errors import OutputError, PolicyKGError

NO = 3  # exit code: ran well, and the answer is no
VERSION = "0.1.0"
log = logging.getLogger("policykg")


class _Command(click.Command):
    """A command whose help ends with an example that runs."""

    def __init__(self, *args, example: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.example = example

    def format_epilog(self, context, formatter):
        with formatter.section("Example 例"):
            for line in self.example.splitlines():
                formatter.write_text(line)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(VERSION, prog_name="policykg")
def cli():
    """policykg: Chinese government policy documents (政策文件) as a knowledge graph (知识图谱)."""


def command(name: str, example: str):
    """Register a command with the options that every command has."""

    def register(function):
        @functools.wraps(function)
        def run(verbose, quiet, log_file, **arguments):
            _set_up_log(verbose, quiet, log_file)
            return function(**arguments)

        for option in (
            click.option("--log-file", type=click.Path(dir_okay=False), help="Also write warnings and counts to this file 日志文件."),
            click.option("-q", "--quiet", is_flag=True, help="No warnings and no counts 只报错误."),
            click.option("-v", "--verbose", is_flag=True, help="Say more 详细."),
        ):
            run = option(run)
        return cli.command(name, cls=_Command, example=example)(run)

    return register


def _set_up_log(verbose: bool, quiet: bool, log_file: str | None) -> None:
    log.handlers.clear()
    log.setLevel(logging.DEBUG if verbose else logging.INFO)
    log.propagate = False
    shown = logging.StreamHandler(sys.stderr)
    shown.setLevel(logging.ERROR if quiet else logging.DEBUG if verbose else logging.INFO)
    log.addHandler(shown)
    if log_file:
        try:
            log.addHandler(logging.FileHandler(log_file, encoding="utf-8"))
        except OSError as error:
            raise OutputError(f"{log_file}: cannot write the log: {error.strerror}") from error


workspace_option = click.option(
    "--workspace", type=click.Path(file_okay=False, path_type=Path), default="policykg-workspace", envvar="POLICYKG_WORKSPACE",
    show_default="./policykg-workspace", help="The folder of records and graph 工作区.",
)
output_option = click.option("-o", "output", default="-", metavar="PATH", help="Write the result to this file; - is stdout 输出文件.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
jobs_option = click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes 进程数.")
docs_argument = click.argument("docs", nargs=-1, metavar="DOCS...")


@contextlib.contextmanager
def open_output(path: str):
    """A binary stream to ``path`` or stdout; a file appears whole or not at all."""
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    part = target.with_name(target.name + ".part")
    try:
        with open(part, "wb") as stream:
            yield stream
        os.replace(part, target)
    except OSError as error:
        raise OutputError(f"{path}: cannot write: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def print_text(text: str, path: str = "-") -> None:
    with open_output(path) as stream:
        stream.write(text.encode("utf-8") + b"\n")


def print_json(value, path: str = "-") -> None:
    print_text(json.dumps(value, ensure_ascii=False, sort_keys=True), path)


@command("text", example="policykg text examples/01-state-council-opinion.txt")
@click.argument("file", metavar="FILE")
@click.option("--simplified", is_flag=True, help="In simplified characters, of the same length 简体.")
@output_option
def text(file, simplified, output):
    """Print the plain text that offsets point into (正文文本)."""
    from kg.reading import read
    from kg.text import simplify

    policy = read(file)
    for note in policy.diagnostics:
        log.warning("%s: %s", file, note.message)
    with open_output(output) as stream:
        stream.write((simplify(policy.text) if simplified else policy.text).encode("utf-8"))
    log.info("%d characters, %s%s", len(policy.text), policy.media_type, f", {policy.encoding}" if policy.encoding else "")


@command("extract", example="policykg extract examples -o records.jsonl")
@docs_argument
@jobs_option
@output_option
def extract(docs, jobs, output):
    """Extract one record (抽取记录) a document, as JSON Lines."""
    from kg.engines.local import extract_sources

    sources = _sources(docs)
    counts = {"seen": len(sources.files) + len(sources.failed) + len(sources.passed_over), "read": 0}
    failed = list(sources.failed)
    facts = dict.fromkeys(("policies", "citations", "measures", "responsibilities"), 0)

    def lines():
        for result in _progress(extract_sources(sources.files, jobs), len(sources.files)):
            if isinstance(result, PolicyKGError):
                failed.append(result)
                log.warning("not read: %s", result)
                continue
            counts["read"] += 1
            facts["policies"] += result.kind == "policy"
            facts["citations"] += len(result.citations)
            facts["measures"] += len(result.measures)
            facts["responsibilities"] += sum(len(m.responsibilities) for m in result.measures)
            yield result.to_json().encode("utf-8") + b"\n"

    records = lines()
    first = next(records, None)
    if first is None:
        raise _nothing_readable(docs, failed)
    with open_output(output) as stream:
        stream.write(first)
        stream.writelines(records)
    said = ", ".join(f"{n} {name}" for name, n in facts.items())
    log.info("%d files seen, %d read, %d failed, %d passed over; %s", counts["seen"], counts["read"], len(failed), len(sources.passed_over), said)


def _sources(docs):
    """The sources that DOCS name, with what is passed over reported; a usage error without any."""
    from kg.reading import list_sources

    if not docs:
        raise click.UsageError("Missing argument 'DOCS...': name files, folders, globs, or - for standard input.")
    sources = list_sources(docs)
    for path in sources.passed_over:
        log.debug("passed over: %s", path)
    for error in sources.failed:
        log.warning("not read: %s", error)
    return sources


def _nothing_readable(docs, failed):
    from kg.errors import NothingReadable

    why = f": {failed[0]}" if len(failed) == 1 else f" ({len(failed)} failed)" if failed else ": no .txt .md .html .htm .docx .pdf files"
    return NothingReadable(f"nothing readable in {' '.join(docs)}{why}")


def _progress(items, length):
    """The items, with a progress bar on a terminal."""
    if not sys.stderr.isatty() or log.handlers[0].level >= logging.ERROR:
        yield from items
        return
    with click.progressbar(items, length=length, file=sys.stderr, label="documents 文件") as bar:
        yield from bar


@command("number", example="policykg number '国发[2012]48号' --json")
@click.argument("texts", nargs=-1, metavar="[TEXT...|-]")
@json_option
def number(texts, as_json):
    """Parse document numbers (发文字号): as many results out as lines in."""
    from kg.numbers import describe_number

    if not texts or texts == ("-",):
        texts = [line.rstrip("\r\n") for line in click.get_text_stream("stdin", encoding="utf-8", errors="replace")]
    described = [describe_number(words) for words in texts]
    parsed = sum(row["serial"] is not None for row in described)
    with open_output("-") as stream:
        for row in described:
            stream.write(json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8") + b"\n")
    log.info("%d lines, %d parsed", len(described), parsed)


@command("evaluate", example="policykg evaluate examples/gold examples")
@click.argument("gold", metavar="GOLD")
@docs_argument
@jobs_option
@json_option
@click.option("--min-f1", type=click.FloatRange(0, 1), help="Exit with 3 when the F1 of issuers, citations, measures or responsibilities is lower.")
@click.option("--errors", is_flag=True, help="List what was missed and what was wrong, on stderr.")
def evaluate(gold, docs, jobs, as_json, min_f1, errors):
    """Score the extraction of DOCS against gold records (与标准答案比较)."""
    from kg.engines.local import extract_sources
    from kg.evaluate import file_name, load_gold, score_records

    wanted = load_gold(gold)
    sources = _sources(docs)
    chosen = [source for source in sources.files if Path(source.name).name in wanted]
    predicted = {}
    for result in _progress(extract_sources(chosen, jobs), len(chosen)):
        if isinstance(result, PolicyKGError):
            log.warning("not read: %s", result)
        else:
            record = json.loads(result.to_json())
            predicted[file_name(record)] = record
    score = score_records(wanted, predicted)
    if errors:
        for line in score.errors:
            click.echo(line, err=True)
    print_json(score.as_dict()) if as_json else print_text(score.as_text())
    log.info("%d documents, lowest F1 %.3f", score.documents, score.lowest_f1())
    return NO if min_f1 is not None and score.lowest_f1() < min_f1 else 0


@command("build", example="policykg build examples --workspace my-workspace")
@docs_argument
@workspace_option
@jobs_option
@click.option("--base", metavar="IRI", help="Mint individuals under this IRI instead of the default.")
@json_option
def build(docs, workspace, jobs, base, as_json):
    """Read, extract, link and load DOCS into the workspace (建库). The workspace then holds exactly these documents."""
    from kg.build import build as build_workspace

    if not docs:
        raise click.UsageError("Missing argument 'DOCS...': name files, folders, globs, or - for standard input.")
    try:
        with _stages() as progress:
            report = build_workspace(docs, workspace, jobs=jobs, base=base, progress=progress)
    except ValueError as error:  # a base that is no IRI
        raise click.BadParameter(str(error), param_hint="--base") from error
    for error in report.failed:
        log.warning("not read: %s", error)
    for name in report.passed_over:
        log.debug("passed over: %s", name)
    if as_json:
        print_json({"workspace": str(report.workspace), "extracted": report.extracted, **report.counts})
    log.info("%s; %d extracted anew; workspace %s", _counted(report.counts), report.extracted, report.workspace)


@contextlib.contextmanager
def _stages():
    """A progress callback that draws on a terminal, and says nothing elsewhere."""
    shown = sys.stderr.isatty() and log.handlers[0].level < logging.ERROR

    def progress(stage: str, done: int, total: int) -> None:
        if shown:
            click.echo(f"\r{stage} {done}/{total}\x1b[K", err=True, nl=False)

    try:
        yield progress
    finally:
        if shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def _counted(counts: dict) -> str:
    files = counts["files"]
    rest = ", ".join(f"{counts[name]} {name}" for name in ("documents", "stubs", "citations", "measures", "responsibilities", "agencies", "triples"))
    return f"{files['seen']} files seen, {files['read']} read, {files['failed']} failed, {files['passed_over']} passed over; {rest}"


@command("stats", example="policykg stats --json --workspace demo/workspace")
@workspace_option
@json_option
@output_option
def stats(workspace, as_json, output):
    """Count what the workspace holds (统计)."""
    from kg.stats import load_stats
    from kg.workspace import Workspace

    counts = load_stats(Workspace.open(workspace))
    if as_json:
        print_json(counts, output)
    else:
        flat = {f"files {name}": n for name, n in counts["files"].items()} | {k: v for k, v in counts.items() if k != "files"}
        print_text("\n".join(f"{name:20} {n:>10}" for name, n in flat.items()), output)
    log.info("%s", _counted(counts))


@command("query", example="policykg query most-cited limit=5 --workspace demo/workspace")
@click.argument("question", nargs=-1, metavar="[NAME [PARAM=VALUE...] | SPARQL | FILE.rq | -]")
@workspace_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "tsv", "json", "xlsx", "parquet"]), help="table on a terminal, else csv.")
@click.option("--timeout", type=click.FloatRange(min=0.01), default=60.0, show_default=True, help="Seconds after which the query is stopped.")
@click.option("--list", "listed", is_flag=True, help="The named questions 命名问题; needs no workspace.")
@json_option
@output_option
def query(question, workspace, form, timeout, listed, as_json, output):
    """Answer a named question or SPARQL from the graph (查询); read-only."""
    from kg.queries import list_queries, read_question

    if listed:
        questions = list_queries()
        if as_json:
            return print_json(questions, output)
        lines = [f"{q['name']:28} {q['zh']}  {q['en']}" + "".join(f"  [{k}={v}]" for k, v in q["parameters"].items()) for q in questions]
        return print_text("\n".join(lines), output)
    if not question:
        raise click.UsageError("Missing a question: a name (--list shows all), SPARQL, a .rq file, or - for standard input.")
    from kg.query import run_query
    from kg.workspace import Workspace
    from output.answer import TABLE_ROWS, write_answer

    stdin = click.get_text_stream("stdin", encoding="utf-8", errors="replace").read() if question == ("-",) else ""
    sparql = read_question(list(question), stdin)
    form = form or ("json" if as_json else "table" if output == "-" and sys.stdout.isatty() else "csv")
    folder = Workspace.open(workspace).graph_folder
    with run_query(folder, sparql, timeout, TABLE_ROWS if form == "table" else None) as result:
        with open_output(output) as stream:
            write_answer(result, form, stream)
        more = f", cut at {TABLE_ROWS}: --format csv gives all" if result.more else ""
        log.info("%d rows%s", result.count, more)


@command("export", example="policykg export --format ttl -o graph.ttl --workspace demo/workspace")
@workspace_option
@click.option("--format", "form", required=True, help="ttl, nt, nq, trig, jsonld or rdfxml.")
@output_option
def export(workspace, form, output):
    """Write the graph in a format that other tools read (导出)."""
    from kg.store import Store
    from kg.workspace import Workspace
    from output import EXPORTERS, FOLDERS

    if form not in EXPORTERS:
        raise click.BadParameter(f"{form!r} is not one of {', '.join(EXPORTERS)}", param_hint="--format")
    store = Store.open_current(Workspace.open(workspace).graph_folder)
    if form in FOLDERS:
        if output == "-":
            raise click.UsageError(f"{form} is several files: name a folder with -o")
        EXPORTERS[form](store, Path(output))
    else:
        with open_output(output) as stream:
            EXPORTERS[form](store, stream)
    log.info("%d triples", len(store))


def _picture_options(function):
    """The options that view and map share."""
    for option in (
        click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="In which the page opens 语言."),
        click.option("--limit", type=click.IntRange(min=1), help="Most nodes to draw; what is left out is said."),
        click.option("--title", help="Heading of the page 标题."),
    ):
        function = option(function)
    return function


@command("view", example="policykg view -o view.html --workspace demo/workspace")
@workspace_option
@_picture_options
@click.option("--measures", is_flag=True, help="Draw measures and responsible departments too 措施与责任单位.")
@output_option
def view(workspace, title, limit, language, measures, output):
    """Draw documents and agencies as one interactive HTML file (交互视图)."""
    from kg.network import load_neighbourhood
    from output.html import PictureOptions, write_view

    network = load_neighbourhood(_open_store(workspace))
    with open_output(output) as stream:
        drawn = write_view(network, stream, options=PictureOptions(title=title, language=language, limit=limit, measures=measures))
    _say_drawn(drawn)


@command("map", example="policykg map -o map.html --workspace demo/workspace")
@workspace_option
@_picture_options
@json_option
@output_option
def draw_map(workspace, title, limit, language, as_json, output):
    """Draw the citations between central and local policies as one HTML file (引用地图)."""
    from kg.network import load_network
    from output.html import PictureOptions, map_elements, write_map

    network = load_network(_open_store(workspace))
    options = PictureOptions(title=title, language=language, limit=limit)
    if as_json:
        elements = map_elements(network, options=options)
        print_json(elements, output)
        log.info("%d nodes, %d edges", len(elements["nodes"]), len(elements["edges"]))
        return
    with open_output(output) as stream:
        drawn = write_map(network, stream, options=options)
    _say_drawn(drawn)


def _open_store(workspace):
    from kg.store import Store
    from kg.workspace import Workspace

    return Store.open_current(Workspace.open(workspace).graph_folder)


def _say_drawn(drawn) -> None:
    left_out = f"; {drawn.left_out['hidden']} nodes left out: the page says which" if drawn.left_out else ""
    log.info("%d nodes, %d edges%s", len(drawn.nodes), len(drawn.edges), left_out)


def main(arguments: list[str] | None = None) -> None:
    """Run a command; the process ends with its exit code."""
    for stream in (sys.stdout, sys.stderr):  # the same bytes under cp936, C and UTF-8 locales
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        code = cli.main(args=arguments, prog_name="policykg", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        code = 2
    except click.exceptions.Exit as error:
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        code = 130
    except PolicyKGError as error:
        click.echo(f"policykg: {_one_line(error)}", err=True)
        code = 1
    except BrokenPipeError:  # the reader of stdout has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code or 0)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


if __name__ == "__main__":
    main()
