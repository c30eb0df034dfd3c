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
@click.option("--halves", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="Names of the documents of the first half, one a line; by default every other one.")
@click.option("--baseline", type=click.Path(exists=True, dir_okay=False), metavar="RECORDS", help="Records that an earlier version extracted from DOCS: list the facts gained and lost since 与旧记录比较.")
@click.option("--min-f1", type=click.FloatRange(0, 1), help="Exit with 3 when the F1 of issuers, citations, measures or responsibilities is lower.")
@click.option("--errors", is_flag=True, help="List what was missed and what was wrong, on stderr.")
def evaluate(gold, docs, jobs, as_json, halves, baseline, min_f1, errors):
    """Score the extraction of DOCS against gold records (与标准答案比较): all of them, and each half."""
    from kg.evaluate import file_name, load_gold, load_names, load_records, score_halves, score_records
    from kg.facts import compare_facts

    wanted = load_gold(gold)
    old = load_records(baseline) if baseline else None
    first = load_names(halves) if halves else None
    sources = find_sources(docs)
    # The facts of two versions are compared in all of DOCS, scored are those with a gold record.
    chosen = [source for source in sources.files if baseline or Path(source.name).name in wanted]
    names = [Path(source.name).name for source in chosen]
    for name in wanted:
        if names.count(name) > 1:
            raise PolicyKGError(f"two documents are called {name}: a gold record is of the document with its file name")
    records = _extract(chosen, sources.failed, jobs)
    predicted = {file_name(record): record for record in records}
    texts = _texts([source for source, name in zip(chosen, names) if name in wanted])
    score = score_records(wanted, predicted, texts)
    parts = score_halves(wanted, predicted, texts, first)
    for name in sorted((first or set()) - set(wanted)):
        log.warning("%s: no gold record is of %s", halves, name)
    if errors:
        for line in score.errors:
            click.echo(line, err=True)
    result = score.as_dict() | {"halves": {half: part.as_dict() for half, part in parts.items()}}
    tables = [score.as_text(), *(f"{half}: {part.as_text()}" for half, part in parts.items())]
    if baseline:
        gained, lost = compare_facts(old, records, set(names))
        result |= {"gained": gained, "lost": lost}
        tables.append("\n".join([f"facts gained {len(gained)}, lost {len(lost)}", *(f"+\t{fact}" for fact in gained), *(f"-\t{fact}" for fact in lost)]))
    print_json(result) if as_json else print_text("\n\n".join(tables))
    log.info("%d documents, lowest F1 %.3f", score.documents, score.lowest_f1())
    return NO if min_f1 is not None and score.lowest_f1() < min_f1 else 0


def _extract(chosen, failed, jobs) -> list[dict]:
    """The records of the sources in their JSON form; what could not be read is said."""
    from kg.engines.local import extract_sources

    failed, records = list(failed), []
    for result in with_progress(extract_sources(chosen, jobs), len(chosen)):
        if isinstance(result, PolicyKGError):
            failed.append(result)
        else:
            records.append(json.loads(result.to_json()))
    say_failed(failed)
    return records


def _texts(sources) -> dict[str, dict[str, str]]:
    """The texts that evidence is checked against, as read and simplified, by file name."""
    from kg.errors import ReadError
    from kg.reading import STDIN, read
    from kg.text import simplify

    original = {}
    for source in sources:
        if source.path != STDIN:  # it is read already, and cannot be read twice
            try:
                original[Path(source.name).name] = read(source.path, source.name).text
            except ReadError:
                continue  # said before
    return {"evidence": original, "evidence, simplified": {name: simplify(text) for name, text in original.items()}}
