"""policykg build."""

import click

from kg.commands.frame import (
    command,
    docs_argument,
    jobs_option,
    json_option,
    log,
    print_json,
    say_counts,
    say_failed,
    stages,
    workspace_option,
)


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
        with stages() as progress:
            report = build_workspace(docs, workspace, jobs=jobs, base=base, progress=progress)
    except ValueError as error:  # a base that is no IRI
        raise click.BadParameter(str(error), param_hint="--base") from error
    say_failed(report.failed)
    for name in report.passed_over:
        log.debug("passed over: %s", name)
    if as_json:
        print_json({"workspace": str(report.workspace), "extracted": report.extracted, **report.counts})
    log.info("%s; %d extracted anew; workspace %s", say_counts(report.counts), report.extracted, report.workspace)
