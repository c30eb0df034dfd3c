"""policykg review."""

from pathlib import Path

import click

from kg.commands.frame import command, log, open_output, output_option, workspace_option


@command("review", example="policykg review -o review.csv --bom --workspace demo/workspace")
@click.argument("words", nargs=-1, metavar="[apply FILE]")
@workspace_option
@output_option
@click.option("--bom", is_flag=True, help="Begin with a byte order mark, for Excel 供 Excel 打开.")
def review(words, workspace, output, bom):
    """Write doubtful links and merges as a table (人工核定), or take a table with decisions (是/否, yes/no) into the workspace."""
    from kg.review import apply_decisions, find_doubts, read_decisions, write_doubts
    from kg.workspace import Workspace

    if words and (words[0] != "apply" or len(words) != 2):
        raise click.UsageError("review takes no argument, or: review apply FILE")
    space = Workspace.open(workspace)
    if words:
        decisions, refused = read_decisions(Path(words[1]))
        for line, word in refused:
            log.warning("line %d: %r is no decision of this table (yes, no, 是, 否)", line, word)
        changed, total = apply_decisions(space, decisions)
        log.info("%d decisions read, %d new or changed, %d kept; build again to see them", len(decisions), changed, total)
        return
    rows = find_doubts(space)
    with open_output(output) as stream:
        stream.write(write_doubts(rows, bom))
    log.info("%d doubtful links and merges", len(rows))
