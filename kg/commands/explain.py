"""policykg explain."""

import click

from kg.commands.frame import NO, command, json_option, log, open_store, output_option, print_json, print_text, workspace_option


@command("explain", example="policykg explain 国发〔2021〕91号 黔府发〔2022〕92号 --workspace demo/workspace")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@workspace_option
@json_option
@output_option
def explain(one, other, workspace, as_json, output):
    """Say why documents A and B are linked or are one, or why not, step by step (为何相连). Numbers, title words or IRIs."""
    from kg.card.text import format_list
    from kg.explain import Unclear
    from kg.explain import explain as explain_documents
    from kg.workspace import Workspace

    store = open_store(workspace)
    found = explain_documents(Workspace.open(workspace), store, one, other)
    if isinstance(found, Unclear):
        several = "name one of them by its number or IRI" if found.found else "look with policykg show"
        log.info("%s means %d documents: %s", found.ref, len(found.found), several)
        if as_json:
            print_json({"related": False, "ref": found.ref, "matches": [reference.iri for reference in found.found]}, output)
        elif found.found:
            print_text(format_list(found.found), output)
        return NO
    if as_json:
        print_json(found.as_dict(), output)
    else:
        print_text(_format(found), output)
    log.info("%s, %d steps", "related" if found.related else "not related", len(found.steps))
    return 0 if found.related else NO


def _format(found) -> str:
    lines = [f"A  {found.one.title or found.one.number}", f"B  {found.other.title or found.other.number}"]
    for position, step in enumerate(found.steps, start=1):
        lines.append(f"{position}. {step.zh}  {step.en}")
        lines += [f"   “{step.quote}”"] if step.quote else []
        lines += [f"   {step.where}"] if step.where else []
    return "\n".join(lines)
