"""The command line: one module per command, each imported only when it is called."""

import gc
import os
from importlib import import_module
from typing import TYPE_CHECKING

import click

from ccdsl import __version__
from ccdsl.cli.ends import ending

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("ccdsl.cli.init", "Make a small project that compiles."),
    "check": ("ccdsl.cli.check", "Say everything that is wrong with a project."),
    "build": ("ccdsl.cli.build", "Write the routing table, the routing matrix and the diagrams."),
    "call": ("ccdsl.cli.call", "Place a contact, and see what happens to it."),
    "test": ("ccdsl.cli.test", "Run the scenarios of a project."),
    "prove": ("ccdsl.cli.prove", "Prove every requirement, or show a contact that breaks it."),
    "ask": ("ccdsl.cli.ask", "Ask which contacts come somewhere, or what can happen to one."),
    "plan": ("ccdsl.cli.plan", "Show exactly which contacts are treated differently, and how."),
    "diagram": ("ccdsl.cli.diagram", "Draw how contacts flow through a center."),
    "hours": ("ccdsl.cli.hours", "Show the opening calendar that the source means."),
    "draft": (
        "ccdsl.cli.draft",
        "Open a draft: a copy of what is in service, to be edited in peace.",
    ),
    "promote": ("ccdsl.cli.promote", "Put drafts in service: all that are named, or none of them."),
    "rollback": ("ccdsl.cli.rollback", "Put an earlier version back in service, with its number."),
    "retire": (
        "ccdsl.cli.retire",
        "Take what is in service out of service, with nothing in its place.",
    ),
    "release": ("ccdsl.cli.release", "Note what is in service, as it is now."),
    "history": ("ccdsl.cli.history", "Tell who released what, when and why."),
    "status": (
        "ccdsl.cli.status",
        "Show what is in service, what is in draft, and what has changed since the last release.",
    ),
    "lock": ("ccdsl.cli.lock", "Put right a lock that two branches have changed."),
    "fmt": ("ccdsl.cli.fmt", "Write sources in the one way they are written."),
    "show": ("ccdsl.cli.show", "Show what a name stands for."),
    "where-used": ("ccdsl.cli.where_used", "Show every place that uses a name."),
    "explain": ("ccdsl.cli.explain", "Explain the code of a finding."),
    "rules": ("ccdsl.cli.rules", "List every rule that a project is checked against."),
    "schema": ("ccdsl.cli.schema", "List the JSON Schemas, or print one."),
    "doctor": ("ccdsl.cli.doctor", "Look over this machine, and what a project needs around it."),
    "completion": ("ccdsl.cli.completion", "Print what completes commands and names in a shell."),
}
"""Every command, in the order in which people meet them: its module, and its help in one line."""


class LazyGroup(click.Group):
    """The commands of `COMMANDS`; to list them is not to import them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module; None where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: object = import_module(COMMANDS[cmd_name][0]).command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the lines kept here."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Return the commands and options that begin like what is typed."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=line)
            for name, (_, line) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return found + click.Command.shell_complete(self, ctx, incomplete)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ccdsl", message="%(prog)s %(version)s")
def cli() -> None:
    """Check and compile a contact center's configuration.

    A project is a folder with a `ccdsl.yaml`; without an argument, it is the one you are in.
    Exit codes: 0 clean, 1 findings, 2 usage or settings, 3 a bug of ours.
    """


def main() -> None:
    """Run the command line and end the process with its exit code.

    The cyclic collector is off: a command builds trees without cycles, and ends. It ends at once,
    with everything written: taking the trees apart again costs a fifth of a check.
    """
    gc.disable()
    os._exit(ending(lambda: cli.main(prog_name="ccdsl", standalone_mode=False)))
