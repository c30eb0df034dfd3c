"""policykg stats."""

from kg.commands.frame import (
    command,
    json_option,
    log,
    output_option,
    print_json,
    print_text,
    say_counts,
    workspace_option,
)


@command("stats", example="policykg stats --json --workspace demo/workspace")
@workspace_option
@json_option
@output_option
def stats(workspace, as_json, output):
    """Count what the workspace holds (统计)."""
    from kg.stats import load_stats
    from kg.workspace import Workspace

    counts = load_stats(Workspace.open(workspace))
    if as_json:
        print_json(counts, output)
    else:
        flat = {f"{k} {name}": n for k, v in counts.items() if isinstance(v, dict) for name, n in v.items()}
        flat |= {k: v for k, v in counts.items() if not isinstance(v, dict)}
        print_text("\n".join(f"{name:20} {n:>10}" for name, n in flat.items()), output)
    log.info("%s", say_counts(counts))
