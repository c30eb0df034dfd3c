"""policykg number."""

import json

import click

from kg.commands.frame import command, json_option, log, open_output


@command("number", example="policykg number '国发[2012]48号' --json")
@click.argument("texts", nargs=-1, metavar="[TEXT...|-]")
@json_option
def number(texts, as_json):
    """Parse document numbers (发文字号): as many results out as lines in."""
    from kg.numbers import describe_number

    if not texts or texts == ("-",):
        texts = [line.rstrip("\r\n") for line in click.get_text_stream("stdin", encoding="utf-8", errors="replace")]
    described = [describe_number(words) for words in texts]
    parsed = sum(row["serial"] is not None for row in described)
    with open_output("-") as stream:
        for row in described:
            stream.write(json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8") + b"\n")
    log.info("%d lines, %d parsed", len(described), parsed)
