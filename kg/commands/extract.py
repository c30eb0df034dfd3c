"""policykg extract."""

from kg.commands.frame import (
    command,
    docs_argument,
    find_sources,
    jobs_option,
    limit_options,
    log,
    open_output,
    output_option,
    say_failed,
    with_progress,
)
from kg.errors import PolicyKGError


@command("extract", example="policykg extract examples -o records.jsonl")
@docs_argument
@jobs_option
@limit_options
@output_option
def extract(docs, jobs, limits, output):
    """Extract one record (抽取记录) a document, as JSON Lines."""
    from kg.engines.local import extract_sources
    from kg.reading import nothing_readable

    sources = find_sources(docs)
    counts = {"seen": len(sources.files) + len(sources.failed) + len(sources.passed_over), "read": 0}
    failed = list(sources.failed)
    facts = dict.fromkeys(("policies", "citations", "measures", "responsibilities"), 0)

    def lines():
        for result in with_progress(extract_sources(sources.files, jobs, limits=limits), len(sources.files)):
            if isinstance(result, PolicyKGError):
                failed.append(result)
                continue
            counts["read"] += 1
            facts["policies"] += result.kind == "policy"
            facts["citations"] += len(result.citations)
            facts["measures"] += len(result.measures)
            facts["responsibilities"] += sum(len(m.responsibilities) for m in result.measures)
            yield result.to_json().encode("utf-8") + b"\n"

    records = lines()
    first = next(records, None)
    if first is None:
        raise nothing_readable(docs, failed)
    with open_output(output) as stream:
        stream.write(first)
        stream.writelines(records)
    say_failed(failed)
    said = ", ".join(f"{n} {name}" for name, n in facts.items())
    log.info("%d files seen, %d read, %d failed, %d passed over; %s", counts["seen"], counts["read"], len(failed), len(sources.passed_over), said)
