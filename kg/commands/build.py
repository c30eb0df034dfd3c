"""policykg build."""

import click

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
@json_option
def build(docs, catalogues, edges, mapping, workspace, jobs, limits, base, as_json):
    """Read, extract, link and load DOCS and catalogues into the workspace (建库). It then holds exactly these."""
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
    try:
        check_base(base or BASE)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--base") from error
    with stages() as progress:
        report = build_workspace(docs, workspace, tables=tables, jobs=jobs, limits=limits, base=base, progress=progress)
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
