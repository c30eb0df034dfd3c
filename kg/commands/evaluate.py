"""policykg evaluate."""

import json
from pathlib import Path

import click

from kg.commands.frame import (
    NO,
    command,
    docs_argument,
    find_sources,
    jobs_option,
    json_option,
    log,
    print_json,
    print_text,
    say_failed,
    with_progress,
)
from kg.errors import PolicyKGError


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
    sources = find_sources(docs)
    chosen = [source for source in sources.files if Path(source.name).name in wanted]
    predicted, failed = {}, list(sources.failed)
    for result in with_progress(extract_sources(chosen, jobs), len(chosen)):
        if isinstance(result, PolicyKGError):
            failed.append(result)
        else:
            record = json.loads(result.to_json())
            predicted[file_name(record)] = record
    say_failed(failed)
    score = score_records(wanted, predicted)
    if errors:
        for line in score.errors:
            click.echo(line, err=True)
    print_json(score.as_dict()) if as_json else print_text(score.as_text())
    log.info("%d documents, lowest F1 %.3f", score.documents, score.lowest_f1())
    return NO if min_f1 is not None and score.lowest_f1() < min_f1 else 0
