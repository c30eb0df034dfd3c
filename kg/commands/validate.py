"""policykg validate."""

import dataclasses
from pathlib import Path

import click

from kg.commands.frame import NO, command, json_option, log, open_store, output_option, print_json, print_text, workspace_option


@command("validate", example="policykg validate --workspace demo/workspace")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]")
@workspace_option
@json_option
@output_option
def validate(file, workspace, as_json, output):
    """Hold the workspace's graph, or an RDF FILE, against the ontology's shapes (校验)."""
    from kg.validate import validate_file, validate_store

    violations = validate_file(file) if file else validate_store(open_store(workspace))
    if as_json:
        print_json({"conforms": not violations, "violations": [dataclasses.asdict(v) for v in violations]}, output)
    else:
        lines = [f"{v.shape}  {v.node}  {v.value}  {v.zh} {v.en}" for v in violations]
        print_text("\n".join(lines or ["conforms 符合"]), output)
    log.info("%d violations", len(violations))
    return NO if violations else 0
