"""policykg text."""

import click

from kg.commands.frame import command, limit_options, log, open_output, output_option


@command("text", example="policykg text examples/01-state-council-opinion.txt")
@click.argument("file", metavar="FILE")
@click.option("--simplified", is_flag=True, help="In simplified characters, of the same length 简体.")
@limit_options
@output_option
def text(file, simplified, limits, output):
    """Print the plain text that offsets point into (正文文本)."""
    from kg.engines.local import read_source
    from kg.reading import Source
    from kg.text import simplify

    policy = read_source(Source(file, file), limits)
    for note in policy.diagnostics:
        log.warning("%s: %s", file, note.message)
    with open_output(output) as stream:
        stream.write((simplify(policy.text) if simplified else policy.text).encode("utf-8"))
    log.info("%d characters, %s%s", len(policy.text), policy.media_type, f", {policy.encoding}" if policy.encoding else "")
