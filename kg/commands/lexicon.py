"""policykg lexicon."""

import click

from kg.commands.frame import NO, command, json_option, log, print_json, print_text, workspace_option


@command(
    "lexicon",
    example="policykg lexicon check",
)
@click.argument("action", type=click.Choice(["check", "add", "list"]))
@click.argument("words", nargs=-1, metavar="[TABLE KEY=VALUE…]")
@workspace_option
@json_option
def lexicon(action, words, workspace, as_json):
    """Check the tables (词表), list the workspace's own rows, or add a row to them: they override ours in its builds."""
    from kg.lexicon.check import check_tables
    from kg.lexicon.own import add_row, list_own_rows

    folder = workspace / "lexicon"
    if action == "add":
        table, values = _read_row(words)
        try:
            replaced = add_row(folder, table, values)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        log.info("%s in %s; build again to see it", "row replaced" if replaced else "row added", folder / f"{table}.tsv")
        return 0
    if words:
        raise click.UsageError(f"lexicon {action} takes no further words")
    if action == "list":
        rows = list_own_rows(folder)
        print_json(rows) if as_json else print_text("\n".join(_line(row) for row in rows))
        log.info("%d own rows", len(rows))
        return 0
    faults = check_tables(folder)
    if as_json:
        print_json(faults)
    elif faults:
        print_text("\n".join(faults))
    log.info("%d faults", len(faults))
    return NO if faults else 0


def _read_row(words) -> tuple[str, dict[str, str]]:
    pairs = [word.partition("=") for word in words[1:]]
    if not pairs or any(not equals for _, equals, _ in pairs):
        raise click.UsageError("lexicon add TABLE COLUMN=VALUE …")
    return words[0], {column.strip(): value.strip() for column, _, value in pairs}


def _line(row: dict) -> str:
    return f"{row['table']}\t{'overrides' if row['overrides'] else 'adds'}\t" + "\t".join(f"{k}={v}" for k, v in row["row"].items() if v)
