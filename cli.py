"""policykg on the command line: the list of its commands, and how it ends.

stdout carries the result and nothing else, in UTF-8 whatever the locale; stderr
carries progress (only on a terminal), warnings and one last line with the counts.
Exit codes: 0 done, 1 a known failure, 2 usage, 3 ran well and the answer is no.
"""

import importlib
import os
import sys

import click

from kg.errors import PolicyKGError, one_line

VERSION = "0.1.0"
# Command, its module under kg.commands, its name there. A command loads when it is run or listed.
COMMANDS = {
    "demo": ("demo", "demo"),
    "build": ("build", "build"),
    "extract": ("extract", "extract"),
    "text": ("text", "text"),
    "number": ("number", "number"),
    "show": ("show", "show"),
    "query": ("query", "query"),
    "export": ("export", "export"),
    "view": ("pictures", "view"),
    "map": ("pictures", "draw_map"),
    "flow": ("spread", "flow"),
    "timeline": ("spread", "timeline"),
    "matrix": ("matrix", "matrix"),
    "stats": ("stats", "stats"),
    "validate": ("validate", "validate"),
    "evaluate": ("evaluate", "evaluate"),
    "explain": ("explain", "explain"),
    "serve": ("serve", "serve"),
    "publish": ("publish", "publish"),
    "review": ("review", "review"),
    "lexicon": ("lexicon", "lexicon"),
}


class _Commands(click.Group):
    """Commands by name, loaded one by one."""

    def list_commands(self, context):
        return list(COMMANDS)

    def get_command(self, context, name):
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name]
        return getattr(importlib.import_module(f"kg.commands.{module}"), attribute)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(VERSION, prog_name="policykg")
def cli():
    """policykg: Chinese government policy documents (政策文件) as a knowledge graph (知识图谱)."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command; the process ends with its exit code."""
    for stream in (sys.stdout, sys.stderr):  # the same bytes under cp936, C and UTF-8 locales
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        code = cli.main(args=arguments, prog_name="policykg", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        code = 2
    except click.exceptions.Exit as error:
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        code = 130
    except PolicyKGError as error:
        click.echo(f"policykg: {_one_line(error)}", err=True)
        code = 1
    except BrokenPipeError:  # the reader of stdout has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code or 0)


def _one_line(error: Exception) -> str:
    return one_line(" ".join(str(error).split()))


if __name__ == "__main__":
    main()
