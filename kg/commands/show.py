"""policykg show."""

import click

from kg.commands.frame import NO, command, json_option, log, open_store, output_option, print_json, print_text, workspace_option


@command("show", example="policykg show 国发〔2021〕91号 --workspace demo/workspace")
@click.argument("ref", nargs=-1, required=True, metavar="REF")
@workspace_option
@json_option
@output_option
def show(ref, workspace, as_json, output):
    """Show a document's card (文件卡片) by number, title words or IRI; several matches are listed."""
    from kg.card import find_documents, load_card
    from kg.card.text import format_card, format_list

    store = open_store(workspace)
    found = find_documents(store, " ".join(ref))
    if not found:
        log.info("no document is %s", " ".join(ref))
        if as_json:
            print_json([], output)
        return NO
    if len(found) > 1:
        print_json([load_card(store, known.iri).as_dict() for known in found], output) if as_json else print_text(format_list(found), output)
        log.info("%d documents", len(found))
        return 0
    card = load_card(store, found[0].iri)
    print_json(card.as_dict(), output) if as_json else print_text(format_card(card), output)
    log.info("1 document, cites %d, cited by %d, %d measures", len(card.cites), len(card.cited_by), len(card.measures))
    return 0
