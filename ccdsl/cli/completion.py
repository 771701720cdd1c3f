"""`ccdsl completion`: the lines that teach a shell to complete."""

import click
from click.shell_completion import get_completion_class

from ccdsl.cli.output import result


@click.command("completion")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")), metavar="SHELL")
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what completes commands and names in a shell.

    SHELL is `bash`, `zsh` or `fish`. For bash, put `eval "$(ccdsl completion bash)"` into
    ~/.bashrc; for zsh likewise into ~/.zshrc; for fish, `ccdsl completion fish | source` into
    ~/.config/fish/config.fish.
    """
    kind = get_completion_class(shell)
    if kind is not None:
        result(kind(ctx.find_root().command, {}, "ccdsl", "_CCDSL_COMPLETE").source())
