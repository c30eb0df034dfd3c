"""policykg build."""

import click
from click.core import ParameterSource

from kg.commands.frame import (
    command,
    docs_argument,
    jobs_option,
    json_option,
    limit_options,
    log,
    print_json,
    say_counts,
    say_failed,
    stages,
    unpacked,
    workspace_option,
)


@command(
    "build",
    example="policykg build examples --workspace my-workspace\n"
    "policykg build examples --catalogue laws.csv --map title=标题,number=发文字号",
)
@docs_argument
@click.option("--catalogue", "catalogues", multiple=True, metavar="FILE", help="A table of documents: CSV, XLSX or Parquet 目录表.")
@click.option("--edges", multiple=True, metavar="FILE", help="A table of citations by id, number or title 引用关系表.")
@click.option("--map", "mapping", metavar="FIELD=HEADING,…", help="Which column is what, where its heading is not known 列名对应.")
@workspace_option
@jobs_option
@limit_options
@click.option("--base", metavar="IRI", help="Mint individuals under this IRI instead of the default.")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True, help="This machine, or a cluster 引擎.")
@click.option("--master", metavar="URL", help="Of the cluster: spark://HOST:7077, yarn, local[4] 集群地址.")
@click.option("-o", "--output", metavar="FOLDER", help="What a cluster writes: Parquet and N-Quads, where all its machines see it 输出文件夹.")
@click.option("--partitions", type=click.IntRange(min=1), help="Pieces of the work of a cluster; by default four a core.")
@click.option("--spark", "options", multiple=True, metavar="KEY=VALUE", help="A setting of Spark, as spark.executor.memory=2g.")
@json_option
def build(docs, catalogues, edges, mapping, workspace, jobs, limits, base, engine, master, output, partitions, options, as_json):
    """Read, extract, link and load DOCS and catalogues into the workspace (建库). It then holds exactly these.

    DOCS that hold many documents are named themselves: JSON Lines (.jsonl), Parquet with name and bytes, WARC.
    """
    from kg.build import Tables
    from kg.build import build as build_workspace
    from kg.catalogue import parse_mapping
    from kg.iris import BASE, check_base

    try:
        tables = Tables(catalogues, edges, tuple(sorted(parse_mapping(mapping).items())))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--map") from error
    if not docs and not catalogues:
        raise click.UsageError("Missing argument 'DOCS...': name files, folders, globs, or - for standard input.")
    if engine == "spark":
        given = click.get_current_context().get_parameter_source("workspace") is not ParameterSource.DEFAULT
        return _build_on_cluster(docs, output, master, tables, workspace if given else None, base, partitions, options, limits, as_json)
    if master or output or partitions or options:
        raise click.UsageError("--master, --output, --partitions and --spark belong to --engine spark.")
    try:
        check_base(base or BASE)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--base") from error
    with stages() as progress, unpacked(docs, limits) as (docs, unread, folder):
        report = build_workspace(docs, workspace, tables=tables, jobs=jobs, limits=limits, base=base, progress=progress, unread=unread, unpacked=folder)
    say_failed(report.failed)
    for name in report.passed_over:
        log.debug("passed over: %s", name)
    counted = report.counts["catalogues"]
    if counted["files"]:
        log.info("%s rows of %s catalogues, %s rows or cells refused: see run.json", *(counted[n] for n in ("rows", "files", "refused")))
    from kg.lexicon.own import list_own_rows

    if own := list_own_rows(report.workspace / "lexicon"):
        log.info("%d rows of the workspace's own tables were used: %s", len(own), ", ".join(sorted({row["table"] for row in own})))
    if as_json:
        print_json({"workspace": str(report.workspace), "extracted": report.extracted, **report.counts})
    log.info("%s; %d extracted anew; workspace %s", say_counts(report.counts), report.extracted, report.workspace)


def _build_on_cluster(docs, output, master, tables, workspace, base, partitions, options, limits, as_json):
    from kg.cluster import build_on_cluster

    if not (master and output and docs):
        raise click.UsageError("--engine spark takes DOCS, --master URL and --output FOLDER.")
    settings = dict(option.partition("=")[::2] for option in options)
    try:
        with stages() as progress:
            report = build_on_cluster(
                docs, output, master, tables=tables, workspace=workspace, base=base, partitions=partitions, options=settings, limits=limits, progress=progress
            )  # fmt: skip
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--base") from error
    say_failed(report.failed)
    if as_json:
        print_json({"folder": str(report.folder), **report.counts})
    files = report.counts["files"]
    log.info(
        "%d files seen, %d read, %d failed, %d passed over; %d documents, %d citations, %d quads; folder %s", files["seen"], files["read"],
        files["failed"], files["passed_over"], report.counts["documents"], report.counts["citations"], report.counts["quads"], report.folder,
    )  # fmt: skip
