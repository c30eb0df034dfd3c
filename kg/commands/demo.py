"""policykg demo."""

import shutil
import sys
from pathlib import Path

import click

from kg.commands.frame import command, log, print_text, say_counts, stages


@command("demo", example="policykg demo")
@click.argument("folder", default="demo", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path))
def demo(folder):
    """Build the shipped examples (示例) into DIR: workspace, graph.ttl, view.html, map.html and one answer."""
    from kg.demo import run_demo

    with stages() as progress:
        made = run_demo(folder, progress)
    lines = [made.answer.rstrip(), ""] + [f"{name:12} {path}" for name, path in made.files.items()]
    print_text("\n".join(lines + [f"{'workspace':12} {made.report.workspace}"]))
    program = "policykg" if shutil.which("policykg") else sys.argv[0]  # a new environment is not on the path yet
    log.info("open %s and %s in a browser, or all of it: %s serve --workspace %s", made.files["map.html"], made.files["view.html"], program, made.report.workspace)
    log.info("%s", say_counts(made.report.counts))
