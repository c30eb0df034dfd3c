"""policykg export."""

import click

from kg.commands.frame import command, log, open_folder, open_output, open_store, output_option, warn_of_unknown_number, workspace_option


@command("export", example="policykg export --format xlsx --level county -o county.xlsx --workspace demo/workspace")
@workspace_option
@click.option("--format", "form", help="ttl, nt, nq, trig, jsonld, rdfxml; graphml, gexf, pajek, vosviewer, neo4j; csv, xlsx, parquet; bibtex, ris.")
@click.option("--citation-style", "style", help="A list of references in this style instead: gbt7714.")
@click.option("--adoption", metavar="NUMBER", help="Instead, who took up the document with this number, as csv, xlsx or parquet; --level names the level 采用情况.")
@click.option("--level", "levels", multiple=True, help="Documents of this level, and what they cite 层级; may be repeated, as the next three.")
@click.option("--region", "regions", multiple=True, help="Documents of this division and those in it, by name or code 地区.")
@click.option("--rank", "ranks", multiple=True, help="Documents of this rank 效力级别: 规范性文件, law.")
@click.option("--relation", "relations", multiple=True, help="Citations of this relation: basis, implements 引用关系.")
@click.option("--since", help="Documents signed in or after this year, month or day 起始日期.")
@click.option("--only", type=click.Choice(["citations"]), help="Documents and citations, no measures, agencies or targets.")
@click.option("--bom", is_flag=True, help="csv for spreadsheets: with a BOM, and no cell that is a formula.")
@output_option
def export(workspace, form, style, adoption, levels, regions, ranks, relations, since, only, bom, output):
    """Write the graph, or a part of it, in a format that other tools read (导出)."""
    if bom and form != "csv" and not (adoption and form is None):
        raise click.UsageError("--bom is for csv: Excel reads the other formats as they are")
    if adoption is not None:
        if style or regions or ranks or relations or since or only:
            raise click.UsageError("--adoption is narrowed by --level alone")
        return _export_adoption(workspace, adoption, levels, form, bom, output)
    from kg.selection import Selection
    from output.exporters import CITATION_STYLES, EXPORTERS, FOLDERS, Export

    if (form is None) == (style is None):
        raise click.UsageError("Name one --format, or a --citation-style.")
    writers, name, option = (EXPORTERS, form, "--format") if form else (CITATION_STYLES, style, "--citation-style")
    if name not in writers:
        raise click.BadParameter(f"{name!r} is not one of {', '.join(writers)}", param_hint=option)
    try:
        selection = Selection(levels, regions, ranks, relations, since, only == "citations")
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    what = Export(open_store(workspace), selection, bom)
    if name in FOLDERS:
        if output == "-":
            raise click.UsageError(f"{name} is several files: name a folder with -o")
        with open_folder(output, FOLDERS[name]) as folder:
            writers[name](what, folder)
    else:
        with open_output(output) as stream:
            writers[name](what, stream)
    if selection and not what.network:
        log.warning("no document is what --level, --region, --rank, --relation and --since ask for: the export is empty")
    log.info("%d triples in the graph%s", len(what.store), ", a part of it exported" if selection else "")


def _export_adoption(workspace, number, levels, form, bom, output):
    from kg.queries import load_query
    from kg.query import run_query
    from kg.workspace import Workspace
    from output.answer import write_answer, write_spreadsheet_csv

    if len(levels) > 1:
        raise click.UsageError("--adoption is of one level: name one --level")
    if form not in (None, "csv", "xlsx", "parquet"):
        raise click.UsageError("--adoption is written as csv, xlsx or parquet")
    question = load_query("adoption", {"number": number, **({"level": levels[0]} if levels else {})})
    folder = Workspace.open(workspace).graph_folder
    with run_query(folder, question) as result:
        adopted = sum(row[2] == "1" for row in result)
        if not adopted:
            warn_of_unknown_number(folder, question)
        with open_output(output) as stream:
            write_spreadsheet_csv(result, stream) if bom else write_answer(result, form or "csv", stream)
        log.info("%d regions, %d adopted", result.count, adopted)
